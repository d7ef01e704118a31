package registry

import "math"

// ReadinessLevel computes the readiness level L0–L4 of the record on a day (of
// the zero day: without regard to dates) from what is known of it:
//
//	L0 candidate   a place and a name
//	L1 registered  an area, ownership, purpose and a contact
//	L2 documented  a price or a procedure, and the state of power and water
//	L3 prepared    power and water capacities with a letter, and surveys done
//	L4 ready       every item of the check list done
//
// Documents and letters that run out lower the level when they do.
func (r *Record) ReadinessLevel(day Date) int {
	return r.readinessAt(&judging{Moment: Moment{Day: day}})
}

// readinessAt computes the level and notes when a document runs out.
func (r *Record) readinessAt(j *judging) int {
	steps := []bool{r.isRegistered(), r.isDocumented(), r.isPrepared(j), r.isReady(j)}
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
	return r.priced() && r.utility("electricity").known() && r.utility("water_potable").known()
}

func (r *Record) priced() bool {
	for i := range r.Offers {
		if r.Offers[i].PriceAmount != nil || r.Offers[i].Procedure != "" {
			return true
		}
	}
	return false
}

func (u *Utility) known() bool { return u != nil && u.State != "" && u.State != "unknown" }

func (u *Utility) confirmed() bool {
	return u != nil && u.CapacityAvailable != nil && (u.CapacityBasis == "utility_letter" || u.CapacityBasis == "technical_conditions")
}

func (u *Utility) confirmedAt(j *judging) bool { return u.confirmed() && j.until(u.ValidUntil) }

func (r *Record) isPrepared(j *judging) bool {
	all := r.utility("electricity").confirmedAt(j)
	all = r.utility("water_potable").confirmedAt(j) && all // each, so that every day on which one runs out is noted
	for _, item := range []string{"boundary_surveyed", "geotech", "phase_1_environment"} {
		all = r.itemDone(j, item) && all
	}
	return all
}

func (r *Record) isReady(j *judging) bool {
	for i := range r.Readiness {
		if item := &r.Readiness[i]; !r.done(item, j) && item.State != "not_applicable" {
			return false
		}
	}
	return r.itemDone(j, "title_clear") && r.Availability == "available"
}

func (r *Record) itemDone(j *judging, item string) bool {
	for i := range r.Readiness {
		if r.Readiness[i].Item == item {
			return r.done(&r.Readiness[i], j)
		}
	}
	return false
}

// done tells whether an item is done and what proves it holds. One that names a
// document which the record does not have is proved by nothing.
func (r *Record) done(i *ReadinessItem, j *judging) bool {
	if i.State != "done" || !j.until(i.ValidUntil) {
		return false
	}
	if i.Document == "" {
		return true
	}
	m := r.medium(i.Document)
	return m != nil && j.until(m.ValidUntil)
}

// completeness is the share, in whole percent, of the fields that matter most
// to an investor (those that a preference can weigh, and the offer) whose
// value is known.
func completeness(flat Flat) int64 {
	asked, known := 0, 0
	for i := range Fields() {
		if !Fields()[i].matters() {
			continue
		}
		asked++
		if flat[i] != nil {
			known++
		}
	}
	return int64(math.Round(100 * float64(known) / float64(asked)))
}
