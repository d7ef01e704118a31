package postgres_test

import (
	"slices"
	"testing"

	"landbank/registry"
	"landbank/registry/secret"
)

func TestTokens(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	admin, other := d.person("a@example.org", everywhere), d.person("b@example.org", everywhere)
	p := admin.Principal()
	make := func(n registry.NewToken) (string, registry.Token) {
		t.Helper()
		text, token, err := d.store.CreateToken(ctx, p, n)
		if err != nil {
			t.Fatal(err)
		}
		return text, token
	}
	whole, first := make(registry.NewToken{Account: admin.ID, Name: "GIS", Days: 90})
	narrow, second := make(registry.NewToken{Account: admin.ID, Name: "Reports", Days: 1, Scope: []registry.Operation{registry.ReadSite}})
	who, err := d.store.ByToken(ctx, whole)
	if err != nil || who.Account.ID != admin.ID || !who.Principal.Can(registry.ManageUsers) || who.Principal.Token != first.ID {
		t.Errorf("%+v (%v)", who, err)
	}
	limited, err := d.store.ByToken(ctx, narrow)
	if err != nil || limited.Principal.Can(registry.ManageUsers) || !limited.Principal.Can(registry.ReadSite) {
		t.Errorf("%+v (%v)", limited, err)
	}
	for _, text := range []string{"", "lb_", secret.NewToken(), whole + "x"} {
		_, err := d.store.ByToken(ctx, text)
		wantError(t, text, err, registry.ErrUnknown)
	}
	_, _, err = d.store.CreateToken(ctx, who.Principal, registry.NewToken{Account: admin.ID, Name: "x", Days: 1})
	wantError(t, "a token makes a token", err, registry.ErrForbidden)
	_, _, err = d.store.CreateToken(ctx, p, registry.NewToken{Account: other.ID, Name: "x", Days: 1})
	wantError(t, "for another", err, registry.ErrForbidden)
	for name, c := range map[string]registry.NewToken{"/name": {Days: 1}, "/days": {Name: "x"}, "/scope/0": {Name: "x", Days: 1, Scope: []registry.Operation{"site.eat"}},
		"/scope/1": {Name: "x", Days: 366, Scope: []registry.Operation{registry.ReadSite, registry.ReadSite}}} {
		c.Account = admin.ID
		_, _, err := d.store.CreateToken(ctx, p, c)
		wantFault(t, name, err, name)
	}
	list, err := d.store.Tokens(ctx, p, registry.TokenQuery{})
	if err != nil || len(list) != 2 || list[0].ID != second.ID || list[1].LastUsedAt == nil || !slices.Equal(list[0].Scope, []registry.Operation{registry.ReadSite}) {
		t.Errorf("tokens %+v (%v)", list, err)
	}
	if theirs, err := d.store.Tokens(ctx, other.Principal(), registry.TokenQuery{}); err != nil || len(theirs) != 0 {
		t.Errorf("of another: %+v (%v)", theirs, err)
	}
	if all, err := d.store.Tokens(ctx, other.Principal(), registry.TokenQuery{Everybody: true}); err != nil || len(all) != 2 || all[0].Email != "a@example.org" {
		t.Errorf("of everybody: %+v (%v)", all, err)
	}
}

