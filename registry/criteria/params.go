package criteria

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"landbank/geo"
)

// FromParams reads the conditions that URL parameters ask for, in the order of
// the parameters' names:
//
//	kind=brownfield,free_land   equals one of the values; \, is a comma within one
//	allowed_uses=logistics      a field of codes has one of the codes
//	min_area_m2=20000           is at least; numbers, days and instants
//	max_dist_rail_m=2000        is at most
//	bbox=30,50,31,51            the site touches the box, see geo.ParseBBox
//	filter=…                    a CQL2 text filter
//
// The names in reserved belong to the caller and are passed over. The error is
// [Faults], with In "query": every unknown or repeated name and every bad value.
func FromParams(values map[string][]string, reserved []string, vocab Vocabulary) (Conditions, error) {
	b := &builder{vocab: vocab, source: "query"}
	var terms []Expr
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if slices.Contains(reserved, name) {
			continue
		}
		b.name = clip(name)
		switch given := values[name]; {
		case len(given) > 1:
			b.fault(noPlace, RuleRepeated, b.name+" more than once", "it once; several values with commas between them")
		case len(given) == 0 || given[0] == "":
			b.fault(noPlace, RuleEmpty, "no value", "a value, or the parameter left out")
		default:
			terms = append(terms, b.parameter(name, given[0], reserved))
		}
	}
	e, err := b.done(AllOf(terms...))
	if err != nil {
		return nil, err
	}
	return Split(e), nil
}

// parameter makes the condition of one parameter. A field's own name goes before
// what the name could mean otherwise.
func (b *builder) parameter(name, text string, reserved []string) Expr {
	if _, ok := b.vocab.Lookup(name); ok {
		return b.anyOf(b.property(name, noPlace), text)
	}
	switch name {
	case "bbox":
		return b.bbox(text)
	case "filter":
		return b.cql2(text)
	}
	for prefix, op := range map[string]Op{"min_": GreaterOrEqual, "max_": LessOrEqual} {
		field, found := strings.CutPrefix(name, prefix)
		if _, ok := b.vocab.Lookup(field); found && ok {
			return b.bound(op, b.property(field, noPlace), text)
		}
	}
	known := slices.Concat(b.vocab.Names(), []string{"bbox", "filter"}, reserved)
	for _, field := range b.vocab.Names() {
		known = append(known, "min_"+field, "max_"+field)
	}
	b.fault(noPlace, RuleUnknownName, cmp.Or(b.name, "no name"), "a parameter of this resource"+b.hint(name, known))
	return placeholder
}

// anyOf asks for one of the values with commas between them.
func (b *builder) anyOf(property term, text string) Expr {
	if property.typ == "" {
		return placeholder
	}
	if property.typ == TypeGeometry {
		b.fault(noPlace, RuleUnknownName, property.field.Name, "bbox, or a filter with S_INTERSECTS")
		return placeholder
	}
	var list []term
	for _, part := range splitCommas(text) {
		if !b.count(noPlace) {
			return placeholder
		}
		if t, ok := b.textTerm(part, property.field); ok {
			list = append(list, t)
		}
	}
	switch {
	case len(list) == 0:
		return placeholder
	case property.typ == TypeCodes:
		return b.array(Overlaps, property, list)
	case len(list) == 1:
		return b.compare(Equal, property, list[0])
	}
	return b.in(property, list)
}

// bound asks for values from or up to the one given.
func (b *builder) bound(op Op, property term, text string) Expr {
	switch class(property.typ) {
	case "":
		return placeholder
	case TypeNumber, TypeDate, TypeInstant:
	default:
		b.fault(noPlace, RuleUnknownOp, b.name+" ("+string(property.typ)+")", "min_ and max_ for numbers, days and instants only")
		return placeholder
	}
	t, ok := b.textTerm(text, property.field)
	if !ok || !b.count(noPlace) {
		return placeholder
	}
	return b.compare(op, property, t)
}

func (b *builder) textTerm(text string, f Field) (term, bool) {
	v, ok := decodeText(text, f.Type)
	switch {
	case text == "":
		ok = false
		b.fault(noPlace, RuleEmpty, "no value beside a comma", wantedValue(f))
	case !ok:
		b.fault(noPlace, RuleBadValue, clip(printText(text)), wantedValue(f))
	}
	return b.literal(v, noPlace), ok
}

// bbox asks for sites that touch the box.
func (b *builder) bbox(text string) Expr {
	halves, err := geo.ParseBBox(text)
	if err != nil {
		b.violation(err)
		return placeholder
	}
	first, last := halves[0], halves[len(halves)-1]
	box := Box{first.West(), first.South(), last.East(), last.North()}
	return b.spatial(Intersects, b.property(b.vocab.Geometry(), noPlace), BoxGeometry(box))
}

// splitCommas cuts at commas. A backslash takes a comma or backslash literally.
func splitCommas(text string) []string {
	var parts []string
	var part strings.Builder
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\' && i+1 < len(text) && (text[i+1] == ',' || text[i+1] == '\\'):
			i++
			part.WriteByte(text[i])
		case text[i] == ',':
			parts = append(parts, part.String())
			part.Reset()
		default:
			part.WriteByte(text[i])
		}
	}
	return append(parts, part.String())
}
