package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/media"
)

// Paths of photos and documents, as the router writes them. PublicMediaPath is
// for everybody, DeskMediaPath for staff.
const (
	MediaPath       = SitePath + "/media"
	MediumPath      = MediaPath + "/:hash"
	DeskMediaPath   = Root + "/media/:hash"
	PublicMediaPath = "/api/v1/media/:hash"
)

// MediaTypes are the media types that files are served as.
var MediaTypes = []string{media.JPEG, media.PDF, media.DOCX, media.XLSX, media.PPTX, media.ODT, media.ODS}

// keeping is what a sender may agree to keep of what a photo says of itself.
var keeping = []string{"taken_on", "bearing", "position"}

// mediumTime is how long a file may take once it is here.
const mediumTime = 50 * time.Second

// Media answers for photos and documents.
type Media struct {
	store registry.Media
	// drawing bounds how many pictures are drawn anew at once: each takes
	// memory by its pixels, not by the length of its file.
	drawing chan struct{}
}

// NewMedia makes it of what keeps them.
func NewMedia(store registry.Media) *Media {
	return &Media{store: store, drawing: make(chan struct{}, 1)}
}

// Add takes a file to a site: the body as it is.
func (m *Media) Add(c *exchange.Call, p path) error {
	ref, err := reference(p)
	if err != nil {
		return err
	}
	version, err := known(c, ref)
	if err != nil {
		return err
	}
	added, keep := readNewMedium(c.Query)
	if err := c.Query.Err(); err != nil {
		return err
	}
	if !c.Principal.CanSomewhere(registry.EditSite) { // before a long body is read
		return c.Principal.Authorize(registry.EditSite)
	}
	body, err := c.File(registry.MostMediumBytes)
	if err != nil {
		return err
	}
	content, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	var said media.Said
	// The body took the time that it took; what follows has its own.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Context()), mediumTime)
	defer cancel()
	if added.File, said, err = m.read(ctx, content); err != nil {
		return err
	}
	settleNew(&added.Medium, added.File.Type, said, keep)
	if err := checkKind(&added.Medium, added.File.Type); err != nil {
		return err
	}
	entry, err := m.store.AddMedium(ctx, c.Principal, ref, version, added)
	if err != nil {
		return err
	}
	c.Header().Set("Location", c.URL(strings.Replace(DeskMediaPath, ":hash", added.File.Hash, 1), nil))
	return send(c, http.StatusCreated, tagOf(entry.Ref, entry.Version), entryOf(c.Principal, &entry))
}

// read makes the file fit to be kept, when it is its turn.
func (m *Media) read(ctx context.Context, content []byte) (registry.MediaFile, media.Said, error) {
	select {
	case m.drawing <- struct{}{}:
		defer func() { <-m.drawing }()
	case <-ctx.Done():
		return registry.MediaFile{}, media.Said{}, registry.ErrTimeout
	}
	file, said, err := media.Read(content)
	var refusal *media.Refusal
	if errors.As(err, &refusal) {
		return file, said, criteria.Faults{{In: "body", Name: "", Rule: criteria.RuleBadValue, Got: refusal.Got, Want: refusal.Want}}
	}
	return file, said, err
}

// readNewMedium reads what the query says of a file.
func readNewMedium(q *exchange.Query) (m registry.NewMedium, keep []string) {
	q.Only("file_name", "kind", "title", "language", "public", "keep", "issued_on", "valid_until", "reason")
	d := &m.Medium
	if d.FileName, _ = q.Text("file_name"); utf8.RuneCountInString(d.FileName) > registry.MostMediumNameRune {
		q.Fault("file_name", criteria.RuleBadValue, exchange.Printable(d.FileName), fmt.Sprintf("%d characters at most", registry.MostMediumNameRune))
	}
	kinds := []string{""}
	for _, k := range registry.Codes("media_kind") {
		kinds = append(kinds, k.Code)
	}
	d.Kind = q.OneOf("kind", kinds...)
	language := q.OneOf("language", registry.Languages...)
	if title, ok := q.Text("title"); ok {
		d.Title = registry.Text{language: title}
	}
	if q.OneOf("public", "false", "true") == "true" {
		yes := true
		d.Public = &yes
	}
	d.IssuedOn, d.ValidUntil = queryDay(q, "issued_on"), queryDay(q, "valid_until")
	m.Reason, _ = q.Text("reason")
	return m, q.SomeOf("keep", keeping...)
}

// queryDay gives a day of the query; zero without one.
func queryDay(q *exchange.Query, name string) registry.Date {
	text, ok := q.Text(name)
	if !ok {
		return registry.Date{}
	}
	day, err := registry.ParseDate(text)
	if err != nil {
		q.Fault(name, criteria.RuleBadValue, exchange.Printable(text), "a day, YYYY-MM-DD")
	}
	return day
}

// settleNew says what kind of medium a file is where nobody said, and takes
// from the photo what the sender agreed to.
func settleNew(m *registry.Medium, fileType string, said media.Said, keep []string) {
	if m.Kind == "" {
		m.Kind = "other"
		if media.IsPicture(fileType) {
			m.Kind = registry.MediaPhoto
		}
	}
	if slices.Contains(keep, "taken_on") {
		m.TakenOn = said.TakenOn
	}
	if slices.Contains(keep, "bearing") {
		m.Bearing = said.Bearing
	}
	if slices.Contains(keep, "position") {
		m.Longitude, m.Latitude = said.Longitude, said.Latitude
	}
}

