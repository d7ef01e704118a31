package fit

import (
	"math"
	"slices"

	"landbank/geo"
)

// Rect is a rectangle that lies in an outline, turned in any way.
type Rect struct {
	LongM, ShortM float64
	// Corners are its positions in degrees, in order round it.
	Corners [4][2]float64
}

// AreaM2 is its area in m².
func (r Rect) AreaM2() float64 { return r.LongM * r.ShortM }

// Ring is its closed ring as positions x0, y0, x1, y1, … in degrees.
func (r Rect) Ring() []float64 {
	var flat []float64
	for i := range 5 {
		flat = append(flat, r.Corners[i%4][0], r.Corners[i%4][1])
	}
	return flat
}

// Rectangle gives the largest rectangle that it finds in one part of a surface of WGS 84, clear of holes; false where
// the outline encloses nothing. It lies in the outline but for rounding, and is close to the largest possible, from
// below: directions are those of the longest sides and every five degrees, in each of them the largest rectangle of
// cells of a grid is found, and the best of all are let grow until nothing gives way.
func Rectangle(s geo.Surface) (Rect, bool) {
	plane := planeAt(s.Bounds())
	var best placed
	for _, part := range partsOf(plane, s) {
		for _, seed := range part.seeds() {
			if found := part.grown(seed); found.area() > best.area() {
				best = found
			}
		}
	}
	if best.area() <= 0 {
		return Rect{}, false
	}
	return best.rect(plane), true
}

// part is one polygon as the sides of its rings.
type part struct{ sides []side }

func partsOf(plane plane, s geo.Surface) []part {
	parts := make([]part, s.Parts())
	for place, ring := range s.Rings {
		p := &parts[place.Part]
		points := plane.line(ring)
		for i := 1; i < len(points); i++ {
			if points[i] != points[i-1] {
				p.sides = append(p.sides, side{points[i-1], points[i]})
			}
		}
	}
	return parts
}

// placed is a rectangle whose sides run along axes that are turned by an angle.
type placed struct {
	angle          float64 // radians
	x1, y1, x2, y2 float64 // in the turned axes
}

func (r placed) area() float64 { return max(0, r.x2-r.x1) * max(0, r.y2-r.y1) }

func (r placed) rect(plane plane) Rect {
	out := Rect{LongM: max(r.x2-r.x1, r.y2-r.y1), ShortM: min(r.x2-r.x1, r.y2-r.y1)}
	for i, corner := range [...]point{{r.x1, r.y1}, {r.x2, r.y1}, {r.x2, r.y2}, {r.x1, r.y2}} {
		lon, lat := plane.out(turned(corner, -r.angle))
		out.Corners[i] = [2]float64{lon, lat}
	}
	return out
}

// turned gives the coordinates of a point in axes that are turned by the angle.
func turned(p point, angle float64) point {
	sin, cos := math.Sincos(angle)
	return point{p.x*cos + p.y*sin, p.y*cos - p.x*sin}
}

// in gives the sides in axes that are turned by the angle.
func (p part) in(angle float64, into []side) []side {
	sin, cos := math.Sincos(angle)
	into = into[:0]
	for _, s := range p.sides {
		into = append(into, side{
			point{s.a.x*cos + s.a.y*sin, s.a.y*cos - s.a.x*sin},
			point{s.b.x*cos + s.b.y*sin, s.b.y*cos - s.b.x*sin},
		})
	}
	return into
}

const (
	ownDirections = 12 // of the longest sides
	directionStep = 5  // degrees between the others
	alike         = math.Pi / 360
	mostSeeds     = 5
)

// directions lists the angles, from 0 to a quarter turn, in which rectangles are looked for.
func (p part) directions() []float64 {
	type direction struct{ angle, length float64 }
	var own []direction
	for _, s := range p.sides {
		angle := math.Mod(math.Atan2(s.b.y-s.a.y, s.b.x-s.a.x)+2*math.Pi, math.Pi/2)
		length := math.Hypot(s.b.x-s.a.x, s.b.y-s.a.y)
		at := slices.IndexFunc(own, func(d direction) bool { return math.Abs(d.angle-angle) < alike })
		switch {
		case at >= 0:
			own[at].length += length
		case len(own) < 400: // a circle of a thousand sides has no direction of its own
			own = append(own, direction{angle, length})
		}
	}
	slices.SortStableFunc(own, func(a, b direction) int {
		if a.length > b.length {
			return -1
		}
		return 1
	})
	var angles []float64
	for _, d := range own[:min(len(own), ownDirections)] {
		angles = append(angles, d.angle)
	}
	for degrees := 0; degrees < 90; degrees += directionStep {
		angles = append(angles, float64(degrees)*math.Pi/180)
	}
	return angles
}

// seeds gives the best rectangles of the grids of all directions, the largest first.
func (p part) seeds() []placed {
	var found []placed
	var sides []side
	var g grid
	for _, angle := range p.directions() {
		sides = p.in(angle, sides)
		if r := g.largest(sides); r.area() > 0 {
			r.angle = angle
			found = append(found, r)
		}
	}
	slices.SortStableFunc(found, func(a, b placed) int {
		if a.area() > b.area() {
			return -1
		}
		return 1
	})
	return found[:min(len(found), mostSeeds)]
}
