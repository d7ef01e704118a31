package geo

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// maxSRID is the greatest code PostGIS takes.
const maxSRID = 999_999

// CRS is a reference system that coordinates of a register may be in.
type CRS struct {
	SRID   int    // EPSG code
	Name   string // as the EPSG dataset has it
	Area   BBox   // where it is meant to be used, in degrees
	Bounds BBox   // the coordinates of that area in its own units, x first
}

// Geographic tells whether the coordinates are degrees.
func (c CRS) Geographic() bool { return c.Bounds.East() <= 180 }

// KnownCRS lists the reference systems that [GuessCRS] can find.
func KnownCRS() []CRS { return slices.Clone(known) }

// LookupCRS finds a known reference system by its EPSG code.
func LookupCRS(srid int) (CRS, bool) {
	i := slices.IndexFunc(known, func(c CRS) bool { return c.SRID == srid })
	if i < 0 {
		return CRS{}, false
	}
	return known[i], true
}

// aliases are names as files have them, squeezed: lower case, letters and digits alone.
var aliases = map[string]int{
	"wgs84": WGS84, "wgs1984": WGS84, "worldgeodeticsystem1984": WGS84, "gcswgs1984": WGS84, "gps": WGS84,
	"lonlat": WGS84, "latlon": WGS84, "latlong": WGS84, "longlat": WGS84,
	"etrs89": 4258, "etrs1989": 4258, "gcsetrs1989": 4258,
	"webmercator": WebMercator, "pseudomercator": WebMercator, "wgs84pseudomercator": WebMercator,
	"googlemercator": WebMercator, "epsg900913": WebMercator, "900913": WebMercator, "esri102100": WebMercator,
	"esri102113": WebMercator, "wgs1984webmercatorauxiliarysphere": WebMercator,
	"osgb36": 27700, "osgb1936": 27700, "osgb": 27700, "bng": 27700, "britishnationalgrid": 27700,
	"osgb1936britishnationalgrid": 27700, "osnationalgrid": 27700, "ordnancesurvey": 27700, "nationalgrid": 27700,
	"lambert93": 2154, "rgf93": 2154, "rgf93lambert93": 2154, "l93": 2154, "rgf93v2lambert93": 2154,
	"rgf93v2blambert93": 2154,
	"etrs89laea":        3035, "laeaeurope": 3035, "etrs89laeaeurope": 3035, "etrs1989laea": 3035,
	"etrs89lcc": 3034, "lcceurope": 3034, "etrs89lcceurope": 3034, "etrs1989lcc": 3034,
	"lks92": 3059, "lks92latviatm": 3059, "puwg1992": 2180, "puwg92": 2180, "pl1992": 2180,
	"etrs89polandcs92": 2180, "sjtsk": 5514, "sjtskkrovakeastnorth": 5514, "krovak": 5514,
	"nad83massachusettsmainland": 26986, "massachusettsmainland": 26986,
	"itm": 2157, "irishtransversemercator": 2157, "rdnew": 28992,
}

// names are the known systems' own names, squeezed, with and without the version of a realisation.
var names = func() map[string]int {
	all := make(map[string]int, 2*len(known))
	for _, c := range known {
		all[squeeze(c.Name)] = c.SRID
		all[squeeze(strings.Replace(c.Name, " v1 ", " ", 1))] = c.SRID
	}
	return all
}()

// ParseCRS reads the name of a reference system as files and their fields have it: EPSG:26986, 26986,
// urn:ogc:def:crs:EPSG::26986, urn:ogc:def:crs:OGC:1.3:CRS84, http://www.opengis.net/def/crs/EPSG/0/27700,
// British National Grid, OSGB36, WGS84, Lambert-93. An EPSG code need not be a known one: the database has more.
// The order of axes that a definition prefers is not looked at; files write x first. The error is a *Violation
// of RuleUnknownCRS.
func ParseCRS(name string) (int, error) {
	squeezed := squeeze(name)
	if srid, ok := aliases[squeezed]; ok {
		return srid, nil
	}
	if strings.HasSuffix(squeezed, "crs84") {
		return WGS84, nil
	}
	if srid, ok := epsgCode(name, squeezed); ok {
		return srid, nil
	}
	if srid, ok := names[squeezed]; ok {
		return srid, nil
	}
	return 0, &Violation{Rule: RuleUnknownCRS, Path: "crs", Got: strconv.Quote(shorten(name)),
		Want: "a reference system, such as EPSG:4326"}
}

