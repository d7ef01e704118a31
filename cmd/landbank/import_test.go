package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"landbank/internal/testdb"
	"landbank/registry"
	"landbank/registry/intake"
)

const councilRegister = `OrganisationURI,SiteReference,SiteNameAddress,GeoX,GeoY,Hectares,PlanningStatus,FirstAddedDate
http://example.org/id/a,A1,"Mill, Mill Lane",-1.549112,53.800812,0.28,permissioned,2017-12-20
http://example.org/id/a,A2,Depot,53.810012,-1.551234,1.5,not permissioned,2017-12-20
http://example.org/id/a,A3,Goods yard,,,2,Mixed ownership,2017-12-20
http://example.org/id/a,A4,"=Corner",-1.561111,53.820002,700 (200 net),pending decision,2017-12-20
`

// fixture writes a file for a test.
func fixture(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// importing runs an import with --json and gives its counts.
func importing(t *testing.T, wantCode int, args ...string) (registry.ImportResult, *said) {
	t.Helper()
	var s said
	code := s.landbank(t, nil, append([]string{"import", "--json"}, args...)...)
	if code != wantCode {
		t.Fatalf("exit code %d, want %d; said %s", code, wantCode, &s.err)
	}
	var result registry.ImportResult
	if code == exitNothing {
		return result, &s
	}
	lines := strings.Split(strings.TrimSpace(s.out.String()), "\n")
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &result); err != nil {
		t.Fatalf("the last line is %q: %v", lines[len(lines)-1], err)
	}
	if sum := result.Created + result.Updated + result.Unchanged + result.Rejected + result.Skipped; sum != result.Read {
		t.Errorf("%d rows read, %d accounted for", result.Read, sum)
	}
	return result, &s
}

func TestImportRepairImportAgain(t *testing.T) {
	t.Parallel()
	url, file := testdb.Clone(t), fixture(t, "council.csv", councilRegister)
	report := filepath.Join(t.TempDir(), "rejected.csv")
	first, s := importing(t, exitRejected, "--database", url, "--publish", "--report", report, file)
	if first.Created != 2 || first.Rejected != 2 || first.Batch == 0 || first.ByRule["V-01"] != 1 || first.ByRule["V-15"] != 1 {
		t.Errorf("first import %+v", first)
	}
	for _, told := range []string{"Profile: england-brownfield", "separator comma", "Coordinates swapped or zero", "--profile england-brownfield --source england-brownfield --publish " + report, "--accept V-01"} {
		if !strings.Contains(s.err.String(), told) {
			t.Errorf("%q is not told:\n%s", told, &s.err)
		}
	}
	if again, _ := importing(t, exitRejected, "--database", url, "--publish", file); again.Unchanged != 2 || again.Rejected != 2 {
		t.Errorf("second import %+v", again)
	}
	content, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	repaired := strings.NewReplacer("53.810012,-1.551234", "-1.551234,53.810012", "Goods yard,,", "Goods yard,-1.541234,53.830012").Replace(string(content))
	third, _ := importing(t, 0, "--database", url, "--publish", "--source", "england-brownfield", fixture(t, "repaired.csv", repaired))
	if third.Created != 2 || third.Rejected != 0 {
		t.Errorf("the repaired report %+v", third)
	}
	accepted, _ := importing(t, exitRejected, "--database", url, "--publish", "--accept", "v-01", file)
	if accepted.Unchanged != 3 || accepted.Rejected != 1 {
		t.Errorf("with the repair accepted %+v", accepted)
	}
}

func TestDryRunStoresNothing(t *testing.T) {
	t.Parallel()
	url, file := testdb.Clone(t), fixture(t, "council.csv", councilRegister)
	for range 2 {
		result, s := importing(t, exitRejected, "--database", url, "--dry-run", file)
		if result.Created != 2 || result.Batch != 0 || !strings.Contains(s.err.String(), "nothing is stored") {
			t.Errorf("%+v\n%s", result, &s.err)
		}
	}
}

func TestImportSaysWhatIsNoRegister(t *testing.T) {
	t.Parallel()
	url := testdb.Clone(t)
	for name, c := range map[string]struct{ file, said string }{
		"web page":     {fixture(t, "a", "<!DOCTYPE html><html></html>"), "a web page"},
		"missing file": {filepath.Join(t.TempDir(), "none.csv"), "no such file"},
		"folder":       {t.TempDir(), "a folder"},
		"cut off":      {fixture(t, "c", `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"a"},"geometry":null},{"type":`), "ends in the middle"},
	} {
		_, s := importing(t, exitNothing, "--database", url, c.file)
		if text := s.err.String(); !strings.Contains(text, c.said) {
			t.Errorf("%s: said %q", name, text)
		}
	}
	_, s := importing(t, exitNothing, "--database", "postgres://nobody@127.0.0.1:1/none", fixture(t, "d.csv", councilRegister))
	if !strings.Contains(s.err.String(), "nothing was stored") {
		t.Errorf("without a database: %s", &s.err)
	}
}

