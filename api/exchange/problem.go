package exchange

import (
	"context"
	"errors"
	"math"
	"net/http"
	"strconv"

	"landbank/registry"
	"landbank/registry/criteria"
)

// The rules that faults of requests break, beside those of package criteria.
const (
	RuleMissing  criteria.Rule = "missing"  // required, and not there
	RuleConflict criteria.Rule = "conflict" // cannot stand beside another member
)

// ProblemType is the media type of problem documents.
const ProblemType = "application/problem+json"

// Kind is a kind of problem. Its address in a problem document leads to its
// description on the page of the interface.
type Kind struct {
	Status int
	Slug   string
	Title  string
	Help   string // what the caller can do
}

// The kinds of problems.
var (
	BadRequest       = Kind{http.StatusBadRequest, "bad-request", "The request has faults", "Mend every fault that is named and ask again."}
	Unauthorized     = Kind{http.StatusUnauthorized, "unauthorized", "You are not signed in", "Sign in, or send a token that is still valid."}
	Forbidden        = Kind{http.StatusForbidden, "forbidden", "You have no right to this", "Ask whoever keeps the users for a role that may do it in this territory."}
	NotFound         = Kind{http.StatusNotFound, "not-found", "There is no such thing", "Check the address and the reference in it."}
	MethodNotAllowed = Kind{http.StatusMethodNotAllowed, "method-not-allowed", "The resource does not have this method", "Use one of the methods in Allow."}
	NotAcceptable    = Kind{http.StatusNotAcceptable, "not-acceptable", "No representation is acceptable", "Send an Accept header that takes one of the media types named, or none."}
	Gone             = Kind{http.StatusGone, "gone", "The site is not offered any more", "Look at what became of it, and at the sites that took its place."}
	Conflict         = Kind{http.StatusConflict, "conflict", "The request does not fit what is there", "Read the state of the thing, and change the request or leave it."}
	Stale            = Kind{http.StatusPreconditionFailed, "stale", "Somebody was faster", "Read the thing anew, look at what differs, and send the change with the new ETag in If-Match."}
	BodyTooLarge     = Kind{http.StatusRequestEntityTooLarge, "body-too-large", "The body is too long", "Send a shorter body."}
	URITooLong       = Kind{http.StatusRequestURITooLong, "uri-too-long", "The address is too long", "Put the question into the body of a search."}
	UnsupportedType  = Kind{http.StatusUnsupportedMediaType, "unsupported-media-type", "The body has a media type that is not read here", "Send JSON with Content-Type: application/json."}
	Unprocessable    = Kind{http.StatusUnprocessableEntity, "unprocessable", "The body breaks a rule", "Change the members named, as the schema or the rules want them."}
	IfMatchMissing   = Kind{http.StatusPreconditionRequired, "if-match-missing", "The change does not say what it changes", "Send the ETag of what you have read in If-Match."}
	TooManyRequests  = Kind{http.StatusTooManyRequests, "too-many-requests", "Too many attempts", "Try again after the seconds in Retry-After."}
	Internal         = Kind{http.StatusInternalServerError, "internal", "Something broke here", "Try again later; if it stays, tell the operator the number of the request."}
	Unavailable      = Kind{http.StatusServiceUnavailable, "unavailable", "The database cannot be reached", "Try again after the seconds in Retry-After."}
	Timeout          = Kind{http.StatusGatewayTimeout, "timeout", "The question took too long", "Ask for less: a smaller area, fewer facets, a lower limit."}
)

// Kinds lists the kinds of problems in the order of their status.
var Kinds = []Kind{BadRequest, Unauthorized, Forbidden, NotFound, MethodNotAllowed, NotAcceptable, Conflict, Gone, Stale, BodyTooLarge,
	URITooLong, UnsupportedType, Unprocessable, IfMatchMissing, TooManyRequests, Internal, Unavailable, Timeout}

// Problem is an error that says to the caller what is wrong. Cause goes to the
// log only.
type Problem struct {
	Kind   Kind
	Detail string
	Faults criteria.Faults
	Header http.Header // further headers of the answer, such as Allow; may be nil
	Cause  error

	Refusals []registry.Refusal         // of a Conflict: every reason
	Version  int                        // of a Stale: the newest
	Changes  map[string]registry.Change // of a Stale: what differs from the version that the caller knows
	Site     *registry.GoneError        // of a Gone
}

// Error is for the log.
func (p *Problem) Error() string {
	text := p.Kind.Title
	if p.Detail != "" {
		text += ": " + p.Detail
	}
	if p.Cause != nil {
		text += ": " + p.Cause.Error()
	}
	return text
}

// Unwrap gives the cause.
func (p *Problem) Unwrap() error { return p.Cause }

