package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strings"

	"landbank/geo"
	"landbank/registry"
)

// cell is one value with the name of the column it stands in, as the file calls it.
type cell struct {
	column string
	value  string // without white space around
	at     int    // place of the column, -1 for none
}

// mapping turns rows into records after one profile. It is made for one file and serves one row at a time.
type mapping struct {
	profile *profile
	columns *header
	accept  map[string]bool
	today   registry.Date
	srid    int    // reference system that the file or the caller states, 0 for none
	crs     string // the file's own statement where it is not degrees, "EPSG:26986"
	parser  *geo.Parser
	scratch []byte

	bound  []binding
	ranks  []int   // by column of the file, see [profile.find]
	styles []style // by column of the file
	extras []int   // columns that feed nothing
	seen   int     // columns that are bound already
	folded map[string]string
	stated map[string]statedColumn // by the column's name
	taken  []string                // members that the stated columns feed, so that no other column does

	row       row
	record    registry.Record
	shape     geo.Shape
	issues    []registry.Issue
	filled    map[string]bool  // columns of which it was told what they are taken for
	anonymous bool             // no column of the file identifies its rows, which is told once
	aside     []registry.Issue // findings on the file as a whole, told with the first row
	kept      map[string]cell  // cells that the profile's own functions ask for
	location  location
	key       string
}

// binding ties a column of the profile to columns of the file, the best first.
type binding struct {
	column *column
	at     []int
}

func newMapping(p *profile, h *header, accept []string, today registry.Date, srid int) *mapping {
	m := &mapping{profile: p, columns: h, accept: map[string]bool{}, today: today, srid: srid,
		parser: geo.NewParser(geo.WGS84), kept: map[string]cell{}, folded: map[string]string{}}
	for _, rule := range accept {
		m.accept[rule] = true
	}
	m.parser.CloseRings = m.accept["V-15"]
	m.bound = make([]binding, len(p.columns))
	for i := range p.columns {
		m.bound[i].column = &p.columns[i]
	}
	return m
}

// bind ties the columns that the file has grown by since the last row.
func (m *mapping) bind() {
	for ; m.seen < len(m.columns.names); m.seen++ {
		if m.bindStated(m.seen) {
			continue
		}
		place, rank := m.profile.find(m.columns.names[m.seen])
		m.ranks = append(m.ranks, rank)
		if place < 0 || slices.Contains(m.taken, m.profile.columns[place].member) {
			m.extras = append(m.extras, m.seen)
			continue
		}
		b := &m.bound[place]
		b.at = append(b.at, m.seen)
		slices.SortStableFunc(b.at, func(x, y int) int { return m.ranks[x] - m.ranks[y] })
	}
}

// cell gives a cell of the row, with words that stand for nothing taken as nothing.
func (m *mapping) cell(at int) cell {
	c := cell{column: m.columns.names[at], at: at}
	if at < len(m.row.cells) {
		c.value = m.profile.meaning(m.row.cells[at])
	}
	return c
}

// take maps one row.
func (m *mapping) take(r row) registry.Row {
	m.bind()
	m.row, m.record, m.shape, m.key = r, registry.Record{}, geo.Shape{}, ""
	m.issues = r.findings
	m.location = location{}
	clear(m.kept)
	if !m.unreadable() {
		m.fill()
	}
	m.issues = append(m.issues, m.aside...)
	m.aside = nil
	out := registry.Row{Line: r.line, SourceKey: m.key, Record: m.record, Shape: m.shape, Issues: m.issues,
		Raw: r.raw(m.columns, m.crs)}
	if out.SourceKey == "" {
		out.SourceKey = m.digest(out.Raw)
	}
	return out
}

// unreadable tells whether the table itself gave the row up.
func (m *mapping) unreadable() bool {
	for i := range m.issues {
		if m.issues[i].Severity == registry.Error {
			return true
		}
	}
	return false
}

const withoutKey = "the row has no identifier; it is known by its content, so any change makes it another site"

