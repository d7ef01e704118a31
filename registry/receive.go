package registry

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"landbank/registry/criteria"
)

// Receivable tells whether a flat representation of a site, as GIS tools have
// it, can set the field: exactly one member of a record tells it. What is
// computed, or told by lists whose elements have no name, is read alone.
func (f *Field) Receivable() bool {
	_, ok := f.member()
	return ok
}

// member gives the path of the only member that tells the field.
func (f *Field) member() (path string, ok bool) {
	paths := PathsOf(f.Name)
	if len(paths) != 1 || strings.Contains(paths[0], "[]") {
		return "", false
	}
	return paths[0], true
}

// Receive gives the record with fields set to values in JSON; null unsets one.
// Everything else stays. Faults name the field and what it takes; the record is
// not changed then.
func (r *Record) Receive(values map[string]json.RawMessage) (Record, criteria.Faults) {
	var faults criteria.Faults
	document := map[string]any{}
	text, err := json.Marshal(r)
	if err == nil {
		err = decodeNumbers(text, &document)
	}
	was := FlattenAt(r, Moment{})
	for i := range Fields() {
		f := &Fields()[i]
		value, given := values[f.Name]
		path, ok := f.member()
		if !given || !ok || sameValue(AppendValue(nil, was[i]), value) {
			continue
		}
		if fault := f.refuses(value); fault != nil {
			faults = append(faults, *fault)
			continue
		}
		var to any
		if err == nil {
			err = decodeNumbers(value, &to)
		}
		place(document, path, to)
	}
	if len(faults) > 0 {
		return *r, faults
	}
	var out Record
	if err == nil {
		if text, err = json.Marshal(document); err == nil {
			err = json.Unmarshal(text, &out)
		}
	}
	if err != nil { // the look at each value has to find whatever this does
		return *r, criteria.Faults{{Rule: criteria.RuleBadValue, Got: "a value that is not read", Want: "values as the schema describes them"}}
	}
	return out, nil
}

func decodeNumbers(text []byte, to any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	return d.Decode(to)
}

// sameValue compares two values in JSON, numbers by what they are.
func sameValue(a, b []byte) bool {
	var x, y any
	return json.Unmarshal(a, &x) == nil && json.Unmarshal(b, &y) == nil && fmt.Sprint(x) == fmt.Sprint(y)
}

// refuses says what is wrong with a value in JSON for the field; nil where
// nothing is. Null is right for every field.
func (f *Field) refuses(value json.RawMessage) *criteria.Fault {
	fault := func(rule criteria.Rule, want string) *criteria.Fault {
		return &criteria.Fault{Name: f.Name, Rule: rule, Got: shown40(value), Want: want}
	}
	var v any
	if json.Unmarshal(value, &v) != nil || v == nil {
		return nil
	}
	switch f.Type {
	case TypeNumber, TypeInteger:
		n, ok := v.(float64)
		switch {
		case !ok:
			return fault(criteria.RuleWrongType, "a number")
		case f.Type == TypeInteger && (n != math.Trunc(n) || math.Abs(n) > math.MaxInt32):
			return fault(criteria.RuleBadValue, "a whole number")
		}
	case TypeBoolean:
		if _, ok := v.(bool); !ok {
			return fault(criteria.RuleWrongType, "true or false")
		}
	case TypeCodes:
		list, ok := v.([]any)
		if !ok {
			return fault(criteria.RuleWrongType, "a list of texts")
		}
		for _, item := range list {
			if code, ok := item.(string); !ok || f.Codes != "" && !HasCode(f.Codes, code) {
				return fault(criteria.RuleUnknownCode, "codes of the list "+f.Codes)
			}
		}
	case TypeDate:
		text, ok := v.(string)
		if d, err := ParseDate(text); !ok || err != nil || d.Year() < 1 {
			return fault(criteria.RuleBadValue, "a day, YYYY-MM-DD")
		}
	default:
		text, ok := v.(string)
		switch {
		case !ok:
			return fault(criteria.RuleWrongType, "a text")
		case f.Type == TypeCode && text != "" && !HasCode(f.Codes, text):
			return fault(criteria.RuleUnknownCode, "one of "+strings.Join(codeNames(f.Codes), ", "))
		}
	}
	return nil
}

// shown40 shows a value, shortened.
func shown40(value []byte) string {
	if text := []rune(string(value)); len(text) > 40 {
		return string(text[:40]) + "…"
	}
	return string(value)
}

// place sets the member at a path of a document, and makes what is above it;
// nil takes the member away.
func place(document map[string]any, path string, value any) {
	step, rest, deeper := strings.Cut(path, ".")
	name, label, labelled := strings.Cut(strings.TrimSuffix(step, "]"), "[")
	switch {
	case labelled:
		list, _ := document[name].([]any)
		key := elementKeys[name]
		at := slices.IndexFunc(list, func(e any) bool { m, _ := e.(map[string]any); return m[key] == label })
		if at < 0 {
			if value == nil {
				return
			}
			at, list = len(list), append(list, map[string]any{key: label})
		}
		document[name] = list
		place(list[at].(map[string]any), rest, value)
	case deeper:
		inner, _ := document[name].(map[string]any)
		if inner == nil {
			inner = map[string]any{}
		}
		document[name] = inner
		place(inner, rest, value)
	case value == nil:
		delete(document, name)
	default:
		document[name] = value
	}
}
