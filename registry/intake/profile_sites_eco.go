package intake

import (
	"strings"

	"landbank/registry"
)

var (
	ecoUse = frenchWords("use", map[string][]string{
		"industrial":     {"industrielle", "industrie", "activité industrielle", "vocation industrielle"},
		"commercial":     {"commerciale", "commerce", "activité commerciale", "vocation commerciale"},
		"office":         {"tertiaire", "bureaux", "activité tertiaire", "vocation tertiaire"},
		"craft":          {"artisanale", "artisanat", "activité artisanale", "vocation artisanale"},
		"tourism":        {"touristique", "tourisme", "activité touristique", "vocation touristique"},
		"port":           {"portuaire", "activité portuaire", "vocation portuaire"},
		"airport":        {"aéroportuaire", "aéroportuaire, aéronautique", "activité aéroportuaire", "vocation aéroportuaire"},
		"logistics":      {"logistique", "entrepôts", "entrepôts logistique", "transport et logistique"},
		"agri_logistics": {"agricole", "logistique agricole", "agro-industrielle", "activité agricole", "agrologistique"},
		"mixed":          {"mixte", "activité mixte", "vocation mixte"},
	})
	ecoServicing = frenchWords("servicing", map[string][]string{
		"not_developable":        {"non aménageable"},
		"unserviced":             {"non viabilisé", "non viabilisé et non aménagé"},
		"servicing_underway":     {"en cours de viabilisation", "viabilisation en cours", "en cours d'aménagement"},
		"serviced":               {"viabilisé"},
		"serviced_and_developed": {"viabilisé et aménagé", "aménagé"},
	})
	ecoStage = frenchWords("availability", map[string][]string{
		"available": {"en vente", "en cours de commercialisation", "en vente avec contraintes",
			"en commercialisation", "en commercialisation avec contraintes", "disponible"},
		"reserved": {"réservé", "réservé par option", "réservé par délibération", "sous option",
			"en commercialisation réservé par option", "en commercialisation réservé par délibération"},
		"contracted":    {"vendu", "vendu, commercialisation achevée", "commercialisation achevée"},
		"not_available": {"non commercialisé", "non commercialisable", "pas en vente"},
	})
	ecoOccupancy = frenchWords("occupancy", map[string][]string{
		"fully_vacant":     {"vacant", "inoccupé", "vacant inutilisé", "non utilisé", "friche"},
		"transitional_use": {"occupation transitoire", "occupation temporaire", "occupation transitoire ou temporaire"},
		"occupied":         {"occupé"},
	})
	ecoHolder = frenchWords("ownership", map[string][]string{
		"state":    {"État", "etat"},
		"regional": {"région", "département", "structure régionale", "structure départementale"},
		"communal": {"commune", "structure intercommunale", "intercommunalité", "EPCI", "structure communale"},
		"public": {"établissement public", "établissement public foncier", "établissement public d'aménagement",
			"chambre consulaire", "chambre de commerce et d'industrie", "bailleur public"},
		"private": {"privé", "personne physique", "société privée", "entreprise", "société civile immobilière", "SCI",
			"aménageur privé", "bailleur privé", "copropriété", "investisseur privé"},
		"mixed": {"mixte", "société d'économie mixte", "SEM"},
	})
)

// ecoSource is where economic sites of France are published from.
var ecoSource = registry.Source{Code: "cnig-sites-eco", Name: "Sites économiques", Licence: "Licence Ouverte 2.0",
	URL: "https://schema.data.gouv.fr/cnigfr/schema-sites-economiques/"}

