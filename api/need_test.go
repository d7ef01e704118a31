package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// What a relaxation promises is what a search finds when the bound is changed;
// what the profile's law blocks is not offered.
func TestRelaxationsAreWhatASearchFinds(t *testing.T) {
	s := stock(t)
	const rest = `{"field":"area_m2","op":">=","value":20000}`
	ask := func(bound string) string {
		return `{"profile":"logistics","must":[{"field":"power_kw","op":">=","value":` + bound + `},` + rest + `]`
	}
	meets := func(bound string) float64 {
		return s.search(t, ask(bound)+`,"limit":0}`).json(t)["lists"].(map[string]any)["meets"].(map[string]any)["count"].(float64)
	}
	got := s.post(t, "/api/v1/search/relaxations", ask("5000")+"}").json(t)
	if got["meets"] != meets("5000") {
		t.Errorf("meets %v, want %v", got["meets"], meets("5000"))
	}
	told := 0
	for _, item := range got["relaxations"].([]any) {
		r := item.(map[string]any)
		if r["field"] == "nature_zone" {
			t.Errorf("the law is loosened: %v", r)
		}
		if r["field"] == "power_kw" && r["to"] != nil {
			told++
			if more := meets(jsonText(t, r["to"])) - meets("5000"); more != r["gain"] {
				t.Errorf("%v: %v more", r, more)
			}
		}
	}
	if told == 0 || len(got["askings"].([]any)) == 0 {
		t.Errorf("told nothing: %v", got)
	}
}

// The bars of a distribution sum to what a search counts.
func TestDistributionsSumToTheLists(t *testing.T) {
	s := stock(t)
	got := s.post(t, "/api/v1/search/distribution",
		`{"must":[{"field":"kind","op":"=","value":"brownfield"},{"field":"area_m2","op":">=","value":50000}],"fields":["area_m2","power_kw"]}`).json(t)
	lists := s.search(t, `{"must":[{"field":"kind","op":"=","value":"brownfield"},{"field":"area_m2","op":">=","value":50000}],"limit":0}`).json(t)["lists"]
	area := got["fields"].([]any)[0].(map[string]any)
	sum := 0.0
	for _, item := range area["bars"].([]any) {
		if bar := item.(map[string]any); bar["from"] != nil && bar["from"].(float64) >= 50000 {
			sum += bar["meets"].(float64)
		}
	}
	if want := lists.(map[string]any)["meets"].(map[string]any)["count"]; sum != want || sum == 0 {
		t.Errorf("bars from 5 ha on hold %v, the list %v", sum, want)
	}
}

// Places hold what they say: the place in the list lies within the range, and
// the sites come in the order of the search.
func TestRanksFollowTheList(t *testing.T) {
	s := stock(t)
	got := s.post(t, "/api/v1/search/ranks", `{"profile":"logistics","among":40}`).json(t)
	list := scoredList(t, s.search(t, `{"profile":"logistics","limit":40,"lists":["meets"],"geometry":"none"}`), "meets")
	ranks := got["ranks"].([]any)
	if len(ranks) != len(list) || len(ranks) < 5 || got["draws"] != 500.0 {
		t.Fatalf("%d ranks of %d sites, %v draws", len(ranks), len(list), got["draws"])
	}
	for i, item := range ranks {
		r := item.(map[string]any)
		if r["ref"] != list[i]["ref"] || r["low"] != list[i]["score"].(map[string]any)["low"] {
			t.Errorf("place %d is %v, want %v", i+1, r["ref"], list[i]["ref"])
		}
		if r["best"].(float64) > r["worst"].(float64) || r["worst"].(float64) > float64(len(ranks)) {
			t.Errorf("%v", r)
		}
	}
	again := s.post(t, "/api/v1/search/ranks", `{"profile":"logistics","among":40}`)
	if jsonText(t, again.json(t)) != jsonText(t, got) {
		t.Error("asked again, it answers something else")
	}
}

// A set meets together what none of its sites is listed for; of a fact that is unknown it says which.
func TestSetsOfSitesMeetTogether(t *testing.T) {
	s := stock(t)
	const need = `"must":[{"field":"area_m2","op":">=","value":200000},{"field":"dist_rail_siding_m","op":"<=","value":20000}]`
	got := s.post(t, "/api/v1/search/assemblies", `{`+need+`}`).json(t)
	list := scoredList(t, s.search(t, `{`+need+`,"limit":1000,"lists":["meets"],"geometry":"none"}`), "meets")
	alone := map[any]bool{}
	for _, site := range list {
		alone[site["ref"]] = true
	}
	sets := got["sets"].([]any)
	if len(sets) < 3 || got["count"] != float64(len(sets)) || got["whole"] != true || got["pending"] != false {
		t.Fatalf("%d sets: %v", len(sets), got["count"])
	}
	for _, item := range sets {
		set := item.(map[string]any)
		sites, sum := set["sites"].([]any), 0.0
		for _, site := range sites {
			properties := site.(map[string]any)["properties"].(map[string]any)
			sum += properties["area_m2"].(float64)
			if alone[properties["ref"]] {
				t.Errorf("%v meets alone", properties["ref"])
			}
		}
		if area := set["area_m2"].(float64); sum < 200000 || area < 0.99*sum || area > 1.01*sum {
			t.Errorf("%d sites with %f m², together %f m²", len(sites), sum, area)
		}
		if unknown := set["unknown"].([]any); (set["list"] == "may_meet") != (len(unknown) > 0) {
			t.Errorf("%v: unknown %v", set["list"], unknown)
		}
		if set["geometry"].(map[string]any)["type"] != "Polygon" || set["fit"].(map[string]any)["rectangle"] == nil {
			t.Errorf("%v, %v", set["geometry"], set["fit"])
		}
	}
}

func TestBadQuestionsAboutQuestions(t *testing.T) {
	s := stock(t)
	for _, c := range []struct{ path, body, names string }{
		{"distribution", `{}`, "/fields"},
		{"distribution", `{"fields":["kind"]}`, "/fields"},
		{"distribution", `{"fields":["area_m2"],"must":[{"field":"nope","op":"=","value":1}]}`, "/must/0/field"},
		{"relaxations", `{"lists":["meets"]}`, "/lists"},
		{"relaxations", `{"profile":"nope"}`, "/profile"},
		{"assemblies", `{"most":1}`, "/most"},
		{"assemblies", `{"limit":0}`, "/limit"},
		{"assemblies", `{"prefer":[]}`, "/prefer"},
		{"assemblies", `{"filter":"area_m2 >="}`, "/filter"},
		{"ranks", `{}`, "/prefer"},
		{"ranks", `{"profile":"logistics","list":"best"}`, "/list"},
		{"ranks", `{"profile":"logistics","among":0}`, "/among"},
	} {
		got := s.post(t, "/api/v1/search/"+c.path, c.body)
		if got.Code != http.StatusBadRequest || !strings.Contains(got.Body.String(), `"`+c.names+`"`) {
			t.Errorf("%s %s: %d %s", c.path, c.body, got.Code, got.Body)
		}
	}
}

// jsonText writes a value for comparing.
func jsonText(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
