package registry

import "math"

// ReadinessLevel computes the readiness level L0–L4 of the record from what
// is known of it (research: certified-site check lists):
//
//	L0 candidate   a place and a name
//	L1 registered  an area, ownership, purpose and a contact
//	L2 documented  a price or a procedure, and the state of power and water
//	L3 prepared    power and water capacities with a letter, and surveys done
//	L4 ready       every item of the check list done
//
// Documents that expire lower the level when they do; the caller passes
// records whose expired items are already marked as such.
func (r *Record) ReadinessLevel() int {
	steps := []bool{r.isRegistered(), r.isDocumented(), r.isPrepared(), r.isReady()}
	level := 0
	for _, reached := range steps {
		if !reached {
			break
		}
		level++
	}
	return level
}

func (r *Record) isRegistered() bool {
	known := func(v any) bool { return v != nil }
	return r.LocationQuality != "" && r.LocationQuality != "point_only" &&
		known(agreed(r.Parcels, func(p *Parcel) string { return p.Ownership })) &&
		known(distinct(r.Parcels, func(p *Parcel) string { return p.Purpose })) &&
		(r.Contact.Email != "" || r.Contact.Phone != "")
}

func (r *Record) isDocumented() bool {
	priced := false
	for i := range r.Offers {
		priced = priced || r.Offers[i].PriceAmount != nil || r.Offers[i].Procedure != ""
	}
	return priced && r.utility("electricity").known() && r.utility("water_potable").known()
}

func (u *Utility) known() bool { return u != nil && u.State != "" && u.State != "unknown" }

func (u *Utility) confirmed() bool {
	return u != nil && u.CapacityAvailable != nil && (u.CapacityBasis == "utility_letter" || u.CapacityBasis == "technical_conditions")
}

func (r *Record) isPrepared() bool {
	return r.utility("electricity").confirmed() && r.utility("water_potable").confirmed() &&
		r.itemDone("boundary_surveyed") && r.itemDone("geotech") && r.itemDone("phase_1_environment")
}

func (r *Record) isReady() bool {
	for i := range r.Readiness {
		if s := r.Readiness[i].State; s != "done" && s != "not_applicable" {
			return false
		}
	}
	return r.itemDone("title_clear") && r.Availability == "available"
}

func (r *Record) itemDone(item string) bool {
	for i := range r.Readiness {
		if r.Readiness[i].Item == item {
			return r.Readiness[i].State == "done"
		}
	}
	return false
}

// completeness is the share, in whole percent, of the fields that matter most
// to an investor (those that a preference can weigh, and the offer) whose
// value is known.
func completeness(flat Flat) int64 {
	asked, known := 0, 0
	for i := range Fields() {
		f := &Fields()[i]
		matters := f.Can(Weight) || f.Name == "ownership" || f.Name == "availability" || f.Name == "offer_modes"
		if f.Computed() || !matters || f.Name == "readiness" {
			continue
		}
		asked++
		if flat[i] != nil {
			known++
		}
	}
	return int64(math.Round(100 * float64(known) / float64(asked)))
}
