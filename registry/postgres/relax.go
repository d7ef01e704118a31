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

// The most that an answer on relaxations looks at and tells.
const (
	nearRungs       = 12
	mostRelaxations = 12
)

// Relax tells which conditions keep out most sites by themselves, and how many
// come in where one is loosened a step or two, allows one more code, or is given
// up; and which single facts would decide of sites.
func (s *Store) Relax(ctx context.Context, q registry.RelaxQuery) (registry.RelaxResult, error) {
	result := registry.RelaxResult{Relaxations: []registry.Relaxation{}, Askings: []registry.Asking{}}
	err := s.snapshot(ctx, "relax a question", func(tx pgx.Tx, e *edition) error {
		result.Revision = e.revision
		r := &relaxing{compiler: newCompiler(), q: q, parts: map[int]*loosened{}}
		if err := r.prepare(ctx, tx, e); err != nil {
			return err
		}
		return r.read(ctx, tx, &result)
	})
	return result, err
}

// loosened is a condition with what it can be loosened to, and the sites that
// this lets in.
type loosened struct {
	registry.Loosable
	rungs [][]float64 // by bound, the nearest first
	gains [][]int64   // by bound and rung, of that rung alone
	codes map[string]int64
	all   int64
	asked int64
}

// relaxing is the pass over the stock that fills relax.sql.
type relaxing struct {
	*compiler
	q     registry.RelaxQuery
	parts map[int]*loosened // by condition
}

func (r *relaxing) prepare(ctx context.Context, tx pgx.Tx, e *edition) error {
	for i, c := range r.q.Conditions {
		l, ok := registry.LoosableOf(c)
		if !ok {
			continue
		}
		p := &loosened{Loosable: l, codes: map[string]int64{}}
		for _, b := range l.Bounds {
			ladder, err := e.ladder(ctx, tx, l.Field)
			if err != nil {
				return err
			}
			rungs := b.Looser(ladder, nearRungs)
			p.rungs, p.gains = append(p.rungs, rungs), append(p.gains, make([]int64, len(rungs)))
		}
		r.parts[i] = p
	}
	return nil
}

// statement fills relax.sql.
func (r *relaxing) statement() string {
	var read, failed, unknown, parts []string
	measured := map[string]bool{}
	for i, c := range r.q.Conditions {
		n := strconv.Itoa(i)
		read = append(read, r.condition(c.Expr)+" as c"+n)
		failed, unknown = append(failed, "(r.c"+n+" is false)::int"), append(unknown, "(r.c"+n+" is null)::int")
		p := r.parts[i]
		if p == nil {
			continue
		}
		if (len(p.Bounds) > 0 || len(p.Codes) > 0) && !measured[p.Field.Name] {
			measured[p.Field.Name] = true
			read = append(read, r.name(p.Field.Name)+" as v_"+p.Field.Name)
		}
		parts = append(parts, r.part(i, p)...)
	}
	return filled("relax", map[string]string{
		"read": listed(read), "failed": joinOr("0", failed, " + "), "unknown": joinOr("0", unknown, " + "),
		"parts": strings.Join(parts, ""),
	})
}

