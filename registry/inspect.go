package registry

import (
	"context"
	"time"
)

// StockCheck is one re-check of the whole stock.
type StockCheck struct {
	At time.Time
	// Records counts what was looked at: the newest record of every site that is
	// kept, and the published one where another stands beside it.
	Records int64
	Counts  []FindingCount
}

// FindingCount counts the findings of one rule and severity.
type FindingCount struct {
	Rule     string   `json:"rule"`
	Severity Severity `json:"severity"`
	Open     int64    `json:"open"`   // without a written reason
	Waived   int64    `json:"waived"` // with one
}

// Found is a finding that a re-check of the stock made.
type Found struct {
	ID          int64
	Ref         string
	Territories []string // codes, the smallest last
	Standing    string   // published, or draft: a record that the public does not see
	Issue       Issue
	Waived      bool
	FirstSeen   time.Time
	LastSeen    time.Time
	GoneAt      time.Time // zero where the last check found it still
}

// FindingQuery asks for findings.
type FindingQuery struct {
	Rule      string   // any where empty
	Severity  Severity // any where empty
	Territory string   // code, with those below it
	Ref       string
	Standing  string // any where empty
	Gone      bool   // those that are not found any more, instead of those that are
	After     int64  // ID after which the page begins
	Limit     int    // 1…1000
}

// FindingPage is one page of findings in the order in which they were made.
type FindingPage struct {
	Matched  int64
	Findings []Found
	Next     int64 // After of the next page; 0 on the last
}

// Installation is what a re-check says of the database.
type Installation struct {
	PostgreSQL, PostGIS string // versions
	Bytes               int64  // size of the database
	Seq                 int64  // newest revision of the ledger
	Hash                []byte // its hash
}

// Inspection checks the whole stock by the rules, and tells what they found.
type Inspection interface {
	// CheckStock has all rules look at every site that is kept. It changes
	// nothing but the books of findings. It takes ReadFindings everywhere. The
	// error is ErrConflict while another check runs.
	CheckStock(ctx context.Context, p Principal) (StockCheck, error)
	// Findings gives what the last check found in the sites that the principal
	// may read.
	Findings(ctx context.Context, p Principal, q FindingQuery) (FindingPage, error)
}
