package api

import (
	"net/http"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
	"landbank/registry/postgres"
)

const goodPassword = "twelve quiet herons"

// reception is the interface over a database of the test's own, with people in it.
type reception struct {
	*service
	t     testing.TB
	store *postgres.Store
	conn  *pgx.Conn
}

func newReception(t *testing.T, change ...func(*Deps)) *reception {
	t.Helper()
	store, conn := database(t)
	return &reception{service: newService(t, store, change...), t: t, store: store, conn: conn}
}

// person adds an account as the command line does.
func (o *reception) person(email string, grants ...registry.Grant) registry.Account {
	o.t.Helper()
	account, _, err := o.store.CreateAccount(o.t.Context(), registry.Operator, registry.NewAccount{Email: email, Password: goodPassword, Grants: grants})
	if err != nil {
		o.t.Fatal(err)
	}
	return account
}

// token makes an access token for an account.
func (o *reception) token(account int64, scope ...registry.Operation) string {
	o.t.Helper()
	text, _, err := o.store.CreateToken(o.t.Context(), registry.Operator, registry.NewToken{Account: account, Name: "test", Days: 1, Scope: scope})
	if err != nil {
		o.t.Fatal(err)
	}
	return text
}

// send sends JSON ("" for no body) as somebody: headers as ask has them.
func (o *reception) send(method, path, body string, headers ...string) answer {
	o.t.Helper()
	if body != "" {
		headers = append(headers, "Content-Type", "application/json")
	}
	return o.ask(o.t, method, path, body, headers...)
}

func (o *reception) signInWith(email, password string, headers ...string) answer {
	o.t.Helper()
	return o.send(http.MethodPost, "/api/v1/session", `{"email":"`+email+`","password":"`+password+`"}`, headers...)
}

// cookie signs in and gives the headers of a browser that has.
func (o *reception) cookie(email string) []string {
	o.t.Helper()
	got := o.signInWith(email, goodPassword)
	if got.Code != http.StatusOK {
		o.t.Fatalf("sign in: %d %s", got.Code, got.Body)
	}
	return sent(got)
}

// sent gives the header with which a browser sends the cookies of an answer back.
func sent(got answer) []string {
	var pairs []string
	for _, cookie := range got.Result().Cookies() {
		if cookie.MaxAge >= 0 {
			pairs = append(pairs, cookie.Name+"="+cookie.Value)
		}
	}
	return []string{"Cookie", strings.Join(pairs, "; ")}
}

func bearer(token string) []string { return []string{"Authorization", "Bearer " + token} }

var asAdmin = registry.Grant{Role: registry.Admin}

// wantStatus fails unless the answer has the status.
func wantStatus(t testing.TB, doing string, got answer, status int) {
	t.Helper()
	if got.Code != status {
		t.Errorf("%s: %d, want %d: %.300s", doing, got.Code, status, got.Body)
	}
}
