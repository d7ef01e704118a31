package registry_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"landbank/registry"
)

//go:generate go test -run TestDocumentListsTheRules -update

var update = flag.Bool("update", false, "rewrite the generated parts of documents")

func TestDocumentListsTheRules(t *testing.T) {
	const path = "../docs/import.md"
	const from, to = "from the table of rules -->\n", "<!-- end of rules -->"
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, found := strings.Cut(string(page), from)
	_, tail, ended := strings.Cut(rest, to)
	if !found || !ended {
		t.Fatalf("%s has no place for the rules", path)
	}
	want := head + from + ruleTable() + to + tail
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(page) != want {
		t.Errorf("%s does not list the rules as they are; run `go generate ./registry`", path)
	}
}

func ruleTable() string {
	var b strings.Builder
	b.WriteString("| rule | finds | as a rule |\n|---|---|---|\n")
	for _, r := range registry.Rules {
		b.WriteString("| " + r.ID + " | **" + r.Title["en"] + ".** " + r.Explanation["en"] + " | " + string(r.Severity) + " |\n")
	}
	return b.String()
}
