package registry

import (
	"time"

	"landbank/registry/criteria"
)

// Value gives the value of a field as criteria compare it; the zero Value
// where it is unknown, or no field has the name.
func (f Flat) Value(name string) criteria.Value {
	if name == GeometryName {
		return criteria.Known() // every site has a place
	}
	at := FieldPosition(name)
	if at < 0 {
		return criteria.Value{}
	}
	switch v := f[at].(type) {
	case string:
		return criteria.Text(v)
	case []string:
		return criteria.Codes(v...)
	case float64:
		return criteria.Number(v)
	case int64:
		return criteria.Number(float64(v))
	case bool:
		return criteria.Bool(v)
	case Date:
		return criteria.Date(v.Time)
	case time.Time:
		return criteria.Instant(v)
	}
	return criteria.Value{}
}