func TestImportMisuse(t *testing.T) {
	t.Parallel()
	file := fixture(t, "council.csv", councilRegister)
	for _, line := range [][]string{{"import"}, {"import", file, file}, {"import", "--accept", "V-99", file}, {"import", "--crs", "nowhere", file},
		{"import", "--profile", "atlantis", file}, {"import", "--report", file, file}, {"import", "issues"}, {"import", "issues", "first"}, {"export", "file"},
		{"export", "--format", "dwg"}, {"export", "--filter", "area_m2 >"}, {"territory", "import", file}} {
		var s said
		if code := s.landbank(t, nil, line...); code != 2 || strings.Count(s.err.String(), "\n") != 1 {
			t.Errorf("%v: exit code %d, said %q", line, code, &s.err)
		}
	}
}

func TestFindingsOfAnImport(t *testing.T) {
	t.Parallel()
	url := testdb.Clone(t)
	importing(t, exitRejected, "--database", url, fixture(t, "council.csv", councilRegister))
	var s said
	if code := s.landbank(t, nil, "import", "issues", "--database", url, "1"); code != 0 {
		t.Fatalf("exit code %d, said %s", code, &s.err)
	}
	for _, line := range []string{"line,field,rule,severity,raw,proposed,message\n", "5,Hectares,V-06,warning,700 (200 net),", `3,"GeoX, GeoY",V-01,error,"53.810012, -1.551234"`} {
		if !strings.Contains(s.out.String(), line) {
			t.Errorf("no %q in\n%s", line, &s.out)
		}
	}
	if code := s.landbank(t, nil, "import", "issues", "--database", url, "99"); code != 2 || !strings.Contains(s.err.String(), "no import 99") {
		t.Errorf("exit code %d, said %s", code, &s.err)
	}
}

func TestExportComesBackUnchanged(t *testing.T) {
	t.Parallel()
	url := testdb.Clone(t)
	importing(t, exitRejected, "--database", url, "--publish", fixture(t, "council.csv", councilRegister))
	for _, format := range []string{"geojson", "geojsonseq", "csv"} {
		path := filepath.Join(t.TempDir(), "sites")
		var s said
		if code := s.landbank(t, nil, "export", "--database", url, "--format", format, "-o", path); code != 0 || !strings.Contains(s.err.String(), "2 sites") {
			t.Fatalf("%s: exit code %d, said %s", format, code, &s.err)
		}
		if back, _ := importing(t, 0, "--database", url, "--publish", path); back.Read != 2 || back.Created != 0 {
			t.Errorf("%s: read back %+v", format, back)
		}
		if again, _ := importing(t, 0, "--database", url, "--publish", path); again.Unchanged != 2 {
			t.Errorf("%s: read back once more %+v", format, again)
		}
	}
	var s said
	if code := s.landbank(t, nil, "export", "--database", url, "--format", "geojsonseq", "--filter", "area_m2 > 1000000"); code != 0 || s.out.Len() != 0 {
		t.Errorf("exit code %d, exported %s", code, &s.out)
	}
}

func TestTerritoryImport(t *testing.T) {
	t.Parallel()
	url := testdb.Clone(t)
	file := fixture(t, "units.geojson", `{"type":"FeatureCollection","features":[
		{"type":"Feature","properties":{"name":"Leeds","code":"E08000035","in":"E12000003"},"geometry":{"type":"Polygon","coordinates":[[[-1.8,53.7],[-1.2,53.7],[-1.2,53.95],[-1.8,53.95],[-1.8,53.7]]]}},
		{"type":"Feature","properties":{"name":"Nowhere"},"geometry":null}]}`)
	var s said
	if code := s.landbank(t, nil, "territory", "import", "--database", url, "--scheme", "ons", "--level", "3", "--code-property", "code", "--parent-property", "in", file); code != 0 {
		t.Fatalf("exit code %d, said %s", code, &s.err)
	}
	if !strings.Contains(s.out.String(), "1 territories are") || !strings.Contains(s.err.String(), "Nowhere") || !strings.Contains(s.err.String(), "E12000003") {
		t.Errorf("said %s%s", &s.out, &s.err)
	}
	importing(t, exitRejected, "--database", url, "--publish", fixture(t, "council.csv", councilRegister))
	var out said
	if code := out.landbank(t, nil, "export", "--database", url, "--format", "geojsonseq", "--filter", "territory = 'E08000035'"); code != 0 || strings.Count(out.out.String(), "\n") != 2 {
		t.Errorf("exit code %d, sites of the territory:\n%s%s", code, &out.out, &out.err)
	}
}

