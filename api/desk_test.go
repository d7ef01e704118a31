package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"landbank/registry"
	"landbank/registry/postgres"
)

// office is the interface over a registry of the test's own, with one person of
// each role.
type office struct {
	*service
	store *postgres.Store
	cards map[string]string // access tokens by role
}

func newOffice(t testing.TB) *office {
	t.Helper()
	store := openStore(t)
	o := &office{service: newService(t, store), store: store, cards: map[string]string{}}
	for _, role := range registry.Roles {
		account, _, err := store.CreateAccount(t.Context(), registry.Operator, registry.NewAccount{Email: string(role) + "@example.org",
			WithoutPassword: true, Grants: []registry.Grant{{Role: role}}})
		if err != nil {
			t.Fatal(err)
		}
		text, _, err := store.CreateToken(t.Context(), registry.Operator, registry.NewToken{Account: account.ID, Name: "test", Days: 1})
		if err != nil {
			t.Fatal(err)
		}
		o.cards[string(role)] = text
	}
	return o
}

// as asks for somebody, by role; more headers are name and value in turn.
func (o *office) as(t testing.TB, who, method, target, body string, headers ...string) answer {
	t.Helper()
	return o.ask(t, method, target, body, append([]string{"Authorization", "Bearer " + o.cards[who], "Content-Type", "application/json"}, headers...)...)
}

// site is what an answer says of a site.
type deskSite struct {
	Ref       string
	Version   int
	Lifecycle string
	Review    *string
	Record    registry.Record
	Authors   []string
	Pending   map[string]registry.Change
	Findings  []struct {
		Rule, Severity, Field, Raw string
		Waived                     bool
	}
	Actions []string
	Outcome *registry.Outcome
	tag     string
}

// told reads a site out of an answer that has to have the status.
func (a answer) told(t testing.TB, status int) deskSite {
	t.Helper()
	if a.Code != status {
		t.Fatalf("status %d, want %d: %.600s", a.Code, status, a.Body)
	}
	var s deskSite
	if err := json.Unmarshal(a.Body.Bytes(), &s); err != nil {
		t.Fatal(err)
	}
	s.tag = a.Header().Get("ETag")
	return s
}

// squareJSON is an outline of about a hectare with one corner at the position.
func squareJSON(x, y float64) string {
	return fmt.Sprintf(`{"type":"Polygon","coordinates":[[[%[1]g,%[2]g],[%[3]g,%[2]g],[%[3]g,%[4]g],[%[1]g,%[4]g],[%[1]g,%[2]g]]]}`,
		x, y, x+0.001, y+0.001)
}

func contentJSON(x, y float64) string {
	return `{"record":{"kind":"brownfield","names":{"uk":"Цех","en":"Workshop"},"location_quality":"cadastral","availability":"available"},"geometry":` +
		squareJSON(x, y) + `}`
}

const desksites = "/api/v1/desk/sites"

func (o *office) made(t testing.TB, x, y float64) deskSite {
	t.Helper()
	return o.as(t, "editor", "POST", desksites, contentJSON(x, y)).told(t, 201)
}

// act does an action that has to succeed.
func (o *office) act(t testing.TB, who string, s deskSite, action, body string) deskSite {
	t.Helper()
	return o.as(t, who, "POST", desksites+"/"+s.Ref+"/"+action, body, "If-Match", s.tag).told(t, 200)
}

// waivers gives reasons for all warnings of a site.
func (s deskSite) waivers() string {
	var list []map[string]string
	for _, f := range s.Findings {
		if f.Severity == "warning" {
			list = append(list, map[string]string{"rule": f.Rule, "field": f.Field, "raw": f.Raw, "reason": "looked at"})
		}
	}
	text, _ := json.Marshal(map[string]any{"waivers": list})
	return string(text)
}

func (o *office) published(t testing.TB, x, y float64) deskSite {
	t.Helper()
	sent := o.act(t, "editor", o.made(t, x, y), "submit", "{}")
	return o.act(t, "reviewer", sent, "publish", sent.waivers())
}

