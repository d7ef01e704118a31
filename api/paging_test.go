package api

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"landbank/registry"
)

// pageOf is what a test reads of a page of sites.
type pageOf struct {
	revision, matched, returned float64
	refs                        []string
	next                        string // the link's address below the service, "" on the last page
	features                    []map[string]any
}

func readPage(t *testing.T, got answer) pageOf {
	t.Helper()
	if got.Code != http.StatusOK {
		t.Fatalf("%d %s", got.Code, got.Body)
	}
	doc := got.json(t)
	p := pageOf{revision: doc["revision"].(float64), matched: doc["numberMatched"].(float64), returned: doc["numberReturned"].(float64)}
	for _, f := range doc["features"].([]any) {
		feature := f.(map[string]any)
		p.features = append(p.features, feature)
		p.refs = append(p.refs, feature["id"].(string))
	}
	var header []string
	for _, l := range doc["links"].([]any) {
		link := l.(map[string]any)
		header = append(header, "<"+link["href"].(string)+`>; rel="`+link["rel"].(string)+`"; type="application/geo+json"`)
		if link["rel"] == "next" {
			p.next = strings.TrimPrefix(link["href"].(string), "https://land.example.org")
		}
	}
	if have := got.Header().Get("Link"); have != strings.Join(header, ", ") {
		t.Errorf("Link %q, want %q", have, header)
	}
	if int(p.returned) != len(p.refs) {
		t.Errorf("%v returned, %d features", p.returned, len(p.refs))
	}
	return p
}

// Whoever follows the links reads every site once, in the order asked for.
func TestPagesLeadThroughTheWholeStock(t *testing.T) {
	s := stock(t)
	for _, query := range []string{
		"limit=50", "limit=37&sortby=-area_m2,ref", "limit=100&sortby=name", "limit=64&sortby=power_kw", "limit=64&sortby=-dist_rail_siding_m",
		"limit=51&sortby=-checked_on,-readiness,name,area_m2,ref", "limit=200&sortby=-published_at",
	} {
		t.Run(query, func(t *testing.T) {
			seen := map[string]bool{}
			pages := 0
			for next := "/api/v1/sites?geometry=none&" + query; next != ""; pages++ {
				p := readPage(t, s.get(t, next))
				if p.matched != inStock {
					t.Fatalf("%v matched", p.matched)
				}
				for _, ref := range p.refs {
					if seen[ref] {
						t.Fatalf("%s twice", ref)
					}
					seen[ref] = true
				}
				next = p.next
			}
			if len(seen) != inStock {
				t.Errorf("%d sites on %d pages, want %d", len(seen), pages, inStock)
			}
		})
	}
}

func TestOrderOfPages(t *testing.T) {
	s := stock(t)
	p := readPage(t, s.get(t, "/api/v1/sites?geometry=none&limit=1000&sortby=-area_m2,ref"))
	known := func(f map[string]any) (float64, bool) {
		v, ok := f["properties"].(map[string]any)["area_m2"].(float64)
		return v, ok
	}
	for i := 1; i < len(p.features); i++ {
		a, hasA := known(p.features[i-1])
		b, hasB := known(p.features[i])
		switch {
		case !hasA && hasB:
			t.Fatalf("%s, whose area is unknown, comes before %s", p.refs[i-1], p.refs[i])
		case hasA && hasB && a < b, hasA == hasB && a == b && p.refs[i-1] > p.refs[i]:
			t.Fatalf("%s (%v) comes before %s (%v)", p.refs[i-1], a, p.refs[i], b)
		}
	}
}

