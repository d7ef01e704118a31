package registry

// FormTab is one part of the form in which a record is written. A member of
// the record stands in exactly one tab, unless nobody writes it in forms.
type FormTab struct {
	Name    string
	Label   Text
	Members []string // top members of the record, in the order of the form
}

// FormTabs lists the tabs in the order of the form. They follow the groups of
// the fields, by shorter names; the area is drawn, so that it is with the place.
var FormTabs = []FormTab{
	{"identity", text("Ділянка", "Site", "Участок"), []string{"kind", "names", "summary", "confirmation", "availability", "former_use",
		"activity", "activity_ended_year", "vacant_since_on", "occupancy", "servicing", "allowed_uses"}},
	{"place", text("Розташування", "Location", "Расположение"), []string{"address", "territory_code", "location_quality", "area"}},
	{"tenure", text("Земля", "Parcels", "Земля"), []string{"parcels"}},
	{"offer", text("Пропозиція", "Offer", "Предложение"), []string{"offers"}},
	{"planning", text("Планування", "Planning", "Планирование"), []string{"planning"}},
	{"utilities", text("Мережі", "Utilities", "Сети"), []string{"utilities"}},
	{"access", text("Транспорт", "Access", "Транспорт"), []string{"access"}},
	{"buildings", text("Будівлі", "Buildings", "Здания"), []string{"buildings"}},
	{"environment", text("Довкілля", "Environment", "Среда"), []string{"environment", "land"}},
	{"readiness", text("Готовність", "Readiness", "Готовность"), []string{"readiness", "homes"}},
	{"contact", text("Контакт", "Contact", "Контакт"), []string{"contact"}},
	{"record", text("Запис", "Record", "Запись"), []string{"checked_on", "first_listed_on", "source_url", "internal"}},
}
