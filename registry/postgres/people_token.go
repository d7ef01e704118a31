package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/secret"
)

// ByToken is registry.People's. What has not the form of a token is not looked
// for.
func (s *Store) ByToken(ctx context.Context, text string) (who registry.SignedIn, err error) {
	if !secret.IsToken(text) {
		return registry.SignedIn{}, registry.ErrUnknown
	}
	var id int64
	var scope []registry.Operation
	var stale bool
	columns := append([]any{&id, &scope, &who.ExpiresAt, &stale}, accountColumns(&who.Account)...)
	err = s.write.QueryRow(ctx, statement("token_find"), pgx.StrictNamedArgs{"digest": secret.Digest(text)}).Scan(columns...)
	if errors.Is(err, pgx.ErrNoRows) {
		return registry.SignedIn{}, registry.ErrUnknown
	}
	if err == nil && stale {
		_, err = s.write.Exec(ctx, statement("token_touch"), pgx.StrictNamedArgs{"id": id})
	}
	if err != nil {
		return registry.SignedIn{}, s.fault("look for the token", err)
	}
	who.Principal = who.Account.Principal()
	// A one-time password is nothing to a program: its token was made by who signed in before.
	who.Principal.Grants, who.Principal.Scope, who.Principal.Token = who.Account.Grants, scope, id
	return who, nil
}

func tokenColumns(t *registry.Token) []any {
	return []any{&t.ID, &t.Account, &t.Email, &t.Name, &t.Scope, &t.CreatedAt, &t.ExpiresAt, &t.LastUsedAt, &t.RevokedAt}
}

// Tokens is registry.People's.
func (s *Store) Tokens(ctx context.Context, p registry.Principal, q registry.TokenQuery) ([]registry.Token, error) {
	own, is := p.Account()
	if q.Everybody {
		if err := p.Authorize(registry.ManageUsers); err != nil {
			return nil, err
		}
	} else if !is {
		return nil, registry.ErrUnknown
	}
	rows, err := s.write.Query(ctx, statement("token_list"), pgx.StrictNamedArgs{"everybody": q.Everybody, "account": own,
		"before": q.Before, "most": listLimit(q.Limit)})
	if err != nil {
		return nil, s.fault("list tokens", err)
	}
	tokens, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (t registry.Token, err error) {
		err = row.Scan(tokenColumns(&t)...)
		return t, err
	})
	return tokens, s.fault("list tokens", err)
}

// CreateToken is registry.People's.
func (s *Store) CreateToken(ctx context.Context, p registry.Principal, n registry.NewToken) (string, registry.Token, error) {
	fail := func(err error) (string, registry.Token, error) { return "", registry.Token{}, err }
	if err := p.AuthorizeToken(n.Account); err != nil {
		return fail(err)
	}
	if err := checkNewToken(n); err != nil {
		return fail(err)
	}
	text := secret.NewToken()
	var token registry.Token
	err := pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		var id int64
		err := tx.QueryRow(ctx, statement("token_create"), pgx.StrictNamedArgs{"digest": secret.Digest(text), "account": n.Account,
			"name": n.Name, "scope": n.Scope, "days": n.Days, "even_one_time": p.ID == registry.Operator.ID}).Scan(&id)
		if errors.Is(err, pgx.ErrNoRows) {
			return registry.ErrForbidden
		}
		if err != nil {
			return s.fault("add the token", err)
		}
		if err := tx.QueryRow(ctx, statement("token_one"), pgx.StrictNamedArgs{"id": id}).Scan(tokenColumns(&token)...); err != nil {
			return s.fault("read the token", err)
		}
		return s.audit(ctx, tx, p.ID, registry.TokenCreated, n.Account, map[string]any{"token": id, "scope": n.Scope, "days": n.Days})
	})
	if err != nil {
		return fail(err)
	}
	return text, token, nil
}

func checkNewToken(n registry.NewToken) error {
	var all criteria.Faults
	for _, err := range []error{registry.CheckName(n.Name), registry.CheckScope(n.Scope)} {
		if faults, ok := err.(criteria.Faults); ok {
			all = append(all, faults...)
		}
	}
	if n.Days < 1 || n.Days > registry.MostTokenDays {
		all = append(all, criteria.Fault{Name: "/days", Rule: criteria.RuleBadValue, Got: fmt.Sprint(n.Days), Want: fmt.Sprintf("1 to %d", registry.MostTokenDays)})
	}
	if len(all) > 0 {
		return all
	}
	return nil
}

// RevokeToken is registry.People's.
func (s *Store) RevokeToken(ctx context.Context, p registry.Principal, id int64) error {
	return pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		var token registry.Token
		err := tx.QueryRow(ctx, statement("token_one"), pgx.StrictNamedArgs{"id": id}).Scan(tokenColumns(&token)...)
		if errors.Is(err, pgx.ErrNoRows) {
			return registry.ErrNotFound
		}
		if err != nil {
			return s.fault("look for the token", err)
		}
		if !p.MayRevoke(token) {
			return registry.ErrNotFound // whether others have such a token is nobody's business
		}
		done, err := tx.Exec(ctx, statement("token_revoke"), pgx.StrictNamedArgs{"id": id})
		if err != nil || done.RowsAffected() == 0 {
			return s.fault("revoke the token", err)
		}
		return s.audit(ctx, tx, p.ID, registry.TokenRevoked, token.Account, map[string]any{"token": id})
	})
}
