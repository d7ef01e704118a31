package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"landbank/registry"
)

// broken is a catalog that knows its revision and fails at everything else, in
// ways that a database does not show on demand.
type broken struct {
	registry.Catalog // nil
	registry.Ledger  // nil
	fail             func(ctx context.Context) error
}

func (broken) Stock(context.Context) (registry.Stock, error) {
	return registry.Stock{Revision: 7}, nil
}

func (b broken) Page(ctx context.Context, _ registry.PageQuery) (registry.Page, error) {
	return registry.Page{}, b.fail(ctx)
}
func (b broken) Search(ctx context.Context, _ registry.SearchQuery) (registry.Result, error) {
	return registry.Result{}, b.fail(ctx)
}
func (b broken) Spread(ctx context.Context, _ registry.SpreadQuery) (registry.SpreadResult, error) {
	return registry.SpreadResult{}, b.fail(ctx)
}
func (b broken) Relax(ctx context.Context, _ registry.RelaxQuery) (registry.RelaxResult, error) {
	return registry.RelaxResult{}, b.fail(ctx)
}
func (b broken) Site(ctx context.Context, _ string) (registry.Detail, error) {
	return registry.Detail{}, b.fail(ctx)
}
func (b broken) Tile(ctx context.Context, _ registry.TileQuery) ([]byte, error) {
	return nil, b.fail(ctx)
}
func (b broken) Territories(ctx context.Context) ([]registry.Territory, error) {
	return nil, b.fail(ctx)
}

const secret = `ERROR: relation "site_public" does not exist (SQLSTATE 42P01) password=hunter2`

func failing(t *testing.T, fail func(context.Context) error, change ...func(*Deps)) *service {
	t.Helper()
	return newService(t, broken{fail: fail}, change...)
}

var asking = []struct{ method, path string }{
	{http.MethodGet, "/api/v1/sites"}, {http.MethodPost, "/api/v1/search"}, {http.MethodGet, "/api/v1/sites/X"},
	{http.MethodGet, "/ogc/collections/sites/tiles/WebMercatorQuad/5/10/18"}, {http.MethodGet, "/api/v1/territories"},
}

func (s *service) try(t *testing.T, method, path string) answer {
	t.Helper()
	if method == http.MethodPost {
		return s.search(t, "{}")
	}
	return s.ask(t, method, path, "")
}

// Failures of the database become problems that say nothing of it; the log has
// the cause under the number of the request.
func TestFailuresOfTheDatabase(t *testing.T) {
	for _, c := range []struct {
		name   string
		err    error
		status int
	}{
		{"unreachable", fmt.Errorf("read page: %w: "+secret, registry.ErrUnavailable), http.StatusServiceUnavailable},
		{"too slow", fmt.Errorf("read page: %w: "+secret, registry.ErrTimeout), http.StatusGatewayTimeout},
		{"deadline", fmt.Errorf("read page: %w", context.DeadlineExceeded), http.StatusGatewayTimeout},
		{"something else", errors.New(secret), http.StatusInternalServerError},
		{"cancelled by itself", context.Canceled, http.StatusInternalServerError},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := failing(t, func(context.Context) error { return c.err })
			for _, a := range asking {
				got := s.try(t, a.method, a.path)
				if got.Code != c.status || got.Header().Get("Content-Type") != "application/problem+json" {
					t.Errorf("%s %s: %d %s, want %d", a.method, a.path, got.Code, got.Header().Get("Content-Type"), c.status)
				}
				for _, text := range []string{"site_public", "SQLSTATE", "hunter2", "relation"} {
					if strings.Contains(got.Body.String(), text) {
						t.Errorf("%s %s tells %s: %s", a.method, a.path, text, got.Body)
					}
				}
				if got.Header().Get("ETag") != "" || got.Header().Get("Cache-Control") != "no-store" {
					t.Errorf("%s %s can be kept: %v", a.method, a.path, got.Header())
				}
				if (got.Header().Get("Retry-After") != "") != (c.status == http.StatusServiceUnavailable) {
					t.Errorf("%s %s: Retry-After %q", a.method, a.path, got.Header().Get("Retry-After"))
				}
			}
			if !strings.Contains(s.log.String(), `"msg":"request failed","request_id":"0123456789abcdef"`) {
				t.Errorf("the log does not have the cause: %s", s.log)
			}
		})
	}
}

// A panic is a problem like any other, wherever it happens.
func TestPanics(t *testing.T) {
	s := failing(t, func(context.Context) error { panic(secret) })
	for _, a := range asking {
		got := s.try(t, a.method, a.path)
		if got.Code != http.StatusInternalServerError || strings.Contains(got.Body.String(), "hunter2") {
			t.Errorf("%s %s: %d %s", a.method, a.path, got.Code, got.Body)
		}
	}
	if !strings.Contains(s.log.String(), "hunter2") || !strings.Contains(s.log.String(), "failure_test.go") {
		t.Error("the log does not say where")
	}
}

func TestReadiness(t *testing.T) {
	if got := stock(t).get(t, "/readyz"); got.Code != http.StatusOK || got.json(t)["status"] != "ready" || got.json(t)["revision"].(float64) < 1 {
		t.Errorf("%d %s", got.Code, got.Body)
	}
	for name, s := range map[string]*service{
		"not migrated":              stock(t, func(d *Deps) { d.Ready = func(context.Context) error { return errors.New(secret) } }),
		"projection not readable":   failing(t, func(context.Context) error { return errors.New(secret) }),
		"nobody there":              failing(t, func(context.Context) error { return registry.ErrUnavailable }),
		"too slow to be counted on": failing(t, func(context.Context) error { return registry.ErrTimeout }),
	} {
		got := s.get(t, "/readyz")
		if got.Code != http.StatusServiceUnavailable || strings.Contains(got.Body.String(), "hunter2") {
			t.Errorf("%s: %d %s", name, got.Code, got.Body)
		}
		if got := s.get(t, "/healthz"); got.Code != http.StatusOK {
			t.Errorf("%s: healthz %d", name, got.Code)
		}
	}
}

