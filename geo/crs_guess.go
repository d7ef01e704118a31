package geo

import (
	"cmp"
	"slices"
)

// GuessCRS names the known reference systems that positions may be in, likeliest first: at least nine in ten
// positions lie in the system's range, and a rough placing in its area of use comes near within, the box in
// degrees where the places should be (an empty box is anywhere). Degrees come first, WGS 84 before others, then
// systems made for an area like the box. Nothing is projected here, so the list is a list of candidates: the database must transform
// and look where the places fall. Columns with northing before easting are found by calling again with xs and ys
// exchanged.
func GuessCRS(xs, ys []float64, within BBox) []CRS {
	type candidate struct {
		crs   CRS
		share float64 // of positions in range
		alike float64 // of area of use and box
	}
	var found []candidate
	for _, c := range known {
		share, near := fit(c, xs, ys, within)
		if share >= 0.9 && near {
			found = append(found, candidate{c, share, alike(c.Area, within)})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		return cmp.Or(
			cmp.Compare(a.crs.class(), b.crs.class()),
			cmp.Compare(b.alike, a.alike),
			cmp.Compare(b.share, a.share),
			cmp.Compare(a.crs.Area.size(), b.crs.Area.size()))
	})
	all := make([]CRS, len(found))
	for i, f := range found {
		all[i] = f.crs
	}
	return all
}

// fit tells which share of the positions lies in the system's range, and whether their middle comes near the box.
func fit(c CRS, xs, ys []float64, within BBox) (share float64, near bool) {
	inside := EmptyBBox()
	count, total := 0, min(len(xs), len(ys))
	for i := range total {
		if c.Bounds.Contains(xs[i], ys[i]) {
			inside = inside.Extend(xs[i], ys[i])
			count++
		}
	}
	if count == 0 {
		return 0, false
	}
	share = float64(count) / float64(total)
	switch {
	case within.IsEmpty():
		return share, true
	case c.Geographic():
		return share, within.Intersects(inside)
	default:
		return share, c.Area.Intersects(within) && c.near(inside, within)
	}
}

// near places the middle of a box of coordinates in the area of use as if the range were stretched over it, and
// tells whether that comes near another box, in degrees: within half the area's width, for meridians run together
// towards the poles, and a quarter of its height. Stretching errs by less than that in every system listed.
func (c CRS) near(inside, within BBox) bool {
	x, y := inside.Center()
	a, b := c.Area, c.Bounds
	width, height := a.East()-a.West(), a.North()-a.South()
	longitude := a.West() + (x-b.West())/(b.East()-b.West())*width
	latitude := a.South() + (y-b.South())/(b.North()-b.South())*height
	return NewBBox(within.West()-width/2, within.South()-height/4, within.East()+width/2, within.North()+height/4).
		Contains(longitude, latitude)
}

// alike is what two boxes share as a part of what both cover: 1 for the same box, 0 for boxes apart.
func alike(a, b BBox) float64 {
	shared := a.Intersection(b)
	if shared.IsEmpty() {
		return 0
	}
	whole := a.size() + b.size() - shared.size()
	if whole == 0 {
		return 0
	}
	return shared.size() / whole
}

// size is width times height.
func (b BBox) size() float64 {
	if b.IsEmpty() {
		return 0
	}
	return (b.East() - b.West()) * (b.North() - b.South())
}

// class puts WGS 84 before other degrees, and degrees before metres.
func (c CRS) class() int {
	switch {
	case c.SRID == WGS84:
		return 0
	case c.Geographic():
		return 1
	default:
		return 2
	}
}
