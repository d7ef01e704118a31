package criteria

import "slices"

// Expr is a condition that is True, False or Unknown for a site. It is one of
// [Literal], [And], [Or], [Not], [Compare], [Between], [In], [Like], [IsNull],
// [Spatial] and [Array]. Trees are never changed once made.
type Expr interface{ expr() }

// Literal is the condition that always or never holds: TRUE, FALSE.
type Literal bool

// And holds where all its terms hold. Parsers make it with two or more terms,
// none of which is an And.
type And []Expr

// Or holds where one of its terms holds. Parsers make it with two or more
// terms, none of which is an Or.
type Or []Expr

// Not holds where its term does not. Unknown stays Unknown.
type Not struct{ Term Expr }

// Compare holds where Left and Right stand in the relation Op. It is Unknown
// where one of them is unknown.
type Compare struct {
	Op          Op
	Left, Right Operand
}

// Between holds where Low <= Value and Value <= High.
type Between struct{ Value, Low, High Operand }

// In holds where Value equals one of the List, which has at least one operand.
type In struct {
	Value Operand
	List  []Operand
}

// Like holds where the whole text Value matches Pattern: % stands for any
// characters, _ for one, and \ takes the character after it literally. A
// pattern given as a literal never ends in a bare \.
type Like struct{ Value, Pattern Operand }

// IsNull holds where Value is unknown. It is never Unknown itself.
type IsNull struct{ Value Operand }

// Spatial holds where the site's geometry stands in the relation Op to Geometry.
type Spatial struct {
	Op       SpatialOp
	Property Property
	Geometry Geometry
}

// Array holds where the set of codes in Property stands in the relation Op to
// another set: that of the field Other where it has a name, otherwise Codes with
// the values of Elements, which read fields. The other set may be empty. Array
// is Unknown where one of the sets, or an element, is unknown.
type Array struct {
	Op       ArrayOp
	Property Property
	Codes    []string
	Elements []Operand
	Other    Property
}

func (Literal) expr() {}
func (And) expr()     {}
func (Or) expr()      {}
func (Not) expr()     {}
func (Compare) expr() {}
func (Between) expr() {}
func (In) expr()      {}
func (Like) expr()    {}
func (IsNull) expr()  {}
func (Spatial) expr() {}
func (Array) expr()   {}

// Op is a comparison, spelled as in CQL2 and SQL.
type Op string

// The comparisons.
const (
	Equal          Op = "="
	NotEqual       Op = "<>"
	Less           Op = "<"
	LessOrEqual    Op = "<="
	Greater        Op = ">"
	GreaterOrEqual Op = ">="
)

// SpatialOp is a relation of two geometries, spelled as in CQL2.
type SpatialOp string

// The relations of two geometries, the site's first.
const (
	Intersects   SpatialOp = "S_INTERSECTS" // have a point in common
	Disjoint     SpatialOp = "S_DISJOINT"   // have none
	SameGeometry SpatialOp = "S_EQUALS"     // are the same set of points
	Touches      SpatialOp = "S_TOUCHES"    // have points of their edges in common alone
	Crosses      SpatialOp = "S_CROSSES"    // run through one another
	Within       SpatialOp = "S_WITHIN"     // the site's lies in the other
	Covers       SpatialOp = "S_CONTAINS"   // the other lies in the site's
	PartlyCovers SpatialOp = "S_OVERLAPS"   // share a part of their own dimension
)

// SpatialOps lists the relations.
var SpatialOps = []SpatialOp{Intersects, Disjoint, SameGeometry, Touches, Crosses, Within, Covers, PartlyCovers}

// mirror is the relation with its sides exchanged.
func (op SpatialOp) mirror() SpatialOp {
	switch op {
	case Within:
		return Covers
	case Covers:
		return Within
	}
	return op
}

// ArrayOp is a relation of two sets, spelled as in CQL2.
type ArrayOp string

// The relations of the property's set to the given one.
const (
	Overlaps    ArrayOp = "A_OVERLAPS"    // has at least one of the codes; SQL &&
	Contains    ArrayOp = "A_CONTAINS"    // has all of the codes; SQL @>
	ContainedBy ArrayOp = "A_CONTAINEDBY" // has no other than the codes; SQL <@
	SetEquals   ArrayOp = "A_EQUALS"      // has exactly the codes; SQL @> and <@
)

