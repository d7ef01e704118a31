// Package media makes files of people fit to be kept: photos are drawn anew
// from their pixels, so that nothing stays in them but what can be seen;
// documents are told by their content and kept as they are.
//
// Every file is hostile until it is read: what a picture would take in memory
// is known from its header, and refused before it is decoded.
package media

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"landbank/registry"
)

// The media types of files that are kept.
const (
	JPEG = "image/jpeg"
	PNG  = "image/png"
	WebP = "image/webp"
	PDF  = "application/pdf"
	DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
	ODT  = "application/vnd.oasis.opendocument.text"
	ODS  = "application/vnd.oasis.opendocument.spreadsheet"
)

// ErrRefused is behind every error that says why a file is not taken.
var ErrRefused = errors.New("the file is not taken")

// Refusal says why a file is not taken: what it is, and what it would have to
// be.
type Refusal struct{ Got, Want string }

func (r *Refusal) Error() string { return fmt.Sprintf("it is %s; it has to be %s", r.Got, r.Want) }

// Is makes it ErrRefused.
func (r *Refusal) Is(target error) bool { return target == ErrRefused }

// Said is what a picture says of itself, which is taken out of it.
type Said struct {
	TakenOn             registry.Date // zero where it does not say
	Bearing             *float64      // degrees from true or magnetic north
	Longitude, Latitude *float64      // WGS 84
}

// taken names what is taken, for people.
const taken = "a JPEG, PNG or WebP picture, or a document: PDF, DOCX, XLSX, PPTX, ODT, ODS"

// Read makes a file fit to be kept. The error is a *Refusal.
func Read(content []byte) (registry.MediaFile, Said, error) {
	switch {
	case len(content) == 0:
		return registry.MediaFile{}, Said{}, &Refusal{"empty", taken}
	case bytes.HasPrefix(content, []byte("\xff\xd8\xff")):
		return picture(content, JPEG)
	case bytes.HasPrefix(content, []byte("\x89PNG\r\n\x1a\n")):
		return picture(content, PNG)
	case len(content) > 12 && string(content[:4]) == "RIFF" && string(content[8:12]) == "WEBP":
		return picture(content, WebP)
	}
	kind, err := document(content)
	if err != nil {
		return registry.MediaFile{}, Said{}, err
	}
	return registry.MediaFile{Hash: hashOf(content), Type: kind, Bytes: content}, Said{}, nil
}

func hashOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// Extension gives the ending of the name of a file of the type, with its dot.
func Extension(kind string) string {
	return map[string]string{JPEG: ".jpg", PDF: ".pdf", DOCX: ".docx", XLSX: ".xlsx", PPTX: ".pptx", ODT: ".odt", ODS: ".ods"}[kind]
}

// IsPicture tells whether a file of the type can be shown as a picture.
func IsPicture(kind string) bool { return kind == JPEG }
