package registry

import (
	"slices"
	"strconv"
	"strings"
)

// spot is where a member of a record stands: a path, or a member of the nth
// element of a list. It is put into words where something is found only.
type spot struct {
	of   func(*judge, int) string
	nth  int
	path string
}

func (s spot) name(j *judge) string {
	if s.of == nil {
		return s.path
	}
	return s.of(j, s.nth) + s.path
}

// member is a member of a record that holds a code of a list.
type member struct {
	list string
	code *string
	spot spot
}

// EachCode visits the members of a record that hold a code of a list, empty
// ones too, but for land-use purposes and the evidence of facts.
func EachCode(r *Record, visit func(list string, code *string)) {
	j := judge{record: r}
	for m := range j.coded {
		if m.list != "fact_state" && m.list != "fact_method" {
			visit(m.list, m.code)
		}
	}
}

// codes looks for what is no code of its list, or not in force any more (V-09).
// Land-use purposes are judged by V-18. Currencies can be any of ISO 4217.
func (j *judge) codes() {
	for m := range j.coded {
		j.code(m)
	}
	for i := range j.record.Offers {
		currency := j.record.Offers[i].Currency
		if c, known := CodeOf("currency", currency); known {
			j.inForce(&c, spot{(*judge).offer, i, "currency"})
		}
	}
	for _, name := range j.factNames() {
		if _, known := FieldByName(name); !known {
			j.find("V-09", "no_field", "facts."+name, name, "")
		}
	}
}

func (j *judge) code(m member) {
	code := *m.code
	if code == "" {
		return
	}
	if c, known := CodeOf(m.list, code); known {
		j.inForce(&c, m.spot)
		return
	}
	if proposed := nearCode(m.list, code); proposed != "" {
		j.find("V-09", "not_a_code", m.spot.name(j), code, proposed, m.list)
	} else if other := j.otherList(m); other != "" {
		j.find("V-09", "other_list", m.spot.name(j), code, "", m.list, other)
	} else {
		j.find("V-09", "not_a_code", m.spot.name(j), code, "", m.list)
	}
}

// inForce finds a code that its list does not hold on the day of judgement.
func (j *judge) inForce(c *Code, at spot) {
	if !j.by.Day.IsZero() && !c.InForce(j.by.Day) {
		j.find("V-09", "not_in_force", at.name(j), c.Code, "", c.List, j.by.Day.String())
	}
}

// nearCode gives the code that differs in spelling only.
func nearCode(list, code string) string {
	spelled := strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(strings.TrimSpace(code)))
	for _, c := range Codes(list) {
		if strings.EqualFold(c.Code, spelled) {
			return c.Code
		}
	}
	for _, c := range Codes(list) {
		for _, label := range c.Label {
			if strings.EqualFold(label, strings.TrimSpace(code)) {
				return c.Code
			}
		}
	}
	return ""
}

// otherList gives the list of another member that has the code: a value that
// slipped into a neighbouring column.
func (j *judge) otherList(not member) string {
	for m := range j.coded {
		if m.list != not.list && HasCode(m.list, *not.code) {
			return m.list
		}
	}
	return ""
}

// coded visits the members that hold codes.
func (j *judge) coded(yield func(member) bool) {
	r := j.record
	for _, m := range [...]member{
		{"kind", &r.Kind, spot{path: "kind"}}, {"confirmation", &r.Confirmation, spot{path: "confirmation"}},
		{"availability", &r.Availability, spot{path: "availability"}}, {"former_use", &r.FormerUse, spot{path: "former_use"}},
		{"occupancy", &r.Occupancy, spot{path: "occupancy"}}, {"servicing", &r.Servicing, spot{path: "servicing"}},
		{"flood_zone", &r.Land.FloodZone, spot{path: "land.flood_zone"}},
		{"location_quality", &r.LocationQuality, spot{path: "location_quality"}},
		{"plan_type", &r.Planning.DocType, spot{path: "planning.doc_type"}},
		{"permission_status", &r.Planning.PermissionStatus, spot{path: "planning.permission_status"}},
		{"permission_type", &r.Planning.PermissionType, spot{path: "planning.permission_type"}},
		{"hazard_class", &r.Planning.HazardClassMax, spot{path: "planning.hazard_class_max"}},
		{"contamination", &r.Environment.Contamination, spot{path: "environment.contamination"}},
		{"contamination_origin", &r.Environment.ContaminationFrom, spot{path: "environment.contamination_origin"}},
		{"nature_zone", &r.Environment.NatureZone, spot{path: "environment.nature_zone"}},
		{"consent", &r.Internal.Consent, spot{path: "internal.consent"}},
	} {
		if !yield(m) {
			return
		}
	}
	_ = j.codedTexts(yield) && j.codedTenure(yield) && j.codedNetworks(yield) && j.codedRest(yield) // stops where nobody asks on
}

