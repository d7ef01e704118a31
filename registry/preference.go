package registry

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"landbank/registry/criteria"
)

// Whole is the sum of the weights of a profile and the best value of a
// preference, in their whole numbers.
const Whole = 1_000_000

// Knot is a corner of a value function: at the field's value X (in the
// field's unit) it is V.
type Knot [2]float64

// Preference is one thing that a project would like: a field, a weight, and a
// value function that turns the field's value into v between 0 (useless) and 1
// (as good as it gets). It has knots where the field holds numbers, and values
// where it holds codes or yes and no.
type Preference struct {
	Field  string             `json:"field"`
	Weight float64            `json:"weight"`
	Knots  []Knot             `json:"knots,omitempty"`
	Values map[string]float64 `json:"values,omitempty"` // by code, or "true" and "false"; codes that are missing are 0
}

// maxKnots and maxPreferences bound what a caller may ask.
const (
	maxKnots       = 12
	maxPreferences = 40
)

// CheckPreferences tells every fault of a list of preferences, each named by its place.
func CheckPreferences(list []Preference) criteria.Faults {
	var faults criteria.Faults
	bad := func(name string, rule criteria.Rule, got, want string) {
		faults = append(faults, criteria.Fault{Name: name, Rule: rule, Got: got, Want: want})
	}
	if len(list) > maxPreferences {
		bad("/prefer", criteria.RuleLimit, strconv.Itoa(len(list)), fmt.Sprintf("at most %d preferences", maxPreferences))
		return faults
	}
	seen, sum := map[string]bool{}, 0.0
	for i, c := range list {
		place := fmt.Sprintf("/prefer/%d", i)
		field, known := FieldByName(c.Field)
		switch {
		case !known || !field.Can(Weight):
			bad(place+"/field", criteria.RuleUnknownField, c.Field, "a field that can be weighed, see /api/v1/fields")
		case seen[c.Field]:
			bad(place+"/field", criteria.RuleRepeated, c.Field, "each field once")
		default:
			faults = append(faults, c.check(place, field)...)
		}
		seen[c.Field] = true
		if !(c.Weight >= 0) || math.IsInf(c.Weight, 0) {
			bad(place+"/weight", criteria.RuleBadValue, plainNumber(c.Weight), "a number of at least 0")
			continue
		}
		sum += c.Weight
	}
	if len(list) > 0 && !(sum > 0) && faults == nil {
		bad("/prefer", criteria.RuleBadValue, "0", "weights of which at least one is above 0")
	}
	return faults
}

func (c *Preference) check(place string, f *Field) (faults criteria.Faults) {
	bad := func(name string, rule criteria.Rule, got, want string) {
		faults = append(faults, criteria.Fault{Name: place + name, Rule: rule, Got: got, Want: want})
	}
	numeric := f.Type == TypeNumber || f.Type == TypeInteger
	switch {
	case numeric && c.Values != nil:
		bad("/values", criteria.RuleWrongType, c.Field, "knots: the field holds numbers")
	case !numeric && c.Knots != nil:
		bad("/knots", criteria.RuleWrongType, c.Field, "values: the field holds codes")
	case numeric && (len(c.Knots) < 2 || len(c.Knots) > maxKnots):
		bad("/knots", criteria.RuleLimit, strconv.Itoa(len(c.Knots)), fmt.Sprintf("2 to %d knots", maxKnots))
	case !numeric && len(c.Values) == 0:
		bad("/values", criteria.RuleEmpty, "none", "at least one code with its value")
	}
	for i, k := range c.Knots {
		if !finite(k[0]) || !between(k[1]) {
			bad(fmt.Sprintf("/knots/%d", i), criteria.RuleBadValue, plainNumber(k[0])+", "+plainNumber(k[1]), "a finite number and one from 0 to 1")
		}
		if i > 0 && !(k[0] > c.Knots[i-1][0]) {
			bad(fmt.Sprintf("/knots/%d", i), criteria.RuleBadValue, plainNumber(k[0]), "more than the knot before")
		}
	}
	for code, v := range c.Values {
		if !between(v) {
			bad("/values/"+code, criteria.RuleBadValue, plainNumber(v), "a number from 0 to 1")
		}
		if f.Codes != "" && !HasCode(f.Codes, code) {
			bad("/values/"+code, criteria.RuleUnknownCode, code, "a code of the list "+f.Codes)
		}
		if f.Type == TypeBoolean && code != "true" && code != "false" {
			bad("/values/"+code, criteria.RuleUnknownCode, code, "true or false")
		}
	}
	return faults
}

