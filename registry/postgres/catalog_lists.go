package postgres

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// sorting is the pass over the stock that tells the three lists apart: what
// fills lists.sql.
type sorting struct {
	*compiler
	q        registry.SearchQuery
	pushed   []bool // by condition: it is part of WHERE, so every site read fulfils it
	withHits map[registry.List]bool
	sql      string
}

func newSorting(q registry.SearchQuery) *sorting {
	s := &sorting{compiler: newCompiler(), q: q, withHits: map[registry.List]bool{}}
	for _, list := range q.Lists {
		s.withHits[list] = q.Limit > 0
	}
	for _, condition := range q.Conditions {
		s.pushed = append(s.pushed, !s.withHits[registry.Fails] && !mayBeUnknown(condition.Expr))
	}
	s.sql = s.statement()
	return s
}

// statement fills lists.sql. Sites that fail are read only where they are shown;
// else they are counted as the rest.
func (s *sorting) statement() string {
	var read, where, kept []string
	for i, condition := range s.q.Conditions {
		sql := s.condition(condition.Expr)
		if s.pushed[i] {
			where = append(where, sql)
			continue
		}
		read = append(read, sql+" as c"+strconv.Itoa(i))
	}
	read = append(read, s.values(s.q.Prefer)...)
	if s.ranked(registry.Fails) && len(s.q.Prefer) == 0 {
		for _, f := range s.measured() {
			read = append(read, s.name(f)+" as v_"+f)
		}
	}
	keys := ""
	if s.q.Limit > 0 {
		keys = s.keys(s.q.Sort)
		kept = each(sortFields(s.q.Sort), func(f *registry.Field) string { return "r.k_" + f.Name })
	}
	needed := s.truth() + " is not false"
	if s.withHits[registry.Fails] {
		needed = "true"
	}
	return filled("lists", map[string]string{
		"truth": s.truth(), "rank": s.rank(), "kept": listed(kept), "read": listed(read) + keys,
		"where": joinOr("true", where, " and "), "needed": needed, "parts": s.parts(),
	})
}

// listed writes columns after others.
func listed(columns []string) string {
	if len(columns) == 0 {
		return ""
	}
	return ", " + strings.Join(columns, ", ")
}

// joinOr joins the parts in parentheses, or gives what none of them are.
func joinOr(none string, parts []string, joint string) string {
	if len(parts) == 0 {
		return none
	}
	return "(" + strings.Join(parts, joint) + ")"
}

// truth joins the answers to the conditions; those pushed down hold anyway.
func (s *sorting) truth() string {
	var parts []string
	for i := range s.q.Conditions {
		if !s.pushed[i] {
			parts = append(parts, "r.c"+strconv.Itoa(i))
		}
	}
	return joinOr("true", parts, " and ")
}

// ranked reports whether sites of the list are shown in the order of their
// rank: that of their scores where there are preferences.
func (s *sorting) ranked(list registry.List) bool {
	return len(s.q.Sort) == 0 && (list != registry.Meets || len(s.q.Prefer) > 0) && s.withHits[list]
}

// rank makes the number that orders the lists: the guaranteed score, where
// there are preferences; else, of may_meet and fails, of conditions that cannot be told; of those that do not hold, and less than one for their gaps.
func (s *sorting) rank() string {
	if len(s.q.Prefer) > 0 {
		return lowest(s.q.Prefer)
	}
	if !s.ranked(registry.MayMeet) && !s.ranked(registry.Fails) {
		return "0::float8"
	}
	s.column = func(name string) string { return "r.v_" + name }
	defer func() { s.column = nil }()
	var unknown, failed, efforts []string
	for i, condition := range s.q.Conditions {
		if s.pushed[i] {
			continue
		}
		n := strconv.Itoa(i)
		unknown = append(unknown, "(r.c"+n+" is null)::int")
		failed = append(failed, "(r.c"+n+" is false)::int")
		if s.ranked(registry.Fails) {
			efforts = append(efforts, "case when r.c"+n+" is false then "+s.effort(condition.Expr)+" else 0 end")
		}
	}
	sql := "case when " + s.truth() + " is null then " + joinOr("0", unknown, " + ") + "::float8"
	if s.ranked(registry.Fails) {
		sql += " when not " + s.truth() + " then " + joinOr("0", failed, " + ") + " + " +
			joinOr("0", efforts, " + ") + " / " + strconv.Itoa(len(s.q.Conditions)+1)
	}
	return sql + " else 0 end"
}

// measured gives the fields whose gaps are part of the rank, each once.
func (s *sorting) measured() []string {
	var names []string
	for i, condition := range s.q.Conditions {
		if p, _, ok := s.bounds(condition.Expr); ok && !s.pushed[i] && !slices.Contains(names, p.Name) {
			names = append(names, p.Name)
		}
	}
	return names
}

