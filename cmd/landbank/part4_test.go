package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"landbank/api"
	"landbank/internal/testdb"
	"landbank/registry"
	"landbank/registry/geopackage"
	"landbank/registry/postgres"
)

const (
	featureType = "application/geo+json"
	patchType   = "application/merge-patch+json"
)

// document is a JSON object.
type document = map[string]any

// mutable is a collection that the suite of Part 4 of OGC API – Features
// (20-002r2) is run on.
type mutable struct {
	collection string
	headers    []string // of who changes it
	// reset gives the ids of three features that are as new.
	reset                          func(t *testing.T) [3]string
	create, invalid, replace, edit document // bodies; invalid breaks what the schema says
	removed                        int      // status of a feature that is not there any more
	handler                        http.Handler
	schema                         document
}

// box is an outline, with its corner at a position.
func box(x, y float64) document {
	const side = 0.0004
	return document{"type": "Polygon", "coordinates": [][][2]float64{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}}}
}

// area is the box as sites have outlines: of one part or of several.
func area(x, y float64) document {
	return document{"type": "MultiPolygon", "coordinates": []any{box(x, y)["coordinates"]}}
}

// wkb is the outline in well-known binary.
func wkb(outline document) (out []byte, bounds [4]float64) {
	ring := outline["coordinates"].([][][2]float64)[0]
	out = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32([]byte{1}, 3), 1), uint32(len(ring)))
	for _, p := range ring {
		out = binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(out, math.Float64bits(p[0])), math.Float64bits(p[1]))
	}
	return out, [4]float64{ring[0][0], ring[0][1], ring[2][0], ring[2][1]}
}

