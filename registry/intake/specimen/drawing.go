package specimen

import (
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Drawing writes the register as closed lines, each with its identity and another text within, a frame around all of
// them, and a line that is open.
func (s *Register) Drawing(t testing.TB) string {
	t.Helper()
	var features []string
	add := func(properties, style, geometry string) {
		features = append(features, `{"type":"Feature","properties":{`+properties+`,"OGR_STYLE":"`+style+`"},"geometry":`+geometry+`}`)
	}
	for _, r := range s.Rows {
		add(`"Layer":"PLOTS"`, "", r.geojson())
		corner := r.Parts[0][0][0]
		text := func(dy float64, text string) {
			add(`"Layer":"TEXTS"`, `LABEL(t:\"`+text+`\",s:1g)`, `{"type":"Point","coordinates":[`+number(corner[0]+0.0001)+`,`+number(corner[1]+dy)+`]}`)
		}
		text(0.0008, r.Cells[0])
		text(0.0001, "0.9 га")
	}
	add(`"Layer":"FRAME"`, "", `{"type":"Polygon","coordinates":[[[29,49],[32,49],[32,52],[29,52],[29,49]]]}`)
	add(`"Layer":"FRAME"`, "", `{"type":"LineString","coordinates":[[29,49],[32,52],[31,50]]}`)
	origin := s.File(t, "drawing.geojson", []byte(`{"type":"FeatureCollection","features":[`+strings.Join(features, ",")+`]}`))
	path := filepath.Join(s.Dir, "plan.dxf")
	out, err := exec.Command("ogr2ogr", "--config", "DXF_WRITE_HATCH", "NO", "-f", "DXF", path, origin).CombinedOutput()
	if err != nil {
		t.Fatalf("ogr2ogr (package gdal-bin) is needed for this test: %v\n%s", err, out)
	}
	return path
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
