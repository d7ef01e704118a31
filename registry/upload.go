package registry

import (
	"context"
	"io"
	"iter"
	"slices"
	"time"
)

// The states of an upload.
const (
	UploadUploaded    = "uploaded"    // nothing was done with it yet, or its settings have changed since
	UploadChecking    = "checking"    // a dry run is under way
	UploadChecked     = "checked"     // a dry run said what would become of its rows
	UploadApplying    = "applying"    // it is being imported
	UploadApplied     = "applied"     // it is imported
	UploadFailed      = "failed"      // the import failed; nothing of it was stored
	UploadInterrupted = "interrupted" // the import was cut off; nothing of it was stored
	UploadUndone      = "undone"      // it was imported and taken back
)

// UploadStates lists the states of uploads.
var UploadStates = []string{UploadUploaded, UploadChecking, UploadChecked, UploadApplying, UploadApplied, UploadFailed,
	UploadInterrupted, UploadUndone}

// UploadSettings say how an upload is read and what is to become of it.
type UploadSettings struct {
	// How it is read. Whoever changes these is one of its authors.
	Profile string         `json:"profile,omitempty"`
	Layer   string         `json:"layer,omitempty"`
	CRS     string         `json:"crs,omitempty"` // EPSG:27700
	Source  Source         `json:"source"`
	Columns []MappedColumn `json:"columns,omitempty"`
	Accept  []string       `json:"accept,omitempty"`
	// What is to become of it.
	Publish    bool    `json:"publish"`
	Only       string  `json:"only,omitempty"`
	Skip       []int64 `json:"skip,omitempty"`
	Gone       string  `json:"gone,omitempty"`
	GoneAnyway bool    `json:"gone_anyway,omitempty"`
	Reason     string  `json:"reason,omitempty"`
}

// Recognition is what a file turned out to be, for people to check.
type Recognition struct {
	Format      string   `json:"format"`
	Packing     string   `json:"packing,omitempty"`
	Encoding    string   `json:"encoding,omitempty"`
	Separator   string   `json:"separator,omitempty"`
	HeaderRow   int64    `json:"header_row,omitempty"`
	Layer       string   `json:"layer,omitempty"`
	OtherLayers []string `json:"other_layers,omitempty"`
	Columns     []string `json:"columns"`
	Profile     string   `json:"profile"`
	Reasons     []string `json:"reasons"`
	Notes       []string `json:"notes,omitempty"`
	CRS         string   `json:"crs"`
	Source      Source   `json:"source"`
}

// UploadProgress says how far a run is.
type UploadProgress struct {
	Phase string `json:"phase"` // read, check, store, report
	Rows  int64  `json:"rows"`
	Bytes int64  `json:"bytes"` // of the file that are read
	Size  int64  `json:"size"`
}

// Upload is a file that somebody has sent to be imported.
type Upload struct {
	ID         int64
	FileName   string // as the sender calls it
	File       string // its name in the folder of uploads
	Size       int64
	BroughtBy  string
	Authors    []string
	Places     []string // the territories that it is kept to, with those above them; everywhere where empty
	CreatedAt  time.Time
	ChangedAt  time.Time
	State      string
	Settings   UploadSettings
	Recognised Recognition
	Result     *ImportResult // of the last run with these settings, dry or not
	Batch      int64         // the import that it became last; 0 where it did not
	Failure    string
	Removed    bool            // the file is not kept any more
	Progress   *UploadProgress // of the run under way
}

// VisibleTo tells whether the principal may see an upload, with rows that may
// hold what is internal: its sender, and whoever may import where the sender
// might.
func (u *Upload) VisibleTo(p Principal) bool {
	return u.BroughtBy == p.ID && p.CanSomewhere(RunImport) || p.Can(RunImport, u.Places...)
}

