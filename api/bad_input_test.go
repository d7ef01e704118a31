package api

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// wantFault is a fault that an answer has to name.
type wantFault struct{ in, name, rule string }

func checkFaults(t *testing.T, got answer, want ...wantFault) {
	t.Helper()
	if got.Code != http.StatusBadRequest {
		t.Fatalf("status %d, want 400: %.300s", got.Code, got.Body)
	}
	if media := got.Header().Get("Content-Type"); media != "application/problem+json" {
		t.Errorf("media type %q", media)
	}
	var have []wantFault
	for _, f := range got.json(t)["faults"].([]any) {
		m := f.(map[string]any)
		have = append(have, wantFault{m["in"].(string), m["name"].(string), m["rule"].(string)})
	}
	if len(have) != len(want) {
		t.Fatalf("faults %v, want %v", have, want)
	}
	for i := range want {
		if have[i] != want[i] {
			t.Errorf("fault %d is %v, want %v", i, have[i], want[i])
		}
	}
}

func query(name, rule string) wantFault { return wantFault{"query", name, rule} }
func body(name, rule string) wantFault  { return wantFault{"body", name, rule} }

// Requests for pages of sites that are wrong, each with all of its faults.
func TestBadParametersOfSites(t *testing.T) {
	s := stock(t)
	for _, c := range []struct {
		name, query string
		want        []wantFault
	}{
		{"limit zero", "limit=0", []wantFault{query("limit", "bad_value")}},
		{"limit negative", "limit=-1", []wantFault{query("limit", "bad_value")}},
		{"limit as a power", "limit=1e9", []wantFault{query("limit", "bad_value")}},
		{"limit a text", "limit=all", []wantFault{query("limit", "bad_value")}},
		{"limit with a sign", "limit=%2B5", []wantFault{query("limit", "bad_value")}},
		{"limit a fraction", "limit=1.5", []wantFault{query("limit", "bad_value")}},
		{"limit in other digits", "limit=%D9%A3", []wantFault{query("limit", "bad_value")}},
		{"limit empty", "limit=", []wantFault{query("limit", "empty")}},
		{"limit without equals sign", "limit", []wantFault{query("limit", "empty")}},
		{"limit twice", "limit=1&limit=2", []wantFault{query("limit", "repeated")}},
		{"bbox south above north", "bbox=10,50,20,40", []wantFault{query("bbox", "bad_geometry")}},
		{"bbox of three", "bbox=1,2,3", []wantFault{query("bbox", "bad_geometry")}},
		{"bbox of five", "bbox=1,2,3,4,5", []wantFault{query("bbox", "bad_geometry")}},
		{"bbox NaN", "bbox=NaN,1,2,3", []wantFault{query("bbox", "bad_geometry")}},
		{"bbox infinite", "bbox=-Inf,1,2,3", []wantFault{query("bbox", "bad_geometry")}},
		{"bbox of texts", "bbox=a,b,c,d", []wantFault{query("bbox", "bad_geometry")}},
		{"bbox empty", "bbox=", []wantFault{query("bbox", "empty")}},
		{"bbox with gaps", "bbox=1,,2,3", []wantFault{query("bbox", "bad_geometry")}},
		{"bbox twice", "bbox=1,2,3,4&bbox=1,2,3,4", []wantFault{query("bbox", "repeated")}},
		{"unknown parameter", "nosuch=1", []wantFault{query("nosuch", "unknown_name")}},
		{"properties are not chosen here", "properties=nosuch", []wantFault{query("properties", "unknown_name")}},
		{"another letter case", "Kind=brownfield", []wantFault{query("Kind", "unknown_name")}},
		{"empty name", "=1", []wantFault{query("", "unknown_name")}},
		{"buffer", "buffer=1e9", []wantFault{query("buffer", "unknown_name")}},
		{"unknown code", "kind=castle", []wantFault{query("kind", "unknown_code")}},
		{"known and unknown code", "kind=brownfield,castle", []wantFault{query("kind", "unknown_code")}},
		{"empty code beside a comma", "kind=brownfield,", []wantFault{query("kind", "empty")}},
		{"no value", "kind=", []wantFault{query("kind", "empty")}},
		{"field twice", "kind=brownfield&kind=free_land", []wantFault{query("kind", "repeated")}},
		{"text for a number", "min_area_m2=big", []wantFault{query("min_area_m2", "bad_value")}},
		{"NaN for a number", "min_area_m2=NaN", []wantFault{query("min_area_m2", "bad_value")}},
		{"infinity for a number", "max_area_m2=Infinity", []wantFault{query("max_area_m2", "bad_value")}},
		{"number beyond all", "max_area_m2=1e999", []wantFault{query("max_area_m2", "bad_value")}},
		{"hexadecimal number", "min_area_m2=0x10", []wantFault{query("min_area_m2", "bad_value")}},
		{"bound of a text", "min_name=a", []wantFault{query("min_name", "unknown_op")}},
		{"bound of a code", "min_kind=brownfield", []wantFault{query("min_kind", "unknown_op")}},
		{"bound of an unknown field", "min_nosuch=1", []wantFault{query("min_nosuch", "unknown_name")}},
		{"field that is no condition", "longitude=30", []wantFault{query("longitude", "unknown_field")}},
		{"no boolean", "divisible=yes", []wantFault{query("divisible", "bad_value")}},
		{"no day", "min_checked_on=yesterday", []wantFault{query("min_checked_on", "bad_value")}},
		{"a day that is not", "min_checked_on=2026-02-30", []wantFault{query("min_checked_on", "bad_value")}},
		{"sort by an unknown field", "sortby=nosuch", []wantFault{query("sortby", "unknown_field")}},
		{"sort by what has no order", "sortby=allowed_uses", []wantFault{query("sortby", "unknown_field")}},
		{"sort by the outline", "sortby=geom", []wantFault{query("sortby", "unknown_field")}},
		{"sort twice by a field", "sortby=area_m2,-area_m2", []wantFault{query("sortby", "repeated")}},
		{"sort by nothing", "sortby=-", []wantFault{query("sortby", "empty")}},
		{"sort by SQL", "sortby=" + url.QueryEscape("area_m2;drop table site"), []wantFault{query("sortby", "unknown_field")}},
		{"unknown geometry", "geometry=hull", []wantFault{query("geometry", "bad_value")}},
		{"broken cursor", "cursor=nonsense", []wantFault{query("cursor", "bad_cursor")}},
		{"filter with an unknown field", "filter=nosuch%3D1", []wantFault{query("filter", "unknown_field")}},
		{"filter with the wrong type", "filter=area_m2%3D%27big%27", []wantFault{query("filter", "wrong_type")}},
		{"filter that stops", "filter=area_m2%3E", []wantFault{query("filter", "syntax")}},
		{"filter with SQL", "filter=" + url.QueryEscape("1=1; drop table site --"), []wantFault{query("filter", "syntax")}},
		{"filter with a function of the database", "filter=" + url.QueryEscape("pg_sleep(10) = 1"), nil},
		{"filter too long", "filter=" + strings.Repeat("a", 17<<10), []wantFault{query("filter", "limit")}},
		{"filter with a NUL", "filter=name%3D%27a%00%27", []wantFault{query("filter", "bad_value")}},
		{"value with a NUL", "name=a%00b", []wantFault{query("name", "bad_value")}},
		{"value that is not UTF-8", "name=%ff%fe", []wantFault{query("name", "syntax")}},
		{"name that is not UTF-8", "%ff=1", []wantFault{query("%ff", "syntax")}},
		{"broken escape", "name=%zz", []wantFault{query("name", "syntax")}},
		{"semicolon between parameters", "limit=1;kind=brownfield", []wantFault{query("limit", "bad_value")}},
		{"everything at once", "limit=0&nosuch=1&kind=castle&sortby=nosuch&geometry=x&bbox=1", []wantFault{
			query("bbox", "bad_geometry"), query("kind", "unknown_code"), query("nosuch", "unknown_name"),
			query("sortby", "unknown_field"), query("limit", "bad_value"), query("geometry", "bad_value"),
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := s.get(t, "/api/v1/sites?"+c.query)
			if c.want == nil {
				if got.Code != http.StatusBadRequest {
					t.Errorf("status %d, want 400", got.Code)
				}
				return
			}
			checkFaults(t, got, c.want...)
		})
	}
}

