package criteria

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"landbank/geo"
)

func TestBoxesAsWellKnownText(t *testing.T) {
	for box, want := range map[Box]string{
		{30, 50, 31, 51}:     "POLYGON((30 50,31 50,31 51,30 51,30 50))",
		{30, 50, 30, 50}:     "POINT(30 50)",
		{30, 50, 30, 51}:     "LINESTRING(30 50,30 51)",
		{30, 50, 31, 50}:     "LINESTRING(30 50,31 50)",
		{170, -10, -170, 10}: "MULTIPOLYGON(((170 -10,180 -10,180 10,170 10,170 -10)),((-180 -10,-170 -10,-170 10,-180 10,-180 -10)))",
		{180, -10, -170, 10}: "GEOMETRYCOLLECTION(LINESTRING(180 -10,180 10),POLYGON((-180 -10,-170 -10,-170 10,-180 10,-180 -10)))",
		{180, 5, -180, 5}:    "GEOMETRYCOLLECTION(POINT(180 5),POINT(-180 5))",
	} {
		if got := BoxGeometry(box).WKT(); got != want {
			t.Errorf("%v:\n got %s\nwant %s", box, got, want)
		}
	}
}

func TestBounds(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	for range 500 {
		g := randomGeometry(r)
		bounds := g.Bounds()
		g.positions(func(p Position) {
			if !bounds[0].Contains(p[0], p[1]) {
				t.Fatalf("%v: %v is not in %v", g, p, bounds)
			}
		})
		if crosses := g.Type == BoxType && g.Box[0] > g.Box[2]; (len(bounds) == 2) != crosses {
			t.Fatalf("%v: got %d boxes", g, len(bounds))
		}
	}
	if got, want := fmt.Sprint(BoxGeometry(Box{170, 1, -170, 2}).Bounds()), fmt.Sprint([]geo.BBox{geo.NewBBox(170, 1, 180, 2), geo.NewBBox(-180, 1, -170, 2)}); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestNumbersPrintShort(t *testing.T) {
	for n, want := range map[float64]string{
		0: "0", 1: "1", -1.5: "-1.5", 1e20: "100000000000000000000", 1e21: "1E+21", 1e-6: "0.000001", 1e-7: "1E-07",
		0.30000000000000004: "0.30000000000000004", 5e-324: "5E-324",
	} {
		if got := number(n); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
