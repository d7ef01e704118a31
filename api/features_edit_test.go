package api

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

const ogcSites = "/ogc/collections/sites/items"

// gisFeature is a feature as a GIS tool reads and writes it.
type gisFeature struct {
	Type       string          `json:"type"`
	ID         string          `json:"id,omitempty"`
	Geometry   json.RawMessage `json:"geometry"`
	Properties map[string]any  `json:"properties"`
}

func (f gisFeature) json(t testing.TB) string {
	t.Helper()
	text, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// gisFeature reads a feature out of an answer.
func (a answer) gisFeature(t testing.TB, status int) gisFeature {
	t.Helper()
	var f gisFeature
	if a.Code != status {
		t.Fatalf("status %d, want %d: %.600s", a.Code, status, a.Body)
	}
	if err := json.Unmarshal(a.Body.Bytes(), &f); err != nil {
		t.Fatal(err)
	}
	return f
}

// gis asks as a GIS tool does, for somebody of a role.
func (o *office) gis(t testing.TB, who, method, target, body, media string, headers ...string) answer {
	t.Helper()
	headers = append([]string{"Authorization", "Bearer " + o.cards[who]}, headers...)
	if media != "" {
		headers = append(headers, "Content-Type", media)
	}
	return o.ask(t, method, target, body, headers...)
}

// localPath cuts the address of this service off a link.
func localPath(link string) string { return strings.TrimPrefix(link, "https://land.example.org") }

// A site is added, changed, moved and deleted as QGIS does it: every field with
// null for the unset, merge patches without conditions. Each becomes a draft
// that the public does not see.
func TestGISEditsBecomeDrafts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	options := o.gis(t, "editor", http.MethodOptions, ogcSites, "", "")
	if options.Code != http.StatusOK || !strings.Contains(options.Header().Get("Allow"), "POST") || options.Header().Get("Accept-Post") == "" {
		t.Errorf("OPTIONS: %d %v", options.Code, options.Header())
	}
	properties := map[string]any{}
	for name := range o.get(t, "/ogc/collections/sites/schema").json(t)["properties"].(map[string]any) {
		if name != "geometry" && name != "geom" {
			properties[name] = nil
		}
	}
	properties["name"], properties["kind"], properties["power_kw"], properties["name_en"] = "Цех", "brownfield", 250, "Workshop"
	added := o.gis(t, "editor", http.MethodPost, ogcSites, gisFeature{"Feature", "", json.RawMessage(squareJSON(30, 48)), properties}.json(t), "application/geo+json")
	if added.Code != http.StatusCreated || added.Body.Len() != 0 {
		t.Fatalf("POST: %d %s", added.Code, added.Body)
	}
	path := localPath(added.Header().Get("Location"))
	ref := path[strings.LastIndex(path, "/items/")+7:]
	made := o.gis(t, "editor", http.MethodGet, path, "", "").gisFeature(t, http.StatusOK)
	if made.ID != ref || made.Properties["name"] != "Цех" || made.Properties["name_en"] != "Workshop" || made.Properties["power_kw"] != 250.0 || made.Properties["lifecycle"] != "draft" {
		t.Errorf("made %+v", made)
	}
	if got := o.get(t, path); got.Code != http.StatusNotFound {
		t.Errorf("the public reads a draft: %d", got.Code)
	}
	if matched, _, _ := collectionOf(t, o.get(t, ogcSites)); matched != 0 {
		t.Errorf("the public finds %d sites", matched)
	}
	if matched, features, _ := collectionOf(t, o.gis(t, "editor", http.MethodGet, ogcSites+"?bbox=29,47,31,49", "", "")); matched != 1 || len(features) != 1 {
		t.Errorf("the editor finds %d sites", matched)
	}
	const patch = "application/merge-patch+json"
	if got := o.gis(t, "editor", http.MethodPatch, path, `{"properties":{"name":"Цех 2","power_kw":null}}`, patch); got.Code != http.StatusNoContent {
		t.Fatalf("PATCH: %d %s", got.Code, got.Body)
	}
	if got := o.gis(t, "editor", http.MethodPatch, path, `{"geometry":`+squareJSON(31, 48)+`}`, patch); got.Code != http.StatusNoContent {
		t.Fatalf("PATCH of a geometry: %d %s", got.Code, got.Body)
	}
	site := o.as(t, "editor", "GET", desksites+"/"+ref, "").told(t, 200)
	if site.Version != 3 || site.Record.Names["uk"] != "Цех 2" || site.Record.Names["en"] != "Workshop" || site.Lifecycle != "draft" || !slices.Equal(site.Authors, []string{o.id(t, "editor")}) {
		t.Errorf("at the desk: %+v", site)
	}
	// What is published stays until somebody else publishes the change.
	published := o.published(t, 33, 48)
	path = ogcSites + "/" + published.Ref
	if got := o.gis(t, "editor", http.MethodPatch, path, `{"properties":{"availability":"reserved"},"geometry":`+squareJSON(34, 48)+`}`, patch); got.Code != http.StatusNoContent {
		t.Fatalf("PATCH of a published site: %d %s", got.Code, got.Body)
	}
	if _, err := http.ParseTime(o.get(t, path).Header().Get("Last-Modified")); err != nil {
		t.Error(err)
	}
	if f := o.get(t, path).gisFeature(t, 200); f.Properties["availability"] != "available" || !strings.Contains(string(f.Geometry), "[33,48]") {
		t.Errorf("the public sees the draft: %+v", f)
	}
	if f := o.gis(t, "editor", http.MethodGet, path, "", "").gisFeature(t, 200); f.Properties["availability"] != "reserved" || !strings.Contains(string(f.Geometry), "[34,48]") {
		t.Errorf("the editor does not see the draft: %+v", f)
	}
	pending := o.as(t, "editor", "GET", desksites+"/"+published.Ref, "").told(t, 200).Pending
	if len(pending) != 2 {
		t.Errorf("pending %v", pending)
	}
	// To end a site takes a reviewer.
	if got := o.gis(t, "editor", http.MethodDelete, path, "", ""); got.Code != http.StatusForbidden {
		t.Errorf("an editor deletes: %d", got.Code)
	}
	if allow := o.gis(t, "editor", http.MethodOptions, path, "", "").Header().Get("Allow"); strings.Contains(allow, "DELETE") || !strings.Contains(allow, "PATCH") {
		t.Errorf("Allow of an editor: %s", allow)
	}
	if got := o.gis(t, "reviewer", http.MethodDelete, path, "", ""); got.Code != http.StatusNoContent {
		t.Errorf("a reviewer deletes: %d %s", got.Code, got.Body)
	}
	if got := o.gis(t, "reviewer", http.MethodGet, path, "", ""); got.Code != http.StatusGone {
		t.Errorf("after the end: %d", got.Code)
	}
	if site := o.as(t, "reviewer", "GET", desksites+"/"+published.Ref, "").told(t, 200); site.Lifecycle != "withdrawn" {
		t.Errorf("the site is %s", site.Lifecycle)
	}
}

