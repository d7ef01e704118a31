package criteria

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
)

func TestExplain(t *testing.T) {
	row := site() // 20,000 m2, rail: none, power and name unknown, 3 buildings
	row.Distance = func(Spatial) (float64, bool) { return 1234.5, true }
	for text, want := range map[string]string{
		"area_m2 >= 15000":                         `{"meets":[]}`,
		"area_m2 >= 30000":                         `{"fails":[{"field":"area_m2","op":">=","got":20000,"want":30000,"gap":10000,"unit":"m2"}]}`,
		"area_m2 < 20000":                          `{"fails":[{"field":"area_m2","op":"<","got":20000,"want":20000,"gap":0,"unit":"m2"}]}`,
		"area_m2 = 25000":                          `{"fails":[{"field":"area_m2","op":"=","got":20000,"want":25000,"gap":5000,"unit":"m2"}]}`,
		"area_m2 <> 20000":                         `{"fails":[{"field":"area_m2","op":"<>","got":20000,"want":20000,"gap":null,"unit":"m2"}]}`,
		"buildings <= 1":                           `{"fails":[{"field":"buildings","op":"<=","got":3,"want":1,"gap":2,"unit":""}]}`,
		"area_m2 BETWEEN 1 AND 5":                  `{"fails":[{"field":"area_m2","op":"between","got":20000,"want":[1,5],"gap":19995,"unit":"m2"}]}`,
		"area_m2 BETWEEN 21000 AND 50000":          `{"fails":[{"field":"area_m2","op":"between","got":20000,"want":[21000,50000],"gap":1000,"unit":"m2"}]}`,
		"area_m2 NOT BETWEEN 19000 AND 50000":      `{"fails":[{"field":"area_m2","op":"<","got":20000,"want":19000,"gap":1000,"unit":"m2"}]}`,
		"area_m2 IN (1, 19000, 90000)":             `{"fails":[{"field":"area_m2","op":"in","got":20000,"want":[1,19000,90000],"gap":1000,"unit":"m2"}]}`,
		"NOT area_m2 > 5":                          `{"fails":[{"field":"area_m2","op":"<=","got":20000,"want":5,"gap":19995,"unit":"m2"}]}`,
		"dist_rail_m <= 2000":                      `{"fails":[{"field":"dist_rail_m","op":"<=","got":null,"none":true,"want":2000,"gap":null,"unit":"m"}]}`,
		"kind = 'free_land'":                       `{"fails":[{"field":"kind","op":"=","got":"brownfield","want":"free_land","gap":null,"unit":""}]}`,
		"kind NOT IN ('brownfield')":               `{"fails":[{"field":"kind","op":"not in","got":"brownfield","want":["brownfield"],"gap":null,"unit":""}]}`,
		"ref LIKE 'X%'":                            `{"fails":[{"field":"ref","op":"like","got":"KRM-1","want":"X%","gap":null,"unit":""}]}`,
		"CASEI(ref) = CASEI('X')":                  `{"fails":[{"field":"ref","op":"=","got":"KRM-1","want":"x","gap":null,"unit":""}]}`,
		"area_m2 IS NULL":                          `{"fails":[{"field":"area_m2","op":"isNull","got":20000,"want":null,"gap":null,"unit":"m2"}]}`,
		"name IS NOT NULL":                         `{"fails":[{"field":"name","op":"not isNull","got":null,"want":null,"gap":null,"unit":""}]}`,
		"A_OVERLAPS(allowed_uses, ('housing'))":    `{"fails":[{"field":"allowed_uses","op":"has","got":["industry","logistics"],"want":["housing"],"gap":null,"unit":""}]}`,
		"A_CONTAINEDBY(allowed_uses, ())":          `{"fails":[{"field":"allowed_uses","op":"contained_by","got":["industry","logistics"],"want":[],"gap":null,"unit":""}]}`,
		"verified_on >= DATE('2026-03-11')":        `{"fails":[{"field":"verified_on","op":">=","got":"2026-03-01","want":"2026-03-11","gap":10,"unit":"d"}]}`,
		"updated_at > DATE('2026-03-01')":          `{"fails":[{"field":"updated_at","op":">=","got":"2026-03-01T10:00:00Z","want":"2026-03-02T00:00:00Z","gap":null,"unit":""}]}`,
		"S_INTERSECTS(geometry, POINT(1 1))":       `{"fails":[{"field":"geometry","op":"intersects","got":null,"want":null,"gap":1234.5,"unit":"m"}]}`,
		"NOT S_INTERSECTS(geometry,BBOX(1,2,3,4))": `{"fails":[{"field":"geometry","op":"not intersects","got":null,"want":null,"gap":null,"unit":"m"}]}`,
		"area_m2 < buildings":                      `{"fails":[{"field":"area_m2","op":"<","got":20000,"want":3,"gap":19997,"unit":"m2"}]}`,
		"FALSE":                                    `{"fails":[]}`,
		// Each condition by itself: what is missing stands beside what fails.
		"power_kw > 5 AND area_m2 > 30000 AND name = 'x' AND area_m2 < 10": `{"missing":["power_kw","name"],"fails":[{"field":"area_m2","op":">","got":20000,"want":30000,"gap":10000,"unit":"m2"},{"field":"area_m2","op":"<","got":20000,"want":10,"gap":19990,"unit":"m2"}]}`,
		"power_kw > 5":                       `{"may_meet":[],"missing":["power_kw"]}`,
		"power_kw > 5 AND NOT power_kw > 9":  `{"may_meet":[],"missing":["power_kw"]}`,
		"power_kw > 5 OR name = 'x'":         `{"may_meet":[],"missing":["power_kw","name"]}`,
		"power_kw > 5 OR area_m2 > 90000":    `{"may_meet":[],"missing":["power_kw"]}`,
		"power_kw > 5 OR area_m2 > 1":        `{"meets":[]}`,
		"NOT (power_kw > 5 AND area_m2 > 1)": `{"may_meet":[],"missing":["power_kw"]}`,
		"area_m2 BETWEEN 1 AND power_kw":     `{"may_meet":[],"missing":["power_kw"]}`,
		"A_OVERLAPS(tags, ('x'))":            `{"may_meet":[],"missing":["tags"]}`,
		// The nearest alternative: 25 % short beats 400 % over and what has no number.
		"kind = 'free_land' OR area_m2 <= 4000 OR area_m2 >= 25000":                       `{"fails":[{"field":"area_m2","op":">=","got":20000,"want":25000,"gap":5000,"unit":"m2"}]}`,
		"kind = 'free_land' OR ref = 'X'":                                                 `{"fails":[{"field":"kind","op":"=","got":"brownfield","want":"free_land","gap":null,"unit":""}]}`,
		"(area_m2 > 21000 AND kind = 'free_land') OR (area_m2 > 40000 AND buildings > 3)": `{"fails":[{"field":"area_m2","op":">","got":20000,"want":40000,"gap":20000,"unit":"m2"},{"field":"buildings","op":">","got":3,"want":3,"gap":0,"unit":""}]}`,
		"dist_rail_m < 5 OR verified_on > DATE('2036-03-01')":                             `{"fails":[{"field":"verified_on","op":">","got":"2026-03-01","want":"2036-03-01","gap":3653,"unit":"d"}]}`,
		"S_INTERSECTS(geometry, POINT(1 1)) OR area_m2 > 90000":                           `{"fails":[{"field":"geometry","op":"intersects","got":null,"want":null,"gap":1234.5,"unit":"m"}]}`,
		"NOT (area_m2 > 19000 AND buildings > 0)":                                         `{"fails":[{"field":"area_m2","op":"<=","got":20000,"want":19000,"gap":1000,"unit":"m2"}]}`,
	} {
		e, err := ParseCQL2(text, sites())
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		x := Explain(Split(e), row, sites())
		got := map[string]any{x.Truth.String(): x.Failures}
		if len(x.Missing) > 0 {
			got["missing"] = x.Missing
		}
		if !sameJSON(t, got, want) {
			raw, _ := json.Marshal(got)
			t.Errorf("%s:\n got %s\nwant %s", text, raw, want)
		}
	}
}

