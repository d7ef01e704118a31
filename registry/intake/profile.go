package intake

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"landbank/geo"
	"landbank/registry"
)

// profile says how the files of one kind of register are read: which column feeds which member of the record.
type profile struct {
	name      string
	title     registry.Text // what it is, for people
	source    registry.Source
	refPrefix string
	scope     string     // code of the territory that the register covers, "" where unknown
	language  string     // of names, BCP 47
	regions   []geo.BBox // where its sites lie, in degrees; none for anywhere
	systems   []int      // reference systems that its files are seen in, likeliest first
	dayFirst  bool       // 03/04/2020 is in April
	standard  bool       // its headers have one spelling; others are findings (V-28)
	verbatim  bool       // rows are taken as they are: nothing is added to them or kept beside them
	nothing   []string   // words that stand for nothing beside the usual ones, folded

	columns []column
	// marks are columns without which a file is not of this kind, as alternatives: all of one list must be there.
	marks [][]string

	prepare func(*mapping) // before the columns of a row: what all records of the register share
	finish  func(*mapping) // after them: what takes several columns

	listed    sync.Once
	spellings map[string]spelling // by squeezed name, made of the columns at first use
}

// column is one column that a profile knows.
type column struct {
	names  []string          // how headers spell it, the standard's own spelling first
	old    []string          // spellings that the standard has given up or never had (V-28)
	short  []string          // names cut to ten letters by dBASE, as they are
	match  func(string) bool // takes a folded header that is in neither list; nil for none
	member string            // what it feeds, for people
	read   func(*mapping, cell)
	codes  *codeMap // of a column that holds codes
	// identity marks columns that tell the rows of a register apart.
	identity bool
}

// find gives the place of the column that a header means, and how far down its spellings the header stands;
// -1 where the profile does not know it. What stands in brackets behind a header is an explanation.
func (p *profile) find(name string) (place, rank int) {
	if place, rank = p.spelled(squeeze(name)); place >= 0 {
		return place, rank
	}
	if at := strings.IndexByte(name, '('); at > 0 {
		if place, rank = p.spelled(squeeze(name[:at])); place >= 0 {
			return place, rank + 500
		}
	}
	if len(name) == 10 {
		for i := range p.columns {
			if slices.Contains(p.columns[i].short, name) {
				return i, 900
			}
		}
	}
	folded := ""
	for i := range p.columns {
		match := p.columns[i].match
		if match == nil {
			continue
		}
		if folded == "" {
			folded = fold(strings.ReplaceAll(name, "²", "2"))
		}
		if match(folded) {
			return i, 1000
		}
	}
	return -1, 0
}

// spelling is the place of a column and how far down its spellings a name stands.
type spelling struct{ place, rank int }

func (p *profile) spelled(squeezed string) (place, rank int) {
	p.listed.Do(func() {
		p.spellings = make(map[string]spelling)
		for i := range p.columns {
			c := &p.columns[i]
			for at, name := range slices.Concat(c.names, c.old) {
				if _, taken := p.spellings[name]; !taken {
					p.spellings[name] = spelling{i, at}
				}
			}
		}
	})
	if found, known := p.spellings[squeezed]; known && squeezed != "" {
		return found.place, found.rank
	}
	return -1, 0
}

// meaning gives a cell's text without white space around, and nothing for words that stand for nothing.
func (p *profile) meaning(text string) string {
	text = strings.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == 0 })
	if len(text) > 12 || text == "" {
		return text
	}
	switch lower := strings.ToLower(text); lower {
	case "na", "n/a", "#n/a", "#ref!", "#value!", "#name?", "null", "<null>", "(null)", "nan", "-", "--", "—", "n.a.", "{}", "[]":
		return ""
	default:
		if slices.Contains(p.nothing, lower) {
			return ""
		}
		return text
	}
}

// squeeze keeps the letters and digits of a header, in lower case.
func squeeze(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}
