package api

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"landbank/geo"
	"landbank/registry"
	"landbank/registry/postgres"
)

// many streams published sites with outlines and points, each field unknown now and then.
type many struct {
	random     *rand.Rand
	left, line int
}

func (m *many) Next(context.Context) (registry.Row, error) {
	if m.left == 0 {
		return registry.Row{}, io.EOF
	}
	m.left--
	m.line++
	x, y := 22+18*m.random.Float64(), 45+6*m.random.Float64()
	text := fmt.Sprintf(`{"type":"Polygon","coordinates":[[[%.7f,%.7f],[%.7f,%.7f],[%.7f,%.7f],[%.7f,%.7f]]]}`, x, y, x+.0031234, y, x+.003, y+.0021717, x, y)
	if m.random.IntN(3) == 0 {
		text = fmt.Sprintf(`{"type":"Point","coordinates":[%.7f,%.7f]}`, x, y)
	}
	shape, _, err := geo.ParseGeoJSON([]byte(text))
	record := registry.Record{Kind: []string{"free_land", "brownfield", "building"}[m.random.IntN(3)], Names: registry.Text{"uk": fmt.Sprintf("Ділянка «%d», \"А\"", m.line)},
		Confirmation: "confirmed", LocationQuality: "digitised", CheckedOn: registry.NewDate(2026, 1, 1+m.random.IntN(300))}
	if m.random.IntN(2) == 0 {
		record.AllowedUses = [][]string{{"logistics"}, {"logistics", "industrial"}}[m.random.IntN(2)]
		record.Utilities = []registry.Utility{{Network: "electricity", State: "nearby", CapacityAvailable: of(math.Round(m.random.Float64()*12000) / 10)}}
	}
	return registry.Row{Line: int64(m.line), SourceKey: strconv.Itoa(m.line), Record: record, Shape: shape}, err
}

// GDAL copies the collection into a GeoPackage while others change, add and withdraw sites over the interface: whatever
// is there all the time is in the copy once. With nobody editing, the copy is the database: every site, every value, every
// position. LANDBANK_GDAL_SITES says how many sites there are.
func TestGDALCopiesManyWhileOthersEdit(t *testing.T) {
	t.Parallel()
	count := int(whole64(t, "LANDBANK_GDAL_SITES", 4_000))
	o := newOffice(t)
	importRows(t, o.store, &many{random: rand.New(rand.NewPCG(5, 2026)), left: count})
	before := refsOf(t, o.store)
	if len(before) != count {
		t.Fatalf("%d sites were published of %d", len(before), count)
	}
	s := newService(t, o.store, func(d *Deps) { d.Settings.PublicURL = "" })
	address, queries := servedFrom(t, s)
	source := "OAPIF:" + address + "/ogc/collections/sites"
	copyTo := func(name string, args ...string) string {
		path := filepath.Join(t.TempDir(), name)
		gdal(t, "ogr2ogr", append([]string{"-f", "GPKG", "-oo", "PAGE_SIZE=500", "-mapFieldType", "StringList=String", path, source}, args...)...)
		return path
	}

	editing := startEditing(t, o, before)
	for copies := 1; ; copies++ { // on a busy machine one copy may see few edits
		copied := readCopy(t, copyTo(fmt.Sprintf("busy%d.gpkg", copies)))
		after := refsOf(t, o.store)
		wantWholeCopy(t, copied.times, before, after)
		edits := editing.done.Load()
		t.Logf("%d sites, copy %d, %d edits while GDAL read: %d withdrawn, %d added", count, copies, edits, len(before)-inBoth(before, after), len(after)-inBoth(before, after))
		if edits >= 10 || t.Failed() {
			break
		}
		if copies == 10 {
			t.Fatalf("only %d edits show nothing", edits)
		}
		before = after
	}
	editing.stop()

	compareWithDatabase(t, o.store, readCopy(t, copyTo("quiet.gpkg")))
	*queries = nil
	some := readCopy(t, copyTo("some.gpkg", "-where", "kind='brownfield'", "-spat", "24", "46", "30", "50"))
	checkPushedDown(t, *queries, len(some.times))
}

// wantWholeCopy fails where a site that was there before and after is missing
// from a copy, or anything is in it twice or out of nowhere.
func wantWholeCopy(t *testing.T, times map[string]int, before, after map[string]bool) {
	t.Helper()
	missing := 0
	for ref := range before {
		if after[ref] && times[ref] == 0 {
			missing++
		}
	}
	if missing > 0 {
		t.Errorf("%d sites that were there all the time are missing", missing)
	}
	for ref, n := range times {
		if n != 1 || !before[ref] && !after[ref] {
			t.Errorf("%s was copied %d times", ref, n)
		}
	}
}

func refsOf(t *testing.T, store *postgres.Store) map[string]bool {
	t.Helper()
	refs := map[string]bool{}
	err := store.Each(t.Context(), nil, func(d *registry.Detail) error { refs[d.Ref] = true; return nil })
	if err != nil {
		t.Fatal(err)
	}
	return refs
}

func inBoth(a, b map[string]bool) (n int) {
	for ref := range a {
		if b[ref] {
			n++
		}
	}
	return n
}

// editing is somebody who edits until told to stop.
type editing struct {
	done atomic.Int64
	stop func()
}

