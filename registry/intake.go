package registry

import (
	"context"
	"encoding/json"
	"time"

	"landbank/geo"
)

// Severity says what a finding means for its row.
type Severity string

// The severities. An error rejects the row; a warning leaves the field
// unknown or doubtful; repaired marks a proposal that the caller accepted.
const (
	Error    Severity = "error"
	Warning  Severity = "warning"
	Repaired Severity = "repaired"
)

// Issue is one finding of a rule on one row or site.
type Issue struct {
	Line     int64    `json:"line"` // 1-based line of the file, or number of the feature
	Rule     string   `json:"rule"` // V-01 …, see Rules
	Case     string   `json:"case,omitempty"`
	Severity Severity `json:"severity"`
	// Field is the column or property as the file calls it, or a path in the
	// record as changes name it: offers[1].currency.
	Field    string   `json:"field"`
	Raw      string   `json:"raw"`                // what stands there
	Proposed string   `json:"proposed,omitempty"` // what it might have meant
	Args     []string `json:"args,omitempty"`     // of the sentence of the case
	Message  string   `json:"message"`            // the sentence in English
}

// Text says the finding in every language; where it names no case, in English.
func (i *Issue) Text() Text {
	if said := Say(i.Rule, i.Case, i.Args...); said != nil {
		return said
	}
	return sayAgain(ruleSayings()[i.Rule], i.Message)
}

// Blocks says what the finding stands in the way of, without regard to
// waivers.
func (i *Issue) Blocks() Block {
	if i.Severity != Error {
		return BlocksReason
	}
	if c, known := CaseOf(i.Rule, i.Case); known {
		return c.Blocks()
	}
	return BlocksStoring
}

// Row is one row of a file, mapped. Issues of severity Error make the store
// reject it.
type Row struct {
	Line      int64
	SourceKey string // identity within the source, never empty
	Record    Record
	Shape     geo.Shape // any SRID; the store brings it to 4326
	Issues    []Issue
	Raw       []RawValue // the row as read, in the order of its columns
	Lifecycle string     // of the site that it means, where that is known
}

// RawValue is one cell as the file had it.
type RawValue struct {
	Column string `json:"column"`
	Value  string `json:"value"`
}

// Rows streams the rows of a file; Next returns io.EOF at the end.
type Rows interface {
	Next(ctx context.Context) (Row, error)
}

// ImportJob describes one import.
type ImportJob struct {
	FileName   string
	FileDigest []byte
	Profile    string
	Source     Source
	RefPrefix  string    // prefix of new references where the territory has none
	Principal  Principal // who applies it
	// BroughtBy are the ids of those who brought the file and said how it is to
	// be read. Whoever publishes is none of them.
	BroughtBy []string
	Reason    string // why, for the ledger; may be empty
	Publish   bool
	DryRun    bool
	Upload    int64    // number of the upload that the file is; 0 for none
	Accept    []string // rules whose proposed repairs are applied
	// Scope is the code of the territory that the register covers, if the
	// profile knows it; sites outside are findings of V-03.
	Scope string
	Only  string  // OnlyCreate, OnlyUpdate, or "" for all rows
	Skip  []int64 // numbers of rows, as they are read, that are left out
	// Gone says what becomes of the sites of the source that are alive and not
	// in the file: GoneList, also where it is "", or GoneWithdraw, which needs a
	// Reason and the right to EndSite, and is refused where they are more than a
	// fifth of the source's sites and not GoneAnyway.
	Gone       string
	GoneAnyway bool
	// GoneSites is called for each of them, in the order of references.
	GoneSites func(GoneSite) error
	// Outcome is told what became of every row, in no particular order, and of
	// every site that is gone, in a dry run too; nil where nobody asks.
	Outcome func(RowOutcome) error
	// Rejected is called for every rejected row, in the order of lines, before
	// the import ends; nil where nobody asks.
	Rejected func(RejectedRow) error
	// Warned is called for every finding that did not reject its row.
	Warned func(Issue) error
	// Progress is told the phase and how many rows are through it.
	Progress func(phase string, rows int64)
}

// RejectedRow is a row that was not stored, with the findings that say why.
type RejectedRow struct {
	Line   int64
	Raw    []RawValue
	Issues []Issue
}

// ImportResult counts what became of the rows:
// Read = Created + Updated + Unchanged + Rejected + Skipped.
// Held are among those that were not rejected.
type ImportResult struct {
	Batch     int64            `json:"batch"` // 0 for a dry run
	Read      int64            `json:"read"`
	Created   int64            `json:"created"`
	Updated   int64            `json:"updated"`
	Unchanged int64            `json:"unchanged"`
	Rejected  int64            `json:"rejected"`
	Skipped   int64            `json:"skipped"` // by choice of the caller
	Warnings  int64            `json:"warnings"`
	Held      int64            `json:"held"`      // stored, but kept from the public by an error
	Gone      int64            `json:"gone"`      // sites of the source that are not in the file
	Withdrawn int64            `json:"withdrawn"` // of these
	ByRule    map[string]int64 `json:"by_rule"`   // findings by rule
}

// Batch is one import in the books.
type Batch struct {
	ID        int64
	FileName  string
	Profile   string
	State     string // running, applied, interrupted, failed, undone
	StartedAt time.Time
	EndedAt   time.Time
	Result    ImportResult
	Failure   string
	Actor     string // Principal.ID of whoever applied it
	Upload    int64  // number of the upload that it was; 0 for none
	Publish   bool
}

// Intake stores what importers read.
type Intake interface {
	// Import stores the rows in one transaction: all accepted rows, or nothing.
	// The principal needs the right to RunImport somewhere, and to PublishImport
	// to publish, else the error is a *ForbiddenError; where the rights are
	// limited to territories, rows outside them are rejected. People publish
	// only what somebody else has brought (four eyes).
	Import(ctx context.Context, job ImportJob, rows Rows) (ImportResult, error)
	// Interrupted finds imports that were cut off, marks them so, and returns
	// them; nothing of them was stored.
	Interrupted(ctx context.Context) ([]Batch, error)
	// PutTerritories adds or replaces territories by code.
	PutTerritories(ctx context.Context, rows []TerritoryRow) error
}

// TerritoryRow is a territory with its outline, to be stored.
type TerritoryRow struct {
	Territory
	RefPrefix string
	Geometry  json.RawMessage // GeoJSON Polygon or MultiPolygon
}

// Break is a place where the ledger does not hold together.
type Break struct {
	Seq    int64
	Ref    string
	Reason string
}
