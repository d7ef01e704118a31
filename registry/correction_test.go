package registry_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"landbank/registry"
)

func TestChangesAreAppliedByPath(t *testing.T) {
	document := `{"kind":"brownfield","area":{"declared_m2":5},"utilities":[{"network":"gas"},{"network":"electricity","distance_m":7}],"offers":[{"mode":"sale"}]}`
	tests := map[string]struct {
		changes string
		want    string // "" where it cannot be done
	}{
		"a member":             {`{"kind":"building"}`, `{"area":{"declared_m2":5},"kind":"building","offers":[{"mode":"sale"}],"utilities":[{"network":"gas"},{"network":"electricity","distance_m":7}]}`},
		"a member of a member": {`{"area.declared_m2":6,"area.usable_m2":3}`, `{"area":{"declared_m2":6,"usable_m2":3},"kind":"brownfield","offers":[{"mode":"sale"}],"utilities":[{"network":"gas"},{"network":"electricity","distance_m":7}]}`},
		"taken away":           {`{"kind":null,"offers":null,"utilities":null,"area":null}`, `{}`},
		"an element": {`{"utilities[electricity].distance_m":120,"offers[sale].currency":"UAH","area":null,"kind":null}`,
			`{"offers":[{"currency":"UAH","mode":"sale"}],"utilities":[{"network":"gas"},{"distance_m":120,"network":"electricity"}]}`},
		"a network that was not there":    {`{"utilities":null,"offers":null,"area":null,"kind":null,"utilities[heat].state":"none"}`, `{"utilities":[{"network":"heat","state":"none"}]}`},
		"an offer that is not there":      {`{"offers[2].mode":"lease"}`, ""},
		"what is internal":                {`{"internal.note":"x"}`, ""},
		"the reference":                   {`{"ref":"x"}`, ""},
		"an owner":                        {`{"parcels[1].owner":{"kind":"natural","name":"x"}}`, ""},
		"a member that no record has":     {`{"weather":"fine"}`, ""},
		"a member that no area has":       {`{"area.width":5}`, ""},
		"a value of another kind":         {`{"area.declared_m2":"much"}`, ""},
		"a path that is none":             {`{"area..declared_m2":5}`, ""},
		"a member of a text":              {`{"kind.name":"x"}`, ""},
		"an element of what is no list":   {`{"area[1].declared_m2":1}`, ""},
		"an element as a whole is no way": {`{"utilities[gas]":{"network":"gas"}}`, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var changes map[string]json.RawMessage
			if err := json.Unmarshal([]byte(test.changes), &changes); err != nil {
				t.Fatal(err)
			}
			got, err := registry.ApplyChanges([]byte(document), changes)
			if (err != nil) != (test.want == "") {
				t.Fatalf("got %s (%v)", got, err)
			}
			if err == nil && string(got) != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestAProposalIsBounded(t *testing.T) {
	long := strings.Repeat("ї", 4001)
	many := map[string]json.RawMessage{}
	for _, name := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u"} {
		many["names."+name] = json.RawMessage(`"x"`)
	}
	for name, p := range map[string]registry.Proposal{
		"nothing":         {},
		"long":            {Text: long},
		"long evidence":   {Text: "x", Evidence: long},
		"no address":      {Text: "x", EvidenceURLs: []string{"javascript:alert(1)"}},
		"no host":         {Text: "x", EvidenceURLs: []string{"https:///x"}},
		"many addresses":  {Text: "x", EvidenceURLs: strings.Fields(strings.Repeat("https://a.example ", 11))},
		"many changes":    {Changes: many},
		"no field":        {Asks: []string{"weather"}},
		"twice":           {Asks: []string{"power_kw", "power_kw"}},
		"no mailbox":      {Text: "x", Email: "Name <a@example.org>"},
		"other languages": {Text: "x", Language: "fr"},
		"a bad change":    {Changes: map[string]json.RawMessage{"weather": nil, "kind": json.RawMessage(`5`)}},
	} {
		var refused *registry.RefusedError
		if err := p.Check([]byte(`{}`)); !errors.As(err, &refused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	good := registry.Proposal{Text: "x", Evidence: "seen", EvidenceURLs: []string{"https://a.example/b"}, Email: "a@example.org", Language: "uk",
		Changes: map[string]json.RawMessage{"kind": json.RawMessage(`"building"`)}}
	question := registry.Proposal{Asks: []string{"power_kw", "nature_zone"}}
	for _, p := range []*registry.Proposal{&good, &question} {
		if err := p.Check([]byte(`{}`)); err != nil {
			t.Error(err)
		}
	}
}

func TestADecisionSaysWhatItDoes(t *testing.T) {
	two := registry.Correction{ID: 1, State: "new", Changes: map[string]json.RawMessage{"kind": nil, "address": nil}}
	words := registry.Correction{ID: 2, State: "new"}
	done := registry.Correction{ID: 3, State: "rejected"}
	for name, test := range map[string]struct {
		of   *registry.Correction
		by   registry.Decision
		good bool
	}{
		"all":               {&two, registry.Decision{State: "accepted", Reply: "x", Accept: []string{"kind", "address"}}, true},
		"all but one":       {&two, registry.Decision{State: "accepted", Reply: "x", Accept: []string{"kind"}}, false},
		"one twice":         {&two, registry.Decision{State: "accepted", Reply: "x", Accept: []string{"kind", "kind"}}, false},
		"some":              {&two, registry.Decision{State: "partly", Reply: "x", Accept: []string{"kind"}}, true},
		"some is all":       {&two, registry.Decision{State: "partly", Reply: "x", Accept: []string{"kind", "address"}}, false},
		"some is none":      {&two, registry.Decision{State: "partly", Reply: "x"}, false},
		"none":              {&two, registry.Decision{State: "rejected", Reply: "x"}, true},
		"none but one":      {&two, registry.Decision{State: "duplicate", Reply: "x", Accept: []string{"kind"}}, false},
		"another":           {&two, registry.Decision{State: "partly", Reply: "x", Accept: []string{"zoning"}}, false},
		"without a reply":   {&two, registry.Decision{State: "rejected"}, false},
		"no decision":       {&two, registry.Decision{State: "new", Reply: "x"}, false},
		"words":             {&words, registry.Decision{State: "accepted", Reply: "x"}, true},
		"words, partly":     {&words, registry.Decision{State: "partly", Reply: "x"}, true},
		"decided before it": {&done, registry.Decision{State: "rejected", Reply: "x"}, false},
	} {
		if err := test.by.Check(test.of); (err == nil) != test.good {
			t.Errorf("%s: %v", name, err)
		}
	}
}
