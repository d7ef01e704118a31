package postgres

import (
	"math/rand/v2"
	"testing"
	"time"

	"landbank/geo"
	"landbank/geo/geotest"
	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/postgres/fixture"
)

// asker makes random questions about a stock. Its literals are mostly values
// that some site has, so that conditions hold, fail and tie.
type asker struct {
	t      testing.TB
	random *rand.Rand
	sites  []fixture.Site
}

func newAsker(t testing.TB, seed uint64, sites []fixture.Site) *asker {
	return &asker{t: t, random: geotest.Source(seed), sites: sites}
}

// question makes a tree of up to that many levels.
func (a *asker) question(levels int) criteria.Expr {
	if levels > 0 && a.random.IntN(4) > 0 {
		terms := []criteria.Expr{a.question(levels - 1), a.question(levels - 1)}
		if a.random.IntN(3) == 0 {
			terms = append(terms, a.question(levels-1))
		}
		switch a.random.IntN(5) {
		case 0, 1:
			return criteria.AllOf(terms...)
		case 2, 3:
			return criteria.AnyOf(terms...)
		}
		return criteria.Not{Term: terms[0]}
	}
	return a.predicate()
}

func (a *asker) predicate() criteria.Expr {
	if a.random.IntN(6) == 0 {
		return criteria.Spatial{Op: criteria.Intersects, Property: criteria.Property{Name: registry.GeometryName}, Geometry: a.geometry()}
	}
	if a.random.IntN(60) == 0 {
		return criteria.Literal(a.random.IntN(2) == 0)
	}
	f := a.field(func(f *registry.Field) bool { return f.Can(registry.Filter) })
	if a.random.IntN(8) == 0 {
		return criteria.IsNull{Value: criteria.Property{Name: f.Name}}
	}
	switch f.Type {
	case registry.TypeCodes:
		return a.sets(f)
	case registry.TypeText, registry.TypeCode:
		if a.random.IntN(3) == 0 {
			return a.like(f)
		}
	}
	return a.comparison(f)
}

func (a *asker) field(fits func(*registry.Field) bool) *registry.Field {
	for {
		if f := &registry.Fields()[a.random.IntN(len(registry.Fields()))]; fits(f) {
			return f
		}
	}
}

func (a *asker) site() *fixture.Site { return &a.sites[a.random.IntN(len(a.sites))] }

// value gives a known value that some site has in the field.
func (a *asker) value(f *registry.Field) criteria.Value {
	for range 50 {
		if v := known(a.site().Flat[registry.FieldPosition(f.Name)]); !v.IsNull() {
			return v
		}
	}
	switch f.Type {
	case registry.TypeNumber, registry.TypeInteger:
		return criteria.Number(7.5)
	case registry.TypeBoolean:
		return criteria.Bool(true)
	case registry.TypeDate:
		return criteria.Date(fixture.Published)
	case registry.TypeInstant:
		return criteria.Instant(fixture.Published)
	}
	return criteria.Text("nothing")
}

// literal is a value of the field, or one beside it.
func (a *asker) literal(f *registry.Field) criteria.Value {
	v := a.value(f)
	switch {
	case a.random.IntN(3) > 0:
	case v.Type == criteria.TypeNumber:
		v.Number = v.Number/2 + 0.5
	case v.Type == criteria.TypeInstant:
		v.Time = v.Time.Add(time.Microsecond)
	}
	return v
}

// operand is the field, another one of its type, or one of them with its case
// folded.
func (a *asker) operand(f *registry.Field, literal bool) criteria.Operand {
	var o criteria.Operand = criteria.Property{Name: f.Name}
	if literal {
		o = a.literal(f)
	}
	if isText(f) && a.random.IntN(3) == 0 {
		return criteria.Call{Func: criteria.CaseI, Args: []criteria.Operand{o}}
	}
	return o
}

func isText(f *registry.Field) bool {
	return f.Type == registry.TypeText || f.Type == registry.TypeCode
}

var comparisonOps = []criteria.Op{
	criteria.Equal, criteria.NotEqual, criteria.Less, criteria.LessOrEqual, criteria.Greater, criteria.GreaterOrEqual,
}

