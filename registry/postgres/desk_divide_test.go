package postgres_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"landbank/geo"
	"landbank/registry"
)

// block is an outline with one corner at the position, of so many degrees to
// the east and to the north.
func block(x, y, width, height float64) geo.Shape {
	return outline(x, y, x+width, y, x+width, y+height, x, y+height, x, y)
}

// part is a content with that outline.
func part(shape geo.Shape) registry.Edit {
	e := draft(0, 0)
	e.Shape = shape
	return e
}

// halves split the site that draft makes at the position.
func halves(x, y float64) registry.Division {
	return registry.Division{Reason: "two investors", Parts: []registry.Edit{part(block(x, y, 0.0004, 0.001)), part(block(x+0.0004, y, 0.0006, 0.001))}}
}

func versions(entries ...registry.Entry) []registry.Version {
	var list []registry.Version
	for _, e := range entries {
		list = append(list, registry.Version{Ref: e.Ref, Version: e.Version})
	}
	return list
}

// refusedFor gives the rules of a refusal.
func refusedFor(err error) []string {
	var refused *registry.RefusedError
	if !errors.As(err, &refused) {
		return nil
	}
	var rules []string
	for _, r := range refused.Refusals {
		rules = append(rules, r.Rule)
	}
	return rules
}

// publish publishes a site together with others.
func (d *desk) publish(e registry.Entry, together ...registry.Entry) (registry.Entry, error) {
	waivers := waived(e.Findings)
	for _, other := range together {
		waivers = append(waivers, waived(other.Findings)...)
	}
	return d.store.Act(d.t.Context(), reviewer, e.Ref, e.Version, registry.Act{Action: registry.ActPublish, Together: versions(together...), Waivers: waivers})
}

func TestASplitSiteEndsWhenItsPartsArePublished(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	old := d.published(draft(30, 48))
	parts := must[[]registry.Entry](t)(d.store.Split(ctx, editor, old.Ref, old.Version, halves(30, 48)))
	if len(parts) != 2 || parts[0].Standing != (registry.Standing{Lifecycle: "in_review", Review: "in_review"}) {
		t.Fatalf("parts %+v", parts)
	}
	if seen, err := d.store.Site(ctx, old.Ref); err != nil || seen.Version != old.Version {
		t.Errorf("the site is not what it was: %v", err)
	}
	d.holdsTogether()
	if _, err := d.store.Split(ctx, editor, old.Ref, old.Version, halves(30, 48)); !slices.Equal(refusedFor(err), []string{"division"}) {
		t.Errorf("split twice: %v", err)
	}
	if _, err := d.publish(parts[0]); !slices.Equal(refusedFor(err), []string{"together"}) || !strings.Contains(err.Error(), parts[1].Ref) {
		t.Errorf("published alone: %v", err)
	}
	stale := parts[1]
	stale.Version = 7
	if _, err := d.publish(parts[0], stale); !errors.Is(err, registry.ErrStale) {
		t.Errorf("published with a version that nobody has seen: %v", err)
	}
	if _, err := d.publish(parts[0], parts[1], old); !slices.Equal(refusedFor(err), []string{"together"}) {
		t.Errorf("published with a stranger: %v", err)
	}
	both := registry.Principal{ID: editor.ID, Grants: reviewer.Grants}
	_, err := d.store.Act(ctx, both, parts[0].Ref, 1, registry.Act{Action: registry.ActPublish, Together: versions(parts[1])})
	if !slices.Equal(refusedFor(err), []string{"four_eyes"}) {
		t.Errorf("published by its author: %v", err)
	}
	must[registry.Entry](t)(d.publish(parts[0], parts[1]))
	d.holdsTogether()

	var gone *registry.GoneError
	if _, err := d.store.Site(ctx, old.Ref); !errors.As(err, &gone) || gone.Lifecycle != "split" || gone.Since.IsZero() ||
		!slices.Equal(gone.Outcome.Successors, []string{parts[0].Ref, parts[1].Ref}) || gone.Successor() != "" {
		t.Errorf("the site that was split: %v, %+v", err, gone)
	}
	for _, p := range parts {
		if seen, err := d.store.Site(ctx, p.Ref); err != nil || seen.Version != 2 {
			t.Errorf("%s: %v", p.Ref, err)
		}
	}
	l := must[registry.Lineage](t)(d.store.Lineage(ctx, reviewer, old.Ref))
	if len(l.Into) != 2 || len(l.From) != 0 || l.Into[0].On.IsZero() || *l.Into[0].AreaM2+*l.Into[1].AreaM2 < 8000 {
		t.Errorf("lineage %+v", l)
	}
	if l := must[registry.Lineage](t)(d.store.Lineage(ctx, reviewer, parts[1].Ref)); len(l.From) != 1 || l.From[0].From != old.Ref || len(l.Together) != 0 {
		t.Errorf("lineage of a part %+v", l)
	}
	if n := ask[int64](d, "select count(distinct at) from revision where action in ('split', 'publish') and seq > 3"); n != 1 {
		t.Errorf("it took %d transactions", n)
	}
}

