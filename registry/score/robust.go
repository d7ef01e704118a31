package score

import (
	"math"
	"math/rand/v2"
	"slices"

	"landbank/registry"
)

// Rank says how firm a site's place is when the weights are not taken quite
// literally.
type Rank struct {
	Best   int     `json:"best"`
	Worst  int     `json:"worst"`
	TopTen float64 `json:"top_ten"` // percent of the draws in which it is among the first ten
	Draws  int     `json:"draws"`
	Ties   []int   `json:"-"`            // places of those that cannot be told from it: their intervals overlap fully
	Band   string  `json:"band"`         // one of Bands, by the guaranteed score
	Topsis int     `json:"topsis"`       // place by the distance to the ideal: a second opinion, which depends on who else is there
	Beaten int     `json:"dominated_by"` // how many are at least as good on every criterion and better on one
}

// Draws is how often the weights are drawn, each up to Spread more or less.
const (
	Draws  = 500
	Spread = 0.25
)

// Robustness draws the weights anew, each up to a quarter more or less, and
// tells for each site its range of ranks by the guaranteed score, with the
// other opinions on it. The same seed gives the same answer.
func Robustness(list []Assessment, seed uint64) []Rank {
	ranks := make([]Rank, len(list))
	for i := range list {
		ranks[i] = Rank{Best: len(list), Worst: 1, Draws: Draws, Band: Band(list[i].Low)}
	}
	random := rand.New(rand.NewPCG(seed, seed>>1|1))
	for range Draws {
		for place, i := range order(list, drawn(list, random)) {
			r := &ranks[i]
			r.Best, r.Worst = min(r.Best, place+1), max(r.Worst, place+1)
			if place < 10 {
				r.TopTen += 100.0 / Draws
			}
		}
	}
	for place, i := range topsis(list) {
		ranks[i].Topsis = place + 1
	}
	for i := range list {
		ranks[i].TopTen = math.Round(ranks[i].TopTen*10) / 10
		for j := range list {
			if i == j {
				continue
			}
			if Dominates(&list[j], &list[i]) {
				ranks[i].Beaten++
			}
			if Tied(&list[i], &list[j]) {
				ranks[i].Ties = append(ranks[i].Ties, j)
			}
		}
	}
	return ranks
}

// drawn gives shares of weights that each differ by up to a quarter.
func drawn(list []Assessment, random *rand.Rand) []float64 {
	if len(list) == 0 {
		return nil
	}
	shares := make([]float64, len(list[0].Lines))
	for i := range shares {
		shares[i] = float64(list[0].Lines[i].Share) * (1 - Spread + 2*Spread*random.Float64())
	}
	return shares
}

// order gives the sites from the best guaranteed score down, with such shares.
func order(list []Assessment, shares []float64) []int {
	sums := make([]float64, len(list))
	places := make([]int, len(list))
	for i := range list {
		places[i] = i
		for l, share := range shares {
			sums[i] += share * float64(list[i].Lines[l].Low)
		}
	}
	slices.SortStableFunc(places, func(a, b int) int { return compare(sums[b], sums[a]) })
	return places
}

// Dominates tells whether one site is at least as good as another on every
// criterion, whatever the unknown facts turn out to be, and better on one.
func Dominates(a, b *Assessment) bool {
	better := false
	for i := range a.Lines {
		if a.Lines[i].Low < b.Lines[i].High {
			return false
		}
		better = better || a.Lines[i].Low > b.Lines[i].High
	}
	return better
}

// Tied tells whether the interval of one lies within the other's: what is
// known does not tell which is better.
func Tied(a, b *Assessment) bool {
	within := func(x, y *Assessment) bool { return x.Low >= y.Low && x.High <= y.High }
	return within(a, b) || within(b, a)
}

// Bands are the letters of guaranteed scores, the best first, each with the
// points from which it is given.
var Bands = []struct {
	Letter string
	From   int64
}{{"A", 80}, {"B", 65}, {"C", 50}, {"D", 0}}

// Band gives the letter of a guaranteed score.
func Band(low int64) string {
	for _, b := range Bands {
		if tenthsOf(low) >= b.From*10 {
			return b.Letter
		}
	}
	return Bands[len(Bands)-1].Letter // not reached: no score is below 0
}

// topsis gives the sites by their closeness to the ideal: TOPSIS (Hwang and
// Yoon 1981) over the guaranteed values, normalised by vectors.
func topsis(list []Assessment) []int {
	places := make([]int, len(list))
	closeness := make([]float64, len(list))
	for i := range places {
		places[i] = i
	}
	if len(list) == 0 {
		return places
	}
	away, near := make([]float64, len(list)), make([]float64, len(list))
	for l := range list[0].Lines {
		sum, best, worst := 0.0, math.Inf(-1), math.Inf(1)
		for i := range list {
			v := float64(list[i].Lines[l].Low) / registry.Whole
			sum += v * v
			best, worst = max(best, v), min(worst, v)
		}
		if sum == 0 {
			continue
		}
		scale := float64(list[0].Lines[l].Share) / registry.Whole / math.Sqrt(sum)
		for i := range list {
			v := float64(list[i].Lines[l].Low) / registry.Whole
			away[i] += (best - v) * (best - v) * scale * scale
			near[i] += (v - worst) * (v - worst) * scale * scale
		}
	}
	for i := range list {
		if total := math.Sqrt(away[i]) + math.Sqrt(near[i]); total > 0 {
			closeness[i] = math.Sqrt(near[i]) / total
		}
	}
	slices.SortStableFunc(places, func(a, b int) int { return compare(closeness[b], closeness[a]) })
	return places
}
