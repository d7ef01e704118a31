package postgres

import (
	"bytes"
	"math"
	"sync"

	"landbank/registry"
)

// A site's properties are stored without the members that are null: of a
// hundred fields a register fills twenty, and the names of the others would be
// most of the text that is written, kept and read. withUnknown puts them back.

// appendKnown appends the JSON members of the fields whose values are known,
// each followed by a comma.
func appendKnown(b []byte, name string, value any) []byte {
	if n, ok := value.(float64); value == nil || ok && (math.IsInf(n, 0) || math.IsNaN(n)) {
		return b
	}
	b = append(append(append(b, '"'), name...), '"', ':')
	return append(registry.AppendValue(b, value), ',')
}

// appendDeclared appends the members of the declared fields of a flat record
// and, where there are any, the names of the distances that were checked and
// found to be none, each followed by a comma.
func appendDeclared(b []byte, flat registry.Flat) []byte {
	var none []string
	for _, f := range declared() {
		value := flat[registry.FieldPosition(f.Name)]
		if n, ok := value.(float64); ok && math.IsInf(n, 0) {
			none = append(none, f.Name)
		}
		b = appendKnown(b, f.Name, value)
	}
	if none != nil {
		b = append(registry.AppendValue(append(b, `"none":`...), none), ',')
	}
	return b
}

// noProperties is the members of all fields as they are when nothing is known:
// "ref":null,"name":null, … starts gives where each begins, and the end.
var noProperties = sync.OnceValues(func() (text []byte, starts []int) {
	for i := range registry.Fields() {
		starts = append(starts, len(text))
		text = append(append(append(text, '"'), registry.Fields()[i].Name...), `":null,`...)
	}
	return text, append(starts, len(text))
})

// withUnknown gives stored properties with every public field, in the order of
// the table of fields, null where it is unknown, and with the list of
// distances that are none.
func withUnknown(stored []byte) []byte {
	unknown, starts := noProperties()
	values := make([][]byte, len(starts)-1, 128)
	none := storedMembers(stored, values)
	b := make([]byte, 0, len(stored)+len(unknown))
	b = append(b, '{')
	from := 0 // of the members that are unknown
	for i, value := range values {
		if value == nil {
			continue
		}
		b = append(b, unknown[starts[from]:starts[i+1]-len("null,")]...) // up to the colon of this one
		b = append(b, value...)
		b = append(b, ',')
		from = i + 1
	}
	b = append(b, unknown[starts[from]:]...)
	b = append(b, `"none":`...)
	if none == nil {
		none = []byte("[]")
	}
	return append(append(b, none...), '}')
}

// storedMembers finds the values of an object that appendKnown wrote: no
// spaces, no escapes in names. It puts them where their fields stand in the
// table, and returns that of none.
func storedMembers(text []byte, values [][]byte) (none []byte) {
	for at := 1; at < len(text) && text[at] == '"'; at++ { // past the comma
		name := at + 1
		length := bytes.IndexByte(text[name:], '"')
		if length < 0 {
			break
		}
		from := min(name+length+2, len(text)) // past the quote and the colon
		at = valueEnd(text, from)
		if position := registry.FieldPosition(string(text[name : name+length])); position >= 0 {
			values[position] = text[from:at]
		} else if string(text[name:name+length]) == "none" {
			none = text[from:at]
		}
	}
	return none
}

// valueEnd gives where the JSON value ends that begins at from.
func valueEnd(text []byte, from int) int {
	depth, quoted := 0, false
	for at := from; at < len(text); at++ {
		switch c := text[at]; {
		case quoted && c == '\\':
			at++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[' || c == '{':
			depth++
		case depth == 0 && (c == ',' || c == '}'):
			return at
		case c == ']' || c == '}':
			depth--
		}
	}
	return len(text)
}
