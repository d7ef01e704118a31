package postgres_test

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"landbank/geo/geotest"
	"landbank/registry"
)

// state is every column, but for those named, of the rows of a table by their
// key, letter by letter: doubles and outlines in their exact form.
func (d *desk) state(table, key string, but ...string) map[string]string {
	d.t.Helper()
	columns := ask[string](d, `select string_agg(format('coalesce(%I::text, ''-'')', attname), ' || ''|'' || ' order by attnum)
		from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attname <> all(coalesce($2::name[], '{}'))`, table, but)
	rows, err := d.conn.Query(d.t.Context(), fmt.Sprintf("select %s::text, %s from %s", key, columns, table))
	if err != nil {
		d.t.Fatal(err)
	}
	state := map[string]string{}
	for rows.Next() {
		var key, text string
		if err := rows.Scan(&key, &text); err != nil {
			d.t.Fatal(err)
		}
		state[key] = text
	}
	if err := rows.Err(); err != nil {
		d.t.Fatal(err)
	}
	return state
}

// sight is the whole projection, but for which revision each row is of.
func (d *desk) sight() map[string]string { return d.state("site_public", "id", "revision_seq") }

// standing is how all sites stand, but for the numbers of their revisions,
// which only rise, and when it was first published, which stays.
func (d *desk) standing() map[string]string {
	return d.state("site", "id", "version", "head_seq", "published_seq", "published_at")
}

func (d *desk) undone(batch int64) registry.UndoResult {
	d.t.Helper()
	result, err := d.store.UndoImport(d.t.Context(), registry.Operator, batch, registry.Undo{Reason: "the wrong file"})
	if err != nil {
		d.t.Fatal(err)
	}
	d.holdsTogether()
	return result
}

// Whatever stood before an import stands after its undo: what the public sees
// byte for byte, and every site with all its parts. The same file imported
// again does what it did.
func TestUndoRestoresEverything(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := geotest.Source(seed)
			d := newDesk(t)
			var rows []registry.Row
			for line := range int64(40) {
				rows = append(rows, randomRow(t, random, line+1))
			}
			draft := job()
			draft.Publish = false
			d.imported(job(), rows[:30]...)
			d.imported(draft, rows...)
			d.editSome(random)
			sight, standing, dataset := d.sight(), d.standing(), ask[int64](d, "select revision from dataset")
			parts := d.state("utility", "site_id || '/' || position")
			change(t, random, &rows)
			next := job()
			next.Publish = seed%2 == 0
			first := d.imported(next, rows...)
			if maps.Equal(d.standing(), standing) {
				t.Fatal("the import changed nothing, so that its undo shows nothing")
			}
			result := d.undone(first.Batch)
			if result.Withdrawn != first.Created || result.Restored != first.Updated || len(result.Left) != 0 {
				t.Errorf("undone: %+v, of %+v", result, first)
			}
			if now := d.sight(); !maps.Equal(now, sight) {
				t.Errorf("the public sees something else than before the import: %s", firstDifference(sight, now))
			}
			now := d.standing()
			for id := range now {
				if _, before := standing[id]; !before {
					if !strings.Contains(now[id], "|withdrawn|") {
						t.Errorf("a site that the import created: %s", now[id])
					}
					delete(now, id)
				}
			}
			if !maps.Equal(now, standing) {
				t.Errorf("a site stands otherwise than before the import: %s", firstDifference(standing, now))
			}
			after := d.state("utility", "site_id || '/' || position")
			maps.DeleteFunc(after, func(at, _ string) bool { _, created := now[strings.Split(at, "/")[0]]; return !created })
			if !maps.Equal(after, parts) {
				t.Errorf("the networks of a site are others than before: %s", firstDifference(parts, after))
			}
			if got := ask[int64](d, "select revision from dataset"); next.Publish && got <= dataset+1 {
				t.Errorf("the dataset is at revision %d, was at %d before the import", got, dataset)
			}
			if again := d.imported(next, rows...); counts(again) != counts(first) {
				t.Errorf("imported again: %v, the first time %v", counts(again), counts(first))
			}
		})
	}
}

// editSome changes some sites at the desk, so that drafts stand beside
// published versions, and reserves some.
func (d *desk) editSome(random *rand.Rand) {
	d.t.Helper()
	ctx, ok := d.t.Context(), must[registry.Entry](d.t)
	page := must[registry.EntryPage](d.t)(d.store.Entries(ctx, registry.Operator, registry.EntryQuery{Limit: 100}))
	for _, listed := range page.Entries {
		site := ok(d.store.Entry(ctx, registry.Operator, listed.Ref))
		if random.IntN(3) == 0 && slices.Contains(site.Actions, registry.ActUpdate) {
			edit := draft(30, 48)
			edit.Record = site.Record
			edit.Record.Address = "Desk Street 1"
			site = ok(d.store.Update(ctx, editor, site.Ref, site.Version, edit))
		}
		if random.IntN(3) == 0 && slices.Contains(site.Actions, registry.ActReserve) {
			ok(d.store.Act(ctx, editor, site.Ref, site.Version, registry.Act{Action: registry.ActReserve, Until: registry.NewDate(2099, 1, 1)}))
		}
	}
	d.holdsTogether()
}

func firstDifference(want, got map[string]string) string {
	for _, id := range slices.Sorted(maps.Keys(want)) {
		if got[id] != want[id] {
			return fmt.Sprintf("%s was\n%s\nand is\n%s", id, want[id], got[id])
		}
	}
	return fmt.Sprintf("%d rows, were %d", len(got), len(want))
}