// sitesEco reads both tables of the French standard CNIG Sites Économiques: sites (zones) and plots in them.
var sitesEco = profile{
	name:      "cnig-sites-eco",
	title:     registry.Text{"uk": "Французькі економічні майданчики (CNIG Sites Économiques)", "en": "French economic sites (CNIG Sites Économiques)", "ru": "Французские экономические площадки (CNIG Sites Économiques)"},
	source:    ecoSource,
	refPrefix: "FRE",
	language:  "fr",
	regions:   france,
	systems:   franceSystems,
	dayFirst:  true,
	standard:  true,
	marks:     [][]string{{"siteid", "sitevocadomi"}, {"siteid", "siteetat", "sitesurfbrute"}, {"terrid", "terrstadecomm"}, {"terrid", "terrsurfbrute"}},
	columns: []column{
		{names: []string{"terrid"}, identity: true, member: "identity", read: keep("plot")},
		{names: []string{"siteid"}, identity: true, member: "identity", read: keep("site")},
		{names: []string{"sitenom"}, member: "name", read: name()},
		{names: []string{"sitevocadomi"}, member: "main use", codes: ecoUse, read: ecoMainUse},
		{names: []string{"siteetat"}, member: "state", read: (*mapping).extra},
		{names: []string{"sitesurfbrute"}, member: "declared area",
			read: area(hectare, func(r *registry.Record) **float64 { return &r.Area.DeclaredM2 })},
		{names: []string{"sitesurfutile"}, member: "usable area",
			read: area(hectare, func(r *registry.Record) **float64 { return &r.Area.UsableM2 })},
		{names: []string{"siteidentifdate", "terridentifdate"}, member: "first listed",
			read: date(true, func(r *registry.Record) *registry.Date { return &r.FirstListedOn })},
		{names: []string{"siteactudate", "terractudate"}, member: "last checked",
			read: date(true, func(r *registry.Record) *registry.Date { return &r.CheckedOn })},
		{names: []string{"sitedescription"}, member: "summary", read: func(m *mapping, c cell) {
			m.record.Summary = registry.Text{"fr": c.value}
		}},
		{names: []string{"siteurl"}, member: "page", read: link(func(r *registry.Record) *string { return &r.SourceURL })},
		{names: []string{"sitecommnom"}, member: "address", read: frichesCommune},
		{names: []string{"sitecomminsee"}, member: "territory",
			read: text(func(r *registry.Record) *string { return &r.TerritoryCode })},
		{names: []string{"sitemoacomm"}, member: "contact",
			read: text(func(r *registry.Record) *string { return &r.Contact.Organisation })},
		{names: []string{"sitevocaindustrielle"}, member: "industry allowed", read: ecoAllowed("industrial")},
		{names: []string{"sitevocacommerciale"}, member: "commerce allowed", read: ecoAllowed("commercial")},
		{names: []string{"sitevocatertiaire"}, member: "offices allowed", read: ecoAllowed("office")},
		{names: []string{"sitevocaartisanale"}, member: "crafts allowed", read: ecoAllowed("craft")},
		{names: []string{"sitevocatouristique"}, member: "tourism allowed", read: ecoAllowed("tourism")},
		{names: []string{"sitevocaportuaire"}, member: "port activity allowed", read: ecoAllowed("port")},
		{names: []string{"sitevocaaeroportuaire"}, member: "airport activity allowed", read: ecoAllowed("airport")},
		{names: []string{"reseaueaupluviale"}, member: "stormwater drain", read: ecoNetwork("stormwater")},
		{names: []string{"reseaueaupotable"}, member: "drinking water", read: ecoNetwork("water_potable")},
		{names: []string{"reseauassainissement"}, member: "sewage", read: ecoNetwork("sewage")},
		{names: []string{"reseaugaz"}, member: "gas", read: ecoNetwork("gas")},
		{names: []string{"reseauelectrique"}, member: "electricity", read: ecoNetwork("electricity")},
		{names: []string{"reseaufibreoptique"}, member: "fibre", read: ecoNetwork("fibre")},
		{names: []string{"autoroutenom"}, member: "motorway", read: keep("motorway_junction")},
		{names: []string{"autorouteechangdist"}, member: "motorway", read: ecoDistance("motorway_junction")},
		{names: []string{"garenom"}, member: "passenger station", read: keep("passenger_station")},
		{names: []string{"garedist"}, member: "passenger station", read: ecoDistance("passenger_station")},
		{names: []string{"garefretnom"}, member: "freight station", read: keep("freight_station")},
		{names: []string{"garefretdist"}, member: "freight station", read: ecoDistance("freight_station")},
		{names: []string{"aeroportnom"}, member: "airport", read: keep("airport")},
		{names: []string{"aeroportdist"}, member: "airport", read: ecoDistance("airport")},
		{names: []string{"sitegeomsurf", "terrgeomsurf", "geometry"}, member: "outline", read: surfaceText},
		{names: []string{"sitegeompoint"}, member: "point", read: pointText},
		{names: []string{"terrrefcad"}, member: "parcels", read: parcels("fr")},
		{names: []string{"terrsurfbrute"}, member: "declared area",
			read: area(hectare, func(r *registry.Record) **float64 { return &r.Area.DeclaredM2 })},
		{names: []string{"terrmaitrisefonc"}, member: "ownership", codes: ecoHolder, read: ecoOwner},
		{names: []string{"terrstadeamngt"}, member: "servicing", codes: ecoServicing,
			read: code(ecoServicing, func(r *registry.Record) *string { return &r.Servicing })},
		{names: []string{"terrstadecomm"}, member: "availability", codes: ecoStage,
			read: code(ecoStage, func(r *registry.Record) *string { return &r.Availability })},
		{names: []string{"terretatoccup"}, member: "occupancy", codes: ecoOccupancy, read: ecoOccupied},
		{names: []string{"terrm2prix"}, member: "price", read: keep("price")},
		{names: []string{"terrcleenmain"}, member: "readiness", read: (*mapping).extra},
	},
	prepare: func(m *mapping) { m.record.Kind, m.record.Confirmation = "industrial_park_plot", "candidate" },
	finish:  ecoFinish,
}

