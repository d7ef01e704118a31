package postgres_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"landbank/registry"
	"landbank/registry/postgres"
)

// calendar is a clock that a test moves.
type calendar struct{ day registry.Date }

func (c *calendar) now() time.Time { return c.day.Time.Add(13 * time.Hour) }

func (c *calendar) move(days int) { c.day = registry.Date{Time: c.day.AddDate(0, 0, days)} }

// datedDesk is a desk on which a test says what day it is.
func datedDesk(t testing.TB) (*desk, *calendar) {
	t.Helper()
	c := &calendar{day: registry.DateOf(time.Now())}
	d := newDesk(t)
	d.store.Close()
	var err error
	if d.store, err = postgres.Open(t.Context(), d.url, postgres.WithClock(c.now)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.store.Close)
	return d, c
}

// checked gives the record a day on which it was checked.
func checkedOn(day registry.Date) func(*registry.Record) {
	return func(r *registry.Record) { r.CheckedOn = day }
}

// offered gives what the public sees of a site's availability.
func (d *desk) offered(ref string) (now *bool, why *string, judged time.Time) {
	d.t.Helper()
	err := d.conn.QueryRow(d.t.Context(), "select available_now, available_why, judged_on from site_public where ref = $1", ref).Scan(&now, &why, &judged)
	if err != nil {
		d.t.Fatal(err)
	}
	return now, why, judged
}

func TestADayTakesSitesOffTheOffer(t *testing.T) {
	t.Parallel()
	d, c := datedDesk(t)
	ctx := t.Context()
	checked := d.published(draft(30, 48, checkedOn(c.day)))
	held := d.published(draft(31, 48, checkedOn(c.day)))
	held = must[registry.Entry](t)(d.store.Act(ctx, editor, held.Ref, held.Version, registry.Act{Action: registry.ActReserve, Until: registry.NewDate(2099, 1, 1)}))
	never := d.published(draft(32, 48))
	for ref, want := range map[string]string{checked.Ref: "available", held.Ref: "reserved", never.Ref: ""} {
		if now, why, _ := d.offered(ref); (why == nil) != (want == "") || why != nil && (*why != want || *now != (want == "available")) {
			t.Errorf("%s: %v %v, want %q", ref, now, why, want)
		}
	}
	revision, revisions := ask[int64](d, "select revision from dataset"), ask[int64](d, "select count(*) from revision")
	judge := must[int64](t)
	if n := judge(d.store.Judge(ctx)); n != 0 {
		t.Errorf("%d sites judged on the day they were published", n)
	}
	c.move(24)
	if n := judge(d.store.Judge(ctx)); n != 2 { // due: what is held and what is not
		t.Errorf("%d sites judged after 24 days", n)
	}
	d.holdsTogether()
	c.move(37)
	if n := judge(d.store.Judge(ctx)); n != 2 {
		t.Errorf("%d sites judged after 61 days", n)
	}
	if now, why, judged := d.offered(checked.Ref); *now || *why != "expired" || !judged.Equal(c.day.Time) {
		t.Errorf("after 61 days: %v because %s, judged on %s", *now, *why, judged)
	}
	if _, why, _ := d.offered(held.Ref); *why != "reserved" {
		t.Errorf("the reserved one: %s", *why)
	}
	if got := ask[int64](d, "select revision from dataset"); got != revision+2 || ask[int64](d, "select count(*) from revision") != revisions {
		t.Errorf("the stock's revision went from %d to %d, and the ledger may not grow", revision, got)
	}
	d.holdsTogether()
	entry := must[registry.Entry](t)(d.store.Entry(ctx, editor, checked.Ref))
	must[registry.Entry](t)(d.store.Act(ctx, editor, checked.Ref, entry.Version, registry.Act{Action: registry.ActConfirm, Groups: []string{"availability"}}))
	if now, why, _ := d.offered(checked.Ref); !*now || *why != "available" {
		t.Errorf("confirmed: %v because %s", *now, *why)
	}
	d.holdsTogether()
}

func TestClocksAreTheRegistrysOwn(t *testing.T) {
	t.Parallel()
	d, c := datedDesk(t)
	ctx := t.Context()
	site := d.published(draft(30, 48, checkedOn(registry.Date{Time: c.day.AddDate(0, 0, -50)})))
	if now, _, _ := d.offered(site.Ref); !*now {
		t.Fatal("a site checked 50 days ago is not on offer")
	}
	admin := registry.Principal{ID: "user:9", Grants: []registry.Grant{{Role: registry.Admin}}}
	if err := d.store.SetClocks(ctx, reviewer, registry.ClockDays{"availability": 20}); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("a reviewer sets clocks: %v", err)
	}
	if err := d.store.SetClocks(ctx, admin, registry.ClockDays{"availability": 0, "weather": 3}); !errors.Is(err, registry.ErrConflict) {
		t.Errorf("clocks that cannot be: %v", err)
	}
	if err := d.store.SetClocks(ctx, admin, registry.ClockDays{"availability": 20}); err != nil {
		t.Fatal(err)
	}
	if now, why, _ := d.offered(site.Ref); *now || *why != "expired" {
		t.Errorf("on a clock of 20 days: %v because %s", *now, *why)
	}
	other, err := postgres.Open(ctx, d.url)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	clocks := must[registry.ClockDays](t)(other.Clocks(ctx))
	if clocks["availability"] != 20 || clocks["price"] != registry.Clocks["price"] {
		t.Errorf("another process reads %v", clocks)
	}
	d.holdsTogether()
}

// An import and a change of the clocks meet: whoever comes second goes by what
// the first one left.
func TestAnImportKeepsTheClocksItJudgesBy(t *testing.T) {
	t.Parallel()
	d, c := datedDesk(t)
	ctx := t.Context()
	rows := &gate{rows: listed(plot(1, "a", func(r *registry.Row) {
		r.Record.Availability, r.Record.CheckedOn = "available", registry.Date{Time: c.day.AddDate(0, 0, -50)}
	})), open: make(chan struct{}), reached: make(chan struct{})}
	imported := make(chan error, 1)
	go func() {
		_, err := d.store.Import(ctx, job(), rows)
		imported <- err
	}()
	<-rows.reached
	set := make(chan error, 1)
	go func() {
		set <- d.store.SetClocks(ctx, registry.Operator, registry.ClockDays{"availability": 20})
	}()
	for ask[int64](d, "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == 0 {
		if ctx.Err() != nil {
			t.Fatal("nobody waits")
		}
	}
	close(rows.open)
	if err := errors.Join(<-imported, <-set); err != nil {
		t.Fatal(err)
	}
	if why := ask[string](d, "select available_why from site_public"); why != "expired" {
		t.Errorf("the site is %s", why)
	}
	d.holdsTogether()
}

// gate gives its rows once it is opened, and tells when somebody waits at it.
type gate struct {
	rows          *slice
	open, reached chan struct{}
	once          sync.Once
}

func (g *gate) Next(ctx context.Context) (registry.Row, error) {
	g.once.Do(func() { close(g.reached) })
	select {
	case <-g.open:
		return g.rows.Next(ctx)
	case <-ctx.Done():
		return registry.Row{}, ctx.Err()
	}
}
