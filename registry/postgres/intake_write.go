package postgres

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/geo"
	"landbank/registry"
)

// How many rows are written at once, and how many bytes of them, about. They
// bound the memory of an import.
const (
	writeChunk = 2000
	chunkBytes = 8 << 20
)

// pages are the rows of one chunk in the form of COPY.
type pages struct {
	forms  []copyForm // as copyStatements has them
	counts []int
}

// writer appends revisions, published rows and rejected rows, some thousand at
// a time. While the database takes one chunk the next is encoded.
type writer struct {
	run     *appending
	now     *pages // being encoded
	last    ledgerHead
	scratch []byte
	chunk   int64 // rows that are written at once
	// findings are those of the rows of the chunk, where somebody asks for them.
	findings map[int64][]registry.Issue
	merging  map[int64]*merging // rows of the chunk that are merged
	merged   [][]any            // of the table merged
	clashes  [][]any            // of the table of findings
}

// write goes through the rows once more and writes all that is made of single
// rows. From the lock of the ledger's head on, other writers wait.
func (a *appending) write(ctx context.Context) error {
	if a.writes.created+a.writes.changed+a.writes.rejected+a.writes.merging == 0 && a.outcome == nil {
		return nil
	}
	start := time.Now()
	if err := a.spool.rewind(); err != nil {
		return err
	}
	w := &writer{run: a, last: a.head}
	if err := w.chunks(ctx); err != nil {
		return err
	}
	a.store.log.Debug("import", "statement", "write", "took", time.Since(start), "rows", w.last.seq-a.head.seq)
	a.last = w.last
	if w.last.seq == a.head.seq {
		return nil
	}
	_, err := a.tx.Exec(ctx, statement("write_head"), pgx.StrictNamedArgs{"seq": w.last.seq, "hash": w.last.hash, "at": a.at})
	return a.store.fault("write the ledger's head", err)
}

// chunks writes all rows. The connection does one thing at a time: what was
// decided of the next chunk is fetched before the one at hand is copied.
func (w *writer) chunks(ctx context.Context) error {
	full := newPages()
	w.now, w.chunk = newPages(), w.run.spool.chunk(writeChunk)
	for after := int64(0); after < w.run.read; after += w.chunk {
		list, err := w.fetch(ctx, after)
		if err == nil {
			err = errors.Join(w.readFindings(ctx, after), w.readMerging(ctx, after))
		}
		if err != nil {
			return err
		}
		copied := make(chan error, 1)
		go func() { copied <- w.copy(ctx, full) }()
		err = w.encode(list)
		if err := errors.Join(err, <-copied); err != nil {
			return err
		}
		if err := w.keepMerged(ctx); err != nil {
			return err
		}
		full, w.now = w.now, full
		w.run.tell("store", min(after+w.chunk, w.run.read))
	}
	return w.copy(ctx, full)
}

// fetch reads what was decided of the rows of a chunk.
func (w *writer) fetch(ctx context.Context, after int64) ([]planned, error) {
	rows, err := w.run.tx.Query(ctx, statement("write_rows"), pgx.StrictNamedArgs{"after": after, "limit": w.chunk})
	if err != nil {
		return nil, w.run.store.fault("read what was decided", err)
	}
	list, err := pgx.CollectRows(rows, scanPlanned)
	return list, w.run.store.fault("read what was decided", err)
}

// encode makes the pages of a chunk.
func (w *writer) encode(list []planned) error {
	clear(w.now.counts)
	for i := range w.now.forms {
		w.now.forms[i].reset()
	}
	for i := range list {
		kept, err := w.run.spool.next()
		if err != nil {
			return err
		}
		if err := w.row(&list[i], &kept); err != nil {
			return err
		}
	}
	for i := range w.now.forms {
		w.now.forms[i].end()
	}
	return nil
}

