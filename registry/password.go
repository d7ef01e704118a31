package registry

import (
	_ "embed"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"landbank/registry/criteria"
)

// A password has to be long, and nothing more is asked of its characters.
const (
	LeastPassword = 12 // characters
	MostPassword  = 128
)

// commonWords are what people type when a long password is asked of them: words
// and rows of keys that stand in a password with next to nothing beside them.
//
//go:embed common_words.txt
var commonWords string

// NormalPassword gives a password as it is hashed: however a keyboard composes
// its characters, it is the same.
func NormalPassword(password string) string { return norm.NFKC.String(password) }

// CheckPassword returns Faults at the member named (such as "/password") unless
// the password can be used by who has the e-mail address. The faults say nothing of it.
func CheckPassword(member, password, email string) error {
	fault := func(got, want string) error {
		return criteria.Faults{{Name: member, Rule: criteria.RuleBadValue, Got: got, Want: want}}
	}
	normal := NormalPassword(password)
	length := utf8.RuneCountInString(normal)
	if !utf8.ValidString(password) || length < LeastPassword || length > MostPassword {
		return fault(fmt.Sprintf("%d characters", length), fmt.Sprintf("%d to %d characters", LeastPassword, MostPassword))
	}
	folded := strings.ToLower(normal)
	local := strings.ToLower(NameOf(email))
	switch {
	case email != "" && (FoldEmail(normal) == FoldEmail(email) || remainder(folded, []string{FoldEmail(email), local}) < 6):
		return fault("the e-mail address", "something else than the e-mail address")
	case monotonous(folded):
		return fault("a row of characters", "something that is no row of characters")
	case remainder(folded, strings.Fields(commonWords)) < 4:
		return fault("one of the passwords that are tried first", "something that others do not think of")
	}
	return nil
}

// remainder tells how many characters are left of a text when all the words in
// it are taken out.
func remainder(text string, words []string) int {
	for _, word := range words {
		if len(word) >= 4 {
			text = strings.ReplaceAll(text, word, "")
		}
	}
	return utf8.RuneCountInString(text)
}

// monotonous tells whether a text has fewer than five different characters, or
// is a row of neighbours like 0123456789 or abcdef, up or down.
func monotonous(text string) bool {
	different := map[rune]bool{}
	var last rune
	neighbours, length := 0, 0
	for _, r := range text {
		different[r] = true
		if step := r - last; step >= -1 && step <= 1 {
			neighbours++
		}
		last, length = r, length+1
	}
	return len(different) < 5 || neighbours*4 >= length*3
}

// Throttle says after how many failures signing in has to wait, and for how
// long.
type Throttle struct {
	Free int           // failures without waiting
	Most time.Duration // that is ever waited
}

// Failures are counted for each e-mail address, known or not, and for each
// address that requests come from, where many people may share one. They are
// forgotten an hour after the last.
var (
	AccountThrottle = Throttle{Free: 5, Most: time.Minute}
	ClientThrottle  = Throttle{Free: 30, Most: 15 * time.Minute}
)

// Delays gives the wait after the first failure, the second, and so on; after
// more than there are, the last: nothing, then 1 s, 2 s, 4 s and so on.
func (t Throttle) Delays() []time.Duration {
	delays := make([]time.Duration, t.Free)
	for wait := time.Second; wait < t.Most; wait *= 2 {
		delays = append(delays, wait)
	}
	return append(delays, t.Most)
}

// ThrottledError says that something was tried too often: signing in, for this
// account or from here, or proposing.
type ThrottledError struct{ Wait time.Duration }

func (e *ThrottledError) Error() string {
	return fmt.Sprintf("too many attempts: wait %s", e.Wait.Round(time.Second))
}
