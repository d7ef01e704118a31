package postgres

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"

	"landbank/geo"
	"landbank/registry"
)

// seen says what the rows had that later steps have to care for.
type seen struct {
	issues    bool // findings of the reader
	projected bool // shapes in other reference systems than WGS 84
	named     bool // references
	priced    bool // offers with a price that can be compared
	numbered  bool // parcels with a cadastral number
}

// stager takes rows apart: what rules and comparison need goes to the staging
// table, the rest to the spool.
type stager struct {
	spool     *spool
	positions []int // of the declared fields in a flat record
	moment    registry.Moment
	by        registry.Judgement
	waivers   bool // the reasons for warnings are asked for

	count   int64
	seen    seen
	readErr error // of the reader; set before it closes its channel
	err     error // of the encoder

	form                copyForm
	columns, site       copyForm // of the row at hand, like all that follows
	parts               partRows
	outline, properties []byte
}

// declaredPositions gives where the declared fields stand in a flat record.
func declaredPositions() []int {
	var positions []int
	for _, f := range declared() {
		positions = append(positions, registry.FieldPosition(f.Name))
	}
	return positions
}

// rowBatch is rows that travel together from the reader to the encoder, and are
// settled and judged on the way.
type rowBatch struct {
	rows    []registry.Row
	docs    []document // of the rows
	err     error      // of the settling
	settled chan struct{}
}

// encode writes the rows in the form of COPY, in the order in which they were
// read.
func (s *stager) encode(batches <-chan *rowBatch, to io.Writer) error {
	s.form.reset()
	for batch := range batches {
		<-batch.settled
		if batch.err != nil {
			return batch.err
		}
		for i := range batch.rows {
			s.count++
			if err := s.take(&batch.rows[i], batch.docs[i]); err != nil {
				return fmt.Errorf("line %d: %w", batch.rows[i].Line, err)
			}
			if len(s.form.b) < copyChunk {
				continue
			}
			if _, err := to.Write(s.form.b); err != nil {
				return err
			}
			s.form.b = s.form.b[:0]
		}
	}
	if s.readErr != nil {
		return s.readErr
	}
	s.form.end()
	_, err := to.Write(s.form.b)
	return err
}

// settle makes the rows of a batch storable and has the rules look at them. It
// changes nothing of the stager, so that several batches are settled at once.
func (s *stager) settle(b *rowBatch) {
	defer close(b.settled)
	b.docs = make([]document, len(b.rows))
	for i := range b.rows {
		if b.docs[i], b.err = s.document(&b.rows[i]); b.err != nil {
			b.err = fmt.Errorf("line %d: %w", b.rows[i].Line, b.err)
			return
		}
	}
}

// document gives the document of a row, settled and judged.
func (s *stager) document(row *registry.Row) (document, error) {
	doc, err := settled(row, s.moment)
	if err == nil && !rejects(row.Issues) {
		row.Issues = append(row.Issues, s.judged(row)...)
	}
	return doc, err
}

// again takes a row apart whose record stands in the ledger: its document stays
// as it is, letter by letter.
func (s *stager) again(number int64, row *registry.Row, text []byte) error {
	s.count = number
	doc := document{text: text, flat: registry.FlattenAt(&row.Record, s.moment)}
	var err error
	if doc.shown, err = shownDigest(&row.Record); err != nil {
		return err
	}
	return s.take(row, doc)
}

// take writes one row, the number of which is the count.
func (s *stager) take(row *registry.Row, doc document) (err error) {
	kept := spooled{document: doc.text}
	if kept.raw, err = jsonText(row.Raw); err != nil {
		return err
	}
	var issues []byte
	if len(row.Issues) > 0 {
		s.seen.issues = true
		if issues, err = jsonText(stagedIssues(row.Issues)); err != nil {
			return err
		}
	}
	rejected := rejects(row.Issues)
	c := &s.form
	c.row(stagingColumns)
	c.bigint(s.count)
	c.bigint(row.Line)
	c.boolean(rejected)
	c.text(row.SourceKey)
	if rejected {
		for range stagingColumns - 6 {
			c.null()
		}
		c.bytes(issues)
		c.null()
		return s.keep(&spooled{raw: kept.raw})
	}
	if err := s.fill(row, &doc, issues); err != nil {
		return err
	}
	kept.outline, kept.columns, kept.properties, kept.why = s.outline, s.columns.b, s.properties, doc.why()
	kept.site, kept.rows = s.site.b, s.parts.b
	return s.keep(&kept)
}

