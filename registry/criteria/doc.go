// Package criteria holds the one criteria tree: what an investor asks for,
// whatever the question was written in.
//
// CQL2 text ([ParseCQL2]), URL parameters ([FromParams]) and search bodies
// ([FromMust]) all become the same [Expr]. A compiler turns it into SQL, [Eval]
// answers it in memory, [Canonical] prints it back as CQL2 text, and [Explain]
// says what a site lacks. None of them sees where the question came from.
//
// # Three truths
//
// An expression is [True], [False] or [Unknown], as in SQL. A comparison with an
// unknown value is Unknown; NOT Unknown is Unknown; AND takes the least and OR
// the greatest of False < Unknown < True. The three truths are the three lists:
// a site that is True meets, Unknown may meet, False fails. "Checked and found
// to be none" is not unknown: it is a value, capacity 0 or distance +Inf.
//
// # What a tree promises
//
// Parsers hand out checked trees only: every property is in the [Vocabulary],
// both sides of a comparison have one type, codes are of the field's list,
// numbers are finite, geometries are in range with closed rings. Comparisons of
// literals alone are already answered, so one side of each predicate names a
// property, and in a comparison of a property with a literal the property stands
// on the left. A compiler needs one type switch over Expr and one over [Operand].
//
// # Strings and numbers
//
// Strings are ordered by code point (COLLATE "C" in SQL). CASEI is full Unicode
// case folding, see [Fold]. All numbers are float64, also those compared with
// integer fields, so that 2.5 is a bound like any other; bind them as float8.
package criteria