// The same parameters are as strict at the tiles.
func TestBadParametersOfTiles(t *testing.T) {
	s := stock(t)
	const tile = "/ogc/collections/sites/tiles/WebMercatorQuad/"
	for _, c := range []struct {
		name, target string
		want         wantFault
	}{
		{"unknown list", tile + "5/10/18?lists=best", query("lists", "bad_value")},
		{"list twice", tile + "5/10/18?lists=meets,meets", query("lists", "repeated")},
		{"limit is not for tiles", tile + "5/10/18?limit=5", query("limit", "unknown_name")},
		{"buffer is not for tiles", tile + "5/10/18?buffer=1e9", query("buffer", "unknown_name")},
		{"unknown code", tile + "5/10/18?kind=castle", query("kind", "unknown_code")},
		{"TileJSON with an unknown parameter", tile + "tilejson?nosuch=1", query("nosuch", "unknown_name")},
		{"TileJSON with a broken filter", tile + "tilejson?filter=(", query("filter", "syntax")},
	} {
		t.Run(c.name, func(t *testing.T) { checkFaults(t, s.get(t, c.target), c.want) })
	}
}

// Operations without parameters refuse all of them.
func TestUnknownParametersEverywhere(t *testing.T) {
	s := stock(t)
	for _, path := range []string{
		"/api/v1/fields", "/api/v1/settings", "/api/v1/sites/" + aSite(), "/api/v1/territories", "/api/v1/territories/" + aTerritory,
		"/api/openapi.json", "/api/docs", "/healthz", "/readyz", "/metrics",
	} {
		t.Run(path, func(t *testing.T) { checkFaults(t, s.get(t, path+"?x=1"), query("x", "unknown_name")) })
	}
	t.Run("search", func(t *testing.T) {
		checkFaults(t, s.ask(t, http.MethodPost, "/api/v1/search?x=1", "{}", "Content-Type", "application/json"), query("x", "unknown_name"))
	})
}

