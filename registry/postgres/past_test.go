package postgres

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"landbank/geo"
	"landbank/internal/testdb"
	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/demo"
	"landbank/registry/postgres/fixture"
)

// demonstrated is a store with the demonstration inventory.
func demonstrated(t *testing.T) *Store {
	store, err := Open(t.Context(), testdb.Clone(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(store.Close)
	territories, err := demo.Territories()
	if err != nil {
		t.Fatal(err)
	}
	if err := store.PutTerritories(t.Context(), territories); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Import(t.Context(), registry.ImportJob{FileName: "demonstration", Profile: demo.Profile, Source: demo.Source,
		RefPrefix: "TST", Principal: registry.Operator, Publish: true}, demo.Rows(registry.NewDate(2026, 11, 20))); err != nil {
		t.Fatal(err)
	}
	return store
}

// The stock of a moment that has just been is the stock of now, whatever is
// asked of it.
func TestThePastOfNowIsNow(t *testing.T) {
	t.Parallel()
	store, ctx := demonstrated(t), t.Context()
	m, err := store.PastAt(ctx, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	var now, then []registry.Detail
	collect := func(to *[]registry.Detail) func(*registry.Detail) error {
		return func(d *registry.Detail) error {
			d.Revision = 0
			for i := range d.Territories {
				d.Territories[i].BBox, d.Territories[i].Sites = [4]float64{}, 0
			}
			*to = append(*to, *d)
			return nil
		}
	}
	if err := store.Each(ctx, nil, collect(&now)); err != nil {
		t.Fatal(err)
	}
	if err := store.StockAt(ctx, m, nil, collect(&then)); err != nil {
		t.Fatal(err)
	}
	if len(now) != len(then) || int64(len(now)) != m.Seq {
		t.Fatalf("%d sites now, %d then", len(now), len(then))
	}
	for i := range now {
		if !reflect.DeepEqual(now[i], then[i]) {
			t.Fatalf("%s:\nnow  %+v\n%s\nthen %+v\n%s", now[i].Ref, now[i], now[i].Properties, then[i], then[i].Properties)
		}
	}
	var sites []fixture.Site
	for i := range now {
		shape, _, err := geo.NewParser(geo.WGS84).GeoJSON(now[i].Geometry)
		if err != nil {
			t.Fatal(err)
		}
		sites = append(sites, fixture.Site{ID: now[i].ID, Ref: now[i].Ref, Flat: registry.FlattenAt(&now[i].Record, registry.Moment{Lifecycle: registry.Published, Day: registry.DateOf(m.At)}), Shape: shape})
	}
	order := []criteria.SortKey{{Field: "ref"}}
	asked := newAsker(t, 6, sites)
	for range 40 {
		question := asked.question(3)
		q := registry.PageQuery{Criteria: question, Sort: order, Limit: 70, Outline: registry.OutlinePoint}
		want := walk(t, store, q, func() {})
		var got []string
		for q.After = nil; ; {
			page, err := store.PageAt(ctx, m, q)
			if err != nil {
				t.Fatalf("%s: %v", criteria.Canonical(question), err)
			}
			if page.Matched != int64(len(want)) {
				t.Fatalf("%s: %d sites, want %d", criteria.Canonical(question), page.Matched, len(want))
			}
			got = append(got, refs(page.Hits)...)
			if q.After = page.Next; q.After == nil {
				break
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%s: got %v, want %v", criteria.Canonical(question), got, want)
		}
	}
}
