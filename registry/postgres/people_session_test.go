package postgres_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"landbank/registry"
	"landbank/registry/postgres"
)

func TestSigningIn(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	a := d.person("Olena@example.org", asViewer)
	text, who, err := d.signIn(" OLENA@Example.ORG", goodPassword)
	if err != nil || who.Account.ID != a.ID || who.Principal.ID != "user:1" || !who.Principal.Can(registry.ReadSite) || who.Principal.Token != 0 {
		t.Fatalf("%+v (%v)", who, err)
	}
	for name, c := range map[string][2]string{"wrong password": {"olena@example.org", goodPassword + "!"}, "unknown": {"o@example.org", goodPassword},
		"no password": {"olena@example.org", ""}, "nothing": {"", ""}} {
		_, _, err := d.signIn(c[0], c[1])
		wantError(t, name, err, registry.ErrUnknown)
	}
	if again, err := d.store.Session(t.Context(), text); err != nil || again.Account.LastSeenAt == nil || again.Account.ID != a.ID {
		t.Errorf("%+v (%v)", again, err)
	}
	if err := d.store.SignOut(t.Context(), text); err != nil {
		t.Fatal(err)
	}
	for _, ended := range []string{text, "", "x"} {
		_, err := d.store.Session(t.Context(), ended)
		wantError(t, "a session that is not", err, registry.ErrUnknown)
	}
}

// Sessions end by age, by disuse, by the next sign-in of the same browser, and
// when the account is disabled.
func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	a := d.person("a@example.org", asViewer)
	yes, no := true, false
	for name, end := range map[string]func(text string){
		"age":    func(string) { d.run("update session set expires_at = now()") },
		"disuse": func(string) { d.run("update session set used_at = now() - interval '2 hours'") },
		"replaced": func(text string) {
			_, _, err := d.store.SignIn(t.Context(), registry.Credentials{Email: a.Email, Password: goodPassword, Client: "192.0.2.1", Replaces: text})
			wantError(t, "sign in again", err, nil)
		},
		"disabled": func(string) {
			for _, change := range []*bool{&yes, &no} { // enabling does not bring it back
				_, err := d.store.ChangeAccount(t.Context(), registry.Operator, a.ID, registry.AccountChange{Disabled: change})
				wantError(t, "switch", err, nil)
			}
		},
		"password set by another": func(string) {
			_, err := d.store.SetPassword(t.Context(), registry.Operator, a.ID, goodPassword)
			wantError(t, "set", err, nil)
		},
	} {
		text, _ := d.session(a.Email)
		d.run("update session set used_at = now() - interval '119 minutes'")
		if _, err := d.store.Session(t.Context(), text); err != nil {
			t.Errorf("%s: before: %v", name, err)
		}
		if old := ask[bool](d, "select bool_or(used_at < now() - interval '1 minute') from session"); old {
			t.Errorf("%s: the use was not noted", name)
		}
		end(text)
		_, err := d.store.Session(t.Context(), text)
		wantError(t, name, err, registry.ErrUnknown)
		d.run("delete from session")
	}
	text, _ := d.session(a.Email)
	d.run("update account set disabled_at = now()") // as one that signed in at the same moment would find it
	_, err := d.store.Session(t.Context(), text)
	wantError(t, "of a disabled account", err, registry.ErrUnknown)
	_, _, err = d.signIn(a.Email, goodPassword)
	wantError(t, "disabled", err, registry.ErrUnknown)
}

func TestChangingThePassword(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	admin := d.person("a@example.org", everywhere)
	text, _ := d.session(admin.Email)
	other, _ := d.session(admin.Email)
	change := func(present, next string) (string, registry.SignedIn, error) {
		return d.store.ChangePassword(ctx, registry.PasswordChange{Session: text, Present: present, New: next, Client: "192.0.2.1"})
	}
	_, _, err := change("not the password", "eleven loud geese")
	wantFault(t, "wrong", err, "/present")
	for _, bad := range []string{"short", goodPassword, "a@example.org", "passwordpassword"} {
		_, _, err = change(goodPassword, bad)
		wantFault(t, bad, err, "/new")
	}
	next, who, err := change(goodPassword, "eleven loud geese")
	if err != nil || who.Account.ID != admin.ID || next == text {
		t.Fatalf("%+v (%v)", who, err)
	}
	for _, ended := range []string{text, other} {
		_, err := d.store.Session(ctx, ended)
		wantError(t, "sessions before the change", err, registry.ErrUnknown)
	}
	_, _, err = d.signIn(admin.Email, goodPassword)
	wantError(t, "the old password", err, registry.ErrUnknown)

	// One that an administrator sets is good for nothing but its change.
	one, password, err := d.store.CreateAccount(ctx, who.Principal, registry.NewAccount{Email: "b@example.org", Grants: []registry.Grant{everywhere}})
	if err != nil || !one.OneTime {
		t.Fatalf("%+v (%v)", one, err)
	}
	text, who, err = d.signIn("b@example.org", password)
	if err != nil || who.Principal.Can(registry.ReadSite) {
		t.Fatalf("%+v (%v)", who, err)
	}
	_, _, err = d.store.CreateToken(ctx, who.Principal, registry.NewToken{Account: one.ID, Name: "x", Days: 1})
	wantError(t, "a token by a one-time password", err, registry.ErrForbidden)
	_, who, err = change(password, goodPassword)
	if err != nil || !who.Principal.Can(registry.ManageUsers) || who.Account.OneTime {
		t.Errorf("%+v (%v)", who, err)
	}
}

