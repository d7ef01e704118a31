package ogc

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Service is a service under test. It remembers what it was asked, so that its own document can be held against that.
type Service struct {
	landing   string // address of the landing page
	client    *http.Client
	kept      map[string]answer
	seen      map[string][]int // statuses by path below the landing page
	described map[string]any
}

// NewService asks the service at the address of a landing page.
func NewService(landing string) *Service {
	return &Service{
		landing: strings.TrimSuffix(landing, "/"), client: &http.Client{Timeout: 2 * time.Minute},
		kept: map[string]answer{}, seen: map[string][]int{},
	}
}

// answer is what came back.
type answer struct {
	status  int
	proto   string
	header  http.Header
	body    []byte
	failure string // why nothing came back
	decoded map[string]any
}

// get asks for an address with headers, name and value in turn.
func (s *Service) get(address string, headers ...string) answer {
	key := address + "\n" + strings.Join(headers, "\n")
	if kept, ok := s.kept[key]; ok {
		return kept
	}
	got := s.ask(address, headers)
	if json.Unmarshal(got.body, &got.decoded) != nil {
		got.decoded = nil
	}
	s.kept[key] = got
	if to, err := url.Parse(address); err == nil {
		base, _ := url.Parse(s.landing)
		path := "/" + strings.TrimPrefix(strings.TrimPrefix(to.Path, base.Path), "/")
		if !slices.Contains(s.seen[path], got.status) {
			s.seen[path] = append(s.seen[path], got.status)
		}
	}
	return got
}

func (s *Service) ask(address string, headers []string) answer {
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return answer{failure: err.Error()}
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := s.client.Do(request)
	if err != nil {
		return answer{failure: err.Error()}
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return answer{failure: err.Error()}
	}
	return answer{status: response.StatusCode, proto: response.Proto, header: response.Header, body: body}
}

// media is the content type without parameters.
func (a answer) media() string {
	media, _, _ := strings.Cut(a.header.Get("Content-Type"), ";")
	return media
}

// object is the body decoded; it is empty where the body is no object.
func (a answer) object() map[string]any { return a.decoded }

// extract is the beginning of what came back, for messages.
func (a answer) extract() string {
	if a.failure != "" {
		return a.failure
	}
	return string(a.body[:min(len(a.body), 200)])
}

// list gives a member that is a list.
func list(o map[string]any, name string) []any {
	out, _ := o[name].([]any)
	return out
}

// member gives a member that is an object.
func member(o map[string]any, name string) map[string]any {
	out, _ := o[name].(map[string]any)
	return out
}

// text gives a member that is a text.
func text(o map[string]any, name string) string {
	out, _ := o[name].(string)
	return out
}

// collection is one collection as the list of collections describes it.
type collection struct {
	id        string
	described map[string]any
	own       string // its address
	items     string // address of its features
	crs       []string
}

// collections reads the list.
func (s *Service) collections() []collection {
	var out []collection
	for _, one := range list(s.get(s.landing+"/collections").object(), "collections") {
		described, _ := one.(map[string]any)
		c := collection{id: text(described, "id"), described: described}
		c.own = s.landing + "/collections/" + url.PathEscape(c.id)
		c.items = c.own + "/items"
		for _, uri := range list(described, "crs") {
			c.crs = append(c.crs, fmt.Sprint(uri))
		}
		out = append(out, c)
	}
	return out
}

// document is the OpenAPI document that the landing page leads to.
func (s *Service) document() map[string]any {
	if s.described == nil {
		for _, one := range list(s.get(s.landing).object(), "links") {
			if l, _ := one.(map[string]any); l["rel"] == "service-desc" {
				s.described = s.get(text(l, "href")).object()
			}
		}
	}
	return s.described
}

// parameter finds a parameter of an operation that reads, following a reference.
func (s *Service) parameter(path, name string) map[string]any {
	for _, one := range list(member(member(member(s.document(), "paths"), path), "get"), "parameters") {
		p, _ := one.(map[string]any)
		if to, ok := strings.CutPrefix(text(p, "$ref"), "#/components/parameters/"); ok {
			p = member(member(member(s.document(), "components"), "parameters"), to)
		}
		if p["name"] == name {
			return p
		}
	}
	return nil
}

// describedPath finds the path of the document that an address is of.
func (s *Service) describedPath(path string) string {
	paths := member(s.document(), "paths")
	if _, ok := paths[path]; ok {
		return path
	}
	for template := range paths {
		pattern := "^" + regexp.MustCompile(`\\\{[^}]*\\\}`).ReplaceAllString(regexp.QuoteMeta(template), "[^/]+") + "$"
		if regexp.MustCompile(pattern).MatchString(path) {
			return template
		}
	}
	return ""
}

// asking is an address with further parameters, name and value in turn.
func asking(address string, parameters ...string) string {
	to, err := url.Parse(address)
	if err != nil {
		return address
	}
	values := to.Query()
	for i := 0; i+1 < len(parameters); i += 2 {
		values.Set(parameters[i], parameters[i+1])
	}
	to.RawQuery = values.Encode()
	return to.String()
}

// features gives the features of a page.
func (a answer) features() []map[string]any {
	var out []map[string]any
	for _, one := range list(a.object(), "features") {
		feature, _ := one.(map[string]any)
		out = append(out, feature)
	}
	return out
}

// ids gives the ids of the features of a page.
func (a answer) ids() []string {
	var out []string
	for _, f := range a.features() {
		out = append(out, fmt.Sprint(f["id"]))
	}
	return out
}
