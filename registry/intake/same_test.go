package intake

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"sort"
	"strings"
	"testing"

	"landbank/registry"
	"landbank/registry/intake/specimen"
)

// alike brings rows into a form in which two formats can be compared: in the order of their identity, with rings
// that begin at their lowest corner. What is left out says where in the file a row stood and how it was written.
func alike(t testing.TB, rows []registry.Row) []registry.Row {
	t.Helper()
	out := make([]registry.Row, len(rows))
	for i, r := range rows {
		if r.SourceKey == "" || r.Shape.IsNone() {
			t.Fatalf("row %s is incomplete: %+v", r.SourceKey, r.Issues)
		}
		out[i] = registry.Row{SourceKey: r.SourceKey, Record: r.Record, Raw: []registry.RawValue{{Column: "outline", Value: canonical(t, r)}}}
		for _, issue := range r.Issues {
			issue.Line, issue.Field, issue.Raw = 0, "", ""
			out[i].Issues = append(out[i].Issues, issue)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].SourceKey < out[j].SourceKey })
	return out
}

// canonical writes an outline in degrees in the one form that all ways of writing it have in common.
func canonical(t testing.TB, r registry.Row) string {
	t.Helper()
	if r.Shape.SRID() != 4326 {
		t.Fatalf("row %s is in EPSG:%d", r.SourceKey, r.Shape.SRID())
	}
	var shape struct{ Coordinates [][][][2]float64 }
	if err := json.Unmarshal(r.Shape.GeoJSON(), &shape); err != nil {
		t.Fatalf("row %s: %v in %s", r.SourceKey, err, r.Shape.GeoJSON())
	}
	var parts []string
	for _, part := range shape.Coordinates {
		var rings []string
		for _, ring := range part {
			ring = ring[:len(ring)-1]
			lowest := 0
			for i, p := range ring {
				if p[0]+p[1] < ring[lowest][0]+ring[lowest][1] {
					lowest = i
				}
			}
			turned := slices.Concat(ring[lowest:], ring[:lowest])
			if turned[1][0] < turned[len(turned)-1][0] {
				slices.Reverse(turned[1:])
			}
			rings = append(rings, fmt.Sprintf("%.6f", turned))
		}
		sort.Strings(rings[1:])
		parts = append(parts, strings.Join(rings, " hole "))
	}
	sort.Strings(parts)
	return strings.Join(parts, " part ")
}

// differ tells the first difference between two registers, "" where there is none.
func differ(got, want []registry.Row) string {
	if len(got) != len(want) {
		return fmt.Sprintf("%d rows, want %d", len(got), len(want))
	}
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			g, _ := json.Marshal(got[i])
			w, _ := json.Marshal(want[i])
			return fmt.Sprintf("row %d is\n%s\nwant\n%s", i, g, w)
		}
	}
	return ""
}

// forgetZeroAreas drops the findings that come of MapInfo's having no empty numbers: an area that is not known is 0
// there, and is read as not known, with a finding.
func forgetZeroAreas(rows []registry.Row) {
	for i := range rows {
		rows[i].Issues = slices.DeleteFunc(rows[i].Issues, func(issue registry.Issue) bool { return issue.Rule == "V-07" })
		if len(rows[i].Issues) == 0 {
			rows[i].Issues = nil
		}
	}
}

// One register in twelve formats gives the same rows: the same identities, outlines, records (values that no field
// is there for included) and findings.
func TestEveryFormatGivesTheSameRows(t *testing.T) {
	t.Parallel()
	s := specimen.New(t, 1000)
	_, rows := readAll(t, s.File(t, "plain.csv", s.Table(t, true)), Options{Today: testDay})
	want := alike(t, rows)
	if len(want) != 1000 || want[7].Record.Area.DeclaredM2 == nil || want[5].Record.Area.DeclaredM2 != nil || want[0].Record.Extra["note"] != "примітка" {
		t.Fatalf("the register itself is read as %+v", want[7])
	}
	for name, path := range s.Formats(t) {
		t.Run(name, func(t *testing.T) {
			f, rows := readAll(t, path, Options{Today: testDay})
			format, _, _ := strings.Cut(name, ",")
			got := alike(t, rows)
			if strings.HasPrefix(format, "MapInfo") {
				forgetZeroAreas(got)
			}
			if said := differ(got, want); said != "" {
				t.Error(said)
			}
			if got := f.Recognised(); got.Format != strings.Replace(format, "KMZ", "KML", 1) {
				t.Errorf("recognised %+v", got)
			}
			if read, size := f.Progress(); read != size {
				t.Errorf("progress %d of %d", read, size)
			}
		})
	}
}
