package export_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"landbank/geo"
	"landbank/registry"
	"landbank/registry/export"
)

// written writes the sites to a file.
func written(t *testing.T, format export.Format, all []registry.Detail) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sites."+format.Extension())
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if count, err := export.Write(file, format, each(all)); err != nil || count != int64(len(all)) {
		t.Fatalf("%s: %d sites, %v", format, count, err)
	}
	return path
}

// tool runs a program of GDAL.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed: apt install gdal-bin", name)
	}
	var complaints bytes.Buffer
	cmd := exec.CommandContext(t.Context(), path, args...)
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil || strings.Contains(complaints.String(), "ERROR") {
		t.Fatalf("%s %v: %v %s", name, args, err, &complaints)
	}
	return string(out)
}

// read gives the features that GDAL finds in the layers of a file, by reference.
func read(t *testing.T, path string, layers ...string) map[string]map[string]any {
	t.Helper()
	out := map[string]map[string]any{}
	for _, layer := range layers {
		text := tool(t, "ogr2ogr", "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=9", "/vsistdout/", path, layer)
		var found struct {
			Features []struct {
				Geometry   map[string]any
				Properties map[string]any
			}
		}
		if err := json.Unmarshal([]byte(text), &found); err != nil {
			t.Fatal(err)
		}
		for _, f := range found.Features {
			f.Properties["geometry"] = f.Geometry
			out[f.Properties["ref"].(string)] = f.Properties
		}
	}
	return out
}

// spread gives many sites, so that indexes have levels.
func spread(n int) []registry.Detail {
	var all []registry.Detail
	for i := range n {
		x, y := 22+float64(i%70)/4, 45+float64(i/70)/10
		all = append(all, detail(registry.Record{Ref: fmt.Sprintf("TST-2026-%04d", i), Kind: "brownfield", Area: registry.Area{DeclaredM2: number(float64(i) + 0.25)}},
			fmt.Sprintf(`{"type":"MultiPolygon","coordinates":[[[[%[1]v,%[2]v],[%[3]v,%[2]v],[%[3]v,%[4]v],[%[1]v,%[4]v],[%[1]v,%[2]v]]]]}`, x, y, x+0.05, y+0.05)))
	}
	return all
}

// GDAL finds every site with its values and its geometry in every format.
func TestGDALReadsEveryFormat(t *testing.T) {
	for format, layers := range map[export.Format][]string{
		export.GeoJSON: {"landbank"}, export.GeoPackage: {"sites"}, export.FlatGeobuf: {"sites"}, export.KML: {"sites"}, export.Shapefile: {"sites_areas", "sites_points"},
	} {
		t.Run(string(format), func(t *testing.T) {
			path := written(t, format, sites())
			if format == export.Shapefile {
				path = "/vsizip/" + path
			}
			found := read(t, path, layers...)
			for _, want := range sites() {
				got := found[want.Ref]
				if got == nil {
					t.Fatalf("%s is missing of %d", want.Ref, len(found))
				}
				geometry, err := json.Marshal(got["geometry"])
				if err != nil {
					t.Fatal(err)
				}
				shape, _, err := geo.ParseGeoJSON(geometry)
				wanted, _, wantedErr := geo.ParseGeoJSON(want.Geometry)
				if err != nil || wantedErr != nil || shape.Vertices() != wanted.Vertices() || apart(shape.Bounds(), wanted.Bounds()) {
					t.Errorf("%s lies at %s, want %s (%v)", want.Ref, geometry, want.Geometry, err)
				}
			}
			full := found["KRM-2026-0001"]
			if format == export.KML {
				full["name"] = full["Name"]
			}
			if fmt.Sprint(full["power_kw"]) != "2500" || full["kind"] != "brownfield" || full["address"] != "+1 Заводська" || full["name"] == nil {
				t.Errorf("values %v", full)
			}
			if found["KRM-2026-0002"]["power_kw"] != nil {
				t.Errorf("what is unknown is %v", found["KRM-2026-0002"]["power_kw"])
			}
		})
	}
}

