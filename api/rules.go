package api

import (
	"landbank/api/exchange"
	"landbank/registry"
)

// ruleJSON is one row of the table of rules.
type ruleJSON struct {
	ID          string            `json:"id"`
	Severity    registry.Severity `json:"severity"`
	Title       registry.Text     `json:"title"`
	Explanation registry.Text     `json:"explanation"`
	Cases       []caseJSON        `json:"cases"`
}

// caseJSON is one thing that a rule finds.
type caseJSON struct {
	Case     string            `json:"case"`
	Of       registry.Subject  `json:"of"`
	Severity registry.Severity `json:"severity"`
	Blocks   registry.Block    `json:"blocks"`
	Imports  bool              `json:"in_imports"`
	Says     registry.Text     `json:"says"`
	Proposes registry.Text     `json:"proposes,omitempty"`
}

// ruleTable encodes the table of rules.
func ruleTable() (*exchange.Body, error) {
	var table struct {
		Rules []ruleJSON `json:"rules"`
	}
	for _, r := range registry.Rules {
		out := ruleJSON{ID: r.ID, Severity: r.Severity, Title: r.Title, Explanation: r.Explanation}
		for i := range r.Cases {
			c := &r.Cases[i]
			out.Cases = append(out.Cases, caseJSON{c.Name, c.Of, c.Severity, c.Blocks(), !c.Missing, c.Says, c.Repair})
		}
		table.Rules = append(table.Rules, out)
	}
	body, err := exchange.JSON(table)
	if err != nil {
		return nil, err
	}
	return exchange.NewBody(body), nil
}

func (s *server) getRules(c *exchange.Call, _ params) error {
	if err := noParameters(c); err != nil {
		return err
	}
	return sendTable(c, "rules", s.rules)
}
