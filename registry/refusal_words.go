package registry

import (
	"encoding/json"
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
		return sayAgain(ruleSayings()[r.Rule], r.Message)
	}
	return sayAgain(refusalSayings(), r.Message)
}

// refusalSayings are the rows of the table, those with the most words of their
// own first: "… needs a reason" also fits what says whose.
var refusalSayings = sync.OnceValue(func() []saying {
	list := make([]saying, 0, len(RefusalWords))
	for _, says := range RefusalWords {
		list = append(list, sayingOf(says))
	}
	own := func(s saying) int { return len(placeholder.ReplaceAllString(s.says["en"], "")) }
	slices.SortStableFunc(list, func(a, b saying) int { return own(b) - own(a) })
	return list
})

// wordsOfKind says words of the program in a language: one of a kind, or
// several with "or" between them.
func wordsOfKind(language, kind, text string) string {
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
