package registry

import (
	"context"
	"encoding/json"

	"landbank/geo"
	"landbank/registry/criteria"
)

// Frame is the reference system that geometries of an answer are written in.
// The zero Frame is longitude and latitude of WGS 84.
type Frame struct {
	SRID     int  // EPSG code; 0 for WGS 84
	Reversed bool // the second axis of PostGIS comes first, as latitude does in EPSG:4326
}

// LayerField is one property of the features of a layer.
type LayerField struct {
	criteria.Field
	Label    Text
	Required bool // every feature has it
	Kept     bool // the registry writes it: the instant of the newest change
}

// Layer is a table of features beside the sites, which GIS tools read.
type Layer struct {
	Name        string
	Title       string
	Description string
	Fields      []LayerField // in the order of columns
	Geometry    string       // name that criteria mean the geometry by
	Open        bool         // its features can be changed, and have properties beside the fields
	Shape       string       // GeoJSON type of the geometries, "" where they differ
}

// Vocabulary gives the fields as criteria know them.
func (l *Layer) Vocabulary() *criteria.Table {
	fields := make([]criteria.Field, len(l.Fields))
	for i, f := range l.Fields {
		fields[i] = f.Field
	}
	return criteria.NewTable(l.Geometry, fields...)
}

// LayerRef is the name that criteria mean the id of a layer's feature by. No
// field has it, and no filter can name it.
const LayerRef = "layer_ref"

// Layers reads tables of features beside the sites, and knows reference systems.
type Layers interface {
	LayerEditing
	// Layers lists them.
	Layers() []Layer
	// LayerPage gives one page of the features that meet the question; After and
	// Outline point are not for layers. ErrNotFound where there is no such layer.
	LayerPage(ctx context.Context, layer string, q PageQuery) (Page, error)
	// LayerBounds gives the box around all features; nil where there are none.
	LayerBounds(ctx context.Context, layer string) (*geo.BBox, error)
	// Place brings a geometry of a reference system, x first, into WGS 84, with
	// its edges as they run in that system. Geometries that cannot be brought
	// there are an *UnplacedError.
	Place(ctx context.Context, g criteria.Geometry, srid int) (criteria.Geometry, error)
	// Reproject brings a GeoJSON geometry, with its coordinates as the frame has
	// them, into WGS 84, position by position. What is no geometry, or cannot be
	// brought there, is an *UnplacedError.
	Reproject(ctx context.Context, g json.RawMessage, from Frame) (json.RawMessage, error)
}

// UnplacedError says that a geometry of a reference system has no place on the
// globe.
type UnplacedError struct{ SRID int }

// Error names the reference system.
func (e *UnplacedError) Error() string {
	return "the geometry has coordinates that its reference system does not have"
}
