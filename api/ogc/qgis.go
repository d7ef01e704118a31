package ogc

import (
	"bytes"
	"math"
	"net/http"
	"slices"
	"strconv"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
)

// projectType is the media type of a QGIS project.
const projectType = "application/x-qgis-project"

// projectPath is the address of the QGIS project of a collection below it.
const projectPath = "/qgis.qgs"

// projectVersion is the QGIS whose projects these are like. Newer ones read
// them; those before 3.26 cannot edit through the service.
const projectVersion = "3.26.0-Landbank"

// usualLanguage is that of the service's own words.
const usualLanguage = "en"

// project is what a QGIS project is made of.
type project struct {
	call       *exchange.Call
	collection *collection
	look       look
	language   string
	condition  string // what QGIS asks of the sites, "" for nothing
	name       string // of the registry
}

// projectText are the words of a project that no table has.
var projectText = map[string]registry.Text{
	"outlines":    {"uk": "Ділянки з контуром", "en": "Sites with an outline", "ru": "Участки с контуром"},
	"points":      {"uk": "Ділянки, відомі як точка", "en": "Sites known as a point", "ru": "Участки, известные как точка"},
	"territories": {"uk": "Території", "en": "Territories", "ru": "Территории"},
	"tiles":       {"uk": "Ділянки як плитки, лише для перегляду", "en": "Sites as tiles, to look at", "ru": "Участки плитками, только для просмотра"},
	"other":       {"uk": "Інше", "en": "Other", "ru": "Другое"},
	"together":    {"uk": "Кілька ділянок разом", "en": "Several sites together", "ru": "Несколько участков вместе"},
}

func (p *project) says(word string) string { return projectText[word].In(p.language) }

// hasProject tells the collections that a project is made of: those of sites.
func (c *collection) hasProject() bool { return c.ofSites() }

// tools take the features into programs.
func (c *collection) tools(base string) []link {
	if !c.hasProject() {
		return nil
	}
	return []link{{Title: "Open in QGIS: download the project", Href: base + projectPath}}
}

// qgis answers with a QGIS project of the sites, with links to this service, so
// that it stays as new as the registry. It takes conditions and the language.
func (f *Features) qgis(call *exchange.Call, path func(string) string) error {
	if err := call.Choose([]string{projectType}); err != nil {
		return err
	}
	c, err := f.collection(path("collection"))
	switch {
	case err != nil:
		return err
	case !c.hasProject():
		return &exchange.Problem{Kind: exchange.NotFound, Detail: "There are QGIS projects of the collections of sites alone."}
	}
	call.Vary("Accept-Language")
	p := &project{call: call, collection: c, look: looks()[themes[0]], language: call.Language(usualLanguage), name: f.title}
	if p.condition, err = readProject(call, c, &p.language); err != nil {
		return err
	}
	bounds, err := c.bounds(call.Context())
	if err != nil {
		return err
	}
	box, ok := exchange.Outward(bounds)
	if !ok {
		box = [4]float64{-180, -60, 180, 75}
	}
	var out bytes.Buffer
	out.WriteString("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n")
	p.document(mercatorView(box)).write(&out, 0)
	body := exchange.NewBody(out.Bytes())
	tag := call.Tag(0, "qgis", body.Digest())
	if call.Fresh(tag) {
		return nil
	}
	call.Header().Set("Content-Disposition", `attachment; filename="landbank-`+c.id+`.qgs"`)
	return call.Send(http.StatusOK, tag, body)
}

// readProject reads the parameters: the language, and conditions, which it gives
// as QGIS writes them.
func readProject(call *exchange.Call, c *collection, language *string) (string, error) {
	q := call.Query
	if _, given := q.Values["lang"]; given {
		*language = q.OneOf("lang", registry.Languages...)
	}
	conditions, err := criteria.FromParams(q.Values, []string{"lang"}, c.vocabulary)
	if err = q.Join(err); err != nil {
		return "", err
	}
	for _, one := range conditions {
		if !qgisAsks(one.Expr) {
			q.Fault("filter", criteria.RuleUnsupported, exchange.Printable(criteria.Canonical(one.Expr)),
				"what QGIS can ask: properties compared with texts, numbers, TRUE and FALSE, LIKE, IN, BETWEEN, IS NULL, and AND, OR, NOT of those")
		}
	}
	if len(conditions) == 0 {
		return "", q.Err()
	}
	return criteria.Canonical(conditions.Expr()), q.Err()
}