func apart(a, b geo.BBox) bool {
	for i, side := range a.Array() {
		if math.Abs(side-b.Array()[i]) > 1e-7 {
			return true
		}
	}
	return false
}

// The spatial indexes find exactly what is in a box.
func TestIndexesFindWhatIsThere(t *testing.T) {
	all := spread(3000)
	want := 0
	box := geo.NewBBox(24.01, 45.51, 26.02, 46.61)
	for _, d := range all {
		shape, _, err := geo.ParseGeoJSON(d.Geometry)
		if err != nil {
			t.Fatal(err)
		}
		if shape.Bounds().Intersects(box) {
			want++
		}
	}
	if want < 30 || want > 1000 {
		t.Fatalf("%d sites in the box say nothing", want)
	}
	for _, format := range []export.Format{export.GeoPackage, export.FlatGeobuf} {
		path := written(t, format, all)
		said := tool(t, "ogrinfo", "-ro", "-so", path, "sites")
		if !strings.Contains(said, "Feature Count: 3000") {
			t.Errorf("%s: %s", format, said)
		}
		said = tool(t, "ogrinfo", "-ro", "-al", "-geom=NO", "-spat", "24.01", "45.51", "26.02", "46.61", path, "sites")
		if got := strings.Count(said, "OGRFeature(sites)"); got != want {
			t.Errorf("%s: %d in the box, want %d", format, got, want)
		}
	}
}

// A GeoPackage passes the validator of GDAL.
func TestGeoPackageIsValid(t *testing.T) {
	for name, all := range map[string][]registry.Detail{"some": sites(), "none": nil, "many": spread(200)} {
		path := written(t, export.GeoPackage, all)
		cmd := exec.CommandContext(t.Context(), "/usr/bin/python3", "-m", "osgeo_utils.samples.validate_gpkg", path)
		if out, err := cmd.CombinedOutput(); err != nil {
			if strings.Contains(string(out), "No module named") {
				t.Skip("the validator is not installed: apt install python3-gdal")
			}
			t.Errorf("%s: %v %s", name, err, out)
		}
	}
}

// A workbook has every site, numbers as numbers and texts as texts, and says
// where the sites come from.
func TestWorkbook(t *testing.T) {
	book, err := excelize.OpenFile(written(t, export.XLSX, sites()))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("sites")
	if err != nil || len(rows) != 4 || rows[0][0] != "ref" || rows[1][0] != "KRM-2026-0001" {
		t.Fatalf("%v %v", rows, err)
	}
	for i, name := range rows[0] {
		at, _ := excelize.CoordinatesToCellName(i+1, 2)
		if formula, err := book.GetCellFormula("sites", at); err != nil || formula != "" {
			t.Errorf("%s is the formula %q (%v)", name, formula, err)
		}
		if kind, err := book.GetCellType("sites", at); name == "address" && (err != nil || kind == excelize.CellTypeNumber) {
			t.Errorf("the address is of type %v (%v)", kind, err)
		}
		column, _ := excelize.ColumnNumberToName(i + 1)
		if width, err := book.GetColWidth("sites", column); i < len(registry.Fields()) && (err != nil || width < float64(len(name)) || width < 12) {
			t.Errorf("the column of %s is %v wide (%v)", name, width, err)
		}
	}
	about, err := book.GetRows("about")
	if err != nil || len(about) < len(registry.Fields()) {
		t.Errorf("%d lines about it (%v)", len(about), err)
	}
}

// The archive of shapefiles explains its short names, each of which is one
// field's.
func TestShapefileNames(t *testing.T) {
	archive, err := zip.OpenReader(written(t, export.Shapefile, sites()))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	file, err := archive.Open("README.txt")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(text), "254 bytes.\n")
	seen := map[string]bool{}
	for line := range strings.Lines(list) {
		short, _, _ := strings.Cut(strings.TrimPrefix(line, "- "), ":")
		if seen[short] || len(short) > 10 {
			t.Errorf("name %q", short)
		}
		seen[short] = true
	}
	if len(seen) != len(registry.Fields()) {
		t.Errorf("%d names of %d fields", len(seen), len(registry.Fields()))
	}
}
