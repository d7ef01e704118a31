package postgres

import (
	"context"
	"fmt"
	"iter"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// roadChunk is how many lines go to the database at once.
const roadChunk = 2000

// PutRoads replaces the roads by which frontages are measured, all or none,
// and leaves every site to be measured anew by a job. Lines are geometries of
// GeoJSON in degrees; the first error among them ends it. It gives how many
// unbroken lines there are now. Reference layers are kept by those who keep the
// territories.
func (s *Store) PutRoads(ctx context.Context, p registry.Principal, layer registry.RoadLayer, lines iter.Seq2[string, error]) (kept int64, err error) {
	if err := p.Authorize(registry.ManageTerritory); err != nil {
		return 0, err
	}
	if err := layer.Check(); err != nil {
		return 0, err
	}
	err = pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		if kept, err = s.putRoads(ctx, tx, lines); err != nil {
			return err
		}
		// Whoever measures by the roads before has written that by now, or sees that they are gone.
		if err := (&appending{store: s, tx: tx}).lock(ctx); err != nil {
			return err
		}
		for _, change := range []struct {
			sql  string
			args pgx.StrictNamedArgs
		}{
			{statement("road_layer_put"), pgx.StrictNamedArgs{"source": layer.Source, "licence": layer.Licence, "lines": kept}},
			{ofTable("fit_anew", fitTables[0]), nil}, {ofTable("fit_anew", fitTables[1]), nil},
		} {
			if _, err := tx.Exec(ctx, change.sql, change.args); err != nil {
				return fmt.Errorf("have sites measured anew: %w", err)
			}
		}
		if err := s.enqueue(ctx, tx, fitDuty); err != nil {
			return err
		}
		return s.audit(ctx, tx, p.ID, registry.RoadsTaken, 0, map[string]any{"source": layer.Source, "licence": layer.Licence, "lines": kept})
	})
	return kept, s.fault("take the roads", err)
}

// putRoads takes the roads away that are there, and adds the lines.
func (s *Store) putRoads(ctx context.Context, tx pgx.Tx, lines iter.Seq2[string, error]) (kept int64, err error) {
	// The limit of a statement is for pages; a country of roads takes longer.
	if _, err := tx.Exec(ctx, "set local statement_timeout = 0"); err != nil {
		return 0, err
	}
	if _, err := tx.Exec(ctx, statement("road_clear")); err != nil {
		return 0, fmt.Errorf("take the roads away: %w", err)
	}
	var chunk []string
	add := func() error {
		var added int64
		err := tx.QueryRow(ctx, statement("road_add"), pgx.StrictNamedArgs{"lines": chunk}).Scan(&added)
		kept, chunk = kept+added, chunk[:0]
		return err
	}
	for line, err := range lines {
		if err != nil {
			return 0, err
		}
		if chunk = append(chunk, line); len(chunk) == roadChunk {
			if err := add(); err != nil {
				return 0, fmt.Errorf("add roads: %w", err)
			}
		}
	}
	if err := add(); err != nil {
		return 0, fmt.Errorf("add roads: %w", err)
	}
	_, err = tx.Exec(ctx, "analyze road")
	return kept, err
}
