package media

import (
	"encoding/binary"
	"math"
	"strings"
	"time"

	"landbank/registry"
)

// Tags of EXIF that are read.
const (
	tagOrientation = 0x0112
	tagExif        = 0x8769 // where the further tags of the photo stand
	tagGPS         = 0x8825
	tagTaken       = 0x9003
	tagLatitudeRef = 0x0001 // of the GPS part, as all below
	tagLatitude    = 0x0002
	tagLongRef     = 0x0003
	tagLongitude   = 0x0004
	tagBearing     = 0x0011
)

// mostTags is how many tags one part may have.
const mostTags = 1000

// tiff reads the parts of a TIFF file, which EXIF is.
type tiff struct {
	b     []byte
	order binary.ByteOrder
}

// tag is one value as it stands: its type, how many of it, and their bytes.
type tag struct {
	kind  uint16
	count uint32
	value []byte
}

// exif reads what is asked for out of a TIFF file.
func exif(b []byte) notes {
	var n notes
	t := tiff{b: b}
	switch {
	case len(b) < 8:
		return n
	case string(b[:4]) == "II*\x00":
		t.order = binary.LittleEndian
	case string(b[:4]) == "MM\x00*":
		t.order = binary.BigEndian
	default:
		return n
	}
	first := t.part(t.order.Uint32(b[4:]))
	if v, ok := t.number(first[tagOrientation]); ok && v >= 1 && v <= 8 {
		n.orientation = int(v)
	}
	if at, ok := t.number(first[tagExif]); ok {
		n.said.TakenOn = dayTaken(t.part(uint32(at))[tagTaken])
	}
	if at, ok := t.number(first[tagGPS]); ok {
		t.place(&n.said, t.part(uint32(at)))
	}
	return n
}

// sizes of values by their type.
var tagSizes = map[uint16]uint32{1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8}

// part reads the tags of one part, those that stand within the file.
func (t *tiff) part(at uint32) map[uint16]tag {
	tags := map[uint16]tag{}
	if uint64(at)+2 > uint64(len(t.b)) {
		return tags
	}
	count := int(t.order.Uint16(t.b[at:]))
	for i := range min(count, mostTags) {
		from := uint64(at) + 2 + uint64(i)*12
		if from+12 > uint64(len(t.b)) {
			return tags
		}
		e := t.b[from : from+12]
		one := tag{kind: t.order.Uint16(e[2:]), count: t.order.Uint32(e[4:])}
		length := uint64(tagSizes[one.kind]) * uint64(one.count)
		start := from + 8
		if length > 4 {
			start = uint64(t.order.Uint32(e[8:]))
		}
		if length == 0 || start+length > uint64(len(t.b)) {
			continue
		}
		one.value = t.b[start : start+length]
		tags[t.order.Uint16(e)] = one
	}
	return tags
}

// number gives a whole number.
func (t *tiff) number(v tag) (uint64, bool) {
	switch {
	case v.kind == 3 && v.count >= 1:
		return uint64(t.order.Uint16(v.value)), true
	case v.kind == 4 && v.count >= 1:
		return uint64(t.order.Uint32(v.value)), true
	}
	return 0, false
}

// ratio gives the nth of the fractions of a value.
func (t *tiff) ratio(v tag, n int) (float64, bool) {
	if v.kind != 5 || uint32(n) >= v.count {
		return 0, false
	}
	above, below := t.order.Uint32(v.value[n*8:]), t.order.Uint32(v.value[n*8+4:])
	if below == 0 {
		return 0, false
	}
	return float64(above) / float64(below), true
}

// place reads where the camera stood and looked.
func (t *tiff) place(said *Said, gps map[uint16]tag) {
	if v, ok := t.ratio(gps[tagBearing], 0); ok && v < 360 {
		v = math.Round(v*10) / 10
		said.Bearing = &v
	}
	lat, ok := t.degrees(gps[tagLatitude], gps[tagLatitudeRef], "S")
	lon, also := t.degrees(gps[tagLongitude], gps[tagLongRef], "W")
	if ok && also && math.Abs(lat) <= 90 && math.Abs(lon) <= 180 && (lat != 0 || lon != 0) {
		said.Latitude, said.Longitude = &lat, &lon
	}
}

// degrees reads degrees, minutes and seconds; negative on the side that is
// named.
func (t *tiff) degrees(v, side tag, negative string) (float64, bool) {
	sum, each := 0.0, 1.0
	for n := range 3 {
		part, ok := t.ratio(v, n)
		if !ok && n == 0 {
			return 0, false
		}
		sum, each = sum+part/each, each*60
	}
	if side.kind == 2 && strings.HasPrefix(string(side.value), negative) {
		sum = -sum
	}
	return math.Round(sum*1e6) / 1e6, true
}

// dayTaken reads the day of 2026:11:26 09:30:00.
func dayTaken(v tag) registry.Date {
	if v.kind != 2 || len(v.value) < 10 {
		return registry.Date{}
	}
	day, err := time.Parse("2006:01:02", string(v.value[:10]))
	if err != nil || day.Year() < 1900 {
		return registry.Date{}
	}
	return registry.NewDate(day.Year(), day.Month(), day.Day())
}
