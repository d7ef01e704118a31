// Package personal finds data of natural persons in texts that the public can
// read: names of people, e-mail addresses and telephone numbers. It knows the
// forms in which Ukrainian, Russian, English and French write them, and no
// list of names: a surname with initials, a patronymic, a title or a mark such
// as ФОП before a name. A street, a school or a monument that bears somebody's
// name is none.
package personal

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// Kind is what a match is.
type Kind int

// The kinds.
const (
	Name Kind = iota
	Email
	Phone
)

// Match is a piece of a text that is data of a person.
type Match struct {
	Kind Kind
	Text string
	From int // bytes of the text, from and to
	To   int
}

// pattern is one form; the first group is the match.
type pattern struct {
	kind Kind
	need func(string) bool // whether a text can have it, told cheaply
	form *regexp.Regexp
}

const (
	upper    = `[А-ЯІЇЄҐЁ]`
	surname  = upper + `[а-яіїєґё'’ʼ]{2,}(?:-` + upper + `[а-яіїєґё'’ʼ]{2,})?`
	initials = upper + `\.\s?` + upper + `\.`
	father   = upper + `[а-яіїєґё'’ʼ]+(?:(?:о|е|є|йо)вич(?:а|у|ем|еві|ові|і|е)?|(?:і|ї|о|е)вн(?:а|и|і|у|ою|ы|е|ой)|(?:ин|ьин)ичн(?:а|и|і|у|ою|ы|е|ой)|(?:ьич|мич|кич)(?:а|у|ем|ом|еві|ові|е)?)`
	begin    = `(?:^|[^\pL\pN])`
	end      = `(?:$|[^\pL\pN])`
	latin    = `[A-ZÀ-Þ][a-zß-ÿ'’]+(?:-[A-ZÀ-Þ][a-zß-ÿ'’]+)?`
)

var patterns = []pattern{
	{Name, hasInitial, regexp.MustCompile(begin + `(` + surname + `\s` + initials + `)`)},
	{Name, hasInitial, regexp.MustCompile(begin + `(` + initials + `\s?` + surname + `)` + end)},
	{Name, hasPatronymic, regexp.MustCompile(begin + `((?:` + surname + `\s)?` + surname + `\s` + father + `)` + end)},
	{Name, hasMark, regexp.MustCompile(begin + `(?:гр\.|гр-(?:н|ка|ну|ки)|громадян(?:ин|ка|ину|ина|ці|ки|ці)|граждан(?:ин|ка|ину|ина|ке|ки)|ФОП|ФЛП|ИП|СПД)\s+(` + surname + `(?:\s(?:` + initials + `|` + upper + `\.|` + surname + `)){0,2})`)},
	{Name, hasTitle, regexp.MustCompile(begin + `((?:Mr|Mrs|Ms|Miss|Messrs|Mister)\.?\s(?:[A-Z]\.?\s?){0,3}` + latin + `(?:\s` + latin + `)?)`)},
	{Name, hasTitle, regexp.MustCompile(begin + `((?:M\.|MM\.|Mme|Mlle|Mmes|Monsieur|Madame|Mademoiselle)\s(?:[A-Z]\.-?\s?){0,2}(?:` + latin + `|[A-ZÀ-Þ]{3,})(?:\s(?:` + latin + `|[A-ZÀ-Þ]{3,}))?)`)},
	{Email, hasAt, regexp.MustCompile(`([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})`)},
}

// nameFollows says that initials belong to the surname behind them, not to the
// word before them.
var nameFollows = regexp.MustCompile(`^\s?` + surname + end)

// Find gives the data of persons in a text, in their order and apart from each
// other.
func Find(text string) []Match {
	var found []Match
	for i := range patterns {
		p := &patterns[i]
		if !p.need(text) {
			continue
		}
		for at := 0; at < len(text); {
			groups := p.form.FindStringSubmatchIndex(text[at:])
			if groups == nil {
				break
			}
			m := Match{Kind: p.kind, From: at + groups[2], To: at + groups[3]}
			m.Text = strings.TrimSpace(text[m.From:m.To])
			if m.Kind != Name || !commemorates(text[:m.From]) && !firm(m.Text, text[m.To:]) && !(i == 0 && nameFollows.MatchString(text[m.To:])) {
				found = append(found, m)
			}
			at = m.To
		}
	}
	return apart(append(found, phones(text)...))
}

// apart puts matches in order; of two that overlap the longer one stays.
func apart(found []Match) []Match {
	slices.SortFunc(found, func(a, b Match) int { return cmp.Or(a.From-b.From, b.To-a.To) })
	kept := found[:0]
	for _, m := range found {
		if n := len(kept); n > 0 && m.From < kept[n-1].To {
			continue
		}
		kept = append(kept, m)
	}
	return kept
}

// Without gives the text without the matches, with the spaces and marks around
// them tidied up.
func Without(text string, found []Match) string {
	var b strings.Builder
	at := 0
	for _, m := range found {
		b.WriteString(text[at:m.From])
		at = m.To
	}
	b.WriteString(text[at:])
	rest := strings.Join(strings.Fields(b.String()), " ")
	for _, twice := range [][2]string{{" ,", ","}, {" .", "."}, {"()", ""}, {"( )", ""}, {",,", ","}, {" ;", ";"}} {
		rest = strings.ReplaceAll(rest, twice[0], twice[1])
	}
	return strings.Trim(strings.Join(strings.Fields(rest), " "), " ,;:-–—")
}
