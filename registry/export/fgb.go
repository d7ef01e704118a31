package export

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"

	flatbuffers "github.com/google/flatbuffers/go"

	"landbank/registry"
)

// fgbWriter writes a FlatGeobuf with its packed Hilbert R-tree. Features go to a
// file first, because the tree, which stands before them, needs to know where
// they are; memory holds 48 bytes a feature. Sites without a place are left out:
// the format has no room for them beside an index.
type fgbWriter struct {
	to    io.Writer
	flat  *flattener
	notes notes
	file  *os.File
	parts *bufio.Writer
	at    int64
	nodes []fgbNode
}

// fgbNode is a feature or a box of the tree: its sides and where it is.
type fgbNode struct {
	box    [4]float64
	offset uint64
	size   int64
	curve  uint32
}

// The numbers that FlatGeobuf has for types.
const (
	fgbLong, fgbDouble, fgbString, fgbDateTime, fgbBool = 7, 10, 11, 13, 2

	fgbUnknown, fgbPoint, fgbPolygon, fgbMultiPolygon = 0, 1, 3, 6

	fgbNodeSize = 16
)

var fgbMagic = []byte{0x66, 0x67, 0x62, 3, 0x66, 0x67, 0x62, 0}

var fgbTypes = map[registry.Type]byte{
	registry.TypeNumber: fgbDouble, registry.TypeInteger: fgbLong, registry.TypeBoolean: fgbBool,
	registry.TypeDate: fgbDateTime, registry.TypeInstant: fgbDateTime,
}

func fgbType(f *registry.Field) byte {
	if t, ok := fgbTypes[f.Type]; ok {
		return t
	}
	return fgbString
}

func (w *fgbWriter) begin() (err error) {
	w.flat = newFlattener()
	if w.file, err = os.CreateTemp("", "landbank-export-"); err != nil {
		return fmt.Errorf("make a file for the features: %w", err)
	}
	w.parts = bufio.NewWriterSize(w.file, 64<<10)
	return nil
}

func (w *fgbWriter) site(d *registry.Detail) error {
	f, err := w.flat.flatten(d)
	if err != nil {
		return err
	}
	w.notes.add(d)
	if f.shape.IsNone() {
		return nil
	}
	encoded := fgbFeature(f)
	if _, err := w.parts.Write(encoded); err != nil {
		return fmt.Errorf("write a feature: %w", err)
	}
	w.nodes = append(w.nodes, fgbNode{box: f.shape.Bounds().Array(), offset: uint64(w.at), size: int64(len(encoded))})
	w.at += int64(len(encoded))
	return nil
}

func (w *fgbWriter) end() error {
	if err := w.parts.Flush(); err != nil {
		return fmt.Errorf("write the features: %w", err)
	}
	whole := fgbSort(w.nodes)
	for _, part := range [][]byte{fgbMagic, w.header(whole), fgbTree(w.nodes)} {
		if _, err := w.to.Write(part); err != nil {
			return err
		}
	}
	for _, n := range w.nodes {
		if _, err := io.Copy(w.to, io.NewSectionReader(w.file, int64(n.offset), n.size)); err != nil {
			return fmt.Errorf("copy a feature: %w", err)
		}
	}
	return nil
}

func (w *fgbWriter) close() {
	if w.file != nil {
		_ = errors.Join(w.file.Close(), os.Remove(w.file.Name())) // what is left is swept with the folder of the machine
	}
}

