package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// judgeChunk is how many sites are judged at once.
const judgeChunk = 1000

// Judge derives anew what depends on the day, of every published site whose
// next date has come, in one transaction that raises the revision of the
// stock. It appends nothing to the ledger: what a day makes of a record
// follows from the record. It gives the number of sites, and may run on any
// number of processes at once.
func (s *Store) Judge(ctx context.Context) (int64, error) {
	return s.judgeDue(ctx, func(context.Context, pgx.Tx, int64) error { return nil })
}

// judgeDue is Judge, and tells finish in the same transaction how many sites
// it judged.
func (s *Store) judgeDue(ctx context.Context, finish finish) (judged int64, err error) {
	err = pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		if err := s.writeLimit(ctx, tx); err != nil {
			return err
		}
		if judged, err = s.judge(ctx, tx, false); err != nil {
			return err
		}
		return finish(ctx, tx, judged)
	})
	return judged, s.fault("judge the sites of the day", err)
}

// Clocks gives the freshness clocks of the registry, all of them.
func (s *Store) Clocks(ctx context.Context) (registry.ClockDays, error) {
	clocks := maps.Clone(registry.Clocks)
	err := pgx.BeginTxFunc(ctx, s.read, pgx.TxOptions{AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		own, err := s.clocksOf(ctx, tx)
		maps.Copy(clocks, own)
		return err
	})
	return clocks, s.fault("read the clocks", err)
}

// SetClocks changes clocks for good, those that are named, and judges every
// published site by them in the same transaction.
func (s *Store) SetClocks(ctx context.Context, p registry.Principal, clocks registry.ClockDays) error {
	if err := p.Authorize(registry.ManageClocks); err != nil {
		return err
	}
	if err := clocks.Check(); err != nil {
		return err
	}
	err := pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		if err := s.writeLimit(ctx, tx); err != nil {
			return err
		}
		for _, name := range slices.Sorted(maps.Keys(clocks)) {
			if _, err := tx.Exec(ctx, statement("clock_put"), pgx.StrictNamedArgs{"name": name, "days": clocks[name]}); err != nil {
				return err
			}
		}
		if _, err := s.judge(ctx, tx, true); err != nil {
			return err
		}
		days := map[string]any{}
		for name, n := range clocks {
			days[name] = n
		}
		return s.audit(ctx, tx, p.ID, registry.ClocksSet, 0, days)
	})
	return s.fault("set the clocks", err)
}

// judge derives the dated fields of the sites that are due, or of all, under
// the lock of the ledger's head, so that no writer changes them meanwhile.
func (s *Store) judge(ctx context.Context, tx pgx.Tx, all bool) (int64, error) {
	day := s.today()
	args := pgx.StrictNamedArgs{"day": day.Time, "whole": all}
	var any bool
	if err := tx.QueryRow(ctx, statement("judge_any"), args).Scan(&any); err != nil || !any {
		return 0, err
	}
	a := &appending{store: s, tx: tx, day: day}
	if err := a.lock(ctx); err != nil {
		return 0, err
	}
	var err error
	if a.clocks, err = s.clocksOf(ctx, tx); err != nil {
		return 0, err
	}
	if err := a.judgeDrafts(ctx, args); err != nil {
		return 0, err
	}
	if err := a.exec(ctx, "judge_1_create"); err != nil {
		return 0, err
	}
	judged := int64(0)
	for after, more := int64(0), true; more; {
		last, n, err := a.judgeSome(ctx, args, after)
		if err != nil {
			return 0, err
		}
		after, more, judged = last, n == judgeChunk, judged+n
	}
	if judged == 0 {
		return 0, nil
	}
	return judged, a.each(ctx, []string{"judge_2_index", "judge_3_write", "publish_revision"})
}

