package desk

import (
	"net/http"
	"slices"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
)

// AssignPath is where stewards are assigned.
const AssignPath = SitesPath + "/assign"

// Stewards answers for who looks after sites.
type Stewards struct{ store registry.Stewards }

// NewStewards makes it of the store.
func NewStewards(store registry.Stewards) *Stewards { return &Stewards{store: store} }

// Assign says who looks after the sites that meet what the body names, all in
// one transaction.
func (s *Stewards) Assign(c *exchange.Call, _ path) error {
	body, err := read(c)
	if err != nil {
		return err
	}
	body.Only("sites", "steward", "deputy", "reason")
	a := registry.Assignment{Reason: readText(body, "reason"), Steward: readAccount(body, "steward"), Deputy: readAccount(body, "deputy")}
	if sites := body.Object("sites"); sites != nil {
		sites.Only("lifecycle", "review", "territory", "steward", "text", "filter")
		a.Sites = registry.EntryQuery{Lifecycles: readStates(sites, "lifecycle", registry.Lifecycles),
			Reviews:   readStates(sites, "review", []string{noReview, registry.ReviewDraft, registry.ReviewInReview, registry.ReviewReturned}),
			Territory: readText(sites, "territory"), Steward: readText(sites, "steward"), Text: readText(sites, "text")}
		for i, review := range a.Sites.Reviews {
			if review == noReview {
				a.Sites.Reviews[i] = ""
			}
		}
		if text := readText(sites, "filter"); text != "" {
			expr, err := criteria.ParseCQL2(text, registry.Vocabulary())
			if err = sites.Join("filter", err); err != nil {
				return err
			}
			a.Sites.Criteria = expr
		}
		body.Include(sites)
	} else if _, given := body.Raw("sites"); !given {
		body.Fault("sites", exchange.RuleMissing, "nothing", "what the sites are")
	}
	if err := body.Err(); err != nil {
		return err
	}
	refs, err := s.store.Assign(c.Context(), c.Principal, a)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, "", map[string][]string{"refs": refs})
}

// readAccount gives the account in a member: nil where it is left out, "" for
// an empty text, which stands for nobody.
func readAccount(o *exchange.Object, name string) *string {
	if _, given := o.Raw(name); !given {
		return nil
	}
	text := readText(o, name)
	return &text
}

// readStates gives a list of states, each of those known.
func readStates(o *exchange.Object, name string, known []string) []string {
	states := o.Texts(name)
	for _, state := range states {
		if !slices.Contains(known, state) {
			o.Fault(name, criteria.RuleUnknownCode, exchange.Printable(state), "states of that kind")
		}
	}
	return states
}
