package registry

import (
	"errors"
	"fmt"
	"strings"
)

// The sentinel kinds of errors that cross package borders; match them with
// errors.Is.
var (
	ErrNotFound    = errors.New("not found")
	ErrConflict    = errors.New("conflict")
	ErrUnavailable = errors.New("the database cannot be reached")
	ErrTimeout     = errors.New("the question took too long")
	// ErrUncomputable says that a question comes to a number that there is not.
	ErrUncomputable = errors.New("the question comes to a number beyond computing")
	ErrStale        = errors.New("changed by somebody else")
	ErrForbidden    = errors.New("not allowed")
	// ErrUnknown says that nobody is known by these credentials.
	ErrUnknown = errors.New("not signed in")
)

// Refusal is one reason why something cannot be done.
type Refusal struct {
	Rule    string `json:"rule"`  // V-01 …, or the name of a condition: lifecycle, review, reason, four_eyes, …
	Field   string `json:"field"` // path in the record, or the member of the request
	Message string `json:"message"`
	// Waivable: a written reason would do (a warning).
	Waivable bool `json:"waivable,omitempty"`
}

// RefusedError says why something cannot be done, with every reason at once.
// It is ErrConflict.
type RefusedError struct{ Refusals []Refusal }

func (e *RefusedError) Error() string {
	texts := make([]string, len(e.Refusals))
	for i, r := range e.Refusals {
		texts[i] = r.Rule + ": " + r.Message
	}
	return strings.Join(texts, "; ")
}

// Is makes it ErrConflict.
func (e *RefusedError) Is(target error) bool { return target == ErrConflict }

func (e *RefusedError) add(rule, field, message string) {
	e.Refusals = append(e.Refusals, Refusal{Rule: rule, Field: field, Message: message})
}

func (e *RefusedError) orNil() error {
	if len(e.Refusals) == 0 {
		return nil
	}
	return e
}

// Refuse makes a RefusedError with one reason.
func Refuse(rule, field, message string) error {
	return &RefusedError{Refusals: []Refusal{{Rule: rule, Field: field, Message: message}}}
}

// GoneError says what became of a site that the public saw once. It is
// ErrNotFound.
type GoneError struct {
	Ref       string  `json:"ref"`
	Lifecycle string  `json:"lifecycle"` // withdrawn, reused, split, merged
	Since     Date    `json:"since"`
	Outcome   Outcome `json:"outcome,omitzero"`
}

func (e *GoneError) Error() string {
	return fmt.Sprintf("%s is %s since %s", e.Ref, e.Lifecycle, e.Since)
}

// Is makes it ErrNotFound.
func (e *GoneError) Is(target error) bool { return target == ErrNotFound }

// Successor gives the only site that took its place; "" where there is none or
// are several.
func (e *GoneError) Successor() string {
	if len(e.Outcome.Successors) == 1 {
		return e.Outcome.Successors[0]
	}
	return ""
}

// StaleError says that the site has changed since the version that the caller
// knows. It is ErrStale.
type StaleError struct {
	Ref     string
	Known   int // the caller's
	Version int // the newest
	// Changes is what differs from the caller's version to the newest, by path.
	Changes map[string]Change
}

func (e *StaleError) Error() string {
	return fmt.Sprintf("%s is at version %d, not %d", e.Ref, e.Version, e.Known)
}

// Is makes it ErrStale.
func (e *StaleError) Is(target error) bool { return target == ErrStale }
