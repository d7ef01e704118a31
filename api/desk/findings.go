package desk

import (
	"net/http"
	"strconv"

	"landbank/api/exchange"
	"landbank/registry"
)

// FindingsPath is where the findings of the stock are.
const FindingsPath = Root + "/findings"

// Findings answers with what the rules found in the stock.
type Findings struct{ store registry.Inspection }

// NewFindings makes it of the store.
func NewFindings(store registry.Inspection) *Findings { return &Findings{store: store} }

// foundJSON is a finding with the site that it was made in, and its days.
type foundJSON struct {
	ID          int64    `json:"id"`
	Ref         string   `json:"ref"`
	Territories []string `json:"territories"`
	Standing    string   `json:"standing"`
	findingJSON
	FirstSeen string  `json:"first_seen"`
	LastSeen  string  `json:"last_seen"`
	GoneAt    *string `json:"gone_at"`
}

const mostID = 1<<53 - 1

// List answers with a page of them.
func (f *Findings) List(c *exchange.Call, _ path) error {
	q := c.Query
	q.Only("rule", "severity", "territory", "ref", "standing", "gone", "limit", "after")
	var rules []string
	for _, r := range registry.Rules {
		rules = append(rules, r.ID)
	}
	ask := registry.FindingQuery{
		Rule:     choice(q, "rule", rules...),
		Severity: registry.Severity(choice(q, "severity", string(registry.Error), string(registry.Warning))),
		Standing: choice(q, "standing", "published", "draft"),
		Gone:     choice(q, "gone", "false", "true") == "true",
		Limit:    q.Int("limit", 1, mostSites, usualSites),
		After:    int64(q.Int("after", 1, mostID, 0)),
	}
	ask.Territory, _ = q.Text("territory")
	ask.Ref, _ = q.Text("ref")
	if err := q.Err(); err != nil {
		return err
	}
	page, err := f.store.Findings(c.Context(), c.Principal, ask)
	if err != nil {
		return err
	}
	out := struct {
		Matched  int64       `json:"matched"`
		Findings []foundJSON `json:"findings"`
		Next     *string     `json:"next"`
	}{Matched: page.Matched, Findings: []foundJSON{}}
	for i := range page.Findings {
		out.Findings = append(out.Findings, foundOf(&page.Findings[i]))
	}
	if page.Next > 0 {
		out.Next = optional(strconv.FormatInt(page.Next, 10))
	}
	return send(c, http.StatusOK, "", out)
}

// choice gives the value of a parameter that is one of the values; "" without
// one.
func choice(q *exchange.Query, name string, values ...string) string {
	if _, given := q.Text(name); !given {
		return ""
	}
	return q.OneOf(name, values...)
}

func foundOf(f *registry.Found) foundJSON {
	i := &f.Issue
	out := foundJSON{ID: f.ID, Ref: f.Ref, Territories: some(f.Territories), Standing: f.Standing, findingJSON: findingOf(i, f.Waived),
		FirstSeen: instant(f.FirstSeen), LastSeen: instant(f.LastSeen)}
	if !f.GoneAt.IsZero() {
		out.GoneAt = optional(instant(f.GoneAt))
	}
	return out
}
