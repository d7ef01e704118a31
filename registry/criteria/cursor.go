package criteria

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// MaxCursor is the largest number of bytes of an encoded cursor.
const MaxCursor = 8 << 10

// cursorVersion is raised when an old cursor could no longer be understood.
const cursorVersion = 1

// Cursor is the place after the last site of a page.
type Cursor struct {
	Sort     []SortKey
	Values   []Value // of the last site, one for each key; the zero Value for unknown
	ID       int64   // of the last site
	Rank     float64 // of the last site, in an order of the store's own where Sort names none
	Hash     string  // of the question, see [Hash]
	Revision int64   // of the stock that the page was read from, for information
}

// Hash identifies a question and the order of its answer. What else the place
// in an answer depends on, such as the name of the list, goes into more. A nil
// expression stands for TRUE.
func Hash(e Expr, keys []SortKey, more ...string) string {
	if e == nil {
		e = Literal(true)
	}
	h := sha256.New()
	for _, part := range append([]string{Canonical(e), fmt.Sprint(keys)}, more...) {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:12])
}

// cursorJSON is what an encoded cursor holds.
type cursorJSON struct {
	Version  int               `json:"v"`
	Sort     []string          `json:"s"`
	Values   []json.RawMessage `json:"k"`
	ID       int64             `json:"i"`
	Rank     float64           `json:"n,omitempty"`
	Hash     string            `json:"h"`
	Revision int64             `json:"r"`
}

// infinities are written as texts, because JSON has no numbers for them.
var infinities = map[string]float64{`"Infinity"`: math.Inf(1), `"-Infinity"`: math.Inf(-1)}

// String encodes the cursor as text that can stand in a URL.
func (c Cursor) String() string {
	out := cursorJSON{Version: cursorVersion, Sort: []string{}, Values: []json.RawMessage{}, ID: c.ID, Rank: c.Rank, Hash: c.Hash, Revision: c.Revision}
	for _, k := range c.Sort {
		out.Sort = append(out.Sort, k.String())
	}
	for _, v := range c.Values {
		// A Value always marshals: it holds a text, a finite number, a boolean or a time.
		raw, _ := v.MarshalJSON()
		for text, n := range infinities {
			if v.Type == TypeNumber && v.Number == n {
				raw = json.RawMessage(text)
			}
		}
		out.Values = append(out.Values, raw)
	}
	raw, _ := json.Marshal(out) // no member of it can fail
	return base64.RawURLEncoding.EncodeToString(raw)
}

// DecodeCursor reads a cursor for the question with the hash, ordered by the
// keys. The error is [Faults] with Name "cursor": RuleCursorMismatch where the
// cursor belongs to another question or order, RuleBadCursor where it is none.
func DecodeCursor(text string, keys []SortKey, hash string, vocab Vocabulary) (Cursor, error) {
	in, ok := decodeCursorJSON(text)
	if !ok {
		return Cursor{}, cursorFault(RuleBadCursor, clip(text), "a cursor as an answer gave it")
	}
	if in.Hash != hash || !slices.EqualFunc(in.Sort, keys, func(s string, k SortKey) bool { return s == k.String() }) {
		return Cursor{}, cursorFault(RuleCursorMismatch, "the cursor of another question or order", "the cursor of this one, or none for the first page")
	}
	c := Cursor{Sort: keys, ID: in.ID, Rank: in.Rank, Hash: in.Hash, Revision: in.Revision}
	for i, raw := range in.Values {
		field, known := vocab.Lookup(keys[i].Field)
		v, ok := decodeCursorValue(raw, field.Type)
		if !known || !ok {
			return Cursor{}, cursorFault(RuleBadCursor, clip(text), "a cursor as an answer gave it")
		}
		c.Values = append(c.Values, v)
	}
	return c, nil
}

func cursorFault(rule Rule, got, want string) error {
	return Faults{{Name: "cursor", Rule: rule, Got: cmp.Or(got, "no cursor"), Want: want}}
}

func decodeCursorJSON(text string) (cursorJSON, bool) {
	var in cursorJSON
	if len(text) > MaxCursor || strings.ContainsAny(text, "\r\n") { // which base64 passes over
		return in, false
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil {
		return in, false
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if d.Decode(&in) != nil {
		return in, false
	}
	_, err = d.Token()
	return in, err == io.EOF && in.Version == cursorVersion && len(in.Values) == len(in.Sort)
}

func decodeCursorValue(raw json.RawMessage, t Type) (Value, bool) {
	if string(raw) == "null" {
		return Value{}, true
	}
	if n, ok := infinities[string(raw)]; ok && class(t) == TypeNumber {
		return Number(n), true
	}
	v, ok := decodeJSON(raw, t)
	return v, ok && (v.Type == class(t))
}

// After gives the condition that a site comes after the cursor, where id is the
// name that the compiler knows the site's id by. It is never Unknown. With the
// keys k1, k2 it reads
//
//	past(k1) OR same(k1) AND (past(k2) OR same(k2) AND id > ID)
//
// where, because unknown values are last in both directions, a known value v has
// past(k): k > v OR k IS NULL (k < v for a key downwards) and same(k): k = v,
// and an unknown one has past(k): FALSE and same(k): k IS NULL.
func (c Cursor) After(id string) Expr {
	var e Expr = Compare{Greater, Property{id}, Number(float64(c.ID))}
	for i := len(c.Sort) - 1; i >= 0; i-- {
		key := Property{c.Sort[i].Field}
		if c.Values[i].IsNull() {
			e = AllOf(IsNull{key}, e)
			continue
		}
		past := Greater
		if c.Sort[i].Desc {
			past = Less
		}
		e = AnyOf(Compare{past, key, c.Values[i]}, IsNull{key}, AllOf(Compare{Equal, key, c.Values[i]}, e))
	}
	return e
}
