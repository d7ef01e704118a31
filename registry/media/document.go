package media

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
)

// mostEntries is how many files an office document holds at most.
const mostEntries = 10000

// document tells what a document is by its content. Old formats of Office and
// documents with macros are refused: they can run programs.
func document(content []byte) (string, error) {
	switch {
	case bytes.HasPrefix(content, []byte("%PDF-")):
		if !bytes.Contains(content[max(0, len(content)-4096):], []byte("%%EOF")) {
			return "", &Refusal{"a PDF without its end", "a whole PDF"}
		}
		return PDF, nil
	case bytes.HasPrefix(content, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return "", &Refusal{"a document of an old Office, which can hold programs", "PDF, DOCX, XLSX, PPTX, ODT or ODS"}
	case bytes.HasPrefix(content, []byte("PK\x03\x04")):
		return packed(content)
	}
	return "", &Refusal{"of a kind that is not taken", taken}
}

// packed tells what an office document in a ZIP file is. Nothing is unpacked
// but the 100 bytes that name the type of an OpenDocument.
func packed(content []byte) (string, error) {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil || len(z.File) > mostEntries {
		return "", &Refusal{"a damaged ZIP file", taken}
	}
	kind, types := "", false
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		switch {
		case strings.HasSuffix(name, "vbaproject.bin"), strings.HasPrefix(name, "basic/") && !strings.HasSuffix(name, "/"):
			return "", &Refusal{"a document with macros", "one without"}
		case name == "[content_types].xml":
			types = true
		case name == "word/document.xml":
			kind = DOCX
		case name == "xl/workbook.xml":
			kind = XLSX
		case name == "ppt/presentation.xml":
			kind = PPTX
		case name == "mimetype":
			if said := openType(f); said != "" {
				kind, types = said, true
			}
		}
	}
	if kind == "" || !types {
		return "", &Refusal{"a ZIP file that is no office document", taken}
	}
	return kind, nil
}

// openType gives the type that an OpenDocument names; "" for others.
func openType(f *zip.File) string {
	r, err := f.Open()
	if err != nil {
		return ""
	}
	defer func() { _ = r.Close() }()
	said, err := io.ReadAll(io.LimitReader(r, 100))
	if err != nil {
		return ""
	}
	for _, kind := range []string{ODT, ODS} {
		if string(said) == kind {
			return kind
		}
	}
	return ""
}
