package criteria

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// decodeText reads the value of a parameter as one of the field's type. A day is
// taken for an instant too.
func decodeText(text string, t Type) (Value, bool) {
	switch t {
	case TypeText, TypeCode, TypeCodes:
		return Text(text), isText(text)
	case TypeNumber, TypeInteger:
		return decodeNumber(text)
	case TypeBoolean:
		return Bool(text == "true"), text == "true" || text == "false"
	case TypeDate:
		return parseDay(text)
	case TypeInstant:
		if v, ok := parseDay(text); ok {
			return v, true
		}
		return parseInstant(text)
	}
	return Value{}, false
}

// decodeJSON reads a JSON value as one of the field's type.
func decodeJSON(raw json.RawMessage, t Type) (Value, bool) {
	switch t {
	case TypeNumber, TypeInteger:
		return decodeNumber(string(raw))
	case TypeBoolean:
		return Bool(string(raw) == "true"), string(raw) == "true" || string(raw) == "false"
	}
	var text string
	if len(raw) == 0 || raw[0] != '"' || json.Unmarshal(raw, &text) != nil {
		return Value{}, false
	}
	return decodeText(text, t)
}

// decodeNumber reads a finite decimal number: the digits, point and exponent of
// CQL2 with a sign, and none of the other forms that strconv takes.
func decodeNumber(text string) (Value, bool) {
	digits := strings.TrimPrefix(strings.TrimPrefix(text, "-"), "+")
	l := lexer{text: digits}
	l.number()
	n, err := strconv.ParseFloat(text, 64)
	ok := err == nil && l.at == len(digits) && len(text)-len(digits) <= 1 && !math.IsInf(n, 0)
	return Number(n + 0), ok // -0 + 0 is 0
}

// isText reports whether a text is UTF-8 without the control characters that
// CQL2 and databases refuse.
func isText(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return !isTextRune(r) })
}

// wantedValue says how a value of the type is written in parameters and JSON.
func wantedValue(f Field) string {
	switch f.Type {
	case TypeNumber, TypeInteger:
		if f.Unit != "" {
			return "a number of " + f.Unit
		}
		return "a number"
	case TypeBoolean:
		return "true or false"
	case TypeDate:
		return "a day as 2026-01-31"
	case TypeInstant:
		return "a day as 2026-01-31, or an instant as 2026-01-31T12:00:00Z"
	}
	return "a text"
}
