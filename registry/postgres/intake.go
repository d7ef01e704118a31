package postgres

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
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
	run := &importRun{store: s, job: job, at: time.Now().UTC().Truncate(time.Microsecond), spool: spool}
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
	store  *Store
	job    registry.ImportJob
	at     time.Time // of every revision of the batch
	source int64
	batch  int64
	tx     pgx.Tx
	spool  *spool
	read   int64 // rows staged
	seen   seen
	writes writes
	head   ledgerHead // before the import
	result registry.ImportResult
}

// writes says what there is to write.
type writes struct {
	published int64 // sites that the public comes to see, or sees changed
	parts     int   // bits of the tables of parts in which there is something to write
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
	if err := r.prepare(ctx); err != nil {
		return err
	}
	if err := r.stage(ctx, rows); err != nil {
		return err
	}
	r.progress("check", r.read)
	if err := r.check(ctx); err != nil {
		return err
	}
	if err := r.compare(ctx); err != nil {
		return err
	}
	r.progress("store", 0)
	for _, step := range []func(context.Context) error{r.clear, r.write, r.derive} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	r.progress("report", r.read)
	return r.report(ctx)
}

// prepare sets the session up for large statements.
func (r *importRun) prepare(ctx context.Context) error {
	const settings = `set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0;
		set local work_mem = '96MB'; set local client_min_messages = 'error'; set local jit = off`
	if _, err := r.tx.Exec(ctx, settings); err != nil {
		return r.store.fault("prepare the import", err)
	}
	if r.job.DryRun {
		if err := r.note(ctx, r.tx); err != nil {
			return err
		}
	}
	return r.each(ctx, []string{"stage_1_create", "stage_2_create_finding", "stage_3_create_place", "stage_4_create_plan"})
}

// compare decides what becomes of each accepted row.
func (r *importRun) compare(ctx context.Context) error {
	names := []string{"match_turn", "match", "find_duplicates"}
	if r.seen.named {
		names = append(names, "plan_raise_counters")
	}
	if err := r.each(ctx, append(names, "plan_rows", "plan_index", "plan_analyze", "plan_ladders")); err != nil {
		return err
	}
	return r.count(ctx)
}

// count reads the totals and makes sure that no row got lost.
func (r *importRun) count(ctx context.Context) error {
	res := &r.result
	res.Read = r.read
	err := r.tx.QueryRow(ctx, statement("count_rows")).Scan(&res.Created, &res.Updated, &res.Unchanged,
		&res.Rejected, &res.Warnings, &res.ByRule, &r.writes.published, &r.writes.parts)
	if err != nil {
		return r.store.fault("count the rows", err)
	}
	if sum := res.Created + res.Updated + res.Unchanged + res.Rejected; res.Read != sum {
		return fmt.Errorf("import: %d rows read, %d accounted for", res.Read, sum)
	}
	return nil
}

// exec runs one statement of sql/ and notes how long it took.
func (r *importRun) exec(ctx context.Context, name string) error {
	args := pgx.StrictNamedArgs{}
	for _, arg := range argumentsOf(name) {
		args[arg] = r.arg(arg)
	}
	start := time.Now()
	tag, err := r.tx.Exec(ctx, statement(name), args)
	if err != nil {
		return r.store.fault("import, "+name, err)
	}
	r.store.log.Debug("import", slog.String("statement", name), slog.Duration("took", time.Since(start)),
		slog.Int64("rows", tag.RowsAffected()))
	return nil
}

// arg gives the value of an argument that import statements share.
func (r *importRun) arg(name string) any {
	switch name {
	case "at":
		return r.at
	case "year":
		return r.at.Year()
	case "source":
		return r.source
	case "source_code":
		return r.job.Source.Code
	case "batch":
		return r.batch
	case "actor":
		return r.job.Actor
	case "publish":
		return r.job.Publish
	case "scope":
		return r.job.Scope
	case "accepted":
		return slices.Contains(r.job.Accept, "V-15")
	case "prefix":
		if r.job.RefPrefix == "" {
			return defaultPrefix
		}
		return r.job.RefPrefix
	case "lock_space":
		return lockImports
	case "warning_share":
		return areaWarningShare
	case "error_share":
		return areaErrorShare
	case "head":
		return r.head.seq
	}
	panic("no argument " + name)
}

func (r *importRun) progress(phase string, rows int64) {
	if r.job.Progress != nil {
		r.job.Progress(phase, rows)
	}
}
