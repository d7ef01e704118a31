package postgres

import (
	"slices"
	"testing"
	"time"

	"landbank/internal/testdb"
	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/postgres/fixture"
)

// stocked opens a store on a database of its own with a random stock, and gives
// the sites in it.
func stocked(t testing.TB, o fixture.Options, options ...Option) (*Store, []fixture.Site) {
	t.Helper()
	url := testdb.Clone(t)
	fixture.Load(t, url, o)
	store, err := Open(t.Context(), url, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(store.Close)
	return store, slices.Collect(fixture.Stock(t, o))
}

// row shows a site of the fixture to the criteria, without any database.
func row(site *fixture.Site) criteria.Row {
	return criteria.Row{
		Value: func(field string) criteria.Value {
			if field == registry.GeometryName {
				return criteria.Known()
			}
			return known(site.Flat[registry.FieldPosition(field)])
		},
		Spatial: func(e criteria.Spatial) criteria.Truth {
			if intersects(site.Shape, e.Geometry) {
				return criteria.True
			}
			return criteria.False
		},
	}
}

func known(v any) criteria.Value {
	switch v := v.(type) {
	case string:
		return criteria.Text(v)
	case []string:
		return criteria.Codes(v...)
	case float64:
		return criteria.Number(v)
	case int64:
		return criteria.Number(float64(v))
	case bool:
		return criteria.Bool(v)
	case registry.Date:
		return criteria.Date(v.Time)
	case time.Time:
		return criteria.Instant(v)
	}
	return criteria.Value{}
}

func refs(hits []registry.Hit) []string {
	return each(hits, func(h registry.Hit) string { return h.Ref })
}
