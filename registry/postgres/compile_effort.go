package postgres

import (
	"math"
	"strings"

	"landbank/registry/criteria"
)

// effort compiles how far a condition is from holding, from 0 to 1: for bounds on
// a number the gap to the nearest as a share of it, for anything else 1. It means
// something only where the condition does not hold.
func (c *compiler) effort(e criteria.Expr) string {
	property, bounds, ok := c.bounds(e)
	if !ok {
		return "1"
	}
	shares := each(bounds, func(bound float64) string {
		return "abs(" + c.name(property.Name) + " - " + c.bind(bound) + "::float8) / " + c.bind(max(math.Abs(bound), 1)) + "::float8"
	})
	return "least(1, " + strings.Join(shares, ", ") + ")"
}

// bounds gives the numbers that a condition compares a field with, where that is
// all it does.
func (c *compiler) bounds(e criteria.Expr) (criteria.Property, []float64, bool) {
	var operands []criteria.Operand
	switch e := e.(type) {
	case criteria.Compare:
		operands = []criteria.Operand{e.Left, e.Right}
	case criteria.Between:
		operands = []criteria.Operand{e.Value, e.Low, e.High}
	default:
		return criteria.Property{}, nil, false
	}
	property, ok := operands[0].(criteria.Property)
	var bounds []float64
	for _, o := range operands[1:] {
		v, isValue := o.(criteria.Value)
		ok = ok && isValue && v.Type == criteria.TypeNumber
		bounds = append(bounds, v.Number)
	}
	return property, bounds, ok
}
