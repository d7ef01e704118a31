package ogc

import (
	"cmp"
	"encoding/json"

	"landbank/api/exchange"
	"landbank/registry/criteria"
)

// schemaType is the media type of JSON Schema.
const schemaType = "application/schema+json"

// ordered is a JSON object whose members keep their order.
type ordered []member

type member struct {
	name  string
	value any
}

// MarshalJSON writes the members in their order.
func (o ordered) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for i, m := range o {
		if i > 0 {
			out = append(out, ',')
		}
		name, err := json.Marshal(m.name)
		if err != nil {
			return nil, err
		}
		value, err := exchange.JSON(m.value)
		if err != nil {
			return nil, err
		}
		out = append(append(append(out, name...), ':'), value...)
	}
	return append(out, '}'), nil
}

// schemaOf describes the values of a property.
func (p property) schemaOf() map[string]any {
	out := map[string]any{"title": cmp.Or(p.title, p.Name)}
	if p.help != "" {
		out["description"] = p.help
	}
	if p.Unit != "" {
		out["x-ogc-unit"] = p.Unit
	}
	one := out
	switch p.Type {
	case criteria.TypeNumber:
		out["type"] = "number"
	case criteria.TypeInteger:
		out["type"], out["format"] = "integer", "int64"
	case criteria.TypeBoolean:
		out["type"] = "boolean"
	case criteria.TypeDate:
		out["type"], out["format"] = "string", "date"
	case criteria.TypeInstant:
		out["type"], out["format"] = "string", "date-time"
	case criteria.TypeCodes:
		one = map[string]any{"type": "string"}
		out["type"], out["items"] = "array", one
	default:
		out["type"] = "string"
	}
	if p.Codes != nil {
		one["enum"] = p.Codes
	}
	return out
}

// geometrySchema describes the geometry.
func (c *collection) geometrySchema() map[string]any {
	format := map[string]string{"Point": "point", "MultiPolygon": "multipolygon", "Polygon": "polygon", "MultiLineString": "multilinestring", "LineString": "linestring"}[c.shape]
	return map[string]any{"title": "Outline, or a point where there is no outline", "format": "geometry-" + cmp.Or(format, "any"), "x-ogc-role": "primary-geometry"}
}

// document makes a schema of some of the properties, and of the geometry where
// it is asked for. receivable says of each whether features are given it from
// outside.
func (c *collection) document(call *exchange.Call, what string, list []property, withGeometry, receivable bool) ordered {
	var members ordered
	var required []string
	for i, p := range list {
		schema := p.schemaOf()
		schema["x-ogc-propertySeq"] = i + 1
		switch p.Name {
		case c.role:
			schema["x-ogc-role"] = "id"
		case c.instant:
			schema["x-ogc-role"] = "primary-instant"
		}
		if p.required {
			required = append(required, p.Name)
		}
		if receivable && p.readOnly {
			schema["readOnly"] = true
		}
		members = append(members, member{p.Name, schema})
	}
	if withGeometry {
		schema := c.geometrySchema()
		schema["x-ogc-propertySeq"] = len(list) + 1
		if receivable && !c.edited {
			schema["readOnly"] = true
		}
		members = append(members, member{c.vocabulary.Geometry(), schema})
	}
	out := ordered{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"$id", call.Base + c.path() + "/" + what},
		{"title", c.title}, {"description", c.description}, {"type", "object"},
		{"properties", members},
	}
	if receivable && len(required) > 0 {
		out = append(out, member{"required", required})
	}
	if !receivable || !c.open {
		out = append(out, member{"additionalProperties", false})
	}
	return out
}

// schema answers with one of the three schemas of a collection.
func (f *Features) schema(what string) func(*exchange.Call, func(string) string) error {
	return func(call *exchange.Call, path func(string) string) error {
		c, err := f.begin(call, path, schemaType, jsonType)
		if err != nil {
			return err
		}
		call.Query.Only("f")
		if err := call.Query.Err(); err != nil {
			return err
		}
		var doc ordered
		switch what {
		case "queryables":
			doc = c.document(call, what, c.queryable(), true, false)
		case "sortables":
			doc = c.document(call, what, c.sortable(), false, false)
		default:
			doc = c.document(call, what, c.properties, true, true)
		}
		if call.Media == htmlType {
			return f.sendPage(call, f.schemaPage(call, c, what))
		}
		return sendDocument(call, doc)
	}
}
