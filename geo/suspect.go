package geo

import "math"

// These look at single positions for the usual accidents of coordinate columns. They raise a suspicion; only
// a comparison with where the place should be, and a person, can confirm it.

// LooksProjected tells whether two numbers cannot be degrees in any order and are large enough for metres or feet.
func LooksProjected(x, y float64) bool {
	return finite(x, y) && !isLonLat(x, y) && !isLonLat(y, x) && max(math.Abs(x), math.Abs(y)) >= 1000
}

// LooksSwapped tells whether a position lies outside the box where it should be, and inside once its axes are
// exchanged.
func LooksSwapped(x, y float64, within BBox) bool {
	return finite(x, y) && !within.Contains(x, y) && within.Contains(y, x)
}

// LooksUnsigned tells whether a position lies outside the box where it should be, and gives it with the sign of
// one or both numbers turned when that brings it inside.
func LooksUnsigned(x, y float64, within BBox) (signedX, signedY float64, yes bool) {
	if !finite(x, y) || within.Contains(x, y) {
		return x, y, false
	}
	for _, sign := range [3][2]float64{{-1, 1}, {1, -1}, {-1, -1}} {
		if within.Contains(sign[0]*x, sign[1]*y) {
			return sign[0] * x, sign[1] * y, true
		}
	}
	return x, y, false
}

// IsNullIsland tells whether a position is (0, 0) to within a hundred metres: a place of failed lookups.
func IsNullIsland(x, y float64) bool {
	return math.Abs(x) < 0.001 && math.Abs(y) < 0.001
}

func finite(x, y float64) bool { return x-x == 0 && y-y == 0 }

func isLonLat(x, y float64) bool { return math.Abs(x) <= 180 && math.Abs(y) <= 90 }
