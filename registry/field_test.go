package registry_test

import (
	"regexp"
	"slices"
	"testing"

	"landbank/registry"
)

// unitsInNames ties the end of a field's name to the unit it must have.
var unitsInNames = map[string]string{
	"_m2": "m2", "_m": "m", "_kw": "kW", "_kv": "kV", "_pct": "%", "_t": "t",
	"_m3_h": "m3/h", "_m3_d": "m3/d", "_months": "mo",
}

func TestEveryFieldIsComplete(t *testing.T) {
	form := regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	groups := map[string]bool{}
	for _, g := range registry.Groups {
		groups[g.Name] = true
		wantAllLanguages(t, "group "+g.Name, g.Label)
	}
	seen := map[string]bool{}
	for _, f := range registry.Fields() {
		if !form.MatchString(f.Name) || seen[f.Name] {
			t.Errorf("field name %q is malformed or repeated", f.Name)
		}
		seen[f.Name] = true
		if !groups[f.Group] {
			t.Errorf("%s is in no known group: %q", f.Name, f.Group)
		}
		wantAllLanguages(t, f.Name, f.Label)
		if f.Help != nil {
			wantAllLanguages(t, f.Name+" help", f.Help)
		}
		if f.Codes != "" && len(registry.Codes(f.Codes)) == 0 {
			t.Errorf("%s names the code list %q, which is empty", f.Name, f.Codes)
		}
		if f.Type == registry.TypeCode && f.Codes == "" && f.Name != "territory" {
			t.Errorf("%s is a code of no list", f.Name)
		}
		if _, ok := registry.Clocks[f.Clock]; f.Clock != "" && !ok {
			t.Errorf("%s runs on the unknown clock %q", f.Name, f.Clock)
		}
		if f.Display != nil && f.Unit == "" {
			t.Errorf("%s is displayed in a unit and stored in none", f.Name)
		}
	}
}

func TestUnitsAreInNames(t *testing.T) {
	for _, f := range registry.Fields() {
		longest := ""
		for end := range unitsInNames {
			if len(f.Name) > len(end) && f.Name[len(f.Name)-len(end):] == end && len(end) > len(longest) {
				longest = end
			}
		}
		if longest != "" && f.Unit != unitsInNames[longest] {
			t.Errorf("%s ends in %s and has the unit %q", f.Name, longest, f.Unit)
		}
	}
}

func TestOperatorsFollowTheType(t *testing.T) {
	want := map[string][]string{
		"kind":              {"=", "<>", "in", "isNull"},
		"allowed_uses":      {"has", "isNull"},
		"divisible":         {"=", "<>", "isNull"},
		"area_m2":           {"=", "<>", "<", "<=", ">", ">=", "between", "in", "isNull"},
		"address":           {"=", "<>", "<", "<=", ">", ">=", "in", "like", "isNull"},
		"latitude":          {},
		"checked_on":        {"=", "<>", "<", "<=", ">", ">=", "between", "in", "isNull"},
		"cadastral_numbers": {"has", "isNull"},
	}
	for name, ops := range want {
		f, ok := registry.FieldByName(name)
		if !ok {
			t.Fatalf("no field %s", name)
		}
		if got := f.Operators(); !slices.Equal(got, ops) {
			t.Errorf("%s: got %v, want %v", name, got, ops)
		}
	}
}

func TestVocabularyIsTheTable(t *testing.T) {
	v := registry.Vocabulary()
	if got, want := len(v.Names()), len(registry.Fields())+1; got != want {
		t.Fatalf("vocabulary has %d names, want the fields and the geometry: %d", got, want)
	}
	for _, f := range registry.Fields() {
		got, ok := v.Lookup(f.Name)
		if !ok || got.Type != f.Type || got.Unit != f.Unit || got.Filter != f.Can(registry.Filter) || got.Sort != f.Can(registry.Sort) {
			t.Errorf("%s: vocabulary says %+v", f.Name, got)
		}
	}
}

func TestCodesAreCompleteAndKeptOnce(t *testing.T) {
	seen := map[[2]string]bool{}
	for _, c := range registry.AllCodes() {
		key := [2]string{c.List, c.Code}
		if c.Code == "" || seen[key] {
			t.Errorf("code %v is empty or repeated", key)
		}
		seen[key] = true
		wantAllLanguages(t, c.List+" "+c.Code, c.Label)
		if c.Code == "unknown" && c.List != "fact_state" {
			t.Errorf("list %s has a code for unknown; unknown is the absence of a value", c.List)
		}
	}
	if !registry.HasCode("purpose", "11.02") || registry.HasCode("purpose", "1.02") {
		t.Error("purposes: want 11.02 and not 1.02")
	}
}

func wantAllLanguages(t *testing.T, what string, label registry.Text) {
	t.Helper()
	for _, l := range registry.Languages {
		if label[l] == "" {
			t.Errorf("%s has no wording in %s", what, l)
		}
	}
}
