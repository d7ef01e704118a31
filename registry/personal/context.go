package personal

import (
	"strings"
	"unicode"
)

// What a text must have in it for a form to be there at all: most texts have
// none of it, and looking for that is far cheaper than matching the form.

func hasAt(text string) bool { return strings.IndexByte(text, '@') >= 0 }

// hasInitial finds a capital letter with a point behind it.
func hasInitial(text string) bool {
	for at := strings.IndexByte(text, '.'); at > 0; {
		runes := []rune(lastRunes(text[:at]))
		if n := len(runes); unicode.IsUpper(runes[n-1]) && (n == 1 || !unicode.IsLetter(runes[n-2])) {
			return true
		}
		next := strings.IndexByte(text[at+1:], '.')
		if next < 0 {
			return false
		}
		at += 1 + next
	}
	return false
}

// lastRunes gives the end of a text, two letters or more.
func lastRunes(text string) string {
	for from := max(0, len(text)-8); ; from-- {
		if from == 0 || text[from]&0xc0 != 0x80 {
			return text[from:]
		}
	}
}

func hasAny(text string, parts ...string) bool {
	for _, part := range parts {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}

func hasPatronymic(text string) bool {
	return hasAny(text, "вич", "вн", "ичн", "ьич", "мич", "кич")
}

func hasMark(text string) bool {
	return hasAny(text, "гр.", "гр-", "громадян", "граждан", "ФОП", "ФЛП", "ИП", "СПД")
}

func hasTitle(text string) bool {
	return hasAny(text, "Mr", "Ms", "Miss", "Mister", "Messrs", "M. ", "MM. ", "Mme", "Mlle", "Monsieur", "Madame", "Mademoiselle")
}

// namers are words before a name that say that a place or a thing bears it.
var namers = words(`
	вул вулиця вулиці вулицею вулицю пров провулок провулку просп проспект проспекту пр пр-т бульв бульвар бульвару площа площі пл
	сквер скверу парк парку ім імені шосе наб набережна набережній узвіз мкр мікрорайон музей музею пам'ятник пам'ятника пам'яті
	ул улица улице улицы улицу пер переулок переулке проспекте бульваре площадь площади им имени шоссе набережная спуск
	микрорайон памятник памятника памяти музея хутор хут с село м місто смт
	rue avenue av place pl allée allee boulevard bd bld chemin impasse quai square école ecole collège college lycée lycee stade salle
	street road lane close court house memorial`)

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(list) {
		set[word] = true
	}
	return set
}

// commemorates tells whether one of the few words before a name, not beyond a
// comma, makes it the name of a place.
func commemorates(before string) bool {
	if cut := strings.LastIndexAny(before, ",;:()\n"); cut >= 0 {
		before = before[cut+1:]
	}
	last := strings.Fields(before)
	for _, word := range last[max(0, len(last)-4):] {
		word = strings.Trim(strings.ToLower(strings.NewReplacer("’", "'", "ʼ", "'").Replace(word)), ".«»\"")
		if namers[word] || strings.HasPrefix(word, "вул.") || strings.HasPrefix(word, "ул.") || strings.HasPrefix(word, "ім.") {
			return true
		}
	}
	return false
}

// firms are words behind a name that make it a company's or a street's.
var firms = []string{"Ltd", "Limited", "PLC", "plc", "LLP", "Inc", "& Co", "& Sons", "and Sons", "& Son", "et Fils", "SARL", "SA ", "SAS",
	"Street", "Road", "Lane", "Avenue", "Close", "House", "Court", "School"}

// firm looks at the last word of the name too: John Carter Ltd.
func firm(name, after string) bool {
	after = strings.TrimLeft(after, " ,'’s")
	_, last, _ := strings.Cut(name[max(0, strings.LastIndexByte(name, ' ')):], " ")
	for _, word := range firms {
		if strings.HasPrefix(after, word) || last == strings.TrimSpace(word) {
			return true
		}
	}
	return false
}
