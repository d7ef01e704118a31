package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

var _ registry.Campaigns = (*Store)(nil)

// campaignColumns are what scanCampaign reads.
const campaignColumns = `c.id, c.name, coalesce(c.note, ''), coalesce(t.code, ''), territories_of(c.territory_id), c.deadline, c.state,
	coalesce(c.reason, ''), c.version, c.activity, c.created_at, c.created_by, c.opened_at, c.closed_at, q.version, q.questions,
	coalesce((select jsonb_object_agg(n.state, n.tasks) from (select k.state, count(*) as tasks from campaign_task k where k.campaign_id = c.id group by k.state) n), '{}')`

func scanCampaign(row pgx.CollectableRow) (registry.Campaign, error) {
	var c registry.Campaign
	var deadline, opened, closed *time.Time
	err := row.Scan(&c.ID, &c.Name, &c.Note, &c.Territory, &c.Ladder, &deadline, &c.State, &c.Reason, &c.Version, &c.Activity,
		&c.CreatedAt, &c.CreatedBy, &opened, &closed, &c.Questions.Version, &c.Questions.Questions, &c.Tasks)
	if deadline != nil {
		c.Deadline = registry.DateOf(*deadline)
	}
	c.CreatedAt, c.OpenedAt, c.ClosedAt = c.CreatedAt.UTC(), instantOf(opened), instantOf(closed)
	return c, err
}

// instantOf gives an instant in UTC, the zero one for none.
func instantOf(at *time.Time) time.Time {
	if at == nil {
		return time.Time{}
	}
	return at.UTC()
}

// Campaigns is registry.Campaigns's.
func (s *Store) Campaigns(ctx context.Context, p registry.Principal, q registry.CampaignQuery) ([]registry.Campaign, error) {
	if !p.CanSomewhere(registry.ReadSite) {
		return nil, p.Authorize(registry.ReadSite)
	}
	within, everywhere := p.Within(registry.ReadSite)
	rows, err := s.write.Query(ctx, statement("campaign_list"), pgx.StrictNamedArgs{"states": orEmpty(q.States), "everywhere": everywhere,
		"within": orEmpty(within), "before": q.Before, "limit": q.Limit})
	if err != nil {
		return nil, s.fault("list the campaigns", err)
	}
	list, err := pgx.CollectRows(rows, scanCampaign)
	return list, s.fault("list the campaigns", err)
}

// rowsQuerier is what a campaign is read by: a pool or a transaction.
type rowsQuerier interface {
	querier
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

// campaign reads a campaign and checks the right to it.
func (s *Store) campaign(ctx context.Context, from rowsQuerier, p registry.Principal, op registry.Operation, id int64) (registry.Campaign, error) {
	var c registry.Campaign
	rows, err := from.Query(ctx, statement("campaign_one"), pgx.StrictNamedArgs{"id": id})
	if err != nil {
		return c, s.fault("read the campaign", err)
	}
	if c, err = pgx.CollectExactlyOneRow(rows, scanCampaign); errors.Is(err, pgx.ErrNoRows) {
		return c, fmt.Errorf("campaign %d: %w", id, registry.ErrNotFound)
	} else if err != nil {
		return c, s.fault("read the campaign", err)
	}
	return c, p.Authorize(op, c.Ladder...)
}

// Campaign is registry.Campaigns's.
func (s *Store) Campaign(ctx context.Context, p registry.Principal, id int64) (registry.Campaign, error) {
	return s.campaign(ctx, s.write, p, registry.ReadSite, id)
}

// Activity is registry.Campaigns's.
func (s *Store) Activity(ctx context.Context, p registry.Principal, id int64) (activity int64, err error) {
	var ladder []string
	err = s.write.QueryRow(ctx, statement("campaign_activity"), pgx.StrictNamedArgs{"id": id}).Scan(&activity, &ladder)
	if err != nil {
		return 0, s.fault("read the campaign", err)
	}
	return activity, p.Authorize(registry.ReadSite, ladder...)
}

// campaigning runs a change of one campaign: a transaction that holds it. What
// it does is noted in the campaign's activity.
func (s *Store) campaigning(ctx context.Context, p registry.Principal, op registry.Operation, id int64, do func(pgx.Tx, *registry.Campaign) error) error {
	err := pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		c, err := s.holdCampaign(ctx, tx, p, op, id)
		if err != nil {
			return err
		}
		if err := do(tx, &c); err != nil {
			return err
		}
		return s.touchCampaign(ctx, tx, id)
	})
	if isOwn(err) {
		return err
	}
	return s.fault("change the campaign", err)
}

func (s *Store) holdCampaign(ctx context.Context, tx pgx.Tx, p registry.Principal, op registry.Operation, id int64) (registry.Campaign, error) {
	if err := s.writeLimit(ctx, tx); err != nil {
		return registry.Campaign{}, err
	}
	if _, err := tx.Exec(ctx, statement("campaign_lock"), pgx.StrictNamedArgs{"id": id}); err != nil {
		return registry.Campaign{}, s.fault("hold the campaign", err)
	}
	return s.campaign(ctx, tx, p, op, id)
}

func (s *Store) touchCampaign(ctx context.Context, tx pgx.Tx, id int64) error {
	_, err := tx.Exec(ctx, statement("campaign_touch"), pgx.StrictNamedArgs{"id": id})
	return s.fault("note the activity", err)
}

