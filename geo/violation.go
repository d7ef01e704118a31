package geo

import "fmt"

// Rule is the code of a shape rule. Codes are stable: reports, forms and tests name them.
type Rule string

// Rules a text or a coordinate can break.
const (
	RuleSyntax          Rule = "syntax"            // not GeoJSON, WKT or EWKB
	RuleGeometryType    Rule = "geometry_type"     // a line, several points, a mixture
	RuleEmpty           Rule = "empty_coordinates" // a geometry without any position
	RulePositionSize    Rule = "position_size"     // fewer than 2 or more than 4 numbers
	RuleNonFinite       Rule = "non_finite"        // NaN or infinite
	RuleOutOfRange      Rule = "out_of_range"      // not a longitude or not a latitude
	RuleRingTooShort    Rule = "ring_too_short"    // fewer than four positions
	RuleRingNotClosed   Rule = "ring_not_closed"   // last position differs from the first
	RuleRingCollapsed   Rule = "ring_collapsed"    // nothing left at the precision kept
	RuleTooManyVertices Rule = "too_many_vertices" // above Parser.MaxVertices
	RuleTooDeep         Rule = "too_deep"          // collections within collections
	RuleUnknownCRS      Rule = "unknown_crs"       // a reference system nobody knows
)

// Changes a parser makes without being asked, and reports. RuleRingClosed is made only when asked.
const (
	NoteZDropped         Rule = "z_dropped"
	NoteMDropped         Rule = "m_dropped"
	NoteRingClosed       Rule = "ring_closed"
	NoteRepeatedDropped  Rule = "repeated_points_dropped"
	NoteHoleCollapsed    Rule = "hole_collapsed"
	NotePartCollapsed    Rule = "part_collapsed"
	NoteCollectionMerged Rule = "collection_merged"
)

// Violation says which rule a geometry breaks and where. It is the error of every parser and constructor here.
type Violation struct {
	Rule   Rule
	Path   string // "coordinates[0][2]", "byte 17", "bbox"; indices count from 0
	Got    string // the raw value, shortened
	Want   string // what would have been right, in words
	Repair Rule   // the note that a repair would leave, "" where none is offered
}

// Error reads as one line: path, what was found, what is wanted, rule.
func (v *Violation) Error() string {
	return fmt.Sprintf("%s: got %s, want %s (%s)", v.Path, v.Got, v.Want, v.Rule)
}

// Note says what a parser changed: the rule, where it happened first, and how often.
type Note struct {
	Rule  Rule
	Path  string
	Count int
}

// String reads as "z_dropped at coordinates[0][0], 5 times".
func (n Note) String() string {
	return fmt.Sprintf("%s at %s, %d times", n.Rule, n.Path, n.Count)
}

// shorten keeps a raw value readable in a message.
func shorten(text string) string {
	const most = 60
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most]) + "…"
}
