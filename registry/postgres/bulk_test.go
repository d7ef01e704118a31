package postgres_test

import (
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"testing"

	"landbank/registry"
	"landbank/registry/criteria"
)

// setting is a change of the sites to values in JSON.
func setting(values map[string]string, sites ...registry.Entry) registry.BulkChange {
	c := registry.BulkChange{Values: map[string]json.RawMessage{}, Reason: "walked along the street",
		Fact: registry.Fact{Source: "grid operator", AsOf: registry.NewDate(2026, 11, 20)}}
	for name, value := range values {
		c.Values[name] = json.RawMessage(value)
	}
	for _, s := range sites {
		c.Sites = append(c.Sites, registry.Version{Ref: s.Ref, Version: s.Version})
	}
	return c
}

func states(r registry.BulkResult) []registry.BulkState {
	var all []registry.BulkState
	for _, o := range r.Outcomes {
		all = append(all, o.State)
	}
	return all
}

func TestSeveralSitesAreChangedAndTakenBack(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	ok := must[registry.BulkResult](t)
	first, second := d.published(draft(30, 48)), d.published(draft(30.1, 48))
	third := must[registry.Entry](t)(d.store.Create(ctx, editor, draft(30.2, 48, func(r *registry.Record) { r.Kind = "building" })))
	busy := d.published(draft(30.3, 48))
	edited := must[registry.Entry](t)(d.store.Update(ctx, editor, busy.Ref, busy.Version, draft(30.3, 48, func(r *registry.Record) { r.Address = "Street 1" })))
	sent := must[registry.Entry](t)(d.store.Act(ctx, editor, busy.Ref, edited.Version, registry.Act{Action: registry.ActSubmit}))
	gone := registry.Entry{Ref: "LB-2020-9999", Version: 1}
	old := registry.Entry{Ref: second.Ref, Version: 1}
	standing, sight, head := d.standing(), d.sight(), ask[int64](d, "select max(seq) from revision")
	c := setting(map[string]string{"kind": `"building"`, "power_kw": "2500"}, first, third, sent, gone, old)

	c.DryRun = true
	tried := ok(d.store.ChangeSites(ctx, editor, c))
	want := []registry.BulkState{"changed", "changed", "refused", "refused", "refused"}
	if got := states(tried); !reflect.DeepEqual(got, want) || tried.Batch != 0 {
		t.Errorf("tried: %v batch %d, want %v", got, tried.Batch, want)
	}
	if !maps.Equal(d.standing(), standing) || ask[int64](d, "select max(seq) from revision") != head || ask[int64](d, "select count(*) from import_batch where profile = 'change'") != 0 {
		t.Error("a dry run changed something")
	}
	if o := tried.Outcomes[0]; string(o.Changes["kind"].Before) != `"brownfield"` || string(o.Changes["power_kw"].After) != "2500" || o.Version != first.Version {
		t.Errorf("tried the first: %+v", o)
	}
	if got := tried.Outcomes[1].Changes; len(got) != 2 { // its kind is the same, with evidence now
		t.Errorf("tried the third: %v", got)
	}
	for i, is := range map[int]error{2: registry.ErrConflict, 3: registry.ErrNotFound, 4: registry.ErrStale} {
		if err := tried.Outcomes[i].Err; !errors.Is(err, is) {
			t.Errorf("refused %s: %v, want %v", tried.Outcomes[i].Ref, err, is)
		}
	}

	c.DryRun = false
	done := ok(d.store.ChangeSites(ctx, editor, c))
	if got := states(done); !reflect.DeepEqual(got, want) || done.Batch == 0 {
		t.Fatalf("changed: %v batch %d, want %v", got, done.Batch, want)
	}
	now := must[registry.Entry](t)(d.store.Entry(ctx, editor, first.Ref))
	if now.Version != done.Outcomes[0].Version || now.Standing.Review != "draft" || now.Record.Kind != "building" ||
		now.Record.Facts["power_kw"] != c.Fact || now.ChangedBy != editor.ID {
		t.Errorf("the first is %+v", now)
	}
	if !maps.Equal(d.sight(), sight) {
		t.Error("the public sees a change that nobody published")
	}
	d.holdsTogether()
	again := setting(map[string]string{"kind": `"building"`}, now)
	if got := states(ok(d.store.ChangeSites(ctx, editor, again))); !reflect.DeepEqual(got, []registry.BulkState{"unchanged"}) {
		t.Errorf("the same again: %v, want unchanged", got)
	}

	if _, err := d.store.UndoImport(ctx, registry.Principal{ID: "user:9", Grants: []registry.Grant{{Role: registry.Viewer}}}, done.Batch, registry.Undo{}); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("a viewer takes it back: %v", err)
	}
	back, err := d.store.UndoImport(ctx, editor, done.Batch, registry.Undo{Reason: "the wrong street"})
	if err != nil || back.Restored != 2 || back.Withdrawn != 0 {
		t.Fatalf("taken back: %+v %v", back, err)
	}
	if after := d.standing(); !maps.Equal(after, standing) {
		t.Errorf("a site stands otherwise than before: %s", firstDifference(standing, after))
	}
	if !maps.Equal(d.sight(), sight) {
		t.Error("the public sees something else than before")
	}
	d.holdsTogether()
}

func TestAnImportIsTakenBackByReviewersAlone(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	batch := d.imported(job(), plot(1, "a")).Batch
	if _, err := d.store.UndoImport(t.Context(), editor, batch, registry.Undo{}); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("an editor takes an import back: %v", err)
	}
}

func TestABulkChangeIsRefusedWhole(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	site := d.published(draft(30, 48))
	for name, c := range map[string]registry.BulkChange{
		"no sites":            setting(map[string]string{"kind": `"building"`}),
		"no values":           setting(nil, site),
		"a field that is not": setting(map[string]string{"nothing": "1"}, site),
		"a computed field":    setting(map[string]string{"area_m2": "1"}, site),
		"a code that is not":  setting(map[string]string{"kind": `"castle"`}, site),
		"too many":            {Sites: make([]registry.Version, registry.MostBulk+1), Values: map[string]json.RawMessage{"kind": json.RawMessage(`"building"`)}},
	} {
		_, err := d.store.ChangeSites(t.Context(), editor, c)
		var refused *registry.RefusedError
		var faults criteria.Faults
		if !errors.As(err, &refused) && !errors.As(err, &faults) {
			t.Errorf("%s: %v, want it refused", name, err)
		}
	}
	viewer := registry.Principal{ID: "user:3", Grants: []registry.Grant{{Role: registry.Viewer}}}
	if _, err := d.store.ChangeSites(t.Context(), viewer, setting(map[string]string{"kind": `"building"`}, site)); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("a viewer changes sites: %v", err)
	}
}
