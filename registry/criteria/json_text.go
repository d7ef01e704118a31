package criteria

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// cql2JSON reads a CQL2 JSON filter: it writes it as the text that says the
// same, so that one parser judges both. Faults have no place in the document.
func (b *builder) cql2JSON(document string) Expr {
	if len(document) > MaxText {
		b.fault(noPlace, RuleLimit, strconv.Itoa(len(document))+" bytes", "at most "+strconv.Itoa(MaxText))
		return placeholder
	}
	if strings.TrimSpace(document) == "" {
		b.fault(noPlace, RuleEmpty, "no filter", "a CQL2 expression in JSON")
		return placeholder
	}
	d := json.NewDecoder(strings.NewReader(document))
	d.UseNumber()
	var tree any
	err := d.Decode(&tree)
	if err == nil {
		if _, more := d.Token(); more != io.EOF {
			err = fmt.Errorf("more than one JSON value")
		}
	}
	if err != nil {
		b.fault(noPlace, RuleSyntax, clip(document), "one CQL2 expression in JSON")
		return placeholder
	}
	w := jsonWriter{}
	if err := w.boolean(tree, 0); err != nil {
		b.fault(noPlace, RuleSyntax, err.got, err.want)
		return placeholder
	}
	e := b.cql2(w.String())
	for i := range b.faults {
		b.faults[i].Offset, b.faults[i].Line, b.faults[i].Column = 0, 0, 0
	}
	return e
}

// jsonFault is what a document has in place of what is wanted.
type jsonFault struct{ got, want string }

func wrongJSON(got any, want string) *jsonFault {
	text, err := json.Marshal(got)
	if err != nil {
		return &jsonFault{"something that is no JSON", want}
	}
	return &jsonFault{clip(string(text)), want}
}

// jsonWriter writes CQL2 text.
type jsonWriter struct{ strings.Builder }

// operation takes {"op": …, "args": […]} apart.
func operation(node any) (op string, args []any, ok bool) {
	object, _ := node.(map[string]any)
	op, isText := object["op"].(string)
	args, isList := object["args"].([]any)
	return op, args, isText && isList && len(object) == 2
}

// infix are the operators that stand between their operands in text.
var infix = map[string]string{
	"=": " = ", "<>": " <> ", "<": " < ", "<=": " <= ", ">": " > ", ">=": " >= ", "like": " LIKE ",
	"+": " + ", "-": " - ", "*": " * ", "/": " / ", "%": " % ", "^": " ^ ", "div": " DIV ",
}

// boolean writes an expression that holds or does not.
func (w *jsonWriter) boolean(node any, depth int) *jsonFault {
	if depth > MaxDepth {
		return &jsonFault{"more than " + strconv.Itoa(MaxDepth) + " levels", "fewer levels"}
	}
	if truth, ok := node.(bool); ok {
		w.WriteString(printBool(truth))
		return nil
	}
	op, args, ok := operation(node)
	if !ok {
		return wrongJSON(node, "true, false, or an object with op and args")
	}
	switch name := strings.ToLower(op); name {
	case "and", "or":
		if len(args) < 2 {
			return wrongJSON(node, "two arguments or more")
		}
		return w.list(args, "(", " "+strings.ToUpper(name)+" ", ")", func(a any) *jsonFault { return w.boolean(a, depth+1) })
	case "not":
		if len(args) != 1 {
			return wrongJSON(node, "one argument")
		}
		w.WriteString("NOT (")
		fault := w.boolean(args[0], depth+1)
		w.WriteString(")")
		return fault
	}
	return w.predicate(node, strings.ToLower(op), args, depth)
}

func (w *jsonWriter) predicate(node any, op string, args []any, depth int) *jsonFault {
	scalar := func(a any) *jsonFault { return w.operand(a, depth+1) }
	switch {
	case op == "isnull" && len(args) == 1:
		fault := scalar(args[0])
		w.WriteString(" IS NULL")
		return fault
	case op == "between" && len(args) == 3:
		if fault := scalar(args[0]); fault != nil {
			return fault
		}
		w.WriteString(" BETWEEN ")
		return w.list(args[1:], "", " AND ", "", scalar)
	case op == "in" && len(args) == 2:
		items, ok := args[1].([]any)
		if !ok || len(items) == 0 {
			return wrongJSON(args[1], "a list of values")
		}
		if fault := scalar(args[0]); fault != nil {
			return fault
		}
		return w.list(items, " IN (", ", ", ")", scalar)
	case infix[op] != "" && len(args) == 2 && !strings.Contains("+-*/%^div", op):
		return w.list(args, "", infix[op], "", scalar)
	case isFunctionName(op):
		return w.call(op, args, depth)
	}
	return wrongJSON(node, "an operator of CQL2 with as many arguments as it takes")
}

// isFunctionName keeps everything out of the text that is no plain name.
func isFunctionName(op string) bool {
	lower := strings.ToLower(op)
	return isIdentifier(op) && !slices.Contains(reserved, lower) && !slices.Contains(geometries, lower)
}

func (w *jsonWriter) call(name string, args []any, depth int) *jsonFault {
	w.WriteString(strings.ToUpper(name))
	return w.list(args, "(", ", ", ")", func(a any) *jsonFault { return w.operand(a, depth+1) })
}

