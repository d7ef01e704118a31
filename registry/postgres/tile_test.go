package postgres

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"landbank/geo"
	"landbank/geo/geotest"
	"landbank/internal/testdb"
	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/postgres/fixture"
)

var update = flag.Bool("update", false, "write the golden files anew")

// tilesOver gives the tiles of a zoom level over the box.
func tilesOver(box geo.BBox, zoom uint32) []geo.Tile {
	first, last := geo.TileAt(box.West(), box.North(), zoom), geo.TileAt(box.East(), box.South(), zoom)
	var tiles []geo.Tile
	for x := first.X; x <= last.X; x++ {
		for y := first.Y; y <= last.Y; y++ {
			tiles = append(tiles, geo.Tile{Z: zoom, X: x, Y: y})
		}
	}
	return tiles
}

func dumpTile(t *testing.T, store *Store, q registry.TileQuery) string {
	t.Helper()
	tile, err := store.Tile(t.Context(), q)
	if err != nil {
		t.Fatalf("tile %s: %v", q.Tile, err)
	}
	text, err := geotest.DumpTile(tile)
	if err != nil {
		t.Fatalf("tile %s: %v", q.Tile, err)
	}
	return text
}

var member = regexp.MustCompile(`(?m)^    (count|n_meets|n_may_meet) = (\d+)$`)

// sums adds up the numbers of the clusters.
func sums(t *testing.T, dump string, into map[string]int64) {
	t.Helper()
	for _, found := range member.FindAllStringSubmatch(dump, -1) {
		n, err := strconv.ParseInt(found[2], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		into[found[1]] += n
	}
}

func TestEverySiteCountsInOneClusterOfEachZoom(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 21, Sites: 300, Towns: 4})
	asker := newAsker(t, 21, sites)
	for zoom := range uint32(clusterZoom + 1) {
		q := registry.TileQuery{Lists: registry.Lists[:1+zoom%3]}
		if zoom > 0 {
			q.Criteria = criteria.AnyOf(asker.comparison(mustField(t, "power_kw")), asker.question(1))
		}
		counts := must(t, store, registry.SearchQuery{Conditions: criteria.Split(criteria.AllOf(orTrue(q.Criteria))), Lists: registry.Lists}).Lists
		want := map[string]int64{}
		for _, list := range q.Lists {
			want["count"] += counts[list].Count
		}
		want["n_meets"] = counts[registry.Meets].Count
		if slices.Contains(q.Lists, registry.MayMeet) {
			want["n_may_meet"] = counts[registry.MayMeet].Count
		}
		got := map[string]int64{}
		for _, tile := range tilesOver(around(sites), zoom) {
			q.Tile = tile
			dump := dumpTile(t, store, q)
			sums(t, dump, got)
			if n := strings.Count(dump, "  feature "); n > 64 {
				t.Errorf("tile %s: got %d clusters, want at most 64", tile, n)
			}
		}
		for name, n := range want {
			if got[name] != n {
				t.Errorf("zoom %d, lists %v: got %s %d, want %d", zoom, q.Lists, name, got[name], n)
			}
		}
	}
}

// around is the box of all sites.
func around(sites []fixture.Site) geo.BBox {
	box := geo.EmptyBBox()
	for i := range sites {
		box = box.Union(sites[i].Shape.Bounds())
	}
	return box
}

func orTrue(e criteria.Expr) criteria.Expr {
	if e == nil {
		return criteria.Literal(true)
	}
	return e
}

var features = regexp.MustCompile(`(?m)^layer (\w+) |^    (ref|list) = "(.*)"$`)

// shownIn gives the references in each layer of a tile, and the list of each.
func shownIn(dump string) (refs map[string][]string, lists map[string]string) {
	refs, lists = map[string][]string{}, map[string]string{}
	layer, list := "", ""
	for _, found := range features.FindAllStringSubmatch(dump, -1) {
		switch {
		case found[1] != "":
			layer = found[1]
		case found[2] == "list": // stands before ref
			list = found[3]
		default:
			refs[layer] = append(refs[layer], found[3])
			lists[found[3]] = list
		}
	}
	return refs, lists
}

func TestEverySiteHasOneLabelOfEachHighZoom(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 22, Sites: 150, Towns: 3})
	question := newAsker(t, 22, sites).question(2)
	for _, zoom := range []uint32{11, 14, 18} {
		labels, drawn := map[string]int{}, map[string]bool{}
		for i := range sites {
			box := sites[i].Shape.Bounds()
			for _, tile := range tilesOver(box, zoom) {
				if len(tilesOver(box, zoom)) > 200 {
					break // one large site at a deep zoom shows nothing more
				}
				refs, lists := shownIn(dumpTile(t, store, registry.TileQuery{Tile: tile, Criteria: question, Lists: registry.Lists}))
				for _, ref := range refs["sites"] {
					drawn[ref] = true
					n, _ := strconv.Atoi(ref[len("TST-2026-"):])
					if want := criteria.Eval(question, row(&sites[n-1])).String(); lists[ref] != want {
						t.Errorf("tile %s: got %s in list %s, want %s", tile, ref, lists[ref], want)
					}
				}
				if slices.Contains(refs["labels"], sites[i].Ref) {
					labels[sites[i].Ref]++
				}
			}
		}
		for i := range sites {
			if ref := sites[i].Ref; len(tilesOver(sites[i].Shape.Bounds(), zoom)) <= 200 && (labels[ref] != 1 || !drawn[ref]) {
				t.Errorf("zoom %d, %s: got %d labels, drawn %v; want one label and the site", zoom, ref, labels[ref], drawn[ref])
			}
		}
	}
}

