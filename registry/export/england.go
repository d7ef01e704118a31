package export

import (
	"strings"

	"landbank/registry"
)

// england is the English brownfield land register.
var england = national{columns: []nationalColumn{
	{"OrganisationURI", func(s *site) string { return s.Source.URL }},
	{"OrganisationLabel", record(func(r *registry.Record) string { return r.Contact.Organisation })},
	{"SiteReference", func(s *site) string { return s.Ref }},
	{"SiteplanURL", record(func(r *registry.Record) string { return r.SourceURL })},
	{"SiteNameAddress", englandName},
	{"GeoX", func(s *site) string { return englandDegrees(s, 0) }},
	{"GeoY", func(s *site) string { return englandDegrees(s, 1) }},
	{"Hectares", func(s *site) string { return hectares(s.squareMetres(), 2) }},
	{"OwnershipStatus", worded(ownership, map[string]string{
		"state": "owned by a public authority", "regional": "owned by a public authority", "communal": "owned by a public authority", "public": "owned by a public authority",
		"private": "not owned by a public authority", "mixed": "mixed ownership",
	}, "", "")},
	{"Deliverable", record(func(r *registry.Record) string { return englandYes(r.Homes.Deliverable) })},
	{"PlanningStatus", worded(func(r *registry.Record) string { return r.Planning.PermissionStatus }, map[string]string{
		"permissioned": "permissioned", "not_permissioned": "not permissioned", "pending": "pending decision",
	}, "", "")},
	{"PermissionType", worded(func(r *registry.Record) string { return r.Planning.PermissionType }, map[string]string{
		"full": "full planning permission", "outline": "outline planning permission", "reserved_matters": "reserved matters approval",
		"in_principle": "permission in principle", "technical_details": "technical details consent",
		"by_order": "planning permission granted under an order", "other": "other",
	}, "", "")},
	{"PermissionDate", record(func(r *registry.Record) string { return r.Planning.PermissionOn.String() })},
	{"PlanningHistory", record(func(r *registry.Record) string { return strings.Join(r.Planning.HistoryURLs, "|") })},
	{"HazardousSubstances", record(func(r *registry.Record) string { return englandYes(r.Environment.Hazardous) })},
	{"NetDwellingsRangeFrom", record(func(r *registry.Record) string { return whole(r.Homes.Min) })},
	{"NetDwellingsRangeTo", record(func(r *registry.Record) string { return whole(r.Homes.Max) })},
	{"Notes", record(func(r *registry.Record) string { return englandNotes(r.Summary.In("en")) })},
	{"FirstAddedDate", since},
	{"LastUpdatedDate", checked},
	{"EndDate", func(*site) string { return "" }}, // sites that ended are not among the published
}}

// englandName is the name and the address in one line, each once.
func englandName(s *site) string {
	name, address := oneLine(s.Record.Names.In("en")), oneLine(s.Record.Address)
	switch {
	case name == "" && address == "":
		return s.Ref
	case name == "" || strings.Contains(address, name):
		return address
	case address == "" || strings.Contains(name, address):
		return name
	}
	return name + ", " + address
}

// englandDegrees gives a coordinate with the six decimals that the standard has.
func englandDegrees(s *site, axis int) string {
	x, y, ok := s.point()
	if !ok {
		return ""
	}
	return decimal([]float64{x, y}[axis], 6)
}

// englandYes leaves no and unknown blank, as the standard wants.
func englandYes(truth *bool) string {
	if truth != nil && *truth {
		return "yes"
	}
	return ""
}

// englandNotes cuts notes at the length that the standard has.
func englandNotes(text string) string {
	const most = 4000
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}
