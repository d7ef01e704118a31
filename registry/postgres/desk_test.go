package postgres_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"landbank/registry"
)

var (
	editor   = registry.Principal{ID: "user:1", Name: "Editor", Grants: []registry.Grant{{Role: registry.Editor}}}
	reviewer = registry.Principal{ID: "user:2", Name: "Reviewer", Grants: []registry.Grant{{Role: registry.Reviewer}}}
)

// draft is a new content.
func draft(x, y float64, with ...func(*registry.Record)) registry.Edit {
	e := registry.Edit{Shape: square(x, y, 0.001), Record: registry.Record{Kind: "brownfield", LocationQuality: "cadastral",
		Names: registry.Text{"uk": "Цех", "en": "Workshop"}, Availability: "available"}}
	for _, change := range with {
		change(&e.Record)
	}
	return e
}

// must fails the test on an error.
func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// waived gives reasons for everything that the rules warn of.
func waived(found []registry.Issue) []registry.Waiver {
	var list []registry.Waiver
	for _, i := range found {
		list = append(list, registry.Waiver{Rule: i.Rule, Field: i.Field, Raw: i.Raw, Reason: "looked at"})
	}
	return list
}

// published makes a site and brings it before the public.
func (d *desk) published(e registry.Edit) registry.Entry {
	d.t.Helper()
	ok := must[registry.Entry](d.t)
	ctx := d.t.Context()
	made := ok(d.store.Create(ctx, editor, e))
	sent := ok(d.store.Act(ctx, editor, made.Ref, made.Version, registry.Act{Action: registry.ActSubmit}))
	return ok(d.store.Act(ctx, reviewer, made.Ref, sent.Version, registry.Act{Action: registry.ActPublish, Waivers: waived(made.Findings)}))
}

func TestADraftIsSubmittedAndPublishedByAnother(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx, ok := t.Context(), must[registry.Entry](t)
	made := ok(d.store.Create(ctx, editor, draft(30, 48)))
	if made.Version != 1 || made.Standing != (registry.Standing{Lifecycle: "draft", Review: "draft"}) || !strings.HasPrefix(made.Ref, "LB-") {
		t.Fatalf("made %+v", made)
	}
	if _, err := d.store.Site(ctx, made.Ref); !errors.Is(err, registry.ErrNotFound) {
		t.Errorf("the public sees a draft: %v", err)
	}
	sent := ok(d.store.Act(ctx, editor, made.Ref, 1, registry.Act{Action: registry.ActSubmit}))
	if sent.Standing != (registry.Standing{Lifecycle: "in_review", Review: "in_review"}) {
		t.Errorf("submitted: %+v", sent.Standing)
	}
	both := registry.Principal{ID: editor.ID, Grants: reviewer.Grants}
	_, err := d.store.Act(ctx, both, made.Ref, 2, registry.Act{Action: registry.ActPublish})
	var refused *registry.RefusedError
	if !errors.As(err, &refused) || refused.Refusals[0].Rule != "four_eyes" {
		t.Errorf("published alone: %v", err)
	}
	if _, err := d.store.Act(ctx, editor, made.Ref, 2, registry.Act{Action: registry.ActPublish}); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("an editor publishes: %v", err)
	}
	done := ok(d.store.Act(ctx, reviewer, made.Ref, 2, registry.Act{Action: registry.ActPublish, Waivers: waived(made.Findings)}))
	if done.Standing != (registry.Standing{Lifecycle: "published"}) || done.PublishedAt.IsZero() {
		t.Errorf("published: %+v", done)
	}
	if seen, err := d.store.Site(ctx, made.Ref); err != nil || seen.Version != 3 || seen.Record.Internal.Waivers != nil {
		t.Errorf("the public sees %+v (%v)", seen, err)
	}
	d.holdsTogether()
}

