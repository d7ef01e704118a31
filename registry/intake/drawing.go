package intake

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
)

// A drawing has lines, fillings and texts, not sites. Its closed lines are taken as outlines; where it has none, its
// fillings are. A text that stands within an outline says something about it, as plans are drawn: it becomes a column
// of the smallest outline around it. All the rest is left out and counted.

// drawn is an entity of a drawing that can be an outline.
type drawn struct {
	Type       string            `json:"type"`
	Properties map[string]string `json:"properties"`
	Geometry   json.RawMessage   `json:"geometry"`
}

// inscription is a text of a drawing and the smallest outline around it.
type inscription struct {
	x, y  float64
	text  string
	owner int // place of the outline, -1 for none
	size  float64
}

// plan gathers what is needed of a drawing: outlines wait in a file.
type plan struct {
	waiting  *os.File
	writer   *bufio.Writer
	lines    int // closed lines so far; as soon as there is one, fillings are no outlines
	fillings int
	others   int
	texts    []inscription
}

// openDrawing makes a table of a drawing's outlines.
func (f *File) openDrawing(child *childRows) error {
	dir := child.dir
	t, err := f.rowsOfChild(child)
	if err != nil {
		return err
	}
	waiting, err := os.Create(filepath.Join(dir, "outlines"))
	if err != nil {
		return fmt.Errorf("set the outlines of the drawing aside: %w", err)
	}
	f.closers = append(f.closers, waiting)
	p := &plan{waiting: waiting, writer: bufio.NewWriter(waiting)}
	if err := p.gather(t); err != nil {
		return err
	}
	if p.lines+p.fillings == 0 {
		return &NotARegister{"the drawing has no closed lines and no fillings that could be outlines"}
	}
	p.assign()
	path := filepath.Join(dir, "outlines.geojsonl")
	if err := p.write(path); err != nil {
		return err
	}
	f.found.Notes = append(f.found.Notes, p.told())
	return f.openOutlines(path)
}

// openOutlines reads the outlines that were written.
func (f *File) openOutlines(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("read the outlines of the drawing: %w", err)
	}
	f.closers = append(f.closers, file)
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("read the outlines of the drawing: %w", err)
	}
	read := &countingReader{source: file}
	t, err := openFeatures(read)
	if err != nil {
		return fmt.Errorf("read the outlines of the drawing: %w", err)
	}
	t.frame = byLine
	f.share = func() float64 { return share(read.count.Load(), info.Size()) }
	f.table = t
	return nil
}

// told says in words what was taken and what was left out.
func (p *plan) told() string {
	kind, count := "closed lines", p.lines
	if count == 0 {
		kind, count = "fillings", p.fillings
	}
	within := 0
	for i := range p.texts {
		if p.texts[i].owner >= 0 {
			within++
		}
	}
	left := p.others
	if p.lines > 0 {
		left += p.fillings
	}
	return fmt.Sprintf("%d %s taken as outlines, %d texts within them; %d other entities left out", count, kind, within, left)
}

// gather takes all entities of the drawing.
func (p *plan) gather(t *features) error {
	for {
		r, err := t.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if err := p.take(r, t.columns); err != nil {
			return err
		}
	}
	if err := p.writer.Flush(); err != nil {
		return fmt.Errorf("set the outlines of the drawing aside: %w", err)
	}
	return nil
}

func (p *plan) take(r row, columns *header) error {
	property := func(name string) string {
		if at, known := columns.index[name]; known && at < len(r.cells) {
			return r.cells[at]
		}
		return ""
	}
	var geometry struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	}
	if r.geometry == "" || property("PaperSpace") == "true" || property("PaperSpace") == "1" ||
		json.Unmarshal([]byte(r.geometry), &geometry) != nil {
		p.others++
		return nil
	}
	d := drawn{Type: "Feature", Properties: map[string]string{"Layer": property("Layer"), "EntityHandle": property("EntityHandle")}}
	switch geometry.Type {
	case "LineString":
		if !closedLine(geometry.Coordinates) {
			p.others++
			return nil
		}
		p.lines++
		d.Type, d.Geometry = "line", json.RawMessage(`{"type":"Polygon","coordinates":[`+string(geometry.Coordinates)+`]}`)
	case "Polygon", "MultiPolygon":
		p.fillings++
		d.Type, d.Geometry = "filling", json.RawMessage(r.geometry)
	case "Point":
		p.inscribe(property("Text"), geometry.Coordinates)
		return nil
	default:
		p.others++
		return nil
	}
	if err := json.NewEncoder(p.writer).Encode(d); err != nil {
		return fmt.Errorf("set the outlines of the drawing aside: %w", err)
	}
	return nil
}

// inscribe keeps a text.
func (p *plan) inscribe(text string, at json.RawMessage) {
	var position []float64
	text = oneLine(text)
	if text == "" || len(text) > 200 || len(p.texts) >= maxDrawingTexts || json.Unmarshal(at, &position) != nil || len(position) < 2 {
		p.others++
		return
	}
	p.texts = append(p.texts, inscription{x: position[0], y: position[1], text: text, owner: -1})
}

