package postgres

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"testing"

	"landbank/geo"
	"landbank/geo/geotest"
	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/postgres/fixture"
)

// sortings gives every field that pages can be ordered by, in both directions,
// and some with several keys.
func sortings() [][]criteria.SortKey {
	all := [][]criteria.SortKey{
		nil,
		{{Field: "kind"}, {Field: "area_m2", Desc: true}, {Field: "ref", Desc: true}},
		{{Field: "readiness", Desc: true}, {Field: "dist_rail_siding_m"}, {Field: "name", Desc: true}},
	}
	for _, f := range registry.Fields() {
		if f.Can(registry.Sort) {
			all = append(all, []criteria.SortKey{{Field: f.Name}}, []criteria.SortKey{{Field: f.Name, Desc: true}})
		}
	}
	return all
}

// inOrder gives the references of the sites in the order of the keys, unknown
// values last, then by id.
func inOrder(sites []fixture.Site, keys []criteria.SortKey) []string {
	sorted := slices.Clone(sites)
	slices.SortFunc(sorted, func(a, b fixture.Site) int {
		for _, k := range keys {
			av, bv := row(&a).Value(k.Field), row(&b).Value(k.Field)
			switch {
			case av.IsNull() && bv.IsNull():
				continue
			case av.IsNull():
				return 1
			case bv.IsNull():
				return -1
			}
			order := cmp.Or(cmp.Compare(av.Number, bv.Number), cmp.Compare(av.Text, bv.Text), av.Time.Compare(bv.Time))
			if k.Desc {
				order = -order
			}
			if order != 0 {
				return order
			}
		}
		return cmp.Compare(a.ID, b.ID)
	})
	return each(sorted, func(s fixture.Site) string { return s.Ref })
}

// again sends a cursor through its text, as a client does.
func again(t *testing.T, c *criteria.Cursor, keys []criteria.SortKey) *criteria.Cursor {
	t.Helper()
	decoded, err := criteria.DecodeCursor(c.String(), keys, c.Hash, registry.Vocabulary())
	if err != nil {
		t.Fatalf("cursor %+v: %v", c, err)
	}
	return &decoded
}

// walk pages through everything that meets the question, calling between after
// each page.
func walk(t *testing.T, store *Store, q registry.PageQuery, between func()) []string {
	t.Helper()
	var all []string
	for {
		page, err := store.Page(t.Context(), q)
		if err != nil {
			t.Fatalf("order %v: %v", q.Sort, err)
		}
		all = append(all, refs(page.Hits)...)
		if page.Next == nil {
			return all
		}
		if len(page.Hits) != q.Limit {
			t.Fatalf("order %v: got %d sites on a page that is not the last, want %d", q.Sort, len(page.Hits), q.Limit)
		}
		q.After = again(t, page.Next, q.Sort)
		between()
	}
}

func TestPagesHoldEverySiteOnceInEveryOrder(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 11, Sites: 240})
	for _, keys := range sortings() {
		q := registry.PageQuery{Sort: keys, Limit: 53, Outline: registry.OutlineNone}
		if got, want := walk(t, store, q, func() {}), inOrder(sites, keys); !slices.Equal(got, want) {
			t.Errorf("order %v: got %d sites, want %d in the order of the values; differing: %v", keys, len(got), len(want), difference(got, want))
		}
	}
}

func TestListsHoldEverySiteOnceInEveryOrder(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 12, Sites: 300})
	asker := newAsker(t, 12, sites)
	for n, keys := range sortings()[:40] {
		question := criteria.AllOf(asker.question(1), asker.question(1), asker.comparison(mustField(t, "power_kw")))
		whole := must(t, store, registry.SearchQuery{Conditions: criteria.Split(question), Sort: keys, Lists: registry.Lists, Limit: 1000})
		for _, list := range registry.Lists {
			q := registry.SearchQuery{Conditions: criteria.Split(question), Sort: keys, Lists: []registry.List{list}, Limit: 17}
			var got []string
			for {
				page := must(t, store, q).Lists[list]
				got = append(got, refs(page.Hits)...)
				if page.Next == nil {
					break
				}
				q.After = again(t, page.Next, keys)
			}
			if want := refs(whole.Lists[list].Hits); !slices.Equal(got, want) {
				t.Errorf("question %d, order %v, %s: got %d sites page by page, want %d; differing: %v", n, keys, list,
					len(got), len(want), difference(got, want))
			}
		}
	}
}

func mustField(t *testing.T, name string) *registry.Field {
	t.Helper()
	f, ok := registry.FieldByName(name)
	if !ok {
		t.Fatalf("no field %s", name)
	}
	return f
}

