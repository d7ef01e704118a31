package ogc

import (
	"net/http"

	"landbank/api/exchange"
)

// StylePath is the address of the MapLibre style of the tiles.
const StylePath = tileset + "/style"

// styleType is the media type of a MapLibre style, as OGC API – Styles names it.
const styleType = "application/vnd.mapbox.style+json"

// style answers with a style of the MapLibre Style Specification, version 8,
// that draws the tiles as the map of the registry does. It takes what the tiles
// take, and hands it on to them. Letters come from the fonts of the machine, so
// that no glyph server is needed.
func (f *Features) style(call *exchange.Call, _ func(string) string) error {
	// MapLibre asks for JSON.
	if err := call.Choose([]string{styleType, jsonType}); err != nil {
		return err
	}
	q := call.Query
	theme := q.OneOf("theme", themes...)
	delete(q.Values, "theme")
	if _, err := readQuestion(q); err != nil {
		return err
	}
	stock, err := f.catalog.Stock(call.Context())
	if err != nil {
		return err
	}
	source := object{"type": "vector", "tiles": []string{tileAddress(call)}, "minzoom": 0, "maxzoom": lastZoom}
	out := ordered{
		{"version", 8}, {"name", f.title},
		{"metadata", object{"landbank:tilejson": call.URL(TileJSONPath, q.Values)}},
		{"sources", object{"sites": source}},
		{"layers", looks()[theme].Layers},
	}
	if bounds, ok := exchange.Outward(stock.Bounds); ok {
		source["bounds"] = bounds
		out = append(out, member{"center", [2]float64{middle(bounds[0], bounds[2]), middle(bounds[1], bounds[3])}}, member{"zoom", zoomFor(bounds)})
	}
	return sendDocument(call, out)
}

// styleRoute is where the style is.
func (f *Features) styleRoute() Route {
	return Route{"ogcSiteStyle", http.MethodGet, StylePath, f.style}
}

// describeStylePath adds the style to the document of the interface.
func (f *Features) describeStylePath(paths object) {
	short := StylePath[len(root):]
	one := operationOf(f.sites().id+".collection.vector.getStyle", "A MapLibre style for the tiles of the sites", styleType, nil)["get"].(object)
	one["parameters"] = append([]object{
		text("filter", "A condition in CQL2"), list("lists", "Which of the three lists are drawn; those that meet without it", listNames()),
		choice("theme", "Colours for a light or a dark page", themes, themes[0]),
	}, f.sites().referredParameters()...)
	content := one["responses"].(object)["200"].(object)["content"].(object)
	delete(content, "text/html") // a style is for programs
	content[jsonType] = content[styleType]
	paths[short] = object{"get": one}
}
