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

// Search sorts the stock into the three lists and counts facets.
//
// Where the question names no order, meets is ordered by id, may_meet by the
// number of conditions that cannot be told, fails by the number of conditions
// that do not hold and then by how far they are from holding, each then by id.
// An order that is named holds in every list.
func (s *Store) Search(ctx context.Context, q registry.SearchQuery) (registry.Result, error) {
	sorting := newSorting(q)
	sql := sorting.statement()
	if sorting.err != nil {
		return registry.Result{}, sorting.err
	}
	var result registry.Result
	err := s.snapshot(ctx, "search sites", func(tx pgx.Tx, e *edition) error {
		result = registry.Result{Revision: e.revision, Lists: map[registry.List]registry.ListPage{}}
		rows, err := tx.Query(ctx, sql, sorting.args)
		if err != nil {
			return fmt.Errorf("sort sites into lists: %w", err)
		}
		parts, err := pgx.CollectRows(rows, pgx.RowToStructByPos[sortedPart])
		if err != nil {
			return fmt.Errorf("sort sites into lists: %w", err)
		}
		result.Facets = facetsOf(parts, q.Facets)
		counts, err := sorting.counts(ctx, tx, e, parts)
		if err != nil {
			return err
		}
		for _, list := range q.Lists {
			page, err := sorting.page(ctx, tx, e, list, parts)
			if err != nil {
				return err
			}
			page.Count = counts[list]
			result.Lists[list] = page
		}
		return nil
	})
	return result, err
}

// sortedPart is one row of search.sql: a count of sites, of one list or one
// value of a facet, or one site of a list and its place there.
type sortedPart struct {
	Part  string // "count", "facet <field>", or the name of a list
	Value *string
	N     int64
	ID    *int64
	Rank  *float64
}

// sorting makes the SQL of a search.
type sorting struct {
	*compiler
	q        registry.SearchQuery
	pushed   []bool            // by condition: every site kept fulfils it
	facets   []*registry.Field // each once
	others   map[string][]int  // by facet with conditions of its own: the other conditions
	withHits map[registry.List]bool
}

func newSorting(q registry.SearchQuery) *sorting {
	s := &sorting{compiler: newCompiler(), q: q, others: map[string][]int{}, withHits: map[registry.List]bool{}}
	for _, list := range q.Lists {
		s.withHits[list] = q.Limit > 0
	}
	for _, name := range q.Facets {
		f, ok := registry.FieldByName(name)
		if ok && !slices.Contains(s.facets, f) {
			s.facets = append(s.facets, f)
		}
	}
	own := make([]bool, len(q.Conditions)) // a facet is counted without the condition
	for _, f := range s.facets {
		var others []int
		for i, condition := range q.Conditions {
			if len(condition.Fields) == 1 && condition.Fields[0] == f.Name {
				own[i] = true
			} else {
				others = append(others, i)
			}
		}
		if len(others) < len(q.Conditions) {
			s.others[f.Name] = others
		}
	}
	s.pushed = make([]bool, len(q.Conditions))
	for i, condition := range q.Conditions {
		blurred := s.beyondMeets() && mayBeUnknown(condition.Expr)
		s.pushed[i] = !own[i] && !blurred && !s.withHits[registry.Fails]
	}
	return s
}

// statement fills search.sql. Sites that no part of the answer needs are left
// out as early as possible; those in fails are counted as the rest.
func (s *sorting) statement() string {
	var read, where []string
	for i, condition := range s.q.Conditions {
		sql := s.condition(condition.Expr)
		if s.pushed[i] {
			where = append(where, sql)
			continue
		}
		read = append(read, sql+" as c"+strconv.Itoa(i))
		if s.ranked(registry.Fails) {
			read = append(read, s.effort(condition.Expr)+"::float8 as e"+strconv.Itoa(i))
		}
	}
	var kept []string
	for _, f := range s.facets {
		read = append(read, s.name(f.Name)+" as f_"+f.Name)
		kept = append(kept, "r.f_"+f.Name)
		if others, has := s.others[f.Name]; has {
			kept = append(kept, s.all(others)+" as o_"+f.Name)
		}
	}
	if s.q.Limit > 0 {
		for _, f := range sortFields(s.q.Sort) {
			read = append(read, s.name(f.Name)+" as k_"+f.Name)
			kept = append(kept, "r.k_"+f.Name)
		}
	}
	return filled("search", map[string]string{
		"truth": s.truth(), "rank": s.rank(), "kept": listed(kept), "read": listed(read),
		"where": joinOr("true", where, " and "), "needed": s.needed(), "parts": s.parts(),
	})
}

