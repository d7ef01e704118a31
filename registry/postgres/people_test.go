package postgres_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"landbank/registry"
)

func TestAccountsAreKeptByWhoMay(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.territories()
	admin := d.person("Olena@Example.org", everywhere)
	viewer := d.person("v@example.org", asViewer, registry.Grant{Role: registry.Admin, Territory: "UA14"})
	if admin.Name != "Olena" || !admin.HasPassword || admin.OneTime || admin.Version != 1 || !slices.Equal(admin.Grants, []registry.Grant{everywhere}) {
		t.Errorf("account %+v", admin)
	}
	ctx, a := t.Context(), admin.Principal()
	for name, p := range map[string]registry.Principal{"the public": {}, "a viewer": viewer.Principal(),
		"a token without it": {ID: a.ID, Grants: a.Grants, Scope: []registry.Operation{registry.ReadSite}}} {
		_, err := d.store.Accounts(ctx, p, registry.AccountQuery{})
		wantError(t, name+" lists", err, registry.ErrForbidden)
		_, err = d.store.Account(ctx, p, viewer.ID)
		wantError(t, name+" reads", err, registry.ErrForbidden)
		_, _, err = d.store.CreateAccount(ctx, p, registry.NewAccount{Email: "n@example.org"})
		wantError(t, name+" creates", err, registry.ErrForbidden)
		_, err = d.store.ChangeAccount(ctx, p, viewer.ID, registry.AccountChange{Grants: &[]registry.Grant{everywhere}})
		wantError(t, name+" grants", err, registry.ErrForbidden)
		_, err = d.store.SetPassword(ctx, p, admin.ID, "")
		wantError(t, name+" sets a password", err, registry.ErrForbidden)
		_, err = d.store.Tokens(ctx, p, registry.TokenQuery{Everybody: true})
		wantError(t, name+" lists tokens", err, registry.ErrForbidden)
		_, err = d.store.Audit(ctx, p, registry.AuditQuery{})
		wantError(t, name+" reads the audit log", err, registry.ErrForbidden)
	}
	list, err := d.store.Accounts(ctx, a, registry.AccountQuery{})
	if err != nil || len(list) != 2 || list[0].Email != "Olena@Example.org" || list[1].Email != "v@example.org" {
		t.Errorf("accounts %+v (%v)", list, err)
	}
	one, err := d.store.Accounts(ctx, a, registry.AccountQuery{Email: " OLENA@example.ORG "})
	if err != nil || len(one) != 1 || one[0].ID != admin.ID {
		t.Errorf("by e-mail address: %+v (%v)", one, err)
	}
	_, err = d.store.Account(ctx, a, 4711)
	wantError(t, "no such account", err, registry.ErrNotFound)
}

func TestNewAccountsAreChecked(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	d.person("a@example.org", everywhere)
	for name, c := range map[string]struct {
		account registry.NewAccount
		at      string
	}{
		"no address":        {registry.NewAccount{Email: "a", Name: "A"}, "/email"},
		"short password":    {registry.NewAccount{Email: "b@example.org", Password: "short"}, "/password"},
		"unknown role":      {registry.NewAccount{Email: "b@example.org", Grants: []registry.Grant{{Role: "boss"}}}, "/grants/0/role"},
		"unknown territory": {registry.NewAccount{Email: "b@example.org", Grants: []registry.Grant{asViewer, {Role: registry.Editor, Territory: "XX"}}}, "/grants/1/territory"},
		"two roles":         {registry.NewAccount{Email: "b@example.org", Grants: []registry.Grant{asViewer, everywhere}}, "/grants/1/territory"},
	} {
		_, _, err := d.store.CreateAccount(ctx, registry.Operator, c.account)
		wantFault(t, name, err, c.at)
	}
	_, _, err := d.store.CreateAccount(ctx, registry.Operator, registry.NewAccount{Email: "A@EXAMPLE.org"})
	wantError(t, "taken", err, registry.ErrEmailTaken)
	account, password, err := d.store.CreateAccount(ctx, registry.Operator, registry.NewAccount{Email: "b@example.org"})
	if err != nil || len(password) < registry.LeastPassword || account.OneTime {
		t.Fatalf("%+v %q (%v)", account, password, err)
	}
	if _, _, err := d.signIn("b@example.org", password); err != nil {
		t.Errorf("with the password that was made up: %v", err)
	}
	account, password, err = d.store.CreateAccount(ctx, registry.Operator, registry.NewAccount{Email: "c@example.org", WithoutPassword: true})
	if err != nil || password != "" || account.HasPassword {
		t.Errorf("%+v %q (%v)", account, password, err)
	}
	_, _, err = d.signIn("c@example.org", "")
	wantError(t, "without a password", err, registry.ErrUnknown)
}

