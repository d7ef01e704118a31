package postgres_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"landbank/registry"
	"landbank/registry/criteria"
)

// asked parses criteria.
func asked(t *testing.T, text string) criteria.Expr {
	t.Helper()
	expr, err := criteria.ParseCQL2(text, registry.Vocabulary())
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return expr
}

// refs gives the references of a page.
func refs(page registry.EntryPage) []string {
	list := []string{}
	for i := range page.Entries {
		list = append(list, page.Entries[i].Ref)
	}
	return list
}

func sized(m2 float64, kind string) func(*registry.Record) {
	return func(r *registry.Record) {
		r.Kind = kind
		r.Area.UsableM2 = &m2
	}
}

// What the department asks, it asks of the newest record: a draft beside what
// is published, a site that the public never saw, and one that it sees.
func TestCriteriaOfTheDeskAskTheNewestRecord(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	shown := d.published(draft(30, 48, sized(1000, "brownfield")))
	changed := d.published(draft(31, 48, sized(2000, "brownfield")))
	changed = must[registry.Entry](t)(d.store.Update(ctx, editor, changed.Ref, changed.Version, draft(31, 48, sized(3000, "building"))))
	fresh := must[registry.Entry](t)(d.store.Create(ctx, editor, draft(32, 48, sized(4000, "brownfield"))))
	gone := must[registry.Entry](t)(d.store.Create(ctx, editor, draft(33, 48, sized(5000, "brownfield"))))
	gone = must[registry.Entry](t)(d.store.Act(ctx, reviewer, gone.Ref, gone.Version, registry.Act{Action: registry.ActWithdraw, Reason: "twice"}))

	for _, c := range []struct {
		query registry.EntryQuery
		want  []string
	}{
		{registry.EntryQuery{}, []string{shown.Ref, changed.Ref, fresh.Ref, gone.Ref}},
		{registry.EntryQuery{Criteria: asked(t, "kind = 'brownfield'")}, []string{shown.Ref, fresh.Ref, gone.Ref}},
		{registry.EntryQuery{Criteria: asked(t, "area_usable_m2 >= 3000")}, []string{changed.Ref, fresh.Ref, gone.Ref}},
		{registry.EntryQuery{Criteria: asked(t, "power_kw > 0 or not power_kw > 0")}, []string{}},
		{registry.EntryQuery{Criteria: asked(t, "S_INTERSECTS(geom, BBOX(31.9, 47, 32.1, 49))")}, []string{fresh.Ref}},
		{registry.EntryQuery{Criteria: asked(t, "kind = 'brownfield'"), Lifecycles: []string{"draft"}}, []string{fresh.Ref}},
		{registry.EntryQuery{Newest: true}, []string{gone.Ref, fresh.Ref, changed.Ref, shown.Ref}},
		{registry.EntryQuery{ChangedBy: reviewer.ID}, []string{shown.Ref, gone.Ref}},
		{registry.EntryQuery{Sort: []criteria.SortKey{{Field: "area_usable_m2", Desc: true}}}, []string{gone.Ref, fresh.Ref, changed.Ref, shown.Ref}},
	} {
		c.query.Limit = 10
		page := must[registry.EntryPage](t)(d.store.Entries(ctx, editor, c.query))
		if !slices.Equal(refs(page), c.want) || page.Matched != int64(len(c.want)) {
			t.Errorf("%+v: %v (%d), want %v", c.query, refs(page), page.Matched, c.want)
		}
		spots := must[registry.SpotPage](t)(d.store.Spots(ctx, editor, c.query))
		if len(spots.Spots) != len(c.want) || spots.Matched != int64(len(c.want)) {
			t.Errorf("%+v: %d spots of %d, want %d", c.query, len(spots.Spots), spots.Matched, len(c.want))
		}
	}
	counts := must[[]registry.EntryCount](t)(d.store.Counts(ctx, editor, registry.EntryQuery{Lifecycles: []string{"draft"}, Criteria: asked(t, "area_usable_m2 >= 3000")}))
	want := []registry.EntryCount{{Lifecycle: "draft", Sites: 1}, {Lifecycle: "published", Review: "draft", Sites: 1}, {Lifecycle: "withdrawn", Sites: 1}}
	slices.SortFunc(counts, func(a, b registry.EntryCount) int { return len(a.Lifecycle)*10 - len(b.Lifecycle)*10 })
	if fmt.Sprint(counts) != fmt.Sprint(want) && len(counts) != len(want) {
		t.Errorf("counts %+v, want %+v", counts, want)
	}

	// What is thrown away is asked of what is published again.
	must[registry.Entry](t)(d.store.Act(ctx, editor, changed.Ref, changed.Version, registry.Act{Action: registry.ActDiscard}))
	page := must[registry.EntryPage](t)(d.store.Entries(ctx, editor, registry.EntryQuery{Criteria: asked(t, "area_usable_m2 = 2000"), Limit: 10}))
	if !slices.Equal(refs(page), []string{changed.Ref}) {
		t.Errorf("after the draft was thrown away: %v", refs(page))
	}
	d.holdsTogether()
}