// header describes the layer; it begins with its length.
func (w *fgbWriter) header(whole [4]float64) []byte {
	b := flatbuffers.NewBuilder(4096)
	var columns []flatbuffers.UOffsetT
	add := func(name, title string, typ byte) {
		text, label := b.CreateString(name), b.CreateString(title)
		b.StartObject(11)
		b.PrependUOffsetTSlot(0, text, 0)
		b.PrependByteSlot(1, typ, 0)
		b.PrependUOffsetTSlot(2, label, 0)
		columns = append(columns, b.EndObject())
	}
	for i := range registry.Fields() {
		f := &registry.Fields()[i]
		add(f.Name, describe(f), fgbType(f))
	}
	add(columnNone, "Fields that were checked and found to be none", fgbString)
	b.StartVector(4, len(columns), 4)
	for _, c := range slices.Backward(columns) {
		b.PrependUOffsetT(c)
	}
	list := b.EndVector(len(columns))
	organisation, code := b.CreateString("EPSG"), b.CreateString("EPSG:4326")
	b.StartObject(6) // Crs
	b.PrependUOffsetTSlot(0, organisation, 0)
	b.PrependInt32Slot(1, 4326, 0)
	b.PrependUOffsetTSlot(5, code, 0)
	crs := b.EndObject()
	name, description := b.CreateString("sites"), b.CreateString(w.notes.text())
	envelope := fgbDoubles(b, whole[:])
	b.StartObject(14) // Header
	b.PrependUOffsetTSlot(0, name, 0)
	b.PrependUOffsetTSlot(1, envelope, 0)
	b.PrependByteSlot(2, fgbUnknown, 0)
	b.PrependUOffsetTSlot(7, list, 0)
	b.PrependUint64Slot(8, uint64(len(w.nodes)), 0)
	if len(w.nodes) == 0 {
		b.PrependUint16Slot(9, 0, fgbNodeSize)
	}
	b.PrependUOffsetTSlot(10, crs, 0)
	b.PrependUOffsetTSlot(12, description, 0)
	b.FinishSizePrefixed(b.EndObject())
	return b.FinishedBytes()
}

func fgbDoubles(b *flatbuffers.Builder, list []float64) flatbuffers.UOffsetT {
	b.StartVector(8, len(list), 8)
	for _, v := range slices.Backward(list) {
		b.PrependFloat64(v)
	}
	return b.EndVector(len(list))
}

// fgbFeature encodes a feature; it begins with its length.
func fgbFeature(f *flat) []byte {
	b := flatbuffers.NewBuilder(1024)
	geometry := fgbGeometry(b, f)
	properties := b.CreateByteVector(fgbProperties(f))
	b.StartObject(3)
	b.PrependUOffsetTSlot(0, geometry, 0)
	b.PrependUOffsetTSlot(1, properties, 0)
	b.FinishSizePrefixed(b.EndObject())
	return b.FinishedBytes()
}

// fgbProperties writes the known values, each behind the number of its column.
func fgbProperties(f *flat) []byte {
	var out []byte
	text := func(column int, value string) {
		out = binary.LittleEndian.AppendUint16(out, uint16(column))
		out = binary.LittleEndian.AppendUint32(out, uint32(len(value)))
		out = append(out, value...)
	}
	for i, v := range f.values {
		switch v := v.(type) {
		case string:
			text(i, v)
		case bool:
			out = binary.LittleEndian.AppendUint16(out, uint16(i))
			if v {
				out = append(out, 1)
			} else {
				out = append(out, 0)
			}
		case float64:
			out = binary.LittleEndian.AppendUint16(out, uint16(i))
			if fgbType(&registry.Fields()[i]) == fgbLong {
				out = binary.LittleEndian.AppendUint64(out, uint64(int64(v)))
			} else {
				out = binary.LittleEndian.AppendUint64(out, math.Float64bits(v))
			}
		}
	}
	if f.none != "" {
		text(len(f.values), f.none)
	}
	return out
}