// id is what the ledger calls the person of a role.
func (o *office) id(t testing.TB, who string) string {
	t.Helper()
	session := o.as(t, who, "GET", "/api/v1/session", "").json(t)
	return session["principal"].(map[string]any)["id"].(string)
}

// Changes without a condition are made on whatever others have written
// meanwhile: none gets lost. With the ETag of what was read, all but the first
// are refused.
func TestGISEditsOfSeveralAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	site := o.made(t, 30, 48)
	path := ogcSites + "/" + site.Ref
	bodies := map[string]string{"address": `"1 Mill Lane"`, "power_kw": "250", "name_en": `"Works"`}
	race := func(headers ...string) (statuses []int) {
		answers := make(chan int, len(bodies))
		for name, value := range bodies {
			go func() {
				answers <- o.gis(t, "editor", http.MethodPatch, path, `{"properties":{"`+name+`":`+value+`}}`, "application/merge-patch+json", headers...).Code
			}()
		}
		for range bodies {
			statuses = append(statuses, <-answers)
		}
		slices.Sort(statuses)
		return statuses
	}
	if got := race(); !slices.Equal(got, []int{204, 204, 204}) {
		t.Errorf("without a condition: %v", got)
	}
	read := o.gis(t, "editor", http.MethodGet, path, "", "")
	has := read.gisFeature(t, 200).Properties
	if has["address"] != "1 Mill Lane" || has["power_kw"] != 250.0 || has["name_en"] != "Works" {
		t.Errorf("something was lost: %v", has)
	}
	bodies = map[string]string{"address": `"2 Mill Lane"`, "power_kw": "300", "name_en": `"Mill"`}
	if got := race("If-Match", read.Header().Get("ETag")); !slices.Equal(got, []int{204, 412, 412}) {
		t.Errorf("for one version: %v", got)
	}
	// The tag of any form of the newest version is taken, and weak ones are not.
	other := o.gis(t, "editor", http.MethodGet, path+"?properties=ref&f=json", "", "").Header().Get("ETag")
	if got := o.gis(t, "editor", http.MethodPatch, path, `{"properties":{"address":"3"}}`, "application/merge-patch+json", "If-Match", `"0", `+other); got.Code != http.StatusNoContent {
		t.Errorf("another form: %d", got.Code)
	}
	weak := "W/" + o.gis(t, "editor", http.MethodGet, path, "", "").Header().Get("ETag")
	if got := o.gis(t, "editor", http.MethodPatch, path, `{"properties":{"address":"4"}}`, "application/merge-patch+json", "If-Match", weak); got.Code != http.StatusPreconditionFailed {
		t.Errorf("a weak tag: %d", got.Code)
	}
}

