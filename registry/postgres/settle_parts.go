package postgres

import "landbank/registry"

// record settles every value that a column or JSON cannot hold. A declared
// area that is not above zero is a finding of V-07, which is judged later.
func (s *settler) record(r *registry.Record) {
	s.number("area_declared_m2", &r.Area.DeclaredM2, anyNumber)
	s.number("area_usable_m2", &r.Area.UsableM2, positive)
	s.number("largest_piece_m2", &r.Area.LargestPieceM2, positive)
	s.number("smallest_plot_m2", &r.Area.SmallestPlotM2, positive)
	s.number("expansion_m2", &r.Area.ExpansionM2, 0)
	s.number("elevation_m", &r.Land.ElevationM, anyNumber)
	s.number("slope_pct", &r.Land.SlopePct, 0)
	s.number("groundwater_depth_m", &r.Land.GroundwaterM, anyNumber)
	s.number("road_frontage_m", &r.Land.FrontageM, 0)
	s.date("reserved_until", &r.ReservedTill)
	s.date("vacant_since_on", &r.VacantSince)
	s.date("checked_on", &r.CheckedOn)
	s.date("first_listed_on", &r.FirstListedOn)
	s.order("homes_min", &r.Homes.Min, &r.Homes.Max)
	s.parcels(r.Parcels)
	s.offers(r.Offers)
	s.utilities(r.Utilities)
	s.access(r.Access)
	s.buildings(r.Buildings)
	s.state(r)
	s.media(r.Media)
	s.facts(r.Facts)
}

func (s *settler) parcels(parcels []registry.Parcel) {
	for i := range parcels {
		p := &parcels[i]
		s.number("parcels.area_m2", &p.AreaM2, positive)
		s.number("parcels.normative_value", &p.Value, 0)
		s.number("parcels.share_pct", &p.SharePct, positive)
		if p.SharePct != nil && *p.SharePct > 100 {
			s.add("V-06", registry.Warning, "parcels.share_pct", "", "more than 100 %; left unknown")
			p.SharePct = nil
		}
		s.date("parcels.normative_value_on", &p.ValueOn)
	}
}

func (s *settler) offers(offers []registry.Offer) {
	for i := range offers {
		o := &offers[i]
		s.number("offers.price_amount", &o.PriceAmount, 0)
		if o.Currency != "" && !currencyForm.MatchString(o.Currency) {
			s.add("V-09", registry.Warning, "offers.currency", cleanText(o.Currency), "no currency code of three letters; left unknown")
			o.Currency = ""
		}
		s.order("offers.lease_months", &o.LeaseMinMonths, &o.LeaseMaxMonths)
		s.date("offers.price_as_of", &o.PriceAsOf)
		s.date("offers.available_from", &o.AvailableFrom)
	}
}

func (s *settler) utilities(utilities []registry.Utility) {
	for i := range utilities {
		u := &utilities[i]
		s.number("utilities.distance_m", &u.DistanceM, 0)
		s.number("utilities.capacity_total", &u.CapacityTotal, 0)
		s.number("utilities.capacity_available", &u.CapacityAvailable, 0)
		s.number("utilities.voltage_kv", &u.VoltageKV, 0)
		s.number("utilities.diameter_mm", &u.DiameterMM, 0)
		s.date("utilities.capacity_as_of", &u.CapacityAsOf)
		s.date("utilities.valid_until", &u.ValidUntil)
	}
}

func (s *settler) access(access []registry.Access) {
	for i := range access {
		a := &access[i]
		s.number("access.straight_m", &a.StraightM, 0)
		s.number("access.route_m", &a.RouteM, 0)
		s.number("access.drive_min_car", &a.DriveMinCar, 0)
		s.number("access.drive_min_truck", &a.DriveMinTruck, 0)
		s.number("access.axle_load_t", &a.AxleLoadT, 0)
		s.date("access.as_of", &a.AsOf)
	}
}

func (s *settler) buildings(buildings []registry.Building) {
	for i := range buildings {
		b := &buildings[i]
		s.number("buildings.floor_area_m2", &b.FloorAreaM2, 0)
		s.number("buildings.footprint_m2", &b.FootprintM2, 0)
		s.number("buildings.clear_height_m", &b.ClearHeightM, 0)
		s.number("buildings.crane_t", &b.CraneT, 0)
	}
}

// state settles planning, environment, readiness and contact.
func (s *settler) state(r *registry.Record) {
	s.number("planning.max_height_m", &r.Planning.MaxHeightM, 0)
	s.number("planning.max_coverage_pct", &r.Planning.MaxCoveragePct, 0)
	s.date("planning.permission_on", &r.Planning.PermissionOn)
	s.number("environment.contaminated_m2", &r.Environment.ContaminatedM2, 0)
	s.date("environment.studied_on", &r.Environment.StudiedOn)
	s.date("contact.tested_on", &r.Contact.TestedOn)
	for i := range r.Readiness {
		s.date("readiness.issued_on", &r.Readiness[i].IssuedOn)
		s.date("readiness.valid_until", &r.Readiness[i].ValidUntil)
	}
}

func (s *settler) media(media []registry.Medium) {
	for i := range media {
		m := &media[i]
		s.number("media.bearing_deg", &m.Bearing, 0)
		s.number("media.longitude", &m.Longitude, -180)
		s.number("media.latitude", &m.Latitude, -90)
		s.date("media.taken_on", &m.TakenOn)
		s.date("media.issued_on", &m.IssuedOn)
		s.date("media.valid_until", &m.ValidUntil)
	}
}

func (s *settler) facts(facts map[string]registry.Fact) {
	for field, fact := range facts {
		before := fact
		s.date("facts."+field+".as_of", &fact.AsOf)
		s.date("facts."+field+".verified_on", &fact.VerifiedOn)
		if fact != before {
			facts[field] = fact
		}
	}
}
