package geopackage

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"strings"
	"time"
)

// Metadata goes into the file beside a table.
type Metadata struct{ URI, MimeType, Text string }

// Writer writes one table of features with its spatial index. The file takes the
// room; memory holds one feature.
type Writer struct {
	db     *sql.DB
	tx     *sql.Tx
	insert *sql.Stmt
	index  *sql.Stmt
	table  Table
	bounds [4]float64
	next   int64
}

// Create makes a file, which must not be there yet. Its reference system is
// WGS 84.
func Create(ctx context.Context, path string, t Table) (w *Writer, err error) {
	if _, err := os.Stat(path); err == nil {
		return nil, fmt.Errorf("%s is there already", path)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return nil, fmt.Errorf("create %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	w = &Writer{db: db, table: t, bounds: [4]float64{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}, next: 1}
	if err := w.begin(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("create %s: %w", path, err), db.Close())
	}
	return w, nil
}

func (w *Writer) begin(ctx context.Context) error {
	for _, statement := range append(strings.Split(frame, ";\n"), w.createTable(), w.createIndex()) {
		if _, err := w.db.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	var err error
	if w.tx, err = w.db.BeginTx(ctx, nil); err != nil {
		return err
	}
	names, places := []string{"fid", quoted(w.table.Geometry)}, "?, ?"
	for _, c := range w.table.Columns {
		names = append(names, quoted(c.Name))
		places += ", ?"
	}
	if w.insert, err = w.tx.PrepareContext(ctx, "insert into "+quoted(w.table.Name)+" ("+strings.Join(names, ", ")+") values ("+places+")"); err != nil {
		return err
	}
	w.index, err = w.tx.PrepareContext(ctx, "insert into "+quoted(w.indexName())+" values (?, ?, ?, ?, ?)")
	return err
}

func (w *Writer) indexName() string { return "rtree_" + w.table.Name + "_" + w.table.Geometry }

func (w *Writer) createTable() string {
	sql := "create table " + quoted(w.table.Name) + " (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, " + quoted(w.table.Geometry) + " " + w.table.Shape
	for _, c := range w.table.Columns {
		sql += ", " + quoted(c.Name) + " " + string(c.Type)
		if c.Required {
			sql += " NOT NULL"
		}
	}
	return sql + ")"
}

func (w *Writer) createIndex() string {
	return "create virtual table " + quoted(w.indexName()) + " using rtree (id, minx, maxx, miny, maxy)"
}

// Add writes a feature: its ISO well-known binary of WGS 84, the box around it
// (west, south, east, north), and one value for each column. Without a geometry
// both are left out.
func (w *Writer) Add(ctx context.Context, wkb []byte, box [4]float64, values []any) error {
	args := []any{w.next, nil}
	if wkb != nil {
		args[1] = header(wkb, box)
	}
	if _, err := w.insert.ExecContext(ctx, append(args, values...)...); err != nil {
		return fmt.Errorf("write feature %d: %w", w.next, err)
	}
	if wkb != nil {
		if _, err := w.index.ExecContext(ctx, w.next, box[0], box[2], box[1], box[3]); err != nil {
			return fmt.Errorf("index feature %d: %w", w.next, err)
		}
		w.bounds = [4]float64{min(w.bounds[0], box[0]), min(w.bounds[1], box[1]), max(w.bounds[2], box[2]), max(w.bounds[3], box[3])}
	}
	w.next++
	return nil
}

// header puts the header of the standard before a geometry, with its box.
func header(wkb []byte, box [4]float64) []byte {
	const littleEndianWithBox = 1 | 1<<1
	var out bytes.Buffer
	out.Grow(len(wkb) + 40)
	out.WriteString("GP")
	out.Write([]byte{0, littleEndianWithBox})
	_ = binary.Write(&out, binary.LittleEndian, int32(4326)) // a buffer takes everything
	_ = binary.Write(&out, binary.LittleEndian, [4]float64{box[0], box[2], box[1], box[3]})
	out.Write(wkb)
	return out.Bytes()
}

// Finish describes the table, adds the metadata and closes the file.
func (w *Writer) Finish(ctx context.Context, at time.Time, metadata []Metadata) error {
	err := w.describe(ctx, at, metadata)
	if err == nil {
		err = w.tx.Commit()
	} else {
		err = errors.Join(err, w.tx.Rollback())
	}
	for _, trigger := range w.triggers() {
		if err == nil {
			_, err = w.db.ExecContext(ctx, trigger)
		}
	}
	return errors.Join(err, w.db.Close())
}

// Abandon closes the file unfinished.
func (w *Writer) Abandon() error { return errors.Join(w.tx.Rollback(), w.db.Close()) }

func (w *Writer) describe(ctx context.Context, at time.Time, metadata []Metadata) error {
	t := w.table
	var box [4]any
	if w.next > 1 && !math.IsInf(w.bounds[0], 0) {
		box = [4]any{w.bounds[0], w.bounds[1], w.bounds[2], w.bounds[3]}
	}
	stamp := at.UTC().Format("2006-01-02T15:04:05.000Z")
	type step struct {
		sql  string
		args []any
	}
	steps := []step{
		{"insert into gpkg_contents values (?, 'features', ?, ?, ?, ?, ?, ?, ?, 4326)", []any{t.Name, t.Name, t.Description, stamp, box[0], box[1], box[2], box[3]}},
		{"insert into gpkg_geometry_columns values (?, ?, ?, 4326, 0, 0)", []any{t.Name, t.Geometry, t.Shape}},
		{"insert into gpkg_extensions values (?, ?, 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')", []any{t.Name, t.Geometry}},
		{"insert into gpkg_ogr_contents values (?, ?)", []any{t.Name, w.next - 1}},
	}
	for _, c := range t.Columns {
		if c.Title != "" {
			steps = append(steps, step{"insert into gpkg_data_columns values (?, ?, null, ?, null, null, null)", []any{t.Name, c.Name, c.Title}})
		}
	}
	for i, m := range metadata {
		steps = append(steps, step{"insert into gpkg_metadata values (?, 'dataset', ?, ?, ?)", []any{i + 1, m.URI, m.MimeType, m.Text}},
			step{"insert into gpkg_metadata_reference values ('table', ?, null, null, ?, ?, null)", []any{t.Name, stamp, i + 1}})
	}
	for _, s := range steps {
		if _, err := w.tx.ExecContext(ctx, s.sql, s.args...); err != nil {
			return fmt.Errorf("describe the table: %w", err)
		}
	}
	return nil
}

// triggers keep the index and the count in step where others edit the file. They
// call functions that SQLite alone does not have, so they come last.
func (w *Writer) triggers() []string {
	r := strings.NewReplacer("{t}", quoted(w.table.Name), "{g}", quoted(w.table.Geometry), "{r}", quoted(w.indexName()), "{n}", w.indexName(), "{name}", strings.ReplaceAll(w.table.Name, "'", "''"))
	out := strings.Split(strings.TrimSpace(triggers), "\n\n")
	for i := range out {
		out[i] = r.Replace(out[i])
	}
	return out
}

const triggers = `
create trigger "{n}_insert" after insert on {t} when (new.{g} notnull and not ST_IsEmpty(new.{g})) begin insert or replace into {r} values (new.fid, ST_MinX(new.{g}), ST_MaxX(new.{g}), ST_MinY(new.{g}), ST_MaxY(new.{g})); end

create trigger "{n}_update1" after update of {g} on {t} when old.fid = new.fid and (new.{g} notnull and not ST_IsEmpty(new.{g})) begin insert or replace into {r} values (new.fid, ST_MinX(new.{g}), ST_MaxX(new.{g}), ST_MinY(new.{g}), ST_MaxY(new.{g})); end

create trigger "{n}_update2" after update of {g} on {t} when old.fid = new.fid and (new.{g} isnull or ST_IsEmpty(new.{g})) begin delete from {r} where id = old.fid; end

create trigger "{n}_update3" after update on {t} when old.fid != new.fid and (new.{g} notnull and not ST_IsEmpty(new.{g})) begin delete from {r} where id = old.fid; insert or replace into {r} values (new.fid, ST_MinX(new.{g}), ST_MaxX(new.{g}), ST_MinY(new.{g}), ST_MaxY(new.{g})); end

create trigger "{n}_update4" after update on {t} when old.fid != new.fid and (new.{g} isnull or ST_IsEmpty(new.{g})) begin delete from {r} where id in (old.fid, new.fid); end

create trigger "{n}_delete" after delete on {t} when old.{g} not null begin delete from {r} where id = old.fid; end

create trigger "trigger_insert_feature_count_{name}" after insert on {t} begin update gpkg_ogr_contents set feature_count = feature_count + 1 where lower(table_name) = lower('{name}'); end

create trigger "trigger_delete_feature_count_{name}" after delete on {t} begin update gpkg_ogr_contents set feature_count = feature_count - 1 where lower(table_name) = lower('{name}'); end
`

// frame is what every file has, see OGC 12-128r18.
const frame = `pragma application_id = 1196444487;
pragma user_version = 10300;
pragma journal_mode = off;
pragma synchronous = off;
create table gpkg_spatial_ref_sys (srs_name TEXT not null, srs_id INTEGER not null primary key, organization TEXT not null, organization_coordsys_id INTEGER not null, definition TEXT not null, description TEXT);
insert into gpkg_spatial_ref_sys values ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'), ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'), ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]', 'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');
create table gpkg_contents (table_name TEXT not null primary key, data_type TEXT not null, identifier TEXT unique, description TEXT default '', last_change DATETIME not null default (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER, constraint fk_gc_r_srs_id foreign key (srs_id) references gpkg_spatial_ref_sys (srs_id));
create table gpkg_geometry_columns (table_name TEXT not null, column_name TEXT not null, geometry_type_name TEXT not null, srs_id INTEGER not null, z TINYINT not null, m TINYINT not null, constraint pk_geom_cols primary key (table_name, column_name), constraint uk_gc_table_name unique (table_name), constraint fk_gc_tn foreign key (table_name) references gpkg_contents (table_name), constraint fk_gc_srs foreign key (srs_id) references gpkg_spatial_ref_sys (srs_id));
create table gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT not null, definition TEXT not null, scope TEXT not null, constraint ge_tce unique (table_name, column_name, extension_name));
insert into gpkg_extensions values ('gpkg_metadata', null, 'gpkg_metadata', 'http://www.geopackage.org/spec120/#extension_metadata', 'read-write'), ('gpkg_metadata_reference', null, 'gpkg_metadata', 'http://www.geopackage.org/spec120/#extension_metadata', 'read-write'), ('gpkg_data_columns', null, 'gpkg_schema', 'http://www.geopackage.org/spec120/#extension_schema', 'read-write'), ('gpkg_data_column_constraints', null, 'gpkg_schema', 'http://www.geopackage.org/spec120/#extension_schema', 'read-write');
create table gpkg_ogr_contents (table_name TEXT not null primary key, feature_count INTEGER default null);
create table gpkg_data_columns (table_name TEXT not null, column_name TEXT not null, name TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT, constraint pk_gdc primary key (table_name, column_name), constraint gdc_tn unique (table_name, name));
create table gpkg_data_column_constraints (constraint_name TEXT not null, constraint_type TEXT not null, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT, constraint gdcc_ntv unique (constraint_name, constraint_type, value));
create table gpkg_metadata (id INTEGER constraint m_pk primary key asc not null, md_scope TEXT not null default 'dataset', md_standard_uri TEXT not null, mime_type TEXT not null default 'text/xml', metadata TEXT not null default '');
create table gpkg_metadata_reference (reference_scope TEXT not null, table_name TEXT, column_name TEXT, row_id_value INTEGER, timestamp DATETIME not null default (strftime('%Y-%m-%dT%H:%M:%fZ','now')), md_file_id INTEGER not null, md_parent_id INTEGER, constraint crmr_mfi_fk foreign key (md_file_id) references gpkg_metadata (id), constraint crmr_mpi_fk foreign key (md_parent_id) references gpkg_metadata (id))`
