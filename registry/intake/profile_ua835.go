package intake

import (
	"regexp"
	"strings"

	"landbank/geo"
	"landbank/registry"
)

var (
	ukraineCategory = words("land_category", map[string][]string{
		"agricultural":   {"землі сільськогосподарського призначення", "сільськогосподарського призначення"},
		"housing_public": {"землі житлової та громадської забудови", "житлової та громадської забудови"},
		"nature_reserve": {"землі природно-заповідного та іншого природоохоронного призначення",
			"землі природно-заповідного фонду", "природно-заповідного фонду"},
		"health":     {"землі оздоровчого призначення", "оздоровчого призначення"},
		"recreation": {"землі рекреаційного призначення", "рекреаційного призначення"},
		"heritage":   {"землі історико-культурного призначення", "історико-культурного призначення"},
		"forest":     {"землі лісогосподарського призначення", "лісогосподарського призначення"},
		"water":      {"землі водного фонду", "водного фонду"},
		"industry_transport_other": {
			"землі промисловості, транспорту, зв’язку, енергетики, оборони та іншого призначення",
			"землі промисловості, транспорту, електронних комунікацій, енергетики, оборони та іншого призначення",
			"промисловості, транспорту, зв’язку, енергетики, оборони та іншого призначення"},
		unknown: {"не визначено", "невідомо", "категорія не визначена"},
	})
	ukraineOwnership = words("ownership", map[string][]string{
		"private":  {"приватна власність", "приватна", "100"},
		"communal": {"комунальна власність", "комунальна", "200"},
		"state":    {"державна власність", "державна", "300"},
		"mixed":    {"змішана", "спільна власність"},
		unknown:    {"не визначено", "невідомо", "0"},
	})
	ukraineContract = words("right", map[string][]string{
		"lease": {"оренда"}, "superficies": {"суперфіцій"}, "emphyteusis": {"емфітевзис"},
		"permanent_use": {"постійне користування"}, "ownership": {"купівля-продаж", "власність"},
	})
	ukraineState = words("availability", map[string][]string{
		"contracted": {"чинний"}, unknown: {"виконаний", "скасований", "розірваний", "припинений"},
	})
	ukraineNetwork = words("network", map[string][]string{
		"electricity": {"електропостачання", "електроенергія", "електрика", "електромережа"},
		"gas":         {"газопостачання", "газ"}, "water_potable": {"централізоване водопостачання", "водопостачання", "вода"},
		"sewage": {"централізоване водовідведення", "водовідведення", "каналізація"},
		"heat":   {"теплопостачання", "централізоване опалення", "опалення"}, "hot_water": {"гаряче водопостачання", "гаряча вода"},
		unknown: {"невідомо", "unknown", "інформація відсутня"},
	})
)

// ukraine reads the municipal data sets on land parcels after resolution 835 of Ukraine, with or without
// contracts, and cadastral extracts as GeoJSON with the usual Ukrainian members.
var ukraine = profile{
	name:  "ua-835-parcels",
	title: registry.Text{"uk": "Земельні ділянки України (постанова 835, витяг із кадастру)", "en": "Ukrainian land parcels (resolution 835, cadastral extract)", "ru": "Земельные участки Украины (постановление 835, выписка из кадастра)"},
	source: registry.Source{Code: "ua-835-parcels", Name: "Земельні ділянки (набір даних за постановою КМУ № 835)",
		URL: "https://data.gov.ua"},
	refPrefix: "UKR",
	language:  "uk",
	regions:   []geo.BBox{geo.NewBBox(22.1, 44.3, 40.3, 52.4)},
	systems: []int{5562, 5563, 5564, 5565, 6381, 6382, 6383, 6384, 6385, 6386, 6387, 7825, 7826, 7827, 7828, 7829, 7830, 7831,
		28404, 28405, 28406, 28407, 32634, 32635, 32636, 32637, 3857},
	dayFirst: true,
	nothing:  []string{"відсутнє", "відсутній", "немає даних"},
	marks:    [][]string{{"cadastralid", "area"}, {"cadastralid", "kvtspzclassid"}, {"cadastralid", "category"}, {"id", "kvtspzclassid"}},
	columns: []column{
		{names: []string{"cadastralid", "cadnum", "cadastralnumber", "кадастровийномер", "ідентифікатор", "kadnum", "cadastr"},
			identity: true, member: "identity", read: keep("number")},
		{names: []string{"id"}, identity: true, member: "identity", read: keep("id")},
		{names: []string{"title", "name", "назва"}, member: "name", read: name()},
		{names: []string{"address", "адреса", "місцерозташування", "location"}, member: "address",
			read: text(func(r *registry.Record) *string { return &r.Address })},
		{names: []string{"kvtspzclassid", "purposecode", "кодкласуквцпз", "кодквцпз", "purpose", "цільовепризначення"},
			member: "purpose", read: keep("purpose")},
		{names: []string{"category", "категорія", "категоріяземель"}, member: "land category", codes: ukraineCategory,
			read: keep("category")},
		{names: []string{"ownership", "формавласності"}, member: "ownership", codes: ukraineOwnership, read: keep("ownership")},
		{names: []string{"unitarea", "одиницявиміру"}, member: "unit of the area", read: keep("unit")},
		{names: []string{"area", "quantity", "площа", "площага"}, member: "declared area", read: ukraineArea},
		{names: []string{"normativevalueamount", "нормативнагрошоваоцінка", "нго"}, member: "normative value", read: keep("value")},
		{names: []string{"normativedate", "датаоцінки"}, member: "day of the normative value", read: keep("value_on")},
		{names: []string{"contracttype", "типдоговору"}, member: "right", codes: ukraineContract, read: keep("contract")},
		{names: []string{"contractstatus", "статусдоговору"}, member: "availability", codes: ukraineState,
			read: code(ukraineState, func(r *registry.Record) *string { return &r.Availability })},
		{names: []string{"utilitiesavailable", "наявнікомунікації"}, member: "utilities", codes: ukraineNetwork, read: ukraineUtilities},
		{names: []string{"geometry", "wkt", "geom"}, member: "outline", read: surfaceText},
		{names: []string{"lon", "longitude", "довгота", "x"}, member: "longitude", read: xValue},
		{names: []string{"lat", "latitude", "широта", "y"}, member: "latitude", read: yValue},
	},
	prepare: func(m *mapping) { m.record.Confirmation = "candidate" },
	finish:  ukraineFinish,
}

