package pggeo_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"landbank/geo"
	"landbank/geo/geotest"
	"landbank/geo/pggeo"
	"landbank/internal/testdb"
)

// connect opens a database with PostGIS alone.
func connect(t *testing.T) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), testdb.Empty(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := conn.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	if err := pggeo.Register(t.Context(), conn); err != nil {
		t.Fatal(err)
	}
	return conn
}

// formats are the ways in which pgx sends arguments and asks for results.
var formats = map[string]pgx.QueryExecMode{
	"prepared, binary": pgx.QueryExecModeCacheStatement,
	"described":        pgx.QueryExecModeDescribeExec,
}

func sample(t *testing.T) []geo.Shape {
	t.Helper()
	return []geo.Shape{
		geotest.WKT(t, "POINT(37.5844 48.7389)"),
		geotest.WKT(t, "POLYGON((0 0,9 0,9 9,0 0),(5 2,6 2,6 3,5 2))"),
		geotest.WKT(t, "MULTIPOLYGON(((0 0,2 0,2 2,0 0)),((5 5,6 5,6 6,5 5)))"),
		geotest.InCRS(t, 27700, "POINT(543575.25 193397.75)"),
	}
}

func TestShapesGoThereAndBack(t *testing.T) {
	conn := connect(t)
	for name, mode := range formats {
		t.Run(name, func(t *testing.T) {
			for _, shape := range sample(t) {
				var got geo.Shape
				var text string
				var raw []byte
				err := conn.QueryRow(t.Context(), "select $1::geometry, ST_AsText($1::geometry), $1::geometry", mode, shape).
					Scan(&got, &text, &raw)
				if err != nil {
					t.Fatal(err)
				}
				if !got.Equal(shape) || text != shape.WKT() || !bytes.Equal(raw, shape.EWKB()) {
					t.Errorf("%s: got %s, %s, %x", shape.WKT(), got.WKT(), text, raw)
				}
			}
		})
	}
}

func TestEveryFormatOfResults(t *testing.T) {
	conn := connect(t)
	shape := sample(t)[1]
	for name, format := range map[string]int16{"text": pgx.TextFormatCode, "binary": pgx.BinaryFormatCode} {
		t.Run(name, func(t *testing.T) {
			var got geo.Shape
			var raw sql.Null[[]byte]
			err := conn.QueryRow(t.Context(), "select $1::geometry, $1::geometry", pgx.QueryResultFormats{format}, shape).
				Scan(&got, &raw)
			if err != nil || !got.Equal(shape) || !bytes.Equal(raw.V, shape.EWKB()) {
				t.Errorf("got %s, %x, %v", got.WKT(), raw.V, err)
			}
		})
	}
}

// The text format of arguments is what pgx falls back to in its simple protocol and in text arrays.
func TestTextFormatOfArguments(t *testing.T) {
	conn := connect(t)
	typ, ok := conn.TypeMap().TypeForName("geometry")
	if !ok {
		t.Fatal("geometry is not registered")
	}
	for _, shape := range sample(t) {
		for _, value := range []any{shape, shape.EWKB()} {
			plan := typ.Codec.PlanEncode(conn.TypeMap(), typ.OID, pgx.TextFormatCode, value)
			text, err := plan.Encode(value, []byte("before "))
			if err != nil {
				t.Fatal(err)
			}
			digits, kept := strings.CutPrefix(string(text), "before ")
			var got geo.Shape
			err = conn.QueryRow(t.Context(), "select ($1::text)::geometry", digits).Scan(&got)
			if err != nil || !kept || !got.Equal(shape) {
				t.Errorf("%T: got %s of %s, %v", value, got.WKT(), text, err)
			}
		}
	}
}

func TestEveryArgumentType(t *testing.T) {
	conn := connect(t)
	shape := sample(t)[2]
	point, _ := sample(t)[0].Point()
	for _, argument := range []any{shape, &shape, geotest.Outline(t, shape), shape.EWKB(), point, &point} {
		var kind string
		if err := conn.QueryRow(t.Context(), "select GeometryType($1::geometry)", argument).Scan(&kind); err != nil {
			t.Errorf("%T: %v", argument, err)
		} else if kind != "POINT" && kind != "MULTIPOLYGON" {
			t.Errorf("%T: got %s", argument, kind)
		}
	}
	if _, err := conn.Exec(t.Context(), "select $1::geometry", 7); err == nil {
		t.Error("a number was taken for a geometry")
	}
}

func TestGeography(t *testing.T) {
	conn := connect(t)
	shape := sample(t)[1]
	var got geo.Shape
	if err := conn.QueryRow(t.Context(), "select $1::geography", shape).Scan(&got); err != nil || !got.Equal(shape) {
		t.Errorf("got %s, %v", got.WKT(), err)
	}
}

func TestNull(t *testing.T) {
	conn := connect(t)
	for _, argument := range []any{geo.Shape{}, geo.Surface{}, nil, []byte(nil), (*geo.Shape)(nil), (*geo.Point)(nil)} {
		var null bool
		if err := conn.QueryRow(t.Context(), "select $1::geometry is null", argument).Scan(&null); err != nil || !null {
			t.Errorf("%#v: null %v, %v", argument, null, err)
		}
	}
	shape, raw := sample(t)[0], []byte("before")
	point, surface := new(geo.Point), new(geo.Surface)
	err := conn.QueryRow(t.Context(), "select null::geometry, null::geometry, null::geometry, null::geometry").
		Scan(&shape, &raw, &point, &surface)
	if err != nil || !shape.IsNone() || raw != nil || point != nil || surface != nil {
		t.Errorf("got %s, %v, %v, %v, %v", shape.WKT(), raw, point, surface, err)
	}
	var value geo.Point
	if err := conn.QueryRow(t.Context(), "select null::geometry").Scan(&value); err == nil {
		t.Error("NULL was taken for a point")
	}
}

