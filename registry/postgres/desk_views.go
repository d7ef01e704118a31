package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// viewer gives the account whose views they are.
func viewer(p registry.Principal) (int64, error) {
	if !p.CanSomewhere(registry.ReadSite) {
		return 0, p.Authorize(registry.ReadSite)
	}
	account, ok := p.Account()
	if !ok {
		return 0, registry.ErrForbidden
	}
	return account, nil
}

// Views lists one's own views and those that others share.
func (s *Store) Views(ctx context.Context, p registry.Principal) ([]registry.View, error) {
	account, err := viewer(p)
	if err != nil {
		return nil, err
	}
	rows, err := s.read.Query(ctx, statement("view_list"), pgx.StrictNamedArgs{"account": account})
	if err != nil {
		return nil, s.fault("list views", err)
	}
	views, err := pgx.CollectRows(rows, pgx.RowToStructByPos[registry.View])
	for i := range views {
		views[i].ChangedAt = views[i].ChangedAt.UTC()
	}
	return views, s.fault("list views", err)
}

// PutView keeps a view of one's own.
func (s *Store) PutView(ctx context.Context, p registry.Principal, v registry.View) (registry.View, error) {
	account, err := viewer(p)
	if err != nil {
		return v, err
	}
	if err := v.Check(); err != nil {
		return v, err
	}
	args := pgx.StrictNamedArgs{"id": v.ID, "account": account, "name": strings.TrimSpace(v.Name), "query": v.Query, "shared": v.Shared}
	err = pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		var others int
		var taken bool
		// The account's row is the lock: two windows do not pass the limit together.
		if err := tx.QueryRow(ctx, statement("view_count"), pgx.StrictNamedArgs{"id": v.ID, "account": account, "name": args["name"]}).Scan(&others, &taken); err != nil {
			return err
		}
		switch {
		case taken:
			return registry.Refuse("name", "name", "you have another view of that name")
		case v.ID == 0 && others >= registry.MostViews:
			return registry.Refuse("views", "name", fmt.Sprintf("you keep %d views; remove one first", registry.MostViews))
		}
		name := "view_change"
		if v.ID == 0 {
			name = "view_add"
			delete(args, "id")
		}
		err := tx.QueryRow(ctx, statement(name), args).Scan(&v.ID, &v.Account, &v.Owner, &v.Name, &v.Query, &v.Shared, &v.ChangedAt)
		if errors.Is(err, pgx.ErrNoRows) {
			return registry.ErrNotFound
		}
		return err
	})
	v.ChangedAt = v.ChangedAt.UTC()
	return v, s.fault("keep the view", err)
}

// RemoveView forgets a view of one's own.
func (s *Store) RemoveView(ctx context.Context, p registry.Principal, id int64) error {
	account, err := viewer(p)
	if err != nil {
		return err
	}
	done, err := s.write.Exec(ctx, statement("view_remove"), pgx.StrictNamedArgs{"id": id, "account": account})
	if err == nil && done.RowsAffected() == 0 {
		return registry.ErrNotFound
	}
	return s.fault("remove the view", err)
}

// Colleagues lists who is at the desk.
func (s *Store) Colleagues(ctx context.Context, p registry.Principal) ([]registry.Colleague, error) {
	if !p.CanSomewhere(registry.ReadSite) {
		return nil, p.Authorize(registry.ReadSite)
	}
	rows, err := s.read.Query(ctx, statement("account_colleagues"))
	if err != nil {
		return nil, s.fault("list colleagues", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[registry.Colleague])
	return list, s.fault("list colleagues", err)
}
