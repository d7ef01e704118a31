package intake

import "math"

// The formulas below turn projected coordinates back into degrees to within a few hundred metres, which is enough
// to see whether a guessed reference system puts a place where its register is. Nothing is stored that went
// through them, but for geocentric coordinates: the database transforms everything else exactly. All of them take
// the GRS 80 ellipsoid, whatever datum the system is on.

const (
	semiMajor  = 6378137.0
	flattening = 1 / 298.257222101
	eccentric2 = flattening * (2 - flattening)
	radian     = math.Pi / 180
)

var eccentric = math.Sqrt(eccentric2)

// inverse turns easting and northing into longitude and latitude in degrees.
type inverse func(x, y float64) (lon, lat float64)

// inverses holds the systems that guesses are checked for, by EPSG code.
var inverses = makeInverses()

func makeInverses() map[int]inverse {
	all := map[int]inverse{
		3857:  webMercator,
		27700: transverseMercator(-2, 49, 0.9996012717, 400_000, -100_000),
		2157:  transverseMercator(-8, 53.5, 0.99982, 600_000, 750_000),
		3059:  transverseMercator(24, 0, 0.9996, 500_000, -6_000_000),
		2180:  transverseMercator(19, 0, 0.9993, 500_000, -5_300_000),
		2154:  lambertConic(3, 46.5, 44, 49, 700_000, 6_600_000),
		3034:  lambertConic(10, 52, 35, 65, 4_000_000, 2_800_000),
		3035:  lambertAzimuthal(10, 52, 4_321_000, 3_210_000),
		5490:  transverseMercator(-63, 0, 0.9996, 500_000, 0),
		2972:  transverseMercator(-51, 0, 0.9996, 500_000, 0),
		2975:  transverseMercator(57, 0, 0.9996, 500_000, 10_000_000),
		4471:  transverseMercator(45, 0, 0.9996, 500_000, 10_000_000),
	}
	for zone := 42; zone <= 50; zone++ { // French conic zones of one degree
		lat := float64(zone)
		all[3900+zone] = lambertConic(3, lat, lat-0.75, lat+0.75, 1_700_000, float64(zone-41)*1e6+200_000)
	}
	for zone := 28; zone <= 38; zone++ {
		all[25800+zone] = transverseMercator(float64(zone)*6-183, 0, 0.9996, 500_000, 0)
	}
	for zone := 1; zone <= 60; zone++ {
		all[32600+zone] = transverseMercator(float64(zone)*6-183, 0, 0.9996, 500_000, 0)
	}
	for zone := 4; zone <= 7; zone++ { // Gauss-Kruger: UCS-2000 with and without the zone's number, Pulkovo 1942
		central, million := float64(zone)*6-3, float64(zone)*1e6
		all[5558+zone] = transverseMercator(central, 0, 1, million+500_000, 0)
		all[5562+zone] = transverseMercator(central, 0, 1, 500_000, 0)
		all[28400+zone] = transverseMercator(central, 0, 1, million+500_000, 0)
	}
	for zone := 7; zone <= 13; zone++ { // Ukraine TM
		all[6374+zone] = transverseMercator(float64(zone)*3, 0, 1, 300_000, 0)
	}
	for zone := 1; zone <= 7; zone++ { // CS63, zones X1 to X7
		all[7824+zone] = transverseMercator(20.5+float64(zone)*3, 0.1, 1, float64(zone)*1e6+300_000, 0)
	}
	return all
}

func webMercator(x, y float64) (lon, lat float64) {
	return x / semiMajor / radian, (2*math.Atan(math.Exp(y/semiMajor)) - math.Pi/2) / radian
}

