package registry

import "slices"

// FormTab is one part of the form in which a record is written. A member of
// the record stands in exactly one tab, unless nobody writes it in forms.
type FormTab struct {
	Name    string
	Label   Text
	Members []string // top members of the record, in the order of the form
}

// FormTabs lists the tabs in the order of the form. They follow the groups of
// the fields, by their names or shorter ones where a row of tabs has no room;
// the area is drawn, so that it is with the place.
var FormTabs = []FormTab{
	{"identity", groupLabel("identity"), []string{"kind", "names", "summary", "confirmation", "availability", "former_use",
		"activity", "activity_ended_year", "vacant_since_on", "occupancy", "servicing", "allowed_uses"}},
	{"place", groupLabel("place"), []string{"address", "territory_code", "location_quality", "area"}},
	{"tenure", text("Земля", "Parcels", "Земля"), []string{"parcels"}},
	{"offer", groupLabel("offer"), []string{"offers"}},
	{"planning", text("Планування", "Planning", "Планирование"), []string{"planning"}},
	{"utilities", text("Мережі", "Utilities", "Сети"), []string{"utilities"}},
	{"access", text("Транспорт", "Access", "Транспорт"), []string{"access"}},
	{"buildings", groupLabel("buildings"), []string{"buildings"}},
	{"environment", text("Довкілля", "Environment", "Среда"), []string{"environment", "land"}},
	{"readiness", groupLabel("readiness"), []string{"readiness", "homes"}},
	{"contact", text("Контакт", "Contact", "Контакт"), []string{"contact"}},
	{"record", groupLabel("record"), []string{"checked_on", "first_listed_on", "source_url", "internal"}},
}

// groupLabel is the label of a group of fields.
func groupLabel(name string) Text {
	at := slices.IndexFunc(Groups, func(g Group) bool { return g.Name == name })
	return Groups[at].Label
}
