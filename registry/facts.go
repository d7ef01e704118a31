package registry

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
)

// The states of knowledge of a field, those of the code list fact_state.
const (
	StateKnown         = "known"
	StateUnknown       = "unknown"
	StateNone          = "none" // checked, and there is none
	StateNotApplicable = "not_applicable"
)

// FieldFact is what stands behind one field of a site.
type FieldFact struct {
	Fact
	// Inherited: the field has no evidence of its own and rests on the record
	// as a whole.
	Inherited bool `json:"inherited"`
	// Stale: its group has to be checked, or nobody knows how old it is.
	Stale bool `json:"stale"`
}

// Comparison is a declared figure beside the one that was computed.
type Comparison struct {
	Field    string  `json:"field"`
	Declared float64 `json:"declared"`
	Computed float64 `json:"computed"`
	Unit     string  `json:"unit"`
	// DiffersPct is by how much of the computed one they differ.
	DiffersPct float64 `json:"differs_pct"`
	Conflict   bool    `json:"conflict"` // they differ by more than can be rounding
}

// Shares of the computed figure by which a declared one may be off before the
// two are in conflict: V-07 says so of areas; routes depend on where they end.
const (
	areaConflict  = 0.05
	routeConflict = 0.20
	floorConflict = 0.20
)

// FactsOf tells what stands behind every field of a published site, by the
// field's name: its state of knowledge, and the evidence, which is the
// record's own source and day of check where the field has none. It is a pure
// function of what the public sees.
func FactsOf(d *Detail) (map[string]FieldFact, error) {
	var values map[string]json.RawMessage
	var said struct {
		None        []string `json:"none"`
		StaleGroups []string `json:"stale_groups"`
	}
	if err := json.Unmarshal(d.Properties, &values); err != nil {
		return nil, fmt.Errorf("facts of %s: %w", d.Ref, err)
	}
	if err := json.Unmarshal(d.Properties, &said); err != nil {
		return nil, fmt.Errorf("facts of %s: %w", d.Ref, err)
	}
	facts := make(map[string]FieldFact, len(Fields()))
	for i := range Fields() {
		f := &Fields()[i]
		fact, own := d.Record.Facts[f.Name]
		out := FieldFact{Fact: fact, Inherited: !own, Stale: slices.Contains(said.StaleGroups, f.Clock)}
		value := values[f.Name]
		known := len(value) > 0 && string(value) != "null"
		switch {
		case slices.Contains(said.None, f.Name) || string(value) == `"none"`:
			out.State = StateNone
		case known:
			out.State = StateKnown
		case fact.State != StateNone && fact.State != StateNotApplicable:
			out.State = StateUnknown
		}
		out.complete(d, f)
		facts[f.Name] = out
	}
	return facts, nil
}

// complete adds what the field inherits.
func (f *FieldFact) complete(d *Detail, field *Field) {
	if f.State == StateUnknown {
		f.Stale = false // what is not known cannot grow old
		return
	}
	computed := field.Computed() || field.Dated
	if f.Method == "" && computed {
		f.Method = "computed"
	}
	if computed {
		return
	}
	if f.Source == "" {
		f.Source = d.Source.Name
	}
	if f.AsOf.IsZero() {
		f.AsOf = d.Record.asOf(field)
	}
	if f.AsOf.IsZero() && f.VerifiedOn.IsZero() {
		f.AsOf = d.Record.CheckedOn
	}
}

// asOf gives the day of which the part of the record is that a field is read
// from; zero where the part has none.
func (r *Record) asOf(f *Field) Date {
	switch {
	case f.Clock == "price":
		if o := r.saleOffer(); o != nil {
			return o.PriceAsOf
		}
	case f.Name == "contact_named":
		return r.Contact.TestedOn
	case f.Group == "utilities":
		for _, n := range networks {
			if u := r.utility(n.name); u != nil && n.capacity == f.Name {
				return u.CapacityAsOf
			}
		}
	case f.Group == "access":
		for _, m := range modes {
			if a := r.access(m.code); a != nil && f.Name == "dist_"+m.code+"_m" {
				return a.AsOf
			}
		}
	}
	return Date{}
}

// Comparisons lists what was declared of a site beside what was computed,
// where both are known.
func Comparisons(d *Detail) ([]Comparison, error) {
	var measured struct {
		AreaM2 *float64 `json:"area_measured_m2"`
	}
	if err := json.Unmarshal(d.Properties, &measured); err != nil {
		return nil, fmt.Errorf("comparisons of %s: %w", d.Ref, err)
	}
	list := []Comparison{}
	add := func(field, unit string, declared, computed *float64, most float64) {
		if declared == nil || computed == nil || *computed <= 0 {
			return
		}
		share := math.Abs(*declared-*computed) / *computed
		list = append(list, Comparison{Field: field, Declared: *declared, Computed: *computed, Unit: unit,
			DiffersPct: math.Round(share*1000) / 10, Conflict: share > most})
	}
	r := &d.Record
	add("area_m2", "m2", r.Area.DeclaredM2, measured.AreaM2, areaConflict)
	for i := range modes {
		m := &modes[i]
		declared, computed := r.accessBy(m.code, "declared"), r.accessBy(m.code, "computed")
		if declared == nil || computed == nil {
			continue
		}
		add("dist_"+m.code+"_m", "m", declared.RouteM, computed.RouteM, routeConflict)
		if declared.RouteM == nil || computed.RouteM == nil {
			add("dist_"+m.code+"_m", "m", declared.StraightM, computed.StraightM, routeConflict)
		}
	}
	floors, footprints := r.floorAreas()
	add("floor_area_m2", "m2", floors, footprints, floorConflict)
	return list, nil
}

// accessBy finds the mode's row on that basis; a row without one is declared.
func (r *Record) accessBy(mode, basis string) *Access {
	for i := range r.Access {
		a := &r.Access[i]
		if a.Mode == mode && (a.Basis == "computed") == (basis == "computed") {
			return a
		}
	}
	return nil
}

// floorAreas gives the declared floor area of all buildings, and what their
// footprints and floors make; nil where a building lacks one of them.
func (r *Record) floorAreas() (declared, computed *float64) {
	if len(r.Buildings) == 0 {
		return nil, nil
	}
	var said, made float64
	for i := range r.Buildings {
		b := &r.Buildings[i]
		if b.FloorAreaM2 == nil || b.FootprintM2 == nil || b.Floors == nil {
			return nil, nil
		}
		said, made = said+*b.FloorAreaM2, made+*b.FootprintM2*float64(*b.Floors)
	}
	return &said, &made
}
