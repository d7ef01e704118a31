package registry

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// What an observer found at a place.
const (
	SeenThere   = "there"       // a site as the list says it
	SeenNot     = "not_there"   // no such site: in use, built over, never there
	SeenUnclear = "unclear"     // looked, and cannot tell
	NotReached  = "not_reached" // did not get there; the comment says why
)

// Sightings lists what an observer can find.
var Sightings = []string{SeenThere, SeenNot, SeenUnclear, NotReached}

// What a verdict says of an observation.
const (
	VerdictAccepted = "accepted"
	VerdictRedo     = "redo"     // the same observer goes again; the comment says why
	VerdictDoubtful = "doubtful" // somebody else looks, too
)

// Verdicts lists the verdicts.
var Verdicts = []string{VerdictAccepted, VerdictRedo, VerdictDoubtful}

// What an observation may hold at most.
const (
	MostObservations = 100 // in one upload
	MostPhotos       = 10  // of one observation
	maxComment       = 4000
	maxAccuracyM     = 100_000
)

// Position is where a device said that it was.
type Position struct {
	Longitude float64
	Latitude  float64
	AccuracyM float64 // radius in which it is with 95 %
}

// Observation is what one observer saw at one place.
type Observation struct {
	// ID is made by the device, so that what is sent twice is there once.
	ID         string
	Campaign   int64
	Task       int64
	Observer   string // Principal.ID
	Questions  int    // version of the questions
	Sighting   string
	Answers    map[string]json.RawMessage // by the question's key; null: nobody can tell
	Comment    string
	Position   *Position // nil where the device did not say
	DistanceM  *float64  // from there to the place of the task, computed
	Photos     []string  // numbers of the photos, made by the device, in their order
	Sent       []string  // of the photos, those that have come
	ObservedAt time.Time // by the clock of the device
	ReceivedAt time.Time
	Verdict    string // "" before
	VerdictBy  string
	VerdictAt  time.Time
	Remark     string // of whoever judged
}

// ObservationResult is what became of one observation of an upload.
type ObservationResult struct {
	ID      string
	State   string // stored, known (it was there), refused
	Refusal string
}

// What became of an observation of an upload.
const (
	ObservationStored  = "stored"
	ObservationKnown   = "known"
	ObservationRefused = "refused"
)

// ObservationQuery asks for observations.
type ObservationQuery struct {
	Task     int64    // of one task; 0 for all
	Verdicts []string // "none" for those that nobody has judged; any where empty
	Observer string
	Limit    int
	Before   string // the number of the observation after which the page begins, the newest first
}

// NoVerdict stands in a query for observations that nobody has judged.
const NoVerdict = "none"

// Judgment is a verdict on an observation.
type Judgment struct {
	Verdict string
	Remark  string // needed for redo and doubtful
}

// deviceID is a UUID in the form that devices make them.
var deviceID = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// IsDeviceID tells whether a text is a number that a device makes.
func IsDeviceID(text string) bool { return deviceID.MatchString(text) }

// Check tells whether an observation can be one by the questions that it names.
// now bounds the clock of the device. The error is a *RefusedError.
func (o *Observation) Check(questions *QuestionSet, now time.Time) error {
	var refused RefusedError
	if !IsDeviceID(o.ID) {
		refused.add("observation", "id", "the number of an observation is a UUID in small letters")
	}
	if !slices.Contains(Sightings, o.Sighting) {
		refused.add("observation", "sighting", "a sighting is "+strings.Join(Sightings, ", "))
	}
	if utf8.RuneCountInString(o.Comment) > maxComment {
		refused.add("observation", "comment", fmt.Sprintf("more than %d characters", maxComment))
	}
	if o.Sighting == NotReached && strings.TrimSpace(o.Comment) == "" {
		refused.add("observation", "comment", "who did not get there says why")
	}
	if o.ObservedAt.IsZero() || o.ObservedAt.After(now.Add(24*time.Hour)) || o.ObservedAt.Before(now.AddDate(-1, 0, 0)) {
		refused.add("observation", "observed_at", "the time of the device is within the last year, and not in the future")
	}
	if p := o.Position; p != nil && (!onEarth(p.Longitude, p.Latitude) || !(p.AccuracyM >= 0 && p.AccuracyM <= maxAccuracyM)) {
		refused.add("observation", "position", fmt.Sprintf("a position has a longitude, a latitude and an accuracy of 0 to %d m", maxAccuracyM))
	}
	seen := map[string]bool{}
	for _, photo := range o.Photos {
		if !IsDeviceID(photo) || seen[photo] {
			refused.add("observation", "photos", "the number of a photo is a UUID in small letters, and is there once")
		}
		seen[photo] = true
	}
	if len(o.Photos) > MostPhotos {
		refused.add("observation", "photos", fmt.Sprintf("more than %d photos", MostPhotos))
	}
	o.checkAnswers(questions, &refused)
	return refused.orNil()
}

// checkAnswers notes answers that cannot be, and questions that need one.
func (o *Observation) checkAnswers(questions *QuestionSet, refused *RefusedError) {
	for _, key := range slices.Sorted(maps.Keys(o.Answers)) {
		q, known := questions.ByKey(key)
		if !known {
			refused.add("observation", "answers/"+key, "the campaign does not ask this")
			continue
		}
		if want := q.CheckAnswer(o.Answers[key]); want != "" {
			refused.add("observation", "answers/"+key, "the answer has to be "+want)
		}
	}
	if o.Sighting != SeenThere {
		return // of what is not there nothing can be answered
	}
	for _, q := range questions.Questions {
		if _, given := o.Answers[q.Key]; q.Required && !given {
			refused.add("observation", "answers/"+q.Key, "this question needs an answer, be it that nobody can tell")
		}
	}
}

// Next gives the state that an observation leaves its task in.
func (o *Observation) Next(t *Task) string {
	switch {
	case o.Sighting == NotReached:
		return TaskSkipped
	case t.Second && t.Observed == 0: // another one is wanted first
		return TaskOpen
	}
	return TaskAnswered
}

// Check tells whether the verdict can be given on the observation by the
// principal. The error is a *RefusedError.
func (j *Judgment) Check(o *Observation, t *Task, p Principal) error {
	var refused RefusedError
	if !slices.Contains(Verdicts, j.Verdict) {
		refused.add("observation", "verdict", "a verdict is "+strings.Join(Verdicts, ", "))
	}
	if o.Observer == p.ID {
		refused.add("four_eyes", "verdict", "an observation is judged by somebody who did not make it")
	}
	if !t.FoldedAt.IsZero() {
		refused.add("observation", "verdict", "what was seen there is part of the drafts already")
	}
	if j.Verdict == VerdictAccepted && (o.Sighting == NotReached || o.Sighting == SeenUnclear) {
		refused.add("observation", "verdict", "nothing was seen that could be accepted; let somebody look again")
	}
	if utf8.RuneCountInString(j.Remark) > maxComment {
		refused.add("observation", "remark", fmt.Sprintf("more than %d characters", maxComment))
	}
	if j.Verdict != VerdictAccepted && strings.TrimSpace(j.Remark) == "" {
		refused.add("observation", "remark", j.Verdict+" needs a remark that says what is missing")
	}
	return refused.orNil()
}

// Next gives the state and the assignee that a verdict leaves a task with.
func (j *Judgment) Next(o *Observation) (state, assignee string) {
	switch j.Verdict {
	case VerdictAccepted:
		return TaskVerified, o.Observer
	case VerdictRedo:
		return TaskRedo, o.Observer
	}
	return TaskOpen, "" // for somebody else
}
