package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/secret"
)

var _ registry.People = (*Store)(nil)

// mostListed is how many rows a list of people, tokens or log lines has at most.
const mostListed = 1000

func listLimit(asked int) int {
	if asked < 1 || asked > mostListed {
		return mostListed
	}
	return asked
}

// accountColumns are where the columns of account_known go.
func accountColumns(a *registry.Account) []any {
	return []any{&a.ID, &a.Email, &a.Name, &a.Grants, &a.HasPassword, &a.OneTime, &a.HasOIDC, &a.Version, &a.CreatedAt, &a.LastSeenAt, &a.DisabledAt}
}

func scanAccount(row pgx.CollectableRow) (a registry.Account, err error) {
	err = row.Scan(accountColumns(&a)...)
	return a, err
}

// HasAccounts tells whether anybody can sign in at all.
func (s *Store) HasAccounts(ctx context.Context) (any bool, err error) {
	err = s.write.QueryRow(ctx, statement("account_any")).Scan(&any)
	return any, s.fault("ask for accounts", err)
}

// Accounts is registry.People's.
func (s *Store) Accounts(ctx context.Context, p registry.Principal, q registry.AccountQuery) ([]registry.Account, error) {
	if err := p.Authorize(registry.ManageUsers); err != nil {
		return nil, err
	}
	rows, err := s.write.Query(ctx, statement("account_list"), pgx.StrictNamedArgs{"after": q.After,
		"email_key": registry.FoldEmail(q.Email), "most": listLimit(q.Limit)})
	if err != nil {
		return nil, s.fault("list accounts", err)
	}
	accounts, err := pgx.CollectRows(rows, scanAccount)
	return accounts, s.fault("list accounts", err)
}

// Account is registry.People's.
func (s *Store) Account(ctx context.Context, p registry.Principal, id int64) (registry.Account, error) {
	if err := p.Authorize(registry.ManageUsers); err != nil {
		return registry.Account{}, err
	}
	return s.account(ctx, s.write, id)
}

func (s *Store) account(ctx context.Context, db querier, id int64) (a registry.Account, err error) {
	err = db.QueryRow(ctx, statement("account_one"), pgx.StrictNamedArgs{"id": id}).Scan(accountColumns(&a)...)
	if errors.Is(err, pgx.ErrNoRows) {
		return a, registry.ErrNotFound
	}
	return a, s.fault("read the account", err)
}

// CreateAccount is registry.People's.
func (s *Store) CreateAccount(ctx context.Context, p registry.Principal, n registry.NewAccount) (registry.Account, string, error) {
	fail := func(err error) (registry.Account, string, error) { return registry.Account{}, "", err }
	if err := p.Authorize(registry.ManageUsers); err != nil {
		return fail(err)
	}
	n.Email = strings.TrimSpace(n.Email)
	if n.Name == "" {
		n.Name = registry.NameOf(n.Email)
	}
	password, madeUp := n.Password, ""
	if password == "" && !n.WithoutPassword {
		madeUp = secret.NewPassword()
		password = madeUp
	}
	if err := checkNewAccount(n, password); err != nil {
		return fail(err)
	}
	hash, err := hashed(ctx, password)
	if err != nil {
		return fail(err)
	}
	var account registry.Account
	err = s.changePeople(ctx, func(tx pgx.Tx) error {
		id, err := s.insertAccount(ctx, tx, p.ID, newAccount{NewAccount: n, hash: hash, oneTime: oneTime(p) && hash != ""})
		if err != nil {
			return err
		}
		account, err = s.account(ctx, tx, id)
		return err
	})
	if err != nil {
		return fail(err)
	}
	return account, madeUp, nil
}

// checkNewAccount gives every fault of the account at once.
func checkNewAccount(n registry.NewAccount, password string) error {
	checks := []error{registry.CheckEmail(n.Email), registry.CheckName(n.Name), registry.CheckGrants(n.Grants)}
	if password != "" {
		checks = append(checks, registry.CheckPassword("/password", password, n.Email))
	}
	var all criteria.Faults
	for _, err := range checks {
		if faults, ok := err.(criteria.Faults); ok {
			all = append(all, faults...)
		}
	}
	if len(all) > 0 {
		return all
	}
	return nil
}

