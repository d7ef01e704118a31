package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"landbank/geo"
	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/postgres/fixture"
)

// slowly makes every read of the projection take for ever: rows pass through a
// function that sleeps.
const slowly = `
	alter table site_public rename to site_public_fast;
	create function asleep(bigint) returns bigint language sql volatile as 'select case when pg_sleep(30) is null then 0 else $1 end';
	create view site_public as select asleep(id) as slow_id, * from site_public_fast where asleep(id) >= 0`

// questions calls every method of the catalog.
func questions(store *Store, sites []fixture.Site) map[string]func(context.Context) error {
	x, y := sites[0].Shape.Bounds().Center()
	power := criteria.Compare{Op: criteria.GreaterOrEqual, Left: criteria.Property{Name: "power_kw"}, Right: criteria.Number(5000)}
	return map[string]func(context.Context) error{
		"stock": func(ctx context.Context) error { _, err := store.Stock(ctx); return err },
		"page": func(ctx context.Context) error {
			_, err := store.Page(ctx, registry.PageQuery{Limit: 10})
			return err
		},
		"search": func(ctx context.Context) error {
			_, err := store.Search(ctx, registry.SearchQuery{Conditions: criteria.Split(power), Lists: registry.Lists, Limit: 10})
			return err
		},
		"site": func(ctx context.Context) error { _, err := store.Site(ctx, "TST-2026-000001"); return err },
		"each": func(ctx context.Context) error {
			return store.Each(ctx, nil, func(*registry.Detail) error { return nil })
		},
		"tile of clusters": func(ctx context.Context) error {
			_, err := store.Tile(ctx, registry.TileQuery{Tile: geo.Tile{}})
			return err
		},
		"tile of sites": func(ctx context.Context) error {
			_, err := store.Tile(ctx, registry.TileQuery{Tile: geo.TileAt(x, y, 11)})
			return err
		},
		"territories": func(ctx context.Context) error { _, err := store.Territories(ctx); return err },
		"territory":   func(ctx context.Context) error { _, _, err := store.Territory(ctx, "TT"); return err },
	}
}

func TestEveryQuestionHasATimeLimit(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Sites: 3}, WithReadLimit(50*time.Millisecond))
	raise(t, store, slowly)
	for name, ask := range questions(store, sites) {
		t.Run(name, func(t *testing.T) {
			err := ask(t.Context())
			if !errors.Is(err, registry.ErrTimeout) {
				t.Errorf("got %v, want the time-out", err)
			}
			if text := fmt.Sprint(err); strings.Contains(text, "57014") || strings.Contains(text, "statement") {
				t.Errorf("got %q, which is text of the database", text)
			}
		})
	}
}

func TestAQuestionDiesWithItsContext(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Sites: 3}, WithReadLimit(0))
	raise(t, store, slowly)
	busy := func() (n int) {
		err := store.write.QueryRow(t.Context(), `select count(*) from pg_stat_activity
			where datname = current_database() and state = 'active' and pid <> pg_backend_pid() and query like '%site_public%'`).Scan(&n)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for name, ask := range questions(store, sites) {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			var ended atomic.Bool
			done := make(chan error, 1)
			go func() {
				err := ask(ctx)
				ended.Store(true)
				done <- err
			}()
			for busy() == 0 && !ended.Load() { // the database is at it
				time.Sleep(time.Millisecond)
			}
			cancel()
			if err := <-done; !errors.Is(err, context.Canceled) {
				t.Errorf("got %v, want that it was cancelled", err)
			}
			for busy() > 0 { // the test's own time limit ends a question that lives on
				time.Sleep(time.Millisecond)
			}
		})
	}
}

func TestAPassedDeadlineIsATimeout(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Sites: 1})
	ctx, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer cancel()
	for name, ask := range questions(store, sites) {
		if err := ask(ctx); !errors.Is(err, registry.ErrTimeout) {
			t.Errorf("%s: got %v, want the time-out", name, err)
		}
	}
}

func TestWatchTellsEveryRevisionAndReconnects(t *testing.T) {
	t.Parallel()
	store, _ := stocked(t, fixture.Options{Sites: 3})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	told, ended := make(chan int64), make(chan error, 1)
	go func() {
		ended <- store.Watch(ctx, func(_ context.Context, revision int64) error {
			told <- revision
			return nil
		})
	}()
	await := func(want int64) {
		t.Helper()
		if got := <-told; got != want {
			t.Fatalf("got revision %d, want %d", got, want)
		}
	}
	await(1)
	raise(t, store, "delete from site_public where id = 1")
	await(2)
	_, err := store.write.Exec(t.Context(), `select pg_terminate_backend(pid) from pg_stat_activity
		where datname = current_database() and pid <> pg_backend_pid() and query like '%dataset%' and application_name = 'landbank'`)
	if err != nil {
		t.Fatal(err)
	}
	raise(t, store, "delete from site_public where id = 2")
	await(3)
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that it was cancelled", err)
	}
}

func TestWatchStopsAtTheFirstErrorOfTheWatcher(t *testing.T) {
	t.Parallel()
	store, _ := stocked(t, fixture.Options{})
	full := errors.New("no memory left")
	if err := store.Watch(t.Context(), func(context.Context, int64) error { return full }); !errors.Is(err, full) {
		t.Errorf("got %v, want the watcher's own error", err)
	}
}
