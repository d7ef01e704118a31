package ogc

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// parameterAssertions are about bbox, limit, datetime and what is no parameter.
var parameterAssertions = []Assertion{
	{"core", "fc-bbox-definition", func(f *finding) {
		defined(f, "bbox", func(schema map[string]any) bool {
			least, _ := schema["minItems"].(float64)
			most, _ := schema["maxItems"].(float64)
			return schema["type"] == "array" && least == 4 && most == 6 && member(schema, "items")["type"] == "number"
		})
	}},
	{"core", "fc-limit-definition", func(f *finding) {
		defined(f, "limit", func(schema map[string]any) bool {
			least, hasLeast := schema["minimum"].(float64)
			most, hasMost := schema["maximum"].(float64)
			usual, hasUsual := schema["default"].(float64)
			return schema["type"] == "integer" && hasLeast && hasMost && hasUsual && 1 <= least && least <= usual && usual <= most
		})
	}},
	{"core", "fc-time-definition", func(f *finding) {
		defined(f, "datetime", func(schema map[string]any) bool { return schema["type"] == "string" })
	}},
	{"core", "fc-bbox-response", bboxAnswer},
	{"core", "fc-limit-response", limitAnswer},
	{"core", "fc-time-response", timeAnswer},
	{"core", "query-param-unknown", unknownParameter},
	{"core", "query-param-invalid", invalidParameter},
}

// defined holds a parameter of every collection to be in the document, in the form that the standard demands.
func defined(f *finding, name string, fits func(schema map[string]any) bool) {
	f.each(func(c collection) {
		p := f.service.parameter("/collections/"+c.id+"/items", name)
		if f.hold(p != nil, "%s: %s is not in the document", c.id, name) {
			f.hold(p["in"] == "query" && p["required"] != true && p["style"] == "form" && p["explode"] == false && fits(member(p, "schema")), "%s: %s is %v", c.id, name, p)
		}
	})
}

// bboxAnswer asks for boxes: of everything, of each feature of a page, and fixed ones.
func bboxAnswer(f *finding) {
	f.each(func(c collection) {
		all := f.get(http.StatusOK, asking(c.items, "limit", "10")).object()
		if box := extentOf(c); len(box) == 4 {
			got := f.get(http.StatusOK, asking(c.items, "limit", "10", "bbox", joined(box))).object()
			f.hold(got["numberMatched"] == all["numberMatched"], "%s: %v of %v features within the extent", c.id, got["numberMatched"], all["numberMatched"])
		}
		for _, feature := range f.service.get(asking(c.items, "limit", "5")).features() {
			if box, ok := boxOf(feature["geometry"]); ok {
				insideOnly(f, c, box[:], fmt.Sprint(feature["id"]))
			}
		}
		for _, box := range [][]float64{{-180, -90, 180, 90}, {-10, -10, 10, 10}, {177, 65, -177, 70}, {-180, 85, 180, 90}, {-180, -90, 180, -85}, {5, 40, 0, 15, 50, 100}} {
			insideOnly(f, c, box, "")
		}
	})
}

// insideOnly asks for the features that touch a box and holds each to do so, and one of them to be there.
func insideOnly(f *finding, c collection, box []float64, wanted string) {
	got := f.get(http.StatusOK, asking(c.items, "limit", "10000", "bbox", joined(box)))
	flat := box
	if len(box) == 6 {
		flat = []float64{box[0], box[1], box[3], box[4]}
	}
	for _, feature := range got.features() {
		own, ok := boxOf(feature["geometry"])
		beside := own[2] < flat[0] || own[0] > flat[2]
		if flat[0] > flat[2] { // across the antimeridian
			beside = own[2] < flat[0] && own[0] > flat[2]
		}
		f.hold(!ok || !beside && own[3] >= flat[1] && own[1] <= flat[3], "%s: bbox %v gives %v at %v", c.id, box, feature["id"], own)
	}
	f.hold(wanted == "" || slices.Contains(got.ids(), wanted), "%s: bbox %v does not give %s, of which it is the box", c.id, box, wanted)
}