// listed writes columns after others.
func listed(columns []string) string {
	if len(columns) == 0 {
		return ""
	}
	return ", " + strings.Join(columns, ", ")
}

func joinOr(none string, parts []string, joint string) string {
	if len(parts) == 0 {
		return none
	}
	return "(" + strings.Join(parts, joint) + ")"
}

// all joins conditions by their number; those pushed down hold anyway.
func (s *sorting) all(conditions []int) string {
	var parts []string
	for _, i := range conditions {
		if !s.pushed[i] {
			parts = append(parts, "r.c"+strconv.Itoa(i))
		}
	}
	return joinOr("true", parts, " and ")
}

func (s *sorting) truth() string {
	every := make([]int, len(s.q.Conditions))
	for i := range every {
		every[i] = i
	}
	return s.all(every)
}

// ranked reports whether sites of the list are ordered by their rank.
func (s *sorting) ranked(list registry.List) bool {
	return len(s.q.Sort) == 0 && list != registry.Meets && s.withHits[list]
}

// rank makes the number that orders may_meet and fails: of conditions that
// cannot be told; of those that do not hold, and less than one for their gaps.
func (s *sorting) rank() string {
	if !s.ranked(registry.MayMeet) && !s.ranked(registry.Fails) {
		return "0::float8"
	}
	var unknown, failed, efforts []string
	for i := range s.q.Conditions {
		if s.pushed[i] {
			continue
		}
		n := strconv.Itoa(i)
		unknown = append(unknown, "(r.c"+n+" is null)::int")
		failed = append(failed, "(r.c"+n+" is false)::int")
		efforts = append(efforts, "case when not r.c"+n+" then r.e"+n+" else 0 end")
	}
	sql := "case when " + s.truth() + " is null then " + joinOr("0", unknown, " + ") + "::float8"
	if s.ranked(registry.Fails) {
		sql += " when not " + s.truth() + " then " + joinOr("0", failed, " + ") + " + " +
			joinOr("0", efforts, " + ") + " / " + strconv.Itoa(len(s.q.Conditions)+1)
	}
	return sql + " else 0 end"
}

// beyondMeets reports whether the sites that may meet have to be told from
// those that fail: the latter are counted as the rest.
func (s *sorting) beyondMeets() bool {
	return slices.Contains(s.q.Lists, registry.MayMeet) || slices.Contains(s.q.Lists, registry.Fails)
}

// needed is what the answer needs of the sites read.
func (s *sorting) needed() string {
	if s.withHits[registry.Fails] {
		return "true"
	}
	parts := []string{s.truth()}
	if s.beyondMeets() {
		parts[0] += " is not false"
	}
	for _, f := range s.facets {
		if others, has := s.others[f.Name]; has {
			parts = append(parts, s.all(others))
		}
	}
	return joinOr("true", parts, " or ")
}

var membership = map[registry.List]string{
	registry.Meets: "a.truth", registry.MayMeet: "a.truth is null", registry.Fails: "not a.truth",
}

// parts makes what is read of the sites kept.
func (s *sorting) parts() string {
	parts := []string{"select 'count' as part, a.truth::text as value, count(*) as n, null::bigint as id, null::float8 as rank " +
		"from asked a group by a.truth"}
	for _, f := range s.facets {
		parts = append(parts, s.facet(f))
	}
	for _, list := range registry.Lists {
		if s.withHits[list] {
			parts = append(parts, s.hits(list))
		}
	}
	return strings.Join(parts, "\nunion all ")
}

// hits makes the first ids of a list, one more than asked for.
func (s *sorting) hits(list registry.List) string {
	outer := s.column
	s.column = func(name string) string {
		if name == idName {
			return "a.id"
		}
		return "a.k_" + name
	}
	defer func() { s.column = outer }()
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
	return "(select '" + string(list) + "', null, row_number() over (order by " + order + "), a.id, a.rank from asked a where " +
		membership[list] + " and " + after + " order by " + order + " limit @limit)"
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
	explained := newExplanation(s.q, list)
	found, err := explained.read(ctx, tx, each(parts, func(p sortedPart) int64 { return *p.ID }))
	if err != nil {
		return page, err
	}
	for i := range found {
		explained.explain(&found[i])
		page.Hits = append(page.Hits, found[i].Hit)
	}
	if more && len(found) > 0 {
		page.Next = found[len(found)-1].cursor(s.q.Sort, e.revision)
		page.Next.Rank = *parts[len(parts)-1].Rank
	}
	return page, nil
}
