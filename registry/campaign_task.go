package registry

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"landbank/geo"
	"landbank/registry/criteria"
)

// The states of a task.
const (
	TaskOpen     = "open"     // to be looked at
	TaskTaken    = "taken"    // an observer has it on the phone
	TaskAnswered = "answered" // an observation came, and nobody has judged it
	TaskRedo     = "redo"     // the observation was not good enough; the same observer goes again
	TaskVerified = "verified" // an observation was accepted
	TaskSkipped  = "skipped"  // the observer could not get there, and says why
)

// TaskStates lists the states in their order.
var TaskStates = []string{TaskOpen, TaskTaken, TaskAnswered, TaskRedo, TaskVerified, TaskSkipped}

// ToDo lists the states in which a task is waiting for an observer.
var ToDo = []string{TaskOpen, TaskTaken, TaskRedo}

// What became of a site when what was seen was folded into the drafts.
const (
	FoldedDraft     = "draft"     // its draft has the answers
	FoldedUnchanged = "unchanged" // nothing of it differs
	FoldedCreated   = "created"   // a place without a site became one
	FoldedWithdraw  = "withdraw"  // it was not there: withdrawing it is proposed
	FoldedNothing   = "nothing"   // a place without a site, and nothing was there
)

// maxTaskLabel is the most characters of the name of a place.
const maxTaskLabel = 200

// Task is one place to be looked at.
type Task struct {
	ID        int64
	Campaign  int64
	Ref       string // of the site; "" for a place without one
	Label     string
	Address   string
	Longitude float64
	Latitude  float64
	Outline   json.RawMessage // simplified GeoJSON; nil where none is known or none was asked for
	Source    string          // code of the register that the site comes from; "" for a drawn place
	Candidate bool            // it was not confirmed when the task was made
	Assignee  string          // Principal.ID; "" for nobody
	State     string
	Comment   string // why it is to be done again, or was skipped
	Second    bool   // somebody else than the first observer is wanted, too
	Observed  int    // observations that came
	ChangedAt time.Time
	FoldedAt  time.Time // zero before
	Folded    string    // what became of it
	FoldedRef string    // the site that it became part of
}

// Place is a spot to look at where no site is known.
type Place struct {
	Label     string
	Longitude float64
	Latitude  float64
}

// TaskWish says which tasks a campaign gets: those of the sites in its
// territory that meet the criteria, of the sites that are named, or of places.
type TaskWish struct {
	Criteria   criteria.Expr // nil: none by criteria
	ByCriteria bool          // true with nil Criteria: every site
	Lifecycles []string      // of the sites by criteria; any that is kept where empty
	Refs       []string
	Places     []Place
	Second     bool // a second observer looks, too
}

// TasksMade says what became of a wish.
type TasksMade struct {
	Made  int
	There int // sites that had a task already
	Total int // tasks of the campaign now
}

// MostTaskRefs is how many sites or places one wish names.
const MostTaskRefs = 5000

// Check tells whether the wish can be one. The error is a *RefusedError.
func (w *TaskWish) Check() error {
	var refused RefusedError
	if !w.ByCriteria && len(w.Refs)+len(w.Places) == 0 {
		refused.add("task", "tasks", "neither criteria nor sites nor places")
	}
	if len(w.Refs) > MostTaskRefs || len(w.Places) > MostTaskRefs {
		refused.add("task", "tasks", fmt.Sprintf("more than %d at once", MostTaskRefs))
	}
	for i, p := range w.Places {
		at := fmt.Sprintf("places/%d", i)
		if !onEarth(p.Longitude, p.Latitude) {
			refused.add("task", at, "a place has a longitude within ±180 and a latitude within ±90 degrees")
		}
		if n := utf8.RuneCountInString(strings.TrimSpace(p.Label)); n == 0 || n > maxTaskLabel {
			refused.add("task", at+"/label", fmt.Sprintf("a place needs a name of at most %d characters", maxTaskLabel))
		}
	}
	return refused.orNil()
}

// TaskQuery asks for tasks.
type TaskQuery struct {
	States   []string // any where empty
	Assignee string   // Principal.ID; "nobody" for those of nobody; "" for all
	Text     string   // in the reference, the name or the address
	Folded   string   // "yes", "no", or "" for both
	Limit    int
	After    int64 // the number after which the page begins
}

// Nobody stands in a query for what is assigned to nobody.
const Nobody = "nobody"

// TaskPage is one page of tasks in the order of their numbers.
type TaskPage struct {
	Matched int64
	Tasks   []Task
	Next    int64 // After of the next page; 0 on the last
}

// TaskPoint is what a map has to know of a task.
type TaskPoint struct {
	ID        int64
	Longitude float64
	Latitude  float64
	State     string
	Assignee  string
}

// TaskAssignment gives tasks to somebody, or takes them back.
type TaskAssignment struct {
	Tasks    []int64     // these
	Within   *[4]float64 // or all that wait inside west, south, east, north
	States   []string    // of those within; all that wait where empty
	Assignee string      // Principal.ID; "" for nobody
	Spread   []string    // or among these people, by where the places lie
}

// MostTasksAssigned is how many tasks are named at once.
const MostTasksAssigned = 5000

// Check tells whether there is something to assign. The error is a
// *RefusedError.
func (a *TaskAssignment) Check() error {
	var refused RefusedError
	if (len(a.Tasks) > 0) == (a.Within != nil) || len(a.Tasks) > MostTasksAssigned {
		refused.add("task", "tasks", fmt.Sprintf("either up to %d tasks or an area is assigned", MostTasksAssigned))
	}
	if a.Within != nil {
		w := *a.Within
		if !onEarth(w[0], w[1]) || !onEarth(w[2], w[3]) || w[0] > w[2] || w[1] > w[3] {
			refused.add("task", "within", "an area is west, south, east, north")
		}
	}
	for _, who := range append(slices.Clone(a.Spread), a.Assignee) {
		if who != "" && !strings.HasPrefix(who, "user:") {
			refused.add("task", "assignee", "an assignee is an account, user:<number>")
		}
	}
	if len(a.Spread) > 0 && a.Assignee != "" || len(a.Spread) > 100 {
		refused.add("task", "spread", "tasks go to one person, or are spread among up to 100")
	}
	return refused.orNil()
}

// TaskShares splits a number of tasks into shares that differ by one at most.
func TaskShares(tasks, people int) []int {
	shares := make([]int, people)
	for i := range shares {
		shares[i] = tasks / people
		if i < tasks%people {
			shares[i]++
		}
	}
	return shares
}

func onEarth(longitude, latitude float64) bool { return geo.World().Contains(longitude, latitude) }
