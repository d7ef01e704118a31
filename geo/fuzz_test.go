package geo

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-geom/encoding/ewkb"
	"github.com/twpayne/go-geom/encoding/wkt"
)

// holdsWhatShapesPromise checks what must be true of every shape that a parser gave out.
func holdsWhatShapesPromise(t *testing.T, shape Shape, err error) {
	t.Helper()
	if err != nil {
		var v *Violation
		if !errors.As(err, &v) || v.Rule == "" || v.Path == "" || v.Got == "" || v.Want == "" {
			t.Errorf("got error %#v, want a violation with every part", err)
		}
		return
	}
	if shape.IsNone() {
		return
	}
	for x, y := range shape.Positions {
		if x2, y2, v := settle(x, y, shape.SRID()); v != nil || x2 != x || y2 != y {
			t.Errorf("position %v %v does not settle: %v", x, y, v)
		}
	}
	surface, _ := shape.Surface()
	for place, ring := range surface.Rings {
		if n := len(ring); n < 8 || ring[0] != ring[n-2] || ring[1] != ring[n-1] {
			t.Errorf("ring %v is not closed or too short: %v", place, ring)
		}
	}
	back, notes, err := ParseEWKB(shape.EWKB())
	if err != nil || notes != nil || !back.Equal(shape) {
		t.Errorf("EWKB of %s: got %s, %v, %v", shape.WKT(), back.WKT(), notes, err)
	}
	if g, err := ewkb.Unmarshal(shape.EWKB()); err != nil || g.SRID() != shape.SRID() {
		t.Errorf("go-geom reads EWKB of %s as %v, %v", shape.WKT(), g, err)
	}
	if shape.SRID() != WGS84 {
		return // other systems are written with fewer decimals than they hold
	}
	if !json.Valid(shape.GeoJSON()) {
		t.Errorf("not JSON: %s", shape.GeoJSON())
	}
	if back, notes, err := ParseGeoJSON(shape.GeoJSON()); err != nil || notes != nil || !back.Equal(shape) {
		t.Errorf("GeoJSON of %s: got %s, %v, %v", shape.WKT(), back.WKT(), notes, err)
	}
	if back, notes, err := ParseWKT(shape.WKT()); err != nil || notes != nil || !back.Equal(shape) {
		t.Errorf("WKT of %s: got %s, %v, %v", shape.WKT(), back.WKT(), notes, err)
	}
}

func FuzzGeoJSON(f *testing.F) {
	for _, text := range []string{
		`null`,
		`{"type":"Point","coordinates":[37.5844,48.7389]}`,
		`{"coordinates":[1e1,-0.0E+2,3],"type":"Point","bbox":[1,2,3,4]}`,
		`{"type":"MultiPoint","coordinates":[[1,2]]}`,
		`{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]],[[5,2],[6,2],[6,3],[5,2]]]}`,
		`{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,0.00000004]]]}`,
		`{"type":"MultiPolygon","coordinates":[[[[0,0],[2,0],[2,2],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]}`,
		`{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,0]]]}]}`,
		`{"type":"Point","coordinates":[1,2],"crs":{"type":"name","properties":{"name":"EPSG:3857"}}}`,
		`{"type":"Point","coordinates":[NaN,-Infinity]}`,
		`{"\u0074ype":"Point","x":["]\\\"",{}],"coordinates":[1,2]}`,
		`{"type":"Point","coordinates":[2.34889215000000019,1e400]}`,
		`{"type":"Polygon","coordinates":[[[]]]}`,
		`{"type":"Polygon","coordinates":`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		shape, _, err := ParseGeoJSON(text)
		holdsWhatShapesPromise(t, shape, err)
		want, known := decodeGeoJSON(text)
		if err != nil {
			var v *Violation
			if errors.As(err, &v); known && want != nil && v.Got != "the member twice" {
				t.Errorf("refused %s: %v", text, err)
			}
			return
		}
		if !json.Valid(text) {
			t.Errorf("took what is not JSON: %q", text)
		}
		if known {
			compareParts(t, shape, want)
		}
	})
}

