package intake

import (
	"slices"
	"strings"

	"landbank/geo"
	"landbank/registry"
)

// france is where French registers have their sites: the mainland with Corsica, and what lies overseas.
var france = []geo.BBox{
	geo.NewBBox(-5.3, 41.2, 9.8, 51.2),
	geo.NewBBox(-61.9, 15.8, -60.9, 16.6), geo.NewBBox(-61.3, 14.3, -60.7, 15), // Guadeloupe, Martinique
	geo.NewBBox(-54.7, 2, -51.5, 5.9), geo.NewBBox(55.1, -21.5, 55.9, -20.8), // Guyane, Réunion
	geo.NewBBox(44.9, -13.1, 45.4, -12.5), geo.NewBBox(-56.6, 46.7, -56.1, 47.2), // Mayotte, Saint-Pierre
	geo.NewBBox(-63.2, 17.8, -62.7, 18.2), // Saint-Martin, Saint-Barthélemy
}

var franceSystems = []int{2154, 3857, 3942, 3943, 3944, 3945, 3946, 3947, 3948, 3949, 3950, 5490, 2972, 2975, 4471}

// friches reads inventories after the French standard CNIG Friches, as CSV and as Cartofriches publishes them.
var friches = profile{
	name:  "cnig-friches",
	title: registry.Text{"uk": "Французький облік браунфілдів (CNIG Friches)", "en": "French brownfield inventory (CNIG Friches)", "ru": "Французский учёт браунфилдов (CNIG Friches)"},
	source: registry.Source{Code: "cnig-friches", Name: "Cartofriches", Producer: "Cerema", Licence: "Licence Ouverte 2.0",
		URL: "https://cartofriches.cerema.fr"},
	refPrefix: "FRA",
	language:  "fr",
	regions:   france,
	systems:   franceSystems,
	dayFirst:  true,
	standard:  true,
	marks: [][]string{{"siteid", "sitetype", "comminsee", "solpollutionexiste"}, {"siteid", "sitestatut", "comminsee"},
		{"siteid", "sitetype", "geompoint"}},
	columns: []column{
		{names: []string{"siteid"}, identity: true, member: "identity", read: keep("id")},
		{names: []string{"sitenom"}, member: "name", read: keep("name")},
		{names: []string{"sitetype"}, member: "former use", codes: frichesType,
			read: code(frichesType, func(r *registry.Record) *string { return &r.FormerUse })},
		{names: []string{"siteadresse"}, member: "address", read: text(func(r *registry.Record) *string { return &r.Address })},
		{names: []string{"commnom"}, member: "address", read: frichesCommune},
		{names: []string{"comminsee"}, member: "territory",
			read: text(func(r *registry.Record) *string { return &r.TerritoryCode })},
		{names: []string{"siteidentifdate"}, member: "first listed",
			read: date(true, func(r *registry.Record) *registry.Date { return &r.FirstListedOn })},
		{names: []string{"siteactudate"}, member: "last checked",
			read: date(true, func(r *registry.Record) *registry.Date { return &r.CheckedOn })},
		{names: []string{"siteurl"}, member: "page", read: frichesPage},
		{names: []string{"siteoccupation"}, member: "occupancy", codes: frichesOccupation,
			read: code(frichesOccupation, func(r *registry.Record) *string { return &r.Occupancy })},
		{names: []string{"sitestatut"}, member: "availability", codes: frichesStatut, read: frichesStage},
		{names: []string{"estverifie"}, member: "confirmation", read: frichesVerified},
		{names: []string{"activitelibelle"}, member: "activity", read: frichesActivity},
		{names: []string{"activitefinannee"}, member: "year the activity ended",
			read: year(func(r *registry.Record) **int { return &r.ActivityEnded })},
		{names: []string{"batitype"}, member: "type of buildings", codes: frichesBuilding, read: keep("bati_type")},
		{names: []string{"batinombre"}, member: "number of buildings",
			read: integer(func(r *registry.Record) **int { return &building(r).Count })},
		{names: []string{"batisurface"}, member: "floor area",
			read: area(squareMetre, func(r *registry.Record) **float64 { return &building(r).FloorAreaM2 })},
		{names: []string{"batipollution"}, member: "hazards in buildings", codes: frichesHazard,
			read: code(frichesHazard, func(r *registry.Record) *string { return &building(r).Hazardous })},
		{names: []string{"bativacance"}, member: "vacancy of buildings", codes: frichesVacancy,
			read: code(frichesVacancy, func(r *registry.Record) *string { return &building(r).Vacancy })},
		{names: []string{"batipatrimoine"}, member: "heritage", codes: frichesHeritage,
			read: code(frichesHeritage, func(r *registry.Record) *string { return &building(r).Heritage })},
		{names: []string{"batietat"}, member: "condition of buildings", codes: frichesCondition,
			read: code(frichesCondition, func(r *registry.Record) *string { return &building(r).Condition })},
		{names: []string{"localancienannee"}, old: []string{"localancienneannee"}, member: "year of the oldest building",
			read: frenchYear(func(r *registry.Record) **int { return &building(r).YearFirst })},
		{names: []string{"localrecentannee"}, member: "year of the newest building",
			read: frenchYear(func(r *registry.Record) **int { return &building(r).YearLast })},
		{names: []string{"unitefonciererefcad"}, old: []string{"lidpar"}, member: "parcels",
			read: parcels("fr")},
		{names: []string{"propriotype"}, member: "ownership", read: frichesOwner},
		{names: []string{"solpollutionannee"}, member: "year of the soil study",
			read: year(func(r *registry.Record) **int { return &r.Environment.StudiedYear })},
		{names: []string{"solpollutionexiste"}, member: "contamination", codes: frichesSoil,
			read: code(frichesSoil, func(r *registry.Record) *string { return &r.Environment.Contamination })},
		{names: []string{"solpollutionorigine"}, member: "origin of the contamination", codes: frichesOrigin,
			read: code(frichesOrigin, func(r *registry.Record) *string { return &r.Environment.ContaminationFrom })},
		{names: []string{"unitefoncieresurface"}, old: []string{"sitesurface"},
			member: "declared area", read: area(squareMetre, func(r *registry.Record) **float64 { return &r.Area.DeclaredM2 })},
		{names: []string{"urbazonetype"}, member: "zone",
			read: text(func(r *registry.Record) *string { return &r.Planning.ZoneCode })},
		{names: []string{"urbazonelib"}, member: "name of the zone",
			read: text(func(r *registry.Record) *string { return &r.Planning.ZoneLabel })},
		{names: []string{"urbadoctype"}, member: "plan", codes: frichesPlan,
			read: code(frichesPlan, func(r *registry.Record) *string { return &r.Planning.DocType })},
		{names: []string{"sourcecontact"}, member: "contact", read: frichesContact},
		{names: []string{"geomsurf", "geometry"}, member: "outline", read: surfaceText},
		{names: []string{"geompoint"}, member: "point", read: pointText},
	},
	prepare: func(m *mapping) { m.record.Kind, m.record.Confirmation = "brownfield", "candidate" },
	finish:  frichesFinish,
}

