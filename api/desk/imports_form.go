package desk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
)

// maxSettings bounds the settings of an import: thousands of columns, or of
// rows that are left out.
const maxSettings = 1 << 20

// uploadJSON is an import as staff see it.
type uploadJSON struct {
	ID         int64                    `json:"id"`
	FileName   string                   `json:"file_name"`
	Size       int64                    `json:"size"`
	BroughtBy  string                   `json:"brought_by"`
	Authors    []string                 `json:"authors"`
	CreatedAt  time.Time                `json:"created_at"`
	ChangedAt  time.Time                `json:"changed_at"`
	State      string                   `json:"state"`
	Removed    bool                     `json:"removed"`
	Settings   registry.UploadSettings  `json:"settings"`
	Recognised registry.Recognition     `json:"recognised"`
	Result     *registry.ImportResult   `json:"result"`
	Batch      *int64                   `json:"batch"`
	Failure    *string                  `json:"failure"`
	Progress   *registry.UploadProgress `json:"progress"`
}

func uploadOf(u *registry.Upload) uploadJSON {
	out := uploadJSON{ID: u.ID, FileName: u.FileName, Size: u.Size, BroughtBy: u.BroughtBy, Authors: u.Authors, CreatedAt: u.CreatedAt,
		ChangedAt: u.ChangedAt, State: u.State, Removed: u.Removed, Settings: u.Settings, Recognised: u.Recognised, Result: u.Result, Progress: u.Progress}
	out.Recognised.Reads = some(out.Recognised.Reads)
	out.Recognised.Columns, out.Recognised.Reasons = some(out.Recognised.Columns), some(out.Recognised.Reasons)
	if u.Batch != 0 {
		out.Batch = &u.Batch
	}
	if u.Failure != "" {
		out.Failure = &u.Failure
	}
	return out
}

// outcomeJSON is what became of one row.
type outcomeJSON struct {
	Row       *int64              `json:"row"` // null for a site that is gone
	Line      *int64              `json:"line"`
	SourceKey string              `json:"source_key"`
	Ref       *string             `json:"ref"`
	State     registry.RowState   `json:"state"`
	Changes   json.RawMessage     `json:"changes"`
	Findings  []rowFindingJSON    `json:"findings"`
	Raw       []registry.RawValue `json:"raw,omitempty"`
	Name      string              `json:"name,omitempty"`
	Longitude *float64            `json:"longitude,omitempty"`
	Latitude  *float64            `json:"latitude,omitempty"`
	Held      bool                `json:"held"`
}

// rowFindingJSON is a finding on a row of a file.
type rowFindingJSON struct {
	Rule     string            `json:"rule"`
	Title    registry.Text     `json:"title"`
	Severity registry.Severity `json:"severity"`
	Field    string            `json:"field"`
	Raw      string            `json:"raw"`
	Proposed string            `json:"proposed,omitempty"`
	Message  registry.Text     `json:"message"`
}

// outcomePage is one page of outcomes.
type outcomePage struct {
	Matched int64         `json:"matched"`
	Bounds  *[4]float64   `json:"bounds"`
	Rows    []outcomeJSON `json:"rows"`
	Next    *int64        `json:"next"`
}

func outcomesOf(page *registry.OutcomePage) outcomePage {
	out := outcomePage{Matched: page.Matched, Rows: []outcomeJSON{}}
	if b := page.Bounds; b != nil {
		out.Bounds = &[4]float64{b.West(), b.South(), b.East(), b.North()}
	}
	if page.Next != 0 {
		out.Next = &page.Next
	}
	for n := range page.Rows {
		o := &page.Rows[n]
		row := outcomeJSON{SourceKey: o.SourceKey, State: o.State, Changes: o.Changes, Findings: []rowFindingJSON{}, Raw: o.Raw,
			Name: o.Name, Longitude: o.Longitude, Latitude: o.Latitude, Held: o.Held}
		if o.Row != 0 {
			row.Row, row.Line = &o.Row, &o.Line
		}
		if o.Ref != "" {
			row.Ref = &o.Ref
		}
		if row.Changes == nil {
			row.Changes = json.RawMessage("{}")
		}
		for k := range o.Issues {
			f := &o.Issues[k]
			row.Findings = append(row.Findings, rowFindingJSON{f.Rule, registry.FindingTitle(f.Rule), f.Severity, f.Field, f.Raw, f.Proposed, f.Text()})
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// readSettings reads a change of settings: members that are left out stay,
// null takes a member away.
func readSettings(o *exchange.Object) func(*registry.UploadSettings) {
	o.Only("profile", "layer", "crs", "encoding", "separator", "source", "columns", "accept", "corrections", "publish", "only", "skip", "gone", "gone_anyway", "reason")
	var next registry.UploadSettings
	members := map[string]any{"profile": &next.Profile, "layer": &next.Layer, "crs": &next.CRS, "encoding": &next.Encoding, "separator": &next.Separator, "source": &next.Source, "columns": &next.Columns,
		"accept": &next.Accept, "corrections": &next.Corrections, "publish": &next.Publish, "only": &next.Only, "skip": &next.Skip, "gone": &next.Gone,
		"gone_anyway": &next.GoneAnyway, "reason": &next.Reason}
	for _, name := range o.Names() {
		raw, given := o.Raw(name)
		into := members[name]
		if !given || into == nil {
			continue
		}
		d := json.NewDecoder(bytes.NewReader(raw))
		d.DisallowUnknownFields()
		if err := d.Decode(into); err != nil {
			o.Fault(name, criteria.RuleWrongType, exchange.Printable(string(raw)), settingForms[name])
		}
	}
	for n, rule := range next.Accept {
		if _, known := registry.RuleByID(rule); !known {
			o.Fault("accept", criteria.RuleUnknownCode, exchange.Printable(next.Accept[n]), "rules, such as V-01")
		}
	}
	if len(next.Corrections) > registry.MaxCorrections {
		o.Fault("corrections", criteria.RuleLimit, strconv.Itoa(len(next.Corrections)), fmt.Sprintf("at most %d", registry.MaxCorrections))
	}
	return func(s *registry.UploadSettings) {
		for _, name := range o.Names() {
			switch name {
			case "profile":
				s.Profile = next.Profile
			case "layer":
				s.Layer = next.Layer
			case "crs":
				s.CRS = next.CRS
			case "encoding":
				s.Encoding = next.Encoding
			case "separator":
				s.Separator = next.Separator
			case "source":
				s.Source = next.Source
			case "columns":
				s.Columns = next.Columns
			case "accept":
				s.Accept = next.Accept
			case "corrections":
				s.Corrections = next.Corrections
			case "publish":
				s.Publish = next.Publish
			case "only":
				s.Only = next.Only
			case "skip":
				s.Skip = next.Skip
			case "gone":
				s.Gone = next.Gone
			case "gone_anyway":
				s.GoneAnyway = next.GoneAnyway
			case "reason":
				s.Reason = next.Reason
			}
		}
	}
}

// settingForms says what each setting has to be.
var settingForms = map[string]string{"profile": "a text", "layer": "a text", "crs": "a text such as EPSG:27700", "encoding": "a text such as cp1251", "separator": "a text such as ;",
	"source":  "an object with code, name, producer, url and licence",
	"columns": "a list of objects with column, field, unit and decimal", "accept": "a list of rules", "corrections": "a list of objects with row, column and value", "publish": "true or false",
	"only": "create or update", "skip": "a list of numbers of rows", "gone": "list or withdraw", "gone_anyway": "true or false", "reason": "a text"}
