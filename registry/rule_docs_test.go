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
	const path = "../docs/rules.md"
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
	want := head + from + ruleSections() + to + tail
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

func ruleSections() string {
	var b strings.Builder
	for _, r := range registry.Rules {
		b.WriteString("\n### " + r.ID + " " + r.Title["en"] + "\n\n" + r.Explanation["en"] + "\n\n")
		b.WriteString("| case | looks at | severity | blocks | says | proposes |\n|---|---|---|---|---|---|\n")
		for _, c := range r.Cases {
			of := string(c.Of)
			if c.Missing {
				of += ", not in imports"
			}
			proposes := c.Repair["en"]
			if proposes == "" {
				proposes = "–"
			}
			b.WriteString("| `" + c.Name + "` | " + of + " | " + string(c.Severity) + " | " + string(c.Blocks()) + " | " +
				strings.NewReplacer("{0}", "…", "{1}", "…", "{2}", "…", "{3}", "…").Replace(c.Says["en"]) + " | " + proposes + " |\n")
		}
	}
	return b.String() + "\n"
}
