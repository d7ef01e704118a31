package registry

import (
	"context"
	"encoding/json"
	"time"

	"landbank/geo"
	"landbank/registry/criteria"
)

// Change is what one path of a record was and is; nil where it was not there.
type Change struct {
	Before json.RawMessage `json:"before"`
	After  json.RawMessage `json:"after"`
}

// Entry is a site as its department sees it: the newest record, published or
// not.
type Entry struct {
	Ref         string
	Version     int // of the newest revision; the ETag of the entry is made of it
	Seq         int64
	Standing    Standing
	Record      Record
	Geometry    json.RawMessage // GeoJSON
	Territories []string        // codes, the smallest first
	Source      Source
	SourceKey   string
	ChangedAt   time.Time
	ChangedBy   string
	PublishedAt time.Time // zero where it never was
	// Authors are those who made what is not published yet.
	Authors []string
	// Pending is what differs from the published record, by path; nil where
	// nothing does or nothing was published.
	Pending map[string]Change
	// Findings is what the rules say of the newest record.
	Findings []Issue
	// AreaM2 and Freshness are told in lists: of the newest record, nil and ""
	// where unknown.
	AreaM2    *float64
	Freshness string
	// Actions are those that the site's standing allows now.
	Actions []ActionName
}

// Allowed gives the actions that the site's standing and the principal's rights
// allow now.
func (e *Entry) Allowed(p Principal) []ActionName {
	var allowed []ActionName
	for _, name := range e.Actions {
		if a, known := ActionByName(name); known && p.Can(a.Operation, e.Territories...) {
			allowed = append(allowed, name)
		}
	}
	return allowed
}

// EntryQuery asks for entries.
type EntryQuery struct {
	Lifecycles []string // any where empty
	Reviews    []string // "" is a record without changes
	Territory  string   // code, with those below it
	Steward    string   // Principal.ID; Nobody for sites without one
	ChangedBy  string   // Principal.ID of who made the newest revision
	Text       string   // in the reference, a name or the address
	// Criteria are asked of the newest record; nil for all. Sites of which it is
	// unknown whether they meet them are left out.
	Criteria criteria.Expr
	Sort     []criteria.SortKey // the order of references where empty
	Newest   bool               // what changed last comes first; Sort does not count then
	Limit    int                // 1…1000
	After    string             // the reference after which the page begins
}

// EntryPage is one page of entries, without geometry, changes and findings.
type EntryPage struct {
	Matched int64
	Entries []Entry
	Next    string // After of the next page; "" on the last
}

// EntryCount tells how many of the sites that a query finds stand in the same
// way. The states that the query asks for do not count, so that all are told.
type EntryCount struct {
	Lifecycle string
	Review    string // "" is a record without changes
	Sites     int64
}

// MostSpots is how many places of sites are told at once.
const MostSpots = 50_000

// Spot is where a site lies, for a map beside the list.
type Spot struct {
	Ref                 string
	Longitude, Latitude float64
	Kind                string // "" where unknown
	Lifecycle, Review   string
}

// SpotPage is the places of the sites that a query finds.
type SpotPage struct {
	Matched int64
	Spots   []Spot // MostSpots at most
}

// Edit is a new content of a site.
type Edit struct {
	Record Record
	Shape  geo.Shape
	Reason string // may be empty
	// From is where the change comes from, for the ledger: the code of a
	// register, or "" for the desk.
	From string
}

// Act is one action on a site.
type Act struct {
	Action ActionName
	Reason string
	Until  Date     // of a reservation: its last day
	For    string   // of a reservation: who has it; never public
	Groups []string // of a confirmation: the freshness clocks whose facts are still true; all where empty
	Method string   // of a confirmation: desk, phone, field_visit, drone, document, registry
	// Waivers are the reasons for warnings, of a publication.
	Waivers []Waiver
	Outcome Outcome // of a reuse: use, year and area
	// Together names, of the publication of a site that comes out of a division,
	// the other sites of it with the versions that were looked at: all come
	// before the public at once, and the old ones end.
	Together []Version
}

// Version is a site and the version of it that somebody knows.
type Version struct {
	Ref     string `json:"ref"`
	Version int    `json:"version"`
}

// Desk is what a department does with its sites. Every method authorizes the
// principal and works in one transaction; every change is one revision of the
// ledger for each site, or nothing.
//
// Errors are ErrNotFound, *ForbiddenError, *StaleError, *RefusedError, and
// ErrTimeout where another writer took too long.
type Desk interface {
	Views
	BulkDesk
	// Entry gives one site.
	Entry(ctx context.Context, p Principal, ref string) (Entry, error)
	// Entries lists the sites that the principal may read.
	Entries(ctx context.Context, p Principal, q EntryQuery) (EntryPage, error)
	// Counts tells how the sites stand that the query finds.
	Counts(ctx context.Context, p Principal, q EntryQuery) ([]EntryCount, error)
	// Spots tells where the sites lie that the query finds.
	Spots(ctx context.Context, p Principal, q EntryQuery) (SpotPage, error)
	// Newest gives a page of the sites that are kept, as those who change them
	// see them: the newest record of those that the principal may read, and what
	// the public sees of the others. Cursors are not for it.
	Newest(ctx context.Context, p Principal, q PageQuery) (Page, error)
	// Create makes a draft, or a candidate where the record's confirmation is
	// that.
	Create(ctx context.Context, p Principal, e Edit) (Entry, error)
	// Update changes the draft of a site; it makes one where there is none.
	// version is the one that the caller knows.
	Update(ctx context.Context, p Principal, ref string, version int, e Edit) (Entry, error)
	// Check says what the rules find in a content, of a site that is there or,
	// where ref is "", of a new one; nothing is changed.
	Check(ctx context.Context, p Principal, ref string, e Edit) ([]Issue, error)
	// Split proposes to split a site: its parts are made, in review. The site
	// stays as it is until they are published.
	Split(ctx context.Context, p Principal, ref string, version int, d Division) ([]Entry, error)
	// Merge proposes to merge sites into a new one or into one of them, which is
	// in review then. The sites stay as they are until it is published.
	Merge(ctx context.Context, p Principal, m Merger) (Entry, error)
	// Lineage tells where a site comes from and what became of it.
	Lineage(ctx context.Context, p Principal, ref string) (Lineage, error)
	// Act does one of the other actions but split and merge.
	Act(ctx context.Context, p Principal, ref string, version int, a Act) (Entry, error)
}
