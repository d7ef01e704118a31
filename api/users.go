package api

import (
	"strconv"
	"time"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
)

// mostRows is how many people, tokens or log lines an answer has at most.
const mostRows = 1000

// userJSON is an account.
type userJSON struct {
	ID          int64       `json:"id"`
	Principal   string      `json:"principal"` // as the ledger names it
	Email       string      `json:"email"`
	Name        string      `json:"name"`
	Grants      []grantJSON `json:"grants"`
	HasPassword bool        `json:"has_password"`
	OneTime     bool        `json:"password_change_required"`
	HasOIDC     bool        `json:"has_oidc"`
	Version     int         `json:"version"`
	CreatedAt   time.Time   `json:"created_at"`
	LastSeenAt  *time.Time  `json:"last_seen_at"`
	DisabledAt  *time.Time  `json:"disabled_at"`
}

func userOf(a registry.Account) userJSON {
	return userJSON{ID: a.ID, Principal: a.Principal().ID, Email: a.Email, Name: a.Name, Grants: grantsOf(a.Grants), HasPassword: a.HasPassword,
		OneTime: a.OneTime, HasOIDC: a.HasOIDC, Version: a.Version, CreatedAt: a.CreatedAt.UTC(), LastSeenAt: utc(a.LastSeenAt), DisabledAt: utc(a.DisabledAt)}
}

func utc(at *time.Time) *time.Time {
	if at == nil {
		return nil
	}
	out := at.UTC()
	return &out
}

// number reads a number out of a path; others name nothing.
func number(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 || strconv.FormatInt(n, 10) != text {
		return 0, registry.ErrNotFound
	}
	return n, nil
}

// next gives the number that the next page of a full one begins after, null for
// the last.
func next(full bool, last int64) *int64 {
	if !full {
		return nil
	}
	return &last
}

func (s *server) listUsers(c *exchange.Call, _ params) error {
	c.Query.Only("limit", "after")
	limit := c.Query.Int("limit", 1, mostRows, mostRows)
	after := c.Query.Int("after", 1, maxID, 0)
	if err := c.Query.Err(); err != nil {
		return err
	}
	accounts, err := s.people.Accounts(c.Context(), c.Principal, registry.AccountQuery{After: int64(after), Limit: limit + 1})
	if err != nil {
		return err
	}
	out := struct {
		Users []userJSON `json:"users"`
		Next  *int64     `json:"next"`
	}{Users: []userJSON{}}
	for _, a := range accounts[:min(limit, len(accounts))] {
		out.Users = append(out.Users, userOf(a))
		out.Next = next(len(accounts) > limit, a.ID)
	}
	return sendJSON(c, "", out)
}

// maxID is the largest number that JSON readers keep exactly.
const maxID = 1<<53 - 1

// userCreated is a new account with its password, where one was made up.
type userCreated struct {
	User     userJSON `json:"user"`
	Password *string  `json:"password"`
}

func (s *server) createUser(c *exchange.Call, _ params) error {
	o, err := readForm(c, "email", "name", "grants", "password", "without_password")
	if err != nil {
		return err
	}
	n := registry.NewAccount{}
	n.Email, _ = o.Needed("email")
	n.Name, _ = o.Text("name")
	n.Password, _ = o.Text("password")
	n.WithoutPassword, _ = o.Bool("without_password")
	n.Grants = readGrants(o)
	if n.WithoutPassword && n.Password != "" {
		o.Fault("password", exchange.RuleConflict, "a password", "none, with without_password")
	}
	if err := o.Err(); err != nil {
		return err
	}
	account, password, err := s.people.CreateAccount(c.Context(), c.Principal, n)
	if err != nil {
		return inBody(err)
	}
	out := userCreated{User: userOf(account)}
	if password != "" {
		out.Password = &password
	}
	c.Header().Set("Location", c.Base+deskPath+"/users/"+strconv.FormatInt(account.ID, 10))
	return sendCreated(c, exchange.VersionTag(account.Version), out)
}

// inBody says of faults that the registry found that they are of the body.
func inBody(err error) error {
	faults, ok := err.(criteria.Faults)
	if !ok {
		return err
	}
	for i := range faults {
		faults[i].In = "body"
	}
	return faults
}

// readGrants reads the list of grants; what the roles and territories are is
// left to the registry.
func readGrants(o *exchange.Object) []registry.Grant {
	var out []registry.Grant
	for _, item := range o.Objects("grants") {
		if item == nil {
			continue // has a fault
		}
		item.Only("role", "territory")
		role, _ := item.Needed("role")
		territory, _ := item.Text("territory")
		o.Include(item)
		out = append(out, registry.Grant{Role: registry.Role(role), Territory: territory})
	}
	return out
}

func (s *server) getUser(c *exchange.Call, path params) error {
	if err := noParameters(c); err != nil {
		return err
	}
	id, err := number(path("id"))
	if err != nil {
		return err
	}
	account, err := s.people.Account(c.Context(), c.Principal, id)
	if err != nil {
		return err
	}
	return sendJSON(c, exchange.VersionTag(account.Version), userOf(account))
}

func (s *server) changeUser(c *exchange.Call, path params) error {
	o, err := readForm(c, "name", "grants", "disabled")
	if err != nil {
		return err
	}
	id, err := number(path("id"))
	if err != nil {
		return err
	}
	change := registry.AccountChange{}
	if name, ok := o.Text("name"); ok {
		change.Name = &name
	}
	if _, ok := o.Raw("grants"); ok {
		grants := readGrants(o)
		change.Grants = &grants
	}
	if disabled, ok := o.Bool("disabled"); ok {
		change.Disabled = &disabled
	}
	if err := o.Err(); err != nil {
		return err
	}
	if err := c.Principal.Authorize(registry.ManageUsers); err != nil {
		return err // before anybody learns what If-Match has to be
	}
	if change.Version, err = c.IfMatch(); err != nil {
		return err
	}
	account, err := s.people.ChangeAccount(c.Context(), c.Principal, id, change)
	if err != nil {
		return inBody(err)
	}
	return sendJSON(c, exchange.VersionTag(account.Version), userOf(account))
}

func (s *server) setUserPassword(c *exchange.Call, path params) error {
	o, err := readForm(c, "password")
	if err != nil {
		return err
	}
	id, err := number(path("id"))
	if err != nil {
		return err
	}
	given, _ := o.Text("password")
	if err := o.Err(); err != nil {
		return err
	}
	madeUp, err := s.people.SetPassword(c.Context(), c.Principal, id, given)
	if err != nil {
		return inBody(err)
	}
	out := struct {
		Password *string `json:"password"`
	}{}
	if madeUp != "" {
		out.Password = &madeUp
	}
	return sendJSON(c, "", out)
}
