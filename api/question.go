package api

import (
	"slices"
	"strconv"
	"time"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
)

// The sizes of pages.
const (
	mostSites  = 1000
	usualSites = 100
)

// siteParameters are the parameters of a page of sites beside its criteria.
var siteParameters = []string{"sortby", "limit", "cursor", "geometry", "as_of", "snapshot"}

// outlines lists the values of the parameter geometry, the usual one first.
var outlines = []string{string(registry.OutlineFull), string(registry.OutlinePoint), string(registry.OutlineNone)}

// pageQuestion is what a request for a page of sites asks.
type pageQuestion struct {
	registry.PageQuery
	asOf time.Time // zero for now
	hash string    // of the criteria, the order and as_of; cursors carry it
}

// readPageQuestion reads the parameters of a page. The error names every fault.
func (s *server) readPageQuestion(c *exchange.Call) (pageQuestion, error) {
	var q pageQuestion
	conditions, err := criteria.FromParams(c.Query.Values, siteParameters, registry.Vocabulary())
	if err = c.Query.Join(err); err != nil {
		return q, err
	}
	if len(conditions) > 0 {
		q.Criteria = conditions.Expr()
	}
	if text, ok := c.Query.Text("sortby"); ok {
		q.Sort, err = criteria.ParseSort(text, registry.Vocabulary())
		if err = c.Query.Join(err); err != nil {
			return q, err
		}
	}
	q.Limit = c.Query.Int("limit", 1, mostSites, usualSites)
	q.Outline = registry.Outline(c.Query.OneOf("geometry", outlines...))
	q.asOf = s.asOf(c)
	if text, ok := c.Query.Text("snapshot"); ok {
		if q.asOf, err = s.frozenAt(c, text); err != nil {
			return q, err
		}
	}
	if !q.asOf.IsZero() {
		q.pastOrder(c)
	}
	q.hash = criteria.Hash(q.Criteria, q.Sort, q.moment()...)
	// Whether a cursor fits can only be told of a question without faults.
	if text, ok := c.Query.Text("cursor"); ok && c.Query.Err() == nil {
		cursor, err := criteria.DecodeCursor(text, q.Sort, q.hash, registry.Vocabulary())
		if err = c.Query.Join(err); err != nil {
			return q, err
		}
		q.After = &cursor
	}
	return q, c.Query.Err()
}

// pastOrder sets the one order in which the past is read.
func (q *pageQuestion) pastOrder(c *exchange.Call) {
	byRef := []criteria.SortKey{{Field: "ref"}}
	if q.Sort != nil && !slices.Equal(q.Sort, byRef) {
		c.Query.Fault("sortby", criteria.RuleUnsupported, exchange.Printable(c.Query.Values.Get("sortby")), "ref, or nothing, together with as_of")
	}
	q.Sort = byRef
}

// moment gives what the question of another moment differs by.
func (q *pageQuestion) moment() []string {
	if q.asOf.IsZero() {
		return nil
	}
	return []string{"as of " + q.asOf.Format(time.RFC3339Nano)}
}

// key identifies the question to those who ask it at the same time.
func (q *pageQuestion) key(revision int64) string {
	after := ""
	if q.After != nil {
		after = q.After.String()
	}
	return flightKey(strconv.FormatInt(revision, 10), q.hash, strconv.Itoa(q.Limit), string(q.Outline), after)
}

// flightKey joins parts so that different parts give different keys.
func flightKey(parts ...string) string {
	var key []byte
	for _, part := range parts {
		key = strconv.AppendQuote(key, part)
	}
	return string(key)
}

// nextCursor encodes the place after a page of the question with the hash.
func nextCursor(next *criteria.Cursor, hash string) string {
	own := *next
	own.Hash = hash
	return own.String()
}

// isList reports whether the text names one of the three lists.
func isList(text string) bool { return slices.Contains(registry.Lists, registry.List(text)) }
