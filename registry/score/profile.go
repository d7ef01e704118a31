package score

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"landbank/registry"
	"landbank/registry/criteria"
)

// Profile is what a kind of project needs and would like: conditions that must
// hold, and criteria with weights. A version never changes once it is
// published; what is better comes as the next version, and every answer names
// the one it was made with.
type Profile struct {
	Name    string        `json:"name"`
	Version int           `json:"version"`
	Label   registry.Text `json:"label"`
	// Prior is the v of what is not known, for the middle of the interval.
	Prior float64 `json:"prior"`
	// Blocked are the conditions that the law puts on such a project. They are
	// always on.
	Blocked []Condition `json:"blocked"`
	// Must is what such a project usually has to have: a proposal, to be changed.
	Must     []Condition           `json:"must"`
	Criteria []registry.Preference `json:"criteria"`
	// Left are criteria that belong to such a project and that no field answers
	// yet, with the weight (in percent) that they would have.
	Left []Left `json:"left_out"`
}

// Condition is one line of a search's must.
type Condition struct {
	Field string          `json:"field"`
	Op    string          `json:"op"`
	Value json.RawMessage `json:"value"`
	Why   registry.Text   `json:"why,omitempty"`
}

// Conditions gives what the law puts on the project, as criteria.
func (p *Profile) Conditions() (criteria.Conditions, error) {
	var list []criteria.Must
	for _, c := range p.Blocked {
		list = append(list, criteria.Must{Field: c.Field, Op: c.Op, Value: c.Value})
	}
	conditions, err := criteria.FromMust(list, nil, registry.Vocabulary())
	if err != nil {
		return nil, fmt.Errorf("profile %s: %w", p.Name, err)
	}
	return conditions, nil
}

// Left is a criterion without a field.
type Left struct {
	Label  registry.Text `json:"label"`
	Weight float64       `json:"weight"`
}

//go:embed profiles/*.json
var profileFiles embed.FS

var profiles = sync.OnceValue(func() []Profile {
	list, err := loadProfiles(profileFiles)
	if err != nil {
		panic(err) // the files are part of the program, and a test reads them
	}
	return list
})

// Profiles gives every version of every profile, by name and then version.
func Profiles() []Profile { return profiles() }

// Newest gives the newest version of each profile, in the order of names.
func Newest() []Profile {
	var list []Profile
	for _, p := range profiles() {
		if n := len(list); n > 0 && list[n-1].Name == p.Name {
			list[n-1] = p
			continue
		}
		list = append(list, p)
	}
	return list
}

// Find gives a version of a profile, the newest one for 0.
func Find(name string, version int) (Profile, bool) {
	found, ok := Profile{}, false
	for _, p := range profiles() {
		if p.Name == name && (p.Version == version || version == 0) {
			found, ok = p, true
		}
	}
	return found, ok
}

// Named finds a profile by its name, in the newest version, or by name@version.
func Named(text string) (Profile, bool) {
	name, rest, pinned := strings.Cut(text, "@")
	if !pinned {
		return Find(name, 0)
	}
	version, err := strconv.Atoi(rest)
	if err != nil || version < 1 {
		return Profile{}, false
	}
	return Find(name, version)
}

// ID names the version of the profile: name@version.
func (p *Profile) ID() string { return p.Name + "@" + strconv.Itoa(p.Version) }

func loadProfiles(files fs.FS) ([]Profile, error) {
	names, err := fs.Glob(files, "profiles/*.json")
	if err != nil {
		return nil, fmt.Errorf("list profiles: %w", err)
	}
	var list []Profile
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("read profile: %w", err)
		}
		var p Profile
		strict := json.NewDecoder(bytes.NewReader(text))
		strict.DisallowUnknownFields()
		if err := strict.Decode(&p); err != nil {
			return nil, fmt.Errorf("profile %s: %w", name, err)
		}
		if want := fmt.Sprintf("%s-%d.json", p.Name, p.Version); path.Base(name) != want {
			return nil, fmt.Errorf("profile %s says that it is %s", name, want)
		}
		if faults := registry.CheckPreferences(p.Criteria); len(faults) > 0 {
			return nil, fmt.Errorf("profile %s: %w", name, faults)
		}
		if _, err := p.Conditions(); err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b Profile) int {
		if a.Name != b.Name {
			return map[bool]int{true: -1, false: 1}[a.Name < b.Name]
		}
		return a.Version - b.Version
	})
	return list, nil
}
