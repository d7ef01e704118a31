package intake

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"landbank/registry"
	"landbank/registry/intake/specimen"
)

func TestTypeIsFoundByContentNotByName(t *testing.T) {
	t.Parallel()
	s := specimen.New(t, 20)
	origin := s.GeoJSON(t)
	for name, c := range map[string][2]string{
		"a.csv":  {s.Converted(t, origin, "s.gpkg", "GPKG"), "GeoPackage"},
		"b.xlsx": {s.Converted(t, origin, "s.kml", "KML"), "KML"},
		"c":      {s.Converted(t, origin, "s.fgb", "FlatGeobuf"), "FlatGeobuf"},
		"d.kml":  {s.Converted(t, origin, "s.gml", "GML"), "GML"},
		"e.zip":  {origin, "GeoJSON"},
		"f.dbf":  {s.Workbook(t), "XLSX"},
	} {
		content, err := os.ReadFile(c[0])
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{write(t, name, string(content)), packed(t, c[0])} {
			f, rows := readAll(t, path, Options{Today: testDay})
			if got := f.Recognised(); got.Format != c[1] || len(rows) != 20 || firstError(rows[7]).Rule != "" {
				t.Errorf("%s: %d rows, recognised %+v", name, len(rows), got)
			}
		}
	}
}

func TestLayerWithMostFeaturesIsReadOrTheOneAskedFor(t *testing.T) {
	t.Parallel()
	s := specimen.New(t, 30)
	path := s.Converted(t, s.GeoJSON(t), "s.gpkg", "GPKG", "-nln", "ділянки")
	s.Converted(t, s.File(t, "few.geojson", []byte(collection(feature("x"), feature("y")))), "s.gpkg", "GPKG", "-update", "-nln", "few points")
	table := s.File(t, "notes.csv", []byte("a,b\n"+strings.Repeat("1,2\n", 50)))
	s.Converted(t, table, "s.gpkg", "GPKG", "-update", "-nln", "notes")
	f, rows := readAll(t, path, Options{Today: testDay})
	if got := f.Recognised(); got.Layer != "ділянки" || len(got.OtherLayers) != 2 || len(rows) != 30 {
		t.Errorf("%d rows, recognised %+v", len(rows), got)
	}
	f, rows = readAll(t, path, Options{Layer: "FEW points", Today: testDay})
	if got := f.Recognised(); got.Layer != "few points" || len(rows) != 2 {
		t.Errorf("%d rows, recognised %+v", len(rows), got)
	}
	if said := refusal(t, path, Options{Layer: "nope"}); said != `there is no layer "nope"; the layers are ділянки, few points, notes` {
		t.Errorf("it is told %q", said)
	}
}

// Coordinates are in the system that the file names by its code, else in degrees: transformed by GDAL where the file
// describes a system without a code, as they are where it says nothing.
func TestReferenceSystemsOfFiles(t *testing.T) {
	t.Parallel()
	s := specimen.New(t, 3)
	origin := s.GeoJSON(t)
	coded := s.Converted(t, origin, "coded.gpkg", "GPKG", "-t_srs", "EPSG:6384")
	const custom = "+proj=tmerc +lat_0=0 +lon_0=30.2 +k=1 +x_0=250000 +y_0=-5000000 +ellps=krass +towgs84=24,-121,-76 +units=m"
	free := s.Converted(t, origin, "free.gpkg", "GPKG", "-t_srs", custom)
	bare := s.Converted(t, origin, "bare.shp", "ESRI Shapefile", "-t_srs", "EPSG:6384")
	if err := os.Remove(filepath.Join(s.Dir, "bare.prj")); err != nil {
		t.Fatal(err)
	}
	first := func(path string, o Options) (*File, registry.Row) {
		o.Today = testDay
		f, rows := readAll(t, path, o)
		return f, rows[1] // a polygon without hole or second part
	}
	f, r := first(coded, Options{})
	if x, _ := r.Shape.Bounds().Center(); r.Shape.SRID() != 6384 || x < 200_000 || f.Recognised().CRS != "EPSG:6384, as the file declares" {
		t.Errorf("EPSG:%d, %s, %s", r.Shape.SRID(), r.Shape.GeoJSON(), f.Recognised().CRS)
	}
	f, r = first(free, Options{})
	if x, y := r.Shape.Bounds().Center(); r.Shape.SRID() != 4326 || x < 30.01 || x > 30.012 || y < 50 || y > 50.002 ||
		!strings.Contains(f.Recognised().CRS, "transformed by GDAL") {
		t.Errorf("EPSG:%d, %s, %s", r.Shape.SRID(), r.Shape.GeoJSON(), f.Recognised().CRS)
	}
	f, r = first(bare, Options{})
	if firstError(r).Rule != "V-02" || firstError(r).Proposed == "" || !strings.Contains(f.Recognised().CRS, "states no reference system") {
		t.Errorf("%s%s, %s", told(r), messages(r), f.Recognised().CRS)
	}
	if _, r = first(bare, Options{CRS: 6384}); r.Shape.SRID() != 6384 {
		t.Errorf("what the caller states is not taken: EPSG:%d %s", r.Shape.SRID(), told(r))
	}
}

