package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// observationColumns are what scanObservation reads, besides the task's number.
const observationColumns = `o.id::text, o.campaign_id, o.task_id, o.observer, o.question_version, o.sighting, o.answers, coalesce(o.comment, ''),
	ST_X(o.geom), ST_Y(o.geom), o.accuracy_m, ST_Distance(o.geom::geography, k.geom::geography), o.photos::text[],
	array(select p.id::text from observation_photo p where p.observation_id = o.id), o.observed_at, o.received_at,
	coalesce(o.verdict, ''), coalesce(o.verdict_by, ''), o.verdict_at, coalesce(o.remark, '')`

func scanObservation(row pgx.CollectableRow) (registry.Observation, error) {
	var o registry.Observation
	var task int64
	var x, y, accuracy *float64
	var judged *time.Time
	err := row.Scan(&task, &o.ID, &o.Campaign, &o.Task, &o.Observer, &o.Questions, &o.Sighting, &o.Answers, &o.Comment, &x, &y, &accuracy,
		&o.DistanceM, &o.Photos, &o.Sent, &o.ObservedAt, &o.ReceivedAt, &o.Verdict, &o.VerdictBy, &judged, &o.Remark)
	if x != nil && y != nil && accuracy != nil {
		o.Position = &registry.Position{Longitude: *x, Latitude: *y, AccuracyM: *accuracy}
	}
	o.ObservedAt, o.ReceivedAt, o.VerdictAt = o.ObservedAt.UTC(), o.ReceivedAt.UTC(), instantOf(judged)
	return o, err
}

// Package is registry.Campaigns's.
func (s *Store) Package(ctx context.Context, p registry.Principal, id int64, w registry.PackageWish) (registry.FieldPackage, error) {
	out := registry.FieldPackage{MadeAt: s.clock().UTC()}
	err := s.campaigning(ctx, p, registry.AnswerTask, id, func(tx pgx.Tx, c *registry.Campaign) error {
		if c.State != registry.CampaignOpen {
			return registry.Refuse("campaign", "state", fmt.Sprintf("a campaign that is %s has no tasks to take along", c.State))
		}
		out.Campaign = *c
		me := pgx.StrictNamedArgs{"id": id, "observer": p.ID}
		if _, err := tx.Exec(ctx, statement("campaign_task_take"), me); err != nil {
			return s.fault("take the tasks", err)
		}
		if w.More > 0 {
			near := [2]float64{}
			if w.Near != nil {
				near = *w.Near
			}
			_, err := tx.Exec(ctx, statement("campaign_task_more"), pgx.StrictNamedArgs{"id": id, "observer": p.ID, "near": w.Near != nil,
				"x": near[0], "y": near[1], "more": min(w.More, registry.MostPackaged)})
			if err != nil {
				return s.fault("take more tasks", err)
			}
		}
		if err := tx.QueryRow(ctx, statement("campaign_task_free"), me).Scan(&out.Waiting); err != nil {
			return s.fault("count the tasks of nobody", err)
		}
		rows, err := tx.Query(ctx, statement("campaign_task_mine"), pgx.StrictNamedArgs{"id": id, "observer": p.ID, "limit": registry.MostPackaged})
		if err != nil {
			return s.fault("list the tasks", err)
		}
		var matched int64
		out.Tasks, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.Task, error) { return scanTask(row, &matched) })
		return s.fault("list the tasks", err)
	})
	return out, err
}

// Observe is registry.Campaigns's.
func (s *Store) Observe(ctx context.Context, p registry.Principal, id int64, list []registry.Observation) ([]registry.ObservationResult, error) {
	if len(list) > registry.MostObservations {
		return nil, registry.Refuse("observation", "observations", fmt.Sprintf("more than %d observations at once", registry.MostObservations))
	}
	if _, err := s.campaign(ctx, s.write, p, registry.AnswerTask, id); err != nil {
		return nil, err
	}
	results := []registry.ObservationResult{}
	for i := range list {
		o := list[i]
		o.Campaign, o.Observer = id, p.ID
		result := registry.ObservationResult{ID: o.ID, State: registry.ObservationStored}
		err := s.campaigning(ctx, p, registry.AnswerTask, id, func(tx pgx.Tx, c *registry.Campaign) error {
			known, err := s.observe(ctx, tx, c, &o)
			if known {
				result.State = registry.ObservationKnown
			}
			return err
		})
		var refused *registry.RefusedError
		switch {
		case errors.As(err, &refused):
			result.State, result.Refusal = registry.ObservationRefused, refused.Error()
		case err != nil:
			return nil, err // nothing of this item was kept; those before it were
		}
		results = append(results, result)
	}
	return results, nil
}

// observe takes one observation, and tells whether it was there already.
func (s *Store) observe(ctx context.Context, tx pgx.Tx, c *registry.Campaign, o *registry.Observation) (known bool, err error) {
	questions, err := s.questionsOf(ctx, tx, c, o.Questions)
	if errors.Is(err, registry.ErrNotFound) {
		return false, registry.Refuse("observation", "questions", fmt.Sprintf("the campaign never had questions of version %d", o.Questions))
	}
	if err != nil {
		return false, err
	}
	if err := o.Check(questions, s.clock()); err != nil {
		return false, err
	}
	if known, err := s.observed(ctx, tx, o); known || err != nil {
		return known, err
	}
	late := c.State == registry.CampaignClosed && !o.ObservedAt.After(c.ClosedAt) // seen in time, sent later
	if c.State != registry.CampaignOpen && !late {
		return false, registry.Refuse("campaign", "state", fmt.Sprintf("the campaign is %s: nothing new is seen for it", c.State))
	}
	t, err := s.holdTask(ctx, tx, c.ID, o.Task)
	if err != nil {
		return false, err
	}
	if err := s.addObservation(ctx, tx, o); err != nil {
		return false, err
	}
	return false, s.observedTask(ctx, tx, &t, o)
}

