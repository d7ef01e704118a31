package registry_test

import (
	"fmt"
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
