package geotest

import (
	"bytes"
	"compress/gzip"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"

	"landbank/geo"
)

func TestBuilders(t *testing.T) {
	for want, shape := range map[string]geo.Shape{
		"POINT(1 2)":                                      Point(t, 1, 2),
		"MULTIPOLYGON(((0 0,2 0,2 2,0 2,0 0)))":           Square(t, 1, 1, 2),
		"MULTIPOLYGON(((30 45,40 45,40 50,30 50,30 45)))": Box(t, geo.NewBBox(30, 45, 40, 50)),
		"POINT(3 4)":                                      GeoJSON(t, `{"type":"Point","coordinates":[3,4]}`),
		"POINT(5 6)":                                      WKT(t, "POINT Z (5 6 7)"),
	} {
		if got := shape.WKT(); got != want || shape.SRID() != geo.WGS84 {
			t.Errorf("got %s in %d, want %s", got, shape.SRID(), want)
		}
	}
	if got := InCRS(t, 27700, "POINT(1 2)").SRID(); got != 27700 {
		t.Errorf("got SRID %d, want 27700", got)
	}
	if got := Outline(t, Square(t, 0, 0, 1)).Parts(); got != 1 {
		t.Errorf("got %d parts, want 1", got)
	}
}

// That random surfaces are valid is tested where PostGIS can say so: in pggeo.
func TestRandomSurfacesAreWhatWasAskedFor(t *testing.T) {
	within := geo.NewBBox(30, 45, 31, 46)
	random := Random{Within: within, Radius: 0.1, Parts: 5, Holes: 3, Corners: 30}
	source := Source(1)
	parts, holes := map[int]bool{}, map[int]bool{}
	for range 300 {
		shape := random.Surface(t, source)
		box := shape.Bounds()
		if box.Intersection(within) != box || box.East()-box.West() > 0.2 {
			t.Fatalf("%s lies outside %s or is too large", box, within)
		}
		surface := Outline(t, shape)
		parts[surface.Parts()] = true
		count := 0
		for place, ring := range surface.Rings {
			if len(ring)/2 > 31 {
				t.Fatalf("%d positions, want at most 31", len(ring)/2)
			}
			if area := ringArea(ring); area > 0 != (place.Ring == 0) {
				t.Fatalf("ring %v turns the wrong way: %v", place, area)
			}
			if place.Ring > 0 {
				count++
			} else {
				count = 0
			}
			holes[count] = true
		}
	}
	if len(parts) != 5 || len(holes) != 4 {
		t.Errorf("got counts of parts %v and holes %v, want all from 1 to 5 and 0 to 3", parts, holes)
	}
	if a, b := (Random{}).Surface(t, Source(9)), (Random{}).Surface(t, Source(9)); !a.Equal(b) || math.Abs(a.Bounds().West()) > 180 {
		t.Errorf("one seed gave %s and %s", a.WKT(), b.WKT())
	}
}

// ringArea is positive for counter-clockwise rings.
func ringArea(ring []float64) float64 {
	area := 0.0
	for i := 0; i+3 < len(ring); i += 2 {
		area += (ring[i]-ring[0])*(ring[i+3]-ring[1]) - (ring[i+2]-ring[0])*(ring[i+1]-ring[1])
	}
	return area / 2
}

func TestDumpTile(t *testing.T) {
	point := geojson.NewFeature(orb.Point{7, 8})
	point.ID = uint64(42)
	point.Properties = geojson.Properties{"kind": "brownfield", "area_m2": 1250.5, "demonstration": true, "count": 3}
	square := geojson.NewFeature(orb.Polygon{{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}})
	tile, err := mvt.Marshal(mvt.Layers{
		{Name: "sites", Version: 2, Extent: 4096, Features: []*geojson.Feature{point, square}},
		{Name: "labels", Version: 2, Extent: 4096},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `layer sites version 2 extent 4096 features 2
  feature 42
    area_m2 = 1250.5
    count = 3
    demonstration = true
    kind = "brownfield"
    POINT(7 8)
  feature without id
    POLYGON((0 0,10 0,10 10,0 10,0 0))
layer labels version 2 extent 4096 features 0
`
	var zipped bytes.Buffer
	writer := gzip.NewWriter(&zipped)
	if _, err := writer.Write(tile); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"plain": tile, "gzipped": zipped.Bytes()} {
		got, err := DumpTile(data)
		if err != nil || got != want {
			t.Errorf("%s: got\n%s(%v), want\n%s", name, got, err, want)
		}
	}
	if got, err := DumpTile(nil); got != "" || err != nil {
		t.Errorf("empty tile: got %q, %v", got, err)
	}
	if _, err := DumpTile([]byte("no tile")); err == nil {
		t.Error("text was taken for a tile")
	}
}
