package export

import (
	"slices"

	"landbank/registry"
)

// The French standards' yes and no.
const frenchYes, frenchNo = "oui", "non"

// sitesEco is the French table of economic sites, class SITE-ECO of CNIG Sites Économiques 1.0.1. What the standard
// requires and a record does not say stays empty, or is unknown where the standard has a word for that.
var sitesEco = national{columns: []nationalColumn{
	{"site_id", func(s *site) string { return s.Ref }},
	{"pole_id", empty},
	{"site_nom", named("fr")},
	{"site_type", ecoType},
	{"site_vocadomi", ecoMainUse},
	{"site_etat", func(*site) string { return frenchUnknown }}, // that of the zone, not of what is offered in it
	{"site_surf_brute", func(s *site) string { return hectares(s.squareMetres(), 4) }},
	{"site_surf_utile", record(func(r *registry.Record) string { return hectares(r.Area.UsableM2, 4) })},
	{"site_creation_date", empty},
	{"site_identif_date", since},
	{"site_actu_date", checked},
	{"source_producteur", func(s *site) string { return s.Source.Producer }},
	{"site_description", record(func(r *registry.Record) string { return oneLine(r.Summary.In("fr")) })},
	{"site_quali_territoire", empty}, {"site_evol_urba", empty},
	{"site_url", record(func(r *registry.Record) string { return frichesURL(r.SourceURL) })},
	{"site_epci_nom", empty}, {"site_epci_siren", empty},
	{"site_comm_nom", func(s *site) string { return commune(s).Names.In("fr") }},
	{"site_comm_insee", frichesCommune},
	{"site_moa_type", func(*site) string { return frenchUnknown }},
	{"site_moa_nom", empty}, {"site_moa_amngt", empty},
	{"site_moa_comm", record(func(r *registry.Record) string { return r.Contact.Organisation })},
	{"site_uf_nbre", empty}, {"site_uf_vacant_nbre", empty}, {"site_taux_vacance", empty}, {"site_uf_bati_nbre", empty},
	{"site_nb_etab", empty}, {"site_nb_emploi", empty},
	{"site_geomsurf", ecoSurface},
	{"site_geompoint", ecoPoint},
	{"site_media", empty}, {"site_surf_comm_dispo", empty}, {"site_surf_projet", empty},
	{"site_voca_industrielle", ecoAllows("industrial")},
	{"site_voca_commerciale", ecoAllows("commercial")},
	{"site_voca_tertiaire", ecoAllows("office")},
	{"site_voca_artisanale", ecoAllows("craft")},
	{"site_voca_touristique", ecoAllows("tourism")},
	{"site_voca_portuaire", ecoAllows("port")},
	{"site_voca_aeroportuaire", ecoAllows("airport")},
	{"reseau_eau_pluviale", ecoServed("stormwater")},
	{"reseau_eau_potable", ecoServed("water_potable")},
	{"reseau_assainissement", ecoServed("sewage")},
	{"reseau_gaz", ecoServed("gas")},
	{"reseau_electrique", ecoServed("electricity")},
	{"reseau_fibre_optique", ecoServed("fibre")},
	{"reseau_fret_ferroviaire", ecoReached("rail_siding")},
	{"reseau_fluvial", ecoReached("river_port")},
	{"desserte_tc", ecoReached("public_transport")},
	{"desserte_route_nom", func(s *site) string { return ecoNearest(s, "national_road", "local_road").Target }},
	{"autoroute_nom", ecoTarget("motorway_junction")}, {"autoroute_echang_dist", ecoKilometres("motorway_junction")},
	{"gare_nom", ecoTarget("passenger_station")}, {"gare_dist", ecoKilometres("passenger_station")},
	{"gare_fret_nom", ecoTarget("freight_station")}, {"gare_fret_dist", ecoKilometres("freight_station")},
	{"aeroport_nom", ecoTarget("airport")}, {"aeroport_dist", ecoKilometres("airport")},
	{"port_nom", ecoTarget("sea_port", "river_port")}, {"port_dist", ecoKilometres("sea_port", "river_port")},
}}

// ecoType tells only of plots in industrial parks what they lie in.
func ecoType(s *site) string {
	if s.Record.Kind == "industrial_park_plot" {
		return "zone d'activité économique"
	}
	return frenchUnknown
}

var ecoUses = map[string]string{
	"industrial": "industrielle", "commercial": "commerciale", "office": "tertiaire", "craft": "artisanale", "tourism": "touristique",
	"port": "portuaire", "airport": "aéroportuaire, aéronautique", "logistics": "entrepôts, logistique",
	"agri_logistics": "logistique agricole", "mixed": "mixte",
}

// ecoMainUse is the only use that is allowed; of several none is said to prevail.
func ecoMainUse(s *site) string {
	switch uses := s.Record.AllowedUses; len(uses) {
	case 0:
		return frenchUnknown
	case 1:
		if word, ok := ecoUses[uses[0]]; ok {
			return word
		}
		return frenchOther
	}
	return ecoUses["mixed"]
}

// ecoAllows says yes to a use that is listed; one that is not may be allowed for all that.
func ecoAllows(use string) func(*site) string {
	return func(s *site) string {
		if slices.Contains(s.Record.AllowedUses, use) {
			return frenchYes
		}
		return ""
	}
}

// ecoServed tells whether a network is on the site. At its boundary is neither in the standard.
func ecoServed(network string) func(*site) string {
	return func(s *site) string {
		answer := ""
		for _, u := range s.Record.Utilities {
			switch {
			case u.Network != network:
			case u.State == "on_site":
				return frenchYes
			case u.State == "nearby" || u.State == "planned" || u.State == "none":
				answer = frenchNo
			}
		}
		return answer
	}
}

// ecoReached tells whether a means of transport ends on the site itself; it is denied only where somebody looked.
func ecoReached(mode string) func(*site) string {
	return func(s *site) string {
		answer := ""
		for _, a := range s.Record.Access {
			switch {
			case a.Mode != mode:
			case a.State == "none" || a.SidingState == "none" || a.SidingState == "dismantled":
				answer = frenchNo
			case a.RouteM != nil && *a.RouteM == 0 || a.StraightM != nil && *a.StraightM == 0:
				return frenchYes
			}
		}
		return answer
	}
}

// ecoNearest is the access by the nearest of the modes along roads, which the standard measures; one without a
// distance stands in where none has any.
func ecoNearest(s *site, modes ...string) registry.Access {
	var best registry.Access
	for _, a := range s.Record.Access {
		if !slices.Contains(modes, a.Mode) || a.State == "none" {
			continue
		}
		if best.Mode == "" || a.RouteM != nil && (best.RouteM == nil || *a.RouteM < *best.RouteM) {
			best = a
		}
	}
	return best
}

func ecoTarget(modes ...string) func(*site) string {
	return func(s *site) string { return oneLine(ecoNearest(s, modes...).Target) }
}

func ecoKilometres(modes ...string) func(*site) string {
	const kilometre = 1000
	return func(s *site) string {
		if far := ecoNearest(s, modes...).RouteM; far != nil {
			return decimal(*far/kilometre, 3)
		}
		return ""
	}
}

func ecoSurface(s *site) string {
	if _, ok := s.flat.shape.Surface(); !ok {
		return ""
	}
	return string(s.flat.shape.GeoJSON())
}

// ecoPoint is a geopoint of Table Schema: longitude, latitude.
func ecoPoint(s *site) string {
	x, y, ok := s.point()
	if !ok {
		return ""
	}
	return decimal(x, 7) + ", " + decimal(y, 7)
}
