package api

import (
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"landbank/registry"
	made "landbank/registry/secret"
)

func TestSignInAndOut(t *testing.T) {
	t.Parallel()
	o := newReception(t)
	o.person("olena@example.org", registry.Grant{Role: registry.Editor})
	nobody := o.get(t, "/api/v1/session").json(t)
	if nobody["principal"] != nil || len(nobody["operations"].([]any)) != 0 {
		t.Errorf("the public: %v", nobody)
	}
	got := o.signInWith("Olena@example.org", goodPassword)
	wantStatus(t, "sign in", got, http.StatusOK)
	set := got.Header().Get("Set-Cookie")
	for _, want := range []string{"__Host-landbank_session=", "; Path=/", "; HttpOnly", "; Secure", "; SameSite=Lax"} {
		if !strings.Contains(set, want) {
			t.Errorf("cookie %q has no %s", set, want)
		}
	}
	if strings.Contains(set, "Domain") || strings.Contains(set, "Max-Age") {
		t.Errorf("cookie %q", set)
	}
	mine := o.get(t, "/api/v1/session", sent(got)...)
	if body := mine.json(t); body["principal"].(map[string]any)["email"] != "olena@example.org" || body["means"] != "session" ||
		mine.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("session %v, %v", body, mine.Header())
	}
	operations := map[string]any{}
	for _, row := range mine.json(t)["operations"].([]any) {
		operations[row.(map[string]any)["operation"].(string)] = row.(map[string]any)["everywhere"]
	}
	if operations["site.edit"] != true || operations["site.review"] != nil {
		t.Errorf("operations %v", operations)
	}
	wantStatus(t, "own tokens", o.get(t, "/api/v1/desk/tokens", sent(got)...), http.StatusOK)
	again := o.signInWith("olena@example.org", goodPassword, sent(got)...)
	wantStatus(t, "with the session that was replaced", o.get(t, "/api/v1/desk/tokens", sent(got)...), http.StatusUnauthorized)
	out := o.ask(t, http.MethodDelete, "/api/v1/session", "", sent(again)...)
	wantStatus(t, "sign out", out, http.StatusNoContent)
	if !strings.Contains(out.Header().Get("Set-Cookie"), "Max-Age=0") {
		t.Errorf("cookie after signing out: %q", out.Header().Get("Set-Cookie"))
	}
	after := o.get(t, "/api/v1/desk/tokens", sent(again)...)
	wantStatus(t, "after signing out", after, http.StatusUnauthorized)
	if after.Header().Get("WWW-Authenticate") != `Bearer realm="landbank"` {
		t.Errorf("challenge %q", after.Header().Values("WWW-Authenticate"))
	}
	if o.get(t, "/api/v1/session", sent(again)...).json(t)["principal"] != nil {
		t.Error("an ended session is somebody")
	}
}

// Over plain http a browser would not take a secure cookie.
func TestCookiesOverPlainHTTP(t *testing.T) {
	t.Parallel()
	o := newReception(t, func(d *Deps) { d.Settings.PublicURL = "" })
	o.person("olena@example.org")
	set := o.signInWith("olena@example.org", goodPassword).Header().Get("Set-Cookie")
	if !strings.HasPrefix(set, "landbank_session=") || strings.Contains(set, "Secure") {
		t.Errorf("cookie %q", set)
	}
}

// Nobody learns whether there is an account, and guessing gets slow.
func TestFailuresToSignIn(t *testing.T) {
	t.Parallel()
	o := newReception(t)
	o.person("olena@example.org")
	known, unknown := o.signInWith("olena@example.org", "wrong"), o.signInWith("nobody@example.org", "wrong")
	if known.Code != http.StatusUnauthorized || known.Body.String() != unknown.Body.String() || known.Header().Get("Set-Cookie") != "" {
		t.Errorf("%d %s\n%d %s", known.Code, known.Body, unknown.Code, unknown.Body)
	}
	if _, err := o.conn.Exec(t.Context(), "update login_attempt set until = now() + interval '1 hour'"); err != nil {
		t.Fatal(err)
	}
	got := o.signInWith("olena@example.org", goodPassword)
	wantStatus(t, "too early", got, http.StatusTooManyRequests)
	if seconds, err := strconv.Atoi(got.Header().Get("Retry-After")); err != nil || seconds < 1 || seconds > 3600 {
		t.Errorf("Retry-After %q", got.Header().Get("Retry-After"))
	}
}

