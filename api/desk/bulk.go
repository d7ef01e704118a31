package desk

import (
	"encoding/json"
	"errors"
	"net/http"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
)

// BulkPath is where the same facts of several sites are set.
const BulkPath = SitesPath + "/change"

// Bulk answers for changes of several sites at once.
type Bulk struct{ store registry.BulkDesk }

// NewBulk makes it of the store.
func NewBulk(store registry.BulkDesk) *Bulk { return &Bulk{store: store} }

// changed is what became of one site of a change of several.
type changed struct {
	attempted
	State    registry.BulkState         `json:"state"`
	Changes  map[string]registry.Change `json:"changes"`
	Findings []findingJSON              `json:"findings"`
}

// Change sets the same facts of the sites that the body names, or says what
// would become of them.
func (b *Bulk) Change(c *exchange.Call, _ path) error {
	body, err := read(c)
	if err != nil {
		return err
	}
	body.Only("sites", "values", "fact", "reason", "dry_run")
	change := registry.BulkChange{Sites: readVersions(body, "sites", 1, registry.MostBulk), Values: map[string]json.RawMessage{},
		Fact: readEvidence(body), Reason: readText(body, "reason")}
	if raw, ok := body.Kind("dry_run", "a boolean"); ok {
		_ = json.Unmarshal(raw, &change.DryRun) // its kind was looked at
	}
	if values := body.Object("values"); values != nil {
		for _, name := range values.Names() {
			change.Values[name], _ = values.Given(name)
		}
	}
	if len(change.Values) == 0 && body.Err() == nil {
		body.Fault("values", exchange.RuleMissing, "nothing", "a value for a field")
	}
	if err := body.Err(); err != nil {
		return err
	}
	result, err := b.store.ChangeSites(c.Context(), c.Principal, change)
	var faults criteria.Faults
	if errors.As(err, &faults) {
		for i := range faults {
			faults[i].In, faults[i].Name = "body", "/values/"+faults[i].Name
		}
		return faults
	}
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, "", bulkOf(&result))
}

// bulkOf gives the answer in the order of the question.
func bulkOf(result *registry.BulkResult) any {
	out := struct {
		Batch   *int64    `json:"batch"`
		Results []changed `json:"results"`
	}{Results: make([]changed, len(result.Outcomes))}
	if result.Batch != 0 {
		out.Batch = &result.Batch
	}
	for i := range result.Outcomes {
		o := &result.Outcomes[i]
		row := changed{attempted: attemptOf(o.Ref, o.Version, o.Err), State: o.State, Changes: o.Changes, Findings: []findingJSON{}}
		for k := range o.Findings {
			row.Findings = append(row.Findings, findingOf(&o.Findings[k], false))
		}
		out.Results[i] = row
	}
	return out
}

// readEvidence reads where the values come from.
func readEvidence(body *exchange.Object) registry.Fact {
	o := body.Object("fact")
	if o == nil {
		return registry.Fact{}
	}
	defer func() { body.Include(o) }()
	o.Only("source", "method", "as_of", "note")
	return registry.Fact{Source: readText(o, "source"), Method: readMethod(o), AsOf: readDay(o, "as_of"), Note: readText(o, "note")}
}

// readMethod reads a code of the list fact_method; "" where none is given.
func readMethod(o *exchange.Object) string {
	method := readText(o, "method")
	if method != "" && !registry.HasCode("fact_method", method) {
		o.Fault("method", criteria.RuleUnknownCode, exchange.Printable(method), "a code of the list fact_method")
	}
	return method
}
