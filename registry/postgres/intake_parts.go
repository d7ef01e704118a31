package postgres

import (
	"reflect"

	"landbank/registry"
)

// partTables are the tables of the parts of a record. The number of a table
// is the bit that marks rows with such a part; sql/apply_part_<table>.sql
// names the same bit.
var partTables = []string{"parcel", "offer", "utility", "access", "building", "readiness_item", "planning",
	"environment", "contact", "fact"}

// allParts marks every table of parts.
var allParts = 1<<len(partTables) - 1

// partsOf gives the bits of the tables in which a record has rows.
func partsOf(r *registry.Record) int {
	has := [...]bool{len(r.Parcels) > 0, len(r.Offers) > 0, len(r.Utilities) > 0, len(r.Access) > 0, len(r.Buildings) > 0,
		len(r.Readiness) > 0, isSet(&r.Planning), isSet(&r.Environment), isSet(&r.Contact), len(r.Facts) > 0}
	bits := 0
	for i, yes := range has {
		if yes {
			bits |= 1 << i
		}
	}
	return bits
}

func isSet[T any](part *T) bool { return !reflect.ValueOf(part).Elem().IsZero() }
