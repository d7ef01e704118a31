package geo

import (
	"slices"

	"github.com/twpayne/go-geom"
)

// Surface is an outline: one or more parts, each a shell with any number of holes, two-dimensional, every ring
// closed. The zero value has no part; every other surface comes from a parser and has passed its checks.
type Surface struct {
	shape *geom.MultiPolygon
}

// SRID is the EPSG code of the reference system, 0 when unknown.
func (s Surface) SRID() int {
	if s.shape == nil {
		return UnknownCRS
	}
	return s.shape.SRID()
}

// IsZero tells whether the surface has no part.
func (s Surface) IsZero() bool { return s.shape == nil }

// Parts is the number of polygons.
func (s Surface) Parts() int {
	if s.shape == nil {
		return 0
	}
	return len(s.shape.Endss())
}

// Vertices is the number of positions in all rings, closing positions included.
func (s Surface) Vertices() int {
	if s.shape == nil {
		return 0
	}
	return len(s.shape.FlatCoords()) / 2
}

// Ring is the place of a ring in a surface, counted from 0; ring 0 of a part is its shell, the others are holes.
type Ring struct {
	Part, Ring int
}

// Rings calls yield for every ring in order with its place and its coordinates x0, y0, x1, y1, …, which the
// caller must not change. It is meant for range.
func (s Surface) Rings(yield func(Ring, []float64) bool) {
	if s.shape == nil {
		return
	}
	flat, from := s.shape.FlatCoords(), 0
	for part, ends := range s.shape.Endss() {
		for ring, end := range ends {
			if !yield(Ring{part, ring}, flat[from:end:end]) {
				return
			}
			from = end
		}
	}
}

// Bounds is the box around all parts.
func (s Surface) Bounds() BBox {
	box := EmptyBBox()
	if s.shape == nil {
		return box
	}
	flat := s.shape.FlatCoords()
	for i := 0; i < len(flat); i += 2 {
		box = box.Extend(flat[i], flat[i+1])
	}
	return box
}

// Shape is the surface as a shape; a surface without parts gives the shape that is nothing.
func (s Surface) Shape() Shape {
	if s.shape == nil {
		return Shape{}
	}
	return Shape{kind: KindSurface, surface: s}
}

// Equal tells whether both surfaces hold the same positions in the same order and reference system.
func (s Surface) Equal(other Surface) bool {
	if s.shape == nil || other.shape == nil {
		return s.shape == other.shape
	}
	return s.shape.SRID() == other.shape.SRID() &&
		slices.Equal(s.shape.FlatCoords(), other.shape.FlatCoords()) &&
		slices.EqualFunc(s.shape.Endss(), other.shape.Endss(), slices.Equal)
}
