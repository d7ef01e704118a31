package api

import (
	"encoding/xml"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"landbank/registry"
)

// qgisProject is what a test reads of a project of QGIS.
type qgisProject struct {
	Title   string           `xml:"title"`
	CRS     string           `xml:"projectCrs>spatialrefsys>authid"`
	Enabled string           `xml:"properties>SpatialRefSys>ProjectionsEnabled"`
	Tree    []qgisTreeLayer  `xml:"layer-tree-group>layer-tree-layer"`
	Layers  []qgisMapLayer   `xml:"projectlayers>maplayer"`
	Extent  qgisCanvasExtent `xml:"mapcanvas>extent"`
}

type qgisCanvasExtent struct {
	West  float64 `xml:"xmin"`
	South float64 `xml:"ymin"`
	East  float64 `xml:"xmax"`
	North float64 `xml:"ymax"`
}

type qgisTreeLayer struct {
	ID      string `xml:"id,attr"`
	Source  string `xml:"source,attr"`
	Checked string `xml:"checked,attr"`
}

type qgisMapLayer struct {
	ID         string `xml:"id"`
	Source     string `xml:"datasource"`
	Provider   string `xml:"provider"`
	Categories []struct {
		Value  string `xml:"value,attr"`
		Label  string `xml:"label,attr"`
		Symbol string `xml:"symbol,attr"`
	} `xml:"renderer-v2>categories>category"`
	Symbols []struct {
		Name   string `xml:"name,attr"`
		Type   string `xml:"type,attr"`
		Layers []struct {
			Options []qgisOption `xml:"Option>Option"`
		} `xml:"layer"`
	} `xml:"renderer-v2>symbols>symbol"`
	Aliases []struct {
		Field string `xml:"field,attr"`
		Name  string `xml:"name,attr"`
	} `xml:"aliases>alias"`
	Forms []struct {
		Name   string       `xml:"name,attr"`
		Labels []qgisOption `xml:"editWidget>config>Option>Option>Option>Option"`
	} `xml:"fieldConfiguration>field"`
	Editable []struct {
		Name     string `xml:"name,attr"`
		Editable string `xml:"editable,attr"`
	} `xml:"editable>field"`
}

type qgisOption struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

// qgis reads a project out of an answer.
func (a answer) qgis(t testing.TB) qgisProject {
	t.Helper()
	var p qgisProject
	if err := xml.Unmarshal(a.Body.Bytes(), &p); err != nil || a.Code != http.StatusOK {
		t.Fatalf("%d %.400s: %v", a.Code, a.Body, err)
	}
	return p
}

const projectOfSites = "/ogc/collections/sites/qgis.qgs"

