package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// absent finds the sites that the register had and the file has not, and
// refuses to withdraw them where that may not be.
func (r *importRun) absent(ctx context.Context) error {
	within, everywhere := r.job.Principal.Within(registry.RunImport)
	args := pgx.StrictNamedArgs{"source": r.source, "within": orEmpty(within), "everywhere": everywhere}
	if err := r.exec(ctx, "gone_1_create"); err != nil {
		return err
	}
	if _, err := r.tx.Exec(ctx, statement("find_gone"), args); err != nil {
		return r.store.fault("look for sites that are gone", err)
	}
	var kept int64
	if err := r.tx.QueryRow(ctx, statement("gone_count"), args).Scan(&r.result.Gone, &kept); err != nil {
		return r.store.fault("count the sites that are gone", err)
	}
	if r.job.Gone != registry.GoneWithdraw || r.result.Gone == 0 {
		return nil
	}
	if err := r.job.CheckGone(r.result.Gone, kept); err != nil {
		return err
	}
	rows, err := r.tx.Query(ctx, statement("gone_territories"))
	if err != nil {
		return r.store.fault("read the places", err)
	}
	ladders, err := pgx.CollectRows(rows, pgx.RowTo[[]string])
	if err != nil {
		return r.store.fault("read the places", err)
	}
	for _, ladder := range ladders {
		if err := r.job.Principal.Authorize(registry.EndSite, ladder...); err != nil {
			return err
		}
	}
	return nil
}

// withdraw ends the sites that are gone, where the caller wants it.
func (r *importRun) withdraw(ctx context.Context) error {
	if r.job.Gone != registry.GoneWithdraw || r.result.Gone == 0 {
		return nil
	}
	r.result.Withdrawn, r.head = r.result.Gone, r.last
	told := r.outcome
	r.outcome = nil
	defer func() { r.outcome = told }()
	if err := r.each(ctx, []string{"gone_note", "replay_1_create", "gone_plan"}); err != nil {
		return err
	}
	return r.replay(ctx, 1)
}

// reportGone tells of the sites that are gone.
func (r *importRun) reportGone(ctx context.Context) error {
	if r.result.Gone == 0 || r.job.GoneSites == nil && r.outcome == nil {
		return nil
	}
	rows, err := r.tx.Query(ctx, statement("gone_list"))
	if err != nil {
		return r.store.fault("read the sites that are gone", err)
	}
	var g registry.GoneSite
	_, err = pgx.ForEachRow(rows, []any{&g.Ref, &g.SourceKey, &g.Name, &g.Lifecycle}, func() error {
		if r.job.GoneSites != nil {
			if err := r.job.GoneSites(g); err != nil {
				return err
			}
		}
		if r.outcome == nil {
			return nil
		}
		return r.outcome(registry.RowOutcome{SourceKey: g.SourceKey, Ref: g.Ref, State: registry.RowGone})
	})
	return r.store.fault("read the sites that are gone", err)
}
