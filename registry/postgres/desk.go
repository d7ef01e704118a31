package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/geo"
	"landbank/registry"
)

var _ registry.Desk = (*Store)(nil)

// deskSource is the register that sites come from which staff enter here.
var deskSource = registry.Source{Code: "desk", Name: "Landbank"}

// writeWait is how long a change waits for its turn: as long as an import of a
// large register holds the ledger.
const writeWait = 30 * time.Second

// held is a site in the hands of whoever changes it.
type held struct {
	id                int64
	entry             registry.Entry
	shape             geo.Shape
	document          []byte
	seq, publishedSeq int64
	published         *registry.Record // what the public sees; nil where it sees nothing
	publishedShape    geo.Shape
	publishedDocument []byte
	publishedIn       []string // the territories in which the public sees it
}

// change runs one change of the registry: one transaction that holds the
// ledger. do stages edits; what it staged last is written at the end.
func (s *Store) change(ctx context.Context, p registry.Principal, do func(context.Context, *editing) error) error {
	spool, err := newSpool()
	if err != nil {
		return fmt.Errorf("change: %w", err)
	}
	defer func() { _ = spool.close() }()
	e := &editing{principal: p, appending: appending{store: s, actor: p.ID, code: deskSource.Code, spool: spool, day: s.today(), whole: true}}
	err = pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		e.tx = tx
		if err := s.writeLimit(ctx, tx); err != nil {
			return err
		}
		if err := e.lock(ctx); err != nil {
			return err
		}
		if err := do(ctx, e); err != nil {
			return err
		}
		return e.flush(ctx)
	})
	if isOwn(err) {
		return err
	}
	return s.fault("change the registry", err)
}

// writeLimit bounds how long the transaction waits for its turn.
func (s *Store) writeLimit(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, "set local lock_timeout = "+strconv.FormatInt(writeWait.Milliseconds(), 10))
	return s.fault("begin the change", err)
}

// isOwn tells whether an error is one of the registry's own, which say all
// that a caller has to know.
func isOwn(err error) bool {
	for _, kind := range []error{registry.ErrNotFound, registry.ErrForbidden, registry.ErrStale, registry.ErrConflict,
		registry.ErrTimeout, registry.ErrUnavailable} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

// hold reads a site, or returns registry.ErrNotFound.
func (s *Store) hold(ctx context.Context, from querier, ref string) (*held, error) {
	h := &held{}
	en := &h.entry
	var outline, publishedOutline []byte
	var publishedAt *time.Time
	var published []byte
	err := from.QueryRow(ctx, statement("desk_site"), pgx.StrictNamedArgs{"ref": ref}).Scan(&h.id, &en.Ref, &en.Version,
		&en.Standing.Lifecycle, &en.Standing.Review, &h.seq, &h.publishedSeq, &publishedAt, &en.Territories,
		&en.Source.Code, &en.Source.Name, &en.Source.Producer, &en.Source.URL, &en.Source.Licence, &en.SourceKey,
		&en.ChangedAt, &en.ChangedBy, &h.document, &outline, (*[]byte)(&en.Geometry), &published, &publishedOutline, &h.publishedIn, &en.Authors)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, fmt.Errorf("site %s: %w", ref, registry.ErrNotFound)
	}
	if err != nil {
		return nil, s.fault("read site "+ref, err)
	}
	en.Seq, en.ChangedAt = h.seq, en.ChangedAt.UTC()
	if publishedAt != nil {
		en.PublishedAt = publishedAt.UTC()
	}
	if err := decodeHeld(h.document, outline, &en.Record, &h.shape); err != nil {
		return nil, fmt.Errorf("read the record of %s: %w", ref, err)
	}
	if published != nil {
		h.published, h.publishedDocument = &registry.Record{}, published
		if err := decodeHeld(published, publishedOutline, h.published, &h.publishedShape); err != nil {
			return nil, fmt.Errorf("read the published record of %s: %w", ref, err)
		}
	}
	for _, a := range registry.Actions {
		if a.Check(en.Standing, "-") == nil {
			en.Actions = append(en.Actions, a.Name)
		}
	}
	return h, h.compare()
}

func decodeHeld(document, outline []byte, record *registry.Record, shape *geo.Shape) (err error) {
	if err := json.Unmarshal(document, record); err != nil {
		return err
	}
	*shape, _, err = new(geo.Parser).EWKB(outline)
	return err
}

// compare tells what differs from the published record.
func (h *held) compare() error {
	if h.published == nil || h.seq == h.publishedSeq {
		return nil
	}
	pending, err := registry.DocumentChanges(h.publishedDocument, h.document)
	if err != nil {
		return fmt.Errorf("compare %s with what is published: %w", h.entry.Ref, err)
	}
	if !h.shape.Equal(h.publishedShape) {
		pending["geometry"] = registry.Change{}
	}
	h.entry.Pending = pending
	return nil
}

// checkVersion returns a StaleError where the caller knows another version
// than the newest.
func (e *editing) checkVersion(ctx context.Context, h *held, version int) error {
	if version == h.entry.Version {
		return nil
	}
	stale := &registry.StaleError{Ref: h.entry.Ref, Known: version, Version: h.entry.Version}
	var before []byte
	var was json.RawMessage
	err := e.tx.QueryRow(ctx, statement("desk_version"), pgx.StrictNamedArgs{"site": h.id, "version": version}).Scan(&before, (*[]byte)(&was))
	if errors.Is(err, pgx.ErrNoRows) {
		return stale // a version that never was has no differences
	}
	if err != nil {
		return e.store.fault("read the version before", err)
	}
	if stale.Changes, err = registry.DocumentChanges(before, h.document); err != nil {
		return fmt.Errorf("compare %s with version %d: %w", h.entry.Ref, version, err)
	}
	var is json.RawMessage
	if err := e.tx.QueryRow(ctx, statement("desk_version"), pgx.StrictNamedArgs{"site": h.id, "version": h.entry.Version}).
		Scan(&before, (*[]byte)(&is)); err != nil {
		return e.store.fault("read the newest version", err)
	}
	if string(was) != string(is) {
		stale.Changes["geometry"] = registry.Change{Before: was, After: is}
	}
	return stale
}
