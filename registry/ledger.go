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

// Ledger reads what the ledger tells anybody, and staff. Errors are those of
// Catalog and of Desk.
type Ledger interface {
	HistoryDesk
	Freezer
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
	// Head gives the newest revision, with the newest seal.
	Head(ctx context.Context) (Head, error)
	// Feed gives what changed for the public after a revision, in the order of
	// the ledger.
	Feed(ctx context.Context, since int64, limit int) (Feed, error)
	// Watch calls seen with the revision of the published stock, the present one
	// and then each other one, until the context ends or seen fails.
	Watch(ctx context.Context, seen func(ctx context.Context, revision int64) error) error
	// History gives what the public saw of a site, the newest first, before a
	// revision (0 for all). It is ErrNotFound where the public never saw it.
	History(ctx context.Context, ref string, q HistoryQuery) (History, error)
	// Snapshots lists the frozen stocks by name.
	Snapshots(ctx context.Context) ([]Snapshot, error)
	// Snapshot gives one of them, or ErrNotFound.
	Snapshot(ctx context.Context, name string) (Snapshot, error)
}

// Head is the end of the ledger.
type Head struct {
	Seq       int64 // 0 before the first revision
	Hash      []byte
	At        time.Time // zero before the first revision
	Seal      *Seal     // the newest; nil where there is none
	PublicKey []byte    // of the seal
}

// The kinds of what the feed tells.
const (
	FeedCreated = "created" // the public has come to see the site
	FeedUpdated = "updated" // the public sees it otherwise
	FeedGone    = "gone"    // the public does not see it any more
)

// Feed is a page of what changed for the public.
type Feed struct {
	Events []FeedEvent
	Next   int64 // since of the next page
	More   bool  // there is a next page already
}

// FeedEvent is what one revision changed for the public.
type FeedEvent struct {
	Seq     int64
	Kind    string
	Ref     string
	Version int
	At      time.Time
	Hash    []byte
}

// HistoryQuery asks for a page of a site's history.
type HistoryQuery struct {
	Before   int64 // a revision; 0 for the newest page
	Limit    int
	Geometry bool // outlines before and after, where they differ
}

// History is a page of a site's history.
type History struct {
	Ref    string
	Events []HistoryEvent
	Next   int64 // Before of the next page; 0 on the last
}

// HistoryEvent is one revision. The members below Changes are for staff and
// empty for the public.
type HistoryEvent struct {
	Seq             int64
	Version         int
	At              time.Time
	Action          ActionName
	By              string // department, import, registry: who, without a person
	Source          Source // of an import
	Batch           int64
	LifecycleBefore string // "" where the site is new
	Lifecycle       string
	Published       bool
	Hash            []byte
	ErasedBy        int64             // the revision by which personal data was taken out of this one
	Changes         map[string]Change // by path; geometry in words
	Before, After   []byte            // GeoJSON, where asked for and different
	Actor           string            // Principal.ID
	ActorName       string
	Reason          string
	Review          string
}

// HistoryDesk reads the whole history of a site.
type HistoryDesk interface {
	// WholeHistory gives all revisions of a site, drafts too.
	WholeHistory(ctx context.Context, p Principal, ref string, q HistoryQuery) (History, error)
}

// ByOf says who did something without naming a person: an import, the registry
// itself, or the department.
func ByOf(actor string, batch int64) string {
	switch {
	case batch != 0:
		return "import"
	case len(actor) > 4 && actor[:4] == "job:":
		return "registry"
	}
	return "department"
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
