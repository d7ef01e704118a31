package registry

import (
	"reflect"
	"slices"
	"strings"
	"sync"
)

// Form is the JSON form of a member of a record.
type Form string

// The forms of members.
const (
	FormText    Form = "text"
	FormTexts   Form = "texts" // a list of texts
	FormWords   Form = "words" // a Text: language code to text
	FormNumber  Form = "number"
	FormInteger Form = "integer"
	FormBoolean Form = "boolean"
	FormDate    Form = "date"
	FormObject  Form = "object"
	FormObjects Form = "objects" // a list of objects
	FormFacts   Form = "facts"   // objects by the name of a field
)

// Member is one member of a record's JSON form that people write.
type Member struct {
	Name     string
	Form     Form
	Required bool     // in its object
	Codes    string   // the code list that its texts are from; "" where they are free
	Proposed string   // the code list that proposes texts; "" where none does
	Members  []Member // of an object, or of each object in a list
}

// Kept are the members of a record, by path, that the registry itself writes
// and an edit leaves as they are.
var Kept = []string{"ref", "extra", "outcome", "internal.waivers", "internal.reserved_for"}

// proposedOf says which code list proposes texts of a member, by its path. V-18
// judges purposes by the day, and any currency of ISO 4217 can be a price's.
var proposedOf = map[string]string{
	"parcels.purpose": "purpose", "offers.currency": "currency", "parcels.normative_value_currency": "currency",
}

// codesOf says which code list the texts of a member are from, by its path.
var codesOf = map[string]string{
	"kind": "kind", "confirmation": "confirmation", "availability": "availability", "former_use": "former_use",
	"occupancy": "occupancy", "servicing": "servicing", "allowed_uses": "use", "location_quality": "location_quality",
	"land.flood_zone":  "flood_zone",
	"parcels.cadastre": "cadastre", "parcels.land_category": "land_category", "parcels.ownership": "ownership",
	"parcels.right": "right", "parcels.registry_status": "registry_status",
	"offers.mode": "offer_mode", "offers.price_basis": "price_basis", "offers.procedure": "procedure",
	"utilities.network": "network", "utilities.state": "utility_state", "utilities.capacity_basis": "capacity_basis",
	"access.mode": "access_mode", "access.state": "access_state", "access.basis": "access_basis",
	"access.quality": "access_quality", "access.siding_state": "siding_state",
	"buildings.type": "building_type", "buildings.vacancy": "building_vacancy", "buildings.condition": "building_condition",
	"buildings.heritage": "heritage", "buildings.hazardous": "building_hazard",
	"planning.doc_type": "plan_type", "planning.permission_status": "permission_status",
	"planning.permission_type": "permission_type", "planning.hazard_class_max": "hazard_class",
	"planning.restrictions":     "restriction",
	"environment.contamination": "contamination", "environment.contaminants": "contaminant",
	"environment.contamination_origin": "contamination_origin", "environment.nature_zone": "nature_zone",
	"readiness.item": "readiness_item", "readiness.state": "item_state",
	"media.kind":  "media_kind",
	"facts.state": "fact_state", "facts.method": "fact_method",
	"internal.consent": "consent",
}

// MembersOfCodes lists the members of a record, by path, whose texts are codes of
// the list, or are proposed by it.
func MembersOfCodes(list string) []string {
	var paths []string
	for _, table := range []map[string]string{codesOf, proposedOf} {
		for path, codes := range table {
			if codes == list {
				paths = append(paths, path)
			}
		}
	}
	slices.Sort(paths)
	return paths
}

// RecordMembers lists the members of a record that people write, in the order
// of the type. Callers must not change it.
func RecordMembers() []Member { return recordMembers() }

var recordMembers = sync.OnceValue(func() []Member { return membersOf(reflect.TypeFor[Record](), "") })

func membersOf(t reflect.Type, path string) []Member {
	var list []Member
	for i := range t.NumField() {
		name, options, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		at := path + name
		if slices.Contains(Kept, at) {
			continue
		}
		m := Member{Name: name, Codes: codesOf[at], Proposed: proposedOf[at], Required: options == ""}
		inner := t.Field(i).Type
		m.Form = formOf(inner)
		switch m.Form {
		case FormObject:
			m.Members = membersOf(inner, at+".")
		case FormObjects, FormFacts:
			m.Members = membersOf(inner.Elem(), at+".")
		}
		list = append(list, m)
	}
	return list
}

func formOf(t reflect.Type) Form {
	switch {
	case t == reflect.TypeFor[Text]():
		return FormWords
	case t == reflect.TypeFor[Date]():
		return FormDate
	}
	switch t.Kind() {
	case reflect.Pointer:
		return formOf(t.Elem())
	case reflect.String:
		return FormText
	case reflect.Bool:
		return FormBoolean
	case reflect.Int:
		return FormInteger
	case reflect.Float64:
		return FormNumber
	case reflect.Struct:
		return FormObject
	case reflect.Map:
		return FormFacts
	}
	if t.Elem().Kind() == reflect.String {
		return FormTexts
	}
	return FormObjects
}