func plainNumber(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
func finite(v float64) bool        { return !math.IsInf(v, 0) && !math.IsNaN(v) }
func between(v float64) bool       { return v >= 0 && v <= 1 }

// Millionths rounds a share to a whole number of millionths, halves to even as
// PostgreSQL does.
func Millionths(v float64) int64 { return int64(math.RoundToEven(v * Whole)) }

// Slope gives how much v grows from knot i to the next one for each unit. SQL
// is given the same numbers, so that both round alike.
func (c *Preference) Slope(i int) float64 {
	return (c.Knots[i+1][1] - c.Knots[i][1]) / (c.Knots[i+1][0] - c.Knots[i][0])
}

// Value gives v of a flat value in millionths: piecewise linear between the
// knots and level beyond them; by code; the best of several codes.
func (c *Preference) Value(value any) int64 {
	switch v := value.(type) {
	case float64:
		return Millionths(c.interpolate(v))
	case int64:
		return Millionths(c.interpolate(float64(v)))
	case bool:
		return Millionths(c.Values[strconv.FormatBool(v)])
	case string:
		return Millionths(c.Values[v])
	case []string:
		best := 0.0
		for _, code := range v {
			best = max(best, c.Values[code])
		}
		return Millionths(best)
	}
	return 0
}

func (c *Preference) interpolate(x float64) float64 {
	last := len(c.Knots) - 1
	if x <= c.Knots[0][0] {
		return c.Knots[0][1]
	}
	for i := range last {
		if x <= c.Knots[i+1][0] {
			return c.Knots[i][1] + (x-c.Knots[i][0])*c.Slope(i)
		}
	}
	return c.Knots[last][1]
}

// Best gives the value at which the preference is worth most: of several the
// one that asks least, which for knots is the one nearest to the worst knot.
func (c *Preference) Best() any {
	if c.Knots == nil {
		codes := make([]string, 0, len(c.Values))
		for code := range c.Values {
			codes = append(codes, code)
		}
		slices.Sort(codes)
		return slices.MaxFunc(codes, func(a, b string) int { return cmp.Compare(c.Values[a], c.Values[b]) })
	}
	rising := c.Knots[0][1] <= c.Knots[len(c.Knots)-1][1]
	best := c.Knots[0]
	for _, k := range c.Knots[1:] {
		if k[1] > best[1] || k[1] == best[1] && !rising {
			best = k
		}
	}
	return best[0]
}

// BestV gives the v of that value in millionths.
func (c *Preference) BestV() int64 {
	best := 0.0
	for _, k := range c.Knots {
		best = max(best, k[1])
	}
	for _, v := range c.Values {
		best = max(best, v)
	}
	return Millionths(best)
}

// Shares normalises the weights to whole numbers that sum to [Whole], by the
// method of largest remainders. Weights in another unit give the same shares.
func Shares(list []Preference) []int64 {
	sum := 0.0
	for i := range list {
		sum += list[i].Weight
	}
	exact := make([]float64, len(list))
	for i := range list {
		exact[i] = list[i].Weight / sum * Whole
	}
	return Apportion(exact, Whole)
}

// Apportion rounds numbers to whole ones with the given sum: down first, then
// up where most was lost, the earlier one first among equals. Remainders are
// compared in millionths, below which the noise of the division lies.
func Apportion(exact []float64, sum int64) []int64 {
	whole := make([]int64, len(exact))
	rest := make([]int64, len(exact))
	order := make([]int, len(exact))
	for i, x := range exact {
		whole[i] = int64(math.Floor(x + 1e-9))
		rest[i] = int64(math.Round((x - float64(whole[i])) * 1e6))
		sum -= whole[i]
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(rest[b] - rest[a]) })
	for i := 0; sum > 0 && len(order) > 0; i++ {
		whole[order[i%len(order)]]++
		sum--
	}
	return whole
}
