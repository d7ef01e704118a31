package geo

import "testing"

func TestSmoke(t *testing.T) {
	for _, text := range []string{
		`{"type":"Polygon","coordinates":[[[30,50],[31,50,7],[31,51],[30,50]]]}`,
		`{"type":"Polygon","coordinates":[[[30,50],[31,50,7],[31,51]]]}`,
		`{"coordinates":[[[[30,50],[31,50,7],[31,51],[30,50]]]],"type":"MultiPolygon","bbox":[1,2,3,4]}`,
		`{"type":"Point","coordinates":[30,150]}`, `null`, `{"type":"Point","coordinates":[]}`,
		`{"type":"Point","coordinates":[1,NaN]}`,
		`{"type":"Point","coordinates":[100000,20000], "crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}}}`,
		`{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[[[30,50],[31,50,7],[31,51],[30,50]]]},{"type":"Polygon","coordinates":[[[30,50],[31,50,7],[31,51],[30,51]]]}]}`,
	} {
		s, n, err := ParseGeoJSON([]byte(text))
		t.Log(string(s.GeoJSON()), s.WKT(), s.SRID(), n, err)
		if err == nil && !s.IsNone() {
			s2, _, err := ParseEWKB(s.EWKB())
			if err != nil || !s2.Equal(s) {
				t.Error(err)
			}
			s3, _, err := NewParser(s.SRID()).WKT(s.WKT())
			if err != nil || !s3.Equal(s) {
				t.Error(err)
			}
		}
	}
	t.Log(GuessCRS([]float64{543575}, []float64{543397}, NewBBox(-9, 49, 3, 61)))
	t.Log(GuessCRS([]float64{39921}, []float64{356586}, NewBBox(-9, 49, 3, 61)))
}
