package registry

// Parcel is a cadastral parcel, or a part of one, that belongs to a site.
type Parcel struct {
	Cadastre        string   `json:"cadastre,omitempty"` // ua, ru, fr, lv, us, gb, other
	CadastralNumber string   `json:"cadastral_number,omitempty"`
	RawNumber       string   `json:"raw_number,omitempty"` // as the source wrote it, where that differs
	AreaM2          *float64 `json:"area_m2,omitempty"`
	SharePct        *float64 `json:"share_pct,omitempty"` // part of the parcel that belongs to the site
	LandCategory    string   `json:"land_category,omitempty"`
	Purpose         string   `json:"purpose,omitempty"` // official land-use purpose code
	Ownership       string   `json:"ownership,omitempty"`
	// Owner is public where it is a legal person, and never otherwise: the SQL
	// function public_document takes natural persons away.
	Owner          Owner    `json:"owner,omitzero"`
	Right          string   `json:"right,omitempty"`
	RegistryStatus string   `json:"registry_status,omitempty"`
	Value          *float64 `json:"normative_value,omitempty"`
	ValueCurrency  string   `json:"normative_value_currency,omitempty"`
	ValueOn        Date     `json:"normative_value_on,omitzero"`
}

// Owner is who owns a parcel.
type Owner struct {
	Kind string `json:"kind,omitempty"` // legal, natural; anything but legal is kept from the public
	Name string `json:"name,omitempty"`
	Code string `json:"code,omitempty"` // number in the state register of legal persons
}

// Offer is one way in which an investor can get the site.
type Offer struct {
	Mode           string   `json:"mode,omitempty"`
	PriceAmount    *float64 `json:"price_amount,omitempty"`
	Currency       string   `json:"currency,omitempty"`    // ISO 4217
	PriceBasis     string   `json:"price_basis,omitempty"` // total, per_m2, per_year, on_request
	VATIncluded    *bool    `json:"vat_included,omitempty"`
	PriceAsOf      Date     `json:"price_as_of,omitzero"`
	LeaseMinMonths *int     `json:"lease_min_months,omitempty"`
	LeaseMaxMonths *int     `json:"lease_max_months,omitempty"`
	AvailableFrom  Date     `json:"available_from,omitzero"`
	Procedure      string   `json:"procedure,omitempty"` // auction, tender, direct, application
	URL            string   `json:"url,omitempty"`
}

// Utility is one network at a site. The capacity's unit follows the network:
// electricity and heat kW, gas m³/h, water, sewage and stormwater m³/day,
// fibre and mobile Mbit/s.
type Utility struct {
	Network           string   `json:"network"`
	State             string   `json:"state,omitempty"` // on_site, at_boundary, nearby, planned, none
	DistanceM         *float64 `json:"distance_m,omitempty"`
	CapacityTotal     *float64 `json:"capacity_total,omitempty"`
	CapacityAvailable *float64 `json:"capacity_available,omitempty"`
	CapacityBasis     string   `json:"capacity_basis,omitempty"` // utility_letter, technical_conditions, published_map, estimate
	CapacityAsOf      Date     `json:"capacity_as_of,omitzero"`
	ValidUntil        Date     `json:"valid_until,omitzero"`
	Asset             string   `json:"asset,omitempty"` // the substation or main that the figures belong to
	VoltageKV         *float64 `json:"voltage_kv,omitempty"`
	DiameterMM        *float64 `json:"diameter_mm,omitempty"`
	ConnectionMonths  *int     `json:"connection_months,omitempty"`
	Provider          string   `json:"provider,omitempty"`
}

// Access is how one mode of transport reaches the site. Declared and computed
// rows of the same mode stand side by side.
type Access struct {
	Mode          string   `json:"mode"`
	State         string   `json:"state,omitempty"` // known, none: checked and there is none in reach
	Basis         string   `json:"basis,omitempty"` // declared, computed
	Target        string   `json:"target,omitempty"`
	StraightM     *float64 `json:"straight_m,omitempty"`
	RouteM        *float64 `json:"route_m,omitempty"`
	DriveMinCar   *float64 `json:"drive_min_car,omitempty"`
	DriveMinTruck *float64 `json:"drive_min_truck,omitempty"`
	Quality       string   `json:"quality,omitempty"`
	AxleLoadT     *float64 `json:"axle_load_t,omitempty"`
	SidingState   string   `json:"siding_state,omitempty"`
	AsOf          Date     `json:"as_of,omitzero"`
}

