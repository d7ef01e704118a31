package api

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"
)

// resources are addresses of data, each large enough to be compressed or not.
func resources() []resource {
	return []resource{
		{"/api/v1/fields", true},
		{"/api/v1/settings", false},
		{"/api/v1/sites?limit=20", true},
		{"/api/v1/sites?kind=brownfield&min_area_m2=20000&sortby=-area_m2&limit=5&geometry=point", true},
		{"/api/v1/sites/" + aSite(), true},
		{"/api/v1/territories", true},
		{"/api/v1/territories/" + aTerritory, true},
		{tilePath(10, 37.5836, 48.7305), true},
		{tilePath(14, 37.5836, 48.7305), false},
		{"/ogc/collections/sites/tiles/WebMercatorQuad/9/0/0", false}, // an empty tile
		{"/ogc/collections/sites/tiles/WebMercatorQuad/tilejson?kind=brownfield", true},
		{"/api/openapi.json", true},
		{"/api/docs", true},
		{"/", false},
		{"/robots.txt", false},
		{"/assets/index-1a2b3c.js", true},
	}
}

type resource struct {
	path   string
	packed bool // long enough to be compressed
}

// Every GET, with and without compression, has a strong ETag of its own, a 304
// for it, and a HEAD with the same headers and no body.
func TestValidatorsCompressionAndHead(t *testing.T) {
	s := stock(t)
	for _, r := range resources() {
		t.Run(r.path, func(t *testing.T) {
			plain := s.get(t, r.path)
			packed := s.get(t, r.path, "Accept-Encoding", "gzip")
			if plain.Code != http.StatusOK || packed.Code != http.StatusOK {
				t.Fatalf("status %d and %d", plain.Code, packed.Code)
			}
			tag, packedTag := plain.Header().Get("ETag"), packed.Header().Get("ETag")
			if !strings.HasPrefix(tag, `"`) || !strings.HasSuffix(tag, `"`) {
				t.Errorf("ETag %q is not strong", tag)
			}
			if got := packed.Header().Get("Content-Encoding") == "gzip"; got != r.packed {
				t.Errorf("compressed: %v, want %v (%d bytes)", got, r.packed, plain.Body.Len())
			}
			if (tag == packedTag) == r.packed {
				t.Errorf("ETags %s and %s, compressed: %v", tag, packedTag, r.packed)
			}
			if r.packed {
				if got := unzip(t, packed.Body); !bytes.Equal(got, plain.Body.Bytes()) {
					t.Error("the compressed form is another one")
				}
			}
			if !strings.Contains(strings.Join(plain.Header().Values("Vary"), ","), "Accept-Encoding") {
				t.Errorf("Vary %q", plain.Header().Values("Vary"))
			}
			if again := s.get(t, r.path); again.Header().Get("ETag") != tag || !bytes.Equal(again.Body.Bytes(), plain.Body.Bytes()) {
				t.Error("the same request has another answer")
			}
			checkNotModified(t, s, r.path, tag, packedTag)
			for _, encoding := range []string{"", "gzip"} {
				checkHead(t, s, r.path, encoding)
			}
		})
	}
}

