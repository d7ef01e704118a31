package intake

import (
	"fmt"
	"strings"

	"landbank/registry"
)

var (
	genericKind = words("kind", map[string][]string{
		"free_land": {"free land", "vacant land", "vacant lot", "greenfield", "free_land", "вільна земля", "вільна ділянка",
			"свободная земля", "свободный участок", "terrain nu", "terrain libre"},
		"brownfield": {"brownfield", "brownfield site", "derelict", "браунфілд", "браунфилд", "колишня забудова",
			"бывшая застройка", "friche"},
		"building": {"building", "premises", "будівля", "приміщення", "здание", "помещение", "bâtiment"},
		"industrial_park_plot": {"industrial park plot", "industrial_park_plot", "industrial park", "індустріальний парк",
			"індустриальный парк", "индустриальный парк", "zone d'activité"},
		unknown: {"unknown", "невідомо", "неизвестно", "inconnu"},
	})
	genericOwnership = words("ownership", map[string][]string{
		"private":  {"private", "privately owned", "приватна", "приватна власність", "частная", "частная собственность", "privé", "privée"},
		"communal": {"municipal", "communal", "city", "комунальна", "комунальна власність", "муниципальная", "communale", "commune"},
		"state":    {"state", "national", "державна", "державна власність", "государственная", "État"},
		"regional": {"regional", "county", "обласна", "областная", "региональная"},
		"public":   {"public", "public authority", "публічна", "публичная", "publique"},
		"mixed":    {"mixed", "змішана", "смешанная", "mixte"},
		"other":    {"other", "інша", "другая", "autre"},
		unknown:    {"unknown", "невідомо", "не визначено", "неизвестно", "inconnu"},
	})
	genericCurrency = words("currency", map[string][]string{
		"UAH": {"uah", "грн", "гривня"}, "EUR": {"eur", "euro", "euros", "євро", "евро"}, "USD": {"usd", "us dollar"},
		"GBP": {"gbp"}, "RUB": {"rub", "руб", "рубль"}, "PLN": {"pln", "zl"}, "CZK": {"czk", "kc"},
	})
)

// generic takes any table or GeoJSON whose columns have usual names in English, French, Ukrainian or Russian.
// Columns that it does not know are kept as they are.
var generic = profile{
	name:      "generic",
	title:     registry.Text{"uk": "будь-яка таблиця з назвами, площами й місцями", "en": "any table with names, areas and places", "ru": "любая таблица с названиями, площадями и местами"},
	refPrefix: "LB",
	columns:   append(genericColumns, genericNumbers()...),
	prepare:   func(m *mapping) { m.record.Confirmation = "candidate" },
	finish:    genericFinish,
}

