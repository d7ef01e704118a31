package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"landbank/geo"
	"landbank/registry"
)

// gdal runs a program of GDAL and gives what it says. Nothing stands between it
// and the server, and it keeps nothing.
func gdal(t *testing.T, program string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Fatalf("%s is not installed: run make test, which installs gdal-bin, or apt install gdal-bin", program)
	}
	cmd := exec.CommandContext(t.Context(), path, args...)
	cmd.Env = append(os.Environ(), "http_proxy=", "HTTP_PROXY=", "no_proxy=*", "CPL_VSIL_CURL_NON_CACHED=/vsicurl/", "OGR_GEOJSON_MAX_OBJ_SIZE=0")
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", program, strings.Join(args, " "), err, &complaints)
	}
	if text := complaints.String(); strings.Contains(text, "ERROR") || strings.Contains(text, "Warning") {
		t.Errorf("%s complains: %s", program, text)
	}
	return string(out)
}

// served puts the inventory on a port of this machine.
func served(t *testing.T) string {
	t.Helper()
	s := stock(t, func(d *Deps) { d.Settings.PublicURL = "" })
	server := httptest.NewServer(s.engine)
	t.Cleanup(server.Close)
	return server.URL
}

var featureCount = regexp.MustCompile(`Feature Count: (\d+)`)

// GDAL reads a page by its address: all sites, with the types of the fields.
func TestGDALReadsAPage(t *testing.T) {
	said := gdal(t, "ogrinfo", "-ro", "-al", "-so", served(t)+"/api/v1/sites?limit=1000")
	count := featureCount.FindStringSubmatch(said)
	if count == nil || count[1] != strconv.Itoa(inStock) {
		t.Fatalf("GDAL read %q, want %d", count, inStock)
	}
	for _, line := range []string{"ref: String", "area_m2: Real", "readiness: Integer", "outlined: Integer(Boolean)", "published_at: DateTime", "checked_on: Date", "allowed_uses: StringList"} {
		if !strings.Contains(said, "\n"+line) {
			t.Errorf("GDAL does not see %q in\n%s", line, said)
		}
	}
	if !strings.Contains(said, `ID["EPSG",4326]`) {
		t.Error("GDAL does not see WGS 84")
	}
}

// GDAL copies what meets a filter, and a detail page is a feature to it.
func TestGDALCopies(t *testing.T) {
	address := served(t)
	copied := filepath.Join(t.TempDir(), "sites.gpkg")
	gdal(t, "ogr2ogr", "-f", "GPKG", "-nln", "sites", "-mapFieldType", "StringList=String", copied, address+"/api/v1/sites?limit=1000&kind=brownfield&geometry=point")
	said := gdal(t, "ogrinfo", "-ro", "-al", "-so", copied)
	want := readPage(t, stock(t).get(t, "/api/v1/sites?limit=1&kind=brownfield")).matched
	if count := featureCount.FindStringSubmatch(said); count == nil || count[1] != fmt.Sprint(want) || !strings.Contains(said, "Geometry: Point") {
		t.Errorf("%v were copied, want %v points:\n%.400s", count, want, said)
	}
	if said := gdal(t, "ogrinfo", "-ro", "-al", "-so", address+"/api/v1/sites/"+aSite()); !strings.Contains(said, "Feature Count: 1") {
		t.Errorf("a single site: %s", said)
	}
}

// GDAL reads the scores of a profile as numbers, asks the server for some of the
// sites, and copies them.
func TestGDALReadsScores(t *testing.T) {
	address := "OAPIF:" + served(t) + "/ogc/collections/sites_for_solar"
	said := gdal(t, "ogrinfo", "-ro", "-al", "-so", "-where", "kind='brownfield'", address)
	want := readPage(t, stock(t).get(t, "/api/v1/sites?limit=1&kind=brownfield")).matched
	if count := featureCount.FindStringSubmatch(said); count == nil || count[1] != fmt.Sprint(want) {
		t.Errorf("%v scored brownfields, want %v", count, want)
	}
	for _, line := range []string{"score: Real", "score_high: Real", "score_band: String", "law: String", "points_power_kw: Real", "state_slope_pct: String"} {
		if !strings.Contains(said, "\n"+line) {
			t.Errorf("GDAL does not see %q in\n%s", line, said)
		}
	}
	copied := filepath.Join(t.TempDir(), "scored.gpkg")
	gdal(t, "ogr2ogr", "-f", "GPKG", "-nln", "scored", "-mapFieldType", "StringList=String", copied, address)
	said = gdal(t, "ogrinfo", "-ro", "-q", copied, "-sql", "select count(*) as n, count(score) as scored from scored where score between 0 and score_high")
	if n := strings.Count(said, fmt.Sprintf("= %d", inStock)); n != 2 {
		t.Errorf("want %d sites, each with a score:\n%s", inStock, said)
	}
}