func TestUndoIsRefusedWhereSomebodyHasChangedASiteSince(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx, ok := t.Context(), must[registry.Entry](t)
	first := d.imported(job(), plot(1, "a"), plot(2, "b"), plot(3, "c"))
	ref := func(key string) string { return ask[string](d, "select ref from site where source_key = $1", key) }
	a := ok(d.store.Entry(ctx, editor, ref("a")))
	ok(d.store.Act(ctx, editor, a.Ref, a.Version, registry.Act{Action: registry.ActReserve, Until: registry.NewDate(2099, 1, 1)}))
	second := d.imported(job(), plot(1, "b", func(r *registry.Row) { r.Record.Kind = "building" }))
	revisions := ask[int64](d, "select count(*) from revision")

	_, err := d.store.UndoImport(ctx, registry.Operator, first.Batch, registry.Undo{})
	var refused *registry.RefusedError
	if !errors.As(err, &refused) || len(refused.Refusals) != 2 {
		t.Fatalf("got %v, want both sites named", err)
	}
	for i, want := range []string{ref("a") + " was changed since: revision 4 of", "reserve by user:1", ref("b") + " was changed since: revision 5 of",
		fmt.Sprintf("update by test (import %d)", second.Batch)} {
		if got := refused.Refusals[i/2]; got.Rule != "changed_since" || !strings.Contains(got.Message, want) {
			t.Errorf("refused with %+v, want %q", got, want)
		}
	}
	if got := ask[int64](d, "select count(*) from revision"); got != revisions {
		t.Errorf("a refused undo wrote %d revisions", got-revisions)
	}

	// An import that was undone itself stands in nobody's way.
	d.undone(second.Batch)
	sight := d.sight()
	result := must[registry.UndoResult](t)(d.store.UndoImport(ctx, registry.Operator, first.Batch, registry.Undo{SkipChanged: true}))
	if result.Withdrawn != 2 || len(result.Left) != 1 || result.Left[0].Ref != ref("a") || result.Left[0].Action != registry.ActReserve {
		t.Errorf("undone but for what was changed: %+v", result)
	}
	d.holdsTogether()
	if got := d.sight(); len(got) != 1 || !maps.Equal(got, map[string]string{fmt.Sprint(ask[int64](d, "select id from site where source_key = 'a'")): sight[fmt.Sprint(ask[int64](d, "select id from site where source_key = 'a'"))]}) {
		t.Errorf("the public sees %d sites, want the one that was left, as it was", len(got))
	}
}

func TestUndoneSitesComeBackUnderTheirReference(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	rows := []registry.Row{plot(1, "a"), plot(2, "b")}
	first := d.imported(job(), rows...)
	refs := d.state("site", "ref", "id")
	d.undone(first.Batch)
	if got := d.sight(); len(got) != 0 {
		t.Fatalf("the public sees %v", got)
	}
	draft := job()
	draft.Publish = false
	again := d.imported(draft, rows...)
	if counts(again) != counts(first) || ask[string](d, "select string_agg(lifecycle || coalesce(review, ''), ' ') from site") != "draftdraft draftdraft" {
		t.Errorf("imported again as drafts: %v", counts(again))
	}
	d.undone(again.Batch)
	third := d.imported(job(), rows...)
	if counts(third) != counts(first) || len(d.sight()) != 2 {
		t.Errorf("imported once more: %v", counts(third))
	}
	for ref := range d.state("site", "ref") {
		if refs[ref] == "" {
			t.Errorf("%s is a new reference for a site that had one", ref)
		}
	}
	if got := d.imported(job(), rows...); counts(got) != [4]int64{0, 0, 2, 0} {
		t.Errorf("and the same file: %v, want unchanged", counts(got))
	}
}

func TestUndoOfWhatCannotBeUndone(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	done := d.imported(job(), plot(1, "a"))
	if _, err := d.store.UndoImport(ctx, registry.Operator, 4711, registry.Undo{}); !errors.Is(err, registry.ErrNotFound) {
		t.Errorf("an unknown import: %v", err)
	}
	d.undone(done.Batch)
	for state, says := range map[string]string{"undone": "was undone already", "running": "still running", "failed": "stored nothing", "interrupted": "stored nothing"} {
		d.run("update import_batch set state = $1", state)
		_, err := d.store.UndoImport(ctx, registry.Operator, done.Batch, registry.Undo{})
		if !errors.Is(err, registry.ErrConflict) || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", state, err, says)
		}
	}
}

func TestUndoTakesTheRightEverywhere(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	d.put(country()...)
	both := d.imported(job(), plot(1, "a", inPlace(at(30.1, 48.1))), plot(2, "b", inPlace(at(33, 48))))
	west := d.imported(job(), plot(1, "c", inPlace(at(30.2, 48.1))))
	local := registry.Principal{ID: "user:3", Grants: []registry.Grant{{Role: registry.Reviewer, Territory: "west"}}}
	for _, p := range []registry.Principal{local, editor, {}} {
		if _, err := d.store.UndoImport(ctx, p, both.Batch, registry.Undo{}); !errors.Is(err, registry.ErrForbidden) {
			t.Errorf("%s undid an import in east: %v", p.ID, err)
		}
	}
	if _, err := d.store.UndoImport(ctx, local, west.Batch, registry.Undo{}); err != nil {
		t.Errorf("the reviewer of west could not undo an import in west: %v", err)
	}
	d.holdsTogether()
	if got := ask[string](d, "select actor || ' ' || action || ' ' || source || ' ' || batch_id from revision order by seq desc limit 1"); got != fmt.Sprintf("user:3 undo register %d", west.Batch) {
		t.Errorf("the ledger says %s", got)
	}
}
