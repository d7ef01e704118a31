package postgres

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// Statistics gives the figures of the sites that the principal may read.
func (s *Store) Statistics(ctx context.Context, p registry.Principal, q registry.StatisticsQuery) (registry.Statistics, error) {
	out := registry.Statistics{Day: s.today(), Lifecycles: map[string]int64{}}
	if !p.CanSomewhere(registry.ReadSite) {
		return out, p.Authorize(registry.ReadSite)
	}
	within, everywhere := p.Within(registry.ReadSite)
	c := &counting{store: s, query: q, out: &out, scope: pgx.StrictNamedArgs{"everywhere": everywhere, "within": orEmpty(within),
		"territory": q.Territory, "steward": q.Steward}}
	err := pgx.BeginTxFunc(ctx, s.read, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		c.tx = tx
		for _, step := range []func(context.Context) error{c.whole, c.territories, c.stewards, c.oldest, c.fields, c.lifecycles} {
			if err := step(ctx); err != nil {
				return err
			}
		}
		return c.findings(ctx, p)
	})
	return out, s.fault("count the stock", err)
}

// counting is one answer on its way.
type counting struct {
	store *Store
	tx    pgx.Tx
	query registry.StatisticsQuery
	scope pgx.StrictNamedArgs
	out   *registry.Statistics
}

// args gives those of the scope that the statement has, and more.
func (c *counting) args(sql string, more pgx.StrictNamedArgs) pgx.StrictNamedArgs {
	args := pgx.StrictNamedArgs{}
	for _, name := range argumentsIn(sql) {
		if value, known := more[name]; known {
			args[name] = value
		} else {
			args[name] = c.scope[name]
		}
	}
	return args
}

// each reads the rows of a statement.
func (c *counting) each(ctx context.Context, name string, more pgx.StrictNamedArgs, columns []any, take func() error) error {
	sql := statement(name)
	rows, err := c.tx.Query(ctx, sql, c.args(sql, more))
	if err != nil {
		return err
	}
	_, err = pgx.ForEachRow(rows, columns, take)
	return err
}

func freshnessColumns(f *registry.FreshnessCount) []any {
	return []any{&f.Sites, &f.Fresh, &f.Due, &f.Stale, &f.Expired, &f.Unknown}
}

func (c *counting) whole(ctx context.Context) error {
	clocks, err := c.store.clocksOf(ctx, c.tx)
	if err != nil {
		return err
	}
	var stale, completed, readiness []int64
	columns := append(freshnessColumns(&c.out.Freshness), &stale, &completed, &readiness)
	err = c.each(ctx, "stat_whole", pgx.StrictNamedArgs{"clocks": registry.ClockNames}, columns, func() error { return nil })
	if err != nil {
		return err
	}
	c.out.Published = c.out.Freshness.Sites
	copy(c.out.Completed[:], completed)
	copy(c.out.Readiness[:], readiness)
	for i, name := range registry.ClockNames {
		days, own := clocks[name]
		if !own {
			days = registry.Clocks[name]
		}
		c.out.Clocks = append(c.out.Clocks, registry.ClockQuality{Clock: name, Days: days, Stale: stale[i]})
	}
	return nil
}

func (c *counting) territories(ctx context.Context) error {
	var t registry.TerritoryQuality
	columns := append([]any{&t.Code, &t.Level, &t.Names, &t.Children}, freshnessColumns(&t.FreshnessCount)...)
	return c.each(ctx, "stat_territories", nil, columns, func() error {
		c.out.Territories = append(c.out.Territories, t)
		t.Names = nil
		return nil
	})
}

func (c *counting) stewards(ctx context.Context) error {
	var s registry.StewardQuality
	columns := append([]any{&s.ID, &s.Name}, freshnessColumns(&s.FreshnessCount)...)
	return c.each(ctx, "stat_stewards", nil, columns, func() error {
		c.out.Stewards = append(c.out.Stewards, s)
		return nil
	})
}

func (c *counting) oldest(ctx context.Context) error {
	var o registry.OldSite
	var checked *time.Time
	return c.each(ctx, "stat_oldest", nil, []any{&o.Ref, &o.Names, &checked, &o.Freshness, &o.Stale, &o.Steward}, func() error {
		one := o
		if checked != nil {
			one.CheckedOn = registry.DateOf(*checked)
		}
		c.out.Oldest = append(c.out.Oldest, one)
		o.Names, o.Stale = nil, nil
		return nil
	})
}

func (c *counting) fields(ctx context.Context) error {
	fields := registry.CompletenessFields()
	counts := make([]string, len(fields))
	for i, f := range fields {
		counts[i] = fmt.Sprintf(`count(p."%s")`, f.Name) // a name of the table of fields
	}
	sql := filled("stat_fields", map[string]string{"counts": strings.Join(counts, ", ")})
	var known []int64
	if err := c.tx.QueryRow(ctx, sql, c.args(sql, nil)).Scan(&known); err != nil {
		return err
	}
	for i, f := range fields {
		c.out.Fields = append(c.out.Fields, registry.FieldQuality{Field: f.Name, Known: known[i]})
	}
	return nil
}

func (c *counting) lifecycles(ctx context.Context) error {
	var lifecycle string
	var n int64
	return c.each(ctx, "stat_lifecycles", nil, []any{&lifecycle, &n}, func() error {
		c.out.Lifecycles[lifecycle] = n
		return nil
	})
}

// findings tells what the rules found, where the principal may read that. Over
// time it is not told by steward: who looked after a site then is not kept.
func (c *counting) findings(ctx context.Context, p registry.Principal) error {
	if !p.CanSomewhere(registry.ReadFindings) {
		return nil
	}
	within, everywhere := p.Within(registry.ReadFindings)
	scope := pgx.StrictNamedArgs{"everywhere": everywhere, "within": orEmpty(within), "since": c.query.Since.Time}
	var f registry.FindingCount
	err := c.each(ctx, "stat_findings", scope, []any{&f.Rule, &f.Severity, &f.Open, &f.Waived}, func() error {
		c.out.Findings = append(c.out.Findings, f)
		return nil
	})
	if err != nil {
		return err
	}
	var checked *time.Time
	if err := c.tx.QueryRow(ctx, statement("stat_checked")).Scan(&checked); err != nil {
		return err
	}
	if checked != nil {
		c.out.CheckedAt = checked.UTC()
	}
	if c.query.Steward != "" {
		return nil
	}
	var d registry.FindingDay
	return c.each(ctx, "stat_days", scope, []any{&d.Day.Time, &d.Rule, &d.Severity, &d.Open, &d.Waived, &d.Sites}, func() error {
		c.out.Days = append(c.out.Days, d)
		return nil
	})
}