// An answer that does not come in time is a 504, and the question is told to
// stop. A caller who goes away stops it, too, and nothing is left running: the
// bubble of synctest ends only when every goroutine in it has.
func TestQuestionsStopInTime(t *testing.T) {
	for _, a := range asking {
		t.Run(a.path, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				stopped := make(chan error, 1)
				s := failing(t, func(ctx context.Context) error {
					<-ctx.Done()
					stopped <- ctx.Err()
					return ctx.Err()
				}, func(d *Deps) { d.Settings.AnswerLimit = time.Minute; d.Now = time.Now })
				if got := s.try(t, a.method, a.path); got.Code != http.StatusGatewayTimeout {
					t.Errorf("%d", got.Code)
				}
				<-stopped
			})
		})
		t.Run(a.path+" without a caller", func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				started, stopped := make(chan struct{}), make(chan error, 1)
				s := failing(t, func(ctx context.Context) error {
					close(started)
					<-ctx.Done()
					stopped <- ctx.Err()
					return registry.ErrTimeout // as the store says of a query that was cancelled
				})
				ctx, leave := context.WithCancel(t.Context())
				r := httptest.NewRequestWithContext(ctx, a.method, a.path, strings.NewReader("{}"))
				r.Header.Set("Content-Type", "application/json")
				w := httptest.NewRecorder()
				done := make(chan struct{})
				go func() {
					defer close(done)
					s.engine.ServeHTTP(w, r)
				}()
				<-started
				leave()
				<-done
				if err := <-stopped; !errors.Is(err, context.Canceled) {
					t.Errorf("the question ended with %v", err)
				}
				if w.Body.Len() > 0 || !strings.Contains(s.log.String(), `"status":499`) {
					t.Errorf("%d bytes; log %s", w.Body.Len(), s.log)
				}
			})
		})
	}
}

// The web interface is there even when nobody can tell whether the site is.
func TestPagesOfTheWebInterface(t *testing.T) {
	s := stock(t)
	for path, want := range map[string]int{
		"/": http.StatusOK, "/?kind=brownfield&lang=uk": http.StatusOK, "/sites/" + aSite(): http.StatusOK, "/sites/NONE-1": http.StatusNotFound,
		"/sites/a%00b": http.StatusNotFound,
	} {
		got := s.get(t, path, "Accept", "text/html")
		if got.Code != want || got.Header().Get("Content-Type") != "text/html; charset=utf-8" || !strings.Contains(got.Body.String(), "<title>Landbank") {
			t.Errorf("%s: %d %s", path, got.Code, got.Header().Get("Content-Type"))
		}
	}
	down := failing(t, func(context.Context) error { return registry.ErrUnavailable })
	if got := down.get(t, "/sites/"+aSite()); got.Code != http.StatusOK {
		t.Errorf("without a database: %d", got.Code)
	}
	if got := s.get(t, "/nothing", "Accept", "text/html,*/*;q=0.8"); got.Code != http.StatusNotFound || !strings.Contains(got.Body.String(), "<title>") {
		t.Errorf("an address that is not: %d %s", got.Code, got.Body)
	}
	if got := s.get(t, "/api/v1/nothing", "Accept", "text/html,*/*;q=0.8"); got.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("an address of the interface that is not: %s", got.Header().Get("Content-Type"))
	}
	if got := s.get(t, "/assets/index-1a2b3c.js"); got.Header().Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Errorf("script: %s", got.Header().Get("Content-Type"))
	}
}

func TestWebInterfaceWithoutIndex(t *testing.T) {
	if _, err := readSite(fstest.MapFS{"assets/a.js": &fstest.MapFile{}}); err == nil {
		t.Error("no error")
	}
}

func TestMetrics(t *testing.T) {
	s := stock(t)
	s.get(t, "/api/v1/sites/"+aSite())
	s.get(t, "/api/v1/sites/NONE")
	s.get(t, "/whatever/1")
	s.get(t, "/whatever/2")
	s.ask(t, "BREW", "/whatever/3", "")
	text := s.get(t, "/metrics").Body.String()
	for _, want := range []string{
		`landbank_http_requests_total{method="GET",route="/api/v1/sites/:ref",status="200"} 1`,
		`landbank_http_requests_total{method="GET",route="/api/v1/sites/:ref",status="404"} 1`,
		`landbank_http_requests_total{method="GET",route="other",status="404"} 2`,
		`landbank_http_requests_total{method="other",route="other",status="404"} 1`,
		`landbank_http_request_seconds_count{route="/api/v1/sites/:ref"} 2`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("metrics have no %s", want)
		}
	}
}

func TestPagesSayWhereTheyStand(t *testing.T) {
	t.Parallel()
	for public, want := range map[string]string{
		"https://land.example.org": `<head><title>Landbank</title><script type="module" src="/assets/index-1a2b3c.js"></script></head>`,
		"https://city.example.org/o&pen/land": `<head><meta name="landbank-base" content="/o&amp;pen/land"><title>Landbank</title>` +
			`<script type="module" src="/o&amp;pen/land/assets/index-1a2b3c.js"></script></head>`,
	} {
		s := stock(t, func(d *Deps) { d.Settings.PublicURL = public })
		for _, path := range []string{"/", "/desk/sites", "/compare", "/embed"} {
			if got := s.get(t, path).Body.String(); got != "<!doctype html>"+want {
				t.Errorf("%s%s: %s", public, path, got)
			}
		}
	}
}
