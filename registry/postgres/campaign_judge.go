package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// Observations is registry.Campaigns's.
func (s *Store) Observations(ctx context.Context, p registry.Principal, id int64, q registry.ObservationQuery) ([]registry.Observation, error) {
	if _, err := s.Campaign(ctx, p, id); err != nil {
		return nil, err
	}
	var before *string
	if q.Before != "" {
		before = &q.Before
	}
	rows, err := s.write.Query(ctx, statement("observation_list"), pgx.StrictNamedArgs{"id": id, "task": q.Task, "observer": q.Observer,
		"verdicts": orEmpty(q.Verdicts), "before": before, "limit": q.Limit})
	if err != nil {
		return nil, s.fault("list the observations", err)
	}
	list, err := pgx.CollectRows(rows, scanObservation)
	return list, s.fault("list the observations", err)
}

// JudgeObservation is registry.Campaigns's.
func (s *Store) JudgeObservation(ctx context.Context, p registry.Principal, id int64, observation string, j registry.Judgment) (registry.Observation, error) {
	var o registry.Observation
	err := s.campaigning(ctx, p, registry.JudgeObservation, id, func(tx pgx.Tx, c *registry.Campaign) error {
		var err error
		if o, err = s.oneObservation(ctx, tx, id, observation); err != nil {
			return err
		}
		t, err := s.holdTask(ctx, tx, id, o.Task)
		if err != nil {
			return err
		}
		if err := j.Check(&o, &t, p); err != nil {
			return err
		}
		if c.State == registry.CampaignCancelled {
			return registry.Refuse("campaign", "state", "the campaign is cancelled: nothing of it is judged")
		}
		args := pgx.StrictNamedArgs{"observation": observation, "verdict": j.Verdict, "actor": p.ID, "remark": cleanText(j.Remark)}
		if _, err := tx.Exec(ctx, statement("observation_judge"), args); err != nil {
			return s.fault("note the verdict", err)
		}
		state, assignee := j.Next(&o)
		if err := s.setTask(ctx, tx, t.ID, state, assignee, j.Remark); err != nil {
			return err
		}
		o, err = s.oneObservation(ctx, tx, id, observation)
		return err
	})
	return o, err
}

func (s *Store) oneObservation(ctx context.Context, tx pgx.Tx, id int64, observation string) (registry.Observation, error) {
	rows, err := tx.Query(ctx, statement("observation_one"), pgx.StrictNamedArgs{"id": id, "observation": observation})
	if err != nil {
		return registry.Observation{}, s.fault("read the observation", err)
	}
	o, err := pgx.CollectExactlyOneRow(rows, scanObservation)
	if errors.Is(err, pgx.ErrNoRows) {
		return o, fmt.Errorf("observation %s: %w", observation, registry.ErrNotFound)
	}
	return o, s.fault("read the observation", err)
}
