package registry

import "landbank/registry/criteria"

// Numeric reports whether the field holds numbers, which have a distribution.
func (f *Field) Numeric() bool { return f.Type == TypeNumber || f.Type == TypeInteger }

// ZeroIsNone reports whether 0 says that there is none: a capacity that was
// checked.
func (f *Field) ZeroIsNone() bool {
	return f.Group == "utilities" && f.Numeric() && f.Unit != "m"
}

// SpreadQuery asks how the stock is spread over the values of fields.
type SpreadQuery struct {
	Conditions criteria.Conditions
	Fields     []string // numeric ones, each once
}

// Tally counts sites by the list that they would be in.
type Tally struct {
	Meets   int64 `json:"meets"`
	MayMeet int64 `json:"may_meet"`
	Fails   int64 `json:"fails"`
}

// Add counts n more sites whose question has that answer.
func (s *Tally) Add(truth *bool, n int64) {
	switch {
	case truth == nil:
		s.MayMeet += n
	case *truth:
		s.Meets += n
	default:
		s.Fails += n
	}
}

// Bar is a part of a distribution: the sites from From on and below To.
type Bar struct {
	From *float64 `json:"from"` // nil for the first one: whatever is less
	To   *float64 `json:"to"`   // nil for the last one
	Tally
	At Tally `json:"at_from"` // those of them at From exactly
}

// Spread is how the stock is spread over the values of one field. The sites are
// counted by the list that they would be in if nothing was asked of the field,
// so that the lists for any bounds on it, at the rungs, are sums of bars.
type Spread struct {
	Field string `json:"field"`
	Bars  []Bar  `json:"bars"`
	// None counts the sites where it was checked and there is none. That is
	// infinitely far, or a capacity of 0.
	None    Tally `json:"none"`
	Zero    bool  `json:"none_is_zero"`
	Unknown Tally `json:"unknown"`
}

// SpreadResult is the answer to a [SpreadQuery].
type SpreadResult struct {
	Revision int64
	Spreads  []Spread // in the order of the fields asked for
}

// NewSpread gives the empty distribution over the rungs.
func NewSpread(f *Field, rungs []float64) Spread {
	s := Spread{Field: f.Name, Zero: f.ZeroIsNone(), Bars: make([]Bar, len(rungs)+1)}
	for i := range rungs {
		s.Bars[i].To, s.Bars[i+1].From = &rungs[i], &rungs[i]
	}
	return s
}
