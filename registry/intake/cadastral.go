package intake

import (
	"regexp"
	"strings"

	"landbank/registry"
)

// The forms of cadastral numbers.
var (
	cadastreUA = regexp.MustCompile(`^\d{10}:\d{2}:\d{3}:\d{4}$`)
	cadastreRU = regexp.MustCompile(`^\d{2}:\d{2}:\d{6,7}:\d+$`)
	cadastreFR = regexp.MustCompile(`^(\d{2}|2[AB])\d{6}[0-9A-Z]{2}\d{4}$`)
	cadastreLV = regexp.MustCompile(`^\d{11}$`)
)

// tidyNumber drops what copying adds to cadastral numbers: spaces, other dashes and colons, small letters.
var tidyNumber = strings.NewReplacer(" ", "", "\u00a0", "", "\u2236", ":", "\uff1a", ":", "\t", "")

// cadastralNumber brings a number of a cadastre into its form; false where it has another form.
func cadastralNumber(cadastre, raw string) (number string, ok bool) {
	number = strings.ToUpper(tidyNumber.Replace(raw))
	switch cadastre {
	case "ua":
		return number, cadastreUA.MatchString(number)
	case "ru":
		return number, cadastreRU.MatchString(number)
	case "fr":
		return number, cadastreFR.MatchString(number)
	case "lv":
		return number, cadastreLV.MatchString(number)
	default:
		number = strings.Join(strings.Fields(raw), " ")
		return number, number != ""
	}
}

// guessCadastre tells the cadastre by the form of a number, other where no form is known.
func guessCadastre(raw string) string {
	for _, cadastre := range []string{"ua", "ru", "fr"} {
		if _, ok := cadastralNumber(cadastre, raw); ok {
			return cadastre
		}
	}
	return "other"
}

// parcel makes a parcel of a number, keeping it as written where it has another form (V-17).
func (m *mapping) parcel(c cell, cadastre, raw string) registry.Parcel {
	number, ok := cadastralNumber(cadastre, raw)
	p := registry.Parcel{Cadastre: cadastre, CadastralNumber: number}
	if !ok {
		p.CadastralNumber = ""
		m.warn("V-17", cell{column: c.column, value: raw, at: c.at}, "", "not a number of the cadastre "+strings.ToUpper(cadastre))
	}
	if number != raw || !ok {
		p.RawNumber = raw
	}
	return p
}

// parcels reads a list of numbers of one cadastre.
func parcels(cadastre string) func(*mapping, cell) {
	return func(m *mapping, c cell) {
		for _, raw := range splitList(c.value) {
			m.record.Parcels = append(m.record.Parcels, m.parcel(c, cadastre, raw))
		}
	}
}

// ownership puts a form of ownership on every parcel of the site, or on the site's land as a whole where no parcel
// is known.
func (m *mapping) ownership(cadastre, form string) {
	if form == "" {
		return
	}
	if len(m.record.Parcels) == 0 {
		m.record.Parcels = []registry.Parcel{{Cadastre: cadastre}}
	}
	for i := range m.record.Parcels {
		m.record.Parcels[i].Ownership = form
	}
}
