package exchange

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"landbank/registry/criteria"
)

// Query is the query of a request, read once and strictly.
type Query struct {
	Values url.Values
	Faults criteria.Faults // everything found wrong so far
}

// ReadQuery takes the raw query apart. Broken escapes and texts that are not
// UTF-8 are faults.
func ReadQuery(raw string) *Query {
	q := &Query{Values: url.Values{}}
	for _, pair := range strings.Split(raw, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		q.add(name, value)
	}
	return q
}

func (q *Query) add(rawName, rawValue string) {
	name, err := url.QueryUnescape(rawName)
	if err != nil || !utf8.ValidString(name) {
		q.Fault(rawName, criteria.RuleSyntax, Printable(rawName), "a name in percent-encoded UTF-8")
		return
	}
	value, err := url.QueryUnescape(rawValue)
	if err != nil || !utf8.ValidString(value) {
		q.Fault(name, criteria.RuleSyntax, Printable(rawValue), "a value in percent-encoded UTF-8")
		return
	}
	if strings.Contains(value, "\x00") { // no text of the database has it
		q.Fault(name, criteria.RuleBadValue, Printable(value), "a text without the character NUL")
		return
	}
	q.Values[name] = append(q.Values[name], value)
}

// Fault notes something wrong with a parameter.
func (q *Query) Fault(name string, rule criteria.Rule, got, want string) {
	q.Faults = noted(q.Faults, criteria.Fault{In: "query", Name: shortened(name), Rule: rule, Got: got, Want: want})
}

// noted adds a fault to those before it, unless they are as many as are told at
// once.
func noted(faults criteria.Faults, f criteria.Fault) criteria.Faults {
	if len(faults) >= criteria.MaxFaults {
		return faults
	}
	return append(faults, f)
}

// Join notes the faults of an error, if it is made of any, and gives back what
// is left of it.
func (q *Query) Join(err error) error {
	faults, ok := err.(criteria.Faults)
	if !ok {
		return err
	}
	for _, f := range faults {
		f.In = "query"
		q.Faults = noted(q.Faults, f)
	}
	return nil
}

// Err gives everything wrong with the query, nil where nothing is.
func (q *Query) Err() error {
	if len(q.Faults) == 0 {
		return nil
	}
	return q.Faults
}

// Only notes every parameter that is not one of the names.
func (q *Query) Only(names ...string) {
	for _, name := range sortedNames(q.Values) {
		if !slices.Contains(names, name) {
			want := "no parameters"
			if len(names) > 0 {
				want = "one of " + strings.Join(names, ", ")
			}
			q.Fault(name, criteria.RuleUnknownName, Printable(name), want)
		}
	}
}

// Text gives the value of a parameter that may be given once; false where it is
// not given or has a fault.
func (q *Query) Text(name string) (string, bool) {
	given := q.Values[name]
	switch {
	case len(given) == 0:
		return "", false
	case len(given) > 1:
		q.Fault(name, criteria.RuleRepeated, name+" more than once", "it once")
		return "", false
	case given[0] == "":
		q.Fault(name, criteria.RuleEmpty, "no value", "a value, or the parameter left out")
		return "", false
	}
	return given[0], true
}

// Int gives the value of a whole number from least on, clamped to most;
// without a value, or with a fault, the fallback.
func (q *Query) Int(name string, least, most, fallback int) int {
	text, ok := q.Text(name)
	if !ok {
		return fallback
	}
	n, ok := wholeNumber(text, most)
	if !ok || n < least {
		q.Fault(name, criteria.RuleBadValue, Printable(text), "a whole number from "+strconv.Itoa(least)+" to "+strconv.Itoa(most))
		return fallback
	}
	return n
}

// wholeNumber reads digits, clamped to most however many there are.
func wholeNumber(text string, most int) (int, bool) {
	if text == "" || strings.Trim(text, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	if err != nil || n > most {
		return most, true
	}
	return n, true
}

// OneOf gives the value of a parameter that is one of the values; without one,
// or with a fault, the first of them.
func (q *Query) OneOf(name string, values ...string) string {
	text, ok := q.Text(name)
	if !ok {
		return values[0]
	}
	if !slices.Contains(values, text) {
		q.Fault(name, criteria.RuleBadValue, Printable(text), "one of "+strings.Join(values, ", "))
		return values[0]
	}
	return text
}

// SomeOf gives the values of a parameter that lists some of the values with
// commas between them, each once; nil without one.
func (q *Query) SomeOf(name string, values ...string) []string {
	text, ok := q.Text(name)
	if !ok {
		return nil
	}
	var out []string
	for _, item := range strings.Split(text, ",") {
		switch {
		case !slices.Contains(values, item):
			q.Fault(name, criteria.RuleBadValue, Printable(item), "one of "+strings.Join(values, ", "))
		case slices.Contains(out, item):
			q.Fault(name, criteria.RuleRepeated, Printable(item)+" twice", "each once")
		default:
			out = append(out, item)
		}
	}
	return out
}

// Canonical writes the query with its names in order and every character
// escaped that is not plain, so that equal questions have one address.
func Canonical(values url.Values) string {
	return strings.ReplaceAll(values.Encode(), "+", "%20")
}

func sortedNames(values url.Values) []string {
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// maxShown is how much of a wrong value a fault repeats.
const maxShown = 60

// Printable shows a text that was given: shortened, in UTF-8, and as a pair of
// quotation marks where it is empty.
func Printable(text string) string {
	if text == "" {
		return `""`
	}
	return shortened(text)
}

// shortened cuts a long text and replaces what is not UTF-8.
func shortened(text string) string {
	text = strings.ToValidUTF8(text, "�")
	if utf8.RuneCountInString(text) <= maxShown {
		return text
	}
	return string([]rune(text)[:maxShown]) + "…"
}
