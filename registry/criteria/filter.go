package criteria

import "errors"

// Lang is a language of filters, as the parameter filter-lang names it.
type Lang string

// The languages of filters.
const (
	CQL2Text Lang = "cql2-text"
	CQL2JSON Lang = "cql2-json"
)

// ErrUnplaced says that a geometry has no place in WGS 84.
var ErrUnplaced = errors.New("the geometry has no place in WGS 84")

// Filter is a filter as somebody wrote it.
type Filter struct {
	Text string
	Lang Lang
	// Place brings geometries of the filter's reference system, as they are
	// written, into WGS 84; nil where they are longitudes and latitudes.
	// ErrUnplaced becomes a fault, other errors are the parser's.
	Place func(Geometry) (Geometry, error)
}

// ParseFilter reads a filter in either language and any reference system. The
// error is [Faults], each with the name "filter", or what Place said.
func ParseFilter(f Filter, vocab Vocabulary) (Expr, error) {
	b := &builder{vocab: vocab, source: "query", name: "filter", place: f.Place}
	if f.Lang == CQL2JSON {
		return b.done(b.cql2JSON(f.Text))
	}
	return b.done(b.cql2(f.Text))
}

// placed brings a geometry of the question into WGS 84.
func (b *builder) placed(g Geometry, at int) Geometry {
	if b.place == nil || b.err != nil || len(b.faults) > 0 {
		return g
	}
	placed, err := b.place(g)
	switch {
	case errors.Is(err, ErrUnplaced):
		b.fault(at, RuleBadGeometry, clip(g.String()), "coordinates that the reference system of the filter has")
	case err != nil:
		b.err = err
	}
	return placed
}