// A site goes from a draft to the public, and what is not public stays inside.
func TestDeskPublishesASite(t *testing.T) {
	o := newOffice(t)
	content := strings.Replace(contentJSON(30, 48), `"kind"`, `"area":{"declared_m2":9000},"kind"`, 1) // it measures 8300
	made := o.as(t, "editor", "POST", desksites, content)
	site := made.told(t, 201)
	if got, want := made.Header().Get("Location"), "https://land.example.org"+desksites+"/"+site.Ref; got != want {
		t.Errorf("Location %s, want %s", got, want)
	}
	if want := `"` + site.Ref + `.1"`; site.tag != want || made.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("ETag %s, want %s; %v", site.tag, want, made.Header())
	}
	if want := []string{"update", "submit", "withdraw"}; site.Lifecycle != "draft" || site.Review == nil || site.Actions == nil || !slices.Equal(without(site.Actions, "split", "merge"), want[:2]) {
		t.Errorf("%+v", site)
	}
	read := o.as(t, "reviewer", "GET", desksites+"/"+site.Ref, "").told(t, 200)
	if !slices.Equal(without(read.Actions, "split", "merge"), []string{"update", "submit", "withdraw"}) || len(read.Findings) != len(site.Findings) {
		t.Errorf("read %+v", read)
	}
	if got := o.get(t, "/api/v1/sites/"+site.Ref); got.Code != 404 {
		t.Errorf("the public sees a draft: %d", got.Code)
	}
	sent := o.act(t, "editor", site, "submit", `{}`)
	refused := o.as(t, "reviewer", "POST", desksites+"/"+site.Ref+"/publish", `{}`, "If-Match", sent.tag)
	if len(sent.Findings) == 0 || (refused.Code != 409 || refused.json(t)["refusals"].([]any)[0].(map[string]any)["waivable"] != true) {
		t.Errorf("published with warnings: %d %s", refused.Code, refused.Body)
	}
	done := o.act(t, "reviewer", sent, "publish", sent.waivers())
	if done.Lifecycle != "published" || done.Review != nil || len(done.Authors) != 0 {
		t.Errorf("published %+v", done)
	}
	if got := o.get(t, "/api/v1/sites/"+site.Ref); got.Code != 200 || strings.Contains(got.Body.String(), "looked at") {
		t.Errorf("the public sees %d %s", got.Code, got.Body)
	}
	held := o.act(t, "editor", done, "reserve", `{"until":"2099-01-31","for":"Plant Ltd"}`)
	if held.Lifecycle != "reserved" {
		t.Errorf("reserved %+v", held)
	}
	if got := o.get(t, "/api/v1/sites/"+site.Ref); strings.Contains(got.Body.String(), "Plant Ltd") {
		t.Error("the public learns who has it reserved")
	}
}

func without(list []string, gone ...string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(gone, s) })
}