func TestChangesOfAccounts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.territories()
	ctx := t.Context()
	admin := d.person("a@example.org", everywhere).Principal()
	p := d.person("p@example.org", asViewer, registry.Grant{Role: registry.Editor, Territory: "UA14"})
	name, grants := "Petro", []registry.Grant{{Role: registry.Reviewer, Territory: "UA14"}, {Role: registry.Editor, Territory: "UA32"}}
	got, err := d.store.ChangeAccount(ctx, admin, p.ID, registry.AccountChange{Version: 1, Name: &name, Grants: &grants})
	if err != nil || got.Name != name || !slices.Equal(got.Grants, grants) || got.Version != 2 {
		t.Errorf("%+v (%v)", got, err)
	}
	_, err = d.store.ChangeAccount(ctx, admin, p.ID, registry.AccountChange{Version: 1, Name: &name})
	wantError(t, "an older version", err, registry.ErrAccountChanged)
	_, err = d.store.ChangeAccount(ctx, admin, p.ID, registry.AccountChange{Grants: &[]registry.Grant{{Role: registry.Editor, Territory: "XX"}}})
	wantFault(t, "no such territory", err, "/grants/0/territory")
	empty := ""
	_, err = d.store.ChangeAccount(ctx, admin, p.ID, registry.AccountChange{Name: &empty})
	wantFault(t, "no name", err, "/name")
	_, err = d.store.ChangeAccount(ctx, admin, 4711, registry.AccountChange{})
	wantError(t, "no such account", err, registry.ErrNotFound)

	entries, err := d.store.Audit(ctx, admin, registry.AuditQuery{Account: p.ID})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, e := range slices.Backward(entries) {
		line := e.Actor + " " + string(e.Action)
		if e.Detail["role"] != nil {
			line += " " + e.Detail["role"].(string) + " " + e.Detail["territory"].(string)
		}
		lines = append(lines, line)
	}
	want := []string{"cli account.create", "cli grant.add viewer ", "cli grant.add editor UA14", "user:1 account.rename",
		"user:1 grant.remove viewer ", "user:1 grant.remove editor UA14", "user:1 grant.add reviewer UA14", "user:1 grant.add editor UA32"}
	if !slices.Equal(lines, want) {
		t.Errorf("audit log\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	for _, sql := range []string{"update audit_log set actor = 'x'", "delete from audit_log", "truncate audit_log"} {
		if _, err := d.conn.Exec(ctx, sql); err == nil {
			t.Errorf("%s: no error", sql)
		}
	}
}

// However they try, and at the same time: one administrator stays.
func TestTheLastAdministratorStays(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.territories()
	one, two := d.person("a@example.org", everywhere), d.person("b@example.org", everywhere)
	yes := true
	var both sync.WaitGroup
	var errs [2]error
	for i, step := range []struct{ by, of registry.Account }{{one, two}, {two, one}} {
		both.Go(func() {
			_, errs[i] = d.store.ChangeAccount(t.Context(), step.by.Principal(), step.of.ID, registry.AccountChange{Disabled: &yes})
		})
	}
	both.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Fatalf("both or none disabled the other: %v", errs)
	}
	left := one
	if errs[0] != nil {
		wantError(t, "disable", errs[0], registry.ErrLastAdmin)
		left = two
	} else {
		wantError(t, "disable", errs[1], registry.ErrLastAdmin)
	}
	_, err := d.store.ChangeAccount(t.Context(), registry.Operator, left.ID, registry.AccountChange{Grants: &[]registry.Grant{{Role: registry.Admin, Territory: "UA"}}})
	wantError(t, "grants", err, registry.ErrLastAdmin)
}

// What lies in the database is nothing to sign in with.
func TestNoSecretsAreKept(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	a := d.person("a@example.org", everywhere)
	session, who := d.session("a@example.org")
	token, _, err := d.store.CreateToken(t.Context(), who.Principal, registry.NewToken{Account: a.ID, Name: "GIS", Days: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"account", "session", "access_token", "login_attempt", "audit_log"} {
		for _, row := range d.texts("select x::text from " + table + " x") {
			for _, word := range []string{goodPassword, session, token, strings.TrimPrefix(token, "lb_")} {
				if strings.Contains(row, word) {
					t.Errorf("%s holds a secret: %s", table, row)
				}
			}
		}
	}
	if hash := ask[string](d, "select password_hash from account"); !strings.HasPrefix(hash, "$argon2id$v=19$") {
		t.Errorf("hash %s", hash)
	}
}