// sortedPart is one row of lists.sql: the size of a list, or one site of a list
// and its place there.
type sortedPart struct {
	Part  string // "count", or the name of a list
	Value *string
	N     int64
	ID    *int64
	Rank  *float64
}

var membership = map[registry.List]string{
	registry.Meets: "a.truth", registry.MayMeet: "a.truth is null", registry.Fails: "not a.truth",
}

// parts makes what is read of the sites sorted.
func (s *sorting) parts() string {
	parts := []string{"select 'count' as part, a.truth::text as value, count(*) as n, null::bigint as id, null::float8 as rank " +
		"from asked a group by a.truth"}
	for _, list := range registry.Lists {
		if s.withHits[list] {
			parts = append(parts, s.hits(list))
		}
	}
	return strings.Join(parts, "\nunion all ")
}

// hits makes the first ids of a list, one more than asked for.
func (s *sorting) hits(list registry.List) string {
	s.column = sorted
	defer func() { s.column = nil }()
	var order, after string
	switch cursor := s.q.After; {
	case !s.ranked(list):
		order, after = s.order(s.q.Sort), s.after(cursor)
	case cursor == nil:
		order, after = "a.rank, a.id", "true"
	default:
		rank := s.bind(cursor.Rank) + "::float8"
		order, after = "a.rank, a.id", "(a.rank > "+rank+" or a.rank = "+rank+" and a.id > "+s.bind(cursor.ID)+"::bigint)"
	}
	s.set("limit", s.q.Limit+1)
	// The rows are numbered when few are left: to number them all is to sort them all.
	return "select '" + string(list) + "', null, row_number() over (order by " + order + "), a.id, a.rank from (select a.* from asked a where " +
		membership[list] + " and " + after + " order by " + order + " limit @limit) a"
}

// read fills the lists of the result.
func (s *sorting) read(ctx context.Context, tx pgx.Tx, e *edition, result *registry.Result) error {
	rows, err := tx.Query(ctx, s.sql, s.args)
	if err != nil {
		return fmt.Errorf("sort sites into lists: %w", err)
	}
	parts, err := pgx.CollectRows(rows, pgx.RowToStructByPos[sortedPart])
	if err != nil {
		return fmt.Errorf("sort sites into lists: %w", err)
	}
	counts, err := s.counts(ctx, tx, e, parts)
	if err != nil {
		return err
	}
	for _, list := range s.q.Lists {
		page, err := s.page(ctx, tx, e, list, parts)
		if err != nil {
			return err
		}
		page.Count = counts[list]
		result.Lists[list] = page
	}
	return nil
}

// counts reads the size of each list.
func (s *sorting) counts(ctx context.Context, tx pgx.Tx, e *edition, parts []sortedPart) (map[registry.List]int64, error) {
	counts := map[registry.List]int64{}
	for _, p := range parts {
		switch {
		case p.Part != "count":
		case p.Value == nil:
			counts[registry.MayMeet] = p.N
		case *p.Value == "true":
			counts[registry.Meets] = p.N
		default:
			counts[registry.Fails] = p.N
		}
	}
	if slices.Contains(s.q.Lists, registry.Fails) && !s.withHits[registry.Fails] {
		stock, err := e.state(ctx, tx)
		if err != nil {
			return nil, err
		}
		counts[registry.Fails] = stock.Sites - counts[registry.Meets] - counts[registry.MayMeet]
	}
	return counts, nil
}

// page reads what is shown of a list's first sites, and why they are in it.
func (s *sorting) page(ctx context.Context, tx pgx.Tx, e *edition, list registry.List, parts []sortedPart) (registry.ListPage, error) {
	page := registry.ListPage{Hits: []registry.Hit{}}
	parts = slices.DeleteFunc(slices.Clone(parts), func(p sortedPart) bool { return p.Part != string(list) || p.ID == nil })
	slices.SortFunc(parts, func(a, b sortedPart) int { return cmp.Compare(a.N, b.N) })
	more := len(parts) > s.q.Limit
	parts = parts[:min(len(parts), s.q.Limit)]
	if len(parts) == 0 {
		return page, nil
	}
	found, err := newExplanation(s.q, list).sites(ctx, tx, each(parts, func(p sortedPart) int64 { return *p.ID }))
	if err != nil {
		return page, err
	}
	page.Hits = each(found, func(f foundSite) registry.Hit { return f.Hit })
	if more && len(found) > 0 {
		page.Next = found[len(found)-1].cursor(s.q.Sort, e.revision)
		page.Next.Rank = *parts[len(parts)-1].Rank
	}
	return page, nil
}
