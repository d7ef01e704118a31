package intake

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"landbank/registry"
	"landbank/registry/intake/specimen"
)

// archiveOf makes a zip file of members, each made by a function.
func archiveOf(t testing.TB, members ...func(*zip.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, add := range members {
		if err := add(z); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func member(name, content string) func(*zip.Writer) error {
	return func(z *zip.Writer) error {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(content))
		}
		return err
	}
}

// refusal opens a file that must be refused, and gives the sentence.
func refusal(t *testing.T, path string, o Options) string {
	t.Helper()
	f, err := Open(path, o)
	if err == nil {
		_ = f.Close()
		t.Fatalf("%s is opened as %+v", filepath.Base(path), f.Recognised())
	}
	var fault *NotARegister
	if !errors.As(err, &fault) {
		t.Fatalf("%s fails with %v", filepath.Base(path), err)
	}
	return fault.Sentence
}

func TestArchivesThatAreRefused(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	link := func(z *zip.Writer) error {
		h := &zip.FileHeader{Name: "register.csv"}
		h.SetMode(fs.ModeSymlink | 0o777)
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = w.Write([]byte("/etc/passwd"))
		}
		return err
	}
	locked := func(z *zip.Writer) error {
		_, err := z.CreateRaw(&zip.FileHeader{Name: "a.csv", Flags: 1, Method: zip.Store})
		return err
	}
	unknownMethod := func(z *zip.Writer) error {
		w, err := z.CreateRaw(&zip.FileHeader{Name: "a.csv", Method: 12, CompressedSize64: 4, UncompressedSize64: 9})
		if err == nil {
			_, err = w.Write([]byte("abcd"))
		}
		return err
	}
	var crowd []func(*zip.Writer) error
	for range maxMembers + 1 {
		crowd = append(crowd, member("a", ""))
	}
	huge := func(z *zip.Writer) error {
		_, err := z.CreateRaw(&zip.FileHeader{Name: "a.csv", Method: zip.Deflate, UncompressedSize64: 9 << 30})
		return err
	}
	zeros := member("a.csv", strings.Repeat("0", 2*maxEasyMember))
	for name, c := range map[string]struct{ content, says string }{
		"path upwards":       {archiveOf(t, member("../../evil.csv", plainCSV)), "leads out of it"},
		"path upwards, back": {archiveOf(t, member(`a\..\..\evil.csv`, plainCSV)), "leads out of it"},
		"absolute path":      {archiveOf(t, member("/tmp/evil.csv", plainCSV)), "leads out of it"},
		"path on a drive":    {archiveOf(t, member(`C:\evil.csv`, plainCSV)), "leads out of it"},
		"link":               {archiveOf(t, link), "is a link"},
		"encrypted":          {archiveOf(t, locked), "is encrypted"},
		"other packing":      {archiveOf(t, unknownMethod), "cannot be unpacked"},
		"too many members":   {archiveOf(t, crowd...), "more than 10000 members"},
		"too large":          {archiveOf(t, huge), "unpacks to more than"},
		"bomb":               {archiveOf(t, zeros), "unpacks to more than 500 times"},
		"cut off":            {archiveOf(t, member("a.csv", plainCSV))[:60], "damaged or cut off"},
		"archive within":     {archiveOf(t, member("a.zip", archiveOf(t, member("a.csv", plainCSV)))), "archive within an archive"},
		"nothing within":     {archiveOf(t), "empty"},
		"no register within": {archiveOf(t, member("a.pdf", "%PDF-1.4 x")), "nothing in the archive is a register (a.pdf)"},
		"several tables":     {archiveOf(t, member("a.csv", plainCSV), member("b.csv", plainCSV)), "several tables (a.csv, b.csv)"},
	} {
		t.Run(name, func(t *testing.T) {
			if said := refusal(t, write(t, "f.zip", c.content), Options{}); !strings.Contains(said, c.says) {
				t.Errorf("it is told %q", said)
			}
		})
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("left behind %v, %v", left, err)
	}
}

