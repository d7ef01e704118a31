package criteria

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"

	"landbank/geo"
)

// Must is one condition as a search body spells it: {"field": "power_kw", "op":
// ">=", "value": 5000}. The operators and their values:
//
//	= <> < <= > >=   a value of the field's type
//	between          a list of the two bounds, both included
//	in               a list of at least one value
//	like             a text, with % for any characters, _ for one and \ before either
//	isNull           true or left out: is unknown; false: is known
//	has              a code or a list of codes, one of which the field has
//
// Days are texts as "2026-01-31", instants as "2026-01-31T12:00:00Z" or a day.
type Must struct {
	Field string          `json:"field"`
	Op    string          `json:"op"`
	Value json.RawMessage `json:"value"`
}

// FromMust reads the conditions of a search body, in their order, and after them
// the one that the site touches the GeoJSON polygon or point within, unless that
// is nil or null. The error is [Faults], with In "body" and a JSON pointer each.
func FromMust(must []Must, within json.RawMessage, vocab Vocabulary) (Conditions, error) {
	b := &builder{vocab: vocab, source: "body"}
	var conditions Conditions
	for i, m := range must {
		b.name = "/must/" + strconv.Itoa(i)
		if !b.count(noPlace) {
			break
		}
		conditions = append(conditions, Split(b.must(m))...)
	}
	if within = bytes.TrimSpace(within); len(within) > 0 && string(within) != "null" {
		b.name = "/within"
		conditions = append(conditions, Split(b.within(within))...)
	}
	if err := b.faults.err(); err != nil {
		return nil, err
	}
	return conditions, nil
}

func (b *builder) must(m Must) Expr {
	at := b.name
	b.name = at + "/field"
	property := b.property(m.Field, noPlace)
	b.name = at + "/op"
	op := Op(m.Op)
	switch m.Op {
	case "=", "<>", "<", "<=", ">", ">=", "between", "in", "like", "isNull", "has":
	default:
		b.fault(noPlace, RuleUnknownOp, clip(strconv.Quote(m.Op)), "one of =, <>, <, <=, >, >=, between, in, like, isNull, has")
		return placeholder
	}
	if property.typ == "" {
		return placeholder
	}
	if property.typ == TypeGeometry && m.Op != "isNull" {
		b.fault(noPlace, RuleUnknownOp, m.Op+" with "+describe(property), "isNull; for an area the member within")
		return placeholder
	}
	if (property.typ == TypeCodes) != (m.Op == "has") && m.Op != "isNull" {
		want := "has or isNull"
		if m.Op == "has" {
			want = "= or in; has is for fields of several codes"
		}
		b.fault(noPlace, RuleUnknownOp, m.Op+" with "+describe(property), want)
		return placeholder
	}
	b.name = at + "/value"
	raw := bytes.TrimSpace(m.Value)
	switch m.Op {
	case "isNull":
		return b.mustNull(property, raw)
	case "between", "in", "has":
		return b.mustList(m.Op, property, raw)
	}
	t, ok := b.jsonTerm(raw, property.field)
	switch {
	case !ok:
		return placeholder
	case m.Op == "like":
		return b.like(property, t)
	}
	return b.compare(op, property, t)
}

// mustNull asks whether the field is unknown, or known.
func (b *builder) mustNull(property term, raw json.RawMessage) Expr {
	switch string(raw) {
	case "", "null", "true":
		return b.isNull(property)
	case "false":
		return Not{b.isNull(property)}
	}
	b.fault(noPlace, RuleBadValue, clip(string(raw)), "true, false, or no value")
	return placeholder
}

// mustList makes the conditions whose value is a list.
func (b *builder) mustList(op string, property term, raw json.RawMessage) Expr {
	var items []json.RawMessage
	if op == "has" && len(raw) > 0 && raw[0] == '"' {
		items = []json.RawMessage{raw}
	} else if err := json.Unmarshal(raw, &items); err != nil || len(items) == 0 {
		b.fault(noPlace, RuleBadValue, shown(raw), "a list of values")
		return placeholder
	}
	if op == "between" && len(items) != 2 {
		b.fault(noPlace, RuleBadValue, strconv.Itoa(len(items))+" values", "a list of the lower and the upper bound")
		return placeholder
	}
	var list []term
	for _, item := range items {
		if !b.count(noPlace) {
			return placeholder
		}
		if t, ok := b.jsonTerm(item, property.field); ok {
			list = append(list, t)
		}
	}
	switch {
	case len(list) < len(items):
		return placeholder
	case op == "between":
		return b.between(property, list[0], list[1])
	case op == "has":
		return b.array(Overlaps, property, list)
	}
	return b.in(property, list)
}

func (b *builder) jsonTerm(raw json.RawMessage, f Field) (term, bool) {
	v, ok := decodeJSON(raw, f.Type)
	if !ok {
		b.fault(noPlace, RuleBadValue, shown(raw), wantedValue(f))
	}
	return b.literal(v, noPlace), ok
}

// shown quotes JSON in messages.
func shown(raw json.RawMessage) string {
	if len(raw) == 0 {
		return "no value"
	}
	return clip(string(raw))
}

// within asks for sites that touch the geometry. One that touches its border
// counts as well, because an outline drawn by hand is never exact.
func (b *builder) within(raw json.RawMessage) Expr {
	parser := geo.NewParser(geo.WGS84)
	parser.MaxVertices = MaxVertices
	shape, _, err := parser.GeoJSON(raw)
	if err != nil {
		b.violation(err)
		return placeholder
	}
	g, ok := fromShape(shape)
	if !ok {
		b.fault(noPlace, RuleEmpty, "an empty geometry", "a polygon")
		return placeholder
	}
	return b.spatial(Intersects, b.property(b.vocab.Geometry(), noPlace), g)
}

// fromShape gives the shape as a geometry of criteria; false for no shape.
func fromShape(s geo.Shape) (Geometry, bool) {
	if p, ok := s.Point(); ok {
		return Geometry{Type: PointType, Points: []Position{{p.X(), p.Y()}}}, true
	}
	surface, ok := s.Surface()
	if !ok {
		return Geometry{}, false
	}
	g := Geometry{Type: PolygonType, Polygons: make([][][]Position, surface.Parts())}
	if surface.Parts() > 1 {
		g.Type = MultiPolygonType
	}
	for at, flat := range surface.Rings {
		ring := make([]Position, 0, len(flat)/2)
		for i := 0; i < len(flat); i += 2 {
			ring = append(ring, Position{flat[i], flat[i+1]})
		}
		g.Polygons[at.Part] = append(g.Polygons[at.Part], ring)
	}
	return g, true
}

// violation notes what package geo found wrong.
func (b *builder) violation(err error) {
	var v *geo.Violation
	if !errors.As(err, &v) {
		b.fault(noPlace, RuleBadGeometry, "a geometry that cannot be read", "")
		return
	}
	got := v.Got
	if v.Path != "" && v.Path != b.name {
		got = v.Got + " at " + v.Path
	}
	rule := RuleBadGeometry
	if v.Rule == geo.RuleTooManyVertices {
		rule = RuleLimit
	}
	b.fault(noPlace, rule, got, v.Want)
}
