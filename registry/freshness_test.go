package registry_test

import (
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"landbank/registry"
)

var noon = registry.NewDate(2026, time.June, 15)

func ago(days int) registry.Date { return registry.Date{Time: noon.AddDate(0, 0, -days)} }

// dated gives one field of a published record on the day noon.
func dated(r *registry.Record, field string) any {
	return registry.FlattenAt(r, registry.Moment{Lifecycle: registry.Published, Day: noon})[registry.FieldPosition(field)]
}

func TestAvailableNowSaysWhy(t *testing.T) {
	offered := func(from registry.Date) []registry.Offer {
		return []registry.Offer{{Mode: "sale", AvailableFrom: from}}
	}
	checked := func(days int, r registry.Record) registry.Record {
		r.CheckedOn = ago(days)
		return r
	}
	tests := map[string]struct {
		record    registry.Record
		lifecycle string
		now, why  any
	}{
		"just checked":                  {checked(0, registry.Record{Availability: "available"}), "published", true, "available"},
		"checked two clocks ago":        {checked(60, registry.Record{Availability: "available"}), "published", true, "available"},
		"checked longer ago":            {checked(61, registry.Record{Availability: "available"}), "published", false, "expired"},
		"never checked":                 {registry.Record{Availability: "available"}, "published", nil, nil},
		"to be checked tomorrow":        {checked(-1, registry.Record{Availability: "available"}), "published", nil, nil},
		"nothing said":                  {checked(0, registry.Record{}), "published", nil, nil},
		"said to be unknown":            {checked(0, registry.Record{Availability: "unknown"}), "published", nil, nil},
		"sold":                          {checked(0, registry.Record{Availability: "not_available"}), "published", false, "not_available"},
		"from tomorrow on":              {checked(0, registry.Record{Availability: "available", Offers: offered(ago(-1))}), "published", false, "not_yet"},
		"from today on":                 {checked(0, registry.Record{Availability: "available", Offers: offered(noon)}), "published", true, "available"},
		"reserved, whatever it says":    {checked(0, registry.Record{Availability: "available"}), "reserved", false, "reserved"},
		"contracted, whatever it says":  {checked(0, registry.Record{Availability: "available"}), "contracted", false, "contracted"},
		"the fact is older":             {checked(0, registry.Record{Availability: "available", Facts: map[string]registry.Fact{"availability": {AsOf: ago(90)}}}), "published", false, "expired"},
		"the fact was verified since":   {checked(90, registry.Record{Availability: "available", Facts: map[string]registry.Fact{"availability": {AsOf: ago(90), VerifiedOn: ago(1)}}}), "published", true, "available"},
		"another fact was verified":     {checked(90, registry.Record{Availability: "available", Facts: map[string]registry.Fact{"price_total": {VerifiedOn: ago(1)}}}), "published", false, "expired"},
		"negotiations are a reason too": {checked(0, registry.Record{Availability: "in_negotiation"}), "published", false, "in_negotiation"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			flat := registry.FlattenAt(&test.record, registry.Moment{Lifecycle: test.lifecycle, Day: noon})
			now, why := flat[registry.FieldPosition("available_now")], flat[registry.FieldPosition("available_why")]
			if now != test.now || why != test.why {
				t.Errorf("got %v because %v, want %v because %v", now, why, test.now, test.why)
			}
			if why != nil && !registry.HasCode("availability_reason", why.(string)) {
				t.Errorf("%v is no code", why)
			}
		})
	}
}

func TestFreshnessGoesByTheClock(t *testing.T) {
	for days, want := range map[int]any{0: "fresh", 71: "fresh", 72: "due", 90: "due", 91: "stale", 180: "stale", 181: "expired"} {
		r := registry.Record{Offers: []registry.Offer{{PriceAmount: ptr(1.0), PriceBasis: "total", Currency: "UAH"}}, CheckedOn: ago(days)}
		if got := dated(&r, "freshness"); got != want {
			t.Errorf("a price checked %d days ago is %v, want %v", days, got, want)
		}
	}
	r := registry.Record{Availability: "available", CheckedOn: ago(50)}
	slow := registry.Moment{Lifecycle: registry.Published, Day: noon, Clocks: registry.ClockDays{"availability": 100}}
	if got := registry.FlattenAt(&r, slow)[registry.FieldPosition("freshness")]; dated(&r, "freshness") != "stale" || got != "fresh" {
		t.Errorf("on a slower clock it is %v", got)
	}
}

