package registry_test

import (
	"encoding/json"
	"testing"

	"landbank/registry"
)

// shown is a record as the public sees it on the day noon.
func shown(t *testing.T, r registry.Record, computed string) *registry.Detail {
	t.Helper()
	flat := registry.FlattenAt(&r, registry.Moment{Lifecycle: registry.Published, Day: noon})
	body := registry.AppendProperties([]byte("{"+computed), flat)
	return &registry.Detail{Hit: registry.Hit{Ref: "KRM-2026-0001", Properties: append(body, '}')}, Record: r, Source: registry.Source{Name: "Register"}}
}

func TestEveryFieldSaysWhatStandsBehindIt(t *testing.T) {
	r := registry.Record{CheckedOn: ago(40), Availability: "available", Kind: "brownfield",
		Offers:      []registry.Offer{{Mode: "sale", PriceAmount: ptr(1.0), PriceBasis: "total", Currency: "UAH", PriceAsOf: ago(10)}},
		Utilities:   []registry.Utility{{Network: "electricity", State: "on_site", CapacityAvailable: ptr(5.0), CapacityAsOf: ago(20)}, {Network: "gas", State: "none"}},
		Access:      []registry.Access{{Mode: "rail_siding", State: "none"}, {Mode: "airport", RouteM: ptr(1.0), AsOf: ago(5)}},
		Environment: registry.Environment{Contamination: "none"},
		Facts: map[string]registry.Fact{
			"kind":        {Source: "Survey", Method: "measured", VerifiedBy: "Department", VerifiedOn: ago(1), Note: "seen"},
			"flood_zone":  {State: "not_applicable"},
			"nature_zone": {State: "known"}, // says that it is, and nothing is there
		}}
	facts, err := registry.FactsOf(shown(t, r, `"area_m2":10.5,`))
	if err != nil {
		t.Fatal(err)
	}
	if len(facts) != len(registry.Fields()) {
		t.Errorf("%d facts for %d fields", len(facts), len(registry.Fields()))
	}
	inherited := func(state, source, method string, asOf registry.Date, stale bool) registry.FieldFact {
		return registry.FieldFact{Fact: registry.Fact{State: state, Source: source, Method: method, AsOf: asOf}, Inherited: true, Stale: stale}
	}
	for field, want := range map[string]registry.FieldFact{
		"kind":               {Fact: registry.Fact{State: "known", Source: "Survey", Method: "measured", VerifiedBy: "Department", VerifiedOn: ago(1), Note: "seen"}},
		"availability":       inherited("known", "Register", "", ago(40), true),
		"price_total":        inherited("known", "Register", "", ago(10), false),
		"power_kw":           inherited("known", "Register", "", ago(20), false),
		"power_state":        inherited("known", "Register", "", ago(40), false),
		"gas_state":          inherited("none", "Register", "", ago(40), false),
		"dist_gas_m":         inherited("none", "Register", "", ago(40), false),
		"dist_rail_siding_m": inherited("none", "Register", "", ago(40), false),
		"dist_airport_m":     inherited("known", "Register", "", ago(5), false),
		"contamination":      inherited("none", "Register", "", ago(40), false),
		"area_m2":            inherited("known", "", "computed", registry.Date{}, false),
		"readiness":          inherited("known", "", "computed", registry.Date{}, false),
		"ownership":          inherited("unknown", "", "", registry.Date{}, false),
		"flood_zone":         {Fact: registry.Fact{State: "not_applicable", Source: "Register", AsOf: ago(40)}},
		"nature_zone":        {Fact: registry.Fact{State: "unknown"}},
	} {
		if got := facts[field]; got != want {
			t.Errorf("%s:\n got %+v\nwant %+v", field, got, want)
		}
	}
	for field, fact := range facts {
		if !registry.HasCode("fact_state", fact.State) {
			t.Errorf("%s is %q", field, fact.State)
		}
	}
}

func TestDeclaredStandsBesideComputed(t *testing.T) {
	r := registry.Record{Area: registry.Area{DeclaredM2: ptr(1060.0)},
		Access: []registry.Access{{Mode: "airport", Basis: "declared", RouteM: ptr(1100.0)}, {Mode: "airport", Basis: "computed", RouteM: ptr(1000.0), StraightM: ptr(1.0)},
			{Mode: "sea_port", Basis: "declared", StraightM: ptr(500.0)}, {Mode: "sea_port", Basis: "computed", RouteM: ptr(9000.0), StraightM: ptr(1000.0)},
			{Mode: "river_port", Basis: "declared", RouteM: ptr(7.0)}},
		Buildings: []registry.Building{{FloorAreaM2: ptr(200.0), FootprintM2: ptr(100.0), Floors: ptr(2)}}}
	got, err := registry.Comparisons(shown(t, r, `"area_measured_m2":1000,`))
	if err != nil {
		t.Fatal(err)
	}
	want := []registry.Comparison{
		{Field: "area_m2", Declared: 1060, Computed: 1000, Unit: "m2", DiffersPct: 6, Conflict: true},
		{Field: "dist_sea_port_m", Declared: 500, Computed: 1000, Unit: "m", DiffersPct: 50, Conflict: true},
		{Field: "dist_airport_m", Declared: 1100, Computed: 1000, Unit: "m", DiffersPct: 10},
		{Field: "floor_area_m2", Declared: 200, Computed: 200, Unit: "m2"},
	}
	if a, b := sorted(t, got), sorted(t, want); a != b {
		t.Errorf("got\n%s\nwant\n%s", a, b)
	}
	r.Buildings = append(r.Buildings, registry.Building{FloorAreaM2: ptr(1.0)}) // whose footprint nobody knows
	r.Area = registry.Area{}
	if got, err := registry.Comparisons(shown(t, r, "")); err != nil || len(got) != 2 {
		t.Errorf("got %+v (%v)", got, err)
	}
}

func sorted(t *testing.T, list []registry.Comparison) string {
	t.Helper()
	byField := map[string]registry.Comparison{}
	for _, c := range list {
		byField[c.Field] = c
	}
	text, err := json.MarshalIndent(byField, "", " ") // keys in order
	if err != nil || len(byField) != len(list) {
		t.Fatalf("%v: %+v", err, list)
	}
	return string(text)
}