func FuzzWKT(f *testing.F) {
	for _, text := range []string{
		"POINT(1 2)", "SRID=27700; POINT Z (1 2 3)", "MULTIPOINT((1 2))", "multipoint m (1 2 3)", "POINT EMPTY",
		"POLYGON((0 0,9 0,9 9,0 0),(5 2,6 2,6 3,5 2))", "MULTIPOLYGON(((0 0,2 0,2 2,0 0)),((5 5,6 5,6 6,5 5)))",
		"GEOMETRYCOLLECTION(POLYGON((0 0,2 0,2 2,0 0)))", "POINT(nan 1e999)", "POINT(1,5 2,5)", "POLYGON((0 0,1 1",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		shape, notes, err := ParseWKT(text)
		holdsWhatShapesPromise(t, shape, err)
		if err != nil || shape.SRID() != WGS84 || len(notes) > 0 {
			return
		}
		g, err := wkt.Unmarshal(text)
		if _, collection := g.(*geom.GeometryCollection); err == nil && !collection {
			flat := g.FlatCoords()
			for x, y := range shape.Positions {
				if len(flat) < 2 || RoundDegrees(flat[0]) != x || RoundDegrees(flat[1]) != y {
					t.Fatalf("%q: got %s, go-geom has %v", text, shape.WKT(), g.FlatCoords())
				}
				flat = flat[2:]
			}
		}
	})
}

func FuzzEWKB(f *testing.F) {
	for _, text := range []string{"POINT(1 2)", "SRID=27700;POLYGON((0 0,9 0,9 9,0 0),(5 2,6 2,6 3,5 2))",
		"MULTIPOLYGON(((0 0,2 0,2 2,0 0)),((5 5,6 5,6 6,5 5)))"} {
		shape, _, err := ParseWKT(text)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(shape.EWKB())
	}
	f.Add([]byte{0, 0, 0, 0, 4, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f})
	f.Add([]byte{1, 7, 0, 0, 0, 255, 255, 255, 255})
	f.Fuzz(func(t *testing.T, data []byte) {
		shape, _, err := ParseEWKB(data)
		holdsWhatShapesPromise(t, shape, err)
	})
}

func FuzzBBox(f *testing.F) {
	for _, text := range []string{"30,45,40,50", "170,-20,-170,20", "-200,-95,200,95", "1,2,3,4,5,6", "NaN,1,2,3", "1e999,,x,", "",
		"4183000,6200000,4184000,6201000"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		boxes, err := ParseBBox(text)
		if err != nil {
			var v *Violation
			if !errors.As(err, &v) || v.Path != "bbox" {
				t.Errorf("got %#v, want a violation", err)
			}
			return
		}
		if len(boxes) < 1 || len(boxes) > 2 {
			t.Fatalf("got %d boxes", len(boxes))
		}
		for _, box := range boxes {
			if box.IsEmpty() || box.Intersection(World()) != box {
				t.Errorf("%q: got %s", text, box)
			}
			if again, err := ParseBBox(box.String()); err != nil || len(again) != 1 || again[0] != box {
				t.Errorf("%s reads as %v, %v", box, again, err)
			}
		}
	})
}

func FuzzTile(f *testing.F) {
	f.Add("12", "2465", "1428")
	f.Add("0", "0", "0")
	f.Add("-1", "x", "99999999999999999999")
	f.Fuzz(func(t *testing.T, z, x, y string) {
		tile, err := ParseTile(z, x, y)
		if err != nil {
			return
		}
		if !tile.Valid() || tile.Bounds().IsEmpty() {
			t.Errorf("%s/%s/%s: got %s", z, x, y, tile)
		}
	})
}

func FuzzCRS(f *testing.F) {
	for _, name := range []string{"EPSG:4326", "urn:ogc:def:crs:OGC:1.3:CRS84", "British National Grid", "SRID=1", "EPSG:", "№7"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if srid, err := ParseCRS(name); err == nil && (srid < 1 || srid > maxSRID) {
			t.Errorf("%q: got %d", name, srid)
		}
	})
}
