package intake

import (
	"slices"
	"strings"

	"landbank/registry"
)

// target makes the reader of a field that a column can be mapped to. factor turns the column's numbers into the
// field's unit.
type target func(factor float64) func(*mapping, cell)

// targets are the fields that a caller can map a column to, besides the columns that the profile knows by name.
var targets = func() map[string]target {
	all := map[string]target{
		"area_declared_m2":    areaTarget(func(r *registry.Record) **float64 { return &r.Area.DeclaredM2 }),
		"area_usable_m2":      areaTarget(func(r *registry.Record) **float64 { return &r.Area.UsableM2 }),
		"largest_piece_m2":    areaTarget(func(r *registry.Record) **float64 { return &r.Area.LargestPieceM2 }),
		"smallest_plot_m2":    areaTarget(func(r *registry.Record) **float64 { return &r.Area.SmallestPlotM2 }),
		"expansion_m2":        areaTarget(func(r *registry.Record) **float64 { return &r.Area.ExpansionM2 }),
		"road_frontage_m":     numberTarget(false, func(r *registry.Record) **float64 { return &r.Land.FrontageM }),
		"slope_pct":           numberTarget(false, func(r *registry.Record) **float64 { return &r.Land.SlopePct }),
		"elevation_m":         numberTarget(true, func(r *registry.Record) **float64 { return &r.Land.ElevationM }),
		"groundwater_depth_m": numberTarget(false, func(r *registry.Record) **float64 { return &r.Land.GroundwaterM }),
		"max_height_m":        numberTarget(false, func(r *registry.Record) **float64 { return &r.Planning.MaxHeightM }),
		"max_coverage_pct":    numberTarget(false, func(r *registry.Record) **float64 { return &r.Planning.MaxCoveragePct }),

		"divisible":            as(yes(func(r *registry.Record) **bool { return &r.Area.Divisible })),
		"deliverable":          as(yes(func(r *registry.Record) **bool { return &r.Homes.Deliverable })),
		"geotechnical_survey":  as(yes(func(r *registry.Record) **bool { return &r.Land.GeotechDone })),
		"hazardous_substances": as(yes(func(r *registry.Record) **bool { return &r.Environment.Hazardous })),

		"homes_min":           as(integer(func(r *registry.Record) **int { return &r.Homes.Min })),
		"homes_max":           as(integer(func(r *registry.Record) **int { return &r.Homes.Max })),
		"activity_ended_year": as(year(func(r *registry.Record) **int { return &r.ActivityEnded })),

		"vacant_since_on": as(date(true, func(r *registry.Record) *registry.Date { return &r.VacantSince })),
		"checked_on":      as(date(true, func(r *registry.Record) *registry.Date { return &r.CheckedOn })),
		"first_listed_on": as(date(true, func(r *registry.Record) *registry.Date { return &r.FirstListedOn })),
		"permission_on":   as(date(false, func(r *registry.Record) *registry.Date { return &r.Planning.PermissionOn })),

		"address":    as(text(func(r *registry.Record) *string { return &r.Address })),
		"zoning":     as(text(func(r *registry.Record) *string { return &r.Planning.ZoneCode })),
		"territory":  as(text(func(r *registry.Record) *string { return &r.TerritoryCode })),
		"source_url": as(link(func(r *registry.Record) *string { return &r.SourceURL })),

		"allowed_uses": listTarget("use", func(r *registry.Record) *[]string { return &r.AllowedUses }),
		"restrictions": listTarget("restriction", func(r *registry.Record) *[]string { return &r.Planning.Restrictions }),
		"contaminants": listTarget("contaminant", func(r *registry.Record) *[]string { return &r.Environment.Contaminants }),
	}
	for _, c := range []struct {
		field, list string
		of          func(*registry.Record) *string
	}{
		{"availability", "availability", func(r *registry.Record) *string { return &r.Availability }},
		{"former_use", "former_use", func(r *registry.Record) *string { return &r.FormerUse }},
		{"occupancy", "occupancy", func(r *registry.Record) *string { return &r.Occupancy }},
		{"servicing", "servicing", func(r *registry.Record) *string { return &r.Servicing }},
		{"location_quality", "location_quality", func(r *registry.Record) *string { return &r.LocationQuality }},
		{"flood_zone", "flood_zone", func(r *registry.Record) *string { return &r.Land.FloodZone }},
		{"permission_status", "permission_status", func(r *registry.Record) *string { return &r.Planning.PermissionStatus }},
		{"permission_type", "permission_type", func(r *registry.Record) *string { return &r.Planning.PermissionType }},
		{"hazard_class_max", "hazard_class", func(r *registry.Record) *string { return &r.Planning.HazardClassMax }},
		{"contamination", "contamination", func(r *registry.Record) *string { return &r.Environment.Contamination }},
		{"nature_zone", "nature_zone", func(r *registry.Record) *string { return &r.Environment.NatureZone }},
	} {
		known := codesAndLabels(c.list)
		all[c.field] = as(func(m *mapping, cell cell) { code(known(), c.of)(m, cell) })
	}
	return all
}()