// Reads tells whether other settings read the file differently, so that
// whoever changes to them is an author of what is imported.
func (s *UploadSettings) Reads(other *UploadSettings) bool {
	return s.Profile != other.Profile || s.Layer != other.Layer || s.CRS != other.CRS || s.Source != other.Source ||
		!slices.Equal(s.Columns, other.Columns) || !slices.Equal(s.Accept, other.Accept)
}

// OutcomeQuery asks for what became of the rows of an upload.
type OutcomeQuery struct {
	State RowState // any where ""
	Rule  string   // rows with a finding of this rule or condition; any where ""
	Limit int
	After int64 // the number after which the page begins
}

// OutcomePage is one page of outcomes in the order of the file, sites that are
// gone last.
type OutcomePage struct {
	Matched int64
	Rows    []RowOutcome
	Next    int64 // After of the next page; 0 on the last
}

// UploadBooks keeps what there is to know of uploads, but for their files.
// Errors are ErrNotFound and *RefusedError.
type UploadBooks interface {
	// AddUpload notes an upload of the principal, and gives it with its number.
	AddUpload(ctx context.Context, p Principal, u Upload) (Upload, error)
	Upload(ctx context.Context, id int64) (Upload, error)
	// Uploads lists those that the principal may see, the newest first, with
	// numbers smaller than before, or all where it is 0.
	Uploads(ctx context.Context, p Principal, limit int, before int64) ([]Upload, error)
	// ChangeUpload replaces settings and recognition and forgets what dry runs
	// said. The author is noted where there is one.
	ChangeUpload(ctx context.Context, id int64, settings UploadSettings, recognised Recognition, author string) error
	// TriedUpload keeps what a dry run counted, or why a run did not end.
	TriedUpload(ctx context.Context, id int64, result *ImportResult, failure string) error
	// PutOutcomes keeps what became of the rows, in place of what was kept.
	PutOutcomes(ctx context.Context, id int64, rows iter.Seq2[RowOutcome, error]) error
	Outcomes(ctx context.Context, id int64, q OutcomeQuery) (OutcomePage, error)
	// InvalidRows visits the rejected rows in the order of the file.
	InvalidRows(ctx context.Context, id int64, visit func(RejectedRow) error) error
	// RemoveUpload forgets an upload that was never applied.
	RemoveUpload(ctx context.Context, id int64) error
	// OutdatedUploads marks the uploads that nobody has touched since the day
	// as removed, and gives the names of their files.
	OutdatedUploads(ctx context.Context, since time.Time) ([]string, error)
}

// Uploads takes files and imports them in the background. Every method
// authorizes the principal: it takes the right to import, and an upload is
// there only for those who may see it (Upload.VisibleTo). Further errors are
// ErrNotFound and *RefusedError.
type Uploads interface {
	// Limit is the most bytes of a file.
	Limit() int64
	// Add takes a file. The name is for people.
	Add(ctx context.Context, p Principal, fileName string, content io.Reader) (Upload, error)
	List(ctx context.Context, p Principal, limit int, before int64) ([]Upload, error)
	Read(ctx context.Context, p Principal, id int64) (Upload, error)
	// Change changes the settings; the file is looked at anew.
	Change(ctx context.Context, p Principal, id int64, change func(*UploadSettings)) (Upload, error)
	// Try begins a dry run, Apply an import. Both go on when the caller has gone.
	Try(ctx context.Context, p Principal, id int64) (Upload, error)
	Apply(ctx context.Context, p Principal, id int64) (Upload, error)
	Rows(ctx context.Context, p Principal, id int64, q OutcomeQuery) (OutcomePage, error)
	// Report writes the rejected rows as a CSV file that can be repaired and
	// imported.
	Report(ctx context.Context, p Principal, id int64, to io.Writer) error
	Undo(ctx context.Context, p Principal, id int64, undo Undo) (UndoResult, error)
	// Remove forgets an upload that was never applied, and its file.
	Remove(ctx context.Context, p Principal, id int64) error
}
