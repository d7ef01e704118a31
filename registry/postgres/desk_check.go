package postgres

import (
	"context"
	"fmt"

	"landbank/registry"
)

// Check says what the rules find in a content.
func (s *Store) Check(ctx context.Context, p registry.Principal, ref string, edit registry.Edit) ([]registry.Issue, error) {
	if !p.CanSomewhere(registry.EditSite) {
		return nil, p.Authorize(registry.EditSite)
	}
	checked := staged{key: "check", record: edit.Record, shape: edit.Shape, action: registry.ActCreate}
	if ref != "" {
		var err error
		if checked.site, err = s.hold(ctx, s.read, ref); err != nil {
			return nil, err
		}
		if err := p.Authorize(registry.EditSite, checked.site.entry.Territories...); err != nil {
			return nil, err
		}
	}
	return s.found(ctx, p, checked)
}

// found gives what the rules find in a content. It is staged as a change would
// be, in a transaction that is taken back and queues for nothing.
func (s *Store) found(ctx context.Context, p registry.Principal, checked staged) ([]registry.Issue, error) {
	spool, err := newSpool()
	if err != nil {
		return nil, fmt.Errorf("check: %w", err)
	}
	defer func() { _ = spool.close() }()
	e := &editing{principal: p, appending: appending{store: s, actor: p.ID, code: deskSource.Code, spool: spool, day: s.today(), whole: true}}
	if e.tx, err = s.write.Begin(ctx); err != nil {
		return nil, s.fault("begin the check", err)
	}
	defer func() { _ = e.tx.Rollback(context.WithoutCancel(ctx)) }()
	e.put(checked)
	if err := e.check(ctx); err != nil {
		return nil, err
	}
	return e.staged[0].findings, nil
}
