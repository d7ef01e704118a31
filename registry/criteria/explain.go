package criteria

import (
	"math"
	"slices"
	"strings"
)

// Explanation says why a site is in its list.
type Explanation struct {
	Truth    Truth     // of the whole question
	Missing  []string  // fields that would have to be known to answer the conditions that are Unknown
	Failures []Failure // conditions that do not hold
}

// Failure is one condition that a site fails, and by how much.
type Failure struct {
	Field string `json:"field"`
	// Op is the comparison as search bodies spell it (= <> < <= > >= between in
	// like has isNull), contains, contained_by and equals for the other relations
	// of codes, and intersects, within and the like for places; with "not " before it where the
	// condition forbids what the site has.
	Op   string `json:"op"`
	Got  Value  `json:"got"`            // of the site; null for None and for places
	None bool   `json:"none,omitempty"` // the value is +Inf: checked, and there is none
	Want any    `json:"want"`           // a Value or []Value; nil where nothing can be named
	// Gap is how far the site is from holding, in Unit: for numbers the distance
	// to the nearest bound (0 where anything beyond it would do), for days the
	// number of days, for places metres. It is nil where no number says it.
	Gap  *float64 `json:"gap"`
	Unit string   `json:"unit"`
}

// Explain says of each condition what the site lacks. Where a condition offers
// alternatives, its failures are those of the alternative that is nearest to
// holding, measured against what it wants.
func Explain(conditions Conditions, row Row, vocab Vocabulary) Explanation {
	x := explainer{row: row, vocab: vocab}
	out := Explanation{Truth: True, Missing: []string{}, Failures: []Failure{}}
	for _, c := range conditions {
		truth := Eval(c.Expr, row)
		out.Truth = min(out.Truth, truth)
		switch truth {
		case Unknown:
			for _, name := range x.missing(c.Expr) {
				if !slices.Contains(out.Missing, name) {
					out.Missing = append(out.Missing, name)
				}
			}
		case False:
			failures, _ := x.failures(Positive(c.Expr))
			out.Failures = append(out.Failures, failures...)
		}
	}
	return out
}

type explainer struct {
	row   Row
	vocab Vocabulary
}

// missing gives the unknown fields that keep the expression Unknown.
func (x explainer) missing(e Expr) []string {
	var names []string
	Walk(e, func(e Expr) bool {
		if Eval(e, x.row) != Unknown {
			return false
		}
		for _, o := range Operands(e) {
			for _, name := range fieldsOf(o) {
				if x.row.Value(name).IsNull() {
					names = append(names, name)
				}
			}
		}
		return true
	})
	return names
}

// failures explains why a positive expression is False, and says the effort of
// mending it: 1 for a value that is off by as much as is wanted, +Inf where no
// number says it. What is not False is no failure and takes no effort.
func (x explainer) failures(e Expr) ([]Failure, float64) {
	if Eval(e, x.row) != False {
		return nil, 0
	}
	switch e := e.(type) {
	case Literal:
		return nil, math.Inf(1)
	case And:
		return x.all(e)
	case Or:
		return x.nearest(e)
	case Not:
		f := x.failure(e.Term)
		f.Op, f.Gap = "not "+f.Op, nil
		return []Failure{f}, math.Inf(1)
	}
	f := x.failure(e)
	return []Failure{f}, f.effort()
}

// all gathers the failures of every term.
func (x explainer) all(terms []Expr) ([]Failure, float64) {
	var out []Failure
	var most float64
	for _, t := range terms {
		failures, effort := x.failures(t)
		out, most = append(out, failures...), max(most, effort)
	}
	return out, most
}

// nearest gives the failures of the term that takes the least effort, the first
// of several.
func (x explainer) nearest(terms []Expr) ([]Failure, float64) {
	best, least := x.failures(terms[0])
	for _, t := range terms[1:] {
		if failures, effort := x.failures(t); effort < least {
			best, least = failures, effort
		}
	}
	return best, least
}

// failure describes one predicate that does not hold.
func (x explainer) failure(e Expr) Failure {
	f := Failure{Field: Fields(e)[0]}
	f.Got = x.row.Value(f.Field)
	f.None = f.Got.Type == TypeNumber && math.IsInf(f.Got.Number, 1)
	if field, ok := x.vocab.Lookup(f.Field); ok {
		f.Unit = field.Unit
	}
	if f.Got.Type == TypeDate {
		f.Unit = unitDay
	}
	switch e := e.(type) {
	case Compare:
		f.Op = string(e.Op)
		want := evalOperand(e.Right, x.row)
		f.Want = want
		if e.Op != NotEqual {
			f.Gap = gap(f.Got, want)
		}
	case Between:
		f.Op = "between"
		f.setList(x.values(e.Low, e.High))
	case In:
		f.Op = "in"
		f.setList(x.values(e.List...))
	case Like:
		f.Op, f.Want = "like", evalOperand(e.Pattern, x.row)
	case IsNull:
		f.Op = "isNull"
	case Array:
		f.Op, f.Want = arrayNames[e.Op], e.otherSet(x.row)
	case Spatial:
		f.Op, f.Unit = strings.ToLower(strings.TrimPrefix(string(e.Op), "S_")), unitMetre
		if x.row.Distance != nil && e.Op == Intersects {
			if metres, ok := x.row.Distance(e); ok {
				f.Gap = &metres
			}
		}
	}
	return f
}

// arrayNames are the relations of codes as failures spell them.
var arrayNames = map[ArrayOp]string{
	Overlaps: "has", Contains: "contains", ContainedBy: "contained_by", SetEquals: "equals",
}

func (x explainer) values(operands ...Operand) []Value {
	out := make([]Value, len(operands))
	for i, o := range operands {
		out[i] = evalOperand(o, x.row)
	}
	return out
}

// setList sets what is wanted and the gap to the nearest of it. A value outside
// two bounds is as far from both as from the nearest.
func (f *Failure) setList(want []Value) {
	f.Want = want
	for _, w := range want {
		if g := gap(f.Got, w); g != nil && (f.Gap == nil || *g < *f.Gap) {
			f.Gap = g
		}
	}
}
