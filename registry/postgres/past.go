package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
	"landbank/registry/criteria"
)

var _ registry.Ledger = (*Store)(nil)

// errEnough ends the reading of sites when there are enough of them.
var errEnough = errors.New("enough sites")

// PastAt finds the state of the ledger at an instant.
func (s *Store) PastAt(ctx context.Context, at time.Time) (registry.Past, error) {
	m := registry.Past{At: at.UTC()}
	err := s.read.QueryRow(ctx, statement("past_moment"), pgx.StrictNamedArgs{"at": at}).Scan(&m.Seq, &m.Erased)
	return m, s.readFault(ctx, "find a moment of the ledger", err)
}

// SiteAt gives one site as the public saw it at a moment.
func (s *Store) SiteAt(ctx context.Context, m registry.Past, ref string) (registry.Detail, error) {
	var found *registry.Detail
	err := s.readPast(ctx, "read site "+ref, func(tx pgx.Tx) error {
		r, err := s.pastReader(ctx, tx, m, registry.OutlineFull)
		if err != nil {
			return err
		}
		return r.only(ctx, []string{ref}, func(d *registry.Detail) error {
			found = d
			return nil
		})
	})
	if err == nil && found == nil {
		err = fmt.Errorf("site %s: %w", ref, registry.ErrNotFound)
	}
	if err != nil {
		return registry.Detail{}, err
	}
	return *found, nil
}

// StockAt visits the sites that the public saw at a moment.
func (s *Store) StockAt(ctx context.Context, m registry.Past, question criteria.Expr, visit func(*registry.Detail) error) error {
	var stopped error
	err := s.readPast(ctx, "read the stock of the past", func(tx pgx.Tx) error {
		r, err := s.pastReader(ctx, tx, m, registry.OutlineFull)
		if err != nil {
			return err
		}
		r.ask(question)
		return r.all(ctx, "", func(d *registry.Detail) error {
			stopped = visit(d)
			return stopped
		})
	})
	if stopped != nil {
		return stopped
	}
	return err
}

// PageAt gives one page of the sites that the public saw at a moment. The
// first page of a question goes through the whole stock to count; how many
// there are is kept for those after it.
func (s *Store) PageAt(ctx context.Context, m registry.Past, q registry.PageQuery) (registry.Page, error) {
	page := registry.Page{Revision: m.Seq}
	after := ""
	if q.After != nil {
		after = q.After.Values[0].Text
	}
	err := s.readPast(ctx, "read a page of the past", func(tx pgx.Tx) error {
		refs, matched, err := s.pastRefs(ctx, tx, m, q, after)
		if err != nil {
			return err
		}
		page.Matched = matched
		if len(refs) > q.Limit {
			refs = refs[:q.Limit]
			page.Next = &criteria.Cursor{Sort: q.Sort, Values: []criteria.Value{criteria.Text(refs[q.Limit-1])}, Revision: m.Seq}
		}
		r, err := s.pastReader(ctx, tx, m, q.Outline)
		if err != nil {
			return err
		}
		return r.only(ctx, refs, func(d *registry.Detail) error {
			page.Hits = append(page.Hits, d.Hit)
			return nil
		})
	})
	return page, err
}

// pastRefs finds the references of a page and of one site more, and how many
// sites meet the question.
func (s *Store) pastRefs(ctx context.Context, tx pgx.Tx, m registry.Past, q registry.PageQuery, after string) (refs []string, matched int64, err error) {
	key := fmt.Sprint(m.Seq, " ", m.Erased, " ", criteria.Hash(q.Criteria, nil))
	matched, counted := s.pastCounts.get(key)
	r, err := s.pastReader(ctx, tx, m, registry.OutlineNone)
	if err != nil {
		return nil, 0, err
	}
	r.scan(q.Criteria)
	if !counted && isEverything(q.Criteria) {
		if err := tx.QueryRow(ctx, statement("past_count"), pgx.StrictNamedArgs{"seq": m.Seq}).Scan(&matched); err != nil {
			return nil, 0, fmt.Errorf("count the sites of the past: %w", err)
		}
		counted = true
	}
	from := after
	if !counted {
		from, matched = "", 0
	}
	err = r.all(ctx, from, func(d *registry.Detail) error {
		if d.Ref > after && len(refs) <= q.Limit {
			refs = append(refs, d.Ref)
		}
		if !counted {
			matched++
		} else if len(refs) > q.Limit {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, 0, err
	}
	s.pastCounts.put(key, matched)
	return refs, matched, nil
}

// readPast reads in one transaction that sees one state of the database.
func (s *Store) readPast(ctx context.Context, doing string, read func(pgx.Tx) error) error {
	options := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	return s.readFault(ctx, doing, pgx.BeginTxFunc(ctx, s.read, options, read))
}

// measuredFields are the fields that only an outline tells.
var measuredFields = []string{"longitude", "latitude", "area_m2", "area_measured_m2", "largest_piece_m2"}

// asksMeasured reports whether the question names one of them.
func asksMeasured(question criteria.Expr) bool {
	return question != nil && slices.ContainsFunc(criteria.Fields(question), func(name string) bool {
		return slices.Contains(measuredFields, name)
	})
}
