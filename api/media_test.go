package api

import (
	"bytes"
	"encoding/json"
	"image"
	"image/jpeg"
	"net/http"
	"strings"
	"testing"

	"landbank/registry"
)

// drawn is a picture of its own for each number.
func drawn(t testing.TB, n uint8) string {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 400, 200))
	for i := range m.Pix {
		m.Pix[i] = n
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, nil); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// sentMedium is what an answer says of the media of a site.
func sentMedium(t *testing.T, got answer) (media []registry.Medium, tag string) {
	t.Helper()
	var entry struct {
		Record struct{ Media []registry.Medium }
	}
	if err := json.Unmarshal(got.Body.Bytes(), &entry); err != nil {
		t.Fatal(err)
	}
	return entry.Record.Media, got.Header().Get("ETag")
}

// A photo and a document are sent, described, put in order and served, to
// staff at once and to the public when the site is published with them.
func TestPhotosAndDocumentsOverHTTP(t *testing.T) {
	t.Parallel()
	o := newReception(t)
	m := &matrix{reception: o}
	m.fillStock()
	card := bearer(o.token(o.person("editor@example.org", registry.Grant{Role: registry.Editor}).ID))
	site := m.site(false)
	root := deskPath + "/sites/" + site.Ref + "/media"
	send := func(method, path, body, tag string, status int) answer {
		t.Helper()
		got := o.ask(t, method, path, body, append(card, "If-Match", tag, "Content-Type", "application/json")...)
		wantStatus(t, method+" "+path, got, status)
		return got
	}
	added := send(http.MethodPost, root+"?public=true&title=Брама&file_name=IMG_1.jpg&keep=taken_on,bearing", drawn(t, 10), tagOfSite(site), http.StatusCreated)
	media, tag := sentMedium(t, added)
	front := media[0].Hash
	if m := media[0]; m.Kind != "photo" || m.Type != "image/jpeg" || *m.Width != 400 || m.Title["uk"] != "Брама" || !strings.HasSuffix(added.Header().Get("Location"), "/api/v1/desk/media/"+front) {
		t.Errorf("added %+v at %s", m, added.Header().Get("Location"))
	}
	media, tag = sentMedium(t, send(http.MethodPost, root+"?kind=utility_letter&valid_until=2027-01-31&public=true", "%PDF-1.4\n%%EOF\n", tag, http.StatusCreated))
	letter := media[1].Hash
	media, tag = sentMedium(t, send(http.MethodPatch, root+"/"+letter, `{"medium":{"title":{"uk":"Лист"},"issued_on":"2026-01-31"},"position":1}`, tag, http.StatusOK))
	if media[0].Hash != letter || media[0].Title["uk"] != "Лист" || media[0].IssuedOn.String() != "2026-01-31" || media[0].ValidUntil.String() != "2027-01-31" {
		t.Errorf("described %+v", media)
	}
	for _, body := range []string{`{"medium":{"hash":"x"}}`, `{"medium":{"kind":"selfie"}}`, `{"position":0}`, `{"other":1}`} {
		send(http.MethodPatch, root+"/"+letter, body, tag, http.StatusBadRequest)
	}
	send(http.MethodPost, root+"?kind=photo", "%PDF-1.4\n%%EOF\n", tag, http.StatusBadRequest)
	send(http.MethodPost, root, "<svg/>", tag, http.StatusBadRequest)

	if got := o.ask(t, http.MethodGet, deskPath+"/media/"+front+"?size=thumb", "", card...); got.Code != http.StatusOK || got.Header().Get("Cache-Control") != "private, max-age=86400, immutable" {
		t.Errorf("staff see the thumb: %d %v", got.Code, got.Header())
	}
	public := "/api/v1/media/"
	wantStatus(t, "the public asks for a photo of a draft", o.get(t, public+front), http.StatusNotFound)
	entry, err := o.store.Entry(t.Context(), registry.Operator, site.Ref)
	if err != nil {
		t.Fatal(err)
	}
	var waivers []registry.Waiver
	for _, f := range entry.Findings {
		waivers = append(waivers, registry.Waiver{Rule: f.Rule, Field: f.Field, Raw: f.Raw, Reason: "looked at"})
	}
	entry = m.operate(entry, registry.ActSubmit)
	if _, err := o.store.Act(t.Context(), registry.Operator, site.Ref, entry.Version, registry.Act{Action: registry.ActPublish, Waivers: waivers}); err != nil {
		t.Fatal(err)
	}
	got := o.get(t, public+front)
	config, err := jpeg.DecodeConfig(bytes.NewReader(got.Body.Bytes()))
	if err != nil || config.Width != 400 {
		t.Errorf("the public sees a photo: %v %v", config, err)
	}
	for name, want := range map[string]string{"Content-Type": "image/jpeg", "Cache-Control": "public, max-age=86400, immutable", "X-Content-Type-Options": "nosniff",
		"Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'", "Content-Disposition": ""} {
		if got.Header().Get(name) != want {
			t.Errorf("%s of a photo: %q, want %q", name, got.Header().Get(name), want)
		}
	}
	wantStatus(t, "again", o.ask(t, http.MethodGet, public+front, "", "If-None-Match", got.Header().Get("ETag")), http.StatusNotModified)
	document := o.get(t, public+letter)
	if document.Header().Get("Content-Type") != "application/pdf" || document.Header().Get("Content-Disposition") != `attachment; filename="document-`+letter[:12]+`.pdf"` {
		t.Errorf("the public gets a document: %v", document.Header())
	}
	for _, path := range []string{public + "x", public + strings.Repeat("0", 64), public + front[:63] + "g"} {
		wantStatus(t, path, o.get(t, path), http.StatusNotFound)
	}
	wantStatus(t, "an unknown size", o.get(t, public+front+"?size=huge"), http.StatusBadRequest)
}
