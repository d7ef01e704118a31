// Package specimen makes a register of sites in every format that can hold it, for tests: the same register must give
// the same stock, whatever it comes in. The formats of GIS programs are made with GDAL.
package specimen

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
)

// Register is a made register of sites in every format that can hold it.
type Register struct {
	Dir   string
	Names []string
	Rows  []Row
}

type Row struct {
	Cells []string
	Parts [][][][2]float64 // coordinates of a MultiPolygon
}

// New makes a register of n sites: every seventh outline has a hole, every ninth has two parts, every fifth
// row misses its area.
func New(t testing.TB, n int) *Register {
	t.Helper()
	s := &Register{Dir: t.TempDir(), Names: []string{"id", "name", "hectares", "cadnum", "address", "checkedon", "power_kw", "note"}}
	for i := range n {
		x, y := 30+float64(i%40)/100, 50+float64(i/40)/100
		at := func(dx, dy float64) [2]float64 {
			return [2]float64{math.Round((x+dx)*1e6) / 1e6, math.Round((y+dy)*1e6) / 1e6}
		}
		square := func(dx, dy, size float64) [][2]float64 {
			return [][2]float64{at(dx, dy), at(dx+size*1.3, dy), at(dx+size, dy+size), at(dx, dy+size), at(dx, dy)}
		}
		r := Row{Parts: [][][][2]float64{{square(0, 0, 0.001)}}}
		if i%7 == 0 {
			hole := square(0.0002, 0.0002, 0.0002)
			slices.Reverse(hole)
			r.Parts[0] = append(r.Parts[0], hole)
		}
		if i%9 == 0 {
			r.Parts = append(r.Parts, [][][2]float64{square(0.003, 0.003, 0.001)})
		}
		area := fmt.Sprintf("%.2f", 0.9+float64(i%10)/100)
		if i%5 == 0 {
			area = ""
		}
		r.Cells = []string{fmt.Sprintf("S-%04d", i), fmt.Sprintf("Ділянка № %d «Схід»", i), area,
			fmt.Sprintf("8000000000:%02d:%03d:%04d", i%90+10, i%900+1, i+1), fmt.Sprintf("вул. Довга, %d", i),
			fmt.Sprintf("2024-03-%02d", i%28+1), fmt.Sprint(i * 10), "примітка"}
		s.Rows = append(s.Rows, r)
	}
	return s
}

func (r Row) geojson() string {
	parts, _ := json.Marshal(r.Parts)
	if len(r.Parts) == 1 {
		return `{"type":"Polygon","coordinates":` + string(parts[1:len(parts)-1]) + `}`
	}
	return `{"type":"MultiPolygon","coordinates":` + string(parts) + `}`
}

