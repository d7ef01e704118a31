package ogc

import (
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
)

// featureAssertions are about single features, and the forms that features come in.
var featureAssertions = []Assertion{
	{"core", "f-op", func(f *finding) {
		f.eachFeature(func(c collection, id string, _ map[string]any) {
			f.get(http.StatusOK, c.items+"/"+url.PathEscape(id))
			f.get(http.StatusNotFound, c.items+"/none-"+url.PathEscape(id))
		})
	}},
	{"core", "f-success", featureAlone},
	{"core", "f-links", func(f *finding) {
		f.eachFeature(func(c collection, id string, _ map[string]any) {
			links := list(f.get(http.StatusOK, c.items+"/"+url.PathEscape(id)).object(), "links")
			typedLinks(f, id, links)
			f.link(id, links, "self", geoType)
			f.link(id, links, "alternate", "text/html")
			if to := f.link(id, links, "collection", jsonType); to != "" {
				f.hold(text(f.get(http.StatusOK, to).object(), "id") == c.id, "%s: %s is another collection", id, to)
			}
		})
	}},
	{"geojson", "definition", func(f *finding) {
		f.each(func(c collection) {
			for _, feature := range f.get(http.StatusOK, c.items).features() {
				soundFeature(f, c, feature)
			}
		})
	}},
	{"geojson", "content", func(f *finding) {
		f.each(func(c collection) {
			for _, accept := range []string{geoType, "application/geo+json;q=0.9, */*;q=0.1", "*/*", ""} {
				got := f.get(http.StatusOK, c.items, "Accept", accept)
				f.hold(got.header.Get("Content-Type") == geoType, "%s for %q comes as %s", c.items, accept, got.header.Get("Content-Type"))
			}
		})
	}},
	{"html", "definition", htmlOfEverything},
	{"html", "content", func(f *finding) {
		f.each(func(c collection) {
			got := f.get(http.StatusOK, c.items, "Accept", "text/html")
			ids := f.service.get(asking(c.items, "limit", "3")).ids()
			for _, id := range ids {
				f.hold(slices.Contains(wordsOf(got.body), id), "the page of %s does not show %s", c.id, id)
			}
		})
	}},
}

// eachFeature visits some features of every collection.
func (f *finding) eachFeature(check func(c collection, id string, feature map[string]any)) {
	f.each(func(c collection) {
		for _, feature := range f.get(http.StatusOK, asking(c.items, "limit", "5")).features() {
			check(c, fmt.Sprint(feature["id"]), feature)
		}
	})
}

// featureAlone compares a feature with that of the page.
func featureAlone(f *finding) {
	f.eachFeature(func(c collection, id string, onPage map[string]any) {
		got := f.get(http.StatusOK, c.items+"/"+url.PathEscape(id))
		alone := got.object()
		f.hold(got.media() == geoType, "%s is %s", id, got.media())
		for _, name := range []string{"type", "id", "geometry", "properties"} {
			f.hold(fmt.Sprint(alone[name]) == fmt.Sprint(onPage[name]), "%s: %s is %v alone and %v on the page", id, name, alone[name], onPage[name])
		}
	})
}

// soundFeature holds a feature to RFC 7946, and to have every property of its schema.
func soundFeature(f *finding, c collection, feature map[string]any) {
	_, hasGeometry := feature["geometry"]
	properties := member(feature, "properties")
	f.hold(feature["type"] == "Feature" && feature["id"] != nil && hasGeometry && properties != nil, "%s: %v", c.id, feature)
	box, ok := boxOf(feature["geometry"])
	f.hold(!ok || box[0] >= -180 && box[2] <= 180 && box[1] >= -90 && box[3] <= 90, "%s: %v lies at %v", c.id, feature["id"], box)
	f.hold(ringsTurnRight(feature["geometry"]), "%s: a ring of %v turns the wrong way or is open", c.id, feature["id"])
	for name, one := range member(f.service.get(c.own+"/schema").object(), "properties") {
		p, _ := one.(map[string]any)
		if role := text(p, "x-ogc-role"); role == "primary-geometry" {
			continue
		}
		_, there := properties[name]
		f.hold(there, "%s: %v has no member %s", c.id, feature["id"], name)
	}
}

// ringsTurnRight tells whether rings are closed, the outer ones against the clock and the holes with it.
func ringsTurnRight(geometry any) bool {
	g, _ := geometry.(map[string]any)
	polygons := [][]any{}
	switch coordinates, _ := g["coordinates"].([]any); g["type"] {
	case "Polygon":
		polygons = append(polygons, coordinates)
	case "MultiPolygon":
		for _, one := range coordinates {
			polygon, _ := one.([]any)
			polygons = append(polygons, polygon)
		}
	}
	for _, rings := range polygons {
		for i, one := range rings {
			ring, _ := one.([]any)
			area := areaOf(ring)
			if len(ring) < 4 || fmt.Sprint(ring[0]) != fmt.Sprint(ring[len(ring)-1]) || i == 0 && area < 0 || i > 0 && area > 0 {
				return false
			}
		}
	}
	return true
}

// areaOf is positive for a ring that runs against the clock. It is taken about the first position, since rings are
// small where they lie.
func areaOf(ring []any) float64 {
	at := func(i int) (float64, float64) {
		p, _ := ring[i].([]any)
		if len(p) < 2 {
			return math.NaN(), math.NaN()
		}
		x, _ := p[0].(float64)
		y, _ := p[1].(float64)
		return x, y
	}
	sum := 0.0
	for i := 0; i+1 < len(ring); i++ {
		x0, y0 := at(0)
		x1, y1 := at(i)
		x2, y2 := at(i + 1)
		sum += (x1-x0)*(y2-y0) - (x2-x0)*(y1-y0)
	}
	return sum
}

// htmlOfEverything asks for every resource that the document describes as a page.
func htmlOfEverything(f *finding) {
	for path, operation := range readOperations(f.service) {
		if _, declared := declaredContent(operation)["text/html"]; !declared {
			continue
		}
		for _, address := range addressesOf(f.service, path) {
			got := f.get(http.StatusOK, address, "Accept", "text/html")
			f.hold(got.media() == "text/html", "%s comes as %s", address, got.media())
		}
	}
}

// wordsOf takes a page apart at its markup.
func wordsOf(page []byte) []string {
	var words []string
	start := 0
	for i, c := range page {
		if c == '<' || c == '>' || c == ' ' || c == '"' || c == '\n' {
			words = append(words, string(page[start:i]))
			start = i + 1
		}
	}
	return words
}
