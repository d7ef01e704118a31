package geo_test

import (
	"errors"
	"fmt"

	"landbank/geo"
)

func ExampleParseGeoJSON() {
	shape, notes, err := geo.ParseGeoJSON([]byte(
		`{"type":"Polygon","coordinates":[[[37.58,48.73,90],[37.59,48.73,90],[37.59,48.74,90],[37.58,48.73,90]]]}`))
	fmt.Println(shape.Kind(), shape.SRID(), shape.Bounds(), notes, err)
	// Output: surface 4326 37.58,48.73,37.59,48.74 [z_dropped at coordinates[0][0], 4 times] <nil>
}

func ExampleViolation() {
	_, _, err := geo.ParseWKT("POLYGON((0 0,2 0,2 2))")
	var violation *geo.Violation
	if errors.As(err, &violation) {
		fmt.Println(violation.Rule, violation.Path, violation.Repair)
	}
	// Output: ring_not_closed coordinates[0] ring_closed
}

func ExampleParser() {
	parser := geo.NewParser(27700) // numbers in a column of the British National Grid
	parser.CloseRings = true       // a repair that somebody accepted
	shape, notes, err := parser.WKT("POLYGON((543575 193397,543600 193397,543600 193420))")
	fmt.Println(shape.WKT(), notes, err)
	// Output: MULTIPOLYGON(((543575 193397,543600 193397,543600 193420,543575 193397))) [ring_closed at coordinates[0], 1 times] <nil>
}

func ExampleParseBBox() {
	boxes, err := geo.ParseBBox("170,-20,-170,20") // across the antimeridian
	fmt.Println(boxes, err)
	_, err = geo.ParseBBox("30,52,40,44")
	fmt.Println(err)
	// Output:
	// [170,-20,180,20 -180,-20,-170,20] <nil>
	// bbox: got south 52 above north 44, want south not above north: west,south,east,north (out_of_range)
}

func ExampleGuessCRS() {
	england := geo.NewBBox(-6.5, 49.8, 2, 55.9)
	for _, crs := range geo.GuessCRS([]float64{425000}, []float64{586000}, england)[:1] {
		fmt.Println(crs.SRID, crs.Name)
	}
	// Output: 27700 OSGB36 / British National Grid
}
