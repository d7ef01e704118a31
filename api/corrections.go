package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
)

// maxProposal is the longest body of a correction.
const maxProposal = 64 << 10

// dutyOperations lists what the public proposes, what staff decide of it, and
// what the registry does by itself.
func (s *server) dutyOperations() []operation {
	asJSON := []string{jsonType}
	return []operation{
		{"proposeCorrection", http.MethodPost, "/api/v1/sites/:ref/corrections", asJSON, s.proposeCorrection},
		{"listCorrections", http.MethodGet, "/api/v1/sites/:ref/corrections", asJSON, s.listCorrections},
		{"listDeskCorrections", http.MethodGet, deskPath + "/corrections", asJSON, s.listDeskCorrections},
		{"decideCorrection", http.MethodPost, deskPath + "/corrections/:id/decision", asJSON, s.decideCorrection},
		{"listJobs", http.MethodGet, deskPath + "/jobs", asJSON, s.listJobs},
		{"runJob", http.MethodPost, deskPath + "/jobs", nil, s.runJob},
	}
}

// proposeCorrection notes what somebody says is wrong with a site.
func (s *server) proposeCorrection(c *exchange.Call, path params) error {
	ref, ok := name(path("ref"))
	if !ok {
		return registry.ErrNotFound
	}
	c.Query.Only()
	body, err := c.ReadObject(maxProposal)
	if err != nil {
		return err
	}
	body.Faults = append(c.Query.Faults, body.Faults...)
	body.Only("changes", "asks", "text", "evidence", "evidence_urls", "email", "language")
	p := registry.Proposal{Asks: body.Texts("asks"), EvidenceURLs: body.Texts("evidence_urls"), Client: s.origins.Client(c.Request)}
	p.Text, _ = body.Text("text")
	p.Evidence, _ = body.Text("evidence")
	p.Email, _ = body.Text("email")
	p.Language, _ = body.Text("language")
	if changes := body.Object("changes"); changes != nil {
		p.Changes = map[string]json.RawMessage{}
		for _, at := range changes.Names() {
			if p.Changes[at], _ = changes.Raw(at); p.Changes[at] == nil {
				p.Changes[at] = json.RawMessage("null")
			}
		}
		body.Include(changes)
	}
	if err := body.Err(); err != nil {
		return err
	}
	made, err := s.corrections.Propose(c.Context(), ref, p)
	if err != nil {
		return faultsOf(err)
	}
	out, err := exchange.JSON(map[string]any{"id": made.ID, "ref": made.Ref, "state": made.State, "created_at": made.CreatedAt.Format(time.RFC3339)})
	if err != nil {
		return err
	}
	c.Header().Set("Cache-Control", "no-store")
	return c.Send(http.StatusCreated, "", exchange.NewBody(out))
}

// faultsOf says of what was refused where in the body it stands.
func faultsOf(err error) error {
	var refused *registry.RefusedError
	if !errors.As(err, &refused) {
		return err
	}
	var faults criteria.Faults
	for _, r := range refused.Refusals {
		faults = append(faults, criteria.Fault{In: "body", Name: "/" + r.Field, Rule: criteria.RuleBadValue, Got: "what cannot be taken", Want: r.Message})
	}
	return faults
}

// decidedJSON is a correction as the public sees it.
type decidedJSON struct {
	ID        int64    `json:"id"`
	State     string   `json:"state"`
	Reply     string   `json:"reply"`
	Accepted  []string `json:"accepted"` // paths; the values are told when they are published
	CreatedAt string   `json:"created_at"`
	DecidedAt string   `json:"decided_at"`
}

// listCorrections answers with what was decided of a site.
func (s *server) listCorrections(c *exchange.Call, path params) error {
	if err := noParameters(c); err != nil {
		return err
	}
	ref, ok := name(path("ref"))
	if !ok {
		return registry.ErrNotFound
	}
	list, err := s.corrections.Decided(c.Context(), ref)
	if err != nil {
		return err
	}
	out := []decidedJSON{}
	for i := range list {
		d := &list[i]
		out = append(out, decidedJSON{d.ID, d.State, d.Reply, some(d.Accepted), d.CreatedAt.Format(time.RFC3339), d.DecidedAt.Format(time.RFC3339)})
	}
	c.Header().Set("Cache-Control", "no-store")
	return sendJSON(c, "", map[string]any{"corrections": out})
}

// correctionJSON is a correction as staff see it.
type correctionJSON struct {
	ID           int64                      `json:"id"`
	Ref          string                     `json:"ref"`
	State        string                     `json:"state"`
	Changes      map[string]json.RawMessage `json:"changes"`
	Asks         []string                   `json:"asks"`
	Text         *string                    `json:"text"`
	Evidence     *string                    `json:"evidence"`
	EvidenceURLs []string                   `json:"evidence_urls"`
	Language     *string                    `json:"language"`
	Email        *string                    `json:"email"`
	CreatedAt    string                     `json:"created_at"`
	DecidedAt    *string                    `json:"decided_at"`
	DecidedBy    *string                    `json:"decided_by"`
	Reply        *string                    `json:"reply"`
	Accepted     []string                   `json:"accepted"`
}

