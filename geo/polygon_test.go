package geo

import (
	"fmt"
	"math"
)

// regularPolygon writes a GeoJSON polygon with as many corners, in full precision.
func regularPolygon(corners int, x, y, radius float64) []byte {
	text := []byte(`{"type":"Polygon","coordinates":[[`)
	for i := range corners + 1 {
		if i > 0 {
			text = append(text, ',')
		}
		sin, cos := math.Sincos(2 * math.Pi * float64(i%corners) / float64(corners))
		text = fmt.Appendf(text, "[%v,%v]", x+radius*cos, y+radius*sin)
	}
	return append(text, "]]}"...)
}
