package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"landbank/registry"
)

func TestUsers(t *testing.T) {
	t.Parallel()
	o := newReception(t)
	fill(t, o.store)
	o.person("olena@example.org", asAdmin)
	admin := o.cookie("olena@example.org")
	got := o.send(http.MethodPost, "/api/v1/desk/users", `{"email":"petro@example.org","name":"Петро","grants":[{"role":"editor","territory":"`+aTerritory+`"},{"role":"viewer"}]}`, admin...)
	wantStatus(t, "create", got, http.StatusCreated)
	user, password := got.json(t)["user"].(map[string]any), got.json(t)["password"].(string)
	if user["name"] != "Петро" || user["password_change_required"] != true || len(user["grants"].([]any)) != 2 || got.Header().Get("ETag") != `"1"` {
		t.Errorf("%v", user)
	}
	wantStatus(t, "the same address", o.send(http.MethodPost, "/api/v1/desk/users", `{"email":"PETRO@example.org"}`, admin...), http.StatusConflict)

	// The password is good for nothing but its change.
	in := o.signInWith("petro@example.org", password)
	wantStatus(t, "sign in", in, http.StatusOK)
	if body := in.json(t); body["password_change_required"] != true || len(body["operations"].([]any)) != 0 {
		t.Errorf("%v", body)
	}
	wantStatus(t, "a token before", o.send(http.MethodPost, "/api/v1/desk/tokens", `{"name":"x"}`, sent(in)...), http.StatusForbidden)
	changed := o.send(http.MethodPost, "/api/v1/session/password", `{"present":"`+password+`","new":"`+goodPassword+`"}`, sent(in)...)
	if body := changed.json(t); changed.Code != http.StatusOK || body["password_change_required"] != false || len(body["operations"].([]any)) == 0 {
		t.Errorf("%d %v", changed.Code, body)
	}

	path := strings.TrimPrefix(got.Header().Get("Location"), "https://land.example.org")
	one := o.get(t, path, admin...)
	etag := one.Header().Get("ETag")
	wantStatus(t, "without If-Match", o.send(http.MethodPatch, path, `{"name":"P"}`, admin...), http.StatusPreconditionRequired)
	wantStatus(t, "changed", o.send(http.MethodPatch, path, `{"name":"P","grants":[]}`, append(admin, "If-Match", etag)...), http.StatusOK)
	wantStatus(t, "with the old one", o.send(http.MethodPatch, path, `{"name":"Q"}`, append(admin, "If-Match", etag)...), http.StatusPreconditionFailed)
	wantStatus(t, "with no version", o.send(http.MethodPatch, path, `{"name":"Q"}`, append(admin, "If-Match", `"abc"`)...), http.StatusPreconditionFailed)
	wantStatus(t, "with another coding", o.send(http.MethodPatch, path, `{"name":"Q"}`, append(admin, "If-Match", `"2-gzip"`)...), http.StatusOK)
	wantStatus(t, "disabled", o.send(http.MethodPatch, path, `{"disabled":true}`, append(admin, "If-Match", "*")...), http.StatusOK)
	wantStatus(t, "its session", o.get(t, "/api/v1/desk/tokens", sent(changed)...), http.StatusUnauthorized)
	wantStatus(t, "its password", o.signInWith("petro@example.org", goodPassword), http.StatusUnauthorized)
	wantStatus(t, "enabled", o.send(http.MethodPatch, path, `{"disabled":false}`, append(admin, "If-Match", "*")...), http.StatusOK)
	reset := o.send(http.MethodPost, path+"/password", `{}`, admin...)
	wantStatus(t, "reset", reset, http.StatusOK)
	wantStatus(t, "the new one", o.signInWith("petro@example.org", reset.json(t)["password"].(string)), http.StatusOK)
	wantStatus(t, "the last administrator", o.send(http.MethodPatch, "/api/v1/desk/users/1", `{"disabled":true}`, append(admin, "If-Match", "*")...), http.StatusConflict)

	log := o.get(t, "/api/v1/desk/audit?limit=2&account=2", admin...).json(t)
	if entries := log["entries"].([]any); len(entries) != 2 || entries[0].(map[string]any)["action"] != "password.set" || log["next"] == nil {
		t.Errorf("%v", log)
	}
}

