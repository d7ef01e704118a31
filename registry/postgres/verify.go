package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// maxBreaks bounds how many breaks of one kind are told.
const maxBreaks = 100

// Verification is what Verify found.
type Verification struct {
	Revisions, Sites, Published int64
	Head                        []byte // hash of the newest revision
	// Breaks are those of the chain in its order, and after them what does not
	// follow from it; some hundreds at most, none when all holds together.
	Breaks []registry.Break
}

// Verify recomputes the ledger's chain and compares what is derived from it:
// digests and hashes of every revision, numbers without gaps, the head, the
// newest revision of each site with the site and its place, and the published
// revision with everything that the public sees. It reads one state of the
// database and takes some seconds for each 100,000 revisions.
//
// A chain that somebody rewrote from one revision to its end, head and derived
// tables included, holds together again: compare Head with one that was noted
// elsewhere.
func (s *Store) Verify(ctx context.Context) (Verification, error) {
	var v Verification
	// A writing pool's connection, because it has no time limit.
	err := pgx.BeginTxFunc(ctx, s.write, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		chain, err := s.breaks(ctx, tx, "verify_chain")
		if err != nil {
			return err
		}
		if v.Breaks, err = s.verifyHead(ctx, tx, &v, chain); err != nil {
			return err
		}
		sites, err := s.breaks(ctx, tx, "verify_sites")
		if err != nil {
			return err
		}
		public, err := s.publicBreaks(ctx, tx)
		if err != nil {
			return err
		}
		v.Breaks = slices.Concat(v.Breaks, sites, public)
		return nil
	})
	if err != nil {
		return Verification{}, fmt.Errorf("verify the ledger: %w", err)
	}
	return v, nil
}

// verifyHead compares the ledger's end with its head, and counts.
func (s *Store) verifyHead(ctx context.Context, tx pgx.Tx, v *Verification, chain []registry.Break) ([]registry.Break, error) {
	var seq, last int64
	var fits bool
	err := tx.QueryRow(ctx, statement("verify_head")).Scan(&seq, &v.Head, &last, &fits, &v.Revisions, &v.Sites, &v.Published)
	if err != nil {
		return nil, s.fault("read the ledger's head", err)
	}
	if !fits {
		chain = append(chain, registry.Break{Seq: min(seq, last) + 1,
			Reason: fmt.Sprintf("the ledger ends with revision %d, its head says %d, or another hash", last, seq)})
	}
	return chain, nil
}

// breaks runs a statement that tells breaks.
func (s *Store) breaks(ctx context.Context, tx pgx.Tx, name string) ([]registry.Break, error) {
	rows, err := tx.Query(ctx, statement(name), pgx.StrictNamedArgs{"limit": maxBreaks})
	if err != nil {
		return nil, s.fault(name, err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.Break, error) {
		var b registry.Break
		return b, row.Scan(&b.Seq, &b.Ref, &b.Reason)
	})
	return found, s.fault(name, err)
}

// publicBreaks derives every published row again and compares.
func (s *Store) publicBreaks(ctx context.Context, tx pgx.Tx) ([]registry.Break, error) {
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
		if field := differs(&record, values[3].(string), values[4:]); field != "" {
			found = append(found, registry.Break{Seq: values[0].(int64), Ref: values[1].(string),
				Reason: "the public sees another " + field + " than the revision says"})
		}
	}
	return found, s.fault("read the projection", rows.Err())
}

// differs names the first field in which a published row is not what the
// record says, "properties" where only the encoded ones differ, "" where
// nothing does.
func differs(record *registry.Record, properties string, columns []any) string {
	flat := registry.Flatten(record)
	for i, f := range declared() {
		if !sameValue(flat[registry.FieldPosition(f.Name)], columns[i]) {
			return f.Name
		}
	}
	end := appendDeclared([]byte{','}, flat)
	end[len(end)-1] = '}' // in place of the last comma
	if !strings.HasSuffix(properties, string(end)) {
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