func TestBadFormsOfSessions(t *testing.T) {
	t.Parallel()
	o := newReception(t)
	o.person("olena@example.org")
	mine := o.cookie("olena@example.org")
	for _, c := range []struct {
		path, body string
		want       []wantFault
	}{
		{"", `{}`, []wantFault{body("/email", "missing"), body("/password", "missing")}},
		{"", `{"email":1,"password":["x"]}`, []wantFault{body("/email", "wrong_type"), body("/password", "wrong_type")}},
		{"", `{"email":"a@b.c","password":"x","remember":true}`, []wantFault{body("/remember", "unknown_name")}},
		{"?x=1", `{}`, []wantFault{query("x", "unknown_name")}},
		{"/password", `{}`, []wantFault{body("/present", "missing"), body("/new", "missing")}},
		{"/password", `{"present":"x","new":"short"}`, []wantFault{body("/new", "bad_value")}},
		{"/password", `{"present":"not the one","new":"eleven loud geese"}`, []wantFault{body("/present", "bad_value")}},
	} {
		checkFaults(t, o.send(http.MethodPost, "/api/v1/session"+c.path, c.body, mine...), c.want...)
	}
	wantStatus(t, "a long form", o.signInWith("a@b.c", strings.Repeat("x", maxForm)), http.StatusRequestEntityTooLarge)
	wantStatus(t, "a form of HTML", o.ask(t, http.MethodPost, "/api/v1/session", "email=a", "Content-Type", "application/x-www-form-urlencoded"), http.StatusUnsupportedMediaType)
	wantStatus(t, "no text", o.signInWith(`a\u0000@b.c`, `\u0000`), http.StatusBadRequest)
}

func TestChangeOfPassword(t *testing.T) {
	t.Parallel()
	o := newReception(t)
	a := o.person("olena@example.org", asAdmin)
	mine, other := o.cookie("olena@example.org"), o.cookie("olena@example.org")
	const form = `{"present":"` + goodPassword + `","new":"eleven loud geese"}`
	wantStatus(t, "nobody", o.send(http.MethodPost, "/api/v1/session/password", form), http.StatusUnauthorized)
	wantStatus(t, "a token", o.send(http.MethodPost, "/api/v1/session/password", form, bearer(o.token(a.ID))...), http.StatusForbidden)
	got := o.send(http.MethodPost, "/api/v1/session/password", form, mine...)
	wantStatus(t, "changed", got, http.StatusOK)
	for name, c := range map[string]struct {
		headers []string
		status  int
	}{"the new session": {sent(got), http.StatusOK}, "the one before": {mine, http.StatusUnauthorized}, "another": {other, http.StatusUnauthorized}} {
		wantStatus(t, name, o.get(t, "/api/v1/desk/users", c.headers...), c.status)
	}
}

// Credentials that are sent and no good are refused wherever they are looked at.
func TestAuthorization(t *testing.T) {
	t.Parallel()
	o := newReception(t)
	a := o.person("olena@example.org", registry.Grant{Role: registry.Viewer})
	token, cookie := o.token(a.ID), o.cookie("olena@example.org")
	basic := func(text string) string { return "Basic " + base64.StdEncoding.EncodeToString([]byte(text)) }
	for _, c := range []struct {
		name, header string
		status       int
	}{
		{"bearer", "Bearer " + token, http.StatusOK},
		{"small letters", "bearer  " + token, http.StatusOK},
		{"basic with an address", basic("olena@example.org:" + token), http.StatusOK},
		{"basic with any name", basic("qgis:" + token), http.StatusOK},
		{"basic with a password", basic("olena@example.org:" + goodPassword), http.StatusUnauthorized},
		{"basic without a colon", basic(token), http.StatusUnauthorized},
		{"basic that is no base 64", "Basic %%%", http.StatusUnauthorized},
		{"another token", "Bearer " + made.NewToken(), http.StatusUnauthorized},
		{"no token", "Bearer ", http.StatusUnauthorized},
		{"two tokens", "Bearer " + token + ", Bearer " + token, http.StatusUnauthorized},
		{"another scheme", `Digest username="a"`, http.StatusUnauthorized},
		{"empty", "", http.StatusUnauthorized},
	} {
		// A cookie beside it does not help.
		for _, path := range []string{"/api/v1/desk/tokens", "/api/v1/session", "/api/v1/sites?limit=1"} {
			got := o.get(t, path, append([]string{"Authorization", c.header}, cookie...)...)
			wantStatus(t, c.name+" at "+path, got, c.status)
			challenges := strings.Join(got.Header().Values("WWW-Authenticate"), ", ")
			if c.status == http.StatusUnauthorized && (!strings.HasPrefix(challenges, "Bearer ") || strings.Contains(challenges, "Basic ") != strings.HasPrefix(c.header, "Basic")) {
				t.Errorf("%s: challenge %q", c.name, challenges)
			}
		}
	}
	if means := o.get(t, "/api/v1/session", bearer(token)...).json(t)["means"]; means != "token" {
		t.Errorf("means %v", means)
	}
	for _, path := range []string{"/healthz", "/metrics", "/"} { // a monitor's header is not meant for us
		wantStatus(t, path, o.get(t, path, bearer("x")...), http.StatusOK)
	}
	if _, _, ok := readAuthorization([]string{"Bearer a", "Bearer b"}); ok {
		t.Error("two headers pass")
	}
}

