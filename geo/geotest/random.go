package geotest

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"testing"

	"landbank/geo"
)

// Random says what random surfaces look like. The zero value gives one part of 4 to 12 corners without holes.
type Random struct {
	Within  geo.BBox // degrees; the world without the polar regions when zero
	Radius  float64  // of the whole shape, degrees; 0.01 when zero
	Parts   int      // most parts, at least 1
	Holes   int      // most holes of a part, at most 4
	Corners int      // most corners of a ring, at least 4; 12 when zero
}

// Source is a source of random numbers that gives the same ones for the same seed.
func Source(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0x1a4db4)) }

// Surface makes a random surface that is valid in every sense: its rings do not cross, its holes lie apart within
// their shells, its parts lie apart. Shells run counter-clockwise and holes clockwise.
func (r Random) Surface(tb testing.TB, source *rand.Rand) geo.Shape {
	tb.Helper()
	r = r.complete()
	x := between(source, r.Within.West()+r.Radius, r.Within.East()-r.Radius)
	y := between(source, r.Within.South()+r.Radius, r.Within.North()-r.Radius)
	parts := 1 + source.IntN(r.Parts)
	if parts == 1 {
		return FromRings(tb, geo.WGS84, [][][]float64{r.part(source, x, y, r.Radius)})
	}
	// Parts lie in the cells of a grid over the square inside the circle.
	cells := int(math.Ceil(math.Sqrt(float64(parts))))
	cell := r.Radius * math.Sqrt2 / float64(cells)
	rings := make([][][]float64, 0, parts)
	for _, place := range source.Perm(cells * cells)[:parts] {
		px := x + (float64(place%cells)-float64(cells-1)/2)*cell
		py := y + (float64(place/cells)-float64(cells-1)/2)*cell
		rings = append(rings, r.part(source, px, py, cell*0.45))
	}
	return FromRings(tb, geo.WGS84, rings)
}

func (r Random) complete() Random {
	if r.Within == (geo.BBox{}) {
		r.Within = geo.NewBBox(-179, -80, 179, 80)
	}
	if r.Radius == 0 {
		r.Radius = 0.01
	}
	if r.Corners == 0 {
		r.Corners = 12
	}
	r.Parts, r.Corners, r.Holes = max(r.Parts, 1), max(r.Corners, 4), min(r.Holes, 4)
	return r
}

// part makes a shell and its holes. A shell with holes keeps more than half its radius everywhere, so that holes of
// an eighth, set at three tenths in the four quarters, lie inside and apart.
func (r Random) part(source *rand.Rand, x, y, radius float64) [][]float64 {
	holes := 0
	if r.Holes > 0 {
		holes = source.IntN(r.Holes + 1)
	}
	least := 0.3
	corners := 4 + source.IntN(r.Corners-3)
	if holes > 0 {
		least, corners = 0.7, max(corners, 10)
	}
	rings := [][]float64{star(source, x, y, radius, least, corners)}
	for _, quarter := range source.Perm(4)[:holes] {
		sin, cos := math.Sincos((float64(quarter) + 0.5) * math.Pi / 2)
		hole := star(source, x+0.3*radius*cos, y+0.3*radius*sin, radius/8, 0.4, 4+source.IntN(4))
		rings = append(rings, reversed(hole))
	}
	return rings
}

// star makes a ring that every ray from the middle crosses once: corners in order of their angles, no two of which
// lie half a turn or more apart.
func star(source *rand.Rand, x, y, radius, least float64, corners int) []float64 {
	step, turn := 2*math.Pi/float64(corners), source.Float64()*2*math.Pi
	ring := make([]float64, 0, 2*corners+2)
	for i := range corners {
		sin, cos := math.Sincos(turn + step*(float64(i)+between(source, -0.3, 0.3)))
		reach := radius * between(source, least, 1)
		ring = append(ring, x+reach*cos, y+reach*sin)
	}
	return append(ring, ring[0], ring[1])
}

func reversed(ring []float64) []float64 {
	back := make([]float64, 0, len(ring))
	for i := len(ring) - 2; i >= 0; i -= 2 {
		back = append(back, ring[i], ring[i+1])
	}
	return back
}

func between(source *rand.Rand, least, most float64) float64 {
	return least + source.Float64()*(most-least)
}

// wkb writes parts of rings as a MultiPolygon without SRID, for the parser to check.
func wkb(parts [][][]float64) []byte {
	order := binary.LittleEndian
	data := order.AppendUint32(order.AppendUint32([]byte{1}, 6), uint32(len(parts)))
	for _, rings := range parts {
		data = order.AppendUint32(order.AppendUint32(append(data, 1), 3), uint32(len(rings)))
		for _, ring := range rings {
			data = order.AppendUint32(data, uint32(len(ring)/2))
			for _, v := range ring {
				data = order.AppendUint64(data, math.Float64bits(v))
			}
		}
	}
	return data
}
