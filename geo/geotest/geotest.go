// Package geotest makes shapes for tests and writes vector tiles as text that a person can review.
// Only tests import it.
package geotest

import (
	"testing"

	"landbank/geo"
)

// WKT makes a shape in WGS 84 of well-known text and fails the test when that has a fault.
func WKT(tb testing.TB, text string) geo.Shape {
	tb.Helper()
	return InCRS(tb, geo.WGS84, text)
}

// InCRS makes a shape in a reference system of well-known text and fails the test when that has a fault.
func InCRS(tb testing.TB, srid int, text string) geo.Shape {
	tb.Helper()
	shape, _, err := geo.NewParser(srid).WKT(text)
	if err != nil {
		tb.Fatalf("shape %.80s: %v", text, err)
	}
	return shape
}

// GeoJSON makes a shape in WGS 84 of a GeoJSON geometry and fails the test when that has a fault.
func GeoJSON(tb testing.TB, text string) geo.Shape {
	tb.Helper()
	shape, _, err := geo.ParseGeoJSON([]byte(text))
	if err != nil {
		tb.Fatalf("shape %.80s: %v", text, err)
	}
	return shape
}

// Point makes a point of a longitude and latitude and fails the test when they are none.
func Point(tb testing.TB, longitude, latitude float64) geo.Shape {
	tb.Helper()
	p, err := geo.NewPoint(longitude, latitude, geo.WGS84)
	if err != nil {
		tb.Fatalf("point %v %v: %v", longitude, latitude, err)
	}
	return p.Shape()
}

// Square makes a square with sides along the axes around a middle; the side is in degrees.
func Square(tb testing.TB, longitude, latitude, side float64) geo.Shape {
	tb.Helper()
	half := side / 2
	return Box(tb, geo.NewBBox(longitude-half, latitude-half, longitude+half, latitude+half))
}

// Box makes the outline of a box of degrees, counter-clockwise from its south-west corner.
func Box(tb testing.TB, box geo.BBox) geo.Shape {
	tb.Helper()
	return FromRings(tb, geo.WGS84, [][][]float64{{{
		box.West(), box.South(), box.East(), box.South(), box.East(), box.North(),
		box.West(), box.North(), box.West(), box.South(),
	}}})
}

// Outline gives the surface of a shape and fails the test when the shape is something else.
func Outline(tb testing.TB, shape geo.Shape) geo.Surface {
	tb.Helper()
	surface, ok := shape.Surface()
	if !ok {
		tb.Fatalf("shape is a %s, want a surface", shape.Kind())
	}
	return surface
}

// FromRings makes a surface of parts of rings of x0, y0, x1, y1, … and fails the test when they have a fault.
func FromRings(tb testing.TB, srid int, parts [][][]float64) geo.Shape {
	tb.Helper()
	shape, _, err := geo.NewParser(srid).EWKB(wkb(parts))
	if err != nil {
		tb.Fatalf("shape of %d parts: %v", len(parts), err)
	}
	return shape
}
