package postgres

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// faceting is the pass over the sites that meet that counts the values of
// facets: what fills facets.sql.
type faceting struct {
	*compiler
	q      registry.SearchQuery
	fields []*registry.Field // each once
	loose  []int             // the conditions that some facet is counted without
	sql    string
}

func newFaceting(q registry.SearchQuery) *faceting {
	s := &faceting{compiler: newCompiler(), q: q}
	for _, name := range q.Facets {
		f, ok := registry.FieldByName(name)
		switch {
		case !ok || !f.Can(registry.Facet):
			s.fail("no facet %q", name)
		case !slices.Contains(s.fields, f):
			s.fields = append(s.fields, f)
		}
	}
	for i := range q.Conditions {
		if slices.ContainsFunc(s.fields, func(f *registry.Field) bool { return s.isOwn(i, f.Name) }) {
			s.loose = append(s.loose, i)
		}
	}
	s.sql = s.statement()
	return s
}

// isOwn reports whether a facet of the field is counted without the condition.
func (s *faceting) isOwn(condition int, field string) bool {
	fields := s.q.Conditions[condition].Fields
	return len(fields) == 1 && fields[0] == field
}

// statement fills facets.sql. Conditions that no facet is counted without are
// part of WHERE; the loose ones are answered once for each site.
func (s *faceting) statement() string {
	var read, where []string
	for i, condition := range s.q.Conditions {
		sql := s.condition(condition.Expr)
		if slices.Contains(s.loose, i) {
			read = append(read, sql+" as c"+strconv.Itoa(i))
		} else {
			where = append(where, sql)
		}
	}
	needed := []string{s.under(s.loose)}
	counts := []string{"count(*) filter (where " + needed[0] + ")"}
	var values, sets []string
	for _, f := range s.fields {
		column := "f_" + f.Name
		read = append(read, s.name(f.Name)+" as "+column)
		values = append(values, "grouping(r."+column+") = 0", "r."+column)
		sets = append(sets, "(r."+column+")")
		if s.hasOwn(f) {
			others := s.under(s.others(f))
			needed = append(needed, others)
			counts = append(counts, "count(*) filter (where "+others+")")
		} else {
			counts = append(counts, "0")
		}
	}
	return filled("facets", map[string]string{
		"counts": strings.Join(counts, ", "), "values": listed(values), "read": strings.Join(read, ", "),
		"where": joinOr("true", where, " and "), "needed": joinOr("true", needed, " or "), "sets": listed(sets),
	})
}

// under joins the answers to loose conditions.
func (s *faceting) under(conditions []int) string {
	return joinOr("true", each(conditions, func(i int) string { return "r.c" + strconv.Itoa(i) }), " and ")
}

// others gives the loose conditions that the facet is counted under.
func (s *faceting) others(f *registry.Field) []int {
	return slices.DeleteFunc(slices.Clone(s.loose), func(i int) bool { return s.isOwn(i, f.Name) })
}

func (s *faceting) hasOwn(f *registry.Field) bool { return len(s.others(f)) < len(s.loose) }

// read counts the facets. Those of the whole stock are counted once for a
// revision.
func (s *faceting) read(ctx context.Context, tx pgx.Tx, e *edition) (map[string]map[string]int64, error) {
	if len(s.q.Conditions) == 0 {
		if known := e.knownFacets(s.q.Facets); known != nil {
			return known, nil
		}
	}
	rows, err := tx.Query(ctx, s.sql, s.args)
	if err != nil {
		return nil, fmt.Errorf("count facets: %w", err)
	}
	defer rows.Close()
	facets := make(map[string]map[string]int64, len(s.fields))
	for _, f := range s.fields {
		facets[f.Name] = map[string]int64{}
	}
	for rows.Next() {
		columns, err := rows.Values()
		if err != nil {
			return nil, fmt.Errorf("read facets: %w", err)
		}
		s.gather(columns, facets)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("count facets: %w", err)
	}
	if len(s.q.Conditions) == 0 {
		e.keepFacets(facets)
	}
	return facets, nil
}

// gather adds one group to its facet. Its columns are the count under all
// conditions, one count for each facet, then for each facet whether the group is
// of it, and the value.
func (s *faceting) gather(columns []any, facets map[string]map[string]int64) {
	n := len(s.fields)
	for i, f := range s.fields {
		if one, _ := columns[1+n+2*i].(bool); !one {
			continue
		}
		count, _ := columns[0].(int64)
		if s.hasOwn(f) {
			count, _ = columns[1+i].(int64)
		}
		if count == 0 {
			return
		}
		for _, value := range facetValues(columns[2+n+2*i]) {
			facets[f.Name][value] += count
		}
		return
	}
}

// facetValues gives the names that a value is counted under: each code of a
// set, "" for unknown.
func facetValues(value any) []string {
	switch v := value.(type) {
	case nil:
		return []string{""}
	case []any:
		if len(v) == 0 {
			return []string{""}
		}
		return each(v, func(code any) string { return fmt.Sprint(code) })
	}
	return []string{fmt.Sprint(value)}
}

// knownFacets gives the facets of the whole stock where all of them are known.
func (e *edition) knownFacets(names []string) map[string]map[string]int64 {
	e.mu.Lock()
	defer e.mu.Unlock()
	facets := make(map[string]map[string]int64, len(names))
	for _, name := range names {
		known, ok := e.facets[name]
		if !ok {
			return nil
		}
		facets[name] = maps.Clone(known)
	}
	return facets
}

func (e *edition) keepFacets(facets map[string]map[string]int64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.facets == nil {
		e.facets = map[string]map[string]int64{}
	}
	for name, counts := range facets {
		e.facets[name] = maps.Clone(counts)
	}
}
