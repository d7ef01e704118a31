package ogc

import "testing"

// Maps begin at the level at which the stock fills about one tile.
func TestZoomFor(t *testing.T) {
	for _, c := range []struct {
		name   string
		bounds [4]float64
		want   float64
	}{
		{"the world", [4]float64{-180, -85, 180, 85}, 0},
		{"a country", [4]float64{22, 44, 41, 53}, 4},
		{"a town", [4]float64{37.5, 48.7, 37.6, 48.75}, 11},
		{"higher than wide", [4]float64{37.5, 44, 37.6, 53}, 4},
		{"one point", [4]float64{37.5, 48.7, 37.5, 48.7}, lastZoom},
	} {
		if got := zoomFor(c.bounds); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// Every layer has levels, and clusters end where outlines begin.
func TestLevelsOfLayers(t *testing.T) {
	for _, l := range layers {
		if l.MinZoom > l.MaxZoom || l.MaxZoom > lastZoom || len(l.Fields) == 0 {
			t.Errorf("%+v", l)
		}
	}
	if layers[0].MaxZoom+1 != layers[1].MinZoom || layers[1].MinZoom != layers[2].MinZoom {
		t.Errorf("levels of %+v", layers)
	}
}
