package registry_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"landbank/registry"
)

func TestRulesAreCompleteAndInOrder(t *testing.T) {
	if len(registry.Rules) != 30 {
		t.Fatalf("%d rules, want V-01 to V-30", len(registry.Rules))
	}
	for i, r := range registry.Rules {
		if want := fmt.Sprintf("V-%02d", i+1); r.ID != want {
			t.Errorf("rule %d is %s, want %s", i, r.ID, want)
		}
		if r.Severity != registry.Error && r.Severity != registry.Warning {
			t.Errorf("%s: severity %q", r.ID, r.Severity)
		}
		for _, language := range registry.Languages {
			if r.Title[language] == "" || r.Explanation[language] == "" {
				t.Errorf("%s is not worded in %s", r.ID, language)
			}
		}
		names := map[string]bool{}
		for _, c := range r.Cases {
			if names[c.Name] || c.Severity != registry.Error && c.Severity != registry.Warning || c.Of == "" {
				t.Errorf("%s: case %+v", r.ID, c)
			}
			names[c.Name] = true
			for _, language := range registry.Languages {
				if c.Says[language] == "" || c.Repair != nil && c.Repair[language] == "" {
					t.Errorf("%s %s is not worded in %s", r.ID, c.Name, language)
				}
			}
		}
		if len(r.Cases) == 0 {
			t.Errorf("%s has no cases", r.ID)
		}
		if found, ok := registry.RuleByID(r.ID); !ok || found.ID != r.ID {
			t.Errorf("%s is not found by its id", r.ID)
		}
	}
	if _, ok := registry.RuleByID("V-31"); ok {
		t.Error("V-31 is found")
	}
}

func TestNumbersAreWrittenAsTheLanguageDoes(t *testing.T) {
	t.Parallel()
	for arg, want := range map[string]registry.Text{
		"124000.0":   {"uk": "124\u00a0000,0", "en": "124000.0", "ru": "124\u00a0000,0"},
		"-1234567.5": {"uk": "-1\u00a0234\u00a0567,5", "en": "-1234567.5", "ru": "-1\u00a0234\u00a0567,5"},
		"9999.5":     {"uk": "9999,5", "en": "9999.5", "ru": "9999,5"},
		"12.0":       {"uk": "12,0", "en": "12.0", "ru": "12,0"},
		"2026":       {"uk": "2026", "en": "2026", "ru": "2026"}, // a year or a number of something
		"2026-11-27": {"uk": "27.11.2026", "en": "2026-11-27", "ru": "27.11.2026"},
	} {
		says := registry.Say("V-07", "apart", arg, "b", "c")
		for language, words := range want {
			if !strings.Contains(says[language], words) {
				t.Errorf("%s in %s: %q, want %q in it", arg, language, says[language], words)
			}
		}
	}
}

func TestWhatIsFoundInRowsIsSaidInEveryLanguage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rule, message string
		want          registry.Text
	}{
		{"V-06", "not a plain number", registry.Text{"uk": "не просте число", "en": "not a plain number", "ru": "не простое число"}},
		{"V-07", "declared 124000.0 m², the outline measures 1.5 m²: 12.0 % apart", registry.Say("V-07", "apart", "124000.0", "1.5", "12.0")},
		{"V-06", "something new", registry.Text{"en": "something new"}},
		{"none", "not a plain number", registry.Text{"en": "not a plain number"}},
	} {
		issue := registry.Issue{Rule: c.rule, Message: c.message}
		if got := issue.Text(); !maps.Equal(got, c.want) {
			t.Errorf("%s %s: %q, want %q", c.rule, c.message, got, c.want)
		}
	}
}
