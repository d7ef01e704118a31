package intake

import (
	"fmt"
	"io"
	"strings"

	"landbank/geo"
	"landbank/registry"
)

// TerritoryOptions say how the features of a file become territories.
type TerritoryOptions struct {
	Scheme         string // katottg, iso3166, insee …
	Level          int    // 0 country … 4 settlement
	CodeProperty   string
	NameProperty   string // in the language that the letters show; name:uk, name:en and name:ru are read besides
	ParentProperty string // "" where the file does not name the unit above
	Hierarchy      *Hierarchy
}

// ReadTerritories reads a GeoJSON file of administrative units. Features without a code or outline are left out and
// told by name. The error is a *[NotARegister] where the file is something else.
func ReadTerritories(path string, o TerritoryOptions) (rows []registry.TerritoryRow, left []string, err error) {
	f, err := Open(path, Options{Profile: "generic"})
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	t, ok := f.table.(*features)
	if !ok {
		return nil, nil, &NotARegister{"territories are read from GeoJSON; this is " + f.found.Format}
	}
	if t.srid != 0 && t.srid != geo.WGS84 {
		return nil, nil, &NotARegister{fmt.Sprintf("territories are read in degrees; this file is in EPSG:%d", t.srid)}
	}
	reader := territoryReader{options: o, columns: t.columns, parser: geo.NewParser(geo.WGS84), seen: map[string]bool{}}
	reader.parser.MaxVertices = maxTerritoryVertices
	for {
		r, err := f.nextRow()
		if err == io.EOF {
			return reader.rows, reader.left, nil
		}
		if err != nil {
			return nil, nil, err
		}
		if err := reader.take(r); err != nil {
			return nil, nil, err
		}
	}
}

// territoryReader gathers territories.
type territoryReader struct {
	options TerritoryOptions
	columns *header
	parser  *geo.Parser
	rows    []registry.TerritoryRow
	left    []string
	seen    map[string]bool
}

func (t *territoryReader) take(r row) error {
	cell := func(name string) string {
		at, known := t.columns.index[name]
		if !known || at >= len(r.cells) {
			return ""
		}
		return strings.TrimSpace(r.cells[at])
	}
	name := oneLine(cell(t.options.NameProperty))
	code := cell(t.options.CodeProperty)
	if code == "" && t.options.Hierarchy != nil {
		code = t.options.Hierarchy.codeOf(t.options.Level, name)
	}
	if code == "" || r.geometry == "" {
		t.left = append(t.left, fmt.Sprintf("#%d %s", r.line, name))
		return nil
	}
	if t.seen[code] {
		return fmt.Errorf("feature %d: the code %s comes twice", r.line, code)
	}
	t.seen[code] = true
	shape, _, err := t.parser.GeoJSON([]byte(r.geometry))
	if err != nil {
		return fmt.Errorf("territory %s (feature %d): %w", code, r.line, err)
	}
	if _, outline := shape.Surface(); !outline {
		t.left = append(t.left, fmt.Sprintf("#%d %s", r.line, name))
		return nil
	}
	territory := registry.Territory{Code: code, Scheme: t.options.Scheme, Level: t.options.Level, Names: registry.Text{}}
	for _, language := range registry.Languages {
		if translated := oneLine(cell("name:" + language)); translated != "" {
			territory.Names[language] = translated
		}
	}
	if name != "" && territory.Names[languageOf("", name)] == "" {
		territory.Names[languageOf("", name)] = name
	}
	if t.options.ParentProperty != "" {
		territory.Parent = cell(t.options.ParentProperty)
	}
	if territory.Parent == "" && t.options.Hierarchy != nil {
		territory.Parent = t.options.Hierarchy.parents[code]
	}
	t.rows = append(t.rows, registry.TerritoryRow{Territory: territory, Geometry: shape.GeoJSON()})
	return nil
}

// Hierarchy is a classifier of territories: which unit lies in which.
type Hierarchy struct {
	parents map[string]string
	byName  map[string][]string // level and folded name → codes
}

// ReadHierarchy reads a classifier as КАТОТТГ is published: one row a unit, with a column of codes for each level
// from the first on, the unit's own code in the last of them that is filled, and its name at the end.
func ReadHierarchy(path string) (*Hierarchy, error) {
	f, err := Open(path, Options{Profile: "generic"})
	if err != nil {
		return nil, err
	}
	defer f.Close()
	h := &Hierarchy{parents: map[string]string{}, byName: map[string][]string{}}
	for {
		r, err := f.nextRow()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		h.take(r.cells)
	}
	if len(h.parents) == 0 {
		return nil, &NotARegister{"the classifier has no codes like UA01020000000022387 in its first columns"}
	}
	return h, nil
}

func (h *Hierarchy) take(cells []string) {
	own, parent, level := "", "", 0
	for i, c := range cells {
		if c = strings.TrimSpace(c); !isUnitCode(c) {
			continue
		}
		own, parent, level = c, own, i+1
	}
	if own == "" {
		return
	}
	h.parents[own] = parent
	name := unitName(level, cells[len(cells)-1])
	h.byName[name] = append(h.byName[name], own)
}

// isUnitCode tells codes of КАТОТТГ.
func isUnitCode(text string) bool {
	return len(text) == 19 && strings.HasPrefix(text, "UA") && strings.Trim(text[2:], "0123456789") == ""
}

// codeOf finds the code of a unit by its name, "" where none or several have it.
func (h *Hierarchy) codeOf(level int, name string) string {
	if codes := h.byName[unitName(level, name)]; len(codes) == 1 {
		return codes[0]
	}
	return ""
}

// unitName makes names of units comparable: the classifier writes them without the word for their kind.
func unitName(level int, name string) string {
	words := strings.Fields(fold(name))
	kept := words[:0]
	for _, w := range words {
		switch w {
		case "область", "район", "територіальна", "громада", "міська", "селищна", "сільська":
		default:
			kept = append(kept, w)
		}
	}
	return fmt.Sprintf("%d %s", level, strings.Join(kept, " "))
}
