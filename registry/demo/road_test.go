package demo_test

import (
	"encoding/json"
	"testing"

	"landbank/geo/fit"
	"landbank/registry"
	"landbank/registry/demo"
)

// Two of three outlines have a street along a whole side, and most of the others none.
func TestStreetsRunAlongOutlines(t *testing.T) {
	var lines [][]float64
	for text, err := range demo.Roads() {
		if err != nil {
			t.Fatal(err)
		}
		var line struct{ Coordinates [][2]float64 }
		if err := json.Unmarshal([]byte(text), &line); err != nil || len(line.Coordinates) != 2 {
			t.Fatalf("%s: %v", text, err)
		}
		a, b := line.Coordinates[0], line.Coordinates[1]
		lines = append(lines, []float64{a[0], a[1], b[0], b[1]})
	}
	along, outlines := 0, 0
	rows := inventory(t, today)
	for i := range rows {
		surface, outlined := rows[i].Shape.Surface()
		if !outlined {
			continue
		}
		outlines++
		if fit.Along(surface, lines, 15).LengthM > 30 {
			along++
		}
	}
	if len(lines) < 200 || along < len(lines) || along > outlines*3/4 {
		t.Errorf("%d streets, %d of %d outlines along one", len(lines), along, outlines)
	}
	if err := demo.RoadLayer.Check(); err != nil || demo.RoadLayer == (registry.RoadLayer{}) {
		t.Errorf("%+v: %v", demo.RoadLayer, err)
	}
}
