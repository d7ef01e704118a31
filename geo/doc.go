// Package geo is the geometry kernel: outlines and points of sites, boxes, tiles and reference systems.
//
// A [Shape] is where something is: an outline ([Surface]), a [Point], or nothing. Shapes are values that never
// change after they were made, and a shape that exists has passed the shape checks: rings closed and of at
// least four points, coordinates finite, and in WGS 84 within longitude and latitude. What a shape check cannot
// see (crossing rings, overlap, area, distance) is PostGIS's to judge.
//
// Coordinates are always x before y: longitude before latitude, easting before northing, whatever the order
// the reference system's definition prefers. Shapes in [WGS84] are rounded to [Decimals] decimals of a degree
// (about a centimetre) when they are made, because that is what the register stores: two readings of one file
// then give the same bytes. Shapes in other reference systems keep their coordinates as they were written; the
// database transforms them.
//
// Whoever reads text makes a [Parser]; faults come back as *[Violation], what was changed on the way as [Note].
package geo

import "github.com/twpayne/go-geom/encoding/wkbcommon"

// Reference systems by EPSG code. UnknownCRS is PostGIS's 0: coordinates are kept and not range checked.
const (
	UnknownCRS  = 0
	WGS84       = 4326
	WebMercator = 3857
)

// DefaultMaxVertices is the largest number of positions a parser takes in one shape unless told otherwise.
const DefaultMaxVertices = 200_000

// Decoders of go-geom believe the counts in a WKB header and allocate for them: nine bytes may ask for 64 GB.
// The limit is a variable of theirs, so it is set once, here, for every package under geo that decodes with them.
func init() {
	wkbcommon.MaxGeometryElements = [4]int{0, DefaultMaxVertices, DefaultMaxVertices, DefaultMaxVertices}
}