func TestTilesOfTheSameRevisionHaveTheSameBytes(t *testing.T) {
	t.Parallel()
	store, sites := stocked(t, fixture.Options{Seed: 23, Sites: 600, Towns: 2})
	question := newAsker(t, 23, sites).question(2)
	x, y := sites[0].Shape.Bounds().Center()
	for _, zoom := range []uint32{0, 5, 8, 10, 11, 12, 14} {
		for _, q := range []registry.TileQuery{{}, {Criteria: question}, {Criteria: question, Lists: registry.Lists}} {
			q.Tile = geo.TileAt(x, y, zoom)
			tiles := make([][]byte, 25)
			var wait sync.WaitGroup
			for i := range tiles {
				wait.Go(func() {
					var err error
					if tiles[i], err = store.Tile(t.Context(), q); err != nil {
						t.Error(err)
					}
				})
			}
			wait.Wait()
			for _, tile := range tiles {
				if !bytes.Equal(tile, tiles[0]) {
					t.Errorf("tile %s: the same question got other bytes", q.Tile)
					break
				}
			}
		}
	}
}

// drawnSites are few sites whose tiles a person can check: an outline with a
// hole over the edge of tiles, two parts, a sliver, a point, and two neighbours
// of unknown kind.
func drawnSites(t *testing.T) func(yield func(fixture.Site) bool) {
	shapes := []geo.Shape{
		geotest.WKT(t, "POLYGON((37.58 48.72,37.64 48.72,37.64 48.76,37.58 48.76,37.58 48.72),(37.60 48.73,37.60 48.75,37.62 48.75,37.62 48.73,37.60 48.73))"),
		geotest.WKT(t, "MULTIPOLYGON(((37.55 48.70,37.56 48.70,37.56 48.71,37.55 48.70)),((37.57 48.70,37.58 48.70,37.58 48.71,37.57 48.70)))"),
		geotest.WKT(t, "POLYGON((37.50 48.7300001,37.5000002 48.7300001,37.5000002 48.7300003,37.50 48.7300001))"),
		geotest.WKT(t, "POINT(37.555 48.735)"),
		geotest.WKT(t, "POINT(30.5 50.45)"),
		geotest.WKT(t, "POLYGON((30.51 50.45,30.52 50.45,30.52 50.46,30.51 50.45))"),
	}
	sites := slices.Collect(fixture.Stock(t, fixture.Options{Seed: 24, Sites: len(shapes)}))
	return func(yield func(fixture.Site) bool) {
		for i, site := range sites {
			site.Shape = shapes[i]
			x, y := site.Shape.Bounds().Center()
			for name, v := range map[string]any{
				"longitude": geo.RoundDegrees(x), "latitude": geo.RoundDegrees(y), "name": fmt.Sprintf("Ділянка %d", i+1),
				"kind": []any{"brownfield", "free_land", nil}[i%3], "availability": "available", "demonstration": i%2 == 0,
				"power_kw": []any{100.0, nil, 9000.0}[i%3],
			} {
				site.Flat[registry.FieldPosition(name)] = v
			}
			if !yield(site) {
				return
			}
		}
	}
}

func TestTilesLookAsDrawn(t *testing.T) {
	t.Parallel()
	url := testdb.Clone(t)
	fixture.LoadSites(t, url, drawnSites(t))
	store, err := Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(store.Close)
	power := criteria.Compare{Op: criteria.GreaterOrEqual, Left: criteria.Property{Name: "power_kw"}, Right: criteria.Number(5000)}
	for name, q := range map[string]registry.TileQuery{
		"z3_all":            {Tile: geo.TileAt(37.6, 48.74, 3)},
		"z10_kramatorsk":    {Tile: geo.TileAt(37.6, 48.74, 10)},
		"z10_power_lists":   {Tile: geo.TileAt(37.6, 48.74, 10), Criteria: power, Lists: registry.Lists},
		"z11_kramatorsk":    {Tile: geo.TileAt(37.6, 48.74, 11)},
		"z12_power_lists":   {Tile: geo.TileAt(37.555, 48.735, 12), Criteria: power, Lists: registry.Lists},
		"z12_power_meets":   {Tile: geo.TileAt(37.5, 48.73, 12), Criteria: power},
		"z14_edge_and_hole": {Tile: geo.TileAt(37.6, 48.72, 14)},
	} {
		got := dumpTile(t, store, q)
		golden := filepath.Join("testdata", "tiles", name+".txt")
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
		}
	}
}
