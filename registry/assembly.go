package registry

import (
	"encoding/json"

	"landbank/registry/criteria"
)

// AssemblyQuery asks for sets of adjoining sites that meet conditions together.
type AssemblyQuery struct {
	Conditions criteria.Conditions
	Most       int // sites of a set, 2 or more
	Limit      int // sets that are told
}

// AssemblyResult is the answer to an [AssemblyQuery].
type AssemblyResult struct {
	Revision int64
	Count    int  // of the sets that were found
	Whole    bool // false where a bound was reached: there may be more
	Pending  bool // outlines have come of which the neighbours are not measured yet
	Sets     []Assembly
}

// Assembly is adjoining sites as one.
type Assembly struct {
	List     List    // Meets, or MayMeet where a fact is unknown
	Unknown  []int   // the conditions of which it cannot be told
	AreaM2   float64 // of the common outline
	Sites    []AssemblySite
	Joins    []Join
	BBox     [4]float64
	Geometry json.RawMessage // the common outline, a Polygon or MultiPolygon of GeoJSON
	// Outline holds what is measured of it, by the names of the fields; absent where unknown.
	Outline map[string]float64
	Fit     Fit
}

// AssemblySite is a site of a set.
type AssemblySite struct {
	Ref        string
	Properties json.RawMessage
	Geometry   json.RawMessage // its outline
}

// Join is where two sites of a set adjoin.
type Join struct {
	A    string  `json:"a"`
	B    string  `json:"b"`
	RunM float64 `json:"run_m"` // the longest unbroken piece of their common boundary, in metres
}
