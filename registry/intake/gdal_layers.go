package intake

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"landbank/geo"
)

// layer is one layer of a file that GDAL reads.
type layer struct {
	origin   *origin
	name     string // GDAL's
	title    string // for people: where GDAL calls the layer as our file, the name that they know it by
	geometry bool   // it has geometry; else it is a table
	features int64
	stated   bool   // the file states a reference system
	system   string // its name
	srid     int    // its EPSG code where we know the system, 0 where GDAL has to transform it
}

// maxListing is the most bytes of GDAL's description of a file that are read.
const maxListing = 4 << 20

// layersOf asks GDAL for the layers of a file.
func layersOf(o *origin) ([]layer, error) {
	ctx, cancel := context.WithTimeout(context.Background(), childListing)
	defer cancel()
	args := []string{"-ro", "-so", "-al", "-nomd", "-noextent", "-wkt_format", "WKT2"}
	child, err := limited(ctx, o.dir, "ogrinfo", o.format.what, []string{o.format.driver}, append(args, o.arguments()...)...)
	if err != nil {
		return nil, err
	}
	listing, stderr := &capped{most: maxListing}, &capped{most: 8 << 10}
	child.Stdout, child.Stderr = listing, stderr
	if err := child.Run(); err != nil {
		said := stderr.String()
		if complaint(said, o.dir) == "" { // ogrinfo tells on its output that it cannot open a file
			said = listing.String()
		}
		return nil, ended(ctx, err, said, o.dir, o.format.what)
	}
	if listing.dropped {
		return nil, &NotARegister{"the file has more layers and columns than an import looks at; export one layer"}
	}
	layers := parseListing(listing.String())
	if said := complaint(stderr.String(), o.dir); len(layers) == 0 && said != "" {
		return nil, ended(ctx, errors.New(said), said, o.dir, o.format.what)
	}
	for i := range layers {
		l := &layers[i]
		l.origin, l.title = o, l.name
		if l.name == ourName {
			l.title = o.title
		}
	}
	return layers, nil
}

var (
	epsgAtEnd = regexp.MustCompile(`\n {4}ID\["EPSG",(\d+)\]\]\s*$`)
	quoted    = regexp.MustCompile(`"((?:[^"]|"")*)"`)
)

// parseListing reads what ogrinfo says of each layer.
func parseListing(text string) []layer {
	var layers []layer
	for _, part := range strings.Split(text, "\nLayer name: ")[1:] {
		name, rest, _ := strings.Cut(part, "\n")
		l := layer{name: name}
		for line := range strings.Lines(rest) {
			if kind, found := strings.CutPrefix(line, "Geometry: "); found {
				l.geometry = strings.TrimSpace(kind) != "None"
			} else if strings.HasPrefix(line, "Geometry (") {
				l.geometry = true
			} else if count, found := strings.CutPrefix(line, "Feature Count: "); found {
				l.features, _ = strconv.ParseInt(strings.TrimSpace(count), 10, 64) // 0 where GDAL does not know
			}
		}
		l.readSystem(rest)
		layers = append(layers, l)
	}
	return layers
}

// readSystem finds the reference system in the description of a layer.
func (l *layer) readSystem(text string) {
	at := strings.Index(text, "SRS WKT")
	if at < 0 {
		return
	}
	_, wkt, _ := strings.Cut(text[at:], "\n")
	depth, end := 0, len(wkt)
	inQuotes := false
	for i, c := range []byte(wkt) {
		switch {
		case c == '"':
			inQuotes = !inQuotes
		case inQuotes:
		case c == '[':
			depth++
		case c == ']':
			depth--
		case c == '\n' && depth == 0:
			end = min(end, i)
		}
		if end < len(wkt) {
			break
		}
	}
	wkt = wkt[:end]
	if strings.HasPrefix(wkt, "(unknown)") || strings.HasPrefix(wkt, "ENGCRS") || strings.HasPrefix(wkt, "LOCAL_CS") || wkt == "" {
		return
	}
	l.stated = true
	if name := quoted.FindStringSubmatch(wkt); name != nil {
		l.system = oneLine(name[1])
	}
	if code := epsgAtEnd.FindStringSubmatch(wkt); code != nil {
		srid, _ := strconv.Atoi(code[1])
		l.system += fmt.Sprintf(" (EPSG:%d)", srid)
		if _, known := geo.LookupCRS(srid); known {
			l.srid = srid
		}
	}
}
