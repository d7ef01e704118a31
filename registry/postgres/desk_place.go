package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// placeBatch is how many sites are placed in one transaction: others wait for
// the ledger no longer than that takes.
const placeBatch = 200

// PlaceSites finds the territory of every site anew, as after territories
// came or changed, and appends a revision to each site that lies in another
// one than before. It returns how many did. Each batch of sites is a
// transaction, so a call that was cut off is continued by the next.
func (s *Store) PlaceSites(ctx context.Context, p registry.Principal) (int64, error) {
	if err := p.Authorize(registry.ManageTerritory); err != nil {
		return 0, err
	}
	refs, err := s.misplaced(ctx)
	if err != nil {
		return 0, err
	}
	placed := int64(0)
	for len(refs) > 0 {
		batch := refs[:min(placeBatch, len(refs))]
		refs = refs[len(batch):]
		err := s.change(ctx, p, func(ctx context.Context, e *editing) error { return e.placeAnew(ctx, batch) })
		if err != nil {
			return placed, fmt.Errorf("place sites: %w", err)
		}
		placed += int64(len(batch))
	}
	return placed, nil
}

// misplaced gives the references of sites whose territory is not the one that
// is noted.
func (s *Store) misplaced(ctx context.Context) ([]string, error) {
	var refs []string
	err := pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		for _, name := range []string{"place_1_spots", "place_2_index"} {
			if _, err := tx.Exec(ctx, statement(name)); err != nil {
				return err
			}
		}
		rows, err := tx.Query(ctx, statement("place_3_moved"))
		if err != nil {
			return err
		}
		refs, err = pgx.CollectRows(rows, pgx.RowTo[string])
		return err
	})
	return refs, s.fault("find the territories of sites", err)
}

// placeAnew stages sites as they are; where they lie is found as they are
// written.
func (e *editing) placeAnew(ctx context.Context, refs []string) error {
	sites := make([]*held, len(refs))
	for i, ref := range refs {
		var err error
		if sites[i], err = e.store.hold(ctx, e.tx, ref); err != nil {
			return err
		}
	}
	return e.both(ctx, sites, func(h *held) staged {
		return staged{action: registry.ActPlace, origin: "territories", after: h.entry.Standing}
	}, nil)
}
