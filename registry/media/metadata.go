package media

import (
	"bytes"
	"encoding/binary"
)

// notes is what a picture carries beside its pixels, as far as it is asked for.
type notes struct {
	orientation int
	said        Said
}

// metadata reads the EXIF part of a picture. What cannot be read is not there.
func metadata(content []byte, kind string) notes {
	var part []byte
	switch kind {
	case JPEG:
		part = jpegPart(content)
	case PNG:
		part = pngPart(content)
	case WebP:
		part = webpPart(content)
	}
	return exif(part)
}

// segments visits the segments of a JPEG before its pixels, until visit is
// false.
func segments(content []byte, visit func(marker byte, payload []byte) bool) {
	for at := 2; at+4 <= len(content) && content[at] == 0xff; {
		marker := content[at+1]
		if marker == 0xff { // filling
			at++
			continue
		}
		if marker == 0xda || marker == 0xd9 {
			return
		}
		length := int(binary.BigEndian.Uint16(content[at+2:]))
		if length < 2 || at+2+length > len(content) {
			return
		}
		if !visit(marker, content[at+4:at+2+length]) {
			return
		}
		at += 2 + length
	}
}

func jpegPart(content []byte) (part []byte) {
	segments(content, func(marker byte, payload []byte) bool {
		if rest, ok := bytes.CutPrefix(payload, []byte("Exif\x00\x00")); ok && marker == 0xe1 {
			part = rest
		}
		return part == nil
	})
	return part
}

// progressive tells whether a JPEG is written in several passes, which takes
// much more memory to read.
func progressive(content []byte) (is bool) {
	segments(content, func(marker byte, _ []byte) bool {
		is = marker == 0xc2
		return marker < 0xc0 || marker > 0xcf || marker == 0xc4 || marker == 0xc8 || marker == 0xcc
	})
	return is
}

func pngPart(content []byte) []byte {
	for at := 8; at+12 <= len(content); {
		length := int64(binary.BigEndian.Uint32(content[at:]))
		if int64(at)+12+length > int64(len(content)) {
			return nil
		}
		if string(content[at+4:at+8]) == "eXIf" {
			return content[at+8 : at+8+int(length)]
		}
		at += 12 + int(length)
	}
	return nil
}

func webpPart(content []byte) []byte {
	for at := 12; at+8 <= len(content); {
		length := int64(binary.LittleEndian.Uint32(content[at+4:]))
		if int64(at)+8+length > int64(len(content)) {
			return nil
		}
		if string(content[at:at+4]) == "EXIF" {
			part := content[at+8 : at+8+int(length)]
			return bytes.TrimPrefix(part, []byte("Exif\x00\x00"))
		}
		at += 8 + int(length+length%2)
	}
	return nil
}
