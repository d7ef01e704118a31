package postgres

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// duty is one row of the table of what the registry does by itself. do tells
// finish, in the transaction in which it did it, how much there was to do.
type duty struct {
	name  string
	every time.Duration
	start bool // also when a process starts, before it is ready
	do    func(ctx context.Context, s *Store, slot time.Time, finish finish) error
}

// finish notes in the transaction of an effect that the effect is there.
type finish func(ctx context.Context, tx pgx.Tx, done int64) error

// ownDuties is the table of what every registry does by itself.
var ownDuties = []duty{
	{name: "judge", every: time.Hour, start: true, do: func(ctx context.Context, s *Store, _ time.Time, finish finish) error {
		_, err := s.judgeDue(ctx, finish)
		return err
	}},
	{name: "reservations", every: time.Hour, start: true, do: func(ctx context.Context, s *Store, _ time.Time, finish finish) error {
		return s.releaseReservations(ctx, finish)
	}},
	{name: "check", every: 24 * time.Hour, do: func(ctx context.Context, s *Store, _ time.Time, finish finish) error {
		_, err := s.checkStock(ctx, registry.Job("check").ID, finish)
		return err
	}},
	{name: "reminders", every: 24 * time.Hour, do: func(ctx context.Context, s *Store, _ time.Time, finish finish) error {
		return s.remind(ctx, finish)
	}},
	{name: fitDuty, every: 24 * time.Hour, do: func(ctx context.Context, s *Store, _ time.Time, finish finish) error {
		done, err := s.Fit(ctx)
		if err != nil {
			return err
		}
		return s.fault("complete the measuring", pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error { return finish(ctx, tx, done) }))
	}},
	{name: "senders", every: 24 * time.Hour, do: func(ctx context.Context, s *Store, _ time.Time, finish finish) error {
		return s.eraseSenders(ctx, finish)
	}},
}

// given makes a row of the table of a duty that others bring.
func given(d registry.Duty) duty {
	return duty{name: d.Name, every: d.Every, do: func(ctx context.Context, s *Store, slot time.Time, finish finish) error {
		var before bool
		err := s.write.QueryRow(ctx, statement("duty_done"), pgx.StrictNamedArgs{"duty": d.Name, "slot": slot}).Scan(&before)
		if err != nil {
			return s.fault("look for the effect of "+d.Name, err)
		}
		done := int64(0)
		if !before {
			if done, err = d.Do(ctx); err != nil {
				return err
			}
		}
		return s.fault("note the effect of "+d.Name, pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error { return finish(ctx, tx, done) }))
	}}
}

// slot gives the time at which the duty was due last.
func (d *duty) slot(now time.Time) time.Time { return now.UTC().Truncate(d.every) }

// perform does what is due of a duty. What it did is noted in the transaction
// that did it, and so is what complete does there.
func (s *Store) perform(ctx context.Context, d duty, slot time.Time, complete func(context.Context, pgx.Tx) error) error {
	return d.do(ctx, s, slot, func(ctx context.Context, tx pgx.Tx, done int64) error {
		if done > 0 {
			_, err := tx.Exec(ctx, statement("duty_note"), pgx.StrictNamedArgs{"duty": d.name, "slot": slot, "done": done})
			if err != nil {
				return s.fault("note the effect of "+d.name, err)
			}
		}
		if complete == nil {
			return nil
		}
		return s.fault("complete the job of "+d.name, complete(ctx, tx))
	})
}

// atStart does what is due when a process starts. Where another one holds the
// ledger for long, the jobs that follow do it.
func (s *Store) atStart(ctx context.Context) error {
	for _, d := range ownDuties {
		if !d.start {
			continue
		}
		err := s.perform(ctx, d, d.slot(s.clock()), nil)
		if errors.Is(err, registry.ErrTimeout) {
			s.log.Warn("a duty waits for its turn", slog.String("duty", d.name))
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// releaseReservations releases the reservations whose last day is over, each a
// revision of the ledger. It looks for them under the lock of the ledger's
// head, so that none is released twice.
func (s *Store) releaseReservations(ctx context.Context, finish finish) error {
	over, err := s.reservationsOver(ctx, s.write)
	if err != nil {
		return err
	}
	if len(over) == 0 {
		return s.fault("complete the reservations", pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error { return finish(ctx, tx, 0) }))
	}
	p := registry.Job("reservations")
	act := registry.Act{Action: registry.ActRelease, Reason: "the last day of the reservation is over"}
	action, _ := registry.ActionByName(act.Action)
	as := func(h *held) staged {
		return staged{action: act.Action, reason: act.Reason, after: action.After(h.entry.Standing)}
	}
	return s.change(ctx, p, func(ctx context.Context, e *editing) error {
		refs, err := s.reservationsOver(ctx, e.tx)
		if err != nil {
			return err
		}
		var sites []*held
		for _, ref := range refs {
			h, err := s.hold(ctx, e.tx, ref)
			if err != nil {
				return err
			}
			sites = append(sites, h)
		}
		if err := e.both(ctx, sites, as, func(r *registry.Record) { act.Apply(r, p, e.day) }); err != nil {
			return err
		}
		if err := e.flush(ctx); err != nil {
			return err
		}
		return finish(ctx, e.tx, int64(len(sites)))
	})
}

// reservationsOver lists the references of sites whose reservation is over.
func (s *Store) reservationsOver(ctx context.Context, from querying) ([]string, error) {
	rows, err := from.Query(ctx, statement("duty_reservations"), pgx.StrictNamedArgs{"day": s.today().Time})
	if err != nil {
		return nil, s.fault("look for reservations that are over", err)
	}
	refs, err := pgx.CollectRows(rows, pgx.RowTo[string])
	return refs, s.fault("look for reservations that are over", err)
}

// querying is a transaction, or a pool.
type querying interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}
