package main

import (
	"strings"
	"testing"

	"landbank/internal/testdb"
)

func TestParcelImport(t *testing.T) {
	t.Parallel()
	url := testdb.Clone(t)
	file := fixture(t, "plots.geojson", `{"type":"FeatureCollection","features":[
		{"type":"Feature","properties":{"cadnum":"3222486200:03:001:0001"},"geometry":{"type":"Polygon","coordinates":[[[30,50],[30.01,50],[30.01,50.01],[30,50]]]}},
		{"type":"Feature","properties":{"cadnum":"322248"},"geometry":{"type":"Polygon","coordinates":[[[30,50],[30.01,50],[30.01,50.01],[30,50]]]}},
		{"type":"Feature","properties":{"cadnum":"3222486200:03:001:0003"},"geometry":null}]}`)
	for _, bad := range [][]string{{file}, {"--source", "Cadastre"}, {"--source", "Cadastre", "--cadastre", "atlantis", file},
		{"--source", "Cadastre", "--as-of", "soon", file}, {"--source", "Cadastre", "--crs", "moon", file}} {
		var s said
		if code := s.landbank(t, nil, append([]string{"parcel", "import", "--database", url}, bad...)...); code == 0 {
			t.Errorf("%v is taken: %s", bad, &s.out)
		}
	}
	var s said
	if code := s.landbank(t, nil, "parcel", "import", "--database", url, "--source", "Cadastre", "--cadastre", "ua", file); code != 0 {
		t.Fatalf("exit code %d, said %s", code, &s.err)
	}
	if !strings.Contains(s.out.String(), "1 parcels are in the layer plots; 0 rows joined others of the same number, 0 outlines were mended, 0 have no area, 2 rows were passed over") ||
		!strings.Contains(s.err.String(), `V-17: "322248" has not the form of the cadastre ua`) || !strings.Contains(s.err.String(), "V-15") {
		t.Errorf("said %s%s", &s.out, &s.err)
	}
	var again said
	if code := again.landbank(t, nil, "parcel", "import", "--database", url, "--source", "Cadastre", fixture(t, "no.txt", "nothing here")); code != exitNothing {
		t.Errorf("no register: exit code %d, said %s", code, &again.err)
	}
	var gone said
	if code := gone.landbank(t, nil, "parcel", "remove", "--database", url, "plots"); code != 0 || !strings.Contains(gone.out.String(), "plots is gone") {
		t.Errorf("exit code %d, said %s%s", code, &gone.out, &gone.err)
	}
}
