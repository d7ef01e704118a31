// Package export writes published sites to files, as tables, for maps and for geographic information systems. It
// writes as sites come, or into files on the way, so an export takes no more memory than its largest site and what
// finds sites in the file.
//
// Every format carries the flat fields for other programs. Those that are whole carry the public document, too, in one
// member or column named record, from which the import profile landbank restores a site exactly.
package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"landbank/registry"
)

// Format is the name of a file format.
type Format string

// The formats.
const (
	GeoJSON         Format = "geojson"
	GeoJSONSequence Format = "geojsonseq" // one feature a line, RFC 8142 without the separators
	CSV             Format = "csv"
	XLSX            Format = "xlsx"
	GeoPackage      Format = "gpkg"
	FlatGeobuf      Format = "fgb"
	KML             Format = "kml"
	Shapefile       Format = "shp" // a ZIP archive of them

	// Tables in the shape of national standards.
	England  Format = "england-brownfield"
	Friches  Format = "cnig-friches"
	SitesEco Format = "cnig-sites-eco"
	UA835    Format = "ua-835"
)

// Formats lists the formats in the order of help texts.
var Formats = []Format{GeoJSON, GeoJSONSequence, CSV, XLSX, GeoPackage, FlatGeobuf, KML, Shapefile, England, Friches, SitesEco, UA835}

// ParseFormat finds a format by name. The error names those that there are.
func ParseFormat(name string) (Format, error) {
	if f := Format(strings.ToLower(name)); slices.Contains(Formats, f) {
		return f, nil
	}
	names := make([]string, len(Formats))
	for i, f := range Formats {
		names[i] = string(f)
	}
	return "", fmt.Errorf("there is no format %q; the formats are %s", name, strings.Join(names, ", "))
}

// Whole reports whether a file of the format holds whole records, so that an
// import of it restores every site exactly.
func (f Format) Whole() bool {
	return slices.Contains([]Format{GeoJSON, GeoJSONSequence, CSV, GeoPackage}, f)
}

// Extension is what names of files end in.
func (f Format) Extension() string {
	switch {
	case f == Shapefile:
		return "shp.zip"
	case nationals[f] != nil:
		return string(f) + ".csv"
	}
	return string(f)
}

// MediaType is the format's type for HTTP.
func (f Format) MediaType() string {
	if nationals[f] != nil {
		f = CSV
	}
	switch f {
	case GeoJSONSequence:
		return "application/x-ndjson"
	case CSV:
		return "text/csv; charset=utf-8"
	case XLSX:
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case GeoPackage:
		return "application/geopackage+sqlite3"
	case FlatGeobuf:
		return "application/flatgeobuf"
	case KML:
		return "application/vnd.google-earth.kml+xml"
	case Shapefile:
		return "application/zip"
	default:
		return "application/geo+json"
	}
}

// Sites visits the sites of an export one after the other and stops at visit's first error, which it returns: a
// [registry.Catalog]'s Each with its criteria.
type Sites func(visit func(*registry.Detail) error) error

// writer writes sites in one format.
type writer interface {
	begin() error
	site(*registry.Detail) error
	end() error
}

// closer is a writer with something to put away, finished or not.
type closer interface{ close() }

// Write writes the sites and tells how many there were.
func Write(to io.Writer, format Format, sites Sites) (count int64, err error) {
	buffer := bufio.NewWriterSize(to, 64<<10)
	var w writer
	switch format {
	case GeoJSON:
		w = &geojsonWriter{to: buffer}
	case GeoJSONSequence:
		w = &geojsonWriter{to: buffer, sequence: true}
	case CSV:
		w = newCSVWriter(buffer)
	case XLSX:
		w = &xlsxWriter{to: buffer}
	case GeoPackage:
		w = &gpkgWriter{to: buffer}
	case FlatGeobuf:
		w = &fgbWriter{to: buffer}
	case KML:
		w = &kmlWriter{to: buffer}
	case Shapefile:
		w = &shapefileWriter{to: buffer}
	case England, Friches, SitesEco, UA835:
		w = newNationalWriter(buffer, nationals[format])
	default:
		return 0, fmt.Errorf("export: no format %q", format)
	}
	if c, ok := w.(closer); ok {
		defer c.close()
	}
	if err := w.begin(); err != nil {
		return 0, fmt.Errorf("export: %w", err)
	}
	err = sites(func(d *registry.Detail) error {
		count++
		return w.site(d)
	})
	if err == nil {
		err = w.end()
	}
	if err == nil {
		err = buffer.Flush()
	}
	if err != nil {
		return count, fmt.Errorf("export: %w", err)
	}
	return count, nil
}

// document gives the public document of a site with its reference.
func document(d *registry.Detail) ([]byte, error) {
	record := d.Record
	record.Ref = d.Ref
	record.Extra = nil
	text, err := json.Marshal(&record)
	if err != nil {
		return nil, fmt.Errorf("site %s: encode the record: %w", d.Ref, err)
	}
	return text, nil
}
