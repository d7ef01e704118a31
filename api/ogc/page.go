package ogc

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
)

//go:embed page.html
var pageTemplate string

//go:embed page.css
var pageStyle string

var pages = template.Must(template.New("page").Parse(pageTemplate))

// pagePolicy lets a page use its own style and nothing else.
var pagePolicy = func() string {
	sum := sha256.Sum256([]byte(pageStyle))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}()

// page is what a page of the service shows.
type page struct {
	Title     string
	Intro     []string
	Trail     []link // from the landing page down
	Map       *picture
	Tools     []link // to take the features into a program
	Pages     []link // before and after
	Sections  []section
	Links     []link // other forms
	Canonical string
	Style     template.CSS
	Linked    any // JSON-LD
}

type section struct {
	Title string
	Table *grid
	Links []link
}

type grid struct {
	Head []string
	Rows [][]cell
}

type cell struct{ Text, Href string }

// sendPage answers with a page.
func (f *Features) sendPage(call *exchange.Call, p page) error {
	p.Style = template.CSS(pageStyle)
	if p.Canonical == "" {
		p.Canonical = call.Base + call.Request.URL.Path
	}
	var out bytes.Buffer
	if err := pages.Execute(&out, p); err != nil {
		return fmt.Errorf("write a page: %w", err)
	}
	call.Header().Set("Content-Security-Policy", pagePolicy)
	body := exchange.NewBody(out.Bytes())
	tag := call.Tag(0, "page", body.Digest())
	if call.Fresh(tag) {
		return nil
	}
	return call.Send(http.StatusOK, tag, body)
}

// mostBackdrops is how many territories are drawn behind what a page shows.
const mostBackdrops = 12

// drawn gives the map of a page, with the largest territories that it touches
// behind it, so that readers know where they are. A page without them is a page.
func (f *Features) drawn(call *exchange.Call, p *picture) *picture {
	box, ok := p.box()
	if !ok {
		return nil
	}
	touched, err := f.layers.LayerPage(call.Context(), "territories", registry.PageQuery{
		Criteria: criteria.AllOf(
			criteria.Spatial{Op: criteria.Intersects, Property: criteria.Property{Name: registry.GeometryName}, Geometry: criteria.BoxGeometry(criteria.Box(box))},
			criteria.Compare{Op: criteria.LessOrEqual, Left: criteria.Property{Name: "level"}, Right: criteria.Number(3)}),
		Sort: []criteria.SortKey{{Field: "level"}}, Limit: mostBackdrops, Outline: registry.OutlineFull,
	})
	if err == nil {
		for _, h := range touched.Hits {
			p.put(h.Geometry)
		}
	}
	return p.drawn()
}

// trail leads from the landing page to the steps below it, each a path below
// the service and its title.
func (f *Features) trail(call *exchange.Call, steps ...string) []link {
	out := []link{{Title: f.title, Href: call.Base + root + "?f=html"}}
	for i := 0; i+1 < len(steps); i += 2 {
		out = append(out, link{Title: steps[i+1], Href: call.Base + steps[i] + "?f=html"})
	}
	return out
}

func (f *Features) landingPage(call *exchange.Call, links []link) page {
	var shown []link
	for _, l := range links[2:] {
		if l.Rel == "data" || l.Rel == "conformance" {
			l.Href += "?f=html"
		}
		shown = append(shown, l)
	}
	return page{
		Title: f.title, Intro: []string{description}, Trail: f.trail(call), Links: links[:2],
		Sections: []section{{Title: "What is here", Links: shown}},
		Linked:   map[string]any{"@context": "https://schema.org/", "@type": "DataCatalog", "name": f.title, "description": description, "url": call.Base + root},
	}
}

func (f *Features) conformancePage(call *exchange.Call, links []link) page {
	var rows [][]cell
	for _, class := range classes {
		rows = append(rows, []cell{{Text: class}})
	}
	return page{Title: "Standards", Intro: []string{"The conformance classes of OGC standards that this service follows."},
		Trail: f.trail(call, root+"/conformance", "Standards"), Links: links, Sections: []section{{Title: "Classes", Table: &grid{Rows: rows}}}}
}