// A patch changes what it names, and says what differs from the published
// record.
func TestDeskChangesByMergePatch(t *testing.T) {
	o := newOffice(t)
	site := o.published(t, 30, 48)
	patched := o.as(t, "editor", "PATCH", desksites+"/"+site.Ref, `{"record":{"kind":"free_land","names":{"en":null,"ru":"Цех"},"offers":[{"mode":"lease"}]},"reason":"a new offer"}`,
		"If-Match", site.tag, "Content-Type", "application/merge-patch+json").told(t, 200)
	if r := patched.Record; r.Kind != "free_land" || len(r.Names) != 2 || r.Names["ru"] == "" || r.Availability != "available" || len(r.Offers) != 1 {
		t.Errorf("record %+v", r)
	}
	var paths []string
	for path := range patched.Pending {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	if want := []string{"kind", "names.en", "names.ru", "offers[lease].mode"}; !slices.Equal(paths, want) {
		t.Errorf("pending %q, want %q", paths, want)
	}
	moved := o.as(t, "editor", "PATCH", desksites+"/"+site.Ref, `{"geometry":`+squareJSON(31, 48)+`}`, "If-Match", patched.tag).told(t, 200)
	if _, changed := moved.Pending["geometry"]; !changed || moved.Record.Kind != "free_land" {
		t.Errorf("moved: pending %v", moved.Pending)
	}
}

// A change names the version that it changes.
func TestDeskChangesNeedTheVersion(t *testing.T) {
	o := newOffice(t)
	site := o.made(t, 30, 48)
	path := desksites + "/" + site.Ref
	newer := o.as(t, "editor", "PATCH", path, `{"record":{"kind":"building"}}`, "If-Match", site.tag).told(t, 200)
	for _, c := range []struct{ method, path, body string }{{"PATCH", path, `{"record":{"address":"x"}}`}, {"POST", path + "/submit", `{}`}} {
		if got := o.as(t, "editor", c.method, c.path, c.body); got.Code != 428 {
			t.Errorf("%s without If-Match: %d", c.path, got.Code)
		}
		for _, tag := range []string{"*", `"other.1"`, `"` + site.Ref + `.x"`, `"` + site.Ref + `.1", "` + site.Ref + `.2"`, site.Ref + ".1", `"` + site.Ref + `.0"`} {
			if got := o.as(t, "editor", c.method, c.path, c.body, "If-Match", tag); got.Code != 400 {
				t.Errorf("%s with If-Match %s: %d", c.path, tag, got.Code)
			}
		}
		got := o.as(t, "editor", c.method, c.path, c.body, "If-Match", site.tag)
		problem := got.json(t)
		if got.Code != 412 || problem["version"] != 2.0 || fmt.Sprint(problem["changes"]) != "map[kind:map[after:building before:brownfield]]" {
			t.Errorf("%s, stale: %d %s", c.path, got.Code, got.Body)
		}
	}
	// A proxy that compresses marks the tag.
	o.as(t, "editor", "POST", path+"/submit", `{}`, "If-Match", "W/"+strings.TrimSuffix(newer.tag, `"`)+`-gzip"`).told(t, 200)
}

// Bodies are read strictly, and every fault names its place.
func TestBadBodiesOfTheDesk(t *testing.T) {
	o := newOffice(t)
	site := o.made(t, 30, 48)
	square := squareJSON(30, 48)
	for _, c := range []struct {
		name, method, path, body string
		want                     []wantFault
	}{
		{"nothing", "POST", "", `{}`, []wantFault{body("/record", "missing"), body("/geometry", "missing")}},
		{"unknown members", "POST", "", `{"record":{"kinds":"x","area":{"total":1},"parcels":[{"number":"1"}]},"geometry":` + square + `,"publish":true}`,
			[]wantFault{body("/publish", "unknown_name"), body("/record/area/total", "unknown_name"), body("/record/parcels/0/number", "unknown_name"), body("/record/kinds", "unknown_name")}},
		{"what the registry keeps", "POST", "", `{"record":{"ref":"KRM-2026-0001","outcome":{},"extra":{},"internal":{"waivers":[],"reserved_for":"x"}},"geometry":` + square + `}`,
			[]wantFault{body("/record/internal/waivers", "unknown_name"), body("/record/internal/reserved_for", "unknown_name"), body("/record/ref", "unknown_name"), body("/record/outcome", "unknown_name"), body("/record/extra", "unknown_name")}},
		{"wrong types", "POST", "", `{"record":{"kind":1,"names":"x","area":{"declared_m2":"1"},"homes":{"min":1.5},"allowed_uses":"x","parcels":{},"checked_on":"yesterday","demonstration":"no"},"geometry":` + square + `}`,
			[]wantFault{body("/record/kind", "wrong_type"), body("/record/names", "wrong_type"), body("/record/allowed_uses", "wrong_type"), body("/record/area/declared_m2", "wrong_type"), body("/record/homes/min", "bad_value"), body("/record/parcels", "wrong_type"), body("/record/checked_on", "bad_value"), body("/record/demonstration", "wrong_type")}},
		{"unknown codes", "POST", "", `{"record":{"kind":"castle","allowed_uses":["housing","castle"],"utilities":[{"network":"magic","state":"on_site"}],"facts":{"kind":{"method":"magic"},"magic":{}}},"geometry":` + square + `}`,
			[]wantFault{body("/record/kind", "unknown_code"), body("/record/allowed_uses/1", "unknown_code"), body("/record/utilities/0/network", "unknown_code"), body("/record/facts/kind/method", "unknown_code"), body("/record/facts/magic", "unknown_field")}},
		{"no network", "POST", "", `{"record":{"utilities":[{"state":"on_site"},{"network":""}]},"geometry":` + square + `}`,
			[]wantFault{body("/record/utilities/0/network", "missing"), body("/record/utilities/1/network", "empty")}},
		{"numbers beyond all", "POST", "", `{"record":{"area":{"declared_m2":1e999},"homes":{"min":99999999999}},"geometry":` + square + `}`,
			[]wantFault{body("/record/area/declared_m2", "bad_value"), body("/record/homes/min", "bad_value")}},
		{"a member twice", "POST", "", `{"record":{"kind":"brownfield","kind":"building"},"geometry":` + square + `}`, []wantFault{body("/record/kind", "repeated")}},
		{"a line", "POST", "", `{"record":{},"geometry":{"type":"LineString","coordinates":[[30,48],[31,48]]}}`, []wantFault{body("/geometry", "bad_geometry")}},
		{"an open ring", "POST", "", `{"record":{},"geometry":{"type":"Polygon","coordinates":[[[30,48],[31,48],[31,49],[30,49]]]}}`, []wantFault{body("/geometry", "bad_geometry")}},
		{"off the globe", "POST", "", `{"record":{},"geometry":{"type":"Point","coordinates":[300,48]}}`, []wantFault{body("/geometry", "bad_geometry")}},
		{"another reference system", "POST", "", `{"record":{},"geometry":{"type":"Point","coordinates":[300000,5000000],"crs":{"type":"name","properties":{"name":"EPSG:3857"}}}}`, []wantFault{body("/geometry", "bad_geometry")}},
		{"an empty patch", "PATCH", "/" + site.Ref, `{"reason":"x"}`, []wantFault{body("", "missing")}},
		{"a patch of a list", "PATCH", "/" + site.Ref, `{"record":[]}`, []wantFault{body("/record", "wrong_type")}},
		{"a patch that cannot be", "PATCH", "/" + site.Ref, `{"record":{"land":{"flood_zone":"sea"}}}`, []wantFault{body("/record/land/flood_zone", "unknown_code")}},
		{"another action's members", "POST", "/" + site.Ref + "/submit", `{"until":"2030-01-01"}`, []wantFault{body("/until", "unknown_name")}},
		{"a waiver without reason", "POST", "/" + site.Ref + "/publish", `{"waivers":[{"rule":"V-07","field":"x"}]}`, []wantFault{body("/waivers/0/reason", "missing")}},
		{"unknown clocks", "POST", "/" + site.Ref + "/confirm", `{"groups":["price","magic"],"method":"magic"}`, []wantFault{body("/groups/1", "unknown_name"), body("/method", "unknown_code")}},
		{"an outcome of magic", "POST", "/" + site.Ref + "/reuse", `{"reason":"x","outcome":{"use":"magic","year":0,"area_m2":-1}}`,
			[]wantFault{body("/outcome/use", "unknown_code"), body("/outcome/year", "bad_value"), body("/outcome/area_m2", "bad_value")}},
		{"confirm nothing", "POST", "/confirm", `{"sites":[]}`, []wantFault{body("/sites", "limit")}},
		{"confirm without version", "POST", "/confirm", `{"sites":[{"ref":"a"},{"ref":"a","version":1}]}`, []wantFault{body("/sites/0/version", "missing"), body("/sites/1/ref", "repeated")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			checkFaults(t, o.as(t, "admin", c.method, desksites+c.path, c.body, "If-Match", site.tag), c.want...)
		})
	}
	for _, query := range []string{"?lifecycle=alive", "?review=x", "?limit=0", "?page=2", "?text="} {
		if got := o.as(t, "admin", "GET", desksites+query, ""); got.Code != 400 {
			t.Errorf("%s: %d", query, got.Code)
		}
	}
}

// The list has its filters and pages.
func TestDeskListsSites(t *testing.T) {
	o := newOffice(t)
	first, second := o.published(t, 30, 48), o.made(t, 31, 48)
	o.as(t, "reviewer", "PATCH", desksites+"/"+second.Ref, `{"record":{"internal":{"steward":"user:2"},"address":"вул. Заводська, 1"}}`, "If-Match", second.tag).told(t, 200)
	list := func(who, query string) (refs []string, next any) {
		got := o.as(t, who, "GET", desksites+query, "")
		if got.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", query, got.Code, got.Body)
		}
		for _, s := range got.json(t)["sites"].([]any) {
			refs = append(refs, s.(map[string]any)["ref"].(string))
		}
		return refs, got.json(t)["next"]
	}
	both := []string{first.Ref, second.Ref}
	for query, want := range map[string][]string{"": both, "?lifecycle=published": both[:1], "?lifecycle=draft,in_review": both[1:], "?review=none": both[:1],
		"?review=draft,none": both, "?steward=me": both[1:], "?steward=user:9": nil, "?text=ЗАВОДСЬКА": both[1:], "?after=" + first.Ref: both[1:], "?territory=nowhere": nil} {
		if got, _ := list("editor", query); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
	if got, next := list("viewer", "?limit=1"); !slices.Equal(got, both[:1]) || next != first.Ref {
		t.Errorf("first page %q, next %v", got, next)
	}
}

// A confirmation of many tells of each what became of it.
func TestDeskConfirmsMany(t *testing.T) {
	o := newOffice(t)
	first, second, draft := o.published(t, 30, 48), o.published(t, 31, 48), o.made(t, 32, 48)
	got := o.as(t, "editor", "POST", desksites+"/confirm", fmt.Sprintf(`{"sites":[{"ref":%q,"version":%d},{"ref":%q,"version":1},{"ref":%q,"version":1},{"ref":"none","version":1}],"groups":["availability"],"method":"phone"}`,
		first.Ref, first.Version, second.Ref, draft.Ref))
	var said struct {
		Results []struct {
			Ref             string
			Status, Version int
		}
	}
	if err := json.Unmarshal(got.Body.Bytes(), &said); err != nil || got.Code != 200 {
		t.Fatalf("%d %s", got.Code, got.Body)
	}
	var statuses []int
	for _, r := range said.Results {
		statuses = append(statuses, r.Status)
	}
	if !slices.Equal(statuses, []int{200, 412, 409, 404}) {
		t.Errorf("statuses %v", statuses)
	}
	if now := o.as(t, "viewer", "GET", desksites+"/"+first.Ref, "").told(t, 200); now.Record.Facts["availability"].Method != "phone" || now.Version != first.Version+1 {
		t.Errorf("confirmed %+v", now.Record.Facts)
	}
}

// A site that was split or merged leads its readers to what took its place.
func TestOldReferencesLeadOn(t *testing.T) {
	o := newOffice(t)
	old := o.published(t, 30, 48)
	content := func(shape string) string { return `{"record":{"kind":"brownfield"},"geometry":` + shape + `}` }
	strip := func(from, to float64) string {
		return fmt.Sprintf(`{"type":"Polygon","coordinates":[[[%[1]g,48],[%[2]g,48],[%[2]g,48.001],[%[1]g,48.001],[%[1]g,48]]]}`, from, to)
	}
	path := desksites + "/" + old.Ref + "/split"
	parts := `{"reason":"two investors","parts":[` + content(strip(30, 30.0005)) + `,` + content(strip(30.0005, 30.001)) + `]}`
	checkFaults(t, o.as(t, "editor", "POST", path, `{"parts":[{}],"reason":"x"}`, "If-Match", old.tag),
		body("/parts", "limit"), body("/parts/0/record", "missing"), body("/parts/0/geometry", "missing"))
	if got := o.as(t, "editor", "POST", path, strings.Replace(parts, "30.001,48.001", "30.002,48.001", 1), "If-Match", old.tag); got.Code != 409 || !strings.Contains(got.Body.String(), "lie outside") {
		t.Errorf("parts beyond: %d %s", got.Code, got.Body)
	}
	split := o.as(t, "editor", "POST", path, parts, "If-Match", old.tag)
	var made struct{ Parts []deskSite }
	if err := json.Unmarshal(split.Body.Bytes(), &made); err != nil || split.Code != 201 || len(made.Parts) != 2 {
		t.Fatalf("%d %s", split.Code, split.Body)
	}
	first, second := made.Parts[0], made.Parts[1]
	lineage := o.as(t, "viewer", "GET", desksites+"/"+first.Ref+"/lineage", "").json(t)
	together, _ := json.Marshal(lineage["together"])
	if want := fmt.Sprintf(`[{"ref":%q,"version":1}]`, second.Ref); string(together) != want {
		t.Errorf("together %s, want %s", together, want)
	}
	first.tag = `"` + first.Ref + `.1"`
	waivers := strings.TrimSuffix(made.Parts[0].waivers(), "}")
	o.act(t, "reviewer", first, "publish", waivers+`,"together":`+string(together)+`}`)
	gone := o.get(t, "/api/v1/sites/"+old.Ref)
	said, _ := json.Marshal(gone.json(t)["site"])
	if want := fmt.Sprintf(`{"lifecycle":"split","outcome":{"successors":[%q,%q]},"ref":%q,"since":%q}`, first.Ref, second.Ref, old.Ref, registry.DateOf(time.Now()).String()); gone.Code != 410 || string(said) != want {
		t.Errorf("%d %s, want %s", gone.Code, said, want)
	}
	if got := o.get(t, "/sites/"+old.Ref, "Accept", "text/html"); got.Code != 410 {
		t.Errorf("the page of it: %d", got.Code)
	}

	merge := fmt.Sprintf(`{"reason":"one plant","sites":[{"ref":%q,"version":2},{"ref":%q,"version":2}],"record":{"kind":"brownfield"},"geometry":%s}`, first.Ref, second.Ref, strip(30, 30.001))
	if got := o.as(t, "editor", "POST", desksites+"/merge", strings.Replace(merge, `:2}`, `:1}`, 1)); got.Code != 412 {
		t.Errorf("merged what was: %d", got.Code)
	}
	whole := o.as(t, "editor", "POST", desksites+"/merge", merge).told(t, 201)
	o.act(t, "reviewer", whole, "publish", whole.waivers())
	for path, want := range map[string]string{"/api/v1/sites/": "https://land.example.org/api/v1/sites/" + whole.Ref, "/sites/": "https://land.example.org/sites/" + whole.Ref} {
		if got := o.get(t, path+first.Ref, "Accept", "*/*"); got.Code != 308 || got.Header().Get("Location") != want {
			t.Errorf("%s: %d %s", path, got.Code, got.Header().Get("Location"))
		}
	}
	used := o.act(t, "reviewer", o.as(t, "viewer", "GET", desksites+"/"+whole.Ref, "").told(t, 200), "reuse", `{"reason":"secret talks","outcome":{"use":"industrial","year":2025,"area_m2":8000}}`)
	if used.Outcome == nil || used.Outcome.Use != "industrial" {
		t.Errorf("reused %+v", used)
	}
	if got := o.get(t, "/api/v1/sites/"+whole.Ref); got.Code != 410 || !strings.Contains(got.Body.String(), `"use":"industrial"`) || strings.Contains(got.Body.String(), "secret") {
		t.Errorf("%d %s", got.Code, got.Body)
	}
}

// A content can be checked before it is stored.
func TestDeskChecksAContent(t *testing.T) {
	o := newOffice(t)
	site := o.made(t, 30, 48)
	for _, path := range []string{"/check", "/" + site.Ref + "/check"} {
		got := o.as(t, "editor", "POST", desksites+path, strings.Replace(contentJSON(30, 48), `"kind"`, `"area":{"declared_m2":9000},"kind"`, 1))
		if got.Code != 200 || len(got.json(t)["findings"].([]any)) == 0 {
			t.Errorf("%s: %d %s", path, got.Code, got.Body)
		}
	}
	if now := o.as(t, "viewer", "GET", desksites+"/"+site.Ref, "").told(t, 200); now.Version != 1 {
		t.Errorf("version %d after a check", now.Version)
	}
}
