package criteria

import (
	"math"
	"slices"
)

// The arithmetic of CQL2. A quotient by nothing is unknown, and so is a power
// that no real number is. Division, remainder and whole division go together:
// a = b * (a DIV b) + a % b.
const (
	Plus     Func = "+"
	Minus    Func = "-"
	Times    Func = "*"
	Divide   Func = "/"
	Modulo   Func = "%"
	Power    Func = "^"
	WholeDiv Func = "DIV"
)

// Arithmetic reports whether the function is an operator between two numbers.
func (f Func) Arithmetic() bool {
	return slices.Contains([]Func{Plus, Minus, Times, Divide, Modulo, Power, WholeDiv}, f)
}

// compute gives the number, or unknown.
func (f Func) compute(a, b float64) Value {
	switch f {
	case Plus:
		return Number(a + b)
	case Minus:
		return Number(a - b)
	case Times:
		return Number(a * b)
	case Power:
		if a < 0 && b != math.Trunc(b) || a == 0 && b < 0 {
			return Value{}
		}
		return Number(math.Pow(a, b))
	}
	if b == 0 {
		return Value{}
	}
	switch f {
	case Divide:
		return Number(a / b)
	case Modulo:
		return Number(a - b*math.Trunc(a/b))
	}
	return Number(math.Trunc(a / b))
}

// arithmetic joins two numbers. What has no field in it is computed at once,
// unless it comes to nothing or to more than numbers hold.
func (b *builder) arithmetic(f Func, left, right term) term {
	t := term{operand: Call{f, []Operand{left.operand, right.operand}}, at: left.at}
	for _, part := range []term{left, right} {
		if part.typ != "" && class(part.typ) != TypeNumber {
			b.fault(part.at, RuleWrongType, describe(part), "a number")
			return t
		}
	}
	if left.typ == "" || right.typ == "" {
		return t
	}
	t.typ = TypeNumber
	if t.constant() {
		v := evalOperand(t.operand, Row{})
		if !v.IsNull() && !math.IsInf(v.Number, 0) && !math.IsNaN(v.Number) {
			t.operand = Number(v.Number + 0) // -0 + 0 is 0
		}
	}
	return t
}

// scalar is scalarExpression: sums of products of powers.
func (p *parser) scalar() (term, error) {
	return p.operators(p.product, map[string]Func{"+": Plus, "-": Minus})
}

func (p *parser) product() (term, error) {
	return p.operators(p.power, map[string]Func{"*": Times, "/": Divide, "%": Modulo, "DIV": WholeDiv})
}

// operators reads parts with operators between them, from the left.
func (p *parser) operators(part func() (term, error), operators map[string]Func) (term, error) {
	left, err := part()
	for err == nil {
		f, ok := operators[p.peek().text]
		if p.peek().is("DIV") {
			f, ok = operators["DIV"]
		}
		if !ok || p.peek().kind != symbolToken && f != WholeDiv || p.peek().kind == quotedToken {
			return left, nil
		}
		if !p.b.count(p.peek().at) {
			return left, errStopped
		}
		p.next++
		var right term
		if right, err = part(); err == nil {
			left = p.b.arithmetic(f, left, right)
		}
	}
	return left, err
}

func (p *parser) power() (term, error) {
	left, err := p.factor()
	if err != nil || !p.acceptSymbol("^") {
		return left, err
	}
	right, err := p.factor()
	if err != nil {
		return left, err
	}
	return p.b.arithmetic(Power, left, right), nil
}

// factor is an operand, a sum in parentheses, or the negative of either.
func (p *parser) factor() (term, error) {
	t := p.peek()
	switch {
	case t.isSymbol("-") && p.after().kind != numberToken:
		p.next++
		right, err := p.factorInside()
		if err != nil {
			return right, err
		}
		return p.b.arithmetic(Times, p.b.literal(Number(-1), t.at), right), nil
	case t.isSymbol("("):
		if err := p.enter(); err != nil {
			return term{}, err
		}
		p.next++
		inner, err := p.scalar()
		if err != nil {
			return inner, err
		}
		p.depth--
		return inner, p.expect(")")
	}
	return p.operand()
}

// factorInside is a factor one level deeper: signs before signs nest, too.
func (p *parser) factorInside() (term, error) {
	if err := p.enter(); err != nil {
		return term{}, err
	}
	t, err := p.factor()
	p.depth--
	return t, err
}

// isScalarGroup reports whether the parenthesis that comes next holds a value
// and not a condition: what follows its end says so.
func (p *parser) isScalarGroup() bool {
	depth := 0
	for i := p.next; i < len(p.tokens); i++ {
		switch t := p.tokens[i]; {
		case t.isSymbol("("):
			depth++
		case t.isSymbol(")"):
			depth--
		}
		if depth == 0 {
			following := p.tokens[min(i+1, len(p.tokens)-1)]
			return isComparison(following) || isArithmetic(following) || slices.ContainsFunc(
				[]string{"LIKE", "BETWEEN", "IN", "IS", "NOT"}, following.is)
		}
	}
	return false
}
