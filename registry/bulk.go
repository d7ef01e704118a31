package registry

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"landbank/registry/criteria"
)

// MostBulk is how many sites are changed at once.
const MostBulk = 2000

// BulkProfile is the profile of a batch that is no file: a change of several
// sites at the desk.
const BulkProfile = "change"

// BulkChange sets the same facts of several sites. Each that can be changed
// gets a draft, all in one transaction; together they are a batch, which can be
// taken back like an import (see [Undoer]).
type BulkChange struct {
	Sites  []Version
	Values map[string]json.RawMessage // by the names of fields that are Receivable; null unsets one
	// Fact is the evidence of the values. It takes the place of what stood
	// there: the source of an old value does not vouch for a new one.
	Fact   Fact
	Reason string
	// DryRun says what would become of each site, and changes nothing.
	DryRun bool
}

// BulkState is what became of a site.
type BulkState string

// What becomes of a site.
const (
	BulkChanged   BulkState = "changed"
	BulkUnchanged BulkState = "unchanged" // it says so already
	BulkRefused   BulkState = "refused"
)

// BulkOutcome is what became of one site.
type BulkOutcome struct {
	Ref      string
	State    BulkState
	Version  int               // that it has now; of a dry run, that it has
	Changes  map[string]Change // by field, of a site that is changed
	Findings []Issue           // what the rules say of these fields as they are then
	Err      error             // why it was refused: not found, forbidden, stale, or a *RefusedError
}

// BulkResult is what became of all, in the order of the question.
type BulkResult struct {
	Batch    int64 // 0 where nothing was changed
	Outcomes []BulkOutcome
}

// BulkDesk changes several sites at once.
type BulkDesk interface {
	// ChangeSites does it. It takes the right to edit each site; one that is
	// refused keeps no other from it. The errors are *ForbiddenError,
	// *RefusedError and criteria.Faults, whose names are fields.
	ChangeSites(ctx context.Context, p Principal, c BulkChange) (BulkResult, error)
}

// Check tells whether there is something to change that can be. The error is a
// *RefusedError or criteria.Faults.
func (c *BulkChange) Check() error {
	var refused RefusedError
	if len(c.Sites) == 0 {
		refused.add("bulk", "sites", "no sites are named")
	}
	if len(c.Sites) > MostBulk {
		refused.add("bulk", "sites", fmt.Sprintf("more than %d sites; change them in several steps", MostBulk))
	}
	if len(c.Values) == 0 {
		refused.add("bulk", "values", "no field is named")
	}
	if err := refused.orNil(); err != nil {
		return err
	}
	var faults criteria.Faults
	for _, name := range slices.Sorted(maps.Keys(c.Values)) {
		f, known := FieldByName(name)
		if !known || !f.Receivable() {
			faults = append(faults, criteria.Fault{Name: name, Rule: criteria.RuleUnknownField, Got: "a field that is not set like this",
				Want: "a field of /api/v1/fields that is receivable"})
		} else if fault := f.refuses(c.Values[name]); fault != nil {
			faults = append(faults, *fault)
		}
	}
	if len(faults) > 0 {
		return faults
	}
	return nil
}

// Apply gives the record with the values and their evidence, and what changes,
// by field: nothing where the record says so already.
func (c *BulkChange) Apply(r *Record) (Record, map[string]Change, error) {
	next, faults := r.Receive(c.Values)
	if len(faults) > 0 {
		return *r, nil, faults
	}
	was, is := FlattenAt(r, Moment{}), FlattenAt(&next, Moment{})
	changes := map[string]Change{}
	next.Facts = maps.Clone(r.Facts)
	for i := range Fields() {
		f := &Fields()[i]
		if _, given := c.Values[f.Name]; !given {
			continue
		}
		change := Change{Before: AppendValue(nil, was[i]), After: AppendValue(nil, is[i])}
		same := bytes.Equal(change.Before, change.After)
		fact := c.Fact
		if is[i] == nil {
			fact = Fact{} // of a value that nobody knows there is no evidence
		}
		if same && (fact == Fact{} || fact == r.Facts[f.Name]) {
			continue
		}
		changes[f.Name] = change
		if fact == (Fact{}) {
			delete(next.Facts, f.Name)
			continue
		}
		if next.Facts == nil {
			next.Facts = map[string]Fact{}
		}
		next.Facts[f.Name] = fact
	}
	return next, changes, nil
}

// About tells whether a finding is about one of the fields.
func (c *BulkChange) About(i *Issue) bool {
	if _, given := c.Values[i.Field]; given {
		return true
	}
	f, known := FieldOfPath(i.Field)
	if !known {
		return false
	}
	_, given := c.Values[f.Name]
	return given
}
