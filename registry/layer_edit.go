package registry

import (
	"context"
	"encoding/json"
	"math"
	"time"

	"landbank/registry/criteria"
)

// LayerState says of what version a feature of a layer is.
type LayerState struct {
	Version   int
	ChangedAt time.Time
}

// LayerContent is what a feature of a layer is to be: values in JSON by the
// names of properties, and a GeoJSON geometry of WGS 84, null for none.
type LayerContent struct {
	Properties map[string]json.RawMessage
	Geometry   json.RawMessage // nil where it stays
}

// LayerEditing changes the features of open layers, which are those of test
// data: whoever can reach the service may. Errors are ErrNotFound, ErrStale
// where the feature is not of the version any more, and criteria.Faults, whose
// names are pointers into a feature.
type LayerEditing interface {
	// LayerState tells of what version a feature is.
	LayerState(ctx context.Context, layer, ref string) (LayerState, error)
	// AddFeature adds a feature and gives its id.
	AddFeature(ctx context.Context, layer string, c LayerContent) (ref string, err error)
	// ReplaceFeature puts a content in the place of the one that is there.
	ReplaceFeature(ctx context.Context, layer, ref string, version int, c LayerContent) error
	// RemoveFeature takes a feature away.
	RemoveFeature(ctx context.Context, layer, ref string, version int) error
}

// Check says what is wrong with the properties of a feature. Those that the
// layer does not know are right, whatever they are.
func (l *Layer) Check(properties map[string]json.RawMessage) criteria.Faults {
	var faults criteria.Faults
	for i := range l.Fields {
		f := &l.Fields[i]
		value, given := properties[f.Name]
		if !given || string(value) == "null" {
			if f.Required {
				faults = append(faults, criteria.Fault{In: "content", Name: "/properties/" + f.Name, Rule: "missing", Got: "nothing", Want: "a value"})
			}
			continue
		}
		if want := f.refuses(value); want != "" {
			faults = append(faults, criteria.Fault{In: "content", Name: "/properties/" + f.Name, Rule: criteria.RuleBadValue, Got: shown40(value), Want: want})
		}
	}
	return faults
}

// refuses says what the field wants in place of a value; "" where it takes it.
func (f *LayerField) refuses(value json.RawMessage) string {
	var v any
	_ = json.Unmarshal(value, &v) // a value of a body that was read
	text, isText := v.(string)
	n, isNumber := v.(float64)
	_, isBool := v.(bool)
	_, noDay := time.Parse(time.DateOnly, text)
	_, noInstant := time.Parse(time.RFC3339Nano, text)
	for _, form := range []struct {
		of    criteria.Type
		right bool
		want  string
	}{
		{TypeNumber, isNumber, "a number"},
		{TypeInteger, isNumber && n == math.Trunc(n), "a whole number"},
		{TypeBoolean, isBool, "true or false"},
		{TypeDate, isText && noDay == nil, "a day, YYYY-MM-DD"},
		{TypeInstant, isText && noInstant == nil, "an instant as 2026-01-31T12:00:00Z"},
		{TypeText, isText, "a text"},
	} {
		if form.of == f.Type && !form.right {
			return form.want
		}
	}
	return ""
}
