package postgres

import "context"

// Thresholds of V-07: by which share of the measured area a declared one may
// be off before it is a warning, and before it rejects the row.
const (
	areaWarningShare = 0.05
	areaErrorShare   = 0.20
)

// check runs the rules that need geometry or the territories.
func (a *appending) check(ctx context.Context) error {
	var names []string
	if a.seen.projected {
		names = append(names, "check_reproject")
	}
	names = append(names, "check_index", "check_analyze")
	if a.seen.issues {
		names = append(names, "find_read")
	}
	if a.seen.projected {
		names = append(names, "find_unplaced")
	}
	names = append(names, "find_invalid")
	if a.mend {
		names = append(names, "check_mend")
	}
	if err := a.each(ctx, append(names, "find_repeated_points")); err != nil {
		return err
	}
	if err := a.place(ctx); err != nil {
		return err
	}
	return a.each(ctx, []string{"find_area"})
}

// place finds the territory of each row, where there are territories.
func (a *appending) place(ctx context.Context) error {
	var any bool
	if err := a.tx.QueryRow(ctx, statement("territory_any")).Scan(&any); err != nil {
		return a.store.fault("look for territories", err)
	}
	if !any {
		return nil
	}
	return a.each(ctx, []string{"place_index", "place_named", "place_contained", "place_analyze", "find_outside"})
}
