package api

import (
	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/score"
)

// The bounds of questions about questions.
const (
	mostSpreads = 24  // fields of a distribution
	mostRanked  = 500 // sites whose places are told
	usualRanked = 200
	mostTies    = 20 // that are named
	rankSeed    = 1  // of the draws: the same question has the same answer
)

// readNeed reads what the three lists are made of: conditions, and what the law
// blocks for a profile. fixed is how many of the first conditions are the law's.
func (q *searchQuestion) readNeed(o *exchange.Object) (fixed int, err error) {
	if err := q.readConditions(o); err != nil {
		return 0, err
	}
	asked := len(q.Conditions)
	err = q.readPreferences(o)
	return len(q.Conditions) - asked, err
}

// spreadSites answers how the stock is spread over the values of fields, under
// the conditions on other fields.
func (s *server) spreadSites(c *exchange.Call, _ params) error {
	c.Query.Only()
	body, err := c.ReadObject(maxSearch)
	if err != nil {
		return err
	}
	body.Faults = append(c.Query.Faults, body.Faults...)
	body.Only("must", "filter", "within", "profile", "fields")
	var q searchQuestion
	if _, err := q.readNeed(body); err != nil {
		return err
	}
	ask := registry.SpreadQuery{Conditions: q.Conditions}
	names := body.Texts("fields")
	for _, name := range names {
		if f, ok := registry.FieldByName(name); !ok || !f.Numeric() {
			body.Fault("fields", criteria.RuleUnknownField, exchange.Printable(name), "a field of numbers of /api/v1/fields")
			continue
		}
		ask.Fields = append(ask.Fields, name)
	}
	switch {
	case len(names) == 0:
		body.Fault("fields", criteria.RuleEmpty, "no field", "at least one field of numbers")
	case len(names) > mostSpreads:
		body.Fault("fields", criteria.RuleLimit, "too many fields", "at most 24")
	}
	if err := body.Err(); err != nil {
		return err
	}
	result, err := s.catalog.Spread(c.Context(), ask)
	if err != nil {
		return err
	}
	return sendJSON(c, "", map[string]any{"revision": result.Revision, "fields": result.Spreads})
}

// relaxSearch answers what would let more sites in.
func (s *server) relaxSearch(c *exchange.Call, _ params) error {
	c.Query.Only()
	body, err := c.ReadObject(maxSearch)
	if err != nil {
		return err
	}
	body.Faults = append(c.Query.Faults, body.Faults...)
	body.Only("must", "filter", "within", "profile")
	var q searchQuestion
	fixed, err := q.readNeed(body)
	if err != nil {
		return err
	}
	if err := body.Err(); err != nil {
		return err
	}
	result, err := s.catalog.Relax(c.Context(), registry.RelaxQuery{Conditions: q.Conditions, Fixed: fixed})
	if err != nil {
		return err
	}
	return sendJSON(c, "", map[string]any{"revision": result.Revision, "meets": result.Meets,
		"relaxations": result.Relaxations, "askings": result.Askings})
}

// rankJSON is how firm a site's place in a list is.
type rankJSON struct {
	Ref string `json:"ref"`
	score.Rank
	Low  float64  `json:"low"`
	High float64  `json:"high"`
	Tied int      `json:"tied"` // how many cannot be told from it
	Ties []string `json:"ties"` // the first of them
}

// rankSites answers how firm the places of the first sites of a list are.
func (s *server) rankSites(c *exchange.Call, _ params) error {
	c.Query.Only()
	body, err := c.ReadObject(maxSearch)
	if err != nil {
		return err
	}
	body.Faults = append(c.Query.Faults, body.Faults...)
	body.Only("must", "filter", "within", "profile", "prefer", "list", "among")
	var q searchQuestion
	if _, err := q.readNeed(body); err != nil {
		return err
	}
	list := registry.List(body.OneOf("list", "meets", "may_meet", "fails"))
	q.Lists, q.Limit, q.Outline = []registry.List{list}, body.Int("among", 1, mostRanked, usualRanked), registry.OutlineNone
	if len(q.Prefer) == 0 && body.Err() == nil {
		body.Fault("prefer", exchange.RuleMissing, "nothing", "a profile or preferences: without them there are no scores")
	}
	if err := body.Err(); err != nil {
		return err
	}
	result, err := s.catalog.Search(c.Context(), q.SearchQuery)
	if err != nil {
		return err
	}
	page := result.Lists[list]
	return sendJSON(c, "", map[string]any{"revision": result.Revision, "profile": q.profileUsed(), "list": list, "count": page.Count,
		"among": len(page.Hits), "draws": score.Draws, "spread": score.Spread, "seed": rankSeed, "ranks": q.ranks(page.Hits)})
}

// ranks tells of each hit how firm its place among them is.
func (q *searchQuestion) ranks(hits []registry.Hit) []rankJSON {
	assessed := make([]score.Assessment, len(hits))
	for i := range hits {
		assessed[i] = score.Of(q.Prefer, q.prior, &hits[i])
	}
	out := []rankJSON{}
	for i, rank := range score.Robustness(assessed, rankSeed) {
		low, high := assessed[i].Interval()
		one := rankJSON{Ref: hits[i].Ref, Rank: rank, Low: low, High: high, Tied: len(rank.Ties), Ties: []string{}}
		for _, j := range rank.Ties[:min(mostTies, len(rank.Ties))] {
			one.Ties = append(one.Ties, hits[j].Ref)
		}
		out = append(out, one)
	}
	return out
}
