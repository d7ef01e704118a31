package exchange

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"
)

// Flights lets requests for the same thing that come at the same time share one
// piece of work. The work belongs to no request: it goes on while anyone waits
// for it, and is cancelled when the last one has gone.
type Flights[T any] struct {
	limit time.Duration // of one piece of work
	mutex sync.Mutex
	going map[string]*flight[T]
}

// NewFlights makes flights that may take the limit each.
func NewFlights[T any](limit time.Duration) *Flights[T] {
	return &Flights[T]{limit: limit, going: map[string]*flight[T]{}}
}

type flight[T any] struct {
	waiting int
	cancel  context.CancelFunc
	done    chan struct{}
	value   T
	err     error
}

// Do gives what work answers for the key, joining a piece of work for the same
// key that is under way. Values are shared, so nobody may change them. It
// returns the context's error as soon as ctx ends.
func (f *Flights[T]) Do(ctx context.Context, key string, work func(context.Context) (T, error)) (T, error) {
	f.mutex.Lock()
	fl, ok := f.going[key]
	if !ok {
		fl = f.start(ctx, key, work)
	}
	fl.waiting++
	f.mutex.Unlock()

	select {
	case <-fl.done:
		return fl.value, fl.err
	case <-ctx.Done():
		f.leave(key, fl)
		var none T
		return none, context.Cause(ctx)
	}
}

// start begins the work, under the lock. Values of the context stay, its end
// does not.
func (f *Flights[T]) start(ctx context.Context, key string, work func(context.Context) (T, error)) *flight[T] {
	own, cancel := context.WithTimeout(context.WithoutCancel(ctx), f.limit)
	fl := &flight[T]{cancel: cancel, done: make(chan struct{})}
	f.going[key] = fl
	go func() {
		defer cancel()
		fl.value, fl.err = protect(own, work)
		f.mutex.Lock()
		if f.going[key] == fl {
			delete(f.going, key)
		}
		f.mutex.Unlock()
		close(fl.done)
	}()
	return fl
}

// leave stops waiting. The last one to leave cancels the work, and nobody can
// join it any more.
func (f *Flights[T]) leave(key string, fl *flight[T]) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	fl.waiting--
	if fl.waiting > 0 {
		return
	}
	fl.cancel()
	if f.going[key] == fl {
		delete(f.going, key)
	}
}

// protect turns a panic of the work into an error, because the goroutine that
// it happens in serves nobody alone.
func protect[T any](ctx context.Context, work func(context.Context) (T, error)) (value T, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return work(ctx)
}
