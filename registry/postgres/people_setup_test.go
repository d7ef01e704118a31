package postgres_test

import (
	"errors"
	"testing"

	"landbank/registry"
	"landbank/registry/criteria"
)

const goodPassword = "twelve quiet herons"

// person adds an account as the command line does.
func (d *desk) person(email string, grants ...registry.Grant) registry.Account {
	d.t.Helper()
	account, _, err := d.store.CreateAccount(d.t.Context(), registry.Operator, registry.NewAccount{Email: email, Password: goodPassword, Grants: grants})
	if err != nil {
		d.t.Fatal(err)
	}
	return account
}

// signIn signs in with a password, from an address of this test's own.
func (d *desk) signIn(email, password string) (string, registry.SignedIn, error) {
	d.t.Helper()
	return d.store.SignIn(d.t.Context(), registry.Credentials{Email: email, Password: password, Client: "192.0.2.1", Agent: "Test"})
}

// session signs in and has to succeed.
func (d *desk) session(email string) (string, registry.SignedIn) {
	d.t.Helper()
	text, who, err := d.signIn(email, goodPassword)
	if err != nil {
		d.t.Fatal(err)
	}
	return text, who
}

// wantError fails unless the error is of the kind, nil for none.
func wantError(t testing.TB, doing string, err, kind error) {
	t.Helper()
	if kind == nil && err != nil || !errors.Is(err, kind) {
		t.Errorf("%s: %v, want %v", doing, err, kind)
	}
}

// wantFault fails unless the error is one fault at the place.
func wantFault(t testing.TB, doing string, err error, name string) {
	t.Helper()
	var faults criteria.Faults
	if !errors.As(err, &faults) || len(faults) != 1 || faults[0].Name != name {
		t.Errorf("%s: %v, want a fault at %s", doing, err, name)
	}
}

var (
	everywhere = registry.Grant{Role: registry.Admin}
	asViewer   = registry.Grant{Role: registry.Viewer}
)

// territories adds one country with two units in it.
func (d *desk) territories() {
	d.t.Helper()
	const outline = `{"type":"Polygon","coordinates":[[[30,50],[31,50],[31,51],[30,50]]]}`
	var rows []registry.TerritoryRow
	for code, parent := range map[string]string{"UA": "", "UA14": "UA", "UA32": "UA"} {
		rows = append(rows, registry.TerritoryRow{
			Territory: registry.Territory{Code: code, Scheme: "test", Parent: parent, Names: registry.Text{"en": code}}, Geometry: []byte(outline)})
	}
	if err := d.store.PutTerritories(d.t.Context(), rows); err != nil {
		d.t.Fatal(err)
	}
}
