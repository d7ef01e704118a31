package geo

import (
	"fmt"
	"strconv"
)

// maxCollectionDepth is how deep collections may lie within collections.
const maxCollectionDepth = 4

const wantTypes = "Point, MultiPoint with one point, Polygon, MultiPolygon or a GeometryCollection of polygons"

// GeoJSON reads one geometry object: Point, MultiPoint with one point, Polygon, MultiPolygon, GeometryCollection
// of polygons (or of one point). The literal null is the shape that is nothing. Third and fourth numbers of a
// position are dropped and noted, members bbox and unknown ones skipped. A crs member (GeoJSON of 2008) names
// the reference system in place of Parser.SRID. The error is a *Violation.
func (p *Parser) GeoJSON(text []byte) (Shape, []Note, error) {
	r := geojsonReader{jsonScanner: jsonScanner{text: text}, b: p.builder(p.SRID)}
	if r.word("null") {
		if r.space() != 0 || r.at < len(text) {
			return Shape{}, nil, r.fault("nothing after null")
		}
		return Shape{}, nil, nil
	}
	if err := r.geometry("", 0); err != nil {
		return Shape{}, nil, err
	}
	if r.space(); r.at < len(text) {
		return Shape{}, nil, r.fault("nothing after the geometry")
	}
	return r.b.finish()
}

// geojsonReader feeds a builder from GeoJSON text.
type geojsonReader struct {
	jsonScanner
	b *builder
}

// members says where in the text the members of a geometry object start; -1 where one is absent.
type members struct {
	kind                         string
	coordinates, geometries, crs int
}

// geometry reads the object that starts here. Members may stand in any order, so they are found first.
func (r *geojsonReader) geometry(prefix string, depth int) error {
	m, err := r.members(prefix)
	if err != nil {
		return err
	}
	end := r.at
	if m.crs >= 0 {
		r.at = m.crs
		if err := r.referenceSystem(prefix, depth); err != nil {
			return err
		}
	}
	value, unused := m.coordinates, m.geometries
	if m.kind == "GeometryCollection" {
		value, unused = unused, value
	}
	if unused >= 0 {
		r.at = unused
		if err := r.skip(); err != nil {
			return err
		}
	}
	if err := r.content(m.kind, value, prefix, depth); err != nil {
		return err
	}
	r.at = end
	return nil
}

// members walks over the object that starts here.
func (r *geojsonReader) members(prefix string) (members, error) {
	m := members{coordinates: -1, geometries: -1, crs: -1}
	open, err := r.opens('{', '}')
	for open && err == nil {
		err = r.member(&m, prefix)
		if err == nil {
			open, err = r.more('}')
		}
	}
	return m, err
}

// member takes one name and value.
func (r *geojsonReader) member(m *members, prefix string) error {
	start := r.at
	name, err := r.str()
	if err != nil {
		return err
	}
	if err := r.expect(':'); err != nil {
		return err
	}
	r.space()
	var place *int
	switch name {
	case "type":
		if m.kind != "" {
			return &Violation{Rule: RuleSyntax, Path: prefix + "type", Got: "the member twice", Want: "it once"}
		}
		m.kind, err = r.str()
		return err
	case "coordinates":
		place = &m.coordinates
	case "geometries":
		place = &m.geometries
	case "crs":
		place = &m.crs
	default:
		return r.skip()
	}
	if *place >= 0 {
		r.at = start
		return &Violation{Rule: RuleSyntax, Path: prefix + name, Got: "the member twice", Want: "it once"}
	}
	*place = r.at
	r.leap()
	return nil
}

// content reads the coordinates, or the members of a collection, that start at value.
func (r *geojsonReader) content(kind string, value int, prefix string, depth int) error {
	r.b.prefix = prefix
	read := r.reader(kind)
	switch {
	case kind == "GeometryCollection":
		read = func() error { return r.collection(prefix, depth) }
	case read == nil:
		got := strconv.Quote(shorten(kind))
		if kind == "" {
			got = "no type"
		}
		return &Violation{Rule: RuleGeometryType, Path: prefix + "type", Got: got, Want: wantTypes}
	}
	if value < 0 {
		return r.b.empty(prefix + "coordinates")
	}
	r.at = value
	return read()
}

