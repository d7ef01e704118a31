package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"

	"landbank/registry"
)

// geojsonWriter writes a FeatureCollection, or one feature a line.
type geojsonWriter struct {
	to       *bufio.Writer
	sequence bool
	written  bool
	feature  []byte
}

func (w *geojsonWriter) begin() error {
	if w.sequence {
		return nil
	}
	_, err := w.to.WriteString(`{"type":"FeatureCollection","name":"landbank","features":[`)
	return err
}

func (w *geojsonWriter) site(d *registry.Detail) error {
	record, err := document(d)
	if err != nil {
		return err
	}
	ref, err := json.Marshal(d.Ref)
	if err != nil {
		return fmt.Errorf("site %s: encode the reference: %w", d.Ref, err)
	}
	b := w.feature[:0]
	switch {
	case w.sequence:
	case w.written:
		b = append(b, ",\n"...)
	default:
		b = append(b, '\n')
	}
	w.written = true
	b = append(b, `{"type":"Feature","id":`...)
	b = append(b, ref...)
	b = append(b, `,"geometry":`...)
	b = append(b, orNull(d.Geometry)...)
	b = append(b, `,"properties":`...)
	b, err = appendProperties(b, d.Properties, record)
	if err != nil {
		return fmt.Errorf("site %s: %w", d.Ref, err)
	}
	b = append(b, '}')
	if w.sequence {
		b = append(b, '\n')
	}
	w.feature = b
	_, err = w.to.Write(b)
	return err
}

func (w *geojsonWriter) end() error {
	if w.sequence {
		return nil
	}
	_, err := w.to.WriteString("\n]}\n")
	return err
}

func orNull(value json.RawMessage) json.RawMessage {
	if len(value) == 0 {
		return json.RawMessage("null")
	}
	return value
}

// appendProperties puts the record behind the flat properties, in one object.
func appendProperties(b []byte, properties json.RawMessage, record []byte) ([]byte, error) {
	flat := bytes.TrimSpace(properties)
	if len(flat) < 2 || flat[0] != '{' || flat[len(flat)-1] != '}' {
		return nil, fmt.Errorf("the properties are no object: %.40q", flat)
	}
	inner := bytes.TrimSpace(flat[1 : len(flat)-1])
	b = append(b, '{')
	b = append(b, inner...)
	if len(inner) > 0 {
		b = append(b, ',')
	}
	b = append(b, `"record":`...)
	b = append(b, record...)
	return append(b, '}'), nil
}