// GDAL reads the layers of tiles, where they belong on the ground.
func TestGDALReadsTiles(t *testing.T) {
	s := stock(t)
	for _, c := range []struct {
		zoom   uint32
		layers []string
	}{{8, []string{"clusters"}}, {12, []string{"sites", "labels"}}} {
		tile := geo.TileAt(37.5836, 48.7305, c.zoom)
		file := filepath.Join(t.TempDir(), "tile.mvt")
		if err := os.WriteFile(file, s.get(t, tilePath(c.zoom, 37.5836, 48.7305)).Body.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		said := gdal(t, "ogrinfo", "-ro", "-al", "-oo", fmt.Sprint("X=", tile.X), "-oo", fmt.Sprint("Y=", tile.Y), "-oo", fmt.Sprint("Z=", tile.Z), "MVT:"+file)
		for _, layer := range c.layers {
			if !strings.Contains(said, "Layer name: "+layer) {
				t.Errorf("z%d: GDAL does not see layer %s:\n%.2000s", c.zoom, layer, said)
			}
		}
		if !strings.Contains(said, "WGS 84 / Pseudo-Mercator") {
			t.Errorf("z%d: GDAL does not know the reference system", c.zoom)
		}
	}
}

// servedFrom puts a service on a port of this machine and keeps the queries that
// it is asked.
func servedFrom(t *testing.T, s *service) (address string, queries *[]string) {
	t.Helper()
	var mutex sync.Mutex
	queries = &[]string{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mutex.Lock()
		*queries = append(*queries, r.URL.RequestURI())
		mutex.Unlock()
		s.engine.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL, queries
}

// compareWithStock holds a copy of the sites against the database: every site,
// its area, and its geometry to seven decimals.
func compareWithStock(t *testing.T, path string) {
	t.Helper()
	text := gdal(t, "ogr2ogr", "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=7", "/vsistdout/", path)
	var copied struct {
		Features []struct {
			Geometry   any
			Properties map[string]any
		}
	}
	if err := json.Unmarshal([]byte(text), &copied); err != nil {
		t.Fatal(err)
	}
	sites := map[string]int{}
	for i, f := range copied.Features {
		sites[f.Properties["ref"].(string)] = i
	}
	if len(sites) != len(copied.Features) {
		t.Errorf("%d features of %d sites", len(copied.Features), len(sites))
	}
	count := 0
	err := inventory().Each(t.Context(), nil, func(d *registry.Detail) error {
		count++
		i, ok := sites[d.Ref]
		if !ok {
			t.Errorf("%s is missing", d.Ref)
			return nil
		}
		var properties map[string]any
		var geometry any
		if err := errors.Join(json.Unmarshal(d.Properties, &properties), json.Unmarshal(d.Geometry, &geometry)); err != nil {
			return err
		}
		f := copied.Features[i]
		for _, name := range []string{"area_m2", "power_kw", "kind", "name"} {
			if fmt.Sprint(f.Properties[name]) != fmt.Sprint(properties[name]) {
				t.Errorf("%s: %s is %v, want %v", d.Ref, name, f.Properties[name], properties[name])
			}
		}
		if !samePositions(f.Geometry, geometry) {
			t.Errorf("%s lies elsewhere: %.200v, want %.200v", d.Ref, f.Geometry, geometry)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if count != len(sites) {
		t.Errorf("%d sites were copied of %d", len(sites), count)
	}
}

// samePositions compares decoded GeoJSON to the seventh decimal.
func samePositions(a, b any) bool {
	switch a := a.(type) {
	case float64:
		b, ok := b.(float64)
		return ok && math.Abs(a-b) <= 1.000001e-7
	case []any:
		b, ok := b.([]any)
		return ok && len(a) == len(b) && !slices.ContainsFunc(positionsTo(len(a)), func(i int) bool { return !samePositions(a[i], b[i]) })
	case map[string]any:
		b, ok := b.(map[string]any)
		return ok && a["type"] == b["type"] && samePositions(a["coordinates"], b["coordinates"])
	}
	return a == b
}

func positionsTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
