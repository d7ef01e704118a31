package postgres

import (
	"context"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// appending is one transaction that appends revisions, on its way: an import,
// or what staff and jobs do with single sites. Both stage their records, have
// them checked by the same rules, and write them in the same way.
type appending struct {
	store    *Store
	tx       pgx.Tx
	actor    string
	batch    int64 // 0 where the revisions belong to no import
	source   int64 // of new sites
	code     string
	prefix   string // of references where the territory has none
	scope    string // code of the territory that everything has to lie in; "" for none
	mend     bool   // outlines that are not valid are repaired
	whole    bool   // records are judged by what they leave out, too
	at       time.Time
	day      registry.Date // on which what it writes is judged
	clocks   registry.ClockDays
	head     ledgerHead // before the first revision of this pass
	last     ledgerHead // after its last one
	spool    *spool
	read     int64 // rows staged
	seen     seen
	writes   writes
	progress func(phase string, rows int64)
	outcome  func(registry.RowOutcome) error // is told what becomes of each row; nil where nobody asks
	dry      bool
	noted    []byte               // what revisions say in place of differences; nil where they say those
	further  func(arg string) any // arguments of statements besides those of arg; nil where there are none
}

// writes says what there is to write.
type writes struct {
	created, changed, rejected int64
	merging                    int64 // rows that are merged first, and written after the others
	shown                      int64 // sites that the public comes to see, or sees changed, or sees no more
}

// lock queues for the ledger. From here on nobody else changes a site, and at
// is the instant of what this transaction appends.
func (a *appending) lock(ctx context.Context) error {
	err := a.tx.QueryRow(ctx, statement("write_lock_head")).Scan(&a.head.seq, &a.head.hash, &a.at)
	a.at, a.last = a.at.UTC(), a.head
	return a.store.fault("lock the ledger", err)
}

// prepare sets the session up for large statements and makes the staging
// tables.
func (a *appending) prepare(ctx context.Context) error {
	const settings = `set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0;
		set local work_mem = '96MB'; set local client_min_messages = 'error'; set local jit = off`
	if _, err := a.tx.Exec(ctx, settings); err != nil {
		return a.store.fault("prepare the change", err)
	}
	var err error
	if a.clocks, err = a.store.clocksOf(ctx, a.tx); err != nil {
		return err
	}
	return a.each(ctx, []string{"stage_1_create", "stage_2_create_finding", "stage_3_create_place", "stage_4_create_plan",
		"stage_5_create_ladder", "stage_7_create_skipped", "stage_8_create_looked"})
}

// apply writes what is planned: revisions first, then what follows from them.
func (a *appending) apply(ctx context.Context) error {
	for _, step := range []func(context.Context) error{a.clear, a.write, a.derive} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// clear takes away what is going to be written anew: places and parts of sites
// that change, and what the public sees of them, or is not to see any more.
func (a *appending) clear(ctx context.Context) error {
	if a.writes.changed == 0 {
		return nil
	}
	names := []string{"parts_clear", "draft_clear"}
	if a.writes.shown > 0 {
		names = append(names, "publish_clear")
	}
	return a.each(ctx, names)
}

// derive writes what follows from the revisions that were appended, besides
// what was written with them: sites that changed, places, and the revision of
// the published stock.
func (a *appending) derive(ctx context.Context) error {
	if a.writes.created+a.writes.changed == 0 {
		return nil
	}
	var names []string
	if a.writes.changed > 0 {
		names = append(names, "derive_changed_sites")
	}
	names = append(names, "derive_surfaces", "derive_points")
	if a.writes.shown > 0 {
		names = append(names, "publish_revision")
	}
	if err := a.each(ctx, names); err != nil {
		return err
	}
	return a.fit(ctx)
}

func (a *appending) each(ctx context.Context, names []string) error {
	for _, name := range names {
		if err := a.exec(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

// exec runs one statement of sql/ and notes how long it took.
func (a *appending) exec(ctx context.Context, name string) error {
	return a.execText(ctx, name, statement(name))
}

// execText runs the text of a statement whose slots are filled.
func (a *appending) execText(ctx context.Context, name, sql string) error {
	args := pgx.StrictNamedArgs{}
	for _, arg := range argumentsIn(sql) {
		args[arg] = a.arg(arg)
	}
	start := time.Now()
	tag, err := a.tx.Exec(ctx, sql, args)
	if err != nil {
		return a.store.fault("append, "+name, err)
	}
	a.store.log.Debug("append", slog.String("statement", name), slog.Duration("took", time.Since(start)),
		slog.Int64("rows", tag.RowsAffected()))
	return nil
}

// arg gives the value of an argument that statements share.
func (a *appending) arg(name string) any {
	switch name {
	case "at":
		return a.at
	case "year":
		return a.at.Year()
	case "source":
		return a.source
	case "source_code":
		return a.code
	case "batch":
		return a.batch
	case "prefix":
		if a.prefix == "" {
			return defaultPrefix
		}
		return a.prefix
	case "warning_share":
		return areaWarningShare
	case "error_share":
		return areaErrorShare
	case "overlap_area":
		return overlapToleranceM2
	case "overlap_share":
		return overlapToleranceShare
	case "near_m":
		return duplicateWithinM
	case "alike":
		return duplicateNameShare
	case "area_alike":
		return duplicateAreaShare
	case "median_of":
		return medianOfPrices
	case "median_times":
		return priceTimesMedian
	case "head":
		return a.head.seq
	case "accepted":
		return a.mend
	case "scope":
		return a.scope
	}
	if a.further != nil {
		return a.further(name)
	}
	panic("no argument " + name)
}

func (a *appending) tell(phase string, rows int64) {
	if a.progress != nil {
		a.progress(phase, rows)
	}
}

// sourceOf notes a register, or finds it.
func sourceOf(ctx context.Context, tx pgx.Tx, source registry.Source) (id int64, err error) {
	err = tx.QueryRow(ctx, statement("batch_source"), pgx.StrictNamedArgs{"code": source.Code, "name": source.Name,
		"producer": source.Producer, "url": source.URL, "licence": source.Licence}).Scan(&id)
	return id, err
}
