package registry

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"time"

	"landbank/geo"
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
	Profile string `json:"profile,omitempty"`
	Layer   string `json:"layer,omitempty"`
	CRS     string `json:"crs,omitempty"` // EPSG:27700
	// Encoding and Separator of a text; found out where they are "".
	Encoding  string         `json:"encoding,omitempty"`
	Separator string         `json:"separator,omitempty"`
	Source    Source         `json:"source"`
	Columns   []MappedColumn `json:"columns,omitempty"`
	Accept    []string       `json:"accept,omitempty"`
	// Corrections are put in place of what the file has, each time it is read.
	Corrections []RowCorrection `json:"corrections,omitempty"`
	// What is to become of it.
	Publish    bool    `json:"publish"`
	Only       string  `json:"only,omitempty"`
	Skip       []int64 `json:"skip,omitempty"`
	Gone       string  `json:"gone,omitempty"`
	GoneAnyway bool    `json:"gone_anyway,omitempty"`
	Reason     string  `json:"reason,omitempty"`
}

// RowCorrection is a value that somebody has put in place of that of the file.
type RowCorrection struct {
	Row    int64  `json:"row"` // number of the row as it is read, from 1
	Column string `json:"column"`
	Value  string `json:"value"`
}

// Bounds of corrections: a file with more faults is better mended where it was
// made.
const (
	MaxCorrections     = 5000
	MaxCorrectedLength = 20_000 // bytes of one value; an outline is the longest
)

// Correct puts values in place of those of a row; nil takes a correction away.
// The error is a *RefusedError that names every fault.
func (s *UploadSettings) Correct(row int64, columns []string, values map[string]*string) error {
	var refused RefusedError
	kept := slices.DeleteFunc(slices.Clone(s.Corrections), func(c RowCorrection) bool {
		_, given := values[c.Column]
		return c.Row == row && given
	})
	for _, column := range slices.Sorted(maps.Keys(values)) {
		value := values[column]
		switch {
		case column != "geometry" && !slices.Contains(columns, column):
			refused.add("column", column, fmt.Sprintf("the file has no column %q", column))
		case value == nil:
		case len(*value) > MaxCorrectedLength:
			refused.add("length", column, fmt.Sprintf("the value has more than %d bytes", MaxCorrectedLength))
		default:
			kept = append(kept, RowCorrection{row, column, *value})
		}
	}
	if len(kept) > MaxCorrections {
		refused.add("corrections", "corrections", fmt.Sprintf("there are more than %d corrections; mend the file and send it again", MaxCorrections))
	}
	if err := refused.orNil(); err != nil {
		return err
	}
	slices.SortStableFunc(kept, func(a, b RowCorrection) int { return cmp.Compare(a.Row, b.Row) })
	s.Corrections = kept
	return nil
}

// ReadColumn says what a column of a file is read into, and why.
type ReadColumn struct {
	Column string `json:"column"`
	// Field is what it feeds: a field's name where one says exactly that, else
	// the profile's word; "" where it feeds none and is kept beside the record.
	Field   string   `json:"field"`
	By      string   `json:"by"` // stated, remembered, name; "" where it feeds none
	Unit    string   `json:"unit,omitempty"`
	Decimal string   `json:"decimal,omitempty"`
	Values  []string `json:"values"` // examples, of the first rows
}

// ImportProfile is one kind of register that is known.
type ImportProfile struct {
	Name   string         `json:"name"`
	Title  Text           `json:"title"`
	Fields []ImportTarget `json:"fields"`
}

// ImportTarget is what a column can be mapped to.
type ImportTarget struct {
	Field string   `json:"field"`
	Units []string `json:"units"` // that its numbers may be in; empty where it has none
}

