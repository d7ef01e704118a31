package registry_test

import (
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"testing"

	"landbank/registry"
)

func ptr[T any](v T) *T { return &v }

// known gives the fields of a record that are known, by name.
func known(r *registry.Record) map[string]any {
	out := map[string]any{}
	for i, v := range registry.FlattenAt(r, registry.Moment{}) {
		if v != nil {
			out[registry.Fields()[i].Name] = v
		}
	}
	for _, always := range []string{"readiness", "completeness_pct", "contact_named", "demonstration"} {
		delete(out, always)
	}
	return out
}

func TestFlatten(t *testing.T) {
	inf := math.Inf(1)
	tests := map[string]struct {
		record registry.Record
		want   map[string]any
	}{
		"an empty record says nothing": {registry.Record{}, map[string]any{}},
		"unknown is never a value": {
			registry.Record{Availability: "unknown", Environment: registry.Environment{Contamination: "unknown"}},
			map[string]any{},
		},
		"a network that was checked and is not there is a value, and a bad one": {
			registry.Record{Utilities: []registry.Utility{{Network: "gas", State: "none"}}},
			map[string]any{"gas_state": "none", "dist_gas_m": inf, "gas_m3_h": 0.0},
		},
		"a network of unknown state says nothing": {
			registry.Record{Utilities: []registry.Utility{{Network: "gas"}}},
			map[string]any{},
		},
		"a network on site is no distance away": {
			registry.Record{Utilities: []registry.Utility{{Network: "fibre", State: "on_site"}}},
			map[string]any{"fibre_state": "on_site", "dist_fibre_m": 0.0},
		},
		"total capacity is not available capacity": {
			registry.Record{Utilities: []registry.Utility{{Network: "electricity", State: "nearby", CapacityTotal: ptr(9000.0)}}},
			map[string]any{"power_state": "nearby"},
		},
		"a siding that was looked for and not found is infinitely far": {
			registry.Record{Access: []registry.Access{{Mode: "rail_siding", State: "none"}}},
			map[string]any{"dist_rail_siding_m": inf},
		},
		"the way by road comes before the straight line, declared before computed": {
			registry.Record{Access: []registry.Access{
				{Mode: "airport", Basis: "computed", StraightM: ptr(900.0)},
				{Mode: "airport", Basis: "declared", StraightM: ptr(1000.0), RouteM: ptr(1500.0)},
			}},
			map[string]any{"dist_airport_m": 1500.0},
		},
		"one parcel of unknown ownership makes the ownership unknown": {
			registry.Record{Parcels: []registry.Parcel{{Ownership: "communal"}, {}}},
			map[string]any{},
		},
		"parcels that differ are mixed": {
			registry.Record{Parcels: []registry.Parcel{{Ownership: "communal", CadastralNumber: "1"}, {Ownership: "private", RawNumber: "2 a"}, {Ownership: "private"}}},
			map[string]any{"parcel_count": int64(2), "cadastral_numbers": []string{"1"}, "ownership": "mixed"},
		},
		"a floor area is only known when every building's is": {
			registry.Record{Buildings: []registry.Building{{FloorAreaM2: ptr(100.0), ClearHeightM: ptr(6.0)}, {Count: ptr(3)}}},
			map[string]any{"building_count": int64(4), "clear_height_m": 6.0},
		},
		"prices of another currency are not compared": {
			registry.Record{Offers: []registry.Offer{
				{Mode: "sale", PriceBasis: "total", Currency: "UAH", PriceAmount: ptr(5_000_000.0)},
				{Mode: "sale", PriceBasis: "total", Currency: "EUR", PriceAmount: ptr(90_000.0)},
				{Mode: "sale", PriceBasis: "total", Currency: "UAH", PriceAmount: ptr(4_000_000.0)},
				{Mode: "lease", PriceBasis: "per_year", Currency: "UAH", PriceAmount: ptr(10.0)},
			}},
			map[string]any{"offer_modes": []string{"sale", "lease"}, "price_total": 4_000_000.0, "price_currency": "UAH"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := known(&test.record); !reflect.DeepEqual(got, test.want) {
				t.Errorf("got  %v\nwant %v", got, test.want)
			}
		})
	}
}

