package intake

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
)

// assign finds the smallest outline around each text.
func (p *plan) assign() {
	slices.SortFunc(p.texts, func(a, b inscription) int {
		switch {
		case a.x < b.x:
			return -1
		case a.x > b.x:
			return 1
		default:
			return 0
		}
	})
	_ = p.each(func(place int, d *drawn) error { // reading again what was just written; write tells of faults
		for _, ring := range outerRings(d.Geometry) {
			size := math.Abs(ringArea(ring))
			west, east := extentX(ring)
			from, _ := slices.BinarySearchFunc(p.texts, west, func(t inscription, x float64) int {
				if t.x < x {
					return -1
				}
				return 1
			})
			for i := from; i < len(p.texts) && p.texts[i].x <= east; i++ {
				t := &p.texts[i]
				if (t.owner < 0 || size < t.size) && within(ring, t.x, t.y) {
					t.owner, t.size = place, size
				}
			}
		}
		return nil
	})
}

// mostInscriptions is the most texts that one outline gets as columns.
const mostInscriptions = 8

// write writes the outlines as features with their texts, upper ones first.
func (p *plan) write(path string) (err error) {
	slices.SortStableFunc(p.texts, func(a, b inscription) int {
		switch {
		case a.owner != b.owner:
			return a.owner - b.owner
		case a.y > b.y:
			return -1
		case a.y < b.y:
			return 1
		default:
			return 0
		}
	})
	out, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write the outlines of the drawing: %w", err)
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	writer := bufio.NewWriter(out)
	features := json.NewEncoder(writer)
	next := 0
	err = p.each(func(place int, d *drawn) error {
		for next < len(p.texts) && p.texts[next].owner < place {
			next++
		}
		for n := 1; next < len(p.texts) && p.texts[next].owner == place; n++ {
			if name := "Text"; n <= mostInscriptions {
				if n > 1 {
					name += " " + strconv.Itoa(n)
				}
				d.Properties[name] = p.texts[next].text
			}
			next++
		}
		d.Type = "Feature"
		return features.Encode(d)
	})
	if err != nil {
		return err
	}
	if err := writer.Flush(); err != nil {
		return fmt.Errorf("write the outlines of the drawing: %w", err)
	}
	return nil
}

// outerRings gives the outer rings of a polygon or several.
func outerRings(geometry json.RawMessage) [][][]float64 {
	var polygon struct {
		Type        string
		Coordinates [][][]float64
	}
	if json.Unmarshal(geometry, &polygon) == nil && polygon.Type == "Polygon" && len(polygon.Coordinates) > 0 {
		return polygon.Coordinates[:1]
	}
	var several struct{ Coordinates [][][][]float64 }
	var rings [][][]float64
	if json.Unmarshal(geometry, &several) == nil {
		for _, part := range several.Coordinates {
			if len(part) > 0 {
				rings = append(rings, part[0])
			}
		}
	}
	return rings
}

func extentX(ring [][]float64) (west, east float64) {
	west, east = math.Inf(1), math.Inf(-1)
	for _, p := range ring {
		west, east = min(west, p[0]), max(east, p[0])
	}
	return west, east
}

// ringArea is the area of a ring in the drawing's own unit, with its sign.
func ringArea(ring [][]float64) float64 {
	area := 0.0
	for i := 1; i < len(ring); i++ {
		area += (ring[i-1][0]-ring[0][0])*(ring[i][1]-ring[0][1]) - (ring[i][0]-ring[0][0])*(ring[i-1][1]-ring[0][1])
	}
	return area / 2
}

// within tells whether a place lies in a ring: a ray from it crosses the ring an odd number of times.
func within(ring [][]float64, x, y float64) bool {
	inside := false
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		if (a[1] > y) != (b[1] > y) && x < (b[0]-a[0])*(y-a[1])/(b[1]-a[1])+a[0] {
			inside = !inside
		}
	}
	return inside
}
