package registry

import "fmt"

// Check tells whether what an action needs besides a reason is there. today
// is the day on which it is done. The error is a *RefusedError.
func (a *Act) Check(today Date) error {
	var refused RefusedError
	if a.Action == ActReserve {
		switch {
		case a.Until.IsZero():
			refused.add("until", "until", "a reservation needs its last day")
		case a.Until.Before(today.Time):
			refused.add("until", "until", fmt.Sprintf("a reservation cannot end on %s, which is over", a.Until))
		}
	}
	for _, group := range a.Groups {
		if _, known := Clocks[group]; !known {
			refused.add("groups", "groups", fmt.Sprintf("there is no freshness clock %q", group))
		}
	}
	if o := a.Outcome; o.Year != nil && *o.Year > today.Year() {
		refused.add("outcome", "outcome.year", fmt.Sprintf("a site cannot be in use since %d already", *o.Year))
	}
	if use := a.Outcome.Use; use != "" && !HasCode("use", use) {
		refused.add("outcome", "outcome.use", fmt.Sprintf("there is no use %q", use))
	}
	for _, w := range a.Waivers {
		if w.Reason == "" {
			refused.add("waivers", "waivers", fmt.Sprintf("the waiver of %s on %s needs a reason", w.Rule, w.Field))
		}
	}
	return refused.orNil()
}

// Apply changes the record as the action says, and tells whether it did.
func (a *Act) Apply(r *Record, p Principal, today Date) bool {
	available := func(state string) {
		r.Availability = state
		if !p.IsJob() { // nobody looked
			r.confirm(p, a.Method, today, "availability")
		}
	}
	switch a.Action {
	case ActReserve:
		available("reserved")
		r.ReservedTill, r.Internal.ReservedFor = a.Until, a.For
	case ActRelease:
		available("available")
		r.ReservedTill, r.Internal.ReservedFor = Date{}, ""
	case ActContract:
		available("contracted")
		r.ReservedTill = Date{}
	case ActReuse:
		available("not_available")
		r.Outcome = Outcome{Use: a.Outcome.Use, Year: a.Outcome.Year, AreaM2: a.Outcome.AreaM2}
		r.ReservedTill, r.Internal.ReservedFor = Date{}, ""
	case ActRestore:
		r.Outcome = Outcome{}
	case ActConfirm:
		r.Confirm(p, a.Method, today, a.Groups...)
	default:
		return false
	}
	return true
}

// Confirm notes that the facts under the freshness clocks are still true:
// every field of theirs whose value is known was verified today. Where none is
// named they are all but the one of contacts, whose mailbox is tested by a
// letter and not by looking at the site.
func (r *Record) Confirm(p Principal, method string, today Date, clocks ...string) {
	flat := FlattenAt(r, Moment{})
	wanted := map[string]bool{}
	for _, clock := range clocks {
		wanted[clock] = true
	}
	for i := range Fields() {
		f := &Fields()[i]
		if f.Clock == "" || flat[i] == nil || len(clocks) > 0 && !wanted[f.Clock] || len(clocks) == 0 && f.Clock == "contact" {
			continue
		}
		r.confirm(p, method, today, f.Name)
	}
	if len(clocks) == 0 {
		r.CheckedOn = today
	}
	if wanted["contact"] {
		r.Contact.TestedOn = today
	}
}

// confirm notes who verified one field, and when. The map is made anew: the
// record may share it with an older one.
func (r *Record) confirm(p Principal, method string, today Date, field string) {
	facts := make(map[string]Fact, len(r.Facts)+1)
	for name, fact := range r.Facts {
		facts[name] = fact
	}
	fact := facts[field]
	fact.VerifiedBy, fact.VerifiedOn = p.ID, today
	if method != "" {
		fact.Method = method
	}
	facts[field] = fact
	r.Facts = facts
}
