package api

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

// checkAnswer holds any answer to what every answer is: a page, or a problem
// document in UTF-8 with a fault of a known place.
func checkAnswer(t *testing.T, w *httptest.ResponseRecorder) {
	t.Helper()
	if w.Code != http.StatusOK && (w.Code < 400 || w.Code > 499) {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	var got struct {
		Status int
		Faults []struct{ In, Name, Rule, Got string }
	}
	if !utf8.Valid(w.Body.Bytes()) || json.Unmarshal(w.Body.Bytes(), &got) != nil {
		t.Fatalf("no JSON: %q", w.Body)
	}
	if w.Code == http.StatusBadRequest && (got.Status != w.Code || len(got.Faults) == 0) {
		t.Fatalf("a problem without faults: %s", w.Body)
	}
	for _, f := range got.Faults {
		if f.Rule == "" || f.In == "" || f.Got == "" {
			t.Fatalf("a fault that says nothing: %+v", f)
		}
	}
}

func FuzzQueriesOfSites(f *testing.F) {
	for _, query := range []string{
		"", "limit=5", "bbox=30,44,41,53&kind=brownfield,free_land", "min_area_m2=20000&sortby=-area_m2,ref", "filter=area_m2%20%3E%201",
		"limit=%zz", "a=b;c=d", "&&&", "=", "%ff=%fe", "limit=1&limit=2", "cursor=eyJ2IjoxfQ", "geometry=none&name=%00", "sortby=+ref", "kind=%2C",
	} {
		f.Add(query)
	}
	s := stock(f)
	f.Fuzz(func(t *testing.T, query string) {
		r := httptest.NewRequest(http.MethodGet, "/api/v1/sites", nil)
		r.URL.RawQuery = query
		w := httptest.NewRecorder()
		s.engine.ServeHTTP(w, r)
		checkAnswer(t, w)
	})
}

func FuzzSearches(f *testing.F) {
	for _, body := range []string{
		"{}", "", "null", "[]", `{"must":[{"field":"power_kw","op":">=","value":5000}],"lists":["meets"],"limit":3}`,
		`{"filter":"kind = 'brownfield'","within":{"type":"Point","coordinates":[37,48]}}`, `{"must":[{}]}`, `{"must":[null]}`, `{"limit":1e2}`,
		`{"a":1,"a":2}`, `{"cursor":"x","lists":["fails"]}`, `{"sortby":["-ref"],"facets":["kind"]}`, "{\"filter\":\"\xff\"}", `{"must":[{"field":"kind","op":"in","value":[`,
	} {
		f.Add(body)
	}
	s := stock(f)
	f.Fuzz(func(t *testing.T, body string) {
		r := httptest.NewRequest(http.MethodPost, "/api/v1/search", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		s.engine.ServeHTTP(w, r)
		checkAnswer(t, w)
	})
}

func FuzzHeaders(f *testing.F) {
	f.Add("gzip;q=0.5", "application/geo+json", `"a", W/"b"`, "land.example.org", "/x")
	f.Add("*;q=", "*/*;q=2,,;", "*", "[::1]:80", "//")
	f.Add("\x00", "a/b;q=0;q=1", `"`, "a:b:c", "/%2e%2e")
	s := stock(f, func(d *Deps) { d.Settings.PublicURL = "" })
	f.Fuzz(func(t *testing.T, encoding, accept, match, host, prefix string) {
		r := httptest.NewRequest(http.MethodGet, "/api/v1/settings", nil)
		r.Host = host
		for name, value := range map[string]string{"Accept-Encoding": encoding, "Accept": accept, "If-None-Match": match, "X-Forwarded-Prefix": prefix} {
			r.Header[name] = []string{value}
		}
		w := httptest.NewRecorder()
		s.engine.ServeHTTP(w, r)
		if w.Code != http.StatusNotModified {
			checkAnswer(t, w)
		}
	})
}

func FuzzPaths(f *testing.F) {
	for _, path := range []string{"/", "/sites/x", "/assets/../..", "/api/v1/sites/\x00", "/ogc/collections/sites/tiles/WebMercatorQuad/1/2/3", "//", "/api//"} {
		f.Add(path)
	}
	s := stock(f)
	f.Fuzz(func(t *testing.T, path string) {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL = &url.URL{Path: "/" + path}
		w := httptest.NewRecorder()
		s.engine.ServeHTTP(w, r)
		if w.Code >= 500 {
			t.Fatalf("%q: %d %s", path, w.Code, w.Body)
		}
	})
}
