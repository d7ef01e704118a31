//go:build conformance

package qgis

import (
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"
	"testing"
)

const items = "/ogc/collections/sites/items"

// The public layer: as many sites as the registry has, the same sites in a box
// and under a condition, and the condition was answered by the registry.
func TestQGISReads(t *testing.T) {
	h := qgis(t)
	t.Logf("QGIS %s", h.Version)
	r := start(t)
	for _, crs := range []string{"", "EPSG:3857"} {
		t.Run("as "+crs, func(t *testing.T) { reads(t, h, r, crs) })
	}
}

func reads(t *testing.T, h *hand, r *registry, crs string) {
	name := "public" + crs
	layer := h.did(t, "open", step{"name": name, "url": r.address + "/ogc", "typename": "sites", "crs": crs})
	if want := "OGC:CRS84"; crs == "" && layer.CRS != want || crs != "" && layer.CRS != crs {
		t.Errorf("the layer is in %s", layer.CRS)
	}
	if layer.Editable {
		t.Error("QGIS offers the public to edit")
	}
	want := int(r.got(t, "", items+"?resultType=hits")["numberMatched"].(float64))
	if got := h.did(t, "count", step{"name": name}); got.Count != want || got.Read != want || want == 0 {
		t.Errorf("QGIS counts %d and reads %d of %d sites", got.Count, got.Read, want)
	}
	box := [4]float64{32, 47, 36, 49.5}
	asked := box
	if crs != "" {
		if got := h.did(t, "extent", step{"name": name}); !near(got.Box, mercator(bounds(t, r)), 1) {
			t.Errorf("the layer spans %v, the sites %v", got.Box, mercator(bounds(t, r)))
		}
		asked = mercator(box)
	} else if got := h.did(t, "extent", step{"name": name}); !near(got.Box, bounds(t, r), 1e-6) {
		t.Errorf("the layer spans %v, the sites %v", got.Box, bounds(t, r))
	}
	inside := refs(t, r, "", fmt.Sprintf("bbox=%v,%v,%v,%v", box[0], box[1], box[2], box[3]))
	if got := h.did(t, "within", step{"name": name, "box": asked}); !slices.Equal(got.Refs, inside) || len(inside) == 0 || len(inside) == want {
		t.Errorf("in the box QGIS finds %d sites, the registry %d", len(got.Refs), len(inside))
	}
	for _, c := range []struct{ qgis, cql string }{
		{`"kind" = 'brownfield' AND "area_m2" > 50000`, "kind='brownfield' AND area_m2 > 50000"},
		{`"power_kw" IS NULL OR "availability" IN ('available', 'reserved')`, "power_kw IS NULL OR availability IN ('available','reserved')"},
		{`"name" LIKE '%а%' AND NOT ("area_m2" BETWEEN 10000 AND 90000)`, "name LIKE '%а%' AND NOT (area_m2 BETWEEN 10000 AND 90000)"},
		{`"outlined" = true`, "outlined = TRUE"},
	} {
		h.did(t, "open", step{"name": "subset", "url": r.address + "/ogc", "typename": "sites", "crs": crs})
		r.since()
		got := h.did(t, "subset", step{"name": "subset", "condition": c.qgis})
		found := refs(t, r, "", "filter="+queried(c.cql))
		if !slices.Equal(got.Refs, found) || got.Count != len(found) || len(found) == 0 || len(found) == want {
			t.Errorf("%s: QGIS finds %d and counts %d, the registry finds %d of %d", c.qgis, len(got.Refs), got.Count, len(found), want)
		}
		asked := slices.DeleteFunc(r.since(), func(q request) bool { return q.path != items || q.method != http.MethodGet })
		whole := slices.ContainsFunc(asked, func(q request) bool { return q.query.Get("filter") == "" })
		if len(asked) == 0 || whole {
			t.Errorf("%s was not answered by the registry: %v", c.qgis, asked)
		}
	}
}

