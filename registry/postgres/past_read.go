package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
	"landbank/registry/criteria"
)

// pastReader rebuilds sites as the public saw them.
type pastReader struct {
	tx       pgx.Tx
	moment   registry.Past
	clocks   registry.ClockDays
	question criteria.Expr
	places   []criteria.Spatial // of the question, answered by the database
	pieces   map[string]string
	compiler *compiler
	bare     bool // only what it takes to answer the question
	ladders  map[string][]registry.Territory
}

func (s *Store) pastReader(ctx context.Context, tx pgx.Tx, m registry.Past, outline registry.Outline) (*pastReader, error) {
	clocks, err := s.clocksOf(ctx, tx)
	if err != nil {
		return nil, err
	}
	r := &pastReader{tx: tx, moment: m, clocks: clocks, compiler: newCompiler(), pieces: map[string]string{}, ladders: map[string][]registry.Territory{}}
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
	rows, err := r.batch(ctx)
	if err != nil {
		return err
	}
	for i := range rows {
		if rows[i].seq == nil {
			continue
		}
		d, _ := r.site(&rows[i])
		if err := visit(d); err != nil {
			return err
		}
	}
	return nil
}

// all visits the sites after a reference that meet the question.
func (r *pastReader) all(ctx context.Context, after string, visit func(*registry.Detail) error) error {
	r.compiler.set("limit", batchSize)
	for {
		r.compiler.set("after", after)
		rows, err := r.batch(ctx)
		if err != nil {
			return err
		}
		for i := range rows {
			if rows[i].seq == nil {
				continue
			}
			d, flat := r.site(&rows[i])
			if !r.meets(flat, rows[i].relations) {
				continue
			}
			if err := visit(d); err != nil {
				return err
			}
		}
		if len(rows) < batchSize {
			return nil
		}
		after = rows[len(rows)-1].ref
	}
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
	document            *registry.Record
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

func (r *pastReader) batch(ctx context.Context) ([]pastRow, error) {
	sql := filled("past_sites", r.pieces)
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
	if r.bare && !asks(r.question, "territories") {
		return list, nil
	}
	return list, r.readLadders(ctx, list)
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
	var codes []string
	for i := range list {
		if code := list[i].territory; code != nil {
			if _, known := r.ladders[*code]; !known {
				r.ladders[*code] = nil
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
		r.ladders[asked] = append(r.ladders[asked], t)
		t = registry.Territory{}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read ladders: %w", err)
	}
	return nil
}

// site rebuilds a site and its flat values, the computed ones among them.
func (r *pastReader) site(p *pastRow) (*registry.Detail, registry.Flat) {
	d := &registry.Detail{Hit: registry.Hit{ID: p.id, Ref: p.ref}}
	if p.document == nil {
		return d, nil // nothing was asked of it
	}
	d.Record = *p.document
	flat := registry.FlattenAt(&d.Record, registry.Moment{Lifecycle: *p.lifecycle, Day: registry.DateOf(r.moment.At), Clocks: r.clocks})
	why, _ := flat[registry.FieldPosition("available_why")].(string)
	computed := r.computed(p, why)
	for i, name := range computedFields {
		flat[registry.FieldPosition(name)] = computed[i]
	}
	if r.bare {
		return d, flat
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
		d.Territories = append([]registry.Territory{}, r.ladders[*p.territory]...)
	}
	return d, flat
}

// computed gives the values of computedFields, by the same rules as when they
// were published.
func (r *pastReader) computed(p *pastRow, why string) [15]any {
	was := planned{ref: p.ref, lifecycle: *p.lifecycle, territory: p.territory, outlined: p.outlined, x: p.x, y: p.y, measured: p.area,
		declared: p.document.Area.DeclaredM2, largest: p.document.Area.LargestPieceM2, source: p.source.Code, sourceKey: p.sourceKey,
		publishedAt: p.firstAt}
	if was.largest == nil {
		was.largest = p.largest
	}
	if p.x == nil { // not measured, because nothing asks for it
		was.x, was.y = new(float64), new(float64)
	}
	if p.territory != nil {
		for _, t := range r.ladders[*p.territory] {
			was.territories = append(was.territories, t.Code)
		}
		if was.territories == nil {
			was.territories = []string{*p.territory}
		}
	}
	return was.computed(why)
}
