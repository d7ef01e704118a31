package intake

import (
	"strings"

	"landbank/geo"
	"landbank/registry"
)

var (
	englandOwnership = words("ownership", map[string][]string{
		"public": {"owned by a public authority", "owned by public authority", "public authority", "in public ownership",
			"PA_owned", "public"},
		"private": {"not owned by a public authority", "not owned by public authority", "not PA_owned", "private",
			"private individual", "private company"},
		"mixed": {"mixed ownership", "mixed", "partly owned by a public authority",
			"part public part not in public ownership"},
		unknown: {"unknown", "unknown ownership", "unkown ownership", "not known"},
	})
	englandStatus = words("permission_status", map[string][]string{
		"permissioned":     {"permissioned", "full permissioned"},
		"not_permissioned": {"not permissioned", "no permissioned"},
		"pending":          {"pending decision", "decision pending", "pending", "pending permission"},
		unknown:            {"unknown"},
	})
	englandPermission = words("permission_type", map[string][]string{
		"full": {"full planning permission", "full", "full planning", "full permission"},
		"outline": {"outline planning permission", "outline", "outline planning", "outline permission",
			"outline reg 3 planning permission"},
		"reserved_matters":  {"reserved matters approval", "reserved matters", "reserve matters"},
		"in_principle":      {"permission in principle"},
		"technical_details": {"technical details consent"},
		"by_order": {"planning permission granted under an order", "planning granted under an order",
			"granted under an order", "under an order"},
		"other": {"other"},
		unknown: {"unknown", "none"},
	})
)

// england reads brownfield land registers after the English specification, in its current and former editions.
var england = profile{
	name:  "england-brownfield",
	title: registry.Text{"uk": "Англійський реєстр браунфілдів", "en": "English brownfield land register", "ru": "Английский реестр браунфилдов"},
	source: registry.Source{Code: "england-brownfield", Name: "Brownfield land registers of England",
		Producer: "Local planning authorities of England", Licence: "Open Government Licence v3.0",
		URL: "https://www.planning.data.gov.uk/dataset/brownfield-land"},
	refPrefix: "ENG",
	language:  "en",
	regions:   []geo.BBox{geo.NewBBox(-6.6, 49.8, 2, 56)},
	systems:   []int{27700, 25830, 32630, 3857, 3035, 3034},
	dayFirst:  true,
	standard:  true,
	marks: [][]string{{"organisationuri", "sitereference"}, {"organisationuri", "sitenameaddress"}, {"organisationuri", "geox"},
		{"sitenameaddress", "ownershipstatus"}, {"sitenameaddress", "netdwellingsrangefrom"}},
	columns: []column{
		{names: []string{"organisationuri"}, old: []string{"organisationurl", "publisheruri"}, short: []string{"ORGANISATI"},
			member: "identity", read: keep("organisation")},
		{names: []string{"organisationlabel"}, old: []string{"organisationallabel", "publisherlabel"}, short: []string{"ORGANISA_1"},
			member: "contact", read: text(func(r *registry.Record) *string { return &r.Contact.Organisation })},
		{names: []string{"sitereference"}, identity: true, short: []string{"SITE_REFER"}, member: "identity", read: keep("reference")},
		{names: []string{"sitenameaddress"}, short: []string{"SITE_NAME_"}, member: "name and address", read: englandName},
		{names: []string{"coordinatereferencesystem"}, old: []string{"coordinatesrefsystem", "sitecoordinate", "crs"},
			short: []string{"COORDINATE"}, member: memberSystem, read: systemName},
		{names: []string{"geox"}, old: []string{"longitude", "lon"}, member: "longitude", read: xValue},
		{names: []string{"geoy"}, old: []string{"latitude", "lat"}, member: "latitude", read: yValue},
		{names: []string{"geometry", "wkt"}, member: "outline or point", read: surfaceText},
		{names: []string{"easting"}, old: []string{"bngeasting", "eastings", "east", "eastingref"}, member: "easting", read: eastValue},
		{names: []string{"northing"}, old: []string{"bngnorthing", "northings", "north", "northingref"}, member: "northing",
			read: northValue},
		{names: []string{"siteplanurl"}, old: []string{"siteplan"}, short: []string{"SITEPLAN_U"}, member: "page",
			read: link(func(r *registry.Record) *string { return &r.SourceURL })},
		{names: []string{"hectares"}, old: []string{"sizehectares", "sitehectares", "areahectares"}, member: "declared area",
			read: area(hectare, func(r *registry.Record) **float64 { return &r.Area.DeclaredM2 })},
		{names: []string{"ownershipstatus"}, old: []string{"ownershipinformation"}, short: []string{"OWNERSHIP_"}, member: "ownership", codes: englandOwnership, read: englandOwner},
		{names: []string{"planningstatus"}, short: []string{"PLANNING_S"}, member: "permission status", codes: englandStatus,
			read: code(englandStatus, func(r *registry.Record) *string { return &r.Planning.PermissionStatus })},
		{names: []string{"permissiontype"}, short: []string{"PERMISSION"}, member: "permission type", codes: englandPermission,
			read: code(englandPermission, func(r *registry.Record) *string { return &r.Planning.PermissionType })},
		{names: []string{"permissiondate"}, short: []string{"PERMISSI_1"}, member: "permission day",
			read: date(true, func(r *registry.Record) *registry.Date { return &r.Planning.PermissionOn })},
		{names: []string{"planninghistory"}, short: []string{"PLANNING_H"}, member: "planning history",
			read: links(func(r *registry.Record) *[]string { return &r.Planning.HistoryURLs })},
		{names: []string{"deliverable"}, short: []string{"DELIVERABL"}, member: "deliverable within five years",
			read: englandDeliverable},
		{names: []string{"netdwellingsrangefrom"}, old: []string{"minnetdwellings", "netdwellingsminimum", "minimumnetdwellings"},
			short: []string{"NET_DWELLI", "MIN_NET_DW"}, member: "fewest homes",
			read: integer(func(r *registry.Record) **int { return &r.Homes.Min })},
		{names: []string{"netdwellingsrangeto"}, old: []string{"netdwellingsmaximum", "newdwellingsrangeto"},
			short: []string{"NET_DWEL_1"}, member: "most homes",
			read: integer(func(r *registry.Record) **int { return &r.Homes.Max })},
		{names: []string{"hazardoussubstances"}, short: []string{"HAZARDOUS_"}, member: "hazardous substances",
			read: yes(func(r *registry.Record) **bool { return &r.Environment.Hazardous })},
		{names: []string{"notes"}, member: "summary", read: func(m *mapping, c cell) {
			m.record.Summary = registry.Text{"en": c.value}
		}},
		{names: []string{"firstaddeddate"}, old: []string{"firstdate"}, short: []string{"FIRST_ADDE"}, member: "first listed",
			read: date(true, func(r *registry.Record) *registry.Date { return &r.FirstListedOn })},
		{names: []string{"lastupdateddate"}, old: []string{"lateupdate"}, short: []string{"LAST_UPDAT"}, member: "last checked",
			read: date(true, func(r *registry.Record) *registry.Date { return &r.CheckedOn })},
		{names: []string{"enddate"}, member: "availability", read: keep("end")},
	},
	prepare: func(m *mapping) { m.record.Kind, m.record.Confirmation = "brownfield", "candidate" },
	finish:  englandFinish,
}

