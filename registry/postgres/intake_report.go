package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// report keeps the findings, hands rejected rows and warnings to whoever asked
// for them, and closes the books of the batch.
func (r *importRun) report(ctx context.Context) error {
	if err := r.exec(ctx, "report_findings"); err != nil {
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
	if err := r.reportGone(ctx); err != nil {
		return err
	}
	c := r.result
	var first, last *int64
	if r.last.seq > r.begun {
		first, last = new(r.begun+1), &r.last.seq
	}
	_, err := r.tx.Exec(ctx, statement("batch_apply"), pgx.StrictNamedArgs{"batch": r.batch, "read": c.Read,
		"created": c.Created, "updated": c.Updated, "unchanged": c.Unchanged, "rejected": c.Rejected,
		"warnings": c.Warnings, "by_rule": c.ByRule, "skipped": c.Skipped, "gone": c.Gone, "withdrawn": c.Withdrawn,
		"first": first, "last": last})
	return r.store.fault("note the result", err)
}

func (r *importRun) reportRejected(ctx context.Context) error {
	if r.job.Rejected == nil || r.result.Rejected == 0 {
		return nil
	}
	rows, err := r.tx.Query(ctx, statement("report_rejected"), pgx.StrictNamedArgs{"batch": r.batch})
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
