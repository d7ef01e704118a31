package registry

import (
	"regexp"
	"strings"
)

// cadastreForms are the forms of cadastral numbers.
var cadastreForms = map[string]*regexp.Regexp{
	"ua": regexp.MustCompile(`^\d{10}:\d{2}:\d{3}:\d{4}$`),
	"ru": regexp.MustCompile(`^\d{2}:\d{2}:\d{6,7}:\d+$`),
	"fr": regexp.MustCompile(`^(\d{2}|2[AB])\d{6}[0-9A-Z]{2}\d{4}$`),
	"lv": regexp.MustCompile(`^\d{11}$`),
}

// tidyNumber drops what copying adds to cadastral numbers: spaces and other
// colons.
var tidyNumber = strings.NewReplacer(" ", "", "\u00a0", "", "\u2236", ":", "\uff1a", ":", "\t", "")

// CadastralNumber brings a number of a cadastre into its form; false where it
// has another one.
func CadastralNumber(cadastre, raw string) (number string, ok bool) {
	form, known := cadastreForms[cadastre]
	if !known {
		number = strings.Join(strings.Fields(raw), " ")
		return number, number != ""
	}
	number = strings.ToUpper(tidyNumber.Replace(raw))
	return number, form.MatchString(number)
}

// GuessCadastre tells the cadastre by the form of a number, other where no
// form is known that is a cadastre's alone.
func GuessCadastre(raw string) string {
	for _, cadastre := range []string{"ua", "ru", "fr"} {
		if _, ok := CadastralNumber(cadastre, raw); ok {
			return cadastre
		}
	}
	return "other"
}

// ukraineRegions are the first two digits that the codes of the regions of
// Ukraine have alike in КАТОТТГ, КОАТУУ and cadastral numbers.
const ukraineRegions = "01 05 07 12 14 18 21 23 26 32 35 44 46 48 51 53 56 59 61 63 65 68 71 73 74 80 85"

var (
	katottg  = regexp.MustCompile(`^UA\d{17}$`)
	communes = regexp.MustCompile(`^(\d{2}|2[AB])\d{3}$`) // INSEE
)

// foreignRegion compares the beginning of a cadastral number with the
// territory. It gives the beginning of the number and what the territory has
// there; exists is false where no territory at all begins like that. In France
// the departments are compared: communes merge, and parcels keep their numbers.
func foreignRegion(cadastre, number, territory string) (begins, want string, exists bool) {
	switch {
	case cadastre == "ua" && len(number) > 2:
		begins, exists = number[:2], strings.Contains(ukraineRegions, number[:2])
		if katottg.MatchString(territory) {
			want = territory[2:4]
		}
	case cadastre == "fr" && len(number) > 5 && communes.MatchString(territory):
		begins, want, exists = number[:2], territory[:2], true
	default:
		return "", "", true
	}
	if begins == want {
		want = ""
	}
	return begins, want, exists
}
