package api

import (
	"errors"
	"net/http"
	"time"

	"landbank/api/exchange"
	"landbank/registry"
)

// maxForm is the longest body of a form of staff, in bytes.
const maxForm = 64 << 10

// sessionJSON is who asks and what they may do.
type sessionJSON struct {
	Principal              *principalJSON `json:"principal"` // null for the public
	Means                  *string        `json:"means"`     // session or token
	ExpiresAt              *time.Time     `json:"expires_at"`
	PasswordChangeRequired bool           `json:"password_change_required"`
	Grants                 []grantJSON    `json:"grants"`
	Operations             []allowedJSON  `json:"operations"`
	SignIn                 signInJSON     `json:"sign_in"`
}

type principalJSON struct {
	ID          string `json:"id"`
	Account     int64  `json:"account"`
	Name        string `json:"name"`
	Email       string `json:"email"`
	HasPassword bool   `json:"has_password"`
}

// grantJSON is a role in a territory, null for everywhere.
type grantJSON struct {
	Role      registry.Role `json:"role"`
	Territory *string       `json:"territory"`
}

// allowedJSON is an operation that the principal may do, and where.
type allowedJSON struct {
	Operation   registry.Operation `json:"operation"`
	Label       registry.Text      `json:"label"`
	Everywhere  bool               `json:"everywhere"`
	Territories []string           `json:"territories"`
}

// signInJSON says by which means one can sign in here.
type signInJSON struct {
	Password bool `json:"password"`
	OIDC     bool `json:"oidc"`
}

func grantsOf(grants []registry.Grant) []grantJSON {
	out := []grantJSON{}
	for _, g := range grants {
		row := grantJSON{Role: g.Role}
		if g.Territory != "" {
			row.Territory = &g.Territory
		}
		out = append(out, row)
	}
	return out
}

func (s *server) sessionOf(who *registry.SignedIn) sessionJSON {
	out := sessionJSON{Grants: []grantJSON{}, Operations: []allowedJSON{}, SignIn: signInJSON{Password: true, OIDC: s.signOn != nil}}
	if who == nil {
		return out
	}
	p := who.Principal
	means := "session"
	if p.Token != 0 {
		means = "token"
	}
	expires := who.ExpiresAt.UTC()
	out.Principal = &principalJSON{p.ID, who.Account.ID, p.Name, who.Account.Email, who.Account.HasPassword}
	out.Means, out.ExpiresAt = &means, &expires
	out.PasswordChangeRequired = who.Account.OneTime && p.Token == 0
	out.Grants = grantsOf(p.Grants)
	for _, right := range registry.Rights {
		if p.CanSomewhere(right.Operation) {
			territories, everywhere := p.Within(right.Operation)
			out.Operations = append(out.Operations, allowedJSON{right.Operation, right.Label, everywhere, append([]string{}, territories...)})
		}
	}
	return out
}

func (s *server) getSession(c *exchange.Call, _ params) error {
	if err := noParameters(c); err != nil {
		return err
	}
	return sendJSON(c, "", s.sessionOf(c.SignedIn))
}

func (s *server) signIn(c *exchange.Call, _ params) error {
	o, err := readForm(c, "email", "password")
	if err != nil {
		return err
	}
	email, _ := o.Needed("email")
	password, _ := o.Needed("password")
	if err := o.Err(); err != nil {
		return err
	}
	text, who, err := s.people.SignIn(c.Context(), registry.Credentials{Email: email, Password: password,
		Client: s.origins.Client(c.Request), Agent: c.Request.UserAgent(), Replaces: s.sessionCookie(c)})
	if errors.Is(err, registry.ErrUnknown) {
		return exchange.NotSignedIn("The e-mail address or the password is wrong, or the account is disabled.")
	}
	if err != nil {
		return err
	}
	setCookie(c, sessionName, text, 0)
	return sendJSON(c, "", s.sessionOf(&who))
}

// readForm reads the body of an operation without parameters, with the members
// named.
func readForm(c *exchange.Call, members ...string) (*exchange.Object, error) {
	if err := noParameters(c); err != nil {
		return nil, err
	}
	o, err := c.ReadObject(maxForm)
	if err != nil {
		return nil, err
	}
	o.Only(members...)
	return o, nil
}

// signOut ends the session of the cookie, whether or not it still was one.
func (s *server) signOut(c *exchange.Call, _ params) error {
	if err := noParameters(c); err != nil {
		return err
	}
	if text := s.sessionCookie(c); text != "" {
		if err := s.people.SignOut(c.Context(), text); err != nil {
			return err
		}
	}
	setCookie(c, sessionName, "", -1)
	c.SendNothing()
	return nil
}

func (s *server) changePassword(c *exchange.Call, _ params) error {
	o, err := readForm(c, "present", "new")
	if err != nil {
		return err
	}
	switch {
	case c.SignedIn == nil:
		return registry.ErrUnknown
	case c.SignedIn.Principal.Token != 0:
		return &exchange.Problem{Kind: exchange.Forbidden, Detail: "A password is changed in a session, not with an access token."}
	}
	present, _ := o.Needed("present")
	next, _ := o.Needed("new")
	if err := o.Err(); err != nil {
		return err
	}
	text, who, err := s.people.ChangePassword(c.Context(), registry.PasswordChange{Session: s.sessionCookie(c), Present: present, New: next,
		Client: s.origins.Client(c.Request), Agent: c.Request.UserAgent()})
	if err = o.Join("new", err); err != nil {
		return err
	}
	if err := o.Err(); err != nil {
		return err
	}
	setCookie(c, sessionName, text, 0)
	return sendJSON(c, "", s.sessionOf(&who))
}

// sendCreated answers 201 with the JSON form of what was made.
func sendCreated(c *exchange.Call, tag exchange.Tag, value any) error {
	body, err := exchange.JSON(value)
	if err != nil {
		return err
	}
	return c.Send(http.StatusCreated, tag, exchange.NewBody(body))
}
