package ogc

import (
	"fmt"
	"net/http"
	"strconv"

	"landbank/api/exchange"
	"landbank/geo"
)

// Paths of what describes the tiles: the tilesets of the whole service, and of
// the sites. There is one tileset, which both name.
const (
	tilesetsPath     = root + "/tiles"
	siteTilesetsPath = root + "/collections/" + siteCollection + "/tiles"
)

// What is said of the grid of the tiles (OGC Two Dimensional Tile Matrix Set
// 2.0, annex D.1).
const (
	gridName = "WebMercatorQuad"
	gridURI  = "http://www.opengis.net/def/tilematrixset/OGC/1.0/" + gridName
	gridCRS  = "http://www.opengis.net/def/crs/EPSG/0/3857"
)

// tilesetJSON is the metadata of a tileset, the same in lists and alone.
type tilesetJSON struct {
	Title    string          `json:"title"`
	DataType string          `json:"dataType"`
	CRS      string          `json:"crs"`
	Grid     string          `json:"tileMatrixSetId"`
	GridURI  string          `json:"tileMatrixSetURI"`
	Limits   []levelLimits   `json:"tileMatrixSetLimits"`
	Layers   []tilesetLayer  `json:"layers"`
	Links    []templatedLink `json:"links"`
}

// levelLimits are the first and last tiles of a level that can have sites.
type levelLimits struct {
	Level    string `json:"tileMatrix"`
	FirstRow uint32 `json:"minTileRow"`
	LastRow  uint32 `json:"maxTileRow"`
	FirstCol uint32 `json:"minTileCol"`
	LastCol  uint32 `json:"maxTileCol"`
}

type tilesetLayer struct {
	ID          string `json:"id"`
	Description string `json:"description"`
	DataType    string `json:"dataType"`
	First       string `json:"minTileMatrix"`
	Last        string `json:"maxTileMatrix"`
}

// templatedLink is a link that can have names in braces.
type templatedLink struct {
	link
	Templated bool `json:"templated,omitempty"`
}

// tilesetRoutes lists the resources that describe the tiles.
func (f *Features) tilesetRoutes() []Route {
	return []Route{
		{"ogcTilesets", http.MethodGet, tilesetsPath, f.tilesets(tilesetsPath)},
		{"ogcSiteTilesets", http.MethodGet, siteTilesetsPath, f.tilesets(siteTilesetsPath)},
		{"ogcSiteTileset", http.MethodGet, tileset, f.tileset},
		f.styleRoute(),
	}
}

// tilesets answers with a list of tilesets.
func (f *Features) tilesets(path string) func(*exchange.Call, func(string) string) error {
	return func(call *exchange.Call, _ func(string) string) error {
		if err := plain(call, jsonType); err != nil {
			return err
		}
		one, err := f.describedTiles(call)
		if err != nil {
			return err
		}
		links := representations(call, path, jsonType)
		if call.Media == htmlType {
			return f.sendPage(call, page{Title: "Vector tiles", Intro: []string{one.Title}, Trail: f.trail(call, path, "Vector tiles"), Links: links,
				Sections: []section{{Title: "Tilesets", Links: []link{{Title: gridName, Href: call.Base + tileset + "?f=html"}}}}})
		}
		setLinks(call, links)
		return sendDocument(call, map[string]any{"links": links, "tilesets": []tilesetJSON{one}})
	}
}

// tileset answers with the description of the tiles of the sites.
func (f *Features) tileset(call *exchange.Call, _ func(string) string) error {
	if err := plain(call, jsonType); err != nil {
		return err
	}
	one, err := f.describedTiles(call)
	if err != nil {
		return err
	}
	if call.Media != htmlType {
		return sendDocument(call, one)
	}
	var layers, levels [][]cell
	for _, l := range one.Layers {
		layers = append(layers, []cell{{Text: l.ID}, {Text: l.Description}, {Text: l.First + "–" + l.Last}})
	}
	for _, l := range one.Limits {
		levels = append(levels, []cell{{Text: l.Level}, {Text: fmt.Sprintf("%d–%d", l.FirstRow, l.LastRow)}, {Text: fmt.Sprintf("%d–%d", l.FirstCol, l.LastCol)}})
	}
	return f.sendPage(call, page{
		Title: one.Title, Intro: []string{"Mapbox vector tiles: " + call.Base + tileset + "/{tileMatrix}/{tileRow}/{tileCol}. They take the conditions that the sites take."},
		Trail: f.trail(call, root+"/collections", "Collections", f.sites().path(), f.sites().title, siteTilesetsPath, "Vector tiles", tileset, gridName),
		Links: []link{one.Links[0].link, one.Links[1].link},
		Sections: []section{
			{Title: "Layers", Table: &grid{Head: []string{"Layer", "What it shows", "Levels"}, Rows: layers}},
			{Title: "Tiles with sites", Table: &grid{Head: []string{"Level", "Rows", "Columns"}, Rows: levels}},
			{Title: "For map libraries", Links: []link{{Title: "TileJSON", Href: call.Base + TileJSONPath}, {Title: "MapLibre style", Href: call.Base + StylePath}}},
		},
	})
}