// epsgCode finds the code in EPSG:4326 and its long forms, or in a bare number.
func epsgCode(name, squeezed string) (int, bool) {
	digits := strings.TrimSpace(name)
	if rest, srid := strings.CutPrefix(squeezed, "srid"); srid {
		digits = rest
	} else if strings.Contains(squeezed, "epsg") {
		digits = strings.TrimSpace(digits[strings.LastIndexFunc(digits, notDigit)+1:])
	}
	code, err := strconv.Atoi(digits)
	return code, err == nil && code > 0 && code <= maxSRID && !notDigit(rune(digits[0]))
}

func notDigit(r rune) bool { return r < '0' || r > '9' }

// squeeze keeps the letters and digits of a name, in lower case.
func squeeze(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// GuessCRS names the known reference systems that positions may be in, likeliest first: at least nine in ten
// positions lie in the system's range, and a rough placing in its area of use comes near within, the box in
// degrees where the places should be (an empty box is anywhere). Degrees come first, WGS 84 before others, then
// systems made for an area like the box. Nothing is projected here, so the list is a list of candidates: the database must transform
// and look where the places fall. Columns with northing before easting are found by calling again with xs and ys
// exchanged.
func GuessCRS(xs, ys []float64, within BBox) []CRS {
	type candidate struct {
		crs   CRS
		share float64 // of positions in range
		alike float64 // of area of use and box
	}
	var found []candidate
	for _, c := range known {
		share, near := fit(c, xs, ys, within)
		if share >= 0.9 && near {
			found = append(found, candidate{c, share, alike(c.Area, within)})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		return cmp.Or(
			cmp.Compare(a.crs.class(), b.crs.class()),
			cmp.Compare(b.alike, a.alike),
			cmp.Compare(b.share, a.share),
			cmp.Compare(a.crs.Area.size(), b.crs.Area.size()))
	})
	all := make([]CRS, len(found))
	for i, f := range found {
		all[i] = f.crs
	}
	return all
}

// fit tells which share of the positions lies in the system's range, and whether their middle comes near the box.
func fit(c CRS, xs, ys []float64, within BBox) (share float64, near bool) {
	inside := EmptyBBox()
	count, total := 0, min(len(xs), len(ys))
	for i := range total {
		if c.Bounds.Contains(xs[i], ys[i]) {
			inside = inside.Extend(xs[i], ys[i])
			count++
		}
	}
	if count == 0 {
		return 0, false
	}
	share = float64(count) / float64(total)
	switch {
	case within.IsEmpty():
		return share, true
	case c.Geographic():
		return share, within.Intersects(inside)
	default:
		return share, c.Area.Intersects(within) && c.near(inside, within)
	}
}

// near places the middle of a box of coordinates in the area of use as if the range were stretched over it, and
// tells whether that comes within a quarter of the area's size of another box, in degrees. Stretching errs by less
// than that quarter in every system listed.
func (c CRS) near(inside, within BBox) bool {
	x, y := inside.Center()
	a, b := c.Area, c.Bounds
	width, height := a.East()-a.West(), a.North()-a.South()
	longitude := a.West() + (x-b.West())/(b.East()-b.West())*width
	latitude := a.South() + (y-b.South())/(b.North()-b.South())*height
	return NewBBox(within.West()-width/4, within.South()-height/4, within.East()+width/4, within.North()+height/4).
		Contains(longitude, latitude)
}

// alike is what two boxes share as a part of what both cover: 1 for the same box, 0 for boxes apart.
func alike(a, b BBox) float64 {
	shared := a.Intersection(b)
	if shared.IsEmpty() {
		return 0
	}
	whole := a.size() + b.size() - shared.size()
	if whole == 0 {
		return 0
	}
	return shared.size() / whole
}

// size is width times height.
func (b BBox) size() float64 {
	if b.IsEmpty() {
		return 0
	}
	return (b.East() - b.West()) * (b.North() - b.South())
}

// class puts WGS 84 before other degrees, and degrees before metres.
func (c CRS) class() int {
	switch {
	case c.SRID == WGS84:
		return 0
	case c.Geographic():
		return 1
	default:
		return 2
	}
}