func (a *asker) comparison(f *registry.Field) criteria.Expr {
	left := a.operand(f, false)
	switch a.random.IntN(5) {
	case 0:
		return criteria.Between{Value: left, Low: a.operand(f, true), High: a.operand(f, true)}
	case 1:
		in := criteria.In{Value: left}
		for range 1 + a.random.IntN(4) {
			in.List = append(in.List, a.operand(f, a.random.IntN(12) > 0))
		}
		return in
	case 2: // two fields
		other := a.field(func(o *registry.Field) bool {
			return o.Can(registry.Filter) && (o.Type == f.Type || isText(o) && isText(f)) && o.Type != registry.TypeCodes
		})
		return criteria.Compare{Op: comparisonOps[a.random.IntN(6)], Left: left, Right: a.operand(other, false)}
	}
	return criteria.Compare{Op: comparisonOps[a.random.IntN(6)], Left: left, Right: a.operand(f, true)}
}

func (a *asker) like(f *registry.Field) criteria.Expr {
	text := []rune(a.value(f).Text)
	from := a.random.IntN(len(text) + 1)
	to := from + a.random.IntN(len(text)-from+1)
	pattern := ""
	for _, r := range text[from:to] {
		switch {
		case r == '%' || r == '_' || r == '\\':
			pattern += `\` + string(r)
		case a.random.IntN(8) == 0:
			pattern += "_"
		default:
			pattern += string(r)
		}
	}
	if a.random.IntN(3) > 0 {
		pattern = "%" + pattern
	}
	if a.random.IntN(3) > 0 {
		pattern += "%"
	}
	var value, like criteria.Operand = criteria.Property{Name: f.Name}, criteria.Text(pattern)
	if a.random.IntN(8) == 0 {
		like = criteria.Property{Name: "address"} // texts that end in a backslash are among them
	}
	if a.random.IntN(2) == 0 {
		value = criteria.Call{Func: criteria.CaseI, Args: []criteria.Operand{value}}
		like = criteria.Call{Func: criteria.CaseI, Args: []criteria.Operand{like}}
	}
	return criteria.Like{Value: value, Pattern: like}
}

func (a *asker) sets(f *registry.Field) criteria.Expr {
	ops := []criteria.ArrayOp{criteria.Overlaps, criteria.Contains, criteria.ContainedBy, criteria.SetEquals}
	codes := append([]string{}, a.value(f).Codes...)
	if a.random.IntN(2) == 0 {
		codes = append(codes, a.value(f).Codes...)
	}
	if a.random.IntN(10) == 0 {
		codes = nil
	}
	a.random.Shuffle(len(codes), func(i, j int) { codes[i], codes[j] = codes[j], codes[i] })
	e := criteria.Array{Op: ops[a.random.IntN(len(ops))], Property: criteria.Property{Name: f.Name}, Codes: codes}
	switch a.random.IntN(6) {
	case 0:
		e.Codes, e.Other = nil, criteria.Property{Name: []string{"allowed_uses", "offer_modes", f.Name}[a.random.IntN(3)]}
	case 1:
		e.Elements = []criteria.Operand{criteria.Property{Name: "kind"}, criteria.Call{Func: criteria.CaseI, Args: []criteria.Operand{criteria.Property{Name: "former_use"}}}}[:1+a.random.IntN(2)]
	}
	return e
}

// geometry is a box, a point, a line or an area near some site, or nearly all
// there is.
func (a *asker) geometry() criteria.Geometry {
	bounds := a.site().Shape.Bounds()
	x, y := bounds.Center()
	size := []float64{0.0005, 0.01, 0.2, 3}[a.random.IntN(4)] * (0.5 + a.random.Float64())
	switch a.random.IntN(5) {
	case 0:
		return criteria.Geometry{Type: criteria.PointType, Points: []position{{bounds.West(), y}, {x, y}}[a.random.IntN(2):][:1]}
	case 1:
		return criteria.Geometry{Type: criteria.LineStringType, Lines: [][]position{{{x - size, y - size/2}, {x + size/3, y}, {x + size, y + size/4}}}}
	case 2:
		r := geotest.Random{Within: geo.NewBBox(x-size, y-size, x+size, y+size), Radius: size, Holes: 2}
		p := placeOf(r.Surface(a.t, a.random))
		return criteria.Geometry{Type: criteria.PolygonType, Polygons: p.areas}
	case 3: // the long way round the world, and what lies west of x
		return criteria.BoxGeometry(criteria.Box{x + size, y - size, x - size, y + size})
	}
	return criteria.BoxGeometry(criteria.Box{x - size, y - size, x + size/2, y + size/2})
}
