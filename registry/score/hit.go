package score

import "landbank/registry"

// Of scores one site of a search that was asked with the preferences.
func Of(list []registry.Preference, prior float64, hit *registry.Hit) Assessment {
	at := make(map[string]int, len(list))
	for i := range list {
		at[list[i].Field] = i
	}
	return Assess(list, prior, func(field string) Evidence {
		p := hit.Preferred[at[field]]
		e := Evidence{Value: p.Value, AsOf: p.Fact.AsOf, From: p.Fact.Source}
		if p.Fact.VerifiedOn.After(e.AsOf.Time) {
			e.AsOf = p.Fact.VerifiedOn
		}
		if p.Stale {
			e.Doubt = Stale
		}
		return e
	})
}
