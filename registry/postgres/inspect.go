package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

var _ registry.Inspection = (*Store)(nil)

// inspected is how many records are read, and staged, at once.
const inspected = 2000

// CheckStock stages every record that is kept as a change would, and has the
// same rules look at them.
func (s *Store) CheckStock(ctx context.Context, p registry.Principal) (registry.StockCheck, error) {
	if err := p.Authorize(registry.ReadFindings); err != nil {
		return registry.StockCheck{}, err
	}
	return s.checkStock(ctx, p.ID, func(context.Context, pgx.Tx, int64) error { return nil })
}

// checkStock is CheckStock, and tells finish in the same transaction how many
// records it looked at.
func (s *Store) checkStock(ctx context.Context, actor string, finish finish) (registry.StockCheck, error) {
	i := &inspecting{appending: appending{store: s, actor: actor, code: deskSource.Code, day: s.today(), whole: true}}
	i.further = i.argument
	err := pgx.BeginTxFunc(ctx, s.write, pgx.TxOptions{IsoLevel: pgx.RepeatableRead}, func(tx pgx.Tx) error {
		i.tx = tx
		if err := i.all(ctx); err != nil {
			return err
		}
		return finish(ctx, tx, i.read)
	})
	if errors.Is(err, registry.ErrConflict) {
		return i.result, err
	}
	return i.result, s.fault("check the stock", err)
}

// inspecting is one check of the stock on its way.
type inspecting struct {
	appending
	after    int64  // the site that was read last
	standing string // and which of its records
	result   registry.StockCheck
}

func (i *inspecting) all(ctx context.Context) error {
	var alone bool
	if err := i.tx.QueryRow(ctx, statement("inspect_begin"), pgx.StrictNamedArgs{"lock_space": lockImports}).Scan(&alone, &i.at); err != nil {
		return err
	}
	if !alone {
		return fmt.Errorf("another check of the stock is running: %w", registry.ErrConflict)
	}
	i.at = i.at.UTC()
	i.result.At = i.at
	if err := i.prepare(ctx); err != nil {
		return err
	}
	for more := true; more; {
		var err error
		if more, err = i.part(ctx); err != nil {
			return err
		}
	}
	i.result.Records = i.read
	if err := i.check(ctx); err != nil {
		return err
	}
	if err := i.compareWithStock(ctx); err != nil {
		return err
	}
	if err := i.each(ctx, []string{"inspect_keep", "inspect_gone", "inspect_note", "inspect_day_clear", "inspect_day"}); err != nil {
		return err
	}
	return i.count(ctx)
}

// part stages some of the records; false after the last.
func (i *inspecting) part(ctx context.Context) (more bool, err error) {
	rows, err := i.tx.Query(ctx, statement("inspect_records"), pgx.StrictNamedArgs{"after": i.after, "standing": i.standing, "limit": inspected})
	if err != nil {
		return false, err
	}
	part := &inspectedRows{}
	var looked [][]any
	_, err = pgx.ForEachRow(rows, part.columns(), func() error {
		row, err := part.take(i.read + int64(len(looked)) + 1)
		if err != nil {
			return err
		}
		looked = append(looked, []any{row.Line, part.site, part.standing})
		i.after, i.standing = part.site, part.standing
		return nil
	})
	if err != nil || len(looked) == 0 {
		return false, err
	}
	if _, err := i.tx.CopyFrom(ctx, pgx.Identifier{"looked"}, []string{"row_no", "site_id", "standing"}, pgx.CopyFromRows(looked)); err != nil {
		return false, err
	}
	return len(looked) == inspected, i.stage(ctx, part)
}

// count reads the findings by rule.
func (i *inspecting) count(ctx context.Context) error {
	rows, err := i.tx.Query(ctx, statement("inspect_count"))
	if err != nil {
		return err
	}
	i.result.Counts, err = pgx.CollectRows(rows, pgx.RowToStructByPos[registry.FindingCount])
	return err
}

func (i *inspecting) argument(name string) any {
	switch name {
	case "records":
		return i.read
	case "day":
		return i.day.Time
	}
	panic("no argument " + name)
}

// inspectedRows are records on their way from the ledger to the staging table.
type inspectedRows struct {
	list []registry.Row
	at   int

	site                     int64
	standing, ref, lifecycle string
	document, outline        []byte
}

func (r *inspectedRows) columns() []any {
	return []any{&r.site, &r.standing, &r.ref, &r.lifecycle, &r.document, &r.outline}
}

// take makes a row of the columns.
func (r *inspectedRows) take(number int64) (registry.Row, error) {
	row := registry.Row{Line: number, SourceKey: r.ref, Lifecycle: r.lifecycle}
	if err := decodeHeld(r.document, r.outline, &row.Record, &row.Shape); err != nil {
		return row, fmt.Errorf("read the record of %s: %w", r.ref, err)
	}
	r.list = append(r.list, row)
	return row, nil
}

// Next gives the next row.
func (r *inspectedRows) Next(context.Context) (registry.Row, error) {
	if r.at == len(r.list) {
		return registry.Row{}, io.EOF
	}
	r.at++
	return r.list[r.at-1], nil
}

// Findings gives a page of what the last check found.
func (s *Store) Findings(ctx context.Context, p registry.Principal, q registry.FindingQuery) (registry.FindingPage, error) {
	var page registry.FindingPage
	if !p.CanSomewhere(registry.ReadFindings) {
		return page, p.Authorize(registry.ReadFindings)
	}
	within, everywhere := p.Within(registry.ReadFindings)
	rows, err := s.read.Query(ctx, statement("findings"), pgx.StrictNamedArgs{"rule": q.Rule, "severity": string(q.Severity),
		"territory": q.Territory, "ref": q.Ref, "standing": q.Standing, "gone": q.Gone, "everywhere": everywhere,
		"within": orEmpty(within), "after": q.After, "limit": q.Limit + 1})
	if err != nil {
		return page, s.fault("list findings", err)
	}
	page.Findings, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.Found, error) {
		var f registry.Found
		var gone *time.Time
		i := &f.Issue
		err := row.Scan(&page.Matched, &f.ID, &f.Ref, &f.Territories, &f.Standing, &i.Rule, &i.Case, &i.Severity, &i.Field, &i.Raw,
			&i.Proposed, &i.Args, &i.Message, &f.Waived, &f.FirstSeen, &f.LastSeen, &gone)
		f.FirstSeen, f.LastSeen = f.FirstSeen.UTC(), f.LastSeen.UTC()
		if gone != nil {
			f.GoneAt = gone.UTC()
		}
		return f, err
	})
	if err != nil {
		return page, s.fault("list findings", err)
	}
	if len(page.Findings) > q.Limit {
		page.Findings = page.Findings[:q.Limit]
		page.Next = page.Findings[q.Limit-1].ID
	}
	return page, nil
}

// Installation tells what the registry runs on.
func (s *Store) Installation(ctx context.Context) (registry.Installation, error) {
	var i registry.Installation
	err := s.read.QueryRow(ctx, statement("installation")).Scan(&i.PostgreSQL, &i.PostGIS, &i.Bytes, &i.Seq, &i.Hash)
	return i, s.fault("look at the installation", err)
}
