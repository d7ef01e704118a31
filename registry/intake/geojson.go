package intake

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"landbank/geo"
	"landbank/registry"
)

const recordSeparator = 0x1e

// framing says how the features of a file are kept apart.
type framing int

const (
	inCollection framing = iota // elements of a FeatureCollection's list
	byLine                      // one feature a line
	bySeparator                 // each feature after a record separator (RFC 8142)
	byBracket                   // features one after the other
)

// features is the table of a GeoJSON file. It never holds more than one feature.
type features struct {
	w        *window
	frame    framing
	columns  *header
	count    int64 // features or lines so far
	cells    []string
	legacy   *legacyText
	drop     []string // properties that are not taken
	srid     int      // of the crs member, 0 where there was none
	crsName  string   // as the file has it
	started  bool     // some feature was given out
	complete bool
}

// openFeatures reads up to the first feature. It says what the text is where it is not GeoJSON with features.
func openFeatures(source io.Reader) (*features, error) {
	f := &features{w: newWindow(source), columns: newHeader(nil), legacy: &legacyText{}}
	for {
		if c, err := f.w.at(0); err != nil || c != 0xef && c != 0xbb && c != 0xbf {
			break
		}
		f.w.advance(1)
	}
	first, err := f.w.at(0)
	if err != nil {
		return nil, fmt.Errorf("read the first feature: %w", err)
	}
	if first == recordSeparator {
		f.frame = bySeparator
		return f, nil
	}
	if _, err := f.w.skip(); err != nil {
		return nil, fmt.Errorf("read the first feature: %w", err)
	}
	return f, f.start()
}

// start tells a FeatureCollection from a sequence of features by the members of the first object.
func (f *features) start() error {
	n, err := f.firstMembers()
	if errors.Is(err, errIsFeature) {
		f.frame = byBracket
		if f.firstLineIsWhole() {
			f.frame = byLine
		}
		return nil
	}
	if err != nil {
		return err
	}
	f.w.advance(n)
	return nil
}

var (
	errIsFeature   = errors.New("a feature")
	errNotFeatures = errors.New("this is JSON, but neither a GeoJSON FeatureCollection nor a sequence of GeoJSON features")
)

// declare takes a crs member. One that comes after features which were read otherwise stops the import.
func (f *features) declare(value []byte) error {
	srid, stated, err := geo.GeoJSONCRS(value)
	if err != nil {
		return fmt.Errorf("the file's crs member: %w", err)
	}
	if !stated {
		return nil
	}
	if f.started && srid != geo.WGS84 && srid != f.srid {
		return fmt.Errorf("the file names its reference system EPSG:%d only after its features; state it with --crs EPSG:%d", srid, srid)
	}
	f.srid, f.crsName = srid, fmt.Sprintf("EPSG:%d", srid)
	return nil
}

func (f *features) header() *header { return f.columns }

func (f *features) next() (row, error) {
	text, err := f.frameNext()
	if err != nil {
		return row{}, err
	}
	f.started = true
	return f.feature(text), nil
}

// feature reads one feature into a row. One that cannot be read becomes a row with an error.
func (f *features) feature(text []byte) row {
	r := row{line: f.count}
	whole, finding := f.legacy.text(text, f.count)
	if finding != nil {
		r.findings = append(r.findings, *finding)
	}
	f.cells = f.cells[:0]
	isFeature, id := false, ""
	s := jsonText{text: whole}
	err := s.object(func(name, value string) (err error) {
		switch name {
		case "type":
			isFeature = value == `"Feature"`
		case "id":
			id, err = cellText(value)
		case "properties":
			err = f.properties(value)
		case "geometry":
			if value != "null" {
				r.geometry = value
			}
		}
		return err
	})
	if err == nil && s.space() != 0 {
		err = errJSON
	}
	if err == nil && !isFeature {
		err = errors.New("not a GeoJSON feature")
	}
	if err != nil {
		r.geometry, r.cells = "", []string{}
		r.findings = append(r.findings, registry.Issue{Line: f.count, Rule: "V-30", Severity: registry.Error,
			Field: "feature", Raw: excerpt(whole), Message: fmt.Sprintf("the feature cannot be read: %v", err)})
		return r
	}
	if id != "" {
		f.identify(id)
	}
	r.cells = f.cells
	return r
}

// idColumn is the name under which the id member of a feature stands among its properties.
const idColumn = "id"

func (f *features) properties(value string) error {
	if value == "null" {
		return nil
	}
	s := jsonText{text: value}
	return s.object(func(name, raw string) error {
		text, err := cellText(raw)
		if err != nil || slices.Contains(f.drop, name) {
			return err
		}
		return f.put(name, text)
	})
}

// identify puts the feature's own id among its properties, under another name where they have another id.
func (f *features) identify(id string) {
	name := idColumn
	if at, known := f.columns.index[idColumn]; known && at < len(f.cells) && f.cells[at] != "" && f.cells[at] != id {
		name = "feature id"
	}
	_ = f.put(name, id) // two more columns are always allowed
}

var errProperties = fmt.Errorf("the features have more than %d different properties", maxProperties)

// put sets a cell.
func (f *features) put(name, text string) error {
	at := len(f.cells)
	if at >= len(f.columns.names) || f.columns.names[at] != name { // features have the same members in the same order
		if _, known := f.columns.index[name]; !known && len(f.columns.names) >= maxProperties && name != idColumn {
			return errProperties
		}
		at = f.columns.add(strings.Clone(name))
	}
	for len(f.cells) <= at {
		f.cells = append(f.cells, "")
	}
	f.cells[at] = text
	return nil
}

// excerpt keeps a raw value readable.
func excerpt(text string) string {
	const most = 200
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}
