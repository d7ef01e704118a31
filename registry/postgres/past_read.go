package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
	"landbank/registry/criteria"
)

// pastReader rebuilds sites as the public saw them.
type pastReader struct {
	tx       pgx.Tx
	from     string // the statement that reads
	moment   registry.Past
	clocks   registry.ClockDays
	question criteria.Expr
	places   []criteria.Spatial // of the question, answered by the database
	pieces   map[string]string
	compiler *compiler
	bare     bool    // only what it takes to answer the question
	ladders  ladders // replaced, never changed, when there are new ones
}

func (s *Store) pastReader(ctx context.Context, tx pgx.Tx, m registry.Past, outline registry.Outline) (*pastReader, error) {
	clocks, err := s.clocksOf(ctx, tx)
	if err != nil {
		return nil, err
	}
	r := &pastReader{tx: tx, from: "past_sites", moment: m, clocks: clocks, compiler: newCompiler(), pieces: map[string]string{}, ladders: ladders{}}
	r.compiler.set("seq", m.Seq)
	r.compiler.set("measured", true)
	switch outline {
	case registry.OutlinePoint:
		r.pieces["geometry"] = "ST_AsGeoJSON(m.spot, 7)"
	case registry.OutlineNone:
		r.pieces["geometry"] = "null::text"
	}
	return r, nil
}

// ask limits the sites to those that meet the question. Where sites lie is
// answered by the database, all other conditions by criteria.Eval.
func (r *pastReader) ask(question criteria.Expr) {
	r.question = question
	if question == nil {
		return
	}
	relations := ""
	criteria.Walk(question, func(e criteria.Expr) bool {
		if place, ok := e.(criteria.Spatial); ok {
			r.places = append(r.places, place)
			relations += ", coalesce(ST_Intersects(p.geom, " + r.compiler.geometry(place.Geometry) + "), false)"
		}
		return true
	})
	if relations != "" {
		r.pieces["relations"] = "array[" + relations[2:] + "]"
	}
}

// scan asks, and reads no more than references and what answers the question.
func (r *pastReader) scan(question criteria.Expr) {
	r.ask(question)
	r.bare = true
	r.pieces["document"] = "p.document"
	if isEverything(question) {
		r.pieces["document"] = "null::json"
	}
	r.compiler.set("measured", asksMeasured(question))
}

// only reads the sites with the references, in their order.
func (r *pastReader) only(ctx context.Context, refs []string, visit func(*registry.Detail) error) error {
	r.pieces["place"] = "s.ref = any(@refs::text[])"
	r.compiler.set("refs", refs)
	r.compiler.set("limit", len(refs))
	b := r.batch(ctx)
	if b.err != nil {
		return b.err
	}
	for i := range b.rows {
		if b.rows[i].seq == nil {
			continue
		}
		d, _, err := r.site(&b.rows[i], b.ladders)
		if err != nil {
			return err
		}
		if err := visit(d); err != nil {
			return err
		}
	}
	return nil
}

// all visits the sites after a reference that meet the question. While one batch
// is rebuilt and asked, the database reads the next.
func (r *pastReader) all(ctx context.Context, after string, visit func(*registry.Detail) error) error {
	r.compiler.set("limit", batchSize)
	ahead := func(after string) <-chan pastBatch {
		r.compiler.set("after", after)
		read := make(chan pastBatch, 1)
		go func() { read <- r.batch(ctx) }()
		return read
	}
	next := ahead(after)
	// The connection is the caller's again only when nobody reads from it.
	defer func() {
		if next != nil {
			<-next
		}
	}()
	for next != nil {
		b := <-next
		next = nil
		if b.err != nil {
			return b.err
		}
		if len(b.rows) == batchSize {
			next = ahead(b.rows[batchSize-1].ref)
		}
		if err := r.visit(&b, visit); err != nil {
			return err
		}
	}
	return nil
}

// visit visits the sites of a batch that meet the question.
func (r *pastReader) visit(b *pastBatch, visit func(*registry.Detail) error) error {
	for i := range b.rows {
		if b.rows[i].seq == nil {
			continue
		}
		d, flat, err := r.site(&b.rows[i], b.ladders)
		if err != nil {
			return err
		}
		if !r.meets(flat, b.rows[i].relations) {
			continue
		}
		if err := visit(d); err != nil {
			return err
		}
	}
	return nil
}

// meets answers the question for one site.
func (r *pastReader) meets(flat registry.Flat, relations []bool) bool {
	if r.question == nil {
		return true
	}
	row := criteria.Row{Value: flat.Value, Spatial: func(place criteria.Spatial) criteria.Truth {
		if relations[indexOfPlace(r.places, place)] {
			return criteria.True
		}
		return criteria.False
	}}
	return criteria.Eval(r.question, row) == criteria.True
}

// pastRow is a site as the database tells it; seq is nil where the public did
// not see it.
type pastRow struct {
	ref                 string
	id                  int64
	seq                 *int64
	geometry            []byte
	box                 []float64
	document            []byte // JSON; nil where nothing is asked of it
	lifecycle           *string
	territory           *string
	version             *int
	at, firstAt         *time.Time
	sourceKey           string
	source              registry.Source
	outlined            *bool
	x, y, area, largest *float64
	relations           []bool
}

// ladders are the territories above each territory, from the country down, by
// its code.
type ladders map[string][]registry.Territory

