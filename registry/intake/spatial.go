package intake

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// spatial is a format of GIS and CAD programs that GDAL reads for us.
type spatial struct {
	name   string   // as people call it
	what   string   // within a sentence, with its article
	driver string   // GDAL's name of it
	ending string   // under which GDAL gets to see it
	beside []string // endings of the files that belong to it
	open   []string // options of the driver
	drop   []string // columns that GDAL makes up: how to draw a feature, not what it is
	tree   bool     // GDAL holds the whole file in memory
	sniff  func(start []byte) bool
}

// spatials are the formats in the order in which they are looked for.
var spatials = []*spatial{
	{name: "Shapefile", what: "a shapefile", driver: "ESRI Shapefile", ending: ".shp",
		beside: []string{".shx", ".dbf", ".prj", ".cpg"}, sniff: isShapes},
	{name: "GeoPackage", what: "a GeoPackage", driver: "GPKG", ending: ".gpkg", open: []string{"IMMUTABLE=YES"}, sniff: isGeoPackage},
	{name: "FlatGeobuf", what: "a FlatGeobuf file", driver: "FlatGeobuf", ending: ".fgb", sniff: isFlatGeobuf},
	{name: "KML", what: "a KML file", driver: "LIBKML", ending: ".kml", tree: true, sniff: isKML,
		drop: []string{"tessellate", "extrude", "visibility", "drawOrder", "altitudeMode", "icon"}},
	{name: "GML", what: "a GML file", driver: "GML", ending: ".gml", sniff: isGML, drop: []string{"gml_id"}},
	drawing,
	{name: "MapInfo TAB", what: "a MapInfo table", driver: "MapInfo File", ending: ".tab",
		beside: []string{".dat", ".map", ".id", ".ind"}, sniff: isTAB},
	{name: "MapInfo MIF", what: "a MapInfo exchange file", driver: "MapInfo File", ending: ".mif", beside: []string{".mid"}, sniff: isMIF},
	{name: "TopoJSON", what: "a TopoJSON file", driver: "TopoJSON", ending: ".topojson", tree: true, sniff: isTopoJSON},
	{name: "Esri JSON", what: "an Esri JSON file", driver: "ESRIJSON", ending: ".json", tree: true, sniff: isEsriJSON},
	{name: "dBASE", what: "a dBASE table", driver: "ESRI Shapefile", ending: ".dbf", beside: []string{".cpg"}, sniff: isDBase},
}

// drawing is set apart because its lines are made into outlines, see drawing.go.
var drawing = &spatial{name: "DXF", what: "a DXF drawing", driver: "DXF", ending: ".dxf", tree: true, sniff: isDXF}

// geodatabase is a folder of files, which can only come within an archive.
var geodatabase = &spatial{name: "file geodatabase", what: "a file geodatabase", driver: "OpenFileGDB", ending: ".gdb"}

// sniffSpatial tells the format by the first bytes of a file, nil where it is none of them.
func sniffSpatial(start []byte) *spatial {
	for _, s := range spatials {
		if s.sniff(start) {
			return s
		}
	}
	return nil
}

// origin is a file as GDAL gets to see it: alone with what belongs to it in a folder of ours, under a name of ours.
type origin struct {
	dir    string
	format *spatial
	title  string // what the caller knows it by
	open   []string
	config []string // further settings of GDAL
	layers int      // how many it has
}

// arguments are how a run of GDAL is told to open the file.
func (o *origin) arguments() []string {
	var args []string
	for _, option := range append(append([]string(nil), o.format.open...), o.open...) {
		args = append(args, "-oo", option)
	}
	for _, setting := range o.config {
		name, value, _ := strings.Cut(setting, "=")
		args = append(args, "--config", name, value)
	}
	return append(args, o.path(o.format.ending))
}

// ourName is the name that files have for GDAL.
const ourName = "register"

// path is where the file with an ending lies.
func (o *origin) path(ending string) string { return filepath.Join(o.dir, ourName+ending) }

// openSpatial opens a file that lies on disk by itself, with what belongs to it beside it.
func (f *File) openSpatial(s *spatial, r *bufio.Reader) error {
	path, err := f.onDisk(r)
	if err != nil {
		return err
	}
	if path, err = filepath.Abs(path); err != nil {
		return fmt.Errorf("find the register: %w", err)
	}
	dir, err := f.folder()
	if err != nil {
		return err
	}
	o := &origin{dir: dir, format: s, title: baseName(f.name)}
	if err := os.Symlink(path, o.path(s.ending)); err != nil {
		return fmt.Errorf("lay out the register: %w", err)
	}
	besides, err := companions(path)
	if err != nil {
		return err
	}
	if shapes := besides[".shp"]; s.ending == ".dbf" && shapes != "" {
		return &NotARegister{"this is the table of a shapefile; name " + filepath.Base(shapes) + " instead"}
	}
	for _, ending := range s.beside {
		companion, there := besides[ending]
		if !there {
			continue
		}
		if err := os.Symlink(companion, o.path(ending)); err != nil {
			return fmt.Errorf("lay out the register: %w", err)
		}
		f.beside = append(f.beside, companion)
	}
	return f.openOrigins([]*origin{o})
}

