// Package document completes the hand-written contract of the HTTP interface
// with what depends on the table of fields.
//
// The hand-written file has a marker, a member x-landbank with one of these
// values, wherever the table decides:
//
//	field_parameters  in components/parameters: one parameter for each field
//	                  that can be filtered by, and min_ and max_ for numbers,
//	                  days and instants; in an operation: references to them
//	field_names, filter_fields, facet_fields, sort_keys
//	                  a schema that lists the names
//	site_properties   the schema of a feature's properties
//	record            the schema of a record as its department writes it
//
// It is used when the program is built, not when it runs.
package document

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/goccy/go-yaml"

	"landbank/registry"
)

// marker is the member that Build replaces.
const marker = "x-landbank"

// Build reads the hand-written contract and gives the complete document as
// indented JSON, with members in the order of the file and of the table.
func Build(contract []byte, fields []registry.Field) ([]byte, error) {
	var root yaml.MapSlice
	if err := yaml.UnmarshalWithOptions(contract, &root, yaml.UseOrderedMap(), yaml.Strict()); err != nil {
		return nil, fmt.Errorf("read the contract: %w", err)
	}
	b := builder{fields: fields}
	filled, err := b.fill(root)
	if err != nil {
		return nil, err
	}
	var compact bytes.Buffer
	if err := encode(&compact, filled); err != nil {
		return nil, fmt.Errorf("write the document: %w", err)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, compact.Bytes(), "", " "); err != nil {
		return nil, fmt.Errorf("write the document: %w", err)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

type builder struct{ fields []registry.Field }

// fill copies the tree, putting what the table says in the place of markers.
func (b builder) fill(node any) (any, error) {
	switch n := node.(type) {
	case yaml.MapSlice:
		return b.fillObject(n)
	case []any:
		return b.fillList(n)
	}
	return node, nil
}

func (b builder) fillObject(members yaml.MapSlice) (any, error) {
	out := yaml.MapSlice{}
	for _, m := range members {
		made := yaml.MapSlice{m}
		var err error
		if m.Key == marker {
			made, err = b.members(m.Value)
		} else {
			made[0].Value, err = b.fill(m.Value)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, made...)
	}
	return out, distinct(out)
}

// distinct refuses a name that the file and the table both give.
func distinct(members yaml.MapSlice) error {
	seen := map[any]bool{}
	for _, m := range members {
		if seen[m.Key] {
			return fmt.Errorf("the contract and the table of fields both name %v", m.Key)
		}
		seen[m.Key] = true
	}
	return nil
}

func (b builder) fillList(items []any) (any, error) {
	out := []any{}
	for _, item := range items {
		if m, ok := item.(yaml.MapSlice); ok && len(m) == 1 && m[0].Key == marker {
			if m[0].Value != "field_parameters" {
				return nil, fmt.Errorf("marker %v cannot stand in a list", m[0].Value)
			}
			for _, p := range b.parameters() {
				out = append(out, reference("parameters", p.Key))
			}
			continue
		}
		value, err := b.fill(item)
		if err != nil {
			return nil, err
		}
		out = append(out, value)
	}
	return out, nil
}

// members gives what stands in the place of a marker in an object.
func (b builder) members(kind any) (yaml.MapSlice, error) {
	switch kind {
	case "field_parameters":
		return b.parameters(), nil
	case "field_names":
		return b.names("A field.", func(f *registry.Field) []any { return []any{f.Name} }), nil
	case "filter_fields":
		return b.names("A field that a condition can name.", b.usable(registry.Filter)), nil
	case "facet_fields":
		return b.names("A field whose values can be counted.", b.usable(registry.Facet)), nil
	case "sort_keys":
		return b.names("A field that pages can be ordered by; with a minus downwards.", func(f *registry.Field) []any {
			if !f.Can(registry.Sort) {
				return nil
			}
			return []any{f.Name, "-" + f.Name}
		}), nil
	case "site_properties":
		return b.properties(), nil
	case "record":
		return record(registry.RecordMembers()), nil
	}
	return nil, fmt.Errorf("unknown marker %v", kind)
}

func (b builder) usable(use registry.Use) func(*registry.Field) []any {
	return func(f *registry.Field) []any {
		if f.Can(use) {
			return []any{f.Name}
		}
		return nil
	}
}

// names gives the schema of a text that is one of the names made of the fields.
func (b builder) names(description string, of func(*registry.Field) []any) yaml.MapSlice {
	var names []any
	for i := range b.fields {
		names = append(names, of(&b.fields[i])...)
	}
	return object("type", "string", "description", description, "enum", names)
}

// encode writes the tree as JSON in the order of its members.
func encode(out *bytes.Buffer, node any) error {
	switch n := node.(type) {
	case yaml.MapSlice:
		out.WriteByte('{')
		for i, m := range n {
			if i > 0 {
				out.WriteByte(',')
			}
			if err := encodeScalar(out, fmt.Sprint(m.Key)); err != nil {
				return err
			}
			out.WriteByte(':')
			if err := encode(out, m.Value); err != nil {
				return err
			}
		}
		out.WriteByte('}')
	case []any:
		out.WriteByte('[')
		for i, item := range n {
			if i > 0 {
				out.WriteByte(',')
			}
			if err := encode(out, item); err != nil {
				return err
			}
		}
		out.WriteByte(']')
	default:
		return encodeScalar(out, n)
	}
	return nil
}

func encodeScalar(out *bytes.Buffer, value any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		return err
	}
	out.Truncate(out.Len() - 1) // the line feed
	return nil
}

// object makes an object of names and values.
func object(pairs ...any) yaml.MapSlice {
	out := yaml.MapSlice{}
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, yaml.MapItem{Key: pairs[i], Value: pairs[i+1]})
	}
	return out
}

func reference(section string, name any) yaml.MapSlice {
	return object("$ref", fmt.Sprintf("#/components/%s/%v", section, name))
}
