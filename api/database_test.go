package api

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/internal/testdb"
	"landbank/registry"
	"landbank/registry/postgres"
)

// database is a store of the test's own and a connection beside it.
func database(t *testing.T, options ...postgres.Option) (*postgres.Store, *pgx.Conn) {
	t.Helper()
	address := testdb.Clone(t)
	options = append([]postgres.Option{postgres.WithClock(func() time.Time { return fixedTime })}, options...)
	store, err := postgres.Open(t.Context(), address, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(store.Close)
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return store, conn
}

// After an import every answer is of the new stock, and the tags of the old one
// are no longer good.
func TestAnswersFollowTheStock(t *testing.T) {
	store, _ := database(t)
	s := newService(t, store)
	rows := three(t)
	first := &list{(*rows)[0]}
	importRows(t, store, first)
	paths := []string{"/api/v1/sites?limit=5", "/api/v1/settings", tilePath(12, 37.6, 48.7), "/ogc/collections/sites/tiles/WebMercatorQuad/tilejson"}
	tags := map[string]string{}
	for _, path := range paths {
		got := s.get(t, path)
		if tags[path] = got.Header().Get("ETag"); got.Code != http.StatusOK || tags[path] == "" {
			t.Fatalf("%s: %d, ETag %q", path, got.Code, tags[path])
		}
	}
	importRows(t, store, three(t))
	for _, path := range paths {
		got := s.get(t, path, "If-None-Match", tags[path])
		if got.Code != http.StatusOK || got.Header().Get("ETag") == tags[path] {
			t.Errorf("%s: %d, ETag %s", path, got.Code, got.Header().Get("ETag"))
		}
	}
	if p := readPage(t, s.get(t, paths[0])); p.matched != 3 || p.revision != 2 {
		t.Errorf("%v sites at revision %v", p.matched, p.revision)
	}
	// The same file again changes nothing, so nothing has to be sent again.
	tag := s.get(t, paths[0]).Header().Get("ETag")
	if result := importRows(t, store, three(t)); result.Unchanged != 3 {
		t.Fatalf("%+v", result)
	}
	if got := s.get(t, paths[0], "If-None-Match", tag); got.Code != http.StatusNotModified {
		t.Errorf("after an import that changed nothing: %d", got.Code)
	}
}

// An empty registry answers everything, with nothing in it.
func TestEmptyRegistry(t *testing.T) {
	store, _ := database(t)
	s := newService(t, store)
	if p := readPage(t, s.get(t, "/api/v1/sites")); p.matched != 0 || p.next != "" {
		t.Errorf("%+v", p)
	}
	settings := s.get(t, "/api/v1/settings").json(t)
	if settings["bounds"] != nil || settings["demonstration"] != false || settings["sites"] != 0.0 {
		t.Errorf("settings %v", settings)
	}
	if tilejson := s.get(t, "/ogc/collections/sites/tiles/WebMercatorQuad/tilejson").json(t); tilejson["bounds"] != nil || tilejson["center"] != nil {
		t.Errorf("TileJSON %v", tilejson)
	}
	if got := s.get(t, "/api/v1/territories").Body.String(); got != `{"territories":[]}` {
		t.Errorf("territories %s", got)
	}
	for name, l := range readLists(t, s.search(t, `{"filter":"power_kw > 1"}`)) {
		if l.count != 0 {
			t.Errorf("%s: %v", name, l.count)
		}
	}
	if got := s.get(t, tilePath(5, 37, 48)); got.Code != http.StatusOK || got.Body.Len() != 0 {
		t.Errorf("tile: %d, %d bytes", got.Code, got.Body.Len())
	}
	if got := s.get(t, "/readyz"); got.Code != http.StatusOK {
		t.Errorf("readyz: %d", got.Code)
	}
}

// blocked takes the published stock away from readers until the test ends.
func blocked(t *testing.T, conn *pgx.Conn) {
	t.Helper()
	for _, sql := range []string{"begin", "lock table site_public in access exclusive mode"} {
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
}

// waiting counts the queries of others in the test's database. The connection
// is in a transaction, which looks once unless it is told to look again.
func waiting(t *testing.T, conn *pgx.Conn) int {
	t.Helper()
	if _, err := conn.Exec(t.Context(), "select pg_stat_clear_snapshot()"); err != nil {
		t.Fatal(err)
	}
	var n int
	err := conn.QueryRow(t.Context(), `select count(*) from pg_stat_activity
		where datname = current_database() and pid <> pg_backend_pid() and state = 'active' and wait_event_type = 'Lock'`).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// until waits for a condition, and fails the test where it does not come.
func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	deadline := time.NewTimer(30 * time.Second)
	defer deadline.Stop()
	for tick := time.NewTicker(5 * time.Millisecond); ; {
		if holds() {
			tick.Stop()
			return
		}
		select {
		case <-tick.C:
		case <-deadline.C:
			t.Fatalf("it never came to be that %s", what)
		}
	}
}

// When the last of those who wait for the same thing goes away, its query ends
// in the database, too; when one of several goes, the others get their answer.
func TestQueriesEndWithTheirCallers(t *testing.T) {
	for _, a := range []struct{ method, path string }{
		{http.MethodGet, "/api/v1/sites"}, {http.MethodPost, "/api/v1/search"}, {http.MethodGet, tilePath(12, 37.6, 48.7)},
	} {
		t.Run(a.path, func(t *testing.T) {
			store, conn := database(t)
			importRows(t, store, three(t))
			s := newService(t, store)
			s.get(t, "/api/v1/settings") // so that the state of the stock is known
			blocked(t, conn)
			ask := func(ctx context.Context) (*httptest.ResponseRecorder, chan struct{}) {
				r := httptest.NewRequestWithContext(ctx, a.method, a.path, strings.NewReader("{}"))
				r.Header.Set("Content-Type", "application/json")
				w, done := httptest.NewRecorder(), make(chan struct{})
				go func() {
					defer close(done)
					s.engine.ServeHTTP(w, r)
				}()
				return w, done
			}
			first, leaveFirst := context.WithCancel(t.Context())
			second, leaveSecond := context.WithCancel(t.Context())
			defer leaveSecond()
			_, firstDone := ask(first)
			until(t, "the query waits", func() bool { return waiting(t, conn) == 1 })
			w, secondDone := ask(second)
			leaveFirst()
			<-firstDone
			leaveSecond()
			<-secondDone
			until(t, "the query is gone", func() bool { return waiting(t, conn) == 0 })
			if w.Body.Len() > 0 {
				t.Errorf("an answer to nobody: %s", w.Body)
			}
			third, thirdDone := ask(t.Context())
			until(t, "the next query waits", func() bool { return waiting(t, conn) == 1 })
			if _, err := conn.Exec(t.Context(), "commit"); err != nil {
				t.Fatal(err)
			}
			<-thirdDone
			if third.Code != http.StatusOK {
				t.Errorf("the next one: %d %s", third.Code, third.Body)
			}
		})
	}
}

// A question that the database gives up on is a 504 that says nothing of it.
func TestTimeLimitOfTheDatabase(t *testing.T) {
	store, conn := database(t, postgres.WithReadLimit(50*time.Millisecond))
	importRows(t, store, three(t))
	s := newService(t, store)
	s.get(t, "/api/v1/settings")
	blocked(t, conn)
	for _, path := range []string{"/api/v1/sites", "/api/v1/sites/KRM-2026-0001", tilePath(12, 37.6, 48.7)} {
		got := s.get(t, path)
		if got.Code != http.StatusGatewayTimeout || strings.Contains(got.Body.String(), "57014") || strings.Contains(got.Body.String(), "statement") {
			t.Errorf("%s: %d %s", path, got.Code, got.Body)
		}
	}
	if got := s.get(t, "/readyz"); got.Code != http.StatusServiceUnavailable {
		t.Errorf("readyz: %d", got.Code)
	}
}

// Errors that the database really makes stay inside.
func TestTextOfTheDatabaseStaysInside(t *testing.T) {
	store, conn := database(t)
	importRows(t, store, three(t))
	s := newService(t, store)
	if _, err := conn.Exec(t.Context(), "alter table site_public rename column area_m2 to nowhere; alter table site_public rename column properties to nothing"); err != nil {
		t.Fatal(err)
	}
	for _, got := range []answer{
		s.get(t, "/api/v1/sites?min_area_m2=1"), s.search(t, `{"filter":"area_m2 > 1"}`), s.get(t, tilePath(12, 37.6, 48.7)+"?min_area_m2=1"), s.get(t, "/readyz"),
	} {
		if got.Code < 500 {
			t.Errorf("status %d", got.Code)
		}
		for _, text := range []string{"area_m2", "nowhere", "column", "SQLSTATE", "42703", "select", "site_public"} {
			if strings.Contains(got.Body.String(), text) {
				t.Errorf("the answer tells %q: %s", text, got.Body)
			}
		}
	}
	store.Close()
	for _, path := range []string{"/api/v1/sites", "/api/v1/settings", "/readyz"} {
		if got := s.get(t, path); got.Code != http.StatusServiceUnavailable || got.Header().Get("Retry-After") == "" {
			t.Errorf("%s of a closed store: %d %s", path, got.Code, got.Body)
		}
	}
}

// Drafts are nobody's business.
func TestDraftsAreNotPublic(t *testing.T) {
	store, _ := database(t)
	if _, err := store.Import(t.Context(), registry.ImportJob{FileName: "drafts", Profile: "generic", Source: registry.Source{Code: "x", Name: "x"}, RefPrefix: "TST", Principal: registry.Operator}, three(t)); err != nil {
		t.Fatal(err)
	}
	s := newService(t, store)
	if p := readPage(t, s.get(t, "/api/v1/sites")); p.matched != 0 {
		t.Errorf("%v drafts are public", p.matched)
	}
	if got := s.get(t, tilePath(12, 37.6, 48.7)); got.Body.Len() != 0 {
		t.Errorf("drafts are in a tile of %d bytes", got.Body.Len())
	}
}
