package assembly_test

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"landbank/registry"
	"landbank/registry/assembly"
	"landbank/registry/criteria"
)

func asked(t *testing.T, text string) criteria.Conditions {
	t.Helper()
	expr, err := criteria.ParseCQL2(text, registry.Vocabulary())
	if err != nil {
		t.Fatal(err)
	}
	return criteria.Split(expr)
}

// land is a random layout: parts with random truths and areas, and which adjoin.
type land struct {
	parts  []assembly.Part
	pairs  []assembly.Pair
	joined [][]bool
}

// The conditions of the layouts, one of each way with several sites.
const question = "area_m2 >= 100 AND kind = 'brownfield' AND dist_rail_siding_m <= 500 AND rectangle_m2 >= 60"

func layout(number int) land {
	random := rand.New(rand.NewPCG(11, uint64(number)))
	n := 2 + random.IntN(7)
	l := land{joined: make([][]bool, n)}
	for i := range n {
		l.joined[i] = make([]bool, n)
		truths := make([]criteria.Truth, 4)
		for c := range truths {
			truths[c] = []criteria.Truth{criteria.True, criteria.True, criteria.Unknown, criteria.False}[random.IntN(4)]
		}
		part := assembly.Part{Truths: truths, Sums: map[string]float64{}}
		if random.IntN(5) > 0 {
			part.Sums["area_m2"] = float64(10 + random.IntN(80))
		}
		l.parts = append(l.parts, part)
	}
	for a := range n {
		for b := a + 1; b < n; b++ {
			if random.IntN(3) == 0 {
				l.pairs = append(l.pairs, assembly.Pair{A: a, B: b})
				l.joined[a][b], l.joined[b][a] = true, true
			}
		}
	}
	return l
}

// rectangle is a made-up outline of a set, the same for the search and for brute force.
func rectangle(set []int) (m2 float64, known bool) {
	h := 7
	for _, part := range set {
		h = h*31 + part
	}
	return float64(h % 120), h%7 != 0
}

func measure(sets [][]int) ([]map[string]float64, error) {
	list := make([]map[string]float64, len(sets))
	for i, set := range sets {
		list[i] = map[string]float64{}
		if m2, known := rectangle(set); known {
			list[i]["rectangle_m2"] = m2
		}
	}
	return list, nil
}

// says is what the question says of a set, by its definition.
func (l *land) says(mask int) criteria.Truth {
	var set []int
	for i := range l.parts {
		if mask&(1<<i) != 0 {
			set = append(set, i)
		}
	}
	if len(set) == 1 {
		return slices.Min(l.parts[set[0]].Truths)
	}
	each, anyOf, area, known := criteria.True, criteria.False, 0.0, true
	for _, i := range set {
		each, anyOf = min(each, l.parts[i].Truths[1]), max(anyOf, l.parts[i].Truths[2])
		m2, ok := l.parts[i].Sums["area_m2"]
		area, known = area+m2, known && ok
	}
	atLeast := func(v, least float64, known bool) criteria.Truth {
		switch {
		case !known:
			return criteria.Unknown
		case v >= least:
			return criteria.True
		}
		return criteria.False
	}
	m2, measured := rectangle(set)
	return min(each, anyOf, atLeast(area, 100, known), atLeast(m2, 60, measured))
}

// connected reports whether a set is in one piece.
func (l *land) connected(mask int) bool {
	reached := mask & -mask
	for again := true; again; {
		again = false
		for i := range l.parts {
			for j := range l.parts {
				if reached&(1<<i) != 0 && mask&(1<<j) != 0 && reached&(1<<j) == 0 && l.joined[i][j] {
					reached |= 1 << j
					again = true
				}
			}
		}
	}
	return reached == mask
}

