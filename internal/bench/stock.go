package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"math/rand/v2"

	"landbank/geo"
	"landbank/registry"
)

// The stock lies around towns strewn over the box that holds Ukraine.
const (
	west, south, east, north = 22.2, 45.2, 40.1, 52.3

	towns = 300
)

// stock streams invented sites: irregular outlines of 6 to 40 corners around the towns, with the attributes that
// investors filter by, each unknown now and then. It is the same each time.
type stock struct {
	random *rand.Rand
	left   int
	line   int64
}

func newStock(sites int) *stock { return &stock{random: rand.New(rand.NewPCG(7, 11)), left: sites} }

// town gives the middle of a town, the same for the same number.
func town(n int) (longitude, latitude float64) {
	r := rand.New(rand.NewPCG(3, uint64(n)))
	return west + r.Float64()*(east-west), south + r.Float64()*(north-south)
}

// Next gives the next site, io.EOF after the last.
func (s *stock) Next(context.Context) (registry.Row, error) {
	if s.left == 0 {
		return registry.Row{}, io.EOF
	}
	s.left--
	s.line++
	shape, err := s.outline()
	if err != nil {
		return registry.Row{}, err
	}
	return registry.Row{Line: s.line, SourceKey: fmt.Sprint(s.line), Record: s.record(), Shape: shape}, nil
}

func (s *stock) outline() (geo.Shape, error) {
	x, y := town(s.random.IntN(towns))
	x += s.random.NormFloat64() * .08
	y += s.random.NormFloat64() * .05
	size := .0004 + .003*s.random.Float64()*s.random.Float64()
	corners := 6 + s.random.IntN(35)
	text := []byte(`{"type":"Polygon","coordinates":[[`)
	var first []byte
	for i := range corners {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(corners))
		r := size * (.6 + .4*s.random.Float64())
		at := fmt.Appendf(nil, "[%.7f,%.7f]", x+1.5*r*cos, y+r*sin)
		if i == 0 {
			first = at
		}
		text = append(append(text, at...), ',')
	}
	shape, _, err := geo.ParseGeoJSON(append(append(text, first...), "]]}"...))
	return shape, err
}

func (s *stock) record() registry.Record {
	return registry.Record{
		Kind: s.pick("free_land", "brownfield", "building", "industrial_park_plot"), Confirmation: "confirmed",
		Names:        registry.Text{"uk": fmt.Sprintf("Ділянка %d", s.line), "en": fmt.Sprintf("Site %d", s.line)},
		Availability: s.pick("available", "reserved", "not_available", ""), LocationQuality: "cadastral",
		FormerUse: s.pick("industrial", "logistics", "quarry_mine", ""), CheckedOn: registry.NewDate(2026, 1, 1+s.random.IntN(300)),
		Parcels: []registry.Parcel{{CadastralNumber: fmt.Sprintf("0000000000:99:%03d:%04d", s.line%1000, s.line/1000),
			Ownership: s.pick("communal", "state", "private", ""), Purpose: s.pick("11.02", "16.00", "03.10")}},
		Utilities: []registry.Utility{
			{Network: "electricity", State: "nearby", DistanceM: s.maybe(3000), CapacityAvailable: s.maybe(12000)},
			{Network: "gas", State: s.pick("nearby", "none", "")},
			{Network: "water_potable", State: s.pick("on_site", "nearby", ""), CapacityAvailable: s.maybe(500)},
		},
		Access: []registry.Access{
			{Mode: "rail_siding", StraightM: s.maybe(9000)}, {Mode: "motorway_junction", StraightM: s.maybe(60000)},
		},
		Environment: registry.Environment{Contamination: s.pick("none", "suspected", "confirmed", "")},
	}
}

func (s *stock) pick(from ...string) string { return from[s.random.IntN(len(from))] }

// maybe gives a figure up to the limit, and now and then nothing.
func (s *stock) maybe(limit float64) *float64 {
	if s.random.IntN(4) == 0 {
		return nil
	}
	v := math.Round(s.random.Float64() * limit)
	return &v
}
