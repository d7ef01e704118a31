// Package export writes published sites to files: GeoJSON, GeoJSON text sequences and CSV. It writes as sites come,
// so an export takes no more memory than its largest site.
//
// Every format carries the flat fields for other programs, and the whole public document in one member or column
// named record, from which the import profile landbank restores a site exactly.
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
)

// Formats lists the formats in the order of help texts.
var Formats = []Format{GeoJSON, GeoJSONSequence, CSV}

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

// MediaType is the format's type for HTTP.
func (f Format) MediaType() string {
	switch f {
	case GeoJSONSequence:
		return "application/x-ndjson"
	case CSV:
		return "text/csv; charset=utf-8"
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
	default:
		return 0, fmt.Errorf("export: no format %q", format)
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
