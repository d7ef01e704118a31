package registry

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// The states of an inventory campaign.
const (
	CampaignPlanned   = "planned"   // its questions and tasks are being made
	CampaignOpen      = "open"      // its tasks are answered
	CampaignClosed    = "closed"    // nothing is answered any more; what was is still judged and folded
	CampaignCancelled = "cancelled" // it came to nothing
)

// CampaignStates lists the states in their order.
var CampaignStates = []string{CampaignPlanned, CampaignOpen, CampaignClosed, CampaignCancelled}

// What a campaign may hold at most.
const (
	MostCampaignTasks = 20_000
	maxCampaignName   = 200  // characters
	maxCampaignNote   = 4000 // characters
	maxQuestions      = 40
	maxOptions        = 30
)

// Campaign is an inventory: many places are looked at with the same questions.
type Campaign struct {
	ID        int64
	Name      string
	Note      string   // what observers should know before they set out
	Territory string   // code; "" for everywhere
	Ladder    []string // codes of the territory and all above it; none for everywhere
	Deadline  Date
	State     string
	Reason    string // why it came to this state, where one was given
	Version   int    // goes up with every change of the campaign itself
	// Activity goes up with every change of the campaign, its tasks or their
	// observations: what was read at an activity is still so while it stays.
	Activity  int64
	Questions QuestionSet
	CreatedAt time.Time
	CreatedBy string    // Principal.ID
	OpenedAt  time.Time // zero before it was
	ClosedAt  time.Time // zero while it is not
	Tasks     map[string]int
}

// CampaignEdit is a new content of a campaign.
type CampaignEdit struct {
	Name      string
	Note      string
	Territory string // fixed once it has tasks
	Deadline  Date
	Questions []Question
}

// CampaignQuery asks for campaigns.
type CampaignQuery struct {
	States []string // any where empty
	Limit  int
	Before int64 // only those with a smaller number; 0 for all
}

// CampaignMove is one row of the table of what can be done with a campaign.
type CampaignMove struct {
	Name   string
	From   []string
	To     string
	Reason bool // a written one is needed
}

// CampaignMoves is that table.
var CampaignMoves = []CampaignMove{
	{Name: "open", From: []string{CampaignPlanned}, To: CampaignOpen},
	{Name: "close", From: []string{CampaignOpen}, To: CampaignClosed},
	{Name: "reopen", From: []string{CampaignClosed}, To: CampaignOpen, Reason: true},
	{Name: "cancel", From: []string{CampaignPlanned, CampaignOpen}, To: CampaignCancelled, Reason: true},
}

// CampaignMoveNames lists the names of the moves in the order of the table.
func CampaignMoveNames() []string {
	var names []string
	for _, m := range CampaignMoves {
		names = append(names, m.Name)
	}
	return names
}

// Moves gives the names of the moves that the campaign's state allows and the
// principal may do.
func (c *Campaign) Moves(p Principal) []string {
	names := []string{}
	for _, m := range CampaignMoves {
		if slices.Contains(m.From, c.State) && p.Can(ManageCampaign, c.Ladder...) {
			names = append(names, m.Name)
		}
	}
	return names
}

// Move tells the state that a move leads to. today is the day on which it is
// done. The error is a *RefusedError.
func (c *Campaign) Move(name, reason string, today Date) (string, error) {
	at := slices.IndexFunc(CampaignMoves, func(m CampaignMove) bool { return m.Name == name })
	if at < 0 {
		return "", Refuse("campaign", "move", fmt.Sprintf("there is no move %q of a campaign", name))
	}
	m := CampaignMoves[at]
	var refused RefusedError
	if !slices.Contains(m.From, c.State) {
		refused.add("campaign", "state", fmt.Sprintf("a campaign that is %s cannot be the object of %s; it has to be %s", c.State, m.Name, strings.Join(m.From, " or ")))
	}
	if m.Reason && strings.TrimSpace(reason) == "" {
		refused.add("reason", "reason", m.Name+" needs a reason")
	}
	if utf8.RuneCountInString(reason) > maxCampaignNote {
		refused.add("reason", "reason", fmt.Sprintf("more than %d characters", maxCampaignNote))
	}
	if m.To == CampaignOpen {
		total := 0
		for _, n := range c.Tasks {
			total += n
		}
		if total == 0 {
			refused.add("campaign", "tasks", "a campaign without tasks cannot be opened; make its tasks first")
		}
		if !c.Deadline.IsZero() && c.Deadline.Before(today.Time) {
			refused.add("campaign", "deadline", fmt.Sprintf("the deadline %s is over; set a later one first", c.Deadline))
		}
	}
	return m.To, refused.orNil()
}

// Editable tells whether the campaign itself can still be changed. The error is
// a *RefusedError.
func (c *Campaign) Editable() error {
	if c.State == CampaignPlanned || c.State == CampaignOpen {
		return nil
	}
	return Refuse("campaign", "state", fmt.Sprintf("a campaign that is %s is not changed any more", c.State))
}

// Check tells whether the content can be that of a campaign. The error is a
// *RefusedError.
func (e *CampaignEdit) Check() error {
	var refused RefusedError
	if n := utf8.RuneCountInString(strings.TrimSpace(e.Name)); n == 0 || n > maxCampaignName {
		refused.add("campaign", "name", fmt.Sprintf("a campaign needs a name of at most %d characters", maxCampaignName))
	}
	if utf8.RuneCountInString(e.Note) > maxCampaignNote {
		refused.add("campaign", "note", fmt.Sprintf("more than %d characters", maxCampaignNote))
	}
	checkQuestions(e.Questions, &refused)
	return refused.orNil()
}
