package fit

import "math"

const (
	halvings = 9 // of the steps in which a rectangle is changed
	turning  = directionStep * math.Pi / 180 / 2
)

// growing is a rectangle on its way to a larger one, and the sides in its axes.
type growing struct {
	part  part
	sides []side
	best  placed
}

// grown lets a rectangle grow: it moves, narrows and turns it by ever smaller steps as long as that lets it become
// larger. Each rectangle on the way is as large as its neighbours' sides let it be.
func (p part) grown(seed placed) placed {
	g := growing{part: p, sides: p.in(seed.angle, nil), best: seed}
	g.try(seed)
	share, turn := 0.25, turning
	for range halvings {
		for g.shift(share) || g.turn(turn) {
		}
		share, turn = share/2, turn/2
	}
	return g.best
}

// shift tries every side moved in and out, and the whole moved, by a share of the rectangle; it tells whether that helped.
func (g *growing) shift(share float64) bool {
	helped := false
	for _, by := range [...]placed{
		{x1: -1}, {x1: 1}, {x2: -1}, {x2: 1}, {y1: -1}, {y1: 1}, {y2: -1}, {y2: 1},
		{x1: 1, x2: 1}, {x1: -1, x2: -1}, {y1: 1, y2: 1}, {y1: -1, y2: -1},
	} {
		r := g.best
		stepX, stepY := share*(r.x2-r.x1), share*(r.y2-r.y1)
		r.x1, r.x2, r.y1, r.y2 = r.x1+by.x1*stepX, r.x2+by.x2*stepX, r.y1+by.y1*stepY, r.y2+by.y2*stepY
		helped = g.try(r) || helped
	}
	return helped
}

// turn tries the rectangle turned about its middle, one way and the other.
func (g *growing) turn(by float64) bool {
	for _, turn := range [...]float64{by, -by} {
		before, sides := g.best, g.sides
		middle := turned(point{(before.x1 + before.x2) / 2, (before.y1 + before.y2) / 2}, turn)
		w, h := (before.x2-before.x1)/2, (before.y2-before.y1)/2
		g.sides = g.part.in(before.angle+turn, nil)
		if g.try(placed{before.angle + turn, middle.x - w, middle.y - h, middle.x + w, middle.y + h}) {
			return true
		}
		g.sides = sides
	}
	return false
}

// try lets a rectangle reach as far as its sides may, first up and down and then left and right, and the other way
// round. It keeps the largest and tells whether that is new. Steps are at most a quarter of the rectangle, so that the
// middle of the next one lies in the one before, and with it in the polygon.
func (g *growing) try(r placed) bool {
	if r.x2 <= r.x1 || r.y2 <= r.y1 {
		return false
	}
	first := r
	first.y1, first.y2 = reachOf(g.sides, r.x1, r.x2, (r.y1+r.y2)/2, false)
	first.x1, first.x2 = reachOf(g.sides, first.y1, first.y2, (r.x1+r.x2)/2, true)
	second := r
	second.x1, second.x2 = reachOf(g.sides, r.y1, r.y2, (r.x1+r.x2)/2, true)
	second.y1, second.y2 = reachOf(g.sides, second.x1, second.x2, (r.y1+r.y2)/2, false)
	larger := false
	for _, found := range [...]placed{first, second} {
		if found.area() > g.best.area()*(1+1e-9) {
			g.best, larger = found, true
		}
	}
	return larger
}

// reachOf gives how far a rectangle between from and to may reach to both sides of the middle; nothing where a side
// lies across the middle. across exchanges the axes.
func reachOf(sides []side, from, to, middle float64, across bool) (low, high float64) {
	if !(to > from) {
		return middle, middle
	}
	low, high = math.Inf(-1), math.Inf(1)
	for _, s := range sides {
		a, b := s.a, s.b
		if across {
			a, b = point{a.y, a.x}, point{b.y, b.x}
		}
		if a.x > b.x {
			a, b = b, a
		}
		if b.x <= from || a.x >= to {
			continue
		}
		begin, end := a.y, b.y
		if b.x > a.x {
			slope := (b.y - a.y) / (b.x - a.x)
			begin, end = a.y+slope*(max(from, a.x)-a.x), a.y+slope*(min(to, b.x)-a.x)
		}
		if begin > end {
			begin, end = end, begin
		}
		switch {
		case begin >= middle:
			high = min(high, begin)
		case end <= middle:
			low = max(low, end)
		default:
			return middle, middle
		}
	}
	if math.IsInf(low, 0) || math.IsInf(high, 0) {
		return middle, middle
	}
	return low, high
}
