package registry

import (
	"strconv"
	"time"
)

// firstYear is the earliest year that anything in the register can be of.
const firstYear = 1800

// DoubtfulDay names the case of V-10 that a day is; "" for one that is not
// doubtful. A day that is past by its meaning, such as that of a check, cannot
// be after today.
func DoubtfulDay(day, today Date, past bool) string {
	switch {
	case day.IsZero():
		return ""
	case isClockZero(day):
		return "clock_zero"
	case past && !today.IsZero() && day.After(today.Time):
		return "future"
	default:
		return ""
	}
}

// isClockZero tells the days from which computers and spreadsheets count.
func isClockZero(day Date) bool {
	switch year := day.Year(); {
	case year == 1970 || year == 1900:
		return day.YearDay() == 1
	default:
		return year == 1899 && day.Month() == time.December && day.Day() >= 30
	}
}

// DoubtfulYear tells whether something cannot have been in a year.
func DoubtfulYear(year int, today Date) bool { return year < firstYear || year > today.Year() }

// days looks at every day and year of the record (V-10).
func (j *judge) days() {
	r := j.record
	for _, d := range [...]struct {
		path string
		day  Date
	}{
		{"checked_on", r.CheckedOn}, {"first_listed_on", r.FirstListedOn}, {"vacant_since_on", r.VacantSince},
		{"planning.permission_on", r.Planning.PermissionOn}, {"environment.studied_on", r.Environment.StudiedOn},
		{"contact.tested_on", r.Contact.TestedOn},
	} {
		j.day(spot{path: d.path}, d.day, true)
	}
	j.day(spot{path: "reserved_until"}, r.ReservedTill, false)
	j.year(spot{path: "activity_ended_year"}, r.ActivityEnded)
	j.year(spot{path: "environment.studied_year"}, r.Environment.StudiedYear)
	j.order(spot{path: "checked_on"}, r.CheckedOn, "first_listed_on", r.FirstListedOn)
	j.daysOfOffers()
	j.daysOfNetworks()
	for i := range r.Buildings {
		b, of := &r.Buildings[i], (*judge).building
		j.year(spot{of, i, "year_first"}, b.YearFirst)
		j.year(spot{of, i, "year_last"}, b.YearLast)
		j.minMax(spot{of, i, "year_first"}, b.YearFirst, b.YearLast)
	}
	for i := range r.Readiness {
		item, of := &r.Readiness[i], (*judge).item
		j.day(spot{of, i, "issued_on"}, item.IssuedOn, true)
		j.day(spot{of, i, "valid_until"}, item.ValidUntil, false)
		j.order(spot{of, i, "valid_until"}, item.ValidUntil, "issued_on", item.IssuedOn)
	}
	for _, name := range j.factNames() {
		f := r.Facts[name]
		j.day(spot{path: "facts." + name + ".as_of"}, f.AsOf, true)
		j.day(spot{path: "facts." + name + ".verified_on"}, f.VerifiedOn, true)
	}
}

func (j *judge) daysOfOffers() {
	for i := range j.record.Parcels {
		j.day(spot{(*judge).parcel, i, "normative_value_on"}, j.record.Parcels[i].ValueOn, true)
	}
	for i := range j.record.Offers {
		o, of := &j.record.Offers[i], (*judge).offer
		j.day(spot{of, i, "price_as_of"}, o.PriceAsOf, true)
		j.day(spot{of, i, "available_from"}, o.AvailableFrom, false)
	}
}

func (j *judge) daysOfNetworks() {
	for i := range j.record.Utilities {
		u, of := &j.record.Utilities[i], (*judge).utility
		j.day(spot{of, i, "capacity_as_of"}, u.CapacityAsOf, true)
		j.day(spot{of, i, "valid_until"}, u.ValidUntil, false)
		j.order(spot{of, i, "valid_until"}, u.ValidUntil, "capacity_as_of", u.CapacityAsOf)
	}
	for i := range j.record.Access {
		j.day(spot{(*judge).access, i, "as_of"}, j.record.Access[i].AsOf, true)
	}
}

// day judges a day; past says that by its meaning it cannot lie ahead.
func (j *judge) day(at spot, day Date, past bool) {
	if name := DoubtfulDay(day, j.by.Day, past); name != "" {
		j.find("V-10", name, at.name(j), day.String(), "")
	}
}

func (j *judge) year(at spot, year *int) {
	if year != nil && DoubtfulYear(*year, j.by.Day) {
		j.find("V-10", "not_a_year", at.name(j), strconv.Itoa(*year), "", strconv.Itoa(j.by.Day.Year()))
	}
}

// order judges an end that is before its start.
func (j *judge) order(at spot, end Date, startName string, start Date) {
	if !end.IsZero() && !start.IsZero() && end.Before(start.Time) {
		j.find("V-10", "ends_before", at.name(j), end.String(), "", startName, start.String())
	}
}

// documents looks for documents whose time has run out (V-24).
func (j *judge) documents() {
	for i := range j.record.Readiness {
		item := &j.record.Readiness[i]
		if item.State == "done" && j.expired(item.ValidUntil) {
			j.find("V-24", "item_expired", j.item(i)+"state", item.State, "expired", item.ValidUntil.String())
		}
	}
	for i := range j.record.Utilities {
		if u := &j.record.Utilities[i]; u.confirmed() && j.expired(u.ValidUntil) {
			j.find("V-24", "letter_expired", j.utility(i)+"capacity_basis", u.CapacityBasis, "estimate", u.ValidUntil.String())
		}
	}
}

// expired tells whether the last day of validity is past.
func (j *judge) expired(until Date) bool { return !until.IsZero() && until.Before(j.by.Day.Time) }
