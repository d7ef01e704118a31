package api

import (
	"bufio"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"regexp"
	"strings"
	"testing"

	"landbank/registry/criteria"
)

// Addresses that try to reach files or other resources reach nothing.
func TestPathsReachNothingElse(t *testing.T) {
	s := stock(t)
	for _, path := range []string{
		"/assets/../index.html", "/assets/..%2f..%2fetc/passwd", "/assets/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd",
		"/assets/", "/assets//etc/passwd", "/assets/index-1a2b3c.js/", "/assets/index-1a2b3c.js%00.png", "/assets/..\\..\\index.html",
		"/index.html", "/api", "/api/", "/api/v1", "/api/v1/sites/", "/api/v1//sites", "/api/v1/sites/..%2f..%2ffields", "/api/v1/Sites",
		"/api/v1/sites/" + strings.Repeat("a", 101), "/api/v1/sites/a%00b", "/api/v1/sites/%ff", "/api/v1/sites/a%0d%0ab",
		"/api/v1/sites/' or 1=1 --", "/api/v1/territories/%", "/api/v1/territories/%27%3B", "/ogc/nothing", "/ogc/collections/sites/tiles/WebMercatorQuad/", "/ogc/collections/sites/tiles/WorldCRS84Quad", "/ogc/collections/territories/tiles",
		"/.git/config", "/openapi.yaml", "/metrics/", "/assets/index-1a2b3c.js.br",
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL.Path, r.URL.RawPath = unescaped(path), ""
		w := httptest.NewRecorder()
		s.engine.ServeHTTP(w, r)
		if w.Code != http.StatusNotFound || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s %.100s", path, w.Code, w.Header().Get("Content-Type"), w.Body)
		}
	}
}

// unescaped decodes a path where it can be decoded, as a server does.
func unescaped(path string) string {
	r := strings.NewReplacer("%2f", "/", "%2e", ".", "%00", "\x00", "%ff", "\xff", "%0d", "\r", "%0a", "\n", "%27", "'", "%3B", ";")
	return r.Replace(path)
}

func TestTilesBeyondTheGrid(t *testing.T) {
	s := stock(t)
	for _, tile := range []string{"23/0/0", "0/0/1", "0/1/0", "5/32/0", "5/0/32", "-1/0/0", "a/0/0", "5/1.5/0", "5/0x1/0", "99999999999/0/0", "5/+1/0", "5//0", "22/4194304/0"} {
		got := s.get(t, "/ogc/collections/sites/tiles/WebMercatorQuad/"+tile)
		if got.Code != http.StatusNotFound {
			t.Errorf("%s: %d", tile, got.Code)
		}
	}
	if got := s.get(t, "/ogc/collections/sites/tiles/WebMercatorQuad/22/4194303/4194303"); got.Code != http.StatusOK || got.Body.Len() != 0 {
		t.Errorf("the last tile: %d, %d bytes", got.Code, got.Body.Len())
	}
}

// Links are made of the public address, and of what the request says only where
// that can be a host.
func TestAddressesOfLinks(t *testing.T) {
	trusted := []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}
	for _, c := range []struct {
		name, public, remote, host string
		headers                    []string
		want                       string // "" for 400
	}{
		{"the setting wins", "https://land.example.org/registry/", "192.0.2.1:5", "evil.example.com", []string{"X-Forwarded-Host", "evil.example.com"}, "https://land.example.org/registry"},
		{"the host", "", "198.51.100.1:5", "land.example.org:8080", nil, "http://land.example.org:8080"},
		{"an IPv6 host", "", "198.51.100.1:5", "[2001:db8::1]:8080", nil, "http://[2001:db8::1]:8080"},
		{"strangers forward nothing", "", "198.51.100.1:5", "land.example.org", []string{"X-Forwarded-Host", "evil.example.com", "X-Forwarded-Proto", "https", "X-Forwarded-Prefix", "/x"}, "http://land.example.org"},
		{"a proxy forwards", "", "192.0.2.1:5", "inner:8080", []string{"X-Forwarded-Host", "land.example.org", "X-Forwarded-Proto", "https", "X-Forwarded-Prefix", "/registry/"}, "https://land.example.org/registry"},
		{"the first of several", "", "192.0.2.1:5", "inner", []string{"X-Forwarded-Host", "land.example.org, middle"}, "http://land.example.org"},
		{"a proxy forwards nonsense", "", "192.0.2.1:5", "inner", []string{"X-Forwarded-Host", "a b<script>"}, ""},
		{"a proxy forwards a strange scheme", "", "192.0.2.1:5", "inner", []string{"X-Forwarded-Proto", "javascript"}, "http://inner"},
		{"a proxy forwards a strange prefix", "", "192.0.2.1:5", "inner", []string{"X-Forwarded-Prefix", "//evil.example.com"}, "http://inner"},
		{"a host with a path", "", "198.51.100.1:5", "land.example.org/evil", nil, ""},
		{"a host with a name before it", "", "198.51.100.1:5", "user@land.example.org", nil, ""},
		{"a host with line ends", "", "198.51.100.1:5", "land.example.org\r\nX: y", nil, ""},
		{"a host with markup", "", "198.51.100.1:5", `"><script>`, nil, ""},
		{"a long host", "", "198.51.100.1:5", strings.Repeat("a", 300), nil, ""},
		{"no host", "", "198.51.100.1:5", "", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := stock(t, func(d *Deps) { d.Settings.PublicURL, d.Settings.TrustedProxies = c.public, trusted })
			r := httptest.NewRequest(http.MethodGet, "/api/v1/sites?limit=1", nil)
			r.Host, r.RemoteAddr = c.host, c.remote
			for i := 0; i < len(c.headers); i += 2 {
				r.Header.Set(c.headers[i], c.headers[i+1])
			}
			w := httptest.NewRecorder()
			s.engine.ServeHTTP(w, r)
			if c.want == "" {
				checkFaults(t, answer{w}, wantFault{"header", "Host", "syntax"})
				return
			}
			self := answer{w}.json(t)["links"].([]any)[0].(map[string]any)["href"]
			if want := c.want + "/api/v1/sites?limit=1"; self != want {
				t.Errorf("self %s, want %s", self, want)
			}
		})
	}
}

