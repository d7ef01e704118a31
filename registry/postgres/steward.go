package postgres

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

var _ registry.Stewards = (*Store)(nil)

// Assign says who looks after the sites that a query finds.
func (s *Store) Assign(ctx context.Context, p registry.Principal, a registry.Assignment) ([]string, error) {
	if !p.CanSomewhere(registry.AssignSteward) {
		return nil, p.Authorize(registry.AssignSteward)
	}
	if err := a.Check(); err != nil {
		return nil, err
	}
	changed := []string{}
	err := s.change(ctx, p, func(ctx context.Context, e *editing) error {
		for _, who := range []*string{a.Steward, a.Deputy} {
			if err := e.isAccount(ctx, who); err != nil {
				return err
			}
		}
		sites, err := e.assigned(ctx, &a)
		if err != nil {
			return err
		}
		for _, h := range sites {
			changed = append(changed, h.entry.Ref)
		}
		as := func(h *held) staged {
			return staged{action: registry.ActAssign, reason: a.Reason, after: h.entry.Standing}
		}
		return e.both(ctx, sites, as, func(r *registry.Record) { a.Apply(r) })
	})
	if err != nil {
		return nil, err
	}
	return changed, nil
}

// assigned holds the sites whose steward the assignment changes.
func (e *editing) assigned(ctx context.Context, a *registry.Assignment) ([]*held, error) {
	a.Sites.Sort = nil
	l, err := newListing(e.principal, registry.AssignSteward, a.Sites)
	if err != nil {
		return nil, err
	}
	rows, err := e.tx.Query(ctx, l.sql("desk_list"), l.page("", registry.MostAssigned+1))
	if err != nil {
		return nil, e.store.fault("look for the sites", err)
	}
	entries, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.Entry, error) {
		var matched int64
		return scanEntry(row, &matched)
	})
	if err != nil {
		return nil, e.store.fault("look for the sites", err)
	}
	if len(entries) > registry.MostAssigned {
		return nil, registry.Refuse("steward", "sites", fmt.Sprintf("more than %d sites; narrow the question", registry.MostAssigned))
	}
	var sites []*held
	for i := range entries {
		if !a.Apply(&entries[i].Record) {
			continue
		}
		h, err := e.store.hold(ctx, e.tx, entries[i].Ref)
		if err != nil {
			return nil, err
		}
		if err := e.principal.Authorize(registry.AssignSteward, h.entry.Territories...); err != nil {
			return nil, err
		}
		sites = append(sites, h)
	}
	return sites, nil
}

// isAccount refuses who has no account here.
func (e *editing) isAccount(ctx context.Context, who *string) error {
	if who == nil || *who == "" {
		return nil
	}
	id, err := strconv.ParseInt(strings.TrimPrefix(*who, "user:"), 10, 64)
	known := false
	if err == nil {
		err = e.tx.QueryRow(ctx, statement("account_known"), pgx.StrictNamedArgs{"id": id}).Scan(&known)
		if err != nil {
			return e.store.fault("look for the account", err)
		}
	}
	if !known {
		return registry.Refuse("steward", "steward", fmt.Sprintf("there is no account %s that is in use", *who))
	}
	return nil
}
