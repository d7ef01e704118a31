package geo

// Kind says what a shape is.
type Kind int

// The kinds of shape.
const (
	KindNone Kind = iota
	KindPoint
	KindSurface
)

// String is "none", "point" or "surface".
func (k Kind) String() string {
	switch k {
	case KindPoint:
		return "point"
	case KindSurface:
		return "surface"
	default:
		return "none"
	}
}

// Shape is a surface, a point, or nothing. The zero value is nothing: a site without a place.
type Shape struct {
	kind    Kind
	point   Point
	surface Surface
}

// Kind says what the shape is.
func (s Shape) Kind() Kind { return s.kind }

// IsNone tells whether the shape is nothing.
func (s Shape) IsNone() bool { return s.kind == KindNone }

// Point gives the point; false when the shape is something else.
func (s Shape) Point() (Point, bool) { return s.point, s.kind == KindPoint }

// Surface gives the outline; false when the shape is something else.
func (s Shape) Surface() (Surface, bool) { return s.surface, s.kind == KindSurface }

// SRID is the EPSG code of the reference system, 0 when unknown or when the shape is nothing.
func (s Shape) SRID() int {
	if s.kind == KindSurface {
		return s.surface.SRID()
	}
	return s.point.srid
}

// Vertices is the number of positions: 0, 1, or all those of the outline.
func (s Shape) Vertices() int {
	switch s.kind {
	case KindPoint:
		return 1
	case KindSurface:
		return s.surface.Vertices()
	default:
		return 0
	}
}

// Bounds is the box around the shape, empty when the shape is nothing.
func (s Shape) Bounds() BBox {
	switch s.kind {
	case KindPoint:
		return EmptyBBox().Extend(s.point.x, s.point.y)
	case KindSurface:
		return s.surface.Bounds()
	default:
		return EmptyBBox()
	}
}

// Positions calls yield for every position until it returns false.
func (s Shape) Positions(yield func(x, y float64) bool) {
	switch s.kind {
	case KindPoint:
		yield(s.point.x, s.point.y)
	case KindSurface:
		flat := s.surface.shape.FlatCoords()
		for i := 0; i < len(flat); i += 2 {
			if !yield(flat[i], flat[i+1]) {
				return
			}
		}
	}
}

// Equal tells whether both shapes are the same kind with the same positions in the same order and system.
func (s Shape) Equal(other Shape) bool {
	return s.kind == other.kind && s.point == other.point && s.surface.Equal(other.surface)
}

// Remap makes a new shape in another reference system by moving every position through move, and checks it
// again. It serves repairs: another reading of the same numbers, axes exchanged, a lost sign put back.
func (s Shape) Remap(srid int, move func(x, y float64) (float64, float64)) (Shape, []Note, error) {
	if s.kind == KindNone {
		return Shape{}, nil, nil
	}
	b := newBuilder(srid, DefaultMaxVertices, false)
	b.max = max(b.max, s.Vertices())
	if s.kind == KindPoint {
		b.begin(formPoint)
		if err := b.position(move(s.point.x, s.point.y)); err != nil {
			return Shape{}, nil, err
		}
		return b.finish()
	}
	if err := b.rebuild(s.surface, move); err != nil {
		return Shape{}, nil, err
	}
	return b.finish()
}

// Reinterpret keeps the numbers and gives them another reference system: a repair of a wrongly declared one.
func (s Shape) Reinterpret(srid int) (Shape, []Note, error) {
	return s.Remap(srid, func(x, y float64) (float64, float64) { return x, y })
}

// Swapped exchanges the axes: a repair of latitude written before longitude.
func (s Shape) Swapped() (Shape, []Note, error) {
	return s.Remap(s.SRID(), func(x, y float64) (float64, float64) { return y, x })
}
