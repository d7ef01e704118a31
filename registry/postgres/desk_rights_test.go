package postgres_test

import (
	"encoding/json"
	"errors"
	"testing"

	"landbank/registry"
)

// looked names who looks after a site.
func looked(by string) func(*registry.Record) {
	return func(r *registry.Record) { r.Internal.Steward = by }
}

func TestOnlyWhoMaySaysWhoLooksAfterASite(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx, ok := t.Context(), must[registry.Entry](t)
	refused := func(what string, err error) {
		t.Helper()
		var forbidden *registry.ForbiddenError
		if !errors.As(err, &forbidden) || forbidden.Operation != registry.AssignSteward {
			t.Errorf("%s: %v", what, err)
		}
	}
	_, err := d.store.Create(ctx, editor, draft(30, 48, looked("user:1")))
	refused("a new site", err)
	site := ok(d.store.Create(ctx, reviewer, draft(30, 48, looked("user:8"))))
	_, err = d.store.Update(ctx, editor, site.Ref, site.Version, draft(30, 48))
	refused("a change", err)
	if kept := ok(d.store.Update(ctx, editor, site.Ref, site.Version, draft(30, 48, looked("user:8")))); kept.Record.Internal.Steward != "user:8" {
		t.Errorf("kept %+v", kept.Record.Internal)
	}

	// What an editor accepts of a correction changes nothing of who looks after it.
	shown := draft(32, 48)
	site = d.published(shown)
	looked("user:8")(&shown.Record)
	site = ok(d.store.Update(ctx, reviewer, site.Ref, site.Version, shown))
	proposed := must[registry.Correction](t)(d.store.Propose(ctx, site.Ref, registry.Proposal{Changes: map[string]json.RawMessage{"address": json.RawMessage(`"Mill Lane"`)}}))
	if _, err := d.store.Decide(ctx, editor, proposed.ID, registry.Decision{State: registry.CorrectionAccepted, Reply: "Thank you", Accept: []string{"address"}}); err != nil {
		t.Errorf("a correction of a site with a steward: %v", err)
	}

	split := ok(d.store.Create(ctx, reviewer, draft(31, 48, looked("user:8"))))
	halved := halves(31, 48)
	looked("user:1")(&halved.Parts[0].Record)
	_, err = d.store.Split(ctx, editor, split.Ref, split.Version, halved)
	refused("a part", err)
	for _, p := range must[[]registry.Entry](t)(d.store.Split(ctx, editor, split.Ref, split.Version, halves(31, 48))) {
		if p.Record.Internal.Steward != "user:8" {
			t.Errorf("part %+v", p.Record.Internal)
		}
	}
	d.holdsTogether()
}

// What the rules find names the sites around: nobody asks about land where
// they have nothing to say.
func TestNobodyChecksElsewhere(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	d.put(country()...)
	must[registry.Entry](t)(d.store.Create(ctx, editor, draft(33, 48)))
	local := registry.Principal{ID: "user:3", Grants: []registry.Grant{{Role: registry.Editor, Territory: "west"}}}
	made := must[registry.Entry](t)(d.store.Create(ctx, local, draft(30.1, 48.1)))
	for _, ref := range []string{"", made.Ref} {
		if found, err := d.store.Check(ctx, local, ref, draft(33, 48)); !errors.Is(err, registry.ErrForbidden) || found != nil {
			t.Errorf("%q: found %+v (%v)", ref, found, err)
		}
		if _, err := d.store.Check(ctx, local, ref, draft(30.1, 48.1)); err != nil {
			t.Errorf("%q: %v", ref, err)
		}
	}
}

// Who has to do with the land to which a draft moves a site has nothing to say
// of the site that the public sees elsewhere.
func TestADraftElsewhereGivesNoRightToThePublishedSite(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	d.put(country()...)
	site := d.published(draft(30.1, 48.1))
	moved := must[registry.Entry](t)(d.store.Update(ctx, editor, site.Ref, site.Version, draft(33, 48)))
	there := registry.Principal{ID: "user:4", Grants: []registry.Grant{{Role: registry.Reviewer, Territory: moved.Territories[1]}}}
	if _, err := d.store.Entry(ctx, there, site.Ref); err != nil {
		t.Fatalf("the draft is not read where it lies: %v", err)
	}
	sent := must[registry.Entry](t)(d.store.Act(ctx, there, site.Ref, moved.Version, registry.Act{Action: registry.ActSubmit}))
	for _, act := range []registry.Act{{Action: registry.ActReserve, Until: registry.NewDate(2099, 1, 1)}, {Action: registry.ActConfirm},
		{Action: registry.ActWithdraw, Reason: "gone"}, {Action: registry.ActPublish, Waivers: waived(moved.Findings)}} {
		if _, err := d.store.Act(ctx, there, site.Ref, sent.Version, act); !errors.Is(err, registry.ErrForbidden) {
			t.Errorf("%s: %v", act.Action, err)
		}
	}
	must[registry.Entry](t)(d.store.Act(ctx, reviewer, site.Ref, sent.Version, registry.Act{Action: registry.ActPublish, Waivers: waived(moved.Findings)}))
	d.holdsTogether()
}