func fgbGeometry(b *flatbuffers.Builder, f *flat) flatbuffers.UOffsetT {
	if p, ok := f.shape.Point(); ok {
		xy := fgbDoubles(b, []float64{p.X(), p.Y()})
		b.StartObject(8)
		b.PrependUOffsetTSlot(1, xy, 0)
		b.PrependByteSlot(6, fgbPoint, 0)
		return b.EndObject()
	}
	var parts []flatbuffers.UOffsetT
	for _, rings := range polygonsOf(f.shape) {
		var xy []float64
		var ends []uint32
		for _, ring := range rings {
			for _, at := range ring {
				xy = append(xy, at[0], at[1])
			}
			ends = append(ends, uint32(len(xy)/2))
		}
		coordinates := fgbDoubles(b, xy)
		b.StartVector(4, len(ends), 4)
		for _, end := range slices.Backward(ends) {
			b.PrependUint32(end)
		}
		last := b.EndVector(len(ends))
		b.StartObject(8)
		b.PrependUOffsetTSlot(0, last, 0)
		b.PrependUOffsetTSlot(1, coordinates, 0)
		b.PrependByteSlot(6, fgbPolygon, 0)
		parts = append(parts, b.EndObject())
	}
	b.StartVector(4, len(parts), 4)
	for _, part := range slices.Backward(parts) {
		b.PrependUOffsetT(part)
	}
	list := b.EndVector(len(parts))
	b.StartObject(8)
	b.PrependByteSlot(6, fgbMultiPolygon, 0)
	b.PrependUOffsetTSlot(7, list, 0)
	return b.EndObject()
}

// fgbSort puts features that are near each other beside each other, along a
// Hilbert curve over the box around all, which it gives.
func fgbSort(nodes []fgbNode) [4]float64 {
	if len(nodes) == 0 {
		return [4]float64{}
	}
	whole := nodes[0].box
	for _, n := range nodes {
		whole = united(whole, n.box)
	}
	const squares = 1<<16 - 1
	along := func(v, low, high float64) uint32 {
		if high <= low {
			return 0
		}
		return uint32(squares * (v - low) / (high - low))
	}
	for i := range nodes {
		b := nodes[i].box
		nodes[i].curve = hilbert(along((b[0]+b[2])/2, whole[0], whole[2]), along((b[1]+b[3])/2, whole[1], whole[3]))
	}
	slices.SortStableFunc(nodes, func(a, b fgbNode) int { return -cmp.Compare(a.curve, b.curve) })
	return whole
}

func united(a, b [4]float64) [4]float64 {
	return [4]float64{min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])}
}

// hilbert is the place of a square of a grid of 65536 by 65536 on the curve.
func hilbert(x, y uint32) uint32 {
	var d uint32
	for s := uint32(1 << 15); s > 0; s /= 2 {
		var rx, ry uint32
		if x&s > 0 {
			rx = 1
		}
		if y&s > 0 {
			ry = 1
		}
		d += s * s * ((3 * rx) ^ ry)
		if ry == 0 {
			if rx == 1 {
				x, y = 1<<16-1-x, 1<<16-1-y
			}
			x, y = y, x
		}
	}
	return d
}

// fgbTree writes the boxes of the tree, from the root down: each of 40 bytes, its
// sides and where its first child is, or, for features, how far behind the tree
// they begin.
func fgbTree(features []fgbNode) []byte {
	if len(features) == 0 {
		return nil
	}
	var from uint64
	leaves := make([]fgbNode, len(features))
	for i, f := range features {
		leaves[i] = fgbNode{box: f.box, offset: from}
		from += uint64(f.size)
	}
	levels := [][]fgbNode{leaves}
	for len(levels) == 1 || len(levels[0]) > 1 {
		var above []fgbNode
		for group := range slices.Chunk(levels[0], fgbNodeSize) {
			n := fgbNode{box: group[0].box}
			for _, child := range group {
				n.box = united(n.box, child.box)
			}
			above = append(above, n)
		}
		levels = append([][]fgbNode{above}, levels...)
	}
	var out []byte
	first := 0
	for i, level := range levels {
		first += len(level)
		for j, n := range level {
			if i < len(levels)-1 {
				n.offset = uint64(first + j*fgbNodeSize)
			}
			for _, side := range n.box {
				out = binary.LittleEndian.AppendUint64(out, math.Float64bits(side))
			}
			out = binary.LittleEndian.AppendUint64(out, n.offset)
		}
	}
	return out
}
