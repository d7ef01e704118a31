package postgres

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"

	"landbank/registry"
)

// Create makes a draft, or a candidate.
func (s *Store) Create(ctx context.Context, p registry.Principal, edit registry.Edit) (registry.Entry, error) {
	if !p.CanSomewhere(registry.CreateSite) {
		return registry.Entry{}, p.Authorize(registry.CreateSite)
	}
	after := registry.Standing{Lifecycle: registry.Draft, Review: registry.ReviewDraft}
	if edit.Record.Confirmation == registry.Candidate {
		after.Lifecycle = registry.Candidate
	}
	edit.Record.Keep(&registry.Record{})
	return s.acted(ctx, p, "", func(ctx context.Context, e *editing) error {
		e.put(staged{key: rand.Text(), record: edit.Record, shape: edit.Shape, action: registry.ActCreate, origin: edit.From,
			reason: edit.Reason, after: after, content: true})
		return nil
	})
}

// Update changes the draft of a site.
func (s *Store) Update(ctx context.Context, p registry.Principal, ref string, version int, edit registry.Edit) (registry.Entry, error) {
	return s.acted(ctx, p, ref, func(ctx context.Context, e *editing) error {
		h, after, err := e.begin(ctx, ref, version, registry.ActUpdate, edit.Reason)
		if err != nil {
			return err
		}
		was := &h.entry.Record
		edit.Record.Keep(was)
		if stewardsOf(&edit.Record) != stewardsOf(was) { // here; where it comes to lie is asked when that is known
			if err := p.Authorize(registry.AssignSteward, h.entry.Territories...); err != nil {
				return err
			}
		}
		e.put(staged{site: h, record: edit.Record, shape: edit.Shape, action: registry.ActUpdate, origin: edit.From, reason: edit.Reason,
			after: after, content: true})
		return nil
	})
}

// Act does one of the other actions.
func (s *Store) Act(ctx context.Context, p registry.Principal, ref string, version int, act registry.Act) (registry.Entry, error) {
	return s.acted(ctx, p, ref, func(ctx context.Context, e *editing) error {
		h, after, err := e.begin(ctx, ref, version, act.Action, act.Reason)
		if err != nil {
			return err
		}
		row, _ := registry.ActionByName(act.Action)
		if err := act.Check(e.day); err != nil {
			return err
		}
		if row.Shown {
			as := func(*held) staged { return staged{action: act.Action, reason: act.Reason, after: after} }
			return e.both(ctx, []*held{h}, as, func(r *registry.Record) { act.Apply(r, p, e.day) })
		}
		s := staged{site: h, record: h.entry.Record, shape: h.shape, action: act.Action, reason: act.Reason, after: after}
		switch act.Action {
		case registry.ActPublish:
			var d *division
			if d, err = e.divisionOf(ctx, h); err == nil && d != nil {
				return e.settle(ctx, d, s, act)
			}
			if len(act.Together) > 0 {
				return registry.Refuse("together", "together", "this site is published alone")
			}
			err = e.publication(&s, act)
		case registry.ActDiscard:
			s.record, s.shape, s.content, s.publish = *h.published, h.publishedShape, true, true
		case registry.ActReuse, registry.ActWithdraw, registry.ActRestore:
			s.content = act.Apply(&s.record, p, e.day)
		case registry.ActUpdate, registry.ActSplit, registry.ActMerge:
			err = registry.Refuse("action", "action", fmt.Sprintf("%s is not done like this", act.Action))
		}
		if err != nil {
			return err
		}
		if act.Action == registry.ActDiscard || act.Action == registry.ActWithdraw {
			err = e.dropDivision(ctx, h)
		}
		e.put(s)
		return err
	})
}

