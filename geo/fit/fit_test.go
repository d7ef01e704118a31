package fit_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"landbank/geo"
	"landbank/geo/fit"
	"landbank/geo/geotest"
)

// layouts is how many random layouts the measures are compared on with brute force.
const layouts = 300

// xy is a place in metres east and north of the origin of the layouts.
type xy struct{ x, y float64 }

// The origin of the layouts, and the metres of a degree there by the series of the WGS 84 ellipsoid (National
// Geospatial-Intelligence Agency, length of a degree): another way than the one that is tried.
const (
	originLon = 35.05
	originLat = 48.45
)

var perLat, perLon = func() (float64, float64) {
	phi := originLat * math.Pi / 180
	return 111132.92 - 559.82*math.Cos(2*phi) + 1.175*math.Cos(4*phi) - 0.0023*math.Cos(6*phi),
		111412.84*math.Cos(phi) - 93.5*math.Cos(3*phi) + 0.118*math.Cos(5*phi)
}()

func (p xy) degrees() (lon, lat float64) { return originLon + p.x/perLon, originLat + p.y/perLat }

func metres(lon, lat float64) xy { return xy{(lon - originLon) * perLon, (lat - originLat) * perLat} }

// layout is a surface as its rings in metres: parts, each a shell and holes.
type layout [][][]xy

// randomLayout makes one to three parts that do not touch: stars and L shapes, turned, some with one or two holes.
func randomLayout(r *rand.Rand) layout {
	var parts layout
	for part := range 1 + r.IntN(3) {
		middle := xy{float64(part) * 700, r.Float64() * 300}
		angle, size := r.Float64()*math.Pi, 60+r.Float64()*200
		shell := star(r, middle, size*0.55, size)
		if r.IntN(2) == 0 {
			shell = ell(r, middle, size, angle)
		}
		rings := [][]xy{shell}
		for hole := range r.IntN(3) {
			at := xy{middle.x + size*0.22*float64(1-2*hole), middle.y + size*0.1}
			rings = append(rings, star(r, at, size*0.03, size*0.1))
		}
		parts = append(parts, rings)
	}
	return parts
}

func star(r *rand.Rand, middle xy, least, most float64) []xy {
	var ring []xy
	corners := 5 + r.IntN(8)
	for i := range corners {
		angle := 2 * math.Pi * (float64(i) + 0.6*r.Float64()) / float64(corners)
		radius := least + r.Float64()*(most-least)
		ring = append(ring, xy{middle.x + radius*math.Cos(angle), middle.y + radius*math.Sin(angle)})
	}
	return append(ring, ring[0])
}

// ell is a square of which a corner is cut out beyond where its holes are.
func ell(r *rand.Rand, middle xy, size, angle float64) []xy {
	cut := 0.5 + 0.4*r.Float64()
	var ring []xy
	for _, p := range []xy{{-1, -1}, {1, -1}, {1, cut}, {cut, cut}, {cut, 1}, {-1, 1}, {-1, -1}} {
		sin, cos := math.Sincos(angle)
		ring = append(ring, xy{middle.x + size*(p.x*cos-p.y*sin), middle.y + size*(p.x*sin+p.y*cos)})
	}
	return ring
}

func (l layout) surface(t *testing.T) geo.Surface {
	t.Helper()
	rings := make([][][]float64, len(l))
	for i, part := range l {
		for _, ring := range part {
			var flat []float64
			for _, p := range ring {
				lon, lat := p.degrees()
				flat = append(flat, lon, lat)
			}
			rings[i] = append(rings[i], flat)
		}
	}
	s, ok := geotest.FromRings(t, geo.WGS84, rings).Surface()
	if !ok {
		t.Fatal("no surface")
	}
	return s
}

func (l layout) each(visit func(part int, a, b xy)) {
	for part, rings := range l {
		for _, ring := range rings {
			for i := 1; i < len(ring); i++ {
				visit(part, ring[i-1], ring[i])
			}
		}
	}
}

func (l layout) encloses(at xy) bool {
	inside := false
	l.each(func(_ int, a, b xy) {
		if (a.y > at.y) != (b.y > at.y) && at.x < a.x+(b.x-a.x)*(at.y-a.y)/(b.y-a.y) {
			inside = !inside
		}
	})
	return inside
}

// distance is from a place to a segment.
func distance(p, a, b xy) float64 {
	dx, dy := b.x-a.x, b.y-a.y
	share := 0.0
	if length := dx*dx + dy*dy; length > 0 {
		share = max(0, min(1, ((p.x-a.x)*dx+(p.y-a.y)*dy)/length))
	}
	return math.Hypot(p.x-a.x-share*dx, p.y-a.y-share*dy)
}

func seeded(number int) *rand.Rand { return rand.New(rand.NewPCG(7, uint64(number))) }

