package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	// retryAfter is how long Watch waits before it connects again.
	retryAfter = time.Second
	// lookAgain is how long Watch believes a connection that says nothing.
	lookAgain = time.Minute
)

// Watch calls seen with the revision of the published stock: the present one,
// then each other one that it learns of, until ctx ends. It returns the
// context's error, or the first one of seen. Changes that follow quickly may be
// told as one. A lost connection is made again, and what changed meanwhile is
// told then.
//
// Watch is for those who keep something made of the stock. Answers need none of
// it: each reads the revision in its own snapshot.
func (s *Store) Watch(ctx context.Context, seen func(ctx context.Context, revision int64) error) error {
	last := int64(-1)
	var refused error
	tell := func(revision int64) error {
		if revision == last {
			return nil
		}
		last = revision
		refused = seen(ctx, revision)
		return refused
	}
	for {
		err := s.listen(ctx, tell)
		if refused != nil {
			return refused
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		_ = s.fault("listen for changes", err) // logs it; the next try shows whether it lasts
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(retryAfter):
		}
	}
}

// listen tells revisions until the connection breaks. It listens before it
// reads, so that no change falls between the two.
func (s *Store) listen(ctx context.Context, tell func(revision int64) error) error {
	conn, err := pgx.ConnectConfig(ctx, s.write.Config().ConnConfig.Copy())
	if err != nil {
		return err
	}
	defer func() {
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), retryAfter)
		defer cancel()
		_ = conn.Close(closing)
	}()
	if _, err := conn.Exec(ctx, "listen landbank"); err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	for {
		var revision int64
		if err := conn.QueryRow(ctx, "select revision from dataset").Scan(&revision); err != nil {
			return fmt.Errorf("read the revision: %w", err)
		}
		if err := tell(revision); err != nil {
			return err
		}
		if err := awaitNotice(ctx, conn); err != nil {
			return err
		}
	}
}

// awaitNotice returns when somebody told of a change, or nobody did for long.
func awaitNotice(ctx context.Context, conn *pgx.Conn) error {
	waiting, cancel := context.WithTimeout(ctx, lookAgain)
	defer cancel()
	_, err := conn.WaitForNotification(waiting)
	if err != nil && ctx.Err() == nil && waiting.Err() != nil {
		return nil
	}
	return err
}