func TestBadRequestsAboutUsers(t *testing.T) {
	t.Parallel()
	o := newReception(t)
	o.person("olena@example.org", asAdmin)
	admin := o.cookie("olena@example.org")
	for _, c := range []struct {
		method, path, form string
		want               []wantFault
	}{
		{"GET", "users?x=1", "", []wantFault{query("x", "unknown_name")}},
		{"GET", "users?limit=0&after=-1", "", []wantFault{query("limit", "bad_value"), query("after", "bad_value")}},
		{"GET", "tokens?of=others", "", []wantFault{query("of", "bad_value")}},
		{"GET", "audit?account=x", "", []wantFault{query("account", "bad_value")}},
		{"GET", "users/1?x=1", "", []wantFault{query("x", "unknown_name")}},
		{"POST", "users", `{"name":"x"}`, []wantFault{body("/email", "missing")}},
		{"POST", "users", `{"email":"x","name":" y","password":"short"}`, []wantFault{body("/email", "bad_value"), body("/name", "bad_value"), body("/password", "bad_value")}},
		{"POST", "users", `{"email":"a@b.c","grants":[{"role":"boss"},{"role":"viewer","territory":"XX"},7,{"territory":"YY","x":1}]}`,
			[]wantFault{body("/grants/2", "wrong_type"), body("/grants/3/x", "unknown_name"), body("/grants/3/role", "missing")}},
		{"POST", "users", `{"email":"a@b.c","grants":[{"role":"viewer","territory":"XX"}]}`, []wantFault{body("/grants/0/territory", "unknown_code")}},
		{"POST", "users", `{"email":"a@b.c","grants":[{"role":"viewer","territory":"X\u0000"}]}`, []wantFault{body("/grants/0/territory", "bad_value")}},
		{"POST", "users", `{"email":"a@b.c","without_password":true,"password":"twelve quiet herons"}`, []wantFault{body("/password", "conflict")}},
		{"POST", "users", `{"email":"a@b.c","without_password":"yes"}`, []wantFault{body("/without_password", "wrong_type")}},
		{"PATCH", "users/1", `{"grants":[{"role":"boss"}]}`, []wantFault{body("/grants/0/role", "unknown_code")}},
		{"PATCH", "users/1", `{"email":"b@b.c"}`, []wantFault{body("/email", "unknown_name")}},
		{"POST", "users/1/password", `{"password":"olena@example.org"}`, []wantFault{body("/password", "bad_value")}},
		{"POST", "tokens", `{"scope":["site.eat"],"name":"x","days":367}`, []wantFault{body("/scope/0", "unknown_code"), body("/days", "bad_value")}},
		{"POST", "tokens", `{"scope":"site.read","days":"x"}`, []wantFault{body("/days", "bad_value"), body("/name", "missing"), body("/scope", "wrong_type")}},
	} {
		t.Run(c.method+" "+c.path+c.form, func(t *testing.T) {
			checkFaults(t, o.send(c.method, "/api/v1/desk/"+c.path, c.form, append(admin, "If-Match", "*")...), c.want...)
		})
	}
	for _, path := range []string{"users/0", "users/01", "users/x", "users/99999999999999999999", "users/4711", "tokens/4711"} {
		method, form := http.MethodPatch, `{"name":"x"}`
		if strings.HasPrefix(path, "tokens") {
			method, form = http.MethodDelete, ""
		}
		wantStatus(t, path, o.send(method, "/api/v1/desk/"+path, form, append(admin, "If-Match", "*")...), http.StatusNotFound)
	}
}

func TestOwnTokens(t *testing.T) {
	t.Parallel()
	o := newReception(t)
	o.person("olena@example.org", registry.Grant{Role: registry.Editor})
	cookie := o.cookie("olena@example.org")
	got := o.send(http.MethodPost, "/api/v1/desk/tokens", `{"name":"QGIS","scope":["site.read"],"days":30}`, cookie...)
	wantStatus(t, "make", got, http.StatusCreated)
	text := got.json(t)["text"].(string)
	id := got.json(t)["token"].(map[string]any)["id"].(float64)
	who := o.get(t, "/api/v1/session", bearer(text)...).json(t)
	if ops := who["operations"].([]any); len(ops) != 1 || ops[0].(map[string]any)["operation"] != "site.read" {
		t.Errorf("a token of one operation may do %v", who["operations"])
	}
	wantStatus(t, "a token makes none", o.send(http.MethodPost, "/api/v1/desk/tokens", `{"name":"x"}`, bearer(text)...), http.StatusForbidden)
	none := o.send(http.MethodPost, "/api/v1/desk/tokens", `{"name":"none","scope":[]}`, cookie...).json(t)["text"].(string)
	if ops := o.get(t, "/api/v1/session", bearer(none)...).json(t)["operations"].([]any); len(ops) != 0 {
		t.Errorf("a token of no operation may do %v", ops)
	}
	list := o.get(t, "/api/v1/desk/tokens?limit=1", cookie...)
	if body := list.json(t); len(body["tokens"].([]any)) != 1 || body["next"] == nil || strings.Contains(list.Body.String(), text) {
		t.Errorf("%v", body)
	}
	wantStatus(t, "everybody's", o.get(t, "/api/v1/desk/tokens?of=everybody", cookie...), http.StatusForbidden)
	path := fmt.Sprintf("/api/v1/desk/tokens/%.0f", id)
	wantStatus(t, "revoke", o.ask(t, http.MethodDelete, path, "", cookie...), http.StatusNoContent)
	wantStatus(t, "revoked", o.get(t, "/api/v1/session", bearer(text)...), http.StatusUnauthorized)
}
