package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"landbank/internal/testdb"
)

// example is a block of a document that a reader would run as it stands.
type example struct {
	file     string
	line     int
	language string // sh or python
	prints   string // what has to be in its output; "" for anything
	code     string
}

// exampleAddress is where documents have the registry.
const exampleAddress = "http://127.0.0.1:8080"

// A block may be indented in a list; a comment before it says what it prints.
var exampleBlock = regexp.MustCompile("(?ms)(?:^ *<!-- prints: ([^\n]*?) -->\n)?^( *)```(sh|python)\n(.*?)^ *```$")

// examplesOf reads the blocks of a document that speak to the registry.
func examplesOf(file, text string) (out []example) {
	for _, at := range exampleBlock.FindAllStringSubmatchIndex(text, -1) {
		part := func(n int) string {
			if at[2*n] < 0 {
				return ""
			}
			return text[at[2*n]:at[2*n+1]]
		}
		if code := part(4); strings.Contains(code, exampleAddress) {
			code = strings.ReplaceAll("\n"+code, "\n"+part(2), "\n")[1:]
			out = append(out, example{file, 1 + strings.Count(text[:at[6]], "\n"), part(3), part(1), code})
		}
	}
	return out
}

func TestExamplesAreFound(t *testing.T) {
	t.Parallel()
	const text = "one\n\n<!-- prints: 1 site -->\n```sh\ncurl http://127.0.0.1:8080/x\n```\n\n- in a list\n\n  ```python\n  a = 1\n  open('http://127.0.0.1:8080')\n  ```\n\n```sh\nmake run\n```\n"
	want := []example{
		{"a.md", 4, "sh", "1 site", "curl http://127.0.0.1:8080/x\n"},
		{"a.md", 10, "python", "", "a = 1\nopen('http://127.0.0.1:8080')\n"},
	}
	if got := examplesOf("a.md", text); !slices.Equal(got, want) {
		t.Errorf("found %+v\nwant  %+v", got, want)
	}
}

// Every example of the documents for GIS tools runs as it stands against a
// registry with the demonstration inventory, and prints what it says.
func TestExamplesOfDocuments(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../docs/howto/*.md")
	if err != nil || len(files) < 4 {
		t.Fatalf("%d documents, %v", len(files), err)
	}
	var all []example
	for _, file := range append(files, "../../docs/gis.md") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, examplesOf(filepath.Base(file), string(text))...)
	}
	if len(all) < 10 {
		t.Fatalf("%d examples", len(all))
	}
	url := testdb.Clone(t)
	var served, made, told said
	address, _ := serving(t, &served, "--database", url)
	if code := made.landbank(t, nil, "user", "add", "--database", url, "--email", "editor@example.org", "--role", "editor", "--without-password"); code != 0 {
		t.Fatalf("user add: %s", &made.err)
	}
	if code := told.landbank(t, nil, "token", "create", "--database", url, "--email", "editor@example.org"); code != 0 {
		t.Fatalf("token create: %s", &told.err)
	}
	token := regexp.MustCompile(`lb_\S+`).FindString(told.out.String())
	t.Run("run", func(t *testing.T) {
		for _, e := range all {
			t.Run(fmt.Sprintf("%s:%d", e.file, e.line), func(t *testing.T) {
				t.Parallel()
				e.run(t, address, token)
			})
		}
	})
}

// imported are the packages that a program of Python names.
var imported = regexp.MustCompile(`(?m)^(?:import|from) (\w+)`)

// run runs the example in a folder of its own.
func (e example) run(t *testing.T, address, token string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	words := []string{"bash", "-euo", "pipefail", "-c"}
	if e.language == "python" {
		words = []string{"python3", "-c"}
		for _, found := range imported.FindAllStringSubmatch(e.code, -1) {
			if exec.CommandContext(ctx, "python3", "-c", "import "+found[1]).Run() != nil {
				t.Skipf("there is no python3 with %s here", found[1])
			}
		}
	}
	code := strings.ReplaceAll(e.code, exampleAddress, address)
	cmd := exec.CommandContext(ctx, words[0], append(words[1:], code)...)
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "TOKEN="+token, "PYTHONIOENCODING=utf-8")
	var out, complaints bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %s%s", err, &out, &complaints)
	}
	if out.Len() == 0 || !strings.Contains(out.String(), e.prints) {
		t.Errorf("it prints %q, want %q; complaints: %s", &out, e.prints, &complaints)
	}
}
