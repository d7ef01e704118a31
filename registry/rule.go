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

// placeholder is where an argument stands in a sentence: its number, and the kind of
// words that it is of where it is the program's, {1:lifecycle}. What is quoted
// and of no kind stands as it was found.
var placeholder = regexp.MustCompile(`([«"]?)\{(\d)(?::([a-z]+))?\}([»"]?)`)

// fill puts arguments into every language of a text: words of the program,
// numbers and days as that language says them.
func fill(says Text, args []string) Text {
	if len(args) == 0 {
		return says
	}
	filled := Text{}
	for language, words := range says {
		filled[language] = placeholder.ReplaceAllStringFunc(words, func(found string) string {
			p := placeholder.FindStringSubmatch(found)
			before, kind, after := p[1], p[3], p[4]
			n, _ := strconv.Atoi(p[2])
			switch {
			case n >= len(args):
				return found
			case kind != "":
				return before + wordsOfKind(language, kind, args[n]) + after
			case before != "" && after != "":
				return before + args[n] + after
			}
			return before + written(language, args[n]) + after
		})
	}
	return filled
}

// saying is a sentence with its English as a pattern, and which argument each
// of its groups holds.
type saying struct {
	says    Text
	pattern *regexp.Regexp
	args    []int
}

func sayingOf(says Text) saying {
	s, english, last := saying{says: says}, "(?s)^", 0
	for _, at := range placeholder.FindAllStringSubmatchIndex(says["en"], -1) {
		n, _ := strconv.Atoi(says["en"][at[4]:at[5]])
		s.args = append(s.args, n)
		english += regexp.QuoteMeta(says["en"][last:at[3]]) + "(.*?)"
		last = at[8]
	}
	s.pattern = regexp.MustCompile(english + regexp.QuoteMeta(says["en"][last:]) + "$")
	return s
}

// sayAgain words a sentence that was said in English in every language, by the
// first of the sayings that says it; in English alone where none does.
func sayAgain(list []saying, message string) Text {
	for _, s := range list {
		found := s.pattern.FindStringSubmatch(message)
		if found == nil {
			continue
		}
		var args []string
		for i, n := range s.args {
			for len(args) <= n {
				args = append(args, "")
			}
			args[n] = found[i+1]
		}
		return fill(s.says, args)
	}
	return Text{"en": message}
}

// ruleSayings are the cases by their rule. Rows are read in English, far from
// whoever will read what was found in them.
var ruleSayings = sync.OnceValue(func() map[string][]saying {
	out := map[string][]saying{}
	for _, rule := range Rules {
		for at := range rule.Cases {
			out[rule.ID] = append(out[rule.ID], sayingOf(rule.Cases[at].Says))
		}
	}
	return out
})

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
