package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"landbank/internal/testdb"
	"landbank/migrations"
	"landbank/registry"
	"landbank/registry/postgres"
)

// Codes are in force for the whole process: tests that change them do not run
// beside others, and leave the program's own behind.
func leaveCodes(t *testing.T) {
	t.Helper()
	t.Cleanup(func() { registry.UseCodes(nil) })
}

func windPark() registry.Code {
	return registry.Code{List: "purpose", Code: "14.99", Standard: "КВЦПЗ",
		Label: registry.Text{"uk": "Вітрові парки", "en": "Wind parks", "ru": "Ветровые парки"}}
}

// another opens a second store of the registry, as another process does.
func (d *desk) another() *postgres.Store {
	d.t.Helper()
	store, err := postgres.Open(d.t.Context(), d.url)
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(store.Close)
	return store
}

// follow has the store follow the codes until what it gives back is called.
func (d *desk) follow(store *postgres.Store) (end func()) {
	ctx, cancel := context.WithCancel(d.t.Context())
	done := make(chan error)
	go func() { done <- store.FollowCodes(ctx) }()
	return func() {
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			d.t.Errorf("following ended by %v", err)
		}
	}
}

func TestCodesAreChangedForEveryProcessAndForEver(t *testing.T) {
	leaveCodes(t)
	d := newDesk(t)
	ctx, ok := t.Context(), func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ok(d.store.PutCodes(ctx))
	end := d.follow(d.another())
	ok(d.store.AddCode(ctx, registry.Operator, windPark()))
	const inForce = `select label ->> 'en' || coalesce(' until ' || valid_to, '') from code where (list, code) = ('purpose', '14.99')`
	if got := ask[string](d, inForce); got != "Wind parks" {
		t.Errorf("the table of codes says %q", got)
	}
	awaitCode(t, func(c registry.Code, known bool) bool { return known && c.Label["en"] == "Wind parks" })

	ended := windPark()
	ended.ValidTo = registry.NewDate(2026, 1, 1)
	ok(d.store.ChangeCode(ctx, registry.Operator, ended))
	awaitCode(t, func(c registry.Code, _ bool) bool { return c.ValidTo == ended.ValidTo })
	end()

	registry.UseCodes(nil) // as a process begins
	ok(d.another().PutCodes(ctx))
	if c, known := registry.CodeOf("purpose", "14.99"); !known || !c.Same(&ended) {
		t.Errorf("after a restart: %+v, %v", c, known)
	}
	if got := ask[string](d, inForce); got != "Wind parks until 2026-01-01" {
		t.Errorf("after a restart the table of codes says %q", got)
	}
	want := []string{`code.add {"code":"14.99","list":"purpose"} null Wind parks`, `code.change {"code":"14.99","list":"purpose"} Wind parks Wind parks`}
	if log := d.texts(`select action || ' ' || (detail - 'after' - 'before')::jsonb::text || ' ' || coalesce(detail #>> '{before,label,en}', 'null') || ' ' || (detail #>> '{after,label,en}')
		from audit_log where action like 'code.%' order by id`); !slices.Equal(unspaced(log), unspaced(want)) {
		t.Errorf("the audit log says %q", log)
	}
}

func unspaced(list []string) []string {
	out := make([]string, len(list))
	for i, text := range list {
		for _, r := range text {
			if r != ' ' {
				out[i] += string(r)
			}
		}
	}
	return out
}

// awaitCode waits until another process has heard of a code.
func awaitCode(t *testing.T, is func(c registry.Code, known bool) bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for {
		if is(registry.CodeOf("purpose", "14.99")) {
			return
		}
		if ctx.Err() != nil {
			t.Fatal("no process has heard of the change")
		}
	}
}

func TestACodeIsAgainAsTheProgramHasIt(t *testing.T) {
	leaveCodes(t)
	d := newDesk(t)
	ctx := t.Context()
	if err := d.store.PutCodes(ctx); err != nil {
		t.Fatal(err)
	}
	provided, _ := registry.ProvidedCode("kind", "brownfield")
	own := provided
	own.Label = registry.Text{"uk": "Колишня промисловість", "en": "Former industry", "ru": "Бывшая промышленность"}
	for _, c := range []registry.Code{own, own, provided} {
		if err := d.store.ChangeCode(ctx, registry.Operator, c); err != nil {
			t.Fatal(err)
		}
		entry, err := d.store.CodeEntry(ctx, registry.Operator, "kind", "brownfield")
		if err != nil || !entry.Code.Same(&c) || entry.ChangedAt.IsZero() != c.Same(&provided) || !entry.Provided.Same(&provided) {
			t.Errorf("got %+v (%v), want %+v", entry, err, c)
		}
	}
	if n := ask[int](d, "select count(*) from code_own"); n != 0 {
		t.Errorf("%d codes are kept as the registry's own", n)
	}
	if n := ask[int](d, "select count(*) from audit_log where action = 'code.change'"); n != 2 {
		t.Errorf("%d changes in the audit log, want 2: one changed nothing", n)
	}
}

