package registry_test

import (
	"os"
	"strings"
	"testing"

	"landbank/registry"
)

//go:generate go test -run TestMatrixOfRights -update

// place is where something lies, as seen by a role that is limited to UA14.
type place struct {
	name        string
	territories []string
}

var places = []place{
	{"own", []string{"UA", "UA14"}},
	{"below", []string{"UA", "UA14", "UA14020"}},
	{"other", []string{"UA", "UA32"}},
	{"none", nil},
}

// scopes are how far a role reaches.
var scopes = []registry.Grant{{}, {Territory: "UA14"}}

// docs/rights.md is what the rights are, cell by cell: a change of the table
// shows there, and has to be meant.
func TestMatrixOfRights(t *testing.T) {
	const path = "../docs/rights.md"
	want := matrix()
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(page) != want {
		t.Errorf("%s does not show the rights as they are; run `go generate ./registry` and read what changes", path)
	}
}

// matrix asks Can for each operation, role and place.
func matrix() string {
	var b strings.Builder
	b.WriteString(`# Rights

Made from the table of rights in ` + "`registry/rights.go`" + ` by ` + "`go generate ./registry`" + `. An account has a role in a territory and all below it, or
everywhere. The public reads what is published and takes no right.

**●** everywhere, also when the role is limited to a territory: then in that territory and below it. **○** only when the role is
limited to no territory. An empty cell: never.

`)
	b.WriteString("| operation | code |")
	for _, role := range registry.Roles {
		b.WriteString(" " + string(role) + " |")
	}
	b.WriteString("\n|---|---|" + strings.Repeat(":-:|", len(registry.Roles)) + "\n")
	for _, right := range registry.Rights {
		b.WriteString("| " + right.Label["en"] + " | `" + string(right.Operation) + "` |")
		for _, role := range registry.Roles {
			b.WriteString(" " + cell(right.Operation, role) + " |")
		}
		b.WriteString("\n")
	}
	b.WriteString(`
Whoever has signed in may change their own password and keep their own access tokens. A token may do what its account may, or less:
its scope is a list of the codes above. A token makes no tokens.
`)
	return b.String()
}

// marks says what a role may do, by where: the places in the order of places,
// first without a territory, then limited to UA14.
var marks = map[string]string{
	"++++ ++--": "●",
	"++++ ----": "○",
	"---- ----": "",
}

func cell(op registry.Operation, role registry.Role) string {
	seen := ""
	for _, scope := range scopes {
		p := registry.Principal{ID: "user:1", Grants: []registry.Grant{{Role: role, Territory: scope.Territory}}}
		for _, place := range places {
			if p.Can(op, place.territories...) {
				seen += "+"
			} else {
				seen += "-"
			}
		}
		seen += " "
	}
	mark, known := marks[strings.TrimSpace(seen)]
	if !known {
		return "!" + seen
	}
	return mark
}

// What holds whatever the table says.
func TestRightsInGeneral(t *testing.T) {
	t.Parallel()
	for _, right := range registry.Rights {
		op := right.Operation
		if cell(op, registry.Admin) == "" {
			t.Errorf("%s: an administrator may not", op)
		}
		below := false
		for _, role := range registry.Roles {
			may := cell(op, role) != ""
			if strings.HasPrefix(cell(op, role), "!") {
				t.Errorf("%s by %s: %s", op, role, cell(op, role))
			}
			if below && !may {
				t.Errorf("%s: %s may not what the role below may", op, role)
			}
			below = may
		}
		if (registry.Principal{}).Can(op) {
			t.Errorf("%s: the public may", op)
		}
		if right.Label["uk"] == "" || right.Label["en"] == "" || right.Label["ru"] == "" {
			t.Errorf("%s has no label in every language", op)
		}
		everything := registry.Principal{Grants: []registry.Grant{{Role: registry.Admin}}, Scope: []registry.Operation{}}
		if everything.Can(op) {
			t.Errorf("%s: an empty scope is no limit", op)
		}
		everything.Scope = []registry.Operation{op}
		for _, other := range registry.Rights {
			if got := everything.Can(other.Operation); got != (other.Operation == op) {
				t.Errorf("scope %s: %s %v", op, other.Operation, got)
			}
		}
		unknown := registry.Principal{Grants: []registry.Grant{{Role: "boss"}}}
		if unknown.Can(op) {
			t.Errorf("%s: an unknown role may", op)
		}
	}
	if registry.Operator.Can("site.eat") {
		t.Error("an unknown operation is allowed")
	}
}

func TestWithinWhichTerritories(t *testing.T) {
	t.Parallel()
	p := registry.Principal{Grants: []registry.Grant{{Role: registry.Viewer}, {Role: registry.Editor, Territory: "UA14"}, {Role: registry.Admin, Territory: "UA32"}}}
	for op, want := range map[registry.Operation]string{registry.ReadSite: "*", registry.EditSite: "UA14 UA32", registry.ReviewSite: "UA32", registry.ManageUsers: ""} {
		got, everywhere := p.Within(op)
		if text := strings.Join(got, " "); text != want && !(want == "*" && everywhere) {
			t.Errorf("%s: %q %v, want %q", op, text, everywhere, want)
		}
		if p.CanSomewhere(op) != (want != "") {
			t.Errorf("%s: somewhere %v", op, p.CanSomewhere(op))
		}
	}
}
