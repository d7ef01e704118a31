package intake

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"strings"
)

// prepare looks at what GDAL must be told about a file, or must not get to see.
func (o *origin) prepare() error {
	if o.format.tree {
		info, err := os.Stat(o.path(o.format.ending))
		if err != nil {
			return fmt.Errorf("look at the register: %w", err)
		}
		if info.Size() > maxTree {
			return &NotARegister{fmt.Sprintf("this is %s of more than %d MB; export it as a GeoPackage, or split it", o.format.what, maxTree>>20)}
		}
	}
	switch o.format.ending {
	case ".shp", ".dbf":
		if err := o.wholeShapes(); err != nil {
			return err
		}
		encoding, err := tableEncoding(o.path(".dbf"), o.path(".cpg"))
		if err != nil {
			return err
		}
		if encoding != "" {
			o.open = []string{"ENCODING=" + encoding}
		}
		if _, err := os.Stat(o.path(".shx")); o.format.ending == ".shp" && err != nil {
			o.config = []string{"SHAPE_RESTORE_SHX=YES"}
		}
	case ".tab":
		return onlyOwnTable(o.path(".tab"))
	}
	return nil
}

// wholeShapes refuses shapes that end before the length that their head states: GDAL would give the rows that are
// missing without their outlines.
func (o *origin) wholeShapes() error {
	if o.format.ending != ".shp" {
		return nil
	}
	file, err := os.Open(o.path(".shp"))
	if err != nil {
		return fmt.Errorf("look at the register: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("look at the register: %w", err)
	}
	head := make([]byte, 28)
	if _, err := io.ReadFull(file, head); err != nil {
		return fmt.Errorf("read the register: %w", err)
	}
	if stated := 2 * int64(binary.BigEndian.Uint32(head[24:])); info.Size() < stated {
		return &NotARegister{fmt.Sprintf("the shapefile is cut off: %d of %d bytes are there", info.Size(), stated)}
	}
	return nil
}

// onlyOwnTable refuses MapInfo tables that lead to files of other names.
func onlyOwnTable(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("look at the register: %w", err)
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, 1<<20))
	if err != nil {
		return fmt.Errorf("read the register: %w", err)
	}
	for line := range strings.Lines(strings.ToLower(string(text))) {
		words := strings.Fields(line)
		if len(words) > 1 && (words[0] == "file" || words[0] == "open" || words[0] == "datafile") || strings.Contains(line, "isseamless") {
			return &NotARegister{"the MapInfo table leads to other tables; export it as one table (native or MIF)"}
		}
	}
	return nil
}
