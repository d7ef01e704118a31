package intake

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"sort"
	"strings"
	"testing"

	"landbank/registry"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
)

// specimen is a made register of sites in every format that can hold it.
type specimen struct {
	dir   string
	names []string
	rows  []specimenRow
}

type specimenRow struct {
	cells []string
	parts [][][][2]float64 // coordinates of a MultiPolygon
}

// newSpecimen makes a register of n sites: every seventh outline has a hole, every ninth has two parts, every fifth
// row misses its area.
func newSpecimen(t testing.TB, n int) *specimen {
	t.Helper()
	s := &specimen{dir: t.TempDir(), names: []string{"id", "name", "hectares", "cadnum", "address", "checkedon", "power_kw", "note"}}
	for i := range n {
		x, y := 30+float64(i%40)/100, 50+float64(i/40)/100
		at := func(dx, dy float64) [2]float64 {
			return [2]float64{math.Round((x+dx)*1e6) / 1e6, math.Round((y+dy)*1e6) / 1e6}
		}
		square := func(dx, dy, size float64) [][2]float64 {
			return [][2]float64{at(dx, dy), at(dx+size*1.3, dy), at(dx+size, dy+size), at(dx, dy+size), at(dx, dy)}
		}
		r := specimenRow{parts: [][][][2]float64{{square(0, 0, 0.001)}}}
		if i%7 == 0 {
			hole := square(0.0002, 0.0002, 0.0002)
			slices.Reverse(hole)
			r.parts[0] = append(r.parts[0], hole)
		}
		if i%9 == 0 {
			r.parts = append(r.parts, [][][2]float64{square(0.003, 0.003, 0.001)})
		}
		area := fmt.Sprintf("%.2f", 0.9+float64(i%10)/100)
		if i%5 == 0 {
			area = ""
		}
		r.cells = []string{fmt.Sprintf("S-%04d", i), fmt.Sprintf("Ділянка № %d «Схід»", i), area,
			fmt.Sprintf("8000000000:%02d:%03d:%04d", i%90+10, i%900+1, i+1), fmt.Sprintf("вул. Довга, %d", i),
			fmt.Sprintf("2024-03-%02d", i%28+1), fmt.Sprint(i * 10), "примітка"}
		s.rows = append(s.rows, r)
	}
	return s
}

func (r specimenRow) geojson() string {
	parts, _ := json.Marshal(r.parts)
	if len(r.parts) == 1 {
		return `{"type":"Polygon","coordinates":` + string(parts[1:len(parts)-1]) + `}`
	}
	return `{"type":"MultiPolygon","coordinates":` + string(parts) + `}`
}

func (r specimenRow) wkt() string {
	var b strings.Builder
	b.WriteString("MULTIPOLYGON(")
	for i, part := range r.parts {
		b.WriteString([]string{"(", ",("}[min(i, 1)])
		for j, ring := range part {
			b.WriteString([]string{"(", ",("}[min(j, 1)])
			for k, p := range ring {
				fmt.Fprintf(&b, "%s%v %v", []string{"", ","}[min(k, 1)], p[0], p[1])
			}
			b.WriteString(")")
		}
		b.WriteString(")")
	}
	return b.String() + ")"
}

// geojson writes the register that GDAL makes the other formats of.
func (s *specimen) geojson(t testing.TB) string {
	t.Helper()
	var b bytes.Buffer
	b.WriteString(`{"type":"FeatureCollection","features":[`)
	for i, r := range s.rows {
		if i > 0 {
			b.WriteString(",\n")
		}
		var properties []string
		for at, name := range s.names {
			value, _ := json.Marshal(r.cells[at])
			if name == "hectares" || name == "power_kw" {
				if value = []byte(r.cells[at]); len(value) == 0 {
					value = []byte("null")
				}
			}
			properties = append(properties, fmt.Sprintf("%q:%s", name, value))
		}
		fmt.Fprintf(&b, `{"type":"Feature","properties":{%s},"geometry":%s}`, strings.Join(properties, ","), r.geojson())
	}
	b.WriteString("]}")
	return s.file(t, "specimen.geojson", b.Bytes())
}