// begin holds a site, and checks the right, the version, and that the action
// can be done with it.
func (e *editing) begin(ctx context.Context, ref string, version int, name registry.ActionName, reason string) (*held, registry.Standing, error) {
	var none registry.Standing
	action, ok := registry.ActionByName(name)
	if !ok {
		return nil, none, registry.Refuse("action", "action", fmt.Sprintf("there is no action %q", name))
	}
	h, err := e.store.hold(ctx, e.tx, ref)
	if err != nil {
		return nil, none, err
	}
	if err := e.principal.Authorize(action.Operation, h.entry.Territories...); err != nil {
		return nil, none, err
	}
	if h.published != nil && action.Public() { // a draft may lie elsewhere than what the public sees
		if err := e.principal.Authorize(action.Operation, h.publishedIn...); err != nil {
			return nil, none, err
		}
	}
	if err := e.checkVersion(ctx, h, version); err != nil {
		return nil, none, err
	}
	if err := action.Check(h.entry.Standing, reason); err != nil {
		return nil, none, err
	}
	return h, action.After(h.entry.Standing), nil
}

// publication makes the newest record the one that the public sees, if
// somebody else than its authors says so.
func (e *editing) publication(s *staged, act registry.Act) error {
	h := s.site
	var paths []string
	for path := range h.entry.Pending {
		paths = append(paths, path)
	}
	mine := slices.Contains(h.entry.Authors, e.principal.ID) && e.principal.ID != registry.Operator.ID
	if mine && registry.NeedsOtherEyes(h.published == nil, paths) {
		return registry.Refuse("four_eyes", "action",
			"a first publication, a price and an outline are published by somebody who did not make the change")
	}
	s.publish = true
	for _, w := range act.Waivers {
		w.By, w.On = e.principal.ID, e.day
		s.record.Internal.Waivers = append(slices.Clone(s.record.Internal.Waivers), w)
		s.content = true
	}
	return nil
}

// both stages a change of each site as the public sees it. Where a draft
// stands beside, the draft gets the same change in a revision of its own, so
// that its publication does not take the change back. Sites that the public
// does not see change as they are. as says what the revisions are, but for
// their records; apply changes those, nil where nothing changes in them.
func (e *editing) both(ctx context.Context, sites []*held, as func(*held) staged, apply func(*registry.Record)) error {
	var beside []*held
	stage := func(s staged, record registry.Record) {
		s.record = record
		if apply != nil {
			apply(&s.record)
			s.content = true
		}
		e.put(s)
	}
	for _, h := range sites {
		s := as(h)
		s.site, s.shape = h, h.shape
		if h.published == nil {
			stage(s, h.entry.Record)
			continue
		}
		s.publish, s.shape, s.was = true, h.publishedShape, h.publishedSeq
		if h.seq != h.publishedSeq {
			s.content = true // the tables hold the draft
			beside = append(beside, h)
		}
		stage(s, *h.published)
	}
	if len(beside) == 0 {
		return nil
	}
	if err := e.flush(ctx); err != nil {
		return err
	}
	for _, h := range beside {
		next, err := e.store.hold(ctx, e.tx, h.entry.Ref)
		if err != nil {
			return err
		}
		s := as(h)
		s.site, s.shape, s.was, s.content = next, h.shape, h.seq, true
		stage(s, h.entry.Record)
	}
	return nil
}

// acted runs a change of one site and reads the site as it is after; ref is ""
// for a new one.
func (s *Store) acted(ctx context.Context, p registry.Principal, ref string, do func(context.Context, *editing) error) (registry.Entry, error) {
	var entry registry.Entry
	err := s.change(ctx, p, func(ctx context.Context, e *editing) error {
		if err := do(ctx, e); err != nil {
			return err
		}
		var found []registry.Issue
		if err := e.flushed(ctx, &ref, &found); err != nil {
			return err
		}
		h, err := s.hold(ctx, e.tx, ref)
		if err != nil {
			return err
		}
		entry = h.entry
		entry.Findings = found
		return nil
	})
	return entry, err
}

// flushed writes what is staged, and gives the reference of its only site and
// what the rules found in it.
func (e *editing) flushed(ctx context.Context, ref *string, found *[]registry.Issue) error {
	if len(e.staged) == 0 {
		return nil
	}
	last := e.staged[len(e.staged)-1:]
	if err := e.flush(ctx); err != nil {
		return err
	}
	*found = last[0].findings
	if *ref != "" {
		return nil
	}
	err := e.tx.QueryRow(ctx, statement("desk_new_ref")).Scan(ref)
	return e.store.fault("read the reference", err)
}
