package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// PutTerritories adds or replaces territories by code, all or none. A parent
// may come in the same call, in any order, or be there already. An outline
// that is not valid is mended, because sites are looked for in it. Sites that
// are there keep their territory until PlaceSites.
func (s *Store) PutTerritories(ctx context.Context, rows []registry.TerritoryRow) error {
	return s.putTerritories(ctx, registry.Operator, rows)
}

func (s *Store) putTerritories(ctx context.Context, p registry.Principal, rows []registry.TerritoryRow) error {
	err := pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		var codes, parents []string
		for i := range rows {
			row := &rows[i]
			names, err := json.Marshal(row.Names)
			if err != nil {
				return fmt.Errorf("territory %s: %w", row.Code, err)
			}
			_, err = tx.Exec(ctx, statement("territory_put"), pgx.StrictNamedArgs{"code": row.Code, "scheme": row.Scheme,
				"level": row.Level, "names": names, "ref_prefix": row.RefPrefix, "geometry": string(row.Geometry)})
			if err != nil {
				return s.fault("store territory "+row.Code, err)
			}
			codes, parents = append(codes, row.Code), append(parents, row.Parent)
		}
		if err := s.putParents(ctx, tx, codes, parents); err != nil {
			return err
		}
		// Names and outlines are shown to the public: what was answered before is out of date.
		if _, err := tx.Exec(ctx, statement("publish_revision"), pgx.StrictNamedArgs{"at": time.Now()}); err != nil {
			return s.fault("raise the revision of the stock", err)
		}
		const most = 100 // codes that the log names
		return s.audit(ctx, tx, p.ID, registry.TerritoriesTaken, 0, map[string]any{"count": len(codes), "codes": codes[:min(most, len(codes))]})
	})
	if err != nil {
		return fmt.Errorf("territories: %w", err)
	}
	return nil
}

func (s *Store) putParents(ctx context.Context, tx pgx.Tx, codes, parents []string) error {
	rows, err := tx.Query(ctx, statement("territory_parent"), pgx.StrictNamedArgs{"codes": codes, "parents": parents})
	if err != nil {
		return s.fault("store the parents", err)
	}
	var code, parent string
	orphans := ""
	_, err = pgx.ForEachRow(rows, []any{&code, &parent}, func() error {
		orphans += fmt.Sprintf(" %s (of %s)", parent, code)
		return nil
	})
	if err != nil {
		return s.fault("store the parents", err)
	}
	if orphans != "" {
		return fmt.Errorf("unknown parents:%s: %w", orphans, registry.ErrNotFound)
	}
	return nil
}
