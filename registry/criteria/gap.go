package criteria

import (
	"math"
	"time"
)

// The units of gaps that the vocabulary does not name.
const (
	unitMetre = "m"
	unitDay   = "d"
)

// What counts as being off by as much as is wanted, where what is wanted has no
// size of its own: a year, and ten kilometres.
const (
	wholeDays   = 365
	wholeMetres = 10_000
)

// gap is the distance of two numbers, or of two days in days; nil for other
// values, unknown ones and infinite distances.
func gap(got, want Value) *float64 {
	if got.Type != want.Type {
		return nil
	}
	var g float64
	switch got.Type {
	case TypeNumber:
		g = math.Abs(want.Number - got.Number)
	case TypeDate:
		g = math.Abs(want.Time.Sub(got.Time).Hours() / (24 * time.Hour).Hours())
	default:
		return nil
	}
	if math.IsInf(g, 0) || math.IsNaN(g) {
		return nil
	}
	return &g
}

// effort is the gap in relation to what is wanted, +Inf where there is no gap.
func (f Failure) effort() float64 {
	if f.Gap == nil {
		return math.Inf(1)
	}
	switch want := f.Want.(type) {
	case Value:
		return *f.Gap / f.size(want)
	case []Value:
		return *f.Gap / f.size(want...)
	}
	return *f.Gap / wholeMetres
}

// size is what counts as the whole of the numbers or days wanted: the smallest
// of the numbers that is not 0, or else the number got.
func (f Failure) size(wanted ...Value) float64 {
	if f.Got.Type == TypeDate {
		return wholeDays
	}
	size := math.Inf(1)
	for _, v := range wanted {
		if n := math.Abs(v.Number); n > 0 {
			size = min(size, n)
		}
	}
	if math.IsInf(size, 1) {
		size = math.Abs(f.Got.Number)
	}
	return max(size, math.SmallestNonzeroFloat64)
}