// building gives the one row that stands for all buildings of a site.
func building(r *registry.Record) *registry.Building {
	if len(r.Buildings) == 0 {
		r.Buildings = []registry.Building{{}}
	}
	return &r.Buildings[0]
}

func frichesCommune(m *mapping, c cell) {
	switch {
	case m.record.Address == "":
		m.record.Address = c.value
	case !strings.Contains(strings.ToLower(m.record.Address), strings.ToLower(c.value)):
		m.record.Address += ", " + c.value
	}
	m.extra(c)
}

// frichesPage takes the first of the pages about a site.
func frichesPage(m *mapping, c cell) {
	pages := splitList(c.value)
	if len(pages) == 0 {
		return
	}
	if address, ok := m.link(c, pages[0]); ok {
		m.record.SourceURL = address
	}
	if len(pages) > 1 {
		m.extra(c)
	}
}

func frichesStage(m *mapping, c cell) {
	if code, ok := m.code(frichesStatut, c); ok {
		m.record.Availability = code
	}
	m.extra(c)
}

func frichesVerified(m *mapping, c cell) {
	if verified, ok := m.yes(c); ok && verified {
		m.record.Confirmation = "confirmed"
	}
}

func frichesActivity(m *mapping, c cell) {
	m.record.Activity = strings.Join(splitList(c.value), "; ")
}