func TestScanRefusesAnotherKind(t *testing.T) {
	conn := connect(t)
	var point geo.Point
	var surface geo.Surface
	shape := geo.Shape{}
	for name, try := range map[string]struct {
		sql    string
		target any
	}{
		"surface into point":          {"ST_MakeEnvelope(0, 0, 1, 1, 4326)", &point},
		"point into surface":          {"ST_Point(1, 2, 4326)", &surface},
		"line into shape":             {"ST_GeomFromText('LINESTRING(0 0,1 1)', 4326)", &shape},
		"empty collection into shape": {"ST_GeomFromText('GEOMETRYCOLLECTION EMPTY', 4326)", &shape},
		"latitude of 200 into shape":  {"ST_Point(1, 200, 4326)", &shape},
		"geometry into a number":      {"ST_Point(1, 2, 4326)", new(int)},
	} {
		if err := conn.QueryRow(t.Context(), "select "+try.sql).Scan(try.target); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	err := conn.QueryRow(t.Context(), "select ST_GeomFromText('LINESTRING(0 0,1 1)', 4326)").Scan(&shape)
	var v *geo.Violation
	if !errors.As(err, &v) || v.Rule != geo.RuleGeometryType {
		t.Errorf("got %v, want the violation inside", err)
	}
}

func TestValuesAndScanners(t *testing.T) {
	conn := connect(t)
	rows, err := conn.Query(t.Context(), "select $1::geometry, null::geometry", sample(t)[0])
	if err != nil {
		t.Fatal(err)
	}
	values, err := pgx.CollectExactlyOneRow(rows, func(row pgx.CollectableRow) ([]any, error) { return row.Values() })
	if err != nil {
		t.Fatal(err)
	}
	if shape, ok := values[0].(geo.Shape); !ok || !shape.Equal(sample(t)[0]) || values[1] != nil {
		t.Errorf("got %v", values)
	}
	var raw sql.Null[[]byte]
	err = conn.QueryRow(t.Context(), "select $1::geometry", sample(t)[0]).Scan(&raw)
	if err != nil || !bytes.Equal(raw.V, sample(t)[0].EWKB()) {
		t.Errorf("scanner: got %x, %v", raw.V, err)
	}
}

func TestArrays(t *testing.T) {
	conn := connect(t)
	want := sample(t)
	want[3] = geo.Shape{}
	var got []geo.Shape
	var texts []*string
	err := conn.QueryRow(t.Context(), `select $1::geometry[], array(select ST_AsText(g) from unnest($1::geometry[]) g)`, want).
		Scan(&got, &texts)
	if err != nil || len(got) != len(want) || len(texts) != len(want) {
		t.Fatalf("got %v, %v", got, err)
	}
	for i := range want {
		if !got[i].Equal(want[i]) {
			t.Errorf("%d: got %s, want %s", i, got[i].WKT(), want[i].WKT())
		}
	}
	if texts[3] != nil {
		t.Errorf("got %s, want NULL", *texts[3])
	}
}

func TestCopyFrom(t *testing.T) {
	conn := connect(t)
	_, err := conn.Exec(t.Context(), "create table place (id int primary key, geom geometry(Geometry, 4326), raw geometry)")
	if err != nil {
		t.Fatal(err)
	}
	source := geotest.Source(11)
	want := make([]geo.Shape, 1000)
	for i := range want {
		if i%10 > 0 { // every tenth has no place
			want[i] = geotest.Random{Parts: 3, Holes: 2}.Surface(t, source)
		}
	}
	n, err := conn.CopyFrom(t.Context(), pgx.Identifier{"place"}, []string{"id", "geom", "raw"},
		pgx.CopyFromSlice(len(want), func(i int) ([]any, error) { return []any{i, want[i], want[i].EWKB()}, nil }))
	if err != nil || n != int64(len(want)) {
		t.Fatalf("copied %d: %v", n, err)
	}
	rows, err := conn.Query(t.Context(), "select id, geom, raw from place order by id")
	if err != nil {
		t.Fatal(err)
	}
	var id int
	var geom, raw geo.Shape
	_, err = pgx.ForEachRow(rows, []any{&id, &geom, &raw}, func() error {
		if !geom.Equal(want[id]) || !raw.Equal(want[id]) {
			t.Errorf("%d: got %s and %s, want %s", id, geom.WKT(), raw.WKT(), want[id].WKT())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRegisterSaysThatPostGISIsMissing(t *testing.T) {
	conn := connect(t)
	if _, err := conn.Exec(t.Context(), "set search_path = pg_catalog"); err != nil {
		t.Fatal(err)
	}
	if err := pggeo.Register(t.Context(), conn); !errors.Is(err, pggeo.ErrNoPostGIS) {
		t.Errorf("got %v, want %v", err, pggeo.ErrNoPostGIS)
	}
}
