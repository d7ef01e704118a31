package media

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"landbank/registry"
)

// scene is a picture whose upper left quarter is red, and the rest blue.
func scene(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{0, 0, 200, 255}
			if x < w/2 && y < h/2 {
				c = color.RGBA{200, 0, 0, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func jpegOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// field is one tag of EXIF: its value is in place where it is short, else after
// the tags.
type field struct {
	tag, kind uint16
	count     uint32
	value     []byte
}

// exifOf writes EXIF that says how the camera was held, when, where and where
// it looked.
func exifOf(order binary.AppendByteOrder, orientation uint16) []byte {
	u16 := func(v uint16) []byte { return order.AppendUint16(nil, v) }
	u32 := func(v ...uint32) (b []byte) {
		for _, one := range v {
			b = order.AppendUint32(b, one)
		}
		return b
	}
	header := []byte("II*\x00")
	if order.String() == "BigEndian" {
		header = []byte("MM\x00*")
	}
	b := append(header, u32(8)...)
	part := func(at int, fields []field) []byte {
		out := u16(uint16(len(fields)))
		var rest []byte
		after := at + 2 + 12*len(fields) + 4
		for _, f := range fields {
			out = append(append(append(out, u16(f.tag)...), u16(f.kind)...), u32(f.count)...)
			if len(f.value) <= 4 {
				out = append(out, append(f.value, make([]byte, 4-len(f.value))...)...)
				continue
			}
			out = append(out, u32(uint32(after+len(rest)))...)
			rest = append(rest, f.value...)
		}
		return append(append(out, u32(0)...), rest...)
	}
	first := func(exif, gps uint32) []field {
		return []field{{tagOrientation, 3, 1, u16(orientation)}, {tagExif, 4, 1, u32(exif)}, {tagGPS, 4, 1, u32(gps)},
			{0x010e, 2, 14, []byte("secret-comment")}}
	}
	length := len(part(8, first(0, 0)))
	taken := part(8+length, []field{{tagTaken, 2, 20, []byte("2026:05:17 12:30:00\x00")}})
	b = append(b, part(8, first(uint32(8+length), uint32(8+length+len(taken))))...)
	b = append(b, taken...)
	return append(b, part(len(b), []field{
		{tagLatitudeRef, 2, 2, []byte("S\x00")}, {tagLatitude, 5, 3, u32(50, 1, 30, 1, 36, 1)},
		{tagLongRef, 2, 2, []byte("E\x00")}, {tagLongitude, 5, 3, u32(30, 1, 15, 1, 0, 1)},
		{tagBearing, 5, 1, u32(2715, 10)},
	})...)
}

// withSegments puts EXIF, XMP and a comment into a JPEG.
func withSegments(plain, exif []byte) []byte {
	segment := func(marker byte, payload []byte) []byte {
		return append(append([]byte{0xff, marker}, binary.BigEndian.AppendUint16(nil, uint16(len(payload)+2))...), payload...)
	}
	out := append([]byte{}, plain[:2]...)
	out = append(out, segment(0xe1, append([]byte("Exif\x00\x00"), exif...))...)
	out = append(out, segment(0xe1, []byte("http://ns.adobe.com/xap/1.0/\x00<x>secret-xmp</x>"))...)
	out = append(out, segment(0xed, []byte("Photoshop 3.0\x008BIM secret-iptc"))...)
	out = append(out, segment(0xfe, []byte("secret-comment"))...)
	return append(out, plain[2:]...)
}

// withChunk puts a chunk after the header of a PNG.
func withChunk(plain []byte, name string, payload []byte) []byte {
	chunk := append(binary.BigEndian.AppendUint32(nil, uint32(len(payload))), append([]byte(name), payload...)...)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
	return append(append(append([]byte{}, plain[:33]...), chunk...), plain[33:]...)
}

// What a photo says beside its pixels is told to the sender and is not in what
// is kept; what can be seen stays, turned as the camera was held.
func TestPhotosAreDrawnAnew(t *testing.T) {
	t.Parallel()
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		exif := exifOf(order, 6) // held with its right side down: 6 turns it clockwise
		for name, content := range map[string][]byte{
			"JPEG": withSegments(jpegOf(t, scene(64, 32)), exif),
			"PNG":  withChunk(withChunk(pngOf(t, scene(64, 32)), "eXIf", exif), "tEXt", []byte("Comment\x00secret-comment")),
		} {
			file, said, err := Read(content)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if bytes.Contains(file.Bytes, []byte("secret")) || bytes.Contains(file.Bytes, []byte("Exif")) {
				t.Errorf("%s: something beside the pixels is kept", name)
			}
			got := fmt.Sprintf("%s %d×%d %s %v %v %v", file.Type, file.Width, file.Height, said.TakenOn, *said.Bearing, *said.Latitude, *said.Longitude)
			if want := "image/jpeg 32×64 2026-05-17 271.5 -50.51 30.25"; got != want {
				t.Errorf("%s: %s, want %s", name, got, want)
			}
			drawn, err := jpeg.Decode(bytes.NewReader(file.Bytes))
			if err != nil {
				t.Fatal(err)
			}
			red, _, _, _ := drawn.At(24, 8).RGBA() // the upper left went to the upper right
			if _, _, blue, _ := drawn.At(8, 8).RGBA(); red < 0x8000 || blue < 0x8000 {
				t.Errorf("%s: the picture is not turned", name)
			}
			if file.Hash != hashOf(file.Bytes) || len(file.Smaller) != 0 {
				t.Errorf("%s: hash %s, %d smaller forms", name, file.Hash, len(file.Smaller))
			}
		}
	}
}

// Every orientation of EXIF brings the red quarter to the upper left.
func TestOrientations(t *testing.T) {
	t.Parallel()
	upright := scene(4, 2)
	// how a picture is stored that is upright once it is turned by the orientation
	stored := map[int]func(x, y int) (int, int){
		1: func(x, y int) (int, int) { return x, y }, 2: func(x, y int) (int, int) { return 3 - x, y },
		3: func(x, y int) (int, int) { return 3 - x, 1 - y }, 4: func(x, y int) (int, int) { return x, 1 - y },
		5: func(x, y int) (int, int) { return y, x }, 6: func(x, y int) (int, int) { return y, 3 - x },
		7: func(x, y int) (int, int) { return 1 - y, 3 - x }, 8: func(x, y int) (int, int) { return 1 - y, x },
	}
	for orientation, where := range stored {
		w, h := 4, 2
		if orientation >= 5 {
			w, h = 2, 4
		}
		m := image.NewRGBA(image.Rect(0, 0, w, h))
		for y := range 2 {
			for x := range 4 {
				sx, sy := where(x, y)
				m.SetRGBA(sx, sy, upright.RGBAAt(x, y))
			}
		}
		if got := turned(m, orientation); !bytes.Equal(got.Pix, upright.Pix) {
			t.Errorf("orientation %d: %v", orientation, got.Pix)
		}
	}
}

func TestLargePhotosHaveSmallerForms(t *testing.T) {
	t.Parallel()
	file, _, err := Read(jpegOf(t, scene(3000, 1500)))
	if err != nil {
		t.Fatal(err)
	}
	got := []string{fmt.Sprint(file.Width, file.Height)}
	for _, f := range file.Smaller {
		got = append(got, fmt.Sprint(f.Size, f.Width, f.Height))
	}
	if want := []string{"2560 1280", "thumb320 160", "screen1280 640"}; strings.Join(got, ";") != strings.Join(want, ";") {
		t.Errorf("%q, want %q", got, want)
	}
}

// hostile is the header of a PNG that says it is huge.
func hostile(w, h uint32) []byte {
	b := pngOf(t0{}, scene(1, 1))
	binary.BigEndian.PutUint32(b[16:], w)
	binary.BigEndian.PutUint32(b[20:], h)
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}

type t0 struct{ testing.TB }

func (t0) Helper() {}

func zipOf(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, content := range files {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Files are told by their content alone, and what could do harm is refused.
func TestFilesAreToldByTheirContent(t *testing.T) {
	t.Parallel()
	types := "[Content_Types].xml"
	for name, c := range map[string]struct {
		content []byte
		want    string // the type, or what the refusal says
	}{
		"PDF":                   {[]byte("%PDF-1.7\n…\n%%EOF\n"), PDF},
		"PDF cut off":           {[]byte("%PDF-1.7\n…"), "a PDF without its end"},
		"DOCX":                  {zipOf(t, map[string]string{types: "", "word/document.xml": ""}), DOCX},
		"XLSX":                  {zipOf(t, map[string]string{types: "", "xl/workbook.xml": ""}), XLSX},
		"PPTX":                  {zipOf(t, map[string]string{types: "", "ppt/presentation.xml": ""}), PPTX},
		"ODT":                   {zipOf(t, map[string]string{"mimetype": ODT}), ODT},
		"ODS":                   {zipOf(t, map[string]string{"mimetype": ODS}), ODS},
		"DOCX with macros":      {zipOf(t, map[string]string{types: "", "word/document.xml": "", "word/vbaProject.bin": ""}), "a document with macros"},
		"ODT with macros":       {zipOf(t, map[string]string{"mimetype": ODT, "Basic/Standard/Module1.xml": ""}), "a document with macros"},
		"another ZIP":           {zipOf(t, map[string]string{"a.txt": ""}), "a ZIP file that is no office document"},
		"old Office":            {append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 600)...), "a document of an old Office, which can hold programs"},
		"HTML":                  {[]byte("<html><script>alert(1)</script>"), "of a kind that is not taken"},
		"SVG":                   {[]byte("<svg xmlns='http://www.w3.org/2000/svg'/>"), "of a kind that is not taken"},
		"nothing":               {nil, "empty"},
		"a huge PNG":            {hostile(60000, 60000), "a picture of 60000 × 60000 pixels"},
		"a long PNG":            {hostile(1<<31-1, 1), "a picture of 2147483647 × 1 pixels"},
		"a JPEG of three bytes": {[]byte("\xff\xd8\xff"), "a damaged picture"},
		"a JPEG cut off":        {jpegOf(t, scene(64, 64))[:300], "a damaged picture"},
		"a WebP of nothing":     {[]byte("RIFF\x00\x00\x00\x00WEBPVP8 \x00\x00\x00\x00"), "a damaged picture"},
	} {
		file, _, err := Read(c.content)
		got := file.Type
		var refusal *Refusal
		if errors.As(err, &refusal) {
			got = refusal.Got
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Whatever is sent, reading ends, and what is kept is a JPEG without EXIF, or a
// document as it came.
func FuzzRead(f *testing.F) {
	exif := exifOf(binary.LittleEndian, 3)
	f.Add(withSegments(jpegOf(f, scene(16, 8)), exif))
	f.Add(withChunk(pngOf(f, scene(8, 8)), "eXIf", exifOf(binary.BigEndian, 8)))
	f.Add(append([]byte("RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"), exif...))
	f.Add(hostile(1<<20, 1<<20))
	f.Add([]byte("%PDF-1.4\n%%EOF"))
	f.Add(zipOf(f, map[string]string{"mimetype": ODT}))
	f.Add(append([]byte("\xff\xd8\xff\xe1\xff\xffExif\x00\x00II*\x00\xff\xff\xff\xff"), 0))
	f.Fuzz(func(t *testing.T, content []byte) {
		file, _, err := Read(content)
		switch {
		case err != nil:
			if !errors.Is(err, ErrRefused) {
				t.Errorf("%v", err)
			}
		case IsPicture(file.Type):
			if jpegPart(file.Bytes) != nil || max(file.Width, file.Height) > registry.MediaSizes[2].Most {
				t.Errorf("%d × %d", file.Width, file.Height)
			}
		case !bytes.Equal(file.Bytes, content):
			t.Error("a document was changed")
		}
	})
}