// part counts what one condition alone keeps out.
func (r *relaxing) part(i int, p *loosened) []string {
	n := strconv.Itoa(i)
	counted := func(what, value, from, where, group string) string {
		return "\nunion all select " + n + ", '" + what + "', " + value + ", count(*) from " + from + " where " + where + group
	}
	alone := "a.failed = 1 and a.unknown = 0 and a.c" + n + " is false"
	out := []string{
		counted("ask", "null::text", "asked a", "a.failed = 0 and a.unknown = 1 and a.c"+n+" is null", ""),
		counted("all", "null::text", "asked a", alone, ""),
	}
	for b, bound := range p.Bounds {
		if len(p.rungs[b]) == 0 {
			continue
		}
		// A looser bound lets in what lies between: at most x is at least −x of −v.
		v, sign := "a.v_"+p.Field.Name+"::float8", 1.0
		if bound.Op == "<=" {
			v, sign = "-"+v, -1
		}
		thresholds := each(p.rungs[b], func(x float64) float64 { return sign * x })
		slices.Sort(thresholds)
		// Failing the other end of the same condition is no matter of this one.
		within := " and a.v_" + p.Field.Name + "::float8 " + map[string]string{">=": "<", "<=": ">"}[bound.Op] + "= " + r.bind(bound.X) + "::float8"
		out = append(out, counted("rung"+strconv.Itoa(b), "width_bucket("+v+", "+r.bind(thresholds)+"::float8[])::text", "asked a", alone+within, " group by 3"))
	}
	switch {
	case len(p.Codes) == 0:
	case p.Field.Type == registry.TypeCodes:
		out = append(out, counted("code", "code", "asked a, unnest(a.v_"+p.Field.Name+") code", alone, " group by 3"))
	default:
		out = append(out, counted("code", "a.v_"+p.Field.Name+"::text", "asked a", alone, " group by 3"))
	}
	return out
}

// relaxPart is one row of relax.sql.
type relaxPart struct {
	Condition int
	What      string
	Value     *string
	N         int64
}

func (r *relaxing) read(ctx context.Context, tx pgx.Tx, result *registry.RelaxResult) error {
	sql := r.statement()
	if r.err != nil {
		return r.err
	}
	rows, err := tx.Query(ctx, sql, r.args)
	if err != nil {
		return fmt.Errorf("relax a question: %w", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[relaxPart])
	if err != nil {
		return fmt.Errorf("relax a question: %w", err)
	}
	for _, row := range list {
		if row.What == "meets" {
			result.Meets = row.N
			continue
		}
		r.parts[row.Condition].take(row)
	}
	r.choose(result)
	return nil
}

// take notes one count.
func (p *loosened) take(row relaxPart) {
	switch {
	case row.What == "ask":
		p.asked = row.N
	case row.What == "all":
		p.all = row.N
	case row.Value == nil:
	case row.What == "code":
		p.codes[*row.Value] = row.N
	default:
		b, _ := strconv.Atoi(strings.TrimPrefix(row.What, "rung"))
		bucket, _ := strconv.Atoi(*row.Value)
		if bucket > 0 { // what is beyond the farthest rung comes in nowhere
			p.gains[b][len(p.rungs[b])-bucket] += row.N
		}
	}
}

// choose makes the answer of the counts.
func (r *relaxing) choose(result *registry.RelaxResult) {
	for i := range r.q.Conditions {
		p := r.parts[i]
		if p == nil {
			continue
		}
		if p.asked > 0 && p.Field != nil {
			result.Askings = append(result.Askings, registry.Asking{Field: p.Field.Name, Sites: p.asked})
		}
		if i < r.q.Fixed {
			continue
		}
		for b, bound := range p.Bounds {
			sum := int64(0)
			for j := range p.gains[b] {
				sum += p.gains[b][j]
				p.gains[b][j] = sum
			}
			result.Relaxations = append(result.Relaxations, bound.Choose(&p.Loosable, p.rungs[b], p.gains[b])...)
		}
		best := ""
		for _, code := range slices.Sorted(maps.Keys(p.codes)) {
			if !slices.Contains(p.Codes, code) && (best == "" || p.codes[code] > p.codes[best]) {
				best = code
			}
		}
		if best != "" {
			result.Relaxations = append(result.Relaxations, p.Besides(best, p.codes[best]))
		}
		if gain := p.all + p.asked; gain > 0 { // who asks nothing lets in what is unknown, too
			result.Relaxations = append(result.Relaxations, p.GivenUp(gain))
		}
	}
	registry.Order(result.Relaxations)
	result.Relaxations = result.Relaxations[:min(len(result.Relaxations), mostRelaxations)]
	slices.SortStableFunc(result.Askings, func(a, b registry.Asking) int { return int(b.Sites - a.Sites) })
}
