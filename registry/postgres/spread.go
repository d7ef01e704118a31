package postgres

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// Spread tells how the stock is spread over the values of fields.
func (s *Store) Spread(ctx context.Context, q registry.SpreadQuery) (registry.SpreadResult, error) {
	var result registry.SpreadResult
	err := s.snapshot(ctx, "spread sites", func(tx pgx.Tx, e *edition) error {
		result = registry.SpreadResult{Revision: e.revision, Spreads: []registry.Spread{}}
		spreading := &spreading{compiler: newCompiler(), q: q}
		for _, name := range q.Fields {
			f, ok := registry.FieldByName(name)
			if !ok || !f.Numeric() {
				return fmt.Errorf("no numbers in field %q", name)
			}
			rungs, err := e.ladder(ctx, tx, f)
			if err != nil {
				return err
			}
			spreading.fields = append(spreading.fields, f)
			spreading.rungs = append(spreading.rungs, spreading.withBounds(f, rungs))
		}
		return spreading.read(ctx, tx, &result)
	})
	return result, err
}

// ladder gives the rungs of a field, which are the same for one revision.
func (e *edition) ladder(ctx context.Context, tx pgx.Tx, f *registry.Field) ([]float64, error) {
	e.mu.Lock()
	rungs, known := e.ladders[f.Name]
	e.mu.Unlock()
	if known {
		return rungs, nil
	}
	sql := filled("ladder", map[string]string{"value": newCompiler().name(f.Name) + "::float8"})
	var least, most *float64
	if err := tx.QueryRow(ctx, sql).Scan(&least, &most); err != nil {
		return nil, fmt.Errorf("find the range of %s: %w", f.Name, err)
	}
	if least != nil && most != nil {
		rungs = f.Ladder(*least, *most)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.ladders == nil {
		e.ladders = map[string][]float64{}
	}
	e.ladders[f.Name] = rungs
	return rungs, nil
}

// spreading is the pass over the stock that fills spread.sql.
type spreading struct {
	*compiler
	q      registry.SpreadQuery
	fields []*registry.Field
	rungs  [][]float64 // by field
}

// withBounds adds what the conditions compare the field with, so that a slider
// can stand where it stands now.
func (s *spreading) withBounds(f *registry.Field, rungs []float64) []float64 {
	rungs = slices.Clone(rungs)
	for _, c := range s.q.Conditions {
		if property, bounds, ok := s.bounds(c.Expr); ok && property.Name == f.Name {
			rungs = append(rungs, bounds...)
		}
	}
	slices.Sort(rungs)
	return slices.Compact(rungs)
}

// statement fills spread.sql.
func (s *spreading) statement() string {
	var read, parts []string
	for i, c := range s.q.Conditions {
		read = append(read, s.condition(c.Expr)+" as c"+strconv.Itoa(i))
	}
	for k, f := range s.fields {
		read = append(read, s.name(f.Name)+"::float8 as v"+strconv.Itoa(k))
		parts = append(parts, s.part(k, f))
	}
	return filled("spread", map[string]string{"read": listed(read), "parts": strings.Join(parts, "\nunion all ")})
}

// part counts the sites by the value of one field.
func (s *spreading) part(k int, f *registry.Field) string {
	v := "a.v" + strconv.Itoa(k)
	var others []string
	for i, c := range s.q.Conditions {
		if len(c.Fields) != 1 || c.Fields[0] != f.Name {
			others = append(others, "a.c"+strconv.Itoa(i))
		}
	}
	none := v + " = 'infinity'::float8"
	if f.ZeroIsNone() {
		none += " or " + v + " = 0"
	}
	rungs := s.bind(s.rungs[k]) + "::float8[]"
	return "select " + strconv.Itoa(k) + " as field, " + joinOr("true", others, " and ") + " as truth, " +
		"case when " + v + " is null then 'unknown' when " + none + " then 'none' else 'known' end as state, " +
		"case when " + v + " is not null then width_bucket(" + v + ", " + rungs + ") end as bar, " +
		"coalesce(" + v + " = any(" + rungs + "), false) as at, count(*) as n from asked a group by 1, 2, 3, 4, 5"
}

// spreadPart is one row of spread.sql.
type spreadPart struct {
	Field int
	Truth *bool
	State string
	Bar   *int
	At    bool
	N     int64
}

func (s *spreading) read(ctx context.Context, tx pgx.Tx, result *registry.SpreadResult) error {
	for k, f := range s.fields {
		result.Spreads = append(result.Spreads, registry.NewSpread(f, s.rungs[k]))
	}
	if len(s.fields) == 0 {
		return nil
	}
	sql := s.statement()
	if s.err != nil {
		return s.err
	}
	rows, err := tx.Query(ctx, sql, s.args)
	if err != nil {
		return fmt.Errorf("spread sites: %w", err)
	}
	parts, err := pgx.CollectRows(rows, pgx.RowToStructByPos[spreadPart])
	if err != nil {
		return fmt.Errorf("spread sites: %w", err)
	}
	for _, p := range parts {
		spread := &result.Spreads[p.Field]
		switch {
		case p.State == "none":
			spread.None.Add(p.Truth, p.N)
		case p.Bar == nil:
			spread.Unknown.Add(p.Truth, p.N)
		default:
			bar := &spread.Bars[*p.Bar]
			bar.Add(p.Truth, p.N)
			if p.At {
				bar.At.Add(p.Truth, p.N)
			}
		}
	}
	return nil
}
