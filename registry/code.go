package registry

import (
	"embed"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"sync"
	"sync/atomic"

	"landbank/registry/criteria"
)

// Code is one entry of a code list. ValidFrom and ValidTo bound the time in
// which the classifier holds it (ValidTo is the first day on which it no
// longer does); zero means unbounded. Codes are never removed.
type Code struct {
	List      string
	Code      string
	Label     Text
	Standard  string
	ValidFrom Date
	ValidTo   Date
}

//go:embed codes/*.csv
var codeFiles embed.FS

// CodeLists is every code list at one moment.
type CodeLists struct {
	own        []Code // what the registry says itself
	all        []Code
	lists      map[string][]Code
	vocabulary func() *criteria.Table
}

// provided are the lists that the program comes with.
var provided = sync.OnceValue(func() *CodeLists {
	all, err := loadCodes()
	if err != nil {
		panic(err) // the files are part of the program, and a test reads them
	}
	return listCodes(all, nil)
})

// inForce are the lists as the registry has them, nil until it says so.
var inForce atomic.Pointer[CodeLists]

func codes() *CodeLists {
	if t := inForce.Load(); t != nil {
		return t
	}
	return provided()
}

func listCodes(all, own []Code) *CodeLists {
	t := &CodeLists{own: own, all: all, lists: map[string][]Code{}}
	for _, c := range all {
		t.lists[c.List] = append(t.lists[c.List], c)
	}
	t.vocabulary = sync.OnceValue(func() *criteria.Table { return vocabularyOf(t) })
	return t
}

// ListCodes gives the lists that come of the program's codes and of what a
// registry says itself: codes of the program are as it says, others are added.
// Within a list that is in the order of its codes they are put in that order;
// in others they stand at its end, before what is said where nothing fits.
func ListCodes(own []Code) *CodeLists { return listCodes(withOwn(provided().all, own), own) }

// All gives every code of every list.
func (l *CodeLists) All() []Code { return l.all }

// Code gives a code of a list.
func (l *CodeLists) Code(list, code string) (Code, bool) {
	for i := range l.lists[list] {
		if c := &l.lists[list][i]; c.Code == code {
			return *c, true
		}
	}
	return Code{}, false
}

// Codes gives the codes of the list in their order, nil for an unknown list.
func Codes(list string) []Code { return codes().lists[list] }

// AllCodes gives every code of every list.
func AllCodes() []Code { return codes().all }

// CodeOf gives a code of a list.
func CodeOf(list, code string) (Code, bool) { return codes().Code(list, code) }

// Same tells whether both say the same of a code.
func (c *Code) Same(as *Code) bool {
	return c.List == as.List && c.Code == as.Code && maps.Equal(c.Label, as.Label) && c.Standard == as.Standard &&
		c.ValidFrom == as.ValidFrom && c.ValidTo == as.ValidTo
}

// InForce tells whether the code holds on a day.
func (c *Code) InForce(on Date) bool {
	return (c.ValidFrom.IsZero() || !on.Before(c.ValidFrom.Time)) && (c.ValidTo.IsZero() || on.Before(c.ValidTo.Time))
}

// ProvidedCode gives a code as the program comes with it.
func ProvidedCode(list, code string) (Code, bool) { return provided().Code(list, code) }

// UseCodes puts what the registry says of codes in force in this process.
func UseCodes(own []Code) {
	if !slices.EqualFunc(codes().own, own, func(a, b Code) bool { return a.Same(&b) }) {
		inForce.Store(ListCodes(own))
	}
}

// FollowCodes gives what make makes of the code lists, and makes it anew once
// they have changed. Calls may come at once; the value is shared by them.
func FollowCodes[T any](make func() T) func() T {
	type made struct {
		of    *CodeLists
		value T
	}
	var last atomic.Pointer[made]
	return func() T {
		now := codes()
		if m := last.Load(); m != nil && m.of == now {
			return m.value
		}
		m := &made{now, make()}
		last.Store(m)
		return m.value
	}
}

// HasCode reports whether the list holds the code.
func HasCode(list, code string) bool {
	_, known := CodeOf(list, code)
	return known
}

func loadCodes() ([]Code, error) {
	entries, err := codeFiles.ReadDir("codes")
	if err != nil {
		return nil, fmt.Errorf("list code files: %w", err)
	}
	var all []Code
	for _, entry := range entries {
		some, err := readCodes(path.Join("codes", entry.Name()))
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// readCodes reads one file with the columns
// list,code,uk,en,ru,standard,valid_from,valid_to.
func readCodes(name string) (all []Code, err error) {
	f, err := codeFiles.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open code file: %w", err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = 8
	for first := true; ; first = false {
		row, err := r.Read()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read code file %s: %w", name, err)
		}
		if first {
			continue
		}
		c, err := parseCode(row)
		if err != nil {
			return nil, fmt.Errorf("code file %s: %w", name, err)
		}
		all = append(all, c)
	}
}

func parseCode(row []string) (Code, error) {
	c := Code{List: row[0], Code: row[1], Label: text(row[2], row[3], row[4]), Standard: row[5]}
	for i, d := range []*Date{&c.ValidFrom, &c.ValidTo} {
		if row[6+i] == "" {
			continue
		}
		parsed, err := ParseDate(row[6+i])
		if err != nil {
			return c, fmt.Errorf("%s %s: %w", c.List, c.Code, err)
		}
		*d = parsed
	}
	return c, nil
}

func codeNames(list string) []string { return codes().names(list) }
