package postgres

import (
	"context"
	"io"
	"testing"

	"landbank/geo"
	"landbank/internal/testdb"
	"landbank/registry"
)

// What was measured by roads that have been replaced meanwhile is not kept.
func TestMeasuresByRoadsThatAreGoneAreNotKept(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	store, err := Open(ctx, testdb.Clone(t))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	shape, _, err := geo.ParseGeoJSON([]byte(`{"type":"Polygon","coordinates":[[[30,48],[30.001,48],[30.001,48.001],[30,48.001],[30,48]]]}`))
	if err != nil {
		t.Fatal(err)
	}
	one := registry.Row{Line: 1, SourceKey: "a", Shape: shape, Record: registry.Record{Kind: "brownfield", Names: registry.Text{"en": "A"}, LocationQuality: "cadastral"}}
	_, err = store.Import(ctx, registry.ImportJob{FileName: "a.csv", Profile: "generic", Principal: registry.Operator, Publish: true,
		Source: registry.Source{Code: "a", Name: "A", Licence: "CC0-1.0"}}, &oneRow{rows: []registry.Row{one}})
	if err != nil {
		t.Fatal(err)
	}
	put := func() {
		t.Helper()
		street := `{"type":"LineString","coordinates":[[29.99,47.99995],[30.01,47.99995]]}`
		lines := func(yield func(string, error) bool) { yield(street, nil) }
		if _, err := store.PutRoads(ctx, registry.Operator, registry.RoadLayer{Source: "Roads"}, lines); err != nil {
			t.Fatal(err)
		}
	}
	for _, replaced := range []bool{true, false} {
		put()
		due, err := store.fitDue(ctx, store.write, publicTable, 0, nil)
		if err != nil || len(due) != 1 {
			t.Fatalf("%d due, %v", len(due), err)
		}
		if err := measure(due); err != nil {
			t.Fatal(err)
		}
		if replaced {
			put()
		}
		n, err := store.keepFitted(ctx, publicTable, due)
		if want := map[bool]int64{true: 0, false: 1}[replaced]; n != want || err != nil {
			t.Errorf("roads replaced %t: %d kept, %v", replaced, n, err)
		}
	}
}

// oneRow is rows in memory.
type oneRow struct{ rows []registry.Row }

func (o *oneRow) Next(context.Context) (registry.Row, error) {
	if len(o.rows) == 0 {
		return registry.Row{}, io.EOF
	}
	row := o.rows[0]
	o.rows = o.rows[1:]
	return row, nil
}
