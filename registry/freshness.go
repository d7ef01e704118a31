package registry

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// ClockDays gives the days after which the facts under a freshness clock have
// to be checked again, by the clock's name.
type ClockDays map[string]int

// Clocks are the freshness clocks with the days that they have unless the
// registry says otherwise.
var Clocks = ClockDays{
	"availability": 30, "price": 90, "ownership": 180, "utilities": 365,
	"planning": 365, "environment": 730, "geometry": 1095, "contact": 180,
}

// Check tells whether there are such clocks, and as many days. The error is a
// *RefusedError.
func (c ClockDays) Check() error {
	var refused RefusedError
	for _, name := range slices.Sorted(maps.Keys(c)) {
		switch _, known := Clocks[name]; {
		case !known:
			refused.add("clock", name, fmt.Sprintf("there is no freshness clock %q; they are %s", name, strings.Join(ClockNames, ", ")))
		case c[name] < 1 || c[name] > 36500:
			refused.add("clock", name, fmt.Sprintf("a clock has 1 to 36,500 days, not %d", c[name]))
		}
	}
	return refused.orNil()
}

// ClockNames lists the clocks in the order of screens.
var ClockNames = []string{"availability", "price", "ownership", "utilities", "planning", "environment", "geometry", "contact"}

// The states of freshness, from the best to the worst. A fact whose age nobody
// knows is in none of them: its state is unknown, and never counts as fresh.
const (
	Fresh   = "fresh"
	Due     = "due"     // 80 % of the clock's days have gone by
	Stale   = "stale"   // more than all of them
	Expired = "expired" // more than twice as many, or a document has run out
)

// FreshnessStates lists the states in their order.
var FreshnessStates = []string{Fresh, Due, Stale, Expired}

// Moment is what a record is judged by, besides what it says.
type Moment struct {
	Lifecycle string    // of the site
	Day       Date      // zero: nothing is judged, and no document has run out
	Clocks    ClockDays // nil for those that Landbank comes with
}

func (m *Moment) days(clock string) int {
	if days, known := m.Clocks[clock]; known {
		return days
	}
	return Clocks[clock]
}

// judging gathers what is true of a record on a day, and for how long.
type judging struct {
	Moment
	next   Date               // first day after Day on which anything may be otherwise
	groups map[string]*ageing // by clock
}

// ageing is what is known of the facts under one clock.
type ageing struct {
	worst   int  // position in FreshnessStates
	unknown bool // the age of one of them is
}

// until notes that something holds up to and including a day. It tells whether
// it still does.
func (j *judging) until(last Date) bool {
	if j.Day.IsZero() || last.IsZero() {
		return true
	}
	over := last.plus(1)
	j.from(over)
	return over.After(j.Day.Time)
}

// from notes that something begins on a day, and tells whether it has.
func (j *judging) from(day Date) bool {
	if !day.After(j.Day.Time) {
		return true
	}
	if j.next.IsZero() || day.Before(j.next.Time) {
		j.next = day
	}
	return false
}

// plus gives the day a number of days later.
func (d Date) plus(days int) Date { return Date{d.AddDate(0, 0, days)} }

// age notes the age of one fact under its clock: checked is the day on which
// it was last known to be true, zero where nobody knows. A day to come is no
// evidence yet.
func (j *judging) age(clock string, checked Date) {
	g := j.groups[clock]
	if g == nil {
		g = &ageing{}
		j.groups[clock] = g
	}
	if checked.IsZero() || !j.from(checked) {
		g.unknown = true
		return
	}
	days := j.days(clock)
	for state, after := range []int{1: (days*4 + 4) / 5, 2: days + 1, 3: 2*days + 1} {
		if state > 0 && j.from(checked.plus(after)) {
			g.worst = max(g.worst, state)
		}
	}
}

// expire notes that a document under the clock has run out.
func (j *judging) expire(clock string) {
	if g := j.groups[clock]; g != nil {
		g.worst = len(FreshnessStates) - 1
	}
}

// state gives the state of the facts under a clock: "" where there are none or
// it is unknown. The worst of an unknown age and an expired one is expired.
func (g *ageing) state() string {
	if g == nil || g.unknown && g.worst < len(FreshnessStates)-1 {
		return ""
	}
	return FreshnessStates[g.worst]
}

// judge ages every known fact of the record.
func (j *judging) judge(r *Record, flat Flat) {
	j.groups = make(map[string]*ageing, len(ClockNames))
	fields := Fields()
	for i := range fields {
		f := &fields[i]
		nobody := f.Clock == "contact" && flat[i] == false
		if f.Clock != "" && flat[i] != nil && !nobody {
			j.age(f.Clock, r.checked(f))
		}
	}
	for i := range r.Utilities {
		if !j.until(r.Utilities[i].ValidUntil) {
			j.expire("utilities")
		}
	}
}

// checked gives the day on which a field of the record was last known to be
// true.
func (r *Record) checked(f *Field) Date {
	fact := r.Facts[f.Name]
	switch {
	case !fact.VerifiedOn.IsZero():
		return fact.VerifiedOn
	case f.Clock == "contact":
		return r.Contact.TestedOn
	case !fact.AsOf.IsZero():
		return fact.AsOf
	}
	if day := r.asOf(f); !day.IsZero() {
		return day
	}
	return r.CheckedOn
}

// freshness gives the worst state of the groups that have facts; nil where it
// is unknown or there are none. Who answers is no fact about the land: the
// clock of contacts stands apart.
func (j *judging) freshness() any {
	whole := &ageing{}
	any := false
	for clock, g := range j.groups {
		if clock == "contact" {
			continue
		}
		any = true
		whole.worst, whole.unknown = max(whole.worst, g.worst), whole.unknown || g.unknown
	}
	if !any {
		return nil
	}
	return str(whole.state())
}

// stale lists the groups whose facts have to be checked: past their clock, or
// of unknown age.
func (j *judging) stale() any {
	var clocks []string
	for _, clock := range ClockNames {
		if g := j.groups[clock]; g != nil && (g.unknown || g.worst >= slices.Index(FreshnessStates, Stale)) {
			clocks = append(clocks, clock)
		}
	}
	return list(clocks)
}

// Reasons why a site is available now, or is not, besides the codes of its
// availability.
const (
	AvailableNow = "available"
	NotYet       = "not_yet" // it will be, from a day on
)

// why tells whether the site is available now, as a code of the list
// availability_reason: "" where it is not known.
func (j *judging) why(r *Record, availableFrom any) string {
	g := ageing{}
	if f, ok := FieldByName("availability"); ok {
		one := judging{Moment: j.Moment, groups: map[string]*ageing{"availability": &g}}
		one.age("availability", r.checked(f))
	}
	begun := true
	if day, dated := availableFrom.(Date); dated {
		begun = j.from(day)
	}
	switch {
	case j.Lifecycle == Reserved || j.Lifecycle == Contracted:
		return j.Lifecycle
	case r.Availability == "unknown":
		return ""
	case r.Availability != AvailableNow:
		return r.Availability
	case g.state() == "" || g.state() == Expired:
		return g.state()
	case !begun:
		return NotYet
	default:
		return AvailableNow
	}
}

// Available gives the values of the fields available_now and available_why of
// a site that stands so, when why is what they would be of a published one.
func Available(lifecycle, why string) (now, reason any) {
	if lifecycle == Reserved || lifecycle == Contracted {
		why = lifecycle
	}
	if why == "" {
		return nil, nil
	}
	return why == AvailableNow, why
}
