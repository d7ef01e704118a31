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
	store, sites := stocked(t, fixture.Options{Seed: 71, Sites: 1000})
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
		q := registry.SearchQuery{Prefer: p.Criteria, Lists: []registry.List{registry.Meets}, Limit: 300, Outline: registry.OutlineNone}
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
