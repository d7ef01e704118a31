package criteria

import (
	"cmp"
	"encoding/json"
	"math"
	"strings"
	"time"
)

// Type is the type of a field or a value. Its spelling is the one of the public
// table of fields.
type Type string

// The types. A [Value] is of type text (also for codes), codes, number (also
// for integers), boolean, date, instant or geometry.
const (
	TypeText     Type = "text"
	TypeCode     Type = "code"
	TypeCodes    Type = "codes"
	TypeNumber   Type = "number"
	TypeInteger  Type = "integer"
	TypeBoolean  Type = "boolean"
	TypeDate     Type = "date"
	TypeInstant  Type = "instant"
	TypeGeometry Type = "geometry"
)

// Value is a literal of an expression or the value of a field in a [Row]. The
// zero Value is unknown (NULL).
type Value struct {
	Type   Type      // "" for unknown, else the type that says which member counts
	Text   string    // text
	Number float64   // number; +Inf is a distance checked and found to be none
	Bool   bool      // boolean
	Time   time.Time // date: midnight UTC of the day; instant: UTC
	Codes  []string  // codes
}

// Text makes a text or code value.
func Text(s string) Value { return Value{Type: TypeText, Text: s} }

// Codes makes the value of a field of type codes.
func Codes(codes ...string) Value { return Value{Type: TypeCodes, Codes: codes} }

// Number makes a number. It is used for integers too.
func Number(n float64) Value { return Value{Type: TypeNumber, Number: n} }

// Bool makes a boolean.
func Bool(b bool) Value { return Value{Type: TypeBoolean, Bool: b} }

// Date makes the day that t lies on in its own time zone.
func Date(t time.Time) Value {
	year, month, day := t.Date()
	return Value{Type: TypeDate, Time: time.Date(year, month, day, 0, 0, 0, 0, time.UTC)}
}

// Instant makes an instant.
func Instant(t time.Time) Value { return Value{Type: TypeInstant, Time: t.UTC()} }

// Known stands for a geometry in a [Row]: present, and no more said.
func Known() Value { return Value{Type: TypeGeometry} }

// IsNull reports whether the value is unknown.
func (v Value) IsNull() bool { return v.Type == "" }

// Any gives the value as the Go value that a database driver or an encoder
// takes: nil, string, []string, float64, bool, or time.Time.
func (v Value) Any() any {
	switch v.Type {
	case TypeText:
		return v.Text
	case TypeCodes:
		return v.Codes
	case TypeNumber:
		return v.Number
	case TypeBoolean:
		return v.Bool
	case TypeDate, TypeInstant:
		return v.Time
	}
	return nil
}

// MarshalJSON writes the value as the public JSON does: dates and instants as
// text, and unknown and infinite numbers as null.
func (v Value) MarshalJSON() ([]byte, error) {
	switch {
	case v.Type == TypeNumber && (math.IsInf(v.Number, 0) || math.IsNaN(v.Number)):
		return []byte("null"), nil
	case v.Type == TypeDate:
		return json.Marshal(v.Time.Format(time.DateOnly))
	case v.Type == TypeInstant:
		return json.Marshal(v.Time.Format(time.RFC3339Nano))
	}
	return json.Marshal(v.Any())
}

// compare orders two known values of one scalar type: text by code point,
// false before true, and NaN after every other number as PostgreSQL has it.
func compare(a, b Value) int {
	switch a.Type {
	case TypeText:
		return strings.Compare(a.Text, b.Text)
	case TypeBoolean:
		return cmp.Compare(rank(a.Bool), rank(b.Bool))
	case TypeDate, TypeInstant:
		return a.Time.Compare(b.Time)
	}
	switch aNaN, bNaN := math.IsNaN(a.Number), math.IsNaN(b.Number); {
	case aNaN || bNaN:
		return cmp.Compare(rank(aNaN), rank(bNaN))
	}
	return cmp.Compare(a.Number, b.Number)
}

func rank(b bool) int {
	if b {
		return 1
	}
	return 0
}
