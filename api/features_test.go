package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"landbank/geo"
	"landbank/registry"
)

const crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"

// collection reads a feature collection.
func collectionOf(t *testing.T, got answer) (matched int, features []map[string]any, links map[string]string) {
	t.Helper()
	if got.Code != http.StatusOK {
		t.Fatalf("%d %s", got.Code, got.Body)
	}
	var out struct {
		NumberMatched, NumberReturned int
		Features                      []map[string]any
		Links                         []struct{ Rel, Href string }
	}
	if err := json.Unmarshal(got.Body.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	if out.NumberReturned != len(out.Features) {
		t.Errorf("numberReturned is %d of %d features", out.NumberReturned, len(out.Features))
	}
	links = map[string]string{}
	for _, l := range out.Links {
		links[l.Rel] = strings.TrimPrefix(l.Href, "https://land.example.org")
	}
	return out.NumberMatched, out.Features, links
}

// Every resource comes as JSON and as a page with a map, each leads to the
// other, and every link of this service leads somewhere.
func TestFeatureResources(t *testing.T) {
	s := stock(t)
	paths := []string{"/ogc", "/ogc/", "/ogc/api", "/ogc/conformance", "/ogc/collections", "/ogc/tiles", "/ogc/collections/sites/tiles", "/ogc/collections/sites/tiles/WebMercatorQuad"}
	for _, c := range []string{"sites", "territories", "sites_for_solar"} {
		base := "/ogc/collections/" + c
		paths = append(paths, base, base+"/items", base+"/queryables", base+"/sortables", base+"/schema")
	}
	paths = append(paths, "/ogc/collections/sites/items/"+aSite(), "/ogc/collections/territories/items/"+aTerritory)
	followed := map[string]bool{}
	address := regexp.MustCompile(`https://land\.example\.org(/ogc[^"<>\\ ]*)`)
	for _, path := range paths {
		data, page := s.get(t, path), s.get(t, path+"?f=html")
		if data.Code != http.StatusOK || !json.Valid(data.Body.Bytes()) || data.Header().Get("ETag") == "" && !strings.HasSuffix(path, "/items") {
			t.Fatalf("%s: %d %s %.300s", path, data.Code, data.Header(), data.Body)
		}
		if page.Code != http.StatusOK || !strings.HasPrefix(page.Header().Get("Content-Type"), "text/html") || !strings.Contains(page.Header().Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s as a page: %d %s", path, page.Code, page.Header())
		}
		if withMap := strings.Contains(path, "/collections") && !strings.Contains(path, "/tiles"); withMap && !strings.Contains(page.Body.String(), `<svg class="map"`) {
			t.Errorf("%s has no map", path)
		}
		if byAccept := s.get(t, path, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8"); byAccept.Header().Get("Content-Type") != page.Header().Get("Content-Type") {
			t.Errorf("%s: a browser gets %s", path, byAccept.Header().Get("Content-Type"))
		}
		for _, match := range address.FindAllStringSubmatch(data.Body.String()+page.Body.String(), -1) {
			link := strings.ReplaceAll(match[1], "&amp;", "&")
			if link = strings.TrimRight(link, ","); !followed[link] && !strings.Contains(link, "{") {
				followed[link] = true
				if got := s.get(t, link); got.Code != http.StatusOK {
					t.Errorf("%s leads to %s: %d %.200s", path, link, got.Code, got.Body)
				}
			}
		}
	}
	if len(followed) < 50 {
		t.Errorf("%d links followed", len(followed))
	}
}

// The document is one of OpenAPI 3.0, and its parameters are those that are
// understood.
func TestFeaturesDescribeThemselves(t *testing.T) {
	s := stock(t)
	got := s.get(t, "/ogc/api")
	doc, err := openapi3.NewLoader().LoadFromData(got.Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got.Header().Get("Content-Type") != "application/vnd.oai.openapi+json;version=3.0" || doc.OpenAPI != "3.0.3" {
		t.Errorf("%s, OpenAPI %s", got.Header().Get("Content-Type"), doc.OpenAPI)
	}
	limit := doc.Components.Parameters["limit"].Value.Schema.Value
	if limit.Min == nil || *limit.Min != 1 || limit.Max == nil || *limit.Max != 10000 || limit.Default != 100.0 {
		t.Errorf("limit %+v", limit)
	}
	for _, path := range []string{"/collections/sites/items", "/collections/territories/items", "/collections/sites_for_solar/items"} {
		for _, p := range doc.Paths.Value(path).Get.Parameters {
			value := "1"
			if p.Value.Name == "cursor" {
				continue // the links of pages have it
			}
			switch schema := p.Value.Schema.Value; {
			case len(schema.Enum) > 0:
				value = fmt.Sprint(schema.Enum[0])
			case schema.Items != nil && len(schema.Items.Value.Enum) > 0:
				value = fmt.Sprint(schema.Items.Value.Enum[0])
			case p.Value.Name == "bbox":
				value = "30,40,50,60"
			case p.Value.Name == "filter":
				value = "TRUE"
			case p.Value.Name == "datetime", schema.Format == "date", schema.Format == "date-time", schema.Items != nil && strings.HasPrefix(schema.Items.Value.Format, "date"):
				value = "2026-01-31"
			case schema.Type.Is("boolean"), schema.Items != nil && schema.Items.Value.Type.Is("boolean"):
				value = "true"
			}
			if got := s.get(t, "/ogc"+path+"?"+url.Values{p.Value.Name: {value}}.Encode()); got.Code != http.StatusOK {
				t.Errorf("%s %s=%s: %d %s", path, p.Value.Name, value, got.Code, got.Body)
			}
		}
	}
}

// Pages follow one another through the whole stock, in any order, with nothing
// missing or twice; a page is never longer than the maximum, whatever is asked.
func TestFeaturesPageByPage(t *testing.T) {
	s := stock(t)
	for _, order := range []string{"", "&sortby=-area_m2,ref", "&sortby=%2Bkind"} {
		seen := map[string]bool{}
		next := "/ogc/collections/sites/items?limit=37&skipGeometry=true&properties=ref,area_m2" + order
		for next != "" {
			matched, features, links := collectionOf(t, s.get(t, next))
			if matched != inStock {
				t.Fatalf("%d match", matched)
			}
			for _, f := range features {
				if ref := f["id"].(string); seen[ref] {
					t.Errorf("%s twice", ref)
				} else {
					seen[ref] = true
				}
				if properties := f["properties"].(map[string]any); len(properties) != 2 || f["geometry"] != nil {
					t.Fatalf("%v", f)
				}
			}
			next = links["next"]
		}
		if len(seen) != inStock {
			t.Errorf("%d different sites in order %q", len(seen), order)
		}
	}
	if _, features, links := collectionOf(t, s.get(t, "/ogc/collections/sites/items?limit=1000000&skipGeometry=true")); len(features) != inStock || links["next"] != "" {
		t.Errorf("%d features, next %s", len(features), links["next"])
	}
	if matched, features, _ := collectionOf(t, s.get(t, "/ogc/collections/sites/items?offset=1000&kind=brownfield")); matched == 0 || len(features) != 0 {
		t.Errorf("beyond the end: %d of %d", len(features), matched)
	}
	if matched, features, _ := collectionOf(t, s.get(t, "/ogc/collections/sites/items?resultType=hits&kind=brownfield")); matched == 0 || len(features) != 0 {
		t.Errorf("hits: %d of %d", len(features), matched)
	}
}

// Whoever follows the links gets every site that stays, once, though others are
// withdrawn meanwhile.
func TestFeaturesPageWhileOthersEdit(t *testing.T) {
	store, conn := database(t)
	fill(t, store)
	s := newService(t, store)
	seen := map[string]int{}
	next, gone := "/ogc/collections/sites/items?limit=50&skipGeometry=true&properties=ref", []string{}
	for next != "" {
		_, features, links := collectionOf(t, s.get(t, next))
		for _, f := range features {
			seen[f["id"].(string)]++
		}
		next = links["next"]
		if next != "" && !strings.Contains(next, "offset=") {
			t.Errorf("next is %s", next)
		}
		var ref string
		err := conn.QueryRow(t.Context(), "delete from site_public where id = (select min(id) from site_public) returning ref").Scan(&ref)
		if err != nil {
			t.Fatal(err)
		}
		gone = append(gone, ref)
		if _, err := conn.Exec(t.Context(), "update dataset set revision = revision + 1"); err != nil {
			t.Fatal(err)
		}
	}
	if len(seen) < inStock-len(gone) {
		t.Errorf("%d of %d sites, %d of which went", len(seen), inStock, len(gone))
	}
	left, err := store.Page(t.Context(), registry.PageQuery{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range left.Hits {
		if seen[h.Ref] != 1 {
			t.Errorf("%s came %d times", h.Ref, seen[h.Ref])
		}
	}
}

// The same condition gives the same features whatever the language, the
// parameter, and the reference system of its geometry.
func TestFeaturesFilterOneWay(t *testing.T) {
	s := stock(t)
	count := func(collection string, query ...string) int {
		values := url.Values{"resultType": {"hits"}}
		for i := 0; i < len(query); i += 2 {
			values.Set(query[i], query[i+1])
		}
		matched, _, _ := collectionOf(t, s.get(t, "/ogc/collections/"+collection+"/items?"+values.Encode()))
		return matched
	}
	epsg := func(code string) string { return "http://www.opengis.net/def/crs/EPSG/0/" + code }
	for name, same := range map[string][][]string{
		"kind": {{"kind", "brownfield"}, {"filter", "kind = 'brownfield'"}, {"filter", `(("kind" = 'brownfield'))`},
			{"filter-lang", "cql2-json", "filter", `{"op":"=","args":[{"property":"kind"},"brownfield"]}`}},
		"area": {{"min_area_m2", "50000"}, {"filter", "area_m2 >= 50000"}, {"filter", "NOT (area_m2 < 50000)"},
			{"filter-lang", "cql2-json", "filter", `{"op":"not","args":[{"op":"<","args":[{"property":"area_m2"},50000]}]}`}},
		"like": {{"filter", "CASEI(name) LIKE CASEI('%а%') AND kind IN ('brownfield','free_land')"},
			{"filter-lang", "cql2-json", "filter", `{"op":"and","args":[{"op":"like","args":[{"op":"casei","args":[{"property":"name"}]},{"op":"casei","args":["%А%"]}]},{"op":"in","args":[{"property":"kind"},["brownfield","free_land"]]}]}`}},
		"box": {{"bbox", "33,47,34,49"}, {"bbox", "47,33,49,34", "bbox-crs", epsg("4326")}, {"filter", "S_INTERSECTS(geom,BBOX(33,47,34,49))"},
			{"filter", "S_INTERSECTS(geom,BBOX(47,33,49,34))", "filter-crs", epsg("4326")},
			{"bbox", "3673543.197,5942074.072,3784862.688,6274861.394", "bbox-crs", epsg("3857")},
			{"filter-lang", "cql2-json", "filter", `{"op":"s_intersects","args":[{"property":"geom"},{"bbox":[33,47,34,49]}]}`},
			{"filter-lang", "cql2-json", "filter", `{"op":"s_intersects","args":[{"property":"geom"},{"type":"Polygon","coordinates":[[[33,47],[34,47],[34,49],[33,49],[33,47]]]}]}`}},
	} {
		want := count("sites", same[0]...)
		if want == 0 || want == inStock {
			t.Errorf("%s: %d sites say nothing", name, want)
		}
		for _, query := range same[1:] {
			if got := count("sites", query...); got != want {
				t.Errorf("%v: %d, want %d as %v", query, got, want, same[0])
			}
		}
	}
	if got := count("territories", "filter", "level >= 1 AND name IS NOT NULL"); got == 0 {
		t.Error("no territories below the country")
	}
	if all, here := count("territories"), count("territories", "bbox", "37.5,48.6,37.6,48.7"); here == 0 || here >= all {
		t.Errorf("%d of %d territories", here, all)
	}
	if got := count("sites", "datetime", "../2000-01-01T"); got != 0 {
		t.Errorf("%d sites of the last century", got)
	}
	if got := count("sites", "datetime", "2000-01-01T/.."); got != inStock {
		t.Errorf("%d sites since", got)
	}
}

// Coordinates come in the reference system asked for, in the order of axes that
// its authority says.
func TestFeaturesInReferenceSystems(t *testing.T) {
	s := stock(t)
	offered := s.get(t, "/ogc/collections/sites").json(t)["crs"].([]any)
	if offered[0] != crs84 || len(offered) < 5 || len(offered) > 20 {
		t.Fatalf("offered %v", offered)
	}
	path := "/ogc/collections/sites/items?limit=1&filter=" + url.QueryEscape("ref = '"+aSite()+"'")
	first := func(crs string) []float64 {
		t.Helper()
		got := s.get(t, path+"&crs="+url.QueryEscape(crs))
		if header := got.Header().Get("Content-Crs"); header != "<"+crs+">" {
			t.Errorf("Content-Crs %s", header)
		}
		_, features, _ := collectionOf(t, got)
		at := features[0]["geometry"].(map[string]any)["coordinates"]
		for {
			list := at.([]any)
			if _, deeper := list[0].([]any); !deeper {
				return []float64{list[0].(float64), list[1].(float64)}
			}
			at = list[0]
		}
	}
	lonLat := first(crs84)
	latLon := first("http://www.opengis.net/def/crs/EPSG/0/4326")
	if lonLat[0] != latLon[1] || lonLat[1] != latLon[0] {
		t.Errorf("%v and %v", lonLat, latLon)
	}
	if mercator := first("http://www.opengis.net/def/crs/EPSG/0/3857"); mercator[0] < 2e6 || mercator[1] < 5e6 {
		t.Errorf("mercator %v", mercator)
	}
	for _, crs := range offered {
		uri := crs.(string)
		_ = first(uri)
		if got := s.get(t, "/ogc/collections/sites/items/"+aSite()+"?crs="+url.QueryEscape(uri)); got.Header().Get("Content-Crs") != "<"+uri+">" {
			t.Errorf("%s of one site: %s", uri, got.Header())
		}
	}
}

// What cannot be is 400 and named; what is not there is 404.
func TestFeaturesRefuse(t *testing.T) {
	s := stock(t)
	items := "/ogc/collections/sites/items?"
	for _, query := range []string{
		"limit=0", "limit=unlimited", "limit=-1", "offset=-1", "offset=10000001", "properties=", "kind=", "datetime=", "bbox=1,2,3", "bbox=1,2,3,NaN", "bbox=1,5,2,4", "bbox=1,2,3,4&bbox-crs=EPSG", "crs=http://example.org/crs",
		"datetime=yesterday", "datetime=2026-02-30", "datetime=2026-02-02/2026-01-01", "datetime=..", "unknown=1", "filter=", "filter=area_m2+%3E", "filter=nothing%3D1",
		"filter=TRUE&filter-lang=cql-text", "filter-lang=cql2-json&filter=TRUE+AND", "filter-lang=cql2-json&filter=%7B%22op%22%3A%22%3D%22%7D", "sortby=geom", "sortby=nothing", "properties=nothing",
		"resultType=some", "f=xml", "cursor=x", "limit=1&limit=2", "skipGeometry=1", "filter=S_INTERSECTS(geom,POINT(90+180))", "filter=layer_ref%3D1",
		"filter-crs=http://www.opengis.net/def/crs/EPSG/0/4326&filter=S_INTERSECTS(geom,POINT(120+30))",
		"filter-lang=cql2-json&filter=" + url.QueryEscape(strings.Repeat(`{"op":"not","args":[`, 300)+"true"+strings.Repeat(`]}`, 300)),
	} {
		if got := s.get(t, items+query); got.Code != http.StatusBadRequest || got.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%.80s: %d %.200s", query, got.Code, got.Body)
		}
	}
	for _, path := range []string{"/ogc/collections/none", "/ogc/collections/none/items", "/ogc/collections/sites/items/none", "/ogc/collections/territories/items/none", "/ogc/nothing"} {
		if got := s.get(t, path); got.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.Code)
		}
	}
	if got := s.get(t, "/ogc/conformance?x=1"); got.Code != http.StatusBadRequest {
		t.Errorf("conformance?x=1: %d", got.Code)
	}
	if got := s.get(t, "/ogc/collections", "Accept", "image/png"); got.Code != http.StatusNotAcceptable {
		t.Errorf("image/png: %d", got.Code)
	}
	for _, box := range []string{"177,65,-177,70", "-200,-100,200,100", "-180,-90,180,90"} {
		if got := s.get(t, items+"resultType=hits&bbox="+box); got.Code != http.StatusOK {
			t.Errorf("bbox=%s: %d %s", box, got.Code, got.Body)
		}
	}
}

// GDAL opens the service by its landing page and by a collection, has its
// filters answered here, and copies every site with its outline.
func TestGDALReadsFeatures(t *testing.T) {
	s := stock(t, func(d *Deps) { d.Settings.PublicURL = "" })
	address, queries := servedFrom(t, s)
	source := "OAPIF:" + address + "/ogc"
	said := gdal(t, "ogrinfo", "-ro", "-so", source, "sites")
	if count := featureCount.FindStringSubmatch(said); count == nil || count[1] != strconv.Itoa(inStock) {
		t.Errorf("GDAL counts %v in\n%s", count, said)
	}
	if said := gdal(t, "ogrinfo", "-ro", source); !strings.Contains(said, "sites") || !strings.Contains(said, "territories") {
		t.Errorf("GDAL sees the layers %s", said)
	}
	brownfields, _, _ := collectionOf(t, s.get(t, "/ogc/collections/sites/items?kind=brownfield&resultType=hits"))
	said = gdal(t, "ogrinfo", "-ro", "-so", "-where", "kind='brownfield'", source, "sites")
	if count := featureCount.FindStringSubmatch(said); count == nil || count[1] != strconv.Itoa(brownfields) {
		t.Errorf("GDAL filters %v, want %d", count, brownfields)
	}
	asked := func(part string) bool {
		return slices.ContainsFunc(*queries, func(q string) bool { return strings.Contains(q, part) })
	}
	if !asked("kind=brownfield") {
		t.Errorf("GDAL did not ask for the kind: %q", *queries)
	}
	inBox, _, _ := collectionOf(t, s.get(t, "/ogc/collections/sites/items?bbox=33,47,34,49&resultType=hits"))
	said = gdal(t, "ogrinfo", "-ro", "-so", "-spat", "33", "47", "34", "49", source, "sites")
	if count := featureCount.FindStringSubmatch(said); count == nil || count[1] != strconv.Itoa(inBox) {
		t.Errorf("GDAL finds %v in the box, want %d", count, inBox)
	}
	if !asked("bbox=33") {
		t.Errorf("GDAL did not ask for the box: %q", *queries)
	}
	copied := filepath.Join(t.TempDir(), "sites.gpkg")
	gdal(t, "ogr2ogr", "-f", "GPKG", "-mapFieldType", "StringList=String", copied, "OAPIF:"+address+"/ogc/collections/sites")
	compareWithStock(t, copied)
}

// The limits of the tileset hold every site. What else is asserted of tilesets, TestOGCSuites does.
func TestTileLimitsHoldEverySite(t *testing.T) {
	s := stock(t)
	limits := s.get(t, "/ogc/collections/sites/tiles/WebMercatorQuad").json(t)["tileMatrixSetLimits"].([]any)
	if len(limits) != 17 {
		t.Fatalf("%d levels", len(limits))
	}
	deepest := limits[16].(map[string]any)
	for _, f := range readPage(t, s.get(t, "/api/v1/sites?limit=1000&geometry=point")).features {
		at := f["geometry"].(map[string]any)["coordinates"].([]any)
		tile := geo.TileAt(at[0].(float64), at[1].(float64), 16)
		if float64(tile.Y) < deepest["minTileRow"].(float64) || float64(tile.Y) > deepest["maxTileRow"].(float64) || float64(tile.X) < deepest["minTileCol"].(float64) || float64(tile.X) > deepest["maxTileCol"].(float64) {
			t.Errorf("%v lies outside of the limits", f["id"])
		}
	}
}

// On the map of the collections no box lies on another that is the same.
func TestCollectionsAreDrawnOnce(t *testing.T) {
	body := stock(t).get(t, "/ogc/collections?f=html").Body.String()
	drawn := regexp.MustCompile(`<path class="area" fill-rule="evenodd" d="([^"]+)"`).FindAllStringSubmatch(body, -1)
	seen := map[string]bool{}
	for _, one := range drawn {
		if seen[one[1]] {
			t.Errorf("drawn twice: %s", one[1])
		}
		seen[one[1]] = true
	}
	if len(seen) == 0 {
		t.Error("nothing is drawn")
	}
}