// copy hands pages to the database.
func (w *writer) copy(ctx context.Context, p *pages) error {
	for i := range p.forms {
		if p.counts[i] == 0 {
			continue
		}
		_, err := w.run.tx.Conn().PgConn().CopyFrom(ctx, bytes.NewReader(p.forms[i].b), copyStatements[i])
		if err != nil {
			return w.run.store.fault("write rows", err)
		}
	}
	return nil
}

// The places of forms in pages, in the order in which they are copied: a site
// before its parts, which follow formPart in the order of partTables.
const (
	formRevision = iota
	formSite
	formPublic
	formDraft
	formRejected
	formPart
)

func newPages() *pages {
	return &pages{forms: make([]copyForm, len(copyStatements)), counts: make([]int, len(copyStatements))}
}

// form gives where the next row of a form goes.
func (w *writer) form(i int) *copyForm {
	w.now.counts[i]++
	return &w.now.forms[i]
}

// copyStatements take what the writer writes.
var copyStatements = append([]string{
	`copy revision (seq, site_id, ref, version, at, actor, action, lifecycle, review, published, territory, source, batch_id,
		reason, changes, document, geom, record_digest, prose_digest, digest, prev_hash, hash) from stdin with (format binary)`,
	`copy site (id, source_id, version, head_seq, published_seq, published_at, record_digest, shown_digest, source_digest, territory_id,
		ref, source_key, lifecycle, review, ` + siteColumns + `) from stdin with (format binary)`,
	copyFlat("site_public"),
	copyFlat("site_draft"),
	`copy import_row (batch_id, position, line, source_key, raw) from stdin with (format binary)`,
}, partCopies()...)

// copyFlat takes records in the columns of the table of fields.
func copyFlat(table string) string {
	return `copy ` + table + ` (id, revision_seq, judged_on, properties, geom, geom_3857, point_3857, ` + strings.Join(computedFields, ", ") + `, ` +
		declaredColumns() + `) from stdin with (format binary)`
}

func (w *writer) row(p *planned, kept *spooled) error {
	switch {
	case w.merging[p.rowNo] != nil:
		return w.merge(p, kept)
	case p.skipped:
		return w.tell(p, registry.RowSkipped, nil, kept)
	case p.action == nil:
		w.reject(p, kept)
		return w.tell(p, registry.RowInvalid, nil, kept)
	case *p.action == "unchanged":
		return w.tell(p, registry.RowUnchanged, nil, kept)
	default:
		if p.moved != nil {
			kept.outline = p.moved
		}
		changes, err := w.revision(p, kept)
		if err != nil {
			return err
		}
		state := registry.RowChanged
		if *p.action == string(registry.ActCreate) {
			state = registry.RowNew
		}
		if err := w.tell(p, state, changes, kept); err != nil {
			return err
		}
		if p.new {
			w.site(p, kept)
		}
		if p.content {
			if err := w.parts(p, kept.rows); err != nil {
				return err
			}
		}
		if p.published && registry.Shown(p.lifecycle) {
			return w.flat(formPublic, p, kept)
		}
		return w.flat(formDraft, p, kept)
	}
}

// revision appends one revision to the ledger, and gives what it changes.
func (w *writer) revision(p *planned, kept *spooled) ([]byte, error) {
	r := w.run
	e := entry{seq: r.head.seq + p.place, siteID: p.siteID, ref: p.ref, version: p.version, at: r.at, actor: r.actor,
		action: *p.action, lifecycle: p.lifecycle, review: p.review, published: p.published, territory: p.territory,
		source: p.origin, batch: r.batch, reason: p.reason, record: p.record}
	if e.changes = r.noted; p.before != nil && r.noted == nil {
		var err error
		if e.changes, err = p.changesOf(kept.document); err != nil {
			return nil, err
		}
	}
	var prose, digest []byte
	prose, w.scratch = e.proseDigest(w.scratch)
	digest, w.scratch = e.digest(w.scratch, prose)
	before := w.last.hash
	w.last = ledgerHead{seq: e.seq, hash: link(before, digest)}
	c := w.form(formRevision)
	c.row(22)
	c.bigint(e.seq)
	c.bigint(e.siteID)
	c.text(e.ref)
	c.integer(e.version)
	c.instant(e.at)
	c.text(e.actor)
	c.text(e.action)
	c.text(e.lifecycle)
	c.textIfAny(e.review)
	c.boolean(e.published)
	c.textIfAny(e.territory)
	c.textIfAny(e.source)
	c.bigintIf(e.batch != 0, e.batch)
	c.textIfAny(e.reason)
	c.bytes(e.changes)
	c.bytes(kept.document)
	c.bytes(kept.outline)
	c.bytes(e.record)
	c.bytes(prose)
	c.bytes(digest)
	c.bytes(before)
	c.bytes(w.last.hash)
	return e.changes, nil
}

