package intake

import (
	"os/exec"
)

// gdalInstalled tells whether GDAL's programs are there.
func gdalInstalled() bool {
	_, err := exec.LookPath("ogr2ogr")
	return err == nil
}
