package intake

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"landbank/registry"
)

// The functions below make readers of columns: each reads a cell into the member that of points at, or notes why
// it cannot and leaves the member unknown.

// text reads a text as it is.
func text(of func(*registry.Record) *string) func(*mapping, cell) {
	return func(m *mapping, c cell) { *of(&m.record) = c.value }
}

// name reads the site's name in the profile's language.
func name() func(*mapping, cell) {
	return func(m *mapping, c cell) { m.name(m.profile.language, c.value) }
}

// name sets the name in a language, or in the one that the letters show where the language is not known.
func (m *mapping) name(language, value string) {
	if m.record.Names == nil {
		m.record.Names = registry.Text{}
	}
	m.record.Names[languageOf(language, value)] = oneLine(value)
}

// keep lays the cell aside for the profile's own functions.
func keep(name string) func(*mapping, cell) {
	return func(m *mapping, c cell) { m.kept[name] = c }
}

// number reads the cell's number, or notes V-06.
func (m *mapping) number(c cell) (float64, bool) {
	value, ok, proposed := parseNumber(c.value, m.style(c))
	if ok {
		return value, true
	}
	if !m.warn("V-06", c, proposed, "not a plain number") {
		return 0, false
	}
	value, ok, _ = parseNumber(proposed, style{})
	return value, ok
}

// style is how the cell's column writes its values.
func (m *mapping) style(c cell) style {
	var st style
	if c.at >= 0 && c.at < len(m.styles) {
		st = m.styles[c.at]
	}
	if m.profile.dayFirst && !st.monthFirst {
		st.dayFirst = true
	}
	return st
}

// integer reads a whole number that is not negative.
func integer(of func(*registry.Record) **int) func(*mapping, cell) {
	return func(m *mapping, c cell) {
		v, ok := m.number(c)
		switch {
		case !ok:
		case v != math.Trunc(v) || math.Abs(v) > 1e9:
			m.warn("V-06", c, "", "not a whole number")
		case v < 0:
			m.warn("V-06", c, "", "less than nothing")
		default:
			n := int(v)
			*of(&m.record) = &n
		}
	}
}

// year reads a year between 1800 and the current one.
func year(of func(*registry.Record) **int) func(*mapping, cell) {
	return func(m *mapping, c cell) {
		v, ok := m.number(c)
		switch {
		case !ok:
		case v != math.Trunc(v) || registry.DoubtfulYear(int(v), m.today):
			m.warn("V-10", c, "", registry.Say("V-10", "not_a_year", strconv.Itoa(m.today.Year()))["en"])
		default:
			n := int(v)
			*of(&m.record) = &n
		}
	}
}

// Units of area in square metres.
const (
	squareMetre = 1
	hectare     = 10_000
	acre        = 4046.8564224
	squareFoot  = 0.09290304
)

// largestSiteHa is the area above which a figure in hectares is more likely one in square metres.
const largestSiteHa = 5_000

// area reads an area in a unit into square metres.
func area(unit float64, of func(*registry.Record) **float64) func(*mapping, cell) {
	return func(m *mapping, c cell) { m.area(c, unit, of) }
}

func (m *mapping) area(c cell, unit float64, of func(*registry.Record) **float64) {
	v, ok := m.number(c)
	switch {
	case !ok:
		return
	case v <= 0:
		m.warn("V-07", c, "", "an area of nothing; it is taken as unknown")
		return
	case unit == hectare && v > largestSiteHa:
		proposed := ""
		if v/hectare <= largestSiteHa {
			proposed = formatNumber(v / hectare)
		}
		if !m.warn("V-08", c, proposed, fmt.Sprintf("%s ha is larger than any site; it fits as square metres", formatNumber(v))) {
			return
		}
		v /= hectare
	}
	v = math.Round(v*unit*100) / 100
	*of(&m.record) = &v
}

// date reads a day. pastOnly refuses days after today: a check cannot have taken place tomorrow.
func date(pastOnly bool, of func(*registry.Record) *registry.Date) func(*mapping, cell) {
	return func(m *mapping, c cell) {
		if day, ok := m.date(c, pastOnly); ok {
			*of(&m.record) = day
		}
	}
}

