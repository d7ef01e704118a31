package postgres

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

var _ registry.Eraser = (*Store)(nil)

// Erase takes personal data out of a site and its history.
func (s *Store) Erase(ctx context.Context, p registry.Principal, ref string, erasure registry.Erasure) (registry.Erased, error) {
	done := registry.Erased{Ref: ref}
	if err := p.Authorize(registry.EraseData); err != nil {
		return done, err
	}
	if err := erasure.Check(); err != nil {
		return done, err
	}
	err := s.change(ctx, p, func(ctx context.Context, e *editing) error {
		h, err := s.hold(ctx, e.tx, ref)
		if err != nil {
			return err
		}
		w := &erasing{editing: e, erasure: erasure, site: h, done: &done}
		return w.all(ctx)
	})
	return done, err
}

// erasing is an erasure on its way.
type erasing struct {
	*editing
	erasure registry.Erasure
	site    *held
	texts   []string // that were erased
	past    []pastRevision
	said    []saidRow
	done    *registry.Erased
}

// pastRevision is a revision that may hold what is going to be erased.
type pastRevision struct {
	seq               int64
	batch             *int64
	reason            *string
	changes, document []byte
	outline           []byte
}

func (e *erasing) all(ctx context.Context) error {
	if err := e.find(ctx); err != nil {
		return err
	}
	var err error
	// Where a draft stands beside the published record, the first of the two
	// revisions lists nothing yet.
	if e.noted, err = noteErased(e.erasure.Paths, []rewritten{}); err != nil {
		return err
	}
	as := func(h *held) staged {
		return staged{action: registry.ActErase, reason: e.erasure.Reason, after: h.entry.Standing}
	}
	var broken error
	err = e.both(ctx, []*held{e.site}, as, func(r *registry.Record) { broken = eraseRecord(r, e.erasure.Paths) })
	if err := errors.Join(err, broken); err != nil {
		return err
	}
	if e.noted, err = noteErased(e.erasure.Paths, e.listing()); err != nil {
		return err
	}
	if err := e.flush(ctx); err != nil {
		return err
	}
	e.noted, e.done.Seq = nil, e.last.seq
	if err := e.rewrite(ctx); err != nil {
		return err
	}
	return e.beside(ctx)
}

// eraseRecord takes what stands at the paths out of a record.
func eraseRecord(r *registry.Record, paths []string) error {
	document, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("encode the record: %w", err)
	}
	if document, _, err = registry.EraseFrom(document, paths); err != nil {
		return err
	}
	*r = registry.Record{}
	if err := json.Unmarshal(document, r); err != nil {
		return fmt.Errorf("decode the record: %w", err)
	}
	return nil
}

// find reads the site's history and takes the data out of it, in memory.
func (e *erasing) find(ctx context.Context) error {
	rows, err := e.tx.Query(ctx, statement("erase_history"), pgx.StrictNamedArgs{"site": e.site.id})
	if err != nil {
		return e.store.fault("read the history", err)
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (pastRevision, error) {
		var p pastRevision
		return p, row.Scan(&p.seq, &p.batch, &p.reason, &p.changes, &p.document, &p.outline)
	})
	if err != nil {
		return e.store.fault("read the history", err)
	}
	erased := slices.Clone(all)
	var taken []json.RawMessage
	for i := range erased {
		p := &erased[i]
		var from, of []json.RawMessage
		if p.document, from, err = registry.EraseFrom(p.document, e.erasure.Paths); err != nil {
			return err
		}
		if p.changes, of, err = registry.EraseChanges(p.changes, e.erasure.Paths); err != nil {
			return err
		}
		taken = slices.Concat(taken, from, of)
	}
	said, err := e.findSaid(ctx)
	if err != nil {
		return err
	}
	taken = slices.Concat(taken, said)
	if taken == nil {
		return registry.Refuse("path", "paths", "nothing stands at these paths, and nothing ever did")
	}
	e.texts = registry.Texts(taken)
	if registry.EraseText(e.erasure.Reason, e.texts) != e.erasure.Reason {
		return registry.Refuse("reason", "reason", "the reason repeats what is to be erased")
	}
	return e.keep(all, erased)
}

// keep keeps the revisions that have to be rewritten, and looks where the same
// texts still stand.
func (e *erasing) keep(all, erased []pastRevision) error {
	for i := range erased {
		p := &erased[i]
		if p.reason != nil {
			reason := registry.EraseText(*p.reason, e.texts)
			p.reason = &reason
		}
		still, err := registry.Holding(p.document, e.texts)
		if err != nil {
			return err
		}
		for _, path := range still {
			if !slices.Contains(e.done.Remaining, path) {
				e.done.Remaining = append(e.done.Remaining, path)
			}
		}
		same := string(p.document) == string(all[i].document) && string(p.changes) == string(all[i].changes) &&
			(p.reason == nil || *p.reason == *all[i].reason)
		if !same {
			e.past = append(e.past, *p)
			e.done.Revisions = append(e.done.Revisions, p.seq)
		}
	}
	return nil
}

// rewritten is a revision in the list of an erasure, with the digests of what it
// says from then on.
type rewritten struct {
	Seq    int64  `json:"seq"`
	Record string `json:"record"`
	Prose  string `json:"prose"`
}

func (e *erasing) listing() []rewritten {
	list := []rewritten{}
	for i := range e.past {
		p := &e.past[i]
		record, _ := recordDigest(p.document, p.outline)
		prose, _ := (&entry{reason: p.reason, changes: p.changes}).proseDigest(nil)
		list = append(list, rewritten{p.seq, hex.EncodeToString(record), hex.EncodeToString(prose)})
	}
	return list
}

// noteErased gives what an erasure says in place of differences.
func noteErased(paths []string, revisions []rewritten) ([]byte, error) {
	after, err := json.Marshal(map[string]any{"paths": paths, "revisions": revisions})
	if err != nil {
		return nil, fmt.Errorf("note the erasure: %w", err)
	}
	return json.Marshal(map[string]registry.Change{"erased": {After: after}})
}

// rewrite takes the data out of the revisions that are there.
func (e *erasing) rewrite(ctx context.Context) error {
	for i := range e.past {
		p := &e.past[i]
		var changes *string
		if p.changes != nil {
			text := string(p.changes)
			changes = &text
		}
		_, err := e.tx.Exec(ctx, statement("erase_revision"), pgx.StrictNamedArgs{"document": string(p.document), "changes": changes,
			"reason": p.reason, "by": e.done.Seq, "seq": p.seq})
		if err != nil {
			return e.store.fault("take data out of a revision", err)
		}
	}
	return nil
}
