package criteria

import "slices"

// mirror is the relation with its sides exchanged.
func (op ArrayOp) mirror() ArrayOp {
	switch op {
	case Contains:
		return ContainedBy
	case ContainedBy:
		return Contains
	}
	return op
}

// truth relates the codes of a site to those asked for, both as sets.
func (a Array) truth(row Row) Truth {
	v, other := row.Value(a.Property.Name), a.otherSet(row)
	if v.Type != TypeCodes || other.Type != TypeCodes {
		return Unknown
	}
	switch a.Op {
	case Overlaps:
		return truthOf(slices.ContainsFunc(other.Codes, func(c string) bool { return slices.Contains(v.Codes, c) }))
	case Contains:
		return truthOf(within(other.Codes, v.Codes))
	case ContainedBy:
		return truthOf(within(v.Codes, other.Codes))
	case SetEquals:
		return truthOf(within(other.Codes, v.Codes) && within(v.Codes, other.Codes))
	}
	return Unknown
}

// otherSet gives the set that the property is related to, the zero Value where
// it is not known.
func (a Array) otherSet(row Row) Value {
	if a.Other.Name != "" {
		return row.Value(a.Other.Name)
	}
	codes := a.Codes
	for _, o := range a.Elements {
		v := evalOperand(o, row)
		if v.Type != TypeText {
			return Value{}
		}
		codes = append(slices.Clip(codes), v.Text)
	}
	return Codes(codes...)
}

// members lists what is written between the parentheses of the other set.
func (a Array) members() []Operand {
	out := make([]Operand, 0, len(a.Codes)+len(a.Elements))
	for _, code := range a.Codes {
		out = append(out, Text(code))
	}
	return append(out, a.Elements...)
}

// within reports whether every code of a is in b.
func within(a, b []string) bool {
	return !slices.ContainsFunc(a, func(c string) bool { return !slices.Contains(b, c) })
}

// arrays makes a relation of two sets, each a field or a list.
func (b *builder) arrays(op ArrayOp, left, right set) Expr {
	switch {
	case left.listed && right.listed:
		return b.lists(op, left.list, right.list)
	case left.listed:
		return b.array(op.mirror(), right.property, left.list)
	case right.listed:
		return b.array(op, left.property, right.list)
	}
	if !b.holdsCodes(left.property) || !b.holdsCodes(right.property) {
		return placeholder
	}
	return Array{Op: op, Property: left.property.operand.(Property), Other: right.property.operand.(Property)}
}

// set is an operand of a relation of sets: a property, or a list.
type set struct {
	property term
	listed   bool
	list     []term
}

// holdsCodes notes a fault unless the property is a set of codes.
func (b *builder) holdsCodes(property term) bool {
	if property.typ != "" && property.typ != TypeCodes {
		b.fault(property.at, RuleWrongType, describe(property), "a field that holds a set of codes")
	}
	return property.typ == TypeCodes
}

// array relates a field to a list. Literals have to be among its codes; what
// reads fields can have any text.
func (b *builder) array(op ArrayOp, property term, list []term) Expr {
	if !b.holdsCodes(property) {
		return placeholder
	}
	e := Array{Op: op, Property: property.operand.(Property), Codes: []string{}}
	ok := true
	for _, t := range list {
		switch {
		case t.typ == "":
			ok = false
		case class(t.typ) != TypeText:
			b.fault(t.at, RuleWrongType, describe(t), "a code in single quotes, or a field with a text")
			ok = false
		case t.constant():
			code := evalOperand(t.operand, Row{}).Text
			ok = b.code(property.field, code, t.at) && ok
			e.Codes = append(e.Codes, code)
		default:
			e.Elements = append(e.Elements, t.operand)
		}
	}
	if !ok {
		return placeholder
	}
	return e
}

// lists relates two lists: each member of the one that is to be in the other
// equals one of its members. Members of different types are never equal.
func (b *builder) lists(op ArrayOp, left, right []term) Expr {
	if len(left)*len(right) > MaxNodes {
		b.fault(left[0].at, RuleLimit, "lists of so many members", "shorter lists")
		return placeholder
	}
	contains := func(all, some []term) Expr {
		var terms []Expr
		for _, t := range some {
			terms = append(terms, b.among(t, all))
		}
		return AllOf(terms...)
	}
	switch op {
	case Contains:
		return contains(left, right)
	case ContainedBy:
		return contains(right, left)
	case SetEquals:
		return AllOf(contains(left, right), contains(right, left))
	}
	var terms []Expr
	for _, t := range left {
		terms = append(terms, b.among(t, right))
	}
	return AnyOf(terms...)
}

// among holds where the member equals one of the others of its type.
func (b *builder) among(t term, others []term) Expr {
	if !b.comparable(t) {
		return placeholder
	}
	var same []Expr
	for _, o := range others {
		if o.typ == "" || !b.comparable(o) {
			return placeholder
		}
		if class(o.typ) == class(t.typ) {
			same = append(same, b.compare(Equal, t, o))
		}
	}
	return AnyOf(same...)
}

// arrayPredicate is a relation of two sets.
func (p *parser) arrayPredicate(op ArrayOp) (Expr, error) {
	p.next++
	if err := p.expect("("); err != nil {
		return nil, err
	}
	left, err := p.arrayOperand()
	if err != nil {
		return nil, err
	}
	if err := p.expect(","); err != nil {
		return nil, err
	}
	right, err := p.arrayOperand()
	if err != nil {
		return nil, err
	}
	return p.b.arrays(op, left, right), p.expect(")")
}

// arrayOperand is a property, or a list of values in parentheses, which may be
// empty.
func (p *parser) arrayOperand() (set, error) {
	t := p.peek()
	if !t.isSymbol("(") {
		property, err := p.scalar()
		if _, ok := property.operand.(Property); err == nil && !ok {
			p.b.fault(t.at, RuleWrongType, t.String(), "a field of codes or a list of codes in parentheses")
			err = errStopped
		}
		return set{property: property}, err
	}
	if p.after().isSymbol(")") {
		p.next += 2
		return set{listed: true}, nil
	}
	list, err := p.list(p.scalar)
	return set{listed: true, list: list}, err
}