// A project has the layers of the sites and of what lies behind them, each with
// an address of this service, the names of properties and codes in the reader's
// language, and the colours of the map.
func TestQGISProject(t *testing.T) {
	t.Parallel()
	s := stock(t)
	got := s.get(t, projectOfSites, "Accept-Language", "de, ru-RU;q=0.8, uk;q=0.9, en;q=0.5")
	if media := got.Header().Get("Content-Type"); media != "application/x-qgis-project" {
		t.Errorf("it comes as %s", media)
	}
	if name := got.Header().Get("Content-Disposition"); name != `attachment; filename="landbank-sites.qgs"` || !strings.Contains(strings.Join(got.Header().Values("Vary"), ","), "Accept-Language") {
		t.Errorf("%q, Vary %q", name, got.Header().Get("Vary"))
	}
	if again := s.get(t, projectOfSites, "Accept-Language", "uk", "If-None-Match", got.Header().Get("ETag")); again.Code != http.StatusNotModified {
		t.Errorf("asked again: %d", again.Code)
	}
	p := got.qgis(t)
	if p.Title != "Landbank: ділянки" || p.CRS != "EPSG:3857" || p.Enabled != "1" || p.Extent.West >= p.Extent.East || p.Extent.South >= p.Extent.North {
		t.Errorf("%q in %s, %+v", p.Title, p.CRS, p.Extent)
	}
	want := []string{
		"url='https://land.example.org/ogc' typename='sites' filter='outlined = FALSE'",
		"url='https://land.example.org/ogc' typename='sites' filter='outlined = TRUE'",
		"type=xyz&url=https://land.example.org/ogc/collections/sites/tiles/WebMercatorQuad/{z}/{y}/{x}&zmin=0&zmax=16",
		"url='https://land.example.org/ogc' typename='territories' filter='level > 0'",
	}
	for i, l := range p.Layers {
		if i >= len(want) || l.Source != want[i] || p.Tree[i].Source != l.Source || p.Tree[i].ID != l.ID || len(l.ID) <= 10 {
			t.Errorf("layer %d: %s %s, in the tree %+v", i, l.ID, l.Source, p.Tree[i])
		}
	}
	if len(p.Layers) != len(want) {
		t.Fatalf("%d layers", len(p.Layers))
	}
	for i, shape := range []string{"marker", "fill"} {
		l := p.Layers[i]
		for j, kind := range registry.Codes("kind") {
			symbol := l.Symbols[j]
			if c := l.Categories[j]; c.Value != kind.Code || c.Label != kind.Label["uk"] || c.Symbol != symbol.Name || symbol.Type != shape {
				t.Errorf("%s: %+v %s", kind.Code, c, symbol.Type)
			}
			colour := slices.IndexFunc(symbol.Layers[0].Options, func(o qgisOption) bool { return o.Name == "color" })
			if kind.Code == "brownfield" && !strings.HasPrefix(symbol.Layers[0].Options[colour].Value, "213,94,0,") {
				t.Errorf("brownfields are %s", symbol.Layers[0].Options[colour].Value)
			}
		}
		for j := range registry.Fields() {
			f := &registry.Fields()[j]
			alias, form, editable := l.Aliases[j], l.Forms[j], l.Editable[j+1]
			if alias.Field != f.Name || !strings.HasPrefix(alias.Name, f.Label["uk"]) || (f.Unit != "") != strings.Contains(alias.Name, ", ") && !strings.Contains(f.Label["uk"], ", ") {
				t.Errorf("%s is called %+v", f.Name, alias)
			}
			if codes := registry.Codes(f.Codes); f.Type == registry.TypeCode && len(codes) > 0 {
				if form.Name != f.Name || len(form.Labels) != len(codes) || form.Labels[0].Name != codes[0].Label["uk"] || form.Labels[0].Value != codes[0].Code {
					t.Errorf("%s has the form %+v", f.Name, form)
				}
			}
			if editable.Name != f.Name || (editable.Editable == "1") != f.Receivable() {
				t.Errorf("%s: editable %s", f.Name, editable.Editable)
			}
		}
	}
}

// What a project asks is what its own address asks; what QGIS cannot ask is
// refused instead of being left out.
func TestQGISProjectCarriesConditions(t *testing.T) {
	t.Parallel()
	s := stock(t)
	condition := `area_m2 > 50000 AND (name LIKE 'it''s%' OR power_kw IS NULL)`
	p := s.get(t, projectOfSites+"?lang=ru&kind=brownfield,building&filter="+url.QueryEscape(condition)).qgis(t)
	if want := `url='https://land.example.org/ogc' typename='sites' filter='outlined = TRUE AND (` +
		`area_m2 > 50000 AND (name LIKE \'it\'\'s%\' OR power_kw IS NULL) AND kind IN (\'brownfield\', \'building\'))'`; p.Layers[1].Source != want {
		t.Errorf("source %s\nwant   %s", p.Layers[1].Source, want)
	}
	tiles, err := url.QueryUnescape(regexp.MustCompile(`\?(.*)&zmin`).FindStringSubmatch(p.Layers[2].Source)[1])
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(tiles, "&kind=brownfield,building") || !strings.Contains(tiles, "filter=area_m2 > 50000") || strings.Contains(tiles, "lang") {
		t.Errorf("tiles are asked for %s", tiles)
	}
	if p.Title != "Landbank: участки" {
		t.Errorf("title %s", p.Title)
	}
	for _, refused := range []string{
		"allowed_uses=logistics", "bbox=30,40,31,41", "filter=" + url.QueryEscape("CASEI(name) = 'x'"), "min_published_at=2026-01-01",
		"filter=" + url.QueryEscape("area_m2 > power_kw * 2"), "filter=" + url.QueryEscape("kind = 'brownfield' AND NOT S_INTERSECTS(geom, POINT(1 2))"),
		"filter=" + url.QueryEscape("area_m2 > power_kw"),
	} {
		problem := s.get(t, projectOfSites+"?"+refused)
		if problem.Code != http.StatusBadRequest {
			t.Errorf("%s: %d %.300s", refused, problem.Code, problem.Body)
		}
	}
	for _, wrong := range []string{"lang=de", "kind=palace", "nosuch=1"} {
		if got := s.get(t, projectOfSites+"?"+wrong); got.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", wrong, got.Code)
		}
	}
	if got := s.get(t, "/ogc/collections/territories/qgis.qgs"); got.Code != http.StatusNotFound {
		t.Errorf("territories: %d", got.Code)
	}
}

