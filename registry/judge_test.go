package registry_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"landbank/registry"
)

var judged = registry.NewDate(2026, 11, 20)

// sound is a record of which no rule says anything.
func sound() registry.Record {
	day := registry.NewDate(2026, 10, 1)
	return registry.Record{
		Kind: "brownfield", Confirmation: "confirmed", Availability: "available", FormerUse: "industrial", Occupancy: "fully_vacant",
		Names:   registry.Text{"uk": "Ливарний двір", "en": "Foundry yard", "ru": "Литейный двор"},
		Summary: registry.Text{"uk": "Рівна ділянка.", "en": "Level land.", "ru": "Ровный участок."},
		Address: "вул. Шевченка Т. Г., 5", TerritoryCode: "UA63120270010096107", LocationQuality: "cadastral",
		FirstListedOn: registry.NewDate(2020, 1, 1), CheckedOn: day, VacantSince: registry.NewDate(2015, 1, 1), ActivityEnded: ptr(2014),
		Area:  registry.Area{DeclaredM2: ptr(10000.), UsableM2: ptr(8000.), LargestPieceM2: ptr(8000.), SmallestPlotM2: ptr(2000.)},
		Homes: registry.Homes{Min: ptr(1), Max: ptr(2)},
		Parcels: []registry.Parcel{{Cadastre: "ua", CadastralNumber: "6310138500:06:005:0012", LandCategory: "industry_transport_other",
			Purpose: "11.02", Ownership: "communal", ValueOn: day, Owner: registry.Owner{Kind: "legal", Name: "Харківська міська рада"}}},
		Offers: []registry.Offer{{Mode: "sale", PriceAmount: ptr(1e6), Currency: "UAH", PriceBasis: "total", VATIncluded: ptr(true),
			PriceAsOf: day, LeaseMinMonths: ptr(12), LeaseMaxMonths: ptr(60), URL: "https://example.org/offer"}},
		Utilities: []registry.Utility{{Network: "electricity", State: "nearby", DistanceM: ptr(100.), CapacityAvailable: ptr(500.),
			CapacityTotal: ptr(900.), CapacityBasis: "utility_letter", CapacityAsOf: day, ValidUntil: registry.NewDate(2027, 1, 1),
			Asset: "ПС 110/10 Північна", VoltageKV: ptr(10.)}},
		Access:    []registry.Access{{Mode: "airport", Basis: "declared", StraightM: ptr(9000.), RouteM: ptr(12000.), DriveMinCar: ptr(15.)}},
		Buildings: []registry.Building{{Name: "Цех", FootprintM2: ptr(3000.), YearFirst: ptr(1960), YearLast: ptr(1970), Vacancy: "vacant"}},
		Planning:  registry.Planning{PermissionStatus: "permissioned", HistoryURLs: []string{"https://example.org/plan"}},
		Readiness: []registry.ReadinessItem{{Item: "geotech", State: "done", IssuedOn: day, ValidUntil: registry.NewDate(2027, 1, 1)}},
		Contact: registry.Contact{Organisation: "Департамент інвестицій", Role: "Відділ земель", Email: "invest@example.org",
			Phone: "+380 57 000 00 00", TestedOn: day},
		Facts: map[string]registry.Fact{"name": {AsOf: day}, "name_en": {AsOf: day, State: "known", Method: "declared", VerifiedBy: "user:1"}},
	}
}

// bad says how a sound record becomes one that a case of a rule finds fault
// with, and what is proposed in place of what.
type bad struct {
	spoil           func(*registry.Record)
	field           string
	before, after   string
	lifecycle, unit string
}