var genericColumns = []column{
	{names: []string{"siteid", "sitereference", "siteref", "reference", "ref", "uniqueid", "id", "identifier", "identifiant",
		"код", "номер", "ідентифікатор", "идентификатор", "code", "locid"}, identity: true, member: "identity", read: keep("id")},
	{names: []string{"cadastralnumber", "cadastralid", "cadnum", "parcelnumber", "parcelid", "parcelno", "apn", "refcad", "idu",
		"mapparid", "parceltaxid", "кадастровийномер", "кадастровыйномер", "numeroparcelle"}, identity: true, member: "cadastral number",
		read: keep("cadastral")},
	// Keys of a database; numbers of rows (FID, №) are none, because they mean another row in the next edition.
	{names: []string{"objectid", "objectid1", "gid", "pk"}, identity: true, member: "key in a database", read: keep("row")},
	{names: []string{"name", "sitename", "title", "projectname", "label"}, member: "name", read: genericName("")},
	{names: []string{"nameen"}, member: "name in English", read: genericName("en")},
	{names: []string{"nom", "nomsite", "nomdusite", "libelle", "intitule", "denomination"}, member: "name", read: genericName("fr")},
	{names: []string{"назва", "назваділянки", "найменування", "nameuk", "nameua"}, member: "name", read: genericName("uk")},
	{names: []string{"название", "наименование", "nameru"}, member: "name", read: genericName("ru")},
	{names: []string{"address", "fulladdress", "siteaddress", "siteaddr", "streetaddress", "adresse", "адреса", "адрес",
		"місцерозташування", "місцезнаходження", "местоположение"}, member: "address",
		read: text(func(r *registry.Record) *string { return &r.Address })},
	{names: []string{"description", "summary", "notes", "опис", "описание", "примітки", "примечания"}, member: "summary",
		read: func(m *mapping, c cell) { m.record.Summary = registry.Text{languageOf("", c.value): c.value} }},
	{names: []string{"katottg", "katotth", "catuttc", "катоттг", "territorycode"}, member: "territory",
		read: text(func(r *registry.Record) *string { return &r.TerritoryCode })},
	{names: []string{"kind", "sitekind", "вид", "виділянки", "видучастка"}, member: "kind", codes: genericKind,
		read: code(genericKind, func(r *registry.Record) *string { return &r.Kind })},
	{names: []string{"ownership", "ownertype", "ownershiptype", "tenure", "формавласності", "формасобственности", "propriete"},
		member: "ownership", codes: genericOwnership, read: keep("ownership")},
	{names: []string{"purposecode", "цільовепризначення", "кодцільовогопризначення", "кодквцпз"}, member: "purpose", read: keep("purpose")},
	{names: []string{"zoning", "zone", "basezone", "zoningcode", "zonage", "функціональназона", "зонування", "зонирование"}, member: "zone",
		read: text(func(r *registry.Record) *string { return &r.Planning.ZoneCode })},
	{names: []string{"askingprice", "listprice", "price", "prix", "prixdevente", "ціна", "стартоваціна", "цена"}, member: "price",
		read: keep("price")},
	{names: []string{"currency", "devise", "валюта"}, member: "currency", codes: genericCurrency, read: keep("currency")},
	{names: []string{"url", "siteurl", "link", "website", "webpage", "lien", "посилання", "ссылка"}, member: "page",
		read: link(func(r *registry.Record) *string { return &r.SourceURL })},
	{names: []string{"contactemail", "email", "courriel", "електроннапошта"}, member: "contact", read: genericEmail},
	{names: []string{"lastchecked", "checkedon", "verifiedon", "inspectedon", "датаперевірки", "датапроверки"}, member: "last checked",
		read: date(true, func(r *registry.Record) *registry.Date { return &r.CheckedOn })},
	{names: []string{"dateadded", "firstlisted", "addedon", "firstaddeddate", "датавнесення", "датавнесения"}, member: "first listed",
		read: date(true, func(r *registry.Record) *registry.Date { return &r.FirstListedOn })},
	{names: []string{"vacantsince", "vacantsinceon"}, member: "vacant since",
		read: date(true, func(r *registry.Record) *registry.Date { return &r.VacantSince })},
	{names: []string{"geometry", "wkt", "geom", "thegeom", "geojson", "outline", "polygon", "shape", "wktgeometry", "геометрія",
		"геометрия", "контур"}, member: "outline", read: surfaceText},
	{names: []string{"longitude", "lon", "lng", "long", "geox", "pointx", "xcoord", "xcoordinate", "coordx", "довгота", "долгота", "x"},
		member: "longitude", read: xValue},
	{names: []string{"latitude", "lat", "geoy", "pointy", "ycoord", "ycoordinate", "coordy", "широта", "y"}, member: "latitude", read: yValue},
	{names: []string{"easting", "eastings", "east"}, member: "easting", read: eastValue},
	{names: []string{"northing", "northings", "north"}, member: "northing", read: northValue},
	{names: []string{"crs", "srs", "srid", "coordinatereferencesystem", "epsg"}, member: memberSystem, read: systemName},
	{names: []string{"coordinates", "coords", "latlon", "latlng", "координати", "координаты", "coordonnees"}, member: "point",
		read: keep("coordinates")},
}

// genericName reads the name in the language of the column's header.
func genericName(language string) func(*mapping, cell) {
	return func(m *mapping, c cell) { m.name(language, c.value) }
}

func genericEmail(m *mapping, c cell) {
	if strings.Count(c.value, "@") == 1 && !strings.ContainsAny(c.value, " ,;/") {
		m.record.Contact.Email = c.value
		return
	}
	m.extra(c)
}

