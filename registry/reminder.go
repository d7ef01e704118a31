package registry

import (
	"context"
	"slices"
	"strings"
)

// The kinds of reminders.
const (
	RemindFacts       = "facts"       // facts under a freshness clock
	RemindLetter      = "letter"      // the letter behind a capacity
	RemindDocument    = "document"    // a document
	RemindReservation = "reservation" // the end of a reservation
	RemindContact     = "contact"     // nobody has tried whether the contact answers
)

// ReminderKinds lists the kinds in the order of screens.
var ReminderKinds = []string{RemindReservation, RemindLetter, RemindDocument, RemindFacts, RemindContact}

// The states of reminders.
const (
	ReminderDue     = "due"     // soon
	ReminderOver    = "over"    // the day has passed
	ReminderUnknown = "unknown" // nobody knows how old it is
)

// How many days before the end of something it is reminded of.
const (
	letterNotice      = 60
	reservationNotice = 14
)

// Reminder is something that has to be looked at at a site.
type Reminder struct {
	Kind string
	// About is the freshness clock, the network, or the hash of the document; ""
	// for the other kinds.
	About string
	State string
	DueOn Date // last day on which it is all right; zero where nobody knows
}

// Reminders tells what has to be looked at at a site that stands so, on a day.
// Sites whose life has ended need nothing any more.
func (r *Record) Reminders(m Moment) []Reminder {
	if slices.Contains([]string{Reused, Withdrawn, Merged, Split}, m.Lifecycle) {
		return nil
	}
	list := r.agedFacts(m)
	add := func(kind, about string, last Date, notice int) {
		switch {
		case last.IsZero() || last.plus(-notice).After(m.Day.Time):
		case last.Before(m.Day.Time):
			list = append(list, Reminder{kind, about, ReminderOver, last})
		default:
			list = append(list, Reminder{kind, about, ReminderDue, last})
		}
	}
	seen := map[string]bool{}
	for i := range r.Utilities {
		if u := &r.Utilities[i]; !seen[u.Network] {
			add(RemindLetter, u.Network, u.ValidUntil, letterNotice)
			seen[u.Network] = !u.ValidUntil.IsZero()
		}
	}
	for i := range r.Media {
		add(RemindDocument, r.Media[i].Hash, r.Media[i].ValidUntil, letterNotice)
	}
	if m.Lifecycle == Reserved {
		add(RemindReservation, "", r.ReservedTill, reservationNotice)
	}
	return append(list, r.agedContact(m)...)
}

// agedFacts reminds of each freshness clock whose facts are due: the oldest of
// them says when.
func (r *Record) agedFacts(m Moment) []Reminder {
	oldest, unknown := map[string]Date{}, map[string]bool{}
	flat := FlattenAt(r, Moment{})
	for i := range Fields() {
		f := &Fields()[i]
		if f.Clock == "" || f.Clock == "contact" || flat[i] == nil {
			continue
		}
		checked := r.checked(f)
		if checked.IsZero() || checked.After(m.Day.Time) {
			unknown[f.Clock] = true
		} else if was, is := oldest[f.Clock]; !is || checked.Before(was.Time) {
			oldest[f.Clock] = checked
		}
	}
	var list []Reminder
	for _, clock := range ClockNames {
		checked, is := oldest[clock]
		days := m.days(clock)
		switch {
		case is && checked.plus(days).Before(m.Day.Time):
			list = append(list, Reminder{RemindFacts, clock, ReminderOver, checked.plus(days)})
		case unknown[clock]:
			list = append(list, Reminder{RemindFacts, clock, ReminderUnknown, Date{}})
		case is && !checked.plus((days*4+4)/5).After(m.Day.Time):
			list = append(list, Reminder{RemindFacts, clock, ReminderDue, checked.plus(days)})
		}
	}
	return list
}

// agedContact reminds of a mailbox that nobody has tried for as long as its
// clock says.
func (r *Record) agedContact(m Moment) []Reminder {
	if strings.TrimSpace(r.Contact.Email+r.Contact.Phone) == "" {
		return nil
	}
	days, tested := m.days("contact"), r.Contact.TestedOn
	switch {
	case tested.IsZero() || tested.After(m.Day.Time):
		return []Reminder{{RemindContact, "", ReminderUnknown, Date{}}}
	case tested.plus(days).Before(m.Day.Time):
		return []Reminder{{RemindContact, "", ReminderOver, tested.plus(days)}}
	case !tested.plus((days*4 + 4) / 5).After(m.Day.Time):
		return []Reminder{{RemindContact, "", ReminderDue, tested.plus(days)}}
	}
	return nil
}

// SiteReminder is a reminder in a list.
type SiteReminder struct {
	ID          int64
	Ref         string
	Names       Text
	Version     int
	Lifecycle   string
	Territories []string // codes, the smallest last
	Steward     string   // Principal.ID; "" where nobody looks after the site
	Deputy      string
	Since       Date // when it was first noticed
	Reminder
}

// ReminderQuery asks for reminders.
type ReminderQuery struct {
	Mine      bool   // of the sites that the principal looks after; else of all that it may read
	Kind      string // any where empty
	State     string // any where empty
	Territory string // code, with those below it
	Limit     int    // 1…1000
	After     ReminderPlace
}

// ReminderPlace is a place in the list, which is in the order of days; what
// nobody knows the day of stands at the end. The zero place is the beginning.
type ReminderPlace struct {
	DueOn Date
	ID    int64
}

// ReminderPage is one page of reminders.
type ReminderPage struct {
	Matched   int64
	Counts    map[string]int64 // of all kinds, by kind, whatever Kind and State ask for
	Reminders []SiteReminder
	Next      ReminderPlace // zero on the last page
}

// Quality tells how the stock is kept.
type Quality interface {
	// Reminders gives what has to be looked at. It takes ReadSite somewhere.
	Reminders(ctx context.Context, p Principal, q ReminderQuery) (ReminderPage, error)
	// Statistics tells of the sites that the principal may read. It takes
	// ReadSite somewhere.
	Statistics(ctx context.Context, p Principal, q StatisticsQuery) (Statistics, error)
}
