package registry

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// MarshalJSON writes the reason in every language beside the English one.
func (r Refusal) MarshalJSON() ([]byte, error) {
	type own Refusal
	return json.Marshal(struct {
		own
		Text Text `json:"text"`
	}{own(r), r.Text()})
}

// Text says the reason in every language: by the table of refusals, or of the
// rules; in English alone where it quotes what somebody else said.
func (r Refusal) Text() Text {
	if strings.HasPrefix(r.Rule, "V-") {
		return sayAgain(r.Rule, r.Message)
	}
	for _, s := range refusalSayings() {
		if found := s.pattern.FindStringSubmatch(r.Message); found != nil {
			return s.fill(found)
		}
	}
	return Text{"en": r.Message}
}

// refusalPlace is where something is put into a sentence of a refusal: its
// number, and the kind of words that it is of.
var refusalPlace = regexp.MustCompile(`\{(\d)(?::([a-z]+))?\}`)

// refusalSaying is the English of a sentence as a pattern, and which place each
// of its groups holds.
type refusalSaying struct {
	says    Text
	pattern *regexp.Regexp
	places  []string
}

var refusalSayings = sync.OnceValue(func() []refusalSaying {
	list := make([]refusalSaying, 0, len(RefusalWords))
	for _, says := range RefusalWords {
		s := refusalSaying{says: says}
		pattern, last := "^", 0
		for _, at := range refusalPlace.FindAllStringSubmatchIndex(says["en"], -1) {
			pattern += regexp.QuoteMeta(says["en"][last:at[0]]) + "(.*?)"
			s.places, last = append(s.places, says["en"][at[2]:at[3]]), at[1]
		}
		s.pattern = regexp.MustCompile("(?s)" + pattern + regexp.QuoteMeta(says["en"][last:]) + "$")
		list = append(list, s)
	}
	// What has the most words of its own says the most: "… needs a reason" also
	// fits what says whose.
	own := func(s refusalSaying) int { return len(refusalPlace.ReplaceAllString(s.says["en"], "")) }
	slices.SortStableFunc(list, func(a, b refusalSaying) int { return own(b) - own(a) })
	return list
})

// fill puts what was found into the sentence in every language.
func (s *refusalSaying) fill(found []string) Text {
	out := Text{}
	for language, words := range s.says {
		out[language] = refusalPlace.ReplaceAllStringFunc(words, func(place string) string {
			parts := refusalPlace.FindStringSubmatch(place)
			for i, number := range s.places {
				if number == parts[1] {
					return inWords(language, parts[2], found[i+1])
				}
			}
			return place
		})
	}
	return out
}

// inWords says words of the program in a language: one of a kind, or several
// with "or" between them. What is of no kind is written as the language writes
// numbers and days.
func inWords(language, kind, text string) string {
	if kind == "" {
		return written(language, text)
	}
	if language == "en" {
		return text
	}
	list := strings.Split(text, " or ")
	for i, one := range list {
		list[i] = wordOf(language, kind, one)
	}
	return strings.Join(list, map[string]string{"uk": " або ", "ru": " или "}[language])
}

func wordOf(language, kind, word string) string {
	if c, known := CodeOf(kind, word); known {
		return c.Label.In(language)
	}
	if says, known := refusalStates[kind][word]; known {
		return says.In(language)
	}
	return strconv.Quote(word)
}

// refusalStates are the words of the program that are no codes of a record, by
// kind.
var refusalStates = map[string]map[string]Text{
	"review": {
		"draft": text("чернетка", "draft", "черновик"), "in_review": text("на перевірці", "in review", "на проверке"),
		"returned": text("повернуто", "returned", "возвращена"), "the published one": text("оприлюднений", "the published one", "опубликованная"),
	},
	"campaign": {
		CampaignPlanned: text("заплановано", "planned", "запланировано"), CampaignOpen: text("триває", "open", "идёт"),
		CampaignClosed: text("завершено", "closed", "завершено"), CampaignCancelled: text("скасовано", "cancelled", "отменено"),
	},
	"correction": {
		CorrectionNew: text("нове", "new", "новое"), CorrectionAccepted: text("прийнято", "accepted", "принято"),
		CorrectionPartly: text("частково", "partly", "частично"), CorrectionRejected: text("відхилено", "rejected", "отклонено"),
		CorrectionDuplicate: text("повтор", "duplicate", "повтор"),
	},
	"batch": {
		"failed": text("не вдався", "failed", "не удался"), "interrupted": text("перервано", "interrupted", "прерван"),
	},
}
