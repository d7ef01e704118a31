package geo

import (
	"math"
	"testing"
)

func TestAppendMercatorMovesEveryPosition(t *testing.T) {
	for _, shape := range shapes(t) {
		if shape.IsNone() || shape.SRID() != WGS84 {
			continue
		}
		got, err := AppendMercator([]byte("before"), shape.EWKB())
		if err != nil {
			t.Fatalf("%s: %v", shape.Kind(), err)
		}
		if string(got[:6]) != "before" {
			t.Errorf("%s: what stood before is gone", shape.Kind())
		}
		moved, notes, err := new(Parser).EWKB(got[6:])
		if err != nil || len(notes) > 0 {
			t.Fatalf("%s: %v, %v", shape.Kind(), notes, err)
		}
		if moved.SRID() != WebMercator || moved.Vertices() != shape.Vertices() {
			t.Errorf("%s: SRID %d with %d vertices, want %d with %d", shape.Kind(), moved.SRID(), moved.Vertices(), WebMercator, shape.Vertices())
		}
		var want [][2]float64
		for x, y := range shape.Positions {
			x, y = ToMercator(x, y)
			want = append(want, [2]float64{x, y})
		}
		i := 0
		for x, y := range moved.Positions {
			if math.Abs(x-want[i][0]) > 0.001 || math.Abs(y-want[i][1]) > 0.001 {
				t.Errorf("%s, position %d: %v %v, want %v", shape.Kind(), i, x, y, want[i])
			}
			i++
		}
	}
}

func TestAppendMercatorRefuses(t *testing.T) {
	point, err := NewPoint(3_000_000, 5_000_000, WebMercator)
	if err != nil {
		t.Fatal(err)
	}
	kyiv, err := NewPoint(30.5, 50.4, WGS84)
	if err != nil {
		t.Fatal(err)
	}
	good := kyiv.AppendEWKB(nil)
	for name, data := range map[string][]byte{
		"nothing":            nil,
		"another system":     point.AppendEWKB(nil),
		"no system":          append([]byte{1, 1, 0, 0, 0}, good[9:]...),
		"a line":             append([]byte{1, 2, 0, 0, 0x20, 0xe6, 0x10, 0, 0}, good[9:]...),
		"heights":            append([]byte{1, 1, 0, 0, 0xa0, 0xe6, 0x10, 0, 0}, good[9:]...),
		"half of a position": good[:len(good)-9],
	} {
		if got, err := AppendMercator([]byte("before"), data); err == nil || string(got) != "before" {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
}
