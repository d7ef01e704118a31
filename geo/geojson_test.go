package geo

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

func TestGeoJSONAccepts(t *testing.T) {
	cases := []struct {
		name, text, want string
		notes            []Note
	}{
		{"point", `{"type":"Point","coordinates":[37.5844,48.7389]}`, "POINT(37.5844 48.7389)", nil},
		{"white space and member order", "\n{ \"coordinates\" : [ 37.5 , 48.5 ] ,\r\n\t\"type\" : \"Point\" } ",
			"POINT(37.5 48.5)", nil},
		{"escaped member name and type", `{"\u0074ype":"P\u006fint","coordinates":[1,2]}`, "POINT(1 2)", nil},
		{"exponents and negative zero", `{"type":"Point","coordinates":[1.5e1,-0.0E+2]}`, "POINT(15 0)", nil},
		{"more digits than float64 holds", `{"type":"Point","coordinates":[2.34889215000000019,0.00000004]}`,
			"POINT(2.3488922 0)", nil},
		{"one MultiPoint member", `{"type":"MultiPoint","coordinates":[[1,2]]}`, "POINT(1 2)", nil},
		{"polygon", `{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,0]]]}`, "MULTIPOLYGON(((0 0,2 0,2 2,0 0)))", nil},
		{"polygon with hole", `{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]],[[5,2],[6,2],[6,3],[5,2]]]}`,
			"MULTIPOLYGON(((0 0,9 0,9 9,0 0),(5 2,6 2,6 3,5 2)))", nil},
		{"two parts", `{"type":"MultiPolygon","coordinates":[[[[0,0],[2,0],[2,2],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]}`,
			"MULTIPOLYGON(((0 0,2 0,2 2,0 0)),((5 5,6 5,6 6,5 5)))", nil},
		{"bbox and foreign members", `{"bbox":[0,0,2,2],"x":{"y":["]",{}]},"type":"Point","coordinates":[1,2],"z":null}`,
			"POINT(1 2)", nil},
		{"geometries beside coordinates", `{"type":"Point","coordinates":[1,2],"geometries":[]}`, "POINT(1 2)", nil},
		{"null crs", `{"type":"Point","coordinates":[1,2],"crs":null}`, "POINT(1 2)", nil},
		{"heights", `{"type":"Polygon","coordinates":[[[0,0,7],[2,0,7],[2,2,7],[0,0,7]]]}`,
			"MULTIPOLYGON(((0 0,2 0,2 2,0 0)))", []Note{{NoteZDropped, "coordinates[0][0]", 4}}},
		{"measures", `{"type":"Point","coordinates":[1,2,3,4]}`, "POINT(1 2)",
			[]Note{{NoteZDropped, "coordinates", 1}, {NoteMDropped, "coordinates", 1}}},
		{"positions nearer than a centimetre", `{"type":"Polygon","coordinates":[[[0,0],[2,0],[2.00000001,0],[2,2],[0,0]]]}`,
			"MULTIPOLYGON(((0 0,2 0,2 2,0 0)))", []Note{{NoteRepeatedDropped, "coordinates[0][2]", 1}}},
		{"ends nearer than a centimetre", `{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,0.00000004]]]}`,
			"MULTIPOLYGON(((0 0,2 0,2 2,0 0)))", nil},
		{"hole smaller than a centimetre",
			`{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]],[[5,2],[5.00000001,2],[5,2.00000001],[5,2]]]}`,
			"MULTIPOLYGON(((0 0,9 0,9 9,0 0)))",
			[]Note{{NoteRepeatedDropped, "coordinates[1][1]", 3}, {NoteHoleCollapsed, "coordinates[1]", 1}}},
		{"part smaller than a centimetre with its hole",
			`{"type":"MultiPolygon","coordinates":[[[[1,1],[1,1.00000001],[1.00000001,1],[1,1]],[[5,2],[6,2],[6,3],[5,2]]],` +
				`[[[0,0],[2,0],[2,2],[0,0]]]]}`,
			"MULTIPOLYGON(((0 0,2 0,2 2,0 0)))",
			[]Note{{NoteRepeatedDropped, "coordinates[0][0][1]", 3}, {NotePartCollapsed, "coordinates[0][0]", 1}}},
		{"collection of polygons", `{"type":"GeometryCollection","geometries":[` +
			`{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,0]]]},` +
			`{"type":"MultiPolygon","coordinates":[[[[5,5],[6,5],[6,6],[5,5]]]]}]}`,
			"MULTIPOLYGON(((0 0,2 0,2 2,0 0)),((5 5,6 5,6 6,5 5)))", []Note{{NoteCollectionMerged, "geometries", 1}}},
		{"collection of one point", `{"geometries":[{"coordinates":[1,2],"type":"Point"}],"type":"GeometryCollection"}`,
			"POINT(1 2)", nil},
		{"date line", `{"type":"Point","coordinates":[180.00000004,-90]}`, "POINT(180 -90)", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			shape, notes, err := ParseGeoJSON([]byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if got := shape.WKT(); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			if !reflect.DeepEqual(notes, c.notes) {
				t.Errorf("got notes %v, want %v", notes, c.notes)
			}
			if shape.SRID() != WGS84 {
				t.Errorf("got SRID %d, want %d", shape.SRID(), WGS84)
			}
		})
	}
}

