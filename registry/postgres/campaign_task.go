package postgres

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// taskColumns are what scanTask reads, besides how many there are and an
// outline.
const taskColumns = `k.id, k.campaign_id, coalesce(k.ref, ''), k.label, coalesce(k.address, ''), ST_X(k.geom), ST_Y(k.geom), coalesce(k.source, ''),
	k.candidate, coalesce(k.assignee, ''), k.state, coalesce(k.comment, ''), k.second,
	(select count(distinct v.observer) from observation v where v.task_id = k.id), k.changed_at, k.folded_at, coalesce(k.folded, ''), coalesce(k.folded_ref, '')`

func scanTask(row pgx.CollectableRow, matched *int64) (registry.Task, error) {
	var t registry.Task
	var folded *time.Time
	err := row.Scan(matched, &t.ID, &t.Campaign, &t.Ref, &t.Label, &t.Address, &t.Longitude, &t.Latitude, &t.Source, &t.Candidate, &t.Assignee,
		&t.State, &t.Comment, &t.Second, &t.Observed, &t.ChangedAt, &folded, &t.Folded, &t.FoldedRef, (*[]byte)(&t.Outline))
	t.ChangedAt, t.FoldedAt = t.ChangedAt.UTC(), instantOf(folded)
	return t, err
}

// AddTasks is registry.Campaigns's.
func (s *Store) AddTasks(ctx context.Context, p registry.Principal, id int64, w registry.TaskWish) (registry.TasksMade, error) {
	var made registry.TasksMade
	if err := w.Check(); err != nil {
		return made, err
	}
	err := s.campaigning(ctx, p, registry.ManageCampaign, id, func(tx pgx.Tx, c *registry.Campaign) error {
		if err := c.Editable(); err != nil {
			return err
		}
		refs, err := s.wantedSites(ctx, tx, c, &w)
		if err != nil {
			return err
		}
		tag, err := tx.Exec(ctx, statement("campaign_task_add"), pgx.StrictNamedArgs{"id": id, "refs": refs, "second": w.Second})
		if err != nil {
			return s.fault("make the tasks", err)
		}
		made.Made, made.There = int(tag.RowsAffected()), len(refs)-int(tag.RowsAffected())
		labels, xs, ys := []string{}, []float64{}, []float64{}
		for _, place := range w.Places {
			labels, xs, ys = append(labels, cleanText(strings.TrimSpace(place.Label))), append(xs, place.Longitude), append(ys, place.Latitude)
		}
		if tag, err = tx.Exec(ctx, statement("campaign_task_add_places"), pgx.StrictNamedArgs{"id": id, "labels": labels, "xs": xs, "ys": ys, "second": w.Second}); err != nil {
			return s.fault("make the tasks", err)
		}
		made.Made += int(tag.RowsAffected())
		return s.countTasks(ctx, tx, id, &made)
	})
	return made, err
}

// countTasks refuses more tasks than a campaign may have.
func (s *Store) countTasks(ctx context.Context, tx pgx.Tx, id int64, made *registry.TasksMade) error {
	if err := tx.QueryRow(ctx, statement("campaign_task_count"), pgx.StrictNamedArgs{"id": id}).Scan(&made.Total); err != nil {
		return s.fault("count the tasks", err)
	}
	if made.Total > registry.MostCampaignTasks {
		return registry.Refuse("task", "tasks", fmt.Sprintf("a campaign has at most %d tasks, and these would make %d; narrow the criteria or make a second campaign",
			registry.MostCampaignTasks, made.Total))
	}
	return nil
}