func englandName(m *mapping, c cell) {
	m.name("en", c.value)
	m.record.Address = oneLine(c.value)
}

// englandDeliverable takes the word of the column itself for yes.
func englandDeliverable(m *mapping, c cell) {
	if fold(c.value) == "deliverable" {
		c.value = "yes"
	}
	if v, ok := m.yes(c); ok {
		m.record.Homes.Deliverable = &v
	}
}

// englandOwner puts the form of ownership on the land as a whole: these registers know no parcels.
func englandOwner(m *mapping, c cell) {
	if form, ok := m.code(englandOwnership, c); ok {
		m.record.Parcels = []registry.Parcel{{Cadastre: "gb", Ownership: form}}
	}
}

func englandFinish(m *mapping) {
	m.minMax("NetDwellingsRangeFrom, NetDwellingsRangeTo", &m.record.Homes.Min, &m.record.Homes.Max)
	if c := m.kept["end"]; c.value != "" {
		m.ended(c)
	}
	reference := m.kept["reference"].value
	if reference == "" {
		return
	}
	organisation := englandOrganisation(m.kept["organisation"].value)
	if organisation == "" {
		organisation = fold(m.record.Contact.Organisation)
	}
	if organisation == "" {
		m.note("V-12", registry.Warning, m.kept["reference"], "",
			"no organisation: the site is known by its reference alone; where the file is of one council, name it with --source")
		organisation = "-"
	}
	m.key = organisation + "/" + reference
}

// ended takes a day on which the site left its register: from then on it is not available.
func (m *mapping) ended(c cell) {
	day, ok := m.date(c, false)
	switch first := m.record.FirstListedOn; {
	case !ok:
	case !first.IsZero() && day.Before(first.Time):
		m.warn("V-10", c, "", "the end is before "+first.String()+", the day of the first entry")
	case !day.After(m.today.Time):
		m.record.Availability = "not_available"
	}
}

// englandOrganisation makes one name of the spellings of an organisation's URI.
func englandOrganisation(uri string) string {
	uri = strings.ToLower(strings.TrimRight(uri, "/ "))
	if at := strings.Index(uri, "://"); at >= 0 {
		uri = uri[at+3:]
	}
	uri = strings.TrimPrefix(uri, "opendatacommunities.org/")
	return strings.TrimPrefix(uri, "id/")
}
