package criteria

import (
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// reserved are the parameters that belong to the caller in these tests.
var reservedNames = []string{"limit", "cursor"}

func TestFromParams(t *testing.T) {
	for query, want := range map[string]string{
		"":                                           "TRUE",
		"limit=5&cursor=":                            "TRUE",
		"kind=brownfield":                            "kind = 'brownfield'",
		"kind=brownfield,free_land":                  "kind IN ('brownfield', 'free_land')",
		"allowed_uses=industry,housing":              "A_OVERLAPS(allowed_uses, ('industry', 'housing'))",
		"min_area_m2=20000":                          "area_m2 >= 20000",
		"max_dist_rail_m=2e3&min_area_m2=.5":         "dist_rail_m <= 2000 AND area_m2 >= 0.5",
		"min_area_m2=1&max_area_m2=2":                "area_m2 <= 2 AND area_m2 >= 1",
		"area_m2=5,-6":                               "area_m2 IN (5, -6)",
		"fenced=true":                                "fenced = TRUE",
		"fenced=true,false":                          "fenced IN (TRUE, FALSE)",
		"verified_on=2026-01-31":                     "verified_on = DATE('2026-01-31')",
		"min_verified_on=2026-01-31":                 "verified_on >= DATE('2026-01-31')",
		"min_updated_at=2026-01-31":                  "updated_at >= TIMESTAMP('2026-01-31T00:00:00Z')",
		"max_updated_at=2026-01-31":                  "updated_at < TIMESTAMP('2026-02-01T00:00:00Z')",
		"max_updated_at=2026-01-31T12:00:00%2B02:00": "updated_at <= TIMESTAMP('2026-01-31T10:00:00Z')",
		`name=a\,b,c\\`:                              `name IN ('a,b', 'c\\')`,
		"name=it's":                                  "name = 'it''s'",
		"bbox=30,50,31,51":                           "S_INTERSECTS(geometry, BBOX(30,50,31,51))",
		"bbox=170,50,-170,51":                        "S_INTERSECTS(geometry, BBOX(170,50,-170,51))",
		"bbox=170,50,190,95":                         "S_INTERSECTS(geometry, BBOX(170,50,-170,90))",
		"bbox=-400,-95,400,95":                       "S_INTERSECTS(geometry, BBOX(-180,-90,180,90))",
		"filter=kind%3D'brownfield' OR fenced%3DTRUE&kind=free_land": "(kind = 'brownfield' OR fenced = TRUE) AND kind = 'free_land'",
		"filter=area_m2>1 AND fenced%3DTRUE":                         "area_m2 > 1 AND fenced = TRUE",
		"filter=TRUE":                                                "TRUE",
		"filter=FALSE":                                               "FALSE",
	} {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		c, err := FromParams(values, reservedNames, sites())
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		if got := Canonical(c.Expr()); got != want {
			t.Errorf("%s:\n got %s\nwant %s", query, got, want)
		}
	}
}

func TestFromParamsFaults(t *testing.T) {
	for query, want := range map[string]string{
		"knd=x":                   "knd: unknown name: got knd, want a parameter of this resource; the nearest is kind",
		"min_aera_m2=5":           "min_aera_m2: unknown name: got min_aera_m2, want a parameter of this resource; the nearest is min_area_m2",
		"limt=5":                  "limt: unknown name: got limt, want a parameter of this resource; the nearest is limit",
		"kind=":                   "kind: empty: got no value, want a value, or the parameter left out",
		"kind=brownfield,":        "kind: empty: got no value beside a comma, want a text",
		"kind=brownfield&kind=x":  "kind: repeated: got kind more than once, want it once; several values with commas between them",
		"kind=x":                  "kind: unknown code: got 'x', want one of free_land, brownfield, building",
		"allowed_uses=x":          "allowed_uses: unknown code: got 'x', want one of industry, logistics, housing",
		"note=x":                  "note: unknown field: got note, want a field that can be filtered by",
		"geometry=x":              "geometry: unknown name: got geometry, want bbox, or a filter with S_INTERSECTS",
		"min_area_m2=a":           "min_area_m2: bad value: got 'a', want a number of m2",
		"min_area_m2=NaN":         "min_area_m2: bad value: got 'NaN', want a number of m2",
		"min_area_m2=Inf":         "min_area_m2: bad value: got 'Inf', want a number of m2",
		"min_area_m2=0x10":        "min_area_m2: bad value: got '0x10', want a number of m2",
		"min_area_m2=1e999":       "min_area_m2: bad value: got '1e999', want a number of m2",
		"min_area_m2=1,2":         "min_area_m2: bad value: got '1,2', want a number of m2",
		"min_name=a":              "min_name: unknown op: got min_name (text), want min_ and max_ for numbers, days and instants only",
		"fenced=yes":              "fenced: bad value: got 'yes', want true or false",
		"verified_on=31.01.2026":  "verified_on: bad value: got '31.01.2026', want a day as 2026-01-31",
		"updated_at=yesterday":    "updated_at: bad value: got 'yesterday', want a day as 2026-01-31, or an instant as 2026-01-31T12:00:00Z",
		"name=a%00b":              "name: bad value: got 'a\x00b', want a text",
		"name=%ff":                "name: bad value: got '?', want a text",
		"filter=":                 "filter: empty: got no value, want a value, or the parameter left out",
		"filter=kind":             "filter at line 1, column 5: syntax: got the end, want a comparison: =, <>, <, <=, >, >=, LIKE, BETWEEN, IN or IS NULL",
		"bbox=1,2,3":              "bbox: bad geometry: got 3 values, want 4 numbers: west,south,east,north",
		"filter=x%3D1&a=1&kind=y": "a: unknown name: got a, want a parameter of this resource\nfilter at line 1, column 1: unknown field: got x, want a field\nkind: unknown code: got 'y', want one of free_land, brownfield, building",
	} {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		c, err := FromParams(values, reservedNames, sites())
		if err == nil || err.Error() != want {
			t.Errorf("%s:\n got %v %v\nwant %s", query, c, err, want)
		}
		var faults Faults
		if errors.As(err, &faults) && faults[0].In != "query" {
			t.Errorf("%s: got In %q", query, faults[0].In)
		}
	}
}

func TestParamsAreLimited(t *testing.T) {
	values := url.Values{"area_m2": {strings.Repeat("1,", MaxNodes) + "1"}}
	if _, err := FromParams(values, nil, sites()); !slices.Equal(rulesOf(err), []Rule{RuleLimit}) {
		t.Errorf("got %v, want a limit", err)
	}
}

func TestFromMust(t *testing.T) {
	for body, want := range map[string]string{
		`[]`: "TRUE",
		`[{"field":"power_kw","op":">=","value":5e3}]`:                                                                              "power_kw >= 5000",
		`[{"field":"kind","op":"=","value":"brownfield"}]`:                                                                          "kind = 'brownfield'",
		`[{"field":"kind","op":"<>","value":"brownfield"}]`:                                                                         "kind <> 'brownfield'",
		`[{"field":"kind","op":"in","value":["brownfield","free_land"]}]`:                                                           "kind IN ('brownfield', 'free_land')",
		`[{"field":"area_m2","op":"between","value":[1,2.5]}]`:                                                                      "area_m2 BETWEEN 1 AND 2.5",
		`[{"field":"verified_on","op":"between","value":["2026-01-01","2026-12-31"]}]`:                                              "verified_on BETWEEN DATE('2026-01-01') AND DATE('2026-12-31')",
		`[{"field":"name","op":"like","value":"Цех\\%"}]`:                                                                           `name LIKE 'Цех\\%'`,
		`[{"field":"name","op":"isNull"}]`:                                                                                          "name IS NULL",
		`[{"field":"name","op":"isNull","value":null}]`:                                                                             "name IS NULL",
		`[{"field":"name","op":"isNull","value":true}]`:                                                                             "name IS NULL",
		`[{"field":"name","op":"isNull","value":false}]`:                                                                            "NOT name IS NULL",
		`[{"field":"geometry","op":"isNull","value":false}]`:                                                                        "NOT geometry IS NULL",
		`[{"field":"allowed_uses","op":"has","value":"industry"}]`:                                                                  "A_OVERLAPS(allowed_uses, ('industry'))",
		`[{"field":"allowed_uses","op":"has","value":["industry","housing"]}]`:                                                      "A_OVERLAPS(allowed_uses, ('industry', 'housing'))",
		`[{"field":"allowed_uses","op":"isNull"}]`:                                                                                  "allowed_uses IS NULL",
		`[{"field":"fenced","op":"=","value":true}]`:                                                                                "fenced = TRUE",
		`[{"field":"updated_at","op":">","value":"2026-01-31"}]`:                                                                    "updated_at >= TIMESTAMP('2026-02-01T00:00:00Z')",
		`[{"field":"updated_at","op":">","value":"2026-01-31T00:00:00+02:00"}]`:                                                     "updated_at > TIMESTAMP('2026-01-30T22:00:00Z')",
		`[{"field":"area_m2","op":">=","value":1},{"field":"name","op":"=","value":"it's"},{"field":"area_m2","op":"<","value":2}]`: "area_m2 >= 1 AND name = 'it''s' AND area_m2 < 2",
	} {
		var must []Must
		if err := json.Unmarshal([]byte(body), &must); err != nil {
			t.Fatal(err)
		}
		c, err := FromMust(must, nil, sites())
		if err != nil {
			t.Errorf("%s: %v", body, err)
			continue
		}
		if got := Canonical(c.Expr()); got != want {
			t.Errorf("%s:\n got %s\nwant %s", body, got, want)
		}
	}
}

func TestFromMustWithin(t *testing.T) {
	for within, want := range map[string]string{
		``:       "TRUE",
		` null `: "TRUE",
		`{"type":"Point","coordinates":[30.5,50.4,100]}`:                                                  "S_INTERSECTS(geometry, POINT(30.5 50.4))",
		`{"type":"Polygon","coordinates":[[[0,0],[3,0],[3,3],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]}`:          "S_INTERSECTS(geometry, POLYGON((0 0,3 0,3 3,0 0),(1 1,2 1,2 2,1 1)))",
		`{"type":"MultiPolygon","coordinates":[[[[0,0],[3,0],[3,3],[0,0]]]]}`:                             "S_INTERSECTS(geometry, POLYGON((0 0,3 0,3 3,0 0)))",
		`{"type":"MultiPolygon","coordinates":[[[[0,0],[3,0],[3,3],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]}`: "S_INTERSECTS(geometry, MULTIPOLYGON(((0 0,3 0,3 3,0 0)),((5 5,6 5,6 6,5 5))))",
	} {
		c, err := FromMust(nil, json.RawMessage(within), sites())
		if got := Canonical(c.Expr()); err != nil || got != want {
			t.Errorf("%s:\n got %s, error %v\nwant %s", within, got, err, want)
		}
	}
	for _, within := range []string{
		`5`, `{`, `{"type":"Polygon"}`, `{"type":"Polygon","coordinates":[]}`, `{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}`,
		`{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,2]]]}`, `{"type":"Point","coordinates":[90,180]}`,
	} {
		_, err := FromMust(nil, json.RawMessage(within), sites())
		var faults Faults
		if !errors.As(err, &faults) || faults[0].Rule != RuleBadGeometry || faults[0].In != "body" || faults[0].Name != "/within" {
			t.Errorf("%s: got %v, want a bad geometry in body /within", within, err)
		}
	}
	var ring []string
	for range MaxVertices {
		ring = append(ring, "[1,1],[2,2]")
	}
	_, err := FromMust(nil, json.RawMessage(`{"type":"Polygon","coordinates":[[`+strings.Join(ring, ",")+`]]}`), sites())
	if !slices.Equal(rulesOf(err), []Rule{RuleLimit}) {
		t.Errorf("too many positions: got %v, want a limit", err)
	}
}

func TestFromMustFaults(t *testing.T) {
	for body, want := range map[string]string{
		`[{}]`: "/must/0/field: unknown field: got no name, want a field\n/must/0/op: unknown op: got \"\", want one of =, <>, <, <=, >, >=, between, in, like, isNull, has",
		`[{"field":"aera_m2","op":"=","value":5}]`:                                                             "/must/0/field: unknown field: got aera_m2, want a field; the nearest is area_m2",
		`[{"field":"area_m2","op":"~","value":5}]`:                                                             `/must/0/op: unknown op: got "~", want one of =, <>, <, <=, >, >=, between, in, like, isNull, has`,
		`[{"field":"area_m2","op":"=","value":"5"}]`:                                                           `/must/0/value: bad value: got "5", want a number of m2`,
		`[{"field":"area_m2","op":"="}]`:                                                                       "/must/0/value: bad value: got no value, want a number of m2",
		`[{"field":"area_m2","op":"=","value":null}]`:                                                          "/must/0/value: bad value: got null, want a number of m2",
		`[{"field":"area_m2","op":"=","value":1e999}]`:                                                         "/must/0/value: bad value: got 1e999, want a number of m2",
		`[{"field":"area_m2","op":"in","value":5}]`:                                                            "/must/0/value: bad value: got 5, want a list of values",
		`[{"field":"area_m2","op":"in","value":[]}]`:                                                           "/must/0/value: bad value: got [], want a list of values",
		`[{"field":"area_m2","op":"in","value":[1,"a",true]}]`:                                                 "/must/0/value: bad value: got \"a\", want a number of m2\n/must/0/value: bad value: got true, want a number of m2",
		`[{"field":"area_m2","op":"between","value":[1]}]`:                                                     "/must/0/value: bad value: got 1 values, want a list of the lower and the upper bound",
		`[{"field":"area_m2","op":"like","value":5}]`:                                                          "/must/0/value: wrong type: got area_m2 (number), want a text",
		`[{"field":"area_m2","op":"isNull","value":0}]`:                                                        "/must/0/value: bad value: got 0, want true, false, or no value",
		`[{"field":"area_m2","op":"has","value":["a"]}]`:                                                       "/must/0/op: unknown op: got has with area_m2 (number), want = or in; has is for fields of several codes",
		`[{"field":"allowed_uses","op":"=","value":"x"}]`:                                                      "/must/0/op: unknown op: got = with allowed_uses (codes), want has or isNull",
		`[{"field":"allowed_uses","op":"has","value":"x"}]`:                                                    "/must/0/value: unknown code: got 'x', want one of industry, logistics, housing",
		`[{"field":"geometry","op":"=","value":"x"}]`:                                                          "/must/0/op: unknown op: got = with geometry (geometry), want isNull; for an area the member within",
		`[{"field":"kind","op":"<","value":"brownfield"}]`:                                                     "/must/0/value: unknown op: got < with kind (code), want = or <>",
		`[{"field":"name","op":"like","value":"a\\"}]`:                                                         `/must/0/value: bad value: got 'a\\', want a pattern that does not end in \`,
		`[{"field":"name","op":"=","value":"a\u0000"}]`:                                                        `/must/0/value: bad value: got "a\u0000", want a text`,
		`[{"field":"verified_on","op":"=","value":"2026-02-30"}]`:                                              `/must/0/value: bad value: got "2026-02-30", want a day as 2026-01-31`,
		`[{"field":"kind","op":"=","value":"x"},{"field":"name","op":"=","value":"y"},{"field":"y","op":"="}]`: "/must/0/value: unknown code: got 'x', want one of free_land, brownfield, building\n/must/2/field: unknown field: got y, want a field",
	} {
		var must []Must
		if err := json.Unmarshal([]byte(body), &must); err != nil {
			t.Fatal(err)
		}
		if c, err := FromMust(must, nil, sites()); err == nil || err.Error() != want {
			t.Errorf("%s:\n got %v %v\nwant %s", body, c, err, want)
		}
	}
	must := make([]Must, MaxNodes+1)
	for i := range must {
		must[i] = Must{Field: "name", Op: "isNull"}
	}
	if _, err := FromMust(must, nil, sites()); !slices.Equal(rulesOf(err), []Rule{RuleLimit}) {
		t.Errorf("too many conditions: got %v, want a limit", err)
	}
}

func TestFaultsTakeAPlace(t *testing.T) {
	_, err := ParseCQL2("x = 1", sites())
	var faults Faults
	if !errors.As(err, &faults) {
		t.Fatal(err)
	}
	placed := faults.At("body", "/filter")
	if got, want := placed.Error(), "/filter at line 1, column 1: unknown field: got x, want a field"; got != want || faults[0].Name != "" {
		t.Errorf("got %s, want %s", got, want)
	}
}