// The encoding of a table is what is true of its bytes.
func TestEncodingOfTables(t *testing.T) {
	t.Parallel()
	s := specimen.New(t, 5)
	origin := s.GeoJSON(t)
	for name, c := range map[string]struct{ encoding, codePage string }{
		"cp1251, nothing stated": {"CP1251", ""},
		"cp1251, stated":         {"CP1251", "1251"},
		"cp1251, UTF-8 stated":   {"CP1251", "UTF-8"},
		"UTF-8, nothing stated":  {"UTF-8", ""},
		"UTF-8, cp1251 stated":   {"UTF-8", "ANSI 1251"},
	} {
		stem := squeeze(name)
		path := s.Converted(t, origin, stem+".shp", "ESRI Shapefile", "-lco", "ENCODING="+c.encoding)
		page := filepath.Join(s.Dir, stem+".cpg")
		if err := os.Remove(page); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if c.codePage != "" {
			s.File(t, stem+".cpg", []byte(c.codePage))
		}
		_, rows := readAll(t, path, Options{Today: testDay})
		if got := rows[2].Record.Names["uk"]; got != "Ділянка № 2 «Схід»" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// A large file goes through in bounded memory: neither the heap nor anything that is kept grows with its rows.
func TestLargeFilesStayOutOfMemory(t *testing.T) {
	s := &specimen.Register{Dir: t.TempDir()}
	path := filepath.Join(s.Dir, "large.geojsonl")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	const rows = 60_000
	w := bufio.NewWriter(out)
	padding := strings.Repeat("довгий опис ", 8)
	for i := range rows {
		x, y := 30+float64(i%1000)/1000, 50+float64(i/1000)/1000
		fmt.Fprintf(w, `{"type":"Feature","properties":{"id":"S-%d","name":"Ділянка %d","address":"%s"},"geometry":{"type":"Polygon","coordinates":[[[%.4f,%.4f],[%.4f,%.4f],[%.4f,%.4f],[%.4f,%.4f]]]}}`+"\n",
			i, i, padding, x, y, x+0.0005, y, x+0.0005, y+0.0005, x, y)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	path = s.Converted(t, path, "large.shp", "ESRI Shapefile", "-lco", "ENCODING=UTF-8")
	f, err := Open(path, Options{Today: testDay})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var memory runtime.MemStats
	most := uint64(0)
	for n := range rows {
		r, err := f.Next(t.Context())
		if err != nil || firstError(r).Rule != "" {
			t.Fatalf("row %d: %v %s", n, err, told(r))
		}
		if n%10_000 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&memory)
			most = max(most, memory.HeapAlloc)
		}
	}
	size := int64(0)
	for _, part := range append([]string{path}, f.beside...) {
		info, err := os.Stat(part)
		if err != nil {
			t.Fatal(err)
		}
		size += info.Size()
	}
	if size < 20<<20 || most > 16<<20 {
		t.Errorf("a register of %d MB took up to %d MB of memory", size>>20, most>>20)
	}
	t.Logf("%d rows, %d MB, at most %d kB on the heap", rows, size>>20, most>>10)
}
