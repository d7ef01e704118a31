package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	// retryAfter is how long followers wait before they connect again.
	retryAfter = time.Second
	// lookAgain is how long a connection that says nothing is believed.
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
	return s.follow(ctx, "landbank", func(ctx context.Context, conn *pgx.Conn) error {
		var revision int64
		if err := conn.QueryRow(ctx, "select revision from dataset").Scan(&revision); err != nil {
			return fmt.Errorf("read the revision: %w", err)
		}
		if revision == last {
			return nil
		}
		last = revision
		if err := seen(ctx, revision); err != nil {
			return ownError{err}
		}
		return nil
	})
}

// ownError ends following: it is not of the connection, but of who looks.
type ownError struct{ error }

// follow looks at once, and again whenever somebody told of a change on the
// channel, until ctx ends or look returns an ownError. A lost connection is
// made again.
func (s *Store) follow(ctx context.Context, channel string, look func(context.Context, *pgx.Conn) error) error {
	for {
		err := s.listen(ctx, channel, look)
		var own ownError
		if errors.As(err, &own) {
			return own.error
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

// listen looks until the connection breaks. It listens before it looks, so that
// no change falls between the two.
func (s *Store) listen(ctx context.Context, channel string, look func(context.Context, *pgx.Conn) error) error {
	conn, err := pgx.ConnectConfig(ctx, s.write.Config().ConnConfig.Copy())
	if err != nil {
		return err
	}
	defer func() {
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), retryAfter)
		defer cancel()
		_ = conn.Close(closing)
	}()
	if _, err := conn.Exec(ctx, "listen "+pgx.Identifier{channel}.Sanitize()); err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	for {
		if err := look(ctx, conn); err != nil {
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
