package postgres

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

var _ registry.BulkDesk = (*Store)(nil)

// errTried takes back what a dry run did.
var errTried = errors.New("a dry run")

// ChangeSites sets the same facts of several sites; see registry.BulkDesk.
func (s *Store) ChangeSites(ctx context.Context, p registry.Principal, c registry.BulkChange) (registry.BulkResult, error) {
	var result registry.BulkResult
	if !p.CanSomewhere(registry.EditSite) {
		return result, p.Authorize(registry.EditSite)
	}
	if err := c.Check(); err != nil {
		return result, err
	}
	err := s.change(ctx, p, func(ctx context.Context, e *editing) error {
		b := &bulk{editing: e, change: &c, result: &result}
		return b.all(ctx)
	})
	if errors.Is(err, errTried) {
		err = nil
	}
	return result, err
}

// bulk is a change of several sites on its way.
type bulk struct {
	*editing
	change *registry.BulkChange
	result *registry.BulkResult
	places []int // in the result, of what is staged
}

func (b *bulk) all(ctx context.Context) error {
	b.result.Outcomes = make([]registry.BulkOutcome, len(b.change.Sites))
	for i, site := range b.change.Sites {
		out := &b.result.Outcomes[i]
		out.Ref = site.Ref
		if err := b.one(ctx, site, out); err != nil {
			if !isOwn(err) || errors.Is(err, registry.ErrTimeout) || errors.Is(err, registry.ErrUnavailable) {
				return err
			}
			out.State, out.Err = registry.BulkRefused, err
		}
		if out.State == registry.BulkChanged {
			b.places = append(b.places, i)
		}
	}
	if len(b.places) == 0 {
		return nil
	}
	if err := b.begin(ctx); err != nil {
		return err
	}
	written := b.staged
	if err := b.flush(ctx); err != nil {
		return err
	}
	b.tell(written)
	if b.change.DryRun {
		return errTried
	}
	return b.end(ctx)
}

// one stages the change of a site.
func (b *bulk) one(ctx context.Context, site registry.Version, out *registry.BulkOutcome) error {
	h, after, err := b.editing.begin(ctx, site.Ref, site.Version, registry.ActUpdate, b.change.Reason)
	if err != nil {
		return err
	}
	out.Version = h.entry.Version
	record, changes, err := b.change.Apply(&h.entry.Record)
	if err != nil {
		return err
	}
	if len(changes) == 0 {
		out.State = registry.BulkUnchanged
		return nil
	}
	record.Keep(&h.entry.Record)
	out.State, out.Changes = registry.BulkChanged, changes
	b.put(staged{site: h, record: record, shape: h.shape, action: registry.ActUpdate, reason: b.change.Reason, after: after, content: true})
	return nil
}

// begin opens the books of the batch, with what its undo needs and the ledger
// does not say.
func (b *bulk) begin(ctx context.Context) error {
	if b.change.DryRun {
		return nil
	}
	source, err := sourceOf(ctx, b.tx, deskSource)
	if err != nil {
		return b.store.fault("note the source", err)
	}
	fields := strings.Join(slices.Sorted(maps.Keys(b.change.Values)), ", ")
	err = b.tx.QueryRow(ctx, statement("batch_begin"), pgx.StrictNamedArgs{"file_name": fields, "file_digest": nil,
		"profile": registry.BulkProfile, "source": source, "actor": b.actor, "publish": false, "accepted": []string{}, "upload": int64(0)}).Scan(&b.batch)
	if err != nil {
		return b.store.fault("note the batch", err)
	}
	sites := make([]int64, len(b.staged))
	for i := range b.staged {
		sites[i] = b.staged[i].site.id
	}
	_, err = b.tx.Exec(ctx, statement("bulk_note"), pgx.StrictNamedArgs{"batch": b.batch, "sites": sites})
	return b.store.fault("note the sites of the batch", err)
}

// tell notes what was written of each site.
func (b *bulk) tell(written []staged) {
	for i := range written {
		out := &b.result.Outcomes[b.places[i]]
		if !b.change.DryRun {
			out.Version++
		}
		for _, issue := range written[i].findings {
			if b.change.About(&issue) {
				out.Findings = append(out.Findings, issue)
			}
		}
	}
}

// end closes the books of the batch.
func (b *bulk) end(ctx context.Context) error {
	unchanged, rejected, warnings := 0, 0, 0
	for i := range b.result.Outcomes {
		switch out := &b.result.Outcomes[i]; out.State {
		case registry.BulkUnchanged:
			unchanged++
		case registry.BulkRefused:
			rejected++
		case registry.BulkChanged:
			warnings += len(out.Findings)
		}
	}
	b.result.Batch = b.batch
	_, err := b.tx.Exec(ctx, statement("batch_apply"), pgx.StrictNamedArgs{"batch": b.batch, "read": len(b.result.Outcomes), "created": 0,
		"updated": len(b.places), "unchanged": unchanged, "rejected": rejected, "warnings": warnings, "by_rule": "{}", "skipped": 0,
		"gone": 0, "withdrawn": 0, "first": b.last.seq - int64(len(b.places)) + 1, "last": b.last.seq})
	return b.store.fault("close the books of the batch", err)
}
