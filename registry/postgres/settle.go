package postgres

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"landbank/geo"
	"landbank/registry"
)

// Rows come from readers and profiles that anybody may write. What a column
// cannot hold must not end the import of all other rows, so it is settled
// here, row by row: a fault of identity or place is an error, any other value
// becomes unknown with a warning.

const (
	maxKeyBytes  = 1000 // what an index takes, with room
	maxCodeBytes = 100
	maxLatitude  = 85.06 // where the map ends

	anyNumber = -math.MaxFloat64
	positive  = math.SmallestNonzeroFloat64
)

var (
	refForm      = regexp.MustCompile(`^[A-Z]{2,5}-[0-9]{4}-[0-9]{4,9}$`)
	currencyForm = regexp.MustCompile(`^[A-Z]{3}$`)
)

// settle makes a row storable and tells what it had to change.
func settle(row *registry.Row) []registry.Issue {
	s := settler{line: row.Line}
	s.identity(row)
	s.place(row)
	s.record(&row.Record)
	return s.issues
}

type settler struct {
	line   int64
	issues []registry.Issue
}

func (s *settler) add(rule string, severity registry.Severity, field, raw, message string) {
	s.issues = append(s.issues, registry.Issue{Line: s.line, Rule: rule, Severity: severity, Field: field, Raw: raw, Message: message})
}

func (s *settler) identity(row *registry.Row) {
	row.SourceKey = cleanText(row.SourceKey)
	switch {
	case row.SourceKey == "":
		s.add("V-12", registry.Error, "source_key", "", "the row has no key")
	case len(row.SourceKey) > maxKeyBytes:
		s.add("V-12", registry.Error, "source_key", row.SourceKey[:40]+"…", fmt.Sprintf("a key has at most %d bytes", maxKeyBytes))
	}
	r := &row.Record
	if r.Ref != "" && !refForm.MatchString(r.Ref) {
		s.add("V-12", registry.Error, "ref", cleanText(r.Ref), "a reference reads like KRM-2026-0042")
	}
	if len(r.TerritoryCode) > maxCodeBytes || cleanText(r.TerritoryCode) != r.TerritoryCode {
		s.add("V-09", registry.Warning, "territory", "", "the territory's code is no code; left out")
		r.TerritoryCode = ""
	}
}

func (s *settler) place(row *registry.Row) {
	shape := row.Shape
	box := shape.Bounds()
	switch {
	case shape.IsNone():
		if !rejects(row.Issues) { // the reader has said why already
			s.add("V-15", registry.Error, "geometry", "", "the row has no outline and no point")
		}
	case shape.SRID() == geo.UnknownCRS:
		s.add("V-02", registry.Error, "geometry", box.String(), "the reference system of the coordinates is unknown")
	case shape.SRID() == geo.WGS84 && max(box.North(), -box.South()) > maxLatitude:
		s.add("V-01", registry.Error, "geometry", box.String(), fmt.Sprintf("latitudes beyond ±%v are on no map", maxLatitude))
	}
}

// number makes a value unknown that is no finite number of at least the least.
func (s *settler) number(field string, value **float64, least float64) {
	v := *value
	if v == nil || *v >= least && !math.IsInf(*v, 0) { // no comparison holds for NaN
		return
	}
	*value = nil
	rule := "a number of at least " + strconv.FormatFloat(least, 'g', -1, 64)
	switch {
	case least == anyNumber:
		rule = "a finite number"
	case least == positive:
		rule = "a number above 0"
	}
	s.add("V-06", registry.Warning, field, strconv.FormatFloat(*v, 'g', -1, 64), "not "+rule+"; left unknown")
}

// date makes a day unknown that is before the first year or after the last one
// that has four digits.
func (s *settler) date(field string, value *registry.Date) {
	if value.IsZero() || value.Year() >= 1 && value.Year() <= 9999 {
		return
	}
	raw := value.String()
	*value = registry.Date{}
	s.add("V-10", registry.Warning, field, raw, "not a day of the calendar; left unknown")
}

// order makes both ends of a range unknown that ends before it begins.
func (s *settler) order(field string, least, most **int) {
	if *least == nil || *most == nil || **least <= **most {
		return
	}
	s.add("V-13", registry.Warning, field, fmt.Sprintf("%d – %d", **least, **most), "the range ends before it begins; left unknown")
	*least, *most = nil, nil
}

// cleanText replaces what PostgreSQL cannot keep in a text.
func cleanText(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\x00", "\ufffd")
}

// validText tells whether all texts of a flat record are text.
func validText(flat registry.Flat) bool {
	for _, value := range flat {
		switch v := value.(type) {
		case string:
			if !utf8.ValidString(v) {
				return false
			}
		case []string:
			for _, item := range v {
				if !utf8.ValidString(item) {
					return false
				}
			}
		}
	}
	return true
}
