package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/secret"
)

// mostAgent is how much is kept of what a browser calls itself.
const mostAgent = 200

// credentials are what the database knows of who wants to sign in.
type credentials struct {
	id    int64 // 0 for nobody
	email string
	hash  string
}

func (s *Store) credentials(ctx context.Context, sql string, args pgx.StrictNamedArgs) (c credentials, err error) {
	err = s.write.QueryRow(ctx, statement(sql), args).Scan(&c.id, &c.email, &c.hash)
	if errors.Is(err, pgx.ErrNoRows) {
		return credentials{}, nil
	}
	return c, s.fault("look for the account", err)
}

// SignIn is registry.People's.
func (s *Store) SignIn(ctx context.Context, c registry.Credentials) (string, registry.SignedIn, error) {
	fail := func(err error) (string, registry.SignedIn, error) { return "", registry.SignedIn{}, err }
	if err := s.beginAttempt(ctx, c.Email, c.Client); err != nil {
		return fail(err)
	}
	var known credentials
	if key := registry.FoldEmail(c.Email); registry.CheckEmail(key) == nil { // others are nobody's, and may be no text at all
		var err error
		if known, err = s.credentials(ctx, "account_secret", pgx.StrictNamedArgs{"email_key": key}); err != nil {
			return fail(err)
		}
	}
	password := registry.NormalPassword(c.Password)
	matches, err := secret.Matches(ctx, known.hash, password) // takes as long where there is nobody
	if err != nil {
		return fail(err)
	}
	if !matches {
		return fail(registry.ErrUnknown)
	}
	var text string
	err = pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		if err := s.endAttempt(ctx, tx, c.Email, c.Client); err != nil {
			return err
		}
		text, err = s.beginSession(ctx, tx, newSession{known.id, known.hash, c.Agent, c.Replaces})
		return err
	})
	if err != nil {
		return fail(err)
	}
	if err := s.rehash(ctx, known, password); err != nil {
		return fail(err)
	}
	who, err := s.Session(ctx, text)
	return text, who, err
}

// rehash stores the password at today's cost, where it was stored at another.
func (s *Store) rehash(ctx context.Context, known credentials, password string) error {
	if !secret.Outdated(known.hash) {
		return nil
	}
	hash, err := secret.Hash(ctx, password)
	if err != nil {
		return err
	}
	_, err = s.write.Exec(ctx, statement("account_rehash"), pgx.StrictNamedArgs{"id": known.id, "hash": hash, "before": known.hash})
	return s.fault("store the password anew", err)
}

// newSession is a session to be.
type newSession struct {
	account  int64
	hash     string // of the password that was given, "" for none
	agent    string
	replaces string // secret of the session that ends with it
}

// beginSession adds a session, and removes those that have ended by themselves.
func (s *Store) beginSession(ctx context.Context, tx pgx.Tx, n newSession) (string, error) {
	idle := s.sessions.Idle.Seconds()
	for _, step := range []struct {
		sql  string
		args pgx.StrictNamedArgs
	}{
		{"session_end", pgx.StrictNamedArgs{"digest": secret.Digest(n.replaces)}},
		{"session_clean", pgx.StrictNamedArgs{"idle": idle}},
		{"attempt_clean", pgx.StrictNamedArgs{}},
		{"account_seen", pgx.StrictNamedArgs{"id": n.account}},
	} {
		if _, err := tx.Exec(ctx, statement(step.sql), step.args); err != nil {
			return "", s.fault("begin the session", err)
		}
	}
	text := secret.NewSession()
	var account int64
	err := tx.QueryRow(ctx, statement("session_begin"), pgx.StrictNamedArgs{"digest": secret.Digest(text), "id": n.account, "hash": n.hash,
		"agent": shortened(n.agent, mostAgent), "whole": s.sessions.Whole.Seconds()}).Scan(&account)
	if errors.Is(err, pgx.ErrNoRows) { // disabled, or the password changed, in this moment
		return "", registry.ErrUnknown
	}
	return text, s.fault("begin the session", err)
}

// shortened cuts a text after so many characters and replaces what a text of
// the database cannot hold.
func shortened(text string, most int) string {
	var out []rune
	for _, r := range text { // bytes that are not UTF-8 come as U+FFFD
		if len(out) == most {
			break
		}
		if r != 0 {
			out = append(out, r)
		}
	}
	return string(out)
}