// pastBatch is what the database tells at once. Its ladders do not change any
// more.
type pastBatch struct {
	rows    []pastRow
	ladders ladders
	err     error
}

func (r *pastReader) batch(ctx context.Context) pastBatch {
	rows, err := r.rows(ctx)
	if err == nil && (!r.bare || asks(r.question, "territories")) {
		err = r.readLadders(ctx, rows)
	}
	return pastBatch{rows: rows, ladders: r.ladders, err: err}
}

func (r *pastReader) rows(ctx context.Context) ([]pastRow, error) {
	sql := filled(r.from, r.pieces)
	args := pgx.StrictNamedArgs{}
	for _, name := range argumentsIn(sql) {
		args[name] = r.compiler.args[name]
	}
	if r.compiler.err != nil {
		return nil, r.compiler.err
	}
	rows, err := r.tx.Query(ctx, sql, args)
	if err != nil {
		return nil, fmt.Errorf("read revisions: %w", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (pastRow, error) {
		var p pastRow
		return p, row.Scan(&p.ref, &p.id, &p.seq, &p.geometry, &p.box, &p.document, &p.lifecycle, &p.territory, &p.version, &p.at, &p.firstAt,
			&p.sourceKey, &p.source.Code, &p.source.Name, &p.source.Producer, &p.source.URL, &p.source.Licence, &p.outlined,
			&p.x, &p.y, &p.area, &p.largest, &p.relations)
	})
	if err != nil {
		return nil, fmt.Errorf("read revisions: %w", err)
	}
	return list, nil
}

func asks(question criteria.Expr, field string) bool {
	for _, name := range criteria.Fields(question) {
		if name == field {
			return true
		}
	}
	return false
}

// readLadders reads the ladders of territories that were not met before.
func (r *pastReader) readLadders(ctx context.Context, list []pastRow) error {
	known := maps.Clone(r.ladders)
	var codes []string
	for i := range list {
		if code := list[i].territory; code != nil {
			if _, met := known[*code]; !met {
				known[*code] = nil
				codes = append(codes, *code)
			}
		}
	}
	if codes == nil {
		return nil
	}
	rows, err := r.tx.Query(ctx, statement("past_ladders"), pgx.StrictNamedArgs{"codes": codes})
	if err != nil {
		return fmt.Errorf("read ladders: %w", err)
	}
	var asked string
	var t registry.Territory
	_, err = pgx.ForEachRow(rows, []any{&asked, &t.Code, &t.Scheme, &t.Level, &t.Parent, &t.Names}, func() error {
		known[asked] = append(known[asked], t)
		t = registry.Territory{}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read ladders: %w", err)
	}
	r.ladders = known
	return nil
}

// site rebuilds a site and its flat values, the computed ones among them.
func (r *pastReader) site(p *pastRow, above ladders) (*registry.Detail, registry.Flat, error) {
	d := &registry.Detail{Hit: registry.Hit{ID: p.id, Ref: p.ref}}
	if p.document == nil {
		return d, nil, nil // nothing was asked of it
	}
	if err := json.Unmarshal(p.document, &d.Record); err != nil {
		return nil, nil, fmt.Errorf("read the record of %s: %w", p.ref, err)
	}
	flat := registry.FlattenAt(&d.Record, registry.Moment{Lifecycle: *p.lifecycle, Day: registry.DateOf(r.moment.At), Clocks: r.clocks})
	why, _ := flat[registry.FieldPosition("available_why")].(string)
	computed := p.computed(&d.Record, above, why)
	for i, name := range computedFields {
		flat[registry.FieldPosition(name)] = computed[i]
	}
	if r.bare {
		return d, flat, nil
	}
	properties := []byte{'{'}
	for i, name := range computedFields {
		properties = appendKnown(properties, name, computed[i])
	}
	properties = appendDeclared(properties, flat)
	properties[len(properties)-1] = '}' // in place of the last comma
	d.Properties, d.Geometry = withUnknown(properties), p.geometry
	copy(d.BBox[:], p.box)
	d.Record.Ref = p.ref
	d.Revision, d.Seq, d.Version, d.Source = r.moment.Seq, *p.seq, *p.version, p.source
	d.ImportedAt, d.PublishedAt = p.at.UTC(), p.firstAt.UTC()
	if p.territory != nil {
		d.Territories = append([]registry.Territory{}, above[*p.territory]...)
	}
	return d, flat, nil
}

// computed gives the values of computedFields, by the same rules as when they
// were published.
func (p *pastRow) computed(record *registry.Record, above ladders, why string) [15]any {
	was := planned{ref: p.ref, lifecycle: *p.lifecycle, territory: p.territory, outlined: p.outlined, x: p.x, y: p.y, measured: p.area,
		declared: record.Area.DeclaredM2, largest: record.Area.LargestPieceM2, source: p.source.Code, sourceKey: p.sourceKey,
		publishedAt: p.firstAt}
	if was.largest == nil {
		was.largest = p.largest
	}
	if p.x == nil { // not measured, because nothing asks for it
		was.x, was.y = new(float64), new(float64)
	}
	if p.territory != nil {
		for _, t := range above[*p.territory] {
			was.territories = append(was.territories, t.Code)
		}
		if was.territories == nil {
			was.territories = []string{*p.territory}
		}
	}
	return was.computed(why)
}
