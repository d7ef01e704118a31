package desk

import (
	"encoding/json"
	"time"

	"landbank/registry"
)

type campaignJSON struct {
	ID               int64          `json:"id"`
	Name             string         `json:"name"`
	Note             *string        `json:"note"`
	Territory        *string        `json:"territory"`
	Deadline         registry.Date  `json:"deadline"`
	State            string         `json:"state"`
	Reason           *string        `json:"reason"`
	Version          int            `json:"version"`
	Activity         int64          `json:"activity"`
	QuestionsVersion int            `json:"questions_version"`
	Questions        []questionJSON `json:"questions"`
	CreatedAt        string         `json:"created_at"`
	CreatedBy        string         `json:"created_by"`
	OpenedAt         *string        `json:"opened_at"`
	ClosedAt         *string        `json:"closed_at"`
	Tasks            map[string]int `json:"tasks"`
	Moves            []string       `json:"moves"`
	May              []string       `json:"may"`
}

// optionJSON is one answer that a question offers.
type optionJSON struct {
	Code      string        `json:"code"`
	Label     registry.Text `json:"label"`
	ValidFrom registry.Date `json:"valid_from"`
	ValidTo   registry.Date `json:"valid_to"`
}

// questionJSON is a question with everything that a form needs.
type questionJSON struct {
	Key      string            `json:"key"`
	Field    *string           `json:"field"`
	Type     registry.Type     `json:"type"`
	Options  []optionJSON      `json:"options"`
	Label    registry.Text     `json:"label"`
	Help     registry.Text     `json:"help"`
	Required bool              `json:"required"`
	Unit     *string           `json:"unit"`
	Display  *registry.Display `json:"display"`
}

func questionOf(q *registry.Question) questionJSON {
	full := q.Complete()
	unit, display := q.Unit()
	out := questionJSON{Key: full.Key, Field: optional(full.Field), Type: full.Type, Options: []optionJSON{}, Label: full.Label, Help: full.Help,
		Required: full.Required, Unit: optional(unit), Display: display}
	for _, o := range full.Options {
		out.Options = append(out.Options, optionJSON(o))
	}
	if out.Help == nil {
		out.Help = registry.Text{}
	}
	return out
}

// campaignOperations are what the principal may do with a campaign.
var campaignOperations = []registry.Operation{registry.ManageCampaign, registry.AnswerTask, registry.JudgeObservation}

func campaignOf(p registry.Principal, c *registry.Campaign) campaignJSON {
	out := campaignJSON{ID: c.ID, Name: c.Name, Note: optional(c.Note), Territory: optional(c.Territory), Deadline: c.Deadline, State: c.State,
		Reason: optional(c.Reason), Version: c.Version, Activity: c.Activity, QuestionsVersion: c.Questions.Version, Questions: []questionJSON{},
		CreatedAt: instant(c.CreatedAt), CreatedBy: c.CreatedBy, OpenedAt: moment(c.OpenedAt), ClosedAt: moment(c.ClosedAt), Tasks: c.Tasks,
		Moves: c.Moves(p), May: []string{}}
	for i := range c.Questions.Questions {
		out.Questions = append(out.Questions, questionOf(&c.Questions.Questions[i]))
	}
	for _, op := range campaignOperations {
		if p.Can(op, c.Ladder...) {
			out.May = append(out.May, string(op))
		}
	}
	return out
}

// moment gives an instant, nil for none.
func moment(at time.Time) *string {
	if at.IsZero() {
		return nil
	}
	return optional(instant(at))
}

type taskJSON struct {
	ID        int64           `json:"id"`
	Ref       *string         `json:"ref"`
	Label     string          `json:"label"`
	Address   *string         `json:"address"`
	Longitude float64         `json:"longitude"`
	Latitude  float64         `json:"latitude"`
	Outline   json.RawMessage `json:"outline,omitempty"`
	Source    *string         `json:"source"`
	Candidate bool            `json:"candidate"`
	Assignee  *string         `json:"assignee"`
	State     string          `json:"state"`
	Comment   *string         `json:"comment"`
	Second    bool            `json:"second"`
	Observed  int             `json:"observed"`
	ChangedAt string          `json:"changed_at"`
	Folded    *string         `json:"folded"`
	FoldedAt  *string         `json:"folded_at"`
	FoldedRef *string         `json:"folded_ref"`
}

func taskOf(t *registry.Task) taskJSON {
	return taskJSON{ID: t.ID, Ref: optional(t.Ref), Label: t.Label, Address: optional(t.Address), Longitude: t.Longitude, Latitude: t.Latitude,
		Outline: t.Outline, Source: optional(t.Source), Candidate: t.Candidate, Assignee: optional(t.Assignee), State: t.State, Comment: optional(t.Comment),
		Second: t.Second, Observed: t.Observed, ChangedAt: instant(t.ChangedAt), Folded: optional(t.Folded), FoldedAt: moment(t.FoldedAt),
		FoldedRef: optional(t.FoldedRef)}
}

func tasksOf(list []registry.Task) []taskJSON {
	out := []taskJSON{}
	for i := range list {
		out = append(out, taskOf(&list[i]))
	}
	return out
}

