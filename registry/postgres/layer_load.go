package postgres

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
	"landbank/registry/criteria"
)

// testSchema holds the layers of test data; it is made anew each time.
const testSchema = "ogc_test"

// TestLayer is a layer of test data with its features: geometries in ISO
// well-known binary of WGS 84, values as the types of the fields want them.
type TestLayer struct {
	registry.Layer
	// Each visits the features in order. ref is the id of one, "" for its number.
	Each func(visit func(id int64, ref string, wkb []byte, values []any) error) error
}

// columnTypes gives the columns that fields are kept in.
var columnTypes = map[criteria.Type]string{
	criteria.TypeText: "text", criteria.TypeNumber: "float8", criteria.TypeInteger: "float8", criteria.TypeBoolean: "boolean",
	criteria.TypeDate: "date", criteria.TypeInstant: "timestamptz",
}

// LoadTestLayers puts layers beside the territories, in a schema of their own,
// in place of those before. It is called before anybody reads.
func (s *Store) LoadTestLayers(ctx context.Context, layers []TestLayer) error {
	var tables []table
	err := pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "drop schema if exists "+testSchema+" cascade"); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "create schema "+testSchema); err != nil {
			return err
		}
		for i := range layers {
			from := pgx.Identifier{testSchema, layers[i].Name}
			if err := loadLayer(ctx, tx, from, &layers[i]); err != nil {
				return fmt.Errorf("layer %s: %w", layers[i].Name, err)
			}
			tables = append(tables, table{Layer: layers[i].Layer, from: from.Sanitize()})
		}
		return nil
	})
	if err != nil {
		return s.fault("load test layers", err)
	}
	s.layers = tables
	return nil
}

func loadLayer(ctx context.Context, tx pgx.Tx, into pgx.Identifier, l *TestLayer) error {
	geometry := pgx.Identifier{l.Geometry}.Sanitize()
	numbers := pgx.Identifier{testSchema, l.Name + "_number"}.Sanitize()
	if _, err := tx.Exec(ctx, "create sequence "+numbers); err != nil {
		return err
	}
	columns := []string{
		"layer_id bigint primary key default nextval('" + strings.ReplaceAll(numbers, "'", "''") + "')",
		"layer_ref text not null unique default currval('" + strings.ReplaceAll(numbers, "'", "''") + "')::text",
		"layer_version integer not null default 1", "layer_changed timestamptz not null default now()", "layer_extra jsonb not null default '{}'",
		geometry + " geometry(Geometry, 4326)",
	}
	names, places := []string{"layer_id", "layer_ref", geometry}, []string{"$1", "coalesce(nullif($2::text, ''), $1::bigint::text)", "ST_SetSRID(ST_GeomFromWKB($3::bytea), 4326)"}
	for i, f := range l.Fields {
		typ, ok := columnTypes[f.Type]
		if !ok {
			return fmt.Errorf("field %s: no column for type %s", f.Name, f.Type)
		}
		name := pgx.Identifier{f.Name}.Sanitize()
		columns = append(columns, name+" "+typ)
		names = append(names, name)
		places = append(places, fmt.Sprintf("$%d::text::%s", i+4, typ))
		if f.Kept {
			names, places = append(names, "layer_changed"), append(places, fmt.Sprintf("coalesce($%d::text::timestamptz, now())", i+4))
		}
	}
	if _, err := tx.Exec(ctx, "create table "+into.Sanitize()+" ("+strings.Join(columns, ", ")+")"); err != nil {
		return err
	}
	insert := "insert into " + into.Sanitize() + " (" + strings.Join(names, ", ") + ") values (" + strings.Join(places, ", ") + ")"
	err := l.Each(func(id int64, ref string, wkb []byte, values []any) error {
		args := []any{id, ref, wkb}
		for _, v := range values {
			if v != nil {
				v = fmt.Sprint(v)
			}
			args = append(args, v)
		}
		_, err := tx.Exec(ctx, insert, args...)
		return err
	})
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, "select setval($1::text::regclass, greatest((select max(layer_id) from "+into.Sanitize()+"), 0) + 1, false)", numbers); err != nil {
		return err
	}
	// What the file holds is taken as it is.
	_, err = tx.Exec(ctx, fmt.Sprintf("alter table %s add check (ST_XMin(%[2]s) >= -180 and ST_XMax(%[2]s) <= 180 and ST_YMin(%[2]s) >= -90 and ST_YMax(%[2]s) <= 90) not valid", into.Sanitize(), geometry))
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, "create index on "+into.Sanitize()+" using gist ("+geometry+")")
	return err
}
