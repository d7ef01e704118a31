package api

import (
	"encoding/json"
	"slices"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/assembly"
)

// The bounds of a question for sets of sites.
const (
	leastParts  = 2
	usualParts  = 3
	mostSetsIn  = 50 // of an answer
	usualSetsIn = 20
)

type assemblyJSON struct {
	List     registry.List      `json:"list"`
	Unknown  []string           `json:"unknown"`
	AreaM2   float64            `json:"area_m2"`
	Outline  map[string]float64 `json:"outline"`
	Joins    []registry.Join    `json:"joins"`
	Sites    []partJSON         `json:"sites"`
	BBox     [4]float64         `json:"bbox"`
	Geometry json.RawMessage    `json:"geometry"`
	Fit      registry.Fit       `json:"fit"`
}

type partJSON struct {
	Ref        string          `json:"ref"`
	Properties json.RawMessage `json:"properties"`
	Geometry   json.RawMessage `json:"geometry"`
}

// assembleSites answers which adjoining sites meet a need together.
func (s *server) assembleSites(c *exchange.Call, _ params) error {
	c.Query.Only()
	body, err := c.ReadObject(maxSearch)
	if err != nil {
		return err
	}
	body.Faults = append(c.Query.Faults, body.Faults...)
	body.Only("must", "filter", "within", "profile", "most", "limit")
	var q searchQuestion
	if _, err := q.readNeed(body); err != nil {
		return err
	}
	ask := registry.AssemblyQuery{Conditions: q.Conditions, Most: body.Int("most", leastParts, assembly.MostParts, usualParts),
		Limit: body.Int("limit", 1, mostSetsIn, usualSetsIn)}
	if err := body.Err(); err != nil {
		return err
	}
	result, err := s.catalog.Assemble(c.Context(), ask)
	if err != nil {
		return err
	}
	sets := make([]assemblyJSON, len(result.Sets))
	for i := range result.Sets {
		sets[i] = assemblyOf(&ask, &result.Sets[i])
	}
	return sendJSON(c, "", map[string]any{"revision": result.Revision, "count": result.Count, "whole": result.Whole,
		"pending": result.Pending, "sets": sets})
}

func assemblyOf(q *registry.AssemblyQuery, set *registry.Assembly) assemblyJSON {
	out := assemblyJSON{List: set.List, Unknown: []string{}, AreaM2: set.AreaM2, Outline: set.Outline, Joins: some(set.Joins),
		Sites: []partJSON{}, BBox: set.BBox, Geometry: set.Geometry, Fit: set.Fit}
	for _, condition := range set.Unknown {
		out.Unknown = append(out.Unknown, q.Conditions[condition].Fields...)
	}
	slices.Sort(out.Unknown)
	out.Unknown = slices.Compact(out.Unknown)
	for _, site := range set.Sites {
		out.Sites = append(out.Sites, partJSON(site))
	}
	return out
}
