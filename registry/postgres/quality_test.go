package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"landbank/registry"
)

// reminded is a reminder in one line.
func reminded(list []registry.Reminder) []string {
	lines := []string{}
	for _, r := range list {
		lines = append(lines, fmt.Sprintf("%s %s %s %s", r.Kind, r.About, r.State, r.DueOn))
	}
	return lines
}

// What has to be looked at follows from the record and the day.
func TestRemindersOfARecord(t *testing.T) {
	t.Parallel()
	day := registry.NewDate(2026, 11, 26)
	ago := func(days int) registry.Date { return registry.DateOf(day.AddDate(0, 0, -days)) }
	for name, c := range map[string]struct {
		lifecycle string
		record    registry.Record
		want      []string
	}{
		"nothing is known": {"published", registry.Record{}, []string{}},
		"availability is due after 24 days": {"published", registry.Record{Availability: "available", CheckedOn: ago(24)},
			[]string{"facts availability due 2026-12-02"}},
		"a day before it is not": {"published", registry.Record{Availability: "available", CheckedOn: ago(23)}, []string{}},
		"on the last day it is due": {"published", registry.Record{Availability: "available", CheckedOn: ago(30)},
			[]string{"facts availability due 2026-11-26"}},
		"and then it is over": {"published", registry.Record{Availability: "available", CheckedOn: ago(31)},
			[]string{"facts availability over 2026-11-25"}},
		"of unknown age":      {"draft", registry.Record{Availability: "available"}, []string{"facts availability unknown "}},
		"its life has ended":  {"withdrawn", registry.Record{Availability: "available"}, nil},
		"a letter runs out":   {"published", registry.Record{Utilities: []registry.Utility{{Network: "gas", ValidUntil: ago(-60)}}}, []string{"letter gas due 2027-01-25"}},
		"not so soon":         {"published", registry.Record{Utilities: []registry.Utility{{Network: "gas", ValidUntil: ago(-61)}}}, []string{}},
		"a letter ran out":    {"published", registry.Record{Utilities: []registry.Utility{{Network: "gas", ValidUntil: ago(1)}}}, []string{"letter gas over 2026-11-25"}},
		"a document runs out": {"published", registry.Record{Media: []registry.Medium{{Hash: "h", ValidUntil: day}}}, []string{"document h due 2026-11-26"}},
		"a reservation ends": {"reserved", registry.Record{ReservedTill: ago(-14)},
			[]string{"reservation  due 2026-12-10"}},
		"of a site that is not reserved":   {"published", registry.Record{ReservedTill: ago(-14)}, []string{}},
		"nobody tried the contact":         {"published", registry.Record{Contact: registry.Contact{Email: "a@example.org"}}, []string{"contact  unknown "}},
		"somebody did long ago":            {"published", registry.Record{Contact: registry.Contact{Email: "a@example.org", TestedOn: ago(181)}}, []string{"contact  over 2026-11-25"}},
		"somebody did":                     {"published", registry.Record{Contact: registry.Contact{Email: "a@example.org", TestedOn: ago(100)}}, []string{}},
		"two letters of one network count": {"published", registry.Record{Utilities: []registry.Utility{{Network: "gas"}, {Network: "gas", ValidUntil: ago(1)}}}, []string{"letter gas over 2026-11-25"}},
	} {
		got := c.record.Reminders(registry.Moment{Lifecycle: c.lifecycle, Day: day})
		if !slices.Equal(reminded(got), c.want) && !(len(got) == 0 && len(c.want) == 0) {
			t.Errorf("%s: %q, want %q", name, reminded(got), c.want)
		}
	}
}

// hired makes an account and gives its number.
func (d *desk) hired(email string) int64 {
	d.t.Helper()
	account, _, err := d.store.CreateAccount(d.t.Context(), registry.Operator, registry.NewAccount{Email: email})
	if err != nil {
		d.t.Fatal(err)
	}
	return account.ID
}

// settled returns when the job of a duty on a day has ended well.
func (d *desk) settled(duty string, day registry.Date) {
	d.t.Helper()
	for done := false; !done; {
		runs, err := d.store.JobRuns(d.t.Context(), registry.Operator, 100)
		if err != nil {
			d.t.Fatal(err)
		}
		done = slices.ContainsFunc(runs, func(r registry.JobRun) bool {
			return r.Duty == duty && r.State == "completed" && r.Slot.Equal(day.Time)
		})
	}
}