// buildings writes a GeoPackage of three buildings in the form of the suite's.
func buildings(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "buildings.gpkg")
	w, err := geopackage.Create(t.Context(), path, geopackage.Table{Name: "buildings", Geometry: "geometry", Shape: "POLYGON", Columns: []geopackage.Column{
		{Name: "id", Type: geopackage.Text}, {Name: "name", Type: geopackage.Text}, {Name: "function", Type: geopackage.Text, Required: true},
		{Name: "height", Type: geopackage.Real}, {Name: "updated", Type: geopackage.DateTime},
	}})
	for i, name := range []string{"Mill", "Station", "School"} {
		if err == nil {
			outline, bounds := wkb(box(8.7+float64(i)/100, 49.4))
			err = w.Add(t.Context(), outline, bounds, []any{fmt.Sprintf("B.%d", i+1), name, "public", 9.5 + float64(i), "2026-05-04T10:00:00.000Z"})
		}
	}
	if err == nil {
		err = w.Finish(t.Context(), time.Now(), nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// mutables gives the layers of test data and the sites, over one registry.
func mutables(t *testing.T) []*mutable {
	t.Helper()
	store, err := postgres.Open(t.Context(), testdb.Clone(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(store.Close)
	handlerOf := func() http.Handler {
		handler, err := api.New(api.Deps{
			Catalog: store, Layers: store, Ledger: store, Inspection: store, Corrections: store, Jobs: store, Stewards: store, People: store, Desk: store, Media: store,
			Campaigns: store, Quality: store, Registry: store, Parcels: store, Web: fstest.MapFS{"index.html": &fstest.MapFile{Data: []byte("<!doctype html>")}}, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		})
		if err != nil {
			t.Fatal(err)
		}
		return handler
	}
	path := buildings(t)
	feature := func(outline document, properties document) document {
		return document{"type": "Feature", "geometry": outline, "properties": properties}
	}
	layer := &mutable{
		collection: "buildings", removed: http.StatusNotFound,
		reset: func(t *testing.T) [3]string {
			if err := loadTestData(context.WithoutCancel(t.Context()), store, path); err != nil {
				t.Fatal(err)
			}
			return [3]string{"B.1", "B.2", "B.3"}
		},
		create:  feature(box(8.705, 49.405), document{"name": "Depot", "function": "commercial", "height": 6.25, "owner": "The town"}),
		invalid: feature(box(8.705, 49.405), document{"name": "Depot"}),
		replace: feature(box(8.715, 49.405), document{"name": "Old depot", "function": "other", "height": 7.5}),
		edit:    document{"geometry": box(8.72, 49.41), "properties": document{"height": 7.75, "owner": "A firm", "name": nil}},
	}
	layer.reset(t)
	account, _, err := store.CreateAccount(t.Context(), registry.Operator, registry.NewAccount{Email: "reviewer@example.org", WithoutPassword: true, Grants: []registry.Grant{{Role: registry.Reviewer}}})
	if err != nil {
		t.Fatal(err)
	}
	token, _, err := store.CreateToken(t.Context(), registry.Operator, registry.NewToken{Account: account.ID, Name: "test", Days: 1})
	if err != nil {
		t.Fatal(err)
	}
	sites := &mutable{
		collection: "sites", headers: []string{"Authorization", "Bearer " + token}, removed: http.StatusNotFound,
		create:  feature(area(30.505, 50.405), document{"name": "Склад", "kind": "brownfield", "power_kw": 250.5, "allowed_uses": []string{"logistics"}}),
		invalid: feature(area(30.505, 50.405), document{"name": "Склад", "kind": "palace"}),
		replace: feature(area(30.515, 50.405), document{"name": "Старий склад", "kind": "building", "power_kw": 100.0}),
		edit:    document{"geometry": area(30.52, 50.41), "properties": document{"power_kw": 7.75, "address": "1 Mill Lane", "name": nil}},
	}
	sites.reset = func(t *testing.T) (ids [3]string) {
		for i := range ids {
			body := maps.Clone(sites.create)
			body["geometry"] = area(30.6+float64(i)/100, 50.5)
			got := sites.ask(t, http.MethodPost, "", body, featureType)
			sites.want(t, got, http.StatusCreated)
			ids[i] = got.Header().Get("Location")[strings.LastIndex(got.Header().Get("Location"), "/")+1:]
		}
		return ids
	}
	all := []*mutable{layer, sites}
	for _, m := range all {
		m.handler = handlerOf()
		m.schema = decoded(t, m.get(t, "/ogc/collections/"+m.collection+"/schema"))
	}
	return all
}

func decoded(t *testing.T, w *httptest.ResponseRecorder) document {
	t.Helper()
	var out document
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || w.Code >= 300 {
		t.Fatalf("%d %.400s: %v", w.Code, w.Body, err)
	}
	return out
}

// send sends a request with a body that is a document, or nil, and with headers
// by name and value in turn.
func (m *mutable) send(t *testing.T, method, target string, body any, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	var reader io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		reader = bytes.NewReader(text)
	}
	r := httptest.NewRequest(method, target, reader)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	m.handler.ServeHTTP(w, r)
	return w
}

func (m *mutable) items() string { return "/ogc/collections/" + m.collection + "/items" }

// ask asks for one feature, or with "" for all.
func (m *mutable) ask(t *testing.T, method, id string, body any, media string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	target := m.items()
	if id != "" {
		target += "/" + url.PathEscape(id)
	}
	if media != "" {
		headers = append(headers, "Content-Type", media)
	}
	return m.send(t, method, target, body, append(slices.Clone(m.headers), headers...)...)
}

func (m *mutable) get(t *testing.T, target string) *httptest.ResponseRecorder {
	t.Helper()
	return m.send(t, http.MethodGet, strings.TrimPrefix(target, "http://example.com"), nil, m.headers...)
}

// want fails unless the status is one of those.
func (m *mutable) want(t *testing.T, got *httptest.ResponseRecorder, statuses ...int) {
	t.Helper()
	if !slices.Contains(statuses, got.Code) {
		t.Fatalf("%d, want %v: %.500s", got.Code, statuses, got.Body)
	}
}

func (m *mutable) refused(t *testing.T, got *httptest.ResponseRecorder) {
	t.Helper()
	if got.Code < 400 || got.Code >= 500 || got.Body.Len() == 0 {
		t.Fatalf("%d, want a refusal that says why: %.500s", got.Code, got.Body)
	}
}

func (m *mutable) ids(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, f := range decoded(t, m.get(t, m.items()+"?limit=1000"))["features"].([]any) {
		out = append(out, f.(document)["id"].(string))
	}
	return out
}

// alike fails unless the feature has the properties and the geometry submitted.
func alike(t *testing.T, submitted, has document, tolerance float64) {
	t.Helper()
	properties := has["properties"].(document)
	wanted, _ := submitted["properties"].(document)
	for name, value := range wanted {
		if fmt.Sprint(value) != fmt.Sprint(properties[name]) {
			t.Errorf("%s is %v, want %v", name, properties[name], value)
		}
	}
	if wanted, given := submitted["geometry"]; given && !near(plain(t, wanted), plain(t, has["geometry"]), tolerance) {
		t.Errorf("geometry %v, want %v", has["geometry"], wanted)
	}
}

// plain gives a value as JSON has it.
func plain(t *testing.T, value any) (out any) {
	t.Helper()
	text, err := json.Marshal(value)
	if err == nil {
		err = json.Unmarshal(text, &out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// near compares two values, their numbers within a tolerance.
func near(a, b any, tolerance float64) bool {
	switch a := a.(type) {
	case float64:
		b, ok := b.(float64)
		return ok && math.Abs(a-b) <= tolerance
	case []any:
		b, ok := b.([]any)
		return ok && slices.EqualFunc(a, b, func(x, y any) bool { return near(x, y, tolerance) })
	case document:
		b, ok := b.(document)
		return ok && a["type"] == b["type"] && near(a["coordinates"], b["coordinates"], tolerance)
	}
	return a == b
}
