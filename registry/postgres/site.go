package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
	"landbank/registry/criteria"
)

// Site gives one published site with everything that is public of it. Of one
// that the public saw once, the error is a *registry.GoneError.
func (s *Store) Site(ctx context.Context, ref string) (registry.Detail, error) {
	sql := filled("site", map[string]string{"place": "s.ref = @ref::text"})
	args := pgx.StrictNamedArgs{"ref": ref, "limit": 1}
	var detail registry.Detail
	err := s.snapshot(ctx, "read site "+ref, func(tx pgx.Tx, e *edition) error {
		details, err := readDetails(ctx, tx, e, sql, args)
		if err != nil {
			return err
		}
		if len(details) == 0 {
			return gone(ctx, tx, ref)
		}
		detail = details[0]
		return nil
	})
	return detail, err
}

// gone tells what became of a site that the public does not see.
func gone(ctx context.Context, tx pgx.Tx, ref string) error {
	e := &registry.GoneError{Ref: ref}
	var since time.Time
	var outcome *registry.Outcome
	err := tx.QueryRow(ctx, statement("site_gone"), pgx.StrictNamedArgs{"ref": ref}).Scan(&e.Lifecycle, &since, &outcome)
	if errors.Is(err, pgx.ErrNoRows) {
		return registry.ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("read what became of %s: %w", ref, err)
	}
	if e.Since = registry.DateOf(since); outcome != nil {
		e.Outcome = *outcome
	}
	return e
}

// batchSize is how many sites Each holds in memory at a time.
const batchSize = 500

// Each visits the sites that meet the question in the order of references. All
// are read in one transaction, so they are of one revision, and in batches, so
// that memory stays bounded and each statement keeps to the time limit however
// long the visits take.
func (s *Store) Each(ctx context.Context, question criteria.Expr, visit func(*registry.Detail) error) error {
	c := newCompiler()
	sql := filled("site", map[string]string{"where": c.condition(question)})
	if c.err != nil {
		return c.err
	}
	c.set("limit", batchSize)
	c.set("after", "")
	var stopped error
	err := s.snapshot(ctx, "read all sites", func(tx pgx.Tx, e *edition) error {
		for {
			details, err := readDetails(ctx, tx, e, sql, c.args)
			if err != nil {
				return err
			}
			for i := range details {
				if stopped = visit(&details[i]); stopped != nil {
					return stopped
				}
			}
			if len(details) < batchSize {
				return nil
			}
			c.set("after", details[len(details)-1].Ref)
		}
	})
	if stopped != nil {
		return stopped
	}
	return err
}

func readDetails(ctx context.Context, tx pgx.Tx, e *edition, sql string, args pgx.StrictNamedArgs) ([]registry.Detail, error) {
	places, err := e.places(ctx, tx)
	if err != nil {
		return nil, err
	}
	rows, err := tx.Query(ctx, sql, args)
	if err != nil {
		return nil, fmt.Errorf("read records: %w", err)
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.Detail, error) {
		detail := registry.Detail{Revision: e.revision}
		err := scanDetail(row, &detail, places)
		return detail, err
	})
}

func scanDetail(row pgx.CollectableRow, d *registry.Detail, places *territories) error {
	var box []float64
	var codes []string
	var published *time.Time
	err := row.Scan(&d.ID, &d.Ref, (*[]byte)(&d.Geometry), (*[]byte)(&d.Properties), &box,
		&d.Record, &codes, &d.Seq, &d.Version, &d.ImportedAt, &published,
		&d.Source.Code, &d.Source.Name, &d.Source.Producer, &d.Source.URL, &d.Source.Licence,
		(*[]byte)(&d.Fit.Rectangle), (*[]byte)(&d.Fit.Frontage), &d.Fit.Roads)
	if err != nil {
		return fmt.Errorf("read the record of %s: %w", d.Ref, err)
	}
	d.Properties = withUnknown(d.Properties)
	copy(d.BBox[:], box)
	d.Record.Ref = d.Ref
	d.Territories = places.ladder(codes)
	d.ImportedAt = d.ImportedAt.UTC()
	if published != nil {
		d.PublishedAt = published.UTC()
	}
	return nil
}
