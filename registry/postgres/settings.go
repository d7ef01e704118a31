package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"landbank/registry"
)

var _ registry.Settings = (*Store)(nil)

// ClocksEffect judges every published site by other days, and counts.
func (s *Store) ClocksEffect(ctx context.Context, p registry.Principal, clocks registry.ClockDays) (registry.ClocksEffect, error) {
	var out registry.ClocksEffect
	if err := p.Authorize(registry.ManageClocks); err != nil {
		return out, err
	}
	if err := clocks.Check(); err != nil {
		return out, err
	}
	err := pgx.BeginTxFunc(ctx, s.read, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		own, err := s.clocksOf(ctx, tx)
		if err != nil {
			return err
		}
		then := maps.Clone(registry.Clocks)
		maps.Copy(then, own)
		maps.Copy(then, clocks)
		for _, name := range registry.ClockNames {
			out.Clocks = append(out.Clocks, registry.ClockEffect{Clock: name, Days: then[name]})
		}
		return s.countEffect(ctx, tx, then, &out)
	})
	return out, s.fault("judge the stock by other clocks", err)
}

// countEffect goes through the published sites.
func (s *Store) countEffect(ctx context.Context, tx pgx.Tx, then registry.ClockDays, out *registry.ClocksEffect) error {
	rows, err := tx.Query(ctx, statement("clocks_stock"))
	if err != nil {
		return err
	}
	stale, available := registry.FieldPosition("stale_groups"), registry.FieldPosition("available_now")
	var lifecycle string
	var was []string
	var now bool
	var record registry.Record
	_, err = pgx.ForEachRow(rows, []any{&lifecycle, &was, &now, &record}, func() error {
		flat := registry.FlattenAt(&record, registry.Moment{Lifecycle: lifecycle, Day: s.today(), Clocks: then})
		is, _ := flat[stale].([]string)
		for i := range out.Clocks {
			c := &out.Clocks[i]
			if slices.Contains(was, c.Clock) {
				c.StaleNow++
			}
			if slices.Contains(is, c.Clock) {
				c.StaleThen++
			}
		}
		out.Sites++
		if now {
			out.AvailableNow++
		}
		if flat[available] == true {
			out.AvailableThen++
		}
		record, was = registry.Record{}, nil // the next one must not find anything of it
		return nil
	})
	return err
}

// Mappings lists the mappings of sources.
func (s *Store) Mappings(ctx context.Context, p registry.Principal) ([]registry.SourceMapping, error) {
	if err := p.Authorize(registry.ManageMappings); err != nil {
		return nil, err
	}
	rows, err := s.read.Query(ctx, statement("source_mappings"))
	if err != nil {
		return nil, s.fault("list the mappings of sources", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.SourceMapping, error) {
		var m registry.SourceMapping
		var columns []byte
		if err := row.Scan(&m.Source, &m.Profile, &columns, &m.CRS, &m.ChangedAt, &m.ChangedBy); err != nil {
			return m, err
		}
		m.ChangedAt = m.ChangedAt.UTC()
		return m, json.Unmarshal(columns, &m.Columns)
	})
	return list, s.fault("list the mappings of sources", err)
}

// ForgetMapping takes the mapping of a source away.
func (s *Store) ForgetMapping(ctx context.Context, p registry.Principal, source string) error {
	if err := p.Authorize(registry.ManageMappings); err != nil {
		return err
	}
	err := pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, statement("source_mapping_forget"), pgx.StrictNamedArgs{"source": source})
		if err != nil {
			return err
		}
		if tag.RowsAffected() == 0 {
			return fmt.Errorf("mapping of source %s: %w", source, registry.ErrNotFound)
		}
		return s.audit(ctx, tx, p.ID, registry.MappingForgotten, 0, map[string]any{"source": source})
	})
	if errors.Is(err, registry.ErrNotFound) {
		return err
	}
	return s.fault("forget the mapping of a source", err)
}

// RunDuty has a duty done once more, as soon as a process is free. Asked twice
// within a second, it is done once.
func (s *Store) RunDuty(ctx context.Context, p registry.Principal, name string) error {
	if err := p.Authorize(registry.RunOperations); err != nil {
		return err
	}
	if !slices.ContainsFunc(ownDuties, func(d duty) bool { return d.name == name }) {
		return fmt.Errorf("duty %s: %w", name, registry.ErrNotFound)
	}
	client, err := river.NewClient(riverpgxv5.New(s.write), &river.Config{Schema: jobSchema})
	if err != nil {
		return s.fault("ask for a job", err)
	}
	_, err = client.Insert(ctx, dutyArgs{Duty: name, Slot: s.clock().UTC().Truncate(time.Second)}, nil)
	return s.fault("ask for a job", err)
}

// Duties lists what the registry does by itself.
func (s *Store) Duties(_ context.Context, p registry.Principal) ([]registry.DutyPlan, error) {
	if err := p.Authorize(registry.ReadOperations); err != nil {
		return nil, err
	}
	var list []registry.DutyPlan
	for i := range ownDuties {
		d := &ownDuties[i]
		list = append(list, registry.DutyPlan{Name: d.name, Every: d.every, Next: every(d.every).Next(s.clock())})
	}
	return list, nil
}
