package registry

import "slices"

// buildings looks for contradictions about what is built (V-19).
func (j *judge) buildings() {
	r := j.record
	built, footprint := 0.0, 0.0
	for i := range r.Buildings {
		b := &r.Buildings[i]
		if b.FootprintM2 != nil {
			footprint += *b.FootprintM2
		}
		switch {
		case b.FloorAreaM2 != nil:
			built += *b.FloorAreaM2
		case b.FootprintM2 != nil:
			built += *b.FootprintM2
		}
		if r.Occupancy == "fully_vacant" && b.Vacancy == "occupied" {
			j.find("V-19", "vacant_but_used", "occupancy", r.Occupancy, "partly_vacant")
		}
	}
	if r.Kind == "free_land" && built > 0 {
		j.find("V-19", "free_but_built", "kind", r.Kind, "brownfield", plain(built))
	}
	for _, field := range []string{"floor_area_m2", "building_count"} {
		if r.Facts[field].State == "none" && built > 0 {
			j.find("V-19", "none_but_built", "facts."+field+".state", "none", "", plain(built))
		}
	}
	if r.Kind == "building" && len(r.Buildings) == 0 {
		j.find("V-19", "building_without", "buildings", "", "")
	}
	if r.Occupancy == "occupied" && !r.VacantSince.IsZero() {
		j.find("V-19", "vacant_since_but_used", "vacant_since_on", r.VacantSince.String(), "", r.VacantSince.String())
	}
	if area := r.Area.DeclaredM2; area != nil && *area > 0 && footprint > *area*slack {
		j.find("V-19", "footprint", "area.declared_m2", plain(*area), "", plain(footprint), plain(*area))
	}
}

// ended are the states of a site that is not to be had any more.
var ended = []string{Contracted, Reused, Withdrawn, Merged, Split}

// offers looks for offers that contradict the state (V-20) and for prices that
// say too little (V-23).
func (j *judge) offers() {
	r := j.record
	if slices.Contains(ended, j.by.Lifecycle) && r.Availability == "available" {
		j.find("V-20", "ended_available", "availability", r.Availability, "not_available", j.by.Lifecycle)
	}
	switch contracted := r.Availability == "contracted"; {
	case len(r.Offers) == 0:
	case j.by.Lifecycle == Contracted:
		j.find("V-20", "contracted_with_offer", "offers", r.Offers[0].Mode, "")
	case contracted || j.by.Lifecycle == Reused:
		j.find("V-20", "taken_with_offer", "offers", r.Offers[0].Mode, "")
	}
	if j.expired(r.ReservedTill) {
		j.find("V-20", "reservation_over", "reserved_until", r.ReservedTill.String(), "", r.ReservedTill.String())
	}
	if r.Availability == "reserved" && r.ReservedTill.IsZero() {
		j.find("V-20", "reserved_without_day", "reserved_until", "", "")
	}
	for i := range r.Offers {
		j.price(i, &r.Offers[i])
	}
}

func (j *judge) price(nth int, o *Offer) {
	if o.PriceAmount == nil {
		return
	}
	at, raw := j.offer(nth), plain(*o.PriceAmount)
	if o.Currency == "" {
		j.find("V-23", "no_currency", at+"currency", raw, "")
	}
	if o.PriceBasis == "" || o.PriceBasis == "on_request" {
		j.find("V-23", "no_basis", at+"price_basis", raw, "")
	}
	if o.VATIncluded == nil {
		j.find("V-23", "no_vat", at+"vat_included", raw, "")
	}
	if o.PriceAsOf.IsZero() {
		j.find("V-23", "no_day", at+"price_as_of", raw, "")
	}
}

// capacityUnits are the networks whose capacity has a unit.
var capacityUnits = []string{"electricity", "heat", "gas", "water_potable", "water_technical", "sewage", "stormwater", "fibre", "mobile"}

// networks looks for figures that rest on nothing (V-21).
func (j *judge) networks() {
	for i := range j.record.Utilities {
		u, at := &j.record.Utilities[i], j.utility(i)
		capacity, member := u.CapacityAvailable, "capacity_available"
		if capacity == nil {
			capacity, member = u.CapacityTotal, "capacity_total"
		}
		if capacity != nil && *capacity > 0 {
			switch {
			case u.State == "none":
				j.find("V-21", "none_with_capacity", at+member, plain(*capacity), "")
			case !slices.Contains(capacityUnits, u.Network):
				j.find("V-21", "no_unit", at+member, plain(*capacity), "", u.Network)
			case u.CapacityBasis == "" || u.CapacityBasis == "none":
				j.find("V-21", "no_basis", at+"capacity_basis", plain(*capacity), "")
			}
		}
		if u.VoltageKV != nil && u.Asset == "" {
			j.find("V-21", "no_asset", at+"asset", plain(*u.VoltageKV), "")
		}
	}
}

// roads looks for distances of which it is not said what they are (V-22).
func (j *judge) roads() {
	for i := range j.record.Access {
		a, at := &j.record.Access[i], j.access(i)
		known := a.StraightM
		if known == nil {
			known = a.RouteM
		}
		if known != nil && a.Basis == "" {
			j.find("V-22", "no_basis", at+"basis", plain(*known), "")
		}
		if a.RouteM == nil && (a.DriveMinCar != nil || a.DriveMinTruck != nil) {
			j.find("V-22", "no_method", at+"route_m", "", "")
		}
		if a.StraightM != nil && a.RouteM != nil && *a.RouteM*slack < *a.StraightM {
			j.find("V-22", "shorter_by_road", at+"route_m", plain(*a.RouteM), plain(*a.StraightM)+", "+plain(*a.RouteM), plain(*a.RouteM), plain(*a.StraightM))
		}
	}
}