// judgeDrafts derives anew what the records say that the public does not see,
// of those that are due. Nobody but the desk reads it, so that the revision of
// the published stock stays.
func (a *appending) judgeDrafts(ctx context.Context, args pgx.StrictNamedArgs) error {
	if err := a.exec(ctx, "draft_1_create"); err != nil {
		return err
	}
	columns := slices.Concat([]string{"id", "judged_on"}, datedNames(), each(declaredUndated(), func(f *registry.Field) string { return f.Name }))
	for after, more := int64(0), true; more; {
		args := maps.Clone(args)
		args["after"], args["limit"] = after, judgeChunk
		rows, err := a.tx.Query(ctx, statement("draft_due"), args)
		if err != nil {
			return err
		}
		list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (due, error) {
			var d due
			return d, row.Scan(&d.id, &d.lifecycle, &d.document)
		})
		if err != nil {
			return err
		}
		values := make([][]any, len(list))
		for i := range list {
			if values[i], err = a.judgedDraft(&list[i]); err != nil {
				return err
			}
			after = list[i].id
		}
		if _, err = a.tx.CopyFrom(ctx, pgx.Identifier{"judged_draft"}, columns, pgx.CopyFromRows(values)); err != nil {
			return err
		}
		more = len(list) == judgeChunk
	}
	return a.exec(ctx, "draft_2_write")
}

// declaredUndated are the fields that come with the record and hold on any day.
func declaredUndated() []*registry.Field {
	return slices.DeleteFunc(slices.Clone(declared()), func(f *registry.Field) bool { return f.Dated })
}

// judgedDraft gives the columns of one record that the public does not see.
func (a *appending) judgedDraft(d *due) ([]any, error) {
	var record registry.Record
	if err := json.Unmarshal(d.document, &record); err != nil {
		return nil, fmt.Errorf("read the newest record of site %d: %w", d.id, err)
	}
	flat := registry.FlattenAt(&record, a.moment(d.lifecycle))
	row := []any{d.id, a.day.Time}
	for _, name := range datedNames() {
		row = append(row, sqlValue(flat[registry.FieldPosition(name)]))
	}
	for _, f := range declaredUndated() {
		row = append(row, sqlValue(flat[registry.FieldPosition(f.Name)]))
	}
	return row, nil
}

// sqlValue gives a value of a flat record as the driver takes it.
func sqlValue(value any) any {
	if date, ok := value.(registry.Date); ok {
		return date.Time
	}
	return value
}

// due is a published site that is judged.
type due struct {
	id         int64
	lifecycle  string
	properties string
	document   []byte
}

// judgeSome judges the next sites after the id, and gives the id of the last.
func (a *appending) judgeSome(ctx context.Context, args pgx.StrictNamedArgs, after int64) (last, n int64, err error) {
	args = maps.Clone(args)
	args["after"], args["limit"] = after, judgeChunk
	rows, err := a.tx.Query(ctx, statement("judge_due"), args)
	if err != nil {
		return 0, 0, err
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (due, error) {
		var d due
		return d, row.Scan(&d.id, &d.lifecycle, &d.properties, &d.document)
	})
	if err != nil || len(list) == 0 {
		return after, 0, err
	}
	values := make([][]any, len(list))
	for i := range list {
		if values[i], err = a.judged(&list[i]); err != nil {
			return 0, 0, err
		}
	}
	columns := slices.Concat([]string{"id", "judged_on", "properties"}, datedNames())
	_, err = a.tx.CopyFrom(ctx, pgx.Identifier{"judged"}, columns, pgx.CopyFromRows(values))
	return list[len(list)-1].id, int64(len(list)), err
}

// judged gives the columns of one site that depend on the day.
func (a *appending) judged(d *due) ([]any, error) {
	var record registry.Record
	if err := json.Unmarshal(d.document, &record); err != nil {
		return nil, fmt.Errorf("read the published record of site %d: %w", d.id, err)
	}
	flat := registry.FlattenAt(&record, a.moment(d.lifecycle))
	row := []any{d.id, a.day.Time, string(judgedProperties([]byte(d.properties), flat))}
	for _, name := range datedNames() {
		row = append(row, sqlValue(flat[registry.FieldPosition(name)]))
	}
	return row, nil
}

// judgedProperties encodes the properties of a site anew: what the database
// computed stays.
func judgedProperties(stored []byte, flat registry.Flat) []byte {
	values := make([][]byte, len(registry.Fields()))
	storedMembers(stored, values)
	b := append(make([]byte, 0, len(stored)+100), '{')
	for _, name := range slices.Concat(fittedFields, computedFields) {
		position := registry.FieldPosition(name)
		switch {
		case registry.Fields()[position].Dated:
			b = appendKnown(b, name, flat[position])
		case values[position] != nil:
			b = append(append(append(b, '"'), name...), '"', ':')
			b = append(append(b, values[position]...), ',')
		}
	}
	b = appendDeclared(b, flat)
	b[len(b)-1] = '}' // in place of the last comma; ref is always known
	return b
}
