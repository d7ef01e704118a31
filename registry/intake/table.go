package intake

import (
	"strings"

	"landbank/registry"
)

// table is a stream of rows with named columns.
type table interface {
	// header gives the names of the columns met so far. GeoJSON may add names at its end while rows are read;
	// names never change places.
	header() *header
	// next gives the next row, io.EOF after the last. Another error means that nothing more can be read.
	next() (row, error)
}

// row is one row as the file has it.
type row struct {
	line     int64    // 1-based line of the file, or number of the feature
	cells    []string // by column, shorter where the last ones are absent
	geometry string   // GeoJSON of the feature, "" where the table has no geometry of its own
	findings []registry.Issue
}

// header holds the names of columns.
type header struct {
	names []string
	index map[string]int
}

func newHeader(names []string) *header {
	h := &header{index: make(map[string]int, len(names))}
	for _, name := range names {
		h.add(name)
	}
	return h
}

// add gives the place of the name, a new one where it is not known yet.
func (h *header) add(name string) int {
	if at, known := h.index[name]; known {
		return at
	}
	at := len(h.names)
	h.names = append(h.names, name)
	h.index[name] = at
	return at
}

// geometryColumn is the name under which a feature's geometry stands among the raw values of its row.
const geometryColumn = "geometry"

// raw gives the row as the report shows it: cells that say something, and the geometry at the end. crs is the
// file's own statement of the reference system, which the geometry carries along so that it can be imported by itself.
func (r *row) raw(h *header, crs string) []registry.RawValue {
	values := make([]registry.RawValue, 0, len(r.cells)+1)
	for i, value := range r.cells {
		if value != "" {
			values = append(values, registry.RawValue{Column: h.names[i], Value: value})
		}
	}
	if r.geometry != "" {
		geometry := r.geometry
		if crs != "" && strings.HasPrefix(geometry, "{") && !strings.HasPrefix(geometry, statedSystem) {
			geometry = withSystem(geometry, crs)
		}
		values = append(values, registry.RawValue{Column: geometryColumn, Value: geometry})
	}
	return values
}