func TestGeoJSONRefuses(t *testing.T) {
	cases := []struct {
		name, text string
		rule       Rule
		path       string
	}{
		{"nothing", ``, RuleSyntax, "byte 0"},
		{"a number", `7`, RuleSyntax, "byte 0"},
		{"cut off", `{"type":"Point","coordinates":[1,`, RuleSyntax, "byte 33"},
		{"something after it", `{"type":"Point","coordinates":[1,2]} {}`, RuleSyntax, "byte 37"},
		{"something after null", `null 1`, RuleSyntax, "byte 5"},
		{"leading zero", `{"type":"Point","coordinates":[01,2]}`, RuleSyntax, "byte 31"},
		{"plus sign", `{"type":"Point","coordinates":[+1,2]}`, RuleSyntax, "byte 31"},
		{"no digit after the point", `{"type":"Point","coordinates":[1.,2]}`, RuleSyntax, "byte 33"},
		{"text for a number", `{"type":"Point","coordinates":["1",2]}`, RuleSyntax, "byte 31"},
		{"null for a number", `{"type":"Point","coordinates":[null,2]}`, RuleSyntax, "byte 31"},
		{"trailing comma", `{"type":"Point","coordinates":[1,2,]}`, RuleSyntax, "byte 35"},
		{"broken foreign member", `{"type":"Point","x":[1 2],"coordinates":[1,2]}`, RuleSyntax, "byte 20"},
		{"broken unused member", `{"type":"Point","coordinates":[1,2],"geometries":[1 2]}`, RuleSyntax, "byte 49"},
		{"type twice", `{"type":"Point","type":"Point","coordinates":[1,2]}`, RuleSyntax, "type"},
		{"coordinates twice", `{"type":"Point","coordinates":[1,2],"coordinates":[3,4]}`, RuleSyntax, "coordinates"},
		{"no type", `{"coordinates":[1,2]}`, RuleGeometryType, "type"},
		{"unknown type", `{"type":"Curve","coordinates":[1,2]}`, RuleGeometryType, "type"},
		{"line", `{"type":"LineString","coordinates":[[1,2],[3,4]]}`, RuleGeometryType, "type"},
		{"feature", `{"type":"Feature","geometry":null}`, RuleGeometryType, "type"},
		{"two points", `{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}`, RuleGeometryType, "coordinates[1]"},
		{"point and polygon", `{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},` +
			`{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,0]]]}]}`, RuleGeometryType, "geometries[1].coordinates"},
		{"polygon and point", `{"type":"GeometryCollection","geometries":[` +
			`{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,0]]]},{"type":"Point","coordinates":[1,2]}]}`,
			RuleGeometryType, "geometries[1].coordinates"},
		{"line in a collection", `{"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[]}]}`,
			RuleGeometryType, "geometries[0].type"},
		{"no coordinates", `{"type":"Polygon"}`, RuleEmpty, "coordinates"},
		{"empty point", `{"type":"Point","coordinates":[]}`, RuleEmpty, "coordinates"},
		{"empty MultiPoint", `{"type":"MultiPoint","coordinates":[]}`, RuleEmpty, "coordinates"},
		{"empty polygon", `{"type":"Polygon","coordinates":[]}`, RuleEmpty, "coordinates"},
		{"empty multipolygon", `{"type":"MultiPolygon","coordinates":[]}`, RuleEmpty, "coordinates"},
		{"empty second part", `{"type":"MultiPolygon","coordinates":[[[[0,0],[2,0],[2,2],[0,0]]],[]]}`, RuleEmpty, "coordinates[1]"},
		{"empty collection", `{"type":"GeometryCollection","geometries":[]}`, RuleEmpty, "geometries"},
		{"empty ring", `{"type":"Polygon","coordinates":[[]]}`, RuleRingTooShort, "coordinates[0]"},
		{"one number", `{"type":"Point","coordinates":[1]}`, RulePositionSize, "coordinates"},
		{"empty position", `{"type":"Polygon","coordinates":[[[]]]}`, RulePositionSize, "coordinates[0][0]"},
		{"five numbers", `{"type":"Point","coordinates":[1,2,3,4,5]}`, RulePositionSize, "coordinates"},
		{"NaN", `{"type":"Point","coordinates":[1,NaN]}`, RuleNonFinite, "coordinates"},
		{"minus infinity", `{"type":"Point","coordinates":[-Infinity,1]}`, RuleNonFinite, "coordinates"},
		{"number beyond float64", `{"type":"Point","coordinates":[1,1e400]}`, RuleNonFinite, "coordinates"},
		{"longitude 500", `{"type":"Polygon","coordinates":[[[0,0],[500,0],[2,2],[0,0]]]}`, RuleOutOfRange, "coordinates[0][1]"},
		{"latitude 91", `{"type":"MultiPolygon","coordinates":[[[[0,0],[2,0],[2,91],[0,0]]]]}`, RuleOutOfRange, "coordinates[0][0][2]"},
		{"two corners", `{"type":"Polygon","coordinates":[[[0,0],[2,0]]]}`, RuleRingTooShort, "coordinates[0]"},
		{"three positions", `{"type":"Polygon","coordinates":[[[0,0],[2,0],[0,0]]]}`, RuleRingTooShort, "coordinates[0]"},
		{"open hole", `{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]],[[5,2],[6,2],[6,3]]]}`,
			RuleRingNotClosed, "coordinates[1]"},
		{"smaller than a centimetre", `{"type":"Polygon","coordinates":[[[1,1],[1,1.00000001],[1.00000001,1],[1,1]]]}`,
			RuleRingCollapsed, "coordinates"},
		{"unknown crs", `{"type":"Point","coordinates":[1,2],"crs":{"type":"name","properties":{"name":"Mars"}}}`,
			RuleUnknownCRS, "crs"},
		{"crs of a member differs", `{"type":"GeometryCollection","geometries":[` +
			`{"type":"Point","coordinates":[1,2],"crs":{"type":"name","properties":{"name":"EPSG:3857"}}}]}`,
			RuleUnknownCRS, "geometries[0].crs"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			shape, _, err := ParseGeoJSON([]byte(c.text))
			var v *Violation
			if !errors.As(err, &v) {
				t.Fatalf("got %s and error %v, want a violation", shape.WKT(), err)
			}
			if v.Rule != c.rule || v.Path != c.path {
				t.Errorf("got %s at %q, want %s at %q: %v", v.Rule, v.Path, c.rule, c.path, err)
			}
			if v.Got == "" || v.Want == "" {
				t.Errorf("got %+v, want both sides named", v)
			}
		})
	}
}