func (s *specimen) file(t testing.TB, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(s.dir, name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// table writes the register as CSV with its outlines as WKT, or without them.
func (s *specimen) table(t testing.TB, outlines bool) []byte {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	names := slices.Clone(s.names)
	if outlines {
		names = append(names, "wkt")
	}
	_ = w.Write(names) // to memory
	for _, r := range s.rows {
		cells := slices.Clone(r.cells)
		if outlines {
			cells = append(cells, r.wkt())
		}
		_ = w.Write(cells)
	}
	w.Flush()
	return b.Bytes()
}

func (s *specimen) workbook(t testing.TB) string {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for i, r := range s.rows {
		if i == 0 {
			names := append(slices.Clone(s.names), "wkt")
			if err := book.SetSheetRow("Sheet1", "A1", &names); err != nil {
				t.Fatal(err)
			}
		}
		cells := append(slices.Clone(r.cells), r.wkt())
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+2), &cells); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(s.dir, "specimen.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// converted makes a file of another format with GDAL.
func (s *specimen) converted(t testing.TB, from, to string, args ...string) string {
	t.Helper()
	path := filepath.Join(s.dir, to)
	line := append([]string{"-f"}, args...)
	out, err := exec.Command("ogr2ogr", append(line, path, from)...).CombinedOutput()
	if err != nil {
		t.Fatalf("ogr2ogr (package gdal-bin) is needed for this test: %v\n%s", err, out)
	}
	return path
}

// zipped packs files into an archive, each under a name.
func (s *specimen) zipped(t testing.TB, name string, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, to := range slices.Sorted(func(yield func(string) bool) {
		for to := range files {
			if !yield(to) {
				return
			}
		}
	}) {
		content, err := os.ReadFile(files[to])
		if err != nil {
			t.Fatal(err)
		}
		w, err := z.Create(to)
		if err == nil {
			_, err = w.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return s.file(t, name, b.Bytes())
}

// formats writes the register in all formats, with the endings that they usually have.
func (s *specimen) formats(t testing.TB) map[string]string {
	t.Helper()
	origin := s.geojson(t)
	legacy, err := charmap.Windows1251.NewEncoder().Bytes(s.table(t, true))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{
		"GeoJSON":     origin,
		"CSV, cp1251": s.file(t, "legacy.csv", legacy),
		"XLSX":        s.workbook(t),
		"GeoPackage":  s.converted(t, origin, "s.gpkg", "GPKG"),
		"KML":         s.converted(t, origin, "s.kml", "KML"),
		"GML":         s.converted(t, origin, "s.gml", "GML"),
		"FlatGeobuf":  s.converted(t, origin, "s.fgb", "FlatGeobuf"),
		"MapInfo MIF": s.converted(t, origin, "s.mif", "MapInfo File"),
		"MapInfo TAB": s.converted(t, origin, "t.tab", "MapInfo File", "-lco", "BOUNDS=29.9,49.9,31.0,51.0"),
		"Shapefile":   s.converted(t, origin, "loose.shp", "ESRI Shapefile", "-lco", "ENCODING=UTF-8"),
	}
	files["KMZ"] = s.zipped(t, "s.kmz", map[string]string{"doc.kml": files["KML"]})
	s.converted(t, origin, "old.shp", "ESRI Shapefile", "-lco", "ENCODING=CP1251")
	packed := map[string]string{}
	for _, ending := range []string{"shp", "shx", "dbf", "prj"} { // nothing says that the table is cp1251
		packed["Реєстр/old."+ending] = filepath.Join(s.dir, "old."+ending)
	}
	files["Shapefile, zip, cp1251"] = s.zipped(t, "shapes.zip", packed)
	return files
}

// alike brings rows into a form in which two formats can be compared: in the order of their identity, with rings
// that begin at their lowest corner. What is left out says where in the file a row stood and how it was written.
func alike(t testing.TB, rows []registry.Row) []registry.Row {
	t.Helper()
	out := make([]registry.Row, len(rows))
	for i, r := range rows {
		if r.SourceKey == "" || r.Shape.IsNone() {
			t.Fatalf("row %s is incomplete: %+v", r.SourceKey, r.Issues)
		}
		out[i] = registry.Row{SourceKey: r.SourceKey, Record: r.Record, Raw: []registry.RawValue{{Column: "outline", Value: canonical(t, r)}}}
		for _, issue := range r.Issues {
			issue.Line, issue.Field, issue.Raw = 0, "", ""
			out[i].Issues = append(out[i].Issues, issue)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].SourceKey < out[j].SourceKey })
	return out
}

// canonical writes an outline in degrees in the one form that all ways of writing it have in common.
func canonical(t testing.TB, r registry.Row) string {
	t.Helper()
	if r.Shape.SRID() != 4326 {
		t.Fatalf("row %s is in EPSG:%d", r.SourceKey, r.Shape.SRID())
	}
	var shape struct{ Coordinates [][][][2]float64 }
	if err := json.Unmarshal(r.Shape.GeoJSON(), &shape); err != nil {
		t.Fatalf("row %s: %v in %s", r.SourceKey, err, r.Shape.GeoJSON())
	}
	var parts []string
	for _, part := range shape.Coordinates {
		var rings []string
		for _, ring := range part {
			ring = ring[:len(ring)-1]
			lowest := 0
			for i, p := range ring {
				if p[0]+p[1] < ring[lowest][0]+ring[lowest][1] {
					lowest = i
				}
			}
			turned := slices.Concat(ring[lowest:], ring[:lowest])
			if turned[1][0] < turned[len(turned)-1][0] {
				slices.Reverse(turned[1:])
			}
			rings = append(rings, fmt.Sprintf("%.6f", turned))
		}
		sort.Strings(rings[1:])
		parts = append(parts, strings.Join(rings, " hole "))
	}
	sort.Strings(parts)
	return strings.Join(parts, " part ")
}

// differ tells the first difference between two registers, "" where there is none.
func differ(got, want []registry.Row) string {
	if len(got) != len(want) {
		return fmt.Sprintf("%d rows, want %d", len(got), len(want))
	}
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			g, _ := json.Marshal(got[i])
			w, _ := json.Marshal(want[i])
			return fmt.Sprintf("row %d is\n%s\nwant\n%s", i, g, w)
		}
	}
	return ""
}

// forgetZeroAreas drops the findings that come of MapInfo's having no empty numbers: an area that is not known is 0
// there, and is read as not known, with a finding.
func forgetZeroAreas(rows []registry.Row) {
	for i := range rows {
		rows[i].Issues = slices.DeleteFunc(rows[i].Issues, func(issue registry.Issue) bool { return issue.Rule == "V-07" })
		if len(rows[i].Issues) == 0 {
			rows[i].Issues = nil
		}
	}
}

// One register in twelve formats gives the same rows: the same identities, outlines, records (values that no field
// is there for included) and findings.
func TestEveryFormatGivesTheSameRows(t *testing.T) {
	t.Parallel()
	s := newSpecimen(t, 1000)
	_, rows := readAll(t, s.file(t, "plain.csv", s.table(t, true)), Options{Today: testDay})
	want := alike(t, rows)
	if len(want) != 1000 || want[7].Record.Area.DeclaredM2 == nil || want[5].Record.Area.DeclaredM2 != nil || want[0].Record.Extra["note"] != "примітка" {
		t.Fatalf("the register itself is read as %+v", want[7])
	}
	for name, path := range s.formats(t) {
		t.Run(name, func(t *testing.T) {
			f, rows := readAll(t, path, Options{Today: testDay})
			format, _, _ := strings.Cut(name, ",")
			got := alike(t, rows)
			if strings.HasPrefix(format, "MapInfo") {
				forgetZeroAreas(got)
			}
			if said := differ(got, want); said != "" {
				t.Error(said)
			}
			if got := f.Recognised(); got.Format != strings.Replace(format, "KMZ", "KML", 1) {
				t.Errorf("recognised %+v", got)
			}
			if read, size := f.Progress(); read != size {
				t.Errorf("progress %d of %d", read, size)
			}
		})
	}
}