// keep puts what is written later aside; nothing is, where nothing is written.
func (s *stager) keep(row *spooled) error {
	if s.spool == nil {
		return nil
	}
	return s.spool.add(row)
}

// fill writes the columns of a row that the reader did not reject, from the
// reference on.
func (s *stager) fill(row *registry.Row, doc *document, issues []byte) error {
	s.seen.named = s.seen.named || row.Record.Ref != ""
	s.seen.projected = s.seen.projected || row.Shape.SRID() != geo.WGS84
	s.outline = row.Shape.AppendEWKB(s.outline[:0])
	whole, inner := recordDigest(doc.text, s.outline)
	c := &s.form
	c.textOrNull(row.Record.Ref)
	c.textOrNull(row.Record.TerritoryCode)
	c.double(row.Record.Area.DeclaredM2)
	c.double(row.Record.Area.LargestPieceM2)
	c.textOrNull(row.Record.LocationQuality)
	c.bytes(whole)
	c.bytes(inner)
	c.bytes(doc.shown)
	if err := s.compared(&row.Record); err != nil {
		return err
	}
	c.bytes(issues)
	c.bytes(s.outline)
	s.columns.b = s.columns.b[:0]
	for _, position := range s.positions {
		if err := s.columns.flat(doc.flat[position]); err != nil {
			return err
		}
	}
	s.properties = appendDeclared(s.properties[:0], doc.flat)
	s.site.b = s.site.b[:0]
	if err := s.site.site(&row.Record); err != nil {
		return err
	}
	return s.parts.fill(&row.Record)
}

// document is a record as the ledger keeps it.
type document struct {
	text  []byte        // JSON, without the reference
	shown []byte        // sha256 of the text without the member extra; nil where there is none
	flat  registry.Flat // as if the site were published: only what stands in computedFields depends on that
}

// why gives available_why of the record, nothing where it is unknown.
func (d *document) why() []byte {
	why, _ := d.flat[registry.FieldPosition("available_why")].(string)
	return []byte(why)
}

// settled makes a row storable (see settle.go) and gives its document; nothing
// for a row that is rejected.
func settled(row *registry.Row, m registry.Moment) (document, error) {
	row.Issues = append(row.Issues, settle(row)...)
	if rejects(row.Issues) {
		return document{}, nil
	}
	ref := row.Record.Ref
	row.Record.Ref = ""
	defer func() { row.Record.Ref = ref }()
	text, err := json.Marshal(&row.Record)
	if err != nil {
		return document{}, fmt.Errorf("encode the record: %w", err)
	}
	doc := document{text: text, flat: registry.FlattenAt(&row.Record, m)}
	if clean, changed := withoutZeroBytes(text); changed || !validText(doc.flat) {
		row.Issues = append(row.Issues, registry.Issue{Line: row.Line, Rule: "V-30", Severity: registry.Warning, Field: "text",
			Message: "characters that are no text were replaced"})
		row.Record = registry.Record{}
		if err := json.Unmarshal(clean, &row.Record); err != nil {
			return document{}, fmt.Errorf("decode the record: %w", err)
		}
		doc = document{text: clean, flat: registry.FlattenAt(&row.Record, m)}
	}
	doc.shown, err = shownDigest(&row.Record)
	return doc, err
}

// shownDigest is the digest of a record's document without its member extra,
// nil where there is none.
func shownDigest(r *registry.Record) ([]byte, error) {
	extra := r.Extra
	if len(extra) == 0 {
		return nil, nil
	}
	r.Extra = nil
	shown, err := json.Marshal(r)
	r.Extra = extra
	if err != nil {
		return nil, fmt.Errorf("encode the record: %w", err)
	}
	sum := sha256.Sum256(shown)
	return sum[:], nil
}

// rejects tells whether there is a finding that keeps its row out.
func rejects(issues []registry.Issue) bool {
	for i := range issues {
		if issues[i].Blocks() == registry.BlocksStoring {
			return true
		}
	}
	return false
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
