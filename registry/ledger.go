package registry

import (
	"context"
	"fmt"
	"time"

	"landbank/registry/criteria"
)

// Past is the ledger as it stood at an instant.
type Past struct {
	At  time.Time
	Seq int64 // of the newest revision then; 0 before the first
	// Erased is the newest erasure of personal data by now. Nothing else can
	// change what the public saw at a moment.
	Erased int64
}

// Ledger reads what the ledger tells anybody. Errors are those of Catalog.
type Ledger interface {
	// PastAt finds the state of the ledger at an instant that is over.
	PastAt(ctx context.Context, at time.Time) (Past, error)
	// SiteAt gives one site as the public saw it at a moment, or ErrNotFound
	// where it was not public then. Its Revision is the moment's Seq.
	SiteAt(ctx context.Context, m Past, ref string) (Detail, error)
	// PageAt gives one page of the sites that the public saw at a moment, in
	// the order of references.
	PageAt(ctx context.Context, m Past, q PageQuery) (Page, error)
	// StockAt visits every site that the public saw at a moment and that meets
	// the criteria (nil for all), in the order of references, with bounded
	// memory. It stops at visit's first error and returns it.
	StockAt(ctx context.Context, m Past, e criteria.Expr, visit func(*Detail) error) error
}

// ParseAsOf reads the instant that a question is about: an instant as RFC 3339
// has it, or a day, which means its end in UTC. Neither may be in the future,
// because what the ledger will say is not known.
func ParseAsOf(text string, now time.Time) (time.Time, error) {
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		day, err := ParseDate(text)
		if err != nil {
			return at, fmt.Errorf("%q is neither an instant like 2026-11-23T09:30:00Z nor a day like 2026-11-23", text)
		}
		at = day.AddDate(0, 0, 1).Add(-time.Microsecond)
	}
	if at.After(now) {
		return at, fmt.Errorf("%s is not over yet", text)
	}
	return at.UTC(), nil
}
