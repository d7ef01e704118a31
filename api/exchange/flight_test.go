package exchange_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"landbank/api/exchange"
)

// Those who ask for the same thing at the same time share one piece of work;
// those who ask for something else do not.
func TestSameKeysShareOneFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		flights := exchange.NewFlights[int](time.Minute)
		var works atomic.Int32
		work := func(context.Context) (int, error) {
			time.Sleep(time.Second) // of the bubble's clock
			return int(works.Add(1)), nil
		}
		for _, key := range []string{"a", "a", "a", "b"} {
			go func() {
				if _, err := flights.Do(t.Context(), key, work); err != nil {
					t.Error(err)
				}
			}()
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if got := works.Load(); got != 2 {
			t.Errorf("%d pieces of work, want 2", got)
		}
		if _, err := flights.Do(t.Context(), "a", work); err != nil || works.Load() != 3 {
			t.Errorf("a finished flight was joined: %d pieces of work, %v", works.Load(), err)
		}
	})
}

// The one who came first goes away: those who came later get their answer.
func TestLeaderLeavesAndFollowersStay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		flights := exchange.NewFlights[string](time.Minute)
		work := func(ctx context.Context) (string, error) {
			select {
			case <-time.After(time.Second):
				return "answer", nil
			case <-ctx.Done():
				return "", ctx.Err()
			}
		}
		first, leave := context.WithCancel(t.Context())
		go func() {
			if _, err := flights.Do(first, "a", work); !errors.Is(err, context.Canceled) {
				t.Errorf("the first one got %v", err)
			}
		}()
		synctest.Wait()
		go func() {
			if got, err := flights.Do(t.Context(), "a", work); got != "answer" || err != nil {
				t.Errorf("the second one got %q, %v", got, err)
			}
		}()
		synctest.Wait()
		leave()
		synctest.Wait()
		time.Sleep(2 * time.Second)
	})
}

// When everybody has gone, the work is cancelled, and the next one to come does
// not get the remains of it.
func TestLastOneCancelsTheWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		flights := exchange.NewFlights[string](time.Minute)
		cancelled := make(chan struct{})
		ctx, leave := context.WithCancel(t.Context())
		for range 3 {
			go func() {
				_, _ = flights.Do(ctx, "a", func(ctx context.Context) (string, error) {
					<-ctx.Done()
					close(cancelled)
					time.Sleep(time.Second) // it takes its time to stop
					return "", ctx.Err()
				})
			}()
		}
		synctest.Wait()
		leave()
		<-cancelled
		got, err := flights.Do(t.Context(), "a", func(context.Context) (string, error) { return "fresh", nil })
		if got != "fresh" || err != nil {
			t.Errorf("got %q, %v", got, err)
		}
		time.Sleep(2 * time.Second)
		if got, err := flights.Do(t.Context(), "a", func(context.Context) (string, error) { return "again", nil }); got != "again" || err != nil {
			t.Errorf("got %q, %v", got, err)
		}
	})
}

// Work that takes longer than its limit ends, however patient its caller is.
func TestFlightsHaveALimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		flights := exchange.NewFlights[string](time.Minute)
		start := time.Now()
		_, err := flights.Do(t.Context(), "a", func(ctx context.Context) (string, error) {
			<-ctx.Done()
			return "", ctx.Err()
		})
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Minute {
			t.Errorf("%v after %v", err, time.Since(start))
		}
	})
}

// What the caller's context holds reaches the work.
func TestFlightsKeepValues(t *testing.T) {
	type key struct{}
	flights := exchange.NewFlights[any](time.Minute)
	ctx := context.WithValue(t.Context(), key{}, "value")
	got, err := flights.Do(ctx, "a", func(ctx context.Context) (any, error) { return ctx.Value(key{}), nil })
	if got != "value" || err != nil {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestPanicOfAFlightIsAnError(t *testing.T) {
	flights := exchange.NewFlights[int](time.Minute)
	_, err := flights.Do(t.Context(), "a", func(context.Context) (int, error) { panic("broken") })
	if err == nil || !strings.Contains(err.Error(), "broken") || !strings.Contains(err.Error(), "flight_test.go") {
		t.Errorf("error %v does not say what and where", err)
	}
}
