package api

import (
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log/slog"
	"net/url"
	"strings"

	"landbank/api/exchange"
	"landbank/api/signon"
	"landbank/registry"
)

const (
	signOnPath    = sessionPath + "/oidc"
	signOnSeconds = 600 // for coming back from the provider
	afterSignOn   = "/desk"
)

// Why a person who has come back from the provider is not signed in, in the
// parameter sign_in of the page that the browser is sent to.
const (
	signOnExpired     = "expired"     // it took too long, or another window has begun anew
	signOnRefused     = "refused"     // the provider did not let the person in, or cannot be believed
	signOnUnverified  = "unverified"  // it does not vouch for the e-mail address
	signOnDisabled    = "disabled"    // the account is disabled, or belongs to another person there
	signOnUnavailable = "unavailable" // the provider cannot be reached
)

// signOnWait is what the browser keeps while it is at the provider.
type signOnWait struct {
	signon.Attempt
	Return string `json:"r"`
}

// beginSignOn sends a browser to the provider.
func (s *server) beginSignOn(c *exchange.Call, _ params) error {
	c.Query.Only("return")
	back, given := c.Query.Text("return")
	if !given {
		back = afterSignOn
	} else if !isLocal(back) {
		c.Query.Fault("return", "bad_value", exchange.Printable(back), "a path of this service")
	}
	if err := c.Query.Err(); err != nil {
		return err
	}
	if s.signOn == nil {
		return &exchange.Problem{Kind: exchange.NotFound, Detail: "This registry has no single sign-on."}
	}
	address, attempt, err := s.signOn.Begin(c.Context(), c.Base+signOnPath+"/callback")
	if errors.Is(err, registry.ErrUnavailable) {
		s.notSignedOn(c, back, signOnUnavailable, err)
		return nil
	}
	if err != nil {
		return err
	}
	text, err := json.Marshal(signOnWait{attempt, back})
	if err != nil {
		return err
	}
	setCookie(c, signOnName, base64.RawURLEncoding.EncodeToString(text), signOnSeconds)
	c.Redirect(address)
	return nil
}

// isLocal tells whether a browser that is sent to the text stays here.
func isLocal(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Scheme == "" && u.Host == "" && u.User == nil && strings.HasPrefix(text, "/") &&
		!strings.HasPrefix(text, "//") && !strings.ContainsAny(text, "\\\r\n\t") && len(text) <= 1000
}

// finishSignOn takes a browser back from the provider, and on to the page that
// it came from. What the provider sends besides is not looked at.
func (s *server) finishSignOn(c *exchange.Call, _ params) error {
	if s.signOn == nil {
		return &exchange.Problem{Kind: exchange.NotFound, Detail: "This registry has no single sign-on."}
	}
	kept := readWaiting(c)
	setCookie(c, signOnName, "", -1)
	text, err := s.comeBack(c, kept)
	if why := whyNot(err); why != "" {
		s.notSignedOn(c, kept.Return, why, err)
		return nil
	}
	if err != nil {
		return err
	}
	setCookie(c, sessionName, text, 0)
	c.Redirect(c.Base + kept.Return)
	return nil
}

// notSignedOn sends a browser to the page that it came from, which says why.
func (s *server) notSignedOn(c *exchange.Call, back, why string, err error) {
	s.log.Warn("single sign-on failed", slog.String("request_id", c.ID), slog.String("why", why), slog.Any("error", err))
	c.Redirect(c.Base + withParameter(back, "sign_in", why))
}

// errExpired says that the browser does not come back from where it was sent.
var errExpired = errors.New("the state is not the one that was sent")

func (s *server) comeBack(c *exchange.Call, kept signOnWait) (string, error) {
	state := c.Query.Values.Get("state")
	if kept.State == "" || subtle.ConstantTimeCompare([]byte(state), []byte(kept.State)) != 1 {
		return "", errExpired
	}
	code := c.Query.Values.Get("code")
	if code == "" {
		return "", signon.ErrRefused
	}
	identity, err := s.signOn.Finish(c.Context(), c.Base+signOnPath+"/callback", kept.Attempt, code)
	if err != nil {
		return "", err
	}
	text, _, err := s.people.SignOn(c.Context(), identity, registry.SignOnOptions{Role: s.settings.SignOnRole,
		Agent: c.Request.UserAgent(), Replaces: s.sessionCookie(c)})
	return text, err
}

func whyNot(err error) string {
	switch {
	case errors.Is(err, errExpired):
		return signOnExpired
	case errors.Is(err, signon.ErrRefused):
		return signOnRefused
	case errors.Is(err, registry.ErrUnverified):
		return signOnUnverified
	case errors.Is(err, registry.ErrUnknown):
		return signOnDisabled
	case errors.Is(err, registry.ErrUnavailable):
		return signOnUnavailable
	}
	return ""
}

// readWaiting reads the cookie; a broken one is none.
func readWaiting(c *exchange.Call) signOnWait {
	var w signOnWait
	text, err := base64.RawURLEncoding.DecodeString(readCookie(c, signOnName))
	if err == nil {
		err = json.Unmarshal(text, &w)
	}
	if err != nil || !isLocal(w.Return) {
		return signOnWait{Return: afterSignOn}
	}
	return w
}

// withParameter adds a parameter to a path of this service.
func withParameter(path, name, value string) string {
	u, err := url.Parse(path)
	if err != nil {
		return afterSignOn
	}
	q := u.Query()
	q.Set(name, value)
	u.RawQuery = exchange.Canonical(q)
	return u.String()
}
