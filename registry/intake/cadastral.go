package intake

import (
	"strings"

	"landbank/registry"
)

// parcel makes a parcel of a number, keeping it as written where it has another form (V-17).
func (m *mapping) parcel(c cell, cadastre, raw string) registry.Parcel {
	number, ok := registry.CadastralNumber(cadastre, raw)
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
