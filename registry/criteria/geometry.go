package criteria

import (
	"math"
	"strconv"
	"strings"

	"landbank/geo"
)

// GeometryType is the kind of a geometry, spelled as in well-known text.
type GeometryType string

// The kinds of geometry that a question can hold. Sites are points or surfaces
// only (package geo); a question may also hold lines and collections.
const (
	PointType           GeometryType = "POINT"
	LineStringType      GeometryType = "LINESTRING"
	PolygonType         GeometryType = "POLYGON"
	MultiPointType      GeometryType = "MULTIPOINT"
	MultiLineStringType GeometryType = "MULTILINESTRING"
	MultiPolygonType    GeometryType = "MULTIPOLYGON"
	CollectionType      GeometryType = "GEOMETRYCOLLECTION"
	BoxType             GeometryType = "BBOX"
)

// Position is a longitude and a latitude in WGS 84, within ±180 and ±90.
type Position [2]float64

// Geometry is a geometry literal in WGS 84, two-dimensional: elevations are
// read and left out, because no relation here looks at them. Simple kinds have
// one member in the list of their dimension, a collection any number in each.
type Geometry struct {
	Type     GeometryType
	Points   []Position
	Lines    [][]Position   // at least two positions each
	Polygons [][][]Position // rings: the shell, then holes; closed, of four positions or more
	Box      Box            // BBOX alone
}

// Box is west, south, east, north. West is greater than east where the box
// crosses the antimeridian.
type Box [4]float64

// BoxGeometry makes a BBOX of a box that has been checked.
func BoxGeometry(b Box) Geometry { return Geometry{Type: BoxType, Box: b} }

// halves gives the box itself, or the two boxes on the sides of the antimeridian
// that it crosses.
func (b Box) halves() []geo.BBox {
	if b[0] <= b[2] {
		return []geo.BBox{geo.NewBBox(b[0], b[1], b[2], b[3])}
	}
	return []geo.BBox{geo.NewBBox(b[0], b[1], 180, b[3]), geo.NewBBox(-180, b[1], b[2], b[3])}
}

// Bounds gives the boxes that hold the whole geometry: two where a BBOX crosses
// the antimeridian, one otherwise.
func (g Geometry) Bounds() []geo.BBox {
	if g.Type == BoxType {
		return g.Box.halves()
	}
	b := geo.EmptyBBox()
	g.positions(func(p Position) { b = b.Extend(p[0], p[1]) })
	return []geo.BBox{b}
}

func (g Geometry) positions(visit func(Position)) {
	each := func(list []Position) {
		for _, p := range list {
			visit(p)
		}
	}
	each(g.Points)
	for _, line := range g.Lines {
		each(line)
	}
	for _, polygon := range g.Polygons {
		for _, ring := range polygon {
			each(ring)
		}
	}
}

// WKT writes the geometry as well-known text that PostGIS reads. A BBOX becomes
// the polygon that it is, or the line or point that it has shrunk to, and both
// of its halves where it crosses the antimeridian.
func (g Geometry) WKT() string {
	if g.Type != BoxType {
		return g.String()
	}
	area := Geometry{Type: CollectionType}
	for _, b := range g.Box.halves() {
		w, s, e, n := b.West(), b.South(), b.East(), b.North()
		switch {
		case w == e && s == n:
			area.Points = append(area.Points, Position{w, s})
		case w == e || s == n:
			area.Lines = append(area.Lines, []Position{{w, s}, {e, n}})
		default:
			area.Polygons = append(area.Polygons, [][]Position{{{w, s}, {e, s}, {e, n}, {w, n}, {w, s}}})
		}
	}
	if members := area.members(); len(members) == 1 {
		return members[0].String()
	}
	if len(area.Polygons) == 2 {
		area.Type = MultiPolygonType
	}
	return area.String()
}

// String writes the geometry as the CQL2 literal that reads back as the same.
func (g Geometry) String() string {
	var s strings.Builder
	s.WriteString(string(g.Type))
	switch g.Type {
	case BoxType:
		writeList(&s, g.Box[:], ",", func(n float64) { s.WriteString(number(n)) })
	case PointType:
		writePositions(&s, g.Points)
	case LineStringType:
		writePositions(&s, g.Lines[0])
	case PolygonType:
		writeRings(&s, g.Polygons[0])
	case MultiPointType:
		writeList(&s, g.Points, ",", func(p Position) { writePositions(&s, []Position{p}) })
	case MultiLineStringType:
		writeRings(&s, g.Lines)
	case MultiPolygonType:
		writeList(&s, g.Polygons, ",", func(p [][]Position) { writeRings(&s, p) })
	case CollectionType:
		writeList(&s, g.members(), ",", func(m Geometry) { s.WriteString(m.String()) })
	}
	return s.String()
}

// members gives the points, lines and polygons of a collection as geometries.
func (g Geometry) members() []Geometry {
	var out []Geometry
	for _, p := range g.Points {
		out = append(out, Geometry{Type: PointType, Points: []Position{p}})
	}
	for _, l := range g.Lines {
		out = append(out, Geometry{Type: LineStringType, Lines: [][]Position{l}})
	}
	for _, p := range g.Polygons {
		out = append(out, Geometry{Type: PolygonType, Polygons: [][][]Position{p}})
	}
	return out
}

func writePositions(s *strings.Builder, positions []Position) {
	writeList(s, positions, ",", func(p Position) {
		s.WriteString(number(p[0]) + " " + number(p[1]))
	})
}

func writeRings(s *strings.Builder, rings [][]Position) {
	writeList(s, rings, ",", func(r []Position) { writePositions(s, r) })
}

// writeList writes the items in parentheses with a separator between them.
func writeList[T any](s *strings.Builder, items []T, separator string, write func(T)) {
	s.WriteByte('(')
	for i, item := range items {
		if i > 0 {
			s.WriteString(separator)
		}
		write(item)
	}
	s.WriteByte(')')
}

// number writes the shortest decimal that reads back as the same float64, with
// an exponent where plain digits would be long.
func number(n float64) string {
	if a := math.Abs(n); a != 0 && (a < 1e-6 || a >= 1e21) {
		return strconv.FormatFloat(n, 'E', -1, 64)
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// Swapped gives the geometry with its axes exchanged.
func (g Geometry) Swapped() Geometry {
	out := Geometry{Type: g.Type, Box: Box{g.Box[1], g.Box[0], g.Box[3], g.Box[2]}}
	swap := func(list []Position) []Position {
		swapped := make([]Position, len(list))
		for i, p := range list {
			swapped[i] = Position{p[1], p[0]}
		}
		return swapped
	}
	out.Points = swap(g.Points)
	for _, line := range g.Lines {
		out.Lines = append(out.Lines, swap(line))
	}
	for _, polygon := range g.Polygons {
		var rings [][]Position
		for _, ring := range polygon {
			rings = append(rings, swap(ring))
		}
		out.Polygons = append(out.Polygons, rings)
	}
	return out
}

// OnGlobe reports whether every position is within ±180 and ±90.
func (g Geometry) OnGlobe() bool {
	world := geo.World()
	if g.Type == BoxType {
		return world.Contains(g.Box[0], g.Box[1]) && world.Contains(g.Box[2], g.Box[3]) && g.Box[1] <= g.Box[3]
	}
	on := true
	g.positions(func(p Position) { on = on && world.Contains(p[0], p[1]) })
	return on
}
