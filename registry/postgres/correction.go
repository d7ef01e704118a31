package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
	"landbank/registry/secret"
)

var _ registry.Corrections = (*Store)(nil)

// correctionColumns are what scanCorrection reads.
const correctionColumns = `c.id, s.ref, c.state, c.changes, c.asks, coalesce(c.text, ''), coalesce(c.evidence, ''), c.evidence_urls,
	coalesce(c.language, ''), coalesce(x.email, ''), c.created_at, c.decided_at, coalesce(c.decided_by, ''), coalesce(c.reply, ''), c.accepted`

func scanCorrection(row pgx.CollectableRow) (registry.Correction, error) {
	var c registry.Correction
	var decided *time.Time
	err := row.Scan(&c.ID, &c.Ref, &c.State, &c.Changes, &c.Asks, &c.Text, &c.Evidence, &c.EvidenceURLs, &c.Language, &c.Email,
		&c.CreatedAt, &decided, &c.DecidedBy, &c.Reply, &c.Accepted)
	c.CreatedAt = c.CreatedAt.UTC()
	if decided != nil {
		c.DecidedAt = decided.UTC()
	}
	return c, err
}

// Propose notes a proposal on a published site.
func (s *Store) Propose(ctx context.Context, ref string, p registry.Proposal) (registry.Correction, error) {
	c := registry.Correction{Ref: ref, State: registry.CorrectionNew, Changes: p.Changes, Asks: p.Asks, Text: p.Text, Evidence: p.Evidence,
		EvidenceURLs: p.EvidenceURLs, Language: p.Language}
	var site int64
	var document []byte
	err := s.write.QueryRow(ctx, statement("correction_site"), pgx.StrictNamedArgs{"ref": ref}).Scan(&site, &document)
	if errors.Is(err, pgx.ErrNoRows) {
		return c, fmt.Errorf("site %s: %w", ref, registry.ErrNotFound)
	}
	if err != nil {
		return c, s.fault("read the site", err)
	}
	if err := p.Check(document); err != nil {
		return c, err
	}
	err = pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		if err := s.countAttempt(ctx, tx, secret.Digest("correction:"+network(p.Client)), registry.CorrectionThrottle); err != nil {
			return err
		}
		changes, err := jsonText(orNone(p.Changes))
		if err != nil {
			return err
		}
		return tx.QueryRow(ctx, statement("correction_add"), pgx.StrictNamedArgs{"site": site, "changes": changes, "asks": orEmpty(p.Asks),
			"words": cleanText(p.Text), "evidence": cleanText(p.Evidence), "urls": orEmpty(p.EvidenceURLs), "language": p.Language,
			"email": p.Email}).Scan(&c.ID, &c.CreatedAt)
	})
	var throttled *registry.ThrottledError
	if errors.As(err, &throttled) {
		return c, err
	}
	c.CreatedAt = c.CreatedAt.UTC()
	return c, s.fault("note the correction", err)
}

func orNone(changes map[string]json.RawMessage) map[string]json.RawMessage {
	if changes == nil {
		return map[string]json.RawMessage{}
	}
	return changes
}

// Decided lists what was decided of a published site.
func (s *Store) Decided(ctx context.Context, ref string) ([]registry.Correction, error) {
	var site int64
	var document []byte
	args := pgx.StrictNamedArgs{"ref": ref}
	err := s.read.QueryRow(ctx, statement("correction_site"), args).Scan(&site, &document)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, fmt.Errorf("site %s: %w", ref, registry.ErrNotFound)
	}
	if err != nil {
		return nil, s.fault("read the site", err)
	}
	rows, err := s.read.Query(ctx, statement("correction_decided"), args)
	if err != nil {
		return nil, s.fault("list the corrections", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.Correction, error) {
		var c registry.Correction
		err := row.Scan(&c.ID, &c.Ref, &c.State, &c.Changes, &c.CreatedAt, &c.DecidedAt, &c.Reply, &c.Accepted)
		c.CreatedAt, c.DecidedAt = c.CreatedAt.UTC(), c.DecidedAt.UTC()
		return c, err
	})
	return list, s.fault("list the corrections", err)
}

