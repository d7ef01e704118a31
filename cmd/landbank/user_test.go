package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"landbank/internal/testdb"
)

// typed runs a command line with something on the standard input.
func (s *said) typed(t *testing.T, input string, args ...string) int {
	t.Helper()
	c := s.console(nil)
	c.in = strings.NewReader(input)
	return run(t.Context(), c, args)
}

// registryOf runs command lines on one database.
type registryOf struct {
	t   *testing.T
	url string
}

// does runs a command line that has to succeed and gives both outputs.
func (r registryOf) does(input string, args ...string) (out, err string) {
	r.t.Helper()
	var s said
	if code := s.typed(r.t, input, append(args, "--database", r.url)...); code != 0 {
		r.t.Fatalf("%v: exit code %d, said %q", args, code, &s.err)
	}
	return s.out.String(), s.err.String()
}

// fails runs a command line that has to end with the code and say the words in one sentence.
func (r registryOf) fails(code int, says string, input string, args ...string) {
	r.t.Helper()
	var s said
	got := s.typed(r.t, input, append(args, "--database", r.url)...)
	if got != code || !strings.Contains(s.err.String(), says) || strings.Count(s.err.String(), "\n") != 1 || s.out.Len() > 0 {
		r.t.Errorf("%v: exit code %d, said %q %q", args, got, &s.err, &s.out)
	}
}

func TestUsersFromTheCommandLine(t *testing.T) {
	t.Parallel()
	r := registryOf{t, testdb.Clone(t)}
	out, said := r.does("", "user", "add", "--email", "olena@example.org", "--role", "admin")
	if !regexp.MustCompile(`^[a-z2-9-]{23}\n$`).MatchString(out) || !strings.Contains(said, "olena@example.org has an account: admin.") {
		t.Errorf("a password that is made up: %q, said %q", out, said)
	}
	out, said = r.does("twelve quiet herons\n", "user", "add", "--email", "petro@example.org", "--name", "Петро")
	if out != "" || strings.Contains(said, "herons") || !strings.Contains(said, "no role") {
		t.Errorf("a password of one's own: %q, said %q", out, said)
	}
	r.fails(1, "there is an account", "", "user", "add", "--email", "PETRO@example.org")
	r.fails(1, "12 to 128 characters", "short\n", "user", "add", "--email", "x@example.org")
	r.fails(1, "e-mail address", "", "user", "add", "--email", "x")
	r.fails(2, "--email", "", "user", "add")
	r.fails(2, "viewer, editor, reviewer and admin", "", "user", "add", "--email", "x@example.org", "--role", "boss")
	r.fails(2, "--role", "", "user", "add", "--email", "x@example.org", "--territory", "UA")
	r.fails(2, "no arguments", "", "user", "list", "x")

	r.does("", "user", "grant", "--email", "petro@example.org", "--role", "viewer")
	_, said = r.does("", "user", "grant", "--email", "Petro@example.org", "--role", "editor")
	if !strings.Contains(said, "petro@example.org is active: editor.") {
		t.Errorf("said %q", said)
	}
	r.fails(1, "code of a territory", "", "user", "grant", "--email", "petro@example.org", "--role", "editor", "--territory", "XX")
	r.fails(1, "no such role", "", "user", "revoke", "--email", "petro@example.org", "--territory", "XX")
	r.does("", "user", "revoke", "--email", "petro@example.org")
	r.fails(1, "user list", "", "user", "grant", "--email", "nobody@example.org", "--role", "editor")
	r.fails(1, "last administrator", "", "user", "disable", "--email", "olena@example.org")
	r.does("", "user", "disable", "--email", "petro@example.org")
	out, _ = r.does("", "user", "list")
	if lines := strings.Split(out, "\n"); len(lines) != 4 || !strings.Contains(lines[1], "olena@example.org") || !strings.Contains(lines[2], "disabled") {
		t.Errorf("list\n%s", out)
	}
	r.fails(1, "is disabled", "", "token", "create", "--email", "petro@example.org")
	r.does("", "user", "enable", "--email", "petro@example.org")
	if out, _ = r.does("", "user", "password", "--email", "petro@example.org"); len(out) != 24 {
		t.Errorf("password %q", out)
	}
}

