package export

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"landbank/registry"
)

// The French standards' words for codes that they do not have, and for what is
// not known.
const (
	frenchOther   = "autre"
	frenchUnknown = "inconnu"
)

func french(of func(*registry.Record) string, words map[string]string) func(*site) string {
	words["not_applicable"] = "sans objet"
	return worded(of, words, frenchOther, frenchUnknown)
}

// friches is the French inventory of brownfields, CNIG Friches 1.0.6.
var friches = national{columns: []nationalColumn{
	{"site_id", func(s *site) string { return s.Ref }},
	{"site_nom", named("fr")},
	{"site_type", french(func(r *registry.Record) string { return r.FormerUse }, map[string]string{
		"industrial": "friche industrielle", "commercial": "friche commerciale", "hospital": "friche hospitalière", "agro_industrial": "friche agro-industrielle",
		"quarry_mine": "friche carrière ou mine", "military": "friche militaire", "housing": "friche d'habitat", "public_facility": "friche d'équipement public",
		"port": "friche portuaire", "airport": "friche aéroportuaire", "railway": "friche ferroviaire", "logistics": "friche logistique",
		"leisure_tourism_hotel": "friche loisir tourisme hôtellerie", "education": "friche enseignement", "religious": "friche cultuelle",
		"mixed_housing": "mixte - dominante habitat", "mixed_other": "mixte - autre",
	})},
	{"site_adresse", record(func(r *registry.Record) string { return oneLine(r.Address) })},
	{"site_identif_date", since},
	{"site_actu_date", checked},
	{"site_url", record(func(r *registry.Record) string { return frichesURL(r.SourceURL) })},
	{"site_ademe_url", empty},
	{"site_securite", empty},
	{"site_occupation", french(func(r *registry.Record) string { return r.Occupancy }, map[string]string{
		"fully_vacant": "totalement inoccupé", "partly_vacant": "partiellement inoccupé", "transitional_use": "occupation transitoire ou temporaire",
		"suspected_illegal": "occupation illicite supposée", "confirmed_illegal": "occupation illicite avérée",
	})},
	{"site_statut", empty}, // whether there is a project is not told
	{"site_projet_url", empty}, {"site_reconv_annee", empty}, {"site_reconv_type", empty},
	{"activite_libelle", record(func(r *registry.Record) string { return strings.ReplaceAll(r.Activity, "; ", "|") })},
	{"activite_code", empty},
	{"activite_fin_annee", record(func(r *registry.Record) string { return whole(r.ActivityEnded) })},
	{"comm_nom", func(s *site) string { return commune(s).Names.In("fr") }},
	{"comm_insee", frichesCommune},
	{"bati_type", french(func(r *registry.Record) string { return building(r).Type }, map[string]string{
		"industrial": "industriel", "commercial": "commercial", "residential": "résidentiel", "office": "secteur tertiaire",
	})},
	{"bati_nombre", record(func(r *registry.Record) string { return whole(building(r).Count) })},
	{"bati_surface", record(func(r *registry.Record) string { return rounded(building(r).FloorAreaM2) })},
	{"bati_pollution", worded(func(r *registry.Record) string { return building(r).Hazardous }, map[string]string{
		"asbestos": "amiante", "lead": "plomb", "none": "sans objet", "not_applicable": "sans objet",
	}, frenchOther, frenchUnknown)},
	{"bati_vacance", french(func(r *registry.Record) string { return building(r).Vacancy }, map[string]string{
		"occupied": "occupé", "partly": "partiellement occupé", "vacant": "vacant",
	})},
	{"bati_patrimoine", french(func(r *registry.Record) string { return building(r).Heritage }, map[string]string{
		"none": "aucun", "of_interest": "présence d'un bâtiment d'intérêt", "listed": "présence d'un bâtiment classé",
	})},
	{"bati_etat", french(func(r *registry.Record) string { return building(r).Condition }, map[string]string{
		"none_or_slight": "dégradation inexistante ou faible", "medium": "dégradation moyenne", "very_heavy": "dégradation très importante", "mixed": "dégradation hétérogène",
	})},
	{"local_ancien_annee", record(func(r *registry.Record) string { return whole(building(r).YearFirst) })},
	{"local_recent_annee", record(func(r *registry.Record) string { return whole(building(r).YearLast) })},
	{"proprio_type", empty}, {"proprio_personne", empty}, {"proprio_nom", empty}, // owners are no part of what is published here
	{"sol_pollution_annee", record(func(r *registry.Record) string { return whole(r.Environment.StudiedYear) })},
	{"sol_pollution_existe", french(func(r *registry.Record) string { return r.Environment.Contamination }, map[string]string{
		"none": "pollution inexistante", "treated": "pollution traitée", "unlikely": "pollution peu probable", "suspected": "pollution supposée", "confirmed": "pollution avérée",
	})},
	{"sol_pollution_origine", french(func(r *registry.Record) string { return r.Environment.ContaminationFrom }, map[string]string{
		"waste_or_storage": "dépôt de déchets, stockages de produits", "operation": "pollution due au fonctionnement de l'installation",
		"accident": "origine accidentelle (transport, transbordement, manipulation,...)", "atmospheric": "retombées atmosphériques",
	})},
	{"sol_pollution_commentaire", empty}, {"sol_depollution_fiche", empty},
	{"unite_fonciere_surface", func(s *site) string { return rounded(s.squareMetres()) }},
	{"unite_fonciere_refcad", frichesParcels},
	{"urba_zone_type", frichesZone},
	{"urba_zone_lib", record(func(r *registry.Record) string { return r.Planning.ZoneLabel })},
	{"urba_zone_formdomi", empty},
	{"urba_zaer", func(*site) string { return frenchUnknown }},
	{"urba_doc_type", french(func(r *registry.Record) string { return r.Planning.DocType }, map[string]string{
		"national_rules": "RNU", "zoning_plan": "PLU", "detailed_plan": "PSMV",
	})},
	{"desserte_distance", empty}, {"desserte_commentaire", empty},
	{"source_nom", func(s *site) string { return s.Source.Name }},
	{"source_url", func(s *site) string { return s.Source.URL }},
	{"source_producteur", func(s *site) string { return s.Source.Producer }},
	{"source_contact", record(func(r *registry.Record) string { return r.Contact.Email })},
	{"geompoint", frichesPoint},
	{"geomsurf", func(s *site) string {
		if _, ok := s.flat.shape.Surface(); !ok {
			return ""
		}
		return s.flat.shape.WKT()
	}},
}}