func (r Row) wkt() string {
	var b strings.Builder
	b.WriteString("MULTIPOLYGON(")
	for i, part := range r.Parts {
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

// GeoJSON writes the register that GDAL makes the other formats of.
func (s *Register) GeoJSON(t testing.TB) string {
	t.Helper()
	var b bytes.Buffer
	b.WriteString(`{"type":"FeatureCollection","features":[`)
	for i, r := range s.Rows {
		if i > 0 {
			b.WriteString(",\n")
		}
		var properties []string
		for at, name := range s.Names {
			value, _ := json.Marshal(r.Cells[at])
			if name == "hectares" || name == "power_kw" {
				if value = []byte(r.Cells[at]); len(value) == 0 {
					value = []byte("null")
				}
			}
			properties = append(properties, fmt.Sprintf("%q:%s", name, value))
		}
		fmt.Fprintf(&b, `{"type":"Feature","properties":{%s},"geometry":%s}`, strings.Join(properties, ","), r.geojson())
	}
	b.WriteString("]}")
	return s.File(t, "specimen.geojson", b.Bytes())
}

func (s *Register) File(t testing.TB, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(s.Dir, name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Table writes the register as CSV with its outlines as WKT, or without them.
func (s *Register) Table(t testing.TB, outlines bool) []byte {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	names := slices.Clone(s.Names)
	if outlines {
		names = append(names, "wkt")
	}
	_ = w.Write(names) // to memory
	for _, r := range s.Rows {
		cells := slices.Clone(r.Cells)
		if outlines {
			cells = append(cells, r.wkt())
		}
		_ = w.Write(cells)
	}
	w.Flush()
	return b.Bytes()
}

func (s *Register) Workbook(t testing.TB) string {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for i, r := range s.Rows {
		if i == 0 {
			names := append(slices.Clone(s.Names), "wkt")
			if err := book.SetSheetRow("Sheet1", "A1", &names); err != nil {
				t.Fatal(err)
			}
		}
		cells := append(slices.Clone(r.Cells), r.wkt())
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+2), &cells); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(s.Dir, "specimen.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// Converted makes a file of another format with GDAL.
func (s *Register) Converted(t testing.TB, from, to string, args ...string) string {
	t.Helper()
	path := filepath.Join(s.Dir, to)
	line := append([]string{"-f"}, args...)
	out, err := exec.Command("ogr2ogr", append(line, path, from)...).CombinedOutput()
	if err != nil {
		t.Fatalf("ogr2ogr (package gdal-bin) is needed for this test: %v\n%s", err, out)
	}
	return path
}

// Zipped packs files into an archive, each under a name.
func (s *Register) Zipped(t testing.TB, name string, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, to := range slices.Sorted(maps.Keys(files)) {
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
	return s.File(t, name, b.Bytes())
}

// Formats writes the register in all formats, with the endings that they usually have.
func (s *Register) Formats(t testing.TB) map[string]string {
	t.Helper()
	origin := s.GeoJSON(t)
	files := map[string]string{
		"GeoJSON":     origin,
		"CSV, cp1251": s.LegacyCSV(t),
		"XLSX":        s.Workbook(t),
		"GeoPackage":  s.Converted(t, origin, "s.gpkg", "GPKG"),
		"KML":         s.Converted(t, origin, "s.kml", "KML"),
		"GML":         s.Converted(t, origin, "s.gml", "GML"),
		"FlatGeobuf":  s.Converted(t, origin, "s.fgb", "FlatGeobuf"),
		"MapInfo MIF": s.Converted(t, origin, "s.mif", "MapInfo File"),
		"MapInfo TAB": s.Converted(t, origin, "t.tab", "MapInfo File", "-lco", "BOUNDS=29.9,49.9,31.0,51.0"),
		"Shapefile":   s.Converted(t, origin, "loose.shp", "ESRI Shapefile", "-lco", "ENCODING=UTF-8"),
	}
	files["KMZ"] = s.Zipped(t, "s.kmz", map[string]string{"doc.kml": files["KML"]})
	files["Shapefile, zip, cp1251"] = s.LegacyShapefile(t, origin)
	return files
}

// LegacyCSV writes the register as CSV in cp1251.
func (s *Register) LegacyCSV(t testing.TB) string {
	t.Helper()
	legacy, err := charmap.Windows1251.NewEncoder().Bytes(s.Table(t, true))
	if err != nil {
		t.Fatal(err)
	}
	return s.File(t, "legacy.csv", legacy)
}

// LegacyShapefile packs a shapefile whose table is in cp1251, which nothing in it says.
func (s *Register) LegacyShapefile(t testing.TB, origin string) string {
	t.Helper()
	s.Converted(t, origin, "old.shp", "ESRI Shapefile", "-lco", "ENCODING=CP1251")
	packed := map[string]string{}
	for _, ending := range []string{"shp", "shx", "dbf", "prj"} {
		packed["Реєстр/old."+ending] = filepath.Join(s.Dir, "old."+ending)
	}
	return s.Zipped(t, "shapes.zip", packed)
}
