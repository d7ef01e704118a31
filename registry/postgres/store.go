// Package postgres is the system of record: sites, their ledger and the
// published projection in a PostGIS database.
//
// [Store] is the registry's Intake (one import is one transaction) and its
// Catalog (reads of the published projection alone). Writes and reads go
// through pools of their own: connections of the read pool are read-only, plan
// each statement for its own parameters, and give up after a time limit, so no
// question can write, run for ever, or use up the connections of an import.
//
// SQL lives in sql/*.sql, one statement in each file. Errors that leave the
// package match the registry's kinds and never carry text of the database,
// which goes to the log.
package postgres

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"landbank/geo/pggeo"
	"landbank/registry"
)

// Store keeps the registry in one database. It is safe for concurrent use.
type Store struct {
	write *pgxpool.Pool
	read  *pgxpool.Pool
	log   *slog.Logger
	clock func() time.Time

	sessions registry.SessionLimits

	newest     atomic.Pointer[edition] // of the published stock that a reader has seen
	pastCounts counts                  // of sites of the past, by moment and question
	layers     []table                 // beside the territories

	followsCodes atomic.Bool // FollowCodes is at it
}

// Option changes how a store is opened.
type Option func(*settings)

type settings struct {
	readURL    string
	readLimit  time.Duration
	readConns  int32
	writeConns int32
	log        *slog.Logger
	sessions   registry.SessionLimits
	clock      func() time.Time
}

// WithReadURL sends reads to another server than writes: a standby, or
// several hosts in one URL.
func WithReadURL(url string) Option { return func(s *settings) { s.readURL = url } }

// WithReadLimit sets the time after which a read gives up with
// registry.ErrTimeout (10 s unless told; 0 for never).
func WithReadLimit(limit time.Duration) Option { return func(s *settings) { s.readLimit = limit } }

// WithConns sets the most connections of the read pool and of the write pool.
func WithConns(read, write int32) Option {
	return func(s *settings) { s.readConns, s.writeConns = read, write }
}

// WithLog sends what the database said of its failures, and the timings of
// import statements (level debug), to the log.
func WithLog(log *slog.Logger) Option { return func(s *settings) { s.log = log } }

// WithSessions sets how long sessions last: 12 hours, and 2 without a request,
// unless told.
func WithSessions(limits registry.SessionLimits) Option {
	return func(s *settings) { s.sessions = limits }
}

// WithClock sets what tells which day it is, for everything that depends on
// it. The instants of revisions are the database's own.
func WithClock(clock func() time.Time) Option { return func(s *settings) { s.clock = clock } }

// Open connects to the database at the URL, whose schema must be the newest
// (see package migrations). The error is registry.ErrUnavailable when nobody
// answers there.
func Open(ctx context.Context, url string, options ...Option) (*Store, error) {
	s := settings{
		readLimit:  10 * time.Second,
		readConns:  int32(max(4, 2*runtime.NumCPU())),
		writeConns: 8,
		log:        slog.New(slog.DiscardHandler),
		sessions:   registry.SessionLimits{Whole: 12 * time.Hour, Idle: 2 * time.Hour},
		clock:      time.Now,
	}
	for _, option := range options {
		option(&s)
	}
	if s.readURL == "" {
		s.readURL = url
	}
	store := &Store{log: s.log, clock: s.clock, sessions: s.sessions}
	var err error
	if store.write, err = connect(ctx, url, s.writeConns, nil); err != nil {
		return nil, store.fault("connect to the database", err)
	}
	if store.read, err = connect(ctx, s.readURL, s.readConns, readOnly(s.readLimit)); err != nil {
		store.write.Close()
		return nil, store.fault("connect to the database for reading", err)
	}
	return store, nil
}

// Close ends every connection; it waits for those in use.
func (s *Store) Close() {
	s.read.Close()
	s.write.Close()
}

// readOnly gives the run-time parameters of connections that read. Plans are
// made for the parameters at hand: the box of a tile decides which index pays.
func readOnly(limit time.Duration) map[string]string {
	return map[string]string{
		"default_transaction_read_only": "on",
		"plan_cache_mode":               "force_custom_plan",
		"statement_timeout":             strconv.FormatInt(limit.Milliseconds(), 10),
	}
}

func connect(ctx context.Context, url string, conns int32, parameters map[string]string) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("database URL: %w", err)
	}
	config.MaxConns = conns
	config.ConnConfig.RuntimeParams["application_name"] = "landbank"
	config.ConnConfig.RuntimeParams["timezone"] = "UTC"
	for name, value := range parameters {
		config.ConnConfig.RuntimeParams[name] = value
	}
	config.ConnConfig.BuildContextWatcherHandler = cancelling
	config.AfterConnect = func(ctx context.Context, conn *pgx.Conn) error { return pggeo.Register(ctx, conn) }
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	return pool, nil
}
