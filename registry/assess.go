package registry

// Assessment is how far a record is, and what it lacks.
type Assessment struct {
	Readiness int // level, L0–L4
	// Missing is what keeps it from the next level, by path as findings name
	// them; empty at the highest.
	Missing      []string
	Completeness int // share of what matters to an investor that is known, in whole percent
	// Unknown are the fields that are not, by name.
	Unknown []string
}

// Assess tells how far a record is on a day.
func Assess(r *Record, day Date) Assessment {
	j := &judging{Moment: Moment{Day: day}}
	level := r.readinessAt(j)
	flat := FlattenAt(r, Moment{})
	a := Assessment{Readiness: level, Missing: r.missingFor(level+1, j), Completeness: int(completeness(flat))}
	for i := range Fields() {
		if f := &Fields()[i]; f.matters() && flat[i] == nil {
			a.Unknown = append(a.Unknown, f.Name)
		}
	}
	return a
}

// need is one thing that a level asks for.
type need struct {
	path string
	met  bool
}

// missingFor gives what the record lacks for a level.
func (r *Record) missingFor(level int, j *judging) []string {
	var needs []need
	power, water := r.utility("electricity"), r.utility("water_potable")
	item := func(name string) need { return need{"readiness[" + name + "].state", r.itemDone(j, name)} }
	switch level {
	case 1:
		needs = []need{
			{"location_quality", r.LocationQuality != "" && r.LocationQuality != "point_only"},
			{"parcels[].ownership", agreed(r.Parcels, func(p *Parcel) string { return p.Ownership }) != nil},
			{"parcels[].purpose", distinct(r.Parcels, func(p *Parcel) string { return p.Purpose }) != nil},
			{"contact.email", r.Contact.Email != "" || r.Contact.Phone != ""},
		}
	case 2:
		needs = []need{
			{"offers[].price_amount", r.priced()},
			{"utilities[electricity].state", power.known()},
			{"utilities[water_potable].state", water.known()},
		}
	case 3:
		needs = []need{
			{"utilities[electricity].capacity_available", power.confirmedAt(j)},
			{"utilities[water_potable].capacity_available", water.confirmedAt(j)},
			item("boundary_surveyed"), item("geotech"), item("phase_1_environment"),
		}
	case 4:
		for i := range r.Readiness {
			if one := &r.Readiness[i]; one.State != "not_applicable" && one.Item != "title_clear" {
				needs = append(needs, need{"readiness[" + one.Item + "].state", r.done(one, j)})
			}
		}
		needs = append(needs, item("title_clear"), need{"availability", r.Availability == "available"})
	}
	var missing []string
	for _, n := range needs {
		if !n.met {
			missing = append(missing, n.path)
		}
	}
	return missing
}