func TestPagesOfTheListGoOnInAnyOrder(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	for i := range 7 {
		must[registry.Entry](t)(d.store.Create(ctx, editor, draft(30+float64(i)/10, 48, sized(float64(i%3)*100+100, "brownfield"))))
	}
	for _, sort := range [][]criteria.SortKey{nil, {{Field: "area_usable_m2"}}, {{Field: "area_usable_m2", Desc: true}}} {
		all := must[registry.EntryPage](t)(d.store.Entries(ctx, editor, registry.EntryQuery{Sort: sort, Limit: 10}))
		var paged []string
		for after := ""; ; {
			page := must[registry.EntryPage](t)(d.store.Entries(ctx, editor, registry.EntryQuery{Sort: sort, Limit: 3, After: after}))
			paged = append(paged, refs(page)...)
			if after = page.Next; after == "" {
				break
			}
		}
		if !slices.Equal(paged, refs(all)) || len(paged) != 7 {
			t.Errorf("by %v: %v, all at once %v", sort, paged, refs(all))
		}
	}
}

func TestTheListShowsOwnTerritoriesAlone(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	d.put(country()...)
	here := must[registry.Entry](t)(d.store.Create(ctx, editor, draft(30.1, 48.1)))
	must[registry.Entry](t)(d.store.Create(ctx, editor, draft(33, 48)))
	local := registry.Principal{ID: "user:3", Grants: []registry.Grant{{Role: registry.Viewer, Territory: "west"}}}
	query := registry.EntryQuery{Criteria: asked(t, "kind = 'brownfield'"), Limit: 10}
	if page := must[registry.EntryPage](t)(d.store.Entries(ctx, local, query)); !slices.Equal(refs(page), []string{here.Ref}) {
		t.Errorf("listed %v", refs(page))
	}
	if page := must[registry.SpotPage](t)(d.store.Spots(ctx, local, query)); len(page.Spots) != 1 || page.Spots[0].Ref != here.Ref {
		t.Errorf("placed %v", page.Spots)
	}
	if counts := must[[]registry.EntryCount](t)(d.store.Counts(ctx, local, query)); len(counts) != 1 || counts[0].Sites != 1 {
		t.Errorf("counted %v", counts)
	}
	nobody := registry.Principal{ID: "user:4"}
	if _, err := d.store.Entries(ctx, nobody, query); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("listed without a role: %v", err)
	}
	if _, err := d.store.Views(ctx, nobody); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("views without a role: %v", err)
	}
}

// A clock that is set anew is set for records too that the public does not see.
func TestDraftsAreJudgedByTheDay(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	made := must[registry.Entry](t)(d.store.Create(ctx, editor, draft(30, 48)))
	d.run("update site_draft set area_usable_m2 = 7, freshness = null, judged_on = '0001-01-01', next_check_on = '0001-01-01'")
	must[int64](t)(d.store.Judge(ctx))
	if again := ask[bool](d, "select area_usable_m2 is null and judged_on > '2000-01-01' from site_draft where ref = $1", made.Ref); !again {
		t.Error("the record was not derived anew")
	}
}

func TestViewsAreOnesOwnOrShared(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx, ok := t.Context(), must[registry.View](t)
	person := func(email string) registry.Principal {
		account, _, err := d.store.CreateAccount(ctx, registry.Operator, registry.NewAccount{Email: email, WithoutPassword: true, Grants: []registry.Grant{{Role: registry.Editor}}})
		if err != nil {
			t.Fatal(err)
		}
		return account.Principal()
	}
	olena, petro := person("olena@example.org"), person("petro@example.org")
	own := ok(d.store.PutView(ctx, olena, registry.View{Name: " Mine ", Query: "lifecycle=draft"}))
	shared := ok(d.store.PutView(ctx, olena, registry.View{Name: "Ours", Query: "q=mill", Shared: true}))
	if own.Name != "Mine" || own.Owner == "" {
		t.Errorf("kept %+v", own)
	}
	if views, err := d.store.Views(ctx, petro); err != nil || len(views) != 1 || views[0].ID != shared.ID {
		t.Errorf("another sees %+v (%v)", views, err)
	}
	if _, err := d.store.PutView(ctx, petro, registry.View{ID: shared.ID, Name: "Stolen"}); !errors.Is(err, registry.ErrNotFound) {
		t.Errorf("another changes: %v", err)
	}
	if err := d.store.RemoveView(ctx, petro, shared.ID); !errors.Is(err, registry.ErrNotFound) {
		t.Errorf("another removes: %v", err)
	}
	var refused *registry.RefusedError
	if _, err := d.store.PutView(ctx, olena, registry.View{Name: "Mine"}); !errors.As(err, &refused) {
		t.Errorf("the same name twice: %v", err)
	}
	var faults criteria.Faults
	if _, err := d.store.PutView(ctx, olena, registry.View{Name: "  "}); !errors.As(err, &faults) {
		t.Errorf("no name: %v", err)
	}
	if renamed := ok(d.store.PutView(ctx, olena, registry.View{ID: own.ID, Name: "Drafts", Query: own.Query})); renamed.Name != "Drafts" || renamed.Shared {
		t.Errorf("renamed %+v", renamed)
	}
	if err := d.store.RemoveView(ctx, olena, own.ID); err != nil {
		t.Error(err)
	}
	if views, err := d.store.Views(ctx, olena); err != nil || len(views) != 1 {
		t.Errorf("left %+v (%v)", views, err)
	}
}
