package ogc

import (
	"maps"
	"slices"
	"strings"

	"landbank/api/exchange"
	"landbank/registry/criteria"
)

type object = map[string]any

// api answers with the OpenAPI 3.0 document of the service. Each collection has
// paths of its own, because GDAL and QGIS read no templates.
func (f *Features) api(call *exchange.Call, _ func(string) string) error {
	if err := negotiate(call, openAPIType, jsonType); err != nil {
		return err
	}
	call.Query.Only("f")
	if err := call.Query.Err(); err != nil {
		return err
	}
	paths := object{
		"/":            operationOf("getLandingPage", "The landing page", jsonType, nil),
		"/api":         operationOf("getApi", "This document", openAPIType, nil),
		"/conformance": operationOf("getConformance", "The standards that it follows", jsonType, nil),
		"/collections": operationOf("getCollections", "The collections", jsonType, nil),
	}
	for _, c := range f.collections() {
		if err := f.describePaths(call, c, paths); err != nil {
			return err
		}
	}
	f.describeTilePaths(paths)
	if call.Media == htmlType {
		return f.sendPage(call, f.apiPage(call, paths))
	}
	return sendDocument(call, ordered{
		{"openapi", "3.0.3"},
		{"info", object{"title": f.title, "description": description, "version": "1.0.0"}},
		{"servers", []object{{"url": call.Base + root}}},
		{"tags", []object{{"name": "features"}}},
		{"paths", paths},
		{"components", object{"parameters": f.parameters(), "responses": sharedResponses(), "schemas": answerSchemas(), "securitySchemes": object{
			"token":   object{"type": "http", "scheme": "bearer", "description": "An access token"},
			"basic":   object{"type": "http", "scheme": "basic", "description": "An access token as the password"},
			"session": object{"type": "apiKey", "in": "cookie", "name": "landbank_session"},
		}}},
	})
}

// describePaths adds the paths of a collection.
func (f *Features) describePaths(call *exchange.Call, c *collection, paths object) error {
	bounds, err := c.bounds(call.Context())
	if err != nil {
		return err
	}
	crs := addresses(systems(bounds))
	base := "/collections/" + c.id
	paths[base] = operationOf(c.id+".describe", c.title, jsonType, nil)
	paths[base+"/queryables"] = operationOf(c.id+".getQueryables", "What conditions can name", schemaType, nil)
	paths[base+"/sortables"] = operationOf(c.id+".getSortables", "What features can be ordered by", schemaType, nil)
	paths[base+"/schema"] = operationOf(c.id+".getSchema", "The properties of the features", schemaType, nil)
	if c.hasProject() {
		paths[base+projectPath] = c.describeProject()
	}
	form := []object{
		choice("crs", "Reference system of the coordinates", crs, crs[0]),
		list("properties", "Properties to be sent; all without it", append(c.names(), c.vocabulary.Geometry())),
		choice("skipGeometry", "Whether geometries are left out", []string{"false", "true"}, "false"),
	}
	questions := []object{
		reference("limit"), reference("offset"), reference("bbox"), choice("bbox-crs", "Reference system of bbox", crs, crs[0]), reference("datetime"),
		text("filter", "A condition in CQL2"), choice("filter-lang", "Language of the condition", []string{string(criteria.CQL2Text), string(criteria.CQL2JSON)}, string(criteria.CQL2Text)),
		choice("filter-crs", "Reference system of geometries in the condition", crs, crs[0]),
		list("sortby", "Properties to order by, with - before those that go downwards", signed(c.sortable())),
		text("cursor", "Where the page begins; links to further pages have it"),
		choice("resultType", "hits: the number of features alone", []string{"results", "hits"}, "results"),
	}
	paths[base+"/items"] = operationOf(c.id+".getFeatures", "The features of "+c.title, geoType, slices.Concat(questions, form, c.referredParameters()))
	id := object{"name": "featureId", "in": "path", "required": true, "description": "The id of a feature", "schema": object{"type": "string"}}
	one := operationOf(c.id+".getFeature", "One feature of "+c.title, geoType, append([]object{id}, form...))
	addResponse(one, "410", "Gone")
	paths[base+"/items/{featureId}"] = one
	if c.edited {
		c.describeChanges(paths[base+"/items"].(object), one, id, crs)
	}
	return nil
}

