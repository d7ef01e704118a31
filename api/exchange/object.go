package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
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
// bytes, in JSON or in one of the other media types. The error is a problem, or
// faults where the body is no object.
func (c *Call) ReadObject(limit int64, others ...string) (*Object, error) {
	if err := c.checkType(others); err != nil {
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
func (c *Call) checkType(others []string) error {
	given := c.Request.Header.Get("Content-Type")
	if given == "" {
		return criteria.Faults{{In: "header", Name: "Content-Type", Rule: RuleMissing, Got: "none", Want: "application/json"}}
	}
	media, parameters, err := mime.ParseMediaType(given)
	charset := strings.ToLower(parameters["charset"])
	if err != nil || media != "application/json" && !slices.Contains(others, media) || charset != "" && charset != "utf-8" {
		taken := append(slices.Clone(others), "application/json")
		taken = slices.Compact(taken)
		list := strings.Join(taken, ", ")
		return &Problem{Kind: UnsupportedType, Detail: "The body has to be " + strings.Join(taken, " or ") + ", not " + Printable(given) + ".",
			Header: http.Header{"Accept": {list}, "Accept-Post": {list}}}
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
		o.FaultAt(member(name), criteria.RuleRepeated, Printable(name)+" more than once", "it once")
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
