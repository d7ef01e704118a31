package geo

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-geom/encoding/geojson"
)

// decodeGeoJSON is a slow second opinion, made of encoding/json and go-geom: the positions of a Point, Polygon or
// MultiPolygon as the shape should hold them, part by part and ring by ring, nil when it must be refused. Known is
// false where the opinion does not reach: other types, a crs member, positions of differing size.
func decodeGeoJSON(text []byte) (parts [][][]geom.Coord, known bool) {
	var members map[string]json.RawMessage
	if json.Unmarshal(text, &members) != nil {
		return nil, true
	}
	var g geojson.Geometry
	if members["crs"] != nil || json.Unmarshal(members["type"], &g.Type) != nil || members["coordinates"] == nil {
		return nil, false
	}
	raw := members["coordinates"]
	g.Coordinates = &raw
	decoded, err := g.Decode()
	if err != nil {
		return nil, false
	}
	if decoded.Empty() || decoded.Stride() > 4 {
		return nil, true
	}
	switch g := decoded.(type) {
	case *geom.Point:
		parts = [][][]geom.Coord{{{g.Coords()}}}
	case *geom.Polygon:
		parts = [][][]geom.Coord{g.Coords()}
	case *geom.MultiPolygon:
		parts = g.Coords()
	default:
		return nil, false
	}
	_, point := decoded.(*geom.Point)
	return rounded(parts, point)
}

// rounded rounds and drops repeated positions; known is false for rings that vanish by it.
func rounded(parts [][][]geom.Coord, point bool) (_ [][][]geom.Coord, known bool) {
	for p, rings := range parts {
		if len(rings) == 0 {
			return nil, true
		}
		for r, ring := range rings {
			var kept []geom.Coord
			for _, c := range ring {
				x, y := RoundDegrees(c[0]), RoundDegrees(c[1])
				if math.IsNaN(x+y) || math.Abs(x) > 180 || math.Abs(y) > 90 {
					return nil, true
				}
				if n := len(kept); n == 0 || kept[n-1][0] != x || kept[n-1][1] != y {
					kept = append(kept, geom.Coord{x, y})
				}
			}
			n := len(kept)
			if !point && (len(ring) < 4 || kept[0][0] != kept[n-1][0] || kept[0][1] != kept[n-1][1]) {
				return nil, true
			}
			if !point && n < 4 {
				return nil, false
			}
			parts[p][r] = kept
		}
	}
	return parts, true
}

func compareParts(t *testing.T, shape Shape, want [][][]geom.Coord) {
	t.Helper()
	if want == nil {
		t.Errorf("took %s, which must be refused", shape.WKT())
		return
	}
	var flat []float64
	var ends []Ring
	for p, rings := range want {
		for r, ring := range rings {
			ends = append(ends, Ring{p, r})
			for _, c := range ring {
				flat = append(flat, c[0], c[1])
			}
		}
	}
	var got []float64
	for x, y := range shape.Positions {
		got = append(got, x, y)
	}
	if !slices.Equal(got, flat) {
		t.Errorf("got %v, want %v", got, flat)
	}
	if surface, ok := shape.Surface(); ok {
		var places []Ring
		for place := range surface.Rings {
			places = append(places, place)
		}
		if !slices.Equal(places, ends) {
			t.Errorf("got rings %v, want %v", places, ends)
		}
	}
}

func TestNumbersAreEncodingJSONs(t *testing.T) {
	source := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		text := randomNumber(source)
		s := jsonScanner{text: []byte(text)}
		got, err := s.number()
		if err != nil || s.at != len(text) {
			t.Fatalf("%s: stopped at %d, %v", text, s.at, err)
		}
		var want float64
		if json.Unmarshal([]byte(text), &want) != nil {
			want = math.Inf(1) // beyond float64, the only fault that the numbers made here have
			got = math.Abs(got)
		}
		if got != want {
			t.Fatalf("%s: got %v, want %v", text, got, want)
		}
	}
}

func randomNumber(source *rand.Rand) string {
	text := []byte{}
	if source.IntN(2) == 0 {
		text = append(text, '-')
	}
	text = strconv.AppendUint(text, source.Uint64()>>source.IntN(64), 10)
	if source.IntN(4) > 0 {
		text = append(text, '.')
		for range 1 + source.IntN(20) {
			text = append(text, byte('0'+source.IntN(10)))
		}
	}
	if source.IntN(8) == 0 {
		text = append(text, "eE"[source.IntN(2)])
		if sign := source.IntN(3); sign < 2 {
			text = append(text, "+-"[sign])
		}
		text = strconv.AppendInt(text, source.Int64N(330), 10)
	}
	return string(text)
}

func TestRealOutlinesAreAsEncodingJSONReadsThem(t *testing.T) {
	const path = "../../shared/data/loadtest/real_polygons.geojsonl.gz"
	file, err := os.Open(filepath.FromSlash(path))
	if err != nil {
		t.Skipf("real outlines are not here: %v", err)
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(unpacked)
	lines.Buffer(nil, 64<<20)
	parser, read := NewParser(WGS84), 0
	for ; lines.Scan() && read < 5000; read++ {
		var feature struct{ Geometry json.RawMessage }
		if err := json.Unmarshal(lines.Bytes(), &feature); err != nil {
			t.Fatal(err)
		}
		shape, _, err := parser.GeoJSON(feature.Geometry)
		if err != nil {
			t.Fatalf("line %d: %v", read+1, err)
		}
		if want, known := decodeGeoJSON(feature.Geometry); known {
			compareParts(t, shape, want)
		}
	}
	if err := lines.Err(); err != nil || read == 0 {
		t.Fatalf("read %d lines: %v", read, err)
	}
}
