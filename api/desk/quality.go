package desk

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"
	"time"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
)

// Paths of what is told of how the stock is kept.
const (
	RemindersPath  = Root + "/reminders"
	StatisticsPath = Root + "/statistics"
)

// The days of findings over time.
const (
	usualDays = 90
	mostDays  = 1100
)

// Quality answers with how the stock is kept.
type Quality struct {
	store registry.Quality
	now   func() time.Time
}

// NewQuality makes it of the store and a clock.
func NewQuality(store registry.Quality, now func() time.Time) *Quality {
	return &Quality{store: store, now: now}
}

// reminderJSON is a reminder in a list.
type reminderJSON struct {
	ID          int64         `json:"id"`
	Kind        string        `json:"kind"`
	About       *string       `json:"about"`
	State       string        `json:"state"`
	DueOn       registry.Date `json:"due_on"`
	Since       registry.Date `json:"since"`
	Ref         string        `json:"ref"`
	Names       registry.Text `json:"names"`
	Version     int           `json:"version"`
	Lifecycle   string        `json:"lifecycle"`
	Territories []string      `json:"territories"`
	Steward     *string       `json:"steward"`
	Deputy      *string       `json:"deputy"`
}

// Reminders answers with a page of what has to be looked at.
func (d *Quality) Reminders(c *exchange.Call, _ path) error {
	q := c.Query
	q.Only("whose", "kind", "state", "territory", "limit", "after")
	ask := registry.ReminderQuery{
		Mine:  q.OneOf("whose", "mine", "all") == "mine",
		Kind:  choice(q, "kind", registry.ReminderKinds...),
		State: choice(q, "state", registry.ReminderDue, registry.ReminderOver, registry.ReminderUnknown),
		Limit: q.Int("limit", 1, mostSites, usualSites),
		After: reminderPlace(q),
	}
	ask.Territory, _ = q.Text("territory")
	if err := q.Err(); err != nil {
		return err
	}
	page, err := d.store.Reminders(c.Context(), c.Principal, ask)
	if err != nil {
		return err
	}
	out := struct {
		Matched   int64            `json:"matched"`
		Counts    map[string]int64 `json:"counts"`
		Reminders []reminderJSON   `json:"reminders"`
		Next      *string          `json:"next"`
	}{page.Matched, map[string]int64{}, []reminderJSON{}, nil}
	for _, kind := range registry.ReminderKinds {
		out.Counts[kind] = page.Counts[kind]
	}
	for i := range page.Reminders {
		r := &page.Reminders[i]
		out.Reminders = append(out.Reminders, reminderJSON{r.ID, r.Kind, optional(r.About), r.State, r.DueOn, r.Since, r.Ref, r.Names, r.Version,
			r.Lifecycle, some(r.Territories), optional(r.Steward), optional(r.Deputy)})
	}
	if page.Next.ID > 0 {
		out.Next = optional(cmp.Or(page.Next.DueOn.String(), "never") + "." + strconv.FormatInt(page.Next.ID, 10))
	}
	return send(c, http.StatusOK, "", out)
}

// reminderPlace reads where the page begins, as the page before said it.
func reminderPlace(q *exchange.Query) (place registry.ReminderPlace) {
	text, given := q.Text("after")
	if !given {
		return place
	}
	on, number, _ := strings.Cut(text, ".")
	id, err := strconv.ParseInt(number, 10, 64)
	if err == nil && on != "never" {
		place.DueOn, err = registry.ParseDate(on)
	}
	if err != nil || id < 1 {
		q.Fault("after", criteria.RuleBadValue, exchange.Printable(text), "next of the page before")
	}
	place.ID = id
	return place
}

// statisticsJSON are the figures of the stock.
type statisticsJSON struct {
	Day         registry.Date           `json:"day"`
	Published   int64                   `json:"published"`
	Lifecycles  map[string]int64        `json:"lifecycles"`
	Freshness   registry.FreshnessCount `json:"freshness"`
	Territories []territoryQuality      `json:"territories"`
	Stewards    []stewardQuality        `json:"stewards"`
	Clocks      []clockQuality          `json:"clocks"`
	Oldest      []oldSite               `json:"oldest"`
	Fields      []registry.FieldQuality `json:"fields"`
	Completed   []int64                 `json:"completeness"`
	Readiness   []int64                 `json:"readiness"`
	Findings    []registry.FindingCount `json:"findings"`
	Days        []registry.FindingDay   `json:"days"`
	CheckedAt   *string                 `json:"checked_at"`
}

type territoryQuality struct {
	Code     string        `json:"code"`
	Level    int           `json:"level"`
	Names    registry.Text `json:"name"`
	Children bool          `json:"children"`
	registry.FreshnessCount
}

type stewardQuality struct {
	ID   *string `json:"id"`
	Name *string `json:"name"`
	registry.FreshnessCount
}

type clockQuality struct {
	Clock string `json:"clock"`
	Days  int    `json:"days"`
	Stale int64  `json:"stale"`
}

type oldSite struct {
	Ref       string        `json:"ref"`
	Names     registry.Text `json:"names"`
	CheckedOn registry.Date `json:"checked_on"`
	Freshness *string       `json:"freshness"`
	Stale     []string      `json:"stale_groups"`
	Steward   *string       `json:"steward"`
}

// Statistics answers with the figures of the sites that the principal may read.
func (d *Quality) Statistics(c *exchange.Call, _ path) error {
	q := c.Query
	q.Only("territory", "steward", "days")
	days := q.Int("days", 1, mostDays, usualDays)
	var ask registry.StatisticsQuery
	ask.Territory, _ = q.Text("territory")
	if ask.Steward, _ = q.Text("steward"); ask.Steward == "me" {
		ask.Steward = c.Principal.ID
	}
	ask.Since = registry.DateOf(d.now().AddDate(0, 0, 1-days))
	if err := q.Err(); err != nil {
		return err
	}
	s, err := d.store.Statistics(c.Context(), c.Principal, ask)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, "", statisticsOf(&s))
}

func statisticsOf(s *registry.Statistics) statisticsJSON {
	out := statisticsJSON{Day: s.Day, Published: s.Published, Lifecycles: s.Lifecycles, Freshness: s.Freshness, Territories: []territoryQuality{},
		Stewards: []stewardQuality{}, Clocks: []clockQuality{}, Oldest: []oldSite{}, Fields: some(s.Fields), Completed: s.Completed[:],
		Readiness: s.Readiness[:], Findings: some(s.Findings), Days: some(s.Days)}
	for _, t := range s.Territories {
		out.Territories = append(out.Territories, territoryQuality{t.Code, t.Level, t.Names, t.Children, t.FreshnessCount})
	}
	for _, w := range s.Stewards {
		out.Stewards = append(out.Stewards, stewardQuality{optional(w.ID), optional(w.Name), w.FreshnessCount})
	}
	for _, k := range s.Clocks {
		out.Clocks = append(out.Clocks, clockQuality(k))
	}
	for _, o := range s.Oldest {
		out.Oldest = append(out.Oldest, oldSite{o.Ref, o.Names, o.CheckedOn, optional(o.Freshness), some(o.Stale), optional(o.Steward)})
	}
	if !s.CheckedAt.IsZero() {
		out.CheckedAt = optional(instant(s.CheckedAt))
	}
	return out
}
