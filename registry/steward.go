package registry

import (
	"context"
	"strings"
)

// Assignment says who looks after sites from now on.
type Assignment struct {
	// Sites are those that the query finds (its Limit and After do not count),
	// as far as the principal may assign stewards there.
	Sites   EntryQuery
	Steward *string // Principal.ID; "" for nobody, nil where it stays
	Deputy  *string
	Reason  string
}

// MostAssigned is how many sites are assigned at once; an assignment that
// finds more is refused.
const MostAssigned = 1000

// Stewards assigns who looks after sites.
type Stewards interface {
	// Assign does it in one transaction and gives the references of the sites
	// that changed, each by a revision of the action assign. The errors are
	// *ForbiddenError and *RefusedError.
	Assign(ctx context.Context, p Principal, a Assignment) ([]string, error)
}

// Check tells whether there is something to assign. The error is a
// *RefusedError.
func (a *Assignment) Check() error {
	var refused RefusedError
	if a.Steward == nil && a.Deputy == nil {
		refused.add("steward", "steward", "neither a steward nor a deputy")
	}
	for name, who := range map[string]*string{"steward": a.Steward, "deputy": a.Deputy} {
		if who != nil && *who != "" && !strings.HasPrefix(*who, "user:") {
			refused.add("steward", name, "a steward is an account, user:<number>")
		}
	}
	return refused.orNil()
}

// Apply changes the record as the assignment says, and tells whether it did.
func (a *Assignment) Apply(r *Record) bool {
	was := r.Internal
	if a.Steward != nil {
		r.Internal.Steward = *a.Steward
	}
	if a.Deputy != nil {
		r.Internal.Deputy = *a.Deputy
	}
	return was.Steward != r.Internal.Steward || was.Deputy != r.Internal.Deputy
}
