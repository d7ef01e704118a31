package export

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"strconv"

	"landbank/registry"
)

// kmlWriter writes a document for globes: one placemark a site, its fields typed,
// its outline or point on the ground.
type kmlWriter struct {
	to    *bufio.Writer
	flat  *flattener
	notes notes
}

var kmlTypes = map[registry.Type]string{registry.TypeNumber: "double", registry.TypeInteger: "int", registry.TypeBoolean: "bool"}

func (w *kmlWriter) begin() error {
	w.flat = newFlattener()
	w.put(xml.Header, `<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Landbank</name>`, "\n", `<Schema name="site" id="site">`, "\n")
	for i := range registry.Fields() {
		f := &registry.Fields()[i]
		typ, ok := kmlTypes[f.Type]
		if !ok {
			typ = "string"
		}
		w.put(`<SimpleField type="`, typ, `" name="`, f.Name, `"><displayName>`)
		w.text(describe(f))
		w.put("</displayName></SimpleField>\n")
	}
	w.put("</Schema>\n", `<Folder><name>sites</name>`, "\n")
	return nil
}

// put writes markup; errors come up when the buffer is flushed.
func (w *kmlWriter) put(parts ...string) {
	for _, part := range parts {
		_, _ = w.to.WriteString(part)
	}
}

func (w *kmlWriter) text(text string) { _ = xml.EscapeText(w.to, []byte(text)) }

func (w *kmlWriter) site(d *registry.Detail) error {
	f, err := w.flat.flatten(d)
	if err != nil {
		return err
	}
	w.notes.add(d)
	w.put("<Placemark><name>")
	if name := cell(f.properties["name"]); name != "" {
		w.text(name)
	} else {
		w.text(d.Ref)
	}
	w.put("</name><ExtendedData><SchemaData schemaUrl=\"#site\">")
	for i, v := range f.values {
		if v == nil {
			continue
		}
		w.put(`<SimpleData name="`, registry.Fields()[i].Name, `">`)
		switch v := v.(type) {
		case float64:
			w.put(strconv.FormatFloat(v, 'f', -1, 64))
		case bool: // programs read digits more surely than words
			w.put(map[bool]string{true: "1", false: "0"}[v])
		default:
			w.text(fmt.Sprint(v))
		}
		w.put("</SimpleData>")
	}
	w.put("</SchemaData></ExtendedData>")
	w.geometry(f)
	w.put("</Placemark>\n")
	return nil
}

func (w *kmlWriter) geometry(f *flat) {
	if p, ok := f.shape.Point(); ok {
		w.put("<Point><coordinates>", position(p.X(), p.Y()), "</coordinates></Point>")
		return
	}
	polygons := polygonsOf(f.shape)
	if len(polygons) == 0 {
		return
	}
	w.put("<MultiGeometry>")
	for _, rings := range polygons {
		w.put("<Polygon>")
		for i, ring := range rings {
			boundary := "innerBoundaryIs"
			if i == 0 {
				boundary = "outerBoundaryIs"
			}
			w.put("<", boundary, "><LinearRing><coordinates>")
			for j, at := range ring {
				if j > 0 {
					w.put(" ")
				}
				w.put(position(at[0], at[1]))
			}
			w.put("</coordinates></LinearRing></", boundary, ">")
		}
		w.put("</Polygon>")
	}
	w.put("</MultiGeometry>")
}

func position(x, y float64) string {
	return strconv.FormatFloat(x, 'f', -1, 64) + "," + strconv.FormatFloat(y, 'f', -1, 64)
}

func (w *kmlWriter) end() error {
	w.put("</Folder><Folder><name>about</name><description>")
	w.text(w.notes.text())
	w.put("</description></Folder></Document></kml>\n")
	return nil
}
