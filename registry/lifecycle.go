package registry

import (
	"fmt"
	"slices"
	"strings"
)

// The states of a site's life.
const (
	Candidate  = "candidate"  // found by a machine or a list, seen by nobody
	Draft      = "draft"      // being written, never published
	InReview   = "in_review"  // submitted, never published
	Published  = "published"  // the public sees it
	Reserved   = "reserved"   // the same, and somebody has it reserved until a day
	Contracted = "contracted" // the same, under contract
	Reused     = "reused"     // brought back into use
	Withdrawn  = "withdrawn"  // no longer kept
	Merged     = "merged"     // part of another site now
	Split      = "split"      // several other sites now
)

// Lifecycles lists the states in their order.
var Lifecycles = []string{Candidate, Draft, InReview, Published, Reserved, Contracted, Reused, Withdrawn, Merged, Split}

// Shown tells whether the public sees sites in that state. The SQL function
// lifecycle_shown says the same.
func Shown(lifecycle string) bool {
	return lifecycle == Published || lifecycle == Reserved || lifecycle == Contracted
}

// IsKept tells whether sites in that state are kept: they have not ended.
func IsKept(lifecycle string) bool { return slices.Contains(alive, lifecycle) }

// What the newest record of a site is to the published one: "" where it is the
// published one.
const (
	ReviewDraft    = "draft"     // changed since
	ReviewInReview = "in_review" // changed and submitted
	ReviewReturned = "returned"  // changed, submitted and returned with a reason
)

// ActionName says what was done; it stands in the ledger for ever.
type ActionName string

// The actions.
const (
	ActCreate   ActionName = "create"
	ActUpdate   ActionName = "update"
	ActSubmit   ActionName = "submit"
	ActRecall   ActionName = "recall"
	ActReturn   ActionName = "return"
	ActPublish  ActionName = "publish"
	ActDiscard  ActionName = "discard"
	ActReserve  ActionName = "reserve"
	ActRelease  ActionName = "release"
	ActContract ActionName = "contract"
	ActReuse    ActionName = "reuse"
	ActWithdraw ActionName = "withdraw"
	ActRestore  ActionName = "restore"
	ActConfirm  ActionName = "confirm"
	ActSplit    ActionName = "split"
	ActMerge    ActionName = "merge"
	ActUndo     ActionName = "undo"
	ActErase    ActionName = "erase"
	ActAssign   ActionName = "assign" // who looks after it
	ActPlace    ActionName = "place"  // territories came or changed, and it lies in another one
)

// Action is one row of the table of what can be done with a site that is
// there.
type Action struct {
	Name      ActionName
	Operation Operation // the right that it takes
	From      []string  // states in which it can be done; nil for all
	Review    []string  // what the newest record may be to the published one; nil for all
	To        string    // state after; "" where it stays
	// Reason: a written one is needed.
	Reason bool
	// Shown: it is about what the public sees, now. A draft beside the
	// published version stays a draft, with the same change.
	Shown bool
}

var (
	alive = []string{Candidate, Draft, InReview, Published, Reserved, Contracted}
	shown = []string{Published, Reserved, Contracted}
	open  = []string{ReviewDraft, ReviewReturned}
	// What is reserved or under contract is somebody's: it is released first.
	divisible = []string{Candidate, Draft, Published}
)

// Actions is the table of actions.
var Actions = []Action{
	{Name: ActUpdate, Operation: EditSite, From: append(slices.Clone(alive), Withdrawn), Review: append(slices.Clone(open), "")},
	{Name: ActDiscard, Operation: EditSite, From: shown, Review: open},
	{Name: ActSubmit, Operation: EditSite, From: append(slices.Clone(alive), Withdrawn), Review: open},
	{Name: ActRecall, Operation: EditSite, Review: []string{ReviewInReview}},
	{Name: ActReturn, Operation: ReviewSite, Review: []string{ReviewInReview}, Reason: true},
	{Name: ActPublish, Operation: ReviewSite, From: append(slices.Clone(alive), Withdrawn), Review: []string{ReviewInReview}},
	{Name: ActReserve, Operation: ReserveSite, From: []string{Published, Reserved}, To: Reserved, Shown: true},
	{Name: ActRelease, Operation: ReserveSite, From: []string{Reserved, Contracted}, To: Published, Reason: true, Shown: true},
	{Name: ActContract, Operation: ContractSite, From: []string{Published, Reserved}, To: Contracted, Reason: true, Shown: true},
	{Name: ActConfirm, Operation: ConfirmSite, From: shown, Shown: true},
	{Name: ActReuse, Operation: EndSite, From: shown, To: Reused, Reason: true},
	{Name: ActWithdraw, Operation: EndSite, From: alive, To: Withdrawn, Reason: true},
	{Name: ActRestore, Operation: EndSite, From: []string{Withdrawn, Reused}, To: Draft, Reason: true},
	{Name: ActSplit, Operation: DivideSite, From: divisible, Review: []string{"", ReviewDraft}, To: Split, Reason: true},
	{Name: ActMerge, Operation: DivideSite, From: divisible, Review: []string{"", ReviewDraft}, To: Merged, Reason: true},
}

