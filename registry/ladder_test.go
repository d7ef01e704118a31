package registry

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// Rungs rise, are few, begin at or below what is asked for and end at or above
// it, and are round as screens show them.
func TestLadders(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(4, 4))
	for i := range Fields() {
		f := &Fields()[i]
		if !f.Numeric() {
			continue
		}
		for range 50 {
			least := math.Pow(10, random.Float64()*6-1)
			most := least * math.Pow(10, random.Float64()*3)
			rungs := f.Ladder(least, most)
			if len(rungs) < 1 || f.Type == TypeNumber && len(rungs) < 2 || len(rungs) > maxRungs || !slices.IsSorted(rungs) || len(slices.Compact(slices.Clone(rungs))) != len(rungs) {
				t.Fatalf("%s from %v to %v: %v", f.Name, least, most, rungs)
			}
			if f.Type == TypeNumber && (rungs[0] > least*(1+1e-9) || rungs[len(rungs)-1] < most*(1-1e-9)) {
				t.Errorf("%s from %v to %v: %v", f.Name, least, most, rungs)
			}
		}
	}
	area, _ := FieldByName("area_m2")
	if got := area.Ladder(8000, 70_000); !slices.Equal(got, []float64{8000, 10_000, 15_000, 20_000, 30_000, 40_000, 50_000, 60_000, 80_000}) {
		t.Errorf("hectares: %v", got)
	}
	level, _ := FieldByName("readiness")
	if got := level.Ladder(0, 4); !slices.Equal(got, []float64{0, 1, 2, 3, 4}) {
		t.Errorf("levels: %v", got)
	}
	if got := area.Ladder(math.Inf(1), math.Inf(1)); got != nil {
		t.Errorf("nothing is known: %v", got)
	}
}
