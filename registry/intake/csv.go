package intake

import (
	"bytes"
	"io"
	"unicode/utf8"

	"landbank/registry"
)

// lines gives the rows of a table that has no names yet: of a CSV file or of a sheet.
type lines interface {
	// next gives the cells of the next row and the line where it starts; io.EOF after the last. The cells stay
	// valid until the call after.
	next() (record, error)
}

// record is one row of cells.
type record struct {
	line     int64
	cells    []string
	findings []registry.Issue
}

// csvLines reads comma-separated values of any separator and line end. It takes what programs write rather than
// what the RFC says: quotes within cells, line breaks within quotes, quotes that are never closed.
type csvLines struct {
	w         *window
	separator byte
	lineEnd   byte // '\n', or '\r' in files of old Macs
	legacy    *legacyText
	line      int64 // lines behind the front
	width     int   // cells of the header, 0 while it is not known

	text   []byte // cells of the row, one after the other
	ends   []int  // where each cell ends in text
	broken bool   // a quote is not closed
	stray  bool   // something stands between a closing quote and the end of its cell
	cells  []string
}

func newCSVLines(source io.Reader, separator, lineEnd byte, legacy *legacyText) *csvLines {
	return &csvLines{w: newWindow(source), separator: separator, lineEnd: lineEnd, legacy: legacy}
}

func (t *csvLines) next() (record, error) {
	if _, err := t.w.at(0); err != nil {
		return record{}, err
	}
	size, breaks, err := t.parse(false)
	if err != nil {
		return record{}, err
	}
	var findings []registry.Issue
	if finding := t.mend(&size, &breaks); finding != nil {
		findings = append(findings, *finding)
	}
	r := record{line: t.line + 1, cells: t.decode(&findings), findings: findings}
	t.w.advance(size)
	t.line += int64(breaks)
	return r, nil
}

// mend reads a row again by its first line alone where a quote was never closed, or where it swallowed rows: then
// the line by itself has as many cells as the header.
func (t *csvLines) mend(size, breaks *int) *registry.Issue {
	swallowed := *breaks > 1 && t.width > 0 && (t.stray || len(t.ends) != t.width)
	if !t.broken && !swallowed {
		return nil
	}
	unclosed := t.broken
	wasSize, wasBreaks := *size, *breaks
	var err error
	*size, *breaks, err = t.parse(true)
	if err == nil && (unclosed || len(t.ends) == t.width) {
		return &registry.Issue{Line: t.line + 1, Rule: "V-30", Severity: registry.Warning, Field: "quotes",
			Raw: excerpt(string(t.w.bytes[:*size])), Message: "a quote opens and does not close; the line was read without regard to quotes"}
	}
	*size, *breaks, _ = t.parse(false)
	if *size != wasSize {
		*size, *breaks = wasSize, wasBreaks
	}
	return nil
}

// parse splits the row at the front into t.text and t.ends. It gives the row's length with its line end, and the
// number of line ends in it. literal takes quotes as any other character.
func (t *csvLines) parse(literal bool) (size, breaks int, err error) {
	t.text, t.ends, t.broken, t.stray = t.text[:0], t.ends[:0], false, false
	quoted, fresh, closed := false, true, false // within quotes; at the start of a cell; behind its closing quote
	for i := 0; ; i++ {
		if i == len(t.w.bytes) {
			if err := t.w.more(); err == io.EOF {
				t.broken = quoted
				t.ends = append(t.ends, len(t.text))
				return i, breaks, nil
			} else if err != nil {
				return 0, 0, err
			}
			i--
			continue
		}
		c := t.w.bytes[i]
		if quoted {
			switch {
			case c != '"':
				if c == t.lineEnd {
					breaks++
				}
				t.text = append(t.text, c)
				if i > longestQuote {
					t.broken = true
					return i, breaks, nil
				}
			case t.follows(i, '"'):
				t.text = append(t.text, '"')
				i++
			default:
				quoted, closed = false, true
			}
			continue
		}
		switch {
		case c == '"' && fresh && !literal:
			quoted, fresh = true, false
		case c == t.separator:
			t.ends = append(t.ends, len(t.text))
			fresh, closed = true, false
		case c == t.lineEnd:
			t.ends = append(t.ends, len(t.text))
			return i + 1, breaks + 1, nil
		case c == '\r' && t.follows(i, '\n'):
		case c == ' ' && fresh:
			t.text = append(t.text, c)
		default:
			t.text = append(t.text, c)
			t.stray = t.stray || closed && c != ' '
			fresh = false
		}
	}
}

