package postgres

import (
	"cmp"
	"slices"
	"testing"

	"landbank/registry"
	"landbank/registry/postgres/fixture"
	"landbank/registry/score"
)

// evidence shows a site of the fixture to the scorer, without any database.
func evidence(site *fixture.Site) func(string) score.Evidence {
	stale, _ := site.Flat[registry.FieldPosition(staleField)].([]string)
	return func(name string) score.Evidence {
		f, _ := registry.FieldByName(name)
		e := score.Evidence{Value: site.Flat[registry.FieldPosition(name)]}
		if slices.Contains(stale, f.Clock) {
			e.Doubt = score.Stale
		}
		return e
	}
}

// SQL ranks and Go explains: for every profile, each site of the stock has the
// same score by both, and stands where that score puts it.
func TestSQLAndGoScoreAlike(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 71, Sites: 10_000})
	for _, p := range score.Profiles() {
		type place struct {
			ref string
			id  int64
			low int64
		}
		var want []place
		sums := map[string]score.Sum{}
		for i := range sites {
			a := score.Assess(p.Criteria, p.Prior, evidence(&sites[i]))
			want = append(want, place{sites[i].Ref, sites[i].ID, a.Low})
			sums[sites[i].Ref] = a.Sum
		}
		slices.SortFunc(want, func(a, b place) int { return cmp.Or(cmp.Compare(b.low, a.low), cmp.Compare(a.id, b.id)) })
		q := registry.SearchQuery{Prefer: p.Criteria, Lists: []registry.List{registry.Meets}, Limit: 1000, Outline: registry.OutlineNone}
		var got []string
		for {
			list := must(t, store, q).Lists[registry.Meets]
			for i := range list.Hits {
				got = append(got, list.Hits[i].Ref)
				if a := score.Of(p.Criteria, p.Prior, &list.Hits[i]); a.Sum != sums[list.Hits[i].Ref] {
					t.Fatalf("%s, %s: scored %+v, want %+v", p.Name, list.Hits[i].Ref, a.Sum, sums[list.Hits[i].Ref])
				}
			}
			if list.Next == nil {
				break
			}
			q.After = list.Next
		}
		if len(got) != len(want) {
			t.Fatalf("%s: %d sites, want %d", p.Name, len(got), len(want))
		}
		for i := range want {
			if got[i] != want[i].ref {
				t.Fatalf("%s: place %d has %s, want %s", p.Name, i+1, got[i], want[i].ref)
			}
		}
	}
}

// What lies in a reserve never meets what a profile asks, nor does what may lie
// in one.
func TestAReserveNeverMeets(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 72, Sites: 500})
	zone := map[string]any{}
	reserves := 0
	for i := range sites {
		zone[sites[i].Ref] = sites[i].Flat[registry.FieldPosition("nature_zone")]
		if zone[sites[i].Ref] == "reserve" {
			reserves++
		}
	}
	if reserves == 0 {
		t.Fatal("the stock has no reserve")
	}
	for _, p := range score.Profiles() {
		blocked, err := p.Conditions()
		if err != nil {
			t.Fatal(err)
		}
		result := must(t, store, registry.SearchQuery{Conditions: blocked, Prefer: p.Criteria, Lists: registry.Lists, Limit: 1000, Outline: registry.OutlineNone})
		for list, page := range result.Lists {
			for _, hit := range page.Hits {
				z := zone[hit.Ref]
				if list == registry.Meets && (z == nil || z == "reserve") || list == registry.MayMeet && z == "reserve" {
					t.Errorf("%s: %s with zone %v is in %s", p.Name, hit.Ref, z, list)
				}
			}
		}
	}
}
