package export

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"landbank/registry"
	"landbank/registry/geopackage"
)

// gpkgWriter writes a GeoPackage with one table of sites, in a file of its own
// that is copied when it is finished.
type gpkgWriter struct {
	to     io.Writer
	folder string
	file   *geopackage.Writer
	flat   *flattener
	notes  notes
}

var columnTypes = map[registry.Type]geopackage.Type{
	registry.TypeNumber: geopackage.Real, registry.TypeInteger: geopackage.Integer, registry.TypeBoolean: geopackage.Boolean,
	registry.TypeDate: geopackage.Date, registry.TypeInstant: geopackage.DateTime,
}

func (w *gpkgWriter) begin() (err error) {
	w.flat = newFlattener()
	if w.folder, err = os.MkdirTemp("", "landbank-export-"); err != nil {
		return fmt.Errorf("make a folder for the file: %w", err)
	}
	t := geopackage.Table{Name: "sites", Description: "Published sites", Geometry: columnGeometry, Shape: "GEOMETRY"}
	for i := range registry.Fields() {
		f := &registry.Fields()[i]
		typ, ok := columnTypes[f.Type]
		if !ok {
			typ = geopackage.Text
		}
		t.Columns = append(t.Columns, geopackage.Column{Name: f.Name, Type: typ, Title: describe(f)})
	}
	t.Columns = append(t.Columns, geopackage.Column{Name: columnNone, Type: geopackage.Text, Title: "Fields that were checked and found to be none"},
		geopackage.Column{Name: columnRecord, Type: geopackage.Text, Title: "The whole public record in JSON"})
	w.file, err = geopackage.Create(context.Background(), w.path(), t)
	return err
}

func (w *gpkgWriter) path() string { return filepath.Join(w.folder, "sites.gpkg") }

func (w *gpkgWriter) site(d *registry.Detail) error {
	f, err := w.flat.flatten(d)
	if err != nil {
		return err
	}
	w.notes.add(d)
	wkb, box := f.wkb()
	return w.file.Add(context.Background(), wkb, box, append(gpkgValues(f.values), f.none, f.record))
}

// gpkgValues gives values as the standard keeps them.
func gpkgValues(values []any) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
		switch t := registry.Fields()[i].Type; {
		case v == nil:
		case t == registry.TypeInteger:
			if n, ok := v.(float64); ok {
				out[i] = int64(n)
			}
		case t == registry.TypeInstant:
			if text, ok := v.(string); ok {
				if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
					out[i] = at.UTC().Format("2006-01-02T15:04:05.000Z")
				}
			}
		}
	}
	return out
}

func (w *gpkgWriter) end() error {
	file := w.file
	w.file = nil
	if err := file.Finish(context.Background(), time.Now(), []geopackage.Metadata{{URI: "https://schema.org/license", MimeType: "text/plain", Text: w.notes.text()}}); err != nil {
		return err
	}
	return copyFile(w.to, w.path())
}

func (w *gpkgWriter) close() {
	if w.file != nil {
		_ = w.file.Abandon() // the folder goes with it
	}
	_ = os.RemoveAll(w.folder) // what is left is swept with the folder of the machine
}

func copyFile(to io.Writer, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("read the finished file: %w", err)
	}
	defer func() { _ = file.Close() }() // it was only read
	_, err = io.Copy(to, file)
	return err
}
