package intake

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"landbank/geo"
	"landbank/registry"
)

// sampleRows is how many rows are read ahead.
const sampleRows = 200

// choose reads the sample, finds the profile, and makes the mapping.
func (f *File) choose(o Options) error {
	for len(f.sample) < sampleRows {
		r, err := f.table.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		r.cells = append([]string(nil), r.cells...)
		f.sample = append(f.sample, r)
	}
	f.found.Columns = f.table.header().names
	if len(f.sample) == 0 && len(f.found.Columns) == 0 {
		return &NotARegister{"the file has no features"}
	}
	return f.plan(registry.SourceMapping{Profile: o.Profile, Columns: o.Columns}, true)
}

// plan makes the mapping of the rows: as somebody stated it, and by the names of columns for the rest. What a caller
// states about this file must fit it; what was stated for the file before is told where it does not.
func (f *File) plan(stated registry.SourceMapping, forThis bool) error {
	o := f.options
	p, err := f.chooseProfile(stated.Profile)
	if err != nil {
		return err
	}
	f.profile = p
	today := o.Today
	if today.IsZero() {
		now := time.Now().UTC()
		today = registry.NewDate(now.Year(), now.Month(), now.Day())
	}
	f.mapping = newMapping(p, f.table.header(), o.Accept, today, f.system(o.CRS))
	if t, ok := f.table.(*features); ok && t.srid != geo.WGS84 {
		f.mapping.crs = t.crsName
	}
	missing, err := f.mapping.useStated(stated.Columns)
	if err != nil {
		return err
	}
	if forThis && len(missing) > 0 {
		return &NotARegister{fmt.Sprintf("the file has no column %s to map; it has %s", strings.Join(missing, ", "), strings.Join(f.found.Columns, ", "))}
	}
	f.mapping.bind()
	f.mapping.headerFindings(f.found.HeaderRow)
	for _, name := range missing {
		f.mapping.aside = append(f.mapping.aside, registry.Issue{Line: f.found.HeaderRow, Rule: "V-28", Severity: registry.Warning, Field: name,
			Message: "the remembered mapping reads this column, but the file does not have it any more"})
	}
	f.mapping.styles = f.learn()
	f.mapping.stateStyles()
	f.source = f.sourceOf(p, o.Source)
	if forThis && len(stated.Columns) > 0 {
		f.found.Notes = append(f.found.Notes, "Columns as stated: "+describeColumns(stated.Columns))
	}
	return nil
}

// Remember reads the file as the files of its source were read before, where the caller states nothing else. It must
// be called before the first row is read.
func (f *File) Remember(m registry.SourceMapping) error {
	if len(f.options.Columns) > 0 || f.options.Profile != "" && f.options.Profile != m.Profile {
		return nil
	}
	if f.options.CRS == 0 && m.CRS != 0 && f.systemNote == "" && f.mapping.srid == 0 && !f.declaresDegrees() {
		f.options.CRS = m.CRS
	}
	source := f.source
	if err := f.plan(m, false); err != nil {
		return fmt.Errorf("the mapping remembered for the source %s: %w", m.Source, err)
	}
	f.source, f.remembered = source, true
	if f.outlines != nil {
		f.outlines.label = f.labelsOutlines()
	}
	f.found.Reasons = []string{"as remembered for the source " + m.Source}
	since := m.ChangedAt.Format(time.DateOnly)
	f.found.Notes = append(f.found.Notes, fmt.Sprintf("Mapping remembered for %s since %s: %s", m.Source, since, describeColumns(m.Columns)))
	var gone []string
	for _, c := range m.Columns {
		if _, there := f.table.header().index[c.Column]; !there {
			gone = append(gone, c.Column)
		}
	}
	if len(gone) > 0 {
		f.found.Notes = append(f.found.Notes, "The file does not have these remembered columns any more: "+strings.Join(gone, ", ")+
			". State them anew with --map, or nothing is read for them")
	}
	return nil
}

// declaresDegrees tells whether the file itself says that its coordinates are degrees.
func (f *File) declaresDegrees() bool {
	t, ok := f.table.(*features)
	return ok && t.srid != 0
}

// Stated gives the mapping that the caller stated for this file, to be remembered for the next one of its source;
// false where nothing was stated.
func (f *File) Stated() (registry.SourceMapping, bool) {
	return registry.SourceMapping{Source: f.source.Code, Profile: f.profile.name, Columns: f.options.Columns, CRS: f.options.CRS},
		len(f.options.Columns) > 0
}

// system decides the reference system of the whole file.
func (f *File) system(stated int) int {
	declared := 0
	if t, ok := f.table.(*features); ok {
		declared = t.srid
	}
	switch {
	case stated != 0:
		f.found.CRS = fmt.Sprintf("EPSG:%d, as stated by the caller", stated)
		return stated
	case declared != 0 && declared != geo.WGS84:
		f.found.CRS = fmt.Sprintf("EPSG:%d, as the file declares", declared)
		return declared
	case f.systemNote != "":
		f.found.CRS = f.systemNote
		return 0
	case f.statesSystem():
		f.found.CRS = "as each row states"
		return 0
	default:
		f.found.CRS = "degrees (EPSG:4326)"
		return 0
	}
}

// statesSystem tells whether a column names the reference system of each row.
func (f *File) statesSystem() bool {
	for _, name := range f.found.Columns {
		place, _ := f.profile.find(name)
		if place >= 0 && f.profile.columns[place].member == memberSystem {
			return true
		}
	}
	return false
}

// learn finds out how each column writes its values.
func (f *File) learn() []style {
	styles := make([]style, len(f.found.Columns))
	values := make([]string, 0, len(f.sample))
	for at := range styles {
		values = values[:0]
		for _, r := range f.sample {
			if at < len(r.cells) && r.cells[at] != "" && len(r.cells[at]) < 40 {
				values = append(values, r.cells[at])
			}
		}
		styles[at] = learnStyle(values)
	}
	return styles
}

func (f *File) sourceOf(p *profile, stated registry.Source) registry.Source {
	s := p.source
	if s.Code == "" {
		s.Code = baseName(f.name)
	}
	if s.Name == "" {
		s.Name = baseName(f.name)
	}
	for _, m := range []struct{ of, with *string }{{&s.Code, &stated.Code}, {&s.Name, &stated.Name},
		{&s.Producer, &stated.Producer}, {&s.URL, &stated.URL}, {&s.Licence, &stated.Licence}} {
		if *m.with != "" {
			*m.of = *m.with
		}
	}
	return s
}

// baseName is the file's name without folder and endings.
func baseName(path string) string {
	name := filepath.Base(path)
	if at := strings.IndexByte(name, '.'); at > 0 {
		name = name[:at]
	}
	return name
}