// Recognition is what a file turned out to be, for people to check.
type Recognition struct {
	Format      string       `json:"format"`
	Packing     string       `json:"packing,omitempty"`
	Encoding    string       `json:"encoding,omitempty"`
	Separator   string       `json:"separator,omitempty"`
	HeaderRow   int64        `json:"header_row,omitempty"`
	Layer       string       `json:"layer,omitempty"`
	OtherLayers []string     `json:"other_layers,omitempty"`
	Columns     []string     `json:"columns"`
	Reads       []ReadColumn `json:"reads"` // what each column is read into
	Profile     string       `json:"profile"`
	Reasons     []string     `json:"reasons"`
	Notes       []string     `json:"notes,omitempty"`
	CRS         string       `json:"crs"`
	Source      Source       `json:"source"`
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
	return s.Profile != other.Profile || s.Layer != other.Layer || s.CRS != other.CRS || s.Encoding != other.Encoding || s.Separator != other.Separator || s.Source != other.Source ||
		!slices.Equal(s.Columns, other.Columns) || !slices.Equal(s.Accept, other.Accept) || !slices.Equal(s.Corrections, other.Corrections)
}

// OutcomeQuery asks for what became of the rows of an upload.
type OutcomeQuery struct {
	State RowState // any where ""
	Rule  string   // rows with a finding of this rule or condition; any where ""
	Held  bool     // only rows that are stored, but kept from the public by an error
	Limit int
	After int64 // the number after which the page begins
	Skip  int64 // how many rows after that are passed over
}

// OutcomePage is one page of outcomes in the order of the file, sites that are
// gone last.
type OutcomePage struct {
	Matched int64
	Bounds  *geo.BBox // of the rows with a place; nil where there are none, or no row is on the page
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
	// OutcomeTile gives the rows with a place in a vector tile of points: the
	// layer rows with state, held and name; ids are the numbers of the rows.
	OutcomeTile(ctx context.Context, id int64, q OutcomeQuery, tile geo.Tile) ([]byte, error)
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
	// Profiles are the kinds of registers that are known, with what columns can
	// be mapped to.
	Profiles() []ImportProfile
	// Add takes a file. The name is for people.
	Add(ctx context.Context, p Principal, fileName string, content io.Reader) (Upload, error)
	List(ctx context.Context, p Principal, limit int, before int64) ([]Upload, error)
	Read(ctx context.Context, p Principal, id int64) (Upload, error)
	// Change changes the settings; the file is looked at anew.
	Change(ctx context.Context, p Principal, id int64, change func(*UploadSettings)) (Upload, error)
	// Correct puts values in place of those of a row, by column; nil takes a
	// correction away. It is a change of how the file is read.
	Correct(ctx context.Context, p Principal, id, row int64, values map[string]*string) (Upload, error)
	// Try begins a dry run, Apply an import. Both go on when the caller has gone.
	Try(ctx context.Context, p Principal, id int64) (Upload, error)
	Apply(ctx context.Context, p Principal, id int64) (Upload, error)
	Rows(ctx context.Context, p Principal, id int64, q OutcomeQuery) (OutcomePage, error)
	// Tile gives the rows with a place in a vector tile; see UploadBooks.OutcomeTile.
	Tile(ctx context.Context, p Principal, id int64, q OutcomeQuery, tile geo.Tile) ([]byte, error)
	// Report writes the rejected rows as a CSV file that can be repaired and
	// imported.
	Report(ctx context.Context, p Principal, id int64, to io.Writer) error
	Undo(ctx context.Context, p Principal, id int64, undo Undo) (UndoResult, error)
	// Batches lists all imports of the books, those of the command line too, the
	// newest first, with numbers smaller than before, or all where it is 0. It
	// takes the right to import everywhere: an import may lie anywhere.
	Batches(ctx context.Context, p Principal, limit int, before int64) ([]Batch, error)
	// UndoBatch takes back an import of the books; see Undoer.
	UndoBatch(ctx context.Context, p Principal, batch int64, undo Undo) (UndoResult, error)
	// Remove forgets an upload that was never applied, and its file.
	Remove(ctx context.Context, p Principal, id int64) error
}
