package geo

import (
	"math"
	"strconv"
)

// Decimals is the number of decimals of a degree that are kept in WGS 84, about a centimetre on the ground.
const Decimals = 7

const degreeUnits = 1e7

// Point is one finite position in a reference system; in WGS 84 a longitude and a latitude of 7 decimals.
// The zero value is the point (0, 0) in an unknown reference system.
type Point struct {
	x, y float64
	srid int
}

// NewPoint checks a position and makes a point of it; the error is a *Violation.
func NewPoint(x, y float64, srid int) (Point, error) {
	x, y, v := settle(x, y, srid)
	if v != nil {
		v.Path = "coordinates"
		return Point{}, v
	}
	return Point{x, y, srid}, nil
}

// X is the longitude or easting.
func (p Point) X() float64 { return p.x }

// Y is the latitude or northing.
func (p Point) Y() float64 { return p.y }

// SRID is the EPSG code of the reference system, 0 when unknown.
func (p Point) SRID() int { return p.srid }

// Shape is the point as a shape.
func (p Point) Shape() Shape { return Shape{kind: KindPoint, point: p} }

// RoundDegrees gives the float64 nearest to the decimal number of 7 decimals nearest to v.
func RoundDegrees(v float64) float64 {
	// The quotient of two integers that float64 holds exactly is correctly rounded; adding 0 turns -0 into 0.
	return math.Round(v*degreeUnits)/degreeUnits + 0
}

// settle brings a position into the form that is kept, or says why it cannot be kept.
func settle(x, y float64, srid int) (float64, float64, *Violation) {
	if x-x != 0 || y-y != 0 { // NaN for infinities and NaN
		return 0, 0, &Violation{Rule: RuleNonFinite, Got: pair(x, y), Want: "finite numbers"}
	}
	if srid != WGS84 {
		return x, y, nil
	}
	x, y = RoundDegrees(x), RoundDegrees(y)
	if x < -180 || x > 180 {
		return 0, 0, &Violation{Rule: RuleOutOfRange, Got: pair(x, y), Want: "a longitude between -180 and 180 first"}
	}
	if y < -90 || y > 90 {
		return 0, 0, &Violation{Rule: RuleOutOfRange, Got: pair(x, y), Want: "a latitude between -90 and 90 second"}
	}
	return x, y, nil
}

func pair(x, y float64) string {
	return strconv.FormatFloat(x, 'g', -1, 64) + " " + strconv.FormatFloat(y, 'g', -1, 64)
}
