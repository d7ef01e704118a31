package api

import (
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"landbank/api/desk"
	"landbank/api/exchange"
	"landbank/api/ogc"
	"landbank/registry"
)

const (
	sessionPath = "/api/v1/session"
	deskPath    = desk.Root
)

// isStaff tells the addresses of who has signed in, or wants to. Browsers reach
// them from pages of this service alone, and nothing of them is kept.
func isStaff(path string) bool { return isDesk(path) || below(path, sessionPath) }

// isDesk tells the addresses that take somebody who has signed in: all below
// the desk's, so that none can be forgotten. What the principal may do there is
// decided in package registry, not here.
func isDesk(path string) bool { return below(path, deskPath) }

func below(path, root string) bool { return path == root || strings.HasPrefix(path, root+"/") }

// takesCredentials tells where Authorization is looked at: everywhere but at
// pages and at what a monitor asks, whose header may be meant for a proxy.
func takesCredentials(path string) bool {
	return below(path, "/api/v1") || below(path, "/ogc")
}

// asksWho tells whether it matters who sent a request.
func asksWho(path string, r *http.Request) bool {
	return isStaff(path) || takesCredentials(path) && len(r.Header.Values("Authorization")) > 0 ||
		ogc.HasFeatures(path) && strings.Contains(r.Header.Get("Cookie"), sessionName)
}

// identify finds out who asks: by Authorization wherever it is sent, by the
// cookie of a session at the addresses of staff. Bad credentials are refused. A
// session that has ended is nobody, since a browser cannot help sending it.
func (s *server) identify(c *exchange.Call) (registry.Principal, error) {
	who, err := s.signedIn(c)
	if err != nil {
		return registry.Principal{}, err
	}
	if who == nil {
		if isDesk(c.Request.URL.Path) {
			return registry.Principal{}, registry.ErrUnknown
		}
		return registry.Principal{}, nil
	}
	c.SignedIn = who
	return who.Principal, nil
}

func (s *server) signedIn(c *exchange.Call) (*registry.SignedIn, error) {
	if headers := c.Request.Header.Values("Authorization"); len(headers) > 0 {
		return s.byToken(c, headers)
	}
	if err := s.checkOrigin(c); err != nil {
		return nil, err
	}
	text := s.sessionCookie(c)
	if text == "" {
		return nil, nil
	}
	who, err := s.people.Session(c.Context(), text)
	if errors.Is(err, registry.ErrUnknown) {
		return nil, nil
	}
	return &who, err
}

func (s *server) byToken(c *exchange.Call, headers []string) (*registry.SignedIn, error) {
	token, basic, ok := readAuthorization(headers)
	if basic && isStaff(c.Request.URL.Path) { // browsers send it by themselves, once they were given it
		if err := s.checkOrigin(c); err != nil {
			return nil, err
		}
	}
	refuse := func(detail string) (*registry.SignedIn, error) {
		problem := exchange.NotSignedIn(detail)
		if basic {
			problem.Header.Add("WWW-Authenticate", `Basic realm="landbank", charset="UTF-8"`)
		}
		return nil, problem
	}
	if !ok {
		return refuse("Authorization has to be Bearer and an access token, or Basic with an access token as the password.")
	}
	who, err := s.people.ByToken(c.Context(), token)
	if errors.Is(err, registry.ErrUnknown) {
		return refuse("The access token is not one of this registry, has expired, or was revoked.")
	}
	return &who, err
}

// readAuthorization takes the token out of Authorization: Bearer, or Basic with
// any user name. It says whether the scheme was Basic, also of what it cannot
// read.
func readAuthorization(headers []string) (token string, basic, ok bool) {
	if len(headers) != 1 {
		return "", false, false
	}
	scheme, rest, _ := strings.Cut(strings.TrimSpace(headers[0]), " ")
	rest = strings.TrimSpace(rest)
	switch {
	case strings.EqualFold(scheme, "Bearer"):
		return rest, false, rest != "" && !strings.ContainsAny(rest, " ,")
	case strings.EqualFold(scheme, "Basic"):
		text, err := base64.StdEncoding.DecodeString(rest)
		if err != nil {
			return "", true, false
		}
		_, token, found := strings.Cut(string(text), ":")
		return token, true, found && token != ""
	}
	return "", false, false
}

// checkOrigin refuses changes that a page of another origin makes a browser ask
// for. What the world calls this service is its origin, whatever a proxy has
// made of the Host.
func (s *server) checkOrigin(c *exchange.Call) error {
	seen := c.Request
	if base, err := url.Parse(c.Base); err == nil {
		seen = c.Request.Clone(c.Context())
		seen.Host = base.Host
	}
	if err := s.protection.Check(seen); err != nil {
		return &exchange.Problem{Kind: exchange.Forbidden, Detail: "A page of another origin may not ask for this.", Cause: err}
	}
	return nil
}

// Names of the cookies. Over https the prefix keeps other hosts of the domain
// and plain http from setting them.
const (
	sessionName = "landbank_session"
	signOnName  = "landbank_sign_on"
)

func cookieName(c *exchange.Call, name string) string {
	if secureBase(c) {
		return "__Host-" + name
	}
	return name
}

func secureBase(c *exchange.Call) bool { return strings.HasPrefix(c.Base, "https://") }

func (s *server) sessionCookie(c *exchange.Call) string { return readCookie(c, sessionName) }

func readCookie(c *exchange.Call, name string) string {
	cookie, err := c.Request.Cookie(cookieName(c, name))
	if err != nil {
		return ""
	}
	return cookie.Value
}

// setCookie sets a cookie for so many seconds; 0 until the browser ends, less
// than 0 takes it away.
func setCookie(c *exchange.Call, name, value string, seconds int) {
	cookie := http.Cookie{Name: cookieName(c, name), Value: value, Path: "/", MaxAge: seconds,
		HttpOnly: true, Secure: secureBase(c), SameSite: http.SameSiteLaxMode}
	c.Header().Add("Set-Cookie", cookie.String())
}
