package api

import (
	"bufio"
	"encoding/json"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"

	"landbank/api/signon"
	"landbank/registry"
)

// provider starts a real OpenID Connect provider, which sends browsers back to
// the address, and gives its issuer.
func provider(t *testing.T, back string) string {
	t.Helper()
	const folder = "../e2e"
	missing := t.Skip // of somebody who runs the tests of one package
	if os.Getenv("LANDBANK_TOOLS") == "all" {
		missing = t.Fatal // of make
	}
	if _, err := exec.LookPath("node"); err != nil {
		missing("node is not installed: get it from https://nodejs.org/")
	}
	if _, err := os.Stat(folder + "/node_modules/oidc-provider"); err != nil {
		missing("the npm package oidc-provider is not installed: run make e2e-modules")
	}
	cmd := exec.Command("node", "provider/provider.mjs", back)
	cmd.Dir, cmd.Stderr = folder, os.Stderr
	input, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = input.Close() // which ends it
		_ = cmd.Wait()
	})
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "http://127.0.0.1:") {
			return lines.Text()
		}
	}
	t.Fatal("the provider did not start")
	return ""
}

// signOnDesk is a service with a provider, and a browser.
type signOnDesk struct {
	*reception
	base    string
	browser *http.Client
	steps   []string // addresses that the browser was sent to
}

func newSignOnDesk(t *testing.T, change ...func(*Deps)) *signOnDesk {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	base := "http://" + server.Listener.Addr().String()
	issuer := provider(t, base+signOnPath+"/callback")
	d := &signOnDesk{base: base}
	d.reception = newReception(t, append([]func(*Deps){func(deps *Deps) {
		deps.Settings.PublicURL = base
		deps.Settings.SignOn = signon.Settings{Issuer: issuer, ClientID: "landbank", ClientSecret: "a secret of the test"}
	}}, change...)...)
	server.Config.Handler = d.engine
	server.Start()
	t.Cleanup(server.Close)
	d.newBrowser()
	return d
}

func (d *signOnDesk) newBrowser() {
	jar, err := cookiejar.New(nil)
	if err != nil {
		d.t.Fatal(err)
	}
	d.browser = &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		d.steps = append(d.steps, r.URL.String())
		if strings.HasPrefix(r.URL.String(), d.base) && !strings.HasPrefix(r.URL.Path, signOnPath) {
			return http.ErrUseLastResponse // back on a page of ours
		}
		return nil
	}}
}

// signOn goes to the provider as a person and comes back. It gives the address
// of the page that the browser ends on.
func (d *signOnDesk) signOn(person string) string {
	d.t.Helper()
	d.steps = nil
	first := *d.browser
	first.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	begun, err := first.Get(d.base + signOnPath + "?return=/desk/sites%3Fpage%3D2")
	if err != nil {
		d.t.Fatal(err)
	}
	_ = begun.Body.Close()
	target := begun.Header.Get("Location")
	if begun.StatusCode != http.StatusSeeOther || !strings.Contains(target, "code_challenge_method=S256") {
		d.t.Fatalf("begin: %d %s", begun.StatusCode, target)
	}
	came, err := d.browser.Get(target + "&login_hint=" + person)
	if err != nil {
		d.t.Fatal(err)
	}
	_ = came.Body.Close()
	return strings.TrimPrefix(came.Header.Get("Location"), d.base)
}