// A cursor fits the question and the order that it was given for, and nothing
// else. The size of pages and the geometry may change on the way.
func TestCursorsFitOneQuestion(t *testing.T) {
	s := stock(t)
	first := readPage(t, s.get(t, "/api/v1/sites?limit=5&kind=brownfield&sortby=-area_m2"))
	next, err := url.Parse(first.next)
	if err != nil {
		t.Fatal(err)
	}
	cursor := next.Query().Get("cursor")
	for _, c := range []struct{ name, query, rule string }{
		{"another value", "kind=free_land&sortby=-area_m2", "cursor_mismatch"},
		{"without the condition", "sortby=-area_m2", "cursor_mismatch"},
		{"one condition more", "kind=brownfield&sortby=-area_m2&bbox=0,0,1,1", "cursor_mismatch"},
		{"another order", "kind=brownfield&sortby=area_m2", "cursor_mismatch"},
		{"no order", "kind=brownfield", "cursor_mismatch"},
	} {
		t.Run(c.name, func(t *testing.T) {
			checkFaults(t, s.get(t, "/api/v1/sites?"+c.query+"&cursor="+cursor), query("cursor", c.rule))
		})
	}
	for _, broken := range []string{cursor[:len(cursor)-3], cursor + "A", strings.ToUpper(cursor), "%01", strings.Repeat("A", 9000)} {
		got := s.get(t, "/api/v1/sites?kind=brownfield&sortby=-area_m2&cursor="+broken)
		checkFaults(t, got, query("cursor", "bad_cursor"))
	}
	checkFaults(t, s.get(t, "/api/v1/sites?cursor=%00"), query("cursor", "bad_value")) // as any text with this character
	second := readPage(t, s.get(t, first.next))
	other := readPage(t, s.get(t, "/api/v1/sites?geometry=point&sortby=-area_m2&limit=3&filter="+url.QueryEscape("kind = 'brownfield'")+"&cursor="+cursor))
	if !slices.Equal(second.refs[:3], other.refs) {
		t.Errorf("the same question in CQL2 reads %q after %q", other.refs, second.refs)
	}
}

// The same condition in its three spellings gives the same sites.
func TestSpellingsOfOneCondition(t *testing.T) {
	s := stock(t)
	byParameter := readPage(t, s.get(t, "/api/v1/sites?geometry=none&limit=1000&sortby=ref&kind=brownfield,building&min_area_m2=20000&bbox=33,47,41,50"))
	text := "kind IN ('brownfield','building') AND area_m2 >= 20000 AND S_INTERSECTS(geom,BBOX(33,47,41,50))"
	byFilter := readPage(t, s.get(t, "/api/v1/sites?geometry=none&limit=1000&sortby=ref&filter="+url.QueryEscape(text)))
	if len(byParameter.refs) == 0 || !slices.Equal(byParameter.refs, byFilter.refs) {
		t.Errorf("%d by parameters, %d by filter", len(byParameter.refs), len(byFilter.refs))
	}
	found := readLists(t, s.search(t, `{"must":[{"field":"kind","op":"in","value":["brownfield","building"]},{"field":"area_m2","op":">=","value":20000}],
		"within":{"type":"Polygon","coordinates":[[[33,47],[41,47],[41,50],[33,50],[33,47]]]},"lists":["meets"],"limit":1000,"geometry":"none","sortby":["ref"]}`))
	if !slices.Equal(found["meets"].refs, byParameter.refs) {
		t.Errorf("%d by search, %d by parameters", len(found["meets"].refs), len(byParameter.refs))
	}
}

// listOf is what a test reads of a list of a search.
type listOf struct {
	count    float64
	refs     []string
	cursor   string
	features []map[string]any
}

func readLists(t *testing.T, got answer) map[string]listOf {
	t.Helper()
	if got.Code != http.StatusOK {
		t.Fatalf("%d %s", got.Code, got.Body)
	}
	out := map[string]listOf{}
	for name, l := range got.json(t)["lists"].(map[string]any) {
		list := l.(map[string]any)
		read := listOf{count: list["count"].(float64)}
		read.cursor, _ = list["cursor"].(string)
		for _, f := range list["features"].([]any) {
			feature := f.(map[string]any)
			read.refs = append(read.refs, feature["id"].(string))
			read.features = append(read.features, feature)
		}
		out[name] = read
	}
	return out
}