// ActionByName finds a row of the table.
func ActionByName(name ActionName) (Action, bool) {
	at := slices.IndexFunc(Actions, func(a Action) bool { return a.Name == name })
	if at < 0 {
		return Action{}, false
	}
	return Actions[at], true
}

// Public tells whether the action changes what the public sees of a site that
// it sees: the right is needed there, too, wherever a draft lies.
func (a Action) Public() bool {
	return a.Shown || a.To != "" || a.Name == ActPublish
}

// Standing is how a site stands: its state, and what its newest record is to
// the published one.
type Standing struct {
	Lifecycle string
	Review    string
}

// Check tells whether the action can be done with a site that stands so, and
// with such a reason. The error is a *RefusedError.
func (a Action) Check(s Standing, reason string) error {
	var refused RefusedError
	if a.From != nil && !slices.Contains(a.From, s.Lifecycle) {
		refused.add("lifecycle", "lifecycle", fmt.Sprintf("a site that is %s cannot be the object of %s; it has to be %s", s.Lifecycle, a.Name, strings.Join(a.From, " or ")))
	}
	if a.Review != nil && !slices.Contains(a.Review, s.Review) {
		refused.add("review", "review", fmt.Sprintf("%s is for a record that is %s; this one is %s", a.Name, reviewWords(a.Review...), reviewWords(s.Review)))
	}
	if (a.Name == ActSplit || a.Name == ActMerge) && s.Lifecycle == Published && s.Review == ReviewDraft {
		refused.add("review", "review", fmt.Sprintf("a site with changes that are not published cannot be the object of %s; publish or discard them", a.Name))
	}
	if a.Reason && strings.TrimSpace(reason) == "" {
		refused.add("reason", "reason", fmt.Sprintf("%s needs a reason", a.Name))
	}
	return refused.orNil()
}

func reviewWords(states ...string) string {
	words := slices.Clone(states)
	for i, w := range words {
		if w == "" {
			words[i] = "the published one"
		}
	}
	return strings.Join(words, " or ")
}

// After gives how a site stands when the action is done.
func (a Action) After(s Standing) Standing {
	after := s
	if a.To != "" {
		after.Lifecycle = a.To
	}
	switch a.Name {
	case ActUpdate:
		after.Review = ReviewDraft
		if s.Lifecycle == InReview {
			after.Lifecycle = Draft
		}
	case ActSubmit:
		after.Review = ReviewInReview
		if !Shown(s.Lifecycle) {
			after.Lifecycle = InReview
		}
	case ActRecall, ActReturn:
		after.Review = ReviewDraft
		if a.Name == ActReturn {
			after.Review = ReviewReturned
		}
		if s.Lifecycle == InReview {
			after.Lifecycle = Draft
		}
	case ActPublish:
		after.Review = ""
		if !Shown(s.Lifecycle) {
			after.Lifecycle = Published
		}
	case ActDiscard, ActSplit, ActMerge, ActWithdraw, ActReuse:
		after.Review = ""
	case ActRestore:
		after.Review = ReviewDraft
	}
	return after
}

// FourEyes lists the groups of changes that a person may never publish alone.
// The first publication of a site is one by itself.
var FourEyes = []string{"offers", "geometry"}

// NeedsOtherEyes tells whether publishing such changes, given by their paths,
// takes somebody who made none of them.
func NeedsOtherEyes(first bool, paths []string) bool {
	return first || slices.ContainsFunc(paths, func(path string) bool {
		return slices.ContainsFunc(FourEyes, func(group string) bool {
			return path == group || strings.HasPrefix(path, group+".") || strings.HasPrefix(path, group+"[")
		})
	})
}