// date reads the cell's day, or notes V-10.
func (m *mapping) date(c cell, pastOnly bool) (registry.Date, bool) {
	return m.dateOf(c, c.value, pastOnly)
}

// dateOf reads a day out of another reading of the cell.
func (m *mapping) dateOf(c cell, text string, pastOnly bool) (registry.Date, bool) {
	day, ok, proposed := parseDate(text, m.style(c))
	if !ok {
		if !m.warn("V-10", c, proposed, dateFault(proposed)) {
			return registry.Date{}, false
		}
		day, ok, _ = parseDate(proposed, style{})
	}
	if name := registry.DoubtfulDay(day, m.today, pastOnly); ok && name != "" {
		m.warn("V-10", c, "", registry.Say("V-10", name)["en"])
		return registry.Date{}, false
	}
	return day, ok
}

func dateFault(proposed string) string {
	if proposed != "" {
		return "not one day beyond doubt (YYYY-MM-DD)"
	}
	return "not a day (YYYY-MM-DD)"
}

// yes reads yes and no in the languages of the registers.
func yes(of func(*registry.Record) **bool) func(*mapping, cell) {
	return func(m *mapping, c cell) {
		if v, ok := m.yes(c); ok {
			*of(&m.record) = &v
		}
	}
}

func (m *mapping) yes(c cell) (value, ok bool) {
	switch fold(c.value) {
	case "yes", "y", "true", "t", "1", "oui", "vrai", "так", "да", "є", "есть":
		return true, true
	case "no", "n", "false", "f", "0", "non", "faux", "ні", "нет", "немає":
		return false, true
	case "unknown", "inconnu", "невідомо", "неизвестно":
		return false, false
	default:
		m.warn("V-09", c, "", "neither yes nor no")
		return false, false
	}
}

// link reads one address on the web.
func link(of func(*registry.Record) *string) func(*mapping, cell) {
	return func(m *mapping, c cell) {
		if address, ok := m.link(c, c.value); ok {
			*of(&m.record) = address
		}
	}
}

// links reads addresses that stand with a bar between them.
func links(of func(*registry.Record) *[]string) func(*mapping, cell) {
	return func(m *mapping, c cell) {
		for _, part := range splitList(c.value) {
			if address, ok := m.link(c, part); ok {
				*of(&m.record) = append(*of(&m.record), address)
			}
		}
	}
}

// link checks an address, or notes V-11.
func (m *mapping) link(c cell, text string) (string, bool) {
	text = strings.TrimSpace(text)
	if registry.IsWebAddress(text) {
		return text, true
	}
	proposed := registry.ProposeWebAddress(text)
	if m.warn("V-11", c, proposed, "not one web address with https:// or http://") {
		return proposed, true
	}
	return "", false
}

// oneLine puts a text that runs over lines into one.
func oneLine(text string) string {
	if !strings.ContainsAny(text, "\r\n\t") {
		return text
	}
	return strings.Join(strings.Fields(text), " ")
}

// languageOf gives the language itself, or for an unknown one what the letters show: Ukrainian has letters that
// Russian does not.
func languageOf(language, text string) string {
	if language != "" {
		return language
	}
	cyrillic := false
	for _, r := range text {
		if strings.ContainsRune("іїєґІЇЄҐ", r) {
			return "uk"
		}
		if strings.ContainsRune("ыэёъЫЭЁЪ", r) {
			return "ru"
		}
		cyrillic = cyrillic || r >= 0x400 && r <= 0x4ff
	}
	if cyrillic {
		return "uk"
	}
	return "en"
}

// minMax compares two bounds (V-13); where the lower is above the upper, both are unknown.
func (m *mapping) minMax(columns string, low, high **int) {
	if !registry.SwappedBounds(*low, *high) {
		return
	}
	c := cell{column: columns, value: fmt.Sprintf("%d, %d", **low, **high), at: -1}
	if m.warn("V-13", c, fmt.Sprintf("%d, %d", **high, **low), "the lower bound is above the upper") {
		*low, *high = *high, *low
		return
	}
	*low, *high = nil, nil
}
