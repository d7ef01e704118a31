package postgres

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"landbank/registry"
)

// partTable is a table of the parts of records. Its columns, after site_id,
// are what tells the rows of one site apart, where there can be several, and
// the members of the part.
type partTable struct {
	name    string
	member  string   // of the document
	columns []string // after site_id
	index   int      // of the member in registry.Record
	write   []partWriter
}

// partWriter writes one column.
type partWriter struct {
	index int // of the field of the part
	value func(*copyForm, reflect.Value) error
}

// partTables are all of them, in the order of pages.
var partTables = []partTable{
	newPartTable("parcel", "parcels"), newPartTable("offer", "offers"), newPartTable("utility", "utilities"),
	newPartTable("access", "access"), newPartTable("building", "buildings"), newPartTable("readiness_item", "readiness"),
	newPartTable("planning", "planning"), newPartTable("environment", "environment"), newPartTable("contact", "contact"),
	newPartTable("medium", "media"), newPartTable("fact", "facts"),
}

func newPartTable(name, member string) partTable {
	field := recordMember(member)
	t := partTable{name: name, member: member, index: field.Index[0]}
	part := field.Type
	switch field.Type.Kind() {
	case reflect.Slice:
		t.columns, part = []string{"position"}, field.Type.Elem()
	case reflect.Map:
		t.columns, part = []string{"field"}, field.Type.Elem()
	}
	for f := range part.Fields() {
		column, _, optional := strings.Cut(f.Tag.Get("json"), ",")
		t.columns = append(t.columns, column)
		t.write = append(t.write, partWriter{f.Index[0], columnWriter(f.Type, optional)})
	}
	return t
}

func recordMember(name string) reflect.StructField {
	record := reflect.TypeFor[registry.Record]()
	for f := range record.Fields() {
		if member, _, _ := strings.Cut(f.Tag.Get("json"), ","); member == name {
			return f
		}
	}
	panic("a record has no member " + name)
}

// columnWriter gives how values of a type are written: as PostgreSQL reads them
// from the document. An empty text is NULL where the document leaves it out.
func columnWriter(t reflect.Type, optional bool) func(*copyForm, reflect.Value) error {
	switch t {
	case reflect.TypeFor[string]():
		return func(c *copyForm, v reflect.Value) error { c.documented(v.String(), optional); return nil }
	case reflect.TypeFor[*float64]():
		return func(c *copyForm, v reflect.Value) error { c.double(v.Interface().(*float64)); return nil }
	case reflect.TypeFor[*int]():
		return func(c *copyForm, v reflect.Value) error {
			if v.IsNil() {
				c.null()
			} else {
				c.bigint(v.Elem().Int())
			}
			return nil
		}
	case reflect.TypeFor[*bool]():
		return func(c *copyForm, v reflect.Value) error { return c.flat(orNil(v.Interface().(*bool))) }
	case reflect.TypeFor[registry.Date]():
		return func(c *copyForm, v reflect.Value) error { c.dateIfAny(v.Interface().(registry.Date)); return nil }
	default:
		return func(c *copyForm, v reflect.Value) error { return c.jsonIfAny(v) }
	}
}

// partRows are the rows of a record in the tables of parts: for each the number
// of its table, its length, and its columns after site_id in the form of COPY.
type partRows struct {
	b   []byte
	row copyForm
}

// fill puts the rows of a record in place of those before.
func (p *partRows) fill(r *registry.Record) error {
	p.b = p.b[:0]
	record := reflect.ValueOf(r).Elem()
	for i := range partTables {
		t := &partTables[i]
		if err := p.table(i, record.Field(t.index)); err != nil {
			return fmt.Errorf("write the member %s: %w", t.member, err)
		}
	}
	return nil
}

// table adds the rows of one table.
func (p *partRows) table(i int, member reflect.Value) error {
	if member.IsZero() {
		return nil
	}
	switch member.Kind() {
	case reflect.Slice:
		for n, part := range member.Seq2() {
			p.row.b = p.row.b[:0]
			p.row.integer(int(n.Int()) + 1)
			if err := p.add(i, part); err != nil {
				return err
			}
		}
		return nil
	case reflect.Map:
		for _, key := range slices.SortedFunc(slices.Values(member.MapKeys()), byText) {
			p.row.b = p.row.b[:0]
			p.row.documented(key.String(), false)
			if err := p.add(i, member.MapIndex(key)); err != nil {
				return err
			}
		}
		return nil
	default:
		p.row.b = p.row.b[:0]
		return p.add(i, member)
	}
}