func TestPropertiesKeepNoneApartFromUnknown(t *testing.T) {
	r := registry.Record{
		Names:     registry.Text{"en": `Works "North" \ 2`},
		Access:    []registry.Access{{Mode: "sea_port", State: "none"}},
		Utilities: []registry.Utility{{Network: "electricity", State: "at_boundary", CapacityAvailable: ptr(5000.0)}},
		CheckedOn: registry.NewDate(2026, 11, 2),
	}
	body := append([]byte{'{'}, registry.AppendProperties(nil, registry.FlattenAt(&r, registry.Moment{}))...)
	body = append(body, '}')
	var got map[string]any
	if err := json.Unmarshal(body, &got); err != nil {
		t.Fatalf("not JSON: %v in %s", err, body)
	}
	for name, want := range map[string]any{
		"name": `Works "North" \ 2`, "power_kw": 5000.0, "dist_sea_port_m": nil, "dist_airport_m": nil,
		"checked_on": "2026-11-02", "demonstration": false,
	} {
		if !reflect.DeepEqual(got[name], want) {
			t.Errorf("%s: got %v, want %v", name, got[name], want)
		}
	}
	if want := []any{"dist_sea_port_m"}; !reflect.DeepEqual(got["none"], want) {
		t.Errorf("none: got %v, want %v", got["none"], want)
	}
	for _, f := range registry.Fields() {
		if _, there := got[f.Name]; there == f.Computed() {
			t.Errorf("%s: in the record's part %t, computed %t", f.Name, there, f.Computed())
		}
	}
}

func TestRecordSurvivesItsDocument(t *testing.T) {
	r := registry.Record{
		Ref: "KRM-2026-0001", Kind: "brownfield", Names: registry.Text{"uk": "Цех"}, Demonstration: true,
		Area:     registry.Area{DeclaredM2: ptr(12_345.5), Divisible: ptr(false)},
		Parcels:  []registry.Parcel{{CadastralNumber: "1412900000:99:001:0001", AreaM2: ptr(1.0)}},
		Contact:  registry.Contact{Email: "invest@example.org", AnswerDays: ptr(0)},
		Facts:    map[string]registry.Fact{"power_kw": {State: "unknown", AsOf: registry.NewDate(2026, 1, 31)}},
		Extra:    map[string]string{"Колонка": "значення"},
		Planning: registry.Planning{Restrictions: []string{"none"}},
	}
	document, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var back registry.Record
	if err := json.Unmarshal(document, &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(back, r) {
		t.Errorf("got  %+v\nwant %+v", back, r)
	}
}

func TestReadinessLevelNeedsEveryStep(t *testing.T) {
	full := func() registry.Record {
		letter := func(network string) registry.Utility {
			return registry.Utility{Network: network, State: "on_site", CapacityAvailable: ptr(100.0), CapacityBasis: "utility_letter"}
		}
		r := registry.Record{
			LocationQuality: "surveyed", Availability: "available",
			Parcels:   []registry.Parcel{{Ownership: "communal", Purpose: "11.02"}},
			Contact:   registry.Contact{Email: "invest@example.org"},
			Offers:    []registry.Offer{{Procedure: "auction"}},
			Utilities: []registry.Utility{letter("electricity"), letter("water_potable")},
		}
		for _, item := range []string{"title_clear", "boundary_surveyed", "geotech", "phase_1_environment"} {
			r.Readiness = append(r.Readiness, registry.ReadinessItem{Item: item, State: "done"})
		}
		return r
	}
	tests := []struct {
		name  string
		spoil func(*registry.Record)
		want  int
	}{
		{"everything done", func(*registry.Record) {}, 4},
		{"an item under way", func(r *registry.Record) { r.Readiness[0].State = "under_way" }, 3},
		{"not available", func(r *registry.Record) { r.Availability = "reserved" }, 3},
		{"an expired survey", func(r *registry.Record) { r.Readiness[2].State = "expired" }, 2},
		{"capacity without a letter", func(r *registry.Record) { r.Utilities[0].CapacityBasis = "estimate" }, 2},
		{"no price and no procedure", func(r *registry.Record) { r.Offers = nil }, 1},
		{"only a point", func(r *registry.Record) { r.LocationQuality = "point_only" }, 0},
		{"no contact", func(r *registry.Record) { r.Contact = registry.Contact{} }, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := full()
			test.spoil(&r)
			if got := r.ReadinessLevel(registry.Date{}); got != test.want {
				t.Errorf("got L%d, want L%d", got, test.want)
			}
		})
	}
}

func TestCompletenessRisesWithWhatIsKnown(t *testing.T) {
	at := registry.FieldPosition("completeness_pct")
	empty := registry.FlattenAt(&registry.Record{}, registry.Moment{})[at].(int64)
	some := registry.FlattenAt(&registry.Record{Availability: "available", Utilities: []registry.Utility{{Network: "gas", State: "none"}}}, registry.Moment{})[at].(int64)
	if empty != 0 || some <= empty || some >= 50 {
		t.Errorf("empty record %d %%, five facts %d %%", empty, some)
	}
}

func TestTextFallsBackInOrder(t *testing.T) {
	for want, in := range map[string]registry.Text{
		"б": {"uk": "б", "en": "b"}, "b": {"en": "b", "fr": "f"}, "f": {"fr": "f", "lv": "l"}, "": {},
	} {
		if got := in.In("ru"); got != want {
			t.Errorf("%v: got %q, want %q", in, got, want)
		}
	}
	if !slices.Equal(registry.Languages, []string{"uk", "en", "ru"}) {
		t.Errorf("languages: %v", registry.Languages)
	}
}
