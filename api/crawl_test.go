package api

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"landbank/registry/export"
)

// beyondProxy is where the world sees the registry: below a path of another host.
const beyondProxy = "http://land.example.net/open/registry"

// Behind a proxy with another name and a path of its own, every link of every document stays with the proxy and leads
// somewhere: links in bodies and headers, servers of OpenAPI, templates of tiles, problems. The web interface stands at
// the root of a host and is left out.
func TestLinksStayBehindTheProxy(t *testing.T) {
	t.Parallel()
	for name, setting := range map[string]func(*Settings){
		"told by the setting": func(s *Settings) { s.PublicURL = beyondProxy },
		"told by the proxy": func(s *Settings) {
			s.PublicURL, s.TrustedProxies = "", []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := &crawler{client: proxied(t, stock(t, func(d *Deps) { setting(&d.Settings) })), followed: map[string]bool{}, shapes: map[string]int{}}
			for _, path := range crawlSeeds() {
				c.queue = append(c.queue, found{beyondProxy + path, "the list of the test"})
			}
			for len(c.queue) > 0 {
				next := c.queue[0]
				c.queue = c.queue[1:]
				c.visit(t, next)
			}
			t.Logf("%d addresses of %d kinds", len(c.followed), len(c.shapes))
			if len(c.followed) < 150 || len(c.shapes) < 60 {
				t.Errorf("only %d addresses of %d kinds were found", len(c.followed), len(c.shapes))
			}
			for _, path := range []string{"/ogc/nothing", "/ogc/collections/none/items", "/api/v1/sites?limit=x", "/api/v1/sites/none"} {
				c.problem(t, beyondProxy+path)
			}
		})
	}
}

// crawlSeeds are where programs begin.
func crawlSeeds() []string {
	seeds := []string{"/ogc", "/ogc/", "/ogc?f=html", "/api/docs", "/api/openapi.json", "/api/v1/sites?limit=120", "/api/v1/sites/" + aSite(), "/api/v1/sites/" + aSite() + "/history",
		"/api/v1/changes?limit=150", "/api/v1/ledger", "/api/v1/snapshots", "/api/v1/fields", "/api/v1/profiles", "/api/v1/members", "/api/v1/rules", "/api/v1/settings", "/api/v1/territories",
		"/api/v1/territories/" + aTerritory, "/ogc/collections/sites_for_solar@1/items?limit=150", "/ogc/collections/sites/items?limit=100&filter=area_m2%20%3E%201&properties=ref",
		"/ogc/collections/sites/tiles/WebMercatorQuad/tilejson?kind=brownfield", "/ogc/collections/territories/items?limit=50&f=html", "/healthz", "/readyz"}
	for _, format := range export.Formats {
		seeds = append(seeds, "/api/v1/exports/sites."+string(format)+"?kind=building")
	}
	return seeds
}

// proxied gives a client that reaches a service through a proxy alone, which takes its path off.
func proxied(t *testing.T, s *service) *http.Client {
	inner := httptest.NewServer(s.engine)
	t.Cleanup(inner.Close)
	to, err := url.Parse(inner.URL)
	if err != nil {
		t.Fatal(err)
	}
	public, _ := url.Parse(beyondProxy)
	forward := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.SetXForwarded()
		r.Out.Header.Set("X-Forwarded-Prefix", public.Path)
		r.Out.Host = to.Host
	}}
	proxy := httptest.NewServer(http.StripPrefix(public.Path, forward))
	t.Cleanup(proxy.Close)
	transport := &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		if address != public.Host+":80" {
			return nil, fmt.Errorf("%s is not the proxy", address)
		}
		return new(net.Dialer).DialContext(ctx, network, proxy.Listener.Addr().String())
	}}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// found is an address and where it stands.
type found struct{ address, in string }

// crawler follows links.
type crawler struct {
	client   *http.Client
	queue    []found
	followed map[string]bool
	shapes   map[string]int // how many addresses of a kind there were
}

// mostOfAKind bounds how many addresses that differ in an id alone are followed.
const mostOfAKind = 4

var changing = regexp.MustCompile(`(/items/|/sites/|/territories/|/collections/sites_for_)[^/?]+`)

// shape is what kind an address is of: pages of the same thing are of one kind.
func shape(u *url.URL) string {
	return changing.ReplaceAllString(u.Path, "$1*") + " " + u.Query().Get("f")
}