// Refusals name each member and the rule that it breaks, and nothing is made.
func TestGISEditsThatAreRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	square, patch, geojson := squareJSON(30, 48), "application/merge-patch+json", "application/geo+json"
	made := o.made(t, 33, 48)
	path := ogcSites + "/" + made.Ref
	for name, c := range map[string]struct {
		method, path, body, media string
		status                    int
		faults                    map[string]string // rules by pointer
		headers                   []string
	}{
		"several": {"POST", ogcSites, `{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,1]]]},"properties":{"kind":"palace","power_kw":"much"}}`, geojson, 422,
			map[string]string{"/geometry": "bad_geometry", "/properties/kind": "unknown_code", "/properties/power_kw": "wrong_type"}, nil},
		"names and what is read alone": {"POST", ogcSites, `{"type":"Feature","geometry":` + square + `,"properties":{"nmae":"x","area_m2":5,"ref":null}}`, geojson, 422,
			map[string]string{"/properties/nmae": "unknown_name", "/properties/area_m2": "read_only"}, nil},
		"no geometry":     {"POST", ogcSites, `{"type":"Feature","geometry":null,"properties":{"name":"x"}}`, geojson, 422, map[string]string{"/geometry": "missing"}, nil},
		"a line":          {"PATCH", path, `{"geometry":{"type":"LineString","coordinates":[[30,48],[31,48]]}}`, patch, 422, map[string]string{"/geometry": "bad_geometry"}, nil},
		"off the globe":   {"PATCH", path, `{"geometry":{"type":"Point","coordinates":[300,48]}}`, patch, 422, map[string]string{"/geometry": "bad_geometry"}, nil},
		"no such place":   {"PATCH", path, `{"geometry":{"type":"Point","coordinates":[1e30,48]}}`, patch, 422, map[string]string{"/geometry": "bad_geometry"}, []string{"Content-Crs", "http://www.opengis.net/def/crs/EPSG/0/3857"}},
		"no feature":      {"POST", ogcSites, `{"type":"FeatureCollection","features":[]}`, geojson, 422, map[string]string{"/type": "bad_value"}, nil},
		"another id":      {"PATCH", path, `{"id":"X-1"}`, patch, 422, map[string]string{"/id": "bad_value"}, nil},
		"a foreign patch": {"PATCH", path, `{"place":null}`, patch, 422, map[string]string{"/place": "unknown_name"}, nil},
		"no JSON":         {"PATCH", path, `{"properties"`, patch, 400, map[string]string{"": "syntax"}, nil},
		"a list":          {"PUT", path, `[]`, geojson, 400, map[string]string{"": "wrong_type"}, nil},
		"a table":         {"PUT", path, `a,b`, "text/csv", 415, nil, nil},
		"a parameter":     {"PUT", path + "?limit=1", `{}`, geojson, 400, map[string]string{"limit": "unknown_name"}, nil},
		"a date":          {"PUT", path, `{}`, geojson, 400, map[string]string{"If-Unmodified-Since": "bad_value"}, []string{"If-Unmodified-Since", "yesterday"}},
	} {
		got := o.gis(t, "editor", c.method, c.path, c.body, c.media, c.headers...)
		var problem struct{ Faults []struct{ Name, Rule string } }
		_ = json.Unmarshal(got.Body.Bytes(), &problem)
		faults := map[string]string{}
		for _, f := range problem.Faults {
			faults[f.Name] = f.Rule
		}
		if got.Code != c.status || len(faults) != len(c.faults) || got.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d, want %d: %.600s", name, got.Code, c.status, got.Body)
		}
		for pointer, rule := range c.faults {
			if faults[pointer] != rule {
				t.Errorf("%s: %q breaks %q, want %q", name, pointer, faults[pointer], rule)
			}
		}
	}
	if site := o.as(t, "editor", "GET", desksites+"/"+made.Ref, "").told(t, 200); site.Version != 1 {
		t.Errorf("it was changed: version %d", site.Version)
	}
	// What is in review is nobody's to change.
	o.act(t, "editor", made, "submit", "{}")
	if got := o.gis(t, "editor", http.MethodPatch, path, `{"properties":{"address":"x"}}`, patch); got.Code != http.StatusConflict {
		t.Errorf("in review: %d %s", got.Code, got.Body)
	}
	// QGIS asks of one feature whether all can be changed.
	if allow := o.gis(t, "editor", http.MethodOptions, path, "", "").Header().Get("Allow"); !strings.Contains(allow, "PATCH") {
		t.Errorf("since one is in review none can be changed: %s", allow)
	}
}