// site writes a new site.
func (w *writer) site(p *planned, kept *spooled) {
	c := w.form(formSite)
	c.row(14 + siteFields)
	c.bigint(p.siteID)
	c.bigint(w.run.source)
	c.integer(p.version)
	c.bigint(w.last.seq)
	c.bigintIf(p.published, w.last.seq)
	if p.publishedAt == nil {
		c.null()
	} else {
		c.instant(*p.publishedAt)
	}
	c.bytes(p.record)
	c.bytes(p.shown)
	c.bytes(p.said)
	if p.territoryID == nil {
		c.null()
	} else {
		c.bigint(*p.territoryID)
	}
	c.text(p.ref)
	c.text(p.sourceKey)
	c.text(p.lifecycle)
	c.textIfAny(p.review)
	c.b = append(c.b, kept.site...)
}

// parts writes the rows of the tables of parts.
func (w *writer) parts(p *planned, rows []byte) error {
	return eachPartRow(rows, func(table int, row []byte) {
		c := w.form(formPart + table)
		c.row(1 + len(partTables[table].columns))
		c.bigint(p.siteID)
		c.b = append(c.b, row...)
	})
}

// flat writes the record in the columns of the table of fields: as the public
// sees it, or as what the public sees another record of, or nothing.
func (w *writer) flat(form int, p *planned, kept *spooled) error {
	computed := p.computed(string(kept.why))
	c := w.form(form)
	c.row(7 + len(computedFields) + len(declared()))
	c.bigint(p.siteID)
	c.bigint(w.last.seq)
	if err := c.flat(w.run.day); err != nil {
		return err
	}
	w.scratch = append(w.scratch[:0], '{')
	for i, name := range computedFields {
		w.scratch = appendKnown(w.scratch, name, computed[i])
	}
	w.scratch = append(w.scratch, kept.properties...)
	w.scratch[len(w.scratch)-1] = '}' // in place of the last comma; ref is always known
	c.bytes(w.scratch)
	c.bytes(kept.outline)
	if err := w.mercator(c, p, kept); err != nil {
		return err
	}
	for _, value := range computed {
		if err := c.flat(value); err != nil {
			return err
		}
	}
	c.b = append(c.b, kept.columns...)
	return nil
}

// mercator writes the outline and the spot as the map has them.
func (w *writer) mercator(c *copyForm, p *planned, kept *spooled) (err error) {
	if w.scratch, err = geo.AppendMercator(w.scratch[:0], kept.outline); err != nil {
		return fmt.Errorf("project the outline of %s: %w", p.ref, err)
	}
	c.bytes(w.scratch)
	spot, err := geo.NewPoint(*p.x, *p.y, geo.WGS84)
	if err == nil {
		w.scratch, err = geo.AppendMercator(w.scratch[:0], spot.AppendEWKB(nil))
	}
	if err != nil {
		return fmt.Errorf("project the spot of %s: %w", p.ref, err)
	}
	c.bytes(w.scratch)
	return nil
}

// reject keeps a rejected row as the file had it.
func (w *writer) reject(p *planned, kept *spooled) {
	c := w.form(formRejected)
	c.row(5)
	c.bigint(w.run.batch)
	c.bigint(p.rowNo)
	c.bigint(p.line)
	c.text(p.key)
	c.jsonb(kept.raw)
}
