package postgres

import (
	"context"

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
	reader hitReader
}

func newExplanation(q registry.SearchQuery, list registry.List) *explanation {
	x := &explanation{compiler: newCompiler(), q: q, list: list}
	x.reader = hitReader{withBox: true, fields: sortFields(q.Sort)}
	if list == registry.Meets {
		return x
	}
	for _, condition := range q.Conditions {
		for _, name := range condition.Fields {
			if f, ok := registry.FieldByName(name); ok {
				x.reader.fields = append(x.reader.fields, f)
			}
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

func (x *explanation) read(ctx context.Context, tx pgx.Tx, ids []int64) ([]foundSite, error) {
	more := x.columns(x.reader.fields)
	for _, place := range x.places {
		within := x.condition(place)
		more += ", " + within + ", case when not " + within +
			" then ST_Distance(s.geom::geography, " + x.geometry(place.Geometry) + "::geography) end"
	}
	x.reader.extra = 2 * len(x.places)
	x.set("ids", ids)
	sql := filled("hits", map[string]string{"geometry": outlineSQL(x.q.Outline), "more": more})
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
			within, known := site.extra[2*x.index(place)].(bool)
			switch {
			case !known:
				return criteria.Unknown
			case within:
				return criteria.True
			}
			return criteria.False
		},
		Distance: func(place criteria.Spatial) (float64, bool) {
			metres, known := site.extra[2*x.index(place)+1].(float64)
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
		if a.Type == b.Type && a.Box == b.Box && shared(a.Points, b.Points) && shared(a.Lines, b.Lines) && shared(a.Polygons, b.Polygons) {
			return i
		}
	}
	return 0 // not reached: every place of the conditions was read
}

// shared reports whether two slices are the same piece of memory.
func shared[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}
