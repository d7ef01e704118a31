package postgres

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// CampaignFigures is registry.Campaigns's.
func (s *Store) CampaignFigures(ctx context.Context, p registry.Principal, id int64) (registry.CampaignFigures, error) {
	var f registry.CampaignFigures
	c, err := s.Campaign(ctx, p, id)
	if err != nil {
		return f, err
	}
	f.Activity, f.Tasks = c.Activity, c.Tasks
	err = s.write.QueryRow(ctx, statement("observation_counts"), pgx.StrictNamedArgs{"id": id}).Scan(&f.Folded, &f.Waiting, &f.Unjudged, &f.PhotosDue)
	if err != nil {
		return f, s.fault("count the observations", err)
	}
	if f.Observers, err = s.observerFigures(ctx, id); err != nil {
		return f, err
	}
	if f.Days, err = s.dayFigures(ctx, id, f.Observers); err != nil {
		return f, err
	}
	if f.Agreement, err = s.agreement(ctx, &c); err != nil {
		return f, err
	}
	f.Candidates, err = s.precision(ctx, pgx.StrictNamedArgs{"id": id, "everywhere": true, "within": []string{}})
	return f, err
}

func (s *Store) observerFigures(ctx context.Context, id int64) ([]registry.ObserverFigures, error) {
	rows, err := s.write.Query(ctx, statement("observation_by_observer"), pgx.StrictNamedArgs{"id": id})
	if err != nil {
		return nil, s.fault("count by observer", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (f registry.ObserverFigures, err error) {
		f.Days = map[registry.Date]int{}
		return f, row.Scan(&f.ID, &f.Name, &f.Assigned, &f.Observed, &f.Accepted, &f.Redo, &f.Doubtful, &f.AccuracyM)
	})
	return list, s.fault("count by observer", err)
}

// dayFigures counts by day, and notes the days of each observer.
func (s *Store) dayFigures(ctx context.Context, id int64, observers []registry.ObserverFigures) ([]registry.DayFigures, error) {
	rows, err := s.write.Query(ctx, statement("observation_by_day"), pgx.StrictNamedArgs{"id": id})
	if err != nil {
		return nil, s.fault("count by day", err)
	}
	days := []registry.DayFigures{}
	var who string
	var on time.Time
	var count int
	_, err = pgx.ForEachRow(rows, []any{&who, &on, &count}, func() error {
		day := registry.DateOf(on)
		if len(days) == 0 || days[len(days)-1].Day != day {
			days = append(days, registry.DayFigures{Day: day})
		}
		days[len(days)-1].Observed += count
		if at := slices.IndexFunc(observers, func(f registry.ObserverFigures) bool { return f.ID == who }); at >= 0 {
			observers[at].Days[day] = count
		}
		return nil
	})
	return days, s.fault("count by day", err)
}

// agreement compares what two observers said of one place.
func (s *Store) agreement(ctx context.Context, c *registry.Campaign) ([]registry.Agreement, error) {
	rows, err := s.write.Query(ctx, statement("observation_pairs"), pgx.StrictNamedArgs{"id": c.ID})
	if err != nil {
		return nil, s.fault("compare the observers", err)
	}
	pairs, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (a registry.AnswerPair, err error) {
		return a, row.Scan(&a.SightingOne, &a.One, &a.Sight, &a.Other)
	})
	if err != nil {
		return nil, s.fault("compare the observers", err)
	}
	return registry.Agreements(&c.Questions, pairs), nil
}

func (s *Store) precision(ctx context.Context, args pgx.StrictNamedArgs) ([]registry.Precision, error) {
	rows, err := s.write.Query(ctx, statement("observation_precision"), args)
	if err != nil {
		return nil, s.fault("count the candidates", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (f registry.Precision, err error) {
		err = row.Scan(&f.Source, &f.Name, &f.Candidates, &f.Observed, &f.Confirmed)
		f.Complete()
		return f, err
	})
	return list, s.fault("count the candidates", err)
}

// CandidatePrecision is registry.Campaigns's.
func (s *Store) CandidatePrecision(ctx context.Context, p registry.Principal) ([]registry.Precision, error) {
	if !p.CanSomewhere(registry.ReadSite) {
		return nil, p.Authorize(registry.ReadSite)
	}
	within, everywhere := p.Within(registry.ReadSite)
	return s.precision(ctx, pgx.StrictNamedArgs{"id": int64(0), "everywhere": everywhere, "within": orEmpty(within)})
}
