package intake

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"landbank/registry"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// unknown is the meaning of words that say that a value is not known.
const unknown = ""

// codeMap says which code of a list the words of a register mean. Its keys are folded; a word that means
// [unknown] leaves the member unknown without a finding.
type codeMap struct {
	list  string
	words map[string]string
}

// words makes a code map of the words for each code.
func words(list string, of map[string][]string) *codeMap {
	m := &codeMap{list: list, words: make(map[string]string)}
	for _, code := range slices.Sorted(maps.Keys(of)) { // whatever two codes are called, they are read alike each time
		for _, spelling := range of[code] {
			m.words[fold(spelling)] = code
		}
	}
	return m
}

// fold makes words comparable: lower case, no accents, one space between words, no punctuation.
func fold(text string) string {
	plain := true
	for i := range len(text) {
		if c := text[i]; !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
			plain = false
			break
		}
	}
	if plain {
		return text
	}
	stripped, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.Predicate(isLatinMark)), norm.NFC), text)
	if err != nil {
		stripped = text
	}
	words := strings.FieldsFunc(strings.ToLower(stripped), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	return strings.Join(words, " ")
}

// isLatinMark takes accents, but not the breve and diaeresis that make й and ї letters of their own.
func isLatinMark(r rune) bool { return unicode.Is(unicode.Mn, r) && r != 0x306 && r != 0x308 }

// code reads a word into a code.
func code(words *codeMap, of func(*registry.Record) *string) func(*mapping, cell) {
	return func(m *mapping, c cell) {
		if code, ok := m.code(words, c); ok {
			*of(&m.record) = code
		}
	}
}

// code finds the code that the cell's word means, or notes V-09.
func (m *mapping) code(words *codeMap, c cell) (string, bool) {
	folded := m.fold(c.value)
	if code, known := words.words[folded]; known {
		return code, code != unknown
	}
	if other := m.belongs(words, folded); other != "" {
		m.warn("V-09", c, "", fmt.Sprintf("a value of the column %s", other))
		return "", false
	}
	meant := words.nearest(folded)
	if m.warn("V-09", c, meant, "not one of the values of this column") {
		return words.words[meant], words.words[meant] != unknown
	}
	return "", false
}

// fold is fold with a memory: columns of codes have few words.
func (m *mapping) fold(text string) string {
	if folded, known := m.folded[text]; known {
		return folded
	}
	folded := fold(text)
	if len(m.folded) < 4096 && len(text) < 200 {
		m.folded[strings.Clone(text)] = folded
	}
	return folded
}

// nearest gives the only word that a misspelling of at most two letters can mean, or "".
func (m *codeMap) nearest(folded string) string {
	if len(folded) < 8 {
		return ""
	}
	best, distance, tie := "", 3, false
	for word, code := range m.words {
		switch d := editDistance(folded, word, 2); {
		case d < distance:
			best, distance, tie = word, d, false
		case d == distance && d <= 2 && code != m.words[best]:
			tie = true
		case d == distance && d <= 2 && word < best:
			best = word
		}
	}
	if tie || distance > 2 || len(best) < 8 {
		return ""
	}
	return best
}

// editDistance counts the letters to add, drop or change to make one word of the other; more than most where it
// is more.
func editDistance(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > most || len(y)-len(x) > most {
		return most + 1
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			change := diagonal
			if x[i] != y[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(y)]
}

// belongs names the column of the profile whose values the word is one of.
func (m *mapping) belongs(not *codeMap, folded string) string {
	for i := range m.bound {
		b := &m.bound[i]
		if codes := b.column.codes; codes != nil && codes != not && len(b.at) > 0 {
			if code, known := codes.words[folded]; known && code != unknown {
				return m.columns.names[b.at[0]]
			}
		}
	}
	return ""
}

// splitList takes the elements of a list in one cell: a|b, {a,"b, c"} or ["a","b"].
func splitList(text string) []string {
	text = strings.TrimSpace(text)
	switch {
	case strings.HasPrefix(text, "["):
		var list []string
		if json.Unmarshal([]byte(text), &list) == nil {
			return list
		}
	case strings.HasPrefix(text, "{") && strings.HasSuffix(text, "}"):
		return splitBraces(text[1 : len(text)-1])
	}
	var list []string
	for part := range strings.SplitSeq(text, "|") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// splitBraces takes the elements of a PostgreSQL array's text.
func splitBraces(text string) []string {
	var list []string
	var element strings.Builder
	quoted, escaped := false, false
	take := func() {
		if s := strings.TrimSpace(element.String()); s != "" && s != "NULL" {
			list = append(list, s)
		}
		element.Reset()
	}
	for _, r := range text {
		switch {
		case escaped:
			escaped = false
			element.WriteRune(r)
		case r == '\\':
			escaped = true
		case r == '"':
			quoted = !quoted
		case r == ',' && !quoted:
			take()
		default:
			element.WriteRune(r)
		}
	}
	take()
	return list
}
