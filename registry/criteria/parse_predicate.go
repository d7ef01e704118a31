package criteria

// scalarPredicate is comparisonPredicate.
func (p *parser) scalarPredicate() (Expr, error) {
	left, err := p.scalar()
	if err != nil {
		return nil, err
	}
	t := p.peek()
	if isComparison(t) {
		p.next++
		right, err := p.scalar()
		if err != nil {
			return nil, err
		}
		return p.b.compare(Op(t.text), left, right), nil
	}
	if p.acceptWord("IS") {
		return p.isNull(left)
	}
	negated := p.acceptWord("NOT")
	e, err := p.worded(left)
	if err != nil {
		return nil, err
	}
	if negated {
		return Not{e}, nil
	}
	return e, nil
}

// isNull is what comes after IS.
func (p *parser) isNull(value term) (Expr, error) {
	negated := p.acceptWord("NOT")
	if !p.acceptWord("NULL") {
		return nil, p.unexpected("NULL")
	}
	e := p.b.isNull(value)
	if negated {
		return Not{e}, nil
	}
	return e, nil
}

// worded is the rest of a predicate whose operator is a word.
func (p *parser) worded(value term) (Expr, error) {
	switch {
	case p.acceptWord("LIKE"):
		pattern, err := p.scalar()
		if err != nil {
			return nil, err
		}
		return p.b.like(value, pattern), nil
	case p.acceptWord("BETWEEN"):
		low, err := p.scalar()
		if err != nil {
			return nil, err
		}
		if !p.acceptWord("AND") {
			return nil, p.unexpected("AND and the upper bound")
		}
		high, err := p.scalar()
		if err != nil {
			return nil, err
		}
		return p.b.between(value, low, high), nil
	case p.acceptWord("IN"):
		list, err := p.list(p.scalar)
		if err != nil {
			return nil, err
		}
		return p.b.in(value, list), nil
	}
	return nil, p.unexpected("a comparison: =, <>, <, <=, >, >=, LIKE, BETWEEN, IN or IS NULL")
}

// list reads items in parentheses with commas between them, at least one.
func (p *parser) list(item func() (term, error)) ([]term, error) {
	if err := p.expect("("); err != nil {
		return nil, err
	}
	var list []term
	for {
		t, err := item()
		if err != nil {
			return nil, err
		}
		list = append(list, t)
		if !p.acceptSymbol(",") {
			return list, p.expect(")")
		}
	}
}

// spatialPredicate is a spatial function of a property and a geometry, in
// either order.
func (p *parser) spatialPredicate(op SpatialOp) (Expr, error) {
	p.next++
	if err := p.expect("("); err != nil {
		return nil, err
	}
	left, err := p.geomOperand()
	if err != nil {
		return nil, err
	}
	if err := p.expect(","); err != nil {
		return nil, err
	}
	right, err := p.geomOperand()
	if err != nil {
		return nil, err
	}
	if err := p.expect(")"); err != nil {
		return nil, err
	}
	if left.literal {
		left, right, op = right, left, op.mirror()
	}
	if left.literal || !right.literal {
		return nil, p.unsupported(left.token, "a relation of two properties or two literals", "a geometry field and a geometry")
	}
	return p.b.spatial(op, left.property, right.geometry), nil
}

// geomOperand is geomExpression.
type geomOperand struct {
	token    token
	literal  bool
	geometry Geometry
	property term
}

func (p *parser) geomOperand() (geomOperand, error) {
	o := geomOperand{token: p.peek()}
	var err error
	if isGeometry(p.peek(), p.after()) {
		o.literal = true
		o.geometry, err = p.geometry()
		return o, err
	}
	o.property, err = p.scalar()
	if _, ok := o.property.operand.(Property); err == nil && !ok {
		p.b.fault(o.token.at, RuleBadGeometry, o.token.String(), "a geometry field or a geometry such as BBOX(30,50,31,51)")
		err = errStopped
	}
	return o, err
}
