package intake

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"landbank/registry"
	"landbank/registry/spreadsheet"
)

// headerRows is how many rows from the top are looked at for the header.
const headerRows = 40

// reportColumns stand before the columns of the original file in a report of rejected rows.
var reportColumns = []string{"line", "field", "rule", "raw", "message"}

// grid is the table of a CSV file or a sheet: rows of cells under a header that was found among the first rows.
type grid struct {
	lines     lines
	columns   *header
	headerRow int64
	drop      int  // leading columns of a report that are not the register's
	cut       bool // the last row had too few cells, so the next may be its rest
	ragged    bool // rows with too few cells are a fault: sheets leave empty cells out
	restored  bool // cells were made harmless for spreadsheets and are read back
	pending   []record
	squeezed  []string // header, letters and digits alone
}

// openGrid finds the header.
func openGrid(source lines) (*grid, error) {
	g := &grid{lines: source}
	best, known := -1, 0
	for len(g.pending) < headerRows {
		r, err := source.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		if blank(r.cells) {
			continue
		}
		r.cells = slices.Clone(r.cells)
		g.pending = append(g.pending, r)
		if n := knownNames(r.cells); n > known {
			best, known = len(g.pending)-1, n
		}
	}
	if best < 0 {
		best = wordiest(g.pending)
	}
	if best < 0 {
		return nil, &NotARegister{"the table has no rows"}
	}
	names := g.pending[best]
	g.pending = g.pending[best+1:]
	if err := g.setHeader(names); err != nil {
		return nil, err
	}
	return g, nil
}

// wordiest chooses the first row that fills the table's width with words.
func wordiest(rows []record) int {
	width := 0
	for _, r := range rows {
		width = max(width, filled(r.cells))
	}
	for i, r := range rows {
		if filled(r.cells)*10 >= width*6 {
			return i
		}
	}
	return -1
}

func filled(cells []string) int {
	n := 0
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

// setHeader names the columns; names that are missing or doubled get ones of their own.
func (g *grid) setHeader(r record) error {
	cells := r.cells
	if len(cells) > len(reportColumns) && slices.Equal(cells[:len(reportColumns)], reportColumns) {
		g.drop, g.restored = len(reportColumns), true
		cells = cells[g.drop:]
	}
	g.headerRow = r.line
	g.columns = newHeader(nil)
	last := g.lastNamed(cells)
	if last > maxProperties {
		return &NotARegister{fmt.Sprintf("the table has more than %d columns", maxProperties)}
	}
	for i, name := range cells[:last] {
		name = oneLine(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))
		if name == "" {
			name = fmt.Sprintf("column %d", i+1)
		}
		unique := name
		for n := 2; ; n++ {
			if _, taken := g.columns.index[unique]; !taken {
				break
			}
			unique = fmt.Sprintf("%s (%d)", name, n)
		}
		g.columns.add(unique)
		g.squeezed = append(g.squeezed, squeeze(name))
	}
	if _, ours := g.columns.index["record"]; ours && slices.Contains(g.columns.names, "ref") {
		g.restored = true
	}
	if c, ok := g.lines.(*csvLines); ok {
		c.width, g.ragged = last+g.drop, true
	}
	return nil
}

// lastNamed gives how many of the header's cells are columns: up to the last one that has a name, or that has none
// but values under it.
func (g *grid) lastNamed(cells []string) int {
	last := 0
	for i := range cells {
		used := strings.TrimSpace(cells[i]) != ""
		for _, r := range g.pending {
			at := i + g.drop
			used = used || at < len(r.cells) && strings.TrimSpace(r.cells[at]) != ""
		}
		if used {
			last = i + 1
		}
	}
	return last
}

func (g *grid) header() *header { return g.columns }

func (g *grid) next() (row, error) {
	for {
		r, err := g.record()
		if err != nil {
			return row{}, err
		}
		cells := r.cells[min(g.drop, len(r.cells)):]
		if blank(cells) {
			continue
		}
		out := row{line: r.line, cells: cells, findings: r.findings}
		g.inspect(&out)
		return out, nil
	}
}

func (g *grid) record() (record, error) {
	if len(g.pending) > 0 {
		r := g.pending[0]
		g.pending = g.pending[1:]
		return r, nil
	}
	return g.lines.next()
}