func (f *Features) collectionsPage(call *exchange.Call, all []collectionJSON, links []link) page {
	var rows [][]cell
	frame := &picture{Label: "Where the collections lie"}
	outlined := map[[4]float64]bool{} // one box for all that lie alike
	for _, c := range all {
		href := call.Base + root + "/collections/" + escaped(c.ID) + "?f=html"
		rows = append(rows, []cell{{c.Title, href}, {Text: c.Description}})
		if c.Extent != nil && !outlined[c.Extent.Spatial.BBox[0]] {
			outlined[c.Extent.Spatial.BBox[0]] = true
			frame.addBox(c.Extent.Spatial.BBox[0], c.Title, href)
		}
	}
	return page{Title: "Collections", Trail: f.trail(call, root+"/collections", "Collections"), Links: links, Map: f.drawn(call, frame),
		Sections: []section{{Title: "What can be read", Table: &grid{Head: []string{"Collection", "What it holds"}, Rows: rows}}}}
}

// dataset is a collection as search engines read it.
func dataset(call *exchange.Call, c *collection, one collectionJSON) map[string]any {
	out := map[string]any{"@context": "https://schema.org/", "@type": "Dataset", "name": c.title, "description": c.description, "url": call.Base + c.path()}
	if one.Extent != nil {
		b := one.Extent.Spatial.BBox[0]
		out["spatialCoverage"] = map[string]any{"@type": "Place", "geo": map[string]any{"@type": "GeoShape", "box": fmt.Sprintf("%v,%v %v,%v", b[1], b[0], b[3], b[2])}}
	}
	return out
}

func (f *Features) collectionPage(call *exchange.Call, c *collection, one collectionJSON) page {
	frame := &picture{Label: "Where the features lie"}
	base := call.Base + c.path()
	if one.Extent != nil {
		frame.addBox(one.Extent.Spatial.BBox[0], c.title, base+"/items?f=html")
	}
	var systems [][]cell
	for _, crs := range one.CRS {
		systems = append(systems, []cell{{crs, crs}})
	}
	return page{
		Title: c.title, Intro: []string{c.description}, Trail: f.trail(call, root+"/collections", "Collections", c.path(), c.title), Map: f.drawn(call, frame), Tools: c.tools(base),
		Links: one.Links[:2], Linked: dataset(call, c, one),
		Sections: []section{
			{Title: "Go on to", Links: []link{
				{Title: "The features", Href: base + "/items?f=html"}, {Title: "What conditions can name", Href: base + "/queryables?f=html"},
				{Title: "What the features can be ordered by", Href: base + "/sortables?f=html"}, {Title: "The properties of the features", Href: base + "/schema?f=html"},
			}},
			{Title: "Reference systems", Table: &grid{Rows: systems}},
		},
	}
}

func (f *Features) schemaPage(call *exchange.Call, c *collection, what string) page {
	title, list := "Properties of "+c.title, c.properties
	switch what {
	case "queryables":
		title, list = "What conditions on "+c.title+" can name", c.queryable()
	case "sortables":
		title, list = "What "+c.title+" can be ordered by", c.sortable()
	}
	var rows [][]cell
	for _, p := range list {
		rows = append(rows, []cell{{Text: p.Name}, {Text: string(p.Type)}, {Text: p.Unit}, {Text: strings.TrimSpace(p.title + ". " + p.help)}})
	}
	frame := &picture{Label: "Where the features lie"}
	if bounds, err := c.bounds(call.Context()); err == nil {
		if box, ok := exchange.Outward(bounds); ok {
			frame.addBox(box, c.title, call.Base+c.path()+"?f=html")
		}
	}
	return page{Title: title, Trail: f.trail(call, root+"/collections", "Collections", c.path(), c.title, c.path()+"/"+what, title), Map: f.drawn(call, frame),
		Links:    representations(call, c.path()+"/"+what, schemaType),
		Sections: []section{{Title: "Properties", Table: &grid{Head: []string{"Name", "Type", "Unit", "Meaning"}, Rows: rows}}}}
}

