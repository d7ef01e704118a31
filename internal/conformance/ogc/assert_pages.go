package ogc

import (
	"net/http"
	"strings"
	"time"
)

// pageAssertions are about the pages of features.
var pageAssertions = []Assertion{
	{"core", "fc-op", func(f *finding) { f.each(func(c collection) { f.get(http.StatusOK, c.items) }) }},
	{"core", "fc-response", func(f *finding) {
		f.each(func(c collection) {
			got := f.get(http.StatusOK, c.items)
			f.hold(got.media() == geoType && got.object()["type"] == "FeatureCollection", "%s: %s of type %v", c.id, got.media(), got.object()["type"])
		})
	}},
	{"core", "fc-links", pageLinks},
	{"core", "fc-rel-type", func(f *finding) {
		f.each(func(c collection) { typedLinks(f, c.id, list(f.get(http.StatusOK, c.items).object(), "links")) })
	}},
	{"core", "fc-timeStamp", timeStamp},
	{"core", "fc-numberMatched", numberMatched},
	{"core", "fc-numberReturned", func(f *finding) {
		f.each(func(c collection) {
			page := f.get(http.StatusOK, c.items).object()
			f.hold(page["numberReturned"] == float64(len(list(page, "features"))), "%s: numberReturned %v of %d features", c.id, page["numberReturned"], len(list(page, "features")))
		})
	}},
	{"core", "fc-next", everyFeatureOnce},
}

// pageLinks holds a page to lead to itself and its other form, and in its header, too.
func pageLinks(f *finding) {
	f.each(func(c collection) {
		got := f.get(http.StatusOK, asking(c.items, "limit", "3"))
		links := list(got.object(), "links")
		own := f.link(c.id, links, "self", geoType)
		again := f.get(http.StatusOK, own)
		f.hold(strings.Join(again.ids(), " ") == strings.Join(got.ids(), " "), "%s: %s gives other features", c.id, own)
		other := f.link(c.id, links, "alternate", "text/html")
		f.hold(f.get(http.StatusOK, other).media() == "text/html", "%s is no page", other)
		header := got.header.Get("Link")
		for _, one := range links {
			l, _ := one.(map[string]any)
			f.hold(strings.Contains(header, "<"+text(l, "href")+`>; rel="`+text(l, "rel")+`"`), "%s: the header has no link %v", c.id, l)
		}
	})
}

func timeStamp(f *finding) {
	f.each(func(c collection) {
		stamp := text(f.get(http.StatusOK, c.items).object(), "timeStamp")
		_, err := time.Parse(time.RFC3339, stamp)
		f.hold(err == nil && strings.HasSuffix(stamp, "Z"), "%s: timeStamp %q", c.id, stamp)
	})
}

// nextOf is the address of the next page, "" on the last.
func nextOf(page map[string]any) string {
	for _, one := range list(page, "links") {
		if l, _ := one.(map[string]any); l["rel"] == "next" {
			return text(l, "href")
		}
	}
	return ""
}

// numberMatched goes through the pages with the limit of the links put up, as the suite does: the sum has to be what the
// first page promised.
func numberMatched(f *finding) {
	f.each(func(c collection) {
		page := f.get(http.StatusOK, asking(c.items, "limit", "3")).object()
		sum := len(list(page, "features"))
		for next := nextOf(page); next != ""; {
			further := f.get(http.StatusOK, asking(next, "limit", "10000")).object()
			sum += len(list(further, "features"))
			next = nextOf(further)
		}
		f.hold(page["numberMatched"] == float64(sum), "%s: numberMatched %v, but there are %d", c.id, page["numberMatched"], sum)
	})
}

// everyFeatureOnce follows the links as they are. Those of conditions keep them.
func everyFeatureOnce(f *finding) {
	f.each(func(c collection) {
		for _, address := range []string{asking(c.items, "limit", "97"), asking(c.items, "limit", "41", "bbox", "20,40,40,60", "skipGeometry", "true")} {
			seen := map[string]bool{}
			first := f.get(http.StatusOK, address).object()
			for next := address; next != ""; {
				page := f.get(http.StatusOK, next)
				for _, id := range page.ids() {
					f.hold(!seen[id], "%s: %s comes twice", address, id)
					seen[id] = true
				}
				next = nextOf(page.object())
			}
			f.hold(first["numberMatched"] == float64(len(seen)), "%s: %d different features of %v", address, len(seen), first["numberMatched"])
		}
	})
}
