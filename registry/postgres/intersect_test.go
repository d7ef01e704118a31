package postgres

import (
	"slices"

	"landbank/geo"
	"landbank/registry/criteria"
)

// This file answers S_INTERSECTS without PostGIS, for sites and questions of a
// few corners: two geometries meet where a corner of one lies in the other or
// two of their edges cross.

type position = criteria.Position

// place is a geometry taken apart.
type place struct {
	points []position
	lines  [][]position
	areas  [][][]position // rings: a shell, then holes
}

func intersects(shape geo.Shape, g criteria.Geometry) bool {
	site := placeOf(shape)
	return slices.ContainsFunc(placesAsked(g), func(asked place) bool { return site.meets(asked) })
}

func placeOf(shape geo.Shape) place {
	if p, ok := shape.Point(); ok {
		return place{points: []position{{p.X(), p.Y()}}}
	}
	var out place
	surface, _ := shape.Surface()
	for at, flat := range surface.Rings {
		var ring []position
		for i := 0; i < len(flat); i += 2 {
			ring = append(ring, position{flat[i], flat[i+1]})
		}
		if at.Ring == 0 {
			out.areas = append(out.areas, nil)
		}
		out.areas[at.Part] = append(out.areas[at.Part], ring)
	}
	return out
}

func placesAsked(g criteria.Geometry) []place {
	if g.Type != criteria.BoxType {
		return []place{{g.Points, g.Lines, g.Polygons}}
	}
	var halves []place
	for _, b := range g.Bounds() {
		w, s, e, n := b.West(), b.South(), b.East(), b.North()
		halves = append(halves, place{areas: [][][]position{{{{w, s}, {e, s}, {e, n}, {w, n}, {w, s}}}}})
	}
	return halves
}

func (p place) meets(o place) bool {
	return slices.ContainsFunc(p.corners(), o.covers) || slices.ContainsFunc(o.corners(), p.covers) ||
		slices.ContainsFunc(p.edges(), func(a [2]position) bool {
			return slices.ContainsFunc(o.edges(), func(b [2]position) bool { return cross(a, b) })
		})
}

func (p place) corners() []position {
	corners := slices.Concat(p.points, slices.Concat(p.lines...))
	for _, rings := range p.areas {
		corners = append(corners, slices.Concat(rings...)...)
	}
	return corners
}

func (p place) edges() [][2]position {
	var edges [][2]position
	for _, line := range slices.Concat(p.lines, slices.Concat(p.areas...)) {
		for i := 1; i < len(line); i++ {
			edges = append(edges, [2]position{line[i-1], line[i]})
		}
	}
	return edges
}

// covers reports whether the position is in the place or on its edge.
func (p place) covers(at position) bool {
	if slices.Contains(p.points, at) {
		return true
	}
	if slices.ContainsFunc(p.edges(), func(e [2]position) bool { return turn(e[0], e[1], at) == 0 && between(e, at) }) {
		return true
	}
	return slices.ContainsFunc(p.areas, func(rings [][]position) bool {
		inside := false
		for _, ring := range rings {
			for i := 1; i < len(ring); i++ {
				a, b := ring[i-1], ring[i]
				if (a[1] > at[1]) != (b[1] > at[1]) && at[0] < (b[0]-a[0])*(at[1]-a[1])/(b[1]-a[1])+a[0] {
					inside = !inside
				}
			}
		}
		return inside
	})
}

func cross(a, b [2]position) bool {
	return turn(a[0], a[1], b[0])*turn(a[0], a[1], b[1]) < 0 && turn(b[0], b[1], a[0])*turn(b[0], b[1], a[1]) < 0
}

// turn is positive where the way from a over b to c turns left, 0 on a line.
func turn(a, b, c position) float64 {
	return (b[0]-a[0])*(c[1]-a[1]) - (b[1]-a[1])*(c[0]-a[0])
}

func between(e [2]position, at position) bool {
	return at[0] >= min(e[0][0], e[1][0]) && at[0] <= max(e[0][0], e[1][0]) &&
		at[1] >= min(e[0][1], e[1][1]) && at[1] <= max(e[0][1], e[1][1])
}
