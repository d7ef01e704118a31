package api

import (
	"time"

	"landbank/api/exchange"
	"landbank/registry"
)

// tokenJSON is an access token without its text.
type tokenJSON struct {
	ID         int64                `json:"id"`
	Account    int64                `json:"account"`
	Email      string               `json:"email"`
	Name       string               `json:"name"`
	Scope      []registry.Operation `json:"scope"` // null for all that the account may do
	CreatedAt  time.Time            `json:"created_at"`
	ExpiresAt  time.Time            `json:"expires_at"`
	LastUsedAt *time.Time           `json:"last_used_at"`
	RevokedAt  *time.Time           `json:"revoked_at"`
}

func tokenOf(t registry.Token) tokenJSON {
	return tokenJSON{t.ID, t.Account, t.Email, t.Name, t.Scope, t.CreatedAt.UTC(), t.ExpiresAt.UTC(), utc(t.LastUsedAt), utc(t.RevokedAt)}
}

func (s *server) listTokens(c *exchange.Call, _ params) error {
	c.Query.Only("of", "limit", "before")
	everybody := c.Query.OneOf("of", "self", "everybody") == "everybody"
	limit := c.Query.Int("limit", 1, mostRows, mostRows)
	before := c.Query.Int("before", 1, maxID, 0)
	if err := c.Query.Err(); err != nil {
		return err
	}
	tokens, err := s.people.Tokens(c.Context(), c.Principal, registry.TokenQuery{Everybody: everybody, Before: int64(before), Limit: limit + 1})
	if err != nil {
		return err
	}
	out := struct {
		Tokens []tokenJSON `json:"tokens"`
		Next   *int64      `json:"next"`
	}{Tokens: []tokenJSON{}}
	for _, t := range tokens[:min(limit, len(tokens))] {
		out.Tokens = append(out.Tokens, tokenOf(t))
		out.Next = next(len(tokens) > limit, t.ID)
	}
	return sendJSON(c, "", out)
}

func (s *server) createToken(c *exchange.Call, _ params) error {
	o, err := readForm(c, "name", "scope", "days")
	if err != nil {
		return err
	}
	own, _ := c.Principal.Account()
	n := registry.NewToken{Account: own, Days: o.Int("days", 1, maxID, registry.TokenDays)}
	n.Name, _ = o.Needed("name")
	if _, given := o.Raw("scope"); given {
		n.Scope = []registry.Operation{} // an empty list is no right at all
		for _, op := range o.Texts("scope") {
			n.Scope = append(n.Scope, registry.Operation(op))
		}
	}
	if err := o.Err(); err != nil {
		return err
	}
	text, token, err := s.people.CreateToken(c.Context(), c.Principal, n)
	if err != nil {
		return inBody(err)
	}
	return sendCreated(c, "", struct {
		Text  string    `json:"text"`
		Token tokenJSON `json:"token"`
	}{text, tokenOf(token)})
}

func (s *server) revokeToken(c *exchange.Call, path params) error {
	if err := noParameters(c); err != nil {
		return err
	}
	id, err := number(path("id"))
	if err != nil {
		return err
	}
	if err := s.people.RevokeToken(c.Context(), c.Principal, id); err != nil {
		return err
	}
	c.SendNothing()
	return nil
}

// auditJSON is one line of the audit log.
type auditJSON struct {
	ID      int64                `json:"id"`
	At      time.Time            `json:"at"`
	Actor   string               `json:"actor"`
	Action  registry.AuditAction `json:"action"`
	Account *int64               `json:"account"`
	Detail  map[string]any       `json:"detail"`
}

func (s *server) listAudit(c *exchange.Call, _ params) error {
	c.Query.Only("account", "action", "actor", "limit", "before")
	actions := []string{""}
	for _, a := range registry.AuditActions {
		actions = append(actions, string(a))
	}
	action := c.Query.OneOf("action", actions...)
	actor, _ := c.Query.Text("actor")
	account := c.Query.Int("account", 1, maxID, 0)
	limit := c.Query.Int("limit", 1, mostRows, 100)
	before := c.Query.Int("before", 1, maxID, 0)
	if err := c.Query.Err(); err != nil {
		return err
	}
	entries, err := s.people.Audit(c.Context(), c.Principal, registry.AuditQuery{Account: int64(account), Action: registry.AuditAction(action), Actor: actor, Before: int64(before), Limit: limit + 1})
	if err != nil {
		return err
	}
	out := struct {
		Entries []auditJSON `json:"entries"`
		Next    *int64      `json:"next"`
	}{Entries: []auditJSON{}}
	for _, e := range entries[:min(limit, len(entries))] {
		one := auditJSON{ID: e.ID, At: e.At.UTC(), Actor: e.Actor, Action: e.Action, Detail: e.Detail}
		if e.Account != 0 {
			one.Account = &e.Account
		}
		out.Entries = append(out.Entries, one)
		out.Next = next(len(entries) > limit, e.ID)
	}
	return sendJSON(c, "", out)
}