func signed(list []property) []string {
	var out []string
	for _, p := range list {
		out = append(out, p.Name, "+"+p.Name, "-"+p.Name)
	}
	return out
}

// siteParameters begins the names of the shared parameters that are properties
// of sites.
const siteParameters = siteCollection + "."

// referredParameters are the properties that are parameters, too. Those of the
// sites are referred to, since more than one collection has them.
func (c *collection) referredParameters() []object {
	if !c.stock {
		return c.propertyParameters()
	}
	var out []object
	for _, p := range c.propertyParameters() {
		name, _ := p["name"].(string)
		out = append(out, reference(siteParameters+name))
	}
	return out
}

// propertyParameters are the properties that are parameters, too, in the order of their names.
func (c *collection) propertyParameters() []object {
	var out []object
	for _, p := range c.queryable() {
		schema := p.schemaOf()
		delete(schema, "x-ogc-unit")
		if p.Type == criteria.TypeCodes {
			schema = schema["items"].(object)
		}
		if schema["type"] == "string" {
			schema["minLength"] = 1 // no value is left out by leaving the parameter out
		}
		out = append(out, object{"name": p.Name, "in": "query", "required": false, "style": "form", "explode": false,
			"description": p.title + ": equals one of the values, with commas between them", "schema": object{"type": "array", "minItems": 1, "items": schema}})
		if ordered := p.Type == criteria.TypeNumber || p.Type == criteria.TypeInteger || p.Type == criteria.TypeDate || p.Type == criteria.TypeInstant; ordered {
			for prefix, says := range map[string]string{"min_": "at least", "max_": "at most"} {
				bound := p.schemaOf()
				delete(bound, "x-ogc-unit")
				out = append(out, object{"name": prefix + p.Name, "in": "query", "required": false, "style": "form", "explode": false,
					"description": p.title + ": " + says, "schema": bound})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b object) int { return compareNames(a["name"], b["name"]) })
	return out
}

func compareNames(a, b any) int {
	first, _ := a.(string)
	second, _ := b.(string)
	switch {
	case first < second:
		return -1
	case first > second:
		return 1
	}
	return 0
}

func reference(name string) object { return object{"$ref": "#/components/parameters/" + name} }

func text(name, description string) object {
	return object{"name": name, "in": "query", "required": false, "style": "form", "explode": false, "description": description, "schema": object{"type": "string", "minLength": 1}}
}

func choice(name, description string, values []string, usual string) object {
	out := text(name, description)
	out["schema"] = object{"type": "string", "enum": values, "default": usual}
	return out
}

func list(name, description string, values []string) object {
	out := text(name, description)
	out["schema"] = object{"type": "array", "minItems": 1, "items": object{"type": "string", "enum": values}}
	return out
}

// parameters are those that more than one collection takes.
func (f *Features) parameters() object {
	out := object{}
	maps.Copy(out, sharedParameters())
	for _, p := range f.sites().propertyParameters() {
		name, _ := p["name"].(string)
		out[siteParameters+name] = p
	}
	return out
}

// sharedParameters are those that every collection takes. Clients look for limit
// under exactly this name.
func sharedParameters() object {
	query := func(name, description string, schema object) object {
		return object{"name": name, "in": "query", "required": false, "style": "form", "explode": false, "description": description, "schema": schema}
	}
	return object{
		"limit":    query("limit", "How many features a page has at most", object{"type": "integer", "minimum": 1, "maximum": mostItems, "default": usualItems}),
		"offset":   query("offset", "How many features are passed over", object{"type": "integer", "minimum": 0, "maximum": deepestItem, "default": 0}),
		"bbox":     query("bbox", "A box that features touch: the least corner, then the greatest", object{"type": "array", "minItems": 4, "maxItems": 6, "items": object{"type": "number"}}),
		"datetime": query("datetime", "An instant, a day, or an interval of them with / between", object{"type": "string", "minLength": 1}),
		"f":        query("f", "Form of the answer", object{"type": "string", "enum": []string{"json", "html"}, "default": "json"}),
	}
}

// failures are the statuses beside success, with the names of their responses.
var failures = map[string]string{
	"304": "NotModified", "400": "BadRequest", "401": "Unauthorized", "404": "NotFound", "406": "NotAcceptable", "414": "TooLong", "500": "Internal", "503": "Unavailable", "504": "Timeout",
}

func sharedResponses() object {
	out := object{"NotModified": object{"description": "The caller has the newest"}}
	for name, says := range map[string]string{
		"BadRequest": "Faults in the request, each named", "NotFound": "There is no such thing", "NotAcceptable": "No form of it is acceptable", "Gone": "The feature was here once",
		"Unauthorized": "It takes somebody who has signed in", "Forbidden": "The right is missing", "Conflict": "It does not fit how the feature stands",
		"Stale": "The feature is not what the condition says", "TooLarge": "The body is too long", "UnsupportedType": "The body has a type that is not read here",
		"Unprocessable": "The body breaks a rule; each member is named",
		"TooLong":       "The address is too long", "Internal": "Something broke", "Unavailable": "Not at the moment", "Timeout": "The question took too long",
	} {
		out[name] = object{"description": says, "content": object{exchange.ProblemType: object{"schema": object{"$ref": "#/components/schemas/problem"}}}}
	}
	return out
}

// operationOf describes a resource that is read.
func operationOf(id, summary, media string, parameters []object) object {
	content := object{"text/html": object{"schema": object{"type": "string"}}, media: object{"schema": answerSchema(id, media)}}
	responses := object{"200": object{"description": summary, "content": content}}
	for status, name := range failures {
		responses[status] = object{"$ref": "#/components/responses/" + name}
	}
	return object{"get": object{
		"operationId": id, "summary": summary, "tags": []string{"features"},
		"parameters": append(slices.Clone(parameters), reference("f")), "responses": responses,
	}}
}

func addResponse(item object, status, name string) {
	item["get"].(object)["responses"].(object)[status] = object{"$ref": "#/components/responses/" + name}
}

// apiPage shows the document to people.
func (f *Features) apiPage(call *exchange.Call, paths object) page {
	p := page{Title: "The interface", Intro: []string{"The resources of this service and their parameters. The same for programs: OpenAPI 3.0."},
		Trail: f.trail(call, root+"/api", "The interface"), Links: representations(call, root+"/api", openAPIType)}
	names := make([]string, 0, len(paths))
	for name := range paths {
		names = append(names, name)
	}
	slices.Sort(names)
	shared := f.parameters()
	for _, name := range names {
		for _, method := range []string{"get", "post", "put", "patch", "delete"} {
			if operation, ok := paths[name].(object)[method].(object); ok {
				p.Sections = append(p.Sections, operationSection(method, name, operation, shared))
			}
		}
	}
	return p
}

// operationSection shows one operation.
func operationSection(method, name string, operation, shared object) section {
	var rows [][]cell
	for _, parameter := range operation["parameters"].([]object) {
		if to, ok := parameter["$ref"].(string); ok {
			parameter = shared[to[len("#/components/parameters/"):]].(object)
		}
		rows = append(rows, []cell{{Text: parameter["name"].(string)}, {Text: parameter["description"].(string)}})
	}
	return section{Title: strings.ToUpper(method) + " " + root + name + ": " + operation["summary"].(string), Table: &grid{Head: []string{"Parameter", "What it does"}, Rows: rows}}
}
