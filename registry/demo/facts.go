package demo

import (
	"math"

	"landbank/registry"
)

// networks gives the utilities. At depth 3 capacities come with a letter, at
// depth 2 with an estimate, at depth 1 only the state is known, and what was
// checked and found missing says so.
func (b *builder) networks(r *registry.Record, depth int) {
	if depth == 0 {
		return
	}
	type supply struct {
		network  string
		typical  float64
		presence float64
	}
	for _, s := range []supply{
		{"electricity", b.town.power, .95}, {"gas", 400, .7}, {"water_potable", 120, .85},
		{"sewage", 90, .7}, {"heat", 1500, .3}, {"fibre", 0, .7}, {"water_technical", 300, .25},
	} {
		if b.chance(.12) { // nobody asked yet
			continue
		}
		u := registry.Utility{Network: s.network}
		if !b.chance(s.presence) {
			u.State, u.CapacityAsOf = "none", b.ago(60, 1)
			r.Utilities = append(r.Utilities, u)
			continue
		}
		u.State = b.pick("on_site", "at_boundary", "nearby", "nearby")
		u.DistanceM = b.connection(u.State)
		if depth > 1 && s.typical > 0 {
			u.CapacityAvailable = ptr(b.about(s.typical))
			u.CapacityBasis = choose(depth == 3, b.pick("utility_letter", "technical_conditions"), "estimate")
			u.CapacityAsOf = b.ago(40+b.IntN(300), 0)
			if depth == 3 {
				u.ValidUntil = registry.Date{Time: b.today.AddDate(0, 0, 120+b.IntN(500))}
			}
		}
		if s.network == "electricity" && depth > 1 {
			u.VoltageKV = ptr([]float64{6, 10, 10, 35, 110}[b.IntN(5)])
			u.ConnectionMonths = ptr(3 + b.IntN(15))
			u.Provider = "Оператор системи розподілу"
		}
		r.Utilities = append(r.Utilities, u)
	}
}

func (b *builder) connection(state string) *float64 {
	switch state {
	case "on_site":
		return ptr(0.0)
	case "at_boundary":
		return ptr(float64(5 + b.IntN(25)))
	default:
		return ptr(math.Round((80+b.Float64()*1800)/10) * 10)
	}
}

// about is a round figure around the typical one, from a tenth of it to three
// times as much.
func (b *builder) about(typical float64) float64 {
	v := typical * math.Pow(10, -1+b.Float64()*1.5)
	step := math.Pow(10, math.Floor(math.Log10(v))-1)
	return math.Round(v/step) * step
}

// roads gives the transport. A siding that was looked for and not found is
// stated as none.
func (b *builder) roads(r *registry.Record, depth int) {
	add := func(mode string, straight float64, share float64) *registry.Access {
		if !b.chance(share) {
			return nil
		}
		s := math.Round(straight/10) * 10
		r.Access = append(r.Access, registry.Access{Mode: mode, Basis: "declared", StraightM: &s, AsOf: b.ago(100, 3-depth)})
		a := &r.Access[len(r.Access)-1]
		if depth > 1 {
			a.RouteM = ptr(math.Round(s*(1.15+b.Float64()*.4)/10) * 10)
		}
		return a
	}
	known := [...]float64{.15, .6, .85, 1}[depth]
	if a := add("local_road", 20+b.Float64()*200, known); a != nil {
		a.Quality = b.pick("good", "good", "heavy_load_ok", "degraded", "poor")
	}
	add("national_road", 600+b.Float64()*9000, known)
	add("motorway_junction", 4000+b.Float64()*60_000, known)
	add("city_centre", 1000+b.Float64()*11_000, known)
	add("freight_station", 500+b.Float64()*9000, known)
	add("passenger_station", 700+b.Float64()*9000, known)
	add("airport", 20_000+b.Float64()*150_000, known)
	add("public_transport", 60+b.Float64()*1500, known)
	if b.town.port != "" {
		add(b.town.port, 500+b.Float64()*12_000, known)
	}
	if depth == 0 {
		return
	}
	if b.chance(b.town.rail) {
		if a := add("rail_siding", b.Float64()*b.Float64()*6000, 1); a != nil {
			a.SidingState = b.pick("good", "poor", "poor", "dismantled")
		}
	} else if b.chance(.5) {
		r.Access = append(r.Access, registry.Access{Mode: "rail_siding", State: "none", Basis: "declared", AsOf: b.ago(100, 1)})
	}
}