// describedTiles describes the tiles of the sites.
func (f *Features) describedTiles(call *exchange.Call) (tilesetJSON, error) {
	bounds, err := f.sites().bounds(call.Context())
	if err != nil {
		return tilesetJSON{}, err
	}
	own := representations(call, tileset, jsonType)
	out := tilesetJSON{
		Title: "The sites, as vector tiles", DataType: "vector", CRS: gridCRS, Grid: gridName, GridURI: gridURI, Limits: limitsOf(bounds),
		Links: []templatedLink{
			{link: own[0]}, {link: own[1]},
			{link{"item", TileType, "The tiles", call.Base + tileset + "/{tileMatrix}/{tileRow}/{tileCol}"}, true},
			{link: link{ogcRel + "tiling-scheme", jsonType, "The grid of the tiles", gridURI}},
			{link: link{ogcRel + "geodata", jsonType, "The sites", call.Base + f.sites().path()}},
			{link: link{"describedby", jsonType, "TileJSON, for map libraries", call.Base + TileJSONPath}},
			{link: link{ogcRel + "stylesheet", styleType, "A MapLibre style", call.Base + StylePath}},
		},
	}
	for _, l := range layers {
		out.Layers = append(out.Layers, tilesetLayer{l.ID, l.Description, "vector", strconv.Itoa(l.MinZoom), strconv.Itoa(l.MaxZoom)})
	}
	return out, nil
}

// limitsOf gives the tiles of each level that the box touches; all of them
// without one.
func limitsOf(bounds *geo.BBox) []levelLimits {
	box, ok := exchange.Outward(bounds)
	if !ok {
		box = [4]float64{-180, -90, 180, 90}
	}
	var out []levelLimits
	for zoom := range uint32(lastZoom + 1) {
		first, last := geo.TileAt(box[0], box[3], zoom), geo.TileAt(box[2], box[1], zoom)
		out = append(out, levelLimits{strconv.Itoa(int(zoom)), first.Y, last.Y, first.X, last.X})
	}
	return out
}

// describeTilePaths adds the paths of the tiles.
func (f *Features) describeTilePaths(paths object) {
	short := func(path string) string { return path[len(root):] }
	paths[short(tilesetsPath)] = operationOf("dataset.vector.getTileSetsList", "The tilesets of the service", jsonType, nil)
	sites := f.sites().id + ".collection.vector."
	paths[short(siteTilesetsPath)] = operationOf(sites+"getTileSetsList", "The tilesets of the sites", jsonType, nil)
	paths[short(tileset)] = operationOf(sites+"getTileSet", "The tiles of the sites", jsonType, nil)
	var parameters []object
	for _, name := range []string{"tileMatrix", "tileRow", "tileCol"} {
		parameters = append(parameters, object{"name": name, "in": "path", "required": true,
			"description": "A number of the grid " + gridName, "schema": object{"type": "integer", "format": "int32", "minimum": 0}})
	}
	parameters = append(parameters, text("filter", "A condition in CQL2"), list("lists", "Which of the three lists are drawn; those that meet without it", listNames()))
	tile := operationOf(sites+"getTile", "One tile of the sites", TileType, nil)["get"].(object)
	tile["parameters"] = append(parameters, f.sites().referredParameters()...)
	delete(tile["responses"].(object)["200"].(object)["content"].(object), "text/html") // tiles have one form
	f.describeStylePath(paths)
	paths[short(tileset)+"/{tileMatrix}/{tileRow}/{tileCol}"] = object{"get": tile}
}
