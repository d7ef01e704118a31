package registry

import (
	"context"
	"strings"
	"time"
)

// Duty is something that the registry does by itself, from time to time, on
// whichever process is free.
type Duty struct {
	Name  string        // one word; it stands in the list of jobs
	Every time.Duration // how often, counted from midnight UTC
	// Do does what there is to do, and tells how much that was. Once it has
	// returned without an error it is not called again for the same time. A
	// process may die before that, so doing it twice must do no harm.
	Do func(ctx context.Context) (int64, error)
}

// JobRun is one time at which a duty is done.
type JobRun struct {
	ID          int64
	Duty        string
	Slot        time.Time // the time that it was due
	State       string    // scheduled, available, running, retryable, completed, cancelled, discarded
	Attempts    int
	ScheduledAt time.Time
	StartedAt   time.Time // of the last attempt; zero before the first
	EndedAt     time.Time // zero before it has
	Done        int64     // how much there was to do
	Failure     string    // of the last attempt that failed
}

// Jobs tells what the registry does by itself.
type Jobs interface {
	// JobRuns lists the newest first, at most limit of them. The error is
	// *ForbiddenError for who may not read it.
	JobRuns(ctx context.Context, p Principal, limit int) ([]JobRun, error)
	// RunDuty has a duty done as soon as a process is free, beside its times. The
	// error is ErrNotFound where there is none of the name.
	RunDuty(ctx context.Context, p Principal, name string) error
	// Duties lists what is done, how often, and when next. The error is
	// *ForbiddenError for who may not read it.
	Duties(ctx context.Context, p Principal) ([]DutyPlan, error)
}

// IsJob tells whether the principal is a job of the registry itself.
func (p Principal) IsJob() bool { return strings.HasPrefix(p.ID, "job:") }
