package criteria

import (
	"strings"
	"time"
)

// Canonical prints the expression as CQL2 text. The same tree prints the same
// text, and the text parses back to the same tree.
func Canonical(e Expr) string {
	var s strings.Builder
	printExpr(&s, e)
	return s.String()
}

func printExpr(s *strings.Builder, e Expr) {
	switch e := e.(type) {
	case Literal:
		s.WriteString(printBool(bool(e)))
	case And:
		printTerms(s, e, " AND ")
	case Or:
		printTerms(s, e, " OR ")
	case Not:
		s.WriteString("NOT ")
		printTerm(s, e.Term)
	case Compare:
		printOperand(s, e.Left)
		s.WriteString(" " + string(e.Op) + " ")
		printOperand(s, e.Right)
	case Between:
		printOperand(s, e.Value)
		s.WriteString(" BETWEEN ")
		printOperand(s, e.Low)
		s.WriteString(" AND ")
		printOperand(s, e.High)
	case In:
		printOperand(s, e.Value)
		s.WriteString(" IN ")
		writeList(s, e.List, ", ", func(o Operand) { printOperand(s, o) })
	case Like:
		printOperand(s, e.Value)
		s.WriteString(" LIKE ")
		printOperand(s, e.Pattern)
	case IsNull:
		printOperand(s, e.Value)
		s.WriteString(" IS NULL")
	case Spatial:
		s.WriteString(string(e.Op) + "(" + printName(e.Property.Name) + ", " + e.Geometry.String() + ")")
	case Array:
		s.WriteString(string(e.Op) + "(" + printName(e.Property.Name) + ", ")
		if e.Other.Name != "" {
			s.WriteString(printName(e.Other.Name))
		} else {
			writeList(s, e.members(), ", ", func(o Operand) { printOperand(s, o) })
		}
		s.WriteByte(')')
	}
}

func printTerms(s *strings.Builder, terms []Expr, joint string) {
	for i, t := range terms {
		if i > 0 {
			s.WriteString(joint)
		}
		printTerm(s, t)
	}
}

// printTerm puts parentheses around everything that is not a predicate, so that
// no reader has to know what binds tighter.
func printTerm(s *strings.Builder, e Expr) {
	switch e.(type) {
	case And, Or, Not:
		s.WriteByte('(')
		printExpr(s, e)
		s.WriteByte(')')
	default:
		printExpr(s, e)
	}
}

func printOperand(s *strings.Builder, o Operand) {
	switch o := o.(type) {
	case Property:
		s.WriteString(printName(o.Name))
	case Call:
		if o.Func.Arithmetic() {
			s.WriteByte('(')
			printOperand(s, o.Args[0])
			s.WriteString(" " + string(o.Func) + " ")
			printOperand(s, o.Args[1])
			s.WriteByte(')')
			return
		}
		s.WriteString(string(o.Func))
		writeList(s, o.Args, ", ", func(a Operand) { printOperand(s, a) })
	case Value:
		s.WriteString(printValue(o))
	}
}

// printValue writes a literal as CQL2 text.
func printValue(v Value) string {
	switch v.Type {
	case TypeText:
		return printText(v.Text)
	case TypeNumber:
		return number(v.Number)
	case TypeBoolean:
		return printBool(v.Bool)
	case TypeDate:
		return "DATE('" + v.Time.Format(time.DateOnly) + "')"
	case TypeInstant:
		return "TIMESTAMP('" + v.Time.Format(time.RFC3339Nano) + "')"
	}
	return "NULL"
}

var textEscapes = strings.NewReplacer(`'`, `''`, `\`, `\\`)

func printText(s string) string { return "'" + textEscapes.Replace(s) + "'" }

func printBool(b bool) string {
	if b {
		return "TRUE"
	}
	return "FALSE"
}

// printName quotes a name that could be taken for something else.
func printName(name string) string {
	if isIdentifier(name) && !isKeyword(name) {
		return name
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}
