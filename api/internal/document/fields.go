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
	if codes := codes(f); codes != nil {
		return object("type", "string", "enum", codes)
	}
	return object("type", "string", "minLength", 1)
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
		if codes := codes(f); codes != nil {
			item = append(item, yaml.MapItem{Key: "enum", Value: codes})
		}
		out = append(out, object("type", "array", "items", item)...)
	default:
		out = append(out, yaml.MapItem{Key: "type", Value: "string"})
		if codes := codes(f); codes != nil {
			out = append(out, yaml.MapItem{Key: "enum", Value: append(codes, nil)})
		}
	}
	if f.Name != "ref" {
		out = append(out, yaml.MapItem{Key: "nullable", Value: true})
	}
	if f.Unit != "" {
		out = append(out, yaml.MapItem{Key: "x-unit", Value: f.Unit})
	}
	return out
}

// codes lists the codes of the field, nil where it has no list, or one that a
// registry can add codes to.
func codes(f *registry.Field) []any {
	var out []any
	if registry.OpenList(f.Codes) {
		return nil
	}
	for _, c := range registry.Codes(f.Codes) {
		out = append(out, c.Code)
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
