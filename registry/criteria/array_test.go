package criteria

import (
	"slices"
	"testing"
)

// Relations of sets, for a site whose uses are industry and logistics, whose
// tags are industry alone, and whose kind is industry.
func TestRelationsOfSets(t *testing.T) {
	row := Row{Value: func(name string) Value {
		return map[string]Value{"allowed_uses": Codes("industry", "logistics"), "tags": Codes("industry"), "kind": Text("industry"), "ref": Text("industry"), "area_m2": Number(5)}[name]
	}}
	for text, want := range map[string]Truth{
		"A_CONTAINS(allowed_uses,('industry'))": True, "A_CONTAINS(allowed_uses,('industry','housing'))": False, "A_CONTAINS(allowed_uses,())": True,
		"A_CONTAINEDBY(allowed_uses,('industry','logistics','housing'))": True, "A_CONTAINEDBY(allowed_uses,('industry'))": False, "A_CONTAINEDBY(allowed_uses,())": False,
		"A_EQUALS(allowed_uses,('logistics','industry','industry'))": True, "A_EQUALS(allowed_uses,('industry'))": False,
		"A_OVERLAPS(allowed_uses,('housing','logistics'))": True, "A_OVERLAPS(allowed_uses,('housing'))": False, "A_OVERLAPS(allowed_uses,())": False,
		"a_contains(('industry'),allowed_uses)": False, "a_containedBy(('industry'),allowed_uses)": True, "A_equals(('logistics','industry'),allowed_uses)": True,
		// Two fields.
		"A_CONTAINS(allowed_uses,tags)": True, "A_CONTAINEDBY(allowed_uses,tags)": False, "A_EQUALS(tags,tags)": True, "A_OVERLAPS(tags,allowed_uses)": True, "A_EQUALS(tags,allowed_uses)": False,
		// Lists with fields in them.
		"A_CONTAINS(tags,(kind))": True, "A_EQUALS(allowed_uses,(kind,'logistics'))": True, "A_CONTAINEDBY(allowed_uses,('housing',kind))": False, "A_OVERLAPS(tags,(CASEI(kind)))": True,
		"A_CONTAINS(tags,(name))": Unknown, "A_OVERLAPS(allowed_uses,('industry',name))": Unknown,
		// Two lists.
		"A_EQUALS(('a','b'),('b','a','a'))": True, "A_CONTAINS((1,2.0,3),(2))": True, "A_CONTAINEDBY((1,2),(2,3))": False, "A_OVERLAPS((TRUE,'a'),(FALSE,'a'))": True, "A_EQUALS((),())": True,
		"A_OVERLAPS((),('a'))": False, "A_CONTAINS((1,'1'),('1',1))": True, "A_CONTAINS((1),('1'))": False, "A_EQUALS((DATE('2026-01-01')),(DATE('2026-01-01'),DATE('2026-01-02')))": False,
		"A_CONTAINS(('industry','housing'),(ref))": True, "A_OVERLAPS((area_m2,7),(5))": True, "A_OVERLAPS((area_m2+1,7),(5))": False, "A_CONTAINS(('x'),(name))": Unknown,
		"NOT A_OVERLAPS(allowed_uses,tags)": False,
	} {
		e, err := ParseCQL2(text, sites())
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := Eval(e, row); got != want {
			t.Errorf("%s %v, want %v", text, got, want)
		}
		document, err := JSON(e)
		if err != nil {
			t.Fatal(err)
		}
		back, err := ParseFilter(Filter{Text: string(document), Lang: CQL2JSON}, sites())
		if err != nil || Canonical(back) != Canonical(e) {
			t.Errorf("%s: %s comes back as %v, %v", text, document, back, err)
		}
	}
}

func TestRelationsOfSetsAreRefused(t *testing.T) {
	for text, want := range map[string][]Rule{
		"A_CONTAINS(kind,('industry'))": {RuleWrongType}, "A_CONTAINS(allowed_uses,(1))": {RuleWrongType}, "A_CONTAINS(allowed_uses,('castle'))": {RuleUnknownCode},
		"A_CONTAINS(allowed_uses,kind)": {RuleWrongType}, "A_CONTAINS(allowed_uses,nothing)": {RuleUnknownField}, "A_CONTAINS(nothing,allowed_uses)": {RuleUnknownField},
		"A_CONTAINS(allowed_uses,(area_m2))": {RuleWrongType}, "A_CONTAINS((tags),('a'))": {RuleWrongType}, "A_CONTAINS(('a'),(geometry))": {RuleWrongType},
		"A_CONTAINS(allowed_uses,CASEI('a'))": {RuleWrongType}, "A_CONTAINS(allowed_uses)": {RuleSyntax}, "A_CONTAINS(allowed_uses,('industry',))": {RuleSyntax}, "A_CONTAINS((nothing),('a'))": {RuleUnknownField},
	} {
		if _, err := ParseCQL2(text, sites()); !slices.Equal(rulesOf(err), want) {
			t.Errorf("%s: %v, want %v", text, err, want)
		}
	}
}