func ecoMainUse(m *mapping, c cell) {
	if use, ok := m.code(ecoUse, c); ok {
		m.allow(use)
	}
}

// ecoAllowed adds a use that the site is open to.
func ecoAllowed(use string) func(*mapping, cell) {
	return func(m *mapping, c cell) {
		if allowed, ok := m.yes(c); ok && allowed {
			m.allow(use)
		}
	}
}

func (m *mapping) allow(use string) {
	for _, u := range m.record.AllowedUses {
		if u == use {
			return
		}
	}
	m.record.AllowedUses = append(m.record.AllowedUses, use)
}

// ecoNetwork reads whether a network serves the site.
func ecoNetwork(network string) func(*mapping, cell) {
	return func(m *mapping, c cell) {
		served, ok := m.yes(c)
		if !ok {
			return
		}
		state := "none"
		if served {
			state = "on_site"
		}
		m.record.Utilities = append(m.record.Utilities, registry.Utility{Network: network, State: state})
	}
}

// ecoDistance reads a distance by road in kilometres; the column before it names the target.
func ecoDistance(mode string) func(*mapping, cell) {
	return func(m *mapping, c cell) {
		kilometres, ok := m.number(c)
		switch {
		case !ok:
		case kilometres < 0 || kilometres > 1000:
			m.warn("V-06", c, "", "not a distance in kilometres")
		default:
			metres := kilometres * 1000
			m.record.Access = append(m.record.Access, registry.Access{Mode: mode, State: "known", Basis: "declared",
				Target: m.kept[mode].value, RouteM: &metres})
		}
	}
}

func ecoOwner(m *mapping, c cell) {
	if form, ok := m.code(ecoHolder, c); ok {
		m.kept["owner"] = cell{column: c.column, value: form, at: c.at}
	}
}

func ecoOccupied(m *mapping, c cell) {
	if strings.Contains(fold(c.value), "friche") {
		m.record.Kind = "brownfield"
	}
	if code, ok := m.code(ecoOccupancy, c); ok {
		m.record.Occupancy = code
	}
}

func ecoFinish(m *mapping) {
	m.key = m.kept["plot"].value
	if m.key == "" {
		m.key = m.kept["site"].value
	} else if site := m.kept["site"]; site.value != "" {
		m.extra(site)
	}
	m.ownership("fr", m.kept["owner"].value)
	price := m.kept["price"]
	if price.value == "" {
		return
	}
	if m.record.Availability != "available" { // the price of a sale that is past is no offer
		m.extra(price)
		return
	}
	if amount, ok := m.number(price); ok {
		m.record.Offers = []registry.Offer{{Mode: "sale", PriceAmount: &amount, Currency: "EUR", PriceBasis: "per_m2"}}
	}
}
