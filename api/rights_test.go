package api

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"landbank/registry"
	"landbank/registry/uploads"
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
	// somewhere: it is for everybody who has the right at any place.
	somewhere bool
	// others: it is for whose the thing is, who is none of the matrix.
	others bool
	// session: an access token is refused, whatever its account may do.
	session bool
	// spent: what the request is for is not there any more, or not the same,
	// once it has been done.
	spent bool
	// inside gives the status that matters out of an answer; its own where nil.
	inside func(answer) int
}

type request struct {
	method, path, body string
	tag                string // If-Match; * where empty
}

// guards is the table.
var guards = slices.Concat(peopleGuards, siteGuards(), importGuards(), settingGuards(), campaignGuards())

var peopleGuards = []guarded{
	{id: "listUsers", needs: registry.ManageUsers, request: get("users")},
	{id: "createUser", needs: registry.ManageUsers, spent: true, request: func(m *matrix) request {
		return request{method: http.MethodPost, path: "users", body: fmt.Sprintf(`{"email":"new%d@example.org","without_password":true}`, m.next())}
	}},
	{id: "getUser", needs: registry.ManageUsers, request: get("users/1")},
	{id: "changeUser", needs: registry.ManageUsers, request: send(http.MethodPatch, "users/1", `{"name":"Changed"}`)},
	{id: "setUserPassword", needs: registry.ManageUsers, request: send(http.MethodPost, "users/1/password", `{"password":"`+goodPassword+`"}`)},
	{id: "listTokens", request: get("tokens")},
	{id: "createToken", session: true, request: send(http.MethodPost, "tokens", `{"name":"x"}`)},
	{id: "revokeToken", needs: registry.ManageUsers, spent: true, request: func(m *matrix) request { // another's
		return request{method: http.MethodDelete, path: fmt.Sprintf("tokens/%d", m.spare())}
	}},
	{id: "listAudit", needs: registry.ReadOperations, request: get("audit")},
}

func get(path string) func(*matrix) request { return send(http.MethodGet, path, "") }

func send(method, path, body string) func(*matrix) request {
	return func(*matrix) request { return request{method: method, path: path, body: body} }
}

// refusals are the answers to who has not the right: that they have not, or
// that there is no such thing for them.
var refusals = []int{http.StatusForbidden, http.StatusNotFound}

// matrix is a reception with one account for each role and reach.
type matrix struct {
	*reception
	count int
	other int64             // an account that nobody of the matrix is
	stock map[bool][]string // references of sites that no try has changed, published or not
	who   []actor
	files *uploads.Service
	sent  int64 // number of the file that was sent last
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
	m := &matrix{reception: newReception(t)}
	m.fillStock()
	m.files = m.takeFiles(t, m.store, t.TempDir(), 1<<20)
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

// try sends a request as somebody and gives the status that matters.
func (m *matrix) try(row guarded, r request, headers []string) int {
	m.t.Helper()
	if r.tag == "" {
		r.tag = "*"
	}
	got := m.send(r.method, deskPath+"/"+r.path, r.body, append(slices.Clone(headers), "If-Match", r.tag)...)
	if row.inside != nil && got.Code < 300 {
		return row.inside(got)
	}
	return got.Code
}

// Every operation of the desk, by every role, everywhere, in its own territory
// and in another, by session and by token, is let in where the table of rights
// says so and nowhere else.
func TestMatrixOfRightsOverHTTP(t *testing.T) {
	t.Parallel()
	m := newMatrix(t)
	routed, seen := map[string]string{}, map[string]bool{}
	for _, op := range m.server.operations() {
		if isDesk(op.path) {
			routed[op.id] = op.method + " " + documentPath(op.path)
		}
	}
	for _, row := range guards {
		r := row.request(m)
		if known := routed[row.id]; known == "" || !strings.HasPrefix(known, r.method+" ") {
			t.Errorf("%s is no operation of the desk with %s", row.id, r.method)
			continue
		}
		seen[row.id] = true
		if got := m.try(row, r, nil); got != http.StatusUnauthorized {
			t.Errorf("%s by nobody: %d", row.id, got)
		}
		for _, who := range m.who {
			may := row.needs == "" || who.principal.Can(row.needs, row.where...) || row.somewhere && who.principal.CanSomewhere(row.needs)
			may = may && !row.others
			r = m.check(t, row, r, who.name+" by session", who.session, may)
			r = m.check(t, row, r, who.name+" by token", who.card, may && !row.session)
		}
	}
	for id, route := range routed {
		if seen[id] {
			continue
		}
		t.Errorf("%s (%s) has no row in the table of what takes a right", route, id)
	}
}

// check tries a request and gives the one for the next try.
func (m *matrix) check(t *testing.T, row guarded, r request, who string, headers []string, may bool) request {
	t.Helper()
	got := m.try(row, r, headers)
	if may && got >= 300 || !may && !slices.Contains(refusals, got) {
		t.Errorf("%s %s as %s: %d, allowed: %v", row.id, r.path, who, got, may)
	}
	if got < 300 && row.spent {
		return row.request(m)
	}
	return r
}

// A token of a limited scope is let in by that alone, whatever its account may
// do.
func TestScopesOverHTTP(t *testing.T) {
	t.Parallel()
	o := newReception(t)
	m := &matrix{reception: o}
	m.fillStock()
	m.files = m.takeFiles(t, o.store, t.TempDir(), 1<<20)
	m.other = m.person("other@example.org", asAdmin).ID
	admin := m.person("admin@example.org", asAdmin)
	for _, scope := range []registry.Operation{registry.ManageUsers, registry.ReadOperations, registry.ReadSite} {
		card := bearer(m.token(admin.ID, scope))
		for _, row := range guards {
			if row.needs != "" {
				m.check(t, row, row.request(m), "a token for "+string(scope), card, row.needs == scope && !row.others)
			}
		}
	}
}
