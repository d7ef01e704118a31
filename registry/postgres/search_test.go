package postgres

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"landbank/geo/geotest"
	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/postgres/fixture"
)

// listOfTruth is the list that a site of the truth is in.
func listOfTruth(t criteria.Truth) registry.List { return registry.List(t.String()) }

func TestSearchSortsSitesAsTheCriteriaDo(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 4, Sites: 300})
	asker := newAsker(t, 40, sites)
	seen := map[registry.List]int{}
	for n := range 200 {
		question := asker.question(3)
		name := fmt.Sprintf("question %d: %s", n, criteria.Canonical(question))
		want := map[registry.List][]string{registry.Meets: {}, registry.MayMeet: {}, registry.Fails: {}}
		for i := range sites {
			list := listOfTruth(criteria.Eval(question, row(&sites[i])))
			want[list] = append(want[list], sites[i].Ref)
		}
		result, err := store.Search(t.Context(), registry.SearchQuery{
			Conditions: criteria.Split(question), Lists: registry.Lists, Limit: 1000, Outline: registry.OutlineNone,
		})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, list := range registry.Lists {
			got := slices.Sorted(slices.Values(refs(result.Lists[list].Hits)))
			if !slices.Equal(got, want[list]) || result.Lists[list].Count != int64(len(got)) {
				t.Errorf("%s\n%s: got %d sites (count %d), want %d; differing: %v", name, list, len(got),
					result.Lists[list].Count, len(want[list]), difference(got, want[list]))
			}
			seen[list] += len(got)
		}
		page, err := store.Page(t.Context(), registry.PageQuery{Criteria: question, Limit: 1000, Outline: registry.OutlineNone})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := refs(page.Hits); !slices.Equal(got, want[registry.Meets]) || page.Matched != int64(len(got)) {
			t.Errorf("%s\npage: got %d sites, matched %d, want %d", name, len(got), page.Matched, len(want[registry.Meets]))
		}
	}
	for _, list := range registry.Lists {
		if seen[list] < 3000 {
			t.Errorf("the questions put only %d sites into %s: they show too little", seen[list], list)
		}
	}
}

func difference(a, b []string) []string {
	var out []string
	for _, s := range slices.Concat(a, b) {
		if slices.Contains(a, s) != slices.Contains(b, s) && len(out) < 5 {
			out = append(out, s)
		}
	}
	return out
}

func TestSearchAnswersPartsAsItAnswersTheWhole(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 5, Sites: 200})
	asker := newAsker(t, 50, sites)
	subsets := [][]registry.List{{registry.Meets}, {registry.MayMeet}, {registry.Fails}, {registry.Meets, registry.Fails},
		{registry.Meets, registry.MayMeet}, {registry.MayMeet, registry.Fails}}
	for n := range 40 {
		q := registry.SearchQuery{Lists: registry.Lists, Limit: 20, Outline: registry.OutlineNone}
		for range n % 4 {
			q.Conditions = append(q.Conditions, criteria.Split(asker.question(1))...)
		}
		if n%2 == 0 {
			q.Facets = []string{"kind", "offer_modes", "readiness", "outlined", "contamination"}
		}
		if n%3 == 0 {
			q.Sort = []criteria.SortKey{{Field: "area_m2", Desc: true}, {Field: "name"}}
		}
		whole := must(t, store, q)
		for _, lists := range subsets {
			for _, limit := range []int{0, 20} {
				part := q
				part.Lists, part.Limit = lists, limit
				got := must(t, store, part)
				if !reflect.DeepEqual(got.Facets, whole.Facets) {
					t.Errorf("question %d, lists %v: facets got %v, want %v", n, lists, got.Facets, whole.Facets)
				}
				for _, list := range lists {
					want := whole.Lists[list]
					if limit == 0 {
						want = registry.ListPage{Count: want.Count, Hits: []registry.Hit{}}
					}
					if !reflect.DeepEqual(got.Lists[list], want) {
						t.Errorf("question %d, %s of %v, limit %d:\ngot  %+v\nwant %+v", n, list, lists, limit, got.Lists[list], want)
					}
				}
			}
		}
	}
}