// The land has to add up, when a division is proposed and when it is settled.
func TestTheLandOfADivisionAddsUp(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	old := d.published(draft(30, 48))
	split := func(remainder string, shapes ...geo.Shape) error {
		div := registry.Division{Reason: "x", Remainder: remainder}
		for _, s := range shapes {
			div.Parts = append(div.Parts, part(s))
		}
		_, err := d.store.Split(ctx, editor, old.Ref, old.Version, div)
		return err
	}
	west, east := block(30, 48, 0.0004, 0.001), block(30.0004, 48, 0.0006, 0.001)
	for name, c := range map[string]struct {
		err   error
		rules []string
		says  string
	}{
		"one part":          {split("", west), []string{"parts"}, "not 1"},
		"a gap":             {split("", west, block(30.0005, 48, 0.0005, 0.001)), []string{"balance"}, "go into no site"},
		"an overlap":        {split("", west, block(30.0003, 48, 0.0007, 0.001)), []string{"balance"}, "overlap each other"},
		"beyond":            {split("", west, block(30.0004, 48, 0.0009, 0.001)), []string{"balance"}, "lie outside"},
		"beyond and a gap":  {split("", west, block(30.0006, 48, 0.0009, 0.001)), []string{"balance", "balance"}, "the tolerance is 41."},
		"a part is a point": {split("", west, at(30.0005, 48.0005)), []string{"balance"}, "need one"},
	} {
		if !slices.Equal(refusedFor(c.err), c.rules) || !strings.Contains(c.err.Error(), c.says) {
			t.Errorf("%s: %v", name, c.err)
		}
	}
	if n := ask[int64](d, "select count(*) from site"); n != 1 {
		t.Fatalf("%d sites after divisions that were refused", n)
	}
	if err := split("", block(30, 48, 0.000401, 0.001), east); err != nil {
		t.Fatalf("within the tolerance: %v", err)
	}
	parts := must[registry.EntryPage](t)(d.store.Entries(ctx, reviewer, registry.EntryQuery{Lifecycles: []string{"in_review"}, Limit: 10})).Entries
	// A part that shrinks leaves land that nobody has named.
	back := must[registry.Entry](t)(d.store.Act(ctx, editor, parts[1].Ref, 1, registry.Act{Action: registry.ActRecall}))
	back = must[registry.Entry](t)(d.store.Update(ctx, editor, back.Ref, back.Version, part(block(30.0004, 48, 0.0003, 0.001))))
	back = must[registry.Entry](t)(d.store.Act(ctx, editor, back.Ref, back.Version, registry.Act{Action: registry.ActSubmit}))
	if _, err := d.publish(parts[0], back); !slices.Equal(refusedFor(err), []string{"balance"}) {
		t.Errorf("settled with a gap: %v", err)
	}
	// A division of which one part is left is none; the site is free again.
	for _, p := range []registry.Entry{parts[0], back} {
		must[registry.Entry](t)(d.store.Act(ctx, reviewer, p.Ref, p.Version, registry.Act{Action: registry.ActWithdraw, Reason: "not like this"}))
	}
	if err := split("a road", west, block(30.0005, 48, 0.0005, 0.001)); err != nil {
		t.Fatalf("with a remainder: %v", err)
	}
	again := must[registry.EntryPage](t)(d.store.Entries(ctx, reviewer, registry.EntryQuery{Lifecycles: []string{"in_review"}, Limit: 10})).Entries
	for i := range again {
		again[i] = must[registry.Entry](t)(d.store.Entry(ctx, reviewer, again[i].Ref)) // with what the rules find
	}
	must[registry.Entry](t)(d.publish(again[0], again[1]))
	var gone *registry.GoneError
	if _, err := d.store.Site(ctx, old.Ref); !errors.As(err, &gone) || gone.Outcome.Remainder != "a road" || *gone.Outcome.RemainderM2 < 800 || *gone.Outcome.RemainderM2 > 860 {
		t.Errorf("the remainder: %+v", gone)
	}
	if _, err := d.store.Site(ctx, parts[0].Ref); errors.As(err, &gone) || !errors.Is(err, registry.ErrNotFound) {
		t.Errorf("the public learns of a draft that was withdrawn: %v", err)
	}
	d.holdsTogether()
}

