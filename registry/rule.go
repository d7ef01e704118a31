package registry

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Rule is one validation rule. Its id stands in reports, on screens and in
// scripts, and never changes its meaning.
type Rule struct {
	ID       string
	Severity Severity // the one that most of its cases have
	Title    Text
	// Explanation says in a sentence or two what the rule finds and what to do.
	Explanation Text
	Cases       []Case
}

// Subject is what a case of a rule looks at, and so when it is looked for.
type Subject string

// The subjects.
const (
	OfRow    Subject = "row"    // how a file puts it: while the file is read
	OfPlace  Subject = "place"  // the outline, the measured area and the territory: by the store
	OfRecord Subject = "record" // what the record says: by [Judge]
	OfStock  Subject = "stock"  // the other sites of the register: by the store
)

// Case is one thing that a rule finds.
type Case struct {
	Name     string // never changes its meaning either
	Of       Subject
	Severity Severity
	// Missing: the case asks for something that is not there. Rows of a register
	// are judged by what they say and not by what they leave out, so it is not
	// looked for in imports.
	Missing bool
	Says    Text // {0}, {1} … stand for the arguments of a finding
	Repair  Text // what is proposed; nil where nothing can be
}

// Block is what a finding stands in the way of.
type Block string

// What findings stand in the way of.
const (
	BlocksStoring    Block = "storing"    // the row or the change is not taken
	BlocksPublishing Block = "publishing" // it stays a draft
	BlocksReason     Block = "reason"     // whoever publishes writes down why
)

// Blocks says what a finding of the case stands in the way of.
func (c *Case) Blocks() Block {
	switch {
	case c.Severity != Error:
		return BlocksReason
	case c.Of == OfRow || c.Of == OfPlace:
		return BlocksStoring
	default:
		return BlocksPublishing
	}
}

// RuleByID finds a rule.
func RuleByID(id string) (Rule, bool) {
	at := slices.IndexFunc(Rules, func(r Rule) bool { return r.ID == id })
	if at < 0 {
		return Rule{}, false
	}
	return Rules[at], true
}

// CaseOf finds a case of a rule.
func CaseOf(id, name string) (Case, bool) {
	rule, _ := RuleByID(id)
	at := slices.IndexFunc(rule.Cases, func(c Case) bool { return c.Name == name })
	if at < 0 {
		return Case{}, false
	}
	return rule.Cases[at], true
}

// Say words a finding of a case in every language.
func Say(id, name string, args ...string) Text {
	c, _ := CaseOf(id, name)
	return fill(c.Says, args)
}

// fill puts arguments into every language of a text: numbers and days as that
// language writes them, but for what is quoted, which stands as it was found.
func fill(says Text, args []string) Text {
	if len(args) == 0 {
		return says
	}
	filled := Text{}
	for language, words := range says {
		var pairs []string
		for i, arg := range args {
			place := "{" + strconv.Itoa(i) + "}"
			pairs = append(pairs, "«"+place+"»", "«"+arg+"»", "\""+place+"\"", "\""+arg+"\"", place, written(language, arg))
		}
		filled[language] = strings.NewReplacer(pairs...).Replace(words)
	}
	return filled
}

// saying is the English of a case as a pattern, and which argument each of its
// groups holds.
type saying struct {
	of      *Case
	pattern *regexp.Regexp
	args    []int
}

// placeholder is where an argument stands in the text of a case.
var placeholder = regexp.MustCompile(`\\\{(\d)\\\}`)

// sayings are the cases of rows by their rule. Rows are read in English, far
// from whoever will read what was found in them.
var sayings = sync.OnceValue(func() map[string][]saying {
	out := map[string][]saying{}
	for _, rule := range Rules {
		for at := range rule.Cases {
			c := &rule.Cases[at]
			s := saying{of: c}
			text := placeholder.ReplaceAllStringFunc(regexp.QuoteMeta(c.Says["en"]), func(found string) string {
				n, _ := strconv.Atoi(placeholder.FindStringSubmatch(found)[1])
				s.args = append(s.args, n)
				return "(.*?)"
			})
			s.pattern = regexp.MustCompile("^" + text + "$")
			out[rule.ID] = append(out[rule.ID], s)
		}
	}
	return out
})

// sayAgain words a sentence about a row, which was said in English, in every
// language; in English alone where no case of the rule says that.
func sayAgain(rule, message string) Text {
	for _, s := range sayings()[rule] {
		found := s.pattern.FindStringSubmatch(message)
		if found == nil {
			continue
		}
		args := make([]string, len(s.args))
		for i, n := range s.args {
			if n < len(args) {
				args[n] = found[i+1]
			}
		}
		return fill(s.of.Says, args)
	}
	return Text{"en": message}
}

var decimal = regexp.MustCompile(`^-?\d+\.\d+$`)

// written gives a number or a day as a language writes it, anything else as it
// is.
func written(language, arg string) string {
	if f, known := FieldByName(arg); known {
		return f.Label.In(language)
	}
	// English stands in reports and in the database, as it is read by programs.
	if language == "en" {
		return arg
	}
	if decimal.MatchString(arg) {
		return grouped(arg)
	}
	if day, err := time.Parse(time.DateOnly, arg); err == nil {
		return day.Format("02.01.2006")
	}
	return arg
}

// grouped writes a number with a fraction as Ukrainian and Russian do: with a
// comma, and thousands apart where it has five digits or more before it.
func grouped(number string) string {
	whole, fraction, _ := strings.Cut(number, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	if len(whole) > 4 {
		for at := len(whole) - 3; at > 0; at -= 3 {
			whole = whole[:at] + "\u00a0" + whole[at:]
		}
	}
	return sign + whole + "," + fraction
}
