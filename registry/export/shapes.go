package export

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"landbank/registry"
)

// The kinds of geometry that the files hold.
const (
	shapePoint   = 1
	shapePolygon = 5
)

// mostShapeBytes is how long a file of a shapefile may be.
const mostShapeBytes = 2<<30 - 1

// shapePRJ names WGS 84 as these files do.
const shapePRJ = `GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`

// shapes writes the files of one shapefile: .shp, .shx, .dbf, .prj and .cpg.
type shapes struct {
	kind              uint32
	shp, shx, dbf     *shapeFile
	columns           []dbfColumn
	count             uint32
	box               [4]float64
	path              string
	record, attribute []byte
}

// shapeFile is a file whose head is written last.
type shapeFile struct {
	file *os.File
	buf  *bufio.Writer
	size int64
}

func createShapeFile(path string, head int) (*shapeFile, error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("make a file of the shapefile: %w", err)
	}
	f := &shapeFile{file: file, buf: bufio.NewWriterSize(file, 64<<10)}
	return f, f.write(make([]byte, head))
}

func (f *shapeFile) write(b []byte) error {
	if f.size += int64(len(b)); f.size > mostShapeBytes {
		return errors.New("a shapefile holds 2 GB: narrow the filter, or take GeoPackage")
	}
	_, err := f.buf.Write(b)
	return err
}

func (f *shapeFile) finish(head []byte) error {
	err := f.buf.Flush()
	if err == nil {
		_, err = f.file.WriteAt(head, 0)
	}
	return err
}

// dbfColumn is one column of the table.
type dbfColumn struct {
	name            string
	kind            byte // C text, N number, L truth, D day
	width, decimals int
}

func dbfColumns(names []string) []dbfColumn {
	out := make([]dbfColumn, len(names))
	for i, name := range names {
		c := dbfColumn{name: name, kind: 'C', width: 254}
		switch registry.Fields()[i].Type {
		case registry.TypeNumber:
			c.kind, c.width, c.decimals = 'N', 24, 9
		case registry.TypeInteger:
			c.kind, c.width = 'N', 18
		case registry.TypeBoolean:
			c.kind, c.width = 'L', 1
		case registry.TypeDate:
			c.kind, c.width = 'D', 8
		case registry.TypeCode, registry.TypeInstant:
			c.width = 80
		}
		out[i] = c
	}
	return out
}

func newShapes(path string, kind uint32, names []string) (*shapes, error) {
	s := &shapes{kind: kind, path: path, columns: dbfColumns(names), box: [4]float64{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}}
	var err error
	if s.shp, err = createShapeFile(path+".shp", 100); err != nil {
		return s, err
	}
	if s.shx, err = createShapeFile(path+".shx", 100); err != nil {
		return s, err
	}
	if s.dbf, err = createShapeFile(path+".dbf", s.dbfHead()); err != nil {
		return s, err
	}
	return s, errors.Join(os.WriteFile(path+".prj", []byte(shapePRJ), 0o600), os.WriteFile(path+".cpg", []byte("UTF-8"), 0o600))
}

func (s *shapes) dbfHead() int { return 32 + 32*len(s.columns) + 1 }

func (s *shapes) add(f *flat) error {
	box := f.shape.Bounds().Array()
	s.box = united(s.box, box)
	body := s.body(f, box)
	s.count++
	var index, head []byte
	index = binary.BigEndian.AppendUint32(index, uint32(s.shp.size/2))
	index = binary.BigEndian.AppendUint32(index, uint32(len(body)/2))
	head = binary.BigEndian.AppendUint32(head, s.count)
	head = binary.BigEndian.AppendUint32(head, uint32(len(body)/2))
	return errors.Join(s.shx.write(index), s.shp.write(head), s.shp.write(body), s.dbf.write(s.row(f)))
}

