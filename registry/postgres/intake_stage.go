package postgres

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/geo"
	"landbank/registry"
)

// progressEvery is after how many rows the progress is told.
const progressEvery = 500

// seen says what the rows had that later steps have to care for.
type seen struct {
	issues    bool // findings of the reader
	projected bool // shapes in other reference systems than WGS 84
	named     bool // references
}

// stage copies the rows into the staging table, as fast as they come.
func (r *importRun) stage(ctx context.Context, rows registry.Rows) error {
	start := time.Now()
	s := &staging{ctx: ctx, rows: rows, job: &r.job}
	columns := []string{"row_no", "line", "rejected", "source_key", "ref", "territory_code", "parts", "shape",
		"digest", "shown", "document", "properties", "raw", "issues"}
	for _, f := range declared() {
		columns = append(columns, f.Name)
		s.fields = append(s.fields, registry.FieldPosition(f.Name))
	}
	s.values = make([]any, len(columns))
	_, err := r.tx.CopyFrom(ctx, pgx.Identifier{"staging"}, columns, s)
	switch {
	case s.err != nil: // the reader's own words, not those of the COPY it broke
		return fmt.Errorf("read the file: %w", s.err)
	case err != nil:
		return r.store.fault("stage the rows", err)
	}
	r.read, r.seen = s.count, s.seen
	r.store.log.Debug("import", "statement", "stage", "took", time.Since(start), "rows", s.count)
	return nil
}

// staging is the rows of a file in the form of the staging table.
type staging struct {
	ctx    context.Context
	rows   registry.Rows
	job    *registry.ImportJob
	fields []int // positions of the declared fields in the flat record

	count  int64
	seen   seen
	err    error
	row    registry.Row
	values []any

	outline, properties []byte // of the row at hand
}

// Next reads the next row.
func (s *staging) Next() bool {
	row, err := s.rows.Next(s.ctx)
	if err != nil {
		if !errors.Is(err, io.EOF) {
			s.err = err
		}
		return false
	}
	s.row = row
	s.count++
	if s.job.Progress != nil && s.count%progressEvery == 0 {
		s.job.Progress("read", s.count)
	}
	return true
}

// Err tells why reading ended early.
func (s *staging) Err() error { return s.err }

// Values gives the row at hand, column by column.
func (s *staging) Values() ([]any, error) {
	row := &s.row
	clear(s.values)
	doc, err := s.settle(row)
	if err != nil {
		s.err = fmt.Errorf("line %d: %w", row.Line, err)
		return nil, s.err
	}
	raw, err := jsonText(row.Raw)
	if err != nil {
		return nil, fmt.Errorf("line %d: %w", row.Line, err)
	}
	rejected := hasError(row.Issues)
	v := s.values
	v[0], v[1], v[2], v[3], v[12] = s.count, row.Line, rejected, row.SourceKey, raw
	v[6] = 0
	if len(row.Issues) > 0 {
		s.seen.issues = true
		if v[13], err = jsonText(row.Issues); err != nil {
			return nil, fmt.Errorf("line %d: %w", row.Line, err)
		}
	}
	if rejected {
		return v, nil
	}
	s.fill(row, doc)
	return v, nil
}

// fill sets the columns of a row that the reader did not reject.
func (s *staging) fill(row *registry.Row, doc document) {
	v := s.values
	if row.Record.Ref != "" {
		s.seen.named = true
		v[4] = row.Record.Ref
	}
	if row.Record.TerritoryCode != "" {
		v[5] = row.Record.TerritoryCode
	}
	v[6] = partsOf(&row.Record)
	s.seen.projected = s.seen.projected || row.Shape.SRID() != geo.WGS84
	s.outline = row.Shape.AppendEWKB(s.outline[:0])
	s.properties = registry.AppendProperties(s.properties[:0], doc.flat)
	v[7], v[8], v[10], v[11] = s.outline, recordDigest(doc.text, s.outline), doc.text, s.properties
	if doc.shown != nil {
		v[9] = doc.shown
	}
	const fixed = 14
	for i, position := range s.fields {
		v[fixed+i] = column(doc.flat[position])
	}
}

// document is a record as the ledger keeps it.
type document struct {
	text  []byte // JSON, without the reference
	shown []byte // sha256 of the text without the member extra; nil where there is none
	flat  registry.Flat
}

// settle makes a row storable (see settle.go) and gives its document; nothing
// for a row that is rejected.
func (s *staging) settle(row *registry.Row) (document, error) {
	row.Issues = append(row.Issues, settle(row)...)
	if hasError(row.Issues) {
		return document{}, nil
	}
	record := row.Record
	record.Ref = ""
	text, err := json.Marshal(&record)
	if err != nil {
		return document{}, fmt.Errorf("encode the record: %w", err)
	}
	doc := document{text: text, flat: registry.Flatten(&record)}
	if clean, changed := withoutZeroBytes(text); changed || !validText(doc.flat) {
		row.Issues = append(row.Issues, registry.Issue{Line: row.Line, Rule: "V-30", Severity: registry.Warning, Field: "text",
			Message: "characters that are no text were replaced"})
		record = registry.Record{}
		if err := json.Unmarshal(clean, &record); err != nil {
			return document{}, fmt.Errorf("decode the record: %w", err)
		}
		doc = document{text: clean, flat: registry.Flatten(&record)}
	}
	if len(record.Extra) > 0 {
		record.Extra = nil
		shown, err := json.Marshal(&record)
		if err != nil {
			return document{}, fmt.Errorf("encode the record: %w", err)
		}
		sum := sha256.Sum256(shown)
		doc.shown = sum[:]
	}
	return doc, nil
}

// recordDigest is the SQL function record_digest.
func recordDigest(document, outline []byte) []byte {
	inner := sha256.Sum256(document)
	sum := sha256.Sum256(append(inner[:], outline...))
	return sum[:]
}

func hasError(issues []registry.Issue) bool {
	for i := range issues {
		if issues[i].Severity == registry.Error {
			return true
		}
	}
	return false
}

// column gives a flat value as pgx takes it.
func column(value any) any {
	if d, ok := value.(registry.Date); ok {
		return d.Time
	}
	return value
}

// jsonText gives a value as JSON text that PostgreSQL takes as jsonb.
func jsonText(v any) ([]byte, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode as JSON: %w", err)
	}
	clean, _ := withoutZeroBytes(b)
	return clean, nil
}

// withoutZeroBytes replaces the escaped character zero, which JSON has and
// PostgreSQL has not.
func withoutZeroBytes(text []byte) ([]byte, bool) {
	escape := []byte(`\u0000`)
	if !bytes.Contains(text, escape) {
		return text, false
	}
	clean := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\' && bytes.HasPrefix(text[i:], escape):
			clean = append(clean, `\ufffd`...)
			i += len(escape) - 1
		case text[i] == '\\' && i+1 < len(text):
			clean = append(clean, text[i], text[i+1])
			i++
		default:
			clean = append(clean, text[i])
		}
	}
	return clean, !bytes.Equal(clean, text)
}