// startEditing changes, adds and withdraws sites, each published by somebody else, one after the other.
func startEditing(t *testing.T, o *office, sites map[string]bool) *editing {
	e := &editing{}
	refs := slices.Sorted(maps.Keys(sites))
	random := rand.New(rand.NewPCG(9, 9))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for n := 0; ctx.Err() == nil; n++ {
			i := random.IntN(len(refs))
			switch n % 3 {
			case 0:
				path := ogcSites + "/" + refs[i]
				if got := o.gis(t, "editor", http.MethodPatch, path, fmt.Sprintf(`{"properties":{"address":"Street %d"}}`, n), "application/merge-patch+json"); got.Code != http.StatusNoContent {
					t.Errorf("PATCH %s: %d %s", path, got.Code, got.Body)
					return
				}
				site := o.as(t, "editor", "GET", desksites+"/"+refs[i], "").told(t, 200)
				sent := o.act(t, "editor", site, "submit", "{}")
				o.act(t, "reviewer", sent, "publish", sent.waivers())
			case 1:
				o.published(t, 22+18*random.Float64(), 45+6*random.Float64())
			case 2:
				if got := o.gis(t, "reviewer", http.MethodDelete, ogcSites+"/"+refs[i], "", ""); got.Code != http.StatusNoContent {
					t.Errorf("DELETE: %d %s", got.Code, got.Body)
					return
				}
				refs = slices.Delete(refs, i, i+1)
			}
			e.done.Add(1)
		}
	}()
	e.stop = sync.OnceFunc(func() { cancel(); <-ended })
	t.Cleanup(e.stop)
	return e
}

// copiedSites is what a file of GDAL holds.
type copiedSites struct {
	times    map[string]int
	features map[string]gisFeature
}

func readCopy(t *testing.T, path string) copiedSites {
	t.Helper()
	out := copiedSites{map[string]int{}, map[string]gisFeature{}}
	text := gdal(t, "ogr2ogr", "-f", "GeoJSONSeq", "-lco", "COORDINATE_PRECISION=9", "-mapFieldType", "Date=String,DateTime=String", "/vsistdout/", path)
	for line := range strings.Lines(text) {
		var f gisFeature
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatalf("%v: %.300s", err, line)
		}
		ref, _ := f.Properties["ref"].(string)
		out.times[ref]++
		out.features[ref] = f
	}
	return out
}

// compareWithDatabase holds a copy against what is published: every value, and positions to the seventh decimal.
func compareWithDatabase(t *testing.T, store *postgres.Store, got copiedSites) {
	t.Helper()
	sites, values, wrong := 0, 0, 0
	err := store.Each(t.Context(), nil, func(d *registry.Detail) error {
		sites++
		var properties map[string]any
		var want, have any
		f := got.features[d.Ref]
		if err := json.Unmarshal(d.Properties, &properties); err != nil {
			return err
		}
		if json.Unmarshal(d.Geometry, &want) != nil || json.Unmarshal(f.Geometry, &have) != nil || !samePositions(have, want) {
			wrong++
			t.Errorf("%s lies at %.200s, want %.200s", d.Ref, f.Geometry, d.Geometry)
		}
		for name, value := range properties {
			values++
			if have := f.Properties[name]; !sameValue(have, value) {
				wrong++
				t.Errorf("%s: %s is %v, want %v", d.Ref, name, have, value)
			}
		}
		if wrong > 20 {
			return fmt.Errorf("and so on")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if sites != len(got.times) {
		t.Errorf("%d sites were copied of %d", len(got.times), sites)
	}
	t.Logf("%d sites and %d values are the same", sites, values)
}

// sameValue compares a value of a GeoPackage with that of the interface: lists are texts there, and numbers of a field
// that GDAL has seen no number of.
func sameValue(have, want any) bool {
	if list, ok := want.([]any); ok {
		text := fmt.Sprint(have)
		for _, one := range list {
			if !strings.Contains(text, fmt.Sprint(one)) {
				return false
			}
		}
		return len(list) == 0 || have != nil
	}
	if b, ok := want.(bool); ok {
		return have == b || fmt.Sprint(have) == map[bool]string{true: "1", false: "0"}[b]
	}
	a, err := strconv.ParseFloat(fmt.Sprint(have), 64)
	b, isNumber := want.(float64)
	if isNumber && err == nil {
		return a == b
	}
	return have == want || gdalTime.Replace(fmt.Sprint(have)) == want // days and instants
}

// gdalTime writes days and instants that GDAL wrote as the interface does.
var gdalTime = strings.NewReplacer("/", "-", " ", "T", "+00", "Z")

// checkPushedDown reads the log of the registry: but for the first look at the layer every page was asked for with the
// conditions, and as many features came as were written.
func checkPushedDown(t *testing.T, queries []string, written int) {
	t.Helper()
	pages, filtered := 0, 0
	for _, q := range queries {
		if strings.Contains(q, "/items") {
			pages++
			if strings.Contains(q, "kind=brownfield") && strings.Contains(q, "bbox=24") {
				filtered++
			}
		}
	}
	if written == 0 || filtered < pages-1 || filtered < (written+499)/500 || filtered > written/500+2 {
		t.Errorf("%d of %d pages were asked for with the conditions, %d sites were written: %.2000q", filtered, pages, written, queries)
	}
}
