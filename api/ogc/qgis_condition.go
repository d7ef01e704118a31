package ogc

import (
	"math"

	"landbank/registry/criteria"
)

// qgisAsks reports whether QGIS can ask a condition of the registry: it hands on
// comparisons of properties with texts, numbers and yes or no, and reads
// everything else from all features, or not at all. Conditions of that kind read
// the same in CQL2 and in QGIS.
func qgisAsks(e criteria.Expr) bool {
	switch e := e.(type) {
	case criteria.Literal:
		return true
	case criteria.And:
		return allAsked(e)
	case criteria.Or:
		return allAsked(e)
	case criteria.Not:
		return qgisAsks(e.Term)
	case criteria.Compare:
		return isProperty(e.Left) && isPlain(e.Right)
	case criteria.Between:
		return isProperty(e.Value) && isPlain(e.Low) && isPlain(e.High)
	case criteria.In:
		for _, one := range e.List {
			if !isPlain(one) {
				return false
			}
		}
		return isProperty(e.Value)
	case criteria.Like:
		return isProperty(e.Value) && isPlain(e.Pattern)
	case criteria.IsNull:
		return isProperty(e.Value)
	}
	return false
}

func allAsked(terms []criteria.Expr) bool {
	for _, t := range terms {
		if !qgisAsks(t) {
			return false
		}
	}
	return true
}

func isProperty(o criteria.Operand) bool {
	_, ok := o.(criteria.Property)
	return ok
}

// isPlain tells the literals that QGIS writes as CQL2 does.
func isPlain(o criteria.Operand) bool {
	v, ok := o.(criteria.Value)
	switch {
	case !ok:
		return false
	case v.Type == criteria.TypeNumber:
		return !math.IsInf(v.Number, 0) && !math.IsNaN(v.Number)
	}
	return v.Type == criteria.TypeText || v.Type == criteria.TypeBoolean
}
