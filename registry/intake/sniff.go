package intake

import (
	"bytes"
	"encoding/binary"
	"regexp"
	"strings"
)

// The functions below tell formats by the first bytes of a file. They may be wrong about what is no register at
// all; GDAL finds that out.

// isShapes tells the main file of a shapefile; its index has the same head, but another first record.
func isShapes(b []byte) bool {
	if !shapeHead(b) {
		return false
	}
	return len(b) < 104 || binary.BigEndian.Uint32(b[100:]) == 1
}

// isShapeIndex tells the index of a shapefile.
func isShapeIndex(b []byte) bool { return shapeHead(b) && !isShapes(b) }

func shapeHead(b []byte) bool {
	return len(b) >= 100 && binary.BigEndian.Uint32(b) == 9994 && binary.LittleEndian.Uint32(b[28:]) == 1000
}

const sqliteHead = "SQLite format 3\x00"

// isGeoPackage tells a GeoPackage by the application that its database says it is of; versions before 1.0 and some
// programs say nothing, but have its table of contents in the first page.
func isGeoPackage(b []byte) bool {
	if len(b) < 100 || !bytes.HasPrefix(b, []byte(sqliteHead)) {
		return false
	}
	switch string(b[68:72]) {
	case "GPKG", "GP10", "GP11":
		return true
	default:
		return bytes.Contains(b, []byte("gpkg_contents"))
	}
}

func isFlatGeobuf(b []byte) bool {
	return len(b) >= 8 && string(b[:3]) == "fgb" && b[3] == 3 && string(b[4:7]) == "fgb"
}

func isKML(b []byte) bool { return rootElement(b) == "kml" }

// isGML tells GML by its name space: any root element can hold features.
func isGML(b []byte) bool {
	root := rootElement(b)
	return root != "" && root != "kml" && root != "html" && root != "gpx" && bytes.Contains(b, []byte("http://www.opengis.net/gml"))
}

// rootElement is the name of the root element of an XML text without its prefix, "" for other texts.
func rootElement(b []byte) string {
	text := string(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")))
	for {
		text = strings.TrimLeft(text, " \t\r\n")
		if !strings.HasPrefix(text, "<") {
			return ""
		}
		end := ">"
		switch {
		case strings.HasPrefix(text, "<?"):
			end = "?>"
		case strings.HasPrefix(text, "<!--"):
			end = "-->"
		case strings.HasPrefix(text, "<!"):
		default:
			name := text[1:]
			if at := strings.IndexAny(name, " \t\r\n/>"); at >= 0 {
				name = name[:at]
			}
			return name[strings.LastIndexByte(name, ':')+1:]
		}
		_, rest, found := strings.Cut(text, end)
		if !found {
			return ""
		}
		text = rest
	}
}

// isDXF tells a drawing by its first pairs of a code and a value: comments, then a section.
func isDXF(b []byte) bool {
	lines := strings.Split(string(b[:min(len(b), 4096)]), "\n")
	for i := 0; i+1 < len(lines); i += 2 {
		code, value := strings.TrimSpace(strings.TrimPrefix(lines[i], "\ufeff")), strings.TrimSpace(lines[i+1])
		if code == "999" {
			continue
		}
		return code == "0" && value == "SECTION"
	}
	return false
}

func isTAB(b []byte) bool {
	start := strings.ToLower(string(bytes.TrimLeft(b[:min(len(b), 64)], " \t\r\n")))
	return strings.HasPrefix(start, "!table")
}

var mifHead = regexp.MustCompile(`(?is)^\s*version\s+\d+\s*\r?\n.*\b(charset|delimiter|columns|coordsys)\b`)

func isMIF(b []byte) bool { return mifHead.Match(b) }

var (
	topology = regexp.MustCompile(`"type"\s*:\s*"Topology"`)
	esriJSON = regexp.MustCompile(`"(geometryType"\s*:\s*"esriGeometry|fieldAliases"\s*:\s*\{|displayFieldName"\s*:\s*")`)
)

func isTopoJSON(b []byte) bool { return isObject(b) && topology.Match(b) }

func isEsriJSON(b []byte) bool { return isObject(b) && esriJSON.Match(b) }

func isObject(b []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), " \t\r\n"), []byte("{"))
}

// isDBase tells a dBASE table by its version, a date that exists, and the name of its first column.
func isDBase(b []byte) bool {
	if len(b) < 65 || !strings.ContainsRune("\x03\x30\x31\x32", rune(b[0])) && b[0] != 0x83 && b[0] != 0x8b && b[0] != 0xf5 {
		return false
	}
	headerLength := binary.LittleEndian.Uint16(b[8:])
	if b[2] < 1 || b[2] > 12 || b[3] < 1 || b[3] > 31 || headerLength < 65 || binary.LittleEndian.Uint16(b[10:]) < 2 {
		return false
	}
	return b[32] > ' ' && strings.IndexByte("CNFLDMIBGPTYVXO@+", b[43]) >= 0
}

// otherKinds are files that cannot be imported, and what they are.
var otherKinds = []struct {
	is   func([]byte) bool
	what string
}{
	{isShapeIndex, "this is the index (.shx) of a shapefile; name its .shp file, or the zip archive with all of its files"},
	{startsWith(sqliteHead), "this is a SQLite database, but not a GeoPackage; export the layer as a GeoPackage"},
	{startsWith("AutoCAD Binary DXF"), "this is a binary DXF drawing; save it as DXF in text form (ASCII)"},
	{func(b []byte) bool {
		return len(b) > 6 && bytes.HasPrefix(b, []byte("AC10")) && b[4] >= '0' && b[4] <= '9'
	},
		"this is a DWG drawing; save it as DXF in text form (ASCII)"},
	{startsWith("%PDF"), "this is a PDF document, not a register; ask for the data behind it"},
	{startsWith("Rar!"), "this is a RAR archive; unpack it, or pack it as zip"},
	{startsWith("7z\xbc\xaf\x27\x1c"), "this is a 7-Zip archive; unpack it, or pack it as zip"},
	{startsWith("PK\x05\x06"), "the zip archive is empty"},
}

// otherKind says what a file is that cannot be imported, "" where it may be.
func otherKind(start []byte) string {
	for _, kind := range otherKinds {
		if kind.is(start) {
			return kind.what
		}
	}
	return ""
}

func startsWith(prefix string) func([]byte) bool {
	return func(b []byte) bool { return bytes.HasPrefix(b, []byte(prefix)) }
}
