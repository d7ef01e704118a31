package registry

import (
	"math"
	"slices"
)

// maxRungs bounds a ladder: more than this no slider and no histogram shows.
const maxRungs = 40

// mantissas are the round numbers of one decade.
var mantissas = []float64{1, 1.5, 2, 3, 4, 5, 6, 8}

// Ladder gives round numbers from about least to about most, rising, in the
// field's unit: round as screens show them, whole where the field is whole. They
// are where a slider stops and where the bars of a histogram begin. Where most is
// many times least, they grow by shares, else by equal steps. A ladder is empty
// where the bounds are no numbers.
func (f *Field) Ladder(least, most float64) []float64 {
	if !finite(least) || !finite(most) || least > most {
		return nil
	}
	factor := 1.0
	if f.Display != nil {
		factor = f.Display.Factor
	}
	low, high := least*factor, most*factor
	var rungs []float64
	if low >= 0 && high > 8*max(low, 1e-9) {
		rungs = byShares(low, high)
	} else {
		rungs = bySteps(low, high)
	}
	for i := range rungs {
		rungs[i] = tidy(rungs[i] / factor)
		if f.Type == TypeInteger {
			rungs[i] = math.Round(rungs[i])
		}
	}
	return slices.Compact(rungs)
}

// byShares climbs from low to high, at most four decades, by mantissas.
func byShares(low, high float64) []float64 {
	top := math.Ceil(math.Log10(high))
	bottom := top - 4
	if low > 0 {
		bottom = max(bottom, math.Floor(math.Log10(low)))
	}
	var rungs []float64
	for decade := bottom; decade < top; decade++ {
		for _, m := range mantissas {
			rungs = append(rungs, m*math.Pow(10, decade))
		}
	}
	rungs = append(rungs, math.Pow(10, top))
	first := max(0, slices.IndexFunc(rungs, func(x float64) bool { return x > low })-1)
	last := slices.IndexFunc(rungs, func(x float64) bool { return x >= high })
	return rungs[first : last+1]
}

// bySteps climbs from low to high by equal steps of 1, 2 or 5 and zeros.
func bySteps(low, high float64) []float64 {
	step := math.Pow(10, math.Floor(math.Log10(max(high-low, 1e-6)/maxRungs)))
	for _, m := range []float64{1, 2, 5, 10, 20} {
		if (high-low)/(step*m) < maxRungs-2 {
			step *= m
			break
		}
	}
	var rungs []float64
	for x := math.Floor(low/step) * step; x < high+step && len(rungs) < maxRungs; x += step {
		rungs = append(rungs, x)
	}
	return rungs
}

// tidy takes the noise of binary fractions away.
func tidy(x float64) float64 {
	if x == 0 {
		return 0
	}
	scale := math.Pow(10, 9-math.Ceil(math.Log10(math.Abs(x))))
	return math.Round(x*scale) / scale
}