// inspect looks whether the row fits the table.
func (g *grid) inspect(r *row) {
	if g.restored {
		for i, c := range r.cells {
			r.cells[i] = spreadsheet.Restored(c)
		}
	}
	width := len(g.columns.names)
	defer func() { g.cut = g.ragged && len(r.cells) < width }()
	surplus := ""
	for len(r.cells) > width {
		last := strings.TrimSpace(r.cells[len(r.cells)-1])
		if last != "" && surplus == "" {
			surplus = last
		}
		if surplus != "" {
			break
		}
		r.cells = r.cells[:len(r.cells)-1]
	}
	switch {
	case g.isHeader(r.cells), r.line <= g.headerRow+2 && g.isSecondHeader(r.cells):
		g.fail(r, "V-28", g.columns.names[0], r.cells[0], "the header stands among the rows")
	case isTotal(r.cells):
		g.fail(r, "V-30", g.columns.names[0], firstFilled(r.cells), "a line of totals, not a site")
	case surplus != "":
		g.fail(r, "V-30", fmt.Sprintf("column %d", len(r.cells)), surplus, fmt.Sprintf(
			"%d cells where the header has %d: a separator stands unquoted within a value", len(r.cells), width))
		r.cells = g.join(r.cells, width)
	case g.ragged && (2*len(r.cells) < width || g.cut && len(r.cells) < width):
		g.fail(r, "V-30", g.columns.names[0], firstFilled(r.cells), fmt.Sprintf(
			"%d cells where the header has %d: the row is cut by a line break", len(r.cells), width))
	case g.ragged && len(r.cells) < width:
		r.findings = append(r.findings, registry.Issue{Line: r.line, Rule: "V-30", Severity: registry.Warning,
			Field: g.columns.names[len(r.cells)], Message: fmt.Sprintf(
				"%d cells where the header has %d; the others are taken as empty", len(r.cells), width)})
	}
}

// join puts the surplus cells into the last column, so that the report keeps them.
func (g *grid) join(cells []string, width int) []string {
	joined := slices.Clone(cells[:width])
	joined[width-1] = strings.Join(cells[width-1:], " | ")
	return joined
}

func (g *grid) fail(r *row, rule, field, raw, message string) {
	r.findings = append(r.findings, registry.Issue{Line: r.line, Rule: rule, Severity: registry.Error, Field: field,
		Raw: excerpt(raw), Message: message})
}

// isHeader tells whether the row repeats the header.
func (g *grid) isHeader(cells []string) bool {
	same, said := 0, 0
	for i, c := range cells {
		if c == "" {
			continue
		}
		said++
		if i < len(g.squeezed) && len(c) < 60 && squeeze(c) == g.squeezed[i] {
			same++
		} else if said > 3 && same == 0 {
			return false
		}
	}
	return same >= 2 && same*2 > said
}

// isSecondHeader tells whether the row below the header names the columns in other words.
func (g *grid) isSecondHeader(cells []string) bool {
	for _, c := range cells {
		if strings.ContainsAny(c, "0123456789") {
			return false
		}
	}
	return knownNames(cells) >= 4
}

// totals are the first words of lines that add up the rows above.
var totals = []string{"total", "totals", "grand total", "sub total", "subtotal", "sum", "totaux", "total general",
	"всього", "разом", "усього", "підсумок", "итого", "всего"}

// isTotal tells whether the row adds up the others: few cells, the first of them saying so.
func isTotal(cells []string) bool {
	said := filled(cells)
	if said == 0 || said > 1+len(cells)/3 {
		return false
	}
	first := fold(firstFilled(cells))
	for _, word := range totals {
		if first == word || strings.HasPrefix(first, word+" ") {
			return true
		}
	}
	return false
}

func firstFilled(cells []string) string {
	for _, c := range cells {
		if c = strings.TrimSpace(c); c != "" {
			return c
		}
	}
	return ""
}

// knownNames is the number of cells that some profile knows as the name of a column, 0 for fewer than two.
func knownNames(cells []string) int {
	most := 0
	for _, p := range profiles {
		n := 0
		for _, c := range cells {
			if len(c) > 60 || !strings.ContainsFunc(c, unicode.IsLetter) {
				continue
			}
			if place, _ := p.find(c); place >= 0 {
				n++
			}
		}
		most = max(most, n)
	}
	if most < 2 {
		return 0
	}
	return most
}
