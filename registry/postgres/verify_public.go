package postgres

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// publicBreaks derives every published row again and compares.
func (s *Store) publicBreaks(ctx context.Context, tx pgx.Tx) ([]registry.Break, error) {
	clocks, err := s.clocksOf(ctx, tx)
	if err != nil {
		return nil, err
	}
	rows, err := tx.Query(ctx, statement("verify_public"))
	if err != nil {
		return nil, s.fault("read the projection", err)
	}
	defer rows.Close()
	var found []registry.Break
	for rows.Next() && len(found) < maxBreaks {
		values, err := rows.Values()
		if err != nil {
			return nil, s.fault("read a row of the projection", err)
		}
		var record registry.Record
		if err := json.Unmarshal(rows.RawValues()[2], &record); err != nil {
			found = append(found, registry.Break{Seq: values[0].(int64), Ref: values[1].(string), Reason: "the document is no record"})
			continue
		}
		if field := differs(&record, registry.Moment{Day: registry.DateOf(values[4].(time.Time)), Clocks: clocks}, values[3].(string), values[5:]); field != "" {
			found = append(found, registry.Break{Seq: values[0].(int64), Ref: values[1].(string),
				Reason: "the public sees another " + field + " than the revision says"})
		}
	}
	return found, s.fault("read the projection", rows.Err())
}

// differs names the first field in which a published row is not what the
// record says on the day of the moment, "properties" where only the encoded
// ones differ, "" where nothing does. The columns are those that are measured of the outline,
// those that the database computes, and those that are declared; what the outline measures verify_sites compares.
func differs(record *registry.Record, m registry.Moment, properties string, columns []any) string {
	measured, columns := columns[:len(fittedFields)], columns[len(fittedFields):]
	computed, columns := columns[:len(computedFields)], columns[len(computedFields):]
	at := func(name string) any { return computed[slices.Index(computedFields, name)] }
	m.Lifecycle, _ = at("lifecycle").(string)
	flat := registry.FlattenAt(record, m)
	for i, f := range declared() {
		if !sameValue(flat[registry.FieldPosition(f.Name)], columns[i]) {
			return f.Name
		}
	}
	for _, name := range []string{"available_now", "available_why"} {
		if at(name) != flat[registry.FieldPosition(name)] {
			return name
		}
	}
	area := at("area_measured_m2")
	if area == nil && record.Area.DeclaredM2 != nil {
		area = *record.Area.DeclaredM2
	}
	if at("area_m2") != area {
		return "area_m2"
	}
	if piece := record.Area.LargestPieceM2; piece != nil && at("largest_piece_m2") != *piece {
		return "largest_piece_m2"
	}
	want := []byte{'{'}
	for i, name := range fittedFields {
		want = appendKnown(want, name, measured[i])
	}
	for i, name := range computedFields {
		want = appendKnown(want, name, computed[i])
	}
	want = appendDeclared(want, flat)
	want[len(want)-1] = '}' // in place of the last comma
	if properties != string(want) {
		return "properties"
	}
	return ""
}

// sameValue compares a flat value with what pgx read from its column.
func sameValue(want, got any) bool {
	switch w := want.(type) {
	case nil:
		return got == nil
	case registry.Date:
		g, ok := got.(time.Time)
		return ok && g.Equal(w.Time)
	case []string:
		items, ok := got.([]any)
		return ok && slices.EqualFunc(w, items, func(a string, b any) bool { return b == a })
	default:
		return reflect.DeepEqual(want, got)
	}
}
