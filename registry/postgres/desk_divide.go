package postgres

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// submitted is how a site stands that was never published and waits for its
// review.
var submitted = registry.Standing{Lifecycle: registry.InReview, Review: registry.ReviewInReview}

// Split proposes to split a site.
func (s *Store) Split(ctx context.Context, p registry.Principal, ref string, version int, d registry.Division) ([]registry.Entry, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	var made []registry.Entry
	err := s.change(ctx, p, func(ctx context.Context, e *editing) error {
		h, err := e.free(ctx, registry.Version{Ref: ref, Version: version}, registry.ActSplit, d.Reason)
		if err != nil {
			return err
		}
		for _, part := range d.Parts {
			e.putNew(h, part, "split:"+ref, d.Reason)
		}
		made, err = e.propose(ctx, registry.ActSplit, []*held{h}, []int64{h.seq}, d.Remainder)
		return err
	})
	return made, err
}

// Merge proposes to merge sites.
func (s *Store) Merge(ctx context.Context, p registry.Principal, m registry.Merger) (registry.Entry, error) {
	var whole registry.Entry
	if err := m.Check(); err != nil {
		return whole, err
	}
	err := s.change(ctx, p, func(ctx context.Context, e *editing) error {
		var sources []*held
		var before []int64
		var into *held
		origin := "merge"
		for _, v := range m.Sites {
			h, err := e.free(ctx, v, registry.ActMerge, m.Whole.Reason)
			if err != nil {
				return err
			}
			before = append(before, h.seq)
			if v.Ref == m.Into {
				into = h
				continue
			}
			sources = append(sources, h)
			origin += ":" + v.Ref
		}
		if into == nil {
			e.putNew(sources[0], m.Whole, origin, m.Whole.Reason)
		} else if err := e.putWhole(into, m.Whole, origin); err != nil {
			return err
		}
		made, err := e.propose(ctx, registry.ActMerge, sources, before, m.Remainder)
		if err == nil {
			whole = made[0]
		}
		return err
	})
	return whole, err
}

// free holds a site that can be divided and is in no other division.
func (e *editing) free(ctx context.Context, v registry.Version, action registry.ActionName, reason string) (*held, error) {
	h, _, err := e.begin(ctx, v.Ref, v.Version, action, reason)
	if err != nil {
		return nil, err
	}
	var other string
	err = e.tx.QueryRow(ctx, statement("lineage_busy"), pgx.StrictNamedArgs{"site": h.id}).Scan(&other)
	if err != nil {
		return nil, e.store.fault("look for divisions", err)
	}
	if other != "" {
		return nil, registry.Refuse("division", "ref", fmt.Sprintf("%s is in another division that is not settled: see %s", v.Ref, other))
	}
	return h, nil
}

// putNew stages a new site that waits for its review. Whoever looks after the
// site that it comes out of looks after it, unless it names others.
func (e *editing) putNew(from *held, edit registry.Edit, origin, reason string) {
	edit.Record.Keep(&registry.Record{})
	looked := stewardsOf(&from.entry.Record)
	if in := &edit.Record.Internal; in.Steward == "" && in.Deputy == "" {
		in.Steward, in.Deputy = looked.steward, looked.deputy
	}
	e.put(staged{key: rand.Text(), record: edit.Record, shape: edit.Shape, action: registry.ActCreate, origin: origin, reason: reason,
		after: submitted, content: true, looked: looked})
}

// putWhole stages the draft of the site that stays in a merger.
func (e *editing) putWhole(h *held, edit registry.Edit, origin string) error {
	if h.published == nil {
		return registry.Refuse("into", "into", "the site that stays is one that the public sees; without one, a new site is made")
	}
	edit.Record.Keep(&h.entry.Record)
	e.put(staged{site: h, record: edit.Record, shape: edit.Shape, action: registry.ActUpdate, origin: origin, reason: edit.Reason,
		after: registry.Standing{Lifecycle: h.entry.Standing.Lifecycle, Review: registry.ReviewInReview}, content: true})
	return nil
}

// propose writes the sites that are staged, if their land adds up to that of
// the revisions before, and notes what they come out of.
func (e *editing) propose(ctx context.Context, relation registry.ActionName, sources []*held, before []int64, remainder string) ([]registry.Entry, error) {
	e.judged = func(ctx context.Context) error {
		b, err := e.balance(ctx, filled("lineage_balance", map[string]string{"after": statement("lineage_staged")}), before, []int64{})
		if err != nil {
			return err
		}
		return b.Check(string(relation), remainder)
	}
	written := e.staged // flush notes there what it found
	if err := e.flush(ctx); err != nil {
		return nil, err
	}
	var ids []int64
	for _, h := range sources {
		ids = append(ids, h.id)
	}
	rows, err := e.tx.Query(ctx, statement("lineage_propose"), pgx.StrictNamedArgs{"sources": ids, "relation": string(relation),
		"remainder": textOrNil(remainder), "head": e.last.seq - int64(len(written))})
	if err != nil {
		return nil, e.store.fault("note the lineage", err)
	}
	refs, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, e.store.fault("note the lineage", err)
	}
	made := make([]registry.Entry, len(refs))
	for i, ref := range refs {
		h, err := e.store.hold(ctx, e.tx, ref)
		if err != nil {
			return nil, err
		}
		made[i], made[i].Findings = h.entry, written[i].findings
	}
	return made, nil
}

// balance compares the land of revisions before with that after.
func (e *editing) balance(ctx context.Context, sql string, before, after []int64) (registry.Balance, error) {
	var b registry.Balance
	args := pgx.StrictNamedArgs{"before": before}
	if slices.Contains(argumentsIn(sql), "after") {
		args["after"] = after
	}
	err := e.tx.QueryRow(ctx, sql, args).Scan(&b.BeforeM2, &b.AfterM2, &b.SharedM2, &b.BeyondM2, &b.MissingM2, &b.Outlines, &b.NoOutlines)
	return b, e.store.fault("weigh the land", err)
}
