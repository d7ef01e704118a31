package geo

import (
	"encoding/json"
	"errors"
	"testing"
)

func TestParseBBox(t *testing.T) {
	cases := []struct{ name, text, first, second string }{
		{"plain", "30,45,40,50", "30,45,40,50", ""},
		{"spaces and decimals", " 30.5, -45 ,4e1,+50 ", "30.5,-45,40,50", ""},
		{"heights", "30,45,-10,40,50,900", "30,45,40,50", ""},
		{"one position", "30,45,30,45", "30,45,30,45", ""},
		{"across the antimeridian", "170,-20,-170,20", "170,-20,180,20", "-180,-20,-170,20"},
		{"east of the antimeridian", "179,-20,181,20", "179,-20,180,20", "-180,-20,-179,20"},
		{"west of the antimeridian", "-181,-20,-179,20", "179,-20,180,20", "-180,-20,-179,20"},
		{"one world to the east", "390,45,400,50", "30,45,40,50", ""},
		{"one world to the west", "-330,45,-320,50", "30,45,40,50", ""},
		{"more than a world", "-200,-95,200,95", "-180,-90,180,90", ""},
		{"exactly a world", "0,-90,360,90", "-180,-90,180,90", ""},
		{"far beyond", "-1e300,-1e300,1e300,1e300", "-180,-90,180,90", ""},
		{"beyond a pole", "0,91,1,92", "0,90,1,90", ""},
		{"metres", "4183000,6200000,4184000,6201000", "180,90,180,90", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			boxes, err := ParseBBox(c.text)
			if err != nil {
				t.Fatal(err)
			}
			want := []string{c.first}
			if c.second != "" {
				want = append(want, c.second)
			}
			if len(boxes) != len(want) {
				t.Fatalf("got %v, want %v", boxes, want)
			}
			for i := range want {
				if got := boxes[i].String(); got != want[i] {
					t.Errorf("got %s, want %s", got, want[i])
				}
			}
		})
	}
}

func TestParseBBoxNamesTheFault(t *testing.T) {
	cases := []struct {
		text string
		want Violation
	}{
		{"", Violation{RulePositionSize, "bbox", "1 values", "4 numbers: west,south,east,north", ""}},
		{"1,2,3", Violation{RulePositionSize, "bbox", "3 values", "4 numbers: west,south,east,north", ""}},
		{"1,2,3,4,5", Violation{RulePositionSize, "bbox", "5 values", "4 numbers: west,south,east,north", ""}},
		{"1,2,x,4", Violation{RuleSyntax, "bbox", `"x"`, "a number", ""}},
		{"1,,3,4", Violation{RuleSyntax, "bbox", `""`, "a number", ""}},
		{"1,2,NaN,4", Violation{RuleNonFinite, "bbox", `"NaN"`, "a finite number", ""}},
		{"1,2,inf,4", Violation{RuleNonFinite, "bbox", `"inf"`, "a finite number", ""}},
		{"1,2,1e999,4", Violation{RuleNonFinite, "bbox", `"1e999"`, "a finite number", ""}},
		{"1,5,2,4", Violation{RuleOutOfRange, "bbox", "south 5 above north 4", "south not above north: west,south,east,north", ""}},
	}
	for _, c := range cases {
		_, err := ParseBBox(c.text)
		var v *Violation
		if !errors.As(err, &v) || *v != c.want {
			t.Errorf("%q: got %+v, want %+v", c.text, err, c.want)
		}
	}
}

func TestBBoxSets(t *testing.T) {
	box, beside, touching := NewBBox(0, 0, 10, 5), NewBBox(20, 0, 30, 5), NewBBox(10, 5, 12, 6)
	if box.Intersects(beside) || !box.Intersects(touching) || box.Intersects(EmptyBBox()) {
		t.Error("boxes intersect wrongly")
	}
	if got := box.Union(beside).String(); got != "0,0,30,5" {
		t.Errorf("union: got %s", got)
	}
	if got := box.Union(EmptyBBox()); got != box {
		t.Errorf("union with nothing: got %s", got)
	}
	if got := EmptyBBox().Union(box); got != box {
		t.Errorf("union of nothing: got %s", got)
	}
	if got := box.Intersection(NewBBox(5, -5, 20, 20)).String(); got != "5,0,10,5" {
		t.Errorf("intersection: got %s", got)
	}
	if !box.Intersection(beside).IsEmpty() || !EmptyBBox().IsEmpty() || box.IsEmpty() {
		t.Error("emptiness is wrong")
	}
	if !box.Contains(10, 0) || box.Contains(10.1, 0) || box.Contains(5, -0.1) {
		t.Error("containment is wrong")
	}
	if x, y := box.Center(); x != 5 || y != 2.5 {
		t.Errorf("center: got %v %v", x, y)
	}
	if got := box.Pad(1).Array(); got != [4]float64{-1, -1, 11, 6} {
		t.Errorf("pad: got %v", got)
	}
}

func TestBBoxAsGeoJSON(t *testing.T) {
	for want, box := range map[string]BBox{
		"[30.5,-45,40,50]": NewBBox(30.5, -45, 40, 50),
		"null":             EmptyBBox(),
	} {
		got, err := json.Marshal(box)
		if err != nil || string(got) != want {
			t.Errorf("got %s, want %s (%v)", got, want, err)
		}
	}
}