func checkNotModified(t *testing.T, s *service, path, tag, packedTag string) {
	t.Helper()
	for _, c := range []struct {
		name, match, encoding, want string
	}{
		{"the tag", tag, "", tag},
		{"the tag, weak", "W/" + tag, "", tag},
		{"one of several", `"other", ` + tag, "", tag},
		{"any", "*", "", tag},
		{"the tag of the compressed form", packedTag, "gzip", packedTag},
		{"the tag of the plain form, where both are taken", tag, "gzip", tag},
	} {
		headers := []string{"If-None-Match", c.match}
		if c.encoding != "" {
			headers = append(headers, "Accept-Encoding", c.encoding)
		}
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			got := s.ask(t, method, path, "", headers...)
			if got.Code != http.StatusNotModified || got.Body.Len() > 0 || got.Header().Get("ETag") != c.want {
				t.Errorf("%s with %s: %d, %d bytes, ETag %s", method, c.name, got.Code, got.Body.Len(), got.Header().Get("ETag"))
			}
			if got.Header().Get("Cache-Control") == "" || got.Header().Get("Vary") == "" || got.Header().Get("Content-Type") != "" {
				t.Errorf("%s with %s: headers %v", method, c.name, got.Header())
			}
		}
	}
	for _, other := range []string{`"other"`, strings.Trim(tag, `"`), `"` + tag + `"`, `""`, ","} {
		if got := s.get(t, path, "If-None-Match", other); got.Code != http.StatusOK {
			t.Errorf("If-None-Match: %s: %d", other, got.Code)
		}
	}
	if tag != packedTag {
		if got := s.get(t, path, "If-None-Match", packedTag); got.Code != http.StatusOK {
			t.Errorf("the tag of a form that is not taken: %d", got.Code)
		}
	}
}

func checkHead(t *testing.T, s *service, path, encoding string) {
	t.Helper()
	get := s.get(t, path, "Accept-Encoding", encoding)
	head := s.ask(t, http.MethodHead, path, "", "Accept-Encoding", encoding)
	if head.Code != http.StatusOK || head.Body.Len() > 0 {
		t.Errorf("HEAD: %d, %d bytes", head.Code, head.Body.Len())
	}
	for name := range get.Header() {
		if got, want := head.Header().Values(name), get.Header().Values(name); strings.Join(got, ",") != strings.Join(want, ",") {
			t.Errorf("HEAD (%s): %s is %q, with GET %q", encoding, name, got, want)
		}
	}
}