var examples = map[string]bad{
	"V-09 not_a_code": {func(r *registry.Record) { r.Kind = "Brownfield" }, "kind", "Brownfield", "brownfield", "", ""},
	"V-09 other_list": {func(r *registry.Record) { r.Planning.PermissionStatus = "communal" }, "planning.permission_status", "communal", "", "", ""},
	"V-09 not_in_force": {func(r *registry.Record) {
		ended, _ := registry.CodeOf("former_use", r.FormerUse)
		ended.ValidTo = judged
		registry.UseCodes([]registry.Code{ended})
	}, "former_use", "industrial", "", "", ""},
	"V-09 no_field": {func(r *registry.Record) { r.Facts["colour"] = registry.Fact{} }, "facts.colour", "colour", "", "", ""},

	"V-10 not_a_year": {func(r *registry.Record) { r.ActivityEnded = ptr(2031) }, "activity_ended_year", "2031", "", "", ""},
	"V-10 clock_zero": {func(r *registry.Record) { r.VacantSince = registry.NewDate(1970, 1, 1) }, "vacant_since_on", "1970-01-01", "", "", ""},
	"V-10 future":     {func(r *registry.Record) { r.CheckedOn = registry.NewDate(2026, 11, 21) }, "checked_on", "2026-11-21", "", "", ""},
	"V-10 ends_before": {func(r *registry.Record) { r.Utilities[0].ValidUntil = registry.NewDate(2026, 9, 1) },
		"utilities[electricity].valid_until", "2026-09-01", "", "", ""},

	"V-11 not_an_address": {func(r *registry.Record) { r.Offers[0].URL = "www.example.org/offer" }, "offers[1].url",
		"www.example.org/offer", "https://www.example.org/offer", "", ""},

	"V-13 min_above_max":    {func(r *registry.Record) { r.Homes.Min = ptr(20) }, "homes.min", "20, 2", "2, 20", "", ""},
	"V-13 part_above_whole": {func(r *registry.Record) { r.Area.UsableM2 = ptr(11000.) }, "area.usable_m2", "11000", "", "", ""},

	"V-17 form": {func(r *registry.Record) { r.Parcels[0].CadastralNumber = "6310138500 :06:005:0012" },
		"parcels[6310138500 :06:005:0012].cadastral_number", "6310138500 :06:005:0012", "6310138500:06:005:0012", "", ""},
	"V-17 unchecked": {func(r *registry.Record) { r.Parcels[0].CadastralNumber, r.Parcels[0].RawNumber = "", "12-7" }, "parcels[1].raw_number", "12-7", "", "", ""},
	"V-17 region": {func(r *registry.Record) { r.TerritoryCode = "" }, "parcels[6310138500:06:005:0012].cadastral_number",
		"6310138500:06:005:0012", "", "", "UA46060000000042587"},
	"V-17 no_region": {func(r *registry.Record) { r.Parcels[0].CadastralNumber = "9910138500:06:005:0012" },
		"parcels[9910138500:06:005:0012].cadastral_number", "9910138500:06:005:0012", "", "", ""},

	"V-18 not_in_force": {func(r *registry.Record) { r.Parcels[0].Purpose = "1.3" }, "parcels[6310138500:06:005:0012].purpose", "1.3", "01.03", "", ""},
	"V-18 category": {func(r *registry.Record) { r.Parcels[0].LandCategory = "forest" }, "parcels[6310138500:06:005:0012].land_category",
		"forest", "industry_transport_other", "", ""},

	"V-19 free_but_built":        {func(r *registry.Record) { r.Kind = "free_land" }, "kind", "free_land", "brownfield", "", ""},
	"V-19 none_but_built":        {func(r *registry.Record) { r.Facts["building_count"] = registry.Fact{State: "none"} }, "facts.building_count.state", "none", "", "", ""},
	"V-19 building_without":      {func(r *registry.Record) { r.Kind, r.Buildings = "building", nil }, "buildings", "", "", "", ""},
	"V-19 vacant_but_used":       {func(r *registry.Record) { r.Buildings[0].Vacancy = "occupied" }, "occupancy", "fully_vacant", "partly_vacant", "", ""},
	"V-19 vacant_since_but_used": {func(r *registry.Record) { r.Occupancy = "occupied" }, "vacant_since_on", "2015-01-01", "", "", ""},
	"V-19 footprint":             {func(r *registry.Record) { r.Buildings[0].FootprintM2 = ptr(20000.) }, "area.declared_m2", "10000", "", "", ""},

	"V-20 ended_available":       {func(*registry.Record) {}, "availability", "available", "not_available", "reused", ""},
	"V-20 taken_with_offer":      {func(r *registry.Record) { r.Availability = "contracted" }, "offers", "sale", "", "", ""},
	"V-20 contracted_with_offer": {func(r *registry.Record) { r.Availability = "contracted" }, "offers", "sale", "", "contracted", ""},
	"V-20 reservation_over": {func(r *registry.Record) {
		r.Availability, r.ReservedTill = "reserved", registry.NewDate(2026, 11, 19)
	}, "reserved_until", "2026-11-19", "", "", ""},
	"V-20 reserved_without_day": {func(r *registry.Record) { r.Availability = "reserved" }, "reserved_until", "", "", "", ""},

	"V-21 no_basis":           {func(r *registry.Record) { r.Utilities[0].CapacityBasis = "" }, "utilities[electricity].capacity_basis", "500", "", "", ""},
	"V-21 no_unit":            {func(r *registry.Record) { r.Utilities[0].Network = "steam" }, "utilities[steam].capacity_available", "500", "", "", ""},
	"V-21 no_asset":           {func(r *registry.Record) { r.Utilities[0].Asset = "" }, "utilities[electricity].asset", "10", "", "", ""},
	"V-21 none_with_capacity": {func(r *registry.Record) { r.Utilities[0].State = "none" }, "utilities[electricity].capacity_available", "500", "", "", ""},

	"V-22 no_basis":        {func(r *registry.Record) { r.Access[0].Basis = "" }, "access[airport].basis", "9000", "", "", ""},
	"V-22 no_method":       {func(r *registry.Record) { r.Access[0].RouteM = nil }, "access[airport].route_m", "", "", "", ""},
	"V-22 shorter_by_road": {func(r *registry.Record) { r.Access[0].RouteM = ptr(8000.) }, "access[airport].route_m", "8000", "9000, 8000", "", ""},

	"V-23 no_currency": {func(r *registry.Record) { r.Offers[0].Currency = "" }, "offers[1].currency", "1000000", "", "", ""},
	"V-23 no_basis":    {func(r *registry.Record) { r.Offers[0].PriceBasis = "" }, "offers[1].price_basis", "1000000", "", "", ""},
	"V-23 no_vat":      {func(r *registry.Record) { r.Offers[0].VATIncluded = nil }, "offers[1].vat_included", "1000000", "", "", ""},
	"V-23 no_day":      {func(r *registry.Record) { r.Offers[0].PriceAsOf = registry.Date{} }, "offers[1].price_as_of", "1000000", "", "", ""},

	"V-24 item_expired":   {func(r *registry.Record) { r.Readiness[0].ValidUntil = registry.NewDate(2026, 11, 19) }, "readiness[geotech].state", "done", "expired", "", ""},
	"V-24 letter_expired": {func(r *registry.Record) { r.Utilities[0].ValidUntil = registry.NewDate(2026, 11, 19) }, "utilities[electricity].capacity_basis", "utility_letter", "estimate", "", ""},

	"V-25 no_mailbox":      {func(r *registry.Record) { r.Contact.Email = "" }, "contact.email", "", "", "", ""},
	"V-25 no_name":         {func(r *registry.Record) { r.Contact.Organisation, r.Contact.Role = "", "" }, "contact.role", "", "", "", ""},
	"V-25 never_tested":    {func(r *registry.Record) { r.Contact.TestedOn = registry.Date{} }, "contact.tested_on", "invest@example.org", "", "", ""},
	"V-25 tested_long_ago": {func(r *registry.Record) { r.Contact.TestedOn = registry.NewDate(2026, 5, 23) }, "contact.tested_on", "2026-05-23", "", "", ""},
	"V-25 private_mailbox": {func(r *registry.Record) { r.Contact.Email = "land@ukr.net" }, "contact.email", "land@ukr.net", "", "", ""},
	"V-25 not_a_mailbox":   {func(r *registry.Record) { r.Contact.Email = "see the site" }, "contact.email", "see the site", "", "", ""},

	"V-26 missing": {func(r *registry.Record) { delete(r.Names, "ru") }, "names", "Ливарний двір", "", "", ""},
	"V-26 older": {func(r *registry.Record) { r.Facts["name_en"] = registry.Fact{AsOf: registry.NewDate(2026, 9, 1)} },
		"names.en", "Foundry yard", "", "", ""},

	"V-27 person": {func(r *registry.Record) { r.Names["uk"] = "Склад, Іваненко І.І." }, "names.uk", "Склад, Іваненко І.І.", "Склад", "", ""},
	"V-27 email": {func(r *registry.Record) { r.Summary["en"] = "Level land. Ask j.smith@example.org" }, "summary.en",
		"Level land. Ask j.smith@example.org", "Level land. Ask", "", ""},
	"V-27 phone":          {func(r *registry.Record) { r.Activity = "Охорона: 067 123-45-67" }, "activity", "Охорона: 067 123-45-67", "Охорона", "", ""},
	"V-27 person_contact": {func(r *registry.Record) { r.Contact.Role = "Шевчук Оксана Петрівна" }, "contact.role", "Шевчук Оксана Петрівна", "", "", ""},
}

