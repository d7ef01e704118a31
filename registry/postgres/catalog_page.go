package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// Page gives one page of the sites that meet the question, ordered by the keys
// and the id, unknown values last.
func (s *Store) Page(ctx context.Context, q registry.PageQuery) (registry.Page, error) {
	m, err := newMeeting(q, false)
	if err != nil {
		return registry.Page{}, err
	}
	var page registry.Page
	err = s.snapshot(ctx, "read a page of sites", func(tx pgx.Tx, e *edition) error {
		list, err := m.read(ctx, tx, e)
		page = registry.Page{Revision: e.revision, Matched: list.Count, Hits: list.Hits, Next: list.Next}
		if err != nil || len(q.Prefer) == 0 && len(q.Law) == 0 {
			return err
		}
		return explainPage(ctx, tx, q, page.Hits)
	})
	return page, err
}

// explainPage has the hits of a page say what is known of the preferences and
// what the law says of them.
func explainPage(ctx context.Context, tx pgx.Tx, q registry.PageQuery, hits []registry.Hit) error {
	ask := registry.SearchQuery{Conditions: q.Law, Prefer: q.Prefer, Outline: registry.OutlineNone}
	found, err := newExplanation(ask, registry.Fails).sites(ctx, tx, each(hits, func(h registry.Hit) int64 { return h.ID }))
	if err != nil {
		return err
	}
	for i := range found {
		hits[i].Missing, hits[i].Failures, hits[i].Preferred = found[i].Missing, found[i].Failures, found[i].Preferred
	}
	return nil
}

// meeting reads the sites that meet a question: a page of them, and how many
// there are.
type meeting struct {
	q       registry.PageQuery
	reader  hitReader
	plain   *compiler // of page.sql
	page    string
	counter *compiler // of page_counted.sql
	counted string
}

func newMeeting(q registry.PageQuery, withBox bool) (*meeting, error) {
	m := &meeting{q: q, plain: newCompiler(), counter: newCompiler()}
	m.reader = hitReader{withBox: withBox, fields: sortFields(q.Sort)}
	m.page = m.plain.page(q, m.more(m.plain))
	m.counted = m.counter.pageCounted(q, m.more(m.counter))
	if m.plain.err != nil {
		return nil, m.plain.err
	}
	return m, m.counter.err
}

// more names the columns that the reader reads beside those of every hit.
func (m *meeting) more(c *compiler) string {
	if m.reader.withBox {
		return boxSQL + c.columns(m.reader.fields)
	}
	return c.columns(m.reader.fields)
}

// boxSQL gives the corners of a hit's box, exact as its coordinates are.
const boxSQL = ", array[ST_XMin(s.geom), ST_YMin(s.geom), ST_XMax(s.geom), ST_YMax(s.geom)]"

// page fills page.sql. It asks for one site more than shown, to know whether
// there is a next page.
func (c *compiler) page(q registry.PageQuery, more string) string {
	c.set("limit", q.Limit+1)
	c.set("offset", q.Offset)
	return filled("page", map[string]string{
		"geometry": outlineSQL(q.Outline, q.Frame), "more": more,
		"where": c.condition(q.Criteria), "after": c.after(q.After), "order": c.order(q.Sort),
	})
}

// pageCounted fills page_counted.sql.
func (c *compiler) pageCounted(q registry.PageQuery, more string) string {
	c.set("limit", q.Limit+1)
	pieces := map[string]string{
		"geometry": outlineSQL(q.Outline, q.Frame), "more": more, "where": c.condition(q.Criteria), "keys": c.keys(q.Sort),
	}
	c.column = sorted
	pieces["order"] = c.order(q.Sort)
	c.column = nil
	return filled("page_counted", pieces)
}

// read reads the page and the number of all. The first page of a question that
// nobody has counted yet is read and counted at once.
func (m *meeting) read(ctx context.Context, tx pgx.Tx, e *edition) (registry.ListPage, error) {
	list := registry.ListPage{Hits: []registry.Hit{}}
	_, known := e.knownCount(m.q.Criteria)
	if !known && m.q.After == nil && m.q.Offset == 0 && m.q.Limit > 0 && !isEverything(m.q.Criteria) {
		reader := m.reader
		reader.extra = 1
		found, err := reader.read(ctx, tx, m.counted, m.counter.args)
		if err != nil {
			return list, err
		}
		if len(found) > 0 {
			list.Count, _ = found[0].extra[0].(int64)
		}
		e.keepCount(m.q.Criteria, list.Count)
		m.show(&list, found, e)
		return list, nil
	}
	var err error
	if list.Count, err = e.count(ctx, tx, m.q.Criteria); err != nil || m.q.Limit == 0 {
		return list, err
	}
	found, err := m.reader.read(ctx, tx, m.page, m.plain.args)
	if err != nil {
		return list, err
	}
	m.show(&list, found, e)
	return list, nil
}

// show puts the sites found on the page, and the place where the next begins.
func (m *meeting) show(list *registry.ListPage, found []foundSite, e *edition) {
	if len(found) > m.q.Limit {
		found = found[:m.q.Limit]
		list.Next = found[m.q.Limit-1].cursor(m.q.Sort, e.revision)
	}
	list.Hits = each(found, func(f foundSite) registry.Hit { return f.Hit })
}
