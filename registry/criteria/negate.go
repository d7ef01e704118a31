package criteria

// Positive gives an equal expression in which NOT stands only before In, Like,
// IsNull, Spatial and Array. It is equal for unknown values too: NOT a < b and
// a >= b are Unknown alike.
func Positive(e Expr) Expr {
	switch e := e.(type) {
	case And:
		return AllOf(each(e, Positive)...)
	case Or:
		return AnyOf(each(e, Positive)...)
	case Not:
		return negative(e.Term)
	}
	return e
}

// negative is Positive of the negation.
func negative(e Expr) Expr {
	switch e := e.(type) {
	case Literal:
		return !e
	case And:
		return AnyOf(each(e, negative)...)
	case Or:
		return AllOf(each(e, negative)...)
	case Not:
		return Positive(e.Term)
	case Compare:
		return Compare{e.Op.opposite(), e.Left, e.Right}
	case Between:
		return Or{Compare{Less, e.Value, e.Low}, Compare{Greater, e.Value, e.High}}
	}
	return Not{e}
}

func each(terms []Expr, change func(Expr) Expr) []Expr {
	out := make([]Expr, len(terms))
	for i, t := range terms {
		out[i] = change(t)
	}
	return out
}

// opposite is the comparison that holds exactly where op does not.
func (op Op) opposite() Op {
	switch op {
	case Equal:
		return NotEqual
	case NotEqual:
		return Equal
	case Less:
		return GreaterOrEqual
	case LessOrEqual:
		return Greater
	case Greater:
		return LessOrEqual
	}
	return Less
}
