package exchange

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"landbank/registry/criteria"
)

// Fault notes something wrong with a member, "" for the object itself.
func (o *Object) Fault(name string, rule criteria.Rule, got, want string) {
	o.note(criteria.Fault{Name: o.pointer(name), Rule: rule, Got: got, Want: want})
}

func (o *Object) note(f criteria.Fault) {
	f.In = "body"
	o.Faults = noted(o.Faults, f)
}

// Include notes the faults of an object inside this one.
func (o *Object) Include(inner *Object) {
	for _, f := range inner.Faults {
		o.note(f)
	}
}

// pointerEscapes are those of JSON pointers (RFC 6901).
var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

func (o *Object) pointer(name string) string {
	if name == "" {
		return o.at
	}
	return o.at + "/" + member(name)
}

// member writes a name as a step of a JSON pointer.
func member(name string) string { return pointerEscapes.Replace(shortened(name)) }

// Only notes every member that is not one of the names.
func (o *Object) Only(names ...string) {
	for _, name := range o.names {
		if !slices.Contains(names, name) {
			o.FaultAt(member(name), criteria.RuleUnknownName, Printable(name), "one of "+strings.Join(names, ", "))
		}
	}
}

// Raw gives a member as it is written; false where it is left out or null.
func (o *Object) Raw(name string) (json.RawMessage, bool) {
	value, ok := o.members[name]
	return value, ok && string(value) != "null"
}

// Given gives a member as it is written, null too; false where it is left out.
func (o *Object) Given(name string) (json.RawMessage, bool) {
	value, ok := o.members[name]
	return value, ok
}

// Text gives a member that is a text of at least one character.
func (o *Object) Text(name string) (string, bool) {
	raw, ok := o.Raw(name)
	if !ok {
		return "", false
	}
	var text string
	if json.Unmarshal(raw, &text) != nil {
		o.Fault(name, criteria.RuleWrongType, kindOf(raw), "a text")
		return "", false
	}
	if text == "" {
		o.Fault(name, criteria.RuleEmpty, "an empty text", "a text, or the member left out")
		return "", false
	}
	if strings.Contains(text, "\x00") { // no text of the database has it
		o.Fault(name, criteria.RuleBadValue, Printable(text), "a text without the character NUL")
		return "", false
	}
	return text, true
}

// Needed gives a member that is a text and has to be there.
func (o *Object) Needed(name string) (string, bool) {
	if _, ok := o.Raw(name); !ok {
		o.Fault(name, RuleMissing, "nothing", "a text")
		return "", false
	}
	return o.Text(name)
}

// Bool gives a member that is true or false; false, false where it is left out.
func (o *Object) Bool(name string) (value, given bool) {
	raw, ok := o.Raw(name)
	if !ok {
		return false, false
	}
	if json.Unmarshal(raw, &value) != nil {
		o.Fault(name, criteria.RuleWrongType, kindOf(raw), "true or false")
		return false, false
	}
	return value, true
}

// OneOf gives a member that is one of the values; the first of them where it is
// left out or has a fault.
func (o *Object) OneOf(name string, values ...string) string {
	text, ok := o.Text(name)
	if !ok {
		return values[0]
	}
	if !slices.Contains(values, text) {
		o.Fault(name, criteria.RuleBadValue, Printable(text), "one of "+strings.Join(values, ", "))
		return values[0]
	}
	return text
}

// Int gives a member that is a whole number from least on, clamped to most; the
// fallback where it is left out or has a fault.
func (o *Object) Int(name string, least, most, fallback int) int {
	raw, ok := o.Raw(name)
	if !ok {
		return fallback
	}
	n, ok := wholeNumber(string(raw), most)
	if !ok || n < least {
		got := kindOf(raw)
		if got == "a number" {
			got = Printable(string(raw))
		}
		o.Fault(name, criteria.RuleBadValue, got, fmt.Sprintf("a whole number from %d to %d", least, most))
		return fallback
	}
	return n
}

// Texts gives a member that is a list of texts, each once; nil where it is left
// out.
func (o *Object) Texts(name string) []string {
	var out []string
	for i, raw := range o.list(name) {
		at := name + "/" + strconv.Itoa(i)
		var text string
		switch {
		case json.Unmarshal(raw, &text) != nil || kindOf(raw) != "a text":
			o.FaultAt(at, criteria.RuleWrongType, kindOf(raw), "a text")
		case strings.Contains(text, "\x00"):
			o.FaultAt(at, criteria.RuleBadValue, Printable(text), "a text without the character NUL")
		case slices.Contains(out, text):
			o.FaultAt(at, criteria.RuleRepeated, Printable(text)+" twice", "each once")
		default:
			out = append(out, text)
		}
	}
	return out
}

// Objects gives a member that is a list of objects, with nil in the place of
// each item that is none.
func (o *Object) Objects(name string) []*Object {
	var out []*Object
	for i, raw := range o.list(name) {
		at := name + "/" + strconv.Itoa(i)
		if kindOf(raw) != "an object" {
			o.FaultAt(at, criteria.RuleWrongType, kindOf(raw), "an object")
			out = append(out, nil)
			continue
		}
		item := &Object{at: o.at + "/" + at, members: map[string]json.RawMessage{}}
		_ = item.read(raw) // the body has been read as JSON, so it can only repeat members
		out = append(out, item)
	}
	return out
}

// Object gives a member that is an object; nil where it is left out or is
// none.
func (o *Object) Object(name string) *Object {
	raw, ok := o.Raw(name)
	if !ok {
		return nil
	}
	if kindOf(raw) != "an object" {
		o.Fault(name, criteria.RuleWrongType, kindOf(raw), "an object")
		return nil
	}
	inner := &Object{at: o.pointer(name), members: map[string]json.RawMessage{}}
	_ = inner.read(raw) // the body has been read as JSON, so it can only repeat members
	return inner
}

// Names gives the names of the members in their order.
func (o *Object) Names() []string { return o.names }

// Kind gives a member whose kind is the one wanted ("a text", "a number", "a
// boolean", …); false where it is left out or is none, which is noted.
func (o *Object) Kind(name, want string) (json.RawMessage, bool) {
	raw, ok := o.Raw(name)
	if ok && kindOf(raw) != want {
		o.Fault(name, criteria.RuleWrongType, kindOf(raw), want)
		return nil, false
	}
	return raw, ok
}

func (o *Object) list(name string) []json.RawMessage {
	raw, ok := o.Raw(name)
	if !ok {
		return nil
	}
	var items []json.RawMessage
	if json.Unmarshal(raw, &items) != nil {
		o.Fault(name, criteria.RuleWrongType, kindOf(raw), "a list")
	}
	return items
}

// FaultAt notes something wrong with a place below a member, as the rest of a
// JSON pointer.
func (o *Object) FaultAt(at string, rule criteria.Rule, got, want string) {
	o.note(criteria.Fault{Name: o.at + "/" + at, Rule: rule, Got: got, Want: want})
}

// Join notes the faults of an error at a member, if it is made of any, and
// gives back what is left of it. Faults that name a place of the body keep it.
func (o *Object) Join(name string, err error) error {
	faults, ok := err.(criteria.Faults)
	if !ok {
		return err
	}
	for _, f := range faults {
		if !strings.HasPrefix(f.Name, "/") {
			f.Name = o.pointer(name)
		}
		o.note(f)
	}
	return nil
}

// Err gives everything wrong with the object, nil where nothing is.
func (o *Object) Err() error {
	if len(o.Faults) == 0 {
		return nil
	}
	return o.Faults
}
