package criteria

import (
	"fmt"
	"slices"
	"strings"
)

// Rule is the stable name of what a question broke.
type Rule string

// The rules.
const (
	RuleSyntax       Rule = "syntax"        // the text does not follow the grammar
	RuleUnsupported  Rule = "unsupported"   // valid CQL2 that is not answered here
	RuleLimit        Rule = "limit"         // too long, too deep, too many parts
	RuleUnknownField Rule = "unknown_field" // no such field, or it cannot be filtered or sorted by
	RuleUnknownName  Rule = "unknown_name"  // no such parameter
	RuleUnknownCode  Rule = "unknown_code"  // not a code of the field's list
	RuleUnknownOp    Rule = "unknown_op"    // no such operator, or not for a field of this type
	RuleWrongType    Rule = "wrong_type"    // the two sides have different types
	RuleBadValue     Rule = "bad_value"     // not a value of the type, or out of range
	RuleBadGeometry  Rule = "bad_geometry"  // open rings, too few points, out of range
	RuleRepeated     Rule = "repeated"      // given twice
	RuleEmpty        Rule = "empty"         // given without a value

	RuleBadCursor      Rule = "bad_cursor"      // not a cursor of ours
	RuleCursorMismatch Rule = "cursor_mismatch" // the cursor of another question or order
)

// Fault is one thing wrong with a question.
type Fault struct {
	In     string `json:"in,omitempty"`     // "query" or "body"; "" where the caller knows
	Name   string `json:"name,omitempty"`   // the parameter, or JSON pointer of the member
	Rule   Rule   `json:"rule"`             // what it broke
	Got    string `json:"got"`              // what was found
	Want   string `json:"want,omitempty"`   // what would have been right
	Line   int    `json:"line,omitempty"`   // of a text, from 1; 0 for no place in a text
	Column int    `json:"column,omitempty"` // in characters, from 1
	Offset int    `json:"offset,omitempty"` // in bytes, from 0
}

// Error says the fault in one sentence.
func (f Fault) Error() string {
	var s strings.Builder
	if f.Name != "" {
		s.WriteString(f.Name)
	}
	if f.Line > 0 {
		if f.Name != "" {
			s.WriteByte(' ')
		}
		fmt.Fprintf(&s, "at line %d, column %d", f.Line, f.Column)
	}
	if s.Len() > 0 {
		s.WriteString(": ")
	}
	fmt.Fprintf(&s, "%s: got %s", strings.ReplaceAll(string(f.Rule), "_", " "), f.Got)
	if f.Want != "" {
		s.WriteString(", want " + f.Want)
	}
	return s.String()
}

// Faults is everything wrong with a question, in the order written. All errors
// of the parsers in this package are Faults.
type Faults []Fault

// Error joins the faults, one to a line.
func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, fault := range f {
		lines[i] = fault.Error()
	}
	return strings.Join(lines, "\n")
}

// At gives the faults with their place filled in: "query" or "body", and the
// parameter or JSON pointer that the text stood in.
func (f Faults) At(in, name string) Faults {
	out := slices.Clone(f)
	for i := range out {
		out[i].In, out[i].Name = in, name
	}
	return out
}

// err gives nil where nothing is wrong, so that no empty Faults passes for an
// error.
func (f Faults) err() error {
	if len(f) == 0 {
		return nil
	}
	return f
}
