package postgres

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
	"landbank/registry/criteria"
)

// idName is the name that cursors know a site's id by. No field has it.
const idName = "id"

// compiler turns criteria into SQL conditions on a row s of site_public. Every
// literal of a question becomes a parameter; its text never enters the SQL.
//
// A condition is NULL exactly where criteria.Eval says Unknown, so that IS TRUE,
// IS NULL and IS FALSE are the three lists.
type compiler struct {
	args pgx.StrictNamedArgs
	err  error // the first thing that could not be compiled
	// column gives the SQL that a field's name stands for; nil for columns of s.
	column func(name string) string
	// vocabulary has the fields of a layer; nil for those of sites.
	vocabulary *criteria.Table
}

func newCompiler() *compiler { return &compiler{args: pgx.StrictNamedArgs{}} }

// bind adds a parameter and gives its name in SQL.
func (c *compiler) bind(value any) string {
	name := "p" + strconv.Itoa(len(c.args)+1)
	c.args[name] = value
	return "@" + name
}

// set adds a parameter under a name that an SQL file uses.
func (c *compiler) set(name string, value any) { c.args[name] = value }

func (c *compiler) fail(format string, args ...any) string {
	if c.err == nil {
		c.err = fmt.Errorf("compile criteria: "+format, args...)
	}
	return "null"
}

// condition compiles an expression; nil stands for TRUE. The SQL is in
// parentheses or needs none.
func (c *compiler) condition(e criteria.Expr) string {
	switch e := e.(type) {
	case nil:
		return "true"
	case criteria.Literal:
		return strconv.FormatBool(bool(e))
	case criteria.And:
		return c.joined(e, " and ", "true")
	case criteria.Or:
		return c.joined(e, " or ", "false")
	case criteria.Not:
		return "(not " + c.condition(e.Term) + ")"
	case criteria.Compare:
		return c.compare(e.Left, string(e.Op), e.Right)
	case criteria.Between:
		return "(" + c.left(e.Value) + " between " + c.operand(e.Low) + " and " + c.operand(e.High) + ")"
	case criteria.In:
		return c.in(e)
	case criteria.Like:
		return "(" + c.left(e.Value) + " like " + c.pattern(e.Pattern) + ")"
	case criteria.IsNull:
		return "(" + c.operand(e.Value) + " is null)"
	case criteria.Spatial:
		return c.spatial(e)
	case criteria.Array:
		return c.array(e)
	}
	return c.fail("no SQL for %T", e)
}

func (c *compiler) joined(terms []criteria.Expr, joint, none string) string {
	if len(terms) == 0 {
		return none
	}
	parts := make([]string, len(terms))
	for i, t := range terms {
		parts[i] = c.condition(t)
	}
	return "(" + strings.Join(parts, joint) + ")"
}

var comparisons = []criteria.Op{
	criteria.Equal, criteria.NotEqual, criteria.Less, criteria.LessOrEqual, criteria.Greater, criteria.GreaterOrEqual,
}

func (c *compiler) compare(left criteria.Operand, op string, right criteria.Operand) string {
	if !slices.Contains(comparisons, criteria.Op(op)) {
		return c.fail("no operator %q", op)
	}
	if p, ok := left.(criteria.Property); ok && p.Name == idName {
		// As a float it would cost the index.
		if v, ok := right.(criteria.Value); ok {
			return "(" + c.name(idName) + " " + op + " " + c.bind(int64(v.Number)) + "::bigint)"
		}
	}
	return "(" + c.left(left) + " " + op + " " + c.operand(right) + ")"
}

// left compiles the left side of a comparison. Texts compare by code point,
// whatever the collation of the database is; naming it on one side is enough.
func (c *compiler) left(o criteria.Operand) string {
	sql := c.operand(o)
	if c.class(o) == criteria.TypeText {
		return sql + ` collate "C"`
	}
	return sql
}

// operand compiles a value. Columns of whole numbers compare with float8
// parameters as float8, which is how Eval sees them.
func (c *compiler) operand(o criteria.Operand) string {
	switch o := o.(type) {
	case criteria.Property:
		return c.name(o.Name)
	case criteria.Call:
		return c.call(o)
	case criteria.Value:
		if cast, ok := casts[o.Type]; ok {
			return c.bind(o.Any()) + cast
		}
	}
	return c.fail("no SQL for operand %T", o)
}

// call compiles a function. Arithmetic is that of float8, as Eval has it; where
// there is no number, it is NULL.
func (c *compiler) call(call criteria.Call) string {
	args := each(call.Args, c.operand)
	switch {
	case len(args) == 1 && call.Func == criteria.CaseI:
		return "casei(" + args[0] + ")"
	case len(args) == 1 && call.Func == criteria.AccentI:
		return "accenti(" + args[0] + ")"
	case len(args) != 2:
		return c.fail("no SQL for %s of %d arguments", call.Func, len(args))
	}
	a, b := args[0]+"::float8", args[1]+"::float8"
	switch call.Func {
	case criteria.Plus, criteria.Minus, criteria.Times:
		return "(" + a + " " + string(call.Func) + " " + b + ")"
	case criteria.Divide:
		return "(" + a + " / nullif(" + b + ", 0))"
	case criteria.WholeDiv:
		return "trunc(" + a + " / nullif(" + b + ", 0))"
	case criteria.Modulo:
		return "(" + a + " - " + b + " * trunc(" + a + " / nullif(" + b + ", 0)))"
	case criteria.Power:
		return "(case when " + a + " < 0 and " + b + " <> trunc(" + b + ") or " + a + " = 0 and " + b + " < 0 then null else power(" + a + ", " + b + ") end)"
	}
	return c.fail("no SQL for the function %q", call.Func)
}

