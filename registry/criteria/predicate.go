package criteria

import (
	"strings"
	"time"
)

// The methods below make one predicate each, in the form that the package
// promises: literals on the right, constants answered, days of instants spelled
// out as instants.

// settle answers a predicate that reads no field.
func settle(e Expr) Expr {
	if len(Fields(e)) > 0 {
		return e
	}
	return Literal(Eval(e, Row{}) == True)
}

// mirror is the comparison with its sides exchanged.
func (op Op) mirror() Op {
	switch op {
	case Less:
		return Greater
	case LessOrEqual:
		return GreaterOrEqual
	case Greater:
		return Less
	case GreaterOrEqual:
		return LessOrEqual
	}
	return op
}

// ordered reports whether values of the type stand before and after each other.
func ordered(t Type) bool { return t != TypeCode && t != TypeBoolean }

func (b *builder) compare(op Op, left, right term) Expr {
	if left.constant() && !right.constant() {
		left, right, op = right, left, op.mirror()
	}
	if !b.comparable(left) {
		return placeholder
	}
	if left.typ == TypeInstant && isDay(right) {
		return onDay(op, left.operand, right.operand.(Value))
	}
	if !b.fits(left, right) {
		return placeholder
	}
	if op != Equal && op != NotEqual && !ordered(left.typ) {
		b.fault(left.at, RuleUnknownOp, string(op)+" with "+describe(left), "= or <>")
		return placeholder
	}
	return settle(Compare{op, left.operand, right.operand})
}

// between keeps the form a BETWEEN b AND c for an a that reads a field.
func (b *builder) between(value, low, high term) Expr {
	if !b.comparable(value) {
		return placeholder
	}
	allConstant := value.constant() && low.constant() && high.constant()
	if value.constant() && !allConstant || value.typ == TypeInstant && (isDay(low) || isDay(high)) {
		return AllOf(b.compare(GreaterOrEqual, value, low), b.compare(LessOrEqual, value, high))
	}
	if lowFits, highFits := b.fits(value, low), b.fits(value, high); !lowFits || !highFits {
		return placeholder
	}
	if !ordered(value.typ) {
		b.fault(value.at, RuleUnknownOp, "between with "+describe(value), "= or in")
		return placeholder
	}
	return settle(Between{value.operand, low.operand, high.operand})
}

// in keeps the form a IN (…) for an a that reads a field.
func (b *builder) in(value term, list []term) Expr {
	if !b.comparable(value) {
		return placeholder
	}
	if value.constant() {
		var terms []Expr
		for _, t := range list {
			terms = append(terms, b.compare(Equal, value, t))
		}
		return AnyOf(terms...)
	}
	e := In{Value: value.operand}
	var days []Expr
	ok := true
	for _, t := range list {
		if value.typ == TypeInstant && isDay(t) {
			days = append(days, onDay(Equal, value.operand, t.operand.(Value)))
			continue
		}
		ok = b.fits(value, t) && ok
		e.List = append(e.List, t.operand)
	}
	switch {
	case !ok:
		return placeholder
	case len(e.List) == 0:
		return AnyOf(days...)
	}
	return AnyOf(append([]Expr{e}, days...)...)
}

func (b *builder) like(value, pattern term) Expr {
	for _, t := range []term{value, pattern} {
		if t.typ == "" {
			return placeholder
		}
		if class(t.typ) != TypeText {
			b.fault(t.at, RuleWrongType, describe(t), "a text")
			return placeholder
		}
	}
	if !pattern.constant() {
		b.fault(pattern.at, RuleUnsupported, "a pattern that is not a literal", "a pattern in single quotes")
		return placeholder
	}
	if v := evalOperand(pattern.operand, Row{}); danglingEscape(v.Text) {
		b.fault(pattern.at, RuleBadValue, clip(printText(v.Text)), `a pattern that does not end in \`)
		return placeholder
	}
	return settle(Like{value.operand, pattern.operand})
}

// isNull asks for the property itself, because a folded text is unknown exactly
// where the text is.
func (b *builder) isNull(value term) Expr {
	if value.typ == "" {
		return placeholder
	}
	for {
		call, ok := value.operand.(Call)
		if !ok || call.Func.Arithmetic() {
			return settle(IsNull{value.operand})
		}
		value.operand = call.Args[0]
	}
}

func (b *builder) spatial(op SpatialOp, property term, g Geometry) Expr {
	if property.typ == "" {
		return placeholder
	}
	if property.typ != TypeGeometry {
		b.fault(property.at, RuleWrongType, describe(property), "a geometry, as "+b.vocab.Geometry()+" is")
		return placeholder
	}
	g = b.placed(g, property.at)
	if op != Intersects && op != Disjoint && strings.HasPrefix(g.WKT(), string(CollectionType)) {
		b.fault(property.at, RuleUnsupported, string(op)+" with a collection", "S_INTERSECTS or S_DISJOINT, or a geometry of one kind")
		return placeholder
	}
	return Spatial{op, property.operand.(Property), g}
}

func isDay(t term) bool {
	v, ok := t.operand.(Value)
	return ok && v.Type == TypeDate
}

// onDay compares an instant with a day of UTC: it equals the day when it lies on
// it, and is less when it lies before it.
func onDay(op Op, instant Operand, day Value) Expr {
	from, until := Instant(day.Time), Instant(day.Time.Add(24*time.Hour))
	switch op {
	case Less:
		return Compare{Less, instant, from}
	case LessOrEqual:
		return Compare{Less, instant, until}
	case Greater:
		return Compare{GreaterOrEqual, instant, until}
	case GreaterOrEqual:
		return Compare{GreaterOrEqual, instant, from}
	}
	on := And{Compare{GreaterOrEqual, instant, from}, Compare{Less, instant, until}}
	if op == NotEqual {
		return Not{on}
	}
	return on
}
