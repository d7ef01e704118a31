package criteria

import (
	"cmp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The limits of one question.
const (
	MaxText     = 16 << 10 // bytes of CQL2 text
	MaxDepth    = 32       // parentheses, NOTs and calls inside each other
	MaxNodes    = 1000     // predicates and operands
	MaxVertices = 10000    // positions of a GeoJSON geometry; MaxText bounds those of text
	MaxFaults   = 100      // told at once
)

// builder makes checked expressions. It gathers the faults of a whole question
// instead of stopping at the first; an expression with a fault becomes a
// placeholder that never leaves this package.
type builder struct {
	vocab  Vocabulary
	source string // where the part of the question at hand was written, see [Fault]
	name   string
	text   string // what byte offsets count in; "" where there are none
	nodes  int
	faults Faults
	// place brings geometries of the question's reference system into WGS 84;
	// nil where they are in it.
	place func(Geometry) (Geometry, error)
	err   error // what kept place from answering
}

// placeholder stands for an expression with a fault.
const placeholder = Literal(false)

// noPlace is the offset of what was not written in a text.
const noPlace = -1

// term is an operand with what the checks need to know of it.
type term struct {
	operand Operand
	field   Field // of a property
	typ     Type  // "" where a fault has been found already
	at      int   // byte offset in the text, or noPlace
}

// constant reports whether the term is made of literals alone.
func (t term) constant() bool { return len(fieldsOf(t.operand)) == 0 }

// fault notes what is wrong at a place.
func (b *builder) fault(at int, rule Rule, got, want string) {
	if len(b.faults) == MaxFaults {
		return
	}
	f := Fault{In: b.source, Name: b.name, Rule: rule, Got: got, Want: want}
	if b.text != "" && at >= 0 {
		before := b.text[:min(at, len(b.text))]
		f.Offset = len(before)
		f.Line = strings.Count(before, "\n") + 1
		f.Column = utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
	}
	b.faults = append(b.faults, f)
}

// hint names the one of names that is spelled most like the one given. It gives
// up on a question that is wrong all over, because searching takes time.
func (b *builder) hint(name string, names []string) string {
	const most = 10
	if len(b.faults) >= most {
		return ""
	}
	if best := nearest(name, names); best != "" {
		return "; the nearest is " + best
	}
	return ""
}

// count takes one more node and reports whether there is room for it.
func (b *builder) count(at int) bool {
	b.nodes++
	if b.nodes == MaxNodes+1 {
		b.fault(at, RuleLimit, "more than "+strconv.Itoa(MaxNodes)+" parts", "a shorter question")
	}
	return b.nodes <= MaxNodes
}

// property finds a field that can be filtered by.
func (b *builder) property(name string, at int) term {
	field, ok := b.vocab.Lookup(name)
	t := term{operand: Property{name}, at: at}
	switch {
	case !ok:
		b.fault(at, RuleUnknownField, cmp.Or(clip(name), "no name"), "a field"+b.hint(name, b.vocab.Names()))
	case !field.Filter:
		b.fault(at, RuleUnknownField, name, "a field that can be filtered by")
	default:
		t.field, t.typ = field, field.Type
	}
	return t
}

// literal makes a term of a value.
func (b *builder) literal(v Value, at int) term { return term{operand: v, typ: v.Type, at: at} }

// folded takes the case or the accents off a text.
func (b *builder) folded(f Func, arg term, at int) term {
	t := term{operand: Call{f, []Operand{arg.operand}}, at: at}
	switch {
	case arg.typ == "":
	case class(arg.typ) != TypeText:
		b.fault(arg.at, RuleWrongType, describe(arg), "a text")
	default:
		t.typ = TypeText
	}
	return t
}

// class is the type that values of a type are compared as.
func class(t Type) Type {
	switch t {
	case TypeCode:
		return TypeText
	case TypeInteger:
		return TypeNumber
	}
	return t
}

// describe names a term in messages, with its type.
func describe(t term) string {
	typ := string(t.typ)
	switch o := t.operand.(type) {
	case Property:
		return o.Name + " (" + typ + ")"
	case Value:
		return clip(printValue(o)) + " (" + typ + ")"
	}
	return typ
}

// wanted says how a literal that fits the type is written.
func wanted(t term) string {
	want := map[Type]string{
		TypeText: "a text in single quotes", TypeCode: "a code in single quotes",
		TypeNumber: "a number", TypeInteger: "a number", TypeBoolean: "TRUE or FALSE",
		TypeDate: "a day as DATE('2026-01-31')", TypeInstant: "an instant as TIMESTAMP('2026-01-31T12:00:00Z')",
	}[t.typ]
	if p, ok := t.operand.(Property); ok {
		return want + ", because " + p.Name + " is of type " + string(t.typ)
	}
	return want
}

// comparable notes a fault unless the term can be compared at all.
func (b *builder) comparable(t term) bool {
	switch t.typ {
	case "":
		return false
	case TypeCodes:
		b.fault(t.at, RuleWrongType, describe(t), "a single value; for sets of codes A_OVERLAPS or A_CONTAINS (has in search bodies)")
		return false
	case TypeGeometry:
		b.fault(t.at, RuleWrongType, describe(t), "a single value; for geometries S_INTERSECTS")
		return false
	}
	return true
}

// fits notes a fault unless other can be compared with t, and unless a literal
// that a field of codes is compared with is one of its codes.
func (b *builder) fits(t, other term) bool {
	if !b.comparable(other) {
		return false
	}
	if class(t.typ) != class(other.typ) {
		b.fault(other.at, RuleWrongType, describe(other), wanted(t))
		return false
	}
	if v, ok := other.operand.(Value); ok && t.typ == TypeCode {
		return b.code(t.field, v.Text, other.at)
	}
	return true
}

// code notes a fault unless the field can hold the code.
func (b *builder) code(f Field, code string, at int) bool {
	if f.Codes == nil {
		return true
	}
	for _, c := range f.Codes {
		if c == code {
			return true
		}
	}
	want := "one of the codes of " + f.Name + b.hint(code, f.Codes)
	if len(f.Codes) <= 40 {
		want = "one of " + strings.Join(f.Codes, ", ")
	}
	b.fault(at, RuleUnknownCode, clip(printText(code)), want)
	return false
}

// done gives the expression, or everything that is wrong with it.
func (b *builder) done(e Expr) (Expr, error) {
	if b.err != nil {
		return nil, b.err
	}
	if err := b.faults.err(); err != nil {
		return nil, err
	}
	return e, nil
}
