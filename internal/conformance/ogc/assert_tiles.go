package ogc

import (
	"fmt"
	"math"
	"net/http"
	"reflect"
	"strings"
)

const (
	tileType    = "application/vnd.mapbox-vector-tile"
	tilesets    = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"
	tileGrid    = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
	tilingRel   = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"
	gridOfTiles = "WebMercatorQuad"
)

// tileAssertions are those of OGC API - Tiles.
var tileAssertions = []Assertion{
	{"tiles-core", "tc-op", tilePaths},
	{"tiles-core", "tc-success", tilesWithinLimits},
	{"tiles-core", "tc-error", tilesOutside},
	{"tileset", "desc-links", func(f *finding) {
		f.eachTileset(func(entry map[string]any) {
			links := list(entry, "links")
			f.link("the tileset", links, "self", jsonType)
			f.hold(f.link("the tileset", links, tilingRel, "") == tileGrid, "the tiling scheme is not %s", tileGrid)
			f.hold(strings.HasSuffix(templateOf(entry), "/{tileMatrix}/{tileRow}/{tileCol}"), "the template is %q", templateOf(entry))
		})
	}},
	{"tileset", "success", tilesetAlone},
	{"tilesets-list", "tileset-links", func(f *finding) {
		f.eachTileset(func(entry map[string]any) {
			f.hold(entry["dataType"] == "vector" && entry["tileMatrixSetId"] == gridOfTiles && entry["tileMatrixSetURI"] == tileGrid && entry["crs"] != nil && text(entry, "title") != "", "entry %v", entry)
			f.hold(len(list(entry, "tileMatrixSetLimits")) > 0, "the entry has no limits")
		})
	}},
	{"dataset-tilesets", "landing", func(f *finding) {
		to := f.link("the landing page", list(f.get(http.StatusOK, f.service.landing).object(), "links"), tilesets, jsonType)
		f.hold(len(list(f.get(http.StatusOK, to).object(), "tilesets")) > 0, "%s lists nothing", to)
	}},
	{"geodata-tilesets", "desc-links", func(f *finding) {
		for _, c := range f.service.collections() {
			for _, one := range list(c.described, "links") {
				if l, _ := one.(map[string]any); l["rel"] == tilesets {
					got := f.get(http.StatusOK, text(l, "href"))
					f.hold(len(list(got.object(), "tilesets")) > 0, "%v lists nothing", l["href"])
				}
			}
		}
	}},
	{"mvt", "content", func(f *finding) {
		f.eachTileset(func(entry map[string]any) {
			eachTile(entry, func(address string) {
				got := f.get(http.StatusOK, address, "Accept", tileType)
				f.hold(got.media() == tileType, "%s is %s", address, got.media())
			})
		})
	}},
	{"tiles-oas30", "operation-ids", func(f *finding) {
		var names []string
		for _, operation := range readOperations(f.service) {
			names = append(names, text(operation, "operationId"))
		}
		all := strings.Join(names, " ") + " "
		for _, end := range []string{".dataset.vector.getTileSetsList ", ".collection.vector.getTileSetsList ", ".collection.vector.getTileSet ", ".collection.vector.getTile "} {
			f.hold(strings.Contains("."+strings.ReplaceAll(all, " ", " ."), end), "no operation ends in %s", end)
		}
	}},
}

// eachTileset visits the entries of the lists that the landing page and the collections lead to.
func (f *finding) eachTileset(check func(entry map[string]any)) {
	addresses := []string{}
	if to := f.link("the landing page", list(f.service.get(f.service.landing).object(), "links"), tilesets, jsonType); to != "" {
		addresses = append(addresses, to)
	}
	for _, c := range f.service.collections() {
		for _, one := range list(c.described, "links") {
			if l, _ := one.(map[string]any); l["rel"] == tilesets {
				addresses = append(addresses, text(l, "href"))
			}
		}
	}
	for _, address := range addresses {
		for _, one := range list(f.get(http.StatusOK, address).object(), "tilesets") {
			entry, _ := one.(map[string]any)
			check(entry)
		}
	}
}

// templateOf is the template of the addresses of the tiles.
func templateOf(entry map[string]any) string {
	for _, one := range list(entry, "links") {
		if l, _ := one.(map[string]any); l["rel"] == "item" && l["templated"] == true && l["type"] == tileType {
			return text(l, "href")
		}
	}
	return ""
}

// tileAt fills the template in.
func tileAt(entry map[string]any, level any, row, column float64) string {
	return strings.NewReplacer("{tileMatrix}", fmt.Sprint(level), "{tileRow}", fmt.Sprint(int64(row)), "{tileCol}", fmt.Sprint(int64(column))).Replace(templateOf(entry))
}

// eachTile visits the corners and the middle of the limits of each level.
func eachTile(entry map[string]any, visit func(address string)) {
	for _, one := range list(entry, "tileMatrixSetLimits") {
		limits, _ := one.(map[string]any)
		number := func(name string) float64 { n, _ := limits[name].(float64); return n }
		for _, row := range []float64{number("minTileRow"), math.Floor((number("minTileRow") + number("maxTileRow")) / 2), number("maxTileRow")} {
			for _, column := range []float64{number("minTileCol"), math.Floor((number("minTileCol") + number("maxTileCol")) / 2), number("maxTileCol")} {
				visit(tileAt(entry, limits["tileMatrix"], row, column))
			}
		}
	}
}

func tilePaths(f *finding) {
	found := 0
	for path, operation := range readOperations(f.service) {
		if !strings.HasSuffix(text(operation, "operationId"), ".getTile") {
			continue
		}
		found++
		f.hold(strings.Contains(path, "/tiles/"+gridOfTiles) || strings.Contains(path, "/tiles/{tileMatrixSetId}"), "tiles at %s", path)
		f.hold(strings.HasSuffix(path, "/{tileMatrix}/{tileRow}/{tileCol}"), "tiles at %s", path)
	}
	f.hold(found > 0, "no operation gives tiles")
}

// tilesWithinLimits asks for tiles of every level: each is there, also where it is empty.
func tilesWithinLimits(f *finding) {
	f.eachTileset(func(entry map[string]any) {
		full := 0
		eachTile(entry, func(address string) {
			full += len(f.get(http.StatusOK, address).body)
		})
		f.hold(full > 0, "all tiles are empty")
	})
}

// tilesOutside asks for what is not in the grid.
func tilesOutside(f *finding) {
	f.eachTileset(func(entry map[string]any) {
		for level := range 17 {
			edge := math.Exp2(float64(level))
			for _, at := range [][2]float64{{edge, 0}, {0, edge}, {edge, edge}, {1e7, 1e7}, {-1, 0}} {
				got := f.service.get(tileAt(entry, level, at[0], at[1]))
				f.hold(got.status == http.StatusNotFound || got.status == http.StatusBadRequest, "%d/%v/%v outside of the grid: %d", level, at[0], at[1], got.status)
			}
		}
		f.get(http.StatusNotFound, tileAt(entry, 99, 0, 0))
	})
}

// tilesetAlone compares a tileset with its entries in the lists.
func tilesetAlone(f *finding) {
	f.eachTileset(func(entry map[string]any) {
		to := f.link("the tileset", list(entry, "links"), "self", jsonType)
		f.hold(reflect.DeepEqual(f.get(http.StatusOK, to).object(), entry), "%s is described otherwise in the list", to)
	})
}