// The job brings reminders up to date once a day, whoever asks sees those of
// the sites that they look after or may read, in the order of days.
func TestRemindersAreBroughtUpToDate(t *testing.T) {
	t.Parallel()
	d, c := datedDesk(t)
	ctx := t.Context()
	steward := registry.Principal{ID: "user:" + fmt.Sprint(d.hired("steward@example.org")), Grants: []registry.Grant{{Role: registry.Editor}}}
	old := d.published(draft(30, 48, checkedOn(c.day)))
	if _, err := d.store.Assign(ctx, admin, registry.Assignment{Sites: registry.EntryQuery{Text: old.Ref}, Steward: &steward.ID}); err != nil {
		t.Fatal(err)
	}
	d.published(draft(31, 48, checkedOn(c.day)))
	work := func() {
		t.Helper()
		stop := must[func(context.Context) error](t)(d.store.Work(ctx))
		d.settled("reminders", c.day)
		if err := stop(ctx); err != nil {
			t.Fatal(err)
		}
	}
	list := func(p registry.Principal, q registry.ReminderQuery) []string {
		t.Helper()
		q.Limit = 100
		page := must[registry.ReminderPage](t)(d.store.Reminders(ctx, p, q))
		lines := []string{}
		for _, r := range page.Reminders {
			lines = append(lines, fmt.Sprintf("%s %s %s %s", r.Ref, r.Kind, r.About, r.State))
		}
		return lines
	}
	work()
	if got := list(editor, registry.ReminderQuery{}); len(got) != 0 {
		t.Errorf("on the day: %q", got)
	}
	c.move(30)
	work()
	if got, want := list(steward, registry.ReminderQuery{Mine: true}), []string{old.Ref + " facts availability due"}; !slices.Equal(got, want) {
		t.Errorf("of the steward: %q, want %q", got, want)
	}
	if got := list(editor, registry.ReminderQuery{Kind: "facts"}); len(got) != 2 {
		t.Errorf("of all: %q", got)
	}
	elsewhere := registry.Principal{ID: "user:7", Grants: []registry.Grant{{Role: registry.Editor, Territory: "XX"}}}
	if got := list(elsewhere, registry.ReminderQuery{}); len(got) != 0 {
		t.Errorf("elsewhere: %q", got)
	}
	entry := must[registry.Entry](t)(d.store.Entry(ctx, editor, old.Ref))
	must[registry.Entry](t)(d.store.Act(ctx, editor, old.Ref, entry.Version, registry.Act{Action: registry.ActConfirm, Groups: []string{"availability"}}))
	c.move(1)
	work()
	if got := list(steward, registry.ReminderQuery{Mine: true}); len(got) != 0 {
		t.Errorf("after it was confirmed: %q", got)
	}
	page := must[registry.ReminderPage](t)(d.store.Reminders(ctx, editor, registry.ReminderQuery{Limit: 10}))
	if len(page.Reminders) != 1 || page.Reminders[0].State != "over" || page.Reminders[0].Since.Equal(c.day.Time) || page.Counts["facts"] != 1 {
		t.Errorf("the other one: %+v", page)
	}
	d.holdsTogether()
}

