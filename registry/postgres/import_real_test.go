package postgres_test

import (
	"path/filepath"
	"testing"

	"landbank/registry"
	"landbank/registry/intake"
	"landbank/registry/postgres"
)

// realData is where real registers lie on the machines that have them.
const realData = "../../../shared/data"

// Real registers go in, the public sees them, and a second time nothing changes.
func TestRealRegistersGoIn(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"ua-vakulivka-plots/vakulivka.geojson",
		"fr-cartofriches/friches_standard_test.csv.gz",
		"us-michigan-brownfields/Brownfields.csv",
		"us-easthampton-parcels/*native_crs.geojson.gz",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found, err := filepath.Glob(filepath.Join(realData, name))
			if err != nil {
				t.Fatal(err)
			}
			if len(found) == 0 {
				t.Skipf("real data is not on this machine: %s", filepath.Join(realData, name))
			}
			d := newDesk(t)
			first := importFile(t, d.store, found[0])
			if first.Read == 0 || first.Created == 0 || first.Created+first.Rejected != first.Read {
				t.Errorf("first import: %+v", first)
			}
			if got := ask[int64](d, "select count(*) from site_public"); got != first.Created-first.Held {
				t.Errorf("the public sees %d sites, %d were created and %d of them held back", got, first.Created, first.Held)
			}
			again := importFile(t, d.store, found[0])
			if again.Unchanged != first.Created || again.Rejected != first.Rejected {
				t.Errorf("second import: %+v, want %d unchanged and %d rejected", again, first.Created, first.Rejected)
			}
			d.holdsTogether()
			t.Logf("%d read, %d created, %d rejected, %d held back, %d warnings", first.Read, first.Created, first.Rejected, first.Held, first.Warnings)
		})
	}
}

func importFile(t *testing.T, store *postgres.Store, path string) registry.ImportResult {
	t.Helper()
	file, err := intake.Open(path, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }() // read only
	j, err := file.Job()
	if err != nil {
		t.Fatal(err)
	}
	j.Principal, j.Publish = registry.Operator, true
	var last int64
	j.Rejected = func(row registry.RejectedRow) error {
		if row.Line < last || len(row.Issues) == 0 || len(row.Raw) == 0 {
			t.Errorf("rejected line %d after %d with %d findings and %d cells", row.Line, last, len(row.Issues), len(row.Raw))
		}
		last = row.Line
		return nil
	}
	result, err := store.Import(t.Context(), j, file)
	if err != nil {
		t.Fatal(err)
	}
	return result
}
