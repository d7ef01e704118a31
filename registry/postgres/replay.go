package postgres

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"landbank/geo"
	"landbank/registry"
)

// replayChunk is how many records are read at once. It bounds the memory of
// what writes records again: some thousand bytes for each.
const replayChunk = 2000

// replay appends the revisions that stand in the table of that name: records
// of the ledger that become the newest ones again, or go on in another state.
// Nothing is judged anew; the documents stay as they are, letter by letter.
func (a *appending) replay(ctx context.Context, passes int) error {
	if err := a.exec(ctx, "replay_analyze"); err != nil {
		return err
	}
	further := a.further
	defer func() { a.further = further }()
	for pass := 1; pass <= passes; pass++ {
		a.further = func(name string) any {
			if name == "pass" {
				return pass
			}
			return further(name)
		}
		if err := a.replayPass(ctx, pass); err != nil {
			return err
		}
	}
	return nil
}

func (a *appending) replayPass(ctx context.Context, pass int) error {
	a.writes = writes{}
	err := a.tx.QueryRow(ctx, statement("replay_count"), pgx.StrictNamedArgs{"pass": pass}).Scan(&a.writes.changed, &a.writes.shown)
	if err != nil || a.writes.changed == 0 {
		return a.store.fault("count what is written again", err)
	}
	if err := a.spool.reset(); err != nil {
		return err
	}
	if err := a.exec(ctx, "replay_clear"); err != nil {
		return err
	}
	stored := func(s *stager, row pgx.Row) error { return s.replayed(row) }
	if err := a.restage(ctx, "replay_rows", pgx.StrictNamedArgs{"pass": pass}, stored); err != nil {
		return err
	}
	if err := a.each(ctx, []string{"check_index", "check_analyze", "replay_place", "plan_ladders"}); err != nil {
		return err
	}
	sql := filled("plan_rows", map[string]string{"decided": statement("decide_replay")})
	if err := a.execText(ctx, "plan_rows", sql); err != nil {
		return err
	}
	if err := a.each(ctx, []string{"plan_index", "plan_analyze"}); err != nil {
		return err
	}
	if err := a.apply(ctx); err != nil {
		return err
	}
	a.head = a.last
	return nil
}

// restage brings the records that a statement gives to the staging table, some
// at a time. take takes one of its rows apart.
func (a *appending) restage(ctx context.Context, name string, args pgx.StrictNamedArgs, take func(*stager, pgx.Row) error) error {
	s := &stager{spool: a.spool, positions: declaredPositions(), moment: a.moment(registry.Published),
		by: registry.Judgement{Day: a.day, Import: !a.whole}, waivers: a.whole}
	for more := true; more; {
		args["after"], args["limit"] = s.count, replayChunk
		rows, err := a.tx.Query(ctx, statement(name), args)
		if err != nil {
			return a.store.fault("read the records", err)
		}
		s.form.reset()
		n := 0
		for ; rows.Next(); n++ {
			if err := take(s, rows); err != nil {
				rows.Close()
				return a.store.fault("read a record", err)
			}
		}
		if err := rows.Err(); err != nil {
			return a.store.fault("read the records", err)
		}
		s.form.end()
		if _, err := a.tx.Conn().PgConn().CopyFrom(ctx, bytes.NewReader(s.form.b), copyStaging); err != nil {
			return a.store.fault("stage the records", err)
		}
		more = n == replayChunk
	}
	a.read, a.seen = s.count, s.seen
	return nil
}

// replayed takes apart one row of replay_rows.
func (s *stager) replayed(from pgx.Row) error {
	var number int64
	var row registry.Row
	var text, outline []byte
	if err := from.Scan(&number, &row.SourceKey, &text, &outline); err != nil {
		return err
	}
	if err := json.Unmarshal(text, &row.Record); err != nil {
		return fmt.Errorf("read the record of %s: %w", row.SourceKey, err)
	}
	var err error
	if row.Shape, _, err = new(geo.Parser).EWKB(outline); err != nil {
		return fmt.Errorf("read the outline of %s: %w", row.SourceKey, err)
	}
	return s.again(number, &row, slices.Clone(text))
}
