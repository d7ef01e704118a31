package postgres

import (
	"context"
	"slices"
)

// Thresholds of V-07: by which share of the measured area a declared one may
// be off before it is a warning, and before it rejects the row.
const (
	areaWarningShare = 0.05
	areaErrorShare   = 0.20
)

// check runs the rules that need geometry or the territories.
func (r *importRun) check(ctx context.Context) error {
	var names []string
	if r.seen.projected {
		names = append(names, "check_reproject")
	}
	names = append(names, "check_index", "check_analyze")
	if r.seen.issues {
		names = append(names, "find_read")
	}
	if r.seen.projected {
		names = append(names, "find_unplaced")
	}
	names = append(names, "find_invalid")
	if slices.Contains(r.job.Accept, "V-15") {
		names = append(names, "check_mend")
	}
	if err := r.each(ctx, append(names, "find_repeated_points")); err != nil {
		return err
	}
	if err := r.place(ctx); err != nil {
		return err
	}
	return r.each(ctx, []string{"find_area"})
}

// place finds the territory of each row, where there are territories.
func (r *importRun) place(ctx context.Context) error {
	var any bool
	if err := r.tx.QueryRow(ctx, statement("territory_any")).Scan(&any); err != nil {
		return r.store.fault("look for territories", err)
	}
	if !any {
		return nil
	}
	return r.each(ctx, []string{"place_index", "place_named", "place_contained", "place_analyze", "find_outside"})
}

func (r *importRun) each(ctx context.Context, names []string) error {
	for _, name := range names {
		if err := r.exec(ctx, name); err != nil {
			return err
		}
	}
	return nil
}
