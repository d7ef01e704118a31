package postgres

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/secret"
)

// ChangeAccount is registry.People's.
func (s *Store) ChangeAccount(ctx context.Context, p registry.Principal, id int64, c registry.AccountChange) (registry.Account, error) {
	if err := p.Authorize(registry.ManageUsers); err != nil {
		return registry.Account{}, err
	}
	if err := checkAccountChange(c); err != nil {
		return registry.Account{}, err
	}
	var account registry.Account
	err := s.changePeople(ctx, func(tx pgx.Tx) error {
		before, err := s.account(ctx, tx, id)
		if err != nil {
			return err
		}
		if c.Version != 0 && c.Version != before.Version {
			return registry.ErrAccountChanged
		}
		if err := s.applyAccountChange(ctx, tx, p.ID, before, c); err != nil {
			return err
		}
		account, err = s.account(ctx, tx, id)
		return err
	})
	return account, err
}

func checkAccountChange(c registry.AccountChange) error {
	var all criteria.Faults
	if c.Name != nil {
		if faults, ok := registry.CheckName(*c.Name).(criteria.Faults); ok {
			all = append(all, faults...)
		}
	}
	if c.Grants != nil {
		if faults, ok := registry.CheckGrants(*c.Grants).(criteria.Faults); ok {
			all = append(all, faults...)
		}
	}
	if len(all) > 0 {
		return all
	}
	return nil
}

func (s *Store) applyAccountChange(ctx context.Context, tx pgx.Tx, actor string, before registry.Account, c registry.AccountChange) error {
	name, disabled := before.Name, before.DisabledAt != nil
	if c.Name != nil && *c.Name != name {
		name = *c.Name
		if err := s.audit(ctx, tx, actor, registry.AccountRenamed, before.ID, nil); err != nil {
			return err
		}
	}
	if c.Disabled != nil && *c.Disabled != disabled {
		disabled = *c.Disabled
		if err := s.switchAccount(ctx, tx, actor, before, disabled); err != nil {
			return err
		}
	}
	if c.Grants != nil {
		if err := s.replaceGrants(ctx, tx, actor, before.ID, before.Grants, *c.Grants); err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, statement("account_change"), pgx.StrictNamedArgs{"id": before.ID, "name": name, "disabled": disabled})
	return s.fault("change the account", err)
}

// switchAccount disables or enables an account. Either ends its sessions, and
// lets it try again at once.
func (s *Store) switchAccount(ctx context.Context, tx pgx.Tx, actor string, a registry.Account, disable bool) error {
	action := registry.AccountEnabled
	if disable {
		action = registry.AccountDisabled
	}
	if err := s.audit(ctx, tx, actor, action, a.ID, nil); err != nil {
		return err
	}
	return s.startAfresh(ctx, tx, a)
}

// startAfresh ends the sessions of an account and forgets its failures.
func (s *Store) startAfresh(ctx context.Context, tx pgx.Tx, a registry.Account) error {
	if _, err := tx.Exec(ctx, statement("session_end_all"), pgx.StrictNamedArgs{"id": a.ID}); err != nil {
		return s.fault("end the sessions", err)
	}
	_, err := tx.Exec(ctx, statement("attempt_forget"), pgx.StrictNamedArgs{"digest": attemptOfAccount(a.Email)})
	return s.fault("forget the failures", err)
}

// replaceGrants brings the grants of an account from what they are to what they
// are to be, and notes each difference.
func (s *Store) replaceGrants(ctx context.Context, tx pgx.Tx, actor string, account int64, from, to []registry.Grant) error {
	if err := s.knowTerritories(ctx, tx, to); err != nil {
		return err
	}
	for _, step := range []struct {
		grants, unless []registry.Grant
		sql            string
		action         registry.AuditAction
	}{{from, to, "grant_remove", registry.GrantRemoved}, {to, from, "grant_add", registry.GrantAdded}} {
		for _, g := range step.grants {
			if slices.Contains(step.unless, g) {
				continue
			}
			args := pgx.StrictNamedArgs{"id": account, "territory": g.Territory}
			if step.action == registry.GrantAdded {
				args["role"] = string(g.Role)
			}
			if _, err := tx.Exec(ctx, statement(step.sql), args); err != nil {
				return s.fault("change the grants", err)
			}
			if err := s.audit(ctx, tx, actor, step.action, account, map[string]any{"role": g.Role, "territory": g.Territory}); err != nil {
				return err
			}
		}
	}
	return nil
}

// knowTerritories returns Faults for territories that are not there.
func (s *Store) knowTerritories(ctx context.Context, tx pgx.Tx, grants []registry.Grant) error {
	var codes []string
	for _, g := range grants {
		if g.Territory != "" {
			codes = append(codes, g.Territory)
		}
	}
	rows, err := tx.Query(ctx, statement("grant_unknown"), pgx.StrictNamedArgs{"codes": codes})
	if err != nil {
		return s.fault("look for the territories", err)
	}
	unknown, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return s.fault("look for the territories", err)
	}
	var faults criteria.Faults
	for i, g := range grants {
		if slices.Contains(unknown, g.Territory) {
			faults = append(faults, criteria.Fault{Name: fmt.Sprintf("/grants/%d/territory", i), Rule: criteria.RuleUnknownCode,
				Got: g.Territory, Want: "the code of a territory of the registry"})
		}
	}
	if len(faults) > 0 {
		return faults
	}
	return nil
}

// SetPassword is registry.People's.
func (s *Store) SetPassword(ctx context.Context, p registry.Principal, id int64, password string) (string, error) {
	if err := p.Authorize(registry.ManageUsers); err != nil {
		return "", err
	}
	account, err := s.account(ctx, s.write, id)
	if err != nil {
		return "", err
	}
	madeUp := ""
	if password == "" {
		madeUp = secret.NewPassword()
		password = madeUp
	}
	if err := registry.CheckPassword("/password", password, account.Email); err != nil {
		return "", err
	}
	hash, err := hashed(ctx, password)
	if err != nil {
		return "", err
	}
	err = s.changePeople(ctx, func(tx pgx.Tx) error {
		args := pgx.StrictNamedArgs{"id": id, "hash": hash, "one_time": oneTime(p)}
		if _, err := tx.Exec(ctx, statement("account_password"), args); err != nil {
			return s.fault("set the password", err)
		}
		if err := s.audit(ctx, tx, p.ID, registry.PasswordSet, id, nil); err != nil {
			return err
		}
		return s.startAfresh(ctx, tx, account)
	})
	if err != nil {
		return "", err
	}
	return madeUp, nil
}
