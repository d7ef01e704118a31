package ogc

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// documentAssertions hold the OpenAPI document against what the service does. They come last, because the last of them
// looks back at all the others.
var documentAssertions = []Assertion{
	{"oas30", "oas-definition-1", func(f *finding) {
		f.link("the landing page", list(f.get(http.StatusOK, f.service.landing).object(), "links"), "service-desc", openAPIType)
	}},
	{"oas30", "oas-definition-2", func(f *finding) {
		document := f.service.document()
		f.hold(strings.HasPrefix(text(document, "openapi"), "3.0.") && text(member(document, "info"), "title") != "" && text(member(document, "info"), "version") != "", "openapi %v, info %v", document["openapi"], document["info"])
		ids := map[string]string{}
		for path, operation := range readOperations(f.service) {
			id := text(operation, "operationId")
			f.hold(id != "" && ids[id] == "", "%s and %s have the operation id %q", path, ids[id], id)
			ids[id] = path
		}
	}},
	{"oas30", "oas-impl", everyDeclaredForm},
	{"oas30", "parameters", everyParameterStated},
	{"oas30", "exceptions", func(f *finding) {
		for path, operation := range readOperations(f.service) {
			for _, status := range []string{"200", "400", "404", "406", "500"} {
				f.hold(member(operation, "responses")[status] != nil, "%s does not declare %s", path, status)
			}
		}
	}},
	{"oas30", "completeness", everyStatusDeclared},
}

// readOperations are the operations that read, by path.
func readOperations(s *Service) map[string]map[string]any {
	out := map[string]map[string]any{}
	for path, item := range member(s.document(), "paths") {
		methods, _ := item.(map[string]any)
		if read := member(methods, "get"); read != nil {
			out[path] = read
		}
	}
	return out
}

// declaredContent are the media types of success.
func declaredContent(operation map[string]any) map[string]any {
	return member(member(member(operation, "responses"), "200"), "content")
}

// addressesOf fills the places of a path in: features of the collection, and a tile.
func addressesOf(s *Service, path string) []string {
	switch {
	case strings.HasSuffix(path, "/{featureId}"):
		items := s.landing + strings.TrimSuffix(path, "/{featureId}")
		var out []string
		for _, id := range s.get(asking(items, "limit", "2")).ids() {
			out = append(out, items+"/"+url.PathEscape(id))
		}
		return out
	case strings.HasSuffix(path, "/{tileMatrix}/{tileRow}/{tileCol}"):
		return []string{s.landing + strings.TrimSuffix(path, "/{tileMatrix}/{tileRow}/{tileCol}") + "/0/0/0"}
	case path == "/":
		return []string{s.landing}
	}
	return []string{s.landing + path}
}

// everyDeclaredForm asks for each media type that the document declares.
func everyDeclaredForm(f *finding) {
	for path, operation := range readOperations(f.service) {
		f.hold(len(declaredContent(operation)) > 0, "%s declares no media type", path)
		for media := range declaredContent(operation) {
			for _, address := range addressesOf(f.service, path) {
				got := f.get(http.StatusOK, address, "Accept", media)
				f.hold(got.media() == strings.Split(media, ";")[0], "%s as %s comes as %s", address, media, got.media())
				f.hold(got.status != http.StatusOK || strings.Contains(got.header.Get("Vary"), "Accept"), "%s: Vary is %q", address, got.header.Get("Vary"))
			}
		}
		for _, address := range addressesOf(f.service, path) {
			got := f.get(http.StatusNotAcceptable, address, "Accept", "image/x-nothing")
			f.hold(got.media() == "application/problem+json", "%s: refused as %s", address, got.media())
		}
	}
}

// everyParameterStated holds every parameter to say where it is, how it is written and what it can be.
func everyParameterStated(f *finding) {
	for path, operation := range readOperations(f.service) {
		for _, one := range list(operation, "parameters") {
			p, _ := one.(map[string]any)
			if to, ok := strings.CutPrefix(text(p, "$ref"), "#/components/parameters/"); ok {
				p = member(member(member(f.service.document(), "components"), "parameters"), to)
			}
			f.hold(text(p, "name") != "" && text(p, "description") != "" && text(member(p, "schema"), "type") != "", "%s: parameter %v", path, p)
			if p["in"] == "path" {
				f.hold(p["required"] == true && strings.Contains(path, "{"+text(p, "name")+"}"), "%s: parameter %v", path, p)
			}
		}
	}
}

// everyStatusDeclared holds the statuses that the service gave during the other assertions against the document.
func everyStatusDeclared(f *finding) {
	for path, statuses := range f.service.seen {
		template := f.service.describedPath(path)
		if template == "" {
			f.hold(!slices.Contains(statuses, http.StatusOK), "%s is not described", path)
			continue
		}
		for _, status := range statuses {
			declared := member(readOperations(f.service)[template], "responses")[fmt.Sprint(status)] != nil
			f.hold(declared, "%s answers %d, which the document does not declare for %s", path, status, template)
		}
	}
}
