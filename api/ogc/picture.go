package ogc

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"landbank/geo"
)

// picture is a map of a page: drawn here, because pages load nothing. Degrees of
// longitude are as long as they are in the middle of it.
type picture struct {
	Label         string
	Width, Height float64
	Lines         []gridLine
	Backdrop      []string // paths behind the shapes
	Shapes        []shape

	bounds geo.BBox
	begun  bool
	parts  []outline
	behind []outline
}

type gridLine struct {
	X1, Y1, X2, Y2, TX, TY float64
	Text                   string
}

type shape struct {
	Title, Href, Path string
	X, Y              float64
}

// outline is a geometry to be drawn: lines, or a point.
type outline struct {
	title, href string
	lines       [][][2]float64
	closed      bool
	point       [2]float64
}

// The size of a picture, and the room around what it shows.
const (
	pictureWidth   = 960
	pictureHeight  = 480
	pictureMargin  = 28
	mostDegrees    = 0.002 // least span, so that a point has surroundings
	picturePresses = 10    // tenths of a unit are exact enough
)

func (p *picture) extend(x, y float64) {
	if !p.begun {
		p.bounds, p.begun = geo.EmptyBBox(), true
	}
	p.bounds = p.bounds.Extend(x, y)
}

func (p *picture) addBox(b [4]float64, title, href string) {
	ring := [][2]float64{{b[0], b[1]}, {b[2], b[1]}, {b[2], b[3]}, {b[0], b[3]}, {b[0], b[1]}}
	p.keep(outline{title: title, href: href, lines: [][][2]float64{ring}, closed: true})
}

// put draws a geometry behind the others, without making room for it.
func (p *picture) put(geometry json.RawMessage) {
	if o, ok := outlineOf(geometry); ok {
		p.behind = append(p.behind, o)
	}
}

func (p *picture) keep(o outline) {
	for _, line := range o.lines {
		for _, at := range line {
			p.extend(at[0], at[1])
		}
	}
	if o.lines == nil {
		p.extend(o.point[0], o.point[1])
	}
	p.parts = append(p.parts, o)
}

// add takes a GeoJSON geometry of WGS 84; what is none is not drawn.
func (p *picture) add(geometry json.RawMessage, title, href string) {
	if o, ok := outlineOf(geometry); ok {
		o.title, o.href = title, href
		p.keep(o)
	}
}

// outlineOf reads a GeoJSON geometry.
func outlineOf(geometry json.RawMessage) (outline, bool) {
	var g struct {
		Type        string
		Coordinates json.RawMessage
	}
	if json.Unmarshal(geometry, &g) != nil {
		return outline{}, false
	}
	o := outline{closed: strings.HasSuffix(g.Type, "Polygon")}
	var polygons [][][][2]float64
	switch g.Type {
	case "Point":
		return o, json.Unmarshal(g.Coordinates, &o.point) == nil
	case "MultiPolygon":
		_ = json.Unmarshal(g.Coordinates, &polygons)
		for _, polygon := range polygons {
			o.lines = append(o.lines, polygon...)
		}
	case "Polygon", "MultiLineString":
		_ = json.Unmarshal(g.Coordinates, &o.lines)
	case "LineString":
		var line [][2]float64
		_ = json.Unmarshal(g.Coordinates, &line)
		o.lines = append(o.lines, line)
	}
	return o, len(o.lines) > 0
}

func (p *picture) box() ([4]float64, bool) { return p.bounds.Array(), p.begun }

// drawn gives the finished picture; nil where there is nothing to show.
func (p *picture) drawn() *picture {
	if !p.begun {
		return nil
	}
	x, y := p.bounds.Center()
	shrink := max(math.Cos(y*math.Pi/180), 0.05)
	wide := max(p.bounds.East()-p.bounds.West(), mostDegrees/shrink) * shrink
	high := max(p.bounds.North()-p.bounds.South(), mostDegrees)
	scale := min((pictureWidth-2*pictureMargin)/wide, (pictureHeight-2*pictureMargin)/high)
	p.Width, p.Height = pictureWidth, pictureHeight
	toX := func(longitude float64) float64 { return rounded(pictureWidth/2 + (longitude-x)*shrink*scale) }
	toY := func(latitude float64) float64 { return rounded(pictureHeight/2 - (latitude-y)*scale) }
	p.grid(x, y, pictureWidth/2/(shrink*scale), pictureHeight/2/scale, toX, toY)
	for _, part := range p.behind {
		var path []byte
		for _, line := range part.lines {
			path = appendLine(path, line, part.closed, toX, toY)
		}
		p.Backdrop = append(p.Backdrop, string(path))
	}
	for _, part := range p.parts {
		s := shape{Title: part.title, Href: part.href, X: toX(part.point[0]), Y: toY(part.point[1])}
		var path []byte
		for _, line := range part.lines {
			path = appendLine(path, line, part.closed, toX, toY)
		}
		s.Path = string(path)
		p.Shapes = append(p.Shapes, s)
	}
	return p
}

func rounded(v float64) float64 { return math.Round(v*picturePresses) / picturePresses }

// appendLine draws a line. Positions that fall together are drawn once.
func appendLine(path []byte, line [][2]float64, closed bool, toX, toY func(float64) float64) []byte {
	lastX, lastY := math.Inf(1), math.Inf(1)
	for i, at := range line {
		x, y := toX(at[0]), toY(at[1])
		if x == lastX && y == lastY {
			continue
		}
		command := byte('L')
		if i == 0 {
			command = 'M'
		}
		path = strconv.AppendFloat(append(path, command), x, 'f', -1, 64)
		path = strconv.AppendFloat(append(path, ' '), y, 'f', -1, 64)
		lastX, lastY = x, y
	}
	if closed {
		path = append(path, 'Z')
	}
	return path
}

// grid draws meridians and parallels at round degrees.
func (p *picture) grid(x, y, halfWidth, halfHeight float64, toX, toY func(float64) float64) {
	step := roundStep(halfWidth)
	for at := math.Ceil((x-halfWidth)/step) * step; at < x+halfWidth; at += step {
		p.Lines = append(p.Lines, gridLine{toX(at), 0, toX(at), pictureHeight, toX(at) + 3, pictureHeight - 5, degrees(at, step)})
	}
	for at := math.Ceil((y-halfHeight)/step) * step; at < y+halfHeight; at += step {
		p.Lines = append(p.Lines, gridLine{0, toY(at), pictureWidth, toY(at), 4, toY(at) - 3, degrees(at, step)})
	}
}

// roundStep is 1, 2 or 5 times a power of ten, about a third of the length.
func roundStep(length float64) float64 {
	rough := length / 3
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	for _, times := range []float64{1, 2, 5} {
		if times*power >= rough {
			return times * power
		}
	}
	return 10 * power
}

func degrees(at, step float64) string {
	decimals := max(0, int(math.Ceil(-math.Log10(step))))
	return strconv.FormatFloat(at+0, 'f', decimals, 64) + "°"
}
