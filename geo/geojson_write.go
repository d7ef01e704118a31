package geo

import (
	"bytes"
	"math"
	"strconv"
)

// AppendGeoJSON writes the shape as a GeoJSON geometry: Point, MultiPolygon or null, with at most 7 decimals.
// Coordinates are written in the shape's own reference system, which GeoJSON has no member for.
func (s Shape) AppendGeoJSON(to []byte) []byte {
	switch s.kind {
	case KindPoint:
		to = append(to, `{"type":"Point","coordinates":`...)
		to = appendPosition(to, s.point.x, s.point.y)
		return append(to, '}')
	case KindSurface:
		to = append(to, `{"type":"MultiPolygon","coordinates":`...)
		to = s.surface.appendCoordinates(to)
		return append(to, '}')
	default:
		return append(to, "null"...)
	}
}

// GeoJSON is the shape as a GeoJSON geometry, see [Shape.AppendGeoJSON].
func (s Shape) GeoJSON() []byte { return s.AppendGeoJSON(nil) }

// MarshalJSON writes the shape as [Shape.GeoJSON] does.
func (s Shape) MarshalJSON() ([]byte, error) { return s.GeoJSON(), nil }

// UnmarshalJSON reads a GeoJSON geometry in WGS 84; notes of what was dropped are lost, see [ParseGeoJSON].
func (s *Shape) UnmarshalJSON(text []byte) error {
	shape, _, err := ParseGeoJSON(bytes.TrimSpace(text))
	if err == nil {
		*s = shape
	}
	return err
}

func (s Surface) appendCoordinates(to []byte) []byte {
	to = append(to, '[')
	for place, coordinates := range s.Rings {
		to = append(to, place.opening("[", ",", "],[")...)
		to = append(to, '[')
		for i := 0; i < len(coordinates); i += 2 {
			if i > 0 {
				to = append(to, ',')
			}
			to = appendPosition(to, coordinates[i], coordinates[i+1])
		}
		to = append(to, ']')
	}
	return append(to, "]]"...)
}

// opening chooses what stands before a ring: the first of all, a hole, the shell of a further part.
func (r Ring) opening(first, hole, part string) string {
	switch {
	case r.Ring > 0:
		return hole
	case r.Part > 0:
		return part
	default:
		return first
	}
}

func appendPosition(to []byte, x, y float64) []byte {
	to = append(to, '[')
	to = appendDecimal(to, x)
	to = append(to, ',')
	to = appendDecimal(to, y)
	return append(to, ']')
}

// appendDecimal writes a number with at most 7 decimals and no trailing zeros.
func appendDecimal(to []byte, v float64) []byte {
	if math.Abs(v) < 0.5/degreeUnits {
		return append(to, '0')
	}
	from := len(to)
	to = strconv.AppendFloat(to, v, 'f', Decimals, 64)
	for to[len(to)-1] == '0' {
		to = to[:len(to)-1]
	}
	if to[len(to)-1] == '.' {
		to = to[:len(to)-1]
	}
	if string(to[from:]) == "-0" {
		to = append(to[:from], '0')
	}
	return to
}
