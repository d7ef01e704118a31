package registry

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// fieldVisit is the method of facts that somebody has looked at on the spot,
// and the source of revisions that come from it.
const fieldVisit = "field_visit"

// FieldVisit is that source.
const FieldVisit = fieldVisit

// FoldResult says what became of one task when it was folded.
type FoldResult struct {
	Task    int64
	Ref     string // of the site; "" where there is none
	Outcome string // FoldedDraft …; "" where it was refused
	Fields  []string
	Photos  int      // that the draft has now, too
	Left    []string // fields whose answers were left out: of several buildings, or known from a later day
	Refusal string
}

// MostFolded is how many tasks are folded at once.
const MostFolded = 200

// Fold gives the record with what was seen: the answers about fields with the
// method, the day and who saw it, and a candidate confirmed. Answers that nobody
// could give leave a field as it is, free questions stay with the campaign, and
// left names the fields that a record has several places for, or that somebody
// knows from a later day.
func (o *Observation) Fold(questions *QuestionSet, r Record) (changed Record, fields, left []string, err error) {
	document, err := json.Marshal(&r)
	if err != nil {
		return r, nil, nil, fmt.Errorf("encode a record: %w", err)
	}
	changes, answered := map[string]json.RawMessage{}, []string{}
	for _, key := range slices.Sorted(maps.Keys(o.Answers)) {
		q, known := questions.ByKey(key)
		if !known || q.Field == "" || string(o.Answers[key]) == "null" {
			continue
		}
		path := askablePaths()[q.Field]
		if fact := r.Facts[q.Field]; fact.AsOf.After(o.ObservedAt) || fact.VerifiedOn.After(o.ObservedAt) {
			left = append(left, q.Field) // somebody knows it from a later day
			continue
		}
		if len(path) > len(onlyBuilding) && path[:len(onlyBuilding)] == onlyBuilding && len(r.Buildings) > 1 {
			left = append(left, q.Field)
			continue
		}
		changes[path], answered = o.Answers[key], append(answered, q.Field)
	}
	if document, err = o.applied(document, changes, len(r.Buildings) == 0); err != nil {
		return r, nil, nil, Refuse("observation", "answers", err.Error())
	}
	if err = json.NewDecoder(bytes.NewReader(document)).Decode(&changed); err != nil {
		return r, nil, nil, fmt.Errorf("decode a record: %w", err)
	}
	return changed, o.noteFacts(&changed, &r, answered), left, nil
}

// applied puts the answers into a document; about a building, where the record
// has none, into a first one.
func (o *Observation) applied(document []byte, changes map[string]json.RawMessage, bare bool) ([]byte, error) {
	about := slices.ContainsFunc(slices.Collect(maps.Keys(changes)), func(path string) bool {
		return len(path) > len(onlyBuilding) && path[:len(onlyBuilding)] == onlyBuilding
	})
	if bare && about {
		var members map[string]json.RawMessage
		if err := json.Unmarshal(document, &members); err != nil {
			return nil, err
		}
		members["buildings"] = json.RawMessage(`[{}]`)
		var err error
		if document, err = json.Marshal(members); err != nil {
			return nil, err
		}
	}
	return ApplyChanges(document, changes)
}

// noteFacts notes who saw what and when, and gives the fields that the record
// says differently now.
func (o *Observation) noteFacts(r, was *Record, answered []string) (fields []string) {
	day := DateOf(o.ObservedAt)
	before, after := FlattenAt(was, Moment{}), FlattenAt(r, Moment{})
	facts := maps.Clone(r.Facts)
	if facts == nil {
		facts = map[string]Fact{}
	}
	if o.Sighting == SeenThere && r.Confirmation != "confirmed" {
		r.Confirmation, answered = "confirmed", append(answered, "confirmation")
	}
	for _, name := range answered {
		at := FieldPosition(name)
		if name == "confirmation" || fmt.Sprint(before[at]) != fmt.Sprint(after[at]) {
			fields = append(fields, name)
		}
		facts[name] = Fact{State: StateKnown, Method: fieldVisit, AsOf: day, VerifiedBy: o.Observer, VerifiedOn: day}
	}
	r.Facts = facts
	if r.CheckedOn.Before(day.Time) {
		r.CheckedOn = day
	}
	return fields
}

// Newcomer gives the record of a site that was found where none was known.
func (o *Observation) Newcomer(t *Task) Record {
	r := Record{LocationQuality: "point_only"}
	if t.Label != "" {
		r.Names = Text{Languages[0]: t.Label}
	}
	return r
}

// Picture gives what a photo of the observation is for the site: known to the
// department alone until somebody marks it.
func (o *Observation) Picture(hash string) Medium {
	return Medium{Hash: hash, Kind: MediaPhoto, TakenOn: DateOf(o.ObservedAt)}
}