func empty(*site) string { return "" }

func rounded(n *float64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatFloat(math.Round(*n), 'f', 0, 64)
}

// frichesURL leaves out what the standard takes for no address.
func frichesURL(address string) string {
	if !strings.HasPrefix(address, "http") || strings.ContainsAny(address, "| ") {
		return ""
	}
	return address
}

// frichesCommune is the code of the commune.
func frichesCommune(s *site) string {
	if c := commune(s); c.Code != "" {
		return strings.TrimPrefix(c.Code, "FR-")
	}
	return s.Record.TerritoryCode
}

var frichesParcel = regexp.MustCompile(`^[0-9A-B]{2}\d{6}[0-9A-Z]{2}\d{4}$`)

// frichesParcels lists the numbers of the French cadastre; the standard has no
// room for others.
func frichesParcels(s *site) string {
	var list []string
	for _, p := range s.Record.Parcels {
		if frichesParcel.MatchString(p.CadastralNumber) {
			list = append(list, p.CadastralNumber)
		}
	}
	return strings.Join(list, "|")
}

// frichesZone is the kind of zone where the plan has one of the standard's.
func frichesZone(s *site) string {
	switch code := s.Record.Planning.ZoneCode; code {
	case "U", "AUc", "AUs", "A", "N", "Zc", "ZCa", "ZnC", "RNU":
		return code
	case "":
		return frenchUnknown
	}
	return frenchOther
}

func frichesPoint(s *site) string {
	x, y, ok := s.point()
	if !ok {
		return ""
	}
	return "POINT(" + decimal(x, 7) + " " + decimal(y, 7) + ")"
}
