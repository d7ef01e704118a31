package registry

import (
	"reflect"
	"testing"
	"time"
)

// Every level but the highest says what keeps a record from the next one, and
// whoever fills that in gets there.
func TestAssessmentNamesWhatTheNextLevelLacks(t *testing.T) {
	day := NewDate(2026, time.June, 1)
	mw := 5000.0
	letter := func(network string) Utility {
		return Utility{Network: network, State: "on_site", CapacityAvailable: &mw, CapacityBasis: "utility_letter"}
	}
	done := func(item string) ReadinessItem { return ReadinessItem{Item: item, State: "done"} }
	steps := []struct {
		fill    func(*Record)
		missing []string
	}{
		{func(*Record) {}, []string{"location_quality", "parcels[].ownership", "parcels[].purpose", "contact.email"}},
		{func(r *Record) {
			r.LocationQuality, r.Contact.Email = "surveyed", "land@example.org"
			r.Parcels = []Parcel{{Ownership: "state", Purpose: "11.02"}}
		}, []string{"offers[].price_amount", "utilities[electricity].state", "utilities[water_potable].state"}},
		{func(r *Record) {
			r.Offers = []Offer{{Procedure: "auction"}}
			r.Utilities = []Utility{{Network: "electricity", State: "on_site"}, {Network: "water_potable", State: "none"}}
		}, []string{"utilities[electricity].capacity_available", "utilities[water_potable].capacity_available",
			"readiness[boundary_surveyed].state", "readiness[geotech].state", "readiness[phase_1_environment].state"}},
		{func(r *Record) {
			r.Utilities = []Utility{letter("electricity"), letter("water_potable")}
			r.Readiness = []ReadinessItem{done("boundary_surveyed"), done("geotech"), done("phase_1_environment")}
		}, []string{"readiness[title_clear].state", "availability"}},
		{func(r *Record) { r.Readiness, r.Availability = append(r.Readiness, done("title_clear")), "available" }, nil},
	}
	var r Record
	for level, step := range steps {
		step.fill(&r)
		if got := Assess(&r, day); got.Readiness != level || !reflect.DeepEqual(got.Missing, step.missing) {
			t.Errorf("L%d: %+v, want %q", level, got, step.missing)
		}
	}
}
