package geo

import "strconv"

// MaxZoom is the deepest zoom level of a tile: 2 cm a unit of the usual 4096 at the equator.
const MaxZoom = 22

// Tile addresses a tile of the WebMercatorQuad grid: zoom, column from the west, row from the north.
type Tile struct {
	Z, X, Y uint32
}

// ParseTile reads the three numbers of a tile's address and checks that the tile exists. The error is a *Violation
// whose path is z, x or y: RuleSyntax for what is no whole number, RuleOutOfRange for what lies beyond the grid.
func ParseTile(z, x, y string) (Tile, error) {
	var tile Tile
	zoom, err := tileNumber("z", z, MaxZoom)
	if err != nil {
		return tile, err
	}
	last := uint32(1)<<zoom - 1
	column, err := tileNumber("x", x, last)
	if err != nil {
		return tile, err
	}
	row, err := tileNumber("y", y, last)
	if err != nil {
		return tile, err
	}
	return Tile{zoom, column, row}, nil
}

func tileNumber(path, text string, last uint32) (uint32, error) {
	want := "a whole number from 0 to " + strconv.FormatUint(uint64(last), 10)
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return 0, &Violation{Rule: RuleSyntax, Path: path, Got: strconv.Quote(shorten(text)), Want: want}
		}
	}
	if text == "" {
		return 0, &Violation{Rule: RuleSyntax, Path: path, Got: `""`, Want: want}
	}
	n, err := strconv.ParseUint(text, 10, 32)
	if err != nil || n > uint64(last) {
		return 0, &Violation{Rule: RuleOutOfRange, Path: path, Got: shorten(text), Want: want}
	}
	return uint32(n), nil
}

// Valid tells whether the tile exists.
func (t Tile) Valid() bool {
	return t.Z <= MaxZoom && t.X>>t.Z == 0 && t.Y>>t.Z == 0
}

// String is "z/x/y".
func (t Tile) String() string {
	text := strconv.AppendUint(nil, uint64(t.Z), 10)
	text = strconv.AppendUint(append(text, '/'), uint64(t.X), 10)
	return string(strconv.AppendUint(append(text, '/'), uint64(t.Y), 10))
}

// Bounds is the tile's box in degrees.
func (t Tile) Bounds() BBox {
	metres := t.MercatorBounds()
	west, south := FromMercator(metres.West(), metres.South())
	east, north := FromMercator(metres.East(), metres.North())
	return NewBBox(west, south, east, north)
}

// MercatorBounds is the tile's box in metres of WebMercator.
func (t Tile) MercatorBounds() BBox {
	side := 2 * mercatorEdge / float64(uint64(1)<<t.Z)
	return NewBBox(float64(t.X)*side-mercatorEdge, mercatorEdge-float64(t.Y+1)*side,
		float64(t.X+1)*side-mercatorEdge, mercatorEdge-float64(t.Y)*side)
}

// Parent is the tile one zoom level up that holds this one; false for the tile of the whole world.
func (t Tile) Parent() (Tile, bool) {
	if t.Z == 0 {
		return Tile{}, false
	}
	return Tile{t.Z - 1, t.X / 2, t.Y / 2}, true
}

// Children are the four tiles one zoom level down: north-west, north-east, south-west, south-east.
func (t Tile) Children() [4]Tile {
	z, x, y := t.Z+1, t.X*2, t.Y*2
	return [4]Tile{{z, x, y}, {z, x + 1, y}, {z, x, y + 1}, {z, x + 1, y + 1}}
}

// TileAt is the tile of a zoom level that holds a position in degrees.
func TileAt(longitude, latitude float64, zoom uint32) Tile {
	x, y := ToMercator(longitude, latitude)
	n := float64(uint64(1) << zoom)
	column := (x + mercatorEdge) / (2 * mercatorEdge) * n
	row := (mercatorEdge - y) / (2 * mercatorEdge) * n
	return Tile{zoom, uint32(max(0, min(column, n-1))), uint32(max(0, min(row, n-1)))}
}
