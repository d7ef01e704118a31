package geo

import (
	"fmt"
	"strconv"

	"github.com/twpayne/go-geom"
)

// form is how the geometry being read nests its positions; it shapes the paths in messages.
type form int

const (
	formPoint form = iota
	formMultiPoint
	formPolygon
	formMultiPolygon
)

// builder gathers the positions of one shape from any reader, checks them on the way and makes the shape.
// Its slices are reused from shape to shape; finish copies what the shape needs.
type builder struct {
	srid       int
	max        int
	closeRings bool

	flat  []float64 // positions kept
	ends  []int     // where each kept ring ends in flat
	parts []int     // how many kept rings lie before the end of each kept part
	notes []Note

	prefix   string // path of the geometry within collections
	form     form
	part     int // place within the geometry being read
	ring     int
	read     int // positions read in this ring
	vertices int // positions read in all
	points   int // points read in all
	ringFrom int // where this ring starts in flat
	gone     bool
	anyGone  bool
}

func newBuilder(srid, maxVertices int, closeRings bool) *builder {
	b := &builder{}
	b.reset(srid, maxVertices, closeRings)
	return b
}

func (b *builder) reset(srid, maxVertices int, closeRings bool) {
	*b = builder{
		srid: srid, max: maxVertices, closeRings: closeRings,
		flat: b.flat[:0], ends: b.ends[:0], parts: b.parts[:0],
	}
}

// begin starts one geometry.
func (b *builder) begin(f form) {
	b.form, b.part, b.ring, b.read = f, 0, 0, 0
}

// position takes the next position of the point or ring being read.
func (b *builder) position(x, y float64) error {
	b.vertices++
	if b.vertices > b.max {
		return &Violation{Rule: RuleTooManyVertices, Path: b.path(b.read),
			Got: "more", Want: "at most " + strconv.Itoa(b.max) + " positions"}
	}
	x, y, v := settle(x, y, b.srid)
	if v != nil {
		v.Path = b.path(b.read)
		return v
	}
	b.read++
	if b.form == formPoint || b.form == formMultiPoint {
		return b.onlyPoint(x, y)
	}
	if n := len(b.flat); b.srid == WGS84 && n > b.ringFrom && b.flat[n-2] == x && b.flat[n-1] == y {
		b.note(NoteRepeatedDropped, b.read-1)
		return nil
	}
	b.flat = append(b.flat, x, y)
	return nil
}

func (b *builder) onlyPoint(x, y float64) error {
	b.points++
	if b.points > 1 || len(b.parts) > 0 {
		return &Violation{Rule: RuleGeometryType, Path: b.path(b.read - 1), Got: "one more point",
			Want: "one point, or polygons alone"}
	}
	b.flat = append(b.flat, x, y)
	return nil
}

// beginPart starts a polygon.
func (b *builder) beginPart() error {
	if b.points > 0 {
		return &Violation{Rule: RuleGeometryType, Path: b.prefix + "coordinates", Got: "a polygon beside a point",
			Want: "one point, or polygons alone"}
	}
	b.ringFrom, b.ring, b.read, b.gone = len(b.flat), 0, 0, false
	return nil
}

// endRing closes the ring being read.
func (b *builder) endRing() error {
	n := len(b.flat)
	closed := n > b.ringFrom && b.flat[b.ringFrom] == b.flat[n-2] && b.flat[b.ringFrom+1] == b.flat[n-1]
	switch {
	case b.read >= 3 && !closed && !b.closeRings:
		return &Violation{Rule: RuleRingNotClosed, Path: b.path(-1),
			Got:    "last position " + pair(b.flat[n-2], b.flat[n-1]),
			Want:   "the first position again, " + pair(b.flat[b.ringFrom], b.flat[b.ringFrom+1]),
			Repair: NoteRingClosed}
	case b.read >= 3 && !closed:
		b.flat = append(b.flat, b.flat[b.ringFrom], b.flat[b.ringFrom+1])
		b.note(NoteRingClosed, -1)
		b.read++
	}
	if b.read < 4 {
		return &Violation{Rule: RuleRingTooShort, Path: b.path(-1),
			Got: strconv.Itoa(b.read) + " positions", Want: "at least 4 positions, the last as the first"}
	}
	b.keepRing()
	b.ring++
	b.read = 0
	b.ringFrom = len(b.flat)
	return nil
}

