package registry

import (
	"encoding/json"
	"math"
	"time"
)

// AppendProperties appends the JSON members of the declared fields of a flat
// record, in table order and without braces: every field that the database
// does not compute, null where unknown, and at the end "none", the names of
// the distances that were checked and found to be none (their value, +Inf,
// has no JSON form and reads null).
func AppendProperties(b []byte, flat Flat) []byte {
	none := []string{}
	for i := range Fields() {
		f := &Fields()[i]
		if f.Computed() {
			continue
		}
		if n, ok := flat[i].(float64); ok && math.IsInf(n, 0) {
			none = append(none, f.Name)
		}
		b = append(b, '"')
		b = append(b, f.Name...)
		b = append(b, '"', ':')
		b = AppendValue(b, flat[i])
		b = append(b, ',')
	}
	b = append(b, `"none":`...)
	return appendJSON(b, none)
}

// AppendValue appends the JSON form of one flat value: null for unknown and
// for infinite numbers, YYYY-MM-DD for days, RFC 3339 in UTC for instants.
func AppendValue(b []byte, value any) []byte {
	switch v := value.(type) {
	case nil:
		return append(b, "null"...)
	case float64:
		if math.IsInf(v, 0) || math.IsNaN(v) {
			return append(b, "null"...)
		}
		return appendJSON(b, v)
	case time.Time:
		return appendJSON(b, v.UTC().Format(time.RFC3339))
	default:
		return appendJSON(b, v)
	}
}

func appendJSON(b []byte, v any) []byte {
	encoded, err := json.Marshal(v)
	if err != nil { // the types of flat values all have a JSON form
		return append(b, "null"...)
	}
	return append(b, encoded...)
}