// Failures are counted in the database, for every process that uses it, and the
// waits grow.
func TestSigningInIsThrottled(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	second, err := postgres.Open(t.Context(), d.url)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	d.person("a@example.org", asViewer)
	try := func(email, password string) error {
		_, _, err := second.SignIn(t.Context(), registry.Credentials{Email: email, Password: password, Client: "192.0.2.2"})
		return err
	}
	waits := func() int {
		return ask[int](d, "select round(extract(epoch from max(until - counted_at)))::int from login_attempt")
	}
	for _, email := range []string{"a@example.org", "nobody@example.org"} { // nobody can tell them apart
		for range registry.AccountThrottle.Free {
			_, _, err := d.signIn(email, "wrong")
			wantError(t, email, err, registry.ErrUnknown)
		}
		if got := waits(); got != 0 {
			t.Errorf("%s: waits %d s after the failures that are free", email, got)
		}
		for _, want := range []int{1, 2, 4} {
			wantError(t, email, try(email, "wrong"), registry.ErrUnknown)
			if got := waits(); got != want {
				t.Errorf("%s: waits %d s, want %d", email, got, want)
			}
			d.run("update login_attempt set until = counted_at")
		}
	}
	d.run("update login_attempt set failures = 100")
	wantError(t, "the longest wait", try("a@example.org", "wrong"), registry.ErrUnknown)
	if got := waits(); got != 15*60 { // of the place; one minute for the account
		t.Errorf("waits %d s at most", got)
	}
	d.run("delete from login_attempt")
	wantError(t, "one failure", try("a@example.org", "wrong"), registry.ErrUnknown)
	d.run("update login_attempt set until = now() + interval '1 minute'")
	var throttled *registry.ThrottledError
	if err := try("a@example.org", goodPassword); !errors.As(err, &throttled) || throttled.Wait <= 0 || throttled.Wait > time.Minute {
		t.Errorf("too early with the right password: %v", err)
	}
	if err := try("b@example.org", "wrong"); !errors.As(err, &throttled) { // the place waits too
		t.Errorf("another account from there: %v", err)
	}
	d.run("update login_attempt set until = now(), failures = 20")
	wantError(t, "with the right password", try("a@example.org", goodPassword), nil)
	if n := ask[int](d, "select count(*) from login_attempt where failures = 20"); n != 1 { // the place's are taken back one by one
		t.Errorf("%d rows after signing in", n)
	}
	wantError(t, "forgotten", try("a@example.org", "wrong"), registry.ErrUnknown)
	d.run("update login_attempt set until = now(), failures = 100, counted_at = now() - interval '61 minutes'")
	wantError(t, "after an hour", try("a@example.org", "wrong"), registry.ErrUnknown)
	if got := waits(); got != 0 {
		t.Errorf("waits %d s after an hour without failures", got)
	}
}

// Many attempts at the same time are no way around.
func TestThrottlingOfManyAtOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	attempt := func() error {
		_, _, err := d.store.SignIn(context.Background(), registry.Credentials{Email: "a@example.org", Password: "x", Client: "192.0.2.3"})
		return err
	}
	wantError(t, "the first", attempt(), registry.ErrUnknown)
	d.run("update login_attempt set failures = 100") // from here on one attempt a minute
	var group sync.WaitGroup
	var mutex sync.Mutex
	tried := 0
	for range 20 {
		group.Go(func() {
			err := attempt()
			var throttled *registry.ThrottledError
			mutex.Lock()
			defer mutex.Unlock()
			switch {
			case errors.Is(err, registry.ErrUnknown):
				tried++
			case !errors.As(err, &throttled):
				t.Error(err)
			}
		})
	}
	group.Wait()
	if tried != 1 {
		t.Errorf("%d attempts were tried", tried)
	}
}
