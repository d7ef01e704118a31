package intake

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"landbank/geo"
	"landbank/registry"
)

// ignored is the field of columns that are not to be read into any.
const ignored = "-"

// ParseColumns reads the columns of a mapping as a caller states them: COLUMN=FIELD, COLUMN=FIELD:UNIT,
// COLUMN=FIELD:UNIT:MARK with a comma or point for MARK, or a JSON object
// {"columns":[{"column":…,"field":…,"unit":…,"decimal":…}],"crs":"EPSG:…"}. The last equals sign divides.
func ParseColumns(stated []string) (columns []registry.MappedColumn, crs int, err error) {
	for _, text := range stated {
		if strings.HasPrefix(strings.TrimSpace(text), "{") {
			more, srid, err := parseMapping(text)
			if err != nil {
				return nil, 0, err
			}
			columns = append(columns, more...)
			crs = max(crs, srid)
			continue
		}
		at := strings.LastIndexByte(text, '=')
		if at < 1 || at == len(text)-1 {
			return nil, 0, fmt.Errorf("%q is not COLUMN=FIELD", text)
		}
		part := strings.SplitN(text[at+1:], ":", 3)
		c := registry.MappedColumn{Column: strings.TrimSpace(text[:at]), Field: strings.TrimSpace(part[0])}
		if len(part) > 1 {
			c.Unit = strings.TrimSpace(part[1])
		}
		if len(part) > 2 {
			c.Decimal = strings.TrimSpace(part[2])
		}
		columns = append(columns, c)
	}
	for i, c := range columns {
		if c.Decimal != "" && c.Decimal != "," && c.Decimal != "." {
			return nil, 0, fmt.Errorf("the decimal mark of the column %q is %q; it can be a comma or a point", c.Column, c.Decimal)
		}
		if slices.ContainsFunc(columns[:i], func(other registry.MappedColumn) bool { return other.Column == c.Column }) {
			return nil, 0, fmt.Errorf("the column %q is mapped twice", c.Column)
		}
	}
	return columns, crs, nil
}

func parseMapping(text string) ([]registry.MappedColumn, int, error) {
	var stated struct {
		Columns []registry.MappedColumn `json:"columns"`
		CRS     string                  `json:"crs"`
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&stated); err != nil {
		return nil, 0, fmt.Errorf("the mapping is not the JSON that is expected: %w", err)
	}
	if stated.CRS == "" {
		return stated.Columns, 0, nil
	}
	srid, err := geo.ParseCRS(stated.CRS)
	return stated.Columns, srid, err
}

// statedColumn is a column of the file that the caller mapped, ready to be bound.
type statedColumn struct {
	registry.MappedColumn
	column *column
	member string // what the profile's columns of the same meaning feed
}

// numbers are the figures that a column of any register can be mapped to, whatever else its kind reads: a municipality
// adds its column of free power to the columns that a standard asks for.
var numbers = profile{columns: genericNumbers()}

// resolve finds what a mapped column feeds in a profile.
func resolve(p *profile, c registry.MappedColumn) (statedColumn, error) {
	s := statedColumn{MappedColumn: c}
	if c.Field == ignored {
		return s, nil
	}
	factor, err := factorOf(c)
	if err != nil {
		return s, err
	}
	of := p
	place, _ := p.find(c.Field)
	if place < 0 {
		of = &numbers
		place, _ = of.find(c.Field)
	}
	if place >= 0 {
		s.member = of.columns[place].member
	}
	switch reader, known := targets[c.Field]; {
	case known:
		s.column = &column{member: c.Field, read: reader(factor)}
	case place < 0:
		return s, &NotARegister{fmt.Sprintf("the profile %s has no field %q to map the column %q to; there are id and %s", p.name, c.Field, c.Column, targetNames(p))}
	default:
		base := of.columns[place]
		s.column = &column{member: base.member, identity: base.identity, codes: base.codes, read: base.read}
		if factor != 1 {
			s.column.read = scaled(factor, base.read)
		}
	}
	return s, nil
}

// factorOf gives the factor from the stated unit to the field's.
func factorOf(c registry.MappedColumn) (float64, error) {
	if c.Unit == "" {
		return 1, nil
	}
	unit := ""
	if f, known := registry.FieldByName(c.Field); known {
		unit = f.Unit
	}
	factor, known := unitsOf[unit][strings.ToLower(c.Unit)]
	if !known {
		return 0, &NotARegister{fmt.Sprintf("the unit %q cannot be one of the field %s, which is in %q", c.Unit, c.Field, unit)}
	}
	return factor, nil
}

// scaled turns a number into another unit before it is read.
func scaled(factor float64, read func(*mapping, cell)) func(*mapping, cell) {
	return func(m *mapping, c cell) {
		if v, ok := m.number(c); ok {
			c.value = formatNumber(v * factor)
			read(m, c)
		}
	}
}

// useStated takes the columns that somebody mapped. Those that the file does not have are given back.
func (m *mapping) useStated(columns []registry.MappedColumn) (missing []string, err error) {
	m.stated = map[string]statedColumn{}
	for _, c := range columns {
		s, err := resolve(m.profile, c)
		if err != nil {
			return nil, err
		}
		if _, there := m.columns.index[c.Column]; !there {
			missing = append(missing, c.Column)
			continue
		}
		m.stated[c.Column] = s
		if s.member != "" {
			m.taken = append(m.taken, s.member)
		}
	}
	return missing, nil
}

// bindStated ties a column that somebody mapped; false where nobody did.
func (m *mapping) bindStated(at int) bool {
	s, stated := m.stated[m.columns.names[at]]
	if !stated {
		return false
	}
	m.ranks = append(m.ranks, 0)
	if s.column == nil {
		m.extras = append(m.extras, at)
		return true
	}
	m.bound = append(m.bound, binding{column: s.column, at: []int{at}})
	return true
}

// stateStyles sets how the mapped columns write their numbers.
func (m *mapping) stateStyles() {
	for name, s := range m.stated {
		at := m.columns.index[name]
		if s.Decimal == "" || at >= len(m.styles) {
			continue
		}
		m.styles[at].decimalComma, m.styles[at].groupComma = s.Decimal == ",", s.Decimal == "."
	}
}

// describeColumns says a mapping in words.
func describeColumns(columns []registry.MappedColumn) string {
	const most = 12
	var parts []string
	for _, c := range columns[:min(len(columns), most)] {
		text := c.Column + " → " + c.Field
		if c.Field == ignored {
			text = c.Column + " is not read"
		}
		if c.Unit != "" {
			text += " in " + c.Unit
		}
		if c.Decimal != "" {
			text += ", decimals after " + map[string]string{",": "a comma", ".": "a point"}[c.Decimal]
		}
		parts = append(parts, text)
	}
	if len(columns) > most {
		parts = append(parts, "…")
	}
	return strings.Join(parts, "; ")
}
