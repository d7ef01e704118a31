package geo

// WKT writes the shape as well-known text, POINT or MULTIPOLYGON, with at most 7 decimals; "" when it is nothing.
func (s Shape) WKT() string {
	switch s.kind {
	case KindPoint:
		return string(append(appendWKTPosition([]byte("POINT("), s.point.x, s.point.y), ')'))
	case KindSurface:
		return string(s.surface.appendWKT([]byte("MULTIPOLYGON(")))
	default:
		return ""
	}
}

func (s Surface) appendWKT(to []byte) []byte {
	for place, coordinates := range s.Rings {
		to = append(to, place.opening("(", ",", "),(")...)
		to = append(to, '(')
		for i := 0; i < len(coordinates); i += 2 {
			if i > 0 {
				to = append(to, ',')
			}
			to = appendWKTPosition(to, coordinates[i], coordinates[i+1])
		}
		to = append(to, ')')
	}
	return append(to, "))"...)
}

func appendWKTPosition(to []byte, x, y float64) []byte {
	to = append(appendDecimal(to, x), ' ')
	return appendDecimal(to, y)
}
