package postgres

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// maxBreaks bounds how many breaks of one kind are told.
const maxBreaks = 100

// Verification is what Verify found.
type Verification struct {
	Revisions, Sites, Published int64
	Head                        []byte // hash of the newest revision
	Erasures                    []ErasureCount
	Seals                       int64 // that are kept in the database
	// Breaks are those of the chain in its order, and after them what does not
	// follow from it; some hundreds at most, none when all holds together.
	Breaks []registry.Break
}

// ErasureCount says from how many revisions an erasure took personal data.
type ErasureCount struct {
	Seq       int64 // of the erasure
	Ref       string
	Revisions int64
}

// Verify recomputes the ledger's chain and compares what is derived from it:
// digests and hashes of every revision, numbers without gaps, instants that
// rise, the head, erasures, the newest revision of each site with the site, its
// place and its parts, and the published revision with everything that the
// public sees. It reads one state of the database and takes some seconds for
// each 100,000 revisions.
//
// A chain that somebody rewrote from one revision to its end, head and derived
// tables included, holds together again: see CheckSeals.
func (s *Store) Verify(ctx context.Context) (Verification, error) {
	var v Verification
	// A writing pool's connections, because they have no time limit.
	err := pgx.BeginTxFunc(ctx, s.write, verifying, func(tx pgx.Tx) error {
		checks := s.checks(&v)
		if err := s.verifyAll(ctx, tx, checks); err != nil {
			return err
		}
		for i := range checks {
			v.Breaks = append(v.Breaks, checks[i].found...)
		}
		return nil
	})
	if err != nil {
		return Verification{}, fmt.Errorf("verify the ledger: %w", err)
	}
	return v, nil
}

var verifying = pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}

// check is one comparison of a verification.
type check struct {
	run   func(context.Context, pgx.Tx) ([]registry.Break, error)
	found []registry.Break
}

// checks lists the comparisons in the order in which their breaks are told.
func (s *Store) checks(v *Verification) []check {
	named := func(name string) check {
		return check{run: func(ctx context.Context, tx pgx.Tx) ([]registry.Break, error) {
			return s.breaks(ctx, tx, name, statement(name))
		}}
	}
	list := []check{named("verify_chain"), {run: func(ctx context.Context, tx pgx.Tx) ([]registry.Break, error) {
		return s.verifyHead(ctx, tx, v)
	}}, {run: func(ctx context.Context, tx pgx.Tx) ([]registry.Break, error) {
		return s.sealsBreak(ctx, tx, v)
	}}, named("verify_sites"), named("verify_lineage"), {run: s.publicBreaks}}
	for i := range partTables {
		table := &partTables[i]
		list = append(list, check{run: func(ctx context.Context, tx pgx.Tx) ([]registry.Break, error) {
			return s.breaks(ctx, tx, "verify_part of "+table.name, table.verify())
		}})
	}
	return list
}

// verifyAll runs the checks on every processor and on one state of the
// database: further connections take over the snapshot of the first, which
// works with them.
func (s *Store) verifyAll(ctx context.Context, tx pgx.Tx, checks []check) error {
	var snapshot string
	if err := tx.QueryRow(ctx, "select pg_export_snapshot()").Scan(&snapshot); err != nil {
		return s.fault("share the snapshot", err)
	}
	work := make(chan *check, len(checks))
	for i := range checks {
		work <- &checks[i]
	}
	close(work)
	further := min(runtime.NumCPU(), int(s.write.Config().MaxConns)/2) - 1
	faults := make([]error, max(further, 0)+1)
	var workers sync.WaitGroup
	for i := 1; i <= further; i++ {
		workers.Go(func() {
			faults[i] = pgx.BeginTxFunc(ctx, s.write, verifying, func(tx pgx.Tx) error {
				if _, err := tx.Exec(ctx, "set transaction snapshot '"+snapshot+"'"); err != nil {
					return s.fault("take over the snapshot", err)
				}
				return s.runChecks(ctx, tx, work)
			})
		})
	}
	faults[0] = s.runChecks(ctx, tx, work)
	workers.Wait()
	return errors.Join(faults...)
}

// runChecks runs checks as long as there are any.
func (s *Store) runChecks(ctx context.Context, tx pgx.Tx, work <-chan *check) error {
	if _, err := tx.Exec(ctx, "set local work_mem = '64MB'; set local jit = off"); err != nil {
		return s.fault("prepare the check", err)
	}
	for c := range work {
		var err error
		if c.found, err = c.run(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

// verifyHead counts, and compares the ledger's end with its head.
func (s *Store) verifyHead(ctx context.Context, tx pgx.Tx, v *Verification) ([]registry.Break, error) {
	var seq, last int64
	var fits bool
	err := tx.QueryRow(ctx, statement("verify_head")).Scan(&seq, &v.Head, &last, &fits, &v.Revisions, &v.Sites, &v.Published)
	if err != nil {
		return nil, s.fault("read the ledger's head", err)
	}
	rows, err := tx.Query(ctx, statement("verify_erasures"))
	if err != nil {
		return nil, s.fault("count the erasures", err)
	}
	if v.Erasures, err = pgx.CollectRows(rows, pgx.RowToStructByPos[ErasureCount]); err != nil || fits {
		return nil, s.fault("count the erasures", err)
	}
	return []registry.Break{{Seq: min(seq, last) + 1,
		Reason: fmt.Sprintf("the ledger ends with revision %d, its head says %d, or another hash", last, seq)}}, nil
}

// breaks runs a statement that tells breaks.
func (s *Store) breaks(ctx context.Context, tx pgx.Tx, doing, sql string) ([]registry.Break, error) {
	rows, err := tx.Query(ctx, sql, pgx.StrictNamedArgs{"limit": maxBreaks})
	if err != nil {
		return nil, s.fault(doing, err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.Break, error) {
		var b registry.Break
		return b, row.Scan(&b.Seq, &b.Ref, &b.Reason)
	})
	return found, s.fault(doing, err)
}