// keepRing keeps the ring, unless rounding left nothing of it: then a hole goes alone, a shell with its part.
func (b *builder) keepRing() {
	switch collapsed := len(b.flat)-b.ringFrom < 8; {
	case b.gone:
		b.flat = b.flat[:b.ringFrom]
	case collapsed && b.ring == 0:
		b.flat = b.flat[:b.ringFrom]
		b.gone, b.anyGone = true, true
		b.note(NotePartCollapsed, -1)
	case collapsed:
		b.flat = b.flat[:b.ringFrom]
		b.note(NoteHoleCollapsed, -1)
	default:
		b.ends = append(b.ends, len(b.flat))
	}
}

// endPart closes the polygon being read.
func (b *builder) endPart() error {
	if b.ring == 0 {
		return b.empty(b.path(-2))
	}
	if !b.gone {
		b.parts = append(b.parts, len(b.ends))
	}
	b.part++
	b.ring = 0
	return nil
}

// empty is the fault of a geometry, part or point without any position.
func (b *builder) empty(path string) error {
	return &Violation{Rule: RuleEmpty, Path: path, Got: "no position", Want: "at least one position"}
}

// note records a change at a position of the current ring, or at the ring itself (-1).
func (b *builder) note(rule Rule, position int) {
	for i := range b.notes {
		if b.notes[i].Rule == rule {
			b.notes[i].Count++
			return
		}
	}
	b.notes = append(b.notes, Note{Rule: rule, Path: b.path(position), Count: 1})
}

func (b *builder) path(position int) string {
	return b.prefix + "coordinates" + b.indices(position)
}

// indices writes the place in the nested list: of a position, of the ring (-1) or of the part (-2).
func (b *builder) indices(position int) string {
	text := ""
	if b.form == formMultiPolygon {
		text = fmt.Sprintf("[%d]", b.part)
	}
	if position >= -1 && (b.form == formPolygon || b.form == formMultiPolygon) {
		text += fmt.Sprintf("[%d]", b.ring)
	}
	if position >= 0 && b.form != formPoint {
		text += fmt.Sprintf("[%d]", position)
	}
	return text
}

// rebuild reads a surface again, each position moved.
func (b *builder) rebuild(s Surface, move func(x, y float64) (float64, float64)) error {
	b.begin(formMultiPolygon)
	flat, from := s.shape.FlatCoords(), 0
	for _, ends := range s.shape.Endss() {
		if err := b.beginPart(); err != nil {
			return err
		}
		for _, end := range ends {
			for ; from < end; from += 2 {
				if err := b.position(move(flat[from], flat[from+1])); err != nil {
					return err
				}
			}
			if err := b.endRing(); err != nil {
				return err
			}
		}
		if err := b.endPart(); err != nil {
			return err
		}
	}
	return nil
}

// finish makes the shape of what was gathered.
func (b *builder) finish() (Shape, []Note, error) {
	switch {
	case b.points == 1:
		return Point{b.flat[0], b.flat[1], b.srid}.Shape(), b.notes, nil
	case len(b.parts) > 0:
		return b.surface().Shape(), b.notes, nil
	case b.anyGone:
		return Shape{}, b.notes, &Violation{Rule: RuleRingCollapsed, Path: "coordinates",
			Got: "an outline smaller than 7 decimals of a degree show", Want: "an outline with an area"}
	default:
		return Shape{}, b.notes, b.empty("coordinates")
	}
}

// surface copies the gathered rings: one array of coordinates and one of ends, cut by part.
func (b *builder) surface() Surface {
	flat := append(make([]float64, 0, len(b.flat)), b.flat...)
	ends := append(make([]int, 0, len(b.ends)), b.ends...)
	endss, from := make([][]int, 0, len(b.parts)), 0
	for _, to := range b.parts {
		endss = append(endss, ends[from:to:to])
		from = to
	}
	return Surface{geom.NewMultiPolygonFlat(geom.XY, flat, endss).SetSRID(b.srid)}
}

// dimensions judges how many numbers a position has and notes those that are dropped; measured says that a
// third number is a measure, not a height.
func (b *builder) dimensions(count int, measured bool) error {
	switch {
	case count == 2:
		return nil
	case count == 3 && measured:
		b.note(NoteMDropped, b.read)
	case count == 3:
		b.note(NoteZDropped, b.read)
	case count == 4:
		b.note(NoteZDropped, b.read)
		b.note(NoteMDropped, b.read)
	default:
		return &Violation{Rule: RulePositionSize, Path: b.path(b.read),
			Got: strconv.Itoa(count) + " numbers", Want: "longitude and latitude, or x and y"}
	}
	return nil
}

// noteAt records a change at a path the builder does not know.
func (b *builder) noteAt(rule Rule, path string) {
	b.notes = append(b.notes, Note{Rule: rule, Path: path, Count: 1})
}