func TestRegistersWithinArchives(t *testing.T) {
	two := archiveOf(t, member("notes/readme.txt", "about, this, register\n"), member("data/sites.csv", plainCSV), member("__MACOSX/._sites.csv", "\x00\x05"))
	f, rows := readAll(t, write(t, "anything", two), Options{})
	if got := f.Recognised(); got.Format != "CSV" || got.Packing != "zip" || got.Layer != "data/sites.csv" || len(rows) == 0 {
		t.Errorf("recognised %+v", got)
	}
	choice := archiveOf(t, member("a.csv", plainCSV), member("b.geojson", twoFeatures), member("c.csv", plainCSV))
	if f, _ := readAll(t, write(t, "f", choice), Options{}); f.Recognised().Layer != "b.geojson" {
		t.Errorf("features do not go before tables: %+v", f.Recognised())
	}
	if f, _ := readAll(t, write(t, "f", choice), Options{Layer: "c"}); f.Recognised().Layer != "c.csv" {
		t.Errorf("the layer that is asked for is not taken: %+v", f.Recognised())
	}
}

func TestFilesThatAreNoRegister(t *testing.T) {
	for content, says := range map[string]string{
		`<?xml version="1.0"?><OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>`: "neither KML nor GML",
		"AC1027\x00\x00\x00\x00":                                        "DWG",
		"AutoCAD Binary DXF\r\n\x1a\x00 0 0 0 0":                        "binary DXF",
		sqliteHead + strings.Repeat("\x00", 4000):                       "not a GeoPackage",
		string(shapeBytes(50)):                                          "index (.shx)",
		"!table\n!version 300\n\nOpen Table \"/etc/x\"\n":               "leads to other tables",
		"!table\n!version 300\nDefinition Table\n File \"..\\x.dat\"\n": "leads to other tables",
		"fgb\x03fgb\x00" + strings.Repeat("\xff", 200):                  "FlatGeobuf",
		string(shapeBytes(0)[:100]):                                     "no features",
		"<kml>\n<Document><Placemark></kml>":                            "GDAL cannot read a KML file",
		"  0\nSECTION\n  2\nENTITIES\n  0\nENDSEC\n  0\nEOF\n":          "does not say in what reference system",
	} {
		if said := refusal(t, write(t, "f", content), Options{}); !strings.Contains(said, says) {
			t.Errorf("%.30q is told to be %q", content, said)
		}
	}
}

// shapeBytes is the head of a shapefile or its index, and the number that its first record begins with.
func shapeBytes(record byte) []byte {
	b := make([]byte, 108)
	copy(b, []byte{0, 0, 0x27, 0x0a})
	b[27], b[28], b[29], b[32] = 54, 0xe8, 3, 5
	if record == 0 {
		b[27] = 50 // no records
	}
	b[103] = record
	return b
}

// stand puts a program of our own in GDAL's place.
func stand(t *testing.T, script string) {
	t.Helper()
	if _, err := gdalDrivers(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "ogr2ogr"), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
}

// layerFor is a layer that a child can be started for.
func layerFor(t *testing.T) layer {
	t.Helper()
	return layer{origin: &origin{dir: t.TempDir(), format: spatials[1]}, name: "x", features: 1}
}

func TestChildrenAreBounded(t *testing.T) {
	t.Setenv("LANDBANK_DATABASE_URL", "postgres://secret")
	t.Setenv("GDAL_DATA", "/usr/share/gdal")
	stand(t, `ulimit -v; ulimit -t; ulimit -f; ulimit -n; ulimit -c; pwd; env; ls /sys/class/net 2>/dev/null | wc -l; cat /proc/net/dev | wc -l`)
	l := layerFor(t)
	child, err := rowsOf(l, false)
	if err != nil {
		t.Fatal(err)
	}
	defer child.Close()
	said := new(strings.Builder)
	buffer := make([]byte, 1000)
	for err == nil {
		var n int
		n, err = child.Read(buffer)
		said.Write(buffer[:n])
	}
	lines := strings.Split(said.String(), "\n")
	if len(lines) < 6 || strings.Join(lines[:6], " ") != "2000000 900 8000000 256 0 "+l.origin.dir {
		t.Fatalf("the child runs with %q", lines)
	}
	skips := 0
	for _, line := range lines {
		name, value, assigned := strings.Cut(line, "=")
		if assigned && name == "OGR_SKIP" {
			skips++
			for _, driver := range []string{"OGR_VRT", "PostgreSQL", "HTTP", "WFS", "CSV", "SQLite", "VRT", "WMS", "GeoJSON"} {
				if !strings.Contains(","+value+",", ","+driver+",") {
					t.Errorf("the driver %s is within reach", driver)
				}
			}
			if strings.Contains(","+value+",", ",GPKG,") || strings.Contains(","+value+",", ",GeoJSONSeq,") {
				t.Errorf("a driver that is needed is not there: %s", value)
			}
		}
		if strings.Contains(line, "secret") || assigned && (name == "USER" || name == "LANDBANK_DATABASE_URL") {
			t.Errorf("the child is told %s", line)
		}
	}
	if skips != 1 {
		t.Errorf("drivers are left out %d times", skips)
	}
	if !strings.Contains(said.String(), "GDAL_DATA=/usr/share/gdal") || !strings.Contains(said.String(), "PROJ_NETWORK=OFF") {
		t.Errorf("the child's environment is\n%s", said)
	}
	if withoutNetwork() != nil && !strings.HasSuffix(strings.TrimSpace(said.String()), "\n3") {
		t.Errorf("there is a network: %s", lines[len(lines)-3:])
	}
}