// Operand is something with a value for each site. It is one of [Property],
// [Value] and [Call].
type Operand interface{ operand() }

// Property is the value of a field of the site.
type Property struct{ Name string }

// Call is a function of its arguments.
type Call struct {
	Func Func
	Args []Operand
}

func (Property) operand() {}
func (Value) operand()    {}
func (Call) operand()     {}

// Func is a function, spelled as in CQL2.
type Func string

// The functions of a text.
const (
	CaseI   Func = "CASEI"   // folds its case, see [Fold]
	AccentI Func = "ACCENTI" // takes its accents off, see [Unaccent]
)

// AllOf joins terms with AND: nested Ands are flattened, one term stays itself,
// and no term at all is TRUE.
func AllOf(terms ...Expr) Expr {
	var flat And
	for _, t := range terms {
		if inner, ok := t.(And); ok {
			flat = append(flat, inner...)
		} else {
			flat = append(flat, t)
		}
	}
	switch len(flat) {
	case 0:
		return Literal(true)
	case 1:
		return flat[0]
	}
	return flat
}

// AnyOf joins terms with OR: nested Ors are flattened, one term stays itself,
// and no term at all is FALSE.
func AnyOf(terms ...Expr) Expr {
	var flat Or
	for _, t := range terms {
		if inner, ok := t.(Or); ok {
			flat = append(flat, inner...)
		} else {
			flat = append(flat, t)
		}
	}
	switch len(flat) {
	case 0:
		return Literal(false)
	case 1:
		return flat[0]
	}
	return flat
}

// Walk calls visit for e and, where visit returns true, for the expressions
// under it, in written order.
func Walk(e Expr, visit func(Expr) bool) {
	if !visit(e) {
		return
	}
	switch e := e.(type) {
	case And:
		for _, t := range e {
			Walk(t, visit)
		}
	case Or:
		for _, t := range e {
			Walk(t, visit)
		}
	case Not:
		Walk(e.Term, visit)
	}
}

// Rewrite rebuilds the tree from its leaves up, putting change(node) in the
// place of each node. Changed terms of And and Or are flattened again.
func Rewrite(e Expr, change func(Expr) Expr) Expr {
	switch n := e.(type) {
	case And:
		e = AllOf(rewriteAll(n, change)...)
	case Or:
		e = AnyOf(rewriteAll(n, change)...)
	case Not:
		e = Not{Rewrite(n.Term, change)}
	}
	return change(e)
}

func rewriteAll(terms []Expr, change func(Expr) Expr) []Expr {
	out := make([]Expr, len(terms))
	for i, t := range terms {
		out[i] = Rewrite(t, change)
	}
	return out
}

// Operands gives the operands of a predicate in written order. And, Or, Not and
// Literal have none; the property of Spatial and Array is one.
func Operands(e Expr) []Operand {
	switch e := e.(type) {
	case Compare:
		return []Operand{e.Left, e.Right}
	case Between:
		return []Operand{e.Value, e.Low, e.High}
	case In:
		return append([]Operand{e.Value}, e.List...)
	case Like:
		return []Operand{e.Value, e.Pattern}
	case IsNull:
		return []Operand{e.Value}
	case Spatial:
		return []Operand{e.Property}
	case Array:
		operands := append([]Operand{e.Property}, e.Elements...)
		if e.Other.Name != "" {
			operands = append(operands, e.Other)
		}
		return operands
	}
	return nil
}

// Fields gives the names of the fields that the expression reads, each once, in
// the order in which they are first written.
func Fields(e Expr) []string {
	var names []string
	Walk(e, func(e Expr) bool {
		for _, o := range Operands(e) {
			for _, name := range fieldsOf(o) {
				if !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
		return true
	})
	return names
}

func fieldsOf(o Operand) []string {
	switch o := o.(type) {
	case Property:
		return []string{o.Name}
	case Call:
		var names []string
		for _, a := range o.Args {
			names = append(names, fieldsOf(a)...)
		}
		return names
	}
	return nil
}
