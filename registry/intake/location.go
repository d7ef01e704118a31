package intake

import (
	"errors"
	"strings"

	"landbank/geo"
	"landbank/registry"
)

// location holds the cells that say where the site of the row is.
type location struct {
	surface, point cell // WKT or GeoJSON
	x, y           cell // degrees, unless a reference system is stated
	east, north    cell // numbers of a projected system, beside x and y
	system         cell // name of the reference system of the row
}

// memberSystem is the member of columns that name the reference system of their row.
const memberSystem = "reference system"

// Readers that lay cells aside for [mapping.locate].

func surfaceText(m *mapping, c cell) { m.location.surface = c }

func pointText(m *mapping, c cell) { m.location.point = c }

func xValue(m *mapping, c cell) { m.location.x = c }

func yValue(m *mapping, c cell) { m.location.y = c }

func eastValue(m *mapping, c cell) { m.location.east = c }

func northValue(m *mapping, c cell) { m.location.north = c }

func systemName(m *mapping, c cell) { m.location.system = c }

// locate finds the site's outline or point in what the row has, the most exact first.
func (m *mapping) locate() {
	l := &m.location
	stated := m.statedSystem()
	switch {
	case m.row.geometry != "":
		m.outline(cell{column: geometryColumn, value: m.row.geometry, at: -1}, stated)
	case l.surface.value != "":
		m.outline(l.surface, stated)
	case l.point.value != "":
		m.outline(l.point, stated)
	case (l.x.value != "" || l.y.value != "") && !m.gridBeside(stated):
		m.position(l.x, l.y, stated)
	case l.east.value != "" || l.north.value != "":
		m.position(l.east, l.north, m.gridSystem(stated))
	case m.kept["coordinates"].value != "" && m.inOneCell(m.kept["coordinates"]):
	default:
		m.reject("V-15", cell{column: "location", at: -1}, "", "no location: the row has neither a geometry nor coordinates")
	}
	if _, isPoint := m.shape.Point(); isPoint && m.record.LocationQuality == "" && !m.profile.verbatim {
		m.record.LocationQuality = "point_only"
	}
}

// statedSystem is the reference system that the caller, the file or the row states, 0 for none.
func (m *mapping) statedSystem() int {
	if m.srid != 0 || m.location.system.value == "" {
		return m.srid
	}
	srid, err := geo.ParseCRS(m.location.system.value)
	if err != nil {
		m.warn("V-02", m.location.system, "", "not a known reference system")
		return 0
	}
	return srid
}

// gridSystem is the system of easting and northing columns: the one stated, else the one that the profile's
// registers use.
func (m *mapping) gridSystem(stated int) int {
	if stated == 0 && len(m.profile.systems) > 0 {
		return m.profile.systems[0]
	}
	return stated
}

// gridBeside tells whether columns of degrees hold projected numbers while easting and northing stand beside them,
// which say in what system they are.
func (m *mapping) gridBeside(stated int) bool {
	l := &m.location
	if stated != 0 || l.east.value == "" || l.north.value == "" {
		return false
	}
	x, okX, _ := parseNumber(l.x.value, m.style(l.x))
	y, okY, _ := parseNumber(l.y.value, m.style(l.y))
	return !okX || !okY || geo.LooksProjected(x, y)
}

// outline reads WKT, GeoJSON, or a longitude and latitude in one cell.
func (m *mapping) outline(c cell, stated int) {
	if pair := twoNumbers.FindStringSubmatch(c.value); pair != nil {
		m.position(cell{column: c.column, value: pair[1], at: -1}, cell{column: c.column, value: pair[2], at: -1}, stated)
		return
	}
	srid := stated
	if srid == 0 {
		srid = geo.WGS84
	}
	shape, notes, err := m.parse(c.value, srid)
	var fault *geo.Violation
	if errors.As(err, &fault) && fault.Rule == geo.RuleOutOfRange && stated == 0 {
		if shape, notes, err = m.parse(c.value, geo.UnknownCRS); err == nil {
			m.doubtful(shape, c)
			return
		}
	}
	if err != nil {
		m.badGeometry(c, err)
		return
	}
	m.noteChanges(c, notes)
	if shape.IsNone() {
		m.reject("V-15", c, "", "no location: the geometry is empty")
		return
	}
	if m.plausible(shape, c) {
		m.shape = shape
	}
}

