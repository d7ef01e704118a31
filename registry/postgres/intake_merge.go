package postgres

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"landbank/geo"
	"landbank/registry"
)

// Rows whose sites staff have changed since the source was taken over last are
// merged (registry.MergeDocuments). They are few: all others are written first,
// and while the file's rows pass by once more, these are merged and put aside;
// then they are judged by the rules like any row, and written in a pass of
// their own.

// merging is one such row with what is there already.
type merging struct {
	siteID       int64
	ref          string
	foreign      bool // the site is of another register than the file
	issues       *string
	sourceDigest []byte
	ours, base   []byte // documents; base is nil where the source never said anything
	place, was   []byte // outlines, EWKB
}

// findMerging takes the rows that have to be merged out of those that are
// decided at once.
func (r *importRun) findMerging(ctx context.Context) error {
	if err := r.each(ctx, []string{"merge_1_create", "merge_2_create"}); err != nil {
		return err
	}
	tag, err := r.tx.Exec(ctx, statement("find_merging"), pgx.StrictNamedArgs{"source": r.source})
	r.writes.merging = tag.RowsAffected()
	return r.store.fault("look for sites that were edited", err)
}

// readMerging reads what is there of the rows of a chunk that are merged.
func (w *writer) readMerging(ctx context.Context, after int64) error {
	w.merging = nil
	if w.run.writes.merging == 0 {
		return nil
	}
	w.merging = map[int64]*merging{}
	rows, err := w.run.tx.Query(ctx, statement("merge_rows"), pgx.StrictNamedArgs{"source": w.run.source, "after": after, "limit": w.chunk})
	if err != nil {
		return w.run.store.fault("read edited sites", err)
	}
	_, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (struct{}, error) {
		var number int64
		m := &merging{}
		err := row.Scan(&number, &m.siteID, &m.ref, &m.foreign, &m.issues, &m.sourceDigest, &m.ours, &m.place, &m.base, &m.was)
		w.merging[number] = m
		return struct{}{}, err
	})
	return w.run.store.fault("read edited sites", err)
}

// merge merges a row and puts it aside.
func (w *writer) merge(p *planned, kept *spooled) error {
	m := w.merging[p.rowNo]
	theirs, outline := kept.document, kept.outline
	if p.moved != nil {
		outline = p.moved
	}
	merged, clashes, err := m.documents(theirs)
	if err != nil {
		return fmt.Errorf("line %d: %w", p.line, err)
	}
	place := m.place
	switch {
	case bytes.Equal(outline, m.place), m.was != nil && bytes.Equal(outline, m.was):
	case m.was == nil || bytes.Equal(m.was, m.place):
		place = outline
	default:
		clashes = append(clashes, registry.Clash{Path: "geometry", Ours: inWords(m.place), Theirs: inWords(outline)})
	}
	for _, c := range clashes {
		w.clashes = append(w.clashes, []any{p.rowNo, p.line, registry.Clashing, string(registry.Warning), c.Path, plain(c.Ours), plain(c.Theirs),
			"changed here and in the register since the last import; what is here stays"})
	}
	edited := m.foreign || !bytes.Equal(merged, theirs) || !bytes.Equal(place, outline)
	var raw *string
	if w.run.outcome != nil || len(kept.raw) > 0 {
		raw = new(string(kept.raw))
	}
	w.merged = append(w.merged, []any{p.rowNo, p.line, p.key, m.siteID, string(merged), bytes.Clone(place), string(theirs), bytes.Clone(outline),
		len(clashes) > 0, edited, m.issues, raw, m.sourceDigest})
	return nil
}

// documents merges the documents, and gives the result as records are written.
func (m *merging) documents(theirs []byte) ([]byte, []registry.Clash, error) {
	base := m.base
	if base == nil {
		// The source never said anything of the site: all that it says is news. What
		// registers and exports never say stays.
		base = m.ours
		kept, err := withoutSilence(theirs, m.ours)
		if err != nil {
			return nil, nil, err
		}
		theirs = kept
	}
	merged, clashes, err := registry.MergeDocuments(base, theirs, m.ours)
	if err != nil {
		return nil, nil, err
	}
	var record registry.Record
	if err := json.Unmarshal(merged, &record); err != nil {
		return nil, nil, fmt.Errorf("read the merged record of %s: %w", m.ref, err)
	}
	text, err := json.Marshal(&record)
	return text, clashes, err
}

// withoutSilence gives the record of a source with what is internal, and what
// another source said in columns of its own, as the site has it.
func withoutSilence(theirs, ours []byte) ([]byte, error) {
	var record, site registry.Record
	if err := json.Unmarshal(theirs, &record); err != nil {
		return nil, fmt.Errorf("read the record of the row: %w", err)
	}
	if err := json.Unmarshal(ours, &site); err != nil {
		return nil, fmt.Errorf("read the record of the site: %w", err)
	}
	record.Internal = site.Internal
	if record.Extra == nil {
		record.Extra = site.Extra
	}
	return json.Marshal(&record)
}