func TestSitesThatHoldACodeAreCounted(t *testing.T) {
	leaveCodes(t)
	d := newDesk(t)
	ctx := t.Context()
	if err := d.store.PutCodes(ctx); err != nil {
		t.Fatal(err)
	}
	with := func(r *registry.Record) {
		r.AllowedUses = []string{"industrial", "port"}
		r.Parcels = []registry.Parcel{{Cadastre: "ua"}, {Cadastre: "ua", Purpose: "11.02"}}
	}
	shown := d.published(draft(30, 48, with))
	d.published(draft(30.1, 48, with))
	must[registry.Entry](t)(d.store.Create(ctx, editor, draft(30.2, 48, with)))
	changed := draft(30, 48)
	must[registry.Entry](t)(d.store.Update(ctx, editor, shown.Ref, shown.Version, changed))
	for _, want := range []struct {
		list, code        string
		published, drafts int64
	}{{"use", "port", 2, 1}, {"purpose", "11.02", 2, 1}, {"purpose", "11.01", 0, 0}, {"kind", "brownfield", 2, 2}, {"media_kind", "photo", 0, 0}} {
		use, err := d.store.CodeUse(ctx, registry.Operator, want.list, want.code)
		if err != nil || use.Published != want.published || use.Drafts != want.drafts {
			t.Errorf("%s %s: %+v (%v), want %+v", want.list, want.code, use, err, want)
		}
	}
	for _, nothing := range [][2]string{{"purpose", "99.99"}, {"magic", "x"}, {"", ""}} {
		_, err := d.store.CodeEntry(ctx, registry.Operator, nothing[0], nothing[1])
		wantError(t, fmt.Sprint(nothing), err, registry.ErrNotFound)
	}
}

// Every list can be asked for, whatever members hold its codes.
func TestHoldersOfEveryListAreFound(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	if err := d.store.PutCodes(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, c := range registry.AllCodes() {
		if c.Code != registry.Codes(c.List)[0].Code {
			continue
		}
		if _, err := d.store.CodeUse(t.Context(), registry.Operator, c.List, c.Code); err != nil {
			t.Errorf("%s %s: %v", c.List, c.Code, err)
		}
	}
}

// Of two processes that add a code at once one has it, the other is told.
func TestOneOfTwoAddsACode(t *testing.T) {
	leaveCodes(t)
	d := newDesk(t)
	if err := d.store.PutCodes(t.Context()); err != nil {
		t.Fatal(err)
	}
	stores := []*postgres.Store{d.store, d.another(), d.another()}
	faults := make([]error, len(stores))
	var all sync.WaitGroup
	for i, store := range stores {
		all.Go(func() { faults[i] = store.AddCode(t.Context(), registry.Operator, windPark()) })
	}
	all.Wait()
	added := 0
	for _, err := range faults {
		var refused *registry.RefusedError
		switch {
		case err == nil:
			added++
		case !errors.As(err, &refused) || refused.Refusals[0].Field != "code":
			t.Errorf("refused by %v", err)
		}
	}
	if added != 1 {
		t.Errorf("%d have added it", added)
	}
}

func TestCodesAreChangedByAdministratorsAlone(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	limited := registry.Principal{ID: "user:3", Grants: []registry.Grant{{Role: registry.Admin, Territory: "UA14"}}}
	for _, p := range []registry.Principal{{}, editor, reviewer, limited} {
		wantError(t, "add", d.store.AddCode(t.Context(), p, windPark()), registry.ErrForbidden)
		wantError(t, "change", d.store.ChangeCode(t.Context(), p, windPark()), registry.ErrForbidden)
		_, err := d.store.CodeEntry(t.Context(), p, "kind", "brownfield")
		wantError(t, "read", err, registry.ErrForbidden)
		_, err = d.store.CodeUse(t.Context(), p, "kind", "brownfield")
		wantError(t, "count", err, registry.ErrForbidden)
	}
	wantError(t, "change what is not there", d.store.ChangeCode(t.Context(), registry.Operator, windPark()), registry.ErrNotFound)
}

// The schema before had no codes of a registry's own; what it has stays.
func TestCodesOfTheSchemaBeforeStay(t *testing.T) {
	leaveCodes(t)
	url := testdb.Empty(t)
	if err := migrations.UpTo(t.Context(), url, 35); err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, url: url}
	d.connect()
	d.run(`insert into code (list, code, position, label, valid_to) values ('purpose', '88.88', 900, '{"uk": "Давнє"}', '1999-01-01'), ('kind', 'free_land', 1, '{"uk": "Вільна"}', null)`)
	if err := migrations.Up(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	d.store = d.another()
	if err := d.store.PutCodes(t.Context()); err != nil {
		t.Fatal(err)
	}
	table := must[[]registry.CodeEntry](t)(d.store.CodeTable(t.Context()))
	find := func(list, code string) registry.CodeEntry {
		return table[slices.IndexFunc(table, func(e registry.CodeEntry) bool { return e.List == list && e.Code.Code == code })]
	}
	if old := find("purpose", "88.88"); old.Current || old.Label["uk"] != "Давнє" || old.Provided != nil {
		t.Errorf("a code that no list has any more: %+v", old)
	}
	if kept := find("kind", "free_land"); !kept.Current || kept.Label["uk"] != "Вільна земля" {
		t.Errorf("a code of the program: %+v", kept)
	}
}