// Session is registry.People's.
func (s *Store) Session(ctx context.Context, text string) (who registry.SignedIn, err error) {
	digest := secret.Digest(text)
	var stale bool
	columns := append([]any{&who.ExpiresAt, &stale}, accountColumns(&who.Account)...)
	args := pgx.StrictNamedArgs{"digest": digest, "idle": s.sessions.Idle.Seconds()}
	err = s.write.QueryRow(ctx, statement("session_find"), args).Scan(columns...)
	if errors.Is(err, pgx.ErrNoRows) {
		return registry.SignedIn{}, registry.ErrUnknown
	}
	if err == nil && stale {
		_, err = s.write.Exec(ctx, statement("session_touch"), pgx.StrictNamedArgs{"digest": digest})
	}
	if err != nil {
		return registry.SignedIn{}, s.fault("look for the session", err)
	}
	who.Principal = who.Account.Principal()
	return who, nil
}

// SignOut is registry.People's.
func (s *Store) SignOut(ctx context.Context, text string) error {
	_, err := s.write.Exec(ctx, statement("session_end"), pgx.StrictNamedArgs{"digest": secret.Digest(text)})
	return s.fault("end the session", err)
}

// ChangePassword is registry.People's. A wrong present password counts like a
// failure to sign in.
func (s *Store) ChangePassword(ctx context.Context, c registry.PasswordChange) (string, registry.SignedIn, error) {
	fail := func(err error) (string, registry.SignedIn, error) { return "", registry.SignedIn{}, err }
	who, err := s.Session(ctx, c.Session)
	if err != nil {
		return fail(err)
	}
	if !who.Account.HasPassword {
		return fail(registry.ErrNoPassword)
	}
	if err := checkPasswordChange(c, who.Account.Email); err != nil {
		return fail(err)
	}
	if err := s.beginAttempt(ctx, who.Account.Email, c.Client); err != nil {
		return fail(err)
	}
	known, err := s.credentials(ctx, "account_secret_of", pgx.StrictNamedArgs{"id": who.Account.ID})
	if err != nil {
		return fail(err)
	}
	matches, err := secret.Matches(ctx, known.hash, registry.NormalPassword(c.Present))
	if err != nil {
		return fail(err)
	}
	if !matches {
		return fail(criteria.Faults{{Name: "/present", Rule: criteria.RuleBadValue, Got: "another password", Want: "the present password"}})
	}
	hash, err := hashed(ctx, c.New)
	if err != nil {
		return fail(err)
	}
	text, err := s.replacePassword(ctx, who.Account, known, hash, c)
	if err != nil {
		return fail(err)
	}
	who, err = s.Session(ctx, text)
	return text, who, err
}

func checkPasswordChange(c registry.PasswordChange, email string) error {
	if registry.NormalPassword(c.Present) == registry.NormalPassword(c.New) {
		return criteria.Faults{{Name: "/new", Rule: criteria.RuleBadValue, Got: "the present password", Want: "another one"}}
	}
	return registry.CheckPassword("/new", c.New, email)
}

func (s *Store) replacePassword(ctx context.Context, a registry.Account, known credentials, hash string, c registry.PasswordChange) (text string, err error) {
	err = pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		var id int64
		args := pgx.StrictNamedArgs{"id": a.ID, "hash": hash, "before": known.hash}
		err := tx.QueryRow(ctx, statement("account_password_own"), args).Scan(&id)
		if errors.Is(err, pgx.ErrNoRows) {
			return registry.ErrAccountChanged
		}
		if err != nil {
			return s.fault("change the password", err)
		}
		if err := s.endAttempt(ctx, tx, a.Email, c.Client); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, statement("session_end_all"), pgx.StrictNamedArgs{"id": a.ID}); err != nil {
			return s.fault("end the sessions", err)
		}
		if err := s.audit(ctx, tx, a.Principal().ID, registry.PasswordChanged, a.ID, nil); err != nil {
			return err
		}
		text, err = s.beginSession(ctx, tx, newSession{a.ID, hash, c.Agent, ""})
		return err
	})
	return text, err
}
