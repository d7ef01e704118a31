package postgres

import (
	"context"
	"errors"
	"net/netip"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
	"landbank/registry/secret"
)

// attemptOfAccount is under which failures of an e-mail address are counted.
func attemptOfAccount(email string) []byte {
	return secret.Digest("account:" + registry.FoldEmail(email))
}

// attemptOfClient is the same for the address that a request comes from.
func attemptOfClient(client string) []byte { return secret.Digest("client:" + network(client)) }

// network is the address of a client. One subscriber of IPv6 has a network of
// 64 bits.
func network(client string) string {
	if address, err := netip.ParseAddr(client); err == nil && address.Is6() {
		if network, err := address.Prefix(64); err == nil {
			client = network.String()
		}
	}
	return client
}

// beginAttempt counts an attempt to sign in as failed before it is tried, so
// that many at the same time are no way around the limit. It returns
// *registry.ThrottledError where it is too early, and counts nothing then.
func (s *Store) beginAttempt(ctx context.Context, email, client string) error {
	return pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		if err := s.countAttempt(ctx, tx, attemptOfAccount(email), registry.AccountThrottle); err != nil {
			return err
		}
		return s.countAttempt(ctx, tx, attemptOfClient(client), registry.ClientThrottle)
	})
}

func (s *Store) countAttempt(ctx context.Context, tx pgx.Tx, digest []byte, throttle registry.Throttle) error {
	var delays []float64
	for _, delay := range throttle.Delays() {
		delays = append(delays, delay.Seconds())
	}
	var failures int
	err := tx.QueryRow(ctx, statement("attempt_begin"), pgx.StrictNamedArgs{"digest": digest, "delays": delays}).Scan(&failures)
	if !errors.Is(err, pgx.ErrNoRows) {
		return s.fault("count the attempt to sign in", err)
	}
	var seconds float64
	if err := tx.QueryRow(ctx, statement("attempt_wait"), pgx.StrictNamedArgs{"digest": digest}).Scan(&seconds); err != nil {
		return s.fault("read when to try again", err)
	}
	return &registry.ThrottledError{Wait: time.Duration(seconds * float64(time.Second))}
}

// endAttempt takes the count of an attempt back that has succeeded.
func (s *Store) endAttempt(ctx context.Context, tx pgx.Tx, email, client string) error {
	if _, err := tx.Exec(ctx, statement("attempt_forget"), pgx.StrictNamedArgs{"digest": attemptOfAccount(email)}); err != nil {
		return s.fault("forget the failures", err)
	}
	_, err := tx.Exec(ctx, statement("attempt_take_back"), pgx.StrictNamedArgs{"digest": attemptOfClient(client)})
	return s.fault("forget the attempt", err)
}
