package registry

// Record is one site with everything known about it, without its outline: the
// outline travels beside it as a geo.Shape. Its JSON form is the document of
// the ledger. Every member that is absent is unknown.
type Record struct {
	// Ref is the stable public reference, like KRM-2026-0042. The store
	// assigns it; only Landbank's own exports bring one along.
	Ref  string `json:"ref,omitempty"`
	Kind string `json:"kind,omitempty"` // code list kind

	Names   Text   `json:"names,omitempty"`
	Summary Text   `json:"summary,omitempty"`
	Address string `json:"address,omitempty"`

	// TerritoryCode is the territory that the source names. Where it is empty
	// the store finds the territory by the outline.
	TerritoryCode string `json:"territory_code,omitempty"`

	// Confirmation says whether people have confirmed that the site is what
	// it is said to be: candidate (found by a machine or copied from a list)
	// or confirmed.
	Confirmation string `json:"confirmation,omitempty"`
	Availability string `json:"availability,omitempty"` // available, reserved, contracted, not_available
	ReservedTill Date   `json:"reserved_until,omitzero"`

	FormerUse     string   `json:"former_use,omitempty"`
	Activity      string   `json:"activity,omitempty"` // what was done there, in words
	ActivityEnded *int     `json:"activity_ended_year,omitempty"`
	VacantSince   Date     `json:"vacant_since_on,omitzero"`
	Occupancy     string   `json:"occupancy,omitempty"`
	Servicing     string   `json:"servicing,omitempty"` // servicing stage
	AllowedUses   []string `json:"allowed_uses,omitempty"`

	Area  Area  `json:"area,omitzero"`
	Land  Land  `json:"land,omitzero"`
	Homes Homes `json:"homes,omitzero"`

	Parcels     []Parcel        `json:"parcels,omitempty"`
	Offers      []Offer         `json:"offers,omitempty"`
	Utilities   []Utility       `json:"utilities,omitempty"`
	Access      []Access        `json:"access,omitempty"`
	Buildings   []Building      `json:"buildings,omitempty"`
	Planning    Planning        `json:"planning,omitzero"`
	Environment Environment     `json:"environment,omitzero"`
	Readiness   []ReadinessItem `json:"readiness,omitempty"`
	Contact     Contact         `json:"contact,omitzero"`
	Media       []Medium        `json:"media,omitempty"` // photos and documents, in the order of screens

	// LocationQuality says how well the outline or point is known: surveyed,
	// cadastral, digitised, approximate, point_only.
	LocationQuality string `json:"location_quality,omitempty"`

	// CheckedOn is the day on which somebody last checked the record as a
	// whole against reality. FirstListedOn is the day it entered its register.
	CheckedOn     Date   `json:"checked_on,omitzero"`
	FirstListedOn Date   `json:"first_listed_on,omitzero"`
	SourceURL     string `json:"source_url,omitempty"`
	Demonstration bool   `json:"demonstration,omitempty"`

	// Facts holds the evidence of single fields, keyed by the field's name in
	// the table of fields. A field without an entry inherits the record's
	// source and CheckedOn.
	Facts map[string]Fact `json:"facts,omitempty"`

	// Outcome says what became of the site when its life here ended.
	Outcome Outcome `json:"outcome,omitzero"`

	// Internal is what the department alone knows of the site. It is never
	// public: the SQL function public_document takes it away.
	Internal Internal `json:"internal,omitzero"`

	// Extra keeps what the source said in columns that Landbank has no field
	// for, so that nothing is lost. It is never public.
	Extra map[string]string `json:"extra,omitempty"`
}

// Fact is the evidence behind one field of a site.
type Fact struct {
	State      string `json:"state,omitempty"`  // known, unknown, none, not_applicable
	Source     string `json:"source,omitempty"` // who or what says so
	Method     string `json:"method,omitempty"` // declared, measured, computed, document, registry
	AsOf       Date   `json:"as_of,omitzero"`
	VerifiedBy string `json:"verified_by,omitempty"` // role or department, or Principal.ID, which is never public
	VerifiedOn Date   `json:"verified_on,omitzero"`
	Note       string `json:"note,omitempty"`
}

