package api

import (
	"bufio"
	"bytes"
	"encoding/json"
	"strconv"
	"time"

	"landbank/api/exchange"
	"landbank/registry"
)

// feature writes GeoJSON features by putting together what the store has
// encoded; nothing is decoded on the way.
type feature struct {
	w       *bufio.Writer
	scratch []byte // for numbers and short texts
}

// open writes a feature up to its properties, which stay open.
func (f *feature) open(h *registry.Hit, withBox bool) {
	_, _ = f.w.WriteString(`{"type":"Feature","id":`)
	f.value(h.Ref)
	if withBox {
		_, _ = f.w.WriteString(`,"bbox":`)
		f.box(h.BBox)
	}
	_, _ = f.w.WriteString(`,"geometry":`)
	if len(h.Geometry) == 0 {
		_, _ = f.w.WriteString("null")
	} else {
		_, _ = f.w.Write(h.Geometry)
	}
	_, _ = f.w.WriteString(`,"properties":`)
	_, _ = f.w.Write(openObject(h.Properties))
}

// plain writes a feature of a page of sites.
func (f *feature) plain(h *registry.Hit) {
	f.open(h, false)
	_, _ = f.w.WriteString("}}")
}

// found writes a feature of a search, with what the site lacks, and its score
// where preferences were told.
func (f *feature) found(h *registry.Hit, scored any) {
	f.open(h, true)
	_, _ = f.w.WriteString(`,"missing":`)
	f.list(h.Missing)
	_, _ = f.w.WriteString(`,"failures":`)
	if len(h.Failures) == 0 {
		_, _ = f.w.WriteString("[]")
	} else {
		f.value(h.Failures)
	}
	if scored != nil {
		_, _ = f.w.WriteString(`,"score":`)
		f.value(scored)
	}
	_, _ = f.w.WriteString("}}")
}

// openObject cuts the closing brace off an object, so that members can follow.
func openObject(object json.RawMessage) []byte {
	object = bytes.TrimRight(object, " \t\r\n")
	return bytes.TrimSuffix(object, []byte("}"))
}

func (f *feature) list(names []string) {
	if len(names) == 0 {
		_, _ = f.w.WriteString("[]")
		return
	}
	f.value(names)
}

func (f *feature) box(box [4]float64) {
	b := append(f.scratch[:0], '[')
	for i, side := range box {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendFloat(b, side, 'f', -1, 64)
	}
	f.scratch = append(b, ']')
	_, _ = f.w.Write(f.scratch)
}

func (f *feature) int(n int64) {
	f.scratch = strconv.AppendInt(f.scratch[:0], n, 10)
	_, _ = f.w.Write(f.scratch)
}

// asOf writes the instant that an answer about the past is of; nothing for the
// zero time.
func (f *feature) asOf(at time.Time) {
	if !at.IsZero() {
		_, _ = f.w.WriteString(`,"as_of":`)
		f.value(at.UTC())
	}
}

// value writes texts, numbers and lists of them, which always have a JSON form.
func (f *feature) value(v any) {
	encoded, err := exchange.JSON(v)
	if err != nil {
		encoded = []byte("null")
	}
	_, _ = f.w.Write(encoded)
}
