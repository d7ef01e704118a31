package registry

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// maxAnswer is the most characters of an answer in words, maxNumber the largest
// number of one.
const (
	maxAnswer = 2000
	maxNumber = 1e12
)

// Question is one question of a campaign: about a field of the table, whose
// type and codes it has, or a free one.
type Question struct {
	Key      string   `json:"key"`             // of the answers; the field's name where it is about one
	Field    string   `json:"field,omitempty"` // into which the answer goes
	Type     Type     `json:"type,omitempty"`  // of a free one: text, number, boolean, code
	Options  []Option `json:"options,omitempty"`
	Label    Text     `json:"label,omitempty"` // of a free one
	Help     Text     `json:"help,omitempty"`
	Required bool     `json:"required,omitempty"` // there has to be an answer, be it that nobody can tell
}

// Option is one answer that a question of the type code offers. One of a field
// is in force between the days of its code.
type Option struct {
	Code      string `json:"code"`
	Label     Text   `json:"label"`
	ValidFrom Date   `json:"-"`
	ValidTo   Date   `json:"-"`
}

// QuestionSet is the questions of a campaign as they were from one moment on.
// Once a campaign was opened, changed questions are a new version; an answer
// names the version that it was given to.
type QuestionSet struct {
	Version   int
	Questions []Question
}

// freeTypes are the types of free questions.
var freeTypes = []Type{TypeText, TypeNumber, TypeBoolean, TypeCode}

var questionKey = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// ByKey finds a question.
func (s *QuestionSet) ByKey(key string) (*Question, bool) {
	at := slices.IndexFunc(s.Questions, func(q Question) bool { return q.Key == key })
	if at < 0 {
		return nil, false
	}
	return &s.Questions[at], true
}

// Askable lists the fields that a question can be about, in the order of the
// table: those that one value at one place of a record makes known.
func Askable() []*Field {
	var list []*Field
	for i := range Fields() {
		if _, ok := askablePaths()[Fields()[i].Name]; ok {
			list = append(list, &Fields()[i])
		}
	}
	return list
}

// askablePaths gives the path of a record into which the answer about a field
// goes. It is found by trying, as FieldOfPath is, so that there is no second
// table: a path belongs to a field when a value of the field's type that is put
// there is the field's value then.
var askablePaths = sync.OnceValue(func() map[string]string {
	found := map[string]string{}
	for i := range Fields() {
		f := &Fields()[i]
		for _, path := range PathsOf(f.Name) {
			path = strings.Replace(path, "buildings[]", onlyBuilding, 1)
			if found[f.Name] == "" && askedOnTheSpot(f) && !strings.Contains(path, "[]") && answersField(path, f) {
				found[f.Name] = path
			}
		}
	}
	return found
})

// onlyBuilding is the element that answers about buildings go into. Where a
// record has several, nobody can tell which one was meant.
const onlyBuilding = "buildings[1]"

// askedOnTheSpot leaves out what the visit itself tells, what is said of the
// record, and routes, which are measured and not looked at.
func askedOnTheSpot(f *Field) bool {
	return f.Name != "confirmation" && f.Group != "record" && (f.Group != "access" || f.Type != TypeNumber)
}

// answersField tells whether a value of the field's type at the path of an empty
// record is the value of the field.
func answersField(path string, f *Field) bool {
	value, want := sampleOf(f)
	changed, err := ApplyChanges([]byte(`{"buildings":[{}]}`), map[string]json.RawMessage{path: value})
	var r Record
	if err != nil || json.Unmarshal(changed, &r) != nil {
		return false
	}
	got, err := json.Marshal(FlattenAt(&r, Moment{})[FieldPosition(f.Name)])
	return err == nil && string(got) == want
}

// sampleOf gives a value of the field's type in JSON, as it is written and as it
// is read.
func sampleOf(f *Field) (json.RawMessage, string) {
	code := `"x"`
	if list := Codes(f.Codes); len(list) > 0 {
		code = `"` + list[0].Code + `"`
	}
	sample := code
	switch f.Type {
	case TypeCodes:
		sample = "[" + code + "]"
	case TypeNumber, TypeInteger:
		sample = "7"
	case TypeBoolean:
		sample = "true"
	case TypeDate:
		sample = `"` + NewDate(2026, time.January, 31).String() + `"`
	}
	return json.RawMessage(sample), sample
}

// checkQuestions notes what is wrong with the questions of a campaign.
func checkQuestions(list []Question, refused *RefusedError) {
	if len(list) > maxQuestions {
		refused.add("campaign", "questions", fmt.Sprintf("more than %d questions", maxQuestions))
		return
	}
	seen := map[string]bool{}
	for i := range list {
		q, at := &list[i], fmt.Sprintf("questions/%d", i)
		if seen[q.Key] {
			refused.add("campaign", at+"/key", fmt.Sprintf("%q is asked twice", q.Key))
		}
		seen[q.Key] = true
		if q.Field != "" {
			q.checkField(at, refused)
		} else {
			q.checkFree(at, refused)
		}
	}
}

