package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"landbank/internal/testdb"
)

const namedRegister = `id,name,lat,lon,geometry
1,Foundry,48.1001,30.1001,
2,"Склад, Іваненко І.І.",48.2001,30.2001,
`

func TestDoctorChecksTheWholeStock(t *testing.T) {
	t.Parallel()
	url := testdb.Clone(t)
	result, _ := importing(t, 0, "--database", url, "--publish", fixture(t, "register.csv", namedRegister))
	if result.Created != 2 || result.Held != 1 {
		t.Fatalf("imported %+v", result)
	}
	var s said
	path := filepath.Join(t.TempDir(), "findings.csv")
	if code := s.landbank(t, nil, "doctor", "--database", url, "--findings", path); code != 3 {
		t.Fatalf("exit code %d: %s", code, &s.err)
	}
	for _, words := range []string{"PostgreSQL 1", "POSTGIS", "The ledger ends with revision 2", "2 records were looked at", "V-27  Personal data"} {
		if !strings.Contains(s.out.String(), words) {
			t.Errorf("it does not say %q: %s", words, &s.out)
		}
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }() // read only
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, row := range rows[1:] {
		if row[3] == "V-27" {
			named++
			if row[2] != "draft" || row[7] != "Склад, Іваненко І.І." || row[8] != "Склад" {
				t.Errorf("written %q", row)
			}
		}
	}
	if named != 1 {
		t.Errorf("%d findings of V-27 in %q", named, rows)
	}
	s = said{}
	if code := s.landbank(t, nil, "doctor", "--database", url, "--json"); code != 3 {
		t.Fatalf("exit code %d: %s", code, &s.err)
	}
	var told struct {
		Records  int64
		PostGIS  string
		Findings []struct {
			Rule string
			Open int64
		}
	}
	if err := json.Unmarshal(s.out.Bytes(), &told); err != nil || told.Records != 2 || told.PostGIS == "" || len(told.Findings) == 0 {
		t.Errorf("%v: %s", err, &s.out)
	}
}