// all yields members of one element of a list.
func all(yield func(member) bool, members ...member) bool {
	for _, m := range members {
		if !yield(m) {
			return false
		}
	}
	return true
}

func (j *judge) codedTexts(yield func(member) bool) bool {
	for _, l := range [...]struct {
		list, path string
		codes      []string
	}{
		{"use", "allowed_uses", j.record.AllowedUses}, {"restriction", "planning.restrictions", j.record.Planning.Restrictions},
		{"contaminant", "environment.contaminants", j.record.Environment.Contaminants},
	} {
		for i := range l.codes {
			if !yield(member{l.list, &l.codes[i], spot{path: l.path + "[" + strconv.Itoa(i+1) + "]"}}) {
				return false
			}
		}
	}
	return true
}

func (j *judge) codedTenure(yield func(member) bool) bool {
	for i := range j.record.Parcels {
		p, of := &j.record.Parcels[i], (*judge).parcel
		if !all(yield, member{"cadastre", &p.Cadastre, spot{of, i, "cadastre"}}, member{"land_category", &p.LandCategory, spot{of, i, "land_category"}},
			member{"ownership", &p.Ownership, spot{of, i, "ownership"}}, member{"right", &p.Right, spot{of, i, "right"}},
			member{"registry_status", &p.RegistryStatus, spot{of, i, "registry_status"}}) {
			return false
		}
	}
	for i := range j.record.Offers {
		o, of := &j.record.Offers[i], (*judge).offer
		if !all(yield, member{"offer_mode", &o.Mode, spot{of, i, "mode"}}, member{"price_basis", &o.PriceBasis, spot{of, i, "price_basis"}},
			member{"procedure", &o.Procedure, spot{of, i, "procedure"}}) {
			return false
		}
	}
	return true
}

func (j *judge) codedNetworks(yield func(member) bool) bool {
	for i := range j.record.Utilities {
		u, of := &j.record.Utilities[i], (*judge).utility
		if !all(yield, member{"network", &u.Network, spot{of, i, "network"}}, member{"utility_state", &u.State, spot{of, i, "state"}},
			member{"capacity_basis", &u.CapacityBasis, spot{of, i, "capacity_basis"}}) {
			return false
		}
	}
	for i := range j.record.Access {
		a, of := &j.record.Access[i], (*judge).access
		if !all(yield, member{"access_mode", &a.Mode, spot{of, i, "mode"}}, member{"access_state", &a.State, spot{of, i, "state"}},
			member{"access_basis", &a.Basis, spot{of, i, "basis"}}, member{"access_quality", &a.Quality, spot{of, i, "quality"}},
			member{"siding_state", &a.SidingState, spot{of, i, "siding_state"}}) {
			return false
		}
	}
	return true
}

func (j *judge) codedRest(yield func(member) bool) bool {
	for i := range j.record.Buildings {
		b, of := &j.record.Buildings[i], (*judge).building
		if !all(yield, member{"building_type", &b.Type, spot{of, i, "type"}}, member{"building_vacancy", &b.Vacancy, spot{of, i, "vacancy"}},
			member{"building_condition", &b.Condition, spot{of, i, "condition"}}, member{"heritage", &b.Heritage, spot{of, i, "heritage"}},
			member{"building_hazard", &b.Hazardous, spot{of, i, "hazardous"}}) {
			return false
		}
	}
	for i := range j.record.Readiness {
		item, of := &j.record.Readiness[i], (*judge).item
		if !all(yield, member{"readiness_item", &item.Item, spot{of, i, "item"}}, member{"item_state", &item.State, spot{of, i, "state"}}) {
			return false
		}
	}
	for i := range j.record.Media {
		if !yield(member{"media_kind", &j.record.Media[i].Kind, spot{(*judge).medium, i, "kind"}}) {
			return false
		}
	}
	for _, name := range j.factNames() {
		f := j.record.Facts[name] // a copy: what is in a map has no address
		if !all(yield, member{"fact_state", &f.State, spot{path: "facts." + name + ".state"}},
			member{"fact_method", &f.Method, spot{path: "facts." + name + ".method"}}) {
			return false
		}
	}
	return true
}

// factNames gives the names of the facts in their order.
func (j *judge) factNames() []string {
	names := make([]string, 0, len(j.record.Facts))
	for name := range j.record.Facts {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
