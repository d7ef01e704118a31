package geo

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"testing"

	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-geom/encoding/ewkb"
	"github.com/twpayne/go-geom/encoding/wkb"
	"github.com/twpayne/go-geom/encoding/wkbcommon"
)

// shapes are one of each kind of shape; tests of every encoding go through all of them.
func shapes(t *testing.T) []Shape {
	t.Helper()
	var all []Shape
	for _, text := range []string{
		"POINT(37.5 48.7)",
		"SRID=27700;POINT(543575.25 543397.75)",
		"POLYGON((0 0,9 0,9 9,0 0))",
		"SRID=3857;MULTIPOLYGON(((0 0,9 0,9 9,0 0),(5 2,6 2,6 3,5 2),(7 4,8 4,8 5,7 4)),((1 5,2 5,2 6,1 5)))",
	} {
		shape, _, err := ParseWKT(text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, shape)
	}
	return all
}

// reference decodes with go-geom.
func reference(t *testing.T, data []byte) geom.T {
	t.Helper()
	g, err := ewkb.Unmarshal(data)
	if err != nil {
		t.Fatalf("go-geom does not read %x: %v", data, err)
	}
	return g
}

func TestEWKBIsGoGeoms(t *testing.T) {
	for _, shape := range shapes(t) {
		data := shape.EWKB()
		if cap(data) != len(data) {
			t.Errorf("%s: %d bytes in %d, want an exact fit", shape.WKT(), len(data), cap(data))
		}
		g := reference(t, data)
		want, err := ewkb.Marshal(g, ewkb.NDR)
		if err != nil || !bytes.Equal(data, want) {
			t.Errorf("%s: got %x, want %x (%v)", shape.WKT(), data, want, err)
		}
		if g.SRID() != shape.SRID() {
			t.Errorf("%s: got SRID %d, want %d", shape.WKT(), g.SRID(), shape.SRID())
		}
	}
}

func TestEWKBReadsEveryWriting(t *testing.T) {
	for _, shape := range shapes(t) {
		g := reference(t, shape.EWKB())
		for name, order := range map[string]binary.ByteOrder{"little-endian": ewkb.NDR, "big-endian": ewkb.XDR} {
			data, err := ewkb.Marshal(g, order)
			if err != nil {
				t.Fatal(err)
			}
			if back, notes, err := ParseEWKB(data); err != nil || notes != nil || !back.Equal(shape) {
				t.Errorf("%s EWKB of %s: got %s, %v, %v", name, shape.WKT(), back.WKT(), notes, err)
			}
			plain, err := wkb.Marshal(g, order)
			if err != nil {
				t.Fatal(err)
			}
			if back, _, err := NewParser(shape.SRID()).EWKB(plain); err != nil || !back.Equal(shape) {
				t.Errorf("%s WKB of %s: got %s, %v", name, shape.WKT(), back.WKT(), err)
			}
		}
	}
}

func TestEWKBDropsHeightsAndMeasures(t *testing.T) {
	cases := []struct {
		name, hex string
		notes     []Rule
	}{
		{"flag Z", "0101000080" + "000000000000f03f" + "0000000000000040" + "0000000000000840", []Rule{NoteZDropped}},
		{"flag M", "0101000040" + "000000000000f03f" + "0000000000000040" + "0000000000000840", []Rule{NoteMDropped}},
		{"ISO Z", "01e9030000" + "000000000000f03f" + "0000000000000040" + "0000000000000840", []Rule{NoteZDropped}},
		{"ISO M", "01d1070000" + "000000000000f03f" + "0000000000000040" + "0000000000000840", []Rule{NoteMDropped}},
		{"ISO ZM", "01b90b0000" + "000000000000f03f" + "0000000000000040" + "0000000000000840" + "0000000000001040",
			[]Rule{NoteZDropped, NoteMDropped}},
		{"one point of many", "010400000001000000" + "0101000000" + "000000000000f03f" + "0000000000000040", nil},
		{"collection of one point", "010700000001000000" + "0101000000" + "000000000000f03f" + "0000000000000040", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			data, err := hex.DecodeString(c.hex)
			if err != nil {
				t.Fatal(err)
			}
			shape, notes, err := ParseEWKB(data)
			if err != nil || shape.WKT() != "POINT(1 2)" || len(notes) != len(c.notes) {
				t.Fatalf("got %s, %v, %v", shape.WKT(), notes, err)
			}
			for i, rule := range c.notes {
				if notes[i].Rule != rule {
					t.Errorf("got note %v, want %s", notes[i], rule)
				}
			}
		})
	}
}

func TestEWKBRefuses(t *testing.T) {
	polygon := shapes(t)[2].EWKB()
	nested := []byte{}
	for range 100_000 {
		nested = append(nested, 1, 7, 0, 0, 0, 1, 0, 0, 0)
	}
	cases := []struct {
		name string
		data []byte
		rule Rule
	}{
		{"nothing", nil, RuleSyntax},
		{"unknown byte order", []byte{2, 1, 0, 0, 0}, RuleSyntax},
		{"cut off", polygon[:len(polygon)-1], RuleSyntax},
		{"something after it", append(bytes.Clone(polygon), 0), RuleSyntax},
		{"line", []byte{1, 2, 0, 0, 0, 0, 0, 0, 0}, RuleGeometryType},
		{"unknown type", []byte{1, 99, 0, 0, 0}, RuleGeometryType},
		{"no part", []byte{1, 6, 0, 0, 0, 0, 0, 0, 0}, RuleEmpty},
		{"no ring", []byte{1, 3, 0, 0, 0, 0, 0, 0, 0}, RuleEmpty},
		{"four thousand million rings", []byte{1, 3, 0, 0, 0, 255, 255, 255, 255}, RuleSyntax},
		{"four thousand million positions", []byte{1, 3, 0, 0, 0, 1, 0, 0, 0, 255, 255, 255, 255}, RuleSyntax},
		{"a multipolygon in a multipolygon", []byte{1, 6, 0, 0, 0, 1, 0, 0, 0, 1, 6, 0, 0, 0, 1, 0, 0, 0}, RuleSyntax},
		{"deep collections", nested, RuleTooDeep},
		{"NaN, which is PostGIS's empty point", []byte{1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f,
			0, 0, 0, 0, 0, 0, 0xf8, 0x7f}, RuleNonFinite},
		{"SRID beyond PostGIS", []byte{1, 1, 0, 0, 0x20, 255, 255, 255, 255}, RuleSyntax},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			shape, _, err := ParseEWKB(c.data)
			var v *Violation
			if !errors.As(err, &v) || v.Rule != c.rule {
				t.Errorf("got %s and %v, want %s", shape.WKT(), err, c.rule)
			}
		})
	}
}

func TestNothingHasNoEWKB(t *testing.T) {
	if got := (Shape{}).EWKB(); got != nil {
		t.Errorf("got %x, want nil", got)
	}
	empty := Surface{}.AppendEWKB(nil)
	if g := reference(t, empty); !g.Empty() {
		t.Errorf("got %v, want an empty multipolygon", g)
	}
}

func TestGoGeomDoesNotBelieveHeaders(t *testing.T) {
	_, err := ewkb.Unmarshal([]byte{1, 3, 0, 0, 0, 1, 0, 0, 0, 255, 255, 255, 127})
	var tooLarge wkbcommon.ErrGeometryTooLarge
	if !errors.As(err, &tooLarge) || tooLarge.Limit != DefaultMaxVertices {
		t.Errorf("got %v, want the limit of %d", err, DefaultMaxVertices)
	}
}
