package postgres

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"landbank/registry"
)

var _ registry.Jobs = (*Store)(nil)

const (
	jobSchema  = "river" // as the migrations have it
	jobWorkers = 2
	jobConns   = 4
	jobLimit   = 15 * time.Minute // of one attempt
	jobRescue  = 20 * time.Minute // after which an attempt is given up whose process died
	jobMemory  = 7 * 24 * time.Hour
	jobTries   = 20
)

// dutyArgs is a job: a duty at a time. There is one job for each of them,
// however many processes ask for it.
type dutyArgs struct {
	Duty string    `json:"duty"`
	Slot time.Time `json:"slot"`
}

// Kind names the jobs of duties in the queue.
func (dutyArgs) Kind() string { return "duty" }

// InsertOpts makes equal jobs one.
func (dutyArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: jobTries, UniqueOpts: river.UniqueOpts{ByArgs: true}}
}

// dutyWorker does jobs.
type dutyWorker struct {
	river.WorkerDefaults[dutyArgs]
	store  *Store
	duties []duty
}

// Work does one job. Its completion is written in the transaction of its
// effect: one is there with the other, or neither.
func (w *dutyWorker) Work(ctx context.Context, job *river.Job[dutyArgs]) error {
	at := slices.IndexFunc(w.duties, func(d duty) bool { return d.name == job.Args.Duty })
	if at < 0 {
		return river.JobCancel(fmt.Errorf("there is no duty %q", job.Args.Duty))
	}
	return w.store.perform(ctx, w.duties[at], job.Args.Slot, func(ctx context.Context, tx pgx.Tx) error {
		_, err := river.JobCompleteTx[*riverpgxv5.Driver](ctx, tx, job)
		return err
	})
}

// Work does the duties of the registry, its own and those given, until stop is
// called; any number of processes may. What is due is done before it returns.
// stop waits for the jobs at hand as long as its context lets it.
func (s *Store) Work(ctx context.Context, more ...registry.Duty) (stop func(context.Context) error, err error) {
	if err := s.atStart(ctx); err != nil {
		return nil, err
	}
	duties := slices.Clone(ownDuties)
	for _, d := range more {
		duties = append(duties, given(d))
	}
	config := s.write.Config().Copy()
	config.MaxConns = jobConns
	pool, err := pgxpool.NewWithConfig(context.WithoutCancel(ctx), config)
	if err != nil {
		return nil, s.fault("connect for jobs", err)
	}
	client, err := river.NewClient(riverpgxv5.New(pool), s.jobConfig(duties))
	if err == nil {
		err = client.Start(context.WithoutCancel(ctx))
	}
	if err != nil {
		pool.Close()
		return nil, s.fault("start the jobs", err)
	}
	return func(ctx context.Context) error {
		defer pool.Close()
		if err := client.Stop(ctx); err == nil {
			return nil
		}
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		return s.fault("stop the jobs", client.StopAndCancel(ending))
	}, nil
}

// enqueue has a duty done soon, and only if the transaction ends well.
func (s *Store) enqueue(ctx context.Context, tx pgx.Tx, duty string) error {
	client, err := river.NewClient(riverpgxv5.New(s.write), &river.Config{Schema: jobSchema})
	if err == nil {
		_, err = client.InsertTx(ctx, tx, dutyArgs{Duty: duty, Slot: s.clock().UTC()}, nil)
	}
	return s.fault("enqueue "+duty, err)
}

// jobConfig is how the queue works here.
func (s *Store) jobConfig(duties []duty) *river.Config {
	workers := river.NewWorkers()
	river.AddWorker(workers, &dutyWorker{store: s, duties: duties})
	config := &river.Config{
		Schema: jobSchema, Workers: workers, Logger: slog.New(atLeast{s.log.Handler(), slog.LevelWarn}),
		Queues:     map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: jobWorkers}},
		JobTimeout: jobLimit, RescueStuckJobsAfter: jobRescue,
		CompletedJobRetentionPeriod: jobMemory, CancelledJobRetentionPeriod: jobMemory, DiscardedJobRetentionPeriod: jobMemory,
	}
	for _, d := range duties {
		config.PeriodicJobs = append(config.PeriodicJobs, river.NewPeriodicJob(every(d.every),
			func() (river.JobArgs, *river.InsertOpts) { return dutyArgs{Duty: d.name, Slot: d.slot(s.clock())}, nil },
			&river.PeriodicJobOpts{RunOnStart: true}))
	}
	return config
}

// every is a schedule of equal steps, counted from midnight UTC.
type every time.Duration

// Next gives the next step.
func (e every) Next(now time.Time) time.Time {
	return now.UTC().Truncate(time.Duration(e)).Add(time.Duration(e))
}

// JobRuns lists the newest jobs first.
func (s *Store) JobRuns(ctx context.Context, p registry.Principal, limit int) ([]registry.JobRun, error) {
	if err := p.Authorize(registry.ReadOperations); err != nil {
		return nil, err
	}
	rows, err := s.read.Query(ctx, statement("duty_runs"), pgx.StrictNamedArgs{"limit": limit})
	if err != nil {
		return nil, s.fault("list the jobs", err)
	}
	runs, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.JobRun, error) {
		var r registry.JobRun
		var started, ended *time.Time
		err := row.Scan(&r.ID, &r.Duty, &r.Slot, &r.State, &r.Attempts, &r.ScheduledAt, &started, &ended, &r.Done, &r.Failure)
		r.Slot, r.ScheduledAt = r.Slot.UTC(), r.ScheduledAt.UTC()
		if started != nil {
			r.StartedAt = started.UTC()
		}
		if ended != nil {
			r.EndedAt = ended.UTC()
		}
		return r, err
	})
	return runs, s.fault("list the jobs", err)
}

// atLeast lets records through from a level on.
type atLeast struct {
	slog.Handler
	level slog.Level
}

// Enabled tells whether records of the level go through.
func (h atLeast) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= h.level && h.Handler.Enabled(ctx, level)
}