// hashed gives the hash of a password, "" for none.
func hashed(ctx context.Context, password string) (string, error) {
	if password == "" {
		return "", nil
	}
	return secret.Hash(ctx, registry.NormalPassword(password))
}

// oneTime tells whether a password that the principal sets for another has to
// be changed by that person: another person knows it. The command line does not
// ask for that, since whoever works there can read everything anyway.
func oneTime(p registry.Principal) bool { return p.ID != registry.Operator.ID }

// newAccount is an account on its way into the database.
type newAccount struct {
	registry.NewAccount
	hash            string
	oneTime         bool
	issuer, subject string
}

func (s *Store) insertAccount(ctx context.Context, tx pgx.Tx, actor string, n newAccount) (id int64, err error) {
	rows, err := tx.Query(ctx, statement("account_create"), pgx.StrictNamedArgs{"email": n.Email, "email_key": registry.FoldEmail(n.Email),
		"name": n.Name, "hash": n.hash, "one_time": n.oneTime, "issuer": n.issuer, "subject": n.subject})
	if err != nil {
		return 0, s.fault("add the account", err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return 0, s.fault("add the account", err)
	}
	if len(ids) == 0 {
		return 0, registry.ErrEmailTaken
	}
	id = ids[0]
	if err := s.audit(ctx, tx, actor, registry.AccountCreated, id, nil); err != nil {
		return 0, err
	}
	return id, s.replaceGrants(ctx, tx, actor, id, nil, n.Grants)
}

// changePeople runs one change of the accounts after the other, and none that
// takes the last administrator away.
func (s *Store) changePeople(ctx context.Context, change func(pgx.Tx) error) error {
	return pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, statement("account_lock")); err != nil {
			return s.fault("wait for other changes of accounts", err)
		}
		before, err := s.hasAdmin(ctx, tx)
		if err != nil {
			return err
		}
		if err := change(tx); err != nil {
			return err
		}
		after, err := s.hasAdmin(ctx, tx)
		if err == nil && before && !after {
			err = registry.ErrLastAdmin
		}
		return err
	})
}

func (s *Store) hasAdmin(ctx context.Context, tx pgx.Tx) (has bool, err error) {
	err = tx.QueryRow(ctx, statement("account_admin")).Scan(&has)
	return has, s.fault("look for an administrator", err)
}

// audit notes what was done, in the transaction that does it.
func (s *Store) audit(ctx context.Context, tx pgx.Tx, actor string, action registry.AuditAction, account int64, detail map[string]any) error {
	if detail == nil {
		detail = map[string]any{}
	}
	_, err := tx.Exec(ctx, statement("audit_add"), pgx.StrictNamedArgs{"actor": actor, "action": string(action), "account": account, "detail": detail})
	return s.fault("write the audit log", err)
}

// Audit is registry.People's.
func (s *Store) Audit(ctx context.Context, p registry.Principal, q registry.AuditQuery) ([]registry.AuditEntry, error) {
	if err := p.Authorize(registry.ReadOperations); err != nil {
		return nil, err
	}
	rows, err := s.write.Query(ctx, statement("audit_list"), pgx.StrictNamedArgs{"account": q.Account, "action": string(q.Action), "actor": q.Actor, "before": q.Before, "most": listLimit(q.Limit)})
	if err != nil {
		return nil, s.fault("read the audit log", err)
	}
	entries, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (e registry.AuditEntry, err error) {
		err = row.Scan(&e.ID, &e.At, &e.Actor, &e.Action, &e.Account, &e.Detail)
		return e, err
	})
	if err != nil {
		return nil, fmt.Errorf("audit log: %w", s.fault("read the audit log", err))
	}
	return entries, nil
}
