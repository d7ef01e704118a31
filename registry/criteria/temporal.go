package criteria

import (
	"strings"
)

// ending is one end of an interval: a day, an instant, or none.
type ending struct {
	open int // -1 before everything, 1 after everything, 0 where there is an end
	term term
}

// period is what a temporal relation compares: an interval, or an instant, whose
// ends are the same.
type period struct{ start, end ending }

// bound is one comparison of ends that a relation asks for.
type bound struct {
	left  func(a, b period) ending
	op    Op
	right func(a, b period) ending
}

func startA(a, _ period) ending { return a.start }
func endA(a, _ period) ending   { return a.end }
func startB(_, b period) ending { return b.start }
func endB(_, b period) ending   { return b.end }

// relations say what the temporal relations of CQL2 ask of the ends of both
// sides; all of it has to hold. T_DISJOINT is the one that is either of two.
var relations = map[string][]bound{
	"T_AFTER":        {{startA, Greater, endB}},
	"T_BEFORE":       {{endA, Less, startB}},
	"T_CONTAINS":     {{startA, Less, startB}, {endA, Greater, endB}},
	"T_DISJOINT":     {{endA, Less, startB}, {startA, Greater, endB}},
	"T_DURING":       {{startA, Greater, startB}, {endA, Less, endB}},
	"T_EQUALS":       {{startA, Equal, startB}, {endA, Equal, endB}},
	"T_FINISHEDBY":   {{startA, Less, startB}, {endA, Equal, endB}},
	"T_FINISHES":     {{startA, Greater, startB}, {endA, Equal, endB}},
	"T_INTERSECTS":   {{startA, LessOrEqual, endB}, {endA, GreaterOrEqual, startB}},
	"T_MEETS":        {{endA, Equal, startB}},
	"T_METBY":        {{startA, Equal, endB}},
	"T_OVERLAPPEDBY": {{startA, Greater, startB}, {startA, Less, endB}, {endA, Greater, endB}},
	"T_OVERLAPS":     {{startA, Less, startB}, {endA, Greater, startB}, {endA, Less, endB}},
	"T_STARTEDBY":    {{startA, Equal, startB}, {endA, Greater, endB}},
	"T_STARTS":       {{startA, Equal, startB}, {endA, Less, endB}},
}

// temporalPredicate is a relation of two times. It becomes the comparisons that
// it stands for, so that nothing else has to know it.
func (p *parser) temporalPredicate(relation []bound, isDisjoint bool) (Expr, error) {
	p.next++
	if err := p.expect("("); err != nil {
		return nil, err
	}
	a, err := p.period()
	if err != nil {
		return nil, err
	}
	if err := p.expect(","); err != nil {
		return nil, err
	}
	b, err := p.period()
	if err != nil {
		return nil, err
	}
	if err := p.expect(")"); err != nil {
		return nil, err
	}
	terms := make([]Expr, len(relation))
	for i, bound := range relation {
		terms[i] = p.b.ends(bound.left(a, b), bound.op, bound.right(a, b))
	}
	if isDisjoint {
		return AnyOf(terms...), nil
	}
	return AllOf(terms...), nil
}

// ends compares two ends, either of which may be open.
func (b *builder) ends(left ending, op Op, right ending) Expr {
	if left.open == 0 && right.open == 0 {
		return b.compare(op, left.term, right.term)
	}
	return Literal(op.truth(Number(float64(left.open)), Number(float64(right.open))) == True)
}

// period reads INTERVAL(start, end), or an instant.
func (p *parser) period() (period, error) {
	if !p.peek().is("INTERVAL") || !p.after().isSymbol("(") {
		t, err := p.scalar()
		p.b.isTime(t)
		return period{ending{term: t}, ending{term: t}}, err
	}
	p.next += 2
	start, err := p.ending(-1)
	if err != nil {
		return period{}, err
	}
	if err := p.expect(","); err != nil {
		return period{}, err
	}
	end, err := p.ending(1)
	if err != nil {
		return period{}, err
	}
	return period{start, end}, p.expect(")")
}

// ending reads an end: '..', a day or an instant in quotes, or a field.
func (p *parser) ending(open int) (ending, error) {
	t := p.peek()
	if t.kind != textToken {
		end, err := p.scalar()
		p.b.isTime(end)
		return ending{term: end}, err
	}
	if !p.b.count(t.at) {
		return ending{}, errStopped
	}
	p.next++
	if t.text == ".." || t.text == "" {
		return ending{open: open}, nil
	}
	parse := parseDay
	if strings.Contains(t.text, "T") {
		parse = parseUTC
	}
	v, ok := parse(t.text)
	if !ok {
		p.b.fault(t.at, RuleBadValue, t.String(), "a day as '2026-01-31', an instant of UTC as '2026-01-31T12:00:00Z', or '..' for an open end")
		return ending{term: term{operand: Value{}, at: t.at}}, nil
	}
	return ending{term: p.b.literal(v, t.at)}, nil
}

// isTime notes a fault unless the term is a day or an instant.
func (b *builder) isTime(t term) {
	if t.typ != "" && t.typ != TypeDate && t.typ != TypeInstant {
		b.fault(t.at, RuleWrongType, describe(t), "a day, an instant or an INTERVAL of them")
	}
}
