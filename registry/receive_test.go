package registry

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"landbank/registry/criteria"
)

// Every field that can be received, set to a value of its type and back, is read
// as what it was set to, and changes no other but those that count.
func TestRecordsReceiveFields(t *testing.T) {
	samples := map[Type]string{TypeText: `"x"`, TypeNumber: `7.5`, TypeInteger: `7`, TypeBoolean: `true`, TypeDate: `"2026-01-31"`}
	received := 0
	for i := range Fields() {
		f := &Fields()[i]
		if !f.Receivable() {
			continue
		}
		received++
		value := samples[f.Type]
		if f.Codes != "" {
			value = `"` + Codes(f.Codes)[0].Code + `"`
		}
		if f.Type == TypeCodes {
			value = `[` + value + `]`
		}
		full := &Record{Kind: "building", Address: "1 Mill Lane", Utilities: []Utility{{Network: "gas", Provider: "Gas works"}}}
		before := FlattenAt(full, Moment{})
		set, faults := full.Receive(map[string]json.RawMessage{f.Name: json.RawMessage(value)})
		if faults != nil {
			t.Errorf("%s: %v", f.Name, faults)
			continue
		}
		if got := string(AppendValue(nil, FlattenAt(&set, Moment{})[i])); !sameValue([]byte(got), []byte(value)) {
			t.Errorf("%s is %s, want %s", f.Name, got, value)
		}
		back, faults := set.Receive(map[string]json.RawMessage{f.Name: AppendValue(nil, before[i])})
		for j, was := range before {
			name := Fields()[j].Name
			if is := FlattenAt(&back, Moment{})[j]; faults != nil || string(AppendValue(nil, is)) != string(AppendValue(nil, was)) {
				t.Errorf("%s there and back: %s was %v and is %v (%v)", f.Name, name, was, is, faults)
			}
		}
		if len(set.Utilities) == 0 || set.Utilities[0].Provider != "Gas works" {
			t.Errorf("%s: what a feature cannot say is gone: %+v", f.Name, set.Utilities)
		}
	}
	if received < 60 {
		t.Errorf("only %d fields can be set", received)
	}
}

// Values that a field does not take are faults with its name, and nothing
// changes.
func TestRecordsRefuseValues(t *testing.T) {
	for name, want := range map[string]struct {
		value string
		rule  criteria.Rule
	}{
		"kind": {`"palace"`, criteria.RuleUnknownCode}, "power_kw": {`"much"`, criteria.RuleWrongType}, "homes_min": {`1.5`, criteria.RuleBadValue},
		"divisible": {`1`, criteria.RuleWrongType}, "checked_on": {`"yesterday"`, criteria.RuleBadValue}, "allowed_uses": {`["castle"]`, criteria.RuleUnknownCode},
		"name": {`{}`, criteria.RuleWrongType}, "restrictions": {`"none"`, criteria.RuleWrongType},
	} {
		was := Record{Kind: "building"}
		got, faults := was.Receive(map[string]json.RawMessage{name: json.RawMessage(want.value), "address": json.RawMessage(`"x"`)})
		if len(faults) != 1 || faults[0].Name != name || faults[0].Rule != want.rule || got.Address != "" {
			t.Errorf("%s = %s: %v, %+v", name, want.value, faults, got)
		}
	}
}

// What has no member of its own is not received.
func TestFieldsThatAreReadAlone(t *testing.T) {
	names := map[string]bool{}
	for i := range Fields() {
		if f := &Fields()[i]; !f.Receivable() {
			names[f.Name] = true
		}
	}
	for _, name := range []string{"ref", "lifecycle", "area_m2", "longitude", "price_total", "ownership", "published_at", "dist_airport_m"} {
		if !names[name] {
			t.Errorf("%s can be set; read alone are %v", name, slices.Sorted(maps.Keys(names)))
		}
	}
	for _, name := range []string{"name", "name_en", "name_ru", "gas_state", "area_declared_m2", "contamination"} {
		if names[name] {
			t.Errorf("%s cannot be set", name)
		}
	}
}
