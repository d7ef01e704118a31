package export

import (
	"bufio"
	"encoding/csv"
	"math"
	"strconv"
	"strings"

	"landbank/registry"
	"landbank/registry/spreadsheet"
)

// national is the shape of a table that a national standard describes. What a
// record does not say stays empty, or is the standard's word for unknown.
type national struct {
	columns []nationalColumn
	// rows takes a site apart where it has more rows than one; nil for one.
	rows func(*site) []*site
}

// nationalColumn is one column and what it says of a site.
type nationalColumn struct {
	name  string
	value func(*site) string
}

// site is what the columns are filled from.
type site struct {
	*registry.Detail
	flat   *flat
	parcel registry.Parcel // of the row, where a row is a parcel
}

// nationals are the shapes by their formats.
var nationals = map[Format]*national{England: &england, Friches: &friches, SitesEco: &sitesEco, UA835: &ukraine}

// nationalWriter writes a table without a byte order mark, which the standards'
// validators take for a part of the first name. No cell is a formula.
type nationalWriter struct {
	shape *national
	table *csv.Writer
	flat  *flattener
	cells []string
}

func newNationalWriter(to *bufio.Writer, shape *national) *nationalWriter {
	return &nationalWriter{shape: shape, table: csv.NewWriter(to), flat: newFlattener()}
}

func (w *nationalWriter) begin() error {
	for _, c := range w.shape.columns {
		w.cells = append(w.cells, c.name)
	}
	return w.table.Write(w.cells)
}

func (w *nationalWriter) site(d *registry.Detail) error {
	f, err := w.flat.flatten(d)
	if err != nil {
		return err
	}
	rows := []*site{{Detail: d, flat: f}}
	if w.shape.rows != nil {
		rows = w.shape.rows(rows[0])
	}
	for _, row := range rows {
		w.cells = w.cells[:0]
		for _, c := range w.shape.columns {
			w.cells = append(w.cells, spreadsheet.Harmless(c.value(row)))
		}
		if err := w.table.Write(w.cells); err != nil {
			return err
		}
	}
	return nil
}

func (w *nationalWriter) end() error {
	w.table.Flush()
	return w.table.Error()
}

// record is a text of the record.
func record(of func(*registry.Record) string) func(*site) string {
	return func(s *site) string { return of(&s.Record) }
}

// worded says a code in the words of a standard; other is what it says of codes
// that it has no word for, and unknown what it says where nothing is known.
func worded(of func(*registry.Record) string, words map[string]string, other, unknown string) func(*site) string {
	return func(s *site) string {
		code := of(&s.Record)
		word, ok := words[code]
		switch {
		case code == "":
			return unknown
		case !ok:
			return other
		}
		return word
	}
}

func whole(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

// hectares is an area to so many decimals.
func hectares(m2 *float64, decimals int) string {
	const hectare = 10_000
	if m2 == nil {
		return ""
	}
	return decimal(*m2/hectare, decimals)
}

func decimal(n float64, decimals int) string {
	scale := math.Pow10(decimals)
	return strconv.FormatFloat(math.Round(n*scale)/scale, 'f', -1, 64)
}

// squareMetres is the area that is declared, or else that of the outline.
func (s *site) squareMetres() *float64 {
	if s.Record.Area.DeclaredM2 != nil {
		return s.Record.Area.DeclaredM2
	}
	if n, ok := s.flat.values[registry.FieldPosition("area_m2")].(float64); ok {
		return &n
	}
	return nil
}

// point is where the site's label stands, or else the middle of its box.
func (s *site) point() (x, y float64, ok bool) {
	if s.flat.shape.IsNone() {
		return 0, 0, false
	}
	x, y = s.flat.shape.Bounds().Center()
	return x, y, true
}

// building is the first of the buildings, which stands for all.
func building(r *registry.Record) registry.Building {
	if len(r.Buildings) == 0 {
		return registry.Building{}
	}
	return r.Buildings[0]
}

// ownership is what the parcels have in common, "mixed" where they differ.
func ownership(r *registry.Record) string {
	form := ""
	for _, p := range r.Parcels {
		switch {
		case p.Ownership == "":
		case form == "" || form == p.Ownership:
			form = p.Ownership
		default:
			return "mixed"
		}
	}
	return form
}

// since is the day on which the site was listed first, as far as it is known.
func since(s *site) string {
	switch first := s.Record.FirstListedOn; {
	case !first.IsZero():
		return first.String()
	case !s.PublishedAt.IsZero():
		return s.PublishedAt.UTC().Format("2006-01-02")
	}
	return ""
}

// checked is the day on which the record was last checked or published.
func checked(s *site) string {
	switch last := s.Record.CheckedOn; {
	case !last.IsZero():
		return last.String()
	case !s.PublishedAt.IsZero():
		return s.PublishedAt.UTC().Format("2006-01-02")
	}
	return ""
}

// commune is the lowest territory that the site lies in.
func commune(s *site) registry.Territory {
	if len(s.Territories) == 0 {
		return registry.Territory{}
	}
	return s.Territories[len(s.Territories)-1]
}

// named is the name of the site in a language, or its reference.
func named(language string) func(*site) string {
	return func(s *site) string {
		if name := s.Record.Names.In(language); name != "" {
			return name
		}
		return s.Ref
	}
}

// oneLine puts a text on one line.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