func must(t *testing.T, store *Store, q registry.SearchQuery) registry.Result {
	t.Helper()
	result, err := store.Search(t.Context(), q)
	if err != nil {
		t.Fatalf("%s: %v", criteria.Canonical(q.Conditions.Expr()), err)
	}
	return result
}

func TestFacetsCountWhatMeetsEverythingElse(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 6, Sites: 200})
	var facets []string
	for _, f := range registry.Fields() {
		if f.Can(registry.Facet) {
			facets = append(facets, f.Name)
		}
	}
	asker := newAsker(t, 60, sites)
	for n := range 24 {
		var conditions criteria.Conditions
		for range n % 4 {
			conditions = append(conditions, criteria.Split(asker.question(1))...)
		}
		for _, name := range []string{"kind", "offer_modes"} {
			f, _ := registry.FieldByName(name)
			if f.Type == registry.TypeCodes {
				conditions = append(conditions, criteria.Split(asker.sets(f))...)
			} else {
				conditions = append(conditions, criteria.Split(asker.comparison(f))...)
			}
		}
		got := must(t, store, registry.SearchQuery{Conditions: conditions, Lists: []registry.List{registry.Meets}, Facets: facets}).Facets
		for _, facet := range facets {
			want := countFacet(sites, facet, conditions.Without(facet).Expr())
			if !maps.Equal(got[facet], want) {
				t.Errorf("%s\n%s: got %v, want %v", criteria.Canonical(conditions.Expr()), facet, got[facet], want)
			}
		}
	}
}

func countFacet(sites []fixture.Site, facet string, question criteria.Expr) map[string]int64 {
	counts := map[string]int64{}
	for i := range sites {
		if criteria.Eval(question, row(&sites[i])) != criteria.True {
			continue
		}
		switch v := sites[i].Flat[registry.FieldPosition(facet)].(type) {
		case nil:
			counts[""]++
		case []string:
			for _, code := range v {
				counts[code]++
			}
		default:
			counts[fmt.Sprint(v)]++
		}
	}
	return counts
}

func TestHitsSayWhatTheyLack(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 7, Sites: 80})
	bySite := map[string]*fixture.Site{}
	for i := range sites {
		bySite[sites[i].Ref] = &sites[i]
	}
	asker := newAsker(t, 70, sites)
	for range 25 {
		conditions := criteria.Split(criteria.AllOf(asker.question(2), asker.predicate(), asker.predicate()))
		result := must(t, store, registry.SearchQuery{Conditions: conditions, Lists: registry.Lists, Limit: 1000, Outline: registry.OutlineFull})
		for list, page := range result.Lists {
			for _, hit := range page.Hits {
				site := bySite[hit.Ref]
				shown := row(site)
				shown.Distance = func(place criteria.Spatial) (float64, bool) { return metres(t, store, site, place.Geometry), true }
				want := criteria.Explain(conditions, shown, registry.Vocabulary())
				if listOfTruth(want.Truth) != list || !slices.Equal(hit.Missing, want.Missing) || !slices.EqualFunc(hit.Failures, want.Failures, func(g, w criteria.Failure) bool { return reflect.DeepEqual(g, w) }) {
					t.Errorf("%s\n%s in %s: got missing %v failures %+v, want %v %+v", criteria.Canonical(conditions.Expr()),
						hit.Ref, list, hit.Missing, hit.Failures, want.Missing, want.Failures)
				}
				if box := site.Shape.Bounds().Array(); hit.BBox != box {
					t.Errorf("%s: got box %v, want %v", hit.Ref, hit.BBox, box)
				}
				if got, want := string(hit.Properties), string(fixture.Properties(*site)); got != want {
					t.Errorf("%s: got properties %s, want %s", hit.Ref, got, want)
				}
				if got := geotest.GeoJSON(t, string(hit.Geometry)); !got.Equal(site.Shape) {
					t.Errorf("%s: got geometry %s, want %s", hit.Ref, hit.Geometry, site.Shape.WKT())
				}
			}
		}
	}
}

// metres asks PostGIS alone how far a site is from a place.
func metres(t *testing.T, store *Store, site *fixture.Site, g criteria.Geometry) float64 {
	t.Helper()
	var distance float64
	err := store.read.QueryRow(t.Context(), "select ST_Distance($1::geometry::geography, ST_GeomFromText($2, 4326)::geography)",
		site.Shape, g.WKT()).Scan(&distance)
	if err != nil {
		t.Fatal(err)
	}
	return distance
}