// transverseMercator is the series of Redfearn, turned round.
func transverseMercator(lon0, lat0, scale, falseX, falseY float64) inverse {
	n := flattening / (2 - flattening)
	meridian := semiMajor / (1 + n) * (1 + n*n/4 + n*n*n*n/64)
	origin := arcLength(lat0 * radian)
	return func(x, y float64) (lon, lat float64) {
		xi := (origin + (y-falseY)/scale) / meridian
		eta := (x - falseX) / scale / meridian
		beta := []float64{n/2 - 2*n*n/3 + 37*n*n*n/96, n*n/48 + n*n*n/15, 17 * n * n * n / 480}
		xi1, eta1 := xi, eta
		for i, b := range beta {
			k := float64(2 * (i + 1))
			xi1 -= b * math.Sin(k*xi) * math.Cosh(k*eta)
			eta1 -= b * math.Cos(k*xi) * math.Sinh(k*eta)
		}
		conformal := math.Asin(math.Sin(xi1) / math.Cosh(eta1))
		return lon0 + math.Atan2(math.Sinh(eta1), math.Cos(xi1))/radian, geodetic(conformal) / radian
	}
}

// arcLength is the length of the meridian from the equator, in metres.
func arcLength(lat float64) float64 {
	n := flattening / (2 - flattening)
	return semiMajor / (1 + n) * ((1+n*n/4)*lat - 1.5*n*math.Sin(2*lat) + 15.0/16*n*n*math.Sin(4*lat))
}

// geodetic turns conformal latitude into geodetic latitude.
func geodetic(conformal float64) float64 {
	t := math.Tan(conformal/2 + math.Pi/4)
	lat := conformal
	for range 6 {
		s := eccentric * math.Sin(lat)
		lat = 2*math.Atan(t*math.Pow((1+s)/(1-s), eccentric/2)) - math.Pi/2
	}
	return lat
}

// lambertConic is the conformal conic with two standard parallels.
func lambertConic(lon0, lat0, parallel1, parallel2, falseX, falseY float64) inverse {
	m := func(lat float64) float64 {
		s := math.Sin(lat)
		return math.Cos(lat) / math.Sqrt(1-eccentric2*s*s)
	}
	t := func(lat float64) float64 {
		s := eccentric * math.Sin(lat)
		return math.Tan(math.Pi/4-lat/2) / math.Pow((1-s)/(1+s), eccentric/2)
	}
	p1, p2 := parallel1*radian, parallel2*radian
	cone := (math.Log(m(p1)) - math.Log(m(p2))) / (math.Log(t(p1)) - math.Log(t(p2)))
	f := m(p1) / (cone * math.Pow(t(p1), cone))
	origin := semiMajor * f * math.Pow(t(lat0*radian), cone)
	return func(x, y float64) (lon, lat float64) {
		dx, dy := x-falseX, origin-(y-falseY)
		tan := math.Pow(math.Hypot(dx, dy)/(semiMajor*f), 1/cone)
		return lon0 + math.Atan2(dx, dy)/cone/radian, geodetic(math.Pi/2-2*math.Atan(tan)) / radian
	}
}

// lambertAzimuthal is the equal-area projection, on the sphere of the same area.
func lambertAzimuthal(lon0, lat0, falseX, falseY float64) inverse {
	radius := 6371007.2
	sin0, cos0 := math.Sincos(lat0 * radian)
	return func(x, y float64) (lon, lat float64) {
		dx, dy := x-falseX, y-falseY
		rho := math.Hypot(dx, dy)
		if rho == 0 || rho > 2*radius {
			return lon0, lat0
		}
		sin, cos := math.Sincos(2 * math.Asin(rho/2/radius))
		lat = math.Asin(cos*sin0 + dy*sin*cos0/rho)
		return lon0 + math.Atan2(dx*sin, rho*cos0*cos-dy*sin0*sin)/radian, lat / radian
	}
}

// geocentric turns X and Y of an earth-centred system into degrees, for a place at sea level in the north: what
// remains of such coordinates when somebody drops Z. A hundred metres of height shift it by some eighty.
func geocentric(x, y float64) (lon, lat float64, ok bool) {
	p := math.Hypot(x, y)
	if p < semiMajor*0.2 || p >= semiMajor {
		return 0, 0, false
	}
	lat = math.Acos(p / semiMajor)
	for range 20 {
		s := math.Sin(lat)
		lat = math.Acos(math.Min(1, p*math.Sqrt(1-eccentric2*s*s)/semiMajor))
	}
	return math.Atan2(y, x) / radian, lat / radian, true
}
