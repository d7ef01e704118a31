package demo

import (
	"encoding/json"
	"fmt"
	"math"

	"landbank/geo"
)

// spot is the middle of a site, in metres east and north of the town, and the
// angle that its sides run at.
type spot struct{ east, north, angle float64 }

// drawn says how a site is to be drawn.
type drawn struct {
	areaM2 float64
	form   string // block, ell, hole, parts, point
}

// spots lays out n places that keep clear of each other: on rings around the
// centre, as industry lies around a town.
func (b *builder) spots(n int) []spot {
	const clear = 1150 // metres between middles, more than any site is long
	out := make([]spot, 0, n)
	for len(out) < n {
		r := 1200 + math.Sqrt(b.Float64())*(reach-3200)
		a := b.Float64() * 2 * math.Pi
		s := spot{r * math.Cos(a), r * math.Sin(a), b.Float64() * math.Pi / 2}
		free := true
		for _, o := range out {
			free = free && math.Hypot(o.east-s.east, o.north-s.north) > clear
		}
		if free {
			out = append(out, s)
		}
	}
	return out
}

// shape draws the site around its spot.
func (b *builder) shape(s spot, d drawn) (geo.Shape, error) {
	if d.form == "point" {
		at := b.town.at(s.east, s.north)
		p, err := geo.NewPoint(at[0], at[1], geo.WGS84)
		if err != nil {
			return geo.Shape{}, fmt.Errorf("place demonstration site: %w", err)
		}
		return p.Shape(), nil
	}
	parts := b.parts(d)
	for _, part := range parts {
		for _, ring := range part {
			for i, c := range ring {
				sin, cos := math.Sincos(s.angle)
				ring[i] = b.town.at(s.east+c[0]*cos-c[1]*sin, s.north+c[0]*sin+c[1]*cos)
			}
		}
	}
	text, err := json.Marshal(map[string]any{"type": "MultiPolygon", "coordinates": parts})
	if err != nil {
		return geo.Shape{}, fmt.Errorf("draw demonstration site: %w", err)
	}
	shape, _, err := geo.ParseGeoJSON(text)
	if err != nil {
		return geo.Shape{}, fmt.Errorf("draw demonstration site: %w", err)
	}
	return shape, nil
}

type ring = [][2]float64

// parts gives the rings of a form of about the area, in metres around its
// middle.
func (b *builder) parts(d drawn) [][]ring {
	ratio := 1 + b.Float64()*1.2
	h := math.Sqrt(d.areaM2 / ratio)
	w := h * ratio
	switch d.form {
	case "ell": // the notch takes a quarter of the box
		w, h = w/math.Sqrt(.8), h/math.Sqrt(.8)
		x, y := w*(.05+b.Float64()*.15), h*(.05+b.Float64()*.1)
		return [][]ring{{{{-w / 2, -h / 2}, {w / 2, -h / 2}, {w / 2, y}, {x, y}, {x, h / 2}, {-w / 2, h / 2}, {-w / 2, -h / 2}}}}
	case "hole": // a yard that belongs to somebody else
		return [][]ring{{b.block(0, 0, w*1.04, h*1.04), reversed(b.block(w*.1, -h*.08, w*.28, h*.26))}}
	case "parts": // a road runs between them
		gap := 14 + b.Float64()*12
		left := w * (.4 + b.Float64()*.2)
		return [][]ring{
			{b.block(-w/2+left/2-gap/2, 0, left, h)},
			{b.block(left/2+gap/2, h*.05, w-left, h*.9)},
		}
	default:
		return [][]ring{{b.block(0, 0, w, h)}}
	}
}

// block is a four-cornered outline whose corners are a little off, as
// surveyed land is.
func (b *builder) block(x, y, w, h float64) ring {
	off := func(size float64) float64 { return (b.Float64() - .5) * size * .08 }
	r := ring{
		{x - w/2 + off(w), y - h/2 + off(h)}, {x + w/2 + off(w), y - h/2 + off(h)},
		{x + w/2 + off(w), y + h/2 + off(h)}, {x - w/2 + off(w), y + h/2 + off(h)},
	}
	return append(r, r[0])
}

func reversed(r ring) ring {
	out := make(ring, len(r))
	for i, c := range r {
		out[len(r)-1-i] = c
	}
	return out
}
