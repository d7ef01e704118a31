package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"landbank/registry"
)

var _ registry.Intake = (*Store)(nil)

// defaultPrefix begins the references of sites whose territory has no prefix,
// in imports that bring none either.
const defaultPrefix = "LB"

// Import stores the rows in one transaction: all accepted rows, or nothing.
// The import is noted in the books before, and what became of it after; a dry
// run does everything and takes it back. Imports read their files side by
// side and take turns with the stock.
func (s *Store) Import(ctx context.Context, job registry.ImportJob, rows registry.Rows) (registry.ImportResult, error) {
	conn, err := s.write.Acquire(ctx)
	if err != nil {
		return registry.ImportResult{}, s.fault("connect for the import", err)
	}
	defer conn.Release()
	spool, err := newSpool()
	if err != nil {
		return registry.ImportResult{}, fmt.Errorf("import: %w", err)
	}
	defer spool.close()
	run := newImportRun(s, job, spool)
	if err := job.Check(); err != nil {
		return registry.ImportResult{}, err
	}
	if err := run.authorize(); err != nil {
		return registry.ImportResult{}, err
	}
	if job.DryRun {
		return run.transact(ctx, conn, rows)
	}
	if err := run.open(ctx, conn); err != nil {
		return registry.ImportResult{}, err
	}
	result, err := run.transact(ctx, conn, rows)
	if err != nil {
		return result, errors.Join(err, run.fail(ctx, conn, err))
	}
	run.release(ctx, conn)
	return result, nil
}

// importRun is one import on its way.
type importRun struct {
	appending
	job    registry.ImportJob
	result registry.ImportResult
	begun  int64 // the newest revision before the first one of the import
}

func newImportRun(store *Store, job registry.ImportJob, spool *spool) *importRun {
	r := &importRun{job: job, appending: appending{
		store: store, actor: job.Principal.ID, code: job.Source.Code, prefix: job.RefPrefix, scope: job.Scope, spool: spool, day: store.today(),
		mend: slices.Contains(job.Accept, "V-15"), progress: job.Progress, outcome: job.Outcome, dry: job.DryRun,
	}}
	r.further = r.argument
	return r
}

// transact runs the import's transaction.
func (r *importRun) transact(ctx context.Context, conn *pgxpool.Conn, rows registry.Rows) (registry.ImportResult, error) {
	tx, err := conn.Begin(ctx)
	if err != nil {
		return r.result, r.store.fault("begin the import", err)
	}
	r.tx = tx
	if err := r.all(ctx, rows); err != nil {
		return registry.ImportResult{Batch: r.result.Batch}, errors.Join(err, r.takeBack(ctx))
	}
	if r.job.DryRun {
		r.result.Batch = 0
		return r.result, r.takeBack(ctx)
	}
	return r.result, r.store.fault("commit the import", tx.Commit(ctx))
}

// takeBack rolls back, also when the caller has gone already.
func (r *importRun) takeBack(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	if err := r.tx.Rollback(ctx); err != nil && !r.tx.Conn().IsClosed() {
		return r.store.fault("take the import back", err)
	}
	return nil
}

// all is the transaction, phase by phase.
func (r *importRun) all(ctx context.Context, rows registry.Rows) error {
	if err := r.begin(ctx); err != nil {
		return err
	}
	if err := r.stage(ctx, rows); err != nil {
		return err
	}
	r.tell("check", r.read)
	if err := r.check(ctx); err != nil {
		return err
	}
	// From here on nobody else changes a site: what is compared is what is written.
	if err := r.lock(ctx); err != nil {
		return err
	}
	r.begun = r.head.seq
	if err := r.compare(ctx); err != nil {
		return err
	}
	if err := r.absent(ctx); err != nil {
		return err
	}
	r.tell("store", 0)
	if r.writes.changed > 0 {
		if err := r.exec(ctx, "note_sites"); err != nil {
			return err
		}
	}
	if err := r.apply(ctx); err != nil {
		return err
	}
	if err := r.writeMerged(ctx); err != nil {
		return err
	}
	if err := r.withdraw(ctx); err != nil {
		return err
	}
	r.tell("report", r.result.Read)
	return r.report(ctx)
}

// begin makes the staging tables. A dry run notes its batch here, to be taken
// back with the rest.
func (r *importRun) begin(ctx context.Context) error {
	if err := r.exec(ctx, "clocks_keep"); err != nil {
		return err
	}
	if err := r.prepare(ctx); err != nil {
		return err
	}
	if !r.job.DryRun {
		return nil
	}
	return r.note(ctx, r.tx)
}

// compare decides what becomes of each accepted row.
func (r *importRun) compare(ctx context.Context) error {
	names := []string{"match"}
	if r.job.Only != "" || len(r.job.Skip) > 0 {
		names = append(names, "skip_rows")
	}
	if err := r.each(ctx, append(names, "find_duplicates", "looked_import")); err != nil {
		return err
	}
	if err := r.compareWithStock(ctx); err != nil {
		return err
	}
	if err := r.exec(ctx, "plan_ladders"); err != nil {
		return err
	}
	if err := r.limit(ctx); err != nil {
		return err
	}
	if err := r.findMerging(ctx); err != nil {
		return err
	}
	names = nil
	if r.seen.named {
		names = append(names, "plan_raise_counters")
	}
	if err := r.each(ctx, append(names, "plan_rows", "plan_index", "plan_analyze")); err != nil {
		return err
	}
	return r.count(ctx)
}

// count reads the totals and makes sure that no row got lost.
func (r *importRun) count(ctx context.Context) error {
	res := &r.result
	res.Read = r.read
	err := r.tx.QueryRow(ctx, statement("count_rows")).Scan(&res.Created, &res.Updated, &res.Unchanged,
		&res.Rejected, &res.Skipped, &res.Warnings, &res.Held, &res.ByRule, &r.writes.created, &r.writes.changed, &r.writes.shown)
	if err != nil {
		return r.store.fault("count the rows", err)
	}
	r.writes.rejected = res.Rejected
	if sum := res.Created + res.Updated + res.Unchanged + res.Rejected + res.Skipped + r.writes.merging; res.Read != sum {
		return fmt.Errorf("import: %d rows read, %d accounted for", res.Read, sum)
	}
	return nil
}

// argument gives the values of arguments that only imports have.
func (r *importRun) argument(name string) any {
	switch name {
	case "only":
		return r.job.Only
	case "skip":
		return r.job.Skip
	case "publish":
		return r.job.Publish
	case "reason":
		if r.job.Reason == "" {
			return nil
		}
		return r.job.Reason
	}
	panic("no argument " + name)
}
