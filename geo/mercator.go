package geo

import "math"

const (
	mercatorRadius = 6378137.0
	mercatorEdge   = math.Pi * mercatorRadius // half the side of the world's square, metres
	// MaxMercatorLatitude is where WebMercator's square ends, in degrees north and south.
	MaxMercatorLatitude = 85.0511287798066
)

// ToMercator projects a longitude and latitude to metres of WebMercator (EPSG:3857). Latitudes beyond the square
// are put on its edge.
func ToMercator(longitude, latitude float64) (x, y float64) {
	latitude = clamp(latitude, MaxMercatorLatitude)
	x = mercatorRadius * longitude * math.Pi / 180
	y = mercatorRadius * math.Asinh(math.Tan(latitude*math.Pi/180))
	return x, y
}

// FromMercator is the inverse of ToMercator.
func FromMercator(x, y float64) (longitude, latitude float64) {
	longitude = x / mercatorRadius * 180 / math.Pi
	latitude = math.Atan(math.Sinh(y/mercatorRadius)) * 180 / math.Pi
	return longitude, latitude
}
