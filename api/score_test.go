package api

import (
	"math"
	"net/http"
	"testing"

	"landbank/registry/score"
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

// GIS tools find the sites of each profile as a collection, with the score, what
// it is made of and what the law blocks as properties: the same as a search says.
func TestScoresAreThePropertiesOfCollections(t *testing.T) {
	s := stock(t)
	for _, p := range score.Newest() {
		search := s.search(t, `{"profile":"`+p.Name+`","geometry":"none","limit":1000}`)
		want := map[any]map[string]any{}
		for _, list := range []string{"meets", "may_meet", "fails"} {
			for _, site := range scoredList(t, search, list) {
				want[site["ref"]] = site
			}
		}
		blocked, unknown := len(scoredList(t, search, "fails")), len(scoredList(t, search, "may_meet"))
		for _, id := range []string{"sites_for_" + p.Name, "sites_for_" + p.ID()} {
			path := "/ogc/collections/" + id
			matched, features, _ := collectionOf(t, s.get(t, path+"/items?limit=1000&skipGeometry=true"))
			if matched != len(want) || len(features) != len(want) {
				t.Fatalf("%s: %d sites, %d sent, a search finds %d", id, matched, len(features), len(want))
			}
			members := s.get(t, path+"/schema").json(t)["properties"].(map[string]any)
			law := map[any]int{}
			for _, feature := range features {
				got := feature["properties"].(map[string]any)
				for name := range got {
					if members[name] == nil && name != "none" {
						t.Fatalf("%s: no schema tells of %s", id, name)
					}
				}
				checkScored(t, &p, got, want[got["ref"]]["score"].(map[string]any))
				law[got["law"]]++
			}
			if law["blocked"] != blocked || law["unknown"] != unknown || law["clear"] != len(want)-blocked-unknown {
				t.Errorf("%s: the law makes of the sites %v, in a search %d are blocked and %d unknown", id, law, blocked, unknown)
			}
			one := s.get(t, path+"/items/"+features[0]["id"].(string)).json(t)["properties"].(map[string]any)
			checkScored(t, &p, one, want[one["ref"]]["score"].(map[string]any))
		}
	}
	for _, path := range []string{"/ogc/collections/sites_for_castles", "/ogc/collections/sites_for_logistics@9/items"} {
		if got := s.get(t, path); got.Code != http.StatusNotFound {
			t.Errorf("%s: %d %s", path, got.Code, got.Body)
		}
	}
	if got := s.get(t, "/ogc/collections/sites_for_logistics/items?min_score=50"); got.Code != http.StatusBadRequest {
		t.Errorf("a condition on a score: %d %s", got.Code, got.Body)
	}
}

// checkScored compares the properties of a feature with the score of a search.
func checkScored(t *testing.T, p *score.Profile, got, want map[string]any) {
	t.Helper()
	for name, value := range map[string]any{"score_profile": p.ID(), "score": want["low"], "score_mid": want["mid"], "score_high": want["high"],
		"score_coverage": want["coverage"], "score_band": want["band"]} {
		if got[name] != value {
			t.Errorf("%v: %s is %v, a search says %v", got["ref"], name, got[name], value)
		}
	}
	for _, c := range want["contributions"].([]any) {
		line := c.(map[string]any)
		field := line["field"].(string)
		if got["points_"+field] != line["points"] || got["state_"+field] != line["state"] {
			t.Errorf("%v: %s gives %v (%v), a search says %v", got["ref"], field, got["points_"+field], got["state_"+field], line)
		}
	}
}
