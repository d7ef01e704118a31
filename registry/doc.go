// Package registry is the domain of Landbank: sites of free land and
// brownfields, the table of their fields, and the contracts that the stores
// and the interfaces fulfil. It holds no SQL, no HTTP and no goroutines.
//
// A [Record] is one site with everything known about it; its JSON form is the
// document that the ledger keeps. [Flatten] reads from it the flat, typed
// values that the table of [Fields] names: one value is one column of the
// published projection, one property of a GeoJSON feature, one column of a
// CSV export and one thing an investor can ask for.
//
// Three kinds of absence are kept apart everywhere. Unknown is nil (SQL NULL,
// JSON null). Checked and found to be none is a value: capacity 0, distance
// +Inf. Not applicable is a code of its own where a code list has it.
package registry
