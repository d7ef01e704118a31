package ogc

import (
	"cmp"
	"strconv"

	"landbank/registry/score"
)

// option is one setting of QGIS.
func option(kind, name, value string) *element {
	e := el("Option", "type", kind)
	if kind == "QString" || name != "" {
		e.attributes = append(e.attributes, "name", name)
	}
	if kind == "QString" {
		e.attributes = append(e.attributes, "value", value)
	}
	return e
}

// symbol is one symbol of layers, the lowest first.
func symbol(kind, name string, layers ...*element) *element {
	return el("symbol", "type", kind, "name", name, "alpha", "1", "clip_to_extent", "1", "force_rhr", "0").with(layers...)
}

// symbolLayer is one layer of a symbol with its settings, as names and values in
// turn.
func symbolLayer(class string, settings ...string) *element {
	all := el("Option", "type", "Map")
	for i := 0; i+1 < len(settings); i += 2 {
		all.with(option("QString", settings[i], settings[i+1]))
	}
	return el("layer", "class", class, "enabled", "1", "locked", "0", "pass", "0").with(all)
}

func fillLayer(colour, line string, width float64) *element {
	return symbolLayer("SimpleFill", "color", colour, "style", "solid", "outline_color", line, "outline_style", "solid",
		"outline_width", number(width), "outline_width_unit", "MM", "joinstyle", "round")
}

func fillSymbol(name, colour, line string, width float64) *element {
	return symbol("fill", name, fillLayer(colour, line, width))
}

func markSymbol(name, colour, rim string, size float64) *element {
	return symbol("marker", name, symbolLayer("SimpleMarker", "name", "circle", "color", colour, "outline_color", rim, "outline_style", "solid",
		"outline_width", "0.3", "outline_width_unit", "MM", "size", number(size), "size_unit", "MM"))
}

// class is one value of the property that sites are told apart by.
type class struct {
	value, label, colour string
	opacity              uint8
}

// classes tell the sites apart: by the band of the score where there is one, by
// kind elsewhere.
func (p *project) classes() (property string, out []class) {
	if p.collection.model {
		// One hue, the fuller the better.
		for i, band := range score.Bands {
			out = append(out, class{band.Letter, band.Letter + " ≥ " + strconv.Itoa(int(band.From)), p.look.kindColour("free_land"), uint8(max(30, 255-75*i))})
		}
		return "score_band", out
	}
	for _, kind := range p.kinds() {
		out = append(out, class{kind.Code, kind.Label.In(p.language), p.look.kindColour(kind.Code), 255})
	}
	return "kind", append(out, class{"", p.says("other"), p.look.kindColour("other"), 255})
}

// told draws each class by a symbol.
func (p *project) told(draw func(name string, c class) *element) *element {
	property, classes := p.classes()
	categories, symbols := el("categories"), el("symbols")
	for i, c := range classes {
		name := strconv.Itoa(i)
		categories.with(el("category", "value", c.value, "label", c.label, "symbol", name, "type", "string", "render", "true"))
		symbols.with(draw(name, c))
	}
	return el("renderer-v2", "type", "categorizedSymbol", "attr", property, "symbollevels", "0", "enableorderby", "0").with(categories, symbols)
}

// farAway is the scale, as 1 : n, beyond which outlines are too small to be seen
// and have a mark.
const farAway = 60_000

// fills draw outlines, and from afar a mark in each.
func (p *project) fills() *element {
	rim := channels(p.look.Colours["map-mark-rim"], 255)
	return p.told(func(name string, c class) *element {
		mark := symbolLayer("GeometryGenerator", "SymbolType", "Marker", "units", "MapUnit",
			"geometryModifier", "CASE WHEN @map_scale > "+strconv.Itoa(farAway)+" THEN point_on_surface($geometry) END")
		mark.with(markSymbol("@"+name+"@1", channels(c.colour, c.opacity), rim, 2.6))
		return symbol("fill", name, fillLayer(channels(c.colour, c.opacity/5*2), channels(c.colour, 255), 0.5), mark)
	})
}

// marks draw sites that are known as a point.
func (p *project) marks() *element {
	rim := channels(p.look.Colours["map-mark-rim"], 255)
	return p.told(func(name string, c class) *element { return markSymbol(name, channels(c.colour, c.opacity), rim, 2.6) })
}

// labels write names beside the features, up to a scale.
func (p *project) labels(size float64, scale int) *element {
	return el("labeling", "type", "simple").with(p.settings(p.called(), size, scale, p.look.Colours["map-town"], true))
}

// settings are how labels are written; a scale of 0 is any.
func (p *project) settings(expression string, size float64, scale int, colour string, halo bool) *element {
	limited := strconv.Itoa(boolean(scale > 0))
	style := el("text-style", "fieldName", expression, "isExpression", "1", "fontFamily", "Open Sans", "namedStyle", "Regular", "fontWeight", "50", "fontSize", number(size), "fontSizeUnit", "Point",
		"textColor", channels(colour, 255), "textOpacity", "1").with(
		el("families").with(el("family", "name", "Open Sans"), el("family", "name", "Noto Sans"), el("family", "name", "Sans Serif")),
		el("text-buffer", "bufferDraw", strconv.Itoa(boolean(halo)), "bufferSize", "0.8", "bufferSizeUnits", "MM", "bufferColor", channels(p.look.Colours["map-halo"], 255), "bufferOpacity", "1"))
	where := []string{"placement", "0", "dist", "1.5", "distUnits", "MM"}
	if !halo { // in the middle of its mark
		where = []string{"placement", "1", "quadOffset", "4"}
	}
	// Without flags QGIS finds no place that is allowed.
	placement := el("placement", append(where, "centroidInside", "1", "polygonPlacementFlags", "2", "placementFlags", "10", "priority", "5", "overlapHandling", "PreventOverlap")...)
	return el("settings", "calloutType", "simple").with(style, placement,
		el("rendering", "drawLabels", "1", "scaleVisibility", limited, "scaleMin", "0", "scaleMax", strconv.Itoa(cmp.Or(scale, 100_000_000)), "obstacle", "1"))
}
