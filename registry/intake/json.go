package intake

import (
	"encoding/json"
	"errors"
	"strings"
)

// jsonText walks over the members of a JSON object without building values of what nobody asks for. What it
// hands out are parts of the text, so a feature costs one allocation.
type jsonText struct {
	text string
	at   int
}

var errJSON = errors.New("not well-formed JSON")

func (s *jsonText) space() byte {
	for ; s.at < len(s.text); s.at++ {
		switch c := s.text[s.at]; c {
		case ' ', '\t', '\n', '\r':
		default:
			return c
		}
	}
	return 0
}

func (s *jsonText) take(c byte) bool {
	if s.space() != c {
		return false
	}
	s.at++
	return true
}

// object calls visit with the name and the raw value of each member of the object that starts here.
func (s *jsonText) object(visit func(name, value string) error) error {
	if !s.take('{') {
		return errJSON
	}
	if s.take('}') {
		return nil
	}
	for {
		name, err := s.name()
		if err != nil {
			return err
		}
		value, err := s.value()
		if err != nil {
			return err
		}
		if err := visit(name, value); err != nil {
			return err
		}
		if s.take(',') {
			continue
		}
		if s.take('}') {
			return nil
		}
		return errJSON
	}
}

func (s *jsonText) name() (string, error) {
	if s.space() != '"' {
		return "", errJSON
	}
	raw, err := s.value()
	if err != nil {
		return "", err
	}
	name, err := unquote(raw)
	if err != nil || !s.take(':') {
		return "", errJSON
	}
	return name, nil
}

// value takes the raw text of one value.
func (s *jsonText) value() (string, error) {
	s.space()
	from, depth := s.at, 0
	for ; s.at < len(s.text); s.at++ {
		switch s.text[s.at] {
		case '"':
			if !s.leapString() {
				return "", errJSON
			}
			if depth == 0 {
				return s.text[from:s.at], nil
			}
			s.at--
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return s.scalar(from)
			}
			if depth--; depth == 0 {
				s.at++
				return s.text[from:s.at], nil
			}
		case ',', ' ', '\t', '\n', '\r':
			if depth == 0 {
				return s.scalar(from)
			}
		}
	}
	if depth > 0 {
		return "", errJSON
	}
	return s.scalar(from)
}

func (s *jsonText) scalar(from int) (string, error) {
	if s.at == from {
		return "", errJSON
	}
	return s.text[from:s.at], nil
}

// leapString jumps to the byte after the string that starts here.
func (s *jsonText) leapString() bool {
	for s.at++; s.at < len(s.text); s.at++ {
		switch s.text[s.at] {
		case '\\':
			s.at++
		case '"':
			s.at++
			return true
		}
	}
	return false
}

// unquote gives the text of a JSON string.
func unquote(raw string) (string, error) {
	if len(raw) < 2 || raw[0] != '"' || raw[len(raw)-1] != '"' {
		return "", errJSON
	}
	if inner := raw[1 : len(raw)-1]; strings.IndexByte(inner, '\\') < 0 {
		return inner, nil
	}
	var text string
	if json.Unmarshal([]byte(raw), &text) != nil {
		return "", errJSON
	}
	return text, nil
}

// cellText gives a property's value as a cell: the text of a string, "" for null, numbers and words as they are
// written, lists and objects as their JSON.
func cellText(raw string) (string, error) {
	switch c := raw[0]; {
	case c == '"':
		return unquote(raw)
	case raw == "null" || raw == "NaN":
		return "", nil
	case raw == "true" || raw == "false":
		return raw, nil
	case c == '-' || c >= '0' && c <= '9' || c == '[' || c == '{':
		if !json.Valid([]byte(raw)) {
			return "", errJSON
		}
		return raw, nil
	default:
		return "", errJSON
	}
}
