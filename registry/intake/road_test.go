package intake

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestReadRoads(t *testing.T) {
	t.Parallel()
	read := func(name, text string) (lines []string, err error) {
		for line, failed := range ReadRoads(write(t, name, text)) {
			if failed != nil {
				return lines, failed
			}
			lines = append(lines, line)
		}
		return lines, nil
	}
	feature := func(geometry string) string { return `{"type":"Feature","properties":{},"geometry":` + geometry + `}` }
	collection := func(features ...string) string {
		return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
	}
	one := `{"type":"LineString","coordinates":[[30,48],[30.1,48.1,120]]}`
	more := `{"type":"MultiLineString","coordinates":[[[30,48],[31,48]],[[32,48],[33,48]]]}`
	lines, err := read("r.geojson", collection(feature(one), feature("null"), feature(more)))
	if err != nil || !slices.Equal(lines, []string{one, more}) {
		t.Errorf("%q, %v", lines, err)
	}
	for name, bad := range map[string]string{
		`feature 2: roads are lines, and this is a "Point"`: `{"type":"Point","coordinates":[30,48]}`,
		"feature 2: a line has 1 positions, and needs 2":    `{"type":"LineString","coordinates":[[30,48]]}`,
		"feature 2: the position [448000 30] is not":        `{"type":"LineString","coordinates":[[448000,30],[30,48]]}`,
		"feature 2: the coordinates are not those of":       `{"type":"LineString","coordinates":[["30",48],[30,48]]}`,
	} {
		lines, err := read("r.geojson", collection(feature(one), feature(bad)))
		var not *NotARegister
		if !errors.As(err, &not) || !strings.Contains(err.Error(), name) || len(lines) != 1 {
			t.Errorf("%s: %q, %v, want %q", bad, lines, err, name)
		}
	}
	if _, err := read("r.csv", plainCSV); err == nil || !strings.Contains(err.Error(), "roads are read from GeoJSON") {
		t.Errorf("a table: %v", err)
	}
}
