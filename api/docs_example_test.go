package api

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

var (
	exampleLink    = regexp.MustCompile(`<a class="example" href="([^"]*)"`)
	exampleCommand = regexp.MustCompile(`(?s)<pre class="example"[^>]*>(.*?)</pre>`)
	commandParts   = regexp.MustCompile(`(?s)^curl -X (\w+) -H 'Content-Type: ([^']*)' -d '(.*)' (\S+)$`)
)

// Every example on the page of the interface can be opened, or sent, as it stands there.
func TestExamplesOfTheInterfaceWork(t *testing.T) {
	t.Parallel()
	s := stock(t)
	page := s.get(t, "/api/docs").Body.String()
	if strings.Contains(page, docsBase) {
		t.Error("the page does not say where the service is")
	}
	links, commands := exampleLink.FindAllStringSubmatch(page, -1), exampleCommand.FindAllStringSubmatch(page, -1)
	if len(links) < 12 || len(commands) < 6 {
		t.Errorf("%d examples to open and %d to send: too few", len(links), len(commands))
	}
	const base = "https://land.example.org"
	for _, link := range links {
		address, ours := strings.CutPrefix(html.UnescapeString(link[1]), base)
		if got := s.get(t, address); !ours || got.Code != http.StatusOK {
			t.Errorf("%s: %d %.300s", link[1], got.Code, got.Body)
		}
	}
	for _, text := range commands {
		parts := commandParts.FindStringSubmatch(html.UnescapeString(text[1]))
		if parts == nil {
			t.Errorf("no command: %s", text[1])
			continue
		}
		address, ours := strings.CutPrefix(parts[4], base)
		got := s.ask(t, parts[1], address, strings.ReplaceAll(parts[3], `'\''`, "'"), "Content-Type", parts[2])
		if !ours || got.Code/100 != 2 {
			t.Errorf("%s: %d %.300s", address, got.Code, got.Body)
		}
	}
}
