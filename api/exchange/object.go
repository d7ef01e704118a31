package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"landbank/registry/criteria"
)

// Object is a JSON object of a body, read strictly: its members may not repeat,
// and only known ones are there once Only has been asked.
type Object struct {
	at      string // JSON pointer of the object, "" for the whole body
	names   []string
	members map[string]json.RawMessage
	Faults  criteria.Faults // everything found wrong so far
}

// ReadObject reads the body of the call as one JSON object of at most limit
// bytes. The error is a problem, or faults where the body is no object.
func (c *Call) ReadObject(limit int64) (*Object, error) {
	if err := c.checkType(); err != nil {
		return nil, err
	}
	if c.Request.ContentLength > limit {
		return nil, &http.MaxBytesError{Limit: limit}
	}
	body, err := io.ReadAll(http.MaxBytesReader(c.writer, c.Request.Body, limit))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, err
	case err != nil: // what was promised did not come
		return nil, &Problem{Kind: BadRequest, Detail: "The body could not be read to its end.", Cause: err}
	}
	o := &Object{members: map[string]json.RawMessage{}}
	if !utf8.Valid(body) {
		o.Fault("", criteria.RuleSyntax, "bytes that are not UTF-8", "JSON in UTF-8")
		return nil, o.Faults
	}
	if err := o.read(body); err != nil {
		return nil, err
	}
	return o, nil
}

// checkType refuses bodies that are not plain JSON.
func (c *Call) checkType() error {
	given := c.Request.Header.Get("Content-Type")
	if given == "" {
		return criteria.Faults{{In: "header", Name: "Content-Type", Rule: RuleMissing, Got: "none", Want: "application/json"}}
	}
	media, parameters, err := mime.ParseMediaType(given)
	charset := strings.ToLower(parameters["charset"])
	if err != nil || media != "application/json" || charset != "" && charset != "utf-8" {
		return &Problem{Kind: UnsupportedType, Detail: "The body has to be application/json, not " + Printable(given) + ".",
			Header: http.Header{"Accept": {"application/json"}, "Accept-Post": {"application/json"}}}
	}
	if coding := c.Request.Header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		return &Problem{Kind: UnsupportedType, Detail: "The body has to come without Content-Encoding."}
	}
	return nil
}

// read takes the object apart into its members. Where the JSON is broken, the
// error is one fault with its place.
func (o *Object) read(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	opening, err := d.Token()
	if err == nil && opening != json.Delim('{') {
		o.Fault("", criteria.RuleWrongType, kindOf(text), "an object")
		return o.Faults
	}
	for err == nil && d.More() {
		var name json.Token
		if name, err = d.Token(); err != nil {
			break
		}
		var value json.RawMessage
		if err = d.Decode(&value); err == nil {
			o.take(name.(string), value) // a decoder gives no other tokens here
		}
	}
	if err == nil {
		_, err = d.Token() // the closing brace
	}
	if err == nil {
		if _, end := d.Token(); end != io.EOF {
			o.Fault("", criteria.RuleSyntax, "more after the object", "one object")
			return o.Faults
		}
		return nil
	}
	o.broken(text, err, d.InputOffset())
	return o.Faults
}

func (o *Object) take(name string, value json.RawMessage) {
	if _, has := o.members[name]; has {
		o.item(member(name), criteria.RuleRepeated, Printable(name)+" more than once", "it once")
		return
	}
	o.names = append(o.names, name)
	o.members[name] = value
}

// broken notes where the JSON cannot be read.
func (o *Object) broken(text []byte, err error, offset int64) {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		offset = syntax.Offset
	}
	read := text[:min(int(offset), len(text))]
	line := 1 + bytes.Count(read, []byte("\n"))
	column := utf8.RuneCount(read[bytes.LastIndexByte(read, '\n')+1:])
	got := "the end of the body"
	if int(offset) < len(text) || len(text) > 0 && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		got = "a body that is no JSON here"
	}
	o.note(criteria.Fault{Name: o.at, Rule: criteria.RuleSyntax, Got: got, Want: "a JSON object",
		Line: line, Column: max(1, column), Offset: int(offset)})
}

// kindOf names the kind of a JSON value.
func kindOf(value []byte) string {
	value = bytes.TrimSpace(value)
	if len(value) == 0 {
		return "nothing"
	}
	switch value[0] {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case '"':
		return "a text"
	case 't', 'f':
		return "a boolean"
	case 'n':
		return "null"
	}
	return "a number"
}

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
			o.item(member(name), criteria.RuleUnknownName, Printable(name), "one of "+strings.Join(names, ", "))
		}
	}
}

// Raw gives a member as it is written; false where it is left out or null.
func (o *Object) Raw(name string) (json.RawMessage, bool) {
	value, ok := o.members[name]
	return value, ok && string(value) != "null"
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
			o.item(at, criteria.RuleWrongType, kindOf(raw), "a text")
		case slices.Contains(out, text):
			o.item(at, criteria.RuleRepeated, Printable(text)+" twice", "each once")
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
			o.item(at, criteria.RuleWrongType, kindOf(raw), "an object")
			out = append(out, nil)
			continue
		}
		item := &Object{at: o.at + "/" + at, members: map[string]json.RawMessage{}}
		_ = item.read(raw) // the body has been read as JSON, so it can only repeat members
		out = append(out, item)
	}
	return out
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

// item notes something wrong with a place below a member.
func (o *Object) item(at string, rule criteria.Rule, got, want string) {
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
