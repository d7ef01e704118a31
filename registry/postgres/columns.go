package postgres

import (
	"strings"

	"landbank/registry"
)

// sqlType gives the SQL type of the column that holds a field.
func sqlType(t registry.Type) string {
	switch t {
	case registry.TypeCodes:
		return "text[]"
	case registry.TypeNumber:
		return "double precision"
	case registry.TypeInteger:
		return "bigint"
	case registry.TypeBoolean:
		return "boolean"
	case registry.TypeDate:
		return "date"
	case registry.TypeInstant:
		return "timestamptz"
	default: // text and code
		return "text"
	}
}

// declared gives the fields whose values come with the record, in table order.
func declared() []*registry.Field {
	var fields []*registry.Field
	for i := range registry.Fields() {
		if f := &registry.Fields()[i]; !f.Computed() {
			fields = append(fields, f)
		}
	}
	return fields
}

// marks gives what stands for the table of fields in the SQL files:
//
//	{{declared columns}}      name, kind, …
//	{{declared definitions}}  name text, kind text, …
//	{{declared values}}       s.name, s.kind, …
//	{{batch columns}}         the columns that scanBatch reads
func marks() []string {
	var names, definitions, values []string
	for _, f := range declared() {
		names = append(names, f.Name)
		definitions = append(definitions, f.Name+" "+sqlType(f.Type))
		values = append(values, "s."+f.Name)
	}
	return []string{
		"{{declared columns}}", strings.Join(names, ", "),
		"{{declared definitions}}", strings.Join(definitions, ", "),
		"{{declared values}}", strings.Join(values, ", "),
		"{{batch columns}}", batchColumns,
	}
}