// Sites with scores are told apart by band, and addresses begin where the world
// sees the service.
func TestQGISProjectOfScores(t *testing.T) {
	t.Parallel()
	s := stock(t, func(d *Deps) {
		d.Settings.PublicURL, d.Settings.TrustedProxies = "", []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}
	})
	p := s.get(t, "/ogc/collections/sites_for_solar/qgis.qgs", "X-Forwarded-Host", "maps.example.org", "X-Forwarded-Proto", "https", "X-Forwarded-Prefix", "/registry").qgis(t)
	if len(p.Layers) != 3 || !strings.HasPrefix(p.Layers[0].Source, "url='https://maps.example.org/registry/ogc' typename='sites_for_solar'") {
		t.Fatalf("%d layers, %s", len(p.Layers), p.Layers[0].Source)
	}
	var bands []string
	for _, c := range p.Layers[0].Categories {
		bands = append(bands, c.Value)
	}
	if strings.Join(bands, "") != "ABCD" {
		t.Errorf("bands %v", bands)
	}
	for _, one := range p.Layers[0].Editable {
		if one.Editable != "0" {
			t.Errorf("%s can be edited", one.Name)
		}
	}
}

// The style is linked from what describes the tiles, and from the collection,
// as is the project.
func TestLooksAreLinked(t *testing.T) {
	t.Parallel()
	s := stock(t)
	const tiles = "/ogc/collections/sites/tiles/WebMercatorQuad"
	style := "https://land.example.org" + tiles + "/style"
	const rel = "http://www.opengis.net/def/rel/ogc/1.0/stylesheet"
	for _, from := range []string{tiles, "/ogc/collections/sites"} {
		if l := linkOf(t, s.get(t, from).json(t), rel); l["href"] != style || l["type"] != "application/vnd.mapbox.style+json" {
			t.Errorf("%s links to %v", from, l)
		}
	}
	if header := s.get(t, tiles+"/tilejson?kind=building").Header().Get("Link"); !strings.Contains(header, "<"+style+`?kind=building>; rel="`+rel+`"`) {
		t.Errorf("Link of the TileJSON: %s", header)
	}
	if l := linkOf(t, s.get(t, "/ogc/collections/sites").json(t), "related"); l["href"] != "https://land.example.org"+projectOfSites {
		t.Errorf("project %v", l)
	}
	if page := s.get(t, "/ogc/collections/sites?f=html").Body.String(); !strings.Contains(page, `href="https://land.example.org`+projectOfSites+`" download`) {
		t.Error("the page has no button for the project")
	}
	for _, wrong := range []string{"theme=blue", "kind=palace", "nosuch=1"} {
		if got := s.get(t, tiles+"/style?"+wrong); got.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", wrong, got.Code)
		}
	}
}

// linkOf gives the first link of a relation in a document.
func linkOf(t *testing.T, document map[string]any, relation string) map[string]any {
	t.Helper()
	for _, each := range document["links"].([]any) {
		if link := each.(map[string]any); link["rel"] == relation {
			return link
		}
	}
	t.Fatalf("no link %s in %v", relation, document["links"])
	return nil
}