func TestDistanceToAPlaceIsInMetres(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 8, Sites: 30})
	site := sites[slices.IndexFunc(sites, func(s fixture.Site) bool { _, ok := s.Shape.Point(); return ok })]
	p, _ := site.Shape.Point()
	// One thousandth of a degree of latitude is 111.2 m around 48° north.
	box := criteria.BoxGeometry(criteria.Box{p.X() - 1e-4, p.Y() + 0.001, p.X() + 1e-4, p.Y() + 0.002})
	within := criteria.Spatial{Op: criteria.Intersects, Property: criteria.Property{Name: registry.GeometryName}, Geometry: box}
	same := criteria.Compare{Op: criteria.Equal, Left: criteria.Property{Name: "ref"}, Right: criteria.Text(site.Ref)}
	result := must(t, store, registry.SearchQuery{Conditions: criteria.Split(criteria.AllOf(within, same)),
		Lists: []registry.List{registry.Fails}, Limit: 1})
	hit := result.Lists[registry.Fails].Hits[0]
	if hit.Ref != site.Ref || len(hit.Failures) != 1 || hit.Failures[0].Gap == nil {
		t.Fatalf("got %+v, want the site that is right in everything but its place", hit)
	}
	if gap := *hit.Failures[0].Gap; gap < 110.5 || gap > 111.8 {
		t.Errorf("got a gap of %v m, want about 111.2", gap)
	}
}

func TestListsAreOrderedByWhatIsNearest(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 9, Sites: 500})
	var conditions criteria.Conditions
	for i, field := range []string{"power_kw", "gas_m3_h", "area_m2", "dist_rail_siding_m"} {
		op := criteria.GreaterOrEqual
		if i == 3 {
			op = criteria.LessOrEqual
		}
		conditions = append(conditions, criteria.Split(criteria.Compare{Op: op, Left: criteria.Property{Name: field}, Right: criteria.Number(5000)})...)
	}
	result := must(t, store, registry.SearchQuery{Conditions: conditions, Lists: registry.Lists, Limit: 1000})
	bySite := map[string]*fixture.Site{}
	for i := range sites {
		bySite[sites[i].Ref] = &sites[i]
	}
	rank := func(ref string, want criteria.Truth) int {
		n := 0
		for _, c := range conditions {
			if criteria.Eval(c.Expr, row(bySite[ref])) == want {
				n++
			}
		}
		return n
	}
	for list, truth := range map[registry.List]criteria.Truth{registry.MayMeet: criteria.Unknown, registry.Fails: criteria.False} {
		ranks := each(refs(result.Lists[list].Hits), func(ref string) int { return rank(ref, truth) })
		if !slices.IsSorted(ranks) || ranks[0] == ranks[len(ranks)-1] {
			t.Errorf("%s: got sites with %v open conditions, want the fewest first", list, ranks)
		}
	}
	one := refs(result.Lists[registry.Fails].Hits)
	power := []float64{}
	for _, ref := range one { // among those that lack power alone, the most power comes first
		site := bySite[ref]
		if rank(ref, criteria.False) == 1 && criteria.Eval(conditions[0].Expr, row(site)) == criteria.False {
			power = append(power, -site.Flat[registry.FieldPosition("power_kw")].(float64))
		}
	}
	if len(power) < 5 || !slices.IsSorted(power) {
		t.Errorf("got power %v, want the nearest to enough first", power)
	}
}

func TestFacetOfNumbersAndTruths(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 10, Sites: 50})
	got := must(t, store, registry.SearchQuery{Lists: registry.Lists, Facets: []string{"readiness", "outlined", "readiness"}}).Facets
	for _, name := range []string{"readiness", "outlined"} {
		if want := countFacet(sites, name, criteria.Literal(true)); !maps.Equal(got[name], want) {
			t.Errorf("%s: got %v, want %v", name, got[name], want)
		}
	}
	if _, err := strconv.Atoi(slices.Sorted(maps.Keys(got["readiness"]))[1]); err != nil {
		t.Errorf("got readiness %v, want whole numbers", got["readiness"])
	}
}
