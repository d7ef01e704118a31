package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"landbank/registry"
)

// lockImports is the first half of the keys of advisory locks of imports: the
// second half is the batch, or 0 for the turn to write.
const lockImports int32 = 0x4c42 // LB

// batchColumns are what scanBatch reads of import_batch.
const batchColumns = `id, file_name, profile, state, started_at, ended_at, coalesce(rows_read, 0), coalesce(created, 0),
	coalesce(updated, 0), coalesce(unchanged, 0), coalesce(rejected, 0), coalesce(warnings, 0), skipped, coalesce(gone, 0), coalesce(withdrawn, 0), by_rule, coalesce(failure, ''),
	actor, coalesce(upload_id, 0), publish`

// open notes the batch as running and takes the lock that says that its import
// lives: it goes with the connection, however that ends.
func (r *importRun) open(ctx context.Context, conn *pgxpool.Conn) error {
	err := pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		if err := r.note(ctx, tx); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, statement("batch_lock"), r.batchLock())
		return err
	})
	return r.store.fault("note the import", err)
}

// note writes the batch and the register it comes from.
func (r *importRun) note(ctx context.Context, tx pgx.Tx) error {
	var err error
	if r.source, err = sourceOf(ctx, tx, r.job.Source); err != nil {
		return r.store.fault("note the source", err)
	}
	accepted := r.job.Accept
	if accepted == nil {
		accepted = []string{}
	}
	err = tx.QueryRow(ctx, statement("batch_begin"), pgx.StrictNamedArgs{"file_name": r.job.FileName,
		"file_digest": r.job.FileDigest, "profile": r.job.Profile, "source": r.source, "actor": r.actor,
		"publish": r.job.Publish, "accepted": accepted, "upload": r.job.Upload}).Scan(&r.batch)
	if err != nil {
		return r.store.fault("note the batch", err)
	}
	r.result.Batch = r.batch
	return nil
}

func (r *importRun) batchLock() pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"lock_space": lockImports, "batch": r.batch}
}

// release lets go of the batch's lock. Where that cannot be done the
// connection is given up, which does the same.
func (r *importRun) release(ctx context.Context, conn *pgxpool.Conn) {
	if _, err := conn.Exec(ctx, statement("batch_unlock"), r.batchLock()); err != nil {
		_ = conn.Conn().Close(context.WithoutCancel(ctx)) // it is gone either way
	}
}

// fail notes why the import failed, over another connection, because its own
// may be gone, and also when the caller has gone already.
func (r *importRun) fail(ctx context.Context, conn *pgxpool.Conn, cause error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	_, err := r.store.write.Exec(ctx, statement("batch_fail"), pgx.StrictNamedArgs{"batch": r.batch, "failure": cause.Error()})
	if err != nil {
		return r.store.fault("note that the import failed", err)
	}
	r.release(ctx, conn)
	return nil
}

// Interrupted marks the imports that were cut off (they are noted as running
// and nobody holds their lock) and returns them. Nothing of them was stored.
func (s *Store) Interrupted(ctx context.Context) ([]registry.Batch, error) {
	rows, err := s.write.Query(ctx, statement("batch_interrupted"), pgx.StrictNamedArgs{"lock_space": lockImports})
	if err != nil {
		return nil, s.fault("look for interrupted imports", err)
	}
	batches, err := pgx.CollectRows(rows, scanBatch)
	return batches, s.fault("look for interrupted imports", err)
}

// Batches gives the newest imports first, at most limit of them.
func (s *Store) Batches(ctx context.Context, limit int) ([]registry.Batch, error) {
	return s.BatchesBefore(ctx, limit, 0)
}

// BatchesBefore gives the newest imports first, at most limit of them, with
// numbers smaller than before, or all where it is 0.
func (s *Store) BatchesBefore(ctx context.Context, limit int, before int64) ([]registry.Batch, error) {
	rows, err := s.read.Query(ctx, statement("batch_list"), pgx.StrictNamedArgs{"limit": limit, "before": before})
	if err != nil {
		return nil, s.fault("list imports", err)
	}
	batches, err := pgx.CollectRows(rows, scanBatch)
	return batches, s.fault("list imports", err)
}

// BatchIssues visits the findings of an import in the order of its file, or
// returns registry.ErrNotFound. It stops at visit's first error and returns it.
func (s *Store) BatchIssues(ctx context.Context, batch int64, visit func(registry.Issue) error) error {
	known := false
	args := pgx.StrictNamedArgs{"batch": batch}
	if err := s.read.QueryRow(ctx, statement("batch_known"), args).Scan(&known); err != nil {
		return s.fault("find the import", err)
	}
	if !known {
		return fmt.Errorf("import %d: %w", batch, registry.ErrNotFound)
	}
	rows, err := s.read.Query(ctx, statement("batch_issues"), args)
	if err != nil {
		return s.fault("read the findings of the import", err)
	}
	return s.eachIssue(rows, visit)
}

// eachIssue visits rows of findings.
func (s *Store) eachIssue(rows pgx.Rows, visit func(registry.Issue) error) error {
	defer rows.Close()
	for rows.Next() {
		var i registry.Issue
		if err := rows.Scan(&i.Line, &i.Rule, &i.Case, &i.Severity, &i.Field, &i.Raw, &i.Proposed, &i.Args, &i.Message); err != nil {
			return s.fault("read a finding", err)
		}
		if err := visit(i); err != nil {
			return err
		}
	}
	return s.fault("read the findings", rows.Err())
}

func scanBatch(row pgx.CollectableRow) (registry.Batch, error) {
	var b registry.Batch
	var ended *time.Time
	c := &b.Result
	err := row.Scan(&b.ID, &b.FileName, &b.Profile, &b.State, &b.StartedAt, &ended, &c.Read, &c.Created, &c.Updated,
		&c.Unchanged, &c.Rejected, &c.Warnings, &c.Skipped, &c.Gone, &c.Withdrawn, &c.ByRule, &b.Failure,
		&b.Actor, &b.Upload, &b.Publish)
	if ended != nil {
		b.EndedAt = *ended
	}
	c.Batch = b.ID
	return b, err
}
