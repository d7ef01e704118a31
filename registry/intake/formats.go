package intake

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// sniffBytes is how much of a text is looked at to tell its encoding and separator.
const sniffBytes = 128 << 10

// openText opens a file that is text and not JSON.
func (f *File) openText(r *bufio.Reader) error {
	sample, err := r.Peek(sniffBytes)
	whole := errors.Is(err, io.EOF)
	if err != nil && !whole {
		return fmt.Errorf("read the register: %w", err)
	}
	encoding, mark := sniffEncoding(sample)
	if f.options.Encoding != "" {
		if encoding, err = statedEncoding(f.options.Encoding); err != nil {
			return err
		}
	}
	f.found.Encoding = encoding
	if _, err := r.Discard(mark); err != nil {
		return fmt.Errorf("read the register: %w", err)
	}
	sample = sample[mark:]
	var text io.Reader = r
	if encoding == utf16Little || encoding == utf16Big {
		if sample, err = io.ReadAll(decoded(bytes.NewReader(sample), encoding)); err != nil {
			return fmt.Errorf("read the register: %w", err)
		}
		text = decoded(r, encoding)
	}
	if what := notText(sample); what != "" {
		return &NotARegister{"this is " + what + "; tables (CSV, Excel, OpenDocument), GeoJSON, shapefiles, GeoPackages, KML, GML, DXF and other formats of GIS programs can be imported"}
	}
	lineEnd := sniffLineEnd(sample)
	separator, columns := sniffSeparator(sample, lineEnd, whole)
	if f.options.Separator != "" {
		if separator, err = statedSeparator(f.options.Separator); err != nil {
			return err
		}
		_, columns = tableLikeness(sample, separator, lineEnd, whole)
	}
	if separator == 0 || columns < 2 {
		return &NotARegister{"the file is text, but not a table: no separator (comma, semicolon, tab or bar) makes columns of it"}
	}
	legacy := &legacyText{}
	for _, c := range []charset{cp1251, cp1252} {
		if c.name == encoding {
			legacy.charset, legacy.expected = c, true
		}
	}
	f.found.Format, f.found.Separator = "CSV", string(rune(separator))
	lines := newCSVLines(text, separator, lineEnd, legacy)
	lines.width = columns // until the header is known
	return f.openGrid(lines)
}

func (f *File) openGrid(source lines) error {
	g, err := openGrid(source)
	if err != nil {
		return err
	}
	f.table, f.found.HeaderRow = g, g.headerRow
	return nil
}

// notText names what a file is that is neither a table nor JSON, "" where it may be a table.
func notText(sample []byte) string {
	start := bytes.ToLower(bytes.TrimLeft(sample[:min(len(sample), 512)], " \t\r\n"))
	for _, known := range []struct{ prefix, what string }{
		{"<!doctype html", "a web page, not a register (perhaps the page about the file was saved instead of the file)"},
		{"<html", "a web page, not a register (perhaps the page about the file was saved instead of the file)"},
		{"<", "an XML file, but neither KML nor GML"},
		{"[", "a JSON list, not a GeoJSON FeatureCollection"},
	} {
		if bytes.HasPrefix(start, []byte(known.prefix)) {
			return known.what
		}
	}
	control := 0
	for _, c := range sample {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != 0x1a {
			control++
		}
	}
	if control > len(sample)/50 {
		return "a binary file of an unknown kind"
	}
	return ""
}