// follows tells whether the byte after a place is c.
func (t *csvLines) follows(i int, c byte) bool {
	next, err := t.w.at(i + 1)
	return err == nil && next == c
}

// decode makes the cells of the row, substrings of one string where it is UTF-8.
func (t *csvLines) decode(findings *[]registry.Issue) []string {
	t.cells = t.cells[:0]
	from := 0
	if utf8.Valid(t.text) {
		whole := string(t.text)
		for _, end := range t.ends {
			t.cells = append(t.cells, whole[from:end])
			from = end
		}
		return t.cells
	}
	if t.legacy.charset.table == nil {
		t.legacy.charset = guessCharset(t.text)
	}
	var finding *registry.Issue
	for _, end := range t.ends {
		cell, found := t.legacy.text(t.text[from:end], t.line+1)
		if found != nil && finding == nil {
			finding = found
		}
		t.cells = append(t.cells, cell)
		from = end
	}
	if finding != nil {
		*findings = append(*findings, *finding)
	}
	return t.cells
}

// sniffLineEnd tells files whose lines end with a carriage return alone.
func sniffLineEnd(sample []byte) byte {
	feeds := bytes.Count(sample, []byte{'\n'})
	returns := bytes.Count(sample, []byte{'\r'}) - bytes.Count(sample, []byte("\r\n"))
	if returns > 0 && returns > feeds {
		return '\r'
	}
	return '\n'
}

// separators are the characters that stand between cells.
var separators = []byte{',', ';', '\t', '|'}

// sniffSeparator chooses the separator under which the sample looks most like a table whose header is known.
func sniffSeparator(sample []byte, lineEnd byte, whole bool) (best byte, columns int) {
	bestScore := 0.0
	for _, separator := range separators {
		score, width := tableLikeness(sample, separator, lineEnd, whole)
		if score > bestScore {
			best, bestScore, columns = separator, score, width
		}
	}
	return best, columns
}

// tableLikeness is higher the more columns are known by name, the more rows have the same number of cells, and
// the more cells that are. It is 0 for one column.
func tableLikeness(sample []byte, separator, lineEnd byte, whole bool) (score float64, width int) {
	t := newCSVLines(bytes.NewReader(sample), separator, lineEnd, &legacyText{charset: cp1252, expected: true})
	widths, rows, known := map[int]int{}, 0, 0
	for rows < 100 {
		r, err := t.next()
		if err != nil || !whole && len(t.w.bytes) == 0 && rows > 0 { // the last row may be cut
			break
		}
		if blank(r.cells) {
			continue
		}
		rows++
		widths[len(r.cells)]++
		if rows <= headerRows {
			known = max(known, knownNames(r.cells))
		}
	}
	for w, n := range widths {
		if n > widths[width] || n == widths[width] && w > width {
			width = w
		}
	}
	if rows == 0 || width < 2 {
		return 0, width
	}
	return 10*float64(known) + 5*float64(widths[width])/float64(rows) + float64(min(width, 20))/20, width
}

// blank tells whether no cell says anything.
func blank(cells []string) bool {
	for _, c := range cells {
		for i := range len(c) {
			switch c[i] {
			case ' ', '\t', '\r', '\n', 0:
			case 0xc2: // first byte of a no-break space
				if i+1 >= len(c) || c[i+1] != 0xa0 {
					return false
				}
			case 0xa0:
			default:
				return false
			}
		}
	}
	return true
}
