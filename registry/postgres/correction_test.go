package postgres_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"landbank/registry"
)

// proposal says that the site is a building and has another address.
func proposal(client string) registry.Proposal {
	return registry.Proposal{Changes: map[string]json.RawMessage{"kind": json.RawMessage(`"building"`), "address": json.RawMessage(`"Mill Lane 5"`)},
		Text: "I live beside it", Evidence: "seen", EvidenceURLs: []string{"https://photos.example/1"}, Email: "neighbour@example.org", Language: "uk", Client: client}
}

func TestACorrectionGoesIntoTheDraft(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx, ok := t.Context(), must[registry.Correction](t)
	site := d.published(draft(30, 48))
	made := ok(d.store.Propose(ctx, site.Ref, proposal("192.0.2.1")))
	if list := must[[]registry.Correction](t)(d.store.Decided(ctx, site.Ref)); len(list) != 0 {
		t.Errorf("the public sees what nobody decided: %+v", list)
	}
	if list := must[[]registry.Correction](t)(d.store.Corrections(ctx, editor, registry.CorrectionQuery{States: []string{"new"}, Limit: 10})); len(list) != 1 || list[0].Email != "neighbour@example.org" || len(list[0].Changes) != 2 {
		t.Errorf("staff see %+v", list)
	}
	some := registry.Decision{State: "partly", Reply: "The address is right.", Accept: []string{"address"}}
	decided := ok(d.store.Decide(ctx, editor, made.ID, some))
	if decided.State != "partly" || decided.DecidedBy != editor.ID || decided.DecidedAt.IsZero() {
		t.Errorf("decided: %+v", decided)
	}
	entry := must[registry.Entry](t)(d.store.Entry(ctx, editor, site.Ref))
	if entry.Record.Address != "Mill Lane 5" || entry.Record.Kind != "brownfield" || entry.Standing.Review != "draft" {
		t.Errorf("the draft: %+v %+v", entry.Standing, entry.Record)
	}
	if seen := must[registry.Detail](t)(d.store.Site(ctx, site.Ref)); seen.Record.Address != "" {
		t.Errorf("the public sees it before anybody published it: %s", seen.Record.Address)
	}
	if got := d.texts("select source from revision order by seq desc limit 1"); !strings.HasPrefix(got[0], "correction:") {
		t.Errorf("the ledger says it comes from %v", got)
	}
	list := must[[]registry.Correction](t)(d.store.Decided(ctx, site.Ref))
	if len(list) != 1 || list[0].Reply != some.Reply || list[0].Email != "" || list[0].Text != "" || list[0].Evidence != "" {
		t.Errorf("the public sees %+v", list)
	}
	if _, err := d.store.Decide(ctx, editor, made.ID, some); !errors.Is(err, registry.ErrConflict) {
		t.Errorf("decided twice: %v", err)
	}
	d.holdsTogether()
}

// Where the draft cannot be changed, nothing is decided.
func TestADecisionAndItsDraftAreOne(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx, ok := t.Context(), must[registry.Entry](t)
	site := d.published(draft(30, 48))
	made := must[registry.Correction](t)(d.store.Propose(ctx, site.Ref, proposal("192.0.2.1")))
	edited := ok(d.store.Update(ctx, editor, site.Ref, site.Version, draft(30, 48, func(r *registry.Record) { r.Kind = "free_land" })))
	ok(d.store.Act(ctx, editor, site.Ref, edited.Version, registry.Act{Action: registry.ActSubmit}))
	all := registry.Decision{State: "accepted", Reply: "Thank you.", Accept: []string{"address", "kind"}}
	if _, err := d.store.Decide(ctx, editor, made.ID, all); !errors.Is(err, registry.ErrConflict) {
		t.Errorf("accepted into what is in review: %v", err)
	}
	if got := d.texts("select state from correction"); got[0] != "new" {
		t.Errorf("it is %s", got[0])
	}
	d.holdsTogether()
}

