package registry

import "errors"

// The sentinel kinds of errors that cross package borders; match them with
// errors.Is.
var (
	ErrNotFound    = errors.New("not found")
	ErrConflict    = errors.New("conflict")
	ErrUnavailable = errors.New("the database cannot be reached")
	ErrTimeout     = errors.New("the question took too long")
	ErrForbidden   = errors.New("not allowed")
	// ErrUnknown says that nobody is known by these credentials.
	ErrUnknown = errors.New("not signed in")
)