// Corrections lists those of the sites that the principal decides on.
func (s *Store) Corrections(ctx context.Context, p registry.Principal, q registry.CorrectionQuery) ([]registry.Correction, error) {
	if !p.CanSomewhere(registry.DecideCorrection) {
		return nil, p.Authorize(registry.DecideCorrection)
	}
	within, everywhere := p.Within(registry.DecideCorrection)
	rows, err := s.read.Query(ctx, statement("correction_list"), pgx.StrictNamedArgs{"states": orEmpty(q.States), "ref": q.Ref,
		"before": q.Before, "everywhere": everywhere, "within": orEmpty(within), "limit": q.Limit})
	if err != nil {
		return nil, s.fault("list the corrections", err)
	}
	list, err := pgx.CollectRows(rows, scanCorrection)
	return list, s.fault("list the corrections", err)
}

// Decide decides a correction; what is accepted becomes part of the site's
// draft in the same transaction.
func (s *Store) Decide(ctx context.Context, p registry.Principal, id int64, d registry.Decision) (registry.Correction, error) {
	var c registry.Correction
	err := s.change(ctx, p, func(ctx context.Context, e *editing) error {
		rows, err := e.tx.Query(ctx, statement("correction_one"), pgx.StrictNamedArgs{"id": id})
		if err != nil {
			return s.fault("read the correction", err)
		}
		if c, err = pgx.CollectExactlyOneRow(rows, scanCorrection); errors.Is(err, pgx.ErrNoRows) {
			return fmt.Errorf("correction %d: %w", id, registry.ErrNotFound)
		} else if err != nil {
			return s.fault("read the correction", err)
		}
		h, err := s.hold(ctx, e.tx, c.Ref)
		if err != nil {
			return err
		}
		if err := p.Authorize(registry.DecideCorrection, h.entry.Territories...); err != nil {
			return err
		}
		if err := d.Check(&c); err != nil {
			return err
		}
		if err := e.accept(ctx, &c, &d, h); err != nil {
			return err
		}
		c.State, c.Reply, c.Accepted, c.DecidedBy, c.DecidedAt = d.State, cleanText(d.Reply), orEmpty(d.Accept), p.ID, e.at
		_, err = e.tx.Exec(ctx, statement("correction_decide"), pgx.StrictNamedArgs{"id": id, "state": c.State, "reply": c.Reply,
			"accepted": c.Accepted, "actor": p.ID, "at": e.at})
		return s.fault("note the decision", err)
	})
	return c, err
}

// accept stages the draft that has the accepted changes.
func (e *editing) accept(ctx context.Context, c *registry.Correction, d *registry.Decision, h *held) error {
	if len(d.Accept) == 0 {
		return nil
	}
	reason := fmt.Sprintf("correction %d: %s", c.ID, d.Reply)
	h, after, err := e.begin(ctx, c.Ref, h.entry.Version, registry.ActUpdate, reason)
	if err != nil {
		return err
	}
	record, err := d.Apply(c, h.entry.Record)
	if err != nil {
		return err
	}
	e.put(staged{site: h, record: record, shape: h.shape, action: registry.ActUpdate, origin: fmt.Sprintf("correction:%d", c.ID),
		reason: reason, after: after, content: true})
	return nil
}

// eraseSenders erases the addresses of those who proposed long ago.
func (s *Store) eraseSenders(ctx context.Context, finish finish) error {
	return s.fault("erase senders", pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, statement("correction_erase"), pgx.StrictNamedArgs{"before": s.clock().AddDate(0, 0, -registry.SenderDays)})
		if err != nil {
			return err
		}
		return finish(ctx, tx, tag.RowsAffected())
	}))
}