// The figures are those of the sites that somebody may read, and findings are
// kept by day.
func TestStatisticsOfTheStock(t *testing.T) {
	t.Parallel()
	d, c := datedDesk(t)
	ctx := t.Context()
	d.put(country()...)
	d.published(draft(30.5, 48.5, checkedOn(c.day), func(r *registry.Record) { r.AllowedUses = []string{"logistics"} }))
	d.published(draft(30.52, 48.5))
	d.published(draft(10, 10, checkedOn(registry.DateOf(c.day.AddDate(0, 0, -40)))))
	must[registry.Entry](t)(d.store.Create(ctx, editor, draft(30.54, 48.5)))
	must[registry.StockCheck](t)(d.store.CheckStock(ctx, admin))
	must[registry.StockCheck](t)(d.store.CheckStock(ctx, admin)) // again on the same day: counted once
	all := must[registry.Statistics](t)(d.store.Statistics(ctx, admin, registry.StatisticsQuery{Since: c.day}))
	if want := (registry.FreshnessCount{Sites: 3, Fresh: 1, Stale: 1, Unknown: 1}); all.Freshness != want || all.Published != 3 {
		t.Errorf("freshness %+v", all.Freshness)
	}
	if all.Lifecycles["published"] != 3 || all.Lifecycles["draft"] != 1 {
		t.Errorf("lifecycles %v", all.Lifecycles)
	}
	if len(all.Territories) != 1 || all.Territories[0].Code != "west" || all.Territories[0].Sites != 2 || all.Territories[0].Fresh != 1 {
		t.Errorf("territories %+v", all.Territories)
	}
	if len(all.Stewards) != 1 || all.Stewards[0].ID != "" || all.Stewards[0].Sites != 3 {
		t.Errorf("stewards %+v", all.Stewards)
	}
	if c := all.Clocks[0]; c.Clock != "availability" || c.Days != 30 || c.Stale != 2 {
		t.Errorf("clocks %+v", all.Clocks)
	}
	if len(all.Oldest) != 2 || !all.Oldest[0].CheckedOn.IsZero() || all.Oldest[1].CheckedOn.IsZero() {
		t.Errorf("oldest %+v", all.Oldest)
	}
	known := map[string]int64{}
	for _, f := range all.Fields {
		known[f.Field] = f.Known
	}
	if known["availability"] != 3 || known["power_kw"] != 0 || len(known) != len(registry.CompletenessFields()) {
		t.Errorf("fields %v", known)
	}
	if sum := all.Readiness[0] + all.Readiness[1] + all.Readiness[2] + all.Readiness[3] + all.Readiness[4]; sum != 3 {
		t.Errorf("readiness %v", all.Readiness)
	}
	if len(all.Findings) == 0 || len(all.Days) != len(all.Findings) || all.CheckedAt.IsZero() {
		t.Errorf("findings %v, days %v", all.Findings, all.Days)
	}
	for i, f := range all.Findings {
		if got := all.Days[i]; got.Rule != f.Rule || got.Open != f.Open || got.Waived != f.Waived || got.Day != c.day {
			t.Errorf("day %+v of %+v", got, f)
		}
	}
	within := registry.Principal{ID: "user:7", Grants: []registry.Grant{{Role: registry.Viewer, Territory: "west"}}}
	part := must[registry.Statistics](t)(d.store.Statistics(ctx, within, registry.StatisticsQuery{Since: c.day}))
	if part.Published != 2 || part.Lifecycles["published"] != 2 || len(part.Territories) != 1 {
		t.Errorf("within %+v", part)
	}
	for _, day := range part.Days {
		if day.Sites > 3 {
			t.Errorf("within %+v", day)
		}
	}
	if below := must[registry.Statistics](t)(d.store.Statistics(ctx, admin, registry.StatisticsQuery{Territory: "land", Since: c.day})); below.Published != 2 || below.Territories[0].Code != "west" {
		t.Errorf("below land %+v", below)
	}
	if _, err := d.store.Statistics(ctx, registry.Principal{}, registry.StatisticsQuery{}); err == nil {
		t.Error("the public gets figures")
	}
}

// A job that is asked for is done by whoever works, once.
func TestAJobIsRunAtOnce(t *testing.T) {
	t.Parallel()
	d, _ := datedDesk(t)
	ctx := t.Context()
	stop := must[func(context.Context) error](t)(d.store.Work(ctx))
	d.published(draft(30, 48))
	for range 2 {
		if err := d.store.RunDuty(ctx, admin, "reminders"); err != nil {
			t.Fatal(err)
		}
	}
	for n := int64(0); n == 0; {
		n = ask[int64](d, "select count(*) from reminder")
	}
	if err := stop(ctx); err != nil {
		t.Error(err)
	}
	if n := ask[int64](d, "select count(*) from river.river_job where args ->> 'duty' = 'reminders' and args ->> 'slot' not like '%T00:00:00Z'"); n != 1 { // beside its own time
		t.Errorf("%d jobs", n)
	}
	if err := d.store.RunDuty(ctx, admin, "joy"); !errors.Is(err, registry.ErrNotFound) {
		t.Errorf("a duty that is not there: %v", err)
	}
	if err := d.store.RunDuty(ctx, reviewer, "check"); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("a reviewer runs jobs: %v", err)
	}
}
