package api

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"landbank/registry"
)

// change is a row of the table of what changes features of sites.
type change struct {
	method string
	needs  registry.Operation
	where  []string
	path   func() string
	body   string
}

// changes are the rows, in the territory of the matrix and outside of all.
func (m *matrix) changes(t *testing.T) []change {
	t.Helper()
	feature := func(at [2]float64) string {
		return `{"type":"Feature","properties":{"name":"Цех","kind":"brownfield"},"geometry":` + squareJSON(at[0], at[1]) + `}`
	}
	items := func() string { return ogcSites }
	own := func() string { return ogcSites + "/" + m.site(true).Ref }
	elsewhere := func() string {
		made := m.change(t, http.MethodPost, ogcSites, feature(outside), m.who[len(m.who)-len(reaches)].card)
		wantStatus(t, "a site outside of all territories", made, http.StatusCreated)
		return localPath(made.Header().Get("Location"))
	}
	territory := []string{ownTerritory}
	return []change{
		{http.MethodPost, registry.CreateSite, territory, items, feature(inOwn)},
		{http.MethodPost, registry.CreateSite, nil, items, feature(outside)},
		{http.MethodPut, registry.EditSite, territory, own, feature(inOwn)},
		{http.MethodPatch, registry.EditSite, territory, own, `{"properties":{"address":"another"}}`},
		{http.MethodPatch, registry.EditSite, nil, elsewhere, `{"properties":{"address":"another"}}`},
		{http.MethodDelete, registry.EndSite, territory, own, ""},
		{http.MethodDelete, registry.EndSite, nil, elsewhere, ""},
	}
}

// change sends a change of features.
func (m *matrix) change(t *testing.T, method, path, body string, headers []string) answer {
	t.Helper()
	headers = slices.Clone(headers)
	switch method {
	case http.MethodPost, http.MethodPut:
		headers = append(headers, "Content-Type", "application/geo+json")
	case http.MethodPatch:
		headers = append(headers, "Content-Type", "application/merge-patch+json")
	}
	return m.ask(t, method, path, body, headers...)
}

// Every change of a feature, by every role, everywhere, in its own territory and
// in another, by session and by token, is let in where the table of rights says
// so and nowhere else; and OPTIONS says what is let in at any place.
func TestMatrixOfRightsOfGIS(t *testing.T) {
	t.Parallel()
	m := newMatrix(t)
	for _, row := range m.changes(t) {
		path := row.path()
		if got := m.change(t, row.method, path, row.body, nil); got.Code != http.StatusUnauthorized || got.Header().Get("Www-Authenticate") == "" {
			t.Errorf("%s by nobody: %d", row.method, got.Code)
		}
		for _, who := range m.who {
			may := who.principal.Can(row.needs, row.where...)
			for means, headers := range map[string][]string{"session": who.session, "token": who.card} {
				if row.method != http.MethodPost {
					allow := strings.Split(m.ask(t, http.MethodOptions, path, "", headers...).Header().Get("Allow"), ", ")
					if somewhere := who.principal.CanSomewhere(row.needs); row.where != nil && slices.Contains(allow, row.method) != somewhere {
						t.Errorf("%s as %s by %s: Allow is %v, allowed somewhere: %v", row.method, who.name, means, allow, somewhere)
					}
				}
				got := m.change(t, row.method, path, row.body, headers)
				if may && got.Code >= 300 || !may && !slices.Contains(refusals, got.Code) {
					t.Errorf("%s of %v as %s by %s: %d, allowed: %v: %.200s", row.method, row.where, who.name, means, got.Code, may, got.Body)
				}
				if may && row.method != http.MethodPost {
					path = row.path()
				}
			}
		}
	}
}

// What a token is for is a limit here, too; and the session of a browser counts
// for pages of this service alone.
func TestScopesAndOriginsOfGIS(t *testing.T) {
	t.Parallel()
	m := newMatrix(t)
	admin := m.person("scoped@example.org", asAdmin)
	rows := m.changes(t)
	creating, changing := rows[0], rows[3]
	card := bearer(m.token(admin.ID, registry.CreateSite))
	made := m.change(t, creating.method, creating.path(), creating.body, append(slices.Clone(card), "Prefer", "return=representation"))
	if made.Code != http.StatusCreated || made.Body.Len() > 0 || made.Header().Get("ETag") == "" {
		t.Errorf("a token to create: %d %v %s", made.Code, made.Header(), made.Body)
	}
	if got := m.ask(t, http.MethodGet, localPath(made.Header().Get("Location")), "", card...); got.Code != http.StatusNotFound {
		t.Errorf("it reads the draft: %d", got.Code)
	}
	wantStatus(t, "a change by a token to create", m.change(t, changing.method, changing.path(), changing.body, card), http.StatusForbidden)
	evil := append(slices.Clone(m.who[len(m.who)-len(reaches)].session), "Origin", "https://evil.example.org", "Sec-Fetch-Site", "cross-site")
	wantStatus(t, "a session of another origin", m.change(t, changing.method, changing.path(), changing.body, evil), http.StatusForbidden)
	preflight := m.ask(t, http.MethodOptions, changing.path(), "", "Origin", "https://map.example.org", "Access-Control-Request-Method", "PATCH")
	if h := preflight.Header(); preflight.Code != http.StatusOK || !strings.Contains(h.Get("Access-Control-Allow-Methods"), "PATCH") || !strings.Contains(h.Get("Access-Control-Allow-Headers"), "Authorization") ||
		strings.Contains(h.Get("Allow"), "PATCH") {
		t.Errorf("before a change by a page of another origin: %v", h)
	}
	wantStatus(t, "territories", m.change(t, http.MethodPost, "/ogc/collections/territories/items", creating.body, card), http.StatusMethodNotAllowed)
}

// Who may change sites in one territory alone sees drafts there, and of all
// other sites what is published.
func TestGISReadsDraftsOfItsTerritory(t *testing.T) {
	t.Parallel()
	m := newMatrix(t)
	path := ogcSites + "/" + m.site(true).Ref
	admin := m.who[len(m.who)-len(reaches)]
	wantStatus(t, "a change", m.change(t, http.MethodPatch, path, `{"properties":{"address":"the draft"}}`, admin.card), http.StatusNoContent)
	for _, who := range m.who {
		p := who.principal
		seen := p.Can(registry.ReadSite, ownTerritory) && p.CanSomewhere(registry.EditSite)
		if got := m.ask(t, http.MethodGet, path, "", who.card...).gisFeature(t, http.StatusOK).Properties["address"]; (got == "the draft") != seen {
			t.Errorf("%s reads %v", who.name, got)
		}
		found, _, _ := collectionOf(t, m.ask(t, http.MethodGet, ogcSites+"?resultType=hits&filter=address%20=%20'the%20draft'", "", who.card...))
		drafts, _, _ := collectionOf(t, m.ask(t, http.MethodGet, ogcSites+"?resultType=hits&lifecycle=draft", "", who.card...))
		all, _, _ := collectionOf(t, m.ask(t, http.MethodGet, ogcSites+"?resultType=hits", "", who.card...))
		if want := len(m.stock[true]) + 1; (found == 1) != seen || (drafts > 0) != seen || all != drafts+want {
			t.Errorf("%s finds %d with the change, %d drafts, %d in all of %d published", who.name, found, drafts, all, want)
		}
	}
}
