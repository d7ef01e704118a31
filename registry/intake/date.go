package intake

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"landbank/registry"
)

var (
	isoDate     = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{2}:\d{2}.*)?$`)
	packedDate  = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	numericDate = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$`)
	wordDate    = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})[ ,-]+(\d{4}|\d{2})$`)
	serialDate  = regexp.MustCompile(`^[34]\d{4}$`)
	clockDate   = regexp.MustCompile(`^1[0-9]{9}(000|[0-9]{3})$`)
	anyDate     = regexp.MustCompile(`\d{4}-\d{2}-\d{2}`)
)

// slashDate gives the first two numbers of 13/04/2020.
func slashDate(text string) (first, second int, found bool) {
	parts := numericDate.FindStringSubmatch(text)
	if parts == nil {
		return 0, 0, false
	}
	first, _ = strconv.Atoi(parts[1])
	second, _ = strconv.Atoi(parts[2])
	return first, second, true
}

// parseDate reads a calendar day in any form that leaves no doubt. Otherwise ok is false and proposed is the day
// that is meant most likely, or "".
func parseDate(text string, st style) (day registry.Date, ok bool, proposed string) {
	if parts := isoDate.FindStringSubmatch(text); parts != nil {
		day, ok = calendar(parts[1], parts[2], parts[3])
		return day, ok, ""
	}
	if parts := packedDate.FindStringSubmatch(text); parts != nil {
		day, ok = calendar(parts[1], parts[2], parts[3])
		return day, ok, ""
	}
	if parts := numericDate.FindStringSubmatch(text); parts != nil {
		return slashes(parts, st)
	}
	if parts := wordDate.FindStringSubmatch(text); parts != nil {
		return named(parts)
	}
	if serialDate.MatchString(text) { // the number of the day in a spreadsheet
		serial, _ := strconv.Atoi(text)
		return registry.Date{}, false, time.Date(1899, 12, 30+serial, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	}
	if clockDate.MatchString(text) {
		milliseconds, _ := strconv.ParseInt(text, 10, 64)
		return registry.Date{}, false, time.UnixMilli(milliseconds).UTC().Format(time.DateOnly)
	}
	return registry.Date{}, false, latest(text)
}

// named reads 3 December 2019; a year of two digits is only proposed.
func named(parts []string) (day registry.Date, ok bool, proposed string) {
	year := parts[3]
	if len(year) == 2 {
		year = "20" + year
	}
	for _, layout := range []string{"2 Jan 2006", "2 January 2006"} {
		t, err := time.Parse(layout, parts[1]+" "+parts[2]+" "+year)
		switch day = (registry.Date{Time: t}); {
		case err != nil:
		case len(parts[3]) == 2:
			return registry.Date{}, false, day.String()
		default:
			return day, true, ""
		}
	}
	return registry.Date{}, false, ""
}

// slashes reads 13/04/2020 in the order that the numbers or the column leave no doubt of.
func slashes(parts []string, st style) (day registry.Date, ok bool, proposed string) {
	year := parts[3]
	if len(year) == 2 {
		year = "20" + year
	}
	dayFirst, dayFirstOK := calendar(year, parts[2], parts[1])
	monthFirst, monthFirstOK := calendar(year, parts[1], parts[2])
	certain := len(parts[3]) == 4
	switch {
	case dayFirstOK && (!monthFirstOK || st.dayFirst || dayFirst == monthFirst):
		day = dayFirst
	case monthFirstOK && (!dayFirstOK || st.monthFirst):
		day = monthFirst
	case dayFirstOK:
		day, certain = dayFirst, false
	default:
		return registry.Date{}, false, ""
	}
	if !certain {
		return registry.Date{}, false, day.String()
	}
	return day, true, ""
}

// calendar makes a day of its numbers; false where there is no such day.
func calendar(year, month, day string) (registry.Date, bool) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	if y < 1800 || y > 2200 || m < 1 || m > 12 || d < 1 {
		return registry.Date{}, false
	}
	date := registry.NewDate(y, time.Month(m), d)
	return date, date.Day() == d
}

// latest proposes the last of the days that a text names.
func latest(text string) string {
	last := ""
	for _, day := range anyDate.FindAllString(text, -1) {
		if _, err := registry.ParseDate(day); err == nil && strings.Compare(day, last) > 0 {
			last = day
		}
	}
	return last
}