func sameJSON(t *testing.T, got any, want string) bool {
	t.Helper()
	raw, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	var a, b any
	if json.Unmarshal(raw, &a) != nil || json.Unmarshal([]byte(want), &b) != nil {
		t.Fatalf("no JSON: %s or %s", raw, want)
	}
	return reflect.DeepEqual(a, b)
}

// Whatever the question, the explanation agrees with the truth: something is
// missing exactly where a condition is Unknown, and every gap is a number.
func TestExplainAgreesWithEval(t *testing.T) {
	vocab, r := sites(), rand.New(rand.NewPCG(9, 10))
	for range 5000 {
		c, row := Split(randomExpr(r, vocab, 3)), randomRow(r, vocab)
		x := Explain(c, row, vocab)
		if want := Eval(c.Expr(), row); x.Truth != want {
			t.Fatalf("%s: got %v, want %v", Canonical(c.Expr()), x.Truth, want)
		}
		unknown, failing := false, false
		for _, c := range c {
			truth := Eval(c.Expr, row)
			unknown = unknown || truth == Unknown
			failing = failing || truth == False && len(c.Fields) > 0
		}
		if unknown != (len(x.Missing) > 0) || len(x.Failures) > 0 && !failing {
			t.Fatalf("%s: got %+v", Canonical(c.Expr()), x)
		}
		for _, f := range x.Failures {
			if f.Gap != nil && (math.IsNaN(*f.Gap) || math.IsInf(*f.Gap, 0) || *f.Gap < 0) {
				t.Fatalf("%s: gap %v", Canonical(c.Expr()), *f.Gap)
			}
		}
		if _, err := json.Marshal(x.Failures); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSplitAndWithout(t *testing.T) {
	e, err := ParseCQL2("kind = 'free_land' AND (kind = 'building' OR area_m2 > 5) AND TRUE AND kind IS NOT NULL", sites())
	if err != nil {
		t.Fatal(err)
	}
	c := Split(e)
	if len(c) != 3 {
		t.Fatalf("got %d conditions, want 3", len(c))
	}
	if got, want := Canonical(c.Without("kind").Expr()), "kind = 'building' OR area_m2 > 5"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(c) != 3 || Canonical(Conditions(nil).Expr()) != "TRUE" {
		t.Error("Without changed its conditions, or no condition is not TRUE")
	}
}