func TestBadSearches(t *testing.T) {
	s := stock(t)
	for _, c := range []struct {
		name, body string
		want       []wantFault
	}{
		{"no JSON", `{`, []wantFault{body("", "syntax")}},
		{"broken JSON", `{"limit":}`, []wantFault{body("", "syntax")}},
		{"a list", `[]`, []wantFault{body("", "wrong_type")}},
		{"a text", `"x"`, []wantFault{body("", "wrong_type")}},
		{"null", `null`, []wantFault{body("", "wrong_type")}},
		{"two objects", `{} {}`, []wantFault{body("", "syntax")}},
		{"not UTF-8", "{\"filter\":\"\xff\"}", []wantFault{body("", "syntax")}},
		{"unknown member", `{"nosuch":1}`, []wantFault{body("/nosuch", "unknown_name")}},
		{"unknown member with a slash", `{"a/b~c":1}`, []wantFault{body("/a~1b~0c", "unknown_name")}},
		{"member twice", `{"limit":1,"limit":2}`, []wantFault{body("/limit", "repeated")}},
		{"unknown profile", `{"profile":"casino"}`, []wantFault{body("/profile", "bad_value")}},
		{"unknown version of a profile", `{"profile":"logistics@99"}`, []wantFault{body("/profile", "bad_value")}},
		{"preferences no list", `{"prefer":{}}`, []wantFault{body("/prefer", "wrong_type")}},
		{"no preference", `{"prefer":[]}`, []wantFault{body("/prefer", "empty")}},
		{"preference for a field that cannot be weighed", `{"prefer":[{"field":"name","weight":1,"values":{"a":1}}]}`, []wantFault{body("/prefer/0/field", "unknown_field")}},
		{"preferences with faults", `{"prefer":[{"field":"power_kw","weight":-1,"knots":[[5,0],[5,2]]}]}`, []wantFault{
			body("/prefer/0/knots/1", "bad_value"), body("/prefer/0/knots/1", "bad_value"), body("/prefer/0/weight", "bad_value")}},
		{"must no list", `{"must":{}}`, []wantFault{body("/must", "wrong_type")}},
		{"condition no object", `{"must":[1]}`, []wantFault{body("/must/0", "wrong_type")}},
		{"condition with an unknown member", `{"must":[{"field":"kind","op":"=","value":"brownfield","weight":1}]}`, []wantFault{body("/must/0/weight", "unknown_name")}},
		{"condition without an operator", `{"must":[{"field":"kind"}]}`, []wantFault{body("/must/0/op", "missing")}},
		{"condition without a field", `{"must":[{"op":"="}]}`, []wantFault{body("/must/0/field", "missing")}},
		{"condition with a member twice", `{"must":[{"field":"kind","field":"name","op":"isNull"}]}`, []wantFault{body("/must/0/field", "repeated")}},
		{"field a number", `{"must":[{"field":1,"op":"="}]}`, []wantFault{body("/must/0/field", "wrong_type")}},
		{"unknown field", `{"must":[{"field":"nosuch","op":"=","value":1}]}`, []wantFault{body("/must/0/field", "unknown_field")}},
		{"unknown operator", `{"must":[{"field":"kind","op":"~","value":"a"}]}`, []wantFault{body("/must/0/op", "unknown_op")}},
		{"operator of other types", `{"must":[{"field":"allowed_uses","op":"=","value":"logistics"}]}`, []wantFault{body("/must/0/op", "unknown_op")}},
		{"text for a number", `{"must":[{"field":"power_kw","op":">=","value":"5000"}]}`, []wantFault{body("/must/0/value", "bad_value")}},
		{"NaN for a number", `{"must":[{"field":"power_kw","op":">=","value":NaN}]}`, []wantFault{body("", "syntax")}},
		{"one bound", `{"must":[{"field":"power_kw","op":"between","value":[1]}]}`, []wantFault{body("/must/0/value", "bad_value")}},
		{"faults keep their places", `{"must":[7,{"field":"power_kw","op":">=","value":1},{"field":"kind","op":"=","value":"castle"}]}`,
			[]wantFault{body("/must/0", "wrong_type"), body("/must/2/value", "unknown_code")}},
		{"filter and must", `{"filter":"TRUE","must":[]}`, []wantFault{body("/filter", "conflict")}},
		{"filter empty", `{"filter":""}`, []wantFault{body("/filter", "empty")}},
		{"filter broken", `{"filter":"power_kw >"}`, []wantFault{body("/filter", "syntax")}},
		{"filter a number", `{"filter":1}`, []wantFault{body("/filter", "wrong_type")}},
		{"within a text", `{"within":"POINT(1 2)"}`, nil},
		{"within open", `{"within":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}}`, nil},
		{"within beyond the world", `{"within":{"type":"Point","coordinates":[500,0]}}`, nil},
		{"unknown list", `{"lists":["best"]}`, []wantFault{body("/lists", "bad_value")}},
		{"no list", `{"lists":[]}`, []wantFault{body("/lists", "empty")}},
		{"list twice", `{"lists":["meets","meets"]}`, []wantFault{body("/lists/1", "repeated")}},
		{"facet of an unknown field", `{"facets":["nosuch"]}`, []wantFault{body("/facets", "unknown_field")}},
		{"facet of a number", `{"facets":["area_m2"]}`, []wantFault{body("/facets", "unknown_field")}},
		{"facet null", `{"facets":[null]}`, []wantFault{body("/facets/0", "wrong_type")}},
		{"sort by an unknown field", `{"sortby":["nosuch"]}`, []wantFault{body("/sortby", "unknown_field")}},
		{"sort by six fields", `{"sortby":["ref","name","area_m2","power_kw","heat_kw","readiness"]}`, []wantFault{body("/sortby", "limit")}},
		{"sort twice", `{"sortby":["ref","-ref"]}`, []wantFault{body("/sortby", "repeated")}},
		{"limit negative", `{"limit":-1}`, []wantFault{body("/limit", "bad_value")}},
		{"limit a text", `{"limit":"10"}`, []wantFault{body("/limit", "bad_value")}},
		{"cursor with three lists", `{"cursor":"abc"}`, []wantFault{body("/cursor", "conflict")}},
		{"cursor broken", `{"cursor":"abc","lists":["meets"]}`, []wantFault{body("/cursor", "bad_cursor")}},
		{"geometry unknown", `{"geometry":"hull"}`, []wantFault{body("/geometry", "bad_value")}},
		{"everything at once", `{"nosuch":1,"must":[{"field":"nosuch","op":"=","value":1}],"limit":"x","lists":["x"],"facets":["x"]}`, []wantFault{
			body("/nosuch", "unknown_name"), body("/must/0/field", "unknown_field"), body("/lists", "bad_value"),
			body("/facets", "unknown_field"), body("/limit", "bad_value"),
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := s.search(t, c.body)
			if c.want == nil {
				if got.Code != http.StatusBadRequest {
					t.Errorf("status %d, want 400", got.Code)
				}
				return
			}
			checkFaults(t, got, c.want...)
		})
	}
}

