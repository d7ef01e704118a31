package registry

import (
	"context"
	"time"
)

// Snapshot is a published stock that was frozen under a name, such as that of
// a year. It is never changed; what was in it is rebuilt from the ledger.
type Snapshot struct {
	Name   string
	Seq    int64 // newest revision in it
	Hash   []byte
	At     time.Time // of that revision
	Sites  int64     // that the public saw
	Digest []byte    // of their references, revisions, records and states; see docs/ledger.md
	MadeBy string    // Principal.ID
	MadeAt time.Time
	Note   string
}

// Freezer makes snapshots.
type Freezer interface {
	// Freeze freezes the published stock as it is. The name is new and made of
	// lower-case letters, digits and hyphens.
	Freeze(ctx context.Context, p Principal, name, note string) (Snapshot, error)
}
