package registry

import (
	"cmp"
	"math"
	"slices"

	"landbank/registry/criteria"
)

// RelaxQuery asks which conditions keep most sites out.
type RelaxQuery struct {
	Conditions criteria.Conditions
	Fixed      int // the first conditions that nobody may loosen: what the law says
}

// Relaxation is one condition, loosened, and what that brings.
type Relaxation struct {
	Field string `json:"field"`
	Op    string `json:"op"`   // the comparison that is loosened: >=, <=, in, has, =; intersects for places
	From  any    `json:"from"` // what it asks now; nil where no one value says it
	// To is what it would ask instead, for numbers; Code what it would allow
	// besides, for codes. Both are nil where the condition is given up.
	To   *float64 `json:"to"`
	Code *string  `json:"code"`
	Gain int64    `json:"gain"` // how many more sites meet
	// share is how much of the bound is given up: 0.5 for 3 km instead of 2.
	share float64
}

// Asking is a fact that, once known, decides of sites by itself.
type Asking struct {
	Field string `json:"field"`
	Sites int64  `json:"sites"` // that lack it, and nothing else
}

// RelaxResult is the answer to a [RelaxQuery].
type RelaxResult struct {
	Revision    int64
	Meets       int64
	Relaxations []Relaxation // what brings most first
	Askings     []Asking
}

// Bound is one side of a condition on a number: at least X, or at most.
type Bound struct {
	Op string // >= or <=; strict ones are loosened to these
	X  float64
}

// Loosable is what of a condition can be loosened.
type Loosable struct {
	Field  *Field
	Op     string
	From   any
	Bounds []Bound  // of numbers
	Codes  []string // that are allowed, for codes
}

// LoosableOf takes a condition on one field apart; false for those on several.
func LoosableOf(c criteria.Condition) (Loosable, bool) {
	if len(c.Fields) != 1 {
		return Loosable{}, false
	}
	l := Loosable{}
	l.Field, _ = FieldByName(c.Fields[0])
	switch e := c.Expr.(type) {
	case criteria.Spatial:
		l.Op = "intersects"
		return l, true
	case criteria.Compare:
		l.Op, l.From = string(e.Op), literal(e.Right)
		l.readCompare(e)
	case criteria.Between:
		l.Op = "between"
		low, lowOK := number(e.Low)
		high, highOK := number(e.High)
		if _, plain := e.Value.(criteria.Property); plain && lowOK && highOK {
			l.From, l.Bounds = []float64{low, high}, []Bound{{">=", low}, {"<=", high}}
		}
	case criteria.In:
		l.Op = "in"
		if _, plain := e.Value.(criteria.Property); plain {
			for _, o := range e.List {
				if v, ok := o.(criteria.Value); ok && v.Type == criteria.TypeText {
					l.Codes = append(l.Codes, v.Text)
				}
			}
		}
		if l.Codes != nil {
			l.From = l.Codes
		}
		if l.Field == nil || l.Field.Codes == "" {
			l.Codes = nil // one more name or reference is no looser question
		}
	case criteria.Array:
		l.Op = "has"
		if e.Op == criteria.Overlaps && len(e.Elements) == 0 && e.Other.Name == "" {
			l.Codes, l.From = e.Codes, e.Codes
		}
	}
	return l, l.Field != nil && l.Op != ""
}

func (l *Loosable) readCompare(e criteria.Compare) {
	if _, plain := e.Left.(criteria.Property); !plain {
		return
	}
	x, isNumber := number(e.Right)
	switch e.Op {
	case criteria.GreaterOrEqual, criteria.Greater:
		if isNumber {
			l.Bounds = []Bound{{">=", x}}
		}
	case criteria.LessOrEqual, criteria.Less:
		if isNumber {
			l.Bounds = []Bound{{"<=", x}}
		}
	case criteria.Equal:
		if v, ok := e.Right.(criteria.Value); ok && v.Type == criteria.TypeText && l.Field != nil && l.Field.Codes != "" {
			l.Codes = []string{v.Text}
		}
	}
}

func literal(o criteria.Operand) any {
	if v, ok := o.(criteria.Value); ok {
		return v.Any()
	}
	return nil
}

func number(o criteria.Operand) (float64, bool) {
	v, ok := o.(criteria.Value)
	return v.Number, ok && v.Type == criteria.TypeNumber
}

// Looser gives the rungs beyond the bound, the nearest first, at most n.
func (b Bound) Looser(rungs []float64, n int) []float64 {
	var out []float64
	for _, x := range rungs {
		if b.Op == ">=" && x < b.X || b.Op == "<=" && x > b.X {
			out = append(out, x)
		}
	}
	if b.Op == ">=" {
		slices.Reverse(out)
	}
	return out[:min(n, len(out))]
}

// Choose picks from the gains at looser rungs, the nearest first, those worth
// telling: the first step that brings anything, and the one that brings most
// while no more than half of the bound is given up.
func (b Bound) Choose(l *Loosable, rungs []float64, gains []int64) []Relaxation {
	first, far := -1, -1
	for i, gain := range gains {
		if gain == 0 {
			continue
		}
		if first < 0 {
			first = i
		} else if b.share(rungs[i]) <= 0.5 && gain > gains[first] && (far < 0 || gain > gains[far]) {
			far = i
		}
	}
	var out []Relaxation
	for _, i := range []int{first, far} {
		if i >= 0 {
			to := rungs[i]
			out = append(out, Relaxation{Field: l.Field.Name, Op: b.Op, From: b.X, To: &to, Gain: gains[i], share: b.share(to)})
		}
	}
	return out
}

// share is how much of the bound is given up by going to x.
func (b Bound) share(x float64) float64 {
	return math.Abs(x-b.X) / max(math.Abs(b.X), math.SmallestNonzeroFloat64)
}

// Order puts what brings most first, and of two that bring the same what gives
// up less.
func Order(list []Relaxation) {
	slices.SortStableFunc(list, func(a, b Relaxation) int {
		return cmp.Or(cmp.Compare(b.Gain, a.Gain), cmp.Compare(a.share, b.share))
	})
}

// GivenUp is the condition left out, with what that brings.
func (l *Loosable) GivenUp(gain int64) Relaxation {
	name := GeometryName
	if l.Field != nil {
		name = l.Field.Name
	}
	return Relaxation{Field: name, Op: l.Op, From: l.From, Gain: gain, share: 1}
}

// Besides is the condition with one more code, with what that brings.
func (l *Loosable) Besides(code string, gain int64) Relaxation {
	return Relaxation{Field: l.Field.Name, Op: l.Op, From: l.From, Code: &code, Gain: gain, share: 0.5}
}
