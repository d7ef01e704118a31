package ogc

import (
	"strconv"
	"strings"

	"landbank/registry"
)

// projectLayer is a layer of a project.
type projectLayer struct {
	id, name, source, provider string
	hidden                     bool
	element                    *element
}

// mostLabelled is the scale, as 1 : n, up to which names are written.
const mostLabelled = 150_000

// layers are those of the project, the uppermost first. QGIS takes the shape of
// a layer from its first features and draws no others, so sites that are known
// as a point are a layer of their own.
func (p *project) layers() []projectLayer {
	c := p.collection
	out := []projectLayer{
		p.sites("points", "outlined = FALSE", p.marks),
		p.sites("outlines", "outlined = TRUE", p.fills),
	}
	if !c.model {
		out = append(out, p.tiles())
	}
	return append(out, p.territories())
}

// layerID makes the id of a layer. QGIS passes over ids of ten letters or less.
func layerID(name string) string { return "landbank_" + name }

// quoted writes a value of a data source as QGIS does.
func quoted(text string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(text) + "'"
}

// features is the data source of a collection.
func (p *project) features(id, condition string) string {
	source := "url=" + quoted(p.call.Base+root) + " typename=" + quoted(id)
	if condition != "" {
		source += " filter=" + quoted(condition)
	}
	return source
}

// vector is a layer of features with what draws them.
func vector(l projectLayer, content ...*element) projectLayer {
	l.provider = "OAPIF"
	l.element = el("maplayer", "type", "vector", "geometry", "Polygon", "wkbType", "MultiPolygon", "autoRefreshMode", "Disabled").with(
		el("id").said(l.id), el("datasource").said(l.source), el("layername").said(l.name),
		el("srs").with(systemElement("OGC:CRS84", "+proj=longlat +datum=WGS84 +no_defs")), el("provider", "encoding", "UTF-8").said(l.provider)).with(content...)
	return l
}

// called is the name of a feature in the language, as an expression.
func (p *project) called() string {
	if p.language == registry.Languages[0] {
		return `"name"`
	}
	return `coalesce("name_` + p.language + `", "name")`
}

// sites is a layer of those of the sites that a condition holds for.
func (p *project) sites(word, condition string, symbols func() *element) projectLayer {
	if p.condition != "" {
		condition += " AND (" + p.condition + ")"
	}
	name := p.says(word)
	l := projectLayer{id: layerID(p.collection.id + "_" + word), name: name, source: p.features(p.collection.id, condition)}
	aliases, widgets, editable := el("aliases"), el("fieldConfiguration"), el("editable").with(el("field", "name", "id", "editable", "0"))
	for i, one := range p.collection.properties {
		aliases.with(el("alias", "field", one.Name, "index", strconv.Itoa(i+1), "name", p.alias(one)))
		widgets.with(el("field", "name", one.Name).with(p.widget(one)))
		editable.with(el("field", "name", one.Name, "editable", strconv.Itoa(boolean(!one.readOnly))))
	}
	return vector(l, symbols(), p.labels(9, mostLabelled), aliases, widgets, editable, el("previewExpression").said(`coalesce("name", "ref")`))
}

// alias is what a property is called, with its unit.
func (p *project) alias(one property) string {
	name := one.title
	if f, ok := registry.FieldByName(one.Name); ok {
		name = f.Label.In(p.language)
	}
	if one.Unit != "" {
		name += ", " + strings.NewReplacer("m2", "m²", "m3", "m³", "deg", "°").Replace(one.Unit)
	}
	return name
}

// widget shows a property in forms: codes as their labels.
func (p *project) widget(one property) *element {
	if one.Type != registry.TypeCode || len(one.values) == 0 {
		return nil
	}
	list := option("List", "map", "")
	for _, code := range one.values {
		list.with(option("Map", "", "").with(option("QString", code.Label.In(p.language), code.Code)))
	}
	return el("editWidget", "type", "ValueMap").with(el("config").with(option("Map", "", "").with(list)))
}

// territories are behind the sites, those below the countries: a country would
// lie behind everything.
func (p *project) territories() projectLayer {
	l := projectLayer{id: layerID("territories"), name: p.says("territories"), source: p.features("territories", "level > 0")}
	line := p.look.Colours["map-border"]
	symbol := fillSymbol("0", channels(p.look.Colours["map-land"], 255), channels(line, 255), 0.3)
	return vector(l, el("renderer-v2", "type", "singleSymbol").with(el("symbols").with(symbol)), p.labels(8, 12_000_000))
}

// tiles are the vector tiles of the sites, which show as many as there are.
func (p *project) tiles() projectLayer {
	address := p.call.Base + tileset + "/{z}/{y}/{x}"
	if values := cloneValues(p.call.Query.Values); len(values) > 0 {
		if values.Del("lang"); len(values) > 0 {
			// The query stands in a query: its own separators are escaped.
			address += "?" + strings.ReplaceAll(values.Encode(), "&", "%26")
		}
	}
	source := "type=xyz&url=" + address + "&zmin=0&zmax=" + strconv.Itoa(lastZoom)
	l := projectLayer{id: layerID("tiles"), name: p.says("tiles"), source: source, provider: "xyzvectortiles", hidden: true}
	l.element = el("maplayer", "type", "vector-tile", "autoRefreshMode", "Disabled").with(
		el("id").said(l.id), el("datasource").said(l.source), el("layername").said(l.name),
		el("srs").with(mercatorElement()), el("provider").said(l.provider),
		el("renderer", "type", "basic").with(p.tileStyles()),
		el("labeling", "type", "basic", "labelsEnabled", "1").with(el("styles").with(
			el("style", "name", "count", "layer", "clusters", "geometry", "0", "enabled", "1", "expression", `"count" > 1`, "min-zoom", "0", "max-zoom", "-1").with(
				p.settings(`"count"`, 8, 0, p.look.Colours["map-on-cluster"], false)))))
	return l
}

// tileStyles draw the layers of the tiles, the lowest first.
func (p *project) tileStyles() *element {
	styles := el("styles")
	add := func(name, layer, geometry, condition string, symbol *element) {
		styles.with(el("style", "name", name, "layer", layer, "geometry", geometry, "enabled", "1", "expression", condition, "min-zoom", "-1", "max-zoom", "-1").with(el("symbols").with(symbol)))
	}
	rim := channels(p.look.Colours["map-mark-rim"], 255)
	const point, area = "0", "2"
	for _, kind := range p.kinds() {
		colour := p.look.kindColour(kind.Code)
		is := `"kind" = ` + "'" + kind.Code + "'"
		label := kind.Label.In(p.language)
		add(label, "sites", area, `geometry_type(@geometry) = 'Polygon' AND `+is, fillSymbol("0", channels(colour, 90), channels(colour, 255), 0.4))
		add(label, "labels", point, is, markSymbol("0", channels(colour, 255), rim, 2.6))
		add(label, "clusters", point, `"count" = 1 AND `+is, markSymbol("0", channels(colour, 255), rim, 2.6))
	}
	add(p.says("together"), "clusters", point, `"count" > 1`, markSymbol("0", channels(p.look.Colours["map-cluster"], 255), rim, 6))
	return styles
}

// kinds are the kinds of sites.
func (p *project) kinds() []registry.Code { return registry.Codes("kind") }