func frichesContact(m *mapping, c cell) {
	if strings.Contains(c.value, "@") && !strings.ContainsAny(c.value, " /") {
		m.record.Contact.Email = c.value
		return
	}
	m.extra(c)
}

// frenchYear reads a year, or the year of an instant that is midnight in France.
func frenchYear(of func(*registry.Record) **int) func(*mapping, cell) {
	plainYear := year(of)
	return func(m *mapping, c cell) {
		if len(c.value) <= 4 {
			plainYear(m, c)
			return
		}
		if day, ok := m.dateOf(c, frenchMidnight(c.value), true); ok {
			y := day.Year()
			*of(&m.record) = &y
		}
	}
}

// frenchMidnight turns 2009-12-31T23:00:00Z into the day that began then in France.
func frenchMidnight(instant string) string {
	if !strings.HasSuffix(instant, "T23:00:00Z") && !strings.HasSuffix(instant, "T22:00:00Z") {
		return instant
	}
	day, err := registry.ParseDate(instant[:10])
	if err != nil {
		return instant
	}
	return day.AddDate(0, 0, 1).Format("2006-01-02")
}

// frichesOwner reads the classes of owners in the land tax files: a letter and a number for the class, a letter
// for the kind. Several classes that differ make a mixed ownership.
func frichesOwner(m *mapping, c cell) {
	form := ""
	for _, class := range splitList(c.value) {
		next := frichesOwnerForm(class)
		switch {
		case next == "":
			m.warn("V-09", c, "", "not a class of owner: "+class)
			return
		case form == "" || form == next:
			form = next
		case slices.Contains(publicForms, form) && slices.Contains(publicForms, next):
			form = "public"
		default:
			form = "mixed"
		}
	}
	m.kept["owner"] = cell{column: c.column, value: form, at: c.at}
}

var publicForms = []string{"state", "regional", "communal", "public"}

// frichesOwners gives the form of ownership by class, the most exact first.
var frichesOwners = []struct{ class, form string }{
	{"P1", "state"}, {"P2", "regional"}, {"P3", "regional"}, {"P4", "communal"}, {"P5", "communal"}, {"P", "public"},
	{"X", "private"}, {"G", "private"}, {"Z4", "public"}, {"Z", "private"}, {"F2", "public"}, {"F5b", "public"},
	{"F6", "private"}, {"F7g", "public"}, {"F7", "private"}, {"A1a", "private"}, {"M2", "public"}, {"E", "other"},
	{"A", "other"}, {"F", "other"}, {"L", "other"}, {"M", "other"}, {"R", "other"}, {"S", "other"},
}

func frichesOwnerForm(class string) string {
	if len(class) < 2 || len(class) > 3 {
		return ""
	}
	for _, o := range frichesOwners {
		if strings.HasPrefix(class, o.class) {
			return o.form
		}
	}
	return ""
}

func frichesFinish(m *mapping) {
	id := m.kept["id"].value
	m.key = id
	if name := m.kept["name"].value; name != "" && name != id {
		m.name("fr", name)
	}
	if c := m.kept["bati_type"]; c.value != "" {
		m.frichesBuildingType(c)
	}
	m.ownership("fr", m.kept["owner"].value)
}

// frichesBuildingType takes a type that all buildings share; several are kept as they are.
func (m *mapping) frichesBuildingType(c cell) {
	types := splitList(c.value)
	if len(types) != 1 {
		m.extra(c)
		return
	}
	if code, ok := m.code(frichesBuilding, c); ok {
		building(&m.record).Type = code
	}
}