// A page of another origin cannot make a browser change anything, and reads
// nothing.
func TestOtherOriginsAreKeptOut(t *testing.T) {
	t.Parallel()
	o := newReception(t)
	a := o.person("olena@example.org", asAdmin)
	cookie := o.cookie("olena@example.org")
	const form = `{"name":"GIS"}`
	for name, c := range map[string]struct {
		headers []string
		status  int
	}{
		"a program":                    {nil, http.StatusCreated},
		"our page":                     {[]string{"Sec-Fetch-Site", "same-origin", "Origin", "https://land.example.org"}, http.StatusCreated},
		"our page, an old browser":     {[]string{"Origin", "https://land.example.org"}, http.StatusCreated},
		"another site":                 {[]string{"Sec-Fetch-Site", "cross-site"}, http.StatusForbidden},
		"another host":                 {[]string{"Sec-Fetch-Site", "same-site"}, http.StatusForbidden},
		"another site, an old browser": {[]string{"Origin", "https://evil.example.com"}, http.StatusForbidden},
	} {
		wantStatus(t, name, o.send(http.MethodPost, "/api/v1/desk/tokens", form, append(c.headers, cookie...)...), c.status)
	}
	evil := []string{"Origin", "https://evil.example.com", "Sec-Fetch-Site", "cross-site"}
	wantStatus(t, "sign in from another site", o.signInWith("olena@example.org", goodPassword, evil...), http.StatusForbidden)
	wantStatus(t, "sign out from another site", o.ask(t, http.MethodDelete, "/api/v1/session", "", append(evil, cookie...)...), http.StatusForbidden)
	user := `{"email":"b@example.org"}`
	wantStatus(t, "a token needs no protection", o.send(http.MethodPost, "/api/v1/desk/users", user, append(bearer(o.token(a.ID)), evil...)...), http.StatusCreated)
	// A browser that was given a token as the password of Basic sends it by itself.
	basic := []string{"Authorization", "Basic " + base64.StdEncoding.EncodeToString([]byte("x:"+o.token(a.ID)))}
	wantStatus(t, "a token by Basic", o.send(http.MethodPost, "/api/v1/desk/users", `{"email":"c@example.org"}`, basic...), http.StatusCreated)
	wantStatus(t, "a token by Basic from another site", o.send(http.MethodPost, "/api/v1/desk/users", `{"email":"d@example.org"}`, append(basic, evil...)...), http.StatusForbidden)
	for _, path := range []string{"/api/v1/session", "/api/v1/desk/users"} {
		got := o.get(t, path, append(evil[:2:2], cookie...)...)
		asked := o.ask(t, http.MethodOptions, path, "", "Origin", "https://evil.example.com", "Access-Control-Request-Method", "POST")
		for _, h := range []http.Header{got.Header(), asked.Header()} {
			if h.Get("Access-Control-Allow-Origin") != "" || h.Get("Access-Control-Allow-Methods") != "" || h.Get("Cross-Origin-Resource-Policy") != "same-origin" {
				t.Errorf("%s: %v", path, h)
			}
		}
	}
}

// Whatever people sign in with is in no line of the log, nor in an answer that
// goes wrong.
func TestNoSecretIsLogged(t *testing.T) {
	t.Parallel()
	o := newReception(t)
	a := o.person("olena@example.org", asAdmin)
	token := o.token(a.ID)
	cookie := o.cookie("olena@example.org")
	o.signInWith("olena@example.org", "wrong-secret-word")
	o.get(t, "/api/v1/desk/users", bearer(token)...)
	o.get(t, "/api/v1/desk/users", bearer(token+"x")...)
	text := o.send(http.MethodPost, "/api/v1/desk/tokens", `{"name":"n"}`, cookie...).json(t)["text"].(string)
	created := o.send(http.MethodPost, "/api/v1/desk/users", `{"email":"b@example.org"}`, cookie...).json(t)["password"].(string)
	bad := o.send(http.MethodPost, "/api/v1/desk/users", `{"email":"c@example.org","password":"c@example.org"}`, cookie...)
	wantStatus(t, "a bad password", bad, http.StatusBadRequest)
	o.send(http.MethodPost, "/api/v1/session/password", `{"present":"`+goodPassword+`","new":"eleven loud geese"}`, cookie...)
	log := o.log.String()
	if strings.Count(log, "\n") < 8 {
		t.Fatalf("log %s", log)
	}
	for _, word := range []string{goodPassword, "wrong-secret-word", "eleven loud geese", token, text, created, strings.Split(cookie[1], "=")[1]} {
		if strings.Contains(log, word) {
			t.Errorf("the log has %s", word)
		}
	}
	if strings.Contains(bad.Body.String(), `"got":"c@example.org"`) {
		t.Errorf("the answer repeats the password: %s", bad.Body)
	}
}

func FuzzAuthorization(f *testing.F) {
	for _, header := range []string{"", "Bearer x", "Basic Og==", "Basic YTpi", "bearer", "Bearer lb_" + strings.Repeat("a", 38), "Basic \x00", "Digest a=b", "Basic OmE=,", " Bearer  x "} {
		f.Add(header)
	}
	f.Fuzz(func(t *testing.T, header string) {
		token, basic, ok := readAuthorization([]string{header})
		if ok && (token == "" || !basic && strings.ContainsAny(token, " ,")) || !ok && token != "" && !basic {
			t.Errorf("%q: %q %v %v", header, token, basic, ok)
		}
	})
}
