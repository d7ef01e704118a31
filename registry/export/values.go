package export

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"landbank/geo"
	"landbank/registry"
)

// flat is a site as tables have it.
type flat struct {
	values     []any // one for each of registry.Fields: string, float64, bool or nil; lists with bars between their elements
	none       string
	record     string
	shape      geo.Shape
	properties map[string]json.RawMessage
}

// flattener takes sites apart.
type flattener struct{ parser *geo.Parser }

func newFlattener() *flattener { return &flattener{parser: geo.NewParser(geo.WGS84)} }

func (f *flattener) flatten(d *registry.Detail) (*flat, error) {
	out := &flat{}
	if err := json.Unmarshal(d.Properties, &out.properties); err != nil {
		return nil, fmt.Errorf("site %s: decode the properties: %w", d.Ref, err)
	}
	for i := range registry.Fields() {
		field := &registry.Fields()[i]
		value, err := scalar(field, out.properties[field.Name])
		if err != nil {
			return nil, fmt.Errorf("site %s: field %s: %w", d.Ref, field.Name, err)
		}
		out.values = append(out.values, value)
	}
	out.none = cell(out.properties[columnNone])
	record, err := document(d)
	if err != nil {
		return nil, err
	}
	out.record = string(record)
	if len(d.Geometry) > 0 && string(d.Geometry) != "null" {
		if out.shape, _, err = f.parser.GeoJSON(d.Geometry); err != nil {
			return nil, fmt.Errorf("site %s: decode the geometry: %w", d.Ref, err)
		}
	}
	return out, nil
}

// scalar decodes the value of a field.
func scalar(f *registry.Field, raw json.RawMessage) (any, error) {
	if len(raw) == 0 || string(raw) == "null" {
		return nil, nil
	}
	switch f.Type {
	case registry.TypeNumber, registry.TypeInteger:
		var n float64
		return n, json.Unmarshal(raw, &n)
	case registry.TypeBoolean:
		var b bool
		err := json.Unmarshal(raw, &b)
		return b, err
	}
	return cell(raw), nil
}

// wkb is the geometry in ISO well-known binary, nil where there is none, and the
// box around it.
func (f *flat) wkb() ([]byte, [4]float64) {
	if f.shape.IsNone() {
		return nil, [4]float64{}
	}
	const withSRID = 0x20 // in the fourth byte of the type
	ewkb := f.shape.EWKB()
	out := append([]byte{}, ewkb[:5]...)
	if out[4]&withSRID != 0 {
		out[4] &^= withSRID
		return append(out, ewkb[9:]...), f.shape.Bounds().Array()
	}
	return append(out, ewkb[5:]...), f.shape.Bounds().Array()
}

// notes gathers what a file says of itself.
type notes struct{ sources []registry.Source }

func (n *notes) add(d *registry.Detail) {
	if d.Source.Code != "" && !slices.ContainsFunc(n.sources, func(s registry.Source) bool { return s.Code == d.Source.Code }) {
		n.sources = append(n.sources, d.Source)
	}
}

// text says where the sites come from, under which licences, and what the fields
// mean.
func (n *notes) text() string {
	var out strings.Builder
	out.WriteString("Published sites of the registry.\n\nSources and licences:\n")
	for _, s := range n.sources {
		out.WriteString("- " + s.Name)
		for _, part := range []string{s.Producer, s.URL} {
			if part != "" {
				out.WriteString(", " + part)
			}
		}
		licence := s.Licence
		if licence == "" {
			licence = "licence not told: ask the source"
		}
		out.WriteString(": " + licence + "\n")
	}
	out.WriteString("\nFields:\n")
	for i := range registry.Fields() {
		f := &registry.Fields()[i]
		out.WriteString("- " + f.Name + ": " + describe(f) + "\n")
	}
	return out.String()
}

// describe says what a field means, in English.
func describe(f *registry.Field) string {
	text := f.Label.In("en")
	if f.Unit != "" {
		text += ", " + f.Unit
	}
	if help := f.Help["en"]; help != "" {
		text += ". " + help
	}
	return text
}

// polygonsOf gives the rings of a surface, polygon by polygon, the shell first.
func polygonsOf(s geo.Shape) [][][][2]float64 {
	surface, ok := s.Surface()
	if !ok {
		return nil
	}
	out := make([][][][2]float64, surface.Parts())
	surface.Rings(func(r geo.Ring, flat []float64) bool {
		ring := make([][2]float64, len(flat)/2)
		for i := range ring {
			ring[i] = [2]float64{flat[2*i], flat[2*i+1]}
		}
		out[r.Part] = append(out[r.Part], ring)
		return true
	})
	return out
}
