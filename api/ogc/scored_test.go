package ogc

import (
	"encoding/json"
	"testing"

	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/score"
)

// What the law forbids is named before what is unknown, and nothing is clear
// that is not known.
func TestWhatTheLawSaysOfAScoredSite(t *testing.T) {
	p, _ := score.Named("heavy_industry")
	reserve := criteria.Failure{Field: "nature_zone"}
	for _, c := range []struct {
		failures []criteria.Failure
		missing  []string
		law      string
		fields   any
	}{
		{nil, nil, "clear", nil},
		{nil, []string{"nature_zone", "flood_zone"}, "unknown", "nature_zone, flood_zone"},
		{[]criteria.Failure{reserve}, []string{"flood_zone"}, "blocked", "nature_zone"},
	} {
		hit := registry.Hit{Properties: []byte(`{"ref":"A-1"}`), Failures: c.failures, Missing: c.missing, Preferred: make([]registry.Preferred, len(p.Criteria))}
		before := string(hit.Properties)
		kept := hit.Properties
		if err := appendScore(&hit, &p); err != nil {
			t.Fatal(err)
		}
		var got map[string]any
		if err := json.Unmarshal(hit.Properties, &got); err != nil {
			t.Fatalf("%s: %v", hit.Properties, err)
		}
		if got["ref"] != "A-1" || got["law"] != c.law || got["law_fields"] != c.fields || got["score"] != 0.0 || got["score_high"] != 100.0 {
			t.Errorf("%v, %v: %s", c.failures, c.missing, hit.Properties)
		}
		if string(kept) != before {
			t.Errorf("what others may hold was written to: %s", kept)
		}
	}
}
