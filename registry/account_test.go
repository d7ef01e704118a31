package registry_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"landbank/registry"
	"landbank/registry/criteria"
)

func TestPasswords(t *testing.T) {
	t.Parallel()
	const email = "olena.k@example.org"
	for _, good := range []string{"twelve quiet herons", "коротка річка 7", "correct horse battery", "x9$kLm2!qRtZ", "a-b2c-d4e-f6g-h8", strings.Repeat("відро ", 21)} {
		if err := registry.CheckPassword("/password", good, email); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for name, bad := range map[string]string{
		"short": "eleven char", "long": strings.Repeat("відро і ", 17), "empty": "", "not UTF-8": "twelve quiet herons\xff",
		"the address": email, "the address in capitals": strings.ToUpper(email), "the address and a little": email + "2026!", "its name twice": "olena.kolena.k",
		"one character": "aaaaaaaaaaaa", "three characters": "abcabcabcabc", "a row": "abcdefghijklmnop", "a row down": "9876543210987654",
		"a row of keys": "qwertyuiop12", "a known one": "Password1234", "known ones": "letmeinAdmin!", "in Ukrainian": "парольПароль",
		"the product": "landbank2026", "keys in Ukrainian": "йцукенйцукен",
	} {
		err := registry.CheckPassword("/new", bad, email)
		var faults criteria.Faults
		if !errors.As(err, &faults) || len(faults) != 1 || faults[0].Name != "/new" {
			t.Errorf("%s: %v", name, err)
		}
		if len(bad) > 3 && strings.Contains(err.Error(), bad) {
			t.Errorf("%s: the fault repeats the password: %v", name, err)
		}
	}
	if registry.NormalPassword("\u0439") != registry.NormalPassword("\u0438\u0306") {
		t.Error("composed and decomposed characters make two passwords")
	}
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	for _, good := range []string{"a@b", "olena.k+desk@example.org", "олена@приклад.укр", "a'b@example.org"} {
		if err := registry.CheckEmail(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{"", "a", "@b", "a@", "a b@c", "a@b@c", "a@b.", "a@.b", "a@b..c", "a\n@b", "<a@b>", "a@b, c@d", strings.Repeat("a", 250) + "@b.cd", "\xff@b"} {
		if registry.CheckEmail(bad) == nil {
			t.Errorf("%q passes", bad)
		}
	}
	if registry.FoldEmail(" Straße@EXAMPLE.org ") != registry.FoldEmail("STRASSE@example.ORG") {
		t.Error("letters of either case are not the same")
	}
}

func TestGrants(t *testing.T) {
	t.Parallel()
	have := []registry.Grant{{Role: registry.Viewer}, {Role: registry.Editor, Territory: "UA14"}}
	more := registry.WithGrant(have, registry.Grant{Role: registry.Reviewer, Territory: "UA14"})
	if want := []registry.Grant{{Role: registry.Viewer}, {Role: registry.Reviewer, Territory: "UA14"}}; !slices.Equal(more, want) {
		t.Errorf("with: %v", more)
	}
	if less := registry.WithoutGrant(have, ""); len(less) != 1 || len(have) != 2 {
		t.Errorf("without: %v of %v", less, have)
	}
}

func TestDelaysGrow(t *testing.T) {
	t.Parallel()
	got := registry.Throttle{Free: 2, Most: 10 * time.Second}.Delays()
	want := []time.Duration{0, 0, time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 10 * time.Second}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// A token makes no other one, and ends only itself.
func TestWhoMayMakeAndRevokeTokens(t *testing.T) {
	t.Parallel()
	session := registry.Account{ID: 5, Grants: []registry.Grant{{Role: registry.Viewer}}}.Principal()
	token := session
	token.Token = 8
	admin := registry.Account{ID: 6, Grants: []registry.Grant{{Role: registry.Admin}}}.Principal()
	for name, c := range map[string]struct {
		p            registry.Principal
		make, revoke bool // of account 5: a token; token 7
	}{"session": {session, true, true}, "token": {token, false, false}, "administrator": {admin, false, true},
		"public": {registry.Principal{}, false, false}, "command line": {registry.Operator, true, true}} {
		if got := c.p.AuthorizeToken(5) == nil; got != c.make {
			t.Errorf("%s may make one: %v", name, got)
		}
		if got := c.p.MayRevoke(registry.Token{ID: 7, Account: 5}); got != c.revoke {
			t.Errorf("%s may revoke one: %v", name, got)
		}
	}
	if !token.MayRevoke(registry.Token{ID: 8, Account: 5}) {
		t.Error("a token may not revoke itself")
	}
}
