package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"

	"landbank/geo"
	"landbank/registry"
)

// RoadLayer is what the demonstration roads say of themselves.
var RoadLayer = registry.RoadLayer{Source: "Landbank demonstration roads", Licence: "CC0-1.0"}

const (
	roadAside  = 9.0   // metres between a side of an outline and the middle of its street
	roadBeyond = 220.0 // metres that a street goes on past both corners
	// roadless: every third outline has no street.
	roadless = 3
)

// Roads gives the made-up streets of the inventory as lines of GeoJSON: each
// runs along the first side of an outline.
func Roads() iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		rows := Rows(registry.Date{})
		for n := 0; ; n++ {
			row, err := rows.Next(context.Background())
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield("", err)
				return
			}
			surface, outlined := row.Shape.Surface()
			if !outlined || n%roadless == 0 {
				continue
			}
			if line, err := street(surface); !yield(line, err) || err != nil {
				return
			}
		}
	}
}

// street is the line beside the first side of an outline, on its outer side.
func street(s geo.Surface) (string, error) {
	ring := firstRing(s)
	east, north := metresPerDegree*math.Cos(ring[1]*math.Pi/180), float64(metresPerDegree)
	x, y := (ring[2]-ring[0])*east, (ring[3]-ring[1])*north
	length := math.Hypot(x, y)
	x, y = x/length, y/length
	side := -1.0 // right of the side where the ring runs against the clock
	if turning(ring) < 0 {
		side = 1
	}
	at := func(corner int, along float64) [2]float64 {
		return [2]float64{
			rounded(ring[corner] + (x*along-y*roadAside*side)/east), rounded(ring[corner+1] + (y*along+x*roadAside*side)/north),
		}
	}
	line := map[string]any{"type": "LineString", "coordinates": [][2]float64{at(0, -roadBeyond), at(2, roadBeyond)}}
	text, err := json.Marshal(line)
	if err != nil {
		return "", fmt.Errorf("draw a demonstration road: %w", err)
	}
	return string(text), nil
}

func firstRing(s geo.Surface) []float64 {
	for _, ring := range s.Rings {
		return ring
	}
	return nil
}

// turning is positive for a closed ring that runs against the clock.
func turning(ring []float64) (twice float64) {
	for i := 0; i+3 < len(ring); i += 2 {
		twice += ring[i]*ring[i+3] - ring[i+2]*ring[i+1]
	}
	return twice
}

func rounded(degrees float64) float64 { return math.Round(degrees*1e7) / 1e7 }
