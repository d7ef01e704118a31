package pggeo_test

import (
	"bytes"
	"fmt"
	"math"
	"testing"

	"github.com/jackc/pgx/v5"

	"landbank/geo"
	"landbank/geo/geotest"
)

// PostGIS is the second opinion on everything that package geo reads, writes and calculates.

func randomShapes(t *testing.T, seed uint64, n int) []geo.Shape {
	t.Helper()
	source := geotest.Source(seed)
	shapes := make([]geo.Shape, n)
	for i := range shapes {
		random := geotest.Random{Parts: 1 + i%4, Holes: i % 5, Corners: 4 + i%40, Radius: []float64{1e-4, 0.01, 5}[i%3]}
		if shapes[i] = random.Surface(t, source); i%10 == 0 {
			shapes[i] = geotest.Point(t, source.Float64()*360-180, source.Float64()*180-90)
		}
	}
	return shapes
}

func TestPostGISReadsWhatGeoReads(t *testing.T) {
	conn := connect(t)
	texts := []string{
		`{"type":"Point","coordinates":[37.5844,48.7389]}`,
		`{"type":"Polygon","coordinates":[[[0,0,1],[9,0,1],[9,9,1],[0,0,1]],[[5,2,1],[6,2,1],[6,3,1],[5,2,1]]]}`,
		`{"type":"MultiPolygon","coordinates":[[[[0,0],[2,0],[2,2],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]],"bbox":[0,0,6,6]}`,
		`{"coordinates":[101097.8054123,893788.4225],"type":"Point","crs":{"type":"name","properties":{"name":"EPSG:26986"}}}`,
	}
	for _, shape := range randomShapes(t, 1, 200) {
		texts = append(texts, string(shape.GeoJSON()))
	}
	for _, text := range texts {
		shape, _, err := geo.ParseGeoJSON([]byte(text))
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		// PostGIS keeps a polygon a polygon and the third number; everything else must be the same to the byte.
		var want []byte
		const sql = `select case GeometryType(g) when 'POINT' then ST_Force2D(g) else ST_Multi(ST_Force2D(g)) end
			from ST_GeomFromGeoJSON($1) g`
		if err := conn.QueryRow(t.Context(), sql, text).Scan(&want); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if got := shape.EWKB(); !bytes.Equal(got, want) {
			t.Errorf("%s: got %x, want %x", text, got, want)
		}
	}
}

func TestPostGISReadsWhatGeoWrites(t *testing.T) {
	conn := connect(t)
	for _, shape := range randomShapes(t, 2, 200) {
		var text, wkt string
		var same, valid bool
		const sql = `select ST_AsGeoJSON($1::geometry, 7), ST_AsText($1::geometry, 7),
			ST_AsEWKB(ST_GeomFromEWKT('SRID=4326;' || $2)) = ST_AsEWKB($1::geometry), ST_IsValid($1::geometry)`
		if err := conn.QueryRow(t.Context(), sql, shape, shape.WKT()).Scan(&text, &wkt, &same, &valid); err != nil {
			t.Fatal(err)
		}
		if got := string(shape.GeoJSON()); got != text {
			t.Errorf("GeoJSON: got %s, want %s", got, text)
		}
		if got := shape.WKT(); got != wkt || !same {
			t.Errorf("WKT: got %s, want %s", got, wkt)
		}
		if !valid {
			t.Errorf("a random shape is not valid: %s", shape.WKT())
		}
	}
}

func TestPostGISMeasuresTheSameBounds(t *testing.T) {
	conn := connect(t)
	for _, shape := range randomShapes(t, 3, 50) {
		var want [4]float64
		const sql = "select ST_XMin(g), ST_YMin(g), ST_XMax(g), ST_YMax(g) from (select $1::geometry) s(g)"
		if err := conn.QueryRow(t.Context(), sql, shape).Scan(&want[0], &want[1], &want[2], &want[3]); err != nil {
			t.Fatal(err)
		}
		if got := shape.Bounds().Array(); got != want {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}

func TestPostGISAgreesOnTilesAndMercator(t *testing.T) {
	conn := connect(t)
	source := geotest.Source(4)
	for range 200 {
		longitude, latitude := source.Float64()*360-180, source.Float64()*170-85
		tile := geo.TileAt(longitude, latitude, source.Uint32N(geo.MaxZoom+1))
		var x, y float64
		var want [4]float64
		var within bool
		const sql = `with p as (select ST_Transform(ST_Point($1, $2, 4326), 3857) as p, ST_TileEnvelope($3, $4, $5) as t)
			select ST_X(p), ST_Y(p), ST_XMin(t), ST_YMin(t), ST_XMax(t), ST_YMax(t), ST_Covers(t, p) from p`
		err := conn.QueryRow(t.Context(), sql, longitude, latitude, tile.Z, tile.X, tile.Y).
			Scan(&x, &y, &want[0], &want[1], &want[2], &want[3], &within)
		if err != nil {
			t.Fatal(err)
		}
		if gotX, gotY := geo.ToMercator(longitude, latitude); math.Abs(gotX-x) > 1e-6 || math.Abs(gotY-y) > 1e-6 {
			t.Errorf("%v %v: got %v %v, want %v %v", longitude, latitude, gotX, gotY, x, y)
		}
		if !within {
			t.Errorf("%s does not hold %v %v", tile, longitude, latitude)
		}
		for i, side := range tile.MercatorBounds().Array() {
			if math.Abs(side-want[i]) > 1e-6 {
				t.Errorf("%s: got %s, want %v", tile, tile.MercatorBounds(), want)
				break
			}
		}
	}
}

// Places all over the area of use of every known system must transform into its range, and be found again from
// the transformed numbers by a guess that knows roughly where they are.
func TestPostGISAgreesOnKnownCRS(t *testing.T) {
	conn := connect(t)
	for _, crs := range geo.KnownCRS() {
		area := crs.Area
		if crs.SRID == geo.WebMercator {
			area = geo.NewBBox(-179, -geo.MaxMercatorLatitude, 179, geo.MaxMercatorLatitude)
		}
		const sql = `select ST_X(p), ST_Y(p), ST_X(q), ST_Y(q) from generate_series(1, 9) i, generate_series(1, 9) j,
			ST_Point($1::float8 + ($3::float8 - $1) * i / 10, $2::float8 + ($4::float8 - $2) * j / 10, 4326) p, ST_Transform(p, $5::int) q`
		a := area.Array()
		rows, err := conn.Query(t.Context(), sql, a[0], a[1], a[2], a[3], crs.SRID)
		if err != nil {
			t.Fatal(err)
		}
		var longitude, latitude, x, y float64
		_, err = pgx.ForEachRow(rows, []any{&longitude, &latitude, &x, &y}, func() error {
			if !crs.Bounds.Contains(x, y) {
				return fmt.Errorf("%v %v lies at %v %v, outside %s", longitude, latitude, x, y, crs.Bounds)
			}
			around := geo.NewBBox(longitude, latitude, longitude, latitude).Pad(0.01)
			for _, guess := range geo.GuessCRS([]float64{x}, []float64{y}, around) {
				if guess.SRID == crs.SRID {
					return nil
				}
			}
			return fmt.Errorf("%v %v, at %v %v, is not guessed", longitude, latitude, x, y)
		})
		if err != nil {
			t.Errorf("EPSG:%d %s: %v", crs.SRID, crs.Name, err)
		}
	}
}