func TestASoundRecordHasNoFindings(t *testing.T) {
	r := sound()
	for _, f := range registry.Judge(&r, registry.Judgement{Day: judged, Lifecycle: "published"}) {
		t.Errorf("%s %s: %s %q %s", f.Rule, f.Case, f.Field, f.Raw, f.Message)
	}
}

func TestEveryCaseFindsItsExample(t *testing.T) {
	for name, e := range examples {
		t.Run(name, func(t *testing.T) {
			rule, kase, _ := strings.Cut(name, " ")
			of, known := registry.CaseOf(rule, kase)
			if !known {
				t.Fatal("the table has no such case")
			}
			r := sound()
			e.spoil(&r)
			t.Cleanup(func() { registry.UseCodes(nil) }) // some examples end a code
			before, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			by := registry.Judgement{Day: judged, Lifecycle: e.lifecycle, Territory: e.unit}
			found := registry.Judge(&r, by)
			var got *registry.Issue
			for i := range found {
				if found[i].Rule == rule && found[i].Case == kase {
					got = &found[i]
				}
			}
			if got == nil {
				t.Fatalf("not among %+v", found)
			}
			if got.Field != e.field || got.Raw != e.before || got.Proposed != e.after || got.Severity != of.Severity {
				t.Errorf("found %+v, want %+v", got, e)
			}
			for language, sentence := range got.Text() {
				if sentence == "" || strings.Contains(sentence, "{") {
					t.Errorf("in %s it reads %q", language, sentence)
				}
			}
			by.Import = true
			if missing := reported(registry.Judge(&r, by), rule, kase); missing == of.Missing {
				t.Errorf("in an import: found is %v, but missing is %v", missing, of.Missing)
			}
			after, err := json.Marshal(r)
			if err != nil || !reflect.DeepEqual(before, after) {
				t.Errorf("judging changed the record: %s (%v)", after, err)
			}
		})
	}
}

func reported(found []registry.Issue, rule, kase string) bool {
	for _, f := range found {
		if f.Rule == rule && f.Case == kase {
			return true
		}
	}
	return false
}

func TestEveryCaseOfARecordHasAnExample(t *testing.T) {
	for _, r := range registry.Rules {
		for _, c := range r.Cases {
			if _, shown := examples[r.ID+" "+c.Name]; c.Of == registry.OfRecord && !shown {
				t.Errorf("%s %s has no example", r.ID, c.Name)
			}
		}
	}
}

func TestACodeIsInForceWithinItsDays(t *testing.T) {
	c := registry.Code{ValidFrom: registry.NewDate(2021, 8, 6), ValidTo: registry.NewDate(2026, 1, 1)}
	for day, want := range map[registry.Date]bool{registry.NewDate(2021, 8, 5): false, registry.NewDate(2021, 8, 6): true,
		registry.NewDate(2025, 12, 31): true, registry.NewDate(2026, 1, 1): false} {
		if got := c.InForce(day); got != want {
			t.Errorf("%s: %v", day, got)
		}
	}
}
