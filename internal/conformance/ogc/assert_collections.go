package ogc

import (
	"net/http"
	"reflect"
)

// crs84 is the reference system of coordinates where nothing else is said.
const crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"

// collectionAssertions are about the descriptions of the collections.
var collectionAssertions = []Assertion{
	{"core", "fc-md-op", func(f *finding) { f.get(http.StatusOK, f.service.landing+"/collections") }},
	{"core", "fc-md-success", collectionsDescribed},
	{"core", "fc-md-links", collectionsLinks},
	{"core", "fc-md-items", func(f *finding) {
		f.each(func(c collection) {
			f.hold(c.id != "" && len(list(c.described, "links")) > 0, "%v has no id or no links", c.described)
		})
	}},
	{"core", "fc-md-items-links", itemsLinks},
	{"core", "fc-md-extent", extents},
	{"core", "sfc-md-op", func(f *finding) { f.each(func(c collection) { f.get(http.StatusOK, c.own) }) }},
	{"core", "sfc-md-success", collectionAlone},
}

func collectionsDescribed(f *finding) {
	page := f.get(http.StatusOK, f.service.landing+"/collections").object()
	f.hold(len(list(page, "collections")) > 0 && len(list(page, "links")) > 0, "no collections or no links: %v", page)
	f.each(func(c collection) {
		f.hold(text(c.described, "title") != "", "%s has no title", c.id)
		f.hold(text(c.described, "itemType") == "feature", "%s: itemType %v", c.id, c.described["itemType"])
	})
}

func collectionsLinks(f *finding) {
	links := list(f.get(http.StatusOK, f.service.landing+"/collections").object(), "links")
	f.link("collections", links, "self", jsonType)
	f.link("collections", links, "alternate", "text/html")
	typedLinks(f, "collections", links)
}

// itemsLinks holds every collection to lead to its features in each form, all links to have a type.
func itemsLinks(f *finding) {
	f.each(func(c collection) {
		links := list(c.described, "links")
		typedLinks(f, c.id, links)
		for _, media := range []string{geoType, "text/html"} {
			if to := f.link(c.id, links, "items", media); to != "" {
				got := f.get(http.StatusOK, to)
				f.hold(got.media() == media, "%s is %s", to, got.media())
			}
		}
	})
}

// extents holds the box of each collection to be one, and to hold every position of its features at the decimals that
// they are published with.
func extents(f *finding) {
	f.each(func(c collection) {
		spatial := member(member(c.described, "extent"), "spatial")
		box := extentOf(c)
		if !f.hold(len(box) == 4, "%s: extent %v", c.id, spatial) {
			return
		}
		f.hold(spatial["crs"] == nil || spatial["crs"] == crs84, "%s: the extent is in %v", c.id, spatial["crs"])
		f.hold(box[0] >= -180 && box[2] <= 180 && box[1] >= -90 && box[3] <= 90 && box[1] <= box[3], "%s: extent %v", c.id, box)
		for _, feature := range f.get(http.StatusOK, asking(c.items, "limit", "10000")).features() {
			own, ok := boxOf(feature["geometry"])
			f.hold(!ok || own[0] >= box[0] && own[1] >= box[1] && own[2] <= box[2] && own[3] <= box[3], "%s: %v lies at %v, outside of %v", c.id, feature["id"], own, box)
		}
	})
}

// extentOf gives the four numbers of the first box of the extent.
func extentOf(c collection) []float64 {
	boxes := list(member(member(c.described, "extent"), "spatial"), "bbox")
	if len(boxes) == 0 {
		return nil
	}
	sides, _ := boxes[0].([]any)
	var out []float64
	for _, one := range sides {
		n, ok := one.(float64)
		if !ok {
			return nil
		}
		out = append(out, n)
	}
	if len(out) == 6 {
		out = []float64{out[0], out[1], out[3], out[4]}
	}
	return out
}

// collectionAlone compares a collection with its entry in the list.
func collectionAlone(f *finding) {
	f.each(func(c collection) {
		alone := f.get(http.StatusOK, c.own).object()
		f.hold(reflect.DeepEqual(alone, c.described), "%s is described as %v in the list and as %v alone", c.id, c.described, alone)
		f.hold(f.service.get(f.service.landing+"/collections/none-"+c.id).status == http.StatusNotFound, "a collection that is not there is found")
	})
}

// boxOf gives the least and greatest coordinates of a GeoJSON geometry; ok is false where there is none.
func boxOf(geometry any) (box [4]float64, ok bool) {
	switch g := geometry.(type) {
	case map[string]any:
		if box, ok = boxOf(g["coordinates"]); ok {
			return box, true
		}
		return boxOf(g["geometries"])
	case []any:
		if len(g) >= 2 {
			x, first := g[0].(float64)
			y, second := g[1].(float64)
			if first && second {
				return [4]float64{x, y, x, y}, true
			}
		}
		for _, part := range g {
			own, found := boxOf(part)
			switch {
			case found && !ok:
				box, ok = own, true
			case found:
				box = [4]float64{min(box[0], own[0]), min(box[1], own[1]), max(box[2], own[2]), max(box[3], own[3])}
			}
		}
	}
	return box, ok
}