func TestTheWorstGroupSpeaksForTheSite(t *testing.T) {
	facts := func(verified map[string]int) map[string]registry.Fact {
		out := map[string]registry.Fact{}
		for field, days := range verified {
			out[field] = registry.Fact{VerifiedOn: ago(days)}
		}
		return out
	}
	tests := map[string]struct {
		record registry.Record
		worst  any
		stale  any
	}{
		"no facts": {registry.Record{}, nil, nil},
		"one is stale": {registry.Record{Availability: "available", LocationQuality: "surveyed",
			Facts: facts(map[string]int{"availability": 31, "location_quality": 1})}, "stale", []string{"availability"}},
		"one of unknown age": {registry.Record{Availability: "available", LocationQuality: "surveyed",
			Facts: facts(map[string]int{"availability": 1})}, nil, []string{"geometry"}},
		"one of unknown age and one expired": {registry.Record{Availability: "available", LocationQuality: "surveyed",
			Facts: facts(map[string]int{"availability": 99})}, "expired", []string{"availability", "geometry"}},
		"a letter ran out": {registry.Record{CheckedOn: noon, Utilities: []registry.Utility{
			{Network: "gas", State: "on_site", ValidUntil: ago(1)}}}, "expired", []string{"utilities"}},
		"a letter runs out tonight": {registry.Record{CheckedOn: noon, Utilities: []registry.Utility{
			{Network: "gas", State: "on_site", ValidUntil: noon}}}, "fresh", nil},
		"a mailbox that nobody tested": {registry.Record{CheckedOn: noon, Availability: "available",
			Contact: registry.Contact{Email: "land@example.org"}}, "fresh", []string{"contact"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := dated(&test.record, "freshness"); got != test.worst {
				t.Errorf("freshness %v, want %v", got, test.worst)
			}
			if got := dated(&test.record, "stale_groups"); !reflect.DeepEqual(got, test.stale) {
				t.Errorf("stale %v, want %v", got, test.stale)
			}
		})
	}
}

func TestReadinessFallsWhenADocumentRunsOut(t *testing.T) {
	letter := func(network string, until registry.Date) registry.Utility {
		return registry.Utility{Network: network, State: "on_site", CapacityAvailable: ptr(1.0), CapacityBasis: "utility_letter", ValidUntil: until}
	}
	r := registry.Record{LocationQuality: "surveyed", Parcels: []registry.Parcel{{Ownership: "communal", Purpose: "11.02"}},
		Contact: registry.Contact{Email: "land@example.org"}, Offers: []registry.Offer{{Procedure: "auction"}},
		Utilities: []registry.Utility{letter("electricity", ago(-10)), letter("water_potable", ago(-20))},
		Readiness: []registry.ReadinessItem{{Item: "boundary_surveyed", State: "done"}, {Item: "geotech", State: "done", ValidUntil: ago(-5)},
			{Item: "phase_1_environment", State: "done"}}}
	for days, want := range map[int]int{0: 3, 5: 3, 6: 2, 11: 2} {
		if got := r.ReadinessLevel(ago(-days)); got != want {
			t.Errorf("in %d days at level %d, want %d", days, got, want)
		}
	}
}

