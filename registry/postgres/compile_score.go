package postgres

import (
	"slices"
	"strconv"
	"strings"

	"landbank/registry"
	"landbank/registry/score"
)

// staleField says which groups of facts are in doubt.
const staleField = "stale_groups"

// values gives the columns p0, p1, … of what the preferences are worth to the
// row s, in millionths at worst, null where that is unknown. They are the
// values of registry.Preference.Value and the doubt of package score, with the
// same operations on the same numbers, so that both round alike.
func (c *compiler) values(list []registry.Preference) []string {
	var columns []string
	for i := range list {
		f, ok := registry.FieldByName(list[i].Field)
		if !ok {
			return []string{c.fail("no field %q", list[i].Field)}
		}
		v := "round((" + c.value(&list[i], f) + ") * " + strconv.Itoa(registry.Whole) + ")::bigint"
		if f.Clock != "" {
			stale := "coalesce(" + c.bind(f.Clock) + "::text = any(s." + staleField + "), false)"
			v = "(select v - case when " + stale + " then v * " + strconv.FormatInt(score.Widening[score.Stale], 10) +
				" / 100 else 0 end from (select " + v + " as v) x)"
		}
		columns = append(columns, v+" as p"+strconv.Itoa(i))
	}
	return columns
}

// value compiles the value function of one preference, in float8.
func (c *compiler) value(p *registry.Preference, f *registry.Field) string {
	column := c.name(f.Name)
	number := func(x float64) string { return c.bind(x) + "::float8" }
	var cases []string
	switch {
	case p.Knots != nil:
		x, last := column+"::float8", len(p.Knots)-1
		cases = append(cases, "when "+x+" <= "+number(p.Knots[0][0])+" then "+number(p.Knots[0][1]))
		for i := range last {
			cases = append(cases, "when "+x+" <= "+number(p.Knots[i+1][0])+" then "+number(p.Knots[i][1])+
				" + ("+x+" - "+number(p.Knots[i][0])+") * "+number(p.Slope(i)))
		}
		cases = append(cases, "when "+column+" is not null then "+number(p.Knots[last][1]))
	case f.Type == registry.TypeCodes:
		return c.bestOf(p, column)
	default:
		for _, code := range sortedCodes(p) {
			cases = append(cases, "when "+column+"::text = "+c.bind(code)+"::text then "+number(p.Values[code]))
		}
		cases = append(cases, "when "+column+" is not null then 0")
	}
	return "case " + strings.Join(cases, " ") + " end"
}

// bestOf gives the best value of several codes.
func (c *compiler) bestOf(p *registry.Preference, column string) string {
	values := []string{"0"}
	for _, code := range sortedCodes(p) {
		values = append(values, "case when "+c.bind(code)+"::text = any("+column+") then "+c.bind(p.Values[code])+"::float8 else 0 end")
	}
	return "case when " + column + " is not null then greatest(" + strings.Join(values, ", ") + ") end"
}

func sortedCodes(p *registry.Preference) []string {
	codes := make([]string, 0, len(p.Values))
	for code := range p.Values {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}

// lowest makes the guaranteed score, below zero so that the best comes first,
// of the columns that values made.
func lowest(list []registry.Preference) string {
	var terms []string
	for i, share := range registry.Shares(list) {
		terms = append(terms, "coalesce(r.p"+strconv.Itoa(i)+", 0) * "+strconv.FormatInt(share, 10))
	}
	return "-(" + strings.Join(terms, " + ") + ")::float8"
}
