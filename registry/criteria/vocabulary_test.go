package criteria

import (
	"math/rand/v2"
	"testing"
	"time"
)

// sites is the vocabulary of the tests in this package.
func sites() *Table {
	return NewTable("geometry",
		Field{Name: "ref", Type: TypeText, Filter: true, Sort: true},
		Field{Name: "name", Type: TypeText, Filter: true, Sort: true},
		Field{Name: "kind", Type: TypeCode, Codes: []string{"free_land", "brownfield", "building"}, Filter: true, Sort: true},
		Field{Name: "allowed_uses", Type: TypeCodes, Codes: []string{"industry", "logistics", "housing"}, Filter: true},
		Field{Name: "tags", Type: TypeCodes, Filter: true},
		Field{Name: "area_m2", Type: TypeNumber, Unit: "m2", Filter: true, Sort: true},
		Field{Name: "power_kw", Type: TypeNumber, Unit: "kW", Filter: true, Sort: true},
		Field{Name: "dist_rail_m", Type: TypeNumber, Unit: "m", Filter: true, Sort: true},
		Field{Name: "buildings", Type: TypeInteger, Filter: true, Sort: true},
		Field{Name: "fenced", Type: TypeBoolean, Filter: true, Sort: true},
		Field{Name: "verified_on", Type: TypeDate, Filter: true, Sort: true},
		Field{Name: "updated_at", Type: TypeInstant, Filter: true, Sort: true},
		Field{Name: "date", Type: TypeDate, Filter: true},
		Field{Name: "Назва ділянки", Type: TypeText, Filter: true},
		Field{Name: "note", Type: TypeText},
	)
}

func day(text string) Value {
	v, ok := parseDay(text)
	if !ok {
		panic(text)
	}
	return v
}

func instant(text string) Value {
	v, ok := parseInstant(text)
	if !ok {
		panic(text)
	}
	return v
}

// rowOf makes a row of the values; fields that are not in it are unknown.
func rowOf(values map[string]Value) Row {
	return Row{Value: func(field string) Value { return values[field] }}
}

// pick gives one of the items.
func pick[T any](r *rand.Rand, items ...T) T { return items[r.IntN(len(items))] }