// The three lists have no site in common and together are the whole stock, read
// at once or page by page.
func TestListsPartitionTheStock(t *testing.T) {
	s := stock(t)
	const question = `"must":[{"field":"power_kw","op":">=","value":3000},{"field":"dist_rail_siding_m","op":"<=","value":3000}],"geometry":"none"`
	lists := readLists(t, s.search(t, `{`+question+`,"limit":1000}`))
	list := map[string]string{}
	for name, l := range lists {
		if len(l.refs) == 0 || float64(len(l.refs)) != l.count || l.cursor != "" {
			t.Errorf("%s: %d sites of %v, cursor %q", name, len(l.refs), l.count, l.cursor)
		}
		for i, ref := range l.refs {
			if list[ref] != "" {
				t.Errorf("%s is in %s and %s", ref, list[ref], name)
			}
			list[ref] = name
			checkExplained(t, name, l.features[i])
		}
	}
	if len(list) != inStock {
		t.Errorf("%d sites in the lists, want %d", len(list), inStock)
	}
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		for _, order := range []string{"", `,"sortby":["-area_m2"]`} {
			read := map[string]bool{}
			cursor := ""
			for more := true; more; more = cursor != "" {
				body := `{` + question + order + `,"limit":29,"lists":["` + name + `"]`
				if cursor != "" {
					body += `,"cursor":"` + cursor + `"`
				}
				page := readLists(t, s.search(t, body+`}`))[name]
				for _, ref := range page.refs {
					if read[ref] || list[ref] != name {
						t.Fatalf("%s again or in another list", ref)
					}
					read[ref] = true
				}
				cursor = page.cursor
			}
			if float64(len(read)) != lists[name].count {
				t.Errorf("%s%s: %d sites page by page, %v at once", name, order, len(read), lists[name].count)
			}
		}
	}
}

// checkExplained holds what a site lacks to the list that it is in.
func checkExplained(t *testing.T, list string, feature map[string]any) {
	t.Helper()
	p := feature["properties"].(map[string]any)
	missing, failures := len(p["missing"].([]any)), len(p["failures"].([]any))
	ok := map[string]bool{"meets": missing+failures == 0, "may_meet": missing > 0 && failures == 0, "fails": failures > 0}[list]
	if !ok {
		t.Errorf("%v in %s misses %v and fails at %v", feature["id"], list, p["missing"], p["failures"])
	}
}

// A cursor of one list is no cursor of another.
func TestCursorsOfLists(t *testing.T) {
	s := stock(t)
	const question = `"must":[{"field":"power_kw","op":">=","value":3000}],"geometry":"none","limit":5`
	cursor := readLists(t, s.search(t, `{`+question+`,"lists":["fails"]}`))["fails"].cursor
	checkFaults(t, s.search(t, `{`+question+`,"lists":["meets"],"cursor":"`+cursor+`"}`), body("/cursor", "cursor_mismatch"))
	checkFaults(t, s.search(t, `{`+question+`,"lists":["fails"],"sortby":["ref"],"cursor":"`+cursor+`"}`), body("/cursor", "cursor_mismatch"))
}

// Facets count the sites that meet everything but the conditions on the field.
func TestFacets(t *testing.T) {
	s := stock(t)
	facets := s.search(t, `{"must":[{"field":"kind","op":"=","value":"brownfield"},{"field":"area_m2","op":">=","value":50000}],
		"facets":["kind","outlined","territories"],"limit":0}`).json(t)["facets"].(map[string]any)
	for _, kind := range []string{"brownfield", "free_land"} {
		want := readPage(t, s.get(t, "/api/v1/sites?limit=1&min_area_m2=50000&kind="+kind)).matched
		if got := facets["kind"].(map[string]any)[kind]; got != want {
			t.Errorf("kind %s: %v, want %v", kind, got, want)
		}
	}
	want := readPage(t, s.get(t, "/api/v1/sites?limit=1&min_area_m2=50000&kind=brownfield&territories="+aTerritory)).matched
	if got := facets["territories"].(map[string]any)[aTerritory]; got != want {
		t.Errorf("territory: %v, want %v", got, want)
	}
}

// The geometry of a site is its outline, a point, or nothing, and the same
// members are there in every case.
func TestGeometryOfSites(t *testing.T) {
	s := stock(t)
	for outline, kinds := range map[string][]string{"full": {"Point", "MultiPolygon", "Polygon"}, "point": {"Point"}, "none": {""}} {
		seen := map[string]int{}
		for _, f := range readPage(t, s.get(t, "/api/v1/sites?limit=1000&geometry="+outline)).features {
			kind := ""
			if g, ok := f["geometry"].(map[string]any); ok {
				kind = g["type"].(string)
			}
			if !slices.Contains(kinds, kind) {
				t.Fatalf("geometry=%s gave %q", outline, kind)
			}
			seen[kind]++
			if n := len(f["properties"].(map[string]any)); n != len(registry.Fields())+1 {
				t.Fatalf("%v has %d properties, want %d", f["id"], n, len(registry.Fields())+1)
			}
		}
		if outline == "full" && (seen["Point"] == 0 || seen["MultiPolygon"]+seen["Polygon"] == 0) {
			t.Errorf("kinds of geometry: %v", seen)
		}
	}
}
