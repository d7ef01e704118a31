package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
	"landbank/registry/criteria"
)

// explanation reads the sites of a list with what it takes to say why they are
// in it: the values of the fields asked about, and for each place asked about
// whether the site is there and how far from it.
type explanation struct {
	*compiler
	q      registry.SearchQuery
	list   registry.List
	places []criteria.Spatial
	facts  int // 1 where the evidence is read too, as the first extra column
	reader hitReader
}

func newExplanation(q registry.SearchQuery, list registry.List) *explanation {
	x := &explanation{compiler: newCompiler(), q: q, list: list}
	x.reader = hitReader{withBox: true, fields: sortFields(q.Sort)}
	for i := range q.Prefer {
		x.field(q.Prefer[i].Field)
	}
	if len(q.Prefer) > 0 {
		x.field(staleField)
		x.facts = 1
	}
	if list == registry.Meets {
		return x
	}
	for _, condition := range q.Conditions {
		for _, name := range condition.Fields {
			x.field(name)
		}
		criteria.Walk(condition.Expr, func(e criteria.Expr) bool {
			if place, ok := e.(criteria.Spatial); ok {
				x.places = append(x.places, place)
			}
			return true
		})
	}
	return x
}

// field has a field read.
func (x *explanation) field(name string) {
	if f, ok := registry.FieldByName(name); ok {
		x.reader.fields = append(x.reader.fields, f)
	}
}

// sites reads sites in the order of their ids, and explains them.
func (x *explanation) sites(ctx context.Context, tx pgx.Tx, ids []int64) ([]foundSite, error) {
	found, err := x.read(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	for i := range found {
		x.explain(&found[i])
		if err := x.prefer(&found[i]); err != nil {
			return nil, err
		}
	}
	return found, nil
}

func (x *explanation) read(ctx context.Context, tx pgx.Tx, ids []int64) ([]foundSite, error) {
	more := x.columns(x.reader.fields)
	if x.facts > 0 {
		more += ", (select public_document(r.document) from revision r where r.seq = s.revision_seq)::text"
	}
	for _, place := range x.places {
		within := x.condition(place)
		more += ", " + within + ", case when not " + within +
			" then ST_Distance(s.geom::geography, " + x.geometry(place.Geometry) + "::geography) end"
	}
	x.reader.extra = x.facts + 2*len(x.places)
	x.set("ids", ids)
	sql := filled("hits", map[string]string{"geometry": outlineSQL(x.q.Outline, registry.Frame{}), "more": more})
	if x.err != nil {
		return nil, x.err
	}
	return x.reader.read(ctx, tx, sql, x.args)
}

// explain says what the site lacks.
func (x *explanation) explain(site *foundSite) {
	site.Missing, site.Failures = []string{}, []criteria.Failure{}
	if x.list == registry.Meets {
		return
	}
	why := criteria.Explain(x.q.Conditions, x.row(site), registry.Vocabulary())
	site.Missing, site.Failures = why.Missing, why.Failures
}

// prefer tells what is known of the fields that the preferences are about.
func (x *explanation) prefer(site *foundSite) error {
	if x.facts == 0 {
		return nil
	}
	text, _ := site.extra[0].(string)
	var record registry.Record
	if err := json.Unmarshal([]byte(text), &record); err != nil {
		return fmt.Errorf("read the record of %s: %w", site.Ref, err)
	}
	stale := site.values[staleField].Codes
	for i := range x.q.Prefer {
		f, _ := registry.FieldByName(x.q.Prefer[i].Field)
		fact := record.Facts[f.Name]
		if fact.AsOf.IsZero() && fact.VerifiedOn.IsZero() {
			fact.AsOf = record.CheckedOn // a field without evidence of its own has the record's
		}
		site.Preferred = append(site.Preferred, registry.Preferred{
			Value: site.values[f.Name].Any(), Stale: f.Clock != "" && slices.Contains(stale, f.Clock), Fact: fact,
		})
	}
	return nil
}

// row shows a site to the criteria.
func (x *explanation) row(site *foundSite) criteria.Row {
	return criteria.Row{
		Value: func(field string) criteria.Value {
			if field == registry.GeometryName {
				return criteria.Known()
			}
			return site.values[field]
		},
		Spatial: func(place criteria.Spatial) criteria.Truth {
			within, known := site.extra[x.facts+2*x.index(place)].(bool)
			switch {
			case !known:
				return criteria.Unknown
			case within:
				return criteria.True
			}
			return criteria.False
		},
		Distance: func(place criteria.Spatial) (float64, bool) {
			metres, known := site.extra[x.facts+2*x.index(place)+1].(float64)
			return metres, known
		},
	}
}

func (x *explanation) index(place criteria.Spatial) int { return indexOfPlace(x.places, place) }

// indexOfPlace finds a place among those read: it is the one that shares its
// coordinates, since trees are never copied.
func indexOfPlace(places []criteria.Spatial, place criteria.Spatial) int {
	for i := range places {
		a, b := places[i].Geometry, place.Geometry
		if places[i].Op == place.Op && a.Type == b.Type && a.Box == b.Box && shared(a.Points, b.Points) && shared(a.Lines, b.Lines) && shared(a.Polygons, b.Polygons) {
			return i
		}
	}
	return 0 // not reached: every place of the conditions was read
}

// shared reports whether two slices are the same piece of memory.
func shared[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}