// observed tells whether the observation is there already.
func (s *Store) observed(ctx context.Context, tx pgx.Tx, o *registry.Observation) (bool, error) {
	var was registry.Observation
	err := tx.QueryRow(ctx, statement("observation_of"), pgx.StrictNamedArgs{"observation": o.ID}).Scan(&was.Campaign, &was.Task, &was.Observer, &was.Photos)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return false, nil
	case err != nil:
		return false, s.fault("look for the observation", err)
	case was.Campaign != o.Campaign || was.Task != o.Task || was.Observer != o.Observer:
		return false, registry.Refuse("observation", "id", "another observation has this number")
	}
	return true, nil
}

// holdTask reads a task of a campaign.
func (s *Store) holdTask(ctx context.Context, tx pgx.Tx, campaign, task int64) (registry.Task, error) {
	rows, err := tx.Query(ctx, statement("campaign_task_one"), pgx.StrictNamedArgs{"id": campaign, "task": task})
	if err != nil {
		return registry.Task{}, s.fault("read the task", err)
	}
	var matched int64
	t, err := pgx.CollectExactlyOneRow(rows, func(row pgx.CollectableRow) (registry.Task, error) { return scanTask(row, &matched) })
	if errors.Is(err, pgx.ErrNoRows) {
		return t, registry.Refuse("observation", "task", fmt.Sprintf("the campaign has no task %d any more", task))
	}
	return t, s.fault("read the task", err)
}

func (s *Store) addObservation(ctx context.Context, tx pgx.Tx, o *registry.Observation) error {
	answers := o.Answers
	answersJSON, err := jsonText(orNone(answers))
	if err != nil {
		return err
	}
	place := registry.Position{}
	if o.Position != nil {
		place = *o.Position
	}
	_, err = tx.Exec(ctx, statement("observation_add"), pgx.StrictNamedArgs{"observation": o.ID, "id": o.Campaign, "task": o.Task, "observer": o.Observer,
		"questions": o.Questions, "sighting": o.Sighting, "answers": answersJSON, "comment": cleanText(o.Comment), "placed": o.Position != nil,
		"x": place.Longitude, "y": place.Latitude, "accuracy": place.AccuracyM, "photos": orEmpty(o.Photos), "observed_at": o.ObservedAt})
	return s.fault("note the observation", err)
}

// observedTask brings a task on. What is verified stays so.
func (s *Store) observedTask(ctx context.Context, tx pgx.Tx, t *registry.Task, o *registry.Observation) error {
	if t.State == registry.TaskVerified || t.State == registry.TaskAnswered && o.Sighting == registry.NotReached {
		return nil
	}
	if err := tx.QueryRow(ctx, statement("observation_before"), pgx.StrictNamedArgs{"task": t.ID, "observer": o.Observer}).Scan(&t.Observed); err != nil {
		return s.fault("count the observers", err)
	}
	state, assignee, comment := o.Next(t), o.Observer, ""
	switch state {
	case registry.TaskOpen:
		assignee = ""
	case registry.TaskSkipped:
		comment = o.Comment
	}
	return s.setTask(ctx, tx, t.ID, state, assignee, comment)
}

func (s *Store) setTask(ctx context.Context, tx pgx.Tx, task int64, state, assignee, comment string) error {
	_, err := tx.Exec(ctx, statement("campaign_task_state"), pgx.StrictNamedArgs{"task": task, "state": state, "assignee": assignee, "comment": cleanText(comment)})
	return s.fault("note the state of the task", err)
}

// AddPhoto is registry.Campaigns's.
func (s *Store) AddPhoto(ctx context.Context, p registry.Principal, id int64, photo registry.Photo) error {
	return s.campaigning(ctx, p, registry.AnswerTask, id, func(tx pgx.Tx, _ *registry.Campaign) error {
		var o registry.Observation
		err := tx.QueryRow(ctx, statement("observation_of"), pgx.StrictNamedArgs{"observation": photo.Observation}).Scan(&o.Campaign, &o.Task, &o.Observer, &o.Photos)
		if errors.Is(err, pgx.ErrNoRows) || err == nil && (o.Campaign != id || o.Observer != p.ID) {
			return fmt.Errorf("observation %s: %w", photo.Observation, registry.ErrNotFound)
		}
		if err != nil {
			return s.fault("look for the observation", err)
		}
		if !slices.Contains(o.Photos, photo.ID) {
			return registry.Refuse("observation", "photo", "the observation does not name this photo")
		}
		keeping := editing{principal: p, appending: appending{store: s, tx: tx, at: s.clock()}}
		if err := keeping.keepFile(ctx, &photo.File); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, statement("photo_add"), pgx.StrictNamedArgs{"photo": photo.ID, "observation": photo.Observation, "hash": photo.File.Hash})
		return s.fault("keep the photo", err)
	})
}

// Photo is registry.Campaigns's.
func (s *Store) Photo(ctx context.Context, p registry.Principal, id int64, observation, photo, size string) (registry.StoredFile, error) {
	var file registry.StoredFile
	if _, err := s.Campaign(ctx, p, id); err != nil {
		return file, err
	}
	err := s.write.QueryRow(ctx, statement("photo_one"), pgx.StrictNamedArgs{"id": id, "observation": observation, "photo": photo, "size": size}).
		Scan(&file.Hash, &file.Type, &file.Bytes)
	return file, s.fault("read the photo", err)
}