// ukraineArea reads an area in the unit that stands beside it; resolution 835 has hectares.
func ukraineArea(m *mapping, c cell) {
	unit := float64(hectare)
	switch stated := m.kept["unit"]; fold(stated.value) {
	case "", "га", "ha", "гектар":
	case "м2", "кв м", "m2", "м кв", "м²":
		unit = squareMetre
	default:
		m.warn("V-08", stated, "", "not a unit of area: га or м²")
		return
	}
	m.area(c, unit, func(r *registry.Record) **float64 { return &r.Area.DeclaredM2 })
}

// ukraineUtilities reads the list of networks; one that is not in it is not known to be absent.
func ukraineUtilities(m *mapping, c cell) {
	for _, part := range strings.FieldsFunc(c.value, func(r rune) bool { return r == ';' || r == ',' || r == '|' || r == '\n' }) {
		word := cell{column: c.column, value: strings.TrimSpace(part), at: c.at}
		if network, ok := m.code(ukraineNetwork, word); ok {
			m.record.Utilities = append(m.record.Utilities, registry.Utility{Network: network, State: "on_site"})
		}
	}
}

var purposeCode = regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})(?:$|[^\d])`)

// purpose brings a land-use purpose to NN.NN: 1.01 and 01.01 are the same.
func (m *mapping) purpose(c cell) string {
	parts := purposeCode.FindStringSubmatch(c.value)
	if parts == nil {
		if fold(c.value) != "код не виокремлено" {
			m.warn("V-18", c, "", registry.Say("V-18", "purpose_form")["en"])
		}
		return ""
	}
	code := registry.TidyPurpose(parts[1] + "." + parts[2])
	if !registry.HasCode("purpose", code) {
		m.warn("V-18", c, "", "not a code of the classifier of land-use purposes")
		return ""
	}
	return code
}

// ukraineFinish makes the one parcel of the row.
func ukraineFinish(m *mapping) {
	number, id := m.kept["number"], m.kept["id"]
	if number.value == "" {
		number, id = id, cell{}
	}
	m.key = number.value
	p := registry.Parcel{Cadastre: "ua", AreaM2: m.record.Area.DeclaredM2}
	if number.value != "" {
		p = m.parcel(number, "ua", number.value)
		p.AreaM2 = m.record.Area.DeclaredM2
		if p.CadastralNumber != "" {
			m.key = p.CadastralNumber
		}
	}
	if id.value != "" {
		m.extra(id)
	}
	if c := m.kept["purpose"]; c.value != "" {
		p.Purpose = m.purpose(c)
	}
	if c := m.kept["category"]; c.value != "" {
		p.LandCategory, _ = m.code(ukraineCategory, c)
	}
	if c := m.kept["ownership"]; c.value != "" {
		p.Ownership, _ = m.code(ukraineOwnership, c)
	}
	if c := m.kept["contract"]; c.value != "" {
		p.Right, _ = m.code(ukraineContract, c)
	}
	m.normativeValue(&p)
	m.record.Parcels = []registry.Parcel{p}
	if p.Purpose == "16.00" { // land that nobody was given
		m.record.Kind = "free_land"
	}
	if _, outlined := m.shape.Surface(); outlined {
		m.record.LocationQuality = "cadastral"
	}
}

func (m *mapping) normativeValue(p *registry.Parcel) {
	if c := m.kept["value"]; c.value != "" {
		if amount, ok := m.number(c); ok {
			p.Value, p.ValueCurrency = &amount, "UAH"
		}
	}
	if c := m.kept["value_on"]; c.value != "" {
		if day, ok := m.date(c, true); ok {
			p.ValueOn = day
		}
	}
}
