package api

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
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
