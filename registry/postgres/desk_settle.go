package postgres

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// division is a split or merger that is proposed.
type division struct {
	relation  registry.ActionName
	sources   []string // that end
	targets   []string // that are published together
	remainder string
	reason    string
}

// divisionOf gives the division that a site would come out of; nil where there
// is none.
func (e *editing) divisionOf(ctx context.Context, h *held) (*division, error) {
	rows, err := e.tx.Query(ctx, statement("lineage_proposed"), pgx.StrictNamedArgs{"site": h.id})
	if err != nil {
		return nil, e.store.fault("read the division", err)
	}
	d := &division{}
	var source, target string
	_, err = pgx.ForEachRow(rows, []any{&d.relation, &source, &target, &d.remainder, &d.reason}, func() error {
		if !slices.Contains(d.sources, source) {
			d.sources = append(d.sources, source)
		}
		if !slices.Contains(d.targets, target) {
			d.targets = append(d.targets, target)
		}
		return nil
	})
	if err != nil || len(d.sources) == 0 {
		return nil, e.store.fault("read the division", err)
	}
	return d, nil
}

// dropDivision forgets that a site would come out of a division: it is not
// going to.
func (e *editing) dropDivision(ctx context.Context, h *held) error {
	_, err := e.tx.Exec(ctx, statement("lineage_drop"), pgx.StrictNamedArgs{"site": h.id})
	return e.store.fault("drop the division", err)
}

// settle stages the publication of all sites of a division at once, and the end
// of those that they come out of: each one revision of this transaction.
func (e *editing) settle(ctx context.Context, d *division, first staged, act registry.Act) error {
	targets, err := e.gather(ctx, d, first, act)
	if err != nil {
		return err
	}
	var before, after, ids []int64
	for i := range targets {
		if err := e.publication(&targets[i], act); err != nil {
			return err
		}
		after = append(after, targets[i].site.seq)
		if targets[i].site.published != nil {
			before = append(before, targets[i].site.publishedSeq)
		}
	}
	sources := make([]*held, len(d.sources))
	for i, ref := range d.sources {
		if sources[i], err = e.ending(ctx, ref, d); err != nil {
			return err
		}
		before, ids = append(before, sources[i].seq), append(ids, sources[i].id)
	}
	b, err := e.balance(ctx, statement("lineage_balance"), before, after)
	if err != nil {
		return err
	}
	if err := b.Check(string(d.relation), d.remainder); err != nil {
		return err
	}
	for _, h := range sources {
		e.put(ended(h, d, b))
	}
	for _, t := range targets {
		e.put(t)
	}
	e.written = func(ctx context.Context) error {
		_, err := e.tx.Exec(ctx, statement("lineage_settle"), pgx.StrictNamedArgs{"sources": ids})
		return e.store.fault("settle the lineage", err)
	}
	return nil
}

// gather holds the sites that are published together; the one that was asked
// for comes last.
func (e *editing) gather(ctx context.Context, d *division, first staged, act registry.Act) ([]staged, error) {
	var missing []string
	var targets []staged
	for _, ref := range d.targets {
		if ref == first.site.entry.Ref {
			continue
		}
		at := slices.IndexFunc(act.Together, func(v registry.Version) bool { return v.Ref == ref })
		if at < 0 {
			missing = append(missing, ref)
			continue
		}
		h, after, err := e.begin(ctx, ref, act.Together[at].Version, registry.ActPublish, act.Reason)
		if err != nil {
			return nil, err
		}
		targets = append(targets, staged{site: h, record: h.entry.Record, shape: h.shape, action: act.Action, reason: act.Reason, after: after})
	}
	switch {
	case len(missing) > 0:
		return nil, registry.Refuse("together", "together", fmt.Sprintf("%s is published together with %s: name the versions that you have looked at",
			first.site.entry.Ref, strings.Join(missing, ", ")))
	case len(act.Together) != len(targets):
		return nil, registry.Refuse("together", "together", "sites are named that do not belong to this division")
	case d.relation == registry.ActSplit && len(targets) == 0:
		return nil, registry.Refuse("parts", "together", "of the parts only one is left; a site is split into two or more")
	}
	return append(targets, first), nil
}

// ending holds a site that the division ends.
func (e *editing) ending(ctx context.Context, ref string, d *division) (*held, error) {
	h, err := e.store.hold(ctx, e.tx, ref)
	if err != nil {
		return nil, err
	}
	if err := e.principal.Authorize(registry.ReviewSite, h.entry.Territories...); err != nil {
		return nil, err
	}
	row, _ := registry.ActionByName(d.relation)
	return h, row.Check(h.entry.Standing, d.reason)
}

// ended is the last revision of a site: it says which ones took its place.
func ended(h *held, d *division, b registry.Balance) staged {
	row, _ := registry.ActionByName(d.relation)
	s := staged{site: h, record: h.entry.Record, shape: h.shape, action: d.relation, reason: d.reason,
		after: row.After(h.entry.Standing), content: true}
	s.record.Outcome = registry.Outcome{Successors: d.targets}
	if left := b.RemainderM2(); left > 0 && d.relation == registry.ActSplit {
		s.record.Outcome.RemainderM2, s.record.Outcome.Remainder = &left, d.remainder
	}
	return s
}

// Lineage tells where a site comes from and what became of it.
func (s *Store) Lineage(ctx context.Context, p registry.Principal, ref string) (registry.Lineage, error) {
	h, err := s.hold(ctx, s.read, ref)
	if err != nil {
		return registry.Lineage{}, err
	}
	if err := p.Authorize(registry.ReadSite, h.entry.Territories...); err != nil {
		return registry.Lineage{}, err
	}
	l := registry.Lineage{Ref: ref, Territories: h.entry.Territories, Lifecycle: h.entry.Standing.Lifecycle, Outcome: h.entry.Record.Outcome}
	rows, err := s.read.Query(ctx, statement("lineage_of"), pgx.StrictNamedArgs{"site": h.id})
	if err != nil {
		return l, s.fault("read the lineage of "+ref, err)
	}
	kin, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.Kin, error) {
		var k registry.Kin
		var at *time.Time
		err := row.Scan(&k.From, &k.To, &k.Relation, &k.AreaM2, &at)
		if at != nil {
			k.On = registry.DateOf(*at)
		}
		return k, err
	})
	if err != nil {
		return l, s.fault("read the lineage of "+ref, err)
	}
	for _, k := range kin {
		if k.From == ref {
			l.Into = append(l.Into, k)
		} else {
			l.From = append(l.From, k)
		}
	}
	rows, err = s.read.Query(ctx, statement("lineage_together"), pgx.StrictNamedArgs{"site": h.id})
	if err != nil {
		return l, s.fault("read the lineage of "+ref, err)
	}
	l.Together, err = pgx.CollectRows(rows, pgx.RowToStructByPos[registry.Version])
	return l, s.fault("read the lineage of "+ref, err)
}