func byText(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) }

// add adds the row that has been begun.
func (p *partRows) add(i int, part reflect.Value) error {
	for _, w := range partTables[i].write {
		if err := w.value(&p.row, part.Field(w.index)); err != nil {
			return err
		}
	}
	p.b = append(p.b, byte(i))
	p.b = binary.AppendUvarint(p.b, uint64(len(p.row.b)))
	p.b = append(p.b, p.row.b...)
	return nil
}

// eachPartRow visits the rows that partRows keeps.
func eachPartRow(rows []byte, visit func(table int, row []byte)) error {
	for len(rows) > 0 {
		length, n := binary.Uvarint(rows[1:])
		if n <= 0 || uint64(len(rows)-1-n) < length {
			return errors.New("the temporary file is damaged")
		}
		end := 1 + n + int(length)
		visit(int(rows[0]), rows[1+n:end])
		rows = rows[end:]
	}
	return nil
}

// partCopies are the statements that take the rows.
func partCopies() []string {
	var list []string
	for i := range partTables {
		t := &partTables[i]
		list = append(list, `copy `+t.name+` (site_id, "`+strings.Join(t.columns, `", "`)+`") from stdin with (format binary)`)
	}
	return list
}

// verify gives the statement that compares the table with the newest documents,
// which PostgreSQL reads by itself.
func (t *partTable) verify() string {
	how, keys := "documented_single", 0
	switch t.columns[0] {
	case "position":
		how, keys = "documented_list", 1
	case "field":
		how, keys = "documented_map", 1
	}
	quoted := func(prefix string, columns []string) string {
		return prefix + `"` + strings.Join(columns, `", `+prefix+`"`) + `"`
	}
	documented := filled(how, map[string]string{"columns": quoted("d.", t.columns[keys:]), "part": t.name, "member": "'" + t.member + "'"})
	return filled("verify_part", map[string]string{"columns": "site_id, " + quoted("", t.columns), "part": t.name, "derived": documented,
		"reason": "'the table " + t.name + " is not what its newest revision says'"})
}

// siteColumns are the columns of a new site that its record fills, in the order
// of copyForm.site.
const (
	siteColumns = `kind, confirmation, availability, names, summary, address, former_use, occupancy, servicing, allowed_uses,
		area_declared_m2, area_usable_m2, location_quality, checked_on, demonstration, steward, deputy`
	siteFields = 17
)

// site writes siteColumns.
func (c *copyForm) site(r *registry.Record) error {
	c.documented(r.Kind, true)
	c.documented(r.Confirmation, true)
	c.documented(r.Availability, true)
	for _, words := range []registry.Text{r.Names, r.Summary} {
		if err := c.jsonIfAny(reflect.ValueOf(words)); err != nil {
			return err
		}
	}
	for _, text := range []string{r.Address, r.FormerUse, r.Occupancy, r.Servicing} {
		c.documented(text, true)
	}
	if len(r.AllowedUses) == 0 {
		c.null()
	} else {
		c.texts(r.AllowedUses)
	}
	c.double(r.Area.DeclaredM2)
	c.double(r.Area.UsableM2)
	c.documented(r.LocationQuality, true)
	c.dateIfAny(r.CheckedOn)
	c.boolean(r.Demonstration)
	c.documented(r.Internal.Steward, true)
	c.documented(r.Internal.Deputy, true)
	return nil
}

// documented writes a text as it stands in the document, which has a sign in
// place of each byte that is no text.
func (c *copyForm) documented(v string, optional bool) {
	switch {
	case v == "" && optional:
		c.null()
	case utf8.ValidString(v):
		c.text(v)
	default:
		c.text(string([]rune(v)))
	}
}

func (c *copyForm) dateIfAny(v registry.Date) {
	if v.IsZero() {
		c.null()
		return
	}
	c.date(v)
}

// jsonIfAny writes a value as jsonb, NULL where the document leaves it out.
func (c *copyForm) jsonIfAny(v reflect.Value) error {
	if v.IsZero() || v.Kind() != reflect.Struct && v.Len() == 0 {
		c.null()
		return nil
	}
	text, err := json.Marshal(v.Interface())
	if err != nil {
		return fmt.Errorf("encode as JSON: %w", err)
	}
	c.jsonb(text)
	return nil
}
