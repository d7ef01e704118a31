package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"landbank/geo"
	"landbank/geo/fit"
)

const (
	// touchReach is how far apart in metres two outlines may run and still be
	// beside each other: surveys of neighbours agree no better.
	touchReach = 1.0
	// touchLeast is how many metres they have to run so, unbroken: less is a
	// corner, through which nothing is joined.
	touchLeast = 5.0
)

// touch notes which published sites adjoin those with the ids. Rows of sites
// that changed have gone with them.
func (s *Store) touch(ctx context.Context, tx pgx.Tx, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	rows, err := tx.Query(ctx, statement("touch_due"), pgx.StrictNamedArgs{"ids": ids, "reach": touchReach})
	if err != nil {
		return s.fault("look for neighbours", err)
	}
	var a, b []int64
	var runs []float64
	var one, other int64
	var first, second []byte
	_, err = pgx.ForEachRow(rows, []any{&one, &other, &first, &second}, func() error {
		run, err := commonRun(first, second)
		if err == nil && run >= touchLeast {
			a, b, runs = append(a, one), append(b, other), append(runs, run)
		}
		return err
	})
	if err != nil || len(a) == 0 {
		return s.fault("look for neighbours", err)
	}
	_, err = tx.Exec(ctx, statement("touch_write"), pgx.StrictNamedArgs{"a": a, "b": b, "runs": runs})
	return s.fault("note neighbours", err)
}

// commonRun is the longest unbroken piece of the first outline's boundary in
// metres that runs beside the second's.
func commonRun(first, second []byte) (float64, error) {
	one, err := surfaceOf(first)
	if err != nil {
		return 0, err
	}
	other, err := surfaceOf(second)
	if err != nil {
		return 0, err
	}
	var rings [][]float64
	for _, ring := range other.Rings {
		rings = append(rings, ring)
	}
	return fit.Along(one, rings, touchReach).LengthM, nil
}

// surfaceOf reads an outline of the database. It has passed the limits when it
// came.
func surfaceOf(ewkb []byte) (geo.Surface, error) {
	parser := geo.NewParser(geo.UnknownCRS)
	parser.MaxVertices = maxStoredVertices
	shape, _, err := parser.EWKB(ewkb)
	if err != nil {
		return geo.Surface{}, fmt.Errorf("read an outline: %w", err)
	}
	surface, _ := shape.Surface()
	return surface, nil
}