// ProblemOf finds what an error means to the caller. Errors that are not known
// become Internal, with nothing of their text.
func ProblemOf(err error) *Problem {
	var problem *Problem
	var faults criteria.Faults
	var tooLarge *http.MaxBytesError
	var forbidden *registry.ForbiddenError
	var refused *registry.RefusedError
	var stale *registry.StaleError
	var gone *registry.GoneError
	var throttled *registry.ThrottledError
	switch {
	case errors.As(err, &problem):
		return problem
	case errors.As(err, &faults):
		return &Problem{Kind: BadRequest, Detail: Sentence(faults), Faults: faults}
	case errors.As(err, &tooLarge):
		return &Problem{Kind: BodyTooLarge, Detail: "The body is longer than " + strconv.FormatInt(tooLarge.Limit, 10) + " bytes."}
	case errors.Is(err, registry.ErrUnknown):
		return NotSignedIn("This takes somebody who has signed in, by a session or by a token.")
	case errors.As(err, &forbidden):
		return &Problem{Kind: Forbidden, Detail: "The right to " + string(forbidden.Operation) + " is missing here."}
	case errors.Is(err, registry.ErrForbidden):
		return &Problem{Kind: Forbidden, Detail: "The right to do this is missing."}
	case errors.As(err, &throttled):
		seconds := strconv.Itoa(int(math.Ceil(throttled.Wait.Seconds())))
		return &Problem{Kind: TooManyRequests, Detail: "That was tried too often; the next attempt may be in " + seconds + " seconds.",
			Header: http.Header{"Retry-After": {seconds}}}
	case errors.As(err, &refused):
		return &Problem{Kind: Conflict, Detail: refusal(refused), Refusals: refused.Refusals}
	case errors.As(err, &stale):
		return &Problem{Kind: Stale, Detail: "The site is at version " + strconv.Itoa(stale.Version) + ", not " + strconv.Itoa(stale.Known) + ".",
			Version: stale.Version, Changes: stale.Changes}
	case errors.Is(err, registry.ErrStale):
		return &Problem{Kind: Stale, Detail: "What the change was made for is not what is there now."}
	case errors.As(err, &gone):
		return &Problem{Kind: Gone, Detail: "The site " + gone.Ref + " is " + gone.Lifecycle + " since " + gone.Since.String() + ".", Site: gone}
	case errors.Is(err, registry.ErrConflict):
		return &Problem{Kind: Conflict, Detail: "The registry holds something that does not go with this.", Cause: err}
	case errors.Is(err, registry.ErrNotFound):
		return &Problem{Kind: NotFound, Detail: "Nothing is published under this address."}
	case errors.Is(err, registry.ErrUncomputable):
		return &Problem{Kind: BadRequest, Detail: "The question comes to numbers that cannot be computed, such as 1E308 * 10."}
	case errors.Is(err, registry.ErrTimeout), errors.Is(err, context.DeadlineExceeded):
		return &Problem{Kind: Timeout, Detail: "The answer was not there in time.", Cause: err}
	case errors.Is(err, registry.ErrUnavailable):
		return &Problem{Kind: Unavailable, Detail: "The registry cannot answer at the moment.",
			Header: http.Header{"Retry-After": {"5"}}, Cause: err}
	}
	return &Problem{Kind: Internal, Detail: "The answer could not be made; the log knows more under the number of the request.", Cause: err}
}

// refusal says the first reason, and how many there are besides.
func refusal(e *registry.RefusedError) string {
	text := e.Refusals[0].Message
	if more := len(e.Refusals) - 1; more > 0 {
		text += "; and " + strconv.Itoa(more) + " more"
	}
	return text
}

// challenge names the scheme to use. Basic is taken too, but named only to those
// who tried it: browsers would answer it with a window of their own.
const challenge = `Bearer realm="landbank"`

// NotSignedIn is the problem of somebody without credentials, or with bad ones.
func NotSignedIn(detail string) *Problem {
	return &Problem{Kind: Unauthorized, Detail: detail, Header: http.Header{"Www-Authenticate": {challenge}}}
}

// Sentence says the first fault, and how many there are besides.
func Sentence(faults criteria.Faults) string {
	text := faults[0].Error()
	if more := len(faults) - 1; more > 0 {
		text += "; and " + strconv.Itoa(more) + " more"
	}
	return text
}

// problemJSON is the document.
type problemJSON struct {
	Type      string      `json:"type"`
	Title     string      `json:"title"`
	Status    int         `json:"status"`
	Detail    string      `json:"detail"`
	Instance  string      `json:"instance"`
	RequestID string      `json:"request_id"`
	Faults    []faultJSON `json:"faults,omitempty"`

	Refusals []registry.Refusal         `json:"refusals,omitempty"`
	Version  int                        `json:"version,omitempty"`
	Changes  map[string]registry.Change `json:"changes,omitempty"`
	Site     *registry.GoneError        `json:"site,omitempty"`
}

// faultJSON always says where the fault is; criteria leave that to the caller.
type faultJSON struct {
	In     string        `json:"in"`
	Name   string        `json:"name"`
	Rule   criteria.Rule `json:"rule"`
	Got    string        `json:"got"`
	Want   string        `json:"want,omitempty"`
	Line   int           `json:"line,omitempty"`
	Column int           `json:"column,omitempty"`
	Offset int           `json:"offset,omitempty"`
}

// document encodes the problem of the request with the path and number, to a
// service that is mounted at a path.
func (p *Problem) document(mount, path, id string) []byte {
	out := problemJSON{
		Type: mount + ProblemPage + "#problem-" + p.Kind.Slug, Title: p.Kind.Title, Status: p.Kind.Status,
		Detail: p.Detail, Instance: mount + path, RequestID: id,
		Refusals: p.Refusals, Version: p.Version, Changes: p.Changes, Site: p.Site,
	}
	for _, f := range p.Faults {
		if f.In == "" {
			f.In = "query"
		}
		out.Faults = append(out.Faults, faultJSON(f))
	}
	body, err := JSON(out)
	if err != nil { // texts and numbers always have a JSON form
		return []byte("{}")
	}
	return body
}

// ProblemPage is the path of the page that describes the kinds of problems.
const ProblemPage = "/api/docs"