func TestSettingsThatCannotBe(t *testing.T) {
	catalog, store := broken{}, inventory()
	log := slog.New(slog.DiscardHandler)
	for name, settings := range map[string]Settings{
		"relative":          {PublicURL: "/registry"},
		"another scheme":    {PublicURL: "ftp://land.example.org"},
		"with a query":      {PublicURL: "https://land.example.org/?a=b"},
		"with a user":       {PublicURL: "https://user:word@land.example.org"},
		"street style":      {StreetStyleURL: "javascript:alert(1)"},
		"street origin":     {StreetOrigins: []string{"https://a.example.org; script-src *"}},
		"street style host": {StreetStyleURL: "https://a b/style.json"},
	} {
		if _, err := New(Deps{Catalog: catalog, Ledger: store, Inspection: store, Corrections: store, Jobs: store, Stewards: store, People: store, Desk: store, Media: store, Campaigns: store, Quality: store, Layers: store, Registry: store, Parcels: store, Web: website(), Log: log, Settings: settings}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := New(Deps{Catalog: catalog, Ledger: store, Inspection: store, Corrections: store, Jobs: store, Stewards: store, People: store, Desk: store, Media: store, Campaigns: store, Quality: store, Layers: store, Registry: store, Parcels: store, Log: log}); err == nil {
		t.Error("no web files: no error")
	}
	if _, err := New(Deps{Catalog: catalog, Ledger: store, Inspection: store, Corrections: store, Jobs: store, Stewards: store, People: store, Desk: store, Media: store, Campaigns: store, Quality: store, Layers: store, Registry: store, Parcels: store, Web: website(), Log: log}); err != nil {
		t.Errorf("the zero settings: %v", err)
	}
}

func TestHeadersThatProtect(t *testing.T) {
	s := stock(t, func(d *Deps) {
		d.Settings.StreetStyleURL = "https://streets.example.org/style.json"
		d.Settings.StreetOrigins = []string{"https://tiles.example.org", "https://streets.example.org"}
	})
	want := map[string]map[string]string{
		"/": {
			"Content-Security-Policy": "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; font-src 'self'; " +
				"img-src 'self' data: blob: https://streets.example.org https://tiles.example.org; " +
				"connect-src 'self' https://streets.example.org https://tiles.example.org; manifest-src 'self'; " +
				"base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin", "Access-Control-Allow-Origin": "",
		},
		"/embed": {
			"Content-Security-Policy": "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; font-src 'self'; " +
				"img-src 'self' data: blob: https://streets.example.org https://tiles.example.org; " +
				"connect-src 'self' https://streets.example.org https://tiles.example.org; manifest-src 'self'; " +
				"base-uri 'none'; form-action 'self'; frame-ancestors *",
			"Cross-Origin-Opener-Policy": "", "Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "",
			"Permissions-Policy": "camera=(), microphone=(), payment=(), usb=(), geolocation=()",
		},
		"/desk": {"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin"},
		"/api/v1/sites?limit=1": {
			"Content-Security-Policy":      "default-src 'none'; frame-ancestors 'none'",
			"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*",
		},
		"/api/v1/nothing": {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "Access-Control-Allow-Origin": "*"},
	}
	for path, headers := range want {
		got := s.get(t, path)
		headers["X-Content-Type-Options"] = "nosniff"
		headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
		headers["Strict-Transport-Security"] = "max-age=31536000"
		headers["X-Request-Id"] = "0123456789abcdef"
		for name, value := range headers {
			if have := got.Header().Get(name); have != value {
				t.Errorf("%s: %s is %q, want %q", path, name, have, value)
			}
		}
	}
}

// The page of the interface runs no script and has the one style that its
// policy names.
func TestPageOfTheInterface(t *testing.T) {
	got := stock(t).get(t, "/api/docs")
	page := got.Body.String()
	style := regexp.MustCompile(`(?s)<style>(.*?)</style>`).FindStringSubmatch(page)
	if style == nil {
		t.Fatal("no style")
	}
	sum := sha256.Sum256([]byte(style[1]))
	if want := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(got.Header().Get("Content-Security-Policy"), want) {
		t.Errorf("policy %s does not have %s", got.Header().Get("Content-Security-Policy"), want)
	}
	for _, bad := range []string{"<script", "javascript:", " style=", "ZgotmplZ", "http://", "//cdn"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page has %s", bad)
		}
	}
	for _, want := range []string{`id="problem-bad-request"`, `id="field-area_m2"`, `id="listSites"`, `id="schema-Problem"`, "/api/v1/search", "<b>Unknown is not good.</b>", "<code>null</code>"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not have %s", want)
		}
	}
}

