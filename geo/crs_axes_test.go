package geo_test

import (
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"landbank/geo"
)

// The order of axes is that of the EPSG dataset, as PROJ has it.
func TestNorthFirst(t *testing.T) {
	path, err := exec.LookPath("gdalsrsinfo")
	if err != nil {
		t.Skip("gdalsrsinfo is not installed: apt install gdal-bin")
	}
	for _, crs := range geo.KnownCRS() {
		if crs.SRID > 28405 && crs.SRID < 28432 || crs.SRID > 32601 && crs.SRID != 32636 && crs.SRID != 32736 {
			continue // the first of each family stands for all
		}
		out, err := exec.CommandContext(t.Context(), path, "-o", "wkt2_2018", "EPSG:"+strconv.Itoa(crs.SRID)).Output()
		if err != nil {
			t.Fatalf("%d: %v", crs.SRID, err)
		}
		text := string(out[strings.LastIndex(string(out), "CS["):])
		first := strings.Index(text, ",north") < strings.Index(text, ",east")
		if got := geo.NorthFirst(crs.SRID); got != first {
			t.Errorf("%d %s: north first is %v, want %v", crs.SRID, crs.Name, got, first)
		}
	}
}