// who asks the service who the browser is.
func (d *signOnDesk) who() sessionJSON {
	d.t.Helper()
	answer, err := d.browser.Get(d.base + sessionPath)
	if err != nil {
		d.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	var out sessionJSON
	if err := json.NewDecoder(answer.Body).Decode(&out); err != nil {
		d.t.Fatal(err)
	}
	return out
}

func TestSingleSignOn(t *testing.T) {
	t.Parallel()
	d := newSignOnDesk(t)
	known := d.person("Olena@example.org", asAdmin)
	const page = "/desk/sites?page=2"
	if !d.who().SignIn.OIDC {
		t.Error("nobody is told that there is single sign-on")
	}
	if at := d.signOn("olena"); at != page {
		t.Errorf("matched by address: %s\n%s", at, d.log)
	}
	if who := d.who(); who.Principal == nil || who.Principal.Account != known.ID || len(who.Operations) == 0 {
		t.Errorf("matched by address: %+v", who)
	}
	d.newBrowser()
	if at := d.signOn("stranger"); at != page {
		t.Errorf("a stranger: %s", at)
	}
	if who := d.who(); who.Principal == nil || who.Principal.Email != "stranger@example.org" || who.Principal.Name != "A stranger" || len(who.Grants) != 0 {
		t.Errorf("a stranger: %+v", who)
	}
	for person, why := range map[string]string{"unverified": signOnUnverified, "deny": signOnRefused} {
		d.newBrowser()
		if at, want := d.signOn(person), "/desk/sites?page=2&sign_in="+why; at != want || d.who().Principal != nil {
			t.Errorf("%s: %s, want %s", person, at, want)
		}
	}
	d.person("boss@example.org", asAdmin) // whose address somebody claims
	d.newBrowser()
	if at := d.signOn("unverified"); !strings.HasSuffix(at, signOnUnverified) || d.who().Principal != nil {
		t.Errorf("another's address: %s", at)
	}
	yes := true
	stranger, err := d.store.Accounts(t.Context(), registry.Operator, registry.AccountQuery{Email: "stranger@example.org"})
	if err != nil || len(stranger) != 1 {
		t.Fatal(stranger, err)
	}
	if _, err := d.store.ChangeAccount(t.Context(), registry.Operator, stranger[0].ID, registry.AccountChange{Disabled: &yes}); err != nil {
		t.Fatal(err)
	}
	d.newBrowser()
	if at := d.signOn("stranger"); !strings.HasSuffix(at, signOnDisabled) {
		t.Errorf("disabled: %s", at)
	}
	d.tellsNoSecrets()
}

// tellsNoSecrets looks for what the provider sent in the log.
func (d *signOnDesk) tellsNoSecrets() {
	d.t.Helper()
	log := d.log.String()
	for _, step := range d.steps {
		u, err := url.Parse(step)
		if err != nil {
			d.t.Fatal(err)
		}
		for name, values := range u.Query() {
			if (name == "code" || name == "state") && strings.Contains(log, values[0]) {
				d.t.Errorf("the log has the %s", name)
			}
		}
	}
	if strings.Contains(log, "a secret of the test") || !strings.Contains(log, signOnUnverified) {
		d.t.Errorf("log %s", log)
	}
}

// A code and a state are good once, in the browser that asked for them.
func TestSignOnIsForOneBrowserOnce(t *testing.T) {
	t.Parallel()
	d := newSignOnDesk(t, func(deps *Deps) { deps.Settings.SignOnRole = registry.Viewer })
	if d.signOn("stranger"); len(d.who().Grants) != 1 {
		t.Errorf("the role of new accounts: %+v", d.who())
	}
	callback := ""
	for _, step := range d.steps {
		if strings.HasPrefix(step, d.base+signOnPath+"/callback") {
			callback = strings.TrimPrefix(step, d.base)
		}
	}
	if callback == "" {
		t.Fatalf("steps %q", d.steps)
	}
	expired := func(name, target string, headers ...string) {
		t.Helper()
		got := d.ask(t, http.MethodGet, target, "", headers...)
		if got.Code != http.StatusSeeOther || !strings.HasSuffix(got.Header().Get("Location"), "sign_in="+signOnExpired) || strings.Contains(strings.Join(got.Header().Values("Set-Cookie"), ";"), sessionName) {
			t.Errorf("%s: %d %v", name, got.Code, got.Header())
		}
	}
	expired("in another browser", callback)
	expired("with a broken cookie", callback, "Cookie", signOnName+"=%%%")
	expired("without a state", signOnPath+"/callback?code=x")
	begun := d.get(t, signOnPath)
	expired("with another's state", callback, sent(begun)...)
	address, err := url.Parse(begun.Header().Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	code := callback[strings.Index(callback, "code=")+5:]
	code, _, _ = strings.Cut(code, "&")
	got := d.get(t, signOnPath+"/callback?code="+code+"&state="+address.Query().Get("state"), sent(begun)...)
	if at := got.Header().Get("Location"); !strings.HasSuffix(at, "/desk?sign_in="+signOnRefused) {
		t.Errorf("a code that was used: %d %s", got.Code, at)
	}
}

func TestSignOnThatCannotBe(t *testing.T) {
	t.Parallel()
	without := newReception(t)
	for _, path := range []string{signOnPath, signOnPath + "/callback?code=a&state=b"} {
		wantStatus(t, path, without.get(t, path), http.StatusNotFound)
	}
	closed := newReception(t, func(d *Deps) {
		d.Settings.SignOn = signon.Settings{Issuer: "http://127.0.0.1:1", ClientID: "landbank"}
	})
	got := closed.get(t, signOnPath)
	if at := got.Header().Get("Location"); got.Code != http.StatusSeeOther || at != "https://land.example.org/desk?sign_in="+signOnUnavailable {
		t.Errorf("a provider that is not there: %d %s", got.Code, at)
	}
	for _, away := range []string{"https://evil.example.com/", "//evil.example.com", `/\evil.example.com`, "desk", "javascript:alert(1)", "/a\r\nb"} {
		checkFaults(t, closed.get(t, signOnPath+"?return="+url.QueryEscape(away)), query("return", "bad_value"))
	}
}
