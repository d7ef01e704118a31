package api

import (
	"bufio"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/score"
)

// maxSearch is the longest body of a search: an outline of ten thousand
// positions and room for the rest.
const maxSearch = 1 << 20

// searchQuestion is what the body of a search asks.
type searchQuestion struct {
	registry.SearchQuery
	profile *score.Profile           // nil where the caller brings preferences, or none
	own     bool                     // the caller brings preferences
	prior   float64                  // v of what is not known, for the middle
	hashes  map[registry.List]string // of the question in each list; cursors carry them
}

// readSearch reads the body of a search. The error names every fault.
func readSearch(o *exchange.Object) (searchQuestion, error) {
	var q searchQuestion
	o.Only("must", "filter", "within", "lists", "facets", "sortby", "limit", "cursor", "geometry",
		"prefer", "profile")
	if err := q.readConditions(o); err != nil {
		return q, err
	}
	if err := q.readPreferences(o); err != nil {
		return q, err
	}
	q.readLists(o)
	q.readFacets(o)
	if err := q.readSort(o); err != nil {
		return q, err
	}
	q.Limit = o.Int("limit", 0, mostSites, usualSites)
	q.Outline = registry.Outline(o.OneOf("geometry", outlines...))
	q.hashes = map[registry.List]string{}
	for _, list := range q.Lists {
		q.hashes[list] = criteria.Hash(q.Conditions.Expr(), q.Sort, string(list), q.preferences())
	}
	if err := q.readCursor(o); err != nil {
		return q, err
	}
	return q, o.Err()
}

// readConditions reads must or filter, and within.
func (q *searchQuestion) readConditions(o *exchange.Object) error {
	must, places := readMust(o)
	within, _ := o.Raw("within")
	conditions, err := criteria.FromMust(must, within, registry.Vocabulary())
	if err = o.Join("must", atPlaces(err, places)); err != nil {
		return err
	}
	if text, ok := o.Text("filter"); ok {
		if _, both := o.Raw("must"); both {
			o.Fault("filter", exchange.RuleConflict, "filter beside must", "one of the two")
		}
		e, err := criteria.ParseCQL2(text, registry.Vocabulary())
		if err = o.Join("filter", err); err != nil {
			return err
		}
		if e != nil {
			conditions = append(criteria.Split(e), conditions...)
		}
	}
	q.Conditions = conditions
	return nil
}

// readMust reads the conditions of a body that have the right form, and the
// place of each in the list.
func readMust(o *exchange.Object) (must []criteria.Must, places []int) {
	for i, item := range o.Objects("must") {
		if item == nil {
			continue
		}
		item.Only("field", "op", "value")
		m := criteria.Must{}
		m.Field, _ = item.Needed("field")
		m.Op, _ = item.Needed("op")
		m.Value, _ = item.Raw("value")
		o.Include(item)
		if len(item.Faults) == 0 {
			must, places = append(must, m), append(places, i)
		}
	}
	return must, places
}

// atPlaces makes faults of the n-th condition that was read name the place that
// it has in the body.
func atPlaces(err error, places []int) error {
	faults, ok := err.(criteria.Faults)
	if !ok {
		return err
	}
	out := slices.Clone(faults)
	for i := range out {
		rest, found := strings.CutPrefix(out[i].Name, "/must/")
		number, tail, _ := strings.Cut(rest, "/")
		n, err := strconv.Atoi(number)
		if !found || err != nil || n >= len(places) {
			continue
		}
		out[i].Name = "/must/" + strconv.Itoa(places[n])
		if tail != "" {
			out[i].Name += "/" + tail
		}
	}
	return out
}

func (q *searchQuestion) readLists(o *exchange.Object) {
	given, has := o.Raw("lists")
	for i, text := range o.Texts("lists") {
		if !isList(text) {
			o.Fault("lists", criteria.RuleBadValue, "item "+strconv.Itoa(i)+" that is no list", "meets, may_meet, fails")
			continue
		}
		q.Lists = append(q.Lists, registry.List(text))
	}
	switch {
	case !has:
		q.Lists = slices.Clone(registry.Lists)
	case string(given) == "[]":
		o.Fault("lists", criteria.RuleEmpty, "no list", "at least one of meets, may_meet, fails, or the member left out")
	}
}

func (q *searchQuestion) readFacets(o *exchange.Object) {
	for _, name := range o.Texts("facets") {
		if f, ok := registry.FieldByName(name); !ok || !f.Can(registry.Facet) {
			o.Fault("facets", criteria.RuleUnknownField, exchange.Printable(name), "a field with facet true in /api/v1/fields")
			continue
		}
		q.Facets = append(q.Facets, name)
	}
}