// The rectangle lies in the outline, and no rectangle of cells of a grid is larger by more than a fiftieth, in any of
// thirty directions.
func TestTheRectangleIsAsLargeAsBruteForceFinds(t *testing.T) {
	t.Parallel()
	for number := range layouts {
		t.Run(fmt.Sprint(number), func(t *testing.T) {
			t.Parallel()
			l := randomLayout(seeded(number))
			got, ok := fit.Rectangle(l.surface(t))
			if !ok {
				t.Fatal("no rectangle was found")
			}
			l.holds(t, got)
			if brute := l.bruteRectangle(); got.AreaM2() < 0.98*brute {
				t.Errorf("found %.0f m², brute force %.0f m²", got.AreaM2(), brute)
			}
		})
	}
}

// holds fails where the rectangle is none, has other sizes than it says, or does not lie in the layout.
func (l layout) holds(t *testing.T, r fit.Rect) {
	t.Helper()
	var corners [4]xy
	for i, c := range r.Corners {
		corners[i] = metres(c[0], c[1])
	}
	side := func(i int) float64 {
		a, b := corners[i%4], corners[(i+1)%4]
		return math.Hypot(b.x-a.x, b.y-a.y)
	}
	long, short := max(side(0), side(1)), min(side(0), side(1))
	if math.Abs(long-r.LongM) > 0.001*long || math.Abs(short-r.ShortM) > 0.001*long {
		t.Errorf("the corners make %.2f × %.2f m, not %.2f × %.2f", long, short, r.LongM, r.ShortM)
	}
	if d := math.Hypot(corners[2].x-corners[0].x, corners[2].y-corners[0].y); math.Abs(d-math.Hypot(long, short)) > 0.001*long {
		t.Error("the corners are not square")
	}
	const steps = 40
	for i := range steps + 1 {
		for j := range steps + 1 {
			u, v := 0.001+0.998*float64(i)/steps, 0.001+0.998*float64(j)/steps
			at := xy{corners[0].x + u*(corners[1].x-corners[0].x) + v*(corners[3].x-corners[0].x),
				corners[0].y + u*(corners[1].y-corners[0].y) + v*(corners[3].y-corners[0].y)}
			if !l.encloses(at) {
				t.Fatalf("%.3f %.3f of the rectangle is outside", u, v)
			}
		}
	}
}

// bruteRectangle is the area of the largest rectangle of cells that no side enters: all pairs of rows, in thirty
// directions, part by part.
func (l layout) bruteRectangle() float64 {
	best := 0.0
	for part := range l {
		for step := range 30 {
			best = max(best, layout{l[part]}.bruteTurned(float64(step)*3*math.Pi/180))
		}
	}
	return best
}

const bruteCells = 50

func (l layout) bruteTurned(angle float64) float64 {
	sin, cos := math.Sincos(angle)
	var t layout
	low, high := xy{math.Inf(1), math.Inf(1)}, xy{math.Inf(-1), math.Inf(-1)}
	for _, part := range l {
		var rings [][]xy
		for _, ring := range part {
			var turned []xy
			for _, p := range ring {
				q := xy{p.x*cos + p.y*sin, p.y*cos - p.x*sin}
				low, high = xy{min(low.x, q.x), min(low.y, q.y)}, xy{max(high.x, q.x), max(high.y, q.y)}
				turned = append(turned, q)
			}
			rings = append(rings, turned)
		}
		t = append(t, rings)
	}
	w, h := (high.x-low.x)/bruteCells, (high.y-low.y)/bruteCells
	var free [bruteCells][bruteCells]bool
	for i := range free {
		for j := range free[i] {
			corner := xy{low.x + float64(j)*w, low.y + float64(i)*h}
			free[i][j] = t.clear(corner, w, h)
		}
	}
	return float64(bruteLargest(&free)) * w * h
}

// clear tells whether a cell lies in the layout and no side enters it.
func (l layout) clear(corner xy, w, h float64) bool {
	entered := false
	l.each(func(_ int, a, b xy) {
		// The segment, cut by the four half planes of the open cell.
		from, to := 0.0, 1.0
		for _, cut := range [...]struct{ at, step, least, most float64 }{
			{a.x, b.x - a.x, corner.x, corner.x + w}, {a.y, b.y - a.y, corner.y, corner.y + h},
		} {
			if cut.step == 0 {
				if cut.at <= cut.least || cut.at >= cut.most {
					from, to = 1, 0
				}
				continue
			}
			begin, end := (cut.least-cut.at)/cut.step, (cut.most-cut.at)/cut.step
			from, to = max(from, min(begin, end)), min(to, max(begin, end))
		}
		entered = entered || from < to
	})
	return !entered && l.encloses(xy{corner.x + w/2, corner.y + h/2})
}

