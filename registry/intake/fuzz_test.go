package intake

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever a file begins with, telling its kind does not panic and depends on nothing else.
func FuzzSniff(f *testing.F) {
	for _, seed := range []string{
		string(shapeBytes(1)), string(shapeBytes(50)), string(shapeBytes(0)), sqliteHead + strings.Repeat("\x00", 52) + "GPKG" + strings.Repeat("\x00", 100),
		"fgb\x03fgb\x00", "<?xml version='1.0'?><!-- x --><kml xmlns='http://www.opengis.net/kml/2.2'>", "<!DOCTYPE x [<!ENTITY a 'b'>]><kml>",
		"<wfs:FeatureCollection xmlns:gml='http://www.opengis.net/gml'>", "999\nby hand\n  0\nSECTION\n", "!table\r\n!version 300", "Version 300\nCharset \"x\"\nColumns 1\n",
		`{"type":"Topology"}`, `{"geometryType":"esriGeometryPolygon"}`, "\x03\x7e\x01\x01\x00\x00\x00\x00\x41\x00\x02\x00" + strings.Repeat("A", 60),
		"AC1027", "<", "<?", "<!--", "< >", "\xef\xbb\xbf<kml/>", "PK\x05\x06", "Rar!", "", "\x00\x00\x27\x0a",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, start []byte) {
		s := sniffSpatial(start)
		if s != nil && !s.sniff(start) || s != sniffSpatial(bytes.Clone(start)) {
			t.Errorf("%q is %+v once only", start, s)
		}
		if what := otherKind(start); what != "" && s == nil && notText(start) == "" && isObject(start) {
			t.Errorf("%q is JSON, and %s", start, what)
		}
		_ = rootElement(start)
	})
}

// Whatever a zip file holds, nothing is written outside of the folder that it is unpacked into, and no more than an
// import may take.
func FuzzArchive(f *testing.F) {
	for _, seed := range []string{
		archiveOf(f, member("a.csv", plainCSV)), archiveOf(f, member("../a", "x"), member("/b", "y"), member(`c\..\d`, "z")),
		archiveOf(f, member("x.gdb/a00000001.gdbtable", "x"), member("x.gdb/../../y", "x")), archiveOf(f, member("a.shp", string(shapeBytes(1))), member("A.DBF", "x"), member("a.dbf", "y")),
		archiveOf(f, member("[Content_Types].xml", "<x/>"), member("xl/workbook.xml", "<x/>")), archiveOf(f), archiveOf(f, member("a.csv", plainCSV))[:70],
		archiveOf(f, member("mimetype", "application/vnd.oasis.opendocument.spreadsheet")),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		a, err := openArchive(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			return
		}
		a.left = 1 << 20
		outer := t.TempDir()
		dir := filepath.Join(outer, "in")
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		written := int64(0)
		for _, m := range a.members() {
			if start, err := a.start(m); err == nil {
				_ = memberPoints(m, start)
			}
			to := filepath.Join(dir, "register")
			_ = a.unpack(m, to)
			if info, err := os.Stat(to); err == nil {
				written += info.Size()
				_ = os.Remove(to)
			}
			file := &File{closers: nil}
			if folder := databaseFolder(m.Name); folder != "" {
				o := &origin{dir: dir, format: geodatabase}
				_ = file.layOutFolder(a, folder, o, a.members())
				_ = os.RemoveAll(o.path(geodatabase.ending))
			}
		}
		if written > 1<<20+1 {
			t.Errorf("%d bytes were unpacked", written)
		}
		if around, err := os.ReadDir(outer); err != nil || len(around) != 1 {
			t.Errorf("beside the folder there is %v, %v", around, err)
		}
	})
}
