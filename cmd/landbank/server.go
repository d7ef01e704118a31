package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"landbank/api"
)

// drainLimit is how long requests that are under way may take to finish.
const drainLimit = 10 * time.Second

// server answers on the address from the first moment on: that it is starting, until the app is there.
type server struct {
	http   *http.Server
	app    atomic.Pointer[http.Handler]
	failed chan error // what ended it, if it was not asked to end
}

func newServer(listener net.Listener, log *slog.Logger) *server {
	s := &server{failed: make(chan error, 1)}
	s.http = api.NewServer(http.HandlerFunc(s.serve), log)
	go func() {
		if err := s.http.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.failed <- err
		}
	}()
	return s
}

func (s *server) serve(w http.ResponseWriter, r *http.Request) {
	if app := s.app.Load(); app != nil {
		(*app).ServeHTTP(w, r)
		return
	}
	w.Header().Set("Retry-After", "1")
	w.Header().Set("Refresh", "1") // a browser that came too early shows the map as soon as there is one
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(http.StatusServiceUnavailable)
	_, _ = fmt.Fprintln(w, "Landbank is starting.") // the client may be gone
}

// open lets the app answer.
func (s *server) open(app http.Handler) { s.app.Store(&app) }

// drain takes no more requests and waits for those under way, but not for ever.
func (s *server) drain() error {
	ctx, cancel := context.WithTimeout(context.Background(), drainLimit)
	defer cancel()
	if err := s.http.Shutdown(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("stop serving: %w", err)
	}
	return nil // what took too long is cut off by close
}

// close ends whatever is still open. It is harmless after drain.
func (s *server) close() { _ = s.http.Close() }
