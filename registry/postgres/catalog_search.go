package postgres

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
	"landbank/registry/criteria"
)

// Search sorts the stock into the three lists and counts facets.
//
// Where the question names no order, meets is ordered by id, may_meet by the
// number of conditions that cannot be told, fails by the number of conditions
// that do not hold and then by how far they are from holding, each then by id.
// An order that is named holds in every list. Preferences order every list by
// the guaranteed score, the best first.
//
// The sites that meet are found by their indexes, those that may meet or fail in
// a pass over the stock of their own, so that nobody pays for lists that are not
// asked for.
func (s *Store) Search(ctx context.Context, q registry.SearchQuery) (registry.Result, error) {
	search, err := newSearch(q)
	if err != nil {
		return registry.Result{}, err
	}
	var result registry.Result
	err = s.snapshot(ctx, "search sites", func(tx pgx.Tx, e *edition) error {
		result, err = search.read(ctx, tx, e)
		return err
	})
	return result, err
}

// search is a question taken apart into statements.
type search struct {
	q       registry.SearchQuery
	sorting *sorting  // nil where only sites that meet are asked for
	meeting *meeting  // where sorting is nil
	facets  *faceting // nil where no facet is asked for
}

func newSearch(q registry.SearchQuery) (*search, error) {
	s := &search{q: q}
	var err error
	apart := len(q.Conditions) > 0 && slices.ContainsFunc(q.Lists, func(l registry.List) bool { return l != registry.Meets })
	if apart || len(q.Prefer) > 0 {
		s.sorting = newSorting(q)
		err = s.sorting.err
	} else {
		s.meeting, err = newMeeting(registry.PageQuery{
			Criteria: q.Conditions.Expr(), Sort: q.Sort, Limit: q.Limit, After: q.After, Outline: q.Outline,
		}, true)
	}
	if err != nil {
		return nil, err
	}
	if len(q.Facets) > 0 {
		s.facets = newFaceting(q)
		err = s.facets.err
	}
	return s, err
}

func (s *search) read(ctx context.Context, tx pgx.Tx, e *edition) (registry.Result, error) {
	result := registry.Result{
		Revision: e.revision, Lists: map[registry.List]registry.ListPage{}, Facets: map[string]map[string]int64{},
	}
	for _, list := range s.q.Lists { // what nothing below fills is empty
		result.Lists[list] = registry.ListPage{Hits: []registry.Hit{}}
	}
	if s.sorting != nil {
		if err := s.sorting.read(ctx, tx, e, &result); err != nil {
			return result, err
		}
	} else if slices.Contains(s.q.Lists, registry.Meets) {
		list, err := s.meeting.read(ctx, tx, e)
		if err != nil {
			return result, err
		}
		for i := range list.Hits {
			list.Hits[i].Missing, list.Hits[i].Failures = []string{}, []criteria.Failure{}
		}
		result.Lists[registry.Meets] = list
	}
	if s.facets == nil {
		return result, nil
	}
	var err error
	result.Facets, err = s.facets.read(ctx, tx, e)
	return result, err
}
