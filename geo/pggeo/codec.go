package pggeo

import (
	"bytes"
	"database/sql/driver"
	"encoding/hex"
	"fmt"

	"github.com/jackc/pgx/v5/pgtype"

	"landbank/geo"
)

// codec is EWKB on the wire: as it is in binary format, in hexadecimal digits in text format.
type codec struct{}

// FormatSupported takes both formats.
func (codec) FormatSupported(format int16) bool {
	return format == pgtype.BinaryFormatCode || format == pgtype.TextFormatCode
}

// PreferredFormat is binary.
func (codec) PreferredFormat() int16 { return pgtype.BinaryFormatCode }

// PlanEncode plans for the types of package geo and for EWKB in a []byte.
func (codec) PlanEncode(_ *pgtype.Map, _ uint32, format int16, value any) pgtype.EncodePlan {
	switch value.(type) {
	case geo.Shape, geo.Surface, geo.Point, []byte:
		return encodePlan{text: format == pgtype.TextFormatCode}
	}
	return nil
}

// PlanScan plans for pointers to the types of package geo and to a []byte, which gets a copy of the EWKB.
func (codec) PlanScan(_ *pgtype.Map, _ uint32, format int16, target any) pgtype.ScanPlan {
	switch target.(type) {
	case *geo.Shape, *geo.Surface, *geo.Point, *[]byte:
		return scanPlan{text: format == pgtype.TextFormatCode}
	}
	return nil
}

// DecodeDatabaseSQLValue gives a copy of the EWKB, for targets that are an sql.Scanner.
func (codec) DecodeDatabaseSQLValue(_ *pgtype.Map, _ uint32, format int16, src []byte) (driver.Value, error) {
	if src == nil {
		return nil, nil
	}
	data, err := ewkb(src, format == pgtype.TextFormatCode)
	return bytes.Clone(data), err
}

// DecodeValue gives a geo.Shape.
func (codec) DecodeValue(_ *pgtype.Map, _ uint32, format int16, src []byte) (any, error) {
	if src == nil {
		return nil, nil
	}
	var shape geo.Shape
	err := scanPlan{text: format == pgtype.TextFormatCode}.Scan(src, &shape)
	return shape, err
}

type encodePlan struct{ text bool }

// Encode appends a value; nil means SQL NULL.
func (p encodePlan) Encode(value any, buf []byte) ([]byte, error) {
	from := len(buf)
	switch v := value.(type) {
	case geo.Shape:
		if v.IsNone() {
			return nil, nil
		}
		buf = v.AppendEWKB(buf)
	case geo.Surface:
		if v.IsZero() {
			return nil, nil
		}
		buf = v.AppendEWKB(buf)
	case geo.Point:
		buf = v.AppendEWKB(buf)
	case []byte:
		if v == nil {
			return nil, nil
		}
		buf = append(buf, v...)
	default:
		return nil, fmt.Errorf("encode geometry: no way from %T", value)
	}
	if p.text {
		digits := hex.AppendEncode(nil, buf[from:])
		buf = append(buf[:from], digits...)
	}
	return buf, nil
}

type scanPlan struct{ text bool }

// Scan reads a value, nil for SQL NULL, into a target that PlanScan took.
func (p scanPlan) Scan(src []byte, target any) error {
	if src == nil {
		return scanNull(target)
	}
	data, err := ewkb(src, p.text)
	if err != nil {
		return err
	}
	if raw, ok := target.(*[]byte); ok {
		*raw = bytes.Clone(data)
		return nil
	}
	shape, _, err := geo.ParseEWKB(data)
	if err != nil {
		return fmt.Errorf("scan geometry: %w", err)
	}
	return assign(shape, target)
}

func assign(shape geo.Shape, target any) error {
	ok := true
	switch t := target.(type) {
	case *geo.Shape:
		*t = shape
	case *geo.Surface:
		*t, ok = shape.Surface()
	case *geo.Point:
		*t, ok = shape.Point()
	default:
		ok = false
	}
	if !ok {
		return fmt.Errorf("scan geometry: a %s does not fit %T", shape.Kind(), target)
	}
	return nil
}

func scanNull(target any) error {
	switch t := target.(type) {
	case *geo.Shape:
		*t = geo.Shape{}
	case *[]byte:
		*t = nil
	default:
		return fmt.Errorf("scan geometry: NULL does not fit %T", target)
	}
	return nil
}

// ewkb undoes the hexadecimal digits of the text format.
func ewkb(src []byte, text bool) ([]byte, error) {
	if !text {
		return src, nil
	}
	data, err := hex.AppendDecode(nil, src)
	if err != nil {
		return nil, fmt.Errorf("scan geometry: %w", err)
	}
	return data, nil
}
