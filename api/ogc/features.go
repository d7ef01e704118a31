package ogc

import (
	"net/http"
	"strings"
	"time"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/score"
)

const (
	// root is where the landing page is.
	root = "/ogc"

	jsonType    = "application/json"
	geoType     = "application/geo+json"
	htmlType    = "text/html; charset=utf-8"
	openAPIType = "application/vnd.oai.openapi+json;version=3.0"
)

// Features answers for OGC API Features: sites and layers as collections.
type Features struct {
	catalog registry.Catalog
	layers  registry.Layers
	desk    registry.Desk
	stock   func() []*collection // the sites, and the sites by profile in its newest version; they follow the code lists
	title   string
	now     func() time.Time
}

// NewFeatures makes the service with a title.
func NewFeatures(catalog registry.Catalog, layers registry.Layers, desk registry.Desk, title string, now func() time.Time) (*Features, error) {
	f := &Features{catalog: catalog, layers: layers, desk: desk, title: title, now: now}
	profiles := score.Newest()
	laws := make([]criteria.Conditions, len(profiles))
	for i := range profiles {
		var err error
		if laws[i], err = profiles[i].Conditions(); err != nil {
			return nil, err
		}
	}
	f.stock = registry.FollowCodes(func() []*collection {
		all := []*collection{sitesOf(catalog)}
		for i, p := range profiles {
			all = append(all, scored(catalog, scoredPrefix+p.Name, p, laws[i]))
		}
		return all
	})
	return f, nil
}

// Route is one resource of the service. Its media type is chosen by its handler.
type Route struct {
	ID, Method, Path string
	Handle           func(call *exchange.Call, path func(string) string) error
}

// Routes lists the resources, which the document at /ogc/api describes.
func (f *Features) Routes() []Route {
	const collectionPath = root + "/collections/:collection"
	const itemsPath = collectionPath + "/items"
	const itemPath = itemsPath + "/:feature"
	return append(append(f.tilesetRoutes(), f.projectRoutes()...), []Route{
		{"ogcLanding", http.MethodGet, root, f.landing},
		{"ogcLandingSlash", http.MethodGet, root + "/", f.landing},
		{"ogcAPI", http.MethodGet, root + "/api", f.api},
		{"ogcConformance", http.MethodGet, root + "/conformance", f.conformance},
		{"ogcCollections", http.MethodGet, root + "/collections", f.list},
		{"ogcCollection", http.MethodGet, collectionPath, f.describe},
		{"ogcQueryables", http.MethodGet, collectionPath + "/queryables", f.schema("queryables")},
		{"ogcSortables", http.MethodGet, collectionPath + "/sortables", f.schema("sortables")},
		{"ogcSchema", http.MethodGet, collectionPath + "/schema", f.schema("schema")},
		{"ogcItems", http.MethodGet, itemsPath, f.items},
		{"ogcItemsMethods", http.MethodOptions, itemsPath, f.methodsOfItems},
		{"ogcCreate", http.MethodPost, itemsPath, f.create},
		{"ogcItem", http.MethodGet, itemPath, f.item},
		{"ogcItemMethods", http.MethodOptions, itemPath, f.methodsOfItem},
		{"ogcReplace", http.MethodPut, itemPath, f.change},
		{"ogcUpdate", http.MethodPatch, itemPath, f.change},
		{"ogcDelete", http.MethodDelete, itemPath, f.remove},
	}...)
}

// HasFeatures tells the addresses of features, which differ for those who may
// change them.
func HasFeatures(path string) bool {
	return strings.HasPrefix(path, root+"/collections/") && strings.Contains(path, "/items")
}

// formats are the values of the parameter f.
var formats = map[string]string{"json": jsonType, "html": htmlType, "geojson": geoType, "schema": schemaType}

// negotiate chooses the media type: f before Accept, the usual one without
// either.
func negotiate(call *exchange.Call, usual string, others ...string) error {
	offered := append(append([]string{usual}, others...), htmlType)
	text, ok := call.Query.Text("f")
	if !ok {
		if err := call.Query.Err(); err != nil {
			return err
		}
		return call.Choose(offered)
	}
	media := formats[text]
	if text == "json" {
		media = usual
	}
	for _, one := range offered {
		if one == media {
			call.Media = media
			return nil
		}
	}
	call.Media = usual
	call.Query.Fault("f", criteria.RuleBadValue, exchange.Printable(text), "json or html")
	return call.Query.Err()
}

// begin chooses the media type and finds the collection of a path.
func (f *Features) begin(call *exchange.Call, path func(string) string, usual string, others ...string) (*collection, error) {
	if err := negotiate(call, usual, others...); err != nil {
		return nil, err
	}
	return f.collectionFor(call, path("collection"))
}

// link is one link of a document.
type link struct {
	Rel   string `json:"rel"`
	Type  string `json:"type,omitempty"`
	Title string `json:"title,omitempty"`
	Href  string `json:"href"`
}

// ogcRel begins relations of links that the OGC has named.
const ogcRel = "http://www.opengis.net/def/rel/ogc/1.0/"

// representations links to a resource itself and to its other form.
func representations(call *exchange.Call, path, usual string) []link {
	html, _, _ := strings.Cut(htmlType, ";")
	own, other := link{"self", usual, "This document", ""}, link{"alternate", html, "This document as a page", ""}
	if call.Media == htmlType {
		own, other = link{"self", html, "This page", ""}, link{"alternate", usual, "This page as data", ""}
	}
	own.Href = withFormat(call, path, own.Type)
	other.Href = withFormat(call, path, other.Type)
	return []link{own, other}
}

// withFormat is the address of a form of what was asked for, with its query.
func withFormat(call *exchange.Call, path, media string) string {
	values := cloneValues(call.Query.Values)
	values.Set("f", "json")
	if media == "text/html" {
		values.Set("f", "html")
	}
	return call.URL(path, values)
}

// sendDocument answers with JSON that depends on nothing but itself.
func sendDocument(call *exchange.Call, value any) error {
	body, err := exchange.JSON(value)
	if err != nil {
		return err
	}
	answer := exchange.NewBody(body)
	tag := call.Tag(0, "ogc", answer.Digest())
	if call.Fresh(tag) {
		return nil
	}
	return call.Send(http.StatusOK, tag, answer)
}

// setLinks repeats links in the header, where they are not too long for proxies.
func setLinks(call *exchange.Call, links []link) {
	const longest = 4 << 10
	var parts []string
	for _, l := range links {
		parts = append(parts, "<"+l.Href+`>; rel="`+l.Rel+`"; type="`+l.Type+`"`)
	}
	if value := strings.Join(parts, ", "); len(value) <= longest {
		call.Header().Set("Link", value)
	}
}
