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
	p, err := f.chooseProfile(o.Profile)
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
	f.mapping.bind()
	f.mapping.headerFindings(f.found.HeaderRow)
	f.mapping.styles = f.learn()
	f.source = f.sourceOf(p, o.Source)
	return nil
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
		s.Code = baseName(f.path)
	}
	if s.Name == "" {
		s.Name = baseName(f.path)
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
