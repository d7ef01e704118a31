package postgres

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// Entry gives one site as its department sees it.
func (s *Store) Entry(ctx context.Context, p registry.Principal, ref string) (registry.Entry, error) {
	h, err := s.hold(ctx, s.read, ref)
	if err != nil {
		return registry.Entry{}, err
	}
	if err := p.Authorize(registry.ReadSite, h.entry.Territories...); err != nil {
		return registry.Entry{}, err
	}
	if p.Can(registry.ReadFindings, h.entry.Territories...) {
		seen, err := s.found(ctx, p, staged{site: h, record: h.entry.Record, shape: h.shape, action: registry.ActConfirm})
		if err != nil {
			return registry.Entry{}, err
		}
		h.entry.Findings = seen.findings
	}
	return h.entry, nil
}

// listing is a query of entries on its way into SQL.
type listing struct {
	compiler *compiler
	pieces   map[string]string
}

// newListing compiles what a query asks for. The sites that it finds lie in the
// territories where the principal may do the operation.
func newListing(p registry.Principal, may registry.Operation, q registry.EntryQuery) (listing, error) {
	within, everywhere := p.Within(may)
	l := listing{newCompiler(), map[string]string{}}
	for name, value := range map[string]any{
		"lifecycles": orEmpty(q.Lifecycles), "reviews": orEmpty(q.Reviews), "everywhere": everywhere, "within": orEmpty(within),
		"territory": q.Territory, "words": escapeLike(q.Text), "steward": q.Steward, "nobody": registry.Nobody, "changed_by": q.ChangedBy,
	} {
		l.compiler.set(name, value)
	}
	wanted := map[string]string{"where": l.compiler.condition(q.Criteria)}
	switch {
	case q.Newest:
		wanted["order"], l.pieces["missing"] = "t.head_seq desc", "false"
	case len(q.Sort) > 0:
		wanted["order"], l.pieces["missing"] = l.compiler.order(q.Sort), "false"
	}
	l.pieces["wanted"] = filled("desk_wanted", wanted)
	return l, l.compiler.err
}

// sql gives the statement with what the query asks for in it.
func (l listing) sql(name string) string { return filled(name, l.pieces) }

func (l listing) page(after string, limit int) pgx.StrictNamedArgs {
	l.compiler.set("after", after)
	l.compiler.set("limit", limit)
	return l.compiler.args
}

// Entries lists the sites that the principal may read.
func (s *Store) Entries(ctx context.Context, p registry.Principal, q registry.EntryQuery) (registry.EntryPage, error) {
	var page registry.EntryPage
	l, err := s.listed(p, q)
	if err != nil {
		return page, err
	}
	rows, err := s.read.Query(ctx, l.sql("desk_list"), l.page(q.After, q.Limit+1))
	if err != nil {
		return page, s.fault("list sites", err)
	}
	page.Entries, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.Entry, error) { return scanEntry(row, &page.Matched) })
	if err != nil {
		return page, s.fault("list sites", err)
	}
	if len(page.Entries) > q.Limit {
		page.Entries = page.Entries[:q.Limit]
		page.Next = page.Entries[q.Limit-1].Ref
	}
	return page, nil
}

// listed compiles a query of what the principal may read.
func (s *Store) listed(p registry.Principal, q registry.EntryQuery) (listing, error) {
	if !p.CanSomewhere(registry.ReadSite) {
		return listing{}, p.Authorize(registry.ReadSite)
	}
	return newListing(p, registry.ReadSite, q)
}

// Counts tells how the sites stand that the query finds.
func (s *Store) Counts(ctx context.Context, p registry.Principal, q registry.EntryQuery) ([]registry.EntryCount, error) {
	q.Lifecycles, q.Reviews = nil, nil
	l, err := s.listed(p, q)
	if err != nil {
		return nil, err
	}
	rows, err := s.read.Query(ctx, l.sql("desk_counts"), l.compiler.args)
	if err != nil {
		return nil, s.fault("count sites", err)
	}
	counts, err := pgx.CollectRows(rows, pgx.RowToStructByPos[registry.EntryCount])
	return counts, s.fault("count sites", err)
}

// Spots tells where the sites lie that the query finds.
func (s *Store) Spots(ctx context.Context, p registry.Principal, q registry.EntryQuery) (registry.SpotPage, error) {
	page := registry.SpotPage{Spots: []registry.Spot{}}
	l, err := s.listed(p, q)
	if err != nil {
		return page, err
	}
	l.compiler.set("limit", registry.MostSpots)
	rows, err := s.read.Query(ctx, l.sql("desk_spots"), l.compiler.args)
	if err != nil {
		return page, s.fault("place sites", err)
	}
	page.Spots, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.Spot, error) {
		var spot registry.Spot
		return spot, row.Scan(&page.Matched, &spot.Ref, &spot.Longitude, &spot.Latitude, &spot.Kind, &spot.Lifecycle, &spot.Review)
	})
	return page, s.fault("place sites", err)
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// escapeLike makes a text mean itself in a LIKE pattern.
func escapeLike(text string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text)
}

// scanEntry reads a row of desk_list.
func scanEntry(row pgx.CollectableRow, matched *int64) (registry.Entry, error) {
	var e registry.Entry
	var published *time.Time
	err := row.Scan(matched, &e.Ref, &e.Version, &e.Standing.Lifecycle, &e.Standing.Review, &e.Seq, &published,
		&e.Territories, &e.Source.Code, &e.Source.Name, &e.SourceKey, &e.ChangedAt, &e.ChangedBy, &e.Record,
		&e.AreaM2, &e.Freshness)
	if err != nil {
		return e, fmt.Errorf("read the entry of %s: %w", e.Ref, err)
	}
	e.ChangedAt = e.ChangedAt.UTC()
	if published != nil {
		e.PublishedAt = published.UTC()
	}
	return e, nil
}
