package criteria

import "slices"

// Condition is one of the conditions that a question joins with AND. The three
// lists say of each site which of them it lacks.
type Condition struct {
	Expr   Expr
	Fields []string // the fields it reads, see [Fields]
}

// Conditions is a whole question: every one has to hold. None at all asks for
// every site.
type Conditions []Condition

// Split takes an expression apart at its outermost ANDs. TRUE has no condition.
func Split(e Expr) Conditions {
	switch e := e.(type) {
	case Literal:
		if e {
			return nil
		}
	case And:
		var c Conditions
		for _, t := range e {
			c = append(c, Split(t)...)
		}
		return c
	}
	return Conditions{{Expr: e, Fields: Fields(e)}}
}

// Expr joins the conditions again.
func (c Conditions) Expr() Expr {
	terms := make([]Expr, len(c))
	for i := range c {
		terms[i] = c[i].Expr
	}
	return AllOf(terms...)
}

// Without leaves out the conditions on the field alone: what a facet of the
// field is counted under. Conditions that read other fields too stay.
func (c Conditions) Without(field string) Conditions {
	return slices.DeleteFunc(slices.Clone(c), func(c Condition) bool {
		return len(c.Fields) == 1 && c.Fields[0] == field
	})
}
