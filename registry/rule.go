package registry

// Rule is one validation rule. Its id stands in reports, on screens and in
// scripts, and never changes its meaning.
type Rule struct {
	ID       string
	Severity Severity // the one it has unless a finding says otherwise
	Title    Text
	// Explanation says in a sentence or two what the rule finds and what to do.
	Explanation Text
}

// RuleByID finds a rule.
func RuleByID(id string) (Rule, bool) {
	for _, r := range Rules {
		if r.ID == id {
			return r, true
		}
	}
	return Rule{}, false
}