func correctionOf(c *registry.Correction) correctionJSON {
	return correctionJSON{c.ID, c.Ref, c.State, c.Changes, some(c.Asks), optional(c.Text), optional(c.Evidence), some(c.EvidenceURLs), optional(c.Language),
		optional(c.Email), c.CreatedAt.Format(time.RFC3339), instant(c.DecidedAt), optional(c.DecidedBy), optional(c.Reply), some(c.Accepted)}
}

// listDeskCorrections answers with the corrections that the principal decides
// on.
func (s *server) listDeskCorrections(c *exchange.Call, _ params) error {
	c.Query.Only("state", "ref", "limit", "before")
	q := registry.CorrectionQuery{States: c.Query.SomeOf("state", registry.CorrectionStates...), Limit: c.Query.Int("limit", 1, mostRows, 100) + 1,
		Before: int64(c.Query.Int("before", 1, maxID, 0))}
	q.Ref, _ = c.Query.Text("ref")
	if err := c.Query.Err(); err != nil {
		return err
	}
	list, err := s.corrections.Corrections(c.Context(), c.Principal, q)
	if err != nil {
		return err
	}
	out := struct {
		Corrections []correctionJSON `json:"corrections"`
		Next        *int64           `json:"next"`
	}{Corrections: []correctionJSON{}}
	for i := range list[:min(q.Limit-1, len(list))] {
		out.Corrections = append(out.Corrections, correctionOf(&list[i]))
		out.Next = next(len(list) == q.Limit, list[i].ID)
	}
	return sendJSON(c, "", out)
}

// decideCorrection decides one.
func (s *server) decideCorrection(c *exchange.Call, path params) error {
	id, err := strconv.ParseInt(path("id"), 10, 64)
	if err != nil || id < 1 {
		return registry.ErrNotFound
	}
	c.Query.Only()
	body, err := c.ReadObject(maxProposal)
	if err != nil {
		return err
	}
	body.Faults = append(c.Query.Faults, body.Faults...)
	body.Only("state", "reply", "accept")
	d := registry.Decision{State: body.OneOf("state", registry.CorrectionStates[1:]...), Accept: body.Texts("accept")}
	d.Reply, _ = body.Needed("reply")
	if _, given := body.Raw("state"); !given {
		body.Fault("state", exchange.RuleMissing, "nothing", "accepted, partly, rejected or duplicate")
	}
	if err := body.Err(); err != nil {
		return err
	}
	made, err := s.corrections.Decide(c.Context(), c.Principal, id, d)
	if err != nil {
		return err
	}
	return sendJSON(c, "", correctionOf(&made))
}

// jobJSON is one time that a duty was or will be done.
type jobJSON struct {
	ID          int64   `json:"id"`
	Duty        string  `json:"duty"`
	Slot        string  `json:"slot"`
	State       string  `json:"state"`
	Attempts    int     `json:"attempts"`
	ScheduledAt string  `json:"scheduled_at"`
	StartedAt   *string `json:"started_at"`
	EndedAt     *string `json:"ended_at"`
	Done        int64   `json:"done"`
	Failure     *string `json:"failure"`
}

// dutyJSON is what the registry does by itself, and when next.
type dutyJSON struct {
	Duty    string `json:"duty"`
	Seconds int64  `json:"every_s"`
	NextAt  string `json:"next_at"`
}

// listJobs answers with what the registry did by itself.
func (s *server) listJobs(c *exchange.Call, _ params) error {
	c.Query.Only("limit")
	limit := c.Query.Int("limit", 1, mostRows, 100)
	if err := c.Query.Err(); err != nil {
		return err
	}
	runs, err := s.jobs.JobRuns(c.Context(), c.Principal, limit)
	if err != nil {
		return err
	}
	duties, err := s.jobs.Duties(c.Context(), c.Principal)
	if err != nil {
		return err
	}
	plans := []dutyJSON{}
	for _, d := range duties {
		plans = append(plans, dutyJSON{d.Name, int64(d.Every / time.Second), d.Next.Format(time.RFC3339)})
	}
	out := []jobJSON{}
	for _, r := range runs {
		out = append(out, jobJSON{r.ID, r.Duty, r.Slot.Format(time.RFC3339), r.State, r.Attempts, r.ScheduledAt.Format(time.RFC3339),
			instant(r.StartedAt), instant(r.EndedAt), r.Done, optional(r.Failure)})
	}
	return sendJSON(c, "", map[string]any{"jobs": out, "duties": plans})
}

// runJob has a duty done at once.
func (s *server) runJob(c *exchange.Call, _ params) error {
	c.Query.Only()
	body, err := c.ReadObject(maxProposal)
	if err != nil {
		return err
	}
	body.Faults = append(c.Query.Faults, body.Faults...)
	body.Only("duty")
	duty, _ := body.Needed("duty")
	if err := body.Err(); err != nil {
		return err
	}
	if err := s.jobs.RunDuty(c.Context(), c.Principal, duty); err != nil {
		return err
	}
	c.SendNothing()
	return nil
}
