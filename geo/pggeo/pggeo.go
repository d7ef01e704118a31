// Package pggeo lets pgx carry shapes to and from PostGIS columns of the types geometry and geography.
//
// [Register] teaches one connection; a pool calls it in AfterConnect. Then a geo.Shape, geo.Surface, geo.Point or
// a []byte of EWKB is an argument like any other, in queries and in CopyFrom, and the same four are scan targets.
// SQL NULL is the shape that is nothing, a nil []byte, or a nil pointer where a pointer is scanned into.
// Results that were asked for in text format reach a []byte as pgx hands over every type then: as the digits.
package pggeo

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
)

// ErrNoPostGIS says that the database has no type geometry: the extension is not created in it, or its schema is
// not on the search path.
var ErrNoPostGIS = errors.New("the database has no PostGIS: run CREATE EXTENSION postgis in it")

// Register teaches a connection the types geometry and geography and arrays of them.
func Register(ctx context.Context, conn *pgx.Conn) error {
	for _, name := range []string{"geometry", "geography"} {
		var element, array *uint32
		err := conn.QueryRow(ctx, "select to_regtype($1)::oid, to_regtype($1 || '[]')::oid", name).Scan(&element, &array)
		if err != nil {
			return fmt.Errorf("find type %s: %w", name, err)
		}
		if element == nil || array == nil {
			return ErrNoPostGIS
		}
		register(conn.TypeMap(), name, *element, *array)
	}
	return nil
}

func register(types *pgtype.Map, name string, element, array uint32) {
	one := &pgtype.Type{Name: name, OID: element, Codec: codec{}}
	types.RegisterType(one)
	types.RegisterType(&pgtype.Type{Name: "_" + name, OID: array, Codec: &pgtype.ArrayCodec{ElementType: one}})
}
