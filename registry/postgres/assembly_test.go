package postgres_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"landbank/geo"
	"landbank/registry"
	"landbank/registry/criteria"
)

// Layouts are made of cells of a grid, so that what is common to several sites is known without geometry.
const (
	cellDeg  = 0.0004
	gridSide = 6
	blocks   = 300
)

type cell struct{ x, y int }

// layoutOfCells is one layout far from the others: its sites as sets of cells.
type layoutOfCells struct {
	x, y  float64 // of its corner
	sites [][]cell
}

// cellLayout grows sites on the grid: some with holes, some in two parts, some ground that is nobody's.
func cellLayout(number int) layoutOfCells {
	random := rand.New(rand.NewPCG(5, uint64(number)))
	b := layoutOfCells{x: 20 + float64(number%20)*0.01, y: 47 + float64(number/20)*0.01}
	owner := map[cell]int{}
	n := 2 + random.IntN(6)
	for site := range n {
		owner[cell{random.IntN(gridSide), random.IntN(gridSide)}] = site
	}
	if number%4 == 0 { // a yard that is somebody else's, or nobody's
		left, low := random.IntN(gridSide-3), random.IntN(gridSide-3)
		for x := left; x < left+3; x++ {
			for y := low; y < low+3; y++ {
				owner[cell{x, y}] = 0
			}
		}
		delete(owner, cell{left + 1, low + 1})
	}
	for range random.IntN(70) {
		at := cell{random.IntN(gridSide), random.IntN(gridSide)}
		if _, taken := owner[at]; taken {
			continue
		}
		beside := []cell{{at.x - 1, at.y}, {at.x + 1, at.y}, {at.x, at.y - 1}, {at.x, at.y + 1}}
		if site, ok := owner[beside[random.IntN(4)]]; ok {
			owner[at] = site
		} else if random.IntN(8) == 0 {
			owner[at] = random.IntN(n) // a part of its own
		}
	}
	b.sites = make([][]cell, n)
	for x := range gridSide {
		for y := range gridSide {
			if site, ok := owner[cell{x, y}]; ok {
				b.sites[site] = append(b.sites[site], cell{x, y})
			}
		}
	}
	b.sites = slices.DeleteFunc(b.sites, func(cells []cell) bool { return len(cells) == 0 })
	return b
}

// adjoin reports whether two sites have a side of a cell in common.
func adjoin(a, b []cell) bool {
	for _, p := range a {
		for _, q := range b {
			if math.Abs(float64(p.x-q.x))+math.Abs(float64(p.y-q.y)) == 1 {
				return true
			}
		}
	}
	return false
}

// widest is the largest number of cells in a rectangle of them.
func widest(cells []cell) (most int) {
	has := map[cell]bool{}
	for _, c := range cells {
		has[c] = true
	}
	for _, c := range cells {
		width := gridSide
		for h := 0; has[cell{c.x, c.y + h}]; h++ {
			w := 0
			for w < width && has[cell{c.x + w, c.y + h}] {
				w++
			}
			width = w
			most = max(most, width*(h+1))
		}
	}
	return most
}

// The database joins the cells, so that the rows of the test are outlines without seams.
func (d *desk) drawn(b *layoutOfCells, cells []cell) geo.Shape {
	d.t.Helper()
	var boxes []string
	for _, c := range cells {
		boxes = append(boxes, fmt.Sprintf("ST_MakeEnvelope(%.7f, %.7f, %.7f, %.7f, 4326)", b.x+float64(c.x)*cellDeg, b.y+float64(c.y)*cellDeg,
			b.x+float64(c.x+1)*cellDeg, b.y+float64(c.y+1)*cellDeg))
	}
	shape, _, err := new(geo.Parser).EWKB(ask[[]byte](d, "select ST_AsEWKB(ST_Union(array["+strings.Join(boxes, ",")+"]), 'NDR')"))
	if err != nil {
		d.t.Fatal(err)
	}
	return shape
}

// cellM2 is the area of a cell at the latitude of a block.
func cellM2(y float64) float64 {
	return cellDeg * cellDeg * 111_195 * 111_195 * math.Cos(y*math.Pi/180)
}

// expectedSets tries all sets of at most three sites of a block: in one piece, together large enough, with rail at one of them at
// least, and none within that is so.
func expectedSets(b *layoutOfCells, rail []bool, cells int) map[string]bool {
	good := func(set []int) bool {
		sum, any := 0, false
		for _, i := range set {
			sum, any = sum+len(b.sites[i]), any || rail[i]
		}
		return sum >= cells && any
	}
	piece := func(set []int) bool {
		reached := []int{set[0]}
		for k := 0; k < len(reached); k++ {
			for _, j := range set {
				if !slices.Contains(reached, j) && adjoin(b.sites[reached[k]], b.sites[j]) {
					reached = append(reached, j)
				}
			}
		}
		return len(reached) == len(set)
	}
	var all [][]int
	for i := range b.sites {
		all = append(all, []int{i})
		for j := i + 1; j < len(b.sites); j++ {
			all = append(all, []int{i, j})
			for k := j + 1; k < len(b.sites); k++ {
				all = append(all, []int{i, j, k})
			}
		}
	}
	found := map[string]bool{}
	for _, set := range all {
		if len(set) < 2 || !piece(set) || !good(set) {
			continue
		}
		smaller := slices.ContainsFunc(all, func(some []int) bool {
			return len(some) < len(set) && piece(some) && good(some) && !slices.ContainsFunc(some, func(i int) bool { return !slices.Contains(set, i) })
		})
		if !smaller {
			found[fmt.Sprint(set)] = true
		}
	}
	return found
}