// companions are the files of the same name in the same folder, by their endings in small letters.
func companions(path string) (map[string]string, error) {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return nil, fmt.Errorf("look beside the register: %w", err)
	}
	name := filepath.Base(path)
	stem := strings.TrimSuffix(name, filepath.Ext(name))
	found := map[string]string{}
	for _, e := range entries {
		ending := filepath.Ext(e.Name())
		if e.Name() == name || e.IsDir() || !strings.EqualFold(strings.TrimSuffix(e.Name(), ending), stem) {
			continue
		}
		found[strings.ToLower(ending)] = filepath.Join(filepath.Dir(path), e.Name())
	}
	return found, nil
}

// openOrigins chooses the layer among files that are laid out, and opens it.
func (f *File) openOrigins(origins []*origin) error {
	var layers []layer
	for _, o := range origins {
		if err := o.prepare(); err != nil {
			return err
		}
		found, err := layersOf(o)
		if err != nil {
			return err
		}
		o.layers = len(found)
		layers = append(layers, found...)
	}
	l, err := f.chooseLayer(layers)
	if err != nil {
		return err
	}
	f.found.Format, f.found.Encoding = l.origin.format.name, ""
	if len(l.origin.open) > 0 {
		f.found.Encoding = strings.TrimPrefix(l.origin.open[0], "ENCODING=")
	}
	f.found.Layer = l.title
	for _, other := range layers {
		if (other.origin != l.origin || other.name != l.name) && other.features > 0 {
			f.found.OtherLayers = append(f.found.OtherLayers, other.title)
		}
	}
	return f.openLayer(l)
}

// chooseLayer takes the layer that is asked for, else the one with geometry and the most features.
func (f *File) chooseLayer(layers []layer) (layer, error) {
	names := make([]string, 0, len(layers))
	best := -1
	for i, l := range layers {
		names = append(names, l.title)
		if strings.EqualFold(l.title, f.options.Layer) {
			return l, f.usable(l)
		}
		if best < 0 || l.geometry && !layers[best].geometry ||
			l.geometry == layers[best].geometry && l.features > layers[best].features {
			best = i
		}
	}
	if f.options.Layer != "" {
		const most = 20
		if len(names) > most {
			names = append(names[:most], "…")
		}
		return layer{}, &NotARegister{fmt.Sprintf("there is no layer %q; the layers are %s", f.options.Layer, strings.Join(names, ", "))}
	}
	if best < 0 {
		return layer{}, &NotARegister{"the file has no layers"}
	}
	return layers[best], f.usable(layers[best])
}

// usable refuses a layer that cannot be named on GDAL's command line.
func (f *File) usable(l layer) error {
	if l.origin.layers > 1 && (strings.HasPrefix(l.name, "-") || strings.HasPrefix(l.name, "@")) {
		return &NotARegister{fmt.Sprintf("the name of the layer %q cannot be used; rename it", l.name)}
	}
	return nil
}

// openLayer begins to read the rows of a layer.
func (f *File) openLayer(l layer) error {
	if l.origin.format == drawing && f.options.CRS == 0 {
		return &NotARegister{"a DXF drawing does not say in what reference system it is drawn; state it with --crs, for outlines with --outlines-crs, such as EPSG:6384"}
	}
	child, err := rowsOf(l, f.options.CRS != 0)
	if err != nil {
		return err
	}
	f.closers = append(f.closers, child)
	if l.origin.format == drawing {
		return f.openDrawing(child)
	}
	f.share = func() float64 { return share(child.lines.Load(), l.features) }
	t, err := f.rowsOfChild(child)
	if err != nil {
		return err
	}
	t.drop = l.origin.format.drop
	f.table = t
	switch {
	case !l.stated:
		f.systemNote = "degrees (EPSG:4326): the file states no reference system"
	case l.srid == 0:
		f.systemNote = "degrees, transformed by GDAL from the system that the file declares: " + l.system
	default:
		t.srid, t.crsName = l.srid, fmt.Sprintf("EPSG:%d", l.srid)
	}
	return nil
}

// share is how far a count is on its way.
func share(count, all int64) float64 {
	if all <= 0 {
		return 0
	}
	return min(float64(count)/float64(all), 1)
}

// rowsOfChild reads what a run of GDAL writes.
func (f *File) rowsOfChild(child *childRows) (*features, error) {
	t, err := openFeatures(child)
	if errors.Is(err, io.EOF) {
		return nil, &NotARegister{"the layer has no features"}
	}
	var fault *NotARegister
	if errors.As(err, &fault) {
		return nil, fault
	}
	if err != nil {
		return nil, err
	}
	t.frame = byLine
	return t, nil
}