// readSort reads the keys one by one, because the text of several would split
// at commas inside them.
func (q *searchQuestion) readSort(o *exchange.Object) error {
	for _, text := range o.Texts("sortby") {
		keys, err := criteria.ParseSort(text, registry.Vocabulary())
		if err = o.Join("sortby", err); err != nil {
			return err
		}
		for _, key := range keys {
			if slices.ContainsFunc(q.Sort, func(k criteria.SortKey) bool { return k.Field == key.Field }) {
				o.Fault("sortby", criteria.RuleRepeated, key.Field+" twice", "each field once")
			}
			q.Sort = append(q.Sort, key)
		}
	}
	if len(q.Sort) > criteria.MaxSortKeys {
		o.Fault("sortby", criteria.RuleLimit, strconv.Itoa(len(q.Sort))+" fields", "at most "+strconv.Itoa(criteria.MaxSortKeys))
	}
	return nil
}

func (q *searchQuestion) readCursor(o *exchange.Object) error {
	text, ok := o.Text("cursor")
	if !ok {
		return nil
	}
	if len(q.Lists) != 1 {
		o.Fault("cursor", exchange.RuleConflict, "a cursor with "+strconv.Itoa(len(q.Lists))+" lists", "exactly one list")
	}
	if o.Err() != nil { // whether it fits can only be told of a question without faults
		return nil
	}
	cursor, err := criteria.DecodeCursor(text, q.Sort, q.hashes[q.Lists[0]], registry.Vocabulary())
	if err = o.Join("cursor", err); err != nil {
		return err
	}
	q.After = &cursor
	return nil
}

// key identifies the question to those who ask it at the same time.
func (q *searchQuestion) key(revision int64) string {
	parts := []string{strconv.FormatInt(revision, 10), strconv.Itoa(q.Limit), string(q.Outline)}
	for _, list := range q.Lists {
		parts = append(parts, string(list), q.hashes[list])
	}
	if q.After != nil {
		parts = append(parts, "after", q.After.String())
	}
	return flightKey(append(append(parts, "facets"), q.Facets...)...)
}

func (s *server) searchSites(c *exchange.Call, _ params) error {
	c.Query.Only()
	body, err := c.ReadObject(maxSearch)
	if err != nil {
		return err
	}
	body.Faults = append(c.Query.Faults, body.Faults...)
	q, err := readSearch(body)
	if err != nil {
		return err
	}
	stock, err := s.catalog.Stock(c.Context())
	if err != nil {
		return err
	}
	result, err := s.searches.Do(c.Context(), q.key(stock.Revision), func(ctx context.Context) (registry.Result, error) {
		return s.catalog.Search(ctx, q.SearchQuery)
	})
	if err != nil {
		return err
	}
	return c.Stream("", func(w *bufio.Writer) error { return writeResult(w, &result, &q) })
}

// writeResult writes the lists in the order of screens, and the facets.
func writeResult(w *bufio.Writer, result *registry.Result, q *searchQuestion) error {
	f := feature{w: w}
	_, _ = w.WriteString(`{"revision":`)
	f.int(result.Revision)
	_, _ = w.WriteString(`,"profile":`)
	f.value(q.profileUsed())
	_, _ = w.WriteString(`,"lists":{`)
	first := true
	for _, list := range registry.Lists {
		if !slices.Contains(q.Lists, list) {
			continue
		}
		if !first {
			_ = w.WriteByte(',')
		}
		first = false
		f.value(string(list))
		_ = w.WriteByte(':')
		f.page(result.Lists[list], q, list)
	}
	_, _ = w.WriteString(`},"facets":`)
	writeFacets(&f, result.Facets, q.Facets)
	_, err := w.WriteString("}\n")
	return err
}

// page writes one list: how many sites are in it, some of them, and where to
// read on.
func (f *feature) page(p registry.ListPage, q *searchQuestion, list registry.List) {
	_, _ = f.w.WriteString(`{"count":`)
	f.int(p.Count)
	_, _ = f.w.WriteString(`,"cursor":`)
	if p.Next == nil {
		_, _ = f.w.WriteString("null")
	} else {
		f.value(nextCursor(p.Next, q.hashes[list]))
	}
	_, _ = f.w.WriteString(`,"features":[`)
	for i := range p.Hits {
		if i > 0 {
			_ = f.w.WriteByte(',')
		}
		f.found(&p.Hits[i], q.scored(&p.Hits[i]))
	}
	_, _ = f.w.WriteString("]}")
}

// writeFacets writes the counts of the facets asked for, in that order, and
// each one's values by name.
func writeFacets(f *feature, facets map[string]map[string]int64, asked []string) {
	_ = f.w.WriteByte('{')
	for i, name := range asked {
		if i > 0 {
			_ = f.w.WriteByte(',')
		}
		f.value(name)
		_, _ = f.w.WriteString(":{")
		for j, value := range slices.Sorted(maps.Keys(facets[name])) {
			if j > 0 {
				_ = f.w.WriteByte(',')
			}
			f.value(value)
			_ = f.w.WriteByte(':')
			f.int(facets[name][value])
		}
		_ = f.w.WriteByte('}')
	}
	_ = f.w.WriteByte('}')
}