// shownColumns is how many properties the table of features shows.
const shownColumns = 6

func (f *Features) itemsPage(call *exchange.Call, c *collection, found *registry.Page, links []link) page {
	frame := &picture{Label: "The features of this page"}
	names := c.names()[:min(shownColumns, len(c.properties))]
	var rows [][]cell
	for i := range found.Hits {
		h := &found.Hits[i]
		href := call.Base + c.path() + "/items/" + escaped(h.Ref) + "?f=html"
		values := valuesOf(h.Properties)
		row := []cell{{h.Ref, href}}
		for _, name := range names {
			if name != c.role {
				row = append(row, cell{Text: values[name]})
			}
		}
		rows = append(rows, row)
		frame.add(h.Geometry, h.Ref, href)
	}
	head := []string{"id"}
	for _, name := range names {
		if name != c.role {
			head = append(head, name)
		}
	}
	var around []link
	for _, l := range links {
		if l.Rel == "next" || l.Rel == "prev" {
			around = append(around, l)
		}
	}
	return page{
		Title: c.title + ": features", Intro: []string{fmt.Sprintf("%d features match; this page shows %d of them.", found.Matched, len(found.Hits))},
		Trail: f.trail(call, root+"/collections", "Collections", c.path(), c.title, c.path()+"/items", "Features"), Map: f.drawn(call, frame), Pages: around, Links: links[:2],
		Sections: []section{{Title: "Features", Table: &grid{Head: head, Rows: rows}}},
	}
}

func (f *Features) itemPage(call *exchange.Call, c *collection, h *registry.Hit, links []link) page {
	frame := &picture{Label: "Where " + h.Ref + " lies"}
	own := call.Base + c.path() + "/items/" + escaped(h.Ref)
	frame.add(h.Geometry, h.Ref, own+"?f=html")
	values := valuesOf(h.Properties)
	var rows [][]cell
	for _, p := range c.properties {
		if values[p.Name] != "" {
			rows = append(rows, []cell{{Text: p.title}, {Text: strings.TrimSpace(values[p.Name] + " " + p.Unit)}})
		}
	}
	linked := map[string]any{"@context": "https://schema.org/", "@type": "Place", "@id": own, "identifier": h.Ref, "name": nameOf(values, h.Ref), "url": own}
	if box, ok := frame.box(); ok {
		linked["geo"] = map[string]any{"@type": "GeoShape", "box": fmt.Sprintf("%v,%v %v,%v", box[1], box[0], box[3], box[2])}
	}
	p := page{
		Title: nameOf(values, h.Ref), Intro: []string{h.Ref},
		Trail: f.trail(call, root+"/collections", "Collections", c.path(), c.title, c.path()+"/items", "Features"), Map: f.drawn(call, frame), Links: links,
		Sections: []section{{Title: "Properties", Table: &grid{Rows: rows}}}, Linked: linked,
	}
	if c.stock {
		p.Canonical = call.Base + "/sites/" + escaped(h.Ref)
	}
	return p
}

// nameOf gives what a feature is called.
func nameOf(values map[string]string, otherwise string) string {
	for _, name := range []string{"name_en", "name"} {
		if values[name] != "" {
			return values[name]
		}
	}
	return otherwise
}

// valuesOf gives the properties as a table shows them, nothing for null.
func valuesOf(object json.RawMessage) map[string]string {
	out := map[string]string{}
	_ = eachMember(object, func(name string, value json.RawMessage) { // what cannot be read is not shown
		var text string
		var list []string
		switch {
		case string(value) == "null":
		case json.Unmarshal(value, &text) == nil:
			out[name] = text
		case json.Unmarshal(value, &list) == nil:
			out[name] = strings.Join(list, ", ")
		default:
			out[name] = string(value)
		}
	})
	return out
}