// Programs of any origin may read, and ask beforehand whether they may.
func TestCrossOriginRequests(t *testing.T) {
	s := stock(t)
	got := s.ask(t, http.MethodOptions, "/api/v1/search", "", "Origin", "https://other.example.org",
		"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type")
	for name, want := range map[string]string{
		"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "OPTIONS, POST",
		"Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match", "Access-Control-Max-Age": "86400", "Allow": "OPTIONS, POST",
	} {
		if have := got.Header().Get(name); have != want {
			t.Errorf("%s is %q, want %q", name, have, want)
		}
	}
	if got.Code != http.StatusOK || got.Body.Len() > 0 {
		t.Errorf("%d, %d bytes", got.Code, got.Body.Len())
	}
	if got := s.ask(t, http.MethodOptions, "/", ""); got.Header().Get("Access-Control-Allow-Origin") != "" || got.Header().Get("Allow") != "GET, HEAD, OPTIONS" {
		t.Errorf("a page: %v", got.Header())
	}
	if got := s.ask(t, http.MethodOptions, "/nothing", ""); got.Code != http.StatusNotFound {
		t.Errorf("nothing: %d", got.Code)
	}
}

// The log has a line for each request and nothing of the query or the headers.
func TestAccessLog(t *testing.T) {
	s := stock(t, func(d *Deps) { d.Settings.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")} })
	s.get(t, "/api/v1/sites?name=secretname&limit=1", "Authorization", "Bearer secrettoken", "Cookie", "session=secretcookie",
		"X-Request-Id", "given-by-proxy-1", "X-Forwarded-For", "203.0.113.9, 198.51.100.7")
	line := s.log.String()
	for _, secret := range []string{"secretname", "secrettoken", "secretcookie"} {
		if strings.Contains(line, secret) {
			t.Errorf("the log has %s: %s", secret, line)
		}
	}
	for _, want := range []string{`"request_id":"given-by-proxy-1"`, `"method":"GET"`, `"path":"/api/v1/sites"`, `"status":401`, `"client":"198.51.100.7"`} {
		if !strings.Contains(line, want) {
			t.Errorf("the log has no %s: %s", want, line)
		}
	}
	strange := stock(t)
	if got := strange.get(t, "/healthz", "X-Request-Id", "given-by-stranger"); got.Header().Get("X-Request-Id") != "0123456789abcdef" {
		t.Errorf("a stranger numbered the request: %s", got.Header().Get("X-Request-Id"))
	}
}

// Addresses and headers have limits, at the handler and at the server.
func TestLongAddresses(t *testing.T) {
	s := stock(t)
	if got := s.get(t, "/api/v1/sites?name="+strings.Repeat("a", 33<<10)); got.Code != http.StatusRequestURITooLong {
		t.Errorf("33 KiB: %d", got.Code)
	}
	server := httptest.NewUnstartedServer(nil)
	server.Config = NewServer(s.engine, slog.New(slog.DiscardHandler))
	server.Start()
	defer server.Close()
	conn, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	go func() {
		_, _ = io.WriteString(conn, "GET /api/v1/sites?name=")
		_, _ = io.WriteString(conn, strings.Repeat("a", 10<<20)) // breaks off when the server closes
		_, _ = fmt.Fprintf(conn, " HTTP/1.1\r\nHost: land.example.org\r\n\r\n")
	}()
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("10 MiB: %d", answer.StatusCode)
	}
}

// Questions with very many faults are answered with the first of them.
func TestVeryManyFaults(t *testing.T) {
	s := stock(t)
	var q, b strings.Builder
	for i := range 2500 {
		fmt.Fprintf(&q, "&a%d=1", i)
		fmt.Fprintf(&b, `"a%d":1,`, i)
	}
	for name, got := range map[string]answer{
		"sites":    s.get(t, "/api/v1/sites?"+q.String()),
		"settings": s.get(t, "/api/v1/settings?"+q.String()),
		"search":   s.search(t, "{"+b.String()+`"limit":1}`),
		"lists":    s.search(t, `{"lists":[`+strings.Repeat(`"x",`, 2500)+`"y"]}`),
	} {
		if got.Code != http.StatusBadRequest {
			t.Fatalf("%s: %d", name, got.Code)
		}
		if n := len(got.json(t)["faults"].([]any)); n > criteria.MaxFaults {
			t.Errorf("%s: %d faults", name, n)
		}
	}
}
