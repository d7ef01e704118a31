package postgres

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"landbank/geo"
	"landbank/registry"
)

// Fold is registry.Campaigns's. All tasks go in one transaction; where the
// rules cannot store one of them, each goes in its own, so that the others do.
func (s *Store) Fold(ctx context.Context, p registry.Principal, id int64, tasks []int64) ([]registry.FoldResult, error) {
	if len(tasks) > registry.MostFolded {
		return nil, registry.Refuse("task", "tasks", fmt.Sprintf("more than %d tasks at once", registry.MostFolded))
	}
	results, named, err := s.foldTogether(ctx, p, id, tasks)
	if !errors.Is(err, registry.ErrConflict) || len(named) == 0 {
		return results, err
	}
	results = []registry.FoldResult{}
	for _, task := range named {
		one, _, err := s.foldTogether(ctx, p, id, []int64{task})
		var refused *registry.RefusedError
		switch {
		case errors.As(err, &refused):
			one = []registry.FoldResult{{Task: task, Refusal: refused.Error()}}
		case errors.Is(err, registry.ErrConflict): // what the database said is in the log
			one = []registry.FoldResult{{Task: task, Refusal: "the answers cannot be stored in the site's draft"}}
		case err != nil:
			return nil, err
		}
		results = append(results, one...)
	}
	return results, nil
}

// folding is one transaction that folds.
type folding struct {
	*editing
	campaign registry.Campaign
	results  []registry.FoldResult
	rows     []int // of each staged edit, the result that it belongs to
}

// foldTogether folds tasks in one transaction, and tells which they were, also
// where they could not be.
func (s *Store) foldTogether(ctx context.Context, p registry.Principal, id int64, tasks []int64) (results []registry.FoldResult, named []int64, err error) {
	if tasks == nil {
		tasks = []int64{}
	}
	err = s.change(ctx, p, func(ctx context.Context, e *editing) error {
		f := &folding{editing: e}
		var err error
		if f.campaign, err = s.holdCampaign(ctx, e.tx, p, registry.ManageCampaign, id); err != nil {
			return err
		}
		if f.campaign.State == registry.CampaignPlanned || f.campaign.State == registry.CampaignCancelled {
			return registry.Refuse("campaign", "state", fmt.Sprintf("a campaign that is %s has nothing to fold", f.campaign.State))
		}
		seen, err := f.seen(ctx, tasks)
		if err != nil {
			return err
		}
		for i := range seen {
			named = append(named, seen[i].Task)
		}
		for i := range seen {
			if err := f.one(ctx, &seen[i]); err != nil {
				return err
			}
		}
		if err := f.finish(ctx); err != nil {
			return err
		}
		results = f.results
		return s.touchCampaign(ctx, e.tx, id)
	})
	return results, named, err
}

// seen reads what was accepted of the tasks.
func (f *folding) seen(ctx context.Context, tasks []int64) ([]registry.Observation, error) {
	rows, err := f.tx.Query(ctx, statement("campaign_fold_list"), pgx.StrictNamedArgs{"id": f.campaign.ID, "tasks": tasks, "limit": registry.MostFolded})
	if err != nil {
		return nil, f.store.fault("list what was seen", err)
	}
	list, err := pgx.CollectRows(rows, scanObservation)
	return list, f.store.fault("list what was seen", err)
}

// one stages what one observation makes of a site.
func (f *folding) one(ctx context.Context, o *registry.Observation) error {
	t, err := f.store.holdTask(ctx, f.tx, f.campaign.ID, o.Task)
	if err != nil {
		return err
	}
	questions, err := f.store.questionsOf(ctx, f.tx, &f.campaign, o.Questions)
	if err != nil {
		return err
	}
	result := registry.FoldResult{Task: t.ID, Ref: t.Ref}
	switch {
	case o.Sighting == registry.SeenNot && t.Ref != "":
		result.Outcome = registry.FoldedWithdraw
	case o.Sighting == registry.SeenNot:
		result.Outcome = registry.FoldedNothing
	case t.Ref == "":
		err = f.newcomer(ctx, &t, o, questions, &result)
	default:
		err = f.known(ctx, &t, o, questions, &result)
	}
	var refused *registry.RefusedError
	var forbidden *registry.ForbiddenError
	if errors.As(err, &refused) || errors.As(err, &forbidden) {
		result.Outcome, result.Refusal, err = "", err.Error(), nil
	}
	f.results = append(f.results, result)
	return err
}

