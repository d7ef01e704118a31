package intake

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"landbank/geo"
)

// ReadRoads reads the lines of a GeoJSON file in degrees, each as a geometry. A feature without a geometry is passed
// over. The error is a *[NotARegister] where the file is something else or a feature is no line.
func ReadRoads(path string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		if err := eachRoad(path, func(line string) bool { return yield(line, nil) }); err != nil {
			yield("", err)
		}
	}
}

func eachRoad(path string, yield func(string) bool) error {
	f, err := Open(path, Options{Profile: "generic"})
	if err != nil {
		return err
	}
	defer f.Close()
	t, ok := f.table.(*features)
	if !ok {
		return &NotARegister{"roads are read from GeoJSON; this is " + f.found.Format}
	}
	if t.srid != 0 && t.srid != geo.WGS84 {
		return &NotARegister{fmt.Sprintf("roads are read in degrees; this file is in EPSG:%d", t.srid)}
	}
	for {
		r, err := f.nextRow()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if r.geometry == "" {
			continue
		}
		if err := checkLine(r.geometry); err != nil {
			return &NotARegister{fmt.Sprintf("feature %d: %v", r.line, err)}
		}
		if !yield(r.geometry) {
			return nil
		}
	}
}

// checkLine holds that a geometry is one line or several, on the earth.
func checkLine(geometry string) error {
	var g struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	}
	if err := json.Unmarshal([]byte(geometry), &g); err != nil {
		return fmt.Errorf("the geometry is not GeoJSON: %w", err)
	}
	var lines [][][]float64
	var err error
	switch g.Type {
	case "LineString":
		lines = make([][][]float64, 1)
		err = json.Unmarshal(g.Coordinates, &lines[0])
	case "MultiLineString":
		err = json.Unmarshal(g.Coordinates, &lines)
	default:
		return fmt.Errorf("roads are lines, and this is a %q", g.Type)
	}
	if err != nil {
		return fmt.Errorf("the coordinates are not those of a %s", g.Type)
	}
	for _, line := range lines {
		if len(line) < 2 {
			return fmt.Errorf("a line has %d positions, and needs 2", len(line))
		}
		for _, at := range line {
			if len(at) < 2 || at[0] < -180 || at[0] > 180 || at[1] < -90 || at[1] > 90 {
				return fmt.Errorf("the position %v is not a longitude and a latitude", at)
			}
		}
	}
	return nil
}