func TestSitesAreMergedIntoANewOne(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	west, east := d.published(part(block(30, 48, 0.001, 0.001))), d.published(part(block(30.001, 48, 0.001, 0.001)))
	all := part(block(30, 48, 0.002, 0.001))
	all.Reason = "one plant"
	made := must[registry.Entry](t)(d.store.Merge(ctx, editor, registry.Merger{Sites: versions(west, east), Whole: all}))
	// What is reserved meanwhile is somebody's.
	held := must[registry.Entry](t)(d.store.Act(ctx, editor, east.Ref, east.Version, registry.Act{Action: registry.ActReserve, Until: registry.NewDate(2099, 1, 1)}))
	if _, err := d.publish(made); !slices.Equal(refusedFor(err), []string{"lifecycle"}) {
		t.Errorf("merged what is reserved: %v", err)
	}
	must[registry.Entry](t)(d.store.Act(ctx, editor, east.Ref, held.Version, registry.Act{Action: registry.ActRelease, Reason: "they left"}))
	must[registry.Entry](t)(d.publish(made))
	for _, ref := range []string{west.Ref, east.Ref} {
		var gone *registry.GoneError
		if _, err := d.store.Site(ctx, ref); !errors.As(err, &gone) || gone.Lifecycle != "merged" || gone.Successor() != made.Ref {
			t.Errorf("%s: %v", ref, err)
		}
	}
	d.holdsTogether()
	d.run("update lineage set seq = null where from_site = (select id from site where ref = $1)", west.Ref)
	if found, err := d.store.Verify(ctx); err != nil || len(found.Breaks) != 1 || found.Breaks[0].Ref != west.Ref {
		t.Errorf("a lineage that says something else: %+v (%v)", found.Breaks, err)
	}
}

func TestASiteIsMergedIntoOneThatStays(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	stays, ends := d.published(part(block(30, 48, 0.001, 0.001))), d.published(part(block(30.001, 48, 0.001, 0.001)))
	all := part(block(30, 48, 0.002, 0.001))
	all.Reason = "one plant"
	m := registry.Merger{Sites: versions(stays, ends), Into: stays.Ref, Whole: all}
	made := must[registry.Entry](t)(d.store.Merge(ctx, editor, m))
	if made.Ref != stays.Ref || made.Standing != (registry.Standing{Lifecycle: "published", Review: "in_review"}) {
		t.Errorf("proposed %+v", made)
	}
	// What is discarded is not going to happen.
	back := must[registry.Entry](t)(d.store.Act(ctx, editor, made.Ref, made.Version, registry.Act{Action: registry.ActRecall}))
	back = must[registry.Entry](t)(d.store.Act(ctx, editor, made.Ref, back.Version, registry.Act{Action: registry.ActDiscard}))
	if l := must[registry.Lineage](t)(d.store.Lineage(ctx, editor, ends.Ref)); len(l.Into) != 0 {
		t.Errorf("discarded, and %+v", l)
	}
	m.Sites = versions(back, ends)
	made = must[registry.Entry](t)(d.store.Merge(ctx, editor, m))
	must[registry.Entry](t)(d.publish(made))
	if seen, err := d.store.Site(ctx, stays.Ref); err != nil || seen.Version != made.Version+1 {
		t.Errorf("the one that stays: %v", err)
	}
	var gone *registry.GoneError
	if _, err := d.store.Site(ctx, ends.Ref); !errors.As(err, &gone) || gone.Successor() != stays.Ref {
		t.Errorf("the one that ends: %v", err)
	}
	d.holdsTogether()
}

