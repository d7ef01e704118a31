package ogc

import (
	"context"
	"errors"
	"math"
	"net/url"
	"strconv"
	"strings"

	"landbank/api/exchange"
	"landbank/geo"
	"landbank/registry"
	"landbank/registry/criteria"
)

// crs84 is the address of longitude and latitude of WGS 84.
const crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"

// epsg begins the addresses of the other reference systems.
const epsg = "http://www.opengis.net/def/crs/EPSG/0/"

// mostSystems is how many reference systems a collection offers.
const mostSystems = 20

// system is a reference system that coordinates are asked for or given in.
type system struct {
	uri     string
	srid    int
	swapped bool // the authority writes the second axis of PostGIS first
}

var wgs84 = system{uri: crs84, srid: geo.WGS84}

func (s system) frame() registry.Frame {
	if s == wgs84 {
		return registry.Frame{}
	}
	return registry.Frame{SRID: s.srid, Reversed: s.swapped}
}

// systems lists what a collection with the bounds offers: WGS 84 in both orders
// of axes, WebMercator, and the grids of the countries that it lies in.
func systems(bounds *geo.BBox) []system {
	all := []system{wgs84, epsgSystem(geo.WGS84), epsgSystem(geo.WebMercator)}
	if bounds == nil {
		return all
	}
	for _, known := range geo.KnownCRS() {
		own := known.SRID != geo.WGS84 && known.SRID != geo.WebMercator
		if own && len(all) < mostSystems && known.Area.Intersects(*bounds) {
			all = append(all, epsgSystem(known.SRID))
		}
	}
	return all
}

func epsgSystem(srid int) system {
	return system{uri: epsg + strconv.Itoa(srid), srid: srid, swapped: geo.NorthFirst(srid)}
}

func addresses(list []system) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = s.uri
	}
	return out
}

// readSystem reads a parameter that names a reference system.
func readSystem(q *exchange.Query, name string, offered []system) system {
	text, ok := q.Text(name)
	if !ok {
		return wgs84
	}
	if s, ok := findSystem(text, offered); ok {
		return s
	}
	q.Fault(name, criteria.RuleBadValue, exchange.Printable(text), "one of "+strings.Join(addresses(offered), ", "))
	return wgs84
}

// findSystem finds a reference system by its address or another of its names,
// in angle brackets or without.
func findSystem(text string, offered []system) (system, bool) {
	text = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(text), "<"), ">")
	for _, s := range offered {
		if text == s.uri || text == strings.Replace(s.uri, "http://", "https://", 1) || text == urn(s) || text == curie(s) {
			return s, true
		}
	}
	return wgs84, false
}

func urn(s system) string {
	if s == wgs84 {
		return "urn:ogc:def:crs:OGC:1.3:CRS84"
	}
	return "urn:ogc:def:crs:EPSG::" + strconv.Itoa(s.srid)
}

func curie(s system) string {
	if s == wgs84 {
		return "[OGC:CRS84]"
	}
	return "[EPSG:" + strconv.Itoa(s.srid) + "]"
}

// placer gives what brings geometries of a system into WGS 84; nil where they
// are in it.
func (f *Features) placer(ctx context.Context, s system) func(criteria.Geometry) (criteria.Geometry, error) {
	if s == wgs84 {
		return nil
	}
	return func(g criteria.Geometry) (criteria.Geometry, error) {
		if s.swapped {
			g = g.Swapped()
		}
		if s.srid == geo.WGS84 {
			if !g.OnGlobe() {
				return g, criteria.ErrUnplaced
			}
			return g, nil
		}
		placed, err := f.layers.Place(ctx, g, s.srid)
		var unplaced *registry.UnplacedError
		if errors.As(err, &unplaced) || err == nil && !placed.OnGlobe() {
			return g, criteria.ErrUnplaced
		}
		return placed, err
	}
}

// readBox reads bbox in the system that bbox-crs names; false without one.
func (f *Features) readBox(ctx context.Context, q *exchange.Query, offered []system) (criteria.Geometry, bool, error) {
	s := readSystem(q, "bbox-crs", offered)
	text, ok := q.Text("bbox")
	if !ok {
		return criteria.Geometry{}, false, nil
	}
	sides, ok := numbers(text)
	if ok && len(sides) == 6 {
		sides = []float64{sides[0], sides[1], sides[3], sides[4]}
	}
	if !ok || len(sides) != 4 {
		q.Fault("bbox", criteria.RuleBadValue, exchange.Printable(text), "four numbers, or six with heights")
		return criteria.Geometry{}, false, nil
	}
	if s.srid == geo.WGS84 {
		if s.swapped {
			sides[0], sides[1], sides[2], sides[3] = sides[1], sides[0], sides[3], sides[2]
		}
		boxes, err := geo.ParseBBox(joinNumbers(sides))
		if err != nil {
			q.Fault("bbox", criteria.RuleBadValue, exchange.Printable(text), "the least and the greatest corner; west may be east of east across the antimeridian")
			return criteria.Geometry{}, false, nil
		}
		first, last := boxes[0], boxes[len(boxes)-1]
		return criteria.BoxGeometry(criteria.Box{first.West(), first.South(), last.East(), last.North()}), true, nil
	}
	if sides[0] > sides[2] || sides[1] > sides[3] {
		q.Fault("bbox", criteria.RuleBadValue, exchange.Printable(text), "the least and the greatest corner")
		return criteria.Geometry{}, false, nil
	}
	g, err := f.placer(ctx, s)(criteria.BoxGeometry(criteria.Box(sides)))
	if errors.Is(err, criteria.ErrUnplaced) {
		q.Fault("bbox", criteria.RuleBadValue, exchange.Printable(text), "coordinates that "+s.uri+" has")
		return g, false, nil
	}
	return g, true, err
}

func numbers(text string) ([]float64, bool) {
	var out []float64
	for part := range strings.SplitSeq(text, ",") {
		n, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || math.IsInf(n, 0) || math.IsNaN(n) || len(out) == 6 {
			return nil, false
		}
		out = append(out, n)
	}
	return out, true
}

func joinNumbers(list []float64) string {
	parts := make([]string, len(list))
	for i, n := range list {
		parts[i] = strconv.FormatFloat(n, 'f', -1, 64)
	}
	return strings.Join(parts, ",")
}

// escaped writes a value of a query with every character escaped that is not
// plain.
func escaped(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }
