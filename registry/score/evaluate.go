package score

import (
	"encoding/json"
	"math"

	"landbank/registry"
)

// Doubt is how much a fact can still be trusted.
type Doubt int

// The doubts, by the freshness of a fact.
const (
	Trusted Doubt = iota
	Stale         // past the day on which it should have been checked, or of unknown age
	Unknown       // nobody has said
)

// Widening is the share, in hundredths, by which a fact in doubt may be worse
// or better than it says: low becomes v·(1−share), high v + (1−v)·share. A
// stale fact keeps three quarters of its worth for certain, an unknown one
// nothing.
var Widening = [...]int64{Trusted: 0, Stale: 25, Unknown: 100}

// Evidence is what is known of one field of one site.
type Evidence struct {
	Value any // as in a registry.Flat, nil where unknown
	Doubt Doubt
	AsOf  registry.Date // day of the evidence; zero where none is told
	From  string        // who says so
}

// Line is what one criterion contributes, in millionths: v is between Low and
// High, and Mid where nothing else is told.
type Line struct {
	Criterion *registry.Preference
	Evidence  Evidence
	Share     int64 // normalised weight
	Low       int64 // v at worst
	Mid       int64
	High      int64
}

// known tells whether the field's value is.
func (l *Line) known() bool { return l.Evidence.Value != nil }

// Sum is a score in its whole numbers: shares times values, at most
// registry.Whole·registry.Whole.
type Sum struct{ Low, Mid, High, Known int64 }

// Assessment is the score of one site with its lines.
type Assessment struct {
	Sum
	Lines []Line
}

// Assess scores one site. prior is the v of what is not known, for Mid.
func Assess(list []registry.Preference, prior float64, evidence func(field string) Evidence) Assessment {
	a := Assessment{Lines: make([]Line, len(list))}
	shares := registry.Shares(list)
	for i := range list {
		line := &a.Lines[i]
		*line = assessLine(&list[i], evidence(list[i].Field), registry.Millionths(prior))
		line.Share = shares[i]
		a.Low += line.Share * line.Low
		a.Mid += line.Share * line.Mid
		a.High += line.Share * line.High
		if line.known() {
			a.Known += line.Share
		}
	}
	return a
}

func assessLine(c *registry.Preference, e Evidence, prior int64) Line {
	if e.Value == nil {
		return Line{Criterion: c, Evidence: Evidence{Doubt: Unknown}, Low: 0, Mid: prior, High: registry.Whole}
	}
	v := c.Value(e.Value)
	return Line{Criterion: c, Evidence: e, Low: v - v*Widening[e.Doubt]/100, Mid: v, High: v + (registry.Whole-v)*Widening[e.Doubt]/100}
}

// tenthsOf gives a sum as it is shown: tenths of a point of 100, rounded half
// up.
func tenthsOf(sum int64) int64 {
	const tenth = registry.Whole * registry.Whole / 1000
	return (sum + tenth/2) / tenth
}

// Score is an assessment as it is shown: points of 100 with one decimal.
type Score struct {
	Low           float64        `json:"low"`
	Mid           float64        `json:"mid"`
	High          float64        `json:"high"`
	Coverage      float64        `json:"coverage"` // percent of the weight that is known
	Contributions []Contribution `json:"contributions"`
}

// Contribution is one line of the ledger of points. The points of all sum
// exactly to Low, the possible ones to High − Low.
type Contribution struct {
	Field     string          `json:"field"`
	Value     json.RawMessage `json:"value"` // in the field's unit; null where unknown, and for a distance that is none
	State     string          `json:"state"` // known, none, stale, unknown
	AsOf      string          `json:"as_of,omitempty"`
	Source    string          `json:"source,omitempty"`
	V         *float64        `json:"v"`          // null where unknown
	Weight    float64         `json:"weight"`     // percent of the whole
	Points    float64         `json:"points"`     // guaranteed
	Possible  float64         `json:"possible"`   // further ones, if what is missing or in doubt turns out well
	MaxPoints float64         `json:"max_points"` // what the criterion can give
}

// Show gives the assessment as it is shown.
func (a *Assessment) Show() Score {
	low, high := tenthsOf(a.Low), tenthsOf(a.High)
	s := Score{Low: points(low), Mid: points(tenthsOf(a.Mid)), High: points(high), Coverage: points(tenthsOf(a.Known * registry.Whole))}
	largest := registry.Apportion(a.exact(func(l *Line) int64 { return l.Share * registry.Whole }), 1000)
	given := within(a.exact(func(l *Line) int64 { return l.Share * l.Low }), low, largest)
	room := make([]int64, len(largest))
	for i := range room {
		room[i] = largest[i] - given[i]
	}
	possible := within(a.exact(func(l *Line) int64 { return l.Share * (l.High - l.Low) }), high-low, room)
	for i := range a.Lines {
		s.Contributions = append(s.Contributions, a.Lines[i].show(points(given[i]), points(possible[i]), points(largest[i])))
	}
	return s
}

// Interval gives the guaranteed and the highest score as they are shown.
func (a *Assessment) Interval() (low, high float64) {
	return points(tenthsOf(a.Low)), points(tenthsOf(a.High))
}

func points(tenths int64) float64 { return float64(tenths) / 10 }

// exact gives a part of each line in tenths of points, not rounded.
func (a *Assessment) exact(part func(*Line) int64) []float64 {
	exact := make([]float64, len(a.Lines))
	for i := range a.Lines {
		exact[i] = float64(part(&a.Lines[i])) / (registry.Whole * registry.Whole / 1000)
	}
	return exact
}

// within rounds numbers to whole ones with the given sum, none above its room:
// down first, then up where most is missing, the earlier one first among
// equals. The rooms together have to hold the sum.
func within(exact []float64, sum int64, room []int64) []int64 {
	whole := make([]int64, len(exact))
	for i, x := range exact {
		whole[i] = min(int64(math.Floor(x+1e-9)), room[i])
		sum -= whole[i]
	}
	for ; sum > 0; sum-- {
		most := -1
		for i := range exact {
			missing := func(i int) int64 { return int64(math.Round((exact[i] - float64(whole[i])) * 1e6)) }
			if whole[i] < room[i] && (most < 0 || missing(i) > missing(most)) {
				most = i
			}
		}
		if most < 0 {
			break
		}
		whole[most]++
	}
	return whole
}

func (l *Line) show(given, possible, largest float64) Contribution {
	c := Contribution{Field: l.Criterion.Field, Value: registry.AppendValue(nil, l.Evidence.Value), State: l.state(), Source: l.Evidence.From,
		AsOf: l.Evidence.AsOf.String(), Weight: float64(l.Share) * 100 / registry.Whole, Points: given, Possible: possible, MaxPoints: largest}
	if l.known() {
		v := float64(l.Mid) / registry.Whole
		c.V = &v
	}
	return c
}

func (l *Line) state() string {
	switch {
	case !l.known():
		return "unknown"
	case l.Evidence.Doubt == Stale:
		return "stale"
	case isNone(l.Evidence.Value):
		return "none"
	}
	return "known"
}

// isNone tells whether the value says that there is none: an infinite distance.
func isNone(value any) bool {
	v, ok := value.(float64)
	return ok && math.IsInf(v, 0)
}