// casts gives the SQL type of literals, with that of a list of them after [].
var casts = map[criteria.Type]string{
	criteria.TypeText: "::text", criteria.TypeNumber: "::float8", criteria.TypeBoolean: "::boolean",
	criteria.TypeDate: "::date", criteria.TypeInstant: "::timestamptz",
}

// name gives the SQL of a field. Only names of the table of fields get there.
func (c *compiler) name(name string) string {
	if !c.knows(name) {
		return c.fail("no field %q", name)
	}
	if c.column != nil {
		return c.column(name)
	}
	return "s." + name
}

// knows reports whether a name may get into SQL.
func (c *compiler) knows(name string) bool {
	if c.vocabulary != nil {
		_, known := c.vocabulary.Lookup(name)
		return known || name == idName || name == registry.LayerRef
	}
	_, known := registry.FieldByName(name)
	return known || name == idName || name == registry.GeometryName
}

// class gives the type that an operand is compared as.
func (c *compiler) class(o criteria.Operand) criteria.Type {
	switch o := o.(type) {
	case criteria.Value:
		return o.Type
	case criteria.Call:
		if o.Func.Arithmetic() {
			return criteria.TypeNumber
		}
		return criteria.TypeText
	case criteria.Property:
		if c.vocabulary != nil {
			f, _ := c.vocabulary.Lookup(o.Name)
			if f.Type == criteria.TypeCode {
				return criteria.TypeText
			}
			return f.Type
		}
		if f, ok := registry.FieldByName(o.Name); ok {
			if f.Type == registry.TypeCode {
				return criteria.TypeText
			}
			return f.Type
		}
	}
	return ""
}

// in compiles a list: of literals alone as one array parameter, so that the SQL
// is the same whatever the length.
func (c *compiler) in(e criteria.In) string {
	values := make([]criteria.Value, 0, len(e.List))
	for _, o := range e.List {
		if v, ok := o.(criteria.Value); ok {
			values = append(values, v)
		}
	}
	if len(values) == len(e.List) && len(values) > 0 {
		if cast, ok := casts[values[0].Type]; ok {
			return "(" + c.left(e.Value) + " = any(" + c.bind(listOf(values)) + cast + "[]))"
		}
	}
	parts := make([]string, len(e.List))
	for i, o := range e.List {
		parts[i] = c.left(e.Value) + " = " + c.operand(o)
	}
	return "(" + strings.Join(parts, " or ") + ")"
}

// listOf gives literals of one type as a slice that the driver takes.
func listOf(values []criteria.Value) any {
	switch values[0].Type {
	case criteria.TypeText:
		return each(values, func(v criteria.Value) string { return v.Text })
	case criteria.TypeNumber:
		return each(values, func(v criteria.Value) float64 { return v.Number })
	case criteria.TypeBoolean:
		return each(values, func(v criteria.Value) bool { return v.Bool })
	}
	return each(values, func(v criteria.Value) any { return v.Time })
}

func each[S, T any](items []S, of func(S) T) []T {
	out := make([]T, len(items))
	for i, item := range items {
		out[i] = of(item)
	}
	return out
}

// pattern compiles a pattern of LIKE. One that comes from a field may end in a
// single backslash, which PostgreSQL refuses and criteria take literally.
func (c *compiler) pattern(o criteria.Operand) string {
	sql := c.operand(o)
	if len(fieldsIn(o)) == 0 {
		return sql
	}
	return "(" + sql + ` || repeat('\', (length(` + sql + `) - length(rtrim(` + sql + `, '\'))) % 2))`
}

func fieldsIn(o criteria.Operand) []string {
	return criteria.Fields(criteria.IsNull{Value: o})
}

var relations = map[criteria.ArrayOp]string{
	criteria.Overlaps: "&&", criteria.Contains: "@>", criteria.ContainedBy: "<@",
}

// array compiles a relation of sets of codes.
func (c *compiler) array(e criteria.Array) string {
	column, codes := c.name(e.Property.Name), c.otherSet(e)
	if e.Op == criteria.SetEquals {
		return "(" + column + " @> " + codes + " and " + column + " <@ " + codes + ")"
	}
	relation, ok := relations[e.Op]
	if !ok {
		return c.fail("no relation %q", e.Op)
	}
	return "(" + column + " " + relation + " " + codes + ")"
}

// otherSet compiles the set that a field is related to. It is NULL where an
// element is, as Eval has it; an array with a NULL in it would be another set.
func (c *compiler) otherSet(e criteria.Array) string {
	if e.Other.Name != "" {
		return c.name(e.Other.Name)
	}
	codes := c.bind(append([]string{}, e.Codes...)) + "::text[]"
	if len(e.Elements) == 0 {
		return codes
	}
	elements := strings.Join(each(e.Elements, c.operand), ", ")
	return "(case when num_nulls(" + elements + ") = 0 then " + codes + " || array[" + elements + "]::text[] end)"
}

// order compiles the order of an answer: the keys, unknown values last, and the
// id that makes it total.
func (c *compiler) order(keys []criteria.SortKey) string {
	var parts []string
	for _, k := range keys {
		part := c.left(criteria.Property{Name: k.Field})
		if k.Desc {
			part += " desc"
		}
		parts = append(parts, part+" nulls last")
	}
	return strings.Join(append(parts, c.name(idName)), ", ")
}
