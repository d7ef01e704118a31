package ogc

import "strings"

// answers are the schemas of the answers, by how the ids of their operations end.
var answers = []struct{ end, schema string }{
	{"getLandingPage", "landingPage"}, {"getConformance", "conformance"}, {"getCollections", "collections"}, {".describe", "collection"},
	{".getQueryables", "properties"}, {".getSortables", "properties"}, {".getSchema", "properties"}, {".getFeatures", "features"}, {".getFeature", "feature"},
	{".getTileSetsList", "tilesets"}, {".getTileSet", "tileset"},
}

// answerSchema gives the schema of the answer of an operation.
func answerSchema(id, media string) object {
	if media == TileType || media == projectType {
		return object{"type": "string", "format": "binary"}
	}
	for _, one := range answers {
		if strings.HasSuffix(id, one.end) {
			return object{"$ref": "#/components/schemas/" + one.schema}
		}
	}
	return object{"type": "object"}
}

// answerSchemas describes what clients can rely on.
func answerSchemas() object {
	words, whole := object{"type": "string"}, object{"type": "integer", "minimum": 0}
	to := func(name string) object { return object{"$ref": "#/components/schemas/" + name} }
	each := func(of object) object { return object{"type": "array", "items": of} }
	thing := func(required []string, properties object) object {
		return object{"type": "object", "required": required, "properties": properties}
	}
	only := func(value string) object { return object{"type": "string", "enum": []string{value}} }
	links := each(to("link"))
	geometry := object{"type": "object", "nullable": true, "required": []string{"type"}, "properties": object{"type": words}}
	return object{
		"link":        thing([]string{"rel", "href"}, object{"rel": words, "type": words, "title": words, "href": words, "templated": object{"type": "boolean"}}),
		"landingPage": thing([]string{"title", "links"}, object{"title": words, "description": words, "links": links}),
		"conformance": thing([]string{"conformsTo", "links"}, object{"conformsTo": each(words), "links": links}),
		"collections": thing([]string{"collections", "links"}, object{"collections": each(to("collection")), "links": links}),
		"collection": thing([]string{"id", "title", "itemType", "crs", "storageCrs", "links"}, object{"id": words, "title": words, "description": words, "itemType": only("feature"),
			"extent": object{"type": "object"}, "crs": each(words), "storageCrs": words, "links": links}),
		"properties": thing([]string{"$schema", "$id", "type", "properties"}, object{"$schema": words, "$id": words, "type": only("object"), "properties": object{"type": "object"}}),
		"features": thing([]string{"type", "features", "links", "timeStamp", "numberMatched", "numberReturned"}, object{"type": only("FeatureCollection"), "features": each(to("feature")),
			"links": links, "timeStamp": object{"type": "string", "format": "date-time"}, "numberMatched": whole, "numberReturned": whole}),
		"feature":  thing([]string{"type", "id", "geometry", "properties"}, object{"type": only("Feature"), "id": words, "geometry": geometry, "properties": object{"type": "object"}, "links": links}),
		"tilesets": thing([]string{"tilesets", "links"}, object{"tilesets": each(to("tileset")), "links": links}),
		"tileset": thing([]string{"title", "dataType", "crs", "tileMatrixSetId", "tileMatrixSetURI", "tileMatrixSetLimits", "layers", "links"}, object{"title": words, "dataType": only("vector"),
			"crs": words, "tileMatrixSetId": words, "tileMatrixSetURI": words, "tileMatrixSetLimits": each(object{"type": "object"}), "layers": each(object{"type": "object"}), "links": links}),
		"problem": thing([]string{"type", "title", "status"}, object{"type": words, "title": words, "status": object{"type": "integer"}, "detail": words, "instance": words}),
	}
}
