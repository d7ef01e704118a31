package intake

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
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
