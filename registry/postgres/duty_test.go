package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
	"landbank/registry/postgres"
)

// workURL is the variable that turns the test program into a process that does
// the registry's duties, and workDay the one that says on which day.
const (
	workURL = "LANDBANK_TEST_WORK_ON"
	workDay = "LANDBANK_TEST_WORK_DAY"
)

func workAndTell(ctx context.Context, url string) error {
	day, err := registry.ParseDate(os.Getenv(workDay))
	if err != nil {
		return err
	}
	store, err := postgres.Open(ctx, url, postgres.WithClock((&calendar{day: day}).now))
	if err != nil {
		return err
	}
	fmt.Println("starting")
	if _, err = store.Work(ctx); err != nil {
		return err
	}
	fmt.Println("ready")
	return nil
}

// reserved makes sites that are reserved until the day.
func (d *desk) reserved(n int, until registry.Date) (refs []string) {
	d.t.Helper()
	for i := range n {
		site := d.published(draft(30+float64(i)*0.01, 48, checkedOn(until)))
		held := must[registry.Entry](d.t)(d.store.Act(d.t.Context(), editor, site.Ref, site.Version, registry.Act{Action: registry.ActReserve, Until: until, For: "Plant Ltd"}))
		refs = append(refs, held.Ref)
	}
	return refs
}

// releases counts the revisions that a release made, by site.
func (d *desk) releases() map[string]int {
	d.t.Helper()
	found := map[string]int{}
	for _, ref := range d.texts("select ref from revision where action = 'release'") {
		found[ref]++
	}
	return found
}

func TestReservationsEndOnTheirDay(t *testing.T) {
	t.Parallel()
	d, c := datedDesk(t)
	ctx := t.Context()
	refs := d.reserved(2, c.day)
	draftBeside := must[registry.Entry](t)(d.store.Entry(ctx, editor, refs[1]))
	must[registry.Entry](t)(d.store.Update(ctx, editor, refs[1], draftBeside.Version, draft(30.01, 48, checkedOn(c.day), func(r *registry.Record) { r.Kind = "building" })))
	work := func() {
		t.Helper()
		stop := must[func(context.Context) error](t)(d.store.Work(ctx))
		if err := stop(ctx); err != nil {
			t.Fatal(err)
		}
	}
	work()
	if got := d.releases(); len(got) != 0 {
		t.Errorf("released on the last day: %v", got)
	}
	c.move(1)
	work()
	work()
	if got := d.releases(); got[refs[0]] != 1 || got[refs[1]] != 2 { // the published version and the draft beside it
		t.Errorf("released %v", got)
	}
	entry := must[registry.Entry](t)(d.store.Entry(ctx, editor, refs[1]))
	if entry.Standing != (registry.Standing{Lifecycle: "published", Review: "draft"}) || entry.Record.Kind != "building" || entry.Record.Internal.ReservedFor != "" {
		t.Errorf("after: %+v", entry)
	}
	alone := must[registry.Entry](t)(d.store.Entry(ctx, editor, refs[0]))
	if by := alone.Record.Facts["availability"].VerifiedBy; by != editor.ID {
		t.Errorf("a job says that the site is available: verified by %s", by)
	}
	if got := ask[int64](d, "select sum(done) from job_effect where duty = 'reservations'"); got != 2 {
		t.Errorf("%d effects noted", got)
	}
	d.holdsTogether()
}

// The process is killed before, in the middle, and after; whatever was done
// then is done once.
func TestDutiesAreDoneOnceWhateverIsKilled(t *testing.T) {
	t.Parallel()
	for _, where := range []string{"ledger_head", "revision", "job_effect", "done"} {
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			d, c := datedDesk(t)
			refs := d.reserved(3, c.day)
			c.move(1)
			day := workDay + "=" + c.day.String()
			holdUp := must[pgx.Tx](t)(d.conn.Begin(t.Context()))
			if where != "done" {
				if _, err := holdUp.Exec(t.Context(), "lock table "+where+" in access exclusive mode"); err != nil {
					t.Fatal(err)
				}
			}
			first := startProcess(t, workURL+"="+d.url, day)
			first.until("starting")
			if where == "done" {
				first.until("ready")
			} else {
				waitsFor(t, holdUp)
			}
			first.kill()
			if err := holdUp.Rollback(t.Context()); err != nil {
				t.Fatal(err)
			}
			second, third := startProcess(t, workURL+"="+d.url, day), startProcess(t, workURL+"="+d.url, day)
			second.until("ready")
			third.until("ready")
			second.kill()
			third.kill()
			for _, ref := range refs {
				if got := d.releases()[ref]; got != 1 {
					t.Errorf("%s was released %d times", ref, got)
				}
			}
			if got := ask[int64](d, "select coalesce(sum(done), 0) from job_effect where duty = 'reservations'"); got != 3 {
				t.Errorf("%d effects noted", got)
			}
			d.holdsTogether()
		})
	}
}

// waitsFor returns when another session waits for what the transaction holds.
func waitsFor(t *testing.T, holder pgx.Tx) {
	t.Helper()
	for waiting := false; !waiting; {
		err := holder.QueryRow(t.Context(), "select exists (select from pg_locks l where not l.granted and pg_backend_pid() = any(pg_blocking_pids(l.pid)))").Scan(&waiting)
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Jobs come from the queue too: each time once, however many processes there
// are, and what others bring is done like what the registry has itself.
func TestTheQueueDoesEachJobOnce(t *testing.T) {
	t.Parallel()
	d, c := datedDesk(t)
	ctx := t.Context()
	var called, failed atomic.Int64
	duties := []registry.Duty{
		{Name: "count", Every: 24 * time.Hour, Do: func(context.Context) (int64, error) { return called.Add(1), nil }},
		{Name: "fail", Every: 24 * time.Hour, Do: func(context.Context) (int64, error) {
			failed.Add(1)
			return 0, errors.New("the disk is full")
		}},
	}
	other, err := postgres.Open(ctx, d.url, postgres.WithClock(c.now))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	for _, store := range []*postgres.Store{d.store, other} {
		stop := must[func(context.Context) error](t)(store.Work(ctx, duties...))
		defer func() {
			if err := stop(context.WithoutCancel(ctx)); err != nil {
				t.Error(err)
			}
		}()
	}
	var runs []registry.JobRun
	find := func(duty, state string) *registry.JobRun {
		for i := range runs {
			if runs[i].Duty == duty && runs[i].State == state {
				return &runs[i]
			}
		}
		return nil
	}
	for find("count", "completed") == nil || find("fail", "retryable") == nil || find("judge", "completed") == nil || find("reservations", "completed") == nil || find("senders", "completed") == nil ||
		find("check", "completed") == nil || find("reminders", "completed") == nil || find("fit", "completed") == nil {
		if runs, err = d.store.JobRuns(ctx, registry.Operator, 100); err != nil {
			t.Fatal(err)
		}
	}
	if len(runs) != 8 || called.Load() != 1 {
		t.Errorf("%d calls, jobs %+v", called.Load(), runs)
	}
	if got := find("count", "completed"); got.Done != 1 || got.Slot.Hour() != 0 || got.EndedAt.IsZero() {
		t.Errorf("%+v", got)
	}
	if got := find("fail", "retryable"); !strings.Contains(got.Failure, "the disk is full") || failed.Load() == 0 {
		t.Errorf("%+v", got)
	}
	if _, err := d.store.JobRuns(ctx, editor, 10); !errors.Is(err, registry.ErrForbidden) {
		t.Errorf("an editor reads jobs: %v", err)
	}
}