// Building is a building, or a group of Count like ones, on a site.
type Building struct {
	Name         string   `json:"name,omitempty"`
	Count        *int     `json:"count,omitempty"`
	Type         string   `json:"type,omitempty"`
	FloorAreaM2  *float64 `json:"floor_area_m2,omitempty"`
	FootprintM2  *float64 `json:"footprint_m2,omitempty"`
	Floors       *int     `json:"floors,omitempty"`
	ClearHeightM *float64 `json:"clear_height_m,omitempty"`
	CraneT       *float64 `json:"crane_t,omitempty"`
	YearFirst    *int     `json:"year_first,omitempty"`
	YearLast     *int     `json:"year_last,omitempty"`
	Vacancy      string   `json:"vacancy,omitempty"`
	Condition    string   `json:"condition,omitempty"`
	Heritage     string   `json:"heritage,omitempty"`
	Hazardous    string   `json:"hazardous,omitempty"`
}

// Planning is what the plans and permissions say.
type Planning struct {
	DocType          string   `json:"doc_type,omitempty"`
	ZoneCode         string   `json:"zone_code,omitempty"`
	ZoneLabel        string   `json:"zone_label,omitempty"`
	PermissionStatus string   `json:"permission_status,omitempty"`
	PermissionType   string   `json:"permission_type,omitempty"`
	PermissionOn     Date     `json:"permission_on,omitzero"`
	HistoryURLs      []string `json:"history_urls,omitempty"`
	MaxHeightM       *float64 `json:"max_height_m,omitempty"`
	MaxCoveragePct   *float64 `json:"max_coverage_pct,omitempty"`
	HazardClassMax   string   `json:"hazard_class_max,omitempty"` // I–V, widest sanitary class allowed
	Restrictions     []string `json:"restrictions,omitempty"`     // code list restriction
}

// Environment is what is known of contamination and protection.
type Environment struct {
	Contamination     string   `json:"contamination,omitempty"`
	Contaminants      []string `json:"contaminants,omitempty"`
	ContaminationFrom string   `json:"contamination_origin,omitempty"`
	StudiedOn         Date     `json:"studied_on,omitzero"`
	StudiedYear       *int     `json:"studied_year,omitempty"`
	ContaminatedM2    *float64 `json:"contaminated_m2,omitempty"`
	Hazardous         *bool    `json:"hazardous_substances,omitempty"`
	NatureZone        string   `json:"nature_zone,omitempty"`
}

// ReadinessItem is one line of the check list behind the readiness level.
type ReadinessItem struct {
	Item       string `json:"item"`
	State      string `json:"state,omitempty"` // done, under_way, missing, not_applicable
	IssuedOn   Date   `json:"issued_on,omitzero"`
	ValidUntil Date   `json:"valid_until,omitzero"`
	URL        string `json:"url,omitempty"`
	// Document is the hash of the medium of the site that proves it: the item is
	// done as long as the document is there and holds.
	Document string `json:"document,omitempty"`
}

// Contact is who answers for the site: a named role with a mailbox.
type Contact struct {
	Organisation string   `json:"organisation,omitempty"`
	Role         string   `json:"role,omitempty"`
	Email        string   `json:"email,omitempty"`
	Phone        string   `json:"phone,omitempty"`
	Languages    []string `json:"languages,omitempty"`
	AnswerDays   *int     `json:"answer_days,omitempty"`  // promised time to the first answer
	DeputyEmail  string   `json:"deputy_email,omitempty"` // mailbox of the role that stands in
	TestedOn     Date     `json:"tested_on,omitzero"`     // when a letter to the mailbox was last answered
}
