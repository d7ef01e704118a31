package cluster

import (
	"net/url"
	"strings"
	"testing"
)

func TestCheckOfAGivenDatabase(t *testing.T) {
	t.Parallel()
	c := start(t, options(folder(t)))
	exec1(t, c.AdminURL(), "create database latin encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0")
	exec1(t, c.AdminURL(), "create database plain template template0")
	exec1(t, c.AdminURL(), "create database roomy owner landbank template template0")

	for name, check := range map[string]struct {
		address string
		code    Code // "" for fit
	}{
		"its own":              {c.URL(), ""},
		"PostGIS can be added": {c.url(adminRole, "roomy"), ""},
		"may not add PostGIS":  {c.url(appRole, "plain"), NoPostGIS},
		"wrong encoding":       {c.url(adminRole, "latin"), NotUTF8},
		"no such database":     {c.url(appRole, "absent"), AccessRefused},
		"no such user":         {c.url("stranger", databaseName), AccessRefused},
		"nothing listens":      {"postgresql://u:secret@127.0.0.1:1/x", Unreachable},
		"no such socket":       {"postgresql://u@/x?host=/nonexistent", Unreachable},
		"no such host":         {"postgresql://u:secret@nowhere.invalid/x", Unreachable},
		"not an address":       {"postgresql://u:secret@host:port/x", MalformedAddress},
	} {
		err := Check(t.Context(), check.address)
		switch {
		case check.code == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case check.code != "" && !HasCode(err, check.code):
			t.Errorf("%s: got %v, want %s", name, err, check.code)
		case err != nil && (strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "\n")):
			t.Errorf("%s: not one sentence without the password: %v", name, err)
		}
	}
	if err := Check(t.Context(), c.url(appRole, "roomy")); err != nil {
		t.Errorf("PostGIS is there now: %v", err)
	}
}

func TestFactsOfADatabase(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		facts facts
		code  Code
	}{
		"fit":                      {facts{15, "UTF8", "3.3.2", "3.3.2"}, ""},
		"fit once PostGIS is made": {facts{17, "UTF8", "", "3.5.0"}, ""},
		"server too old":           {facts{14, "UTF8", "3.3.2", "3.3.2"}, ServerTooOld},
		"no PostGIS":               {facts{15, "UTF8", "", ""}, NoPostGIS},
		"PostGIS too old":          {facts{15, "UTF8", "3.1.0", "3.5.0"}, PostGISTooOld},
		"offered PostGIS too old":  {facts{15, "UTF8", "", "2.5.5"}, PostGISTooOld},
	} {
		err := c.facts.problem("it")
		if c.code == "" && err != nil || c.code != "" && !HasCode(err, c.code) {
			t.Errorf("%s: got %v, want %q", name, err, c.code)
		}
	}
}

func TestURLsAreReadByOtherPrograms(t *testing.T) {
	t.Parallel()
	c := &Cluster{socket: "/with space/socket"}
	parsed, err := url.Parse(c.URL())
	if err != nil {
		t.Fatal(err)
	}
	if parsed.Scheme != "postgresql" || parsed.User.Username() != appRole || parsed.Query().Get("host") != "/with space/socket" {
		t.Errorf("got %s", parsed)
	}
}

func TestRedacted(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"postgresql://u:secret@h/x", "host=h password=secret", "://secret"} {
		if got := Redacted(address); strings.Contains(got, "secret") {
			t.Errorf("%s is shown as %s", address, got)
		}
	}
}