// closedLine tells whether a line ends where it begins and goes round something.
func closedLine(coordinates json.RawMessage) bool {
	var line [][]float64
	if json.Unmarshal(coordinates, &line) != nil || len(line) < 4 {
		return false
	}
	return slices.Equal(line[0], line[len(line)-1])
}

// each visits the outlines that are taken, in the order of the drawing.
func (p *plan) each(visit func(place int, d *drawn) error) error {
	if _, err := p.waiting.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read the outlines of the drawing: %w", err)
	}
	wanted := "line"
	if p.lines == 0 {
		wanted = "filling"
	}
	entities := json.NewDecoder(bufio.NewReader(p.waiting))
	for place := 0; ; {
		var d drawn
		err := entities.Decode(&d)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the outlines of the drawing: %w", err)
		}
		if d.Type != wanted {
			continue
		}
		if err := visit(place, &d); err != nil {
			return err
		}
		place++
	}
}

// assign finds the smallest outline around each text.
func (p *plan) assign() {
	slices.SortFunc(p.texts, func(a, b inscription) int {
		switch {
		case a.x < b.x:
			return -1
		case a.x > b.x:
			return 1
		default:
			return 0
		}
	})
	_ = p.each(func(place int, d *drawn) error { // reading again what was just written; write tells of faults
		for _, ring := range outerRings(d.Geometry) {
			size := math.Abs(ringArea(ring))
			west, east := extentX(ring)
			from, _ := slices.BinarySearchFunc(p.texts, west, func(t inscription, x float64) int {
				if t.x < x {
					return -1
				}
				return 1
			})
			for i := from; i < len(p.texts) && p.texts[i].x <= east; i++ {
				t := &p.texts[i]
				if (t.owner < 0 || size < t.size) && within(ring, t.x, t.y) {
					t.owner, t.size = place, size
				}
			}
		}
		return nil
	})
}

// mostInscriptions is the most texts that one outline gets as columns.
const mostInscriptions = 8

// write writes the outlines as features with their texts, upper ones first.
func (p *plan) write(path string) (err error) {
	slices.SortStableFunc(p.texts, func(a, b inscription) int {
		switch {
		case a.owner != b.owner:
			return a.owner - b.owner
		case a.y > b.y:
			return -1
		case a.y < b.y:
			return 1
		default:
			return 0
		}
	})
	out, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write the outlines of the drawing: %w", err)
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	writer := bufio.NewWriter(out)
	features := json.NewEncoder(writer)
	next := 0
	err = p.each(func(place int, d *drawn) error {
		for next < len(p.texts) && p.texts[next].owner < place {
			next++
		}
		for n := 1; next < len(p.texts) && p.texts[next].owner == place; n++ {
			if name := "Text"; n <= mostInscriptions {
				if n > 1 {
					name += " " + strconv.Itoa(n)
				}
				d.Properties[name] = p.texts[next].text
			}
			next++
		}
		d.Type = "Feature"
		return features.Encode(d)
	})
	if err != nil {
		return err
	}
	if err := writer.Flush(); err != nil {
		return fmt.Errorf("write the outlines of the drawing: %w", err)
	}
	return nil
}

// outerRings gives the outer rings of a polygon or several.
func outerRings(geometry json.RawMessage) [][][]float64 {
	var polygon struct {
		Type        string
		Coordinates [][][]float64
	}
	if json.Unmarshal(geometry, &polygon) == nil && polygon.Type == "Polygon" && len(polygon.Coordinates) > 0 {
		return polygon.Coordinates[:1]
	}
	var several struct{ Coordinates [][][][]float64 }
	var rings [][][]float64
	if json.Unmarshal(geometry, &several) == nil {
		for _, part := range several.Coordinates {
			if len(part) > 0 {
				rings = append(rings, part[0])
			}
		}
	}
	return rings
}

func extentX(ring [][]float64) (west, east float64) {
	west, east = math.Inf(1), math.Inf(-1)
	for _, p := range ring {
		west, east = min(west, p[0]), max(east, p[0])
	}
	return west, east
}

// ringArea is the area of a ring in the drawing's own unit, with its sign.
func ringArea(ring [][]float64) float64 {
	area := 0.0
	for i := 1; i < len(ring); i++ {
		area += (ring[i-1][0]-ring[0][0])*(ring[i][1]-ring[0][1]) - (ring[i][0]-ring[0][0])*(ring[i-1][1]-ring[0][1])
	}
	return area / 2
}

// within tells whether a place lies in a ring: a ray from it crosses the ring an odd number of times.
func within(ring [][]float64, x, y float64) bool {
	inside := false
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		if (a[1] > y) != (b[1] > y) && x < (b[0]-a[0])*(y-a[1])/(b[1]-a[1])+a[0] {
			inside = !inside
		}
	}
	return inside
}