// reason is what the ledger says of a fold.
func (f *folding) reason(t *registry.Task, o *registry.Observation) string {
	return fmt.Sprintf("campaign %d, task %d, seen on %s", f.campaign.ID, t.ID, registry.DateOf(o.ObservedAt))
}

// newcomer stages a site that was found where none was known.
func (f *folding) newcomer(ctx context.Context, t *registry.Task, o *registry.Observation, questions *registry.QuestionSet, result *registry.FoldResult) error {
	point, err := geo.NewPoint(t.Longitude, t.Latitude, geo.WGS84)
	if err != nil {
		return fmt.Errorf("place of task %d: %w", t.ID, err)
	}
	record, fields, left, err := o.Fold(questions, o.Newcomer(t))
	if err != nil {
		return err
	}
	result.Outcome, result.Fields, result.Left = registry.FoldedCreated, fields, left
	if result.Photos, err = f.pictures(ctx, o, &record); err != nil {
		return err
	}
	f.stage(staged{key: rand.Text(), record: record, shape: point.Shape(), action: registry.ActCreate, origin: registry.FieldVisit,
		reason: f.reason(t, o), after: registry.Standing{Lifecycle: registry.Draft, Review: registry.ReviewDraft}, content: true})
	return nil
}

// known stages the draft of a site that was looked at. A candidate is a draft
// from then on.
func (f *folding) known(ctx context.Context, t *registry.Task, o *registry.Observation, questions *registry.QuestionSet, result *registry.FoldResult) error {
	h, err := f.store.hold(ctx, f.tx, t.Ref)
	if err != nil {
		return err
	}
	reason := f.reason(t, o)
	h, after, err := f.begin(ctx, t.Ref, h.entry.Version, registry.ActUpdate, reason)
	if err != nil {
		return err
	}
	record, fields, left, err := o.Fold(questions, h.entry.Record)
	if err != nil {
		return err
	}
	if after.Lifecycle == registry.Candidate {
		after.Lifecycle = registry.Draft
	}
	result.Outcome, result.Fields, result.Left = registry.FoldedDraft, fields, left
	if result.Photos, err = f.pictures(ctx, o, &record); err != nil {
		return err
	}
	f.stage(staged{site: h, record: record, shape: h.shape, action: registry.ActUpdate, origin: registry.FieldVisit, reason: reason, after: after, content: true})
	return nil
}

// pictures adds the photos that have come to the record, as many as a site may
// have, and tells how many.
func (f *folding) pictures(ctx context.Context, o *registry.Observation, r *registry.Record) (added int, err error) {
	rows, err := f.tx.Query(ctx, statement("photo_files"), pgx.StrictNamedArgs{"observation": o.ID})
	if err != nil {
		return 0, f.store.fault("look for the photos", err)
	}
	hashes, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return 0, f.store.fault("look for the photos", err)
	}
	r.Media = slices.Clone(r.Media)
	for _, hash := range hashes {
		has := slices.ContainsFunc(r.Media, func(m registry.Medium) bool { return m.Hash == hash })
		if has || len(r.Media) >= registry.MostMedia {
			continue
		}
		r.Media, added = append(r.Media, o.Picture(hash)), added+1
	}
	return added, nil
}

func (f *folding) stage(s staged) {
	f.put(s)
	f.rows = append(f.rows, len(f.results))
}

// finish writes the drafts and notes what became of the tasks.
func (f *folding) finish(ctx context.Context) error {
	if len(f.staged) > 0 {
		if err := f.flush(ctx); err != nil {
			return err
		}
		rows, err := f.tx.Query(ctx, statement("campaign_new_refs"))
		if err != nil {
			return f.store.fault("read the references", err)
		}
		var row int64
		var ref string
		if _, err = pgx.ForEachRow(rows, []any{&row, &ref}, func() error {
			f.results[f.rows[row-1]].Ref = ref
			return nil
		}); err != nil {
			return f.store.fault("read the references", err)
		}
	}
	tasks, outcomes, refs := []int64{}, []string{}, []string{}
	for _, r := range f.results {
		if r.Outcome != "" {
			tasks, outcomes, refs = append(tasks, r.Task), append(outcomes, r.Outcome), append(refs, r.Ref)
		}
	}
	_, err := f.tx.Exec(ctx, statement("campaign_task_folded"), pgx.StrictNamedArgs{"tasks": tasks, "outcomes": outcomes, "refs": refs, "at": f.at})
	return f.store.fault("note what became of the tasks", err)
}