func TestADraftStandsBesideThePublishedVersion(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx, ok := t.Context(), must[registry.Entry](t)
	site := d.published(draft(30, 48))
	changed := draft(30, 48, func(r *registry.Record) { r.Kind, r.Offers = "free_land", []registry.Offer{{Mode: "lease"}} })
	edited := ok(d.store.Update(ctx, editor, site.Ref, site.Version, changed))
	if edited.Standing != (registry.Standing{Lifecycle: "published", Review: "draft"}) || len(edited.Pending) != 2 {
		t.Errorf("edited: %+v, pending %v", edited.Standing, edited.Pending)
	}
	if seen := must[registry.Detail](t)(d.store.Site(ctx, site.Ref)); seen.Record.Kind != "brownfield" {
		t.Errorf("the public sees the draft: %s", seen.Record.Kind)
	}
	// What happens to the site now happens to both.
	until := registry.NewDate(2099, 1, 31)
	held := ok(d.store.Act(ctx, editor, site.Ref, edited.Version, registry.Act{Action: registry.ActReserve, Until: until, For: "Plant Ltd"}))
	if held.Standing != (registry.Standing{Lifecycle: "reserved", Review: "draft"}) || held.Record.Kind != "free_land" ||
		held.Record.Availability != "reserved" || held.Record.Internal.ReservedFor != "Plant Ltd" || !slices.Equal(held.Authors, []string{editor.ID}) {
		t.Errorf("reserved: %+v", held)
	}
	seen := must[registry.Detail](t)(d.store.Site(ctx, site.Ref))
	if seen.Record.Kind != "brownfield" || seen.Record.Availability != "reserved" || seen.Record.ReservedTill != until || seen.Record.Internal.ReservedFor != "" {
		t.Errorf("the public sees %+v", seen.Record)
	}
	d.holdsTogether()
	sent := ok(d.store.Act(ctx, editor, site.Ref, held.Version, registry.Act{Action: registry.ActSubmit}))
	back := ok(d.store.Act(ctx, reviewer, site.Ref, sent.Version, registry.Act{Action: registry.ActReturn, Reason: "the lease has no term"}))
	if back.Standing.Review != "returned" {
		t.Errorf("returned: %+v", back.Standing)
	}
	again := ok(d.store.Act(ctx, editor, site.Ref, back.Version, registry.Act{Action: registry.ActSubmit}))
	ok(d.store.Act(ctx, reviewer, site.Ref, again.Version, registry.Act{Action: registry.ActPublish, Waivers: waived(edited.Findings)}))
	if seen := must[registry.Detail](t)(d.store.Site(ctx, site.Ref)); seen.Record.Kind != "free_land" || seen.Record.Availability != "reserved" {
		t.Errorf("the public sees %s, %s", seen.Record.Kind, seen.Record.Availability)
	}
	d.holdsTogether()
}

func TestAnOldVersionIsToldWhatDiffers(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx, ok := t.Context(), must[registry.Entry](t)
	made := ok(d.store.Create(ctx, editor, draft(30, 48)))
	moved := draft(31, 48, func(r *registry.Record) { r.Kind = "building" })
	ok(d.store.Update(ctx, editor, made.Ref, 1, moved))
	_, err := d.store.Update(ctx, editor, made.Ref, 1, draft(30, 48))
	var stale *registry.StaleError
	if !errors.As(err, &stale) || stale.Version != 2 || len(stale.Changes) != 2 || string(stale.Changes["kind"].After) != `"building"` {
		t.Errorf("got %v with %v", err, stale)
	}
	d.holdsTogether()
}

func TestWhatIsOverIsNotSeenAnyMore(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx, ok := t.Context(), must[registry.Entry](t)
	for _, action := range []registry.ActionName{registry.ActWithdraw, registry.ActReuse} {
		site := d.published(draft(30, 48))
		gone := ok(d.store.Act(ctx, reviewer, site.Ref, site.Version, registry.Act{Action: action, Reason: "a plant stands there"}))
		if _, err := d.store.Site(ctx, site.Ref); !errors.Is(err, registry.ErrNotFound) {
			t.Errorf("%s: the public sees it: %v", action, err)
		}
		d.holdsTogether()
		back := ok(d.store.Act(ctx, reviewer, site.Ref, gone.Version, registry.Act{Action: registry.ActRestore, Reason: "it was the other one"}))
		if back.Standing != (registry.Standing{Lifecycle: "draft", Review: "draft"}) {
			t.Errorf("%s: restored %+v", action, back.Standing)
		}
		d.holdsTogether()
	}
}