func (w *jsonWriter) list(items []any, before, between, after string, write func(any) *jsonFault) *jsonFault {
	w.WriteString(before)
	for i, item := range items {
		if i > 0 {
			w.WriteString(between)
		}
		if fault := write(item); fault != nil {
			return fault
		}
	}
	w.WriteString(after)
	return nil
}

// operand writes a value: a literal, a property, a function, a list, an
// interval or a geometry.
func (w *jsonWriter) operand(node any, depth int) *jsonFault {
	if depth > MaxDepth {
		return &jsonFault{"more than " + strconv.Itoa(MaxDepth) + " levels", "fewer levels"}
	}
	switch v := node.(type) {
	case string:
		w.WriteString(printText(v))
		return nil
	case json.Number:
		w.WriteString(v.String())
		return nil
	case bool:
		w.WriteString(printBool(v))
		return nil
	case []any:
		return w.list(v, "(", ", ", ")", func(a any) *jsonFault { return w.operand(a, depth+1) })
	case map[string]any:
		return w.object(v, depth)
	}
	return wrongJSON(node, "a value; unknown is asked for with isNull")
}

func (w *jsonWriter) object(v map[string]any, depth int) *jsonFault {
	if op, args, ok := operation(v); ok {
		name := strings.ToLower(op)
		if infix[name] != "" && len(args) == 2 {
			return w.list(args, "(", infix[name], ")", func(a any) *jsonFault { return w.operand(a, depth+1) })
		}
		if isFunctionName(name) {
			return w.call(name, args, depth)
		}
		return wrongJSON(v, "a function or an arithmetic operator")
	}
	for name, write := range map[string]func(any) *jsonFault{
		"property": w.property, "date": w.temporal("DATE"), "timestamp": w.temporal("TIMESTAMP"),
		"interval": func(a any) *jsonFault { return w.interval(a, depth) }, "bbox": w.box,
	} {
		if value, ok := v[name]; ok && len(v) == 1 {
			return write(value)
		}
	}
	if _, ok := v["type"].(string); ok {
		return w.geometry(v)
	}
	return wrongJSON(v, "a property, an operation, a date, a timestamp, an interval, a bbox or a GeoJSON geometry")
}

func (w *jsonWriter) property(v any) *jsonFault {
	name, ok := v.(string)
	if !ok {
		return wrongJSON(v, "the name of a property")
	}
	w.WriteString(`"` + strings.ReplaceAll(name, `"`, `""`) + `"`)
	return nil
}

func (w *jsonWriter) temporal(function string) func(any) *jsonFault {
	return func(v any) *jsonFault {
		text, ok := v.(string)
		if !ok {
			return wrongJSON(v, "a text")
		}
		w.WriteString(function + "(" + printText(text) + ")")
		return nil
	}
}

// interval writes two ends, each a text or a property.
func (w *jsonWriter) interval(v any, depth int) *jsonFault {
	ends, ok := v.([]any)
	if !ok || len(ends) != 2 {
		return wrongJSON(v, "a list of two ends")
	}
	return w.list(ends, "INTERVAL(", ", ", ")", func(a any) *jsonFault { return w.operand(a, depth+1) })
}

func (w *jsonWriter) box(v any) *jsonFault {
	sides, ok := v.([]any)
	if !ok {
		return wrongJSON(v, "a list of four or six numbers")
	}
	return w.list(sides, "BBOX(", ", ", ")", w.number)
}

func (w *jsonWriter) number(v any) *jsonFault {
	n, ok := v.(json.Number)
	if !ok {
		return wrongJSON(v, "a number")
	}
	w.WriteString(n.String())
	return nil
}

// geometry writes a GeoJSON geometry as well-known text.
func (w *jsonWriter) geometry(v map[string]any) *jsonFault {
	name, _ := v["type"].(string)
	kind := GeometryType(strings.ToUpper(name))
	if kind == CollectionType {
		members, ok := v["geometries"].([]any)
		if !ok {
			return wrongJSON(v, "a list of geometries")
		}
		return w.list(members, string(kind)+"(", ", ", ")", func(m any) *jsonFault {
			member, ok := m.(map[string]any)
			if !ok {
				return wrongJSON(m, "a GeoJSON geometry")
			}
			return w.geometry(member)
		})
	}
	depth, ok := map[GeometryType]int{PointType: 0, LineStringType: 1, MultiPointType: 1, PolygonType: 2, MultiLineStringType: 2, MultiPolygonType: 3}[kind]
	if !ok {
		return wrongJSON(name, "a GeoJSON geometry")
	}
	w.WriteString(string(kind))
	if kind == PointType {
		return w.coordinates([]any{v["coordinates"]}, 1)
	}
	return w.coordinates(v["coordinates"], depth)
}

// coordinates writes lists of positions, as many levels deep as the kind has.
func (w *jsonWriter) coordinates(v any, depth int) *jsonFault {
	list, ok := v.([]any)
	if !ok {
		return wrongJSON(v, "coordinates")
	}
	if depth == 0 {
		return w.list(list, "", " ", "", w.number)
	}
	return w.list(list, "(", ", ", ")", func(a any) *jsonFault { return w.coordinates(a, depth-1) })
}
