package geo

import (
	"encoding/json"
	"testing"

	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-geom/encoding/ewkb"
	"github.com/twpayne/go-geom/encoding/geojson"
)

// benchmarkPolygon is a real outline's size: 40 positions of up to 15 decimals.
func benchmarkPolygon() []byte { return regularPolygon(40, 2.3488921, 48.8534103, 0.001) }

func BenchmarkParseGeoJSON(b *testing.B) {
	text := benchmarkPolygon()
	p := NewParser(WGS84)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := p.GeoJSON(text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseGeoJSONToEWKB(b *testing.B) {
	text := benchmarkPolygon()
	p := NewParser(WGS84)
	var out []byte
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		shape, _, err := p.GeoJSON(text)
		if err != nil {
			b.Fatal(err)
		}
		out = shape.AppendEWKB(out[:0])
	}
}

// BenchmarkReferenceGeoJSONToEWKB is the same work done by go-geom over encoding/json, for comparison.
func BenchmarkReferenceGeoJSONToEWKB(b *testing.B) {
	text := benchmarkPolygon()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		var g geojson.Geometry
		if err := json.Unmarshal(text, &g); err != nil {
			b.Fatal(err)
		}
		t, err := g.Decode()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := ewkb.Marshal(t.(*geom.Polygon).SetSRID(WGS84), ewkb.NDR); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseWKT(b *testing.B) {
	shape, _, err := ParseGeoJSON(benchmarkPolygon())
	if err != nil {
		b.Fatal(err)
	}
	text := shape.WKT()
	p := NewParser(WGS84)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := p.WKT(text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppendGeoJSON(b *testing.B) {
	shape, _, err := ParseGeoJSON(benchmarkPolygon())
	if err != nil {
		b.Fatal(err)
	}
	var out []byte
	b.ReportAllocs()
	for b.Loop() {
		out = shape.AppendGeoJSON(out[:0])
	}
}