func checkKind(m *registry.Medium, fileType string) error {
	if m.Kind == registry.MediaPhoto && !media.IsPicture(fileType) {
		return criteria.Faults{{In: "query", Name: "kind", Rule: criteria.RuleBadValue, Got: m.Kind, Want: "another kind: the file is no picture"}}
	}
	return nil
}

// saidByStore are the members of a medium that follow from its file.
var saidByStore = []string{"hash", "media_type", "size_bytes", "width_px", "height_px"}

// mediumMembers are the members of a medium that people write.
func mediumMembers() []registry.Member {
	all := registry.RecordMembers()
	at := slices.IndexFunc(all, func(m registry.Member) bool { return m.Name == "media" })
	return slices.DeleteFunc(slices.Clone(all[at].Members), func(m registry.Member) bool { return slices.Contains(saidByStore, m.Name) })
}

// Change changes what is said of a medium by a merge patch, and its place.
func (m *Media) Change(c *exchange.Call, p path) error {
	ref, err := reference(p)
	if err != nil {
		return err
	}
	version, err := known(c, ref)
	if err != nil {
		return err
	}
	body, err := read(c, mergePatchType)
	if err != nil {
		return err
	}
	body.Only("medium", "position", "reason")
	raw, given := body.Raw("medium")
	if given {
		checkMembers(body, body.Object("medium"), mediumMembers())
	}
	position := body.Int("position", 1, registry.MostMedia, 0)
	reason := readText(body, "reason")
	if err := body.Err(); err != nil {
		return err
	}
	change := func(d *registry.Medium) error {
		if !given {
			return nil
		}
		return patchMedium(d, raw)
	}
	entry, err := m.store.ChangeMedium(c.Context(), c.Principal, ref, version, p("hash"), change, position, reason)
	if err != nil {
		return err
	}
	return sendEntry(c, http.StatusOK, &entry)
}

func patchMedium(m *registry.Medium, patch json.RawMessage) error {
	before, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("encode a medium: %w", err)
	}
	after, err := exchange.MergePatch(before, patch)
	if err != nil {
		return fmt.Errorf("patch a medium: %w", err)
	}
	*m = registry.Medium{}
	if err := json.Unmarshal(after, m); err != nil {
		return fmt.Errorf("read a patched medium: %w", err)
	}
	return checkKind(m, m.Type)
}

// Remove takes a medium out of the draft.
func (m *Media) Remove(c *exchange.Call, p path) error {
	ref, err := reference(p)
	if err != nil {
		return err
	}
	version, err := known(c, ref)
	if err != nil {
		return err
	}
	c.Query.Only("reason")
	reason, _ := c.Query.Text("reason")
	if err := c.Query.Err(); err != nil {
		return err
	}
	entry, err := m.store.RemoveMedium(c.Context(), c.Principal, ref, version, p("hash"), reason)
	if err != nil {
		return err
	}
	return sendEntry(c, http.StatusOK, &entry)
}

// publicCaching and staffCaching: the bytes under a hash never change. That a
// file is withdrawn or erased has to reach shared caches, so they keep it for a
// day.
const (
	publicCaching = "public, max-age=86400, immutable"
	staffCaching  = "private, max-age=86400, immutable"
)

// Public serves a file that a published site shows to everybody.
func (m *Media) Public(c *exchange.Call, p path) error {
	return m.serve(c, p, registry.Principal{}, publicCaching)
}

// Staff serves a file of a site that the principal may read.
func (m *Media) Staff(c *exchange.Call, p path) error {
	return m.serve(c, p, c.Principal, staffCaching)
}

func (m *Media) serve(c *exchange.Call, p path, who registry.Principal, caching string) error {
	size, err := mediaSize(c)
	if err != nil {
		return err
	}
	file, err := m.store.MediumFile(c.Context(), who, p("hash"), size)
	if err != nil {
		return err
	}
	return sendMedium(c, &file, size, caching)
}

// mediaSize reads the form that is asked for, the only thing in the query.
func mediaSize(c *exchange.Call) (string, error) {
	c.Query.Only("size")
	sizes := []string{registry.FullSize}
	for _, s := range registry.MediaSizes {
		if s.Name != registry.FullSize {
			sizes = append(sizes, s.Name)
		}
	}
	size := c.Query.OneOf("size", sizes...)
	return size, c.Query.Err()
}

// sendMedium serves a file.
func sendMedium(c *exchange.Call, file *registry.StoredFile, size, caching string) error {
	h := c.Header()
	// A file runs nothing, whatever it holds and whoever opens it by its address.
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	if !media.IsPicture(file.Type) {
		h.Set("Content-Disposition", `attachment; filename="`+url.PathEscape("document-"+file.Hash[:12]+media.Extension(file.Type))+`"`)
	}
	h.Set("Cache-Control", caching)
	c.Media = file.Type
	tag := exchange.Tag(file.Hash + "-" + size)
	if c.Fresh(tag) {
		return nil
	}
	return c.Send(http.StatusOK, tag, exchange.NewBody(file.Bytes))
}