func TestAssemblyAgreesWithBruteForceOnRandomLayouts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	list := make([]layoutOfCells, blocks)
	rails := make([][]bool, blocks)
	var rows []registry.Row
	holes, parts := 0, 0
	for n := range list {
		list[n] = cellLayout(n)
		b := &list[n]
		random := rand.New(rand.NewPCG(6, uint64(n)))
		for i, cells := range b.sites {
			near := random.IntN(2) == 0
			rails[n] = append(rails[n], near)
			metres := 3000.0
			if near {
				metres = 200
			}
			shape := d.drawn(b, cells)
			text := string(shape.GeoJSON())
			polygons := strings.Count(text, "]]],[[[")
			parts, holes = parts+min(1, polygons), holes+min(1, strings.Count(text, "]],[[")-polygons)
			rows = append(rows, plot(int64(len(rows)+1), fmt.Sprintf("%d.%d", n, i), inPlace(shape), func(r *registry.Row) {
				r.Record.Access = []registry.Access{{Mode: "rail_siding", Basis: "declared", StraightM: &metres}}
			}))
		}
	}
	if holes < 10 || parts < 10 {
		t.Fatalf("%d sites with holes, %d in parts: the layouts show too little", holes, parts)
	}
	d.imported(job(), rows...)
	if _, err := d.store.Fit(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.sameNeighbours(list)
	const least = 9 // cells, of the smallest latitude
	question := fmt.Sprintf("area_m2 >= %.0f AND dist_rail_siding_m <= 500", (least-0.4)*cellM2(47.05))
	got, err := d.store.Assemble(t.Context(), registry.AssemblyQuery{Conditions: criteria.Split(asked(t, question)), Most: 3, Limit: 100_000})
	if err != nil {
		t.Fatal(err)
	}
	found := make([]map[string]bool, blocks)
	for i := range found {
		found[i] = map[string]bool{}
	}
	for i := range got.Sets {
		number, set := d.isOnePiece(&got.Sets[i], list)
		found[number][fmt.Sprint(set)] = true
	}
	total := 0
	for n := range list {
		want := expectedSets(&list[n], rails[n], least)
		if total += len(want); fmt.Sprint(want) != fmt.Sprint(found[n]) {
			t.Errorf("layout %d: got %v, want %v", n, found[n], want)
		}
	}
	if !got.Whole || got.Pending || got.Count != total || total < 100 {
		t.Errorf("%d sets, count %d, whole %t, pending %t", total, got.Count, got.Whole, got.Pending)
	}
}

// sameNeighbours holds that the pairs that were measured are those of the cells.
func (d *desk) sameNeighbours(list []layoutOfCells) {
	d.t.Helper()
	got := d.texts(`select a.source_key || ' ' || b.source_key from site_touch t
		join site_public a on a.id = t.a_id join site_public b on b.id = t.b_id`)
	for i, pair := range got {
		a, b, _ := strings.Cut(pair, " ")
		got[i] = min(a, b) + " " + max(a, b)
	}
	var want []string
	for n := range list {
		for i := range list[n].sites {
			for j := i + 1; j < len(list[n].sites); j++ {
				if adjoin(list[n].sites[i], list[n].sites[j]) {
					want = append(want, fmt.Sprintf("%d.%d %d.%d", n, i, n, j))
				}
			}
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		d.t.Errorf("%d pairs of neighbours, want %d", len(got), len(want))
	}
}

// isOnePiece holds a set against the cells of its sites: its area, its outline, and its rectangle, which is as large as the largest of
// whole cells but for a fiftieth, and lies inside. It gives the number of the layout and the sites.
func (d *desk) isOnePiece(set *registry.Assembly, list []layoutOfCells) (number int, sites []int) {
	d.t.Helper()
	var cells []cell
	var keys []string
	for _, site := range set.Sites {
		var said struct {
			Key string `json:"source_key"`
		}
		if err := json.Unmarshal(site.Properties, &said); err != nil {
			d.t.Fatal(err)
		}
		var i int
		if _, err := fmt.Sscanf(said.Key, "%d.%d", &number, &i); err != nil {
			d.t.Fatal(err)
		}
		keys, sites, cells = append(keys, said.Key), append(sites, i), append(cells, list[number].sites[i]...)
	}
	slices.Sort(sites)
	one := cellM2(list[number].y)
	if share := set.AreaM2 / (float64(len(cells)) * one); share < 0.98 || share > 1.02 {
		d.t.Errorf("%v: %f m², %d cells", keys, set.AreaM2, len(cells))
	}
	if least := float64(widest(cells)) * one; set.Outline["rectangle_m2"] < 0.97*least {
		d.t.Errorf("%v: rectangle of %f m², a rectangle of cells has %f", keys, set.Outline["rectangle_m2"], least)
	}
	if !ask[bool](d, "select ST_Contains(ST_Buffer(ST_GeomFromGeoJSON($1), 0.0000002), ST_GeomFromGeoJSON($2))", string(set.Geometry), string(set.Fit.Rectangle)) {
		d.t.Errorf("%v: the rectangle sticks out", keys)
	}
	if !ask[bool](d, `select ST_Area(ST_SymDifference(ST_GeomFromGeoJSON($1), ST_Union(geom))) < 0.02 * $3 from site_public where source_key = any($2)`,
		string(set.Geometry), keys, cellDeg*cellDeg) {
		d.t.Errorf("%v: the common outline is not that of the sites", keys)
	}
	if len(set.Joins) < len(set.Sites)-1 || set.List != registry.Meets || len(set.Unknown) > 0 {
		d.t.Errorf("%v: %d joins, %s, unknown %v", keys, len(set.Joins), set.List, set.Unknown)
	}
	return number, sites
}