// A limit beyond the largest is the largest, as OGC API Features has it.
func TestLimitsAreClamped(t *testing.T) {
	s := stock(t)
	for _, limit := range []string{"1001", "99999999999999999999999"} {
		if got := s.get(t, "/api/v1/sites?geometry=none&limit="+limit).json(t)["numberReturned"].(float64); got != inStock {
			t.Errorf("limit=%s: %v returned", limit, got)
		}
	}
	if got := s.search(t, `{"limit":5000,"lists":["meets"],"geometry":"none"}`); got.Code != http.StatusOK {
		t.Errorf("search: %d", got.Code)
	}
}

// The body of a search has a type and a length.
func TestBodiesOfSearches(t *testing.T) {
	s := stock(t)
	for _, c := range []struct {
		name, media, body string
		want              int
	}{
		{"no media type", "", `{}`, http.StatusBadRequest},
		{"a form", "application/x-www-form-urlencoded", `{}`, http.StatusUnsupportedMediaType},
		{"plain text", "text/plain", `{}`, http.StatusUnsupportedMediaType},
		{"another charset", "application/json; charset=cp1251", `{}`, http.StatusUnsupportedMediaType},
		{"nonsense for a media type", ";;;", `{}`, http.StatusUnsupportedMediaType},
		{"UTF-8 said", "application/json; charset=UTF-8", `{"limit":0}`, http.StatusOK},
		{"too long", "application/json", `{"filter":"` + strings.Repeat("a", 1<<20) + `"}`, http.StatusRequestEntityTooLarge},
		{"empty", "application/json", "", http.StatusBadRequest},
		{"deep", "application/json", strings.Repeat(`{"must":[`, 5000), http.StatusBadRequest},
		{"deeper than the decoder goes", "application/json", `{"within":` + strings.Repeat("[", 100000), http.StatusBadRequest},
	} {
		t.Run(c.name, func(t *testing.T) {
			var headers []string
			if c.media != "" {
				headers = []string{"Content-Type", c.media}
			}
			if got := s.ask(t, http.MethodPost, "/api/v1/search", c.body, headers...); got.Code != c.want {
				t.Errorf("status %d, want %d: %.200s", got.Code, c.want, got.Body)
			}
		})
	}
	if got := s.search(t, `{}`, "Content-Encoding", "gzip"); got.Code != http.StatusUnsupportedMediaType {
		t.Errorf("a compressed body: %d", got.Code)
	}
}

