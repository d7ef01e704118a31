package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// meter runs works with several clients at once.
type meter struct {
	pool    *pgxpool.Pool
	base    string
	clients int
	length  time.Duration
	http    *http.Client
	bytes   atomic.Int64
	answers atomic.Int64
}

func newMeter(pool *pgxpool.Pool, base string, clients int, length time.Duration) *meter {
	return &meter{pool: pool, base: base, clients: clients, length: length, http: &http.Client{
		Transport: &http.Transport{MaxIdleConnsPerHost: clients, DisableCompression: true}, // plain, as the floors are
	}}
}

// figures are what one run of a work gave.
type figures struct {
	rate     float64 // a second
	p50, p99 time.Duration
}

// measure gives the line of one work: the app, the same as SQL, and as many ready bytes.
func (m *meter) measure(ctx context.Context, w work) (string, error) {
	m.bytes.Store(0)
	m.answers.Store(0)
	app, err := m.run(ctx, func(n int) error {
		r, err := w.request(m.base, n)
		if err != nil {
			return err
		}
		return m.fetch(r)
	})
	if err != nil {
		return "", err
	}
	size := m.bytes.Load() / max(m.answers.Load(), 1)
	sql, err := m.run(ctx, func(n int) error { return w.floor(ctx, m.pool, n) })
	if err != nil {
		return "", err
	}
	ready, err := m.run(ctx, func(int) error {
		r, err := http.NewRequest(http.MethodGet, m.base+"/bytes?n="+strconv.FormatInt(size, 10), nil)
		if err != nil {
			return err
		}
		return m.fetch(r)
	})
	if err != nil {
		return "", err
	}
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	return fmt.Sprintf("%s\t%.1f\t%.0f\t%.1f\t%.1f\t%.0f\t%.1f\t%.1f\t%.0f %%\t%.0f\t%.1f %%\t", w.name, float64(size)/1000,
		app.rate, ms(app.p50), ms(app.p99), sql.rate, ms(sql.p50), ms(sql.p99), 100*app.rate/sql.rate, ready.rate, 100*app.rate/ready.rate), nil
}

// fetch reads an answer to its end; anything but 200 is an error.
func (m *meter) fetch(r *http.Request) error {
	answer, err := m.http.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	n, err := io.Copy(io.Discard, answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answered %s", r.URL, answer.Status)
	}
	m.bytes.Add(n)
	m.answers.Add(1)
	return err
}

// run does the task for the length of a measurement, after a warm-up of a tenth of it that is not counted.
func (m *meter) run(ctx context.Context, task func(n int) error) (figures, error) {
	var (
		next  atomic.Int64
		group sync.WaitGroup
		lock  sync.Mutex
		all   []time.Duration
		fault error
	)
	counted := time.Now().Add(m.length / 10)
	end := counted.Add(m.length)
	for range m.clients {
		group.Go(func() {
			var mine []time.Duration
			for ctx.Err() == nil && time.Now().Before(end) {
				began := time.Now()
				if err := task(int(next.Add(1))); err != nil {
					lock.Lock()
					fault = err
					lock.Unlock()
					return
				}
				if began.After(counted) {
					mine = append(mine, time.Since(began))
				}
			}
			lock.Lock()
			all = append(all, mine...)
			lock.Unlock()
		})
	}
	group.Wait()
	if fault == nil {
		fault = ctx.Err()
	}
	if fault != nil || len(all) == 0 {
		return figures{}, fault
	}
	slices.Sort(all)
	return figures{rate: float64(len(all)) / time.Since(counted).Seconds(), p50: all[len(all)/2], p99: all[len(all)*99/100]}, nil
}

// readyBytes hands out n bytes from memory.
func readyBytes() http.HandlerFunc {
	ready := make([]byte, 8<<20)
	return func(w http.ResponseWriter, r *http.Request) {
		n, err := strconv.Atoi(r.URL.Query().Get("n"))
		if err != nil || n < 0 || n > len(ready) {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Length", strconv.Itoa(n))
		_, _ = w.Write(ready[:n])
	}
}
