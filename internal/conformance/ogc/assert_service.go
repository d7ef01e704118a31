package ogc

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

const (
	jsonType    = "application/json"
	geoType     = "application/geo+json"
	openAPIType = "application/vnd.oai.openapi+json;version=3.0"
	coreClass   = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"
)

// serviceAssertions are about the landing page and what it leads to.
var serviceAssertions = []Assertion{
	{"core", "http", http11},
	{"core", "root-op", func(f *finding) { f.get(http.StatusOK, f.service.landing) }},
	{"core", "root-success", landingLinks},
	{"core", "api-definition-op", apiOp},
	{"core", "api-definition-success", apiHasTestPoints},
	{"core", "conformance-op", func(f *finding) { f.get(http.StatusOK, f.service.landing+"/conformance") }},
	{"core", "conformance-success", conformance},
}

// http11 asks over HTTP 1.1, and for the headers alone.
func http11(f *finding) {
	got := f.get(http.StatusOK, f.service.landing)
	f.hold(got.proto == "HTTP/1.1", "answered in %s", got.proto)
	response, err := f.service.client.Head(f.service.landing)
	if !f.hold(err == nil, "HEAD: %v", err) {
		return
	}
	_ = response.Body.Close()
	f.hold(response.StatusCode == http.StatusOK && response.Header.Get("Content-Type") == got.header.Get("Content-Type"), "HEAD: %d %v", response.StatusCode, response.Header)
}

func landingLinks(f *finding) {
	page := f.get(http.StatusOK, f.service.landing).object()
	f.hold(text(page, "title") != "", "the landing page has no title")
	links := list(page, "links")
	for relation, media := range map[string]string{"self": jsonType, "alternate": "text/html", "service-desc": openAPIType, "service-doc": "text/html", "conformance": jsonType, "data": jsonType} {
		if to := f.link("the landing page", links, relation, media); to != "" {
			got := f.get(http.StatusOK, to)
			f.hold(got.media() == strings.Split(media, ";")[0], "%s is %s, want %s", to, got.media(), media)
		}
	}
	typedLinks(f, "the landing page", links)
}

// typedLinks holds every link to have a relation, a type and an address.
func typedLinks(f *finding, of string, links []any) {
	f.hold(len(links) > 0, "%s has no links", of)
	for _, one := range links {
		l, _ := one.(map[string]any)
		f.hold(text(l, "rel") != "" && text(l, "type") != "" && text(l, "href") != "", "%s: link %v", of, l)
	}
}

func apiOp(f *finding) {
	to := f.link("the landing page", list(f.get(http.StatusOK, f.service.landing).object(), "links"), "service-desc", openAPIType)
	got := f.get(http.StatusOK, to, "Accept", openAPIType)
	f.hold(strings.ReplaceAll(got.header.Get("Content-Type"), " ", "") == openAPIType, "%s is %s", to, got.header.Get("Content-Type"))
}

// apiHasTestPoints holds the document to describe every resource of the class with a path of its own.
func apiHasTestPoints(f *finding) {
	paths := member(f.service.document(), "paths")
	want := []string{"/", "/conformance", "/collections"}
	f.each(func(c collection) {
		base := "/collections/" + c.id
		want = append(want, base, base+"/items", base+"/items/{featureId}")
	})
	for _, path := range want {
		f.hold(member(member(paths, path), "get") != nil, "the document does not describe %s", path)
	}
	f.hold(strings.HasPrefix(text(f.service.document(), "openapi"), "3.0."), "OpenAPI %s", text(f.service.document(), "openapi"))
	for _, one := range list(f.service.document(), "servers") {
		server, _ := one.(map[string]any)
		f.hold(text(server, "url") == f.service.landing, "server %v, want %s", server, f.service.landing)
	}
}

func conformance(f *finding) {
	got := f.get(http.StatusOK, f.service.landing+"/conformance")
	var classes []string
	for _, one := range list(got.object(), "conformsTo") {
		classes = append(classes, fmt.Sprint(one))
	}
	f.hold(slices.Contains(classes, coreClass), "core is not among the classes %q", classes)
	for i, class := range classes {
		f.hold(strings.HasPrefix(class, "http://www.opengis.net/spec/") && !slices.Contains(classes[:i], class), "class %s", class)
	}
}
