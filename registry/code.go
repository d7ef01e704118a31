package registry

import (
	"embed"
	"encoding/csv"
	"fmt"
	"io"
	"path"
	"sync"
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

type codeTable struct {
	all   []Code
	lists map[string][]Code
}

var codes = sync.OnceValue(func() codeTable {
	table, err := loadCodes()
	if err != nil {
		panic(err) // the files are part of the program, and a test reads them
	}
	return table
})

// Codes gives the codes of the list in their order, nil for an unknown list.
func Codes(list string) []Code { return codes().lists[list] }

// AllCodes gives every code of every list.
func AllCodes() []Code { return codes().all }

// HasCode reports whether the list holds the code.
func HasCode(list, code string) bool {
	for _, c := range Codes(list) {
		if c.Code == code {
			return true
		}
	}
	return false
}

func loadCodes() (codeTable, error) {
	table := codeTable{lists: map[string][]Code{}}
	entries, err := codeFiles.ReadDir("codes")
	if err != nil {
		return table, fmt.Errorf("list code files: %w", err)
	}
	for _, entry := range entries {
		if err := table.load(path.Join("codes", entry.Name())); err != nil {
			return table, err
		}
	}
	return table, nil
}

// load reads one file with the columns
// list,code,uk,en,ru,standard,valid_from,valid_to.
func (t *codeTable) load(name string) error {
	f, err := codeFiles.Open(name)
	if err != nil {
		return fmt.Errorf("open code file: %w", err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = 8
	for first := true; ; first = false {
		row, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read code file %s: %w", name, err)
		}
		if first {
			continue
		}
		c, err := parseCode(row)
		if err != nil {
			return fmt.Errorf("code file %s: %w", name, err)
		}
		t.all = append(t.all, c)
		t.lists[c.List] = append(t.lists[c.List], c)
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
