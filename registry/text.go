package registry

// Languages lists the languages of labels and of multilingual facts, the
// default one first.
var Languages = []string{"uk", "en", "ru"}

// Text is a text in several languages, keyed by language code ("uk", "en",
// "ru", or any other BCP 47 code that a register brings, such as "fr").
type Text map[string]string

// In gives the text in the language asked for, else in the first of
// [Languages] that has one, else in any other language in code order, else "".
func (t Text) In(lang string) string {
	if s := t[lang]; s != "" {
		return s
	}
	for _, l := range Languages {
		if s := t[l]; s != "" {
			return s
		}
	}
	first := ""
	for l, s := range t {
		if s != "" && (first == "" || l < first) {
			first = l
		}
	}
	return t[first]
}

// text builds a label from its Ukrainian, English and Russian wording.
func text(uk, en, ru string) Text { return Text{"uk": uk, "en": en, "ru": ru} }
