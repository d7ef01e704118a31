package criteria

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// operand is a property, a literal, or a function of them.
func (p *parser) operand() (term, error) {
	t := p.peek()
	if !p.b.count(t.at) {
		return term{}, errStopped
	}
	switch {
	case t.kind == textToken:
		p.next++
		return p.b.literal(Text(t.text), t.at), nil
	case t.kind == numberToken, t.isSymbol("-"), t.isSymbol("+"):
		n, err := p.signedNumber()
		return p.b.literal(Number(n), t.at), err
	case t.kind == quotedToken:
		p.next++
		return p.b.property(t.text, t.at), nil
	case t.is("TRUE"), t.is("FALSE"):
		p.next++
		return p.b.literal(Bool(t.is("TRUE")), t.at), nil
	case t.is("NULL"):
		return term{}, p.unexpected("a value; unknown is asked for with IS NULL")
	case t.kind != nameToken || slices.Contains(reserved, strings.ToLower(t.text)):
		return term{}, p.unexpected("a field or a literal")
	case p.after().isSymbol("("):
		return p.call()
	}
	p.next++
	return p.b.property(t.text, t.at), nil
}

// call is a function that gives a value.
func (p *parser) call() (term, error) {
	t := p.peek()
	switch strings.ToUpper(t.text) {
	case string(CaseI), string(AccentI):
		return p.folded(Func(strings.ToUpper(t.text)))
	case "DATE":
		return p.temporal("a day as '2026-01-31'", parseDay)
	case "TIMESTAMP":
		return p.temporal("an instant of UTC as '2026-01-31T12:00:00Z', with at most six decimals", parseUTC)
	}
	if isGeometry(t, p.after()) {
		return term{}, p.unsupported(t, "the geometry "+t.text+" here", "a geometry as an argument of a spatial function such as S_INTERSECTS")
	}
	return term{}, p.unsupported(t, "the function "+clip(t.text),
		"one of CASEI, ACCENTI, DATE, TIMESTAMP, INTERVAL, and the relations of CQL2: S_…, T_… and A_…")
}

// folded is a text without its case or its accents.
func (p *parser) folded(f Func) (term, error) {
	if err := p.enter(); err != nil {
		return term{}, err
	}
	t := p.take()
	if err := p.expect("("); err != nil {
		return term{}, err
	}
	arg, err := p.scalar()
	if err != nil {
		return term{}, err
	}
	p.depth--
	return p.b.folded(f, arg, t.at), p.expect(")")
}

// temporal is DATE('…') or TIMESTAMP('…').
func (p *parser) temporal(example string, parse func(string) (Value, bool)) (term, error) {
	t := p.take()
	if err := p.expect("("); err != nil {
		return term{}, err
	}
	text := p.peek()
	if text.kind != textToken {
		return term{}, p.unexpected("a text in single quotes")
	}
	p.next++
	if err := p.expect(")"); err != nil {
		return term{}, err
	}
	v, ok := parse(text.text)
	if !ok {
		p.b.fault(text.at, RuleBadValue, text.String(), example)
		return term{operand: Value{}, at: t.at}, nil
	}
	return p.b.literal(v, t.at), nil
}

// signedNumber reads a finite number.
func (p *parser) signedNumber() (float64, error) {
	sign := p.peek()
	_ = p.acceptSymbol("-") || p.acceptSymbol("+")
	t := p.peek()
	if t.kind != numberToken {
		return 0, p.unexpected("a number")
	}
	p.next++
	n, err := strconv.ParseFloat(t.text, 64)
	if err != nil || math.IsInf(n, 0) {
		p.b.fault(t.at, RuleBadValue, t.String(), "a number below 1.8E308")
	}
	if sign.isSymbol("-") {
		n = -n
	}
	return n + 0, nil // -0 + 0 is 0
}
