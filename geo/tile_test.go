package geo

import (
	"errors"
	"math"
	"testing"

	"github.com/paulmach/orb/maptile"
)

func TestParseTile(t *testing.T) {
	for _, tile := range []Tile{{0, 0, 0}, {1, 1, 1}, {12, 2465, 1428}, {MaxZoom, 1<<MaxZoom - 1, 0}} {
		var z, x, y string
		parts := [3]*string{&z, &x, &y}
		part := 0
		for _, c := range tile.String() {
			if c == '/' {
				part++
				continue
			}
			*parts[part] += string(c)
		}
		if got, err := ParseTile(z, x, y); err != nil || got != tile || !tile.Valid() {
			t.Errorf("%s: got %v, %v", tile, got, err)
		}
	}
}

func TestParseTileRefuses(t *testing.T) {
	cases := []struct {
		z, x, y string
		rule    Rule
		path    string
	}{
		{"", "0", "0", RuleSyntax, "z"},
		{"-1", "0", "0", RuleSyntax, "z"},
		{"1.0", "0", "0", RuleSyntax, "z"},
		{"23", "0", "0", RuleOutOfRange, "z"},
		{"3", "8", "0", RuleOutOfRange, "x"},
		{"3", "+7", "0", RuleSyntax, "x"},
		{"3", "7", "8", RuleOutOfRange, "y"},
		{"3", "7", "99999999999999999999999", RuleOutOfRange, "y"},
		{"3", "7", "7.mvt", RuleSyntax, "y"},
	}
	for _, c := range cases {
		tile, err := ParseTile(c.z, c.x, c.y)
		var v *Violation
		if !errors.As(err, &v) || v.Rule != c.rule || v.Path != c.path {
			t.Errorf("%s/%s/%s: got %v, %v, want %s at %s", c.z, c.x, c.y, tile, err, c.rule, c.path)
		}
	}
	for _, tile := range []Tile{{MaxZoom + 1, 0, 0}, {0, 1, 0}, {3, 0, 8}, {40, 0, 0}} {
		if tile.Valid() {
			t.Errorf("%s is taken for a tile", tile)
		}
	}
}

func TestTileBoundsAreOrbs(t *testing.T) {
	for _, tile := range []Tile{{0, 0, 0}, {1, 0, 1}, {5, 19, 10}, {12, 2465, 1428}, {22, 2524160, 1462272}} {
		want := maptile.New(tile.X, tile.Y, maptile.Zoom(tile.Z)).Bound()
		got := tile.Bounds()
		for i, side := range got.Array() {
			other := [4]float64{want.Min[0], want.Min[1], want.Max[0], want.Max[1]}[i]
			if math.Abs(side-other) > 1e-9 {
				t.Errorf("%s: got %s, want %v", tile, got, want)
				break
			}
		}
	}
}

func TestMercatorBoundsOfTheWorld(t *testing.T) {
	const edge = 20037508.342789244
	if got, want := (Tile{}).MercatorBounds(), NewBBox(-edge, -edge, edge, edge); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := (Tile{1, 1, 1}).MercatorBounds(), NewBBox(0, -edge, edge, 0); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTileFamily(t *testing.T) {
	tile := Tile{12, 2465, 1428}
	box := EmptyBBox()
	for _, child := range tile.Children() {
		if parent, ok := child.Parent(); !ok || parent != tile {
			t.Errorf("%s: got parent %s", child, parent)
		}
		box = box.Union(child.MercatorBounds())
	}
	if box != tile.MercatorBounds() {
		t.Errorf("children cover %s, want %s", box, tile.MercatorBounds())
	}
	if north, south := tile.Children()[0].Bounds(), tile.Children()[2].Bounds(); north.South() < south.North() {
		t.Errorf("first child %s is not north of third %s", north, south)
	}
	if _, ok := (Tile{}).Parent(); ok {
		t.Error("the world has a parent")
	}
}

func TestTileAtHoldsItsPosition(t *testing.T) {
	for _, at := range [][2]float64{{37.5844, 48.7389}, {-180, 85}, {180, -85}, {0, 0}, {142.04, 47.05}, {10, 90}} {
		for zoom := uint32(0); zoom <= MaxZoom; zoom++ {
			tile := TileAt(at[0], at[1], zoom)
			latitude := clamp(at[1], MaxMercatorLatitude-1e-9)
			if !tile.Valid() || !tile.Bounds().Pad(1e-9).Contains(at[0], latitude) {
				t.Errorf("%v at zoom %d: got %s of %s", at, zoom, tile, tile.Bounds())
			}
		}
	}
}

func TestMercator(t *testing.T) {
	// EPSG guidance note 7-2, Popular Visualisation Pseudo Mercator, its worked example.
	x, y := ToMercator(-100.33333333, 24.38178694)
	if math.Abs(x - -11169055.58) > 0.01 || math.Abs(y-2800000.00) > 0.01 {
		t.Errorf("got %.2f %.2f, want -11169055.58 2800000.00", x, y)
	}
	for _, at := range [][2]float64{{0, 0}, {37.5844, 48.7389}, {-179.9, -84}, {180, 85}} {
		x, y := ToMercator(at[0], at[1])
		longitude, latitude := FromMercator(x, y)
		if math.Abs(longitude-at[0]) > 1e-12 || math.Abs(latitude-at[1]) > 1e-12 {
			t.Errorf("%v: back as %v %v", at, longitude, latitude)
		}
	}
	if _, y := ToMercator(0, 90); math.Abs(y-mercatorEdge) > 1e-6 {
		t.Errorf("the pole is at %v, want the edge %v", y, mercatorEdge)
	}
}
