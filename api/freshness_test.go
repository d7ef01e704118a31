package api

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"landbank/geo/geotest"
	"landbank/registry"
	"landbank/registry/export"
	"landbank/registry/postgres"
)

// With the clock moved on, every surface says the same of a site that is not
// on offer any more: pages, lists, facets, the site, tiles, and exports.
func TestADayIsTheSameOnEverySurface(t *testing.T) {
	day := fixedTime
	store, _ := database(t, postgres.WithClock(func() time.Time { return day }))
	rows := three(t)
	importRows(t, store, rows)
	s := newService(t, store)
	ref := readPage(t, s.get(t, "/api/v1/sites?sortby=ref&limit=1")).refs[0]
	entry, err := store.Entry(t.Context(), registry.Operator, ref)
	if err != nil {
		t.Fatal(err)
	}
	site := entry.Record
	if _, err := store.Act(t.Context(), registry.Operator, ref, entry.Version,
		registry.Act{Action: registry.ActConfirm, Groups: []string{"availability"}}); err != nil {
		t.Fatal(err)
	}
	if site.Availability != "available" {
		t.Fatalf("%s is %q", ref, site.Availability)
	}
	says := func(now string, why string) {
		t.Helper()
		pair := fmt.Sprintf(`"available_now":%s,"available_why":"%s"`, now, why)
		surfaces := map[string]string{
			"page":   s.get(t, "/api/v1/sites?available_why="+why).Body.String(),
			"site":   s.get(t, "/api/v1/sites/"+ref).Body.String(),
			"search": s.search(t, `{"filter":"available_why = '`+why+`'","lists":["meets"],"limit":10}`).Body.String(),
		}
		for _, format := range []export.Format{export.GeoJSON, export.CSV} {
			var file bytes.Buffer
			_, err := export.Write(&file, format, func(visit func(*registry.Detail) error) error { return store.Each(t.Context(), nil, visit) })
			if err != nil {
				t.Fatal(err)
			}
			surfaces[string(format)] = file.String()
		}
		for surface, text := range surfaces {
			want := pair
			if surface == "csv" {
				want = "," + now + "," + why + ","
			}
			if !strings.Contains(text, want) || !strings.Contains(text, ref) {
				t.Errorf("%s does not say %s of %s:\n%.2000s", surface, want, ref, text)
			}
		}
		facets := s.search(t, `{"facets":["available_why"],"limit":0}`).json(t)["facets"].(map[string]any)["available_why"]
		if facets.(map[string]any)[why] == nil {
			t.Errorf("facets: %v", facets)
		}
		spot := s.get(t, "/api/v1/sites/"+ref).json(t)["properties"].(map[string]any)
		dump, err := geotest.DumpTile(s.get(t, tilePath(14, spot["longitude"].(float64), spot["latitude"].(float64))).Body.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(dump, ref) || !strings.Contains(dump, "available_now = "+now) {
			t.Errorf("the tile says\n%s", dump)
		}
	}
	says("true", "available")
	before := s.get(t, "/api/v1/sites").Header().Get("ETag")
	day = day.AddDate(0, 0, 2*registry.Clocks["availability"]+1)
	if n, err := store.Judge(t.Context()); err != nil || n == 0 {
		t.Fatalf("%d sites judged (%v)", n, err)
	}
	says("false", "expired")
	if after := s.get(t, "/api/v1/sites").Header().Get("ETag"); after == before {
		t.Error("what a reader keeps is not told that it is old")
	}
}
