package geo

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode"
)

// aliases are names as files have them, squeezed: lower case, letters and digits alone. Only names that mean one
// system everywhere are here: RGF93, Krovak, ITM or a bare "national grid" could be several and stay unknown.
var aliases = map[string]int{
	"wgs84": WGS84, "wgs1984": WGS84, "worldgeodeticsystem1984": WGS84, "gcswgs1984": WGS84, "gps": WGS84,
	"lonlat": WGS84, "latlon": WGS84, "latlong": WGS84, "longlat": WGS84,
	"etrs89": 4258, "etrs1989": 4258, "gcsetrs1989": 4258,
	"webmercator": WebMercator, "pseudomercator": WebMercator, "wgs84pseudomercator": WebMercator,
	"googlemercator": WebMercator, "epsg900913": WebMercator, "900913": WebMercator, "esri102100": WebMercator,
	"esri102113": WebMercator, "wgs1984webmercatorauxiliarysphere": WebMercator,
	"osgb36": 27700, "osgb1936": 27700, "osgb": 27700, "bng": 27700, "britishnationalgrid": 27700,
	"osgb1936britishnationalgrid": 27700, "osnationalgrid": 27700,
	"lambert93": 2154, "rgf93lambert93": 2154, "l93": 2154, "rgf93v2lambert93": 2154,
	"rgf93v2blambert93": 2154,
	"etrs89laea":        3035, "laeaeurope": 3035, "etrs89laeaeurope": 3035, "etrs1989laea": 3035,
	"etrs89lcc": 3034, "lcceurope": 3034, "etrs89lcceurope": 3034, "etrs1989lcc": 3034,
	"lks92": 3059, "lks92latviatm": 3059, "puwg1992": 2180, "puwg92": 2180, "pl1992": 2180,
	"etrs89polandcs92": 2180, "sjtskkrovakeastnorth": 5514,
	"nad83massachusettsmainland": 26986, "massachusettsmainland": 26986,
	"irishtransversemercator": 2157, "rdnew": 28992,
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

// GeoJSONCRS reads the value of a crs member as GeoJSON of 2008 had it, such as
// {"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::26986"}}. The literal null states nothing.
// The error is a *Violation of RuleUnknownCRS.
func GeoJSONCRS(value []byte) (srid int, stated bool, err error) {
	var crs *struct {
		Properties struct {
			Name string      `json:"name"`
			Code json.Number `json:"code"` // {"type":"EPSG","properties":{"code":…}}, older still
		} `json:"properties"`
	}
	if json.Unmarshal(value, &crs) != nil {
		return 0, false, &Violation{Rule: RuleUnknownCRS, Path: "crs", Got: shorten(string(value)),
			Want: "an object with properties.name"}
	}
	if crs == nil {
		return 0, false, nil
	}
	name := crs.Properties.Name
	if name == "" {
		name = crs.Properties.Code.String()
	}
	srid, err = ParseCRS(name)
	return srid, err == nil, err
}
