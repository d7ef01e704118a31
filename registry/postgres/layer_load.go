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
	Each func(visit func(id int64, wkb []byte, values []any) error) error
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
	columns := []string{"layer_id bigint primary key", "layer_ref text not null generated always as (layer_id::text) stored", geometry + " geometry(Geometry, 4326)"}
	names, places := []string{"layer_id", geometry}, []string{"$1", "ST_SetSRID(ST_GeomFromWKB($2::bytea), 4326)"}
	for i, f := range l.Fields {
		typ, ok := columnTypes[f.Type]
		if !ok {
			return fmt.Errorf("field %s: no column for type %s", f.Name, f.Type)
		}
		name := pgx.Identifier{f.Name}.Sanitize()
		columns = append(columns, name+" "+typ)
		names = append(names, name)
		places = append(places, fmt.Sprintf("$%d::text::%s", i+3, typ))
	}
	if _, err := tx.Exec(ctx, "create table "+into.Sanitize()+" ("+strings.Join(columns, ", ")+")"); err != nil {
		return err
	}
	insert := "insert into " + into.Sanitize() + " (" + strings.Join(names, ", ") + ") values (" + strings.Join(places, ", ") + ")"
	err := l.Each(func(id int64, wkb []byte, values []any) error {
		args := []any{id, wkb}
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
	_, err = tx.Exec(ctx, "create index on "+into.Sanitize()+" using gist ("+geometry+")")
	return err
}