// parse reads a geometry in a reference system, unless its text names another.
func (m *mapping) parse(text string, srid int) (geo.Shape, []geo.Note, error) {
	m.parser.SRID = srid
	if strings.HasPrefix(text, "{") || text == "null" {
		m.scratch = append(m.scratch[:0], text...)
		return m.parser.GeoJSON(m.scratch)
	}
	return m.parser.WKT(text)
}

// badGeometry notes what is wrong with a geometry.
func (m *mapping) badGeometry(c cell, err error) {
	var fault *geo.Violation
	if !errors.As(err, &fault) {
		m.reject("V-15", c, "", err.Error())
		return
	}
	proposed := ""
	if fault.Repair != "" {
		proposed = string(fault.Repair)
	}
	m.note("V-15", registry.Error, c, proposed, fault.Error())
}

// noteChanges notes what the parser left out, where a reader would want to know.
func (m *mapping) noteChanges(c cell, notes []geo.Note) {
	for _, n := range notes {
		switch n.Rule {
		case geo.NoteRepeatedDropped: // what rounding to a centimetre does
		case geo.NoteRingClosed:
			m.note("V-15", registry.Repaired, c, string(n.Rule), n.String())
		default:
			m.note("V-15", registry.Warning, c, "", n.String())
		}
	}
}

// position reads a point of two columns.
func (m *mapping) position(xc, yc cell, stated int) {
	if xc.value == "" || yc.value == "" {
		given := xc
		if given.value == "" {
			given = yc
		}
		if m.twoInOne(given) {
			return
		}
		m.reject("V-15", given, "", "no location: one of the two coordinates is missing")
		return
	}
	x, okX := m.coordinate(xc)
	y, okY := m.coordinate(yc)
	if !okX || !okY {
		return
	}
	both := cell{column: xc.column + ", " + yc.column, value: xc.value + ", " + yc.value, at: -1}
	srid := stated
	if srid == 0 {
		srid = geo.WGS84
	}
	point, err := geo.NewPoint(x, y, srid)
	if err != nil {
		point, err = geo.NewPoint(x, y, geo.UnknownCRS)
		if err != nil {
			m.badGeometry(both, err)
			return
		}
		m.doubtful(point.Shape(), both)
		return
	}
	if m.plausible(point.Shape(), both) {
		m.shape = point.Shape()
		m.precision(xc, yc, both)
	}
}

// coordinate reads one number of a position; a fault rejects the row.
func (m *mapping) coordinate(c cell) (float64, bool) {
	if pair := twoNumbers.FindStringSubmatch(c.value); pair != nil {
		if _, ok, _ := parseNumber(c.value, m.style(c)); !ok {
			m.reject("V-04", c, "", "two values in one cell")
			return 0, false
		}
	}
	value, ok, proposed := parseNumber(c.value, m.style(c))
	if ok {
		return value, true
	}
	if m.reject("V-06", c, proposed, "a coordinate that is not a plain number") {
		value, ok, _ = parseNumber(proposed, style{})
		return value, ok
	}
	return 0, false
}

// twoInOne finds both coordinates in one cell.
func (m *mapping) twoInOne(c cell) bool {
	pair := twoNumbers.FindStringSubmatch(c.value)
	if pair == nil {
		return false
	}
	if _, ok, _ := parseNumber(c.value, m.style(c)); ok {
		return false
	}
	if m.reject("V-04", c, pair[1]+" | "+pair[2], "two values in one cell, and the other cell empty") {
		m.position(cell{column: c.column, value: pair[1], at: -1}, cell{column: c.column, value: pair[2], at: -1}, m.srid)
	}
	return true
}

// fewestDecimals is the number of decimals of a degree below which a point is anywhere within a kilometre.
const fewestDecimals = 3

// precision marks points with too few decimals of a degree (V-05).
func (m *mapping) precision(xc, yc, both cell) {
	if m.profile.verbatim { // its quality is in the record
		return
	}
	if m.shape.SRID() != geo.WGS84 || decimals(xc.value) >= fewestDecimals || decimals(yc.value) >= fewestDecimals {
		return
	}
	m.record.LocationQuality = "approximate"
	m.note("V-05", registry.Warning, both, "", "fewer than three decimals of a degree: the place is known to a kilometre at best")
}

func decimals(text string) int {
	at := strings.LastIndexAny(text, ".,")
	if at < 0 {
		return 0
	}
	return len(strings.TrimRight(text[at+1:], " "))
}
