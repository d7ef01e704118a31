package intake

import (
	"fmt"
	"slices"

	"landbank/geo"
)

// plausible looks whether a place can be meant as it is written, and notes what it might be instead.
func (m *mapping) plausible(shape geo.Shape, c cell) bool {
	x, y := shape.Bounds().Center()
	if geo.IsNullIsland(x, y) {
		m.reject("V-01", c, "", "the point 0, 0 stands for a place that was not found")
		return false
	}
	if !degrees(shape.SRID()) {
		return m.plausibleGrid(shape, c, x, y)
	}
	if x < -180 || x > 180 || y < -90 || y > 90 { // only WGS 84 is range checked by the parser
		m.doubtful(shape, c)
		return false
	}
	if len(m.profile.regions) == 0 || m.inRegion(x, y) {
		return true
	}
	if repaired, proposed, what := m.rearrange(shape, x, y); proposed != "" {
		if m.reject("V-01", c, proposed, what) {
			m.shape = repaired
		}
		return false
	}
	m.reject("V-03", c, "", "outside the area that the register is about")
	return false
}

// plausibleGrid looks whether coordinates of a projected system can be in the profile's regions.
func (m *mapping) plausibleGrid(shape geo.Shape, c cell, x, y float64) bool {
	system, known := geo.LookupCRS(shape.SRID())
	isDegrees := m.degreesInRegion(x, y)
	if !known || system.Bounds.Contains(x, y) && !isDegrees {
		if _, invertible := inverses[shape.SRID()]; !invertible || slices.ContainsFunc(m.regions(), func(region geo.BBox) bool {
			return puts(shape.SRID(), x, y, region)
		}) {
			return true
		}
		m.beyond(shape, c, x, y)
		return false
	}
	switch {
	case isDegrees:
		if m.reject("V-02", c, "EPSG:4326", fmt.Sprintf("EPSG:%d is stated, but these are degrees", shape.SRID())) {
			m.shape, _, _ = shape.Reinterpret(geo.WGS84)
		}
	case system.Bounds.Contains(y, x):
		if m.reject("V-01", c, formatPair(y, x), fmt.Sprintf("not coordinates of EPSG:%d; the axes look swapped", shape.SRID())) {
			m.shape, _, _ = shape.Swapped()
		}
	default:
		m.guessSystem(shape, c, x, y)
	}
	return false
}

// beyond handles coordinates that the stated system has, but far from the profile's regions: degrees with the axes
// exchanged, or another place.
func (m *mapping) beyond(shape geo.Shape, c cell, x, y float64) {
	if !m.degreesInRegion(y, x) {
		m.reject("V-03", c, "", "outside the area that the register is about")
		return
	}
	if m.reject("V-01", c, formatPair(y, x), fmt.Sprintf("EPSG:%d is stated, but these look like latitude and longitude", shape.SRID())) {
		m.shape, _, _ = shape.Remap(geo.WGS84, func(x, y float64) (float64, float64) { return y, x })
	}
}

// doubtful handles a place that is no longitude and latitude although it should be.
func (m *mapping) doubtful(shape geo.Shape, c cell) {
	x, y := shape.Bounds().Center()
	if repaired, proposed, what := m.rearrange(shape, x, y); proposed != "" {
		if m.reject("V-01", c, proposed, what) {
			m.shape = repaired
		}
		return
	}
	m.guessSystem(shape, c, x, y)
}

// rearrange looks for swapped axes and lost signs. It gives the repaired shape, how it reads, and what happened.
func (m *mapping) rearrange(shape geo.Shape, x, y float64) (repaired geo.Shape, proposed, what string) {
	for _, region := range m.regions() {
		if geo.LooksSwapped(x, y, region) {
			if repaired, _, err := shape.Remap(geo.WGS84, func(x, y float64) (float64, float64) { return y, x }); err == nil {
				return repaired, formatPair(y, x), "latitude and longitude look swapped"
			}
		}
	}
	for _, region := range m.profile.regions {
		signedX, signedY, yes := geo.LooksUnsigned(x, y, region)
		if !yes {
			continue
		}
		factorX, factorY := signedX/nonZero(x), signedY/nonZero(y)
		turned, _, err := shape.Remap(geo.WGS84, func(x, y float64) (float64, float64) { return factorX * x, factorY * y })
		if err == nil {
			return turned, formatPair(signedX, signedY), "a minus sign looks lost or added"
		}
	}
	return geo.Shape{}, "", ""
}