// A register goes on listing a site that became part of another one.
func TestImportsLeaveWhatWasMerged(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	rows := []registry.Row{plot(1, "a"), plot(2, "b")}
	for i := range rows {
		rows[i].Record.Names["uk"] = "Ділянка"
	}
	d.imported(job(), rows...)
	sites := must[registry.EntryPage](t)(d.store.Entries(ctx, editor, registry.EntryQuery{Limit: 9})).Entries
	x := 30.01
	all := part(outline(x, 48, x+0.001, 48, x+0.001, 48.0005, x+0.01, 48.0005, x+0.01, 48, x+0.011, 48, x+0.011, 48.001, x, 48.001, x, 48))
	all.Reason = "one plant"
	if _, err := d.store.Merge(ctx, editor, registry.Merger{Sites: versions(sites...), Whole: all}); !slices.Equal(refusedFor(err), []string{"balance"}) {
		t.Errorf("merged with land of others: %v", err)
	}
	all.Shape = two(rows[0].Shape, rows[1].Shape)
	made := must[registry.Entry](t)(d.store.Merge(ctx, editor, registry.Merger{Sites: versions(sites...), Whole: all}))
	must[registry.Entry](t)(d.publish(made))
	for i := range rows {
		rows[i].Record.Address = "another"
		rows[i].Raw = append(rows[i].Raw, registry.RawValue{Column: "address", Value: "another"})
	}
	if got := d.imported(job(), rows...); counts(got) != [4]int64{0, 0, 2, 0} {
		t.Errorf("imported again: %+v", got)
	}
	d.holdsTogether()
}

// two is both outlines as one site in two pieces.
func two(a, b geo.Shape) geo.Shape {
	text := fmt.Appendf(nil, `{"type":"GeometryCollection","geometries":[%s,%s]}`, a.AppendGeoJSON(nil), b.AppendGeoJSON(nil))
	shape, _, err := geo.ParseGeoJSON(text)
	if err != nil {
		panic(err) // the tests' own outlines are outlines
	}
	return shape
}

func TestAReusedSiteTellsItsOutcome(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	site := d.published(draft(30, 48))
	used := registry.Act{Action: registry.ActReuse, Reason: "the plant works", Outcome: registry.Outcome{Use: "industrial", Year: whole(2025), AreaM2: num(8000)}}
	ended := must[registry.Entry](t)(d.store.Act(ctx, reviewer, site.Ref, site.Version, used))
	var gone *registry.GoneError
	if _, err := d.store.Site(ctx, site.Ref); !errors.As(err, &gone) || gone.Lifecycle != "reused" || gone.Outcome.Use != "industrial" || *gone.Outcome.Year != 2025 {
		t.Errorf("reused: %v %+v", err, gone)
	}
	back := must[registry.Entry](t)(d.store.Act(ctx, reviewer, site.Ref, ended.Version, registry.Act{Action: registry.ActRestore, Reason: "it closed"}))
	if !back.Record.Outcome.IsZero() {
		t.Errorf("restored with %+v", back.Record.Outcome)
	}
	used.Outcome.Year = whole(2999)
	if _, err := d.store.Act(ctx, reviewer, site.Ref, site.Version, used); err == nil {
		t.Error("reused in another century")
	}
	d.holdsTogether()
}
