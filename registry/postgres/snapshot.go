package postgres

import (
	"bytes"
	"context"
	"fmt"
	"regexp"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

var _ registry.Freezer = (*Store)(nil)

var snapshotName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)

// Freeze freezes the published stock under the lock of the ledger's head, so
// that nothing is written that would belong to it.
func (s *Store) Freeze(ctx context.Context, p registry.Principal, name, note string) (registry.Snapshot, error) {
	var frozen registry.Snapshot
	if err := p.Authorize(registry.FreezeStock); err != nil {
		return frozen, err
	}
	if !snapshotName.MatchString(name) {
		return frozen, registry.Refuse("name", "name", "the name of a snapshot is made of lower-case letters, digits and hyphens")
	}
	err := pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "set local work_mem = '64MB'; select from ledger_head for update"); err != nil {
			return s.fault("lock the ledger", err)
		}
		if known, err := s.snapshots(ctx, tx, name); err != nil || len(known) > 0 {
			return either(err, registry.Refuse("name", "name", "there is a snapshot "+name+" already, and snapshots are for ever"))
		}
		var seq, sites int64
		if err := tx.QueryRow(ctx, "select seq from ledger_head").Scan(&seq); err != nil {
			return s.fault("read the ledger's head", err)
		}
		if seq == 0 {
			return registry.Refuse("ledger", "name", "there is nothing to freeze yet")
		}
		var digest []byte
		if err := tx.QueryRow(ctx, statement("snapshot_digest"), pgx.StrictNamedArgs{"seq": seq}).Scan(&sites, &digest); err != nil {
			return s.fault("digest the stock", err)
		}
		_, err := tx.Exec(ctx, statement("snapshot_put"), pgx.StrictNamedArgs{"name": name, "sites": sites, "digest": digest, "made_by": p.ID, "note": note})
		if err != nil {
			return s.fault("note the snapshot", err)
		}
		made, err := s.snapshots(ctx, tx, name)
		if err == nil {
			frozen = made[0]
		}
		return err
	})
	return frozen, err
}

func either(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// Snapshots lists the frozen stocks by name.
func (s *Store) Snapshots(ctx context.Context) ([]registry.Snapshot, error) {
	return s.snapshots(ctx, s.read, "")
}

// Snapshot gives one frozen stock.
func (s *Store) Snapshot(ctx context.Context, name string) (registry.Snapshot, error) {
	if name == "" {
		return registry.Snapshot{}, registry.ErrNotFound
	}
	found, err := s.snapshots(ctx, s.read, name)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("snapshot %s: %w", name, registry.ErrNotFound)
	}
	if err != nil {
		return registry.Snapshot{}, err
	}
	return found[0], nil
}

// CheckSnapshot rebuilds a frozen stock from the ledger and tells whether it is
// still what was frozen: the same hash at its end and the same digest.
func (s *Store) CheckSnapshot(ctx context.Context, frozen registry.Snapshot) (bool, error) {
	var hash, digest []byte
	var sites int64
	err := pgx.BeginTxFunc(ctx, s.write, verifying, func(tx pgx.Tx) error {
		if err := tx.QueryRow(ctx, "select coalesce((select hash from revision where seq = $1), '')", frozen.Seq).Scan(&hash); err != nil {
			return err
		}
		return tx.QueryRow(ctx, statement("snapshot_digest"), pgx.StrictNamedArgs{"seq": frozen.Seq}).Scan(&sites, &digest)
	})
	if err != nil {
		return false, s.fault("rebuild the snapshot", err)
	}
	return sites == frozen.Sites && bytes.Equal(hash, frozen.Hash) && bytes.Equal(digest, frozen.Digest), nil
}

// rowser is a transaction or a pool.
type rowser interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

func (s *Store) snapshots(ctx context.Context, from rowser, name string) ([]registry.Snapshot, error) {
	rows, err := from.Query(ctx, statement("snapshots"), pgx.StrictNamedArgs{"name": name})
	if err != nil {
		return nil, s.readFault(ctx, "list snapshots", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.Snapshot, error) {
		var f registry.Snapshot
		err := row.Scan(&f.Name, &f.Seq, &f.Hash, &f.At, &f.Sites, &f.Digest, &f.MadeBy, &f.MadeAt, &f.Note)
		f.At, f.MadeAt = f.At.UTC(), f.MadeAt.UTC()
		return f, err
	})
	return list, s.readFault(ctx, "list snapshots", err)
}
