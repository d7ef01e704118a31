package geo

import (
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// BBox is a box along the axes: west, south, east, north in degrees, or the same sides in the units of another
// reference system where that is said. West is never greater than east: a box across the antimeridian is two.
type BBox struct {
	bound orb.Bound
}

// NewBBox makes a box of its sides. Sides in the wrong order make an empty box.
func NewBBox(west, south, east, north float64) BBox {
	return BBox{orb.Bound{Min: orb.Point{west, south}, Max: orb.Point{east, north}}}
}

// EmptyBBox holds nothing; extending it starts a box.
func EmptyBBox() BBox {
	return NewBBox(math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1))
}

// World is every longitude and latitude.
func World() BBox { return NewBBox(-180, -90, 180, 90) }

// West is the least x.
func (b BBox) West() float64 { return b.bound.Min[0] }

// South is the least y.
func (b BBox) South() float64 { return b.bound.Min[1] }

// East is the greatest x.
func (b BBox) East() float64 { return b.bound.Max[0] }

// North is the greatest y.
func (b BBox) North() float64 { return b.bound.Max[1] }

// Array is west, south, east, north, as GeoJSON's bbox member has them.
func (b BBox) Array() [4]float64 { return [4]float64{b.West(), b.South(), b.East(), b.North()} }

// IsEmpty tells whether no position is in the box. A box of one position is not empty.
func (b BBox) IsEmpty() bool { return !(b.West() <= b.East() && b.South() <= b.North()) }

// Contains tells whether a position is in the box or on its edge.
func (b BBox) Contains(x, y float64) bool {
	return x >= b.West() && x <= b.East() && y >= b.South() && y <= b.North()
}

// Intersects tells whether the boxes share a position, be it on their edges.
func (b BBox) Intersects(other BBox) bool {
	return !b.IsEmpty() && !other.IsEmpty() && b.bound.Intersects(other.bound)
}

// Extend gives the box that also holds a position.
func (b BBox) Extend(x, y float64) BBox {
	return NewBBox(min(b.West(), x), min(b.South(), y), max(b.East(), x), max(b.North(), y))
}

// Union gives the box around both.
func (b BBox) Union(other BBox) BBox {
	if other.IsEmpty() {
		return b
	}
	return b.Extend(other.West(), other.South()).Extend(other.East(), other.North())
}

// Intersection gives what both share, empty when that is nothing.
func (b BBox) Intersection(other BBox) BBox {
	return NewBBox(max(b.West(), other.West()), max(b.South(), other.South()),
		min(b.East(), other.East()), min(b.North(), other.North()))
}

// Pad gives the box grown by a distance in its own units on every side; a latitude is not kept in range.
func (b BBox) Pad(by float64) BBox {
	return NewBBox(b.West()-by, b.South()-by, b.East()+by, b.North()+by)
}

// Center is the middle of the box.
func (b BBox) Center() (x, y float64) {
	c := b.bound.Center()
	return c[0], c[1]
}

// String is "west,south,east,north" in the shortest decimals that give the same numbers, as ParseBBox reads it.
func (b BBox) String() string {
	text := make([]byte, 0, 48)
	for i, side := range b.Array() {
		if i > 0 {
			text = append(text, ',')
		}
		text = strconv.AppendFloat(text, side, 'f', -1, 64)
	}
	return string(text)
}

// AppendGeoJSON writes the box as a GeoJSON bbox member's value, null when it is empty.
func (b BBox) AppendGeoJSON(to []byte) []byte {
	if b.IsEmpty() {
		return append(to, "null"...)
	}
	for i, side := range b.Array() {
		to = append(to, "[,,,"[i])
		to = appendDecimal(to, side)
	}
	return append(to, ']')
}

// MarshalJSON writes [west, south, east, north], null when the box is empty.
func (b BBox) MarshalJSON() ([]byte, error) { return b.AppendGeoJSON(nil), nil }

// ParseBBox reads a bbox parameter: west,south,east,north in degrees; of six numbers (with heights) the third and
// sixth are left out. It gives one box, or two when west is greater than east: the box crosses the antimeridian.
// Latitudes beyond a pole are clamped; longitudes up to one turn beyond ±180, as maps that repeat the world
// send them, are brought back by a turn, and farther ones clamped. The error is a *Violation that names the fault.
func ParseBBox(text string) ([]BBox, error) {
	sides, err := bboxNumbers(text)
	if err != nil {
		return nil, err
	}
	west, south, east, north := sides[0], sides[1], sides[2], sides[3]
	if south > north {
		return nil, bboxFault(RuleOutOfRange, "south "+number(south)+" above north "+number(north),
			"south not above north: west,south,east,north")
	}
	south, north = clamp(south, 90), clamp(north, 90)
	if east-west >= 360 && west < 540 && east > -540 {
		return []BBox{NewBBox(-180, south, 180, north)}, nil
	}
	west, east = turn(west), turn(east)
	if west <= east {
		return []BBox{NewBBox(west, south, east, north)}, nil
	}
	return []BBox{NewBBox(west, south, 180, north), NewBBox(-180, south, east, north)}, nil
}

func bboxNumbers(text string) ([]float64, error) {
	fields := strings.Split(text, ",")
	if len(fields) != 4 && len(fields) != 6 {
		return nil, bboxFault(RulePositionSize, strconv.Itoa(len(fields))+" values", "4 numbers: west,south,east,north")
	}
	if len(fields) == 6 {
		fields = append(fields[:2:2], fields[3:5]...)
	}
	sides := make([]float64, 0, 4)
	for _, field := range fields {
		side, err := strconv.ParseFloat(strings.TrimSpace(field), 64)
		if side-side != 0 { // strconv gives an infinity for numbers out of range, too
			return nil, bboxFault(RuleNonFinite, strconv.Quote(shorten(field)), "a finite number")
		}
		if err != nil {
			return nil, bboxFault(RuleSyntax, strconv.Quote(shorten(field)), "a number")
		}
		sides = append(sides, side)
	}
	return sides, nil
}

func bboxFault(rule Rule, got, want string) error {
	return &Violation{Rule: rule, Path: "bbox", Got: got, Want: want}
}

// turn brings a longitude into -180…180: by whole turns when it is at most one turn beyond, else by clamping.
func turn(longitude float64) float64 {
	switch {
	case longitude > 180 && longitude <= 540:
		return longitude - 360
	case longitude < -180 && longitude >= -540:
		return longitude + 360
	default:
		return clamp(longitude, 180)
	}
}

func clamp(v, most float64) float64 { return max(-most, min(v, most)) }

func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