// body encodes a geometry: shells run clockwise here, holes the other way.
func (s *shapes) body(f *flat, box [4]float64) []byte {
	b := binary.LittleEndian.AppendUint32(s.record[:0], s.kind)
	if p, ok := f.shape.Point(); ok {
		b = appendFloats(b, p.X(), p.Y())
		s.record = b
		return b
	}
	var starts []uint32
	var positions [][2]float64
	for _, rings := range polygonsOf(f.shape) {
		for i, ring := range rings {
			starts = append(starts, uint32(len(positions)))
			backwards := clockwise(ring) != (i == 0)
			for j := range ring {
				if backwards {
					positions = append(positions, ring[len(ring)-1-j])
				} else {
					positions = append(positions, ring[j])
				}
			}
		}
	}
	b = appendFloats(b, box[:]...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(starts)))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(positions)))
	for _, start := range starts {
		b = binary.LittleEndian.AppendUint32(b, start)
	}
	for _, p := range positions {
		b = appendFloats(b, p[0], p[1])
	}
	s.record = b
	return b
}

func appendFloats(b []byte, list ...float64) []byte {
	for _, v := range list {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
	}
	return b
}

func clockwise(ring [][2]float64) bool {
	sum := 0.0
	for i := 1; i < len(ring); i++ {
		sum += (ring[i][0] - ring[0][0]) * (ring[i-1][1] - ring[0][1])
		sum -= (ring[i-1][0] - ring[0][0]) * (ring[i][1] - ring[0][1])
	}
	return sum > 0
}

// row encodes the attributes: cells of fixed width behind a blank.
func (s *shapes) row(f *flat) []byte {
	b := append(s.attribute[:0], ' ')
	for i, c := range s.columns {
		text := c.text(f.values[i])
		pad := strings.Repeat(" ", c.width-len(text))
		if c.kind == 'N' {
			b = append(append(b, pad...), text...)
		} else {
			b = append(append(b, text...), pad...)
		}
	}
	s.attribute = b
	return b
}

// text is a value as long as the column is wide; nothing for unknown.
func (c dbfColumn) text(v any) string {
	switch v := v.(type) {
	case bool:
		if v {
			return "T"
		}
		return "F"
	case float64:
		for decimals := c.decimals; decimals >= 0; decimals-- {
			text := strconv.FormatFloat(v, 'f', decimals, 64)
			if len(text) <= c.width {
				return text
			}
		}
	case string:
		if c.kind == 'D' {
			return strings.ReplaceAll(v, "-", "")
		}
		for len(v) > c.width || !utf8.ValidString(v) {
			v = v[:min(len(v)-1, c.width)]
		}
		return v
	}
	if c.kind == 'L' {
		return "?"
	}
	return ""
}

// finish writes the heads.
func (s *shapes) finish() error {
	if err := s.dbf.write([]byte{0x1a}); err != nil {
		return err
	}
	return errors.Join(s.shp.finish(s.head(s.shp.size)), s.shx.finish(s.head(s.shx.size)), s.dbf.finish(s.table()))
}

func (s *shapes) head(size int64) []byte {
	box := s.box
	if s.count == 0 {
		box = [4]float64{}
	}
	b := binary.BigEndian.AppendUint32(nil, 9994)
	b = append(b, make([]byte, 20)...)
	b = binary.BigEndian.AppendUint32(b, uint32(size/2))
	b = binary.LittleEndian.AppendUint32(b, 1000)
	b = binary.LittleEndian.AppendUint32(b, s.kind)
	b = appendFloats(b, box[:]...)
	return appendFloats(b, 0, 0, 0, 0)
}

func (s *shapes) table() []byte {
	now, width := time.Now(), 1
	for _, c := range s.columns {
		width += c.width
	}
	b := []byte{3, byte(now.Year() - 1900), byte(now.Month()), byte(now.Day())}
	b = binary.LittleEndian.AppendUint32(b, s.count)
	b = binary.LittleEndian.AppendUint16(b, uint16(s.dbfHead()))
	b = binary.LittleEndian.AppendUint16(b, uint16(width))
	b = append(b, make([]byte, 20)...)
	for _, c := range s.columns {
		name := make([]byte, 11)
		copy(name, c.name)
		b = append(b, name...)
		b = append(b, c.kind, 0, 0, 0, 0, byte(c.width), byte(c.decimals))
		b = append(b, make([]byte, 14)...)
	}
	return append(b, 0x0d)
}

func (s *shapes) close() {
	for _, f := range []*shapeFile{s.shp, s.shx, s.dbf} {
		if f != nil {
			_ = f.file.Close() // the folder goes with it
		}
	}
}
