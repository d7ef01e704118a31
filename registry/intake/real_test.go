package intake

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"landbank/registry"
)

// realData is where real registers lie that are not part of the project.
const realData = "../../../shared/data"

// realFile gives the path of a real register; the test is skipped where there are none.
func realFile(t *testing.T, name string) string {
	t.Helper()
	if _, err := os.Stat(realData); err != nil {
		t.Skipf("no real registers at %s: they are not part of the project", realData)
	}
	return filepath.Join(realData, name)
}

// counts is what came of reading a file.
type counts struct {
	profile  string
	rows     int
	rejected int
	sum      [32]byte // of all keys, and of every tenth record and place
}

// countRows reads a file and makes sure that every finding says where and what.
func countRows(t *testing.T, path string, o Options) counts {
	t.Helper()
	f, err := Open(path, o)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	defer f.Close()
	c := counts{profile: f.Recognised().Profile}
	sum := sha256.New()
	for {
		r, err := f.Next(context.Background())
		if err == io.EOF {
			sum.Sum(c.sum[:0])
			return c
		}
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		c.rows++
		for _, i := range r.Issues {
			if _, known := registry.RuleByID(i.Rule); !known || i.Field == "" || i.Message == "" || i.Line < 0 || i.Severity == registry.Error && i.Line != r.Line {
				t.Errorf("%s, row %d: finding %+v", filepath.Base(path), r.Line, i)
			}
		}
		if rejected := firstError(r).Rule != ""; rejected {
			c.rejected++
		} else if r.Shape.IsNone() {
			t.Errorf("%s, row %d is taken without a place", filepath.Base(path), r.Line)
		}
		if r.SourceKey == "" || len(r.Raw) == 0 {
			t.Errorf("%s, row %d: key %q, %d raw values", filepath.Base(path), r.Line, r.SourceKey, len(r.Raw))
		}
		sum.Write([]byte(r.SourceKey))
		if c.rows%10 > 0 { // encoding them all takes longer than reading them
			continue
		}
		document, err := json.Marshal(r.Record)
		if err != nil {
			t.Fatal(err)
		}
		sum.Write(document)
		sum.Write(r.Shape.GeoJSON())
	}
}

func TestRealRegisters(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, profile  string
		rows, rejected int
	}{
		{"uk-brownfield/england_latest.csv.gz", "england-brownfield", 21521, 553},
		{"fr-cartofriches/cartofriches_2023-02.geojson.gz", "cnig-friches", 21526, 1},
		{"fr-cartofriches/friches_standard_test.csv.gz", "cnig-friches", 2594, 0},
		{"us-detroit-landbank/detroit_vacant_sales.geojson.gz", "generic", 12002, 1062},
		{"us-philly-vacant/philly_vacant_lots.geojson.gz", "generic", 22434, 0},
		{"us-oakland-vacant/vacants.csv", "generic", 8168, 0},
		{"us-michigan-brownfields/Brownfields.csv", "generic", 1071, 2},
		{"ua-vakulivka-plots/vakulivka.geojson", "ua-835-parcels", 1816, 0},
		{"us-easthampton-parcels/easthampton_parcels_native_crs.geojson.gz", "generic", 5948, 0},
		{"fr-cadastre/75118-parcels.geojson.gz", "generic", 6821, 0},
		{"fr-cadastre/91216-parcels.geojson.gz", "generic", 4241, 0},
		{"lv-cadastre/latvia_parcels.geojsonl.gz", "generic", 31509, 0},
	} {
		t.Run(filepath.Base(c.name), func(t *testing.T) {
			path := realFile(t, c.name)
			got := countRows(t, path, Options{Today: testDay})
			if got.profile != c.profile || got.rows != c.rows || got.rejected != c.rejected {
				t.Errorf("%s: %d rows, %d rejected; want %s: %d rows, %d rejected", got.profile, got.rows, got.rejected, c.profile, c.rows, c.rejected)
			}
			if again := countRows(t, path, Options{Today: testDay}); again != got {
				t.Error("reading it again gives other rows")
			}
		})
	}
}

// The files as English councils published them: all of them are recognised, whatever their form, and with the
// proposed repairs of coordinates nearly every row has its place.
func TestRealCouncilFiles(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob(realFile(t, "uk-brownfield/raw/*_*"))
	if err != nil || len(paths) != 152 {
		t.Fatalf("%d files, %v", len(paths), err)
	}
	var strict, repaired counts
	for _, path := range paths {
		if strings.HasSuffix(path, ".xls") && !gdalInstalled() {
			t.Logf("%s is left out: it needs ogr2ogr", filepath.Base(path))
			continue
		}
		got := countRows(t, path, Options{Today: testDay})
		if got.profile != "england-brownfield" {
			t.Errorf("%s is taken for %s", filepath.Base(path), got.profile)
		}
		strict.rows, strict.rejected = strict.rows+got.rows, strict.rejected+got.rejected
		got = countRows(t, path, Options{Today: testDay, Accept: []string{"V-01", "V-02"}})
		repaired.rows, repaired.rejected = repaired.rows+got.rows, repaired.rejected+got.rejected
	}
	t.Logf("%d rows, %d rejected, %d with repairs", strict.rows, strict.rejected, repaired.rejected)
	if strict.rows < 7400 || strict.rejected*4 > strict.rows || repaired.rejected*50 > repaired.rows {
		t.Errorf("%d of %d rows rejected, with repairs %d of %d", strict.rejected, strict.rows, repaired.rejected, repaired.rows)
	}
}

func TestRealTerritories(t *testing.T) {
	hierarchy, err := ReadHierarchy(realFile(t, "ua-codes/katottg-2025-05-16.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	for level, c := range map[int]struct {
		name  string
		count int
	}{1: {"oblast", 26}, 2: {"raion_simplified", 136}, 3: {"hromada_simplified", 1466}} {
		rows, left, err := ReadTerritories(realFile(t, "ua-admin/ua_"+c.name+".geojson.gz"), TerritoryOptions{Scheme: "katottg",
			Level: level, CodeProperty: "katotth", NameProperty: "name", Hierarchy: hierarchy})
		if err != nil || len(rows) != c.count || len(left) != 0 {
			t.Errorf("%s: %d territories, left out %v, %v", c.name, len(rows), left, err)
		}
		orphans := 0
		for _, r := range rows {
			if r.Parent == "" {
				orphans++
			}
		}
		if level > 1 && orphans > 0 {
			t.Errorf("%s: %d units lie in none", c.name, orphans)
		}
	}
}