// Tokens end by age, by being revoked, and with their account.
func TestTokensEnd(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	admin, viewer := d.person("a@example.org", everywhere), d.person("v@example.org", asViewer)
	yes := true
	for name, end := range map[string]func(registry.Token){
		"age": func(registry.Token) { d.run("update access_token set expires_at = now()") },
		"revoked": func(k registry.Token) {
			wantError(t, "revoke", d.store.RevokeToken(ctx, viewer.Principal(), k.ID), nil)
			wantError(t, "revoke again", d.store.RevokeToken(ctx, viewer.Principal(), k.ID), nil)
		},
		"revoked by an administrator": func(k registry.Token) {
			wantError(t, "revoke", d.store.RevokeToken(ctx, admin.Principal(), k.ID), nil)
		},
	} {
		text, token, err := d.store.CreateToken(ctx, viewer.Principal(), registry.NewToken{Account: viewer.ID, Name: "x", Days: 1})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.store.ByToken(ctx, text); err != nil {
			t.Errorf("%s: before: %v", name, err)
		}
		end(token)
		_, err = d.store.ByToken(ctx, text)
		wantError(t, name, err, registry.ErrUnknown)
	}
	text, token, err := d.store.CreateToken(ctx, registry.Operator, registry.NewToken{Account: admin.ID, Name: "x", Days: 1})
	if err != nil {
		t.Fatal(err)
	}
	wantError(t, "revoke another's", d.store.RevokeToken(ctx, viewer.Principal(), token.ID), registry.ErrNotFound)
	wantError(t, "revoke nothing", d.store.RevokeToken(ctx, admin.Principal(), 4711), registry.ErrNotFound)
	d.person("c@example.org", everywhere)
	_, err = d.store.ChangeAccount(ctx, registry.Operator, admin.ID, registry.AccountChange{Disabled: &yes})
	wantError(t, "disable", err, nil)
	_, err = d.store.ByToken(ctx, text)
	wantError(t, "of a disabled account", err, registry.ErrUnknown)
}

func TestSignOn(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	on := func(i registry.Identity, role registry.Role) (registry.SignedIn, error) {
		i.Issuer = "https://login.example.org"
		_, who, err := d.store.SignOn(ctx, i, registry.SignOnOptions{Role: role})
		return who, err
	}
	known := d.person("Known@example.org", everywhere)
	who, err := on(registry.Identity{Subject: "1", Email: "known@EXAMPLE.org", Verified: true, Name: "K"}, "")
	if err != nil || who.Account.ID != known.ID || !who.Account.HasOIDC || !who.Account.HasPassword {
		t.Errorf("matched by address: %+v (%v)", who, err)
	}
	who, err = on(registry.Identity{Subject: "1", Email: "changed@example.org"}, registry.Editor)
	if err != nil || who.Account.ID != known.ID {
		t.Errorf("known by subject: %+v (%v)", who, err)
	}
	who, err = on(registry.Identity{Subject: "2", Email: "new@example.org", Verified: true, Name: "Новий"}, "")
	if err != nil || who.Account.Name != "Новий" || len(who.Account.Grants) != 0 || who.Account.HasPassword {
		t.Errorf("new: %+v (%v)", who, err)
	}
	who, err = on(registry.Identity{Subject: "3", Email: "role@example.org", Verified: true, Name: "\x00"}, registry.Viewer)
	if err != nil || who.Account.Name != "role" || !slices.Equal(who.Account.Grants, []registry.Grant{asViewer}) {
		t.Errorf("new with a role: %+v (%v)", who, err)
	}
	for name, c := range map[string]struct {
		identity registry.Identity
		want     error
	}{
		"not vouched for":      {registry.Identity{Subject: "4", Email: "x@example.org"}, registry.ErrUnverified},
		"another's address":    {registry.Identity{Subject: "5", Email: "known@example.org"}, registry.ErrUnverified},
		"without an address":   {registry.Identity{Subject: "6", Verified: true}, registry.ErrUnverified},
		"address of a subject": {registry.Identity{Subject: "7", Email: "known@example.org", Verified: true}, registry.ErrUnknown},
	} {
		_, err := on(c.identity, registry.Admin)
		wantError(t, name, err, c.want)
	}
	d.run("update account set disabled_at = now() where email = 'new@example.org'")
	_, err = on(registry.Identity{Subject: "2", Email: "new@example.org", Verified: true}, "")
	wantError(t, "disabled", err, registry.ErrUnknown)
	if n := ask[int64](d, "select count(*) from account"); n != 3 {
		t.Errorf("%d accounts", n)
	}
}
