package api

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"

	"landbank/api/exchange"
	"landbank/registry"
)

const (
	changesOperation = "listChanges"

	// longestWait is how long a question for changes waits for one at most:
	// shorter than proxies and clients usually give up.
	longestWait = 30 * time.Second
	// mostWaits is how many wait at once.
	mostWaits = 1000
)

// awaitChanges reads the changes after a revision. Where there is none it waits
// for one, until the time is up, the server closes or the caller goes away.
func (s *server) awaitChanges(c *exchange.Call, since int64, limit int, wait time.Duration) (registry.Feed, error) {
	read := func() (registry.Feed, error) {
		ctx, cancel := context.WithTimeout(c.Context(), s.settings.AnswerLimit) // the operation's own is longer, for the wait
		defer cancel()
		return s.ledger.Feed(ctx, since, limit)
	}
	feed, err := read()
	if err != nil || wait == 0 || len(feed.Events) > 0 || feed.More {
		return feed, err
	}
	select {
	case s.waits <- struct{}{}:
		defer func() { <-s.waits }()
	default:
		return feed, &exchange.Problem{Kind: exchange.TooManyRequests, Header: http.Header{"Retry-After": {"30"}},
			Detail: "As many wait for changes as may at once: " + strconv.Itoa(mostWaits) + ". Ask without wait."}
	}
	defer s.changed.join()()
	up := time.NewTimer(wait)
	defer up.Stop()
	for {
		next := s.changed.next() // before the changes are read, so that none falls between
		if feed, err = read(); err != nil || len(feed.Events) > 0 || feed.More {
			return feed, err
		}
		select {
		case <-next:
		case <-up.C:
			return feed, nil
		case <-closingOf(c.Context()):
			return feed, nil
		case <-c.Context().Done():
			return feed, c.Context().Err()
		}
	}
}

// bell tells those who wait that the published stock has changed. It listens
// only while somebody waits.
type bell struct {
	watch func(ctx context.Context, seen func(ctx context.Context, revision int64) error) error

	mutex   sync.Mutex
	waiting int
	stop    context.CancelFunc
	rung    chan struct{} // closed when the stock has changed; then another takes its place
}

// join counts one more who waits, who has to leave.
func (b *bell) join() (leave func()) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.waiting++; b.waiting == 1 {
		ctx, stop := context.WithCancel(context.Background())
		b.stop, b.rung = stop, make(chan struct{})
		go func() { _ = b.watch(ctx, func(context.Context, int64) error { b.ring(); return nil }) }() // ends with the context
	}
	return func() {
		b.mutex.Lock()
		defer b.mutex.Unlock()
		if b.waiting--; b.waiting == 0 {
			b.stop()
		}
	}
}

// next gives what will be closed at the next change. It rings once as soon as
// the bell has begun to listen, so that what changed before is not missed.
func (b *bell) next() <-chan struct{} {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.rung
}

func (b *bell) ring() {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	close(b.rung)
	b.rung = make(chan struct{})
}

// closingKey holds, in the context of a request, what is closed when the server
// takes no more of them.
type closingKey struct{}

// whenClosing has requests know that the server takes no more of them, so that
// those that only wait end.
func whenClosing(server *http.Server) {
	closing := make(chan struct{})
	server.RegisterOnShutdown(sync.OnceFunc(func() { close(closing) }))
	handler := server.Handler
	server.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), closingKey{}, closing)))
	})
}

// closingOf gives what is closed when the server of a request takes no more; nil
// without a server.
func closingOf(ctx context.Context) <-chan struct{} {
	closing, _ := ctx.Value(closingKey{}).(chan struct{})
	return closing
}
