package ogc

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// crsAssertions are those of part 2.
var crsAssertions = []Assertion{
	{"crs", "crs-uri", func(f *finding) {
		f.each(func(c collection) {
			for _, uri := range c.crs {
				f.hold(strings.HasPrefix(uri, "http://www.opengis.net/def/crs/"), "%s offers %s", c.id, uri)
			}
		})
	}},
	{"crs", "fc-md-crs-list", func(f *finding) {
		f.each(func(c collection) {
			if f.hold(len(c.crs) > 0, "%s offers no reference systems", c.id) {
				f.hold(c.crs[0] == crs84, "%s offers %s first", c.id, c.crs[0])
				f.hold(len(slices.Compact(slices.Sorted(slices.Values(c.crs)))) == len(c.crs), "%s offers one twice: %q", c.id, c.crs)
			}
		})
	}},
	{"crs", "fc-md-storageCrs-valid-value", func(f *finding) {
		f.each(func(c collection) {
			f.hold(slices.Contains(c.crs, text(c.described, "storageCrs")), "%s is stored in %v, which is not offered", c.id, c.described["storageCrs"])
		})
	}},
	{"crs", "fc-bbox-crs-definition", func(f *finding) { definedSystem(f, "bbox-crs") }},
	{"crs", "fc-bbox-crs-valid-value", func(f *finding) {
		f.eachSystem(func(c collection, uri string) { f.get(http.StatusOK, asking(c.items, "limit", "1", "bbox-crs", uri)) })
	}},
	{"crs", "fc-bbox-crs-invalid", func(f *finding) { refusedSystems(f, "bbox-crs", "bbox", "1,2,3,4") }},
	{"crs", "fc-bbox-crs-action", boxInEverySystem},
	{"crs", "fc-crs-definition", func(f *finding) { definedSystem(f, "crs") }},
	{"crs", "fc-crs-valid-value", func(f *finding) { refusedSystems(f, "crs") }},
	{"crs", "fc-crs-default-value", func(f *finding) {
		f.each(func(c collection) {
			usual, same := f.get(http.StatusOK, asking(c.items, "limit", "5")), f.get(http.StatusOK, asking(c.items, "limit", "5", "crs", crs84))
			f.hold(fmt.Sprint(usual.object()["features"]) == fmt.Sprint(same.object()["features"]), "%s: CRS84 is not what comes without crs", c.id)
		})
	}},
	{"crs", "ogc-crs-header", func(f *finding) {
		f.each(func(c collection) { contentCRS(f, f.get(http.StatusOK, asking(c.items, "limit", "1")), crs84) })
		f.eachFeature(func(c collection, id string, _ map[string]any) {
			contentCRS(f, f.get(http.StatusOK, c.items+"/"+url.PathEscape(id)), crs84)
		})
	}},
	{"crs", "ogc-crs-header-value", func(f *finding) {
		f.eachSystem(func(c collection, uri string) {
			page := f.get(http.StatusOK, asking(c.items, "limit", "1", "crs", uri))
			contentCRS(f, page, uri)
			for _, id := range page.ids() {
				contentCRS(f, f.get(http.StatusOK, asking(c.items+"/"+url.PathEscape(id), "crs", uri)), uri)
			}
		})
	}},
	{"crs", "axis-order", func(f *finding) {
		f.each(func(c collection) {
			turned := f.get(http.StatusOK, asking(c.items, "limit", "5", "crs", "http://www.opengis.net/def/crs/EPSG/0/4326")).features()
			for i, feature := range f.get(http.StatusOK, asking(c.items, "limit", "5")).features() {
				if !f.hold(i < len(turned), "%s: fewer features in EPSG:4326", c.id) {
					continue
				}
				a, ok := boxOf(feature["geometry"])
				b, also := boxOf(turned[i]["geometry"])
				f.hold(ok == also && a[0] == b[1] && a[1] == b[0] && a[2] == b[3] && a[3] == b[2], "%s: %v lies at %v in CRS84 and at %v in EPSG:4326", c.id, feature["id"], a, b)
			}
		})
	}},
}

// eachSystem visits the reference systems of every collection.
func (f *finding) eachSystem(check func(c collection, uri string)) {
	f.each(func(c collection) {
		for _, uri := range c.crs {
			check(c, uri)
		}
	})
}

func contentCRS(f *finding, got answer, uri string) {
	f.hold(got.header.Get("Content-Crs") == "<"+uri+">", "Content-Crs is %q, want <%s>", got.header.Get("Content-Crs"), uri)
}

// definedSystem holds a parameter that names a reference system to be in the document, with those that are offered.
func definedSystem(f *finding, name string) {
	f.each(func(c collection) {
		p := f.service.parameter("/collections/"+c.id+"/items", name)
		if !f.hold(p != nil && p["in"] == "query" && p["style"] == "form" && p["explode"] == false && text(member(p, "schema"), "type") == "string", "%s: %s is %v", c.id, name, p) {
			return
		}
		var names []string
		for _, one := range list(member(p, "schema"), "enum") {
			names = append(names, fmt.Sprint(one))
		}
		f.hold(slices.Equal(names, c.crs), "%s: %s can be %q, but %q is offered", c.id, name, names, c.crs)
	})
}

// refusedSystems names reference systems that are not offered.
func refusedSystems(f *finding, name string, further ...string) {
	f.each(func(c collection) {
		for _, uri := range []string{"http://www.opengis.net/def/crs/EPSG/0/0", "http://example.org/crs/1", "nonsense", "", crs84 + "x"} {
			refused(f, asking(c.items, append([]string{name, uri}, further...)...))
		}
	})
}

// widest is how many degrees a feature may span to be asked for by its box in a national grid: what crosses half the
// globe has no box there that means anything.
const widest = 30

// boxInEverySystem asks for the box of a feature in each reference system, in the order of its axes: the feature has to
// be there, and others that lie elsewhere must not.
func boxInEverySystem(f *finding) {
	f.eachSystem(func(c collection, uri string) {
		degrees := f.get(http.StatusOK, asking(c.items, "limit", "2")).features()
		for i, feature := range f.get(http.StatusOK, asking(c.items, "limit", "2", "crs", uri)).features() {
			box, ok := boxOf(feature["geometry"])
			if !f.hold(i < len(degrees), "%s: more features in %s", c.id, uri) {
				continue
			}
			span, _ := boxOf(degrees[i]["geometry"])
			if !ok || span[2]-span[0] > widest {
				continue
			}
			// What is printed is rounded; the box is that much larger.
			wide := max((box[2]-box[0])/1000, (box[3]-box[1])/1000, 1e-6)
			box = [4]float64{box[0] - wide, box[1] - wide, box[2] + wide, box[3] + wide}
			got := f.get(http.StatusOK, asking(c.items, "limit", "100", "bbox", joined(box[:]), "bbox-crs", uri, "crs", uri))
			f.hold(slices.Contains(got.ids(), fmt.Sprint(feature["id"])), "%s: %v is not in its box %v in %s", c.id, feature["id"], box, uri)
		}
	})
}
