package postgres

import (
	"strings"

	"landbank/registry"
)

const facetPart = "facet "

// facet makes the counts of one field's values over the sites that meet every
// condition but those on the field itself. Fields of several codes count a site
// under each of them.
func (s *sorting) facet(f *registry.Field) string {
	counted := "a.truth"
	if _, own := s.others[f.Name]; own {
		counted = "a.o_" + f.Name
	}
	value, from := "a.f_"+f.Name+"::text", "asked a"
	if f.Type == registry.TypeCodes {
		value, from = "v.code", "asked a left join lateral unnest(a.f_"+f.Name+") as v (code) on true"
	}
	return "select '" + facetPart + f.Name + "', " + value + ", count(*), null, null from " + from +
		" where " + counted + " group by " + value
}

// facetsOf gathers the counts; unknown values count under "".
func facetsOf(parts []sortedPart, asked []string) map[string]map[string]int64 {
	facets := make(map[string]map[string]int64, len(asked))
	for _, name := range asked {
		facets[name] = map[string]int64{}
	}
	for _, p := range parts {
		name, ok := strings.CutPrefix(p.Part, facetPart)
		if !ok {
			continue
		}
		value := ""
		if p.Value != nil {
			value = *p.Value
		}
		facets[name][value] += p.N
	}
	return facets
}