// What is derived for a day holds until the day before next_check_on, in
// every state of life: rows of the projection are looked at on that day alone.
func TestNothingChangesBeforeTheNextCheck(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	position := registry.FieldPosition("next_check_on")
	changes := 0
	for range 400 {
		r := anyRecord(random)
		for day := ago(0); !day.After(ago(-300).Time); {
			flat := registry.FlattenAt(&r, registry.Moment{Lifecycle: registry.Published, Day: day})
			next, ends := flat[position].(registry.Date)
			if !ends {
				next = ago(-1300)
			}
			for _, gap := range []float64{0, random.Float64(), 1} {
				last := registry.Date{Time: day.AddDate(0, 0, int(gap*(next.Sub(day.Time).Hours()/24-1)))}
				if later := registry.FlattenAt(&r, registry.Moment{Lifecycle: registry.Published, Day: last}); !reflect.DeepEqual(flat, later) {
					t.Fatalf("%+v\non %s\n%v\non %s\n%v", r, day, flat, last, later)
				}
			}
			held := registry.FlattenAt(&r, registry.Moment{Lifecycle: registry.Reserved, Day: day})
			for i, f := range registry.Fields() {
				standing := f.Name == "available_now" || f.Name == "available_why"
				if !standing && !reflect.DeepEqual(flat[i], held[i]) {
					t.Fatalf("%s depends on the lifecycle", f.Name)
				}
			}
			day, changes = next, changes+1
		}
	}
	if changes < 1000 {
		t.Errorf("only %d changes seen", changes)
	}
}

// anyRecord is a record with facts of many ages.
func anyRecord(random *rand.Rand) registry.Record {
	some := func() registry.Date {
		if random.IntN(4) == 0 {
			return registry.Date{}
		}
		return ago(random.IntN(900) - 200)
	}
	pick := func(of ...string) string { return of[random.IntN(len(of))] }
	r := registry.Record{Availability: pick("available", "available", "reserved", ""), CheckedOn: some(), ReservedTill: some(),
		LocationQuality: pick("surveyed", ""), Facts: map[string]registry.Fact{},
		Offers:    []registry.Offer{{Mode: "sale", AvailableFrom: some(), PriceAmount: ptr(1.0), PriceBasis: "total"}},
		Utilities: []registry.Utility{{Network: "electricity", State: "on_site", CapacityAvailable: ptr(1.0), CapacityBasis: "utility_letter", ValidUntil: some()}},
		Readiness: []registry.ReadinessItem{{Item: "geotech", State: "done", ValidUntil: some()}},
		Contact:   registry.Contact{Email: pick("land@example.org", ""), TestedOn: some()}}
	for _, field := range []string{"availability", "price_total", "power_kw", "offer_modes"} {
		if random.IntN(2) == 0 {
			r.Facts[field] = registry.Fact{AsOf: some(), VerifiedOn: some()}
		}
	}
	return r
}

func TestDatedFieldsAreThoseThatTheDayChanges(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	changed := map[string]bool{}
	for range 2000 {
		r := anyRecord(random)
		r.Offers[0].Procedure, r.Parcels, r.LocationQuality = "auction", []registry.Parcel{{Ownership: "communal", Purpose: "11.02"}}, "surveyed"
		r.Contact.Email = "land@example.org"
		r.Utilities = append(r.Utilities, r.Utilities[0])
		r.Utilities[1].Network = "water_potable"
		r.Readiness = append(r.Readiness, registry.ReadinessItem{Item: "boundary_surveyed", State: "done"}, registry.ReadinessItem{Item: "phase_1_environment", State: "done"})
		one := registry.FlattenAt(&r, registry.Moment{Lifecycle: registry.Published, Day: noon})
		two := registry.FlattenAt(&r, registry.Moment{Lifecycle: registry.Published, Day: ago(-random.IntN(400))})
		for i, f := range registry.Fields() {
			if !reflect.DeepEqual(one[i], two[i]) {
				changed[f.Name] = true
			}
		}
	}
	for _, f := range registry.Fields() {
		if f.Dated != changed[f.Name] {
			t.Errorf("%s: dated %t, changed by the day %t", f.Name, f.Dated, changed[f.Name])
		}
	}
}

func TestEveryClockIsAGroupOfFacts(t *testing.T) {
	for _, clock := range registry.ClockNames {
		if registry.Clocks[clock] == 0 || !registry.HasCode("fact_group", clock) {
			t.Errorf("clock %s has no days or no name", clock)
		}
	}
	if len(registry.ClockNames) != len(registry.Clocks) {
		t.Error("clocks without a place in the order")
	}
	for _, state := range registry.FreshnessStates {
		if !registry.HasCode("freshness", state) {
			t.Errorf("state %s has no name", state)
		}
	}
}
