package registry

import (
	"context"
	"slices"
)

// Medium is a photo or a document of a site. The bytes of its file stand
// beside the ledger under their hash; what is said of it here is part of the
// record, so drafts, four eyes and history hold for it.
type Medium struct {
	// Hash is the SHA-256 of the file as it is kept, 64 hexadecimal digits.
	Hash  string `json:"hash"`
	Kind  string `json:"kind,omitempty"`  // code list media_kind: photo, plan, utility_letter, …
	Title Text   `json:"title,omitempty"` // of a photo its caption
	// Public: everybody may see it once the site is published with it. What is
	// not marked so stays with the department.
	Public     *bool    `json:"public,omitempty"`
	TakenOn    Date     `json:"taken_on,omitzero"`     // day of a photo
	Bearing    *float64 `json:"bearing_deg,omitempty"` // where the camera looked, degrees from north, clockwise
	Longitude  *float64 `json:"longitude,omitempty"`   // where it stood, in WGS 84; never public
	Latitude   *float64 `json:"latitude,omitempty"`    // as longitude
	IssuedOn   Date     `json:"issued_on,omitzero"`    // of a document
	ValidUntil Date     `json:"valid_until,omitzero"`  // last day on which a document holds
	FileName   string   `json:"file_name,omitempty"`   // what the sender called the file; never public
	Type       string   `json:"media_type,omitempty"`  // what the file is; the store says it
	SizeBytes  *int     `json:"size_bytes,omitempty"`  // of the file; the store says it
	Width      *int     `json:"width_px,omitempty"`    // of a picture; the store says it
	Height     *int     `json:"height_px,omitempty"`   // of a picture; the store says it
}

// MediaPhoto is the kind of medium that is shown as a picture of the site.
const MediaPhoto = "photo"

// The limits of media.
const (
	MostMedia          = 100       // of one site
	MostMediaBytes     = 200 << 20 // of the files of one site
	MostMediaBytesDay  = 1 << 30   // that one person brings in a day
	MostMediumBytes    = 25 << 20  // of one file
	MostMediumPixels   = 50 << 20  // of one picture, before it is decoded
	MostMediumNameRune = 200
)

// MediaSizes are the forms in which a picture is kept, by their name: the
// length in pixels of its longer side at most. A picture that is smaller is
// kept as it is.
var MediaSizes = []MediaSize{{"thumb", 320}, {"screen", 1280}, {"full", 2560}}

// MediaSize is one of them.
type MediaSize struct {
	Name string
	Most int
}

// FullSize is the form under whose hash a file is known.
const FullSize = "full"

// medium finds the medium with the hash; nil where the record has none.
func (r *Record) medium(hash string) *Medium {
	at := slices.IndexFunc(r.Media, func(m Medium) bool { return m.Hash == hash })
	if at < 0 {
		return nil
	}
	return &r.Media[at]
}

// IsPublic tells whether the public sees it with the site.
func (m *Medium) IsPublic() bool { return m.Public != nil && *m.Public }

// photos counts the photos that are marked public; nil where there are none,
// since nobody has looked whether there is nothing to see.
func (r *Record) photos() any {
	return r.countMedia(func(m *Medium) bool { return m.Kind == MediaPhoto })
}

// documents counts the other media that are marked public.
func (r *Record) documents() any {
	return r.countMedia(func(m *Medium) bool { return m.Kind != MediaPhoto })
}

func (r *Record) countMedia(of func(*Medium) bool) any {
	count := int64(0)
	for i := range r.Media {
		if m := &r.Media[i]; m.IsPublic() && of(m) {
			count++
		}
	}
	if count == 0 {
		return nil
	}
	return count
}

// MediaFile is a file as it is kept: a document, or a picture that was drawn
// anew, so that nothing is in it but what can be seen.
type MediaFile struct {
	Hash  string // SHA-256 of Bytes
	Type  string // media type
	Bytes []byte
	// Width and Height are those of a picture; 0 for a document.
	Width, Height int
	Smaller       []MediaForm // further forms of a picture, by name of MediaSizes
}

// MediaForm is a smaller form of a picture.
type MediaForm struct {
	Size          string
	Type          string
	Bytes         []byte
	Width, Height int
}

// NewMedium is a file that is added to a site.
type NewMedium struct {
	File   MediaFile
	Medium Medium // what is said of it; its hash and what the store says are filled in
	Reason string
}

// StoredFile is a file, or a form of a picture, as it is served.
type StoredFile struct {
	Hash  string
	Type  string
	Bytes []byte
}

// Media keeps photos and documents. Each change of them is a change of the
// site's draft, one revision of the ledger, and takes the right to edit the
// site; errors are those of Desk.
type Media interface {
	// AddMedium adds a file to the end of the site's list.
	AddMedium(ctx context.Context, p Principal, ref string, version int, m NewMedium) (Entry, error)
	// ChangeMedium changes what is said of a medium, and its place in the list:
	// position counts from 1; 0 leaves it where it is.
	ChangeMedium(ctx context.Context, p Principal, ref string, version int, hash string, change func(*Medium) error, position int, reason string) (Entry, error)
	// RemoveMedium takes it out of the draft. The file stays for the history.
	RemoveMedium(ctx context.Context, p Principal, ref string, version int, hash, reason string) (Entry, error)
	// MediumFile gives a file that a site has which the principal may read, now
	// or in its history; for the public, which has no rights, one that a site
	// shows that is published. ErrNotFound otherwise.
	MediumFile(ctx context.Context, p Principal, hash, size string) (StoredFile, error)
}