func (q *Question) checkField(at string, refused *RefusedError) {
	if _, ok := askablePaths()[q.Field]; !ok {
		refused.add("campaign", at+"/field", fmt.Sprintf("%q is no field that an observer can be asked about", q.Field))
	}
	if q.Key != q.Field {
		refused.add("campaign", at+"/key", "a question about a field has the field's name as its key")
	}
	if q.Type != "" || q.Options != nil || q.Label != nil {
		refused.add("campaign", at, "type, options and label of a question about a field come from the table of fields")
	}
}

func (q *Question) checkFree(at string, refused *RefusedError) {
	if _, taken := FieldByName(q.Key); taken || !questionKey.MatchString(q.Key) {
		refused.add("campaign", at+"/key", "a key begins with a letter, has up to 40 of a-z, 0-9 and _, and is no name of a field")
	}
	if !slices.Contains(freeTypes, q.Type) {
		refused.add("campaign", at+"/type", "a free question has the type text, number, boolean or code")
	}
	checkWords(q.Label, at+"/label", refused)
	if (q.Type == TypeCode) != (len(q.Options) > 0) || len(q.Options) > maxOptions {
		refused.add("campaign", at+"/options", fmt.Sprintf("a question of the type code has 1 to %d options, and no other has any", maxOptions))
	}
	seen := map[string]bool{}
	for i, o := range q.Options {
		if !questionKey.MatchString(o.Code) || seen[o.Code] {
			refused.add("campaign", fmt.Sprintf("%s/options/%d/code", at, i), "a code begins with a letter, has up to 40 of a-z, 0-9 and _, and is there once")
		}
		seen[o.Code] = true
		checkWords(o.Label, fmt.Sprintf("%s/options/%d/label", at, i), refused)
	}
}

// checkWords notes a label without a text, or one that is too long.
func checkWords(t Text, at string, refused *RefusedError) {
	if strings.TrimSpace(t.In(Languages[0])) == "" {
		refused.add("campaign", at, "a label in at least one language is needed")
	}
	for _, words := range t {
		if utf8.RuneCountInString(words) > maxCampaignName {
			refused.add("campaign", at, fmt.Sprintf("more than %d characters", maxCampaignName))
		}
	}
}

// Complete gives the question with type, codes and labels, also where those
// come from the table of fields.
func (q *Question) Complete() Question {
	f, ok := FieldByName(q.Field)
	if !ok {
		return *q
	}
	full := Question{Key: q.Key, Field: q.Field, Type: f.Type, Label: f.Label, Help: f.Help, Required: q.Required}
	if q.Help != nil {
		full.Help = q.Help
	}
	for _, c := range Codes(f.Codes) {
		full.Options = append(full.Options, Option{c.Code, c.Label, c.ValidFrom, c.ValidTo})
	}
	return full
}

// Unit gives the unit of the answers, and how screens show them; "" and nil
// where they have none.
func (q *Question) Unit() (string, *Display) {
	if f, ok := FieldByName(q.Field); ok {
		return f.Unit, f.Display
	}
	return "", nil
}

// CheckAnswer says in a sentence why an answer cannot be one, "" where it can.
// null is an answer: nobody can tell.
func (q *Question) CheckAnswer(answer json.RawMessage) string {
	if string(answer) == "null" {
		return ""
	}
	full := q.Complete()
	var text string
	var list []string
	var number float64
	var yes bool
	switch full.Type {
	case TypeBoolean:
		if json.Unmarshal(answer, &yes) != nil {
			return "true or false"
		}
	case TypeNumber, TypeInteger:
		if json.Unmarshal(answer, &number) != nil || math.Abs(number) > maxNumber || full.Type == TypeInteger && number != math.Trunc(number) {
			return "a number, whole where the field is"
		}
		if number < 0 && q.Field != "" && q.Field != "elevation_m" || number == 0 && strings.HasPrefix(q.Field, "area_") {
			return "a number that such a thing can have"
		}
	case TypeDate:
		if json.Unmarshal(answer, &text) != nil {
			return "a day, YYYY-MM-DD"
		}
		if _, err := ParseDate(text); err != nil {
			return "a day, YYYY-MM-DD"
		}
	case TypeCodes:
		if json.Unmarshal(answer, &list) != nil || len(list) == 0 || slices.ContainsFunc(list, func(c string) bool { return !full.offers(c) }) {
			return "a list of codes of the question"
		}
	case TypeCode:
		if json.Unmarshal(answer, &text) != nil || !full.offers(text) {
			return "a code of the question"
		}
	default:
		if json.Unmarshal(answer, &text) != nil || strings.TrimSpace(text) == "" || utf8.RuneCountInString(text) > maxAnswer {
			return fmt.Sprintf("a text of at most %d characters", maxAnswer)
		}
	}
	return ""
}

// offers tells whether a code is one of the options; a field whose codes are
// free offers every one.
func (q *Question) offers(code string) bool {
	return len(q.Options) == 0 && code != "" || slices.ContainsFunc(q.Options, func(o Option) bool { return o.Code == code })
}
