package document

import (
	"github.com/goccy/go-yaml"

	"landbank/registry"
)

// record gives the schema of an object with the members.
func record(members []registry.Member) yaml.MapSlice {
	var properties yaml.MapSlice
	var required []any
	for i := range members {
		m := &members[i]
		properties = append(properties, yaml.MapItem{Key: m.Name, Value: member(m)})
		if m.Required {
			required = append(required, m.Name)
		}
	}
	out := object("type", "object", "additionalProperties", false)
	if required != nil {
		out = append(out, yaml.MapItem{Key: "required", Value: required})
	}
	return append(out, yaml.MapItem{Key: "properties", Value: properties})
}

func member(m *registry.Member) yaml.MapSlice {
	coded := object("type", "string")
	if m.Codes != "" {
		var codes []any
		for _, c := range registry.Codes(m.Codes) {
			codes = append(codes, c.Code)
		}
		coded = append(coded, yaml.MapItem{Key: "x-codes", Value: m.Codes}, yaml.MapItem{Key: "example", Value: codes[0]})
	}
	switch m.Form {
	case registry.FormText:
		return coded
	case registry.FormTexts:
		return object("type", "array", "items", coded)
	case registry.FormWords:
		return reference("schemas", "Text")
	case registry.FormDate:
		return object("type", "string", "format", "date")
	case registry.FormObject:
		return record(m.Members)
	case registry.FormObjects:
		return object("type", "array", "items", record(m.Members))
	case registry.FormFacts:
		return object("type", "object", "description", "By the name of a field.", "additionalProperties", record(m.Members))
	}
	return object("type", string(m.Form)) // number, integer, boolean
}
