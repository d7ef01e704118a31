package postgres

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

var _ registry.HistoryDesk = (*Store)(nil)

// Feed gives what changed for the public after a revision.
func (s *Store) Feed(ctx context.Context, since int64, limit int) (registry.Feed, error) {
	feed := registry.Feed{Next: since}
	err := s.readPast(ctx, "read the feed", func(tx pgx.Tx) error {
		var last int64
		if err := tx.QueryRow(ctx, "select coalesce(max(seq), 0) from revision").Scan(&last); err != nil {
			return err
		}
		rows, err := tx.Query(ctx, statement("feed"), pgx.StrictNamedArgs{"since": since, "limit": limit + 1})
		if err != nil {
			return err
		}
		feed.Events, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.FeedEvent, error) {
			var e registry.FeedEvent
			err := row.Scan(&e.Seq, &e.Ref, &e.Version, &e.At, &e.Hash, &e.Kind)
			e.At = e.At.UTC()
			return e, err
		})
		if feed.More = len(feed.Events) > limit; feed.More {
			feed.Events = feed.Events[:limit]
			feed.Next = feed.Events[limit-1].Seq
		} else {
			feed.Next = max(since, last)
		}
		return err
	})
	return feed, err
}

// History gives what the public saw of a site.
func (s *Store) History(ctx context.Context, ref string, q registry.HistoryQuery) (registry.History, error) {
	var history registry.History
	err := s.readPast(ctx, "read the history of "+ref, func(tx pgx.Tx) error {
		var site int64
		err := tx.QueryRow(ctx, "select id from site where ref = $1 and published_seq is not null", ref).Scan(&site)
		if err != nil {
			return err
		}
		history, err = s.history(ctx, tx, site, true, q)
		return err
	})
	history.Ref = ref
	return history, err
}

// WholeHistory gives all revisions of a site.
func (s *Store) WholeHistory(ctx context.Context, p registry.Principal, ref string, q registry.HistoryQuery) (registry.History, error) {
	var history registry.History
	err := s.readPast(ctx, "read the history of "+ref, func(tx pgx.Tx) error {
		var site int64
		var territories []string
		err := tx.QueryRow(ctx, "select id, territories_of(territory_id) from site where ref = $1", ref).Scan(&site, &territories)
		if err != nil {
			return err
		}
		if err := p.Authorize(registry.ReadSite, territories...); err != nil {
			return err
		}
		history, err = s.history(ctx, tx, site, false, q)
		return err
	})
	history.Ref = ref
	return history, err
}

func (s *Store) history(ctx context.Context, tx pgx.Tx, site int64, public bool, q registry.HistoryQuery) (registry.History, error) {
	var history registry.History
	rows, err := tx.Query(ctx, statement("history"), pgx.StrictNamedArgs{"site": site, "public": public, "geometry": q.Geometry,
		"before": q.Before, "limit": q.Limit + 1})
	if err != nil {
		return history, err
	}
	history.Events, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.HistoryEvent, error) {
		return scanEvent(row, public)
	})
	if err != nil {
		return history, fmt.Errorf("read revisions: %w", err)
	}
	if len(history.Events) > q.Limit {
		history.Events = history.Events[:q.Limit]
		history.Next = history.Events[q.Limit-1].Seq
	}
	return history, nil
}

func scanEvent(row pgx.CollectableRow, public bool) (registry.HistoryEvent, error) {
	var e registry.HistoryEvent
	var changes, before, after, outlines []byte
	err := row.Scan(&e.Seq, &e.Version, &e.At, &e.Actor, &e.ActorName, &e.Action, &e.LifecycleBefore, &e.Lifecycle, &e.Review, &e.Published,
		&e.Batch, &e.Source.Code, &e.Source.Name, &e.Reason, &e.Hash, &e.ErasedBy, &changes, &before, &after, &outlines, &e.Before, &e.After)
	if err != nil {
		return e, err
	}
	e.At, e.By = e.At.UTC(), registry.ByOf(e.Actor, e.Batch)
	if !public {
		if changes == nil {
			return e, nil // the site is new: all of it is
		}
		return e, json.Unmarshal(changes, &e.Changes)
	}
	e.Actor, e.ActorName, e.Reason, e.Review, e.Batch = "", "", "", "", 0
	if before == nil {
		return e, nil
	}
	if e.Changes, err = registry.DocumentChanges(before, after); err != nil {
		return e, err
	}
	if outlines != nil {
		var c registry.Change
		if err := json.Unmarshal(outlines, &c); err != nil {
			return e, fmt.Errorf("read differences: %w", err)
		}
		e.Changes["geometry"] = c
	}
	return e, nil
}
