package postgres

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
	"landbank/registry/criteria"
)

// edition is the published stock at one revision, with what was found out about
// the whole of it: each is worked out when it is first asked for and kept until
// a reader sees another revision, so nothing in it is ever out of date. It is
// safe for concurrent use; two readers may work the same thing out twice.
type edition struct {
	revision  int64
	changedAt time.Time

	mu          sync.Mutex
	stock       *registry.Stock
	territories *territories
	counts      map[string]int64            // of sites that meet a question, by its hash
	facets      map[string]map[string]int64 // of the whole stock
	ladders     map[string][]float64        // by field
}

// maxCounts is the largest number of counts kept for one revision.
const maxCounts = 10_000

// querier is a transaction, or a pool for one statement alone.
type querier interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// edition finds the edition that the querier sees. Every answer begins with it:
// asking the database each time is what lets a writer read its own write,
// on every process, for a tenth of a millisecond.
func (s *Store) edition(ctx context.Context, from querier) (*edition, error) {
	seen := &edition{}
	err := from.QueryRow(ctx, statement("edition")).Scan(&seen.revision, &seen.changedAt)
	if err != nil {
		return nil, fmt.Errorf("read the revision of the dataset: %w", err)
	}
	current := s.newest.Load()
	if current != nil && current.revision == seen.revision && current.changedAt.Equal(seen.changedAt) {
		return current, nil
	}
	// A reader with an older snapshot may put the older edition back; the next
	// reader puts it right. After a restore the revision goes down for good.
	s.newest.Store(seen)
	return seen, nil
}

// count gives how many sites meet the question.
func (e *edition) count(ctx context.Context, tx pgx.Tx, question criteria.Expr) (int64, error) {
	if isEverything(question) {
		stock, err := e.state(ctx, tx)
		return stock.Sites, err
	}
	if n, known := e.knownCount(question); known {
		return n, nil
	}
	c := newCompiler()
	sql := filled("count", map[string]string{"where": c.condition(question)})
	if c.err != nil {
		return 0, c.err
	}
	var n int64
	if err := tx.QueryRow(ctx, sql, c.args).Scan(&n); err != nil {
		return 0, fmt.Errorf("count sites: %w", err)
	}
	e.keepCount(question, n)
	return n, nil
}

func isEverything(question criteria.Expr) bool {
	return question == nil || question == criteria.Literal(true)
}

func (e *edition) knownCount(question criteria.Expr) (int64, bool) {
	key := criteria.Hash(question, nil)
	e.mu.Lock()
	defer e.mu.Unlock()
	n, known := e.counts[key]
	return n, known
}

func (e *edition) keepCount(question criteria.Expr, n int64) {
	key := criteria.Hash(question, nil)
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.counts == nil || len(e.counts) >= maxCounts {
		e.counts = map[string]int64{}
	}
	e.counts[key] = n
}