func TestTokensFromTheCommandLine(t *testing.T) {
	t.Parallel()
	r := registryOf{t, testdb.Clone(t)}
	r.does("", "user", "add", "--email", "olena@example.org", "--role", "admin")
	out, _ := r.does("", "token", "create", "--email", "olena@example.org", "--scope", "site.read, site.edit", "--days", "7", "--name", "GIS")
	if !regexp.MustCompile(`^lb_[0-9A-Za-z]{38}\n$`).MatchString(out) {
		t.Errorf("token %q", out)
	}
	r.fails(1, "operation", "", "token", "create", "--email", "olena@example.org", "--scope", "site.eat")
	r.fails(1, "1 to 366", "", "token", "create", "--email", "olena@example.org", "--days", "400")
	if list, _ := r.does("", "token", "list"); !strings.Contains(list, "site.read,site.edit") || !strings.Contains(list, "good until") || strings.Contains(list, strings.TrimSpace(out)) {
		t.Errorf("list\n%s", list)
	}
	r.does("", "token", "revoke", "1")
	r.fails(1, "no token 7", "", "token", "revoke", "7")
	var s said
	if code := s.landbank(t, nil, "token", "revoke", strings.TrimSpace(out), "--database", r.url); code != 2 || strings.Contains(s.err.String(), strings.TrimSpace(out)) {
		t.Errorf("a token in the place of its number: %d %q", code, &s.err)
	}
	if list, _ := r.does("", "token", "list"); !strings.Contains(list, "revoked") {
		t.Errorf("list\n%s", list)
	}
}

func TestServeSaysHowToMakeTheFirstAdministrator(t *testing.T) {
	t.Parallel()
	url := testdb.Clone(t)
	var before, after said
	_, stop := serving(t, &before, "--database", url, "--demo", "never")
	stop()
	if !strings.Contains(before.err.String(), "landbank user add --email YOU@EXAMPLE.ORG --role admin --database URL") {
		t.Errorf("said %q", &before.err)
	}
	registryOf{t, url}.does("", "user", "add", "--email", "olena@example.org", "--role", "admin")
	_, stop = serving(t, &after, "--database", url, "--demo", "never")
	stop()
	if strings.Contains(after.err.String(), "user add") {
		t.Errorf("said %q", &after.err)
	}
	at := where{data: new(string), database: new(string)}
	*at.data = "/srv/it's here"
	if got := at.flags(); got != `--data '/srv/it'\''s here'` {
		t.Errorf("flags %s", got)
	}
}

func TestSettingsOfSignOn(t *testing.T) {
	t.Parallel()
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte(" \n"), 0o600); err != nil {
		t.Fatal(err)
	}
	const issuer = "--oidc-issuer=https://login.example.org"
	for name, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"no issuer":     {[]string{"--oidc-client-id", "x"}, 2, "--oidc-issuer"},
		"no address":    {[]string{"--oidc-issuer", "login"}, 2, "https://"},
		"no client":     {[]string{issuer}, 2, "--oidc-client-id"},
		"no such role":  {[]string{issuer, "--oidc-client-id", "x", "--oidc-default-role", "boss"}, 2, "boss"},
		"no file":       {[]string{issuer, "--oidc-client-id", "x", "--oidc-client-secret-file", secret + "x"}, 1, "secret"},
		"empty file":    {[]string{issuer, "--oidc-client-id", "x", "--oidc-client-secret-file", secret}, 1, "holds no secret"},
		"short session": {[]string{"--session-limit", "1s"}, 2, "--session-limit"},
	} {
		var s said
		if code := s.landbank(t, nil, append([]string{"serve", "--data", t.TempDir()}, c.args...)...); code != c.code || !strings.Contains(s.err.String(), c.says) {
			t.Errorf("%s: exit code %d, said %q", name, code, &s.err)
		}
	}
}
