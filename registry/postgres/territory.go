package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
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
		_, err := s.putTerritoriesIn(ctx, tx, p, rows)
		return err
	})
	if err != nil {
		return fmt.Errorf("territories: %w", err)
	}
	return nil
}

// putTerritoriesIn does it in a transaction, and gives how many units above
// were found by where units lie.
func (s *Store) putTerritoriesIn(ctx context.Context, tx pgx.Tx, p registry.Principal, rows []registry.TerritoryRow) (int64, error) {
	var codes, parents []string
	for i := range rows {
		row := &rows[i]
		names, err := json.Marshal(row.Names)
		if err != nil {
			return 0, fmt.Errorf("territory %s: %w", row.Code, err)
		}
		_, err = tx.Exec(ctx, statement("territory_put"), pgx.StrictNamedArgs{"code": row.Code, "scheme": row.Scheme,
			"level": row.Level, "names": names, "ref_prefix": row.RefPrefix, "geometry": string(row.Geometry)})
		if err != nil {
			return 0, s.fault("store territory "+row.Code, err)
		}
		codes, parents = append(codes, row.Code), append(parents, row.Parent)
	}
	if err := s.putParents(ctx, tx, codes, parents); err != nil {
		return 0, err
	}
	found, err := tx.Exec(ctx, statement("territory_found"), pgx.StrictNamedArgs{"codes": codes, "parents": parents})
	if err != nil {
		return 0, s.fault("find the units above", err)
	}
	// Names and outlines are shown to the public: what was answered before is out of date.
	if _, err := tx.Exec(ctx, statement("publish_revision"), pgx.StrictNamedArgs{"at": time.Now()}); err != nil {
		return 0, s.fault("raise the revision of the stock", err)
	}
	const most = 100 // codes that the log names
	return found.RowsAffected(), s.audit(ctx, tx, p.ID, registry.TerritoriesTaken, 0,
		map[string]any{"count": len(codes), "codes": codes[:min(most, len(codes))]})
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

// TerritoryList lists territories with what lies in them.
func (s *Store) TerritoryList(ctx context.Context, p registry.Principal, q registry.TerritoryListQuery) ([]registry.TerritoryEntry, error) {
	if !p.CanSomewhere(registry.ReadSite) {
		return nil, p.Authorize(registry.ReadSite)
	}
	rows, err := s.read.Query(ctx, statement("territory_list"), pgx.StrictNamedArgs{"parent": q.Parent, "words": escapeLike(q.Text),
		"codes": orEmpty(q.Codes), "after": q.After, "limit": q.Limit})
	if err != nil {
		return nil, s.fault("list territories", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.TerritoryEntry, error) {
		var t registry.TerritoryEntry
		var box []float64
		err := row.Scan(&t.Code, &t.Scheme, &t.Level, &t.Parent, &t.Names, &box, &t.RefPrefix, &t.Children, &t.Kept)
		copy(t.BBox[:], box)
		return t, err
	})
	return list, s.fault("list territories", err)
}

// mostUnits is how many units a plan names.
const mostUnits = 50

// errDry undoes what was only tried.
var errDry = errors.New("only tried")

// TakeTerritories adds or replaces territories. What it would do is found out
// by doing it and taking it back: where a unit lies is told by its outline as
// the database mends it.
func (s *Store) TakeTerritories(ctx context.Context, p registry.Principal, rows []registry.TerritoryRow, dry bool) (registry.TerritoryPlan, error) {
	if err := p.Authorize(registry.ManageTerritory); err != nil {
		return registry.TerritoryPlan{}, err
	}
	known, err := s.knownTerritories(ctx, rows)
	if err != nil {
		return registry.TerritoryPlan{}, err
	}
	rows = slices.Clone(rows)
	plan := planOf(rows, known)
	err = pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		if plan.Found, err = s.putTerritoriesIn(ctx, tx, p, rows); err != nil {
			return err
		}
		if err := s.nameParents(ctx, tx, plan.Units); err != nil {
			return err
		}
		if dry {
			return errDry
		}
		return nil
	})
	if errors.Is(err, errDry) {
		return plan, nil
	}
	if err != nil {
		return plan, fmt.Errorf("territories: %w", err)
	}
	plan.Placed, err = s.PlaceSites(ctx, p)
	return plan, err
}

// planOf counts what rows hold, and takes from them the units above that nobody
// knows.
func planOf(rows []registry.TerritoryRow, known map[string]bool) registry.TerritoryPlan {
	plan := registry.TerritoryPlan{Count: int64(len(rows))}
	given := map[string]bool{}
	for i := range rows {
		given[rows[i].Code] = true
	}
	for i := range rows {
		r := &rows[i]
		if !known[r.Code] {
			plan.New++
		}
		if r.Parent != "" && !known[r.Parent] && !given[r.Parent] {
			if !slices.Contains(plan.Orphans, r.Parent) {
				plan.Orphans = append(plan.Orphans, r.Parent)
			}
			r.Parent = ""
		}
		if i < mostUnits {
			plan.Units = append(plan.Units, r.Territory)
		}
	}
	return plan
}

// nameParents notes the units above that units have now.
func (s *Store) nameParents(ctx context.Context, tx pgx.Tx, units []registry.Territory) error {
	codes := []string{}
	for i := range units {
		codes = append(codes, units[i].Code)
	}
	rows, err := tx.Query(ctx, statement("territory_parents"), pgx.StrictNamedArgs{"codes": codes})
	if err != nil {
		return s.fault("read the units above", err)
	}
	parents := map[string]string{}
	var code, parent string
	_, err = pgx.ForEachRow(rows, []any{&code, &parent}, func() error {
		parents[code] = parent
		return nil
	})
	for i := range units {
		units[i].Parent = parents[units[i].Code]
	}
	return s.fault("read the units above", err)
}

// SetRefPrefix says what references of new sites in a territory begin with.
func (s *Store) SetRefPrefix(ctx context.Context, p registry.Principal, code, prefix string) error {
	if err := p.Authorize(registry.ManageTerritory); err != nil {
		return err
	}
	if prefix != "" {
		if err := registry.CheckRefPrefix(prefix); err != nil {
			return err
		}
	}
	err := pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		var was string
		err := tx.QueryRow(ctx, statement("territory_prefix"), pgx.StrictNamedArgs{"code": code, "prefix": prefix}).Scan(&was)
		if errors.Is(err, pgx.ErrNoRows) {
			return fmt.Errorf("territory %s: %w", code, registry.ErrNotFound)
		}
		if err != nil {
			return err
		}
		return s.audit(ctx, tx, p.ID, registry.RefPrefixSet, 0, map[string]any{"code": code, "was": was, "is": prefix})
	})
	if errors.Is(err, registry.ErrNotFound) {
		return err
	}
	return s.fault("set the prefix of a territory", err)
}

// knownTerritories tells which of the codes and units above are in the registry.
func (s *Store) knownTerritories(ctx context.Context, rows []registry.TerritoryRow) (map[string]bool, error) {
	var codes []string
	for i := range rows {
		codes = append(codes, rows[i].Code, rows[i].Parent)
	}
	found, err := s.write.Query(ctx, statement("territories_known"), pgx.StrictNamedArgs{"codes": orEmpty(codes)})
	if err != nil {
		return nil, s.fault("look for territories", err)
	}
	known := map[string]bool{}
	var code string
	_, err = pgx.ForEachRow(found, []any{&code}, func() error {
		known[code] = true
		return nil
	})
	return known, s.fault("look for territories", err)
}