// mercatorView is a box in metres of Web Mercator, with some space around.
func mercatorView(box [4]float64) [4]float64 {
	const radius, margin = 6378137.0, 0.04
	x := func(longitude float64) float64 { return radius * longitude * math.Pi / 180 }
	y := func(latitude float64) float64 {
		return radius * math.Log(math.Tan(math.Pi/4+max(-85, min(85, latitude))*math.Pi/360))
	}
	west, south, east, north := x(box[0]), y(box[1]), x(box[2]), y(box[3])
	around := max(margin*max(east-west, north-south), 500)
	return [4]float64{math.Round(west - around), math.Round(south - around), math.Round(east + around), math.Round(north + around)}
}

// systemElement is a reference system by its name; QGIS wants it said in full,
// too.
func systemElement(name, definition string) *element {
	return el("spatialrefsys", "nativeFormat", "Proj").with(el("proj4").said(definition), el("authid").said(name))
}

func mercatorElement() *element {
	return systemElement("EPSG:3857", "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs")
}

// document is the whole project, looking at the box.
func (p *project) document(view [4]float64) *element {
	sides := func(name string) *element {
		return el(name, "xmin", number(view[0]), "ymin", number(view[1]), "xmax", number(view[2]), "ymax", number(view[3]))
	}
	extent := el("extent").with(el("xmin").said(number(view[0])), el("ymin").said(number(view[1])), el("xmax").said(number(view[2])), el("ymax").said(number(view[3])))
	tree, layers := el("layer-tree-group"), el("projectlayers")
	for _, l := range p.layers() {
		shown := "Qt::Checked"
		if l.hidden {
			shown = "Qt::Unchecked"
		}
		tree.with(el("layer-tree-layer", "id", l.id, "name", l.name, "source", l.source, "providerKey", l.provider, "checked", shown, "expanded", strconv.Itoa(boolean(!l.hidden))))
		layers.with(l.element)
	}
	title := p.name + ": " + p.title()
	return el("qgis", "projectname", title, "version", projectVersion).with(
		el("title").said(title),
		el("projectCrs").with(mercatorElement()),
		tree,
		el("mapcanvas", "name", "theMapCanvas").with(el("units").said("meters"), extent, el("destinationsrs").with(mercatorElement())),
		layers,
		// Without this QGIS passes over the reference system of a project.
		el("properties").with(el("SpatialRefSys").with(el("ProjectionsEnabled", "type", "int").said("1"))),
		el("ProjectViewSettings", "UseProjectScales", "0").with(sides("DefaultViewExtent").with(mercatorElement())),
	)
}

// title is what the collection is called in the language.
func (p *project) title() string {
	if !p.collection.model {
		return registry.Text{"uk": "ділянки", "en": "sites", "ru": "участки"}.In(p.language)
	}
	return p.collection.title
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// projectRoutes are where the projects are.
func (f *Features) projectRoutes() []Route {
	return []Route{{"ogcProject", http.MethodGet, root + "/collections/:collection" + projectPath, f.qgis}}
}

// describeProject describes the project of a collection.
func (c *collection) describeProject() object {
	one := operationOf(c.id+".getQgisProject", "A QGIS project of "+c.title, projectType, nil)["get"].(object)
	one["parameters"] = slices.Concat([]object{
		text("filter", "A condition in CQL2, of those that QGIS can ask: comparisons, LIKE, IN, BETWEEN and IS NULL of texts, numbers, TRUE and FALSE"),
		choice("lang", "Language of the names of layers and properties; what Accept-Language prefers without it", registry.Languages, usualLanguage),
	}, c.referredParameters())
	delete(one["responses"].(object)["200"].(object)["content"].(object), "text/html") // a project has one form
	return object{"get": one}
}