// What was read can be put back as it is: values that cannot be set are right
// where they are those that the site has.
func TestGISPutsBackWhatItRead(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	site := o.made(t, 30, 48)
	path := ogcSites + "/" + site.Ref
	read := o.gis(t, "editor", http.MethodGet, path, "", "")
	if read.Header().Get("Cache-Control") != "private, no-cache" || !strings.Contains(strings.Join(read.Header().Values("Vary"), ","), "Authorization") {
		t.Errorf("others may be given it: %v", read.Header())
	}
	if got := o.gis(t, "editor", http.MethodPut, path, read.Body.String(), "application/geo+json"); got.Code != http.StatusNoContent {
		t.Fatalf("%d %s", got.Code, got.Body)
	}
	is := o.as(t, "editor", "GET", desksites+"/"+site.Ref, "").told(t, 200)
	if was, now := site.Record, is.Record; was.Kind != now.Kind || was.Names["uk"] != now.Names["uk"] || was.Names["en"] != now.Names["en"] || was.Availability != now.Availability {
		t.Errorf("%+v became %+v", was, now)
	}
	if again := o.gis(t, "editor", http.MethodGet, path, "", ""); string(again.gisFeature(t, 200).Geometry) != string(read.gisFeature(t, 200).Geometry) {
		t.Error("the outline has changed")
	}
}

// Whatever is sent as a change is answered with a status that the document of
// the service declares, and none is a failure of the server.
func FuzzChangesOfFeatures(f *testing.F) {
	for _, seed := range []struct{ body, media, crs, match string }{
		{`{"properties":{"name":"x"}}`, "application/merge-patch+json", "", ""}, {`{"geometry":{"type":"Point","coordinates":[3740000,6200000]}}`, "application/merge-patch+json", "http://www.opengis.net/def/crs/EPSG/0/3857", ""},
		{`{"type":"Feature","geometry":` + squareJSON(30, 48) + `,"properties":{"power_kw":1e308}}`, "application/geo+json", "", "*"},
		{`{"properties":{"allowed_uses":[null],"homes_min":1e9,"checked_on":"0000-01-01","name":"\u0000"}}`, "application/merge-patch+json", "", `"1-x"`},
		{`{"geometry":{"type":"Polygon","coordinates":[[[0,0],[1e400,1],[1,0],[0,0]]]}}`, "application/json", "[EPSG:4326]", ""},
		{`{"geometry":{"type":"GeometryCollection","geometries":[]}}`, "application/json", "http://www.opengis.net/def/crs/EPSG/0/4326", ""},
		{`{"geometry":{"type":"Point","coordinates":[]}}`, "application/json", "http://www.opengis.net/def/crs/EPSG/0/3857", ""},
		{`{"geometry":5,"properties":[]}`, "application/json", "http://www.opengis.net/def/crs/EPSG/0/3857", ""}, {"", "", "", ""}, {`{"id":{}}`, "application/json", "", "W/"},
	} {
		f.Add(seed.body, seed.media, seed.crs, seed.match)
	}
	o := newOffice(f)
	path := ogcSites + "/" + o.made(f, 30, 48).Ref
	doc, err := openapi3.NewLoader().LoadFromData(o.get(f, "/ogc/api").Body.Bytes())
	if err != nil {
		f.Fatal(err)
	}
	one := doc.Paths.Value("/collections/sites/items/{featureId}")
	declared := map[string]*openapi3.Operation{
		http.MethodPatch: one.Patch, http.MethodPut: one.Put, http.MethodPost: doc.Paths.Value("/collections/sites/items").Post,
	}
	f.Fuzz(func(t *testing.T, body, media, crs, match string) {
		for method, operation := range declared {
			target, headers := path, []string{"Content-Crs", crs}
			if method == http.MethodPost {
				target = ogcSites
			}
			if match != "" {
				headers = append(headers, "If-Match", match)
			}
			got := o.gis(t, "editor", method, target, body, media, headers...)
			if operation.Responses.Status(got.Code) == nil || got.Code >= 500 {
				t.Errorf("%s: %d: %s", method, got.Code, got.Body)
			}
		}
	})
}
