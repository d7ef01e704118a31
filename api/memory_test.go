package api

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"time"

	"landbank/geo"
	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/demo"
)

// memory is the demonstration inventory without a database.
type memory struct{ sites []memorySite }

type memorySite struct {
	hit    registry.Hit
	flat   registry.Flat
	record registry.Record
	bounds geo.BBox
	shape  geo.Shape
}

func newMemory() (*memory, error) {
	m := &memory{}
	rows := demo.Rows(registry.NewDate(2026, 11, 20))
	for {
		row, err := rows.Next(context.Background())
		if errors.Is(err, io.EOF) {
			return m, nil
		}
		if err != nil {
			return nil, err
		}
		m.add(row)
	}
}

func (m *memory) add(row registry.Row) {
	id := int64(len(m.sites) + 1)
	ref := fmt.Sprintf("TST-2026-%04d", id)
	flat := registry.Flatten(&row.Record)
	b := []byte("{")
	flat[registry.FieldPosition("ref")] = ref
	for i, f := range registry.Fields() {
		if f.Computed() {
			b = append(b, fmt.Sprintf("%q:", f.Name)...)
			b = registry.AppendValue(b, flat[i])
			b = append(b, ',')
		}
	}
	b = registry.AppendProperties(b, flat)
	b = append(b, '}')
	s := memorySite{flat: flat, record: row.Record, shape: row.Shape, bounds: row.Shape.Bounds()}
	s.hit = registry.Hit{ID: id, Ref: ref, Geometry: row.Shape.GeoJSON(), BBox: s.bounds.Array(), Properties: b}
	m.sites = append(m.sites, s)
}

func (s *memorySite) row() criteria.Row {
	return criteria.Row{
		Value: func(field string) criteria.Value {
			i := registry.FieldPosition(field)
			if i < 0 {
				return criteria.Known()
			}
			switch v := s.flat[i].(type) {
			case string:
				return criteria.Text(v)
			case []string:
				return criteria.Codes(v...)
			case float64:
				return criteria.Number(v)
			case int64:
				return criteria.Number(float64(v))
			case bool:
				return criteria.Bool(v)
			case registry.Date:
				return criteria.Date(v.Time)
			case time.Time:
				return criteria.Instant(v)
			}
			return criteria.Value{}
		},
		Spatial: func(sp criteria.Spatial) criteria.Truth {
			for _, b := range sp.Geometry.Bounds() {
				if s.bounds.Intersects(b) {
					return criteria.True
				}
			}
			return criteria.False
		},
	}
}

func (m *memory) Stock(ctx context.Context) (registry.Stock, error) {
	b := geo.EmptyBBox()
	for i := range m.sites {
		b = b.Union(m.sites[i].bounds)
	}
	return registry.Stock{Revision: 7, ChangedAt: time.Date(2026, 11, 20, 8, 30, 0, 0, time.UTC), Sites: int64(len(m.sites)), Demonstration: 405, Bounds: &b}, ctx.Err()
}

func (m *memory) matching(e criteria.Expr, want criteria.Truth, keys []criteria.SortKey, after *criteria.Cursor) []*memorySite {
	var out []*memorySite
	for i := range m.sites {
		s := &m.sites[i]
		if e != nil && criteria.Eval(e, s.row()) != want || e == nil && want != criteria.True {
			continue
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b *memorySite) int {
		for _, k := range keys {
			av, bv := a.row().Value(k.Field), b.row().Value(k.Field)
			if c := cmp.Compare(rank(av.IsNull()), rank(bv.IsNull())); c != 0 {
				return c
			}
			c := cmp.Or(cmp.Compare(av.Number, bv.Number), cmp.Compare(av.Text, bv.Text))
			if k.Desc {
				c = -c
			}
			if c != 0 {
				return c
			}
		}
		return cmp.Compare(a.hit.ID, b.hit.ID)
	})
	if after != nil {
		i := slices.IndexFunc(out, func(s *memorySite) bool { return s.hit.ID == after.ID })
		out = out[i+1:]
	}
	return out
}

func rank(b bool) int {
	if b {
		return 1
	}
	return 0
}

