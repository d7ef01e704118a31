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

// Entries lists the sites that the principal may read.
func (s *Store) Entries(ctx context.Context, p registry.Principal, q registry.EntryQuery) (registry.EntryPage, error) {
	var page registry.EntryPage
	if !p.CanSomewhere(registry.ReadSite) {
		return page, p.Authorize(registry.ReadSite)
	}
	within, everywhere := p.Within(registry.ReadSite)
	rows, err := s.read.Query(ctx, statement("desk_list"), listArguments(q, within, everywhere, q.Limit+1))
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

// listArguments are those of desk_list.
func listArguments(q registry.EntryQuery, within []string, everywhere bool, limit int) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{
		"lifecycles": orEmpty(q.Lifecycles), "reviews": orEmpty(q.Reviews), "everywhere": everywhere, "within": orEmpty(within),
		"territory": q.Territory, "words": escapeLike(q.Text), "steward": q.Steward, "after": q.After, "limit": limit,
	}
}

// scanEntry reads a row of desk_list.
func scanEntry(row pgx.CollectableRow, matched *int64) (registry.Entry, error) {
	var e registry.Entry
	var published *time.Time
	err := row.Scan(matched, &e.Ref, &e.Version, &e.Standing.Lifecycle, &e.Standing.Review, &e.Seq, &published,
		&e.Territories, &e.Source.Code, &e.Source.Name, &e.SourceKey, &e.ChangedAt, &e.ChangedBy, &e.Record)
	if err != nil {
		return e, fmt.Errorf("read the entry of %s: %w", e.Ref, err)
	}
	e.ChangedAt = e.ChangedAt.UTC()
	if published != nil {
		e.PublishedAt = published.UTC()
	}
	return e, nil
}