// An editor draws, moves and describes a site in QGIS: drafts of the ledger,
// by the editor, that the public does not see. A reviewer's delete withdraws.
func TestQGISEdits(t *testing.T) {
	h := qgis(t)
	r := start(t)
	open := func(who, crs string) told {
		return h.did(t, "open", step{"name": who, "url": r.address + "/ogc", "typename": "sites", "token": r.tokens[who], "crs": crs})
	}
	editor := open("editor", "")
	if !editor.Add || !editor.Change || editor.Delete {
		t.Errorf("QGIS offers an editor add=%v change=%v delete=%v", editor.Add, editor.Change, editor.Delete)
	}
	var ref string
	t.Run("add", func(t *testing.T) { ref = adds(t, h, r) })
	if ref == "" {
		t.FailNow()
	}
	t.Run("change what is published", func(t *testing.T) { changes(t, h, r) })
	t.Run("delete", func(t *testing.T) {
		if got := open("reviewer", ""); !got.Delete {
			t.Errorf("QGIS does not offer a reviewer to delete")
		}
		h.did(t, "delete", step{"name": "reviewer", "ref": ref})
		if site := r.got(t, "reviewer", "/api/v1/desk/sites/"+ref); site.at("lifecycle") != "withdrawn" {
			t.Errorf("the site is %s", site.at("lifecycle"))
		}
		if got := h.did(t, "find", step{"name": "reviewer", "property": "ref", "value": ref}); len(got.Features) != 0 {
			t.Error("QGIS still sees the site that was withdrawn")
		}
	})
	if said := r.run(t, "verify"); !strings.Contains(said, "unaltered") && !strings.Contains(said, "holds") {
		t.Errorf("the ledger: %s", said)
	}
}

func adds(t *testing.T, h *hand, r *registry) string {
	before := sum(t, r, "")
	r.since()
	h.did(t, "add", step{"name": "editor", "wkt": "MultiPolygon (((33.5 48.1, 33.502 48.1, 33.502 48.101, 33.5 48.101, 33.5 48.1)))",
		"properties": step{"name": "Цех із QGIS", "kind": "brownfield", "power_kw": 630.5, "address": "вул. Заводська, 1"}})
	posted := with(r.since(), http.MethodPost)
	if len(posted) != 1 || posted[0].status != http.StatusCreated || posted[0].media != "application/geo+json" {
		t.Errorf("QGIS posted %+v", posted)
	}
	found := h.did(t, "find", step{"name": "editor", "property": "name", "value": "Цех із QGIS"}).Features
	if len(found) != 1 {
		t.Fatalf("QGIS finds %d of the site that it added", len(found))
	}
	ref, _ := found[0].Properties["ref"].(string)
	site := r.got(t, "editor", "/api/v1/desk/sites/"+ref)
	if site.at("lifecycle") != "draft" || site.at("version") != "1" || site.at("record", "names", "uk") != "Цех із QGIS" || site.at("record", "kind") != "brownfield" {
		t.Errorf("at the desk: %v", site)
	}
	if authors := site.at("authors"); !strings.Contains(authors, actor(t, r, "editor")) {
		t.Errorf("its authors are %s", authors)
	}
	if status, _ := r.ask(t, "", items+"/"+ref); status != http.StatusNotFound {
		t.Errorf("the public reads the draft: %d", status)
	}
	if after := sum(t, r, ""); after != before {
		t.Errorf("the public sees %d sites, %d before", after, before)
	}
	h.did(t, "change", step{"name": "editor", "ref": ref, "properties": step{"power_kw": 900.0, "address": nil}})
	patched := with(r.since(), http.MethodPatch)
	if len(patched) != 1 || strings.Contains(patched[0].body, "geometry") || !strings.Contains(patched[0].body, `"power_kw"`) {
		t.Errorf("QGIS patched %+v", patched)
	}
	site = r.got(t, "editor", "/api/v1/desk/sites/"+ref)
	feature := r.got(t, "editor", items+"/"+ref)
	if site.at("version") != "2" || feature.at("properties", "power_kw") != "900" || feature.at("properties", "address") != "" || feature.at("properties", "name") != "Цех із QGIS" {
		t.Errorf("after the change of attributes: version %s, %v", site.at("version"), feature["properties"])
	}
	return ref
}

