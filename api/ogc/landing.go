package ogc

import (
	"net/url"
	"slices"

	"landbank/api/exchange"
	"landbank/geo"
)

func cloneValues(values url.Values) url.Values {
	out := url.Values{}
	for name, list := range values {
		out[name] = slices.Clone(list)
	}
	return out
}

// classes are the conformance classes that hold.
var classes = []string{
	"http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
	"http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
	"http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
	"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
	"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
	"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
	"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
	"http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
	"http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
	"http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
	"http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
	"http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
	"http://www.opengis.net/spec/cql2/1.0/conf/accent-insensitive-comparison",
	"http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
	"http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
	"http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
	"http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions",
	"http://www.opengis.net/spec/cql2/1.0/conf/property-property",
	"http://www.opengis.net/spec/cql2/1.0/conf/arithmetic",
	"http://www.opengis.net/spec/cql2/1.0/conf/array-functions",
	// The name that QGIS up to 3.40 looks for.
	"http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-operators",
	// Part 4, of which the text is a draft (20-002r2).
	"http://www.opengis.net/spec/ogcapi-common-5/1.0/conf/create-replace-delete",
	"http://www.opengis.net/spec/ogcapi-common-5/1.0/conf/update",
	"http://www.opengis.net/spec/ogcapi-common-5/1.0/conf/optimistic-locking-etags",
	"http://www.opengis.net/spec/ogcapi-common-5/1.0/conf/optimistic-locking-timestamps",
	"http://www.opengis.net/spec/ogcapi-common-5/1.0/conf/handling",
	"http://www.opengis.net/spec/ogcapi-common-5/1.0/conf/return-resource-representation-in-response",
	"http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/features",
	// Their names before they moved.
	"http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/create-replace-delete",
	"http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/update",
	"http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/optimistic-locking-etags",
	"http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/optimistic-locking-timestamps",
	"http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/schemas",
	"http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/returnables-and-receivables",
	"http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/queryables",
	"http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/sortables",
	// Their names before they moved; QGIS looks for the first.
	"http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas",
	"http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/returnables-and-receivables",
	"http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/queryables",
	"http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/sortables",
	"http://www.opengis.net/spec/ogcapi-features-6/1.0/conf/properties",
	"http://www.opengis.net/spec/ogcapi-features-6/1.0/conf/properties-features",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/dataset-tilesets",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/oas30",
	"http://www.opengis.net/spec/ogcapi-features-8/1.0/conf/sortables",
	"http://www.opengis.net/spec/ogcapi-features-8/1.0/conf/sorting",
	"http://www.opengis.net/spec/ogcapi-features-8/1.0/conf/features-sorting",
}

// description is what the service says of itself.
const description = "The published sites of the registry and the territories they lie in, for geographic information systems."

// plain chooses the media type of a resource without parameters of its own.
func plain(call *exchange.Call, usual string) error {
	if err := negotiate(call, usual); err != nil {
		return err
	}
	call.Query.Only("f")
	return call.Query.Err()
}

// landing answers with the landing page.
func (f *Features) landing(call *exchange.Call, _ func(string) string) error {
	if err := plain(call, jsonType); err != nil {
		return err
	}
	links := append(representations(call, root, jsonType),
		link{"service-desc", openAPIType, "The interface, in OpenAPI 3.0", call.Base + root + "/api"},
		link{"service-doc", "text/html", "The interface, for people", call.Base + root + "/api?f=html"},
		link{"conformance", jsonType, "The standards that it follows", call.Base + root + "/conformance"},
		link{"data", jsonType, "The collections", call.Base + root + "/collections"},
		link{ogcRel + "tilesets-vector", jsonType, "The sites, as vector tiles", call.Base + tilesetsPath},
		link{"describedby", "text/html", "Every interface of the registry", call.Base + exchange.ProblemPage},
	)
	if call.Media == htmlType {
		return f.sendPage(call, f.landingPage(call, links))
	}
	setLinks(call, links)
	return sendDocument(call, map[string]any{"title": f.title, "description": description, "links": links})
}