// plain is a JSON value as a cell would have it.
func plain(value json.RawMessage) string {
	var text string
	if json.Unmarshal(value, &text) == nil {
		return text
	}
	return string(value)
}

// inWords says where an outline lies, as JSON.
func inWords(outline []byte) json.RawMessage {
	shape, _, err := new(geo.Parser).EWKB(outline)
	if err != nil {
		return nil // it came out of the database, or is going to be judged
	}
	return appendJSONText(nil, shape.Bounds().String())
}

// keepMerged writes down what was merged of a chunk.
func (w *writer) keepMerged(ctx context.Context) error {
	if len(w.merged) == 0 {
		return nil
	}
	tx := w.run.tx
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"merged"}, []string{"row_no", "line", "source_key", "site_id", "document", "outline", "said", "said_outline",
		"clashes", "edited", "issues", "raw", "source_digest"}, pgx.CopyFromRows(w.merged))
	if err != nil {
		return w.run.store.fault("keep merged rows", err)
	}
	_, err = tx.CopyFrom(ctx, pgx.Identifier{"finding"}, []string{"row_no", "line", "rule", "severity", "field", "raw", "proposed", "message"},
		pgx.CopyFromRows(w.clashes))
	w.merged, w.clashes = nil, nil
	return w.run.store.fault("keep what clashes", err)
}

// writeMerged judges and writes the merged rows, after all others.
func (r *importRun) writeMerged(ctx context.Context) error {
	if r.writes.merging == 0 {
		return nil
	}
	r.head, r.writes = r.last, writes{}
	if err := r.spool.reset(); err != nil {
		return err
	}
	if err := r.each(ctx, []string{"replay_clear", "merge_forget"}); err != nil {
		return err
	}
	if err := r.restage(ctx, "merge_restage", pgx.StrictNamedArgs{}, (*stager).mergedRow); err != nil {
		return err
	}
	if err := r.check(ctx); err != nil {
		return err
	}
	if err := r.exec(ctx, "looked_merge"); err != nil {
		return err
	}
	if err := r.compareWithStock(ctx); err != nil {
		return err
	}
	if err := r.exec(ctx, "plan_ladders"); err != nil {
		return err
	}
	sql := filled("plan_rows", map[string]string{"decided": statement("decide_merges")})
	if err := r.execText(ctx, "plan_rows", sql); err != nil {
		return err
	}
	if err := r.each(ctx, []string{"plan_index", "plan_analyze", "merge_note", "merge_settle"}); err != nil {
		return err
	}
	if err := r.countMerged(ctx); err != nil {
		return err
	}
	return r.apply(ctx)
}

// countMerged adds what becomes of the merged rows to the totals.
func (r *importRun) countMerged(ctx context.Context) error {
	var unchanged int64
	w, res := &r.writes, &r.result
	err := r.tx.QueryRow(ctx, statement("merge_count")).Scan(&w.changed, &unchanged, &w.rejected, &w.shown)
	if err != nil {
		return r.store.fault("count the merged rows", err)
	}
	res.Updated += w.changed
	res.Unchanged += unchanged
	res.Rejected += w.rejected
	var held int64
	err = r.tx.QueryRow(ctx, statement("merge_findings")).Scan(&res.Warnings, &held, &res.ByRule)
	res.Held += held
	return r.store.fault("count the findings", err)
}

// mergedRow takes apart one row of merge_restage.
func (s *stager) mergedRow(from pgx.Row) error {
	var row registry.Row
	var text, outline []byte
	var issues, raw *string
	if err := from.Scan(&s.count, &row.Line, &row.SourceKey, &text, &outline, &issues, &raw); err != nil {
		return err
	}
	if err := json.Unmarshal(text, &row.Record); err != nil {
		return fmt.Errorf("line %d: read the merged record: %w", row.Line, err)
	}
	var err error
	if row.Shape, _, err = new(geo.Parser).EWKB(outline); err != nil {
		return fmt.Errorf("line %d: read the outline: %w", row.Line, err)
	}
	for _, part := range []struct {
		text *string
		into any
	}{{issues, &row.Issues}, {raw, &row.Raw}} {
		if part.text == nil {
			continue
		}
		if err := json.Unmarshal([]byte(*part.text), part.into); err != nil {
			return fmt.Errorf("line %d: read the row: %w", row.Line, err)
		}
	}
	// What the rules said of the record as the source has it is said anew of what
	// it was merged to.
	row.Issues = slices.DeleteFunc(row.Issues, func(i registry.Issue) bool {
		c, known := registry.CaseOf(i.Rule, i.Case)
		return known && c.Of == registry.OfRecord
	})
	doc, err := s.document(&row)
	if err != nil {
		return err
	}
	return s.take(&row, doc)
}