func TestChildrenGoWhenTheFileIsClosed(t *testing.T) {
	stand(t, `echo '{}'; exec sleep 1000`)
	child, err := rowsOf(layerFor(t), false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := child.Read(make([]byte, 10)); err != nil {
		t.Fatal(err)
	}
	if err := child.Close(); err != nil { // waits for it
		t.Fatal(err)
	}
	if child.child.ProcessState == nil || child.child.ProcessState.Success() {
		t.Errorf("the child ended with %v", child.child.ProcessState)
	}
}

func TestChildrenThatFailAreTold(t *testing.T) {
	for script, says := range map[string]string{
		`echo '{}'; echo "ERROR 1: the page is torn" >&2; exit 1`: "the page is torn",
		`echo "ERROR 1: record 7 is torn" >&2`:                    "record 7 is torn",
		`kill -9 $$`:                                              "more time or memory",
		`exec sleep 1000`:                                         "gave nothing",
	} {
		t.Run(says, func(t *testing.T) {
			stand(t, script)
			child, err := rowsOf(layerFor(t), false)
			if err != nil {
				t.Fatal(err)
			}
			defer child.Close()
			if says == "gave nothing" {
				child.patience = time.Millisecond
			}
			for err == nil {
				_, err = child.Read(make([]byte, 1000))
			}
			if !strings.Contains(err.Error(), says) {
				t.Errorf("it is told %v", err)
			}
		})
	}
}

func TestWithoutGDALTheRemedyIsTold(t *testing.T) {
	path := write(t, "f", "<kml/>")
	t.Setenv("PATH", "")
	if said := refusal(t, path, Options{}); !strings.Contains(said, "gdal-bin") || !strings.Contains(said, "KML") {
		t.Errorf("it is told %q", said)
	}
}

func TestFilesThatAreCutOffAreNotHalfARegister(t *testing.T) {
	s := specimen.New(t, 200)
	origin := s.GeoJSON(t)
	for name, driver := range map[string]string{"s.shp": "ESRI Shapefile", "s.gpkg": "GPKG", "s.fgb": "FlatGeobuf", "s.gml": "GML",
		"s.kml": "KML"} {
		path := s.Converted(t, origin, name, driver)
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, content[:len(content)/2], 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := Open(path, Options{Today: testDay})
		rows := 0
		for ; err == nil; rows++ {
			_, err = f.Next(t.Context())
		}
		if err == io.EOF {
			t.Errorf("half of %s is taken for all of it: %d rows", name, rows-1)
		}
		if f != nil {
			_ = f.Close()
		}
	}
}

// Files that point to other files of the machine get nothing of them: entities of XML, links of GML, virtual files, and
// tables beside a table.
func TestNothingBesideTheUploadIsRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret.txt")
	if err := os.WriteFile(secret, []byte("the-secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	const place = `<Placemark><name>%</name><Point><coordinates>30.51234,50.41234</coordinates></Point></Placemark>`
	kml := func(head, name string) string {
		return `<?xml version="1.0"?>` + head + `<kml xmlns="http://www.opengis.net/kml/2.2"><Document>` + strings.Replace(place, "%", name, 1) +
			`<NetworkLink><Link><href>` + secret + `</href></Link></NetworkLink></Document></kml>`
	}
	gml := func(head, name string) string {
		return `<?xml version="1.0"?>` + head + `<FeatureCollection xmlns:gml="http://www.opengis.net/gml" xmlns:xlink="http://www.w3.org/1999/xlink">
			<gml:featureMember><site><name>` + name + `</name><note xlink:href="file://` + secret + `"/><gml:pointProperty><gml:Point srsName="` + secret +
			`"><gml:coordinates>30.51234,50.41234</gml:coordinates></gml:Point></gml:pointProperty></site></gml:featureMember></FeatureCollection>`
	}
	entity := `<!DOCTYPE x [<!ENTITY s SYSTEM "file://` + secret + `">]>`
	for name, content := range map[string]string{
		"KML with a link": kml("", "plain"), "KML with an entity": kml(entity, "&s;"), "GML with links": gml("", "plain"), "GML with an entity": gml(entity, "&s;"),
	} {
		path := filepath.Join(dir, squeeze(name))
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := Open(path, Options{Today: testDay})
		rows := 0
		for err == nil {
			var r registry.Row
			if r, err = f.Next(t.Context()); err == nil {
				rows++
				if said, _ := json.Marshal(r); strings.Contains(string(said), "the-secret") {
					t.Errorf("%s: the row says %s", name, said)
				}
			}
		}
		if strings.Contains(err.Error(), "the-secret") || !strings.Contains(name, "entity") && rows != 1 {
			t.Errorf("%s: %d rows, %v", name, rows, err)
		}
		if f != nil {
			_ = f.Close()
		}
	}
}

// A virtual file that pretends to be a GeoPackage finds no driver that would follow it: the others are not there.
func TestOnlyTheChosenDriverIsWithinReach(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	table := filepath.Join(dir, "secret.csv")
	virtual := `<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>` + table + `</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>`
	o := &origin{dir: dir, format: spatials[1]}
	for path, content := range map[string]string{table: plainCSV, o.path(".gpkg"): virtual} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command("ogrinfo", "-ro", o.path(".gpkg")).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "secret") {
		t.Fatalf("GDAL does not follow the virtual file by itself, so this test shows nothing: %s", out)
	}
	if layers, err := layersOf(o); err == nil {
		t.Errorf("the virtual file is followed to %+v", layers)
	}
}

// A GeoPackage is a database, and one with a virtual table over a file of this machine gets nothing of that file.
func TestVirtualTablesOfAGeoPackageReadNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	secret, site, book := filepath.Join(dir, "secret.csv"), filepath.Join(dir, "site.geojson"), filepath.Join(dir, "book.gpkg")
	for path, content := range map[string]string{secret: "id,name\n1,the-secret\n", site: `{"type":"FeatureCollection","features":[
		{"type":"Feature","properties":{"name":"plain"},"geometry":{"type":"Point","coordinates":[30.51234,50.41234]}}]}`} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	gdal := func(program string, args ...string) string {
		t.Helper()
		out, err := exec.Command(program, args...).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v: %s", program, err, out)
		}
		return string(out)
	}
	gdal("ogr2ogr", "-f", "GPKG", book, site, "-nln", "sites")
	gdal("ogrinfo", "-q", book, "-sql", `CREATE VIRTUAL TABLE leak USING VirtualText('`+secret+`', 'UTF-8', 1, COMMA, DOUBLEQUOTE, ',')`)
	gdal("ogrinfo", "-q", book, "-sql", `INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('leak', 'attributes', 'leak', 0)`)
	if out := gdal("ogrinfo", "-ro", book, "leak"); !strings.Contains(out, "the-secret") {
		t.Skip("this GDAL is built without SpatiaLite, whose tables these are")
	}
	for _, layer := range []string{"", "leak"} {
		f, err := Open(book, Options{Today: testDay, Layer: layer})
		rows := 0
		for ; err == nil; rows++ {
			var r registry.Row
			if r, err = f.Next(t.Context()); err == nil {
				if said, _ := json.Marshal(r); strings.Contains(string(said), "the-secret") {
					t.Errorf("layer %q: the row says %s", layer, said)
				}
			}
		}
		if layer == "" && rows != 2 { // the site, and the end
			t.Errorf("%d rows, %v", rows-1, err)
		}
		if f != nil {
			_ = f.Close()
		}
	}
}
