package intake

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"

	"landbank/registry"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// charset is an encoding of the time before UTF-8.
type charset struct {
	name  string
	table *charmap.Charmap
}

var (
	cp1251 = charset{"cp1251", charmap.Windows1251}
	cp1252 = charset{"cp1252", charmap.Windows1252}
)

// guessCharset tells Cyrillic from western text by its bytes above 127: Cyrillic letters come in runs, accents,
// dashes and pound signs alone.
func guessCharset(text []byte) charset {
	high, inRuns := 0, 0
	for i, c := range text {
		if c < 0x80 {
			continue
		}
		high++
		if i > 0 && text[i-1] >= 0xc0 && c >= 0xc0 || i+1 < len(text) && text[i+1] >= 0xc0 && c >= 0xc0 {
			inRuns++
		}
	}
	if 2*inRuns > high {
		return cp1251
	}
	return cp1252
}

// legacyText turns the bytes of a row into text: UTF-8 where they are, else a charset of the time before.
type legacyText struct {
	charset  charset // of the file, or of the first row that was not UTF-8
	expected bool    // the file as a whole is in the charset, so rows in it are no finding
}

// text gives the row's text, and a finding where its encoding differs from the file's.
func (l *legacyText) text(raw []byte, line int64) (string, *registry.Issue) {
	if utf8.Valid(raw) {
		return string(raw), nil
	}
	if l.charset.table == nil {
		l.charset = guessCharset(raw)
	}
	decoded, err := l.charset.table.NewDecoder().Bytes(raw)
	if err != nil { // charmaps map every byte
		decoded = []byte(string(raw))
	}
	text := string(decoded)
	if l.expected {
		return text, nil
	}
	return text, &registry.Issue{Line: line, Rule: "V-30", Severity: registry.Warning, Field: "encoding",
		Raw: excerpt(text), Message: fmt.Sprintf("the row is not UTF-8 like the rows before; it was read as %s", l.charset.name)}
}

// sniffEncoding tells the encoding of a text by its start; how many bytes the mark takes, too.
func sniffEncoding(sample []byte) (name string, mark int) {
	switch {
	case bytes.HasPrefix(sample, []byte("\xef\xbb\xbf")):
		return "UTF-8 with BOM", 3
	case bytes.HasPrefix(sample, []byte("\xff\xfe")):
		return utf16Little, 2
	case bytes.HasPrefix(sample, []byte("\xfe\xff")):
		return utf16Big, 2
	}
	even, odd := 0, 0
	for i, c := range sample {
		if c == 0 && i%2 == 0 {
			even++
		} else if c == 0 {
			odd++
		}
	}
	switch half := len(sample) / 2; {
	case odd > half*2/3 && even < half/10:
		return utf16Little, 0
	case even > half*2/3 && odd < half/10:
		return utf16Big, 0
	case mostlyUTF8(sample):
		return "UTF-8", 0
	default:
		return guessCharset(sample).name, 0
	}
}

const (
	utf16Little = "UTF-16LE"
	utf16Big    = "UTF-16BE"
)

// mostlyUTF8 tells whether a sample is UTF-8, but for a character that its end cuts and for single rows that were
// pasted in from elsewhere.
func mostlyUTF8(sample []byte) bool {
	wide, wrong := 0, 0
	for i := 0; i < len(sample); {
		r, size := utf8.DecodeRune(sample[i:])
		switch {
		case r == utf8.RuneError && size == 1 && !utf8.FullRune(sample[i:]):
		case r == utf8.RuneError && size == 1:
			wrong++
		case size > 1:
			wide++
		}
		i += size
	}
	return wrong == 0 || wide > wrong
}

// decoded gives the reader as UTF-8 where its encoding needs more than a look at single rows.
func decoded(r io.Reader, encoding string) io.Reader {
	switch encoding {
	case utf16Little:
		return transform.NewReader(r, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
	case utf16Big:
		return transform.NewReader(r, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder())
	default:
		return r
	}
}