// Area holds the declared areas in square metres. What the outline measures
// is computed by the database and stands beside them, never in their place.
type Area struct {
	DeclaredM2     *float64 `json:"declared_m2,omitempty"`
	UsableM2       *float64 `json:"usable_m2,omitempty"`        // gross minus easements and roads
	LargestPieceM2 *float64 `json:"largest_piece_m2,omitempty"` // largest plot in one piece
	SmallestPlotM2 *float64 `json:"smallest_plot_m2,omitempty"` // smallest plot that is offered
	Divisible      *bool    `json:"divisible,omitempty"`
	ExpansionM2    *float64 `json:"expansion_m2,omitempty"`
}

// Land describes the ground.
type Land struct {
	SlopePct     *float64 `json:"slope_pct,omitempty"`
	ElevationM   *float64 `json:"elevation_m,omitempty"`
	GroundwaterM *float64 `json:"groundwater_depth_m,omitempty"`
	FloodZone    string   `json:"flood_zone,omitempty"`
	GeotechDone  *bool    `json:"geotechnical_survey,omitempty"`
	Fenced       *bool    `json:"fenced,omitempty"`
	FrontageM    *float64 `json:"road_frontage_m,omitempty"`
}

// Homes is the housing capacity that a register of land for housing states.
type Homes struct {
	Min         *int  `json:"min,omitempty"`
	Max         *int  `json:"max,omitempty"`
	Deliverable *bool `json:"deliverable,omitempty"` // within five years
}

// Outcome is what became of a site: into which ones it was split or merged, or
// what it is used for now. It is public.
type Outcome struct {
	Successors []string `json:"successors,omitempty"` // references
	// RemainderM2 of it went into none of them, because of what Remainder says.
	RemainderM2 *float64 `json:"remainder_m2,omitempty"`
	Remainder   string   `json:"remainder,omitempty"`
	Use         string   `json:"use,omitempty"`     // code list use
	Year        *int     `json:"year,omitempty"`    // since when it is in use
	AreaM2      *float64 `json:"area_m2,omitempty"` // that came back into use
}

// IsZero tells whether nothing is said.
func (o Outcome) IsZero() bool {
	return len(o.Successors) == 0 && o.RemainderM2 == nil && o.Remainder == "" && o.Use == "" && o.Year == nil && o.AreaM2 == nil
}

// Written is the record without what the registry itself writes (see Kept).
func (r *Record) Written() Record {
	w := *r
	w.Ref, w.Extra, w.Outcome = "", nil, Outcome{}
	w.Internal.Waivers, w.Internal.ReservedFor = nil, ""
	return w
}

// Keep takes what the registry itself writes from the record before.
func (r *Record) Keep(was *Record) {
	r.Ref, r.Outcome = "", was.Outcome
	if r.Extra == nil {
		r.Extra = was.Extra // the source's own columns are not the desk's to lose
	}
	r.Internal.Waivers, r.Internal.ReservedFor = was.Internal.Waivers, was.Internal.ReservedFor
}

// Internal is what the department alone knows of a site.
type Internal struct {
	Steward     string   `json:"steward,omitempty"`      // Principal.ID of who looks after the site
	Deputy      string   `json:"deputy,omitempty"`       // of who does while the steward cannot
	ReservedFor string   `json:"reserved_for,omitempty"` // who has it reserved
	Consent     string   `json:"consent,omitempty"`      // of the owner to publish, a code of the list consent; "" where nobody has asked
	ConsentOn   Date     `json:"consent_on,omitzero"`
	Waivers     []Waiver `json:"waivers,omitempty"`
	Note        string   `json:"note,omitempty"`
}

// Waiver is the written reason for which a finding of severity warning does
// not keep a record from being published. It holds as long as the finding is
// about the same value.
type Waiver struct {
	Rule   string `json:"rule"`
	Field  string `json:"field"`
	Raw    string `json:"raw,omitempty"` // the value that was waived
	Reason string `json:"reason"`
	By     string `json:"by"` // Principal.ID
	On     Date   `json:"on,omitzero"`
}

// Waives tells whether the record has a reason for the finding.
func (r *Record) Waives(i Issue) bool {
	for _, w := range r.Internal.Waivers {
		if w.Rule == i.Rule && w.Field == i.Field && w.Raw == i.Raw {
			return true
		}
	}
	return false
}