// wantedSites gives the references of the sites that tasks are wanted for.
func (s *Store) wantedSites(ctx context.Context, tx pgx.Tx, c *registry.Campaign, w *registry.TaskWish) ([]string, error) {
	refs := []string{}
	for _, ref := range w.Refs {
		if !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	rows, err := tx.Query(ctx, statement("campaign_task_wanted"), pgx.StrictNamedArgs{"refs": refs, "territory": c.Territory})
	if err != nil {
		return nil, s.fault("look for the sites", err)
	}
	missing, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, s.fault("look for the sites", err)
	}
	if len(missing) > 0 {
		return nil, registry.Refuse("task", "refs", "no task can be made for "+strings.Join(missing, ", ")+": there is no such site, or it lies outside of the campaign's territory")
	}
	if !w.ByCriteria {
		return refs, nil
	}
	reader, err := s.pastReader(ctx, tx, registry.Past{At: s.clock()}, registry.OutlineNone)
	if err != nil {
		return nil, err
	}
	reader.from = "campaign_sites"
	reader.scan(w.Criteria)
	reader.pieces["document"] = "p.document" // it is judged by what it says, whatever is asked
	reader.compiler.set("territory", c.Territory)
	reader.compiler.set("lifecycles", orEmpty(w.Lifecycles))
	err = reader.all(ctx, "", func(d *registry.Detail) error {
		refs = append(refs, d.Ref)
		if len(refs) > registry.MostCampaignTasks {
			return registry.Refuse("task", "criteria", fmt.Sprintf("more than %d sites meet the criteria; narrow them", registry.MostCampaignTasks))
		}
		return nil
	})
	return refs, err
}

// Tasks is registry.Campaigns's.
func (s *Store) Tasks(ctx context.Context, p registry.Principal, id int64, q registry.TaskQuery) (registry.TaskPage, error) {
	var page registry.TaskPage
	if _, err := s.Campaign(ctx, p, id); err != nil {
		return page, err
	}
	rows, err := s.write.Query(ctx, statement("campaign_task_list"), pgx.StrictNamedArgs{"id": id, "states": orEmpty(q.States), "assignee": q.Assignee,
		"folded": q.Folded, "words": escapeLike(q.Text), "after": q.After, "limit": q.Limit + 1})
	if err != nil {
		return page, s.fault("list the tasks", err)
	}
	page.Tasks, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.Task, error) { return scanTask(row, &page.Matched) })
	if err != nil {
		return page, s.fault("list the tasks", err)
	}
	if len(page.Tasks) > q.Limit {
		page.Tasks = page.Tasks[:q.Limit]
		page.Next = page.Tasks[q.Limit-1].ID
	}
	return page, nil
}