func (b *builder) ground(r *registry.Record, kind string, depth int) {
	if depth == 0 {
		return
	}
	r.Land.FloodZone = b.pick("none", "none", "none", "1_in_1000", "1_in_100", "")
	r.Environment.NatureZone = b.pick("none", "none", "none", "adjacent", "")
	r.Planning.ZoneCode = b.pick("В-2", "В-3", "В-4", "КС-4", "")
	r.Planning.Restrictions = [][]string{nil, {"none"}, {"none"}, {"sanitary"}, {"power_line"}, {"pipeline", "sanitary"}}[b.IntN(6)]
	r.AllowedUses = [][]string{{"industrial", "logistics"}, {"industrial"}, {"logistics", "commercial"}, {"mixed"}, {"energy"}, nil}[b.IntN(6)]
	r.Servicing = b.pick("unserviced", "servicing_underway", "serviced", "")
	switch {
	case kind == "brownfield":
		r.Environment.Contamination = b.pick("suspected", "suspected", "confirmed", "treated", "unlikely", "", "")
	case depth > 1:
		r.Environment.Contamination = b.pick("none", "unlikely", "")
	}
	if r.Environment.Contamination == "confirmed" {
		r.Environment.Contaminants = [][]string{{"metals"}, {"hydrocarbons"}, {"metals", "hydrocarbons"}, {"asbestos"}}[b.IntN(4)]
		r.Environment.ContaminationFrom = "operation"
		r.Environment.StudiedOn = b.ago(300+b.IntN(900), 0)
	}
	if depth > 1 {
		r.Land.SlopePct = ptr(math.Round(b.Float64()*b.Float64()*90) / 10)
		r.Land.GroundwaterM = ptr(math.Round((1.2+b.Float64()*9)*10) / 10)
		r.Land.GeotechDone = ptr(depth == 3)
		r.Planning.HazardClassMax = b.pick("II", "III", "IV", "V", "")
		r.Planning.MaxCoveragePct = ptr(float64(40 + 10*b.IntN(4)))
	}
}

func (b *builder) built(r *registry.Record, kind string, depth int) {
	if depth == 0 || kind == "free_land" || kind == "industrial_park_plot" {
		return
	}
	for range 1 + b.IntN(3) {
		g := registry.Building{
			Type: b.pick("industrial", "industrial", "warehouse", "office"), Count: ptr(1),
			Vacancy: b.pick("vacant", "vacant", "partly"), Condition: b.pick("none_or_slight", "medium", "medium", "very_heavy"),
			Heritage: b.pick("none", "none", "none", "of_interest"),
		}
		if depth > 1 {
			g.FloorAreaM2 = ptr(math.Round((400+b.Float64()*7000)/10) * 10)
			g.ClearHeightM = ptr(math.Round((3+b.Float64()*11)*2) / 2)
			g.YearFirst = ptr(1930 + b.IntN(60))
			g.Floors = ptr(1 + b.IntN(3))
		}
		if depth == 3 && g.Type == "industrial" {
			g.CraneT = ptr([]float64{5, 10, 15, 30, 50}[b.IntN(5)])
		}
		r.Buildings = append(r.Buildings, g)
	}
}

// prepare gives the check list of readiness and the evidence of the facts that
// investors ask for first.
func (b *builder) prepare(r *registry.Record, depth int) {
	if depth < 2 {
		return
	}
	for _, item := range []string{"title_clear", "boundary_surveyed", "geotech", "phase_1_environment", "letter_power", "letter_water", "site_plan"} {
		state := b.pick("done", "under_way", "missing")
		if depth == 3 {
			state = b.pick("done", "done", "done", "done", "done", "under_way")
		}
		line := registry.ReadinessItem{Item: item, State: state}
		if state == "done" {
			line.IssuedOn = b.ago(30+b.IntN(500), 0)
		}
		r.Readiness = append(r.Readiness, line)
	}
	r.Facts = map[string]registry.Fact{
		"availability": {State: "known", Source: "Відділ інвестицій", Method: "declared", AsOf: b.ago(3+b.IntN(50), 0), VerifiedBy: "Відділ інвестицій"},
		"power_kw":     {State: "known", Source: "Оператор системи розподілу", Method: "document", AsOf: b.ago(40+b.IntN(300), 0)},
		"contamination": {State: choose(r.Environment.Contamination == "", "unknown", "known"), Source: "Екологічне обстеження",
			Method: "document", AsOf: b.ago(200+b.IntN(700), 0)},
	}
	if r.Environment.Contamination == "" {
		delete(r.Facts, "contamination")
	}
}