func genericFinish(m *mapping) {
	id, cadastral := m.kept["id"], m.kept["cadastral"]
	for _, c := range []cell{id, cadastral, m.kept["row"]} {
		if m.key == "" {
			m.key = c.value
		}
	}
	if cadastral.value == "" && registry.GuessCadastre(id.value) != "other" {
		cadastral = id
	}
	if row := m.kept["row"]; row.value != "" && row.value != m.key {
		m.extra(row)
	}
	m.genericParcels(cadastral)
	m.genericPrice()
}

// genericParcels makes parcels of the cadastral numbers, which may be several in one cell.
func (m *mapping) genericParcels(c cell) {
	for _, raw := range strings.FieldsFunc(c.value, func(r rune) bool { return r == ',' || r == ';' || r == '|' || r == '\n' }) {
		if raw = strings.TrimSpace(raw); raw != "" {
			m.record.Parcels = append(m.record.Parcels, m.parcel(c, registry.GuessCadastre(raw), raw))
		}
	}
	if owner := m.kept["ownership"]; owner.value != "" {
		if form, ok := m.code(genericOwnership, owner); ok {
			m.ownership("other", form)
		}
	}
	if purpose := m.kept["purpose"]; purpose.value != "" {
		code := m.purpose(purpose)
		if code != "" && len(m.record.Parcels) == 0 {
			m.record.Parcels = []registry.Parcel{{Cadastre: "other"}}
		}
		for i := range m.record.Parcels {
			m.record.Parcels[i].Purpose = code
		}
	}
}

// currencySigns are the signs that mean one currency only; the dollar sign is not among them.
var currencySigns = map[string]string{"£": "GBP", "€": "EUR", "₴": "UAH", "₽": "RUB", "грн": "UAH", "руб": "RUB", "zł": "PLN",
	"Kč": "CZK", "US$": "USD", "USD": "USD", "EUR": "EUR", "UAH": "UAH", "GBP": "GBP"}

// genericPrice reads an asking price with the currency that is stated beside or within it.
func (m *mapping) genericPrice() {
	c := m.kept["price"]
	if c.value == "" {
		return
	}
	currency := ""
	if stated := m.kept["currency"]; stated.value != "" {
		currency, _ = m.code(genericCurrency, stated)
	}
	amount := c
	for sign, code := range currencySigns {
		if rest, found := cutSign(c.value, sign); found {
			amount.value, currency = rest, code
		}
	}
	if rest, found := cutSign(amount.value, "$"); found {
		amount.value = rest
	}
	value, ok, proposed := parseNumber(amount.value, m.style(c))
	if !ok || value < 0 {
		if !m.warn("V-06", c, proposed, "not a plain amount of money") {
			return
		}
		value, _, _ = parseNumber(proposed, style{})
	}
	m.filledIn(c, "an asking price is one of a sale, in total")
	m.record.Offers = append(m.record.Offers, registry.Offer{Mode: "sale", PriceAmount: &value, Currency: currency, PriceBasis: "total"})
}

// cutSign takes a currency's sign off either end of an amount.
func cutSign(text, sign string) (rest string, found bool) {
	if rest, found = strings.CutPrefix(text, sign); found {
		return strings.TrimSpace(rest), true
	}
	if rest, found = strings.CutSuffix(strings.TrimSuffix(text, "."), sign); found {
		return strings.TrimSpace(rest), true
	}
	return text, false
}

// inOneCell reads latitude and longitude that stand in one cell (V-04): people write latitude first, which is only
// proposed, because a program may have written the other order.
func (m *mapping) inOneCell(c cell) bool {
	pair := twoNumbers.FindStringSubmatch(c.value)
	if pair == nil {
		return false
	}
	message := "two values in one cell; they may be latitude and longitude"
	if m.reject("V-04", c, fmt.Sprintf("longitude %s, latitude %s", pair[2], pair[1]), message) {
		m.position(cell{column: c.column, value: pair[2], at: -1}, cell{column: c.column, value: pair[1], at: -1}, m.srid)
	}
	return true
}
