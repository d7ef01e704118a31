package postgres

import (
	"encoding/binary"
	"fmt"
	"math"
	"time"

	"landbank/registry"
)

// copyForm builds rows in the binary form of COPY. It exists because imports
// write the same values into tables of a hundred columns: values that are known
// when a row is read are encoded then, kept as bytes, and spliced in later.
type copyForm struct{ b []byte }

// reset empties the form and begins a new stream.
func (c *copyForm) reset() {
	c.b = append(c.b[:0], "PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00"...)
}

// end closes the stream.
func (c *copyForm) end() { c.b = append(c.b, 0xff, 0xff) }

// row begins a row of so many columns; their values follow.
func (c *copyForm) row(columns int) { c.b = binary.BigEndian.AppendUint16(c.b, uint16(columns)) }

func (c *copyForm) null() { c.length(-1) }

func (c *copyForm) length(n int) { c.b = binary.BigEndian.AppendUint32(c.b, uint32(int32(n))) }

// bytes writes a bytea, a text in UTF-8, a json, or a geometry as EWKB; nil is
// NULL.
func (c *copyForm) bytes(v []byte) {
	if v == nil {
		c.null()
		return
	}
	c.length(len(v))
	c.b = append(c.b, v...)
}

func (c *copyForm) text(v string) {
	c.length(len(v))
	c.b = append(c.b, v...)
}

// textOrNull writes NULL for an empty text.
func (c *copyForm) textOrNull(v string) {
	if v == "" {
		c.null()
		return
	}
	c.text(v)
}

// textIfAny writes NULL for nil.
func (c *copyForm) textIfAny(v *string) {
	if v == nil {
		c.null()
		return
	}
	c.text(*v)
}

func (c *copyForm) bigint(v int64) {
	c.length(8)
	c.b = binary.BigEndian.AppendUint64(c.b, uint64(v))
}

// bigintIf writes NULL unless there is a number.
func (c *copyForm) bigintIf(there bool, v int64) {
	if !there {
		c.null()
		return
	}
	c.bigint(v)
}

func (c *copyForm) integer(v int) {
	c.length(4)
	c.b = binary.BigEndian.AppendUint32(c.b, uint32(int32(v)))
}

func (c *copyForm) boolean(v bool) {
	c.length(1)
	if v {
		c.b = append(c.b, 1)
	} else {
		c.b = append(c.b, 0)
	}
}

func (c *copyForm) double(v *float64) {
	if v == nil {
		c.null()
		return
	}
	c.length(8)
	c.b = binary.BigEndian.AppendUint64(c.b, math.Float64bits(*v))
}

// epoch is when PostgreSQL begins to count days and microseconds.
var epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

func (c *copyForm) date(v registry.Date) {
	c.length(4)
	c.b = binary.BigEndian.AppendUint32(c.b, uint32(int32((v.Unix()-epoch.Unix())/86400)))
}

func (c *copyForm) instant(v time.Time) {
	c.bigint(v.UnixMicro() - epoch.UnixMicro())
}

// jsonb writes JSON text.
func (c *copyForm) jsonb(v []byte) {
	const version = 1
	c.length(len(v) + 1)
	c.b = append(append(c.b, version), v...)
}

// texts writes a text[]; nil is NULL.
func (c *copyForm) texts(v []string) {
	if v == nil {
		c.null()
		return
	}
	const textOID = 25
	at := len(c.b)
	c.length(0)
	dimensions := 1
	if len(v) == 0 {
		dimensions = 0
	}
	for _, word := range []int{dimensions, 0, textOID} {
		c.length(word)
	}
	if dimensions == 1 {
		c.length(len(v))
		c.length(1) // the first index
	}
	for _, item := range v {
		c.text(item)
	}
	binary.BigEndian.PutUint32(c.b[at:], uint32(len(c.b)-at-4))
}

// flat writes one value of a flat record.
func (c *copyForm) flat(value any) error {
	switch v := value.(type) {
	case nil:
		c.null()
	case string:
		c.text(v)
	case []string:
		c.texts(v)
	case float64:
		c.double(&v)
	case int64:
		c.bigint(v)
	case bool:
		c.boolean(v)
	case registry.Date:
		c.date(v)
	case time.Time:
		c.instant(v)
	default:
		return fmt.Errorf("no column takes a %T", value)
	}
	return nil
}