// changes moves and describes a published site, in a layer in Web Mercator.
func changes(t *testing.T, h *hand, r *registry) {
	h.did(t, "open", step{"name": "mercator", "url": r.address + "/ogc", "typename": "sites", "token": r.tokens["editor"], "crs": "EPSG:3857"})
	page := r.got(t, "", items+"?limit=1&filter="+queried("outlined = TRUE AND lifecycle = 'published' AND kind = 'free_land'"))
	public := page["features"].([]any)[0].(map[string]any)
	ref := public["id"].(string)
	was := r.got(t, "editor", "/api/v1/desk/sites/"+ref)
	seen := r.got(t, "", items+"/"+ref)
	r.since()
	h.did(t, "move", step{"name": "mercator", "ref": ref, "dx": 250, "dy": -125})
	patched := with(r.since(), http.MethodPatch)
	if len(patched) != 1 || !strings.Contains(patched[0].body, "geometry") || !strings.HasSuffix(patched[0].crs, "/3857") {
		t.Errorf("QGIS patched %+v", patched)
	}
	h.did(t, "change", step{"name": "mercator", "ref": ref, "properties": step{"name": "Перейменовано у QGIS"}})
	now := r.got(t, "editor", "/api/v1/desk/sites/"+ref)
	if now.at("version") != fmt.Sprint(was["version"].(float64)+2) || now.at("lifecycle") != "published" || now.at("review") != "draft" {
		t.Errorf("version %s after %s, %s, %s", now.at("version"), was.at("version"), now.at("lifecycle"), now.at("review"))
	}
	if now.at("record", "names", "uk") != "Перейменовано у QGIS" {
		t.Errorf("it is called %s", now.at("record", "names", "uk"))
	}
	before, after := corner(was["geometry"]), corner(now["geometry"])
	from, to := mercator([4]float64{before[0], before[1], before[0], before[1]}), mercator([4]float64{after[0], after[1], after[0], after[1]})
	if math.Abs(to[0]-from[0]-250) > 0.2 || math.Abs(to[1]-from[1]+125) > 0.2 {
		t.Errorf("the outline moved by %.2f, %.2f m", to[0]-from[0], to[1]-from[1])
	}
	revisions := r.got(t, "editor", "/api/v1/desk/sites/"+ref+"/history?limit=2&geometry=true")["revisions"].([]any)
	for i, want := range []string{"names", ""} {
		revision := document(revisions[i].(map[string]any))
		if revision.at("actor") != actor(t, r, "editor") || revision.at("published") != "false" {
			t.Errorf("revision %v by %s, published %s", revision["seq"], revision.at("actor"), revision.at("published"))
		}
		if !strings.Contains(fmt.Sprint(revision["changes"]), want) {
			t.Errorf("revision %v changes %v", revision["seq"], revision["changes"])
		}
	}
	if again := r.got(t, "", items+"/"+ref); fmt.Sprint(again) != fmt.Sprint(seen) {
		t.Errorf("the public sees %v, before %v", again, seen)
	}
}

// Who may not write is not offered to, and is refused when QGIS writes anyhow.
func TestQGISRights(t *testing.T) {
	h := qgis(t)
	r := start(t)
	page := r.got(t, "", items+"?limit=1")
	ref := page["features"].([]any)[0].(map[string]any)["id"].(string)
	for _, who := range []string{"viewer", "reader"} {
		layer := h.did(t, "open", step{"name": who, "url": r.address + "/ogc", "typename": "sites", "token": r.tokens[who]})
		if layer.Editable {
			t.Errorf("QGIS offers %s to edit", who)
		}
		r.since()
		if got := h.do(t, "change", step{"name": who, "ref": ref, "properties": step{"name": "x"}}); got.OK || got.Started {
			t.Errorf("%s changes a site: %+v", who, got)
		}
		if written := slices.DeleteFunc(r.since(), func(q request) bool { return q.method == "GET" || q.method == "OPTIONS" || q.method == "HEAD" }); len(written) != 0 {
			t.Errorf("QGIS wrote %+v", written)
		}
		if status := r.patches(t, who, ref); status != http.StatusForbidden {
			t.Errorf("what %s writes all the same is answered by %d", who, status)
		}
	}
	// The right goes while the layer is open for editing: the write is refused, and QGIS says so.
	h.did(t, "open", step{"name": "editor", "url": r.address + "/ogc", "typename": "sites", "token": r.tokens["editor"]})
	h.did(t, "find", step{"name": "editor", "property": "ref", "value": ref})
	r.run(t, "user", "disable", "--email", "editor@example.org")
	before := r.got(t, "reviewer", "/api/v1/desk/sites/"+ref).at("version")
	r.since()
	got := h.do(t, "change", step{"name": "editor", "ref": ref, "properties": step{"name": "x"}})
	refused := with(r.since(), http.MethodPatch)
	if got.OK || len(refused) == 0 || refused[0].status != http.StatusUnauthorized && refused[0].status != http.StatusForbidden {
		t.Errorf("after the account was disabled: %+v, %+v", got, refused)
	}
	if after := r.got(t, "reviewer", "/api/v1/desk/sites/"+ref).at("version"); after != before {
		t.Errorf("version %s, was %s", after, before)
	}
}
