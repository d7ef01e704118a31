package fit

import (
	"cmp"
	"math"
	"slices"

	"landbank/geo"
)

// Run is an unbroken piece of a boundary.
type Run struct {
	LengthM float64
	// Path is its positions x0, y0, x1, y1, … in degrees; nil where there is none.
	Path []float64
}

// Along gives the longest unbroken run of the surface's boundary, holes included, every place of which is at most reach
// metres from one of the lines; the zero Run where there is none. The surface is in WGS 84, as are the lines, each of
// them positions x0, y0, x1, y1, …
func Along(s geo.Surface, lines [][]float64, reach float64) Run {
	plane := planeAt(s.Bounds())
	sides := sidesOf(plane, lines)
	var longest Run
	for _, ring := range s.Rings {
		points := plane.line(ring)
		if run := longestRun(points, beside(points, sides, reach)); run.LengthM > longest.LengthM {
			longest = Run{LengthM: run.LengthM, Path: plane.positions(run.path)}
		}
	}
	return longest
}

// side is a straight piece of a line that a boundary may run beside.
type side struct{ a, b point }

func sidesOf(plane plane, lines [][]float64) []side {
	var sides []side
	for _, line := range lines {
		points := plane.line(line)
		for i := 1; i < len(points); i++ {
			sides = append(sides, side{points[i-1], points[i]})
		}
	}
	return sides
}

// stretch is a piece of a ring, as metres from where the ring begins.
type stretch struct{ from, to float64 }

// beside gives the stretches of a closed ring that are within reach of a side, joined and in order.
func beside(ring []point, sides []side, reach float64) []stretch {
	var found []stretch
	walked := 0.0
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		length := math.Hypot(b.x-a.x, b.y-a.y)
		for _, s := range sides {
			if from, to, ok := within(a, b, s, reach); ok {
				found = append(found, stretch{walked + from*length, walked + to*length})
			}
		}
		walked += length
	}
	slices.SortFunc(found, func(a, b stretch) int { return cmp.Compare(a.from, b.from) })
	return joined(found)
}

// joint is the gap in metres below which two stretches are one: what is left of rounding.
const joint = 1e-6

// joined merges stretches that touch; they are in the order of their beginnings.
func joined(stretches []stretch) []stretch {
	var out []stretch
	for _, s := range stretches {
		if last := len(out) - 1; last >= 0 && s.from <= out[last].to+joint {
			out[last].to = max(out[last].to, s.to)
			continue
		}
		out = append(out, s)
	}
	return out
}

// within gives the shares of a segment between which it is at most reach from the side. The places within reach of a
// segment are a convex figure, so that they are one interval.
func within(a, b point, s side, reach float64) (from, to float64, ok bool) {
	if max(a.x, b.x)+reach < min(s.a.x, s.b.x) || max(s.a.x, s.b.x)+reach < min(a.x, b.x) ||
		max(a.y, b.y)+reach < min(s.a.y, s.b.y) || max(s.a.y, s.b.y)+reach < min(a.y, b.y) {
		return 0, 0, false
	}
	from, to = math.Inf(1), math.Inf(-1)
	for _, part := range [...]func() (float64, float64, bool){
		func() (float64, float64, bool) { return inDisc(a, b, s.a, reach) },
		func() (float64, float64, bool) { return inDisc(a, b, s.b, reach) },
		func() (float64, float64, bool) { return inStrip(a, b, s, reach) },
	} {
		if begin, end, any := part(); any {
			from, to = min(from, begin), max(to, end)
		}
	}
	return from, to, from < to
}

// inDisc gives the shares of a segment within a disc.
func inDisc(a, b, centre point, radius float64) (from, to float64, ok bool) {
	dx, dy := b.x-a.x, b.y-a.y
	ox, oy := a.x-centre.x, a.y-centre.y
	square, half, rest := dx*dx+dy*dy, ox*dx+oy*dy, ox*ox+oy*oy-radius*radius
	root := half*half - square*rest
	if square == 0 || root < 0 {
		return 0, 0, false
	}
	root = math.Sqrt(root)
	from, to = max(0, (-half-root)/square), min(1, (-half+root)/square)
	return from, to, from <= to
}

// inStrip gives the shares of a segment within the rectangle that a side and its reach to the left and right make.
func inStrip(a, b point, s side, reach float64) (from, to float64, ok bool) {
	dx, dy := s.b.x-s.a.x, s.b.y-s.a.y
	length := math.Hypot(dx, dy)
	if length == 0 {
		return 0, 0, false
	}
	along := func(p point) float64 { return ((p.x-s.a.x)*dx + (p.y-s.a.y)*dy) / length }
	aside := func(p point) float64 { return ((p.y-s.a.y)*dx - (p.x-s.a.x)*dy) / length }
	from, to = 0, 1
	for _, bound := range [...]struct{ a, b, least, most float64 }{
		{along(a), along(b), 0, length}, {aside(a), aside(b), -reach, reach},
	} {
		begin, end := 0.0, 1.0
		if step := bound.b - bound.a; step != 0 {
			begin, end = (bound.least-bound.a)/step, (bound.most-bound.a)/step
			if begin > end {
				begin, end = end, begin
			}
		} else if bound.a < bound.least || bound.a > bound.most {
			return 0, 0, false
		}
		from, to = max(from, begin), min(to, end)
	}
	return from, to, from <= to
}

// ringRun is a run in the plane.
type ringRun struct {
	LengthM float64
	path    []point
}

// longestRun gives the longest of the stretches of a closed ring; the last goes on in the first where both touch the
// place where the ring begins.
func longestRun(ring []point, stretches []stretch) ringRun {
	if len(stretches) == 0 {
		return ringRun{}
	}
	whole := 0.0
	for i := 1; i < len(ring); i++ {
		whole += math.Hypot(ring[i].x-ring[i-1].x, ring[i].y-ring[i-1].y)
	}
	first, last := stretches[0], len(stretches)-1
	if last > 0 && first.from <= joint && stretches[last].to >= whole-joint {
		stretches[last].to = whole + first.to
	}
	longest := slices.MaxFunc(stretches, func(a, b stretch) int { return cmp.Compare(a.to-a.from, b.to-b.from) })
	return ringRun{LengthM: longest.to - longest.from, path: pathOf(ring, longest)}
}

// pathOf cuts a stretch out of a closed ring, which it may go round the beginning of.
func pathOf(ring []point, s stretch) []point {
	var path []point
	walked := 0.0
	for turn := 0; turn < 2; turn++ {
		for i := 1; i < len(ring); i++ {
			a, b := ring[i-1], ring[i]
			length := math.Hypot(b.x-a.x, b.y-a.y)
			from, to := max(s.from, walked), min(s.to, walked+length)
			if from < to {
				at := func(m float64) point {
					share := (m - walked) / length
					return point{a.x + share*(b.x-a.x), a.y + share*(b.y-a.y)}
				}
				if path == nil {
					path = append(path, at(from))
				}
				path = append(path, at(to))
			}
			walked += length
		}
	}
	return path
}
