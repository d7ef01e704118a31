package criteria

import "slices"

// Field is what the criteria need to know of one public field.
type Field struct {
	Name   string
	Type   Type
	Unit   string   // unit of numbers, "" where there is none
	Codes  []string // the codes that a code or codes field can hold; nil for any
	Filter bool     // a condition can name it
	Sort   bool     // pages can be ordered by it
}

// Vocabulary is the set of fields that questions may name.
type Vocabulary interface {
	// Lookup finds a field by its exact public name.
	Lookup(name string) (Field, bool)
	// Names lists the names of all fields, for suggestions.
	Names() []string
	// Geometry is the name of the geometry field that bbox and within mean.
	Geometry() string
}

// Table is a Vocabulary made of a list.
type Table struct {
	geometry string
	names    []string
	fields   map[string]Field
}

// NewTable makes a vocabulary of the fields and of a geometry field with the
// name given, which can be filtered by and not sorted by.
func NewTable(geometry string, fields ...Field) *Table {
	t := &Table{geometry: geometry, fields: make(map[string]Field, len(fields)+1)}
	for _, f := range append(slices.Clone(fields), Field{Name: geometry, Type: TypeGeometry, Filter: true}) {
		t.names = append(t.names, f.Name)
		t.fields[f.Name] = f
	}
	return t
}

// Lookup finds a field by its exact public name.
func (t *Table) Lookup(name string) (Field, bool) {
	f, ok := t.fields[name]
	return f, ok
}

// Names lists the fields in the order given, the geometry last.
func (t *Table) Names() []string { return t.names }

// Geometry is the name of the geometry field.
func (t *Table) Geometry() string { return t.geometry }
