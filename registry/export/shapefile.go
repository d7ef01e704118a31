package export

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"landbank/registry"
)

// shapefileWriter writes an archive of two shapefiles, one of the sites with
// outlines and one of those with a point alone, because a shapefile holds one
// kind of geometry. Names of fields have ten letters; README.txt says which is
// which. Sites without a place are left out.
type shapefileWriter struct {
	to     io.Writer
	flat   *flattener
	notes  notes
	folder string
	names  []string
	areas  *shapes
	points *shapes
}

func (w *shapefileWriter) begin() (err error) {
	w.flat, w.names = newFlattener(), shortNames()
	if w.folder, err = os.MkdirTemp("", "landbank-export-"); err != nil {
		return fmt.Errorf("make a folder for the files: %w", err)
	}
	if w.areas, err = newShapes(filepath.Join(w.folder, "sites_areas"), shapePolygon, w.names); err != nil {
		return err
	}
	w.points, err = newShapes(filepath.Join(w.folder, "sites_points"), shapePoint, w.names)
	return err
}

// shortNames gives the fields names of at most ten letters, each of its own.
func shortNames() []string {
	var names []string
	for i := range registry.Fields() {
		name := registry.Fields()[i].Name
		if len(name) > 10 {
			name = name[:10]
		}
		for n := 1; slices.Contains(names, name); n++ {
			number := strconv.Itoa(n)
			name = registry.Fields()[i].Name[:10-len(number)] + number
		}
		names = append(names, name)
	}
	return names
}

func (w *shapefileWriter) site(d *registry.Detail) error {
	f, err := w.flat.flatten(d)
	if err != nil {
		return err
	}
	w.notes.add(d)
	switch _, isPoint := f.shape.Point(); {
	case f.shape.IsNone():
		return nil
	case isPoint:
		return w.points.add(f)
	}
	return w.areas.add(f)
}

func (w *shapefileWriter) end() error {
	if err := errors.Join(w.areas.finish(), w.points.finish()); err != nil {
		return err
	}
	archive := zip.NewWriter(w.to)
	entries, err := os.ReadDir(w.folder)
	if err != nil {
		return fmt.Errorf("list the files: %w", err)
	}
	for _, entry := range entries {
		part, err := archive.Create(entry.Name())
		if err != nil {
			return err
		}
		if err := copyFile(part, filepath.Join(w.folder, entry.Name())); err != nil {
			return err
		}
	}
	part, err := archive.Create("README.txt")
	if err != nil {
		return err
	}
	if _, err := io.WriteString(part, w.readme()); err != nil {
		return err
	}
	return archive.Close()
}

func (w *shapefileWriter) readme() string {
	var out strings.Builder
	out.WriteString(w.notes.text())
	out.WriteString("\nNames of the fields in the shapefiles, whose names have at most ten letters. Texts are cut after 254 bytes.\n")
	for i := range registry.Fields() {
		out.WriteString("- " + w.names[i] + ": " + registry.Fields()[i].Name + "\n")
	}
	return out.String()
}

func (w *shapefileWriter) close() {
	for _, s := range []*shapes{w.areas, w.points} {
		if s != nil {
			s.close()
		}
	}
	if w.folder != "" {
		_ = os.RemoveAll(w.folder) // what is left is swept with the folder of the machine
	}
}