// TaskPoints is registry.Campaigns's.
func (s *Store) TaskPoints(ctx context.Context, p registry.Principal, id int64) ([]registry.TaskPoint, error) {
	if _, err := s.Campaign(ctx, p, id); err != nil {
		return nil, err
	}
	rows, err := s.write.Query(ctx, statement("campaign_task_points"), pgx.StrictNamedArgs{"id": id})
	if err != nil {
		return nil, s.fault("list the places", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (t registry.TaskPoint, err error) {
		return t, row.Scan(&t.ID, &t.Longitude, &t.Latitude, &t.State, &t.Assignee)
	})
	return list, s.fault("list the places", err)
}

// AssignTasks is registry.Campaigns's.
func (s *Store) AssignTasks(ctx context.Context, p registry.Principal, id int64, a registry.TaskAssignment) (int, error) {
	if err := a.Check(); err != nil {
		return 0, err
	}
	changed := 0
	err := s.campaigning(ctx, p, registry.ManageCampaign, id, func(tx pgx.Tx, c *registry.Campaign) error {
		if err := c.Editable(); err != nil {
			return err
		}
		people := a.Spread
		if len(people) == 0 {
			people = []string{a.Assignee}
		}
		if err := s.mayAnswer(ctx, c, people); err != nil {
			return err
		}
		tasks, err := s.chosenTasks(ctx, tx, id, &a)
		if err != nil {
			return err
		}
		var whose []string
		for i, share := range registry.TaskShares(len(tasks), len(people)) {
			whose = append(whose, slices.Repeat([]string{people[i]}, share)...)
		}
		tag, err := tx.Exec(ctx, statement("campaign_task_assign"), pgx.StrictNamedArgs{"id": id, "tasks": tasks, "people": orEmpty(whose)})
		changed = int(tag.RowsAffected())
		return s.fault("assign the tasks", err)
	})
	return changed, err
}

// chosenTasks holds the tasks that an assignment is about.
func (s *Store) chosenTasks(ctx context.Context, tx pgx.Tx, id int64, a *registry.TaskAssignment) ([]int64, error) {
	states, box := a.States, [4]float64{}
	if len(states) == 0 {
		states = registry.ToDo
	}
	if a.Within != nil {
		box = *a.Within
	}
	named := a.Tasks
	if named == nil {
		named = []int64{}
	}
	rows, err := tx.Query(ctx, statement("campaign_task_chosen"), pgx.StrictNamedArgs{"id": id, "inside": a.Within != nil, "tasks": named, "states": states,
		"west": box[0], "south": box[1], "east": box[2], "north": box[3]})
	if err != nil {
		return nil, s.fault("choose the tasks", err)
	}
	tasks, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	return tasks, s.fault("choose the tasks", err)
}

// mayAnswer refuses people who cannot answer tasks of the campaign.
func (s *Store) mayAnswer(ctx context.Context, c *registry.Campaign, people []string) error {
	known, err := s.observersOf(ctx, c)
	if err != nil {
		return err
	}
	for _, who := range people {
		if who != "" && !slices.ContainsFunc(known, func(o registry.Observer) bool { return o.ID == who }) {
			return registry.Refuse("task", "assignee", fmt.Sprintf("%s has no account in use with the right to answer tasks there", who))
		}
	}
	return nil
}

// observersOf lists the accounts that may answer tasks of the campaign.
func (s *Store) observersOf(ctx context.Context, c *registry.Campaign) ([]registry.Observer, error) {
	list := []registry.Observer{}
	for after := int64(0); ; {
		rows, err := s.write.Query(ctx, statement("account_list"), pgx.StrictNamedArgs{"after": after, "email_key": "", "most": mostListed})
		if err != nil {
			return nil, s.fault("list the observers", err)
		}
		accounts, err := pgx.CollectRows(rows, scanAccount)
		if err != nil {
			return nil, s.fault("list the observers", err)
		}
		for _, a := range accounts {
			who := registry.Principal{ID: a.Principal().ID, Grants: a.Grants} // also before the first password is changed
			if a.DisabledAt == nil && who.Can(registry.AnswerTask, c.Ladder...) {
				list = append(list, registry.Observer{ID: who.ID, Name: cmp.Or(a.Name, a.Email)})
			}
			after = a.ID
		}
		if len(accounts) < mostListed {
			return list, nil
		}
	}
}

// RemoveTasks is registry.Campaigns's.
func (s *Store) RemoveTasks(ctx context.Context, p registry.Principal, id int64, tasks []int64) (int, error) {
	removed := 0
	err := s.campaigning(ctx, p, registry.ManageCampaign, id, func(tx pgx.Tx, c *registry.Campaign) error {
		if err := c.Editable(); err != nil {
			return err
		}
		tag, err := tx.Exec(ctx, statement("campaign_task_remove"), pgx.StrictNamedArgs{"id": id, "tasks": tasks})
		removed = int(tag.RowsAffected())
		return s.fault("remove the tasks", err)
	})
	return removed, err
}

// Observers is registry.Campaigns's.
func (s *Store) Observers(ctx context.Context, p registry.Principal, id int64) ([]registry.Observer, error) {
	c, err := s.campaign(ctx, s.write, p, registry.ManageCampaign, id)
	if err != nil {
		return nil, err
	}
	list, err := s.observersOf(ctx, &c)
	if err != nil {
		return nil, err
	}
	figures, err := s.observerFigures(ctx, id)
	for i := range list {
		at := slices.IndexFunc(figures, func(f registry.ObserverFigures) bool { return f.ID == list[i].ID })
		if at >= 0 {
			list[i].Waiting = figures[at].Assigned
		}
	}
	return list, err
}
