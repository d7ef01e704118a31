package postgres

import (
	"bytes"
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/geo"
	"landbank/registry"
)

// writeChunk is how many rows are written at once. It bounds the memory of an
// import: some thousand bytes for each.
const writeChunk = 2000

// computedFields are the fields that the database computes, in the order in
// which planned.computed gives their values.
var computedFields = []string{"ref", "lifecycle", "territory", "territories", "outlined", "longitude", "latitude", "area_m2",
	"area_measured_m2", "largest_piece_m2", "source", "source_key", "published_at"}

// planned is a row of the file with what was decided and what the database
// alone knows of it.
type planned struct {
	rowNo, line    int64
	key            string  // of the file
	action         *string // nil for a row that was rejected
	place, siteID  int64
	ref            string
	source         string
	sourceKey      string
	version        int
	published      bool
	publishedAt    *time.Time
	lifecycle      string
	record         []byte
	territory      *string
	territories    []string
	outlined       *bool
	x, y           *float64
	measured       *float64
	declared       *float64
	largest        *float64
	geom           []byte
	mercator       []byte
	spot           []byte
	before         []byte // document of the revision before
	wasLifecycle   *string
	territoryMoved bool
	wasTerritory   *string
	outlines       []byte // {"before", "after"} where the outline changed
}

func scanPlanned(row pgx.CollectableRow) (planned, error) {
	var p planned
	err := row.Scan(&p.rowNo, &p.line, &p.key, &p.action, &p.place, &p.siteID, &p.ref, &p.source, &p.sourceKey, &p.version,
		&p.published, &p.publishedAt, &p.lifecycle, &p.record, &p.territory, &p.territories, &p.outlined, &p.x, &p.y, &p.measured,
		&p.declared, &p.largest, &p.geom, &p.mercator, &p.spot, &p.before, &p.wasLifecycle, &p.territoryMoved, &p.wasTerritory, &p.outlines)
	return p, err
}

// writer appends revisions, published rows and rejected rows, some thousand at
// a time.
type writer struct {
	run       *importRun
	revisions copyForm
	public    copyForm
	rejected  copyForm
	counts    [3]int // rows in each
	header    []byte
}

// write goes through the rows once more and writes all that is made of single
// rows. From the lock of the ledger's head on, other writers wait.
func (r *importRun) write(ctx context.Context) error {
	if r.result.Created+r.result.Updated+r.result.Rejected == 0 {
		return nil
	}
	start := time.Now()
	if r.result.Created+r.result.Updated > 0 {
		if err := r.tx.QueryRow(ctx, statement("write_lock_head")).Scan(&r.head.seq, &r.head.hash); err != nil {
			return r.store.fault("lock the ledger", err)
		}
	}
	if err := r.spool.rewind(); err != nil {
		return err
	}
	w := &writer{run: r}
	last := r.head
	for after := int64(0); after < r.read; after += writeChunk {
		if err := w.chunk(ctx, after, &last); err != nil {
			return err
		}
		r.progress("store", min(after+writeChunk, r.read))
	}
	r.store.log.Debug("import", "statement", "write", "took", time.Since(start), "rows", last.seq-r.head.seq)
	if last.seq == r.head.seq {
		return nil
	}
	_, err := r.tx.Exec(ctx, statement("write_head"), pgx.StrictNamedArgs{"seq": last.seq, "hash": last.hash})
	return r.store.fault("write the ledger's head", err)
}

// chunk writes some rows; last is the newest revision before and after.
func (w *writer) chunk(ctx context.Context, after int64, last *ledgerHead) error {
	rows, err := w.run.tx.Query(ctx, statement("write_rows"), pgx.StrictNamedArgs{"after": after, "limit": writeChunk})
	if err != nil {
		return w.run.store.fault("read what was decided", err)
	}
	list, err := pgx.CollectRows(rows, scanPlanned)
	if err != nil {
		return w.run.store.fault("read what was decided", err)
	}
	w.revisions.reset()
	w.public.reset()
	w.rejected.reset()
	w.counts = [3]int{}
	for i := range list {
		kept, err := w.run.spool.next()
		if err != nil {
			return err
		}
		if err := w.row(&list[i], &kept, last); err != nil {
			return err
		}
	}
	for i, form := range []*copyForm{&w.revisions, &w.public, &w.rejected} {
		if w.counts[i] == 0 {
			continue
		}
		form.end()
		if _, err := w.run.tx.Conn().PgConn().CopyFrom(ctx, bytes.NewReader(form.b), copyStatements[i]); err != nil {
			return w.run.store.fault("write rows", err)
		}
	}
	return nil
}