func TestOnlyWhoDecidesThereDecides(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	d.put(country()...)
	site := d.published(draft(30.1, 48.1))
	made := must[registry.Correction](t)(d.store.Propose(ctx, site.Ref, proposal("192.0.2.1")))
	reject := registry.Decision{State: "rejected", Reply: "It is right."}
	for _, territory := range []string{"west", "east"} {
		who := registry.Principal{ID: "user:5", Grants: []registry.Grant{{Role: registry.Editor, Territory: territory}}}
		list := must[[]registry.Correction](t)(d.store.Corrections(ctx, who, registry.CorrectionQuery{Limit: 10}))
		if (len(list) == 1) != (territory == "west") {
			t.Errorf("%s sees %+v", territory, list)
		}
		if territory == "east" {
			if _, err := d.store.Decide(ctx, who, made.ID, reject); !errors.Is(err, registry.ErrForbidden) {
				t.Errorf("decided from elsewhere: %v", err)
			}
		}
	}
	viewer := registry.Principal{ID: "user:6", Grants: []registry.Grant{{Role: registry.Viewer}}}
	if _, err := d.store.Corrections(ctx, viewer, registry.CorrectionQuery{Limit: 10}); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("a viewer lists: %v", err)
	}
	if _, err := d.store.Decide(ctx, editor, made.ID+1, reject); !errors.Is(err, registry.ErrNotFound) {
		t.Errorf("one that is not: %v", err)
	}
	if _, err := d.store.Propose(ctx, "LB-2026-9999", proposal("192.0.2.1")); !errors.Is(err, registry.ErrNotFound) {
		t.Errorf("on a site that is not: %v", err)
	}
	made2 := must[registry.Entry](t)(d.store.Create(ctx, editor, draft(30.2, 48.1)))
	if _, err := d.store.Propose(ctx, made2.Ref, proposal("192.0.2.1")); !errors.Is(err, registry.ErrNotFound) {
		t.Errorf("on a draft: %v", err)
	}
}

func TestProposalsFromOneAddressAreLimitedAndForgotten(t *testing.T) {
	t.Parallel()
	d, c := datedDesk(t)
	ctx := t.Context()
	site := d.published(draft(30, 48))
	var throttled *registry.ThrottledError
	for i := range registry.CorrectionThrottle.Free + 2 {
		_, err := d.store.Propose(ctx, site.Ref, proposal("2001:db8:1:2::"+string(rune('a'+i%6))))
		if last := i == registry.CorrectionThrottle.Free+1; errors.As(err, &throttled) != last || err != nil && !last {
			t.Errorf("proposal %d: %v", i+1, err)
		}
	}
	if _, err := d.store.Propose(ctx, site.Ref, proposal("2001:db8:1:3::1")); err != nil {
		t.Errorf("from another network: %v", err)
	}
	senders := func() int64 { return ask[int64](d, "select count(*) from correction_sender") }
	kept := senders()
	erase := func() {
		t.Helper()
		stop := must[func(context.Context) error](t)(d.store.Work(ctx))
		defer func() { _ = stop(ctx) }()
		for done := false; !done; {
			for _, run := range must[[]registry.JobRun](t)(d.store.JobRuns(ctx, registry.Operator, 100)) {
				done = done || run.Duty == "senders" && run.State == "completed" && run.Slot.Equal(c.day.Time)
			}
		}
	}
	c.move(registry.SenderDays - 1)
	erase()
	if got := senders(); got != kept {
		t.Errorf("%d of %d senders are left too early", got, kept)
	}
	c.move(2)
	erase()
	if got := senders(); got != 0 {
		t.Errorf("%d senders are left", got)
	}
	if got := ask[int64](d, "select count(*) from correction"); got != kept {
		t.Errorf("%d corrections are left of %d", got, kept)
	}
}

// A question about a fact that nobody has recorded comes into the list of those
// who decide, and its answer is public.
func TestAQuestionComesToTheStaff(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	site := d.published(draft(30, 48))
	made := must[registry.Correction](t)(d.store.Propose(ctx, site.Ref, registry.Proposal{Asks: []string{"power_kw"}, Client: "192.0.2.7"}))
	list := must[[]registry.Correction](t)(d.store.Corrections(ctx, editor, registry.CorrectionQuery{States: []string{"new"}, Limit: 10}))
	if len(list) != 1 || list[0].ID != made.ID || !slices.Equal(list[0].Asks, []string{"power_kw"}) {
		t.Errorf("staff see %+v", list)
	}
	answer := registry.Decision{State: "accepted", Reply: "8 MW, by the letter of the operator."}
	must[registry.Correction](t)(d.store.Decide(ctx, editor, made.ID, answer))
	if seen := must[[]registry.Correction](t)(d.store.Decided(ctx, site.Ref)); len(seen) != 1 || seen[0].Reply != answer.Reply {
		t.Errorf("the public sees %+v", seen)
	}
}