func TestPagesHoldEverySiteOnceWhileOthersChange(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 13, Sites: 200})
	for _, keys := range [][]criteria.SortKey{nil, {{Field: "area_m2", Desc: true}}, {{Field: "dist_rail_siding_m"}, {Field: "kind"}}} {
		steady := map[string]int{}
		for i := range sites {
			if sites[i].ID%3 != 0 {
				steady[sites[i].Ref] = 0
			}
		}
		step := int64(0)
		got := walk(t, store, registry.PageQuery{Sort: keys, Limit: 20, Outline: registry.OutlineNone}, func() {
			step++ // sites of every third id move to and fro, and come and go
			for _, sql := range []string{
				`update site_public set area_m2 = ($1 * 7919 + id * 104729) % 20000, dist_rail_siding_m = case when id % 2 = $1 % 2 then 'Infinity'::float8 end
				 where id % 3 = 0`,
				`delete from site_public where id % 3 = 0 and id % 5 = $1 % 5`,
				`update dataset set revision = revision + $1 - $1 + 1, changed_at = clock_timestamp()`,
			} {
				if _, err := store.write.Exec(t.Context(), sql, step); err != nil {
					t.Fatal(err)
				}
			}
		})
		for _, ref := range got {
			if n, ok := steady[ref]; ok {
				steady[ref] = n + 1
			}
		}
		for ref, n := range steady {
			if n != 1 {
				t.Errorf("order %v: %s, which never changed, was shown %d times, want once", keys, ref, n)
			}
		}
	}
}

func TestPageShowsASiteAsItIsStored(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 14, Sites: 60})
	for _, outline := range []registry.Outline{registry.OutlineFull, registry.OutlinePoint, registry.OutlineNone} {
		page, err := store.Page(t.Context(), registry.PageQuery{Limit: 1000, Outline: outline})
		if err != nil {
			t.Fatal(err)
		}
		for i, hit := range page.Hits {
			site := sites[i]
			if hit.ID != site.ID || hit.Ref != site.Ref || string(hit.Properties) != string(fixture.Properties(site)) {
				t.Errorf("got site %d %s with properties %s, want %d %s", hit.ID, hit.Ref, hit.Properties, site.ID, site.Ref)
			}
			x := site.Flat[registry.FieldPosition("longitude")].(float64)
			y := site.Flat[registry.FieldPosition("latitude")].(float64)
			want := map[registry.Outline]geo.Shape{registry.OutlineFull: site.Shape, registry.OutlinePoint: geotest.Point(t, x, y)}[outline]
			if want.IsNone() {
				if hit.Geometry != nil {
					t.Errorf("%s: got geometry %s, want none", hit.Ref, hit.Geometry)
				}
			} else if got := geotest.GeoJSON(t, string(hit.Geometry)); !got.Equal(want) {
				t.Errorf("%s, %s: got %s, want %s", hit.Ref, outline, got.WKT(), want.WKT())
			}
		}
	}
}

func TestAnEmptyStockHasAnswers(t *testing.T) {
	t.Parallel()
	store, _ := stocked(t, fixture.Options{})
	page, err := store.Page(t.Context(), registry.PageQuery{Limit: 10})
	if err != nil || page.Matched != 0 || page.Hits == nil || len(page.Hits) != 0 || page.Next != nil {
		t.Errorf("page: got %+v, %v, want nothing", page, err)
	}
	result := must(t, store, registry.SearchQuery{Lists: registry.Lists, Limit: 10, Facets: []string{"kind"}})
	for _, list := range registry.Lists {
		if got := result.Lists[list]; got.Count != 0 || got.Hits == nil {
			t.Errorf("%s: got %+v, want nothing", list, got)
		}
	}
	stock, err := store.Stock(t.Context())
	if err != nil || stock.Sites != 0 || stock.Bounds != nil {
		t.Errorf("stock: got %+v, %v, want nothing", stock, err)
	}
	for _, zoom := range []uint32{0, 10, 11, 22} {
		if tile, err := store.Tile(t.Context(), registry.TileQuery{Tile: geo.TileAt(37, 48, zoom)}); err != nil || len(tile) != 0 {
			t.Errorf("tile of zoom %d: got %d bytes, %v, want none", zoom, len(tile), err)
		}
	}
	if territories, err := store.Territories(t.Context()); err != nil || len(territories) != 0 {
		t.Errorf("territories: got %v, %v, want none", territories, err)
	}
	if _, err := store.Site(t.Context(), "TST-2026-000001"); !errors.Is(err, registry.ErrNotFound) {
		t.Errorf("site: got %v, want not found", err)
	}
	visited := fmt.Errorf("visited")
	if err := store.Each(t.Context(), nil, func(*registry.Detail) error { return visited }); err != nil {
		t.Errorf("each: got %v, want no site", err)
	}
}
