package document

import (
	"strings"

	"github.com/goccy/go-yaml"

	"landbank/registry"
)

// parameters gives the parameters of the fields, keyed by their names.
func (b builder) parameters() yaml.MapSlice {
	var out yaml.MapSlice
	add := func(name, description string, schema yaml.MapSlice) {
		out = append(out, yaml.MapItem{Key: name, Value: object("name", name, "in", "query", "description", description,
			"style", "form", "explode", false, "schema", schema)})
	}
	for i := range b.fields {
		f := &b.fields[i]
		if !f.Can(registry.Filter) {
			continue
		}
		add(f.Name, title(f)+", any of the values.", object("type", "array", "minItems", 1, "items", value(f)))
		switch f.Type {
		case registry.TypeNumber, registry.TypeInteger, registry.TypeDate, registry.TypeInstant:
			add("min_"+f.Name, title(f)+", at least.", value(f))
			add("max_"+f.Name, title(f)+", at most.", value(f))
		}
	}
	return out
}

// value gives the schema of one value that a parameter asks for. Whole numbers
// are compared with any number, and instants with days too.
func value(f *registry.Field) yaml.MapSlice {
	switch f.Type {
	case registry.TypeNumber, registry.TypeInteger:
		return object("type", "number")
	case registry.TypeBoolean:
		return object("type", "boolean")
	case registry.TypeDate:
		return object("type", "string", "format", "date")
	}
	if f.Codes != "" {
		return code(f)
	}
	return object("type", "string", "minLength", 1)
}

// code gives the schema of a code of the field's list: one of them, but where a
// registry can add others.
func code(f *registry.Field) yaml.MapSlice {
	var codes []any
	for _, c := range registry.Codes(f.Codes) {
		codes = append(codes, c.Code)
	}
	if registry.OpenList(f.Codes) {
		return object("type", "string", "minLength", 1, "x-codes", f.Codes, "example", codes[0])
	}
	return object("type", "string", "enum", codes)
}

// properties gives the schema of a feature's properties.
func (b builder) properties() yaml.MapSlice {
	var members yaml.MapSlice
	var required []any
	for i := range b.fields {
		f := &b.fields[i]
		members = append(members, yaml.MapItem{Key: f.Name, Value: property(f)})
		required = append(required, f.Name)
	}
	members = append(members, yaml.MapItem{Key: "none", Value: object("type", "array",
		"description", "Fields that were checked and found to be none; they count as infinitely far and read null.",
		"items", object("type", "string"))})
	return object("type", "object",
		"description", "The public fields of a site, each of them always there, null where unknown.",
		"required", append(required, "none"), "properties", members)
}

func property(f *registry.Field) yaml.MapSlice {
	out := object("description", describe(f))
	switch f.Type {
	case registry.TypeNumber:
		out = append(out, object("type", "number")...)
	case registry.TypeInteger:
		out = append(out, object("type", "integer", "format", "int64")...)
	case registry.TypeBoolean:
		out = append(out, object("type", "boolean")...)
	case registry.TypeDate:
		out = append(out, object("type", "string", "format", "date")...)
	case registry.TypeInstant:
		out = append(out, object("type", "string", "format", "date-time")...)
	case registry.TypeCodes:
		item := object("type", "string")
		if f.Codes != "" {
			item = code(f)
		}
		out = append(out, object("type", "array", "items", item)...)
	case registry.TypeCode:
		if f.Codes == "" {
			out = append(out, yaml.MapItem{Key: "type", Value: "string"})
			break
		}
		for _, part := range code(f) {
			if codes, listed := part.Value.([]any); listed {
				part.Value = append(codes, nil)
			}
			out = append(out, part)
		}
	default:
		out = append(out, yaml.MapItem{Key: "type", Value: "string"})
	}
	if f.Name != "ref" {
		out = append(out, yaml.MapItem{Key: "nullable", Value: true})
	}
	if f.Unit != "" {
		out = append(out, yaml.MapItem{Key: "x-unit", Value: f.Unit})
	}
	return out
}

func title(f *registry.Field) string {
	if f.Unit == "" {
		return f.Label.In("en")
	}
	return f.Label.In("en") + " (" + f.Unit + ")"
}

func describe(f *registry.Field) string {
	text := []string{title(f) + "."}
	if help := f.Help["en"]; help != "" {
		text = append(text, help)
	}
	return strings.Join(text, " ")
}
