// Package assembly finds sets of adjoining sites that meet a need together where no smaller piece of them does.
package assembly

import (
	"slices"
	"strconv"

	"landbank/registry"
	"landbank/registry/criteria"
)

// Bounds of a search; where one is reached the answer is not the whole one.
const (
	MostParts    = 6       // sites of a set
	mostSets     = 200_000 // that are looked at
	mostMeasured = 3_000   // common outlines that are measured
)

// Part is a site that adjoins others.
type Part struct {
	// Truths is what each condition says of the site alone.
	Truths []criteria.Truth
	// Sums holds the values of the fields that are summed; absent where one is unknown.
	Sums map[string]float64
}

// Pair is two parts that adjoin, by their places in the list of parts.
type Pair struct{ A, B int }

// Set is parts that meet the conditions together, or may once a fact is known.
type Set struct {
	Parts   []int // ascending
	Truth   criteria.Truth
	Unknown []int // the conditions of which it cannot be told
}

// Measure gives the values of the fields of the common outline of each of some sets of parts; absent where one is
// unknown.
type Measure func(sets [][]int) ([]map[string]float64, error)

// Find gives every connected set of two to most parts that says more to the conditions than any connected set within
// it: that meets them where none within does, or may meet them where all within fail. The smallest sets come first;
// among equals those that meet, then by their parts. whole is false where a bound was reached, so that there may be
// more.
func Find(parts []Part, pairs []Pair, conditions criteria.Conditions, most int, measure Measure) (sets []Set, whole bool, err error) {
	f := newFinding(parts, pairs, conditions, measure)
	frontier := f.alone()
	for size := 2; size <= most && len(frontier) > 0; size++ {
		level := f.grow(frontier)
		if err := f.judge(level); err != nil {
			return nil, false, err
		}
		frontier = frontier[:0]
		for _, c := range level {
			f.best[key(c.Parts)] = max(c.within, c.Truth)
			if c.Truth > c.within {
				f.found = append(f.found, c.Set)
			}
			if max(c.within, c.Truth) < criteria.True {
				frontier = append(frontier, c.Parts)
			}
		}
	}
	slices.SortStableFunc(f.found, func(a, b Set) int {
		if len(a.Parts) != len(b.Parts) {
			return len(a.Parts) - len(b.Parts)
		}
		if a.Truth != b.Truth {
			return int(b.Truth - a.Truth)
		}
		return slices.Compare(a.Parts, b.Parts)
	})
	return f.found, f.whole, nil
}

// candidate is a set on its way, with the best truth of the sets within it.
type candidate struct {
	Set
	within criteria.Truth
}

type finding struct {
	parts      []Part
	beside     [][]int // of each part, the parts that adjoin it
	conditions criteria.Conditions
	joints     []registry.Joint
	measure    Measure
	best       map[string]criteria.Truth // of every set that was looked at, and the sets within it
	found      []Set
	measured   int
	whole      bool
}

func newFinding(parts []Part, pairs []Pair, conditions criteria.Conditions, measure Measure) *finding {
	f := &finding{parts: parts, conditions: conditions, measure: measure, best: map[string]criteria.Truth{}, whole: true,
		beside: make([][]int, len(parts)), joints: make([]registry.Joint, len(conditions))}
	for _, p := range pairs {
		f.beside[p.A], f.beside[p.B] = append(f.beside[p.A], p.B), append(f.beside[p.B], p.A)
	}
	for i := range conditions {
		f.joints[i] = registry.JointOf(conditions[i])
	}
	return f
}

// alone gives the parts that do not meet the conditions by themselves.
func (f *finding) alone() (frontier [][]int) {
	for i := range f.parts {
		truth := criteria.True
		for _, t := range f.parts[i].Truths {
			truth = min(truth, t)
		}
		f.best[key([]int{i})] = truth
		if truth < criteria.True && f.mayJoin(i) {
			frontier = append(frontier, []int{i})
		}
	}
	return frontier
}

