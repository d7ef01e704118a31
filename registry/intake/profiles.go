package intake

import (
	"fmt"
	"slices"
	"strings"
)

// profiles are the kinds of register that are known, the generic one last.
var profiles = []*profile{&generic}

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
	best := profiles[len(profiles)-1]
	f.found.Profile = best.name
	return best, nil
}