func joined(box []float64) string {
	parts := make([]string, len(box))
	for i, n := range box {
		parts[i] = strconv.FormatFloat(n, 'f', -1, 64)
	}
	return strings.Join(parts, ",")
}

// limitAnswer asks for pages of every size, also of one above the greatest, which is no fault.
func limitAnswer(f *finding) {
	f.each(func(c collection) {
		schema := member(f.service.parameter("/collections/"+c.id+"/items", "limit"), "schema")
		least, _ := schema["minimum"].(float64)
		most, _ := schema["maximum"].(float64)
		for _, limit := range []float64{least, 7, most, most + 1} {
			got := f.get(http.StatusOK, asking(c.items, "limit", strconv.Itoa(int(limit)))).object()
			n := float64(len(list(got, "features")))
			matched, _ := got["numberMatched"].(float64)
			f.hold(n == min(limit, matched, most), "%s: limit %v gives %v of %v features", c.id, limit, n, matched)
		}
	})
}

// timeAnswer asks for instants and intervals in every form. Features without a time match, too.
func timeAnswer(f *finding) {
	f.each(func(c collection) {
		at := instantOf(f, c)
		for _, value := range []string{
			"2026-02-12T23:20:50Z", "2026-02-12", "2026-01-01T00:00:00Z/2027-01-01T00:00:00Z", "2026-01-01/2027-01-01", "2026-01-01T00:00:00Z/..",
			"../2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z/", "/2026-01-01T00:00:00Z", "../..", "2026-02-12T23:20:50.52+01:00",
		} {
			got := f.get(http.StatusOK, asking(c.items, "limit", "100", "datetime", value))
			from, until, _ := strings.Cut(value, "/")
			for _, feature := range got.features() {
				when := text(member(feature, "properties"), at)
				if when == "" || !strings.Contains(value, "/") {
					continue
				}
				late := from == "" || from == ".." || when >= from
				early := until == "" || until == ".." || when[:min(len(when), len(until))] <= until
				f.hold(late && early, "%s: datetime %s gives %v of %s", c.id, value, feature["id"], when)
			}
		}
	})
}

// instantOf is the property that the schema of a collection says is the time of its features.
func instantOf(f *finding, c collection) string {
	for name, one := range member(f.service.get(c.own+"/schema").object(), "properties") {
		if p, _ := one.(map[string]any); p["x-ogc-role"] == "primary-instant" {
			return name
		}
	}
	return ""
}

// unknownParameter asks every resource with a parameter that it does not have.
func unknownParameter(f *finding) {
	addresses := []string{f.service.landing, f.service.landing + "/conformance", f.service.landing + "/collections", f.service.landing + "/api"}
	f.each(func(c collection) {
		addresses = append(addresses, c.own, c.items, c.own+"/schema", c.own+"/queryables", c.own+"/sortables")
		if ids := f.service.get(asking(c.items, "limit", "1")).ids(); len(ids) > 0 {
			addresses = append(addresses, c.items+"/"+ids[0])
		}
	})
	for _, address := range addresses {
		refused(f, asking(address, "unknown-parameter", "x"))
	}
}

// refused holds an address to be a bad request, with a document that says why.
func refused(f *finding, address string) {
	got := f.get(http.StatusBadRequest, address)
	f.hold(got.media() == "application/problem+json", "%s: refused as %s", address, got.media())
}

// invalidParameter asks for values that no parameter takes.
func invalidParameter(f *finding) {
	f.each(func(c collection) {
		for name, values := range map[string][]string{
			"limit": {"0", "-1", "unlimited", "", "1.5"}, "bbox": {"1,2,3", "1,2,3,4,5", "1,2,3,4,5,6,7", "a,b,c,d", "1,5,2,4", "1,2,3,NaN", "1,2,3,Infinity", ""},
			"datetime": {"yesterday", "2026-02-30", "2027-01-01/2026-01-01", "2026-01-01/2026-02-01/2026-03-01", "..", ""},
		} {
			for _, value := range values {
				refused(f, asking(c.items, name, value))
			}
		}
	})
}