// brute lists the sets by trying all of them.
func (l *land) brute(most int) map[string]criteria.Truth {
	found := map[string]criteria.Truth{}
	for mask := 1; mask < 1<<len(l.parts); mask++ {
		if size := bits.OnesCount(uint(mask)); size < 2 || size > most || !l.connected(mask) {
			continue
		}
		within := criteria.False
		for some := (mask - 1) & mask; some > 0; some = (some - 1) & mask {
			if l.connected(some) {
				within = max(within, l.says(some))
			}
		}
		if truth := l.says(mask); truth > within {
			var set []int
			for i := range l.parts {
				if mask&(1<<i) != 0 {
					set = append(set, i)
				}
			}
			found[fmt.Sprint(set)] = truth
		}
	}
	return found
}

func TestSetsAreThoseOfBruteForce(t *testing.T) {
	t.Parallel()
	seen := map[criteria.Truth]int{}
	sizes := map[int]int{}
	for number := range 3000 {
		l := layout(number)
		most := 2 + number%3
		sets, whole, err := assembly.Find(l.parts, l.pairs, asked(t, question), most, measure)
		if err != nil || !whole {
			t.Fatal(whole, err)
		}
		got := map[string]criteria.Truth{}
		for i, set := range sets {
			got[fmt.Sprint(set.Parts)] = set.Truth
			seen[set.Truth]++
			sizes[len(set.Parts)]++
			if (set.Truth == criteria.Unknown) != (len(set.Unknown) > 0) {
				t.Errorf("layout %d, %v: %s with unknown conditions %v", number, set.Parts, set.Truth, set.Unknown)
			}
			if i > 0 && len(sets[i-1].Parts) > len(set.Parts) {
				t.Errorf("layout %d: %v comes before %v", number, sets[i-1].Parts, set.Parts)
			}
		}
		want := l.brute(most)
		if len(got) != len(sets) || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("layout %d, at most %d: got %v, want %v", number, most, got, want)
		}
	}
	if seen[criteria.True] < 100 || seen[criteria.Unknown] < 100 || seen[criteria.False] > 0 || sizes[2] < 100 || sizes[3] < 100 || sizes[4] < 20 {
		t.Errorf("the layouts show too little: %v, by size %v", seen, sizes)
	}
}

// Whatever the type of a field that is summed or measured, its sum is one that conditions can be asked of.
func TestEveryJointNumberCanBeAsked(t *testing.T) {
	t.Parallel()
	tried := 0
	for i := range registry.Fields() {
		field := &registry.Fields()[i]
		joint := field.Together()
		if joint != registry.JointSum && joint != registry.JointOutline {
			continue
		}
		tried++
		part := assembly.Part{Truths: []criteria.Truth{criteria.False}, Sums: map[string]float64{field.Name: 3}}
		of := func(sets [][]int) ([]map[string]float64, error) {
			return []map[string]float64{{field.Name: 6}}, nil
		}
		sets, _, err := assembly.Find([]assembly.Part{part, part}, []assembly.Pair{{A: 0, B: 1}}, asked(t, field.Name+" >= 5"), 2, of)
		if err != nil || len(sets) != 1 || sets[0].Truth != criteria.True {
			t.Errorf("%s: %v, %v", field.Name, sets, err)
		}
	}
	if tried < 10 {
		t.Errorf("%d fields", tried)
	}
}

// A dense cadastre has more sets than anybody can look at: the answer says that it is not the whole one.
func TestBoundsAreTold(t *testing.T) {
	t.Parallel()
	var l land
	const wide = 200
	for i := range wide * wide {
		l.parts = append(l.parts, assembly.Part{Truths: []criteria.Truth{criteria.False}, Sums: map[string]float64{"area_m2": 1}})
		if i%wide > 0 {
			l.pairs = append(l.pairs, assembly.Pair{A: i - 1, B: i})
		}
		if i >= wide {
			l.pairs = append(l.pairs, assembly.Pair{A: i - wide, B: i})
		}
	}
	sets, whole, err := assembly.Find(l.parts, l.pairs, asked(t, "area_m2 >= 4"), 4, measure)
	if whole || err != nil || len(sets) > 200_000 {
		t.Errorf("%d sets, whole %t, %v", len(sets), whole, err)
	}
}
