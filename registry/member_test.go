package registry

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
)

// What people write of a record and what the registry writes are all of it.
func TestMembersAreThoseOfTheRecord(t *testing.T) {
	var paths []string
	var walk func([]Member, string)
	walk = func(members []Member, at string) {
		for _, m := range members {
			paths = append(paths, at+m.Name)
			walk(m.Members, at+m.Name+".")
		}
	}
	walk(RecordMembers(), "")
	for path, list := range codesOf {
		if !slices.Contains(paths, path) {
			t.Errorf("%s is no member", path)
		}
		if len(Codes(list)) == 0 {
			t.Errorf("%s: there is no code list %s", path, list)
		}
	}
	top := reflect.TypeFor[Record]().NumField()
	if got := len(RecordMembers()); got != top-3 {
		t.Errorf("%d members of %d", got, top)
	}
	for _, kept := range Kept {
		if slices.Contains(paths, kept) {
			t.Errorf("%s is not kept from people", kept)
		}
	}
}

// The rules and what edits may hold know the same code lists.
func TestRulesJudgeTheCodesOfMembers(t *testing.T) {
	r := Record{AllowedUses: []string{"?"}, Parcels: []Parcel{{}}, Offers: []Offer{{}}, Utilities: []Utility{{}}, Access: []Access{{}},
		Buildings: []Building{{}}, Readiness: []ReadinessItem{{}}, Media: []Medium{{}}, Facts: map[string]Fact{"kind": {}},
		Planning: Planning{Restrictions: []string{"?"}}, Environment: Environment{Contaminants: []string{"?"}}}
	var judged, written []string
	for m := range (&judge{record: &r}).coded {
		judged = append(judged, m.list)
	}
	for _, list := range codesOf {
		written = append(written, list)
	}
	slices.Sort(judged)
	slices.Sort(written)
	if !slices.Equal(judged, written) {
		t.Errorf("judged  %q\nwritten %q", judged, written)
	}
}

// An outcome and what else is kept stays apart from what is written.
func TestWrittenLeavesWhatIsKept(t *testing.T) {
	r := Record{Ref: "X", Kind: "brownfield", Extra: map[string]string{"a": "b"}, Outcome: Outcome{Use: "housing"},
		Internal: Internal{Steward: "user:1", ReservedFor: "x", Waivers: []Waiver{{Rule: "V-01"}}}}
	got, err := json.Marshal(r.Written())
	if want := `{"kind":"brownfield","internal":{"steward":"user:1"}}`; err != nil || string(got) != want {
		t.Errorf("%s %v", got, err)
	}
	next := Record{Kind: "free_land"}
	next.Keep(&r)
	if next.Outcome.Use != "housing" || next.Internal.ReservedFor != "x" || len(next.Internal.Waivers) != 1 || next.Extra["a"] != "b" {
		t.Errorf("kept %+v", next)
	}
}

// What forms ask for stands in one tab of them, and each tab has a name in every language.
func TestEveryMemberStandsInOneTab(t *testing.T) {
	times := map[string]int{}
	for _, tab := range FormTabs {
		for _, language := range Languages {
			if tab.Label[language] == "" {
				t.Errorf("%s has no name in %s", tab.Name, language)
			}
		}
		for _, name := range tab.Members {
			times[name]++
		}
	}
	for _, m := range RecordMembers() {
		words, _ := WordsOfMember(m.Name)
		want := 1
		if words.Own || m.Form == FormFacts {
			want = 0
		}
		if times[m.Name] != want {
			t.Errorf("%s stands in %d tabs, not %d", m.Name, times[m.Name], want)
		}
		delete(times, m.Name)
	}
	if len(times) > 0 {
		t.Errorf("no members of a record: %v", times)
	}
}

// Forms can ask for every member in every language, and no words are left over.
func TestEveryMemberHasWords(t *testing.T) {
	known := map[string]bool{}
	var walk func([]Member, string)
	walk = func(members []Member, at string) {
		for _, m := range members {
			path := at + m.Name
			known[path] = true
			words, ok := WordsOfMember(path)
			if !ok {
				t.Errorf("%s has no words", path)
			}
			for _, language := range Languages {
				if words.Label[language] == "" || words.Help != nil && words.Help[language] == "" {
					t.Errorf("%s lacks %s", path, language)
				}
			}
			walk(m.Members, path+".")
		}
	}
	walk(RecordMembers(), "")
	for path := range formWords() {
		if !known[path] {
			t.Errorf("%s is no member", path)
		}
	}
}