type positionJSON struct {
	Longitude float64 `json:"longitude"`
	Latitude  float64 `json:"latitude"`
	AccuracyM float64 `json:"accuracy_m"`
}

type observationJSON struct {
	ID         string                     `json:"id"`
	Task       int64                      `json:"task"`
	Observer   string                     `json:"observer"`
	Questions  int                        `json:"questions"`
	Sighting   string                     `json:"sighting"`
	Answers    map[string]json.RawMessage `json:"answers"`
	Comment    *string                    `json:"comment"`
	Position   *positionJSON              `json:"position"`
	DistanceM  *float64                   `json:"distance_m"`
	Photos     []photoJSON                `json:"photos"`
	ObservedAt string                     `json:"observed_at"`
	ReceivedAt string                     `json:"received_at"`
	Verdict    *string                    `json:"verdict"`
	VerdictBy  *string                    `json:"verdict_by"`
	VerdictAt  *string                    `json:"verdict_at"`
	Remark     *string                    `json:"remark"`
}

// photoJSON is a photo that the device has taken.
type photoJSON struct {
	ID   string `json:"id"`
	Sent bool   `json:"sent"` // it has come
}

func observationOf(o *registry.Observation) observationJSON {
	out := observationJSON{ID: o.ID, Task: o.Task, Observer: o.Observer, Questions: o.Questions, Sighting: o.Sighting, Answers: o.Answers,
		Comment: optional(o.Comment), DistanceM: o.DistanceM, Photos: []photoJSON{}, ObservedAt: instant(o.ObservedAt), ReceivedAt: instant(o.ReceivedAt),
		Verdict: optional(o.Verdict), VerdictBy: optional(o.VerdictBy), VerdictAt: moment(o.VerdictAt), Remark: optional(o.Remark)}
	if o.Position != nil {
		at := positionJSON(*o.Position)
		out.Position = &at
	}
	sent := map[string]bool{}
	for _, id := range o.Sent {
		sent[id] = true
	}
	for _, id := range o.Photos {
		out.Photos = append(out.Photos, photoJSON{id, sent[id]})
	}
	return out
}

type precisionJSON struct {
	Source     string   `json:"source"`
	Name       string   `json:"name"`
	Candidates int      `json:"candidates"`
	Observed   int      `json:"observed"`
	Confirmed  int      `json:"confirmed"`
	Share      *float64 `json:"share"`
	Low        *float64 `json:"low"`
	High       *float64 `json:"high"`
}

func precisionOf(list []registry.Precision) []precisionJSON {
	out := []precisionJSON{}
	for _, p := range list {
		out = append(out, precisionJSON(p))
	}
	return out
}

type agreementJSON struct {
	Key   string   `json:"key"`
	Pairs int      `json:"pairs"`
	Same  int      `json:"same"`
	Kappa *float64 `json:"kappa"`
}

type dayJSON struct {
	Day      registry.Date `json:"day"`
	Observed int           `json:"observed"`
}

type observerFiguresJSON struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Assigned  int       `json:"assigned"`
	Observed  int       `json:"observed"`
	Accepted  int       `json:"accepted"`
	Redo      int       `json:"redo"`
	Doubtful  int       `json:"doubtful"`
	AccuracyM *float64  `json:"accuracy_m"`
	Days      []dayJSON `json:"days"`
}

type figuresJSON struct {
	Activity   int64                 `json:"activity"`
	Tasks      map[string]int        `json:"tasks"`
	Folded     int                   `json:"folded"`
	Waiting    int                   `json:"waiting"`
	Unjudged   int                   `json:"unjudged"`
	PhotosDue  int                   `json:"photos_due"`
	Observers  []observerFiguresJSON `json:"observers"`
	Days       []dayJSON             `json:"days"`
	Agreement  []agreementJSON       `json:"agreement"`
	Candidates []precisionJSON       `json:"candidates"`
}

func figuresOf(f *registry.CampaignFigures) figuresJSON {
	out := figuresJSON{Activity: f.Activity, Tasks: f.Tasks, Folded: f.Folded, Waiting: f.Waiting, Unjudged: f.Unjudged, PhotosDue: f.PhotosDue,
		Observers: []observerFiguresJSON{}, Days: []dayJSON{}, Agreement: []agreementJSON{}, Candidates: precisionOf(f.Candidates)}
	for _, d := range f.Days {
		out.Days = append(out.Days, dayJSON(d))
	}
	for _, o := range f.Observers {
		row := observerFiguresJSON{ID: o.ID, Name: o.Name, Assigned: o.Assigned, Observed: o.Observed, Accepted: o.Accepted, Redo: o.Redo,
			Doubtful: o.Doubtful, AccuracyM: o.AccuracyM, Days: []dayJSON{}}
		for _, d := range f.Days {
			if n := o.Days[d.Day]; n > 0 {
				row.Days = append(row.Days, dayJSON{d.Day, n})
			}
		}
		out.Observers = append(out.Observers, row)
	}
	for _, a := range f.Agreement {
		out.Agreement = append(out.Agreement, agreementJSON(a))
	}
	return out
}
