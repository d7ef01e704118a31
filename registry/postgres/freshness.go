package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// today is the day by which the registry judges, in UTC.
func (s *Store) today() registry.Date { return registry.DateOf(s.clock()) }

// clocksOf reads the clocks that the registry has of its own.
func (s *Store) clocksOf(ctx context.Context, tx pgx.Tx) (registry.ClockDays, error) {
	rows, err := tx.Query(ctx, statement("clocks"))
	if err != nil {
		return nil, s.fault("read the clocks", err)
	}
	clocks := registry.ClockDays{}
	var clock string
	var days int
	_, err = pgx.ForEachRow(rows, []any{&clock, &days}, func() error {
		clocks[clock] = days
		return nil
	})
	return clocks, s.fault("read the clocks", err)
}

// moment is the one by which a site that stands so is judged.
func (a *appending) moment(lifecycle string) registry.Moment {
	return registry.Moment{Lifecycle: lifecycle, Day: a.day, Clocks: a.clocks}
}