func (m *mapping) fill() {
	if m.profile.prepare != nil {
		m.profile.prepare(m)
	}
	for i := range m.bound {
		b := &m.bound[i]
		if len(b.at) == 0 {
			continue
		}
		chosen := cell{}
		for _, at := range b.at {
			c := m.cell(at)
			switch {
			case c.value == "":
			case chosen.value == "":
				chosen = c
			case c.value != chosen.value:
				m.extra(c)
			}
		}
		if chosen.value != "" {
			b.column.read(m, chosen)
		}
	}
	for _, at := range m.extras {
		if c := m.cell(at); c.value != "" {
			m.extra(c)
		}
	}
	m.locate()
	if m.profile.finish != nil {
		m.profile.finish(m)
	}
	if m.key == "" && !m.anonymous {
		m.note("V-12", registry.Warning, cell{column: "id"}, "", withoutKey)
	}
}

// headerFindings notes that no column identifies the rows (V-12), and the columns whose headers are not spelled as
// the standard has them (V-28).
func (m *mapping) headerFindings(line int64) {
	m.anonymous = !slices.ContainsFunc(m.bound, func(b binding) bool { return b.column.identity && len(b.at) > 0 })
	if m.anonymous {
		m.aside = append(m.aside, registry.Issue{Line: line, Rule: "V-12", Severity: registry.Warning, Field: "id",
			Message: "no column identifies the rows; each is known by its content, so any change makes it another site"})
	}
	if !m.profile.standard {
		return
	}
	for i := range m.bound {
		b := &m.bound[i]
		for _, at := range b.at {
			name := m.columns.names[at]
			if slices.Contains(b.column.names, strings.ReplaceAll(strings.ToLower(name), "_", "")) {
				continue
			}
			m.aside = append(m.aside, registry.Issue{Line: line, Rule: "V-28", Severity: registry.Warning, Field: name,
				Raw: name, Message: "read as: " + b.column.member})
		}
	}
}

// extra keeps a value that no member of the record is there for.
func (m *mapping) extra(c cell) {
	if m.profile.verbatim {
		return
	}
	if m.record.Extra == nil {
		m.record.Extra = make(map[string]string, len(m.extras))
	}
	m.record.Extra[c.column] = c.value
}

// contentKey begins the identities that are made of what a row has.
const contentKey = "content-"

// digest is the identity of a row that has no identifier: the same content gives the same key.
func (m *mapping) digest(raw []registry.RawValue) string {
	sum := sha256.New()
	for _, v := range raw {
		_, _ = io.WriteString(sum, v.Column+"\x00"+strings.TrimSpace(v.Value)+"\x00") // a hash never fails
	}
	return contentKey + hex.EncodeToString(sum.Sum(nil))[:24]
}

// note writes a finding down.
func (m *mapping) note(rule string, severity registry.Severity, c cell, proposed, message string) {
	m.issues = append(m.issues, registry.Issue{Line: m.row.line, Rule: rule, Severity: severity, Field: c.column,
		Raw: excerpt(c.value), Proposed: proposed, Message: message})
}

// filledIn tells once for the file what a column is taken for where it does not say so itself (V-14).
func (m *mapping) filledIn(c cell, what string) {
	if m.profile.verbatim || m.filled[c.column] {
		return
	}
	if m.filled == nil {
		m.filled = map[string]bool{}
	}
	m.filled[c.column] = true
	m.note("V-14", registry.Warning, cell{column: c.column, at: -1}, "", registry.Say("V-14", "filled_in", what)["en"])
}

// warn notes a fault that leaves one member unknown. It is true where the caller accepted the repair that is
// proposed; then the finding says that it was made.
func (m *mapping) warn(rule string, c cell, proposed, message string) bool {
	return m.judge(rule, registry.Warning, c, proposed, message)
}

// reject notes a fault that rejects the row, unless the caller accepted the repair that is proposed; then it is
// true.
func (m *mapping) reject(rule string, c cell, proposed, message string) bool {
	return m.judge(rule, registry.Error, c, proposed, message)
}

func (m *mapping) judge(rule string, severity registry.Severity, c cell, proposed, message string) bool {
	accepted := proposed != "" && m.accept[rule]
	if accepted {
		severity = registry.Repaired
	}
	m.note(rule, severity, c, proposed, message)
	return accepted
}