func bruteLargest(free *[bruteCells][bruteCells]bool) int {
	best := 0
	for top := range bruteCells {
		var all [bruteCells]bool
		for j := range all {
			all[j] = true
		}
		for bottom := top; bottom < bruteCells; bottom++ {
			run := 0
			for j := range all {
				all[j] = all[j] && free[bottom][j]
				if !all[j] {
					run = 0
					continue
				}
				run++
				best = max(best, run*(bottom-top+1))
			}
		}
	}
	return best
}

// The run along lines is that of walking the boundary in steps of ten centimetres.
func TestTheRunAlongLinesIsThatOfWalkingTheBoundary(t *testing.T) {
	t.Parallel()
	for number := range layouts {
		t.Run(fmt.Sprint(number), func(t *testing.T) {
			t.Parallel()
			r := seeded(number)
			l := randomLayout(r)
			lines := randomLines(r)
			reach := 2 + r.Float64()*30
			var flat [][]float64
			for _, line := range lines {
				var positions []float64
				for _, p := range line {
					lon, lat := p.degrees()
					positions = append(positions, lon, lat)
				}
				flat = append(flat, positions)
			}
			got := fit.Along(l.surface(t), flat, reach)
			if want := l.walk(lines, reach); math.Abs(got.LengthM-want) > 0.25+0.002*want {
				t.Errorf("found %.2f m, walked %.2f m", got.LengthM, want)
			}
			if path := pathLength(got.Path); math.Abs(path-got.LengthM) > 0.01+0.001*got.LengthM {
				t.Errorf("the path has %.2f m, the run %.2f m", path, got.LengthM)
			}
		})
	}
}

func randomLines(r *rand.Rand) [][]xy {
	lines := make([][]xy, 1+r.IntN(5))
	for i := range lines {
		at := xy{r.Float64()*1200 - 200, r.Float64()*800 - 300}
		angle := r.Float64() * 2 * math.Pi
		for range 2 + r.IntN(8) {
			lines[i] = append(lines[i], at)
			angle += r.Float64() - 0.5
			at = xy{at.x + 80*math.Cos(angle), at.y + 80*math.Sin(angle)}
		}
	}
	return lines
}

// walk steps along every ring and gives the longest way on which every step is near.
func (l layout) walk(lines [][]xy, reach float64) float64 {
	const step = 0.1
	longest := 0.0
	for _, part := range l {
		for _, ring := range part {
			var near []bool
			var whole float64
			for i := 1; i < len(ring); i++ {
				a, b := ring[i-1], ring[i]
				length := math.Hypot(b.x-a.x, b.y-a.y)
				for n := int(length / step); n > 0; n-- {
					share := 1 - float64(n)*step/length
					near = append(near, nearest(lines, xy{a.x + share*(b.x-a.x), a.y + share*(b.y-a.y)}) <= reach)
				}
				whole += length
			}
			run, best := 0, 0
			for range 2 { // the second time round joins the end to the beginning
				for _, is := range near {
					if !is {
						run = 0
						continue
					}
					run++
					best = min(max(best, run), len(near))
				}
			}
			longest = max(longest, whole*float64(best)/float64(len(near)))
		}
	}
	return longest
}

func nearest(lines [][]xy, p xy) float64 {
	least := math.Inf(1)
	for _, line := range lines {
		for i := 1; i < len(line); i++ {
			least = min(least, distance(p, line[i-1], line[i]))
		}
	}
	return least
}

func pathLength(path []float64) float64 {
	length := 0.0
	for i := 2; i < len(path); i += 2 {
		a, b := metres(path[i-2], path[i-1]), metres(path[i], path[i+1])
		length += math.Hypot(b.x-a.x, b.y-a.y)
	}
	return length
}

// A rectangle is found in itself however it is turned, and nothing is found along nothing.
func TestARectangleIsFoundInItself(t *testing.T) {
	t.Parallel()
	for _, degrees := range []float64{0, 0.3, 17, 45, 62.5, 89.9} {
		sin, cos := math.Sincos(degrees * math.Pi / 180)
		var ring []xy
		for _, p := range []xy{{-150, -20}, {150, -20}, {150, 20}, {-150, 20}, {-150, -20}} {
			ring = append(ring, xy{p.x*cos - p.y*sin, p.x*sin + p.y*cos})
		}
		s := layout{{ring}}.surface(t)
		got, ok := fit.Rectangle(s)
		if !ok || math.Abs(got.LongM-300) > 0.3 || math.Abs(got.ShortM-40) > 0.3 {
			t.Errorf("%v°: got %.2f × %.2f m", degrees, got.LongM, got.ShortM)
		}
		if run := fit.Along(s, nil, 10); run.LengthM != 0 || run.Path != nil {
			t.Errorf("along nothing: %v", run)
		}
	}
}

func BenchmarkRectangle(b *testing.B) {
	t := &testing.T{}
	s := randomLayout(seeded(1)).surface(t)
	for b.Loop() {
		fit.Rectangle(s)
	}
}
