package postgres

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// territories are those with published sites, in the order of levels and codes.
type territories struct {
	list   []registry.Territory
	byCode map[string]registry.Territory
}

// Territories lists the territories with published sites and those above them.
func (s *Store) Territories(ctx context.Context) ([]registry.Territory, error) {
	var list []registry.Territory
	err := s.snapshot(ctx, "list territories", func(tx pgx.Tx, e *edition) error {
		t, err := e.places(ctx, tx)
		if err == nil {
			list = append([]registry.Territory{}, t.list...)
		}
		return err
	})
	return list, err
}

// Territory gives one territory and its outline as a GeoJSON geometry, be there
// sites in it or not.
func (s *Store) Territory(ctx context.Context, code string) (registry.Territory, json.RawMessage, error) {
	var t registry.Territory
	var outline []byte
	err := s.snapshot(ctx, "read territory "+code, func(tx pgx.Tx, e *edition) error {
		known, err := e.places(ctx, tx)
		if err != nil {
			return err
		}
		targets := append(territoryTargets(&t), &outline)
		if err := tx.QueryRow(ctx, statement("territory"), pgx.StrictNamedArgs{"code": code}).Scan(targets...); err != nil {
			return err
		}
		t.Sites = known.byCode[code].Sites
		return nil
	})
	return t, outline, err
}

func territoryTargets(t *registry.Territory) []any {
	return []any{&t.Code, &t.Scheme, &t.Level, &t.Parent, &t.Names, &t.BBox, &t.Sites}
}

// places lists the territories of the edition.
func (e *edition) places(ctx context.Context, tx pgx.Tx) (*territories, error) {
	e.mu.Lock()
	known := e.territories
	e.mu.Unlock()
	if known != nil {
		return known, nil
	}
	rows, err := tx.Query(ctx, statement("territories"))
	if err != nil {
		return nil, fmt.Errorf("count sites of territories: %w", err)
	}
	found := &territories{byCode: map[string]registry.Territory{}}
	var t registry.Territory
	_, err = pgx.ForEachRow(rows, territoryTargets(&t), func() error {
		found.list = append(found.list, t)
		found.byCode[t.Code] = t
		t = registry.Territory{}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("count sites of territories: %w", err)
	}
	e.mu.Lock()
	e.territories = found
	e.mu.Unlock()
	return found, nil
}

// ladder gives the territories with the codes, from the country down.
func (t *territories) ladder(codes []string) []registry.Territory {
	ladder := []registry.Territory{}
	for _, code := range codes {
		if step, ok := t.byCode[code]; ok {
			ladder = append(ladder, step)
		}
	}
	return ladder
}
