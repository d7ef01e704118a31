package api

import (
	"math"
	"net/http"
	"testing"
)

// post asks with a body.
func (s *service) post(t testing.TB, path, body string) answer {
	t.Helper()
	return s.ask(t, http.MethodPost, path, body, "Content-Type", "application/json")
}

// scoredList reads one list of a search.
func scoredList(t *testing.T, got answer, list string) []map[string]any {
	t.Helper()
	if got.Code != http.StatusOK {
		t.Fatalf("%d %s", got.Code, got.Body)
	}
	var out []map[string]any
	for _, f := range got.json(t)["lists"].(map[string]any)[list].(map[string]any)["features"].([]any) {
		out = append(out, f.(map[string]any)["properties"].(map[string]any))
	}
	return out
}

// A profile orders every list by the guaranteed score, and each site says what
// its score is made of.
func TestProfilesScoreAndOrder(t *testing.T) {
	s := stock(t)
	for _, question := range []string{
		`{"profile":"logistics","geometry":"none","limit":200}`,
		`{"profile":"heavy_industry@1","must":[{"field":"kind","op":"=","value":"brownfield"}],"geometry":"none"}`,
		`{"prefer":[{"field":"power_kw","weight":3,"knots":[[0,0],[5000,1]]},{"field":"contamination","weight":1,"values":{"none":1}}],"geometry":"none"}`,
	} {
		got := s.search(t, question)
		sites := 0
		for _, list := range []string{"meets", "may_meet", "fails"} {
			last := math.Inf(1)
			for _, site := range scoredList(t, got, list) {
				sites++
				score := site["score"].(map[string]any)
				low, high := score["low"].(float64), score["high"].(float64)
				given, possible := 0.0, 0.0
				for _, c := range score["contributions"].([]any) {
					line := c.(map[string]any)
					given, possible = given+line["points"].(float64), possible+line["possible"].(float64)
				}
				if math.Round(given*10) != low*10 && math.Abs(given-low) > 1e-9 || math.Abs(given+possible-high) > 1e-9 {
					t.Errorf("%s: points %v and %v, score %v to %v", site["ref"], given, possible, low, high)
				}
				if low > last {
					t.Errorf("%s in %s: %v after %v", site["ref"], list, low, last)
				}
				last = low
			}
		}
		if sites == 0 {
			t.Errorf("%s: no sites", question)
		}
	}
	if profile := s.search(t, `{"profile":"logistics","limit":0}`).json(t)["profile"]; profile.(map[string]any)["version"] != 1.0 {
		t.Errorf("profile %v", profile)
	}
}

// What the law blocks is a condition that nobody has to name.
func TestAReserveIsNeverFitForAProfile(t *testing.T) {
	s := stock(t)
	for _, site := range scoredList(t, s.search(t, `{"profile":"heavy_industry","geometry":"none","limit":1000}`), "meets") {
		if site["nature_zone"] == nil || site["nature_zone"] == "reserve" {
			t.Errorf("%s meets, with nature zone %v", site["ref"], site["nature_zone"])
		}
	}
}

// Weights of one's own take the place of the profile's; what the law blocks stays.
func TestOwnWeightsKeepTheLaw(t *testing.T) {
	s := stock(t)
	question := `{"profile":"logistics@1","prefer":[{"field":"area_m2","weight":1,"knots":[[0,0],[100000,1]]}],"geometry":"none","limit":1000}`
	got := s.search(t, question)
	if used := got.json(t)["profile"].(map[string]any); used["name"] != "logistics" || used["own"] != true {
		t.Errorf("profile %v", used)
	}
	for _, site := range scoredList(t, got, "meets") {
		lines := site["score"].(map[string]any)["contributions"].([]any)
		if len(lines) != 1 || lines[0].(map[string]any)["field"] != "area_m2" {
			t.Errorf("%s is scored by %v", site["ref"], lines)
		}
		if site["nature_zone"] == nil || site["nature_zone"] == "reserve" {
			t.Errorf("%s meets, with nature zone %v", site["ref"], site["nature_zone"])
		}
	}
}
