package intake

import (
	"maps"
	"slices"

	"landbank/registry"
)

// exampleValues is how many values of a column are shown.
const exampleValues = 3

// Reads says what each column is read into, in the order of the file, with examples of its first rows. It is asked
// before the first row is read.
func (f *File) Reads() []registry.ReadColumn {
	out := make([]registry.ReadColumn, 0, len(f.table.header().names))
	for at, name := range f.table.header().names {
		c := registry.ReadColumn{Column: name, Values: f.examples(at)}
		if s, stated := f.mapping.stated[name]; stated {
			c.Field, c.By, c.Unit, c.Decimal = s.Field, "stated", s.Unit, s.Decimal
			if f.remembered {
				c.By = "remembered"
			}
		} else if !slices.Contains(f.mapping.extras, at) {
			if place, _ := f.profile.find(name); place >= 0 {
				c.Field, c.By = f.profile.fieldOf(&f.profile.columns[place]), "name"
			}
		}
		out = append(out, c)
	}
	return out
}

// examples gives different values of a column, shortened.
func (f *File) examples(at int) []string {
	values := []string{}
	for _, r := range f.sample {
		if len(values) == exampleValues {
			break
		}
		if at >= len(r.cells) {
			continue
		}
		if value := excerpt(f.profile.meaning(r.cells[at])); value != "" && !slices.Contains(values, value) {
			values = append(values, value)
		}
	}
	return values
}

// fieldsOfMembers are the fields that columns of these names feed which no column is called as.
var fieldsOfMembers = map[string]string{"identity": "id", "declared area": "area_declared_m2", "cadastral number": "cadastral_numbers", "purpose": "purposes", "right": "rights"}

// fieldOf gives the name of the field that a column of the profile feeds, or the profile's own word.
func (p *profile) fieldOf(c *column) string {
	if _, known := registry.FieldByName(c.member); known {
		return c.member
	}
	if field, known := fieldsOfMembers[c.member]; known {
		return field
	}
	for i := range registry.Fields() {
		name := registry.Fields()[i].Name
		if place, _ := p.find(name); place >= 0 && p.columns[place].member == c.member {
			return name
		}
	}
	return c.member
}

// Described gives the profiles with what columns can be mapped to in each.
func Described() []registry.ImportProfile {
	out := make([]registry.ImportProfile, 0, len(profiles))
	for _, p := range profiles {
		d := registry.ImportProfile{Name: p.name, Title: p.title, Fields: []registry.ImportTarget{}}
		for _, name := range p.targetNames() {
			d.Fields = append(d.Fields, registry.ImportTarget{Field: name, Units: unitsFor(name)})
		}
		out = append(out, d)
	}
	return out
}

// targetNames lists what a column can be mapped to in the profile, in the order of the alphabet; the identity first.
func (p *profile) targetNames() []string {
	names := slices.Collect(maps.Keys(targets))
	for i := range registry.Fields() {
		name := registry.Fields()[i].Name
		own, _ := p.find(name)
		figure, _ := numbers.find(name)
		if max(own, figure) >= 0 && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if place, _ := p.find("id"); place >= 0 && !slices.Contains(names, "id") {
		names = append([]string{"id"}, names...)
	}
	return names
}

// unitsFor lists the units that numbers of a field may be in, in the order of the alphabet.
func unitsFor(field string) []string {
	f, known := registry.FieldByName(field)
	if !known || f.Unit == "" {
		return []string{}
	}
	units := []string{}
	for unit := range unitsOf[f.Unit] {
		units = append(units, unit)
	}
	slices.Sort(units)
	return units
}
