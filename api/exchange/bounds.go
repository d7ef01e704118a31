package exchange

import (
	"math"

	"landbank/geo"
)

// Outward gives the box with its sides rounded away from its middle at seven
// decimals, so that it still holds everything; false for no box.
func Outward(box *geo.BBox) ([4]float64, bool) {
	if box == nil || box.IsEmpty() {
		return [4]float64{}, false
	}
	const steps = 1e7
	down := func(v float64) float64 { return math.Floor(v*steps) / steps }
	up := func(v float64) float64 { return math.Ceil(v*steps) / steps }
	return [4]float64{down(box.West()), down(box.South()), up(box.East()), up(box.North())}, true
}
