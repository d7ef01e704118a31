package geo

import (
	"fmt"
	"math"
	"strconv"
)

// AppendMercator writes a point or surface that comes as EWKB in WGS 84 as EWKB in WebMercator, position by position
// ([ToMercator]); rings stay as they are. The error is a *Violation.
func AppendMercator(to, ewkb []byte) ([]byte, error) {
	start := len(to)
	to = append(to, ewkb...)
	r := wkbReader{data: to[start:]}
	if err := r.project(0); err != nil {
		return to[:start], err
	}
	return to, nil
}

// project moves the positions of one geometry where they stand.
func (r *wkbReader) project(depth int) error {
	start := r.at
	kind, dim, err := r.header(depth)
	if err != nil {
		return err
	}
	if depth == 0 {
		if err := r.relabel(start); err != nil {
			return err
		}
	}
	switch {
	case dim.count != 2:
		return r.fault(strconv.Itoa(dim.count)+" numbers a position", "2")
	case kind == wkbPoint:
		return r.projectPositions(1)
	case kind == wkbPolygon:
		return r.projectEach(func() error {
			n, err := r.uint32()
			if err != nil {
				return err
			}
			return r.projectPositions(int(n))
		})
	case kind == wkbMultiPolygon && depth == 0:
		return r.projectEach(func() error { return r.project(depth + 1) })
	default:
		return r.fault(fmt.Sprintf("geometry type %d", kind), "a point or a surface")
	}
}

// relabel changes the SRID of a header that was just read.
func (r *wkbReader) relabel(start int) error {
	srid := r.data[r.at-4 : r.at]
	if r.at != start+9 || r.order.Uint32(srid) != WGS84 {
		return r.fault("another reference system or none", "SRID "+strconv.Itoa(WGS84))
	}
	r.order.PutUint32(srid, WebMercator)
	return nil
}

func (r *wkbReader) projectEach(element func() error) error {
	n, err := r.uint32()
	if err != nil {
		return err
	}
	for range n {
		if err := element(); err != nil {
			return err
		}
	}
	return nil
}

func (r *wkbReader) projectPositions(n int) error {
	for range n {
		x, err := r.float()
		if err != nil {
			return err
		}
		y, err := r.float()
		if err != nil {
			return err
		}
		x, y = ToMercator(x, y)
		r.order.PutUint64(r.data[r.at-16:], math.Float64bits(x))
		r.order.PutUint64(r.data[r.at-8:], math.Float64bits(y))
	}
	return nil
}