// grow adds one adjoining part to each set in every way, each result once.
func (f *finding) grow(frontier [][]int) (level []candidate) {
	seen := map[string]bool{}
	for _, set := range frontier {
		for _, part := range set {
			for _, next := range f.beside[part] {
				if slices.Contains(set, next) || !f.mayJoin(next) {
					continue
				}
				grown := append(slices.Clone(set), next)
				slices.Sort(grown)
				name := key(grown)
				if seen[name] {
					continue
				}
				if len(f.best)+len(seen) >= mostSets {
					f.whole = false
					return level
				}
				seen[name] = true
				level = append(level, candidate{Set: Set{Parts: grown}, within: f.within(grown)})
			}
		}
	}
	return level
}

// mayJoin reports whether no condition that each has to meet fails for the part.
func (f *finding) mayJoin(part int) bool {
	for i, joint := range f.joints {
		if joint == registry.JointEach && f.parts[part].Truths[i] == criteria.False {
			return false
		}
	}
	return true
}

// within is the best truth of the connected sets within a set. Those that nobody looked at hold one that meets.
func (f *finding) within(set []int) criteria.Truth {
	best := criteria.False
	for mask := 1; mask < 1<<len(set)-1; mask++ {
		var some []int
		for i, part := range set {
			if mask&(1<<i) != 0 {
				some = append(some, part)
			}
		}
		if truth, looked := f.best[key(some)]; looked {
			best = max(best, truth)
		}
	}
	return best
}

// judge tells what the conditions say of each set, those of the outline last: only of sets that the others let pass.
func (f *finding) judge(level []candidate) error {
	var open []int
	outlined := slices.Contains(f.joints, registry.JointOutline)
	for n := range level {
		c := &level[n]
		if c.within == criteria.True {
			c.Truth = criteria.False // it adds nothing to the set within
			continue
		}
		c.Truth = criteria.True
		for i := range f.conditions {
			if f.joints[i] != registry.JointOutline {
				c.take(i, f.together(i, c.Parts))
			}
		}
		if outlined && c.Truth > c.within {
			open = append(open, n)
		}
	}
	if room := mostMeasured - f.measured; len(open) > room {
		f.whole = false
		for _, n := range open[room:] {
			level[n].Truth = criteria.False
		}
		open = open[:room]
	}
	if len(open) == 0 {
		return nil
	}
	return f.judgeOutlines(level, open)
}

func (f *finding) judgeOutlines(level []candidate, open []int) error {
	sets := make([][]int, len(open))
	for i, n := range open {
		sets[i] = level[n].Parts
	}
	f.measured += len(sets)
	outlines, err := f.measure(sets)
	if err != nil {
		return err
	}
	for k, n := range open {
		for i := range f.conditions {
			if f.joints[i] == registry.JointOutline {
				level[n].take(i, criteria.Eval(f.conditions[i].Expr, rowOf(outlines[k])))
			}
		}
	}
	return nil
}

// take adds what a condition says.
func (c *candidate) take(condition int, truth criteria.Truth) {
	if c.Truth = min(c.Truth, truth); truth == criteria.Unknown {
		c.Unknown = append(c.Unknown, condition)
	}
}

// together is what a condition that is not of the outline says of a set.
func (f *finding) together(condition int, set []int) criteria.Truth {
	switch f.joints[condition] {
	case registry.JointSum:
		return criteria.Eval(f.conditions[condition].Expr, rowOf(f.sums(condition, set)))
	case registry.JointAny:
		truth := criteria.False
		for _, part := range set {
			truth = max(truth, f.parts[part].Truths[condition])
		}
		return truth
	default:
		truth := criteria.True
		for _, part := range set {
			truth = min(truth, f.parts[part].Truths[condition])
		}
		return truth
	}
}

// sums adds the values up; a sum of which one is unknown is unknown.
func (f *finding) sums(condition int, set []int) map[string]float64 {
	sums := map[string]float64{}
	for _, name := range f.conditions[condition].Fields {
		sum, known := 0.0, true
		for _, part := range set {
			v, ok := f.parts[part].Sums[name]
			sum, known = sum+v, known && ok
		}
		if known {
			sums[name] = sum
		}
	}
	return sums
}

func rowOf(values map[string]float64) criteria.Row {
	return criteria.Row{Value: func(field string) criteria.Value {
		if v, known := values[field]; known {
			return criteria.Number(v)
		}
		return criteria.Value{}
	}}
}

// key names a set of parts.
func key(set []int) string {
	b := make([]byte, 0, 8*len(set))
	for _, part := range set {
		b = append(strconv.AppendInt(b, int64(part), 36), ' ')
	}
	return string(b)
}
