package intake

import (
	"slices"
	"strings"

	"landbank/registry"
)

// genericNumbers are the columns whose headers name a unit.
func genericNumbers() []column {
	declared := func(r *registry.Record) **float64 { return &r.Area.DeclaredM2 }
	all := []column{
		{names: []string{"areadeclaredm2", "aream2", "contenance"}, match: areaHeader("m2"), member: "declared area", read: area(squareMetre, declared)},
		{names: []string{"hectares", "areaha", "ha"}, match: areaHeader("ha"), member: "declared area", read: area(hectare, declared)},
		{names: []string{"acres", "acre", "acreage", "lotacres"}, match: areaHeader("acre"), member: "declared area", read: area(acre, declared)},
		{names: []string{"sqft", "squarefeet", "lotsqft"}, match: areaHeader("sqft"), member: "declared area", read: area(squareFoot, declared)},
	}
	for _, n := range []struct {
		names   []string
		network string
	}{
		{[]string{"powerkw", "availablepowerkw", "потужністьквт", "мощностьквт"}, "electricity"},
		{[]string{"gasm3h", "газм3год", "газм3ч"}, "gas"},
		{[]string{"waterm3d", "водам3добу", "водам3сут"}, "water_potable"},
		{[]string{"processwaterm3d"}, "water_technical"},
		{[]string{"sewagem3d", "каналізаціям3добу", "канализациям3сут"}, "sewage"},
		{[]string{"heatkw"}, "heat"},
	} {
		all = append(all, column{names: n.names, member: "available " + n.network, read: capacity(n.network)})
	}
	for _, mode := range []string{"motorway_junction", "national_road", "rail_siding", "freight_station", "passenger_station",
		"sea_port", "river_port", "airport", "border_crossing", "city_centre"} {
		all = append(all, column{names: []string{squeeze("dist_" + mode + "_m")}, member: "distance to " + mode, read: distance(mode)})
	}
	return all
}

// capacity reads what a network can give, in the network's unit.
func capacity(network string) func(*mapping, cell) {
	return func(m *mapping, c cell) {
		switch v, ok := m.number(c); {
		case !ok:
		case v < 0:
			m.warn("V-06", c, "", "less than nothing")
		default:
			m.record.Utilities = append(m.record.Utilities, registry.Utility{Network: network, CapacityAvailable: &v})
		}
	}
}

// distance reads a distance in metres; how it was measured is not known.
func distance(mode string) func(*mapping, cell) {
	return func(m *mapping, c cell) {
		switch v, ok := m.number(c); {
		case !ok:
		case v < 0:
			m.warn("V-06", c, "", "less than nothing")
		default:
			m.record.Access = append(m.record.Access, registry.Access{Mode: mode, State: "known", Basis: "declared", StraightM: &v})
		}
	}
}

// Words of headers that name an area, and its unit. A header must have one of each, in any order.
var (
	areaWords = []string{"area", "size", "surface", "superficie", "площа", "площадь", "site", "lot", "parcel", "footage"}
	unitWords = map[string][]string{
		"ha":   {"ha", "hectares", "hectare", "га", "гектар", "гектари", "гектаров"},
		"m2":   {"m2", "sqm", "sq m", "м2", "кв м", "square metres", "square meters", "m carre"},
		"acre": {"acres", "acre", "ac"},
		"sqft": {"sq ft", "sqft", "square feet", "square footage", "ft2", "sf"},
	}
)

// areaHeader takes folded headers that name an area in the unit.
func areaHeader(unit string) func(string) bool {
	return func(folded string) bool {
		words := strings.Fields(folded)
		if len(words) > 5 || !slices.ContainsFunc(words, func(w string) bool { return slices.Contains(areaWords, w) }) {
			return false
		}
		spaced := " " + folded + " "
		return slices.ContainsFunc(unitWords[unit], func(u string) bool { return strings.Contains(spaced, " "+u+" ") })
	}
}