func TestGeoJSONNullIsNothing(t *testing.T) {
	shape, notes, err := ParseGeoJSON([]byte(" null "))
	if err != nil || !shape.IsNone() || notes != nil {
		t.Errorf("got %s, %v, %v", shape.WKT(), notes, err)
	}
}

func TestGeoJSONOffersToCloseRings(t *testing.T) {
	text := []byte(`{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2]]]}`)
	_, _, err := ParseGeoJSON(text)
	want := &Violation{Rule: RuleRingNotClosed, Path: "coordinates[0]", Got: "last position 2 2",
		Want: "the first position again, 0 0", Repair: NoteRingClosed}
	if !reflect.DeepEqual(err, error(want)) {
		t.Errorf("got %+v, want %+v", err, want)
	}

	p := NewParser(WGS84)
	p.CloseRings = true
	shape, notes, err := p.GeoJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := shape.WKT(), "MULTIPOLYGON(((0 0,2 0,2 2,0 0)))"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if want := []Note{{NoteRingClosed, "coordinates[0]", 1}}; !reflect.DeepEqual(notes, want) {
		t.Errorf("got notes %v, want %v", notes, want)
	}
}

func TestGeoJSONKeepsProjectedCoordinates(t *testing.T) {
	named := `{"type":"Polygon","coordinates":[[[101097.80541234567,893788.4225],[101097.80541234568,893788.4225],` +
		`[101097.9,893788.5],[101097.80541234567,893788.4225]]],"crs":{"type":"name","properties":{"name":"EPSG:26986"}}}`
	shape, notes, err := ParseGeoJSON([]byte(named))
	if err != nil || notes != nil {
		t.Fatal(notes, err)
	}
	if shape.SRID() != 26986 || shape.Vertices() != 4 {
		t.Errorf("got SRID %d and %d vertices, want 26986 and 4", shape.SRID(), shape.Vertices())
	}
	if got := shape.Bounds().West(); got != 101097.80541234567 {
		t.Errorf("got west %v, want it as written", got)
	}
}

