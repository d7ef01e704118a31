package criteria

// Truth is what a condition says of a site. The zero Truth is Unknown, and
// False < Unknown < True.
type Truth int8

// The three truths.
const (
	False   Truth = -1 // fails
	Unknown Truth = 0  // may meet
	True    Truth = 1  // meets
)

// String is the name of the list that a site of this truth is in.
func (t Truth) String() string {
	switch {
	case t > 0:
		return "meets"
	case t < 0:
		return "fails"
	}
	return "may_meet"
}

// Not is the truth of the negation.
func (t Truth) Not() Truth { return -t }

func truthOf(b bool) Truth {
	if b {
		return True
	}
	return False
}

// Row is one site as the evaluation sees it.
type Row struct {
	// Value gives the value of a field, the zero Value where it is unknown. For
	// the geometry field [Known] says that there is one.
	Value func(field string) Value
	// Spatial answers a spatial condition for a site that has a geometry. Where
	// it is nil, such conditions are Unknown.
	Spatial func(Spatial) Truth
	// Distance gives the metres between the site and the geometry of a spatial
	// condition, for explanations; ok is false where nobody measured. May be nil.
	Distance func(Spatial) (metres float64, ok bool)
}

// Eval answers the expression for one site exactly as SQL does.
func Eval(e Expr, row Row) Truth {
	switch e := e.(type) {
	case Literal:
		return truthOf(bool(e))
	case And:
		truth := True
		for _, t := range e {
			truth = min(truth, Eval(t, row))
		}
		return truth
	case Or:
		truth := False
		for _, t := range e {
			truth = max(truth, Eval(t, row))
		}
		return truth
	case Not:
		return Eval(e.Term, row).Not()
	case Compare:
		return e.Op.truth(evalOperand(e.Left, row), evalOperand(e.Right, row))
	case Between:
		v := evalOperand(e.Value, row)
		return min(GreaterOrEqual.truth(v, evalOperand(e.Low, row)), LessOrEqual.truth(v, evalOperand(e.High, row)))
	case In:
		v, truth := evalOperand(e.Value, row), False
		for _, o := range e.List {
			truth = max(truth, Equal.truth(v, evalOperand(o, row)))
		}
		return truth
	case Like:
		return evalLike(evalOperand(e.Value, row), evalOperand(e.Pattern, row))
	case IsNull:
		return truthOf(evalOperand(e.Value, row).IsNull())
	case Spatial:
		if row.Spatial == nil || row.Value(e.Property.Name).IsNull() {
			return Unknown
		}
		return row.Spatial(e)
	case Array:
		return e.truth(row)
	}
	return Unknown
}

func evalOperand(o Operand, row Row) Value {
	switch o := o.(type) {
	case Value:
		return o
	case Property:
		return row.Value(o.Name)
	case Call:
		return evalCall(o, row)
	}
	return Value{}
}

func evalCall(c Call, row Row) Value {
	v := evalOperand(c.Args[0], row)
	switch {
	case c.Func.Arithmetic():
		w := evalOperand(c.Args[1], row)
		if v.Type != TypeNumber || w.Type != TypeNumber {
			return Value{}
		}
		return c.Func.compute(v.Number, w.Number)
	case v.Type != TypeText:
	case c.Func == AccentI:
		v.Text = Unaccent(v.Text)
	default:
		v.Text = Fold(v.Text)
	}
	return v
}

// truth compares two values; it is Unknown where one is unknown or where they
// are of two types, which no checked tree asks.
func (op Op) truth(a, b Value) Truth {
	if a.IsNull() || b.IsNull() || a.Type != b.Type {
		return Unknown
	}
	order := compare(a, b)
	switch op {
	case Equal:
		return truthOf(order == 0)
	case NotEqual:
		return truthOf(order != 0)
	case Less:
		return truthOf(order < 0)
	case LessOrEqual:
		return truthOf(order <= 0)
	case Greater:
		return truthOf(order > 0)
	case GreaterOrEqual:
		return truthOf(order >= 0)
	}
	return Unknown
}

func evalLike(value, pattern Value) Truth {
	if value.Type != TypeText || pattern.Type != TypeText {
		return Unknown
	}
	return truthOf(like(value.Text, pattern.Text))
}
