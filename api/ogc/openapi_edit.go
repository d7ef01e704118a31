package ogc

import "slices"

// changeFailures are the statuses of changes beside success and those of every
// resource, with the names of their responses.
var changeFailures = map[string]string{
	"403": "Forbidden", "409": "Conflict", "412": "Stale", "413": "TooLarge", "415": "UnsupportedType", "422": "Unprocessable",
}

// describeChanges adds the operations that change features of the collection.
func (c *collection) describeChanges(items, item, id object, crs []string) {
	contentCRS := header("Content-Crs", "Reference system of the coordinates in the body, in angle brackets or without: one of "+crs[0]+" and the others that crs takes")
	prefer := header("Prefer", "return=representation or return=minimal; handling=strict or handling=lenient, which passes over what is not read")
	conditions := []object{
		header("If-Match", "ETags of the feature that is to be changed"),
		header("If-Unmodified-Since", "The Last-Modified of the feature that is to be changed"),
	}
	whole := []object{contentCRS, prefer}
	changed := slices.Concat([]object{id}, conditions, whole)
	items["post"] = c.changeOf("createFeature", "Create a feature", "201", bodyTypes, whole)
	item["put"] = c.changeOf("replaceFeature", "Replace a feature", "204", bodyTypes, changed)
	item["patch"] = c.changeOf("updateFeature", "Change parts of a feature by a merge patch", "204", patchTypes, changed)
	item["delete"] = c.changeOf("deleteFeature", "Delete a feature", "204", nil, append([]object{id}, conditions...))
}

// changeOf describes one operation that changes.
func (c *collection) changeOf(name, summary, done string, bodies []string, parameters []object) object {
	feature := object{geoType: object{"schema": object{"$ref": "#/components/schemas/feature"}}}
	responses := object{done: object{"description": "It is done"}}
	if bodies != nil { // the feature where it is preferred
		if done == "201" {
			responses[done] = object{"description": "It is done; Location says where the feature is", "content": feature}
		} else {
			responses["200"] = object{"description": "It is done", "content": feature}
		}
	}
	for _, list := range []map[string]string{failures, changeFailures} {
		for status, name := range list {
			if status != "304" {
				responses[status] = object{"$ref": "#/components/responses/" + name}
			}
		}
	}
	if done != "201" {
		responses["410"] = object{"$ref": "#/components/responses/Gone"}
	}
	out := object{
		"operationId": c.id + "." + name, "summary": summary, "tags": []string{"features"}, "parameters": append(slices.Clone(parameters), reference("f")),
		"responses": responses, "security": []object{{"token": []string{}}, {"basic": []string{}}, {"session": []string{}}},
	}
	if bodies != nil {
		content := object{}
		for _, media := range bodies {
			content[media] = object{"schema": object{"type": "object"}}
		}
		out["requestBody"] = object{"required": true, "content": content}
	}
	return out
}

func header(name, description string) object {
	return object{"name": name, "in": "header", "required": false, "description": description, "schema": object{"type": "string"}}
}