func unzip(t *testing.T, b io.Reader) []byte {
	t.Helper()
	r, err := gzip.NewReader(b)
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Everything that changes the bytes changes the tag.
func TestTagsTellRepresentationsApart(t *testing.T) {
	s := stock(t)
	other := stock(t, func(d *Deps) { d.Settings.Version = "other" })
	elsewhere := stock(t, func(d *Deps) { d.Settings.PublicURL = "https://elsewhere.example.org" })
	seen := map[string]string{}
	note := func(what, tag string) {
		if before, ok := seen[tag]; ok || tag == "" {
			t.Errorf("%s has the tag %q of %s", what, tag, before)
		}
		seen[tag] = what
	}
	for _, path := range []string{
		"/api/v1/sites?limit=1", "/api/v1/sites?limit=2", "/api/v1/sites?limit=1&geometry=none", "/api/v1/sites?limit=1&sortby=ref",
		"/api/v1/sites?limit=1&sortby=-ref", "/api/v1/sites?limit=1&kind=brownfield", "/api/v1/sites?limit=1&kind=free_land",
		"/ogc/collections/sites/tiles/WebMercatorQuad/6/22/37", "/ogc/collections/sites/tiles/WebMercatorQuad/6/37/22",
		"/ogc/collections/sites/tiles/WebMercatorQuad/6/22/37?lists=meets,may_meet", "/ogc/collections/sites/tiles/WebMercatorQuad/6/22/37?kind=brownfield",
		"/ogc/collections/sites/tiles/WebMercatorQuad/tilejson",
	} {
		note(path, s.get(t, path).Header().Get("ETag"))
	}
	note("as JSON", s.get(t, "/api/v1/sites?limit=1", "Accept", "application/json").Header().Get("ETag"))
	note("another version", other.get(t, "/api/v1/sites?limit=1").Header().Get("ETag"))
	note("another address", elsewhere.get(t, "/api/v1/sites?limit=1").Header().Get("ETag"))

	// Lists are a set: their order does not matter to a tile.
	const tile = "/ogc/collections/sites/tiles/WebMercatorQuad/6/22/37?lists="
	if a, b := s.get(t, tile+"meets,may_meet").Header().Get("ETag"), s.get(t, tile+"may_meet,meets").Header().Get("ETag"); a != b {
		t.Errorf("tags %s and %s", a, b)
	}
}

func TestCacheControl(t *testing.T) {
	s := stock(t)
	for path, want := range map[string]string{
		"/api/v1/sites?limit=1":   "public, max-age=0, must-revalidate",
		"/":                       "public, max-age=0, must-revalidate",
		"/robots.txt":             "public, max-age=0, must-revalidate",
		"/assets/index-1a2b3c.js": "public, max-age=31536000, immutable",
		"/healthz":                "no-store",
		"/readyz":                 "no-store",
		"/metrics":                "no-store",
		"/api/v1/sites?limit=0":   "no-store",
		"/api/v1/sites/NONE":      "no-store",
		"/assets/nothing.js":      "no-store",
	} {
		if got := s.get(t, path).Header().Get("Cache-Control"); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	if got := s.search(t, `{"limit":0}`).Header().Get("Cache-Control"); got != "no-store" {
		t.Errorf("search: %q", got)
	}
}

// Accept-Encoding and Accept are read with their weights.
func TestNegotiation(t *testing.T) {
	s := stock(t)
	for _, c := range []struct{ header, coding string }{
		{"gzip", "gzip"}, {"GZIP", "gzip"}, {"gzip;q=0", ""}, {"gzip; q=0.5, identity", "gzip"}, {"*", "gzip"}, {"*;q=0", ""},
		{"br", ""}, {"gzip;q=0, *", ""}, {"", ""}, {"gzip;q=nonsense", ""}, {"deflate", ""},
	} {
		if got := s.get(t, "/api/v1/fields", "Accept-Encoding", c.header).Header().Get("Content-Encoding"); got != c.coding {
			t.Errorf("Accept-Encoding %q: %q, want %q", c.header, got, c.coding)
		}
	}
	if got := s.get(t, "/assets/index-1a2b3c.js", "Accept-Encoding", "gzip, br"); got.Header().Get("Content-Encoding") != "br" || got.Body.String() != "brotli form" {
		t.Errorf("a file with a brotli form came as %q", got.Header().Get("Content-Encoding"))
	}
	const sites = "/api/v1/sites?limit=1"
	for _, c := range []struct{ path, header, media string }{
		{sites, "", "application/geo+json"},
		{sites, "*/*", "application/geo+json"},
		{sites, "application/*", "application/geo+json"},
		{sites, "application/json", "application/json"},
		{sites, "application/json, application/geo+json", "application/geo+json"},
		{sites, "application/geo+json;q=0.5, application/json", "application/json"},
		{sites, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/geo+json"},
		{sites, "application/geo+json;q=0, */*", "application/json"},
		{sites, "text/html", ""},
		{sites, "application/json;q=0", ""},
		{"/api/v1/fields", "application/geo+json", ""},
		{"/ogc/collections/sites/tiles/WebMercatorQuad/5/10/18", "*/*", "application/vnd.mapbox-vector-tile"},
		{"/ogc/collections/sites/tiles/WebMercatorQuad/5/10/18", "image/png", ""},
		{"/api/openapi.json", "application/vnd.oai.openapi+json", "application/vnd.oai.openapi+json;version=3.0"},
		{"/api/docs", "text/html", "text/html; charset=utf-8"},
	} {
		var headers []string
		if c.header != "" {
			headers = []string{"Accept", c.header}
		}
		got := s.get(t, c.path, headers...)
		if c.media == "" {
			if got.Code != http.StatusNotAcceptable || got.Header().Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s Accept %q: %d %s", c.path, c.header, got.Code, got.Header().Get("Content-Type"))
			}
			continue
		}
		if got.Code != http.StatusOK || got.Header().Get("Content-Type") != c.media {
			t.Errorf("%s Accept %q: %d %s, want %s", c.path, c.header, got.Code, got.Header().Get("Content-Type"), c.media)
		}
	}
}
