package postgres

import "context"

// Thresholds of V-07: by which share of the measured area a declared one may
// be off before it is a warning, and before it rejects the row.
const (
	areaWarningShare = 0.05
	areaErrorShare   = 0.20
)

// Thresholds of V-16: an overlap is a finding where it is larger than both.
// Neighbours that were digitised one by one overlap by less.
const (
	overlapToleranceM2    = 10.0
	overlapToleranceShare = 0.01 // of the smaller site
)

// Thresholds of V-29: how far apart two entries of the same site may stand, how
// alike their names are (share of common groups of three letters), and how
// alike their areas where both are known.
const (
	duplicateWithinM   = 200.0
	duplicateNameShare = 0.6
	duplicateAreaShare = 0.8
)

// Thresholds of V-23: a price is far above the median of its region where that
// rests on so many prices at least.
const (
	priceTimesMedian = 10.0
	medianOfPrices   = 10
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
	if !a.whole { // sites are compared with each other anyway
		names = append(names, "find_repeated_points")
	}
	if err := a.each(ctx, names); err != nil {
		return err
	}
	if err := a.place(ctx); err != nil {
		return err
	}
	return a.each(ctx, []string{"find_area"})
}

// compareWithStock runs the rules that need the other sites over the rows in
// the table looked.
func (a *appending) compareWithStock(ctx context.Context) error {
	var any bool
	if err := a.tx.QueryRow(ctx, statement("stock_any")).Scan(&any); err != nil {
		return a.store.fault("look for sites", err)
	}
	if !any {
		return nil
	}
	names := []string{"looked_analyze", "find_same_points", "find_overlaps", "find_likely"}
	if a.seen.numbered {
		names = append(names, "find_same_parcels")
	}
	if a.seen.priced {
		names = append(names, "find_prices")
	}
	return a.each(ctx, names)
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
	return a.each(ctx, []string{"place_index", "place_named", "place_contained", "place_analyze", "find_outside", "find_regions"})
}
