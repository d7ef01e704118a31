package intake

import (
	"landbank/registry"
)

// frenchWords makes a code map with the words that every list of the French standards ends with. Where our list has
// no code for them, they leave the member unknown.
func frenchWords(list string, of map[string][]string) *codeMap {
	of[unknown] = append(of[unknown], "inconnu", "inconnue")
	for word, code := range map[string]string{"autre": "other", "sans objet": "not_applicable"} {
		if !registry.HasCode(list, code) {
			code = unknown
		}
		of[code] = append(of[code], word)
	}
	return words(list, of)
}

var (
	frichesType = frenchWords("former_use", map[string][]string{
		"industrial":            {"friche industrielle", "industrielle"},
		"commercial":            {"friche commerciale"},
		"hospital":              {"friche hospitalière"},
		"agro_industrial":       {"friche agro-industrielle", "agro-industrielle"},
		"quarry_mine":           {"friche carrière ou mine"},
		"military":              {"friche militaire"},
		"housing":               {"friche d'habitat", "friche d'habitation"},
		"public_facility":       {"friche d'équipement public"},
		"port":                  {"friche portuaire"},
		"airport":               {"friche aéroportuaire"},
		"railway":               {"friche ferroviaire"},
		"logistics":             {"friche logistique"},
		"leisure_tourism_hotel": {"friche loisir tourisme hôtellerie"},
		"education":             {"friche enseignement"},
		"religious":             {"friche cultuelle"},
		"mixed_housing":         {"mixte - dominante habitat"},
		"mixed_other":           {"mixte - autre", "mixte", "friche mixte"},
	})
	frichesOccupation = frenchWords("occupancy", map[string][]string{
		"fully_vacant":      {"totalement inoccupé"},
		"partly_vacant":     {"partiellement inoccupé"},
		"transitional_use":  {"occupation transitoire ou temporaire"},
		"suspected_illegal": {"occupation illicite supposée"},
		"confirmed_illegal": {"occupation illicite avérée"},
	})
	// frichesStatut says of a converted site that it is not available; a project does not yet take a site away.
	frichesStatut = words("availability", map[string][]string{
		"not_available": {"friche reconvertie"},
		unknown: {"friche potentielle", "friche sans projet", "friche avec projet", "inconnu", "autre",
			"sans objet"},
	})
	frichesBuilding = frenchWords("building_type", map[string][]string{
		"industrial": {"industriel"}, "commercial": {"commercial"}, "residential": {"résidentiel"},
		"office": {"secteur tertiaire"},
	})
	frichesHazard = frenchWords("building_hazard", map[string][]string{
		"asbestos": {"amiante"}, "lead": {"plomb"}, "none": {"aucune", "aucun"},
	})
	frichesVacancy = frenchWords("building_vacancy", map[string][]string{
		"occupied": {"occupé"}, "partly": {"partiellement occupé"}, "vacant": {"vacant"},
	})
	frichesHeritage = frenchWords("heritage", map[string][]string{
		"none": {"aucun"}, "of_interest": {"présence d'un bâtiment d'intérêt"},
		"listed": {"présence d'un bâtiment classé"},
	})
	frichesCondition = frenchWords("building_condition", map[string][]string{
		"none_or_slight": {"dégradation inexistante ou faible"}, "medium": {"dégradation moyenne"},
		"very_heavy": {"dégradation très importante"}, "mixed": {"dégradation hétérogène"},
	})
	frichesSoil = frenchWords("contamination", map[string][]string{
		"none": {"pollution inexistante"}, "treated": {"pollution traitée"}, "unlikely": {"pollution peu probable"},
		"suspected": {"pollution supposée"}, "confirmed": {"pollution avérée"},
	})
	frichesOrigin = frenchWords("contamination_origin", map[string][]string{
		"waste_or_storage": {"dépôt de déchets, stockages de produits"},
		"operation":        {"pollution due au fonctionnement de l'installation"},
		"accident":         {"origine accidentelle (transport, transbordement, manipulation,...)", "origine accidentelle"},
		"atmospheric":      {"retombées atmosphériques"},
	})
	frichesPlan = frenchWords("plan_type", map[string][]string{
		"national_rules": {"RNU"}, "zoning_plan": {"PLU", "PLUI", "POS", "CC"}, "detailed_plan": {"PSMV"},
	})
)
