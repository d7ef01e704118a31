package export

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"

	"landbank/geo"
	"landbank/registry"
	"landbank/registry/spreadsheet"
)

// The columns behind the flat fields.
const (
	columnNone     = "none"
	columnRecord   = "record"
	columnGeometry = "geometry"
)

// csvWriter writes one row a site: the fields in the order of their table, the names of those that were checked and
// found to be none, the whole record as JSON, and the outline or point as well-known text. It begins with the mark
// that makes Excel read UTF-8, and no cell is a formula.
type csvWriter struct {
	to     *bufio.Writer
	table  *csv.Writer
	parser *geo.Parser
	cells  []string
}

func newCSVWriter(to *bufio.Writer) *csvWriter {
	return &csvWriter{to: to, table: csv.NewWriter(to), parser: geo.NewParser(geo.WGS84)}
}

func (w *csvWriter) begin() error {
	if _, err := w.to.WriteString("\ufeff"); err != nil {
		return err
	}
	for _, f := range registry.Fields() {
		w.cells = append(w.cells, f.Name)
	}
	w.cells = append(w.cells, columnNone, columnRecord, columnGeometry)
	return w.table.Write(w.cells)
}

func (w *csvWriter) site(d *registry.Detail) error {
	var properties map[string]json.RawMessage
	if err := json.Unmarshal(d.Properties, &properties); err != nil {
		return fmt.Errorf("site %s: decode the properties: %w", d.Ref, err)
	}
	record, err := document(d)
	if err != nil {
		return err
	}
	outline, err := w.wellKnownText(d.Geometry)
	if err != nil {
		return fmt.Errorf("site %s: %w", d.Ref, err)
	}
	w.cells = w.cells[:0]
	for _, f := range registry.Fields() {
		w.cells = append(w.cells, cell(properties[f.Name]))
	}
	w.cells = append(w.cells, cell(properties[columnNone]), string(record), outline)
	for i := range w.cells {
		w.cells[i] = spreadsheet.Harmless(w.cells[i])
	}
	return w.table.Write(w.cells)
}

func (w *csvWriter) end() error {
	w.table.Flush()
	return w.table.Error()
}

func (w *csvWriter) wellKnownText(geometry json.RawMessage) (string, error) {
	if len(geometry) == 0 {
		return "", nil
	}
	shape, _, err := w.parser.GeoJSON(geometry)
	if err != nil {
		return "", fmt.Errorf("decode the geometry: %w", err)
	}
	return shape.WKT(), nil
}

// cell gives a property as the text of a cell: nothing for unknown, lists with bars between their elements.
func cell(value json.RawMessage) string {
	var text string
	var list []string
	switch {
	case len(value) == 0 || string(value) == "null":
		return ""
	case json.Unmarshal(value, &text) == nil:
		return text
	case json.Unmarshal(value, &list) == nil:
		return strings.Join(list, "|")
	default:
		return string(value)
	}
}