func TestGeoJSONLimits(t *testing.T) {
	p := NewParser(WGS84)
	p.MaxVertices = 5
	if _, _, err := p.GeoJSON(regularPolygon(4, 0, 0, 1)); err != nil {
		t.Errorf("five positions: %v", err)
	}
	_, _, err := p.GeoJSON(regularPolygon(5, 0, 0, 1))
	var v *Violation
	if !errors.As(err, &v) || v.Rule != RuleTooManyVertices || v.Path != "coordinates[0][5]" {
		t.Errorf("got %v, want too many vertices at the sixth position", err)
	}

	collection := func(depth int) []byte {
		return fmt.Appendf(nil, `%s{"type":"Point","coordinates":[1,2]}%s`,
			strings.Repeat(`{"type":"GeometryCollection","geometries":[`, depth), strings.Repeat(`]}`, depth))
	}
	if _, _, err := ParseGeoJSON(collection(maxCollectionDepth)); err != nil {
		t.Errorf("deepest collection: %v", err)
	}
	if _, _, err := ParseGeoJSON(collection(maxCollectionDepth + 1)); !errors.As(err, &v) || v.Rule != RuleTooDeep {
		t.Errorf("got %v, want too deep", err)
	}
	deep := strings.Repeat("[", 1_000_000)
	if _, _, err := ParseGeoJSON([]byte(`{"type":"Polygon","coordinates":` + deep)); err == nil {
		t.Error("a million brackets were taken")
	}
}

func TestParserForgetsTheShapeBefore(t *testing.T) {
	p := NewParser(WGS84)
	first, _, err := p.GeoJSON(regularPolygon(8, 0, 0, 1))
	if err != nil {
		t.Fatal(err)
	}
	before := first.WKT()
	for _, text := range []string{
		`{"type":"Point","coordinates":[7,7,7],"crs":{"type":"name","properties":{"name":"EPSG:3857"}}}`,
		`{"type":"Polygon","coordinates":[[[9,9],[8,9],[8,8]]]}`,
		string(regularPolygon(20, 5, 5, 1)),
	} {
		_, _, _ = p.GeoJSON([]byte(text))
	}
	if got := first.WKT(); got != before {
		t.Errorf("the first shape changed to %s", got)
	}
	point, notes, err := p.GeoJSON([]byte(`{"type":"Point","coordinates":[1,2]}`))
	if err != nil || notes != nil || point.WKT() != "POINT(1 2)" || point.SRID() != WGS84 {
		t.Errorf("got %s in %d, %v, %v", point.WKT(), point.SRID(), notes, err)
	}
}

func TestGeoJSONWrites(t *testing.T) {
	cases := []struct{ name, wkt, want string }{
		{"nothing", "", `null`},
		{"point", "POINT(37.58 -0.5)", `{"type":"Point","coordinates":[37.58,-0.5]}`},
		{"whole numbers and zeros", "POINT(100 0)", `{"type":"Point","coordinates":[100,0]}`},
		{"seven decimals", "POINT(0.0000001 -0.0000001)", `{"type":"Point","coordinates":[0.0000001,-0.0000001]}`},
		{"parts and holes", "MULTIPOLYGON(((0 0,9 0,9 9,0 0),(5 2,6 2,6 3,5 2)),((1 5,2 5,2 6,1 5)))",
			`{"type":"MultiPolygon","coordinates":[[[[0,0],[9,0],[9,9],[0,0]],[[5,2],[6,2],[6,3],[5,2]]],` +
				`[[[1,5],[2,5],[2,6],[1,5]]]]}`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			shape, _, err := ParseWKT(c.wkt)
			if err != nil {
				t.Fatal(err)
			}
			if got := string(shape.GeoJSON()); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			var back Shape
			if err := back.UnmarshalJSON(shape.GeoJSON()); err != nil || !back.Equal(shape) {
				t.Errorf("read back %s, %v", back.WKT(), err)
			}
		})
	}
}

func TestProjectedNumbersAreCutToSevenDecimals(t *testing.T) {
	shape, _, err := NewParser(27700).WKT("POINT(-0.00000001 543575.123456789)")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(shape.GeoJSON()), `{"type":"Point","coordinates":[0,543575.1234568]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