// Methods that a resource does not have are told so, with those it has.
func TestMethods(t *testing.T) {
	s := stock(t)
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "BREW", "TRACE"} {
		for path, allow := range map[string]string{
			"/api/v1/sites": "GET, HEAD, OPTIONS", "/api/v1/sites/" + aSite(): "GET, HEAD, OPTIONS", "/": "GET, HEAD, OPTIONS",
			"/ogc/collections/sites/tiles/WebMercatorQuad/5/10/18": "GET, HEAD, OPTIONS",
		} {
			got := s.ask(t, method, path, "")
			if got.Code != http.StatusMethodNotAllowed || !sameNames(got.Header().Get("Allow"), allow) {
				t.Errorf("%s %s: %d Allow %q", method, path, got.Code, got.Header().Get("Allow"))
			}
			if got.Header().Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s %s: %s", method, path, got.Header().Get("Content-Type"))
			}
		}
	}
	if got := s.get(t, "/api/v1/search"); got.Code != http.StatusMethodNotAllowed || !sameNames(got.Header().Get("Allow"), "POST, OPTIONS") {
		t.Errorf("GET of a search: %d Allow %q", got.Code, got.Header().Get("Allow"))
	}
}

func sameNames(a, b string) bool {
	set := func(s string) map[string]bool {
		out := map[string]bool{}
		for _, name := range strings.Split(s, ", ") {
			out[name] = true
		}
		return out
	}
	x, y := set(a), set(b)
	for name := range x {
		if !y[name] {
			return false
		}
	}
	return len(x) == len(y)
}
