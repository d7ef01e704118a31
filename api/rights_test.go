package api

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"landbank/registry"
)

// guarded is a row of the table of what takes a right: an operation of the
// contract, the right that it takes, and a request that is right but for that.
// A new route of the desk is one line here; without it the test fails.
type guarded struct {
	id      string             // operationId
	needs   registry.Operation // "" for whoever has signed in
	request func(m *matrix) request
	// where is the territory of what is asked for, with those above it; nil
	// for what lies in none.
	where []string
	// session: an access token is refused, whatever its account may do.
	session bool
}

type request struct{ method, path, body string }

// guards is the table.
var guards = []guarded{
	{id: "listUsers", needs: registry.ManageUsers, request: get("users")},
	{id: "createUser", needs: registry.ManageUsers, request: func(m *matrix) request {
		return request{http.MethodPost, "users", fmt.Sprintf(`{"email":"new%d@example.org","without_password":true}`, m.next())}
	}},
	{id: "getUser", needs: registry.ManageUsers, request: get("users/1")},
	{id: "changeUser", needs: registry.ManageUsers, request: send(http.MethodPatch, "users/1", `{"name":"Changed"}`)},
	{id: "setUserPassword", needs: registry.ManageUsers, request: send(http.MethodPost, "users/1/password", `{"password":"`+goodPassword+`"}`)},
	{id: "listTokens", request: get("tokens")},
	{id: "createToken", session: true, request: send(http.MethodPost, "tokens", `{"name":"x"}`)},
	{id: "revokeToken", needs: registry.ManageUsers, request: func(m *matrix) request { // another's
		return request{http.MethodDelete, fmt.Sprintf("tokens/%d", m.spare()), ""}
	}},
	{id: "listAudit", needs: registry.ReadOperations, request: get("audit")},
}

func get(path string) func(*matrix) request { return send(http.MethodGet, path, "") }

func send(method, path, body string) func(*matrix) request {
	return func(*matrix) request { return request{method, path, body} }
}

// refusals are the answers to who has not the right: that they have not, or
// that there is no such thing for them.
var refusals = []int{http.StatusForbidden, http.StatusNotFound}

// matrix is an office with one account for each role and reach.
type matrix struct {
	*office
	count int
	other int64 // an account that nobody of the matrix is
	who   []actor
}

// actor is one account, with its session and its token.
type actor struct {
	name          string
	principal     registry.Principal
	session, card []string // headers
}

// reaches are where the roles of the matrix are granted: everywhere, where the
// things lie, and elsewhere.
var reaches = []string{"", ownTerritory, otherTerritory}

const ownTerritory, otherTerritory = "UA14", "UA32"

func newMatrix(t *testing.T) *matrix {
	t.Helper()
	m := &matrix{office: newOffice(t)}
	const outline = `{"type":"Polygon","coordinates":[[[30,50],[31,50],[31,51],[30,50]]]}`
	var rows []registry.TerritoryRow
	for _, code := range reaches[1:] {
		rows = append(rows, registry.TerritoryRow{Territory: registry.Territory{Code: code, Scheme: "test", Names: registry.Text{"en": code}}, Geometry: []byte(outline)})
	}
	if err := m.store.PutTerritories(t.Context(), rows); err != nil {
		t.Fatal(err)
	}
	m.other = m.person("other@example.org", asAdmin).ID
	for _, role := range registry.Roles {
		for _, reach := range reaches {
			name := string(role) + reach
			account := m.person(name+"@example.org", registry.Grant{Role: role, Territory: reach})
			m.who = append(m.who, actor{name, account.Principal(), m.cookie(account.Email), bearer(m.token(account.ID))})
		}
	}
	return m
}

func (m *matrix) next() int { m.count++; return m.count }

// spare makes a token of the other account and gives its number.
func (m *matrix) spare() int64 {
	m.t.Helper()
	_, token, err := m.store.CreateToken(m.t.Context(), registry.Operator, registry.NewToken{Account: m.other, Name: "spare", Days: 1})
	if err != nil {
		m.t.Fatal(err)
	}
	return token.ID
}

// try sends the request of a row as somebody, and tells whether it was let in.
func (m *matrix) try(row guarded, headers []string) int {
	m.t.Helper()
	r := row.request(m)
	return m.send(r.method, deskPath+"/"+r.path, r.body, append(slices.Clone(headers), "If-Match", "*")...).Code
}

// Every operation of the desk, by every role, everywhere, in its own territory
// and in another, by session and by token, is let in where the table of rights
// says so and nowhere else.
func TestMatrixOfRightsOverHTTP(t *testing.T) {
	t.Parallel()
	m := newMatrix(t)
	routed := map[string]string{}
	for _, op := range m.server.operations() {
		if isDesk(op.path) {
			routed[op.id] = op.method + " " + documentPath(op.path)
		}
	}
	for _, row := range guards {
		if r := row.request(m); routed[row.id] == "" || !strings.HasPrefix(routed[row.id], r.method+" ") {
			t.Errorf("%s is no operation of the desk with %s", row.id, r.method)
		}
		delete(routed, row.id)
		if got := m.try(row, nil); got != http.StatusUnauthorized {
			t.Errorf("%s by nobody: %d", row.id, got)
		}
		for _, who := range m.who {
			may := row.needs == "" || who.principal.Can(row.needs, row.where...)
			m.check(t, row, who.name+" by session", who.session, may)
			m.check(t, row, who.name+" by token", who.card, may && !row.session)
		}
	}
	for id, route := range routed {
		t.Errorf("%s (%s) has no row in the table of what takes a right", route, id)
	}
}

func (m *matrix) check(t *testing.T, row guarded, who string, headers []string, may bool) {
	t.Helper()
	got := m.try(row, headers)
	if may && got >= 300 || !may && !slices.Contains(refusals, got) {
		t.Errorf("%s as %s: %d, allowed: %v", row.id, who, got, may)
	}
}

// A token of a limited scope is let in by that alone, whatever its account may
// do.
func TestScopesOverHTTP(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := &matrix{office: o}
	m.other = m.person("other@example.org", asAdmin).ID
	admin := m.person("admin@example.org", asAdmin)
	for _, scope := range []registry.Operation{registry.ManageUsers, registry.ReadOperations, registry.ReadSite} {
		card := bearer(m.token(admin.ID, scope))
		for _, row := range guards {
			if row.needs != "" {
				m.check(t, row, "a token for "+string(scope), card, row.needs == scope)
			}
		}
	}
}
