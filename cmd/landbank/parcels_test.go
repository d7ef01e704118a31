package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"landbank/internal/testdb"
)

const twoParcels = `{"type":"FeatureCollection","features":[
	{"type":"Feature","properties":{"cadnum":"5322081200:00:001:0001"},"geometry":{"type":"Polygon","coordinates":[[[30,48],[30.001,48],[30.001,48.001],[30,48]]]}},
	{"type":"Feature","properties":{"cadnum":"5322081200:00:001"},"geometry":{"type":"Polygon","coordinates":[[[30,48],[30.001,48],[30.001,48.001],[30,48]]]}},
	{"type":"Feature","properties":{"cadnum":"5322081200:00:001:0003"},"geometry":{"type":"Point","coordinates":[30,48]}},
	{"type":"Feature","properties":{"cadnum":null},"geometry":{"type":"Polygon","coordinates":[[[30,48],[30.001,48],[30.001,48.001],[30,48]]]}}]}`

func TestParcelsTellsWhatBecameOfEachRow(t *testing.T) {
	t.Parallel()
	url, dir := testdb.Clone(t), t.TempDir()
	file, report := filepath.Join(dir, "cadastre.geojson"), filepath.Join(dir, "report.csv")
	if err := os.WriteFile(file, []byte(twoParcels), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) (int, *said) {
		var s said
		return s.landbank(t, nil, append([]string{"parcels", "--database", url}, args...)...), &s
	}
	code, s := run("--name", "village", "--source", "State cadastre", "--as-of", "2026-03-31", "--cadastre", "ua", "--report", report, file)
	want := "Layer village: 4 rows read, 1 parcels kept, 0 of them with a mended outline, 3 refused (no_number 1, no_outline 1, wrong_number 1).\n"
	if code != exitRejected || s.out.String() != want {
		t.Errorf("exit code %d, said %q and %q, want %q", code, &s.out, &s.err, want)
	}
	told, err := os.ReadFile(report)
	if err != nil || !strings.Contains(string(told), "2,5322081200:00:001,wrong_number,not a number of the cadastre UA\n3,5322081200:00:001:0003,no_outline,") {
		t.Errorf("report %s (%v)", told, err)
	}
	for _, wrong := range [][]string{
		{file},
		{"--name", "village", "--source", "State cadastre", "--as-of", "yesterday", file},
		{"--name", "village", "--source", "State cadastre", "--as-of", "2026-03-31", "--cadastre", "xx", file},
		{"--name", "village", "--source", "State cadastre", "--as-of", "2026-03-31", "--number", "apn", file},
	} {
		if code, s := run(wrong...); code == 0 || s.out.Len() > 0 {
			t.Errorf("%q: exit code %d, said %q", wrong, code, &s.out)
		}
	}
}