// reader starts a geometry that has coordinates; nil for other types.
func (r *geojsonReader) reader(kind string) func() error {
	switch kind {
	case "Point":
		r.b.begin(formPoint)
		return r.point
	case "MultiPoint":
		r.b.begin(formMultiPoint)
		return func() error { return r.list(r.point) }
	case "Polygon":
		r.b.begin(formPolygon)
		return r.polygon
	case "MultiPolygon":
		r.b.begin(formMultiPolygon)
		return func() error { return r.list(r.polygon) }
	default:
		return nil
	}
}

// list reads every element of a list that must not be empty.
func (r *geojsonReader) list(element func() error) error {
	open, err := r.opens('[', ']')
	if err == nil && !open {
		return r.b.empty(r.b.prefix + "coordinates")
	}
	for open && err == nil {
		err = element()
		if err == nil {
			open, err = r.more(']')
		}
	}
	return err
}

// point reads the position of a point, where an empty list is a point without one.
func (r *geojsonReader) point() error {
	at := r.at
	if open, err := r.opens('[', ']'); err == nil && !open {
		return r.b.empty(r.b.path(0))
	}
	r.at = at
	return r.position()
}

// polygon reads a list of rings.
func (r *geojsonReader) polygon() error {
	if err := r.b.beginPart(); err != nil {
		return err
	}
	open, err := r.opens('[', ']')
	for open && err == nil {
		err = r.lineString()
		if err == nil {
			open, err = r.more(']')
		}
	}
	if err != nil {
		return err
	}
	return r.b.endPart()
}

// lineString reads the positions of one ring.
func (r *geojsonReader) lineString() error {
	open, err := r.opens('[', ']')
	for open && err == nil {
		err = r.position()
		if err == nil {
			open, err = r.more(']')
		}
	}
	if err != nil {
		return err
	}
	return r.b.endRing()
}

// position reads two numbers, and notes and drops a third and fourth.
func (r *geojsonReader) position() error {
	open, err := r.opens('[', ']')
	if err != nil {
		return err
	}
	var values [2]float64
	count := 0
	for open {
		value, err := r.number()
		if err != nil {
			return err
		}
		if count < 2 {
			values[count] = value
		}
		count++
		if open, err = r.more(']'); err != nil {
			return err
		}
	}
	if err := r.b.dimensions(count, false); err != nil {
		return err
	}
	return r.b.position(values[0], values[1])
}

// collection reads the members of a GeometryCollection into the same shape.
func (r *geojsonReader) collection(prefix string, depth int) error {
	if depth == maxCollectionDepth {
		return &Violation{Rule: RuleTooDeep, Path: prefix + "geometries", Got: "one more level",
			Want: fmt.Sprintf("at most %d collections in each other", maxCollectionDepth)}
	}
	open, err := r.opens('[', ']')
	if err == nil && !open {
		return &Violation{Rule: RuleEmpty, Path: prefix + "geometries", Got: "no geometry", Want: "at least one polygon"}
	}
	n := 0
	for ; open && err == nil; n++ {
		err = r.geometry(fmt.Sprintf("%sgeometries[%d].", prefix, n), depth+1)
		if err == nil {
			open, err = r.more(']')
		}
	}
	if n > 1 {
		r.b.noteAt(NoteCollectionMerged, prefix+"geometries")
	}
	return err
}

// referenceSystem reads a crs member: null leaves things as they are, a name counts at the top alone.
func (r *geojsonReader) referenceSystem(prefix string, depth int) error {
	from := r.at
	if err := r.skip(); err != nil {
		return err
	}
	srid, stated, err := GeoJSONCRS(r.text[from:r.at])
	if err != nil {
		return err
	}
	switch {
	case !stated || srid == r.b.srid:
		return nil
	case depth == 0:
		r.b.srid = srid
		return nil
	default:
		return &Violation{Rule: RuleUnknownCRS, Path: prefix + "crs", Got: "EPSG:" + strconv.Itoa(srid),
			Want: "one reference system for the whole geometry, EPSG:" + strconv.Itoa(r.b.srid)}
	}
}