func (c *crawler) visit(t *testing.T, next found) {
	u, err := url.Parse(next.address)
	if err != nil {
		t.Errorf("%s: %v", next.in, err)
		return
	}
	u.Fragment = ""
	if c.followed[u.String()] || c.shapes[shape(u)] >= mostOfAKind {
		return
	}
	c.followed[u.String()] = true
	c.shapes[shape(u)]++
	response, body := c.get(t, u.String())
	if response == nil {
		return
	}
	if response.StatusCode != http.StatusOK && response.StatusCode != http.StatusNotModified {
		t.Errorf("%s leads to %s: %d %.200s", next.in, u, response.StatusCode, body)
		return
	}
	for _, header := range []string{"Link", "Location", "Content-Location"} {
		for _, match := range linkTarget.FindAllStringSubmatch(response.Header.Get(header), -1) {
			c.link(t, u, match[1], header+" of "+u.String())
		}
	}
	media, _, _ := strings.Cut(response.Header.Get("Content-Type"), ";")
	switch {
	case strings.HasSuffix(media, "json") && media != "application/x-ndjson":
		c.document(t, u, body)
	case media == "text/html":
		for _, match := range attribute.FindAllSubmatch(body, -1) {
			c.link(t, u, html.UnescapeString(string(match[1])), "the page "+u.String())
		}
	}
}

func (c *crawler) get(t *testing.T, address string) (*http.Response, []byte) {
	response, err := c.client.Get(address)
	if err != nil {
		t.Errorf("%s: %v", address, err)
		return nil, nil
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Errorf("%s: %v", address, err)
	}
	return response, body
}

var (
	linkTarget = regexp.MustCompile(`<([^>]*)>`)
	attribute  = regexp.MustCompile(`(?:href|src|action)="([^"]*)"`)
	// expand fills templates of tiles in: the one tile of the least level.
	expand = strings.NewReplacer("{z}", "0", "{y}", "0", "{x}", "0", "{tileMatrix}", "0", "{tileRow}", "0", "{tileCol}", "0")
)

// document looks for links in all texts of a JSON document.
func (c *crawler) document(t *testing.T, u *url.URL, body []byte) {
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		t.Errorf("%s is no JSON: %v", u, err)
		return
	}
	c.texts(t, u, "", value)
	if root, ok := value.(map[string]any); ok && root["openapi"] != nil {
		servers, _ := json.Marshal(root["servers"])
		if want := []string{`[{"url":"` + beyondProxy + `"}]`, `[{"url":"` + beyondProxy + `/ogc"}]`}; !slices.Contains(want, string(servers)) {
			t.Errorf("%s: servers %s", u, servers)
		}
	}
}

// addressed are the members that hold addresses; what begins with a slash elsewhere is no link.
var addressed = []string{"href", "url", "tiles", "type", "instance", "$id", "$schema", "next", "source_url"}

func (c *crawler) texts(t *testing.T, u *url.URL, member string, value any) {
	switch v := value.(type) {
	case map[string]any:
		for name, one := range v {
			if name == "example" || name == "examples" {
				continue
			}
			c.texts(t, u, name, one)
		}
	case []any:
		for _, one := range v {
			c.texts(t, u, member, one)
		}
	case string:
		if strings.Contains(v, "://") && !strings.ContainsAny(v, " \n") || strings.HasPrefix(v, "/") && slices.Contains(addressed, member) {
			c.link(t, u, v, member+" in "+u.String())
		}
	}
}

// link judges a link and follows it where it is one of the service.
func (c *crawler) link(t *testing.T, from *url.URL, text, in string) {
	to, err := from.Parse(expand.Replace(text))
	if err != nil {
		t.Errorf("%s: %q: %v", in, text, err)
		return
	}
	switch {
	case to.Scheme != "http" && to.Scheme != "https":
	case strings.HasPrefix(to.Host, "127.0.0.1") || to.Hostname() == "localhost":
		t.Errorf("%s shows the inner address %s", in, text)
	case to.Host != from.Host: // of somebody else
	case to.String() != beyondProxy && !strings.HasPrefix(to.String(), beyondProxy+"/") && !strings.HasPrefix(to.String(), beyondProxy+"?"):
		t.Errorf("%s leads out of the registry: %s", in, text)
	default:
		c.queue = append(c.queue, found{to.String(), in})
	}
}

// problem asks for what is wrong: what its document says leads to pages of the registry.
func (c *crawler) problem(t *testing.T, address string) {
	response, body := c.get(t, address)
	var problem struct{ Type, Instance string }
	if response == nil || response.StatusCode < 400 || json.Unmarshal(body, &problem) != nil {
		t.Errorf("%s is no problem: %s", address, body)
		return
	}
	from, _ := url.Parse(address)
	for _, text := range []string{problem.Type, problem.Instance} {
		if to, err := from.Parse(text); err != nil || !strings.HasPrefix(to.String(), beyondProxy+"/") {
			t.Errorf("the problem of %s leads to %s", address, text)
		}
	}
	if to, err := from.Parse(problem.Type); err == nil {
		c.visit(t, found{to.String(), "the problem of " + address})
	}
}