// as makes a target of a reader that has no unit.
func as(read func(*mapping, cell)) target {
	return func(float64) func(*mapping, cell) { return read }
}

func areaTarget(of func(*registry.Record) **float64) target {
	return func(factor float64) func(*mapping, cell) { return area(factor, of) }
}

// numberTarget reads a number that may be below nothing or not.
func numberTarget(negative bool, of func(*registry.Record) **float64) target {
	return func(factor float64) func(*mapping, cell) {
		return func(m *mapping, c cell) {
			switch v, ok := m.number(c); {
			case !ok:
			case v < 0 && !negative:
				m.warn("V-06", c, "", "less than nothing")
			default:
				v *= factor
				*of(&m.record) = &v
			}
		}
	}
}

// listTarget reads several codes in one cell.
func listTarget(list string, of func(*registry.Record) *[]string) target {
	known := codesAndLabels(list)
	return as(func(m *mapping, c cell) {
		for _, part := range strings.FieldsFunc(c.value, func(r rune) bool { return strings.ContainsRune(",;|\n", r) }) {
			one := cell{column: c.column, value: strings.TrimSpace(part), at: c.at}
			if code, ok := m.code(known(), one); ok && !slices.Contains(*of(&m.record), code) {
				*of(&m.record) = append(*of(&m.record), code)
			}
		}
	})
}

// codesAndLabels takes the codes of a list as they are and by their labels in all languages, and follows the list.
func codesAndLabels(list string) func() *codeMap {
	return registry.FollowCodes(func() *codeMap {
		of := map[string][]string{}
		for _, c := range registry.Codes(list) {
			of[c.Code] = append(of[c.Code], c.Code, strings.ReplaceAll(c.Code, "_", " "))
			for _, label := range c.Label {
				of[c.Code] = append(of[c.Code], label)
			}
		}
		return words(list, of)
	})
}

// unitsOf gives the factors from the units that can be stated to the unit of a field.
var unitsOf = map[string]map[string]float64{
	"m2": {"m2": squareMetre, "м2": squareMetre, "ha": hectare, "га": hectare, "a": 100, "сотка": 100, "km2": 1e6, "acre": acre, "sqft": squareFoot},
	"m":  {"m": 1, "м": 1, "km": 1000, "км": 1000, "ft": 0.3048, "mi": 1609.344},
	"kW": {"kw": 1, "квт": 1, "mw": 1000, "мвт": 1000, "w": 0.001}, "kV": {"kv": 1, "кв": 1, "v": 0.001},
	"m3/h": {"m3/h": 1, "m3/d": 1.0 / 24}, "m3/d": {"m3/d": 1, "m3/h": 24}, "%": {"%": 1},
}

// targetNames lists what a column can be mapped to in a profile, for people.
func targetNames(p *profile) string {
	return strings.Join(slices.DeleteFunc(p.targetNames(), func(name string) bool { return name == "id" }), ", ")
}