func TestNobodyWritesOutsideTheirTerritory(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	d.put(country()...)
	local := registry.Principal{ID: "user:3", Grants: []registry.Grant{{Role: registry.Editor, Territory: "west"}}}
	made := must[registry.Entry](t)(d.store.Create(ctx, local, draft(30.1, 48.1)))
	if !slices.Equal(made.Territories, []string{"land", "west", "town"}) {
		t.Errorf("it lies in %v", made.Territories)
	}
	if _, err := d.store.Create(ctx, local, draft(33, 48)); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("made elsewhere: %v", err)
	}
	if _, err := d.store.Update(ctx, local, made.Ref, 1, draft(33, 48)); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("moved elsewhere: %v", err)
	}
	other := registry.Principal{ID: "user:4", Grants: []registry.Grant{{Role: registry.Admin, Territory: "east"}}}
	if _, err := d.store.Entry(ctx, other, made.Ref); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("read from elsewhere: %v", err)
	}
	page := must[registry.EntryPage](t)(d.store.Entries(ctx, local, registry.EntryQuery{Limit: 10}))
	if page.Matched != 1 || page.Entries[0].Ref != made.Ref || page.Next != "" {
		t.Errorf("listed %+v", page)
	}
	if page := must[registry.EntryPage](t)(d.store.Entries(ctx, other, registry.EntryQuery{Limit: 10})); page.Matched != 0 {
		t.Errorf("listed elsewhere %+v", page)
	}
	d.holdsTogether()
}

func TestACheckFindsWhatAChangeWouldAndLeavesNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	wrong := draft(30, 48, func(r *registry.Record) { r.Area.DeclaredM2 = num(50_000) })
	before, err := d.store.Check(ctx, editor, "", wrong)
	made := must[registry.Entry](t)(d.store.Create(ctx, editor, wrong))
	if err != nil || !reflect.DeepEqual(before, made.Findings) || len(before) == 0 {
		t.Errorf("checked %+v (%v), a change found %+v", before, err, made.Findings)
	}
	if after, err := d.store.Check(ctx, editor, made.Ref, wrong); err != nil || !reflect.DeepEqual(after, made.Findings) {
		t.Errorf("checked again %+v (%v), a change found %+v", after, err, made.Findings)
	}
	if n := ask[int64](d, "select count(*) from revision"); n != 1 {
		t.Errorf("%d revisions after two checks", n)
	}
	if _, err := d.store.Check(ctx, registry.Principal{}, "", wrong); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("the public checks: %v", err)
	}
}

func TestSitesFindTheirTerritoryWhenItComes(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx, ok := t.Context(), must[registry.Entry](t)
	site := d.published(draft(30.1, 48.1))
	draftBeside := d.published(draft(32, 48, func(r *registry.Record) { r.Kind = "building" }))
	ok(d.store.Update(ctx, editor, draftBeside.Ref, draftBeside.Version, draft(30.2, 48.2)))
	far := ok(d.store.Create(ctx, editor, draft(60, 48)))
	d.put(country()...)
	placed, err := d.store.PlaceSites(ctx, registry.Operator)
	if err != nil || placed != 2 {
		t.Fatalf("placed %d (%v)", placed, err)
	}
	d.holdsTogether()
	for ref, want := range map[string][]string{site.Ref: {"land", "west", "town"}, draftBeside.Ref: {"land", "west", "town"}, far.Ref: {}} {
		if got := ok(d.store.Entry(ctx, editor, ref)).Territories; !slices.Equal(got, want) {
			t.Errorf("%s lies in %v, want %v", ref, got, want)
		}
	}
	// What the public sees of the second one still lies in the east.
	if got := ask[string](d, "select territory from site_public where ref = $1", draftBeside.Ref); got != "east" {
		t.Errorf("the public sees it in %s", got)
	}
	// A ladder that changed is told too.
	d.put(unit("town", "east", "", 3, box(30, 48, 30.5, 48.5)))
	if placed, err := d.store.PlaceSites(ctx, registry.Operator); err != nil || placed != 1 {
		t.Errorf("after the town moved: placed %d (%v)", placed, err)
	}
	if placed, err := d.store.PlaceSites(ctx, registry.Operator); err != nil || placed != 0 {
		t.Errorf("once more: placed %d (%v)", placed, err)
	}
	if _, err := d.store.PlaceSites(ctx, reviewer); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("a reviewer places: %v", err)
	}
	d.holdsTogether()
}