// copyStatements take what writer.revision, writer.publish and writer.reject
// write.
var copyStatements = [3]string{
	`copy revision (seq, site_id, ref, version, at, actor, action, published, source, batch_id, changes, document, geom,
		record_digest, digest, prev_hash, hash) from stdin with (format binary)`,
	`copy site_public (id, revision_seq, properties, geom, geom_3857, point_3857, ` + strings.Join(computedFields, ", ") + `, ` +
		declaredColumns() + `) from stdin with (format binary)`,
	`copy import_row (batch_id, position, line, source_key, raw) from stdin with (format binary)`,
}

func (w *writer) row(p *planned, kept *spooled, last *ledgerHead) error {
	switch {
	case p.action == nil:
		w.reject(p, kept)
	case *p.action == "unchanged":
	default:
		if err := w.revision(p, kept, last); err != nil {
			return err
		}
		if p.published {
			return w.publish(p, kept, last.seq)
		}
	}
	return nil
}

// revision appends one revision to the ledger.
func (w *writer) revision(p *planned, kept *spooled, last *ledgerHead) error {
	r := w.run
	e := entry{seq: r.head.seq + p.place, siteID: p.siteID, ref: p.ref, version: p.version, at: r.at, actor: r.job.Actor,
		action: *p.action, published: p.published, source: p.source, batch: r.batch, record: p.record}
	if p.before != nil {
		var err error
		if e.changes, err = p.changesOf(kept.document); err != nil {
			return err
		}
	}
	var digest []byte
	digest, w.header = e.digest(w.header)
	before := last.hash
	*last = ledgerHead{seq: e.seq, hash: link(before, digest)}
	w.counts[0]++
	c := &w.revisions
	c.row(17)
	c.bigint(e.seq)
	c.bigint(e.siteID)
	c.text(e.ref)
	c.integer(e.version)
	c.instant(e.at)
	c.text(e.actor)
	c.text(e.action)
	c.boolean(e.published)
	c.text(e.source)
	c.bigint(e.batch)
	c.bytes(e.changes)
	c.bytes(kept.document)
	c.bytes(p.geom)
	c.bytes(e.record)
	c.bytes(digest)
	c.bytes(before)
	c.bytes(last.hash)
	return nil
}

// publish writes what the public sees of a site.
func (w *writer) publish(p *planned, kept *spooled, seq int64) error {
	w.counts[1]++
	computed := p.computed()
	c := &w.public
	c.row(6 + len(computedFields) + len(declared()))
	c.bigint(p.siteID)
	c.bigint(seq)
	w.header = append(w.header[:0], '{')
	for i, name := range computedFields {
		w.header = append(append(append(w.header, '"'), name...), '"', ':')
		w.header = append(registry.AppendValue(w.header, computed[i]), ',')
	}
	w.header = append(append(w.header, kept.properties...), '}')
	c.bytes(w.header)
	c.bytes(p.geom)
	c.bytes(p.mercator)
	c.bytes(p.spot)
	for _, value := range computed {
		if err := c.flat(value); err != nil {
			return err
		}
	}
	c.b = append(c.b, kept.columns...)
	return nil
}

// computed gives the values of computedFields, each as a flat record has it.
func (p *planned) computed() [13]any {
	area := p.measured
	if area == nil {
		area = p.declared
	}
	var territories any
	if p.territories != nil {
		territories = p.territories
	}
	return [...]any{p.ref, p.lifecycle, orNil(p.territory), territories, orNil(p.outlined), geo.RoundDegrees(*p.x), geo.RoundDegrees(*p.y),
		orNil(area), orNil(p.measured), orNil(p.largest), p.source, p.sourceKey, orNil(p.publishedAt)}
}

func orNil[T any](v *T) any {
	if v == nil {
		return nil
	}
	return *v
}

// reject keeps a rejected row as the file had it.
func (w *writer) reject(p *planned, kept *spooled) {
	w.counts[2]++
	c := &w.rejected
	c.row(5)
	c.bigint(w.run.batch)
	c.bigint(p.rowNo)
	c.bigint(p.line)
	c.text(p.key)
	c.jsonb(kept.raw)
}