// placeCampaign finds the territory of a campaign and checks the right to it.
func (s *Store) placeCampaign(ctx context.Context, tx pgx.Tx, p registry.Principal, code string) (*int64, error) {
	if code == "" {
		return nil, p.Authorize(registry.ManageCampaign)
	}
	var id int64
	var ladder []string
	err := tx.QueryRow(ctx, statement("campaign_territory"), pgx.StrictNamedArgs{"code": code}).Scan(&id, &ladder)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, registry.Refuse("campaign", "territory", fmt.Sprintf("there is no territory %q", code))
	}
	if err != nil {
		return nil, s.fault("read the territory", err)
	}
	return &id, p.Authorize(registry.ManageCampaign, ladder...)
}

// campaignArguments are the ones of a content.
func campaignArguments(e *registry.CampaignEdit, territory *int64) pgx.StrictNamedArgs {
	var deadline *time.Time
	if !e.Deadline.IsZero() {
		deadline = &e.Deadline.Time
	}
	return pgx.StrictNamedArgs{"name": cleanText(e.Name), "note": cleanText(e.Note), "territory": territory, "deadline": deadline}
}

func questionsJSON(list []registry.Question) ([]byte, error) {
	if list == nil {
		list = []registry.Question{}
	}
	return jsonText(list)
}

// CreateCampaign is registry.Campaigns's.
func (s *Store) CreateCampaign(ctx context.Context, p registry.Principal, e registry.CampaignEdit) (registry.Campaign, error) {
	var made registry.Campaign
	if !p.CanSomewhere(registry.ManageCampaign) {
		return made, p.Authorize(registry.ManageCampaign)
	}
	if err := e.Check(); err != nil {
		return made, err
	}
	questions, err := questionsJSON(e.Questions)
	if err != nil {
		return made, err
	}
	err = pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		territory, err := s.placeCampaign(ctx, tx, p, e.Territory)
		if err != nil {
			return err
		}
		args := campaignArguments(&e, territory)
		args["actor"], args["questions"] = p.ID, questions
		var id int64
		if err := tx.QueryRow(ctx, statement("campaign_add"), args).Scan(&id); err != nil {
			return s.fault("note the campaign", err)
		}
		made, err = s.campaign(ctx, tx, p, registry.ManageCampaign, id)
		return err
	})
	if isOwn(err) {
		return made, err
	}
	return made, s.fault("note the campaign", err)
}

// ChangeCampaign is registry.Campaigns's.
func (s *Store) ChangeCampaign(ctx context.Context, p registry.Principal, id int64, version int, e registry.CampaignEdit) (registry.Campaign, error) {
	var after registry.Campaign
	if err := e.Check(); err != nil {
		return after, err
	}
	err := s.campaigning(ctx, p, registry.ManageCampaign, id, func(tx pgx.Tx, c *registry.Campaign) error {
		if c.Version != version {
			return registry.ErrStale
		}
		if err := c.Editable(); err != nil {
			return err
		}
		if len(c.Tasks) > 0 && e.Territory != c.Territory {
			return registry.Refuse("campaign", "territory", "a campaign that has tasks stays in its territory")
		}
		territory, err := s.placeCampaign(ctx, tx, p, e.Territory)
		if err != nil {
			return err
		}
		args := campaignArguments(&e, territory)
		args["id"] = id
		if _, err := tx.Exec(ctx, statement("campaign_change"), args); err != nil {
			return s.fault("change the campaign", err)
		}
		return s.putQuestions(ctx, tx, p, c, e.Questions)
	})
	if err != nil {
		return after, err
	}
	return s.campaign(ctx, s.write, p, registry.ManageCampaign, id)
}

// putQuestions writes questions that differ: in place of the old ones until the
// campaign was opened, as a new version from then on.
func (s *Store) putQuestions(ctx context.Context, tx pgx.Tx, p registry.Principal, c *registry.Campaign, list []registry.Question) error {
	is, err := questionsJSON(list)
	if err != nil {
		return err
	}
	was, err := questionsJSON(c.Questions.Questions)
	if err != nil || string(is) == string(was) {
		return err
	}
	version := c.Questions.Version
	if !c.OpenedAt.IsZero() {
		version++
	}
	_, err = tx.Exec(ctx, statement("campaign_questions_put"), pgx.StrictNamedArgs{"id": c.ID, "version": version, "questions": is, "actor": p.ID})
	return s.fault("write the questions", err)
}

// questionsOf reads a version of a campaign's questions; the error is
// registry.ErrNotFound where it never had it.
func (s *Store) questionsOf(ctx context.Context, tx pgx.Tx, c *registry.Campaign, version int) (*registry.QuestionSet, error) {
	if version == c.Questions.Version {
		return &c.Questions, nil
	}
	var document []byte
	set := registry.QuestionSet{Version: version}
	err := tx.QueryRow(ctx, statement("campaign_questions_of"), pgx.StrictNamedArgs{"id": c.ID, "version": version}).Scan(&document)
	if err != nil {
		return nil, s.fault("read the questions", err)
	}
	if err := json.Unmarshal(document, &set.Questions); err != nil {
		return nil, fmt.Errorf("read the questions of campaign %d: %w", c.ID, err)
	}
	return &set, nil
}

// MoveCampaign is registry.Campaigns's.
func (s *Store) MoveCampaign(ctx context.Context, p registry.Principal, id int64, move, reason string) (registry.Campaign, error) {
	err := s.campaigning(ctx, p, registry.ManageCampaign, id, func(tx pgx.Tx, c *registry.Campaign) error {
		state, err := c.Move(move, reason, s.today())
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, statement("campaign_move"), pgx.StrictNamedArgs{"id": id, "state": state, "reason": cleanText(reason), "at": s.clock()})
		return s.fault("move the campaign", err)
	})
	if err != nil {
		return registry.Campaign{}, err
	}
	return s.campaign(ctx, s.write, p, registry.ManageCampaign, id)
}
