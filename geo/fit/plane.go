package fit

import (
	"math"

	"landbank/geo"
)

// The WGS 84 ellipsoid: semi-major axis in metres and first eccentricity squared (EPSG:7030).
const (
	semiMajor    = 6378137.0
	eccentricity = 0.00669437999014
)

// plane maps degrees to metres around a place: its axes run east and north.
type plane struct {
	lon, lat       float64 // of the place
	perLon, perLat float64 // metres of a degree there
}

// planeAt is the plane around the middle of a box.
func planeAt(box geo.BBox) plane {
	lon, lat := box.Center()
	sin, cos := math.Sincos(lat * math.Pi / 180)
	bend := 1 - eccentricity*sin*sin
	return plane{
		lon: lon, lat: lat,
		perLon: math.Pi / 180 * semiMajor / math.Sqrt(bend) * cos,
		perLat: math.Pi / 180 * semiMajor * (1 - eccentricity) / (bend * math.Sqrt(bend)),
	}
}

// point is a place in a plane, in metres.
type point struct{ x, y float64 }

func (p plane) in(lon, lat float64) point {
	return point{(lon - p.lon) * p.perLon, (lat - p.lat) * p.perLat}
}

func (p plane) out(at point) (lon, lat float64) {
	return p.lon + at.x/p.perLon, p.lat + at.y/p.perLat
}

// line maps positions x0, y0, x1, y1, … to points.
func (p plane) line(flat []float64) []point {
	points := make([]point, len(flat)/2)
	for i := range points {
		points[i] = p.in(flat[2*i], flat[2*i+1])
	}
	return points
}

// positions maps points to x0, y0, x1, y1, …
func (p plane) positions(points []point) []float64 {
	flat := make([]float64, 0, 2*len(points))
	for _, at := range points {
		lon, lat := p.out(at)
		flat = append(flat, lon, lat)
	}
	return flat
}
