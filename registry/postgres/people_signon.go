package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// signOnActor is who the audit log names for what signing on does by itself.
var signOnActor = registry.Job("sign-on").ID

// SignOn is registry.People's.
func (s *Store) SignOn(ctx context.Context, i registry.Identity, o registry.SignOnOptions) (string, registry.SignedIn, error) {
	var text string
	err := s.changePeople(ctx, func(tx pgx.Tx) error {
		id, err := s.identified(ctx, tx, i, o.Role)
		if err != nil {
			return err
		}
		text, err = s.beginSession(ctx, tx, newSession{account: id, agent: o.Agent, replaces: o.Replaces})
		return err
	})
	if err != nil {
		return "", registry.SignedIn{}, err
	}
	who, err := s.Session(ctx, text)
	return text, who, err
}

// identified finds the account of a provider's person: the one that has signed
// on before, else the one with the same e-mail address, else a new one. For the
// last two the provider has to vouch for the address, or anybody who can type
// another's could become that person here.
func (s *Store) identified(ctx context.Context, tx pgx.Tx, i registry.Identity, role registry.Role) (id int64, err error) {
	var disabled bool
	err = tx.QueryRow(ctx, statement("account_by_oidc"), pgx.StrictNamedArgs{"issuer": i.Issuer, "subject": i.Subject}).Scan(&id, &disabled)
	switch {
	case err == nil && disabled:
		return 0, registry.ErrUnknown
	case err == nil || !errors.Is(err, pgx.ErrNoRows):
		return id, s.fault("look for the account", err)
	case !i.Verified || registry.CheckEmail(i.Email) != nil:
		return 0, registry.ErrUnverified
	}
	err = tx.QueryRow(ctx, statement("account_link"), pgx.StrictNamedArgs{"issuer": i.Issuer, "subject": i.Subject,
		"email_key": registry.FoldEmail(i.Email)}).Scan(&id)
	if err == nil {
		return id, s.audit(ctx, tx, signOnActor, registry.AccountLinked, id, map[string]any{"issuer": i.Issuer})
	}
	if !errors.Is(err, pgx.ErrNoRows) {
		return 0, s.fault("link the account", err)
	}
	return s.newcomer(ctx, tx, i, role)
}

// newcomer makes the account of a person who is new here. An account with the
// same address is another person's at the provider, or disabled.
func (s *Store) newcomer(ctx context.Context, tx pgx.Tx, i registry.Identity, role registry.Role) (int64, error) {
	n := newAccount{NewAccount: registry.NewAccount{Email: i.Email, Name: i.Name}, issuer: i.Issuer, subject: i.Subject}
	if registry.CheckName(n.Name) != nil {
		n.Name = registry.NameOf(i.Email)
	}
	if role != "" {
		n.Grants = []registry.Grant{{Role: role}}
	}
	id, err := s.insertAccount(ctx, tx, signOnActor, n)
	if errors.Is(err, registry.ErrEmailTaken) {
		return 0, registry.ErrUnknown
	}
	return id, err
}
