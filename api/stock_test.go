package api

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"landbank/geo"
	"landbank/internal/testdb"
	"landbank/registry"
	"landbank/registry/demo"
	"landbank/registry/postgres"
)

// process is the test process as a test of its own: what is made for it lasts
// until its end. Many tests read one stock, which takes a second to make.
type process struct {
	testing.TB
	mutex sync.Mutex
	ends  []func()
}

var whole = &process{}

func (*process) Helper()                  {}
func (*process) Context() context.Context { return context.Background() }
func (*process) Error(args ...any)        { fmt.Fprintln(os.Stderr, args...) }
func (*process) Fatal(args ...any)        { panic(fmt.Sprint(args...)) }
func (p *process) Cleanup(end func()) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.ends = append(p.ends, end)
}

func TestMain(m *testing.M) {
	code := m.Run()
	for i := len(whole.ends) - 1; i >= 0; i-- {
		whole.ends[i]()
	}
	os.Exit(code)
}

// inventory is a published stock that tests read and none changes: the
// demonstration inventory of a fixed day.
var inventory = sync.OnceValue(func() *postgres.Store {
	store := openStore(whole)
	fill(whole, store)
	return store
})

// openStore opens a store on an empty database of the test's own.
func openStore(t testing.TB) *postgres.Store {
	t.Helper()
	store, err := postgres.Open(t.Context(), testdb.Clone(t), postgres.WithClock(func() time.Time { return fixedTime }))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(store.Close)
	return store
}

func fill(t testing.TB, store *postgres.Store) {
	t.Helper()
	territories, err := demo.Territories()
	if err != nil {
		t.Fatal(err)
	}
	if err := store.PutTerritories(t.Context(), territories); err != nil {
		t.Fatal(err)
	}
	importRows(t, store, demo.Rows(registry.NewDate(2026, 11, 20)))
	if _, err := store.Fit(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func importRows(t testing.TB, store *postgres.Store, rows registry.Rows) registry.ImportResult {
	t.Helper()
	result, err := store.Import(t.Context(), registry.ImportJob{
		FileName: "demonstration inventory", Profile: demo.Profile, Source: demo.Source, RefPrefix: "TST", Principal: registry.Operator, Publish: true,
	}, rows)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// tilePath is the address of the tile of a level that holds a position.
func tilePath(zoom uint32, longitude, latitude float64) string {
	tile := geo.TileAt(longitude, latitude, zoom)
	return fmt.Sprintf("/ogc/collections/sites/tiles/WebMercatorQuad/%d/%d/%d", tile.Z, tile.Y, tile.X)
}

// What the inventory has.
const (
	aTerritory = "UA14120090000098500"
	inStock    = 405
)

// aSite is the reference of a site of the inventory.
var aSite = sync.OnceValue(func() string {
	page, err := inventory().Page(context.Background(), registry.PageQuery{Limit: 1, Outline: registry.OutlineNone})
	if err != nil {
		panic(err)
	}
	return page.Hits[0].Ref
})
