package geo

import (
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
)

// EWKB reads EWKB, or WKB of OGC and ISO, of the geometry types that [Parser.GeoJSON] takes. An SRID in the bytes
// stands in place of Parser.SRID. The error is a *Violation.
func (p *Parser) EWKB(data []byte) (Shape, []Note, error) {
	r := wkbReader{data: data, b: p.builder(p.SRID)}
	if err := r.geometry("", 0, 0); err != nil {
		return Shape{}, nil, err
	}
	if r.at != len(data) {
		return Shape{}, nil, r.fault(strconv.Itoa(len(data)-r.at)+" more bytes", "nothing after the geometry")
	}
	return r.b.finish()
}

// wkbReader feeds a builder, where it has one, from well-known binary. It allocates nothing by the counts it reads, and it nests
// no deeper than maxCollectionDepth, so lying bytes cost no more than their length.
type wkbReader struct {
	data  []byte
	at    int
	order binary.ByteOrder
	b     *builder
}

func (r *wkbReader) fault(got, want string) error {
	return &Violation{Rule: RuleSyntax, Path: "byte " + strconv.Itoa(r.at), Got: got, Want: want}
}

func (r *wkbReader) uint32() (uint32, error) {
	if len(r.data)-r.at < 4 {
		return 0, r.fault("end of data", "4 bytes")
	}
	r.at += 4
	return r.order.Uint32(r.data[r.at-4:]), nil
}

func (r *wkbReader) float() (float64, error) {
	if len(r.data)-r.at < 8 {
		return 0, r.fault("end of data", "8 bytes")
	}
	r.at += 8
	return math.Float64frombits(r.order.Uint64(r.data[r.at-8:])), nil
}

// dimension is how many numbers a position has, and whether the third is a measure.
type dimension struct {
	count    int
	measured bool
}

// header takes byte order, type and SRID.
func (r *wkbReader) header(depth int) (uint32, dimension, error) {
	if r.at >= len(r.data) {
		return 0, dimension{}, r.fault("end of data", "a byte order")
	}
	switch r.data[r.at] {
	case 0:
		r.order = binary.BigEndian
	case 1:
		r.order = binary.LittleEndian
	default:
		return 0, dimension{}, r.fault(strconv.Itoa(int(r.data[r.at])), "byte order 0 or 1")
	}
	r.at++
	code, err := r.uint32()
	if err != nil {
		return 0, dimension{}, err
	}
	if code&ewkbSRID != 0 {
		srid, err := r.uint32()
		if err != nil {
			return 0, dimension{}, err
		}
		if srid > maxSRID {
			return 0, dimension{}, r.fault(strconv.FormatUint(uint64(srid), 10), "an EPSG code")
		}
		if depth == 0 && srid != UnknownCRS && r.b != nil {
			r.b.srid = int(srid)
		}
	}
	kind, dim := splitType(code)
	return kind, dim, nil
}

// splitType takes a type code apart: EWKB has flags for Z and M, ISO adds 1000 for Z, 2000 for M, 3000 for both.
func splitType(code uint32) (uint32, dimension) {
	z, m := code&ewkbZ != 0, code&ewkbM != 0
	kind := code &^ (ewkbZ | ewkbM | ewkbSRID)
	if kind >= 1000 && kind < 4000 {
		z, m = z || kind/1000 != 2, m || kind/1000 != 1
		kind %= 1000
	}
	dim := dimension{count: 2, measured: m && !z}
	if z {
		dim.count++
	}
	if m {
		dim.count++
	}
	return kind, dim
}

// geometry reads one geometry; want, unless 0, is the only type allowed.
func (r *wkbReader) geometry(prefix string, depth int, want uint32) error {
	start := r.at
	kind, dim, err := r.header(depth)
	if err != nil {
		return err
	}
	if want != 0 && kind != want {
		r.at = start
		return r.fault(fmt.Sprintf("geometry type %d", kind), fmt.Sprintf("geometry type %d", want))
	}
	if want == 0 {
		r.b.prefix = prefix
	}
	switch kind {
	case wkbPoint:
		if want == 0 {
			r.b.begin(formPoint)
		}
		return r.position(dim)
	case wkbPolygon:
		if want == 0 {
			r.b.begin(formPolygon)
		}
		return r.polygon(dim)
	case wkbMultiPoint:
		r.b.begin(formMultiPoint)
		return r.list(func(int) error { return r.geometry(prefix, depth+1, wkbPoint) })
	case wkbMultiPolygon:
		r.b.begin(formMultiPolygon)
		return r.list(func(int) error { return r.geometry(prefix, depth+1, wkbPolygon) })
	case wkbCollection:
		return r.collection(prefix, depth)
	default:
		return &Violation{Rule: RuleGeometryType, Path: prefix + "type", Got: fmt.Sprintf("geometry type %d", kind),
			Want: wantTypes}
	}
}

// list reads a count and as many elements, of which there must be one.
func (r *wkbReader) list(element func(int) error) error {
	n, err := r.uint32()
	if err != nil {
		return err
	}
	if n == 0 {
		return r.b.empty(r.b.prefix + "coordinates")
	}
	for i := range int(n) {
		if err := element(i); err != nil {
			return err
		}
	}
	return nil
}

func (r *wkbReader) polygon(dim dimension) error {
	if err := r.b.beginPart(); err != nil {
		return err
	}
	rings, err := r.uint32()
	if err != nil {
		return err
	}
	for range rings {
		positions, err := r.uint32()
		if err != nil {
			return err
		}
		for range positions {
			if err := r.position(dim); err != nil {
				return err
			}
		}
		if err := r.b.endRing(); err != nil {
			return err
		}
	}
	return r.b.endPart()
}

func (r *wkbReader) position(dim dimension) error {
	var values [4]float64
	for i := range dim.count {
		var err error
		if values[i], err = r.float(); err != nil {
			return err
		}
	}
	if err := r.b.dimensions(dim.count, dim.measured); err != nil {
		return err
	}
	return r.b.position(values[0], values[1])
}

func (r *wkbReader) collection(prefix string, depth int) error {
	if depth == maxCollectionDepth {
		return &Violation{Rule: RuleTooDeep, Path: prefix + "geometries", Got: "one more level",
			Want: fmt.Sprintf("at most %d collections in each other", maxCollectionDepth)}
	}
	n := 0
	err := r.list(func(i int) error {
		n++
		return r.geometry(fmt.Sprintf("%sgeometries[%d].", prefix, i), depth+1, 0)
	})
	if n > 1 {
		r.b.noteAt(NoteCollectionMerged, prefix+"geometries")
	}
	return err
}