// conformance answers with the classes.
func (f *Features) conformance(call *exchange.Call, _ func(string) string) error {
	if err := plain(call, jsonType); err != nil {
		return err
	}
	links := representations(call, root+"/conformance", jsonType)
	if call.Media == htmlType {
		return f.sendPage(call, f.conformancePage(call, links))
	}
	return sendDocument(call, map[string]any{"conformsTo": classes, "links": links})
}

// list answers with every collection.
func (f *Features) list(call *exchange.Call, _ func(string) string) error {
	if err := plain(call, jsonType); err != nil {
		return err
	}
	all := []collectionJSON{}
	for _, c := range f.collections() {
		one, err := f.described(call, c)
		if err != nil {
			return err
		}
		all = append(all, one)
	}
	links := representations(call, root+"/collections", jsonType)
	if call.Media == htmlType {
		return f.sendPage(call, f.collectionsPage(call, all, links))
	}
	setLinks(call, links)
	return sendDocument(call, map[string]any{"links": links, "collections": all})
}

// describe answers with one collection.
func (f *Features) describe(call *exchange.Call, path func(string) string) error {
	c, err := f.begin(call, path, jsonType)
	if err != nil {
		return err
	}
	call.Query.Only("f")
	if err := call.Query.Err(); err != nil {
		return err
	}
	one, err := f.described(call, c)
	if err != nil {
		return err
	}
	if call.Media == htmlType {
		return f.sendPage(call, f.collectionPage(call, c, one))
	}
	setLinks(call, one.Links[:2])
	return sendDocument(call, one)
}

// collectionJSON is a collection as documents have it.
type collectionJSON struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Description string   `json:"description"`
	ItemType    string   `json:"itemType"`
	Extent      *extent  `json:"extent,omitempty"`
	CRS         []string `json:"crs"`
	StorageCRS  string   `json:"storageCrs"`
	Links       []link   `json:"links"`
}

type extent struct {
	Spatial struct {
		BBox [][4]float64 `json:"bbox"`
		CRS  string       `json:"crs"`
	} `json:"spatial"`
}

// described describes a collection, the same way in the list and alone.
func (f *Features) described(call *exchange.Call, c *collection) (collectionJSON, error) {
	bounds, err := c.bounds(call.Context())
	if err != nil {
		return collectionJSON{}, err
	}
	base := call.Base + c.path()
	out := collectionJSON{
		ID: c.id, Title: c.title, Description: c.description, ItemType: "feature",
		CRS: addresses(systems(bounds)), StorageCRS: crs84, Extent: extentOf(bounds),
		Links: []link{
			{"self", jsonType, "This collection", base + "?f=json"},
			{"alternate", "text/html", "This collection as a page", base + "?f=html"},
			{"items", geoType, "The features", base + "/items"},
			{"items", "text/html", "The features as a page", base + "/items?f=html"},
			{ogcRel + "queryables", schemaType, "What conditions can name", base + "/queryables"},
			{"queryables", schemaType, "What conditions can name", base + "/queryables"},
			{ogcRel + "schema", schemaType, "The properties of the features", base + "/schema"},
			{ogcRel + "sortables", schemaType, "What the features can be ordered by", base + "/sortables"},
		},
	}
	if c.stock {
		out.Links = append(out.Links, link{"describedby", "text/html", "The table of fields", call.Base + exchange.ProblemPage + "#fields"})
	}
	if c.public() {
		out.Links = append(out.Links,
			link{ogcRel + "tilesets-vector", jsonType, "The sites, as vector tiles", call.Base + siteTilesetsPath},
			link{"tiles", jsonType, "TileJSON of the vector tiles", call.Base + TileJSONPath},
			link{ogcRel + "stylesheet", styleType, "A MapLibre style for the vector tiles", call.Base + StylePath})
	}
	if c.hasProject() {
		out.Links = append(out.Links, link{"related", projectType, "A QGIS project", call.Base + c.path() + projectPath})
	}
	if c.model {
		out.Links = append(out.Links, link{"describedby", "text/html", "What a score is made of", call.Base + "/scoring"})
	}
	return out, nil
}

func extentOf(bounds *geo.BBox) *extent {
	box, ok := exchange.Outward(bounds)
	if !ok {
		return nil
	}
	e := &extent{}
	e.Spatial.BBox, e.Spatial.CRS = [][4]float64{box}, crs84
	return e
}
