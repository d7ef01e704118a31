package intake

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"landbank/registry"
)

// reportOf imports a file as far as its reader goes and writes the report of the rows that were rejected.
func reportOf(t *testing.T, path string, o Options) string {
	t.Helper()
	f, rows := readAll(t, path, o)
	out := filepath.Join(t.TempDir(), "rejected.csv")
	report, err := NewReport(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if firstError(r).Rule != "" {
			if err := report.Add(registry.RejectedRow{Line: r.Line, Raw: r.Raw, Issues: r.Issues}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := report.Close(f.Columns()); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestReportCanBeRepairedAndImportedAgain(t *testing.T) {
	for name, c := range map[string]struct{ content, repair, with string }{
		"table": {"OrganisationURI,SiteReference,SiteNameAddress,GeoX,GeoY,Hectares\nx,1,\"=Mill, old\",53.8008,-1.5491,0.25\nx,2,Depot,-1.55,53.81,1\n",
			"53.8008,-1.5491", "-1.5491,53.8008"},
		"semicolons": {"OrganisationURI;SiteReference;SiteNameAddress;GeoX;GeoY;Hectares\nx;1;=Mill, old;53,8008;-1,5491;0,25\n",
			`"53,8008","-1,5491"`, `"-1,5491","53,8008"`},
	} {
		t.Run(name, func(t *testing.T) {
			path := reportOf(t, write(t, "r.csv", c.content), Options{Today: testDay})
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			text := string(content)
			if !strings.HasPrefix(text, "\ufeffline,field,rule,raw,message,OrganisationURI,SiteReference,") {
				t.Fatalf("the report begins with %.80q", text)
			}
			if !strings.Contains(text, `2,"GeoX, GeoY",V-01,"53`) || !strings.Contains(text, `"'=Mill, old"`) {
				t.Errorf("the report is\n%s", text)
			}
			repaired := strings.Replace(text, c.repair+",", c.with+",", 1)
			if repaired == text {
				t.Fatalf("nothing to repair in\n%s", text)
			}
			f, rows := readAll(t, write(t, "repaired.csv", repaired), Options{Today: testDay})
			if got := f.Recognised().Profile; got != "england-brownfield" || len(rows) != 1 {
				t.Fatalf("%s, %d rows", got, len(rows))
			}
			r := rows[0]
			if firstError(r).Rule != "" || r.SourceKey != "x/1" || r.Record.Names["en"] != "=Mill, old" || *r.Record.Area.DeclaredM2 != 2500 {
				t.Errorf("%s %+v %v", r.SourceKey, r.Record, r.Issues)
			}
		})
	}
}

func TestReportOfFeaturesKeepsTheirGeometry(t *testing.T) {
	crossing := `{"type":"Polygon","coordinates":[[[100877,893765],[101097,893788],[100900,893900],[100880,893770]]]}`
	content := `{"crs":{"type":"name","properties":{"name":"EPSG:26986"}},"features":[` +
		`{"type":"Feature","properties":{"parcel_id":"a","note":"first"},"geometry":` + crossing + `},` +
		`{"type":"Feature","properties":{"parcel_id":"b","late":"x"},"geometry":null}]}`
	path := reportOf(t, write(t, "f", content), Options{})
	_, rows := readAll(t, path, Options{Accept: []string{"V-15"}})
	if len(rows) != 2 || rows[0].SourceKey != "a" || rows[0].Shape.SRID() != 26986 || rows[0].Record.Extra["note"] != "first" {
		t.Fatalf("read back %+v", rows)
	}
	if rows[1].Record.Extra["late"] != "x" || firstError(rows[1]).Rule != "V-15" {
		t.Errorf("second row %+v", rows[1])
	}
}

func TestReportWithoutRowsHasItsHeader(t *testing.T) {
	path := reportOf(t, write(t, "r.csv", plainCSV), Options{})
	content, err := os.ReadFile(path)
	if err != nil || strings.TrimSpace(string(content)) != "\ufeffline,field,rule,raw,message,id,name,lon,lat" {
		t.Errorf("%q, %v", content, err)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".landbank*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind %v", left)
	}
}
