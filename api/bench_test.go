package api

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// BenchmarkRequests asks one thing after another of the interface over the
// inventory of 405 sites, without a network.
func BenchmarkRequests(b *testing.B) {
	s := stock(b)
	tag := s.get(b, "/api/v1/sites?limit=100").Header().Get("ETag")
	for _, c := range []struct {
		name, method, path, body string
		header                   []string
	}{
		{"page_100", http.MethodGet, "/api/v1/sites?limit=100", "", nil},
		{"page_100_gzip", http.MethodGet, "/api/v1/sites?limit=100", "", []string{"Accept-Encoding", "gzip"}},
		{"page_100_not_modified", http.MethodGet, "/api/v1/sites?limit=100", "", []string{"If-None-Match", tag}},
		{"page_of_none", http.MethodGet, "/api/v1/sites?ref=NONE", "", nil},
		{"site", http.MethodGet, "/api/v1/sites/" + aSite(), "", nil},
		{"search", http.MethodPost, "/api/v1/search", `{"must":[{"field":"power_kw","op":">=","value":3000}],"facets":["kind"],"limit":20,"geometry":"point"}`, nil},
		{"tile_z10", http.MethodGet, tilePath(10, 37.5836, 48.7305), "", nil},
		{"tile_z12", http.MethodGet, tilePath(12, 37.5836, 48.7305), "", nil},
		{"fields_gzip", http.MethodGet, "/api/v1/fields", "", []string{"Accept-Encoding", "gzip"}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequest(c.method, c.path, strings.NewReader(c.body))
				if c.body != "" {
					r.Header.Set("Content-Type", "application/json")
				}
				for i := 0; i < len(c.header); i += 2 {
					r.Header.Set(c.header[i], c.header[i+1])
				}
				w := httptest.NewRecorder()
				s.engine.ServeHTTP(w, r)
				if w.Code >= 400 {
					b.Fatalf("%d %s", w.Code, w.Body)
				}
				b.SetBytes(int64(w.Body.Len()))
			}
		})
	}
}