func cut(sites []*memorySite, limit int, keys []criteria.SortKey, o registry.Outline, conditions criteria.Conditions) ([]registry.Hit, *criteria.Cursor) {
	var next *criteria.Cursor
	if len(sites) > limit {
		sites = sites[:limit]
		if limit > 0 {
			last := sites[limit-1]
			next = &criteria.Cursor{Sort: keys, ID: last.hit.ID, Revision: 7}
			for _, k := range keys {
				next.Values = append(next.Values, last.row().Value(k.Field))
			}
		}
	}
	hits := []registry.Hit{}
	for _, s := range sites {
		h := s.hit
		x := criteria.Explain(conditions, s.row(), registry.Vocabulary())
		h.Missing, h.Failures = x.Missing, x.Failures
		switch o {
		case registry.OutlineNone:
			h.Geometry = nil
		case registry.OutlinePoint:
			x, y := s.bounds.Center()
			h.Geometry = fmt.Appendf(nil, `{"type":"Point","coordinates":[%g,%g]}`, x, y)
		}
		hits = append(hits, h)
	}
	return hits, next
}

func (m *memory) Page(ctx context.Context, q registry.PageQuery) (registry.Page, error) {
	all := m.matching(q.Criteria, criteria.True, q.Sort, nil)
	rest := m.matching(q.Criteria, criteria.True, q.Sort, q.After)
	p := registry.Page{Revision: 7, Matched: int64(len(all))}
	p.Hits, p.Next = cut(rest, q.Limit, q.Sort, q.Outline, nil)
	return p, ctx.Err()
}

func (m *memory) Search(ctx context.Context, q registry.SearchQuery) (registry.Result, error) {
	out := registry.Result{Revision: 7, Lists: map[registry.List]registry.ListPage{}, Facets: map[string]map[string]int64{}}
	truths := map[registry.List]criteria.Truth{registry.Meets: criteria.True, registry.MayMeet: criteria.Unknown, registry.Fails: criteria.False}
	for _, l := range q.Lists {
		all := m.matching(q.Conditions.Expr(), truths[l], q.Sort, nil)
		rest := m.matching(q.Conditions.Expr(), truths[l], q.Sort, q.After)
		p := registry.ListPage{Count: int64(len(all))}
		p.Hits, p.Next = cut(rest, q.Limit, q.Sort, q.Outline, q.Conditions)
		out.Lists[l] = p
	}
	for _, name := range q.Facets {
		counts := map[string]int64{}
		for _, s := range m.matching(q.Conditions.Without(name).Expr(), criteria.True, nil, nil) {
			v := s.row().Value(name)
			counts[v.Text]++
		}
		out.Facets[name] = counts
	}
	return out, ctx.Err()
}

func (m *memory) Site(ctx context.Context, ref string) (registry.Detail, error) {
	for i := range m.sites {
		if s := &m.sites[i]; s.hit.Ref == ref {
			return registry.Detail{Hit: s.hit, Revision: 7, Record: s.record, Source: demo.Source, Version: 1,
				ImportedAt: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC), PublishedAt: time.Date(2026, 11, 20, 8, 30, 0, 0, time.UTC),
				Territories: []registry.Territory{{Code: "UA", Names: registry.Text{"en": "Ukraine"}}}}, nil
		}
	}
	return registry.Detail{}, fmt.Errorf("site %s: %w", ref, registry.ErrNotFound)
}

func (m *memory) Each(context.Context, criteria.Expr, func(*registry.Detail) error) error { return nil }

func (m *memory) Tile(ctx context.Context, q registry.TileQuery) ([]byte, error) {
	if q.Tile.Z > 14 {
		return nil, nil
	}
	return bytes.Repeat([]byte{0x1a, 0}, int(math.Max(1, float64(q.Tile.Z)))), ctx.Err()
}

func (m *memory) Territories(ctx context.Context) ([]registry.Territory, error) {
	return []registry.Territory{{Code: "UA", Scheme: "iso3166", Names: registry.Text{"en": "Ukraine"}, BBox: [4]float64{22, 44, 41, 53}, Sites: 405}}, ctx.Err()
}

func (m *memory) Territory(ctx context.Context, code string) (registry.Territory, json.RawMessage, error) {
	if code != "UA" {
		return registry.Territory{}, nil, registry.ErrNotFound
	}
	all, err := m.Territories(ctx)
	return all[0], json.RawMessage(`{"type":"Polygon","coordinates":[[[22,44],[41,44],[41,53],[22,44]]]}`), err
}
