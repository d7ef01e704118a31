// Package geopackage reads and writes GeoPackages: SQLite files with tables of
// features. It knows nothing of sites.
package geopackage

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"strings"

	_ "modernc.org/sqlite" // the driver, in Go alone
)

// Type is the type of a column's values in the words of the standard.
type Type string

// The types of columns, and the Go values that a row has for them.
const (
	Text     Type = "TEXT"     // string
	Real     Type = "DOUBLE"   // float64
	Integer  Type = "INTEGER"  // int64
	Boolean  Type = "BOOLEAN"  // bool
	Date     Type = "DATE"     // string, 2026-01-31
	DateTime Type = "DATETIME" // string, 2026-01-31T12:00:00.000Z
)

// Column is one attribute of the features of a table.
type Column struct {
	Name  string
	Type  Type
	Title string
	// Required: every feature has a value.
	Required bool
}

// Table is a table of features.
type Table struct {
	Name, Description string
	Geometry          string   // name of the column with geometries
	Shape             string   // POINT, MULTIPOLYGON, GEOMETRY …
	Columns           []Column // the attributes, without id and geometry
	SRID              int
}

// Feature is one row of a table.
type Feature struct {
	ID     int64
	WKB    []byte // ISO well-known binary; nil where there is no geometry
	Values []any  // one for each column; nil for unknown
}

// Reader reads a file.
type Reader struct {
	db     *sql.DB
	tables []Table
}

// Open opens a file for reading and lists its tables of features.
func Open(ctx context.Context, path string) (*Reader, error) {
	address := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: "mode=ro&immutable=1"}
	db, err := sql.Open("sqlite", address.String())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	r := &Reader{db: db}
	if err := r.list(ctx); err != nil {
		_ = db.Close() // the first error is the one to tell
		return nil, fmt.Errorf("%s is no GeoPackage that can be read: %w", path, err)
	}
	return r, nil
}

// Close closes the file.
func (r *Reader) Close() error { return r.db.Close() }

// Tables lists the tables of features, by name.
func (r *Reader) Tables() []Table { return r.tables }

func (r *Reader) list(ctx context.Context) error {
	rows, err := r.db.QueryContext(ctx, `select c.table_name, coalesce(c.description, ''), g.column_name, g.geometry_type_name, g.srs_id
		from gpkg_contents c join gpkg_geometry_columns g on g.table_name = c.table_name where c.data_type = 'features' order by 1`)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var t Table
		if err := rows.Scan(&t.Name, &t.Description, &t.Geometry, &t.Shape, &t.SRID); err != nil {
			return err
		}
		r.tables = append(r.tables, t)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for i := range r.tables {
		if err := r.columns(ctx, &r.tables[i]); err != nil {
			return err
		}
	}
	return nil
}

func (r *Reader) columns(ctx context.Context, t *Table) error {
	rows, err := r.db.QueryContext(ctx, `select name, upper(type), pk, "notnull" from pragma_table_info(?) order by cid`, t.Name)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var name, declared string
		var key int
		var required bool
		if err := rows.Scan(&name, &declared, &key, &required); err != nil {
			return err
		}
		if key == 0 && name != t.Geometry {
			t.Columns = append(t.Columns, Column{Name: name, Type: typeOf(declared), Required: required})
		}
	}
	return rows.Err()
}

// typeOf reads a declared type: TEXT(20), MEDIUMINT, FLOAT …
func typeOf(declared string) Type {
	declared, _, _ = strings.Cut(declared, "(")
	switch declared {
	case "BOOLEAN", "DATE", "DATETIME":
		return Type(declared)
	case "TINYINT", "SMALLINT", "MEDIUMINT", "INT", "INTEGER":
		return Integer
	case "FLOAT", "DOUBLE", "REAL":
		return Real
	}
	return Text
}

// Each visits the features of a table in the order of their ids.
func (r *Reader) Each(ctx context.Context, t *Table, visit func(*Feature) error) error {
	list := "rowid, " + quoted(t.Geometry)
	for _, c := range t.Columns {
		list += ", " + quoted(c.Name)
		if c.Type == Date || c.Type == DateTime {
			list += " || ''" // as it is written, whatever the driver would make of it
		}
	}
	rows, err := r.db.QueryContext(ctx, "select "+list+" from "+quoted(t.Name)+" order by rowid")
	if err != nil {
		return fmt.Errorf("read %s: %w", t.Name, err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		f := Feature{Values: make([]any, len(t.Columns))}
		var blob []byte
		targets := []any{&f.ID, &blob}
		for i := range f.Values {
			targets = append(targets, &f.Values[i])
		}
		if err := rows.Scan(targets...); err != nil {
			return fmt.Errorf("read %s: %w", t.Name, err)
		}
		if f.WKB, err = body(blob); err != nil {
			return fmt.Errorf("%s, feature %d: %w", t.Name, f.ID, err)
		}
		for i, c := range t.Columns {
			f.Values[i] = value(c.Type, f.Values[i])
		}
		if err := visit(&f); err != nil {
			return err
		}
	}
	return rows.Err()
}

// value gives what SQLite keeps as the type that was declared.
func value(t Type, v any) any {
	switch n := v.(type) {
	case int64:
		switch t {
		case Boolean:
			return n != 0
		case Real:
			return float64(n)
		}
	case []byte:
		return string(n)
	}
	return v
}

// body cuts the header off a geometry: GP, version, flags, SRID, box.
func body(blob []byte) ([]byte, error) {
	if blob == nil {
		return nil, nil
	}
	if len(blob) < 8 || string(blob[:2]) != "GP" {
		return nil, fmt.Errorf("a geometry of %d bytes has no header", len(blob))
	}
	boxes := []int{0, 32, 48, 48, 64}
	kind := int(blob[3] >> 1 & 7)
	if kind >= len(boxes) || len(blob) < 8+boxes[kind] {
		return nil, fmt.Errorf("a geometry has a header of kind %d that there is not", kind)
	}
	return blob[8+boxes[kind]:], nil
}

func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
