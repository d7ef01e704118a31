package registry

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"landbank/registry/criteria"
)

// View is a question to the list of sites that somebody keeps under a name.
type View struct {
	ID        int64
	Account   int64  // whose it is
	Owner     string // the name of that person
	Name      string
	Query     string // of the page, without its question mark
	Shared    bool   // with everybody at the desk
	ChangedAt time.Time
}

// Colleague is somebody at the desk, as the others know them.
type Colleague struct {
	ID   string // Principal.ID
	Name string
}

// The bounds of views.
const (
	MostViews     = 100 // that one person keeps
	MostViewName  = 80  // characters
	MostViewQuery = 8000
)

// Views keeps questions to the list of sites. Everybody who may read sites
// keeps their own and uses those that others share; whoever has no account,
// like the command line, has none.
type Views interface {
	// Views lists one's own and those that are shared, by name.
	Views(ctx context.Context, p Principal) ([]View, error)
	// PutView keeps a view of one's own: a new one where its ID is 0. The errors
	// are Faults, ErrNotFound, *RefusedError where there are too many or the
	// name is taken, and *ForbiddenError.
	PutView(ctx context.Context, p Principal, v View) (View, error)
	// RemoveView forgets a view of one's own.
	RemoveView(ctx context.Context, p Principal, id int64) error
	// Colleagues lists by name who may sign in and has a role.
	Colleagues(ctx context.Context, p Principal) ([]Colleague, error)
}

// Check returns Faults unless the view can be kept.
func (v View) Check() error {
	var faults criteria.Faults
	name := strings.TrimSpace(v.Name)
	if length := utf8.RuneCountInString(name); length < 1 || length > MostViewName || strings.ContainsFunc(name, unicode.IsControl) {
		faults = append(faults, criteria.Fault{Name: "/name", Rule: criteria.RuleBadValue, Got: fmt.Sprintf("%d characters", length),
			Want: fmt.Sprintf("1 to %d characters in one line", MostViewName)})
	}
	if length := utf8.RuneCountInString(v.Query); length > MostViewQuery || strings.ContainsFunc(v.Query, unicode.IsControl) {
		faults = append(faults, criteria.Fault{Name: "/query", Rule: criteria.RuleBadValue, Got: fmt.Sprintf("%d characters", length),
			Want: fmt.Sprintf("at most %d characters in one line", MostViewQuery)})
	}
	if len(faults) > 0 {
		return faults
	}
	return nil
}
