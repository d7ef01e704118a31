package criteria

import (
	"errors"
	"slices"
	"strconv"
	"strings"
)

// ParseCQL2 reads a CQL2 text filter. The error is [Faults], each with its place
// in the text: one for what breaks the grammar, where reading stops, and one for
// each unknown field, wrong type, code or geometry before that.
func ParseCQL2(text string, vocab Vocabulary) (Expr, error) {
	b := &builder{vocab: vocab}
	return b.done(b.cql2(text))
}

// cql2 reads a filter and notes the faults in it.
func (b *builder) cql2(text string) Expr {
	if len(text) > MaxText {
		b.fault(noPlace, RuleLimit, strconv.Itoa(len(text))+" bytes", "at most "+strconv.Itoa(MaxText))
		return placeholder
	}
	b.text = text
	defer func() { b.text = "" }()
	tokens, fault := lex(text)
	if fault != nil {
		b.fault(fault.at, RuleSyntax, fault.got, fault.want)
		return placeholder
	}
	p := parser{b: b, tokens: tokens}
	if p.peek().kind == endToken {
		b.fault(noPlace, RuleEmpty, "no filter", "a CQL2 expression")
		return placeholder
	}
	e, err := p.or()
	if err == nil && p.peek().kind != endToken {
		err = p.unexpected("AND, OR or the end")
	}
	if err != nil {
		return placeholder
	}
	return e
}

// errStopped says that reading cannot go on; the fault has been noted.
var errStopped = errors.New("the filter cannot be read on")

// parser goes down the CQL2 grammar, one method for a production. Methods give
// errStopped where the grammar is broken, and a placeholder where only the
// meaning is.
type parser struct {
	b      *builder
	tokens []token
	next   int
	depth  int
}

func (p *parser) peek() token { return p.tokens[p.next] }

// after gives the token after the next one.
func (p *parser) after() token { return p.tokens[min(p.next+1, len(p.tokens)-1)] }

func (p *parser) take() token {
	t := p.peek()
	if t.kind != endToken {
		p.next++
	}
	return t
}

// acceptWord takes the keyword if it is next.
func (p *parser) acceptWord(keyword string) bool {
	if p.peek().is(keyword) {
		p.next++
		return true
	}
	return false
}

// acceptSymbol takes the symbol if it is next.
func (p *parser) acceptSymbol(symbol string) bool {
	if p.peek().isSymbol(symbol) {
		p.next++
		return true
	}
	return false
}

// expect takes the symbol or stops.
func (p *parser) expect(symbol string) error {
	if !p.acceptSymbol(symbol) {
		return p.unexpected(symbol)
	}
	return nil
}

// unexpected notes that the next token is not what the grammar wants here.
func (p *parser) unexpected(want string) error {
	p.b.fault(p.peek().at, RuleSyntax, p.peek().String(), want)
	return errStopped
}

// unsupported notes that what comes at the token is valid CQL2 beyond what is
// answered here.
func (p *parser) unsupported(t token, what, want string) error {
	p.b.fault(t.at, RuleUnsupported, what, want)
	return errStopped
}

// enter goes one level deeper, or stops. Callers leave by p.depth--.
func (p *parser) enter() error {
	if p.depth == MaxDepth {
		p.b.fault(p.peek().at, RuleLimit, "more than "+strconv.Itoa(MaxDepth)+" levels", "fewer levels of parentheses, NOTs and calls")
		return errStopped
	}
	p.depth++
	return nil
}

// or is booleanExpression.
func (p *parser) or() (Expr, error) { return p.joined("OR", p.and, AnyOf) }

// and is booleanTerm.
func (p *parser) and() (Expr, error) { return p.joined("AND", p.not, AllOf) }

// joined reads one or more parts with the keyword between them.
func (p *parser) joined(keyword string, part func() (Expr, error), join func(...Expr) Expr) (Expr, error) {
	var terms []Expr
	for {
		e, err := part()
		if err != nil {
			return nil, err
		}
		terms = append(terms, e)
		if !p.acceptWord(keyword) {
			return join(terms...), nil
		}
	}
}

// not is booleanFactor.
func (p *parser) not() (Expr, error) {
	if !p.acceptWord("NOT") {
		return p.primary()
	}
	e, err := p.primary()
	if err != nil {
		return nil, err
	}
	return Not{e}, nil
}

// primary is booleanPrimary.
func (p *parser) primary() (Expr, error) {
	t := p.peek()
	if !p.b.count(t.at) {
		return nil, errStopped
	}
	switch {
	case t.isSymbol("(") && !p.isScalarGroup():
		return p.group()
	case t.is("TRUE") || t.is("FALSE"):
		if isComparison(p.after()) || p.after().is("IS") {
			return p.scalarPredicate()
		}
		p.next++
		return Literal(t.is("TRUE")), nil
	case t.kind == nameToken && p.after().isSymbol("("):
		return p.called()
	}
	return p.scalarPredicate()
}

// group is a booleanExpression in parentheses.
func (p *parser) group() (Expr, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	p.next++
	e, err := p.or()
	if err != nil {
		return nil, err
	}
	p.depth--
	if err := p.expect(")"); err != nil {
		return nil, err
	}
	return e, nil
}

// called is a predicate that begins with a name and a parenthesis.
func (p *parser) called() (Expr, error) {
	name := strings.ToUpper(p.peek().text)
	switch name {
	case string(Overlaps), string(Contains), string(ContainedBy), string(SetEquals):
		return p.arrayPredicate(ArrayOp(name))
	}
	if op := SpatialOp(name); slices.Contains(SpatialOps, op) {
		return p.spatialPredicate(op)
	}
	if relation, ok := relations[name]; ok {
		return p.temporalPredicate(relation, name == "T_DISJOINT")
	}
	return p.scalarPredicate()
}

func isComparison(t token) bool {
	if t.kind != symbolToken {
		return false
	}
	switch Op(t.text) {
	case Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual:
		return true
	}
	return false
}

func isArithmetic(t token) bool {
	return t.kind == symbolToken && strings.Contains("+-*/%^", t.text) || t.is("DIV")
}
