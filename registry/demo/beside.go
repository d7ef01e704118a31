package demo

import (
	"encoding/json"
	"fmt"
	"math"

	"landbank/geo"
)

// adjoining are the places in a town of sites that lie beside the one before.
var adjoining = []int{24, 25, 38}

// joinable reports whether the right side of a form is free for a neighbour.
func (d drawn) joinable() bool { return d.form != "parts" && d.form != "point" }

// beside draws a site of about the area that shares the second side of another
// from corner to corner.
func beside(other geo.Shape, areaM2 float64) (geo.Shape, error) {
	surface, _ := other.Surface()
	ring := firstRing(surface)
	east, north := metresPerDegree*math.Cos(ring[1]*math.Pi/180), float64(metresPerDegree)
	x, y := (ring[4]-ring[2])*east, (ring[5]-ring[3])*north
	length := math.Hypot(x, y)
	depth := areaM2 / length
	outX, outY := y/length*depth/east, -x/length*depth/north // right of the side
	if turning(ring) < 0 {
		outX, outY = -outX, -outY
	}
	a, b := [2]float64{ring[2], ring[3]}, [2]float64{ring[4], ring[5]}
	corners := [][2]float64{b, {rounded(b[0] + outX), rounded(b[1] + outY)}, {rounded(a[0] + outX), rounded(a[1] + outY)}, a, b}
	text, err := json.Marshal(map[string]any{"type": "Polygon", "coordinates": [][][2]float64{corners}})
	if err != nil {
		return geo.Shape{}, fmt.Errorf("draw a demonstration site beside another: %w", err)
	}
	shape, _, err := geo.ParseGeoJSON(text)
	if err != nil {
		return geo.Shape{}, fmt.Errorf("draw a demonstration site beside another: %w", err)
	}
	return shape, nil
}
