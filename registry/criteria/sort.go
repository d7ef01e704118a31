package criteria

import (
	"slices"
	"strconv"
	"strings"
)

// MaxSortKeys is the largest number of fields that pages can be ordered by.
const MaxSortKeys = 5

// SortKey is one field that pages are ordered by. Unknown values come last in
// both directions, texts are ordered by code point, and sites equal in all keys
// by their id, upwards.
type SortKey struct {
	Field string
	Desc  bool
}

// String is the key as [ParseSort] reads it: field or -field.
func (k SortKey) String() string {
	if k.Desc {
		return "-" + k.Field
	}
	return k.Field
}

// ParseSort reads a list of fields with commas between them, each with a - for
// downwards or a + for upwards before it: "-area_m2,ref". A space stands for a
// +, because that is what a + in a URL becomes. The error is [Faults], with
// Name "sortby".
func ParseSort(text string, vocab Vocabulary) ([]SortKey, error) {
	b := &builder{vocab: vocab, name: "sortby"}
	var keys []SortKey
	for _, part := range strings.Split(text, ",") {
		key, ok := b.sortKey(part)
		if !ok {
			continue
		}
		if slices.ContainsFunc(keys, func(k SortKey) bool { return k.Field == key.Field }) {
			b.fault(noPlace, RuleRepeated, key.Field+" twice", "each field once")
		}
		keys = append(keys, key)
	}
	if len(keys) > MaxSortKeys {
		b.fault(noPlace, RuleLimit, strconv.Itoa(len(keys))+" fields", "at most "+strconv.Itoa(MaxSortKeys))
	}
	if err := b.faults.err(); err != nil {
		return nil, err
	}
	return keys, nil
}

func (b *builder) sortKey(text string) (SortKey, bool) {
	key := SortKey{Desc: strings.HasPrefix(text, "-")}
	key.Field = strings.TrimLeft(text[:min(1, len(text))], "+- ") + text[min(1, len(text)):]
	if key.Field == "" {
		b.fault(noPlace, RuleEmpty, "no field", "a field to order by")
		return key, false
	}
	field, ok := b.vocab.Lookup(key.Field)
	switch {
	case !ok:
		b.fault(noPlace, RuleUnknownField, clip(key.Field), "a field"+b.hint(key.Field, b.vocab.Names()))
	case !field.Sort || field.Type == TypeCodes || field.Type == TypeGeometry:
		b.fault(noPlace, RuleUnknownField, key.Field, "a field that can be ordered by")
		ok = false
	}
	return key, ok
}
