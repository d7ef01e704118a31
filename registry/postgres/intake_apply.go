package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// ledgerHead is the newest revision.
type ledgerHead struct {
	seq  int64
	hash []byte
}

// apply writes what was decided: sites with their parts, revisions, the
// projection. From the lock of the ledger's head on, other writers wait.
func (r *importRun) apply(ctx context.Context) error {
	if r.result.Created+r.result.Updated > 0 {
		if err := r.applyRows(ctx); err != nil {
			return err
		}
	}
	if r.write.published == 0 {
		return nil
	}
	names := []string{"publish_rows", "publish_revision"}
	if r.result.Updated > 0 {
		names = append([]string{"publish_clear"}, names...)
	}
	return r.each(ctx, names)
}

func (r *importRun) applyRows(ctx context.Context) error {
	if err := r.exec(ctx, "plan_analyze"); err != nil {
		return err
	}
	if err := r.tx.QueryRow(ctx, statement("apply_lock_head")).Scan(&r.head.seq, &r.head.hash); err != nil {
		return r.store.fault("lock the ledger", err)
	}
	names := []string{"apply_link", "apply_analyze"}
	if r.result.Created > 0 {
		names = append(names, "apply_create_sites")
	}
	if r.result.Updated > 0 {
		names = append(names, "apply_update_sites", "apply_delete_parts")
	}
	names = append(names, "apply_surfaces", "apply_points")
	for i, table := range partTables {
		if r.write.parts&(1<<i) != 0 {
			names = append(names, "apply_part_"+table)
		}
	}
	return r.each(ctx, append(names, "apply_revisions", "apply_head"))
}

// report keeps the rejected rows and the findings, hands them to whoever asked
// for them, and closes the books of the batch.
func (r *importRun) report(ctx context.Context) error {
	if err := r.each(ctx, []string{"report_rows", "report_findings"}); err != nil {
		return err
	}
	if err := r.reportRejected(ctx); err != nil {
		return err
	}
	if r.job.Warned != nil {
		rows, err := r.tx.Query(ctx, statement("report_warnings"))
		if err != nil {
			return r.store.fault("read the warnings", err)
		}
		if err := r.store.eachIssue(rows, r.job.Warned); err != nil {
			return err
		}
	}
	c := r.result
	_, err := r.tx.Exec(ctx, statement("batch_apply"), pgx.StrictNamedArgs{"batch": r.batch, "read": c.Read,
		"created": c.Created, "updated": c.Updated, "unchanged": c.Unchanged, "rejected": c.Rejected,
		"warnings": c.Warnings, "by_rule": c.ByRule, "head": r.head.seq})
	return r.store.fault("note the result", err)
}

func (r *importRun) reportRejected(ctx context.Context) error {
	if r.job.Rejected == nil || r.result.Rejected == 0 {
		return nil
	}
	rows, err := r.tx.Query(ctx, statement("report_rejected"))
	if err != nil {
		return r.store.fault("read the rejected rows", err)
	}
	defer rows.Close()
	for rows.Next() {
		var row registry.RejectedRow
		if err := rows.Scan(&row.Line, &row.Raw, &row.Issues); err != nil {
			return r.store.fault("read a rejected row", err)
		}
		if err := r.job.Rejected(row); err != nil {
			return err
		}
	}
	return r.store.fault("read the rejected rows", rows.Err())
}
