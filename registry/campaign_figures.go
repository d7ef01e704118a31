package registry

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
)

// CampaignFigures is how a campaign goes.
type CampaignFigures struct {
	Activity   int64 // of the campaign when they were counted
	Tasks      map[string]int
	Folded     int
	Waiting    int // verified and not folded
	Unjudged   int // observations
	PhotosDue  int // photos that observations name and that have not come
	Observers  []ObserverFigures
	Days       []DayFigures
	Agreement  []Agreement
	Candidates []Precision
}

// ObserverFigures is how one observer does.
type ObserverFigures struct {
	ID        string
	Name      string
	Assigned  int // tasks that wait for them
	Observed  int // observations
	Accepted  int
	Redo      int
	Doubtful  int
	AccuracyM *float64 // median of the positions; nil where there are none
	Days      map[Date]int
}

// DayFigures is what came on one day, by the clocks of the devices, in UTC.
type DayFigures struct {
	Day      Date
	Observed int
}

// Agreement says how often two observers of one place gave the same answer.
type Agreement struct {
	Key   string // of the question; "sighting" for what was found
	Pairs int    // places that two have answered
	Same  int
	// Kappa is Cohen's: 1 where all agree, 0 where they agree as often as by
	// chance. Nil where that cannot be told, as of numbers and texts.
	Kappa *float64
}

// Precision says how many of a source's candidates were there when somebody
// looked.
type Precision struct {
	Source     string
	Name       string
	Candidates int // that a campaign was to look at
	Observed   int // that an accepted observation says something of: there, or not there
	Confirmed  int // of those, there
	// Share is Confirmed/Observed, with the 95 % interval of Wilson; nil where
	// nothing was observed.
	Share, Low, High *float64
}

// Complete computes share and interval.
func (p *Precision) Complete() {
	if p.Observed == 0 {
		return
	}
	const z = 1.959964
	n := float64(p.Observed)
	share := float64(p.Confirmed) / n
	middle := (share + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(share*(1-share)/n+z*z/(4*n*n))
	low, high := max(0, middle-half), min(1, middle+half)
	p.Share, p.Low, p.High = &share, &low, &high
}

// AnswerPair is what two observers said of one place.
type AnswerPair struct {
	One, Other         map[string]json.RawMessage
	SightingOne, Sight string
}

// Agreements counts how often pairs of observers agree, by question; what both
// could not tell is left out. "sighting" comes first.
func Agreements(questions *QuestionSet, pairs []AnswerPair) []Agreement {
	list := []Agreement{}
	count := func(key string, nominal bool, values func(p *AnswerPair) (string, string)) {
		a := Agreement{Key: key}
		one, other := map[string]int{}, map[string]int{}
		for i := range pairs {
			x, y := values(&pairs[i])
			if x == "" || y == "" {
				continue
			}
			a.Pairs++
			one[x]++
			other[y]++
			if x == y {
				a.Same++
			}
		}
		if a.Pairs == 0 {
			return
		}
		if nominal {
			a.Kappa = kappa(a, one, other)
		}
		list = append(list, a)
	}
	count("sighting", true, func(p *AnswerPair) (string, string) { return p.SightingOne, p.Sight })
	for _, q := range questions.Questions {
		full := q.Complete()
		nominal := full.Type == TypeCode || full.Type == TypeBoolean
		count(q.Key, nominal, func(p *AnswerPair) (string, string) { return answerText(p.One[q.Key]), answerText(p.Other[q.Key]) })
	}
	return list
}

// answerText gives an answer in one form whatever its spelling in JSON; "" for
// none.
func answerText(raw json.RawMessage) string {
	var value any
	if len(raw) == 0 || json.Unmarshal(raw, &value) != nil || value == nil {
		return ""
	}
	if list, ok := value.([]any); ok {
		texts := []string{}
		for _, item := range list {
			if text, ok := item.(string); ok {
				texts = append(texts, text)
			}
		}
		slices.Sort(texts)
		value = texts
	}
	text, _ := json.Marshal(value) // it came out of JSON
	return string(text)
}

// kappa is Cohen's, nil where chance alone would make all agree.
func kappa(a Agreement, one, other map[string]int) *float64 {
	n := float64(a.Pairs)
	chance := 0.0
	for _, value := range slices.Sorted(maps.Keys(one)) {
		chance += float64(one[value]) / n * float64(other[value]) / n
	}
	if chance >= 1 {
		return nil
	}
	k := (float64(a.Same)/n - chance) / (1 - chance)
	return &k
}