// randomValue gives a literal that fits the field.
func randomValue(r *rand.Rand, f Field) Value {
	switch f.Type {
	case TypeCode:
		return Text(pick(r, f.Codes...))
	case TypeText:
		return Text(pick(r, "", "a", "A", "aB%", "Цех № 2", "it's", `back\slash`, `end\`, `\'`, "100%", "a_b", "tab\tline\n", "ß", "SS", "😀"))
	case TypeNumber, TypeInteger:
		return Number(pick(r, 0, 1, -1, 2.5, 1e-7, 1e21, -3e300, 5000, 0.1, float64(r.IntN(10)), r.NormFloat64()))
	case TypeBoolean:
		return Bool(r.IntN(2) == 0)
	case TypeDate:
		return day(pick(r, "0001-01-01", "2026-02-28", "2024-02-29", "9999-12-31"))
	case TypeInstant:
		return instant(pick(r, "2026-01-31T12:00:00Z", "1969-07-20T20:17:40.25Z", "2026-01-31T23:59:59.999999Z"))
	}
	return Value{}
}

// randomRow gives a site whose values are often unknown.
func randomRow(r *rand.Rand, vocab *Table) Row {
	values := make(map[string]Value)
	for _, name := range vocab.Names() {
		f, _ := vocab.Lookup(name)
		switch {
		case r.IntN(3) == 0:
		case f.Type == TypeGeometry:
			values[name] = Known()
		case f.Type == TypeCodes:
			values[name] = Codes(randomCodes(r, f)...)
		default:
			values[name] = randomValue(r, f)
		}
	}
	row := rowOf(values)
	truth := truthOf(r.IntN(2) == 0)
	row.Spatial = func(Spatial) Truth { return truth }
	row.Distance = func(Spatial) (float64, bool) { return 250, r.IntN(2) == 0 }
	return row
}

func randomCodes(r *rand.Rand, f Field) []string {
	from := f.Codes
	if from == nil {
		from = []string{"x", "y", "it's"}
	}
	codes := []string{}
	for range r.IntN(4) {
		codes = append(codes, pick(r, from...))
	}
	return codes
}

// randomExpr gives a checked tree of at most the depth.
func randomExpr(r *rand.Rand, vocab *Table, depth int) Expr {
	if depth > 0 && r.IntN(2) == 0 {
		var terms []Expr
		for range 2 + r.IntN(2) {
			terms = append(terms, randomExpr(r, vocab, depth-1))
		}
		switch r.IntN(3) {
		case 0:
			return AllOf(terms...)
		case 1:
			return AnyOf(terms...)
		}
		return Not{terms[0]}
	}
	f, _ := vocab.Lookup(pick(r, vocab.Names()...))
	for !f.Filter {
		f, _ = vocab.Lookup(pick(r, vocab.Names()...))
	}
	return randomPredicate(r, f)
}

func randomPredicate(r *rand.Rand, f Field) Expr {
	property := Property{f.Name}
	switch {
	case r.IntN(6) == 0:
		return IsNull{property}
	case r.IntN(30) == 0:
		return Literal(r.IntN(2) == 0)
	case f.Type == TypeGeometry:
		return Spatial{Intersects, property, randomGeometry(r)}
	case f.Type == TypeCodes:
		return randomArray(r, f)
	}
	value := func() Operand { return randomValue(r, f) }
	var left Operand = property
	if class(f.Type) == TypeText && r.IntN(3) == 0 {
		left = Call{CaseI, []Operand{property}}
		value = func() Operand { return Call{CaseI, []Operand{randomValue(r, f)}} }
	}
	switch n := r.IntN(5); {
	case n == 0:
		return In{left, []Operand{value(), value(), property}}
	case n == 1 && ordered(f.Type):
		return Between{left, value(), value()}
	case n == 2 && class(f.Type) == TypeText:
		return Like{left, Text(pick(r, "a%", "_", `100\%`, "%ц%", `\\`, ""))}
	case n == 3 && ordered(f.Type):
		return Compare{pick(r, Less, LessOrEqual, Greater, GreaterOrEqual), left, value()}
	}
	return Compare{pick(r, Equal, NotEqual), left, value()}
}

func randomArray(r *rand.Rand, f Field) Expr {
	e := Array{Op: pick(r, Overlaps, Contains, ContainedBy, SetEquals), Property: Property{f.Name}}
	if r.IntN(4) == 0 {
		e.Other = Property{pick(r, "allowed_uses", "tags")}
		return e
	}
	e.Codes = randomCodes(r, f)
	for range r.IntN(3) / 2 {
		e.Elements = append(e.Elements, pick[Operand](r, Property{"kind"}, Call{CaseI, []Operand{Property{"name"}}}))
	}
	return e
}

func randomGeometry(r *rand.Rand) Geometry {
	at := func() Position { return Position{float64(r.IntN(360) - 180), r.Float64()*180 - 90} }
	line := func() []Position { return []Position{at(), at(), at()} }
	polygon := func() [][]Position {
		a := at()
		return [][]Position{{a, at(), at(), a}}
	}
	switch r.IntN(8) {
	case 0:
		return Geometry{Type: PointType, Points: []Position{at()}}
	case 1:
		return Geometry{Type: LineStringType, Lines: [][]Position{line()}}
	case 2:
		return Geometry{Type: PolygonType, Polygons: [][][]Position{append(polygon(), polygon()...)}}
	case 3:
		return Geometry{Type: MultiPointType, Points: line()}
	case 4:
		return Geometry{Type: MultiLineStringType, Lines: [][]Position{line(), line()}}
	case 5:
		return Geometry{Type: MultiPolygonType, Polygons: [][][]Position{polygon(), polygon()}}
	case 6:
		return Geometry{Type: CollectionType, Points: line(), Lines: [][]Position{line()}, Polygons: [][][]Position{polygon()}}
	}
	return BoxGeometry(Box{float64(r.IntN(360) - 180), -10.5, float64(r.IntN(360) - 180), 20})
}

func TestDateIsTheDayInItsOwnZone(t *testing.T) {
	kyiv := time.FixedZone("EET", 2*60*60)
	got := Date(time.Date(2026, 1, 1, 0, 30, 0, 0, kyiv))
	if want := day("2026-01-01"); !got.Time.Equal(want.Time) {
		t.Errorf("got %v, want %v", got.Time, want.Time)
	}
}
