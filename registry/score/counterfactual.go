package score

import (
	"encoding/json"
	"slices"

	"landbank/registry"
)

// Lift is what one fact would do for the guaranteed score of a site: found
// out, or brought about, as far as Value.
type Lift struct {
	Field string          `json:"field"`
	State string          `json:"state"` // of the field now: unknown, stale, known, none
	Value any             `json:"-"`     // that would do it, as in a registry.Flat
	Shown json.RawMessage `json:"value"` // the same in JSON; null for a distance that is none
	From  float64         `json:"from"`  // the guaranteed score
	To    float64         `json:"to"`    // with it
	Gain  float64         `json:"gain"`
	// Asked: a letter or a visit would do. The fact is missing or in doubt, not
	// bad.
	Asked bool `json:"can_be_asked"`
}

// Lifts gives what would raise the guaranteed score most, at most n: first
// what only has to be found out or confirmed, then what would have to change,
// each by gain.
func (a *Assessment) Lifts(n int) []Lift {
	lifts := []Lift{}
	from := tenthsOf(a.Low)
	for i := range a.Lines {
		l := &a.Lines[i]
		target := l.Mid // a fact in doubt is confirmed as it stands
		if !l.known() || l.Evidence.Doubt == Trusted {
			target = l.Criterion.BestV()
		}
		to := tenthsOf(a.Low + l.Share*(target-l.Low))
		if to <= from {
			continue
		}
		lift := Lift{Field: l.Criterion.Field, State: l.state(), From: points(from), To: points(to), Gain: points(to - from),
			Asked: l.Evidence.Doubt != Trusted, Value: l.Evidence.Value}
		if !l.known() || l.Evidence.Doubt == Trusted {
			lift.Value = l.Criterion.Best()
		}
		lift.Shown = registry.AppendValue(nil, lift.Value)
		lifts = append(lifts, lift)
	}
	slices.SortStableFunc(lifts, func(a, b Lift) int {
		if a.Asked != b.Asked {
			if a.Asked {
				return -1
			}
			return 1
		}
		return int(10*b.Gain - 10*a.Gain)
	})
	return lifts[:min(n, len(lifts))]
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
