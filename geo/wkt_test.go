package geo

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestWKTAccepts(t *testing.T) {
	z := []Note{{NoteZDropped, "coordinates", 1}}
	m := []Note{{NoteMDropped, "coordinates", 1}}
	cases := []struct {
		name, text, want string
		srid             int
		notes            []Note
	}{
		{"blank", " \t\n", "", 0, nil},
		{"point", "POINT(1 2)", "POINT(1 2)", WGS84, nil},
		{"small letters and spaces", " point ( 1.5\t-2 ) ", "POINT(1.5 -2)", WGS84, nil},
		{"exponents", "POINT(1e1 -.5E+1)", "POINT(10 -5)", WGS84, nil},
		{"SRID", "SRID=3857;POINT(100 200)", "POINT(100 200)", WebMercator, nil},
		{"SRID with spaces", "srid = 27700 ; POINT(100 200)", "POINT(100 200)", 27700, nil},
		{"SRID 0 names none", "SRID=0;POINT(1 2)", "POINT(1 2)", WGS84, nil},
		{"unmarked height", "POINT(1 2 3)", "POINT(1 2)", WGS84, z},
		{"marked height", "POINT Z (1 2 3)", "POINT(1 2)", WGS84, z},
		{"glued height", "POINTZ(1 2 3)", "POINT(1 2)", WGS84, z},
		{"measure", "POINT M (1 2 3)", "POINT(1 2)", WGS84, m},
		{"glued measure", "PointM(1 2 3)", "POINT(1 2)", WGS84, m},
		{"height and measure", "POINT ZM (1 2 3 4)", "POINT(1 2)", WGS84, append(z[:1:1], m...)},
		{"MultiPoint without brackets", "MULTIPOINT(1 2)", "POINT(1 2)", WGS84, nil},
		{"MultiPoint with brackets", "MULTIPOINT((1 2))", "POINT(1 2)", WGS84, nil},
		{"polygon", "POLYGON((0 0, 9 0, 9 9, 0 0), (5 2, 6 2, 6 3, 5 2))",
			"MULTIPOLYGON(((0 0,9 0,9 9,0 0),(5 2,6 2,6 3,5 2)))", WGS84, nil},
		{"multipolygon", "MULTIPOLYGON(((0 0,2 0,2 2,0 0)),((5 5,6 5,6 6,5 5)))",
			"MULTIPOLYGON(((0 0,2 0,2 2,0 0)),((5 5,6 5,6 6,5 5)))", WGS84, nil},
		{"collection", "GEOMETRYCOLLECTION(POLYGON((0 0,2 0,2 2,0 0)),POLYGON Z((5 5 1,6 5 1,6 6 1,5 5 1)))",
			"MULTIPOLYGON(((0 0,2 0,2 2,0 0)),((5 5,6 5,6 6,5 5)))", WGS84,
			[]Note{{NoteZDropped, "geometries[1].coordinates[0][0]", 4}, {NoteCollectionMerged, "geometries", 1}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			shape, notes, err := ParseWKT(c.text)
			if err != nil {
				t.Fatal(err)
			}
			if got := shape.WKT(); got != c.want || shape.SRID() != c.srid {
				t.Errorf("got %s in %d, want %s in %d", got, shape.SRID(), c.want, c.srid)
			}
			if !reflect.DeepEqual(notes, c.notes) {
				t.Errorf("got notes %v, want %v", notes, c.notes)
			}
		})
	}
}

func TestWKTRefuses(t *testing.T) {
	cases := []struct {
		name, text string
		rule       Rule
		path       string
	}{
		{"numbers alone", "1 2", RuleSyntax, "byte 0"},
		{"cut off", "POINT(1 2", RuleSyntax, "byte 9"},
		{"no brackets", "POINT 1 2", RuleSyntax, "byte 6"},
		{"decimal comma", "POINT(1,5 2,5)", RulePositionSize, "coordinates"},
		{"hexadecimal", "POINT(0x10 2)", RuleSyntax, "byte 6"},
		{"something after it", "POINT(1 2);", RuleSyntax, "byte 10"},
		{"NUL after it", "POINT(1 2)\x00", RuleSyntax, "byte 10"},
		{"no number after SRID", "SRID=;POINT(1 2)", RuleUnknownCRS, "SRID"},
		{"SRID without end", "SRID=4326 POINT(1 2)", RuleSyntax, "byte 5"},
		{"SRID beyond PostGIS", "SRID=1000000;POINT(1 2)", RuleUnknownCRS, "SRID"},
		{"line", "LINESTRING(1 2,3 4)", RuleGeometryType, "type"},
		{"curve", "CURVEPOLYGON((0 0,2 0,2 2,0 0))", RuleGeometryType, "type"},
		{"two points", "MULTIPOINT(1 2,3 4)", RuleGeometryType, "coordinates[1]"},
		{"empty point", "POINT EMPTY", RuleEmpty, "coordinates"},
		{"empty polygon", "POLYGON Z EMPTY", RuleEmpty, "coordinates"},
		{"one number", "POINT(1)", RulePositionSize, "coordinates"},
		{"no number", "POLYGON((,))", RulePositionSize, "coordinates[0][0]"},
		{"NaN", "POINT(nan 2)", RuleNonFinite, "coordinates"},
		{"infinity", "POINT(1 -Inf)", RuleNonFinite, "coordinates"},
		{"number beyond float64", "POINT(1 1e999)", RuleNonFinite, "coordinates"},
		{"latitude first", "POINT(48.7 137.5)", RuleOutOfRange, "coordinates"},
		{"open ring", "POLYGON((0 0,2 0,2 2,0 1))", RuleRingNotClosed, "coordinates[0]"},
		{"second part open", "MULTIPOLYGON(((0 0,2 0,2 2,0 0)),((5 5,6 5,6 6,5 6)))", RuleRingNotClosed, "coordinates[1][0]"},
		{"short ring", "POLYGON((0 0,2 0,0 0))", RuleRingTooShort, "coordinates[0]"},
		{"deep collections", strings.Repeat("GEOMETRYCOLLECTION(", 9) + "POINT(1 2)" + strings.Repeat(")", 9), RuleTooDeep,
			"geometries[0].geometries[0].geometries[0].geometries[0].geometries"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			shape, _, err := ParseWKT(c.text)
			var v *Violation
			if !errors.As(err, &v) {
				t.Fatalf("got %s and error %v, want a violation", shape.WKT(), err)
			}
			if v.Rule != c.rule || v.Path != c.path {
				t.Errorf("got %s at %q, want %s at %q: %v", v.Rule, v.Path, c.rule, c.path, err)
			}
		})
	}
}