func TestProgressIsQuietOffTheTerminal(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := newProgress(&out, func() (read, size int64) { return 50, 200 })
	for rows := range int64(1000) {
		p.tell("read", rows)
	}
	p.tell("check", 1000)
	p.done()
	if out.Len() > 0 {
		t.Errorf("a fast import says %q", &out)
	}
	const want = "Reading:  25 %, 12 345 rows, 6 172 rows/s, 6s left"
	if got := reading(12345, 50, 200, 2*time.Second); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := reading(5, 0, 0, 0); got != "Reading: 5 rows" {
		t.Errorf("got %q", got)
	}
}

func TestProgressDrawsOneLineOnTheTerminal(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := newProgress(&out, func() (read, size int64) { return 50, 200 })
	p.terminal = true
	p.last = time.Time{}
	p.tell("read", 500)
	p.tell("store", 500)
	p.done()
	if text := out.String(); strings.Contains(text, "\n") || strings.Count(text, "\r") != 4 || !strings.HasSuffix(text, "\r") {
		t.Errorf("drew %q", text)
	}
}

func TestRecognitionIsOneGlance(t *testing.T) {
	t.Parallel()
	text := recognition("/tmp/register.xlsx", intake.Recognition{Format: "XLSX", Packing: "gzip", Sheet: "Sites", Encoding: "UTF-8", HeaderRow: 3,
		Profile: "generic", Reasons: []string{"2 of 5 columns"}, CRS: "degrees"})
	const want = "register.xlsx: XLSX, packed with gzip, sheet \"Sites\", UTF-8, header in line 3.\nProfile: generic (2 of 5 columns).\nCoordinates: degrees."
	if text != want {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
}

func TestImportJoinsOutlines(t *testing.T) {
	t.Parallel()
	url := testdb.Clone(t)
	table := fixture(t, "sites.csv", "id,name,lon,lat\n1,First,30.51234,50.41234\n2,Second,30.52345,50.42345\n")
	outlines := fixture(t, "parcels.geojson", `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"1"},"geometry":
		{"type":"Polygon","coordinates":[[[30.5,50.4],[30.501,50.4],[30.501,50.401],[30.5,50.4]]]}}]}`)
	result, s := importing(t, 0, "--database", url, "--outlines", outlines, table)
	if result.Created != 2 || result.ByRule["V-15"] != 1 {
		t.Errorf("%+v", result)
	}
	if told := "Outlines of parcels.geojson (id = id): 1 rows got theirs, 1 have none"; !strings.Contains(s.err.String(), told) {
		t.Errorf("%q is not told:\n%s", told, &s.err)
	}
	if _, s := importing(t, exitNothing, "--database", url, "--join", "id=id", table); !strings.Contains(s.err.String(), "--outlines FILE") {
		t.Errorf("--join without outlines is told %s", &s.err)
	}
}

func TestImportRemembersHowASourceIsRead(t *testing.T) {
	t.Parallel()
	url := testdb.Clone(t)
	first := fixture(t, "first.csv", "Ділянка;Пл.;lon;lat\n1;3,500;30.51234;50.41234\n2;2;30.52345;50.42345\n")
	stated := []string{"--database", url, "--source", "council", "--map", "Ділянка=id", "--map", "Пл.=area_declared_m2:ha:,"}
	if _, s := importing(t, 0, append(stated, "--dry-run", first)...); strings.Contains(s.err.String(), "remembered") {
		t.Errorf("a dry run is remembered:\n%s", &s.err)
	}
	result, s := importing(t, 0, append(stated, first)...)
	if result.Created != 2 || !strings.Contains(s.err.String(), "The mapping is remembered for the source council.") {
		t.Errorf("%+v\n%s", result, &s.err)
	}
	if again, s := importing(t, 0, "--database", url, "--source", "council", first); again.Unchanged != 2 ||
		!strings.Contains(s.err.String(), "Mapping remembered for council since") {
		t.Errorf("%+v\n%s", again, &s.err)
	}
	other := fixture(t, "other.csv", "Ділянка;Площа;lon;lat\n1;3,500;30.51234;50.41234\n")
	if changed, s := importing(t, 0, "--database", url, "--source", "council", other); changed.Updated != 1 ||
		!strings.Contains(s.err.String(), "does not have these remembered columns any more: Пл.") {
		t.Errorf("%+v\n%s", changed, &s.err)
	}
}
