package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// operations are those that the import takes a right to.
func (r *importRun) operations() []registry.Operation {
	if r.job.Publish {
		return []registry.Operation{registry.RunImport, registry.PublishImport}
	}
	return []registry.Operation{registry.RunImport}
}

// authorize refuses an import that the principal may nowhere make, or not
// publish alone.
func (r *importRun) authorize() error {
	for _, op := range r.operations() {
		if !r.job.Principal.CanSomewhere(op) {
			return r.job.Principal.Authorize(op)
		}
	}
	return r.job.CheckEyes()
}

// limit rejects rows outside the territories to which the principal's rights
// are limited.
func (r *importRun) limit(ctx context.Context) error {
	for _, op := range r.operations() {
		within, everywhere := r.job.Principal.Within(op)
		if everywhere {
			continue
		}
		if _, err := r.tx.Exec(ctx, statement("find_forbidden"), pgx.StrictNamedArgs{"within": orEmpty(within)}); err != nil {
			return r.store.fault("look for rows outside the territories", err)
		}
	}
	return nil
}
