package geo

import (
	"encoding/binary"
	"math"
)

// Type codes and flags of well-known binary.
const (
	wkbPoint        = 1
	wkbPolygon      = 3
	wkbMultiPoint   = 4
	wkbMultiPolygon = 6
	wkbCollection   = 7

	ewkbZ    = 0x80000000
	ewkbM    = 0x40000000
	ewkbSRID = 0x20000000
)

// AppendEWKB writes the shape as little-endian EWKB: a Point or a MultiPolygon, with its SRID unless that is
// unknown. Nothing is written for the shape that is nothing.
func (s Shape) AppendEWKB(to []byte) []byte {
	switch s.kind {
	case KindPoint:
		return s.point.AppendEWKB(to)
	case KindSurface:
		return s.surface.AppendEWKB(to)
	default:
		return to
	}
}

// EWKB is the shape as EWKB, nil when it is nothing; see [Shape.AppendEWKB].
func (s Shape) EWKB() []byte {
	switch s.kind {
	case KindPoint:
		return s.point.AppendEWKB(make([]byte, 0, 25))
	case KindSurface:
		rings := 0
		for range s.surface.Rings {
			rings++
		}
		size := 13 + 9*s.surface.Parts() + 4*rings + 16*s.surface.Vertices()
		return s.surface.AppendEWKB(make([]byte, 0, size))
	default:
		return nil
	}
}

// AppendEWKB writes the point as little-endian EWKB.
func (p Point) AppendEWKB(to []byte) []byte {
	to = appendHeader(to, wkbPoint, p.srid)
	return appendFloats(to, []float64{p.x, p.y})
}

// AppendEWKB writes the surface as a little-endian EWKB MultiPolygon, an empty one when it has no part.
func (s Surface) AppendEWKB(to []byte) []byte {
	to = appendHeader(to, wkbMultiPolygon, s.SRID())
	to = binary.LittleEndian.AppendUint32(to, uint32(s.Parts()))
	if s.shape == nil {
		return to
	}
	flat, from := s.shape.FlatCoords(), 0
	for _, ends := range s.shape.Endss() {
		to = appendHeader(to, wkbPolygon, UnknownCRS)
		to = binary.LittleEndian.AppendUint32(to, uint32(len(ends)))
		for _, end := range ends {
			to = binary.LittleEndian.AppendUint32(to, uint32((end-from)/2))
			to = appendFloats(to, flat[from:end])
			from = end
		}
	}
	return to
}

func appendHeader(to []byte, kind uint32, srid int) []byte {
	to = append(to, 1) // little-endian
	if srid == UnknownCRS {
		return binary.LittleEndian.AppendUint32(to, kind)
	}
	to = binary.LittleEndian.AppendUint32(to, kind|ewkbSRID)
	return binary.LittleEndian.AppendUint32(to, uint32(srid))
}

func appendFloats(to []byte, values []float64) []byte {
	for _, v := range values {
		to = binary.LittleEndian.AppendUint64(to, math.Float64bits(v))
	}
	return to
}
