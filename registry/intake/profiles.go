package intake

import (
	"fmt"
	"slices"
	"strings"
)

// profiles are the kinds of register that are known, the generic one last.
var profiles = []*profile{&own, &england, &friches, &sitesEco, &ukraine, &generic}

// Profiles gives the names of the mapping profiles.
func Profiles() []string {
	names := make([]string, len(profiles))
	for i, p := range profiles {
		names[i] = p.name
	}
	return names
}

// chooseProfile takes the profile that is asked for, or the one whose columns the file has.
func (f *File) chooseProfile(name string) (*profile, error) {
	if name != "" {
		at := slices.IndexFunc(profiles, func(p *profile) bool { return p.name == name })
		if at < 0 {
			return nil, fmt.Errorf("there is no profile %q; the profiles are %s", name, strings.Join(Profiles(), ", "))
		}
		f.found.Profile, f.found.Reasons = name, []string{"as stated by the caller"}
		return profiles[at], nil
	}
	best, score := profiles[len(profiles)-1], 0.0
	for _, p := range profiles {
		if s := p.score(f.found.Columns); s > score && p.marked(f.found.Columns) {
			best, score = p, s
		}
	}
	f.found.Profile, f.found.Reasons = best.name, best.reasons(f.found.Columns)
	return best, nil
}

// score is the share of the file's columns that the profile knows. Of two profiles with the same share the one
// listed first is taken; the generic one needs no marks and stands back behind any that has them.
func (p *profile) score(columns []string) float64 {
	if len(p.marks) == 0 {
		return 0
	}
	return float64(len(p.known(columns))) / float64(max(len(columns), 1))
}

// known gives those of the columns that the profile knows.
func (p *profile) known(columns []string) []string {
	var known []string
	for _, name := range columns {
		if place, _ := p.find(name); place >= 0 {
			known = append(known, name)
		}
	}
	return known
}

// marked tells whether the columns have the marks of the profile.
func (p *profile) marked(columns []string) bool {
	has := make(map[string]bool, len(columns))
	for _, name := range columns {
		if place, _ := p.find(name); place >= 0 {
			has[p.columns[place].names[0]] = true
		}
	}
	return slices.ContainsFunc(p.marks, func(mark []string) bool {
		return !slices.ContainsFunc(mark, func(name string) bool { return !has[name] })
	})
}

// reasons says in words why the profile was taken.
func (p *profile) reasons(columns []string) []string {
	known := p.known(columns)
	const most = 6
	list := strings.Join(known[:min(len(known), most)], ", ")
	if len(known) > most {
		list += ", …"
	}
	if len(known) == 0 {
		return []string{"no column has a name that is known"}
	}
	return []string{fmt.Sprintf("%s: %d of %d columns are known (%s)", p.title["en"], len(known), len(columns), list)}
}
