package geo

import (
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

func mustWKT(t *testing.T, text string) Shape {
	t.Helper()
	shape, _, err := ParseWKT(text)
	if err != nil {
		t.Fatal(err)
	}
	return shape
}

func TestShapeTellsItsKind(t *testing.T) {
	cases := []struct {
		wkt      string
		kind     Kind
		srid     int
		vertices int
		bounds   string
	}{
		{"", KindNone, 0, 0, "+Inf,+Inf,-Inf,-Inf"},
		{"POINT(1 2)", KindPoint, WGS84, 1, "1,2,1,2"},
		{"SRID=3857;POLYGON((0 1,9 1,9 8,0 1))", KindSurface, WebMercator, 4, "0,1,9,8"},
	}
	for _, c := range cases {
		s := mustWKT(t, c.wkt)
		if s.Kind() != c.kind || s.SRID() != c.srid || s.Vertices() != c.vertices || s.Bounds().String() != c.bounds {
			t.Errorf("%q: got %s in %d, %d vertices within %s", c.wkt, s.Kind(), s.SRID(), s.Vertices(), s.Bounds())
		}
		_, point := s.Point()
		_, surface := s.Surface()
		if point != (c.kind == KindPoint) || surface != (c.kind == KindSurface) || s.IsNone() != (c.kind == KindNone) {
			t.Errorf("%q: point %v, surface %v, none %v", c.wkt, point, surface, s.IsNone())
		}
		count := 0
		for range s.Positions {
			count++
		}
		if count != c.vertices {
			t.Errorf("%q: got %d positions, want %d", c.wkt, count, c.vertices)
		}
	}
}

func TestShapesAreEqualByPosition(t *testing.T) {
	texts := []string{"", "POINT(1 2)", "POINT(2 1)", "SRID=3857;POINT(1 2)", "POLYGON((0 0,9 0,9 9,0 0))",
		"POLYGON((9 0,9 9,0 0,9 0))", "SRID=3857;POLYGON((0 0,9 0,9 9,0 0))",
		"POLYGON((0 0,9 0,9 9,0 0),(5 2,6 2,6 3,5 2))", "MULTIPOLYGON(((0 0,9 0,9 9,0 0)),((5 2,6 2,6 3,5 2)))"}
	for i, a := range texts {
		for j, b := range texts {
			if got := mustWKT(t, a).Equal(mustWKT(t, b)); got != (i == j) {
				t.Errorf("%q equal to %q: got %v", a, b, got)
			}
		}
	}
}

func TestSurfaceWalksItsRings(t *testing.T) {
	surface, _ := mustWKT(t, "MULTIPOLYGON(((0 0,9 0,9 9,0 0),(5 2,6 2,6 3,5 2)),((1 5,2 5,2 6,1 5)))").Surface()
	var places []Ring
	for place, coordinates := range surface.Rings {
		places = append(places, place)
		if len(coordinates) != 8 || coordinates[0] != coordinates[6] {
			t.Errorf("%v: got %v, want four positions, closed", place, coordinates)
		}
	}
	want := []Ring{{0, 0}, {0, 1}, {1, 0}}
	if len(places) != 3 || places[0] != want[0] || places[1] != want[1] || places[2] != want[2] {
		t.Errorf("got %v, want %v", places, want)
	}
	for range surface.Rings {
		break // must not go on after the caller is done
	}
	if surface.Parts() != 2 || surface.IsZero() || !(Surface{}).IsZero() {
		t.Errorf("got %d parts, zero %v", surface.Parts(), surface.IsZero())
	}
}

func TestZeroSurfaceIsNothing(t *testing.T) {
	var s Surface
	if !s.Shape().IsNone() || s.Parts() != 0 || s.Vertices() != 0 || !s.Bounds().IsEmpty() || s.SRID() != UnknownCRS {
		t.Errorf("got %v", s)
	}
	for range s.Rings {
		t.Error("a ring of nothing")
	}
}

func TestSwappedExchangesAxes(t *testing.T) {
	for wkt, want := range map[string]string{
		"":                 "",
		"POINT(48.7 37.5)": "POINT(37.5 48.7)",
		"POLYGON((48 37,49 37,49 38,48 37),(48.7 37.1,48.8 37.1,48.8 37.2,48.7 37.1))": "MULTIPOLYGON(((37 48,37 49,38 49,37 48),(37.1 48.7,37.1 48.8,37.2 48.8,37.1 48.7)))",
	} {
		got, notes, err := mustWKT(t, wkt).Swapped()
		if err != nil || notes != nil || got.WKT() != want {
			t.Errorf("%s: got %s, %v, %v", wkt, got.WKT(), notes, err)
		}
	}
	_, _, err := mustWKT(t, "POLYGON((120 37,121 37,121 38,120 37))").Swapped()
	var v *Violation
	if !errors.As(err, &v) || v.Rule != RuleOutOfRange {
		t.Errorf("got %v, want a latitude of 120 refused", err)
	}
}

func TestReinterpretChecksAgain(t *testing.T) {
	metres := mustWKT(t, "SRID=3857;POINT(37.123456789 48.7)")
	got, _, err := metres.Reinterpret(WGS84)
	if err != nil || got.WKT() != "POINT(37.1234568 48.7)" || got.SRID() != WGS84 {
		t.Errorf("got %s in %d, %v", got.WKT(), got.SRID(), err)
	}
	if _, _, err := mustWKT(t, "SRID=27700;POINT(543575 543397)").Reinterpret(WGS84); err == nil {
		t.Error("metres were taken for degrees")
	}
}

func TestNewPointChecks(t *testing.T) {
	p, err := NewPoint(37.00000004, 48, WGS84)
	if err != nil || p.X() != 37 || p.Y() != 48 || p.SRID() != WGS84 {
		t.Errorf("got %v, %v", p, err)
	}
	for name, c := range map[string]struct {
		x, y float64
		rule Rule
	}{
		"NaN":      {math.NaN(), 1, RuleNonFinite},
		"infinite": {1, math.Inf(-1), RuleNonFinite},
		"range":    {181, 1, RuleOutOfRange},
	} {
		_, err := NewPoint(c.x, c.y, WGS84)
		var v *Violation
		if !errors.As(err, &v) || v.Rule != c.rule {
			t.Errorf("%s: got %v, want %s", name, err, c.rule)
		}
	}
}

// The rounded number must be the float64 that the decimal text of seven decimals reads as, and stay itself.
func TestRoundDegreesGivesTheNearestDecimal(t *testing.T) {
	source := rand.New(rand.NewPCG(7, 7))
	for range 100_000 {
		v := (source.Float64() - 0.5) * 360
		got := RoundDegrees(v)
		text := strconv.FormatFloat(v, 'f', Decimals, 64)
		want, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Fatalf("%v: got %v, want %s", v, got, text)
		}
		if again := RoundDegrees(got); again != got {
			t.Fatalf("%v: rounding again gave %v", got, again)
		}
	}
	if got := RoundDegrees(-0.00000001); math.Signbit(got) {
		t.Error("got -0")
	}
}

func TestShapeInADocument(t *testing.T) {
	var doc struct{ Place, Other Shape }
	if err := json.Unmarshal([]byte(`{"place": {"type":"Point","coordinates":[1,2]}, "other": null}`), &doc); err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(doc)
	if want := `{"Place":{"type":"Point","coordinates":[1,2]},"Other":null}`; err != nil || string(got) != want {
		t.Errorf("got %s, want %s (%v)", got, want, err)
	}
	if err := json.Unmarshal([]byte(`{"place": {"type":"Point","coordinates":[1,200]}}`), &doc); err == nil {
		t.Error("a latitude of 200 was taken")
	}
}

func TestViolationAndNoteReadAsSentences(t *testing.T) {
	v := &Violation{Rule: RuleOutOfRange, Path: "coordinates[0]", Got: "500 0", Want: "a longitude"}
	if got, want := v.Error(), "coordinates[0]: got 500 0, want a longitude (out_of_range)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	n := Note{NoteZDropped, "coordinates[0][0]", 5}
	if got, want := n.String(), "z_dropped at coordinates[0][0], 5 times"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