func nonZero(v float64) float64 {
	if v == 0 {
		return 1
	}
	return v
}

// guessSystem proposes the reference system that projected numbers may be in (V-02).
func (m *mapping) guessSystem(shape geo.Shape, c cell, x, y float64) {
	if !geo.LooksProjected(x, y) {
		m.reject("V-01", c, "", "not a longitude and latitude")
		return
	}
	exchanged := m.likelySystems(y, x)
	if fits := m.likelySystems(x, y); len(fits) > 0 {
		message := "not degrees; the numbers fit " + systemNames(fits)
		if slices.Contains(exchanged, fits[0]) {
			message += ", and with the axes exchanged too"
		}
		if m.reject("V-02", c, fmt.Sprintf("EPSG:%d", fits[0]), message) {
			m.shape, _, _ = shape.Reinterpret(fits[0])
		}
		return
	}
	if fits := exchanged; len(fits) > 0 {
		proposed := fmt.Sprintf("EPSG:%d %s", fits[0], formatPair(y, x))
		if m.reject("V-02", c, proposed, "not degrees; with the axes exchanged the numbers fit "+systemNames(fits)) {
			m.shape, _, _ = shape.Remap(fits[0], func(x, y float64) (float64, float64) { return y, x })
		}
		return
	}
	m.guessGeocentric(c, x, y)
}

// guessGeocentric proposes a place for the X and Y of earth-centred coordinates whose Z was dropped.
func (m *mapping) guessGeocentric(c cell, x, y float64) {
	lon, lat, ok := geocentric(x, y)
	if !ok || len(m.profile.regions) == 0 || !m.inRegion(lon, lat) {
		m.reject("V-02", c, "", "not degrees, and no reference system is known that the numbers fit here")
		return
	}
	point, err := geo.NewPoint(lon, lat, geo.WGS84)
	if err == nil && m.reject("V-02", c, formatPair(lon, lat),
		"not degrees; the numbers fit X and Y of earth-centred coordinates (EPSG:4936) without Z, good to about 100 m") {
		m.shape, m.record.LocationQuality = point.Shape(), "approximate"
	}
}

// likelySystems guesses the reference systems of a projected position: first those that the register's files are
// seen in.
func (m *mapping) likelySystems(x, y float64) []int {
	var fits []int
	for _, region := range m.regions() {
		for _, candidate := range geo.GuessCRS([]float64{x}, []float64{y}, region) {
			if !candidate.Geographic() && puts(candidate.SRID, x, y, region) && !slices.Contains(fits, candidate.SRID) {
				fits = append(fits, candidate.SRID)
			}
		}
	}
	rank := func(srid int) int {
		if at := slices.Index(m.profile.systems, srid); at >= 0 {
			return at
		}
		return len(m.profile.systems)
	}
	slices.SortStableFunc(fits, func(a, b int) int { return rank(a) - rank(b) })
	return fits
}

// systemNames names the best guess, and two more that a person might choose instead.
func systemNames(fits []int) string {
	text := fmt.Sprintf("EPSG:%d", fits[0])
	for i, srid := range fits[1:min(len(fits), 3)] {
		if i == 0 {
			text += ", but also"
		} else {
			text += " and"
		}
		text += fmt.Sprintf(" EPSG:%d", srid)
	}
	return text
}

// puts tells whether the reference system puts a position into the region, as far as that can be told here.
func puts(srid int, x, y float64, region geo.BBox) bool {
	unproject, known := inverses[srid]
	if !known {
		return true
	}
	lon, lat := unproject(x, y)
	return region.Pad(0.02).Contains(lon, lat)
}

// regions gives where sites can be, the whole world where the profile does not know.
func (m *mapping) regions() []geo.BBox {
	if len(m.profile.regions) == 0 {
		return []geo.BBox{geo.World()}
	}
	return m.profile.regions
}

func (m *mapping) inRegion(x, y float64) bool {
	for _, region := range m.profile.regions {
		if region.Contains(x, y) {
			return true
		}
	}
	return false
}

func (m *mapping) degreesInRegion(x, y float64) bool {
	for _, region := range m.regions() {
		if region.Contains(x, y) {
			return true
		}
	}
	return false
}

// degrees tells whether coordinates of the system are degrees.
func degrees(srid int) bool {
	system, known := geo.LookupCRS(srid)
	return known && system.Geographic()
}

func formatPair(x, y float64) string {
	return formatNumber(geo.RoundDegrees(x)) + ", " + formatNumber(geo.RoundDegrees(y))
}
