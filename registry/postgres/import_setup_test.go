package postgres_test

import (
	"context"
	"encoding/json"
	"io"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"

	"landbank/geo"
	"landbank/internal/testdb"
	"landbank/registry"
	"landbank/registry/postgres"
)

// desk is a store on a database of its own, with a connection to look into it.
type desk struct {
	t     testing.TB
	url   string
	store *postgres.Store
	conn  *pgx.Conn
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	d := &desk{t: t, url: testdb.Clone(t)}
	var err error
	if d.store, err = postgres.Open(t.Context(), d.url); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.store.Close)
	d.connect()
	return d
}

func (d *desk) connect() {
	d.t.Helper()
	var err error
	if d.conn, err = pgx.Connect(d.t.Context(), d.url); err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { _ = d.conn.Close(context.Background()) })
}

// imported imports the rows and fails the test when that cannot be done, when
// rows got lost, or when the ledger does not hold together after.
func (d *desk) imported(job registry.ImportJob, rows ...registry.Row) registry.ImportResult {
	d.t.Helper()
	result, err := d.store.Import(d.t.Context(), job, listed(rows...))
	if err != nil {
		d.t.Fatal(err)
	}
	if sum := result.Created + result.Updated + result.Unchanged + result.Rejected; result.Read != sum || result.Read != int64(len(rows)) {
		d.t.Errorf("%d rows, %d read, %d accounted for", len(rows), result.Read, sum)
	}
	d.holdsTogether()
	return result
}

func (d *desk) holdsTogether() {
	d.t.Helper()
	found, err := d.store.Verify(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	for _, b := range found.Breaks {
		d.t.Errorf("revision %d (%s): %s", b.Seq, b.Ref, b.Reason)
	}
}

// ask gives the one value that a query yields.
func ask[T any](d *desk, sql string, args ...any) T {
	d.t.Helper()
	var value T
	if err := d.conn.QueryRow(d.t.Context(), sql, args...).Scan(&value); err != nil {
		d.t.Fatalf("%s: %v", sql, err)
	}
	return value
}

func (d *desk) run(sql string, args ...any) {
	d.t.Helper()
	if _, err := d.conn.Exec(d.t.Context(), sql, args...); err != nil {
		d.t.Fatalf("%s: %v", sql, err)
	}
}

// counts is a result without its batch, to compare.
func counts(r registry.ImportResult) [4]int64 {
	return [4]int64{r.Created, r.Updated, r.Unchanged, r.Rejected}
}

// job imports with publication, from a register of tests.
func job() registry.ImportJob {
	return registry.ImportJob{FileName: "register.csv", Profile: "generic", Principal: registry.Principal{ID: "test", Grants: []registry.Grant{{Role: registry.Admin}}}, Publish: true,
		BroughtBy: []string{"somebody"}, Source: registry.Source{Code: "register", Name: "Register of tests", Licence: "CC0-1.0"}}
}

// slice is rows in memory.
type slice struct {
	rows []registry.Row
	err  error // at the end, in place of io.EOF
}

func listed(rows ...registry.Row) *slice { return &slice{rows: slices.Clone(rows)} }

func (s *slice) Next(ctx context.Context) (registry.Row, error) {
	if err := ctx.Err(); err != nil {
		return registry.Row{}, err
	}
	if len(s.rows) == 0 {
		if s.err != nil {
			return registry.Row{}, s.err
		}
		return registry.Row{}, io.EOF
	}
	row := s.rows[0]
	s.rows = s.rows[1:]
	return row, nil
}

// plot is a row for a square of about 1.1 ha, whose place follows from its line.
func plot(line int64, key string, with ...func(*registry.Row)) registry.Row {
	x, y := 30+float64(line%100)*0.01, 48+float64(line/100)*0.01
	row := registry.Row{Line: line, SourceKey: key, Shape: square(x, y, 0.001),
		Record: registry.Record{Kind: "brownfield", Names: registry.Text{"en": "Site " + key}, LocationQuality: "cadastral"},
		Raw:    []registry.RawValue{{Column: "id", Value: key}, {Column: "name", Value: "Site " + key}}}
	for _, change := range with {
		change(&row)
	}
	return row
}

// square is an outline with one corner at the position and sides in degrees.
func square(x, y, side float64) geo.Shape {
	return outline(x, y, x+side, y, x+side, y+side, x, y+side, x, y)
}

// outline is a polygon of one ring in WGS 84.
func outline(coordinates ...float64) geo.Shape { return ring(geo.WGS84, coordinates...) }

func ring(srid int, coordinates ...float64) geo.Shape {
	positions := make([][2]float64, 0, len(coordinates)/2)
	for i := 0; i < len(coordinates); i += 2 {
		positions = append(positions, [2]float64{coordinates[i], coordinates[i+1]})
	}
	text, err := json.Marshal(map[string]any{"type": "Polygon", "coordinates": [][][2]float64{positions}})
	if err != nil {
		panic(err) // numbers have a JSON form
	}
	shape, _, err := geo.NewParser(srid).GeoJSON(text)
	if err != nil {
		panic(err) // the tests' own outlines are outlines
	}
	return shape
}

func at(x, y float64) geo.Shape {
	p, err := geo.NewPoint(x, y, geo.WGS84)
	if err != nil {
		panic(err) // the tests' own points are points
	}
	return p.Shape()
}

func num(v float64) *float64 { return &v }

func whole(v int) *int { return &v }
