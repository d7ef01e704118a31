package geo

import (
	"math"
	"testing"
)

func TestSuspicions(t *testing.T) {
	england := NewBBox(-6.5, 49.8, 2, 55.9)
	cases := []struct {
		name                                 string
		x, y                                 float64
		projected, swapped, unsigned, atNull bool
	}{
		{"a place in England", -1.5, 53, false, false, false, false},
		{"a place in France", 2.35, 48.85, false, false, false, false},
		{"latitude first", 53.690925, 1.723845, false, true, false, false},
		{"the sign of the longitude lost", 5.5, 52, false, false, true, false},
		{"national grid", 543575, 193397, true, false, false, false},
		{"two small grid numbers", 39921, 356586, true, false, false, false},
		{"geocentric metres", 3868174.295, -59185.9921, true, false, false, false},
		{"a longitude of 500", 500, 40, false, false, false, false},
		{"latitude first in the Far East", 47.05, 142.04, false, false, false, false},
		{"null island", 0, 0, false, false, false, true},
		{"near null island", 0.0001, -0.0009, false, false, false, true},
		{"NaN", math.NaN(), 53, false, false, false, false},
		{"infinite", math.Inf(1), math.Inf(1), false, false, false, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := LooksProjected(c.x, c.y); got != c.projected {
				t.Errorf("projected: got %v", got)
			}
			if got := LooksSwapped(c.x, c.y, england); got != c.swapped {
				t.Errorf("swapped: got %v", got)
			}
			x, y, got := LooksUnsigned(c.x, c.y, england)
			if got != c.unsigned || got && !england.Contains(x, y) {
				t.Errorf("unsigned: got %v, %v %v", got, x, y)
			}
			if got := IsNullIsland(c.x, c.y); got != c.atNull {
				t.Errorf("null island: got %v", got)
			}
		})
	}
}
