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
	seen, err := s.found(ctx, p, checked)
	if err != nil {
		return nil, err
	}
	// Findings name the sites around, so it has to be land that is the principal's.
	if err := p.Authorize(registry.EditSite, seen.territ...); err != nil {
		return nil, err
	}
	return seen.findings, nil
}

// found gives what the rules find in a content, and where it lies. It is staged
// as a change would be, in a transaction that is taken back and queues for
// nothing.
func (s *Store) found(ctx context.Context, p registry.Principal, checked staged) (staged, error) {
	spool, err := newSpool()
	if err != nil {
		return checked, fmt.Errorf("check: %w", err)
	}
	defer func() { _ = spool.close() }()
	e := &editing{principal: p, appending: appending{store: s, actor: p.ID, code: deskSource.Code, spool: spool, day: s.today(), whole: true}}
	if e.tx, err = s.write.Begin(ctx); err != nil {
		return checked, s.fault("begin the check", err)
	}
	defer func() { _ = e.tx.Rollback(context.WithoutCancel(ctx)) }()
	e.put(checked)
	if err := e.check(ctx); err != nil {
		return checked, err
	}
	return e.staged[0], nil
}
