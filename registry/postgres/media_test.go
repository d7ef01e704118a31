package postgres_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"landbank/registry"
)

// fileOf is a file of that content.
func fileOf(content string) registry.MediaFile {
	sum := sha256.Sum256([]byte(content))
	return registry.MediaFile{Hash: hex.EncodeToString(sum[:]), Type: "image/jpeg", Bytes: []byte(content), Width: 400, Height: 300,
		Smaller: []registry.MediaForm{{Size: "thumb", Type: "image/jpeg", Bytes: []byte("small " + content), Width: 320, Height: 240}}}
}

func photo(content string, public bool) registry.NewMedium {
	return registry.NewMedium{File: fileOf(content), Medium: registry.Medium{Kind: "photo", Public: &public, Title: registry.Text{"uk": content},
		Longitude: new(30.5), Latitude: new(50.25), FileName: "olena.jpg"}}
}

// see gives what somebody gets under a hash: the bytes, or "nothing".
func (d *desk) see(p registry.Principal, hash, size string) string {
	d.t.Helper()
	file, err := d.store.MediumFile(d.t.Context(), p, hash, size)
	switch {
	case errors.Is(err, registry.ErrNotFound):
		return "nothing"
	case err != nil:
		d.t.Fatal(err)
	}
	return string(file.Bytes)
}

// Photos are part of the record: a change of them is a draft that the public
// does not see until it is published, and then sees as far as it is marked.
func TestPhotosFollowDraftAndPublication(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx, ok := t.Context(), must[registry.Entry](t)
	site := d.published(draft(30, 48))
	shown, kept := photo("front", true), photo("inside", false)
	front, inside := shown.File.Hash, kept.File.Hash
	one := ok(d.store.AddMedium(ctx, editor, site.Ref, site.Version, shown))
	two := ok(d.store.AddMedium(ctx, editor, site.Ref, one.Version, kept))
	if two.Standing.Review != "draft" || len(two.Record.Media) != 2 || *two.Record.Media[0].SizeBytes != 5 || *two.Record.Media[0].Width != 400 {
		t.Fatalf("draft: %+v %+v", two.Standing, two.Record.Media)
	}
	if got := d.see(registry.Principal{}, front, "full"); got != "nothing" {
		t.Errorf("the public sees the photo of a draft: %s", got)
	}
	if got := d.see(editor, inside, "thumb"); got != "small inside" {
		t.Errorf("staff see %s", got)
	}
	elsewhere := registry.Principal{ID: "user:7", Grants: []registry.Grant{{Role: registry.Editor, Territory: "XX"}}}
	if got := d.see(elsewhere, inside, "full"); got != "nothing" {
		t.Errorf("staff of another territory see %s", got)
	}
	moved := ok(d.store.ChangeMedium(ctx, editor, site.Ref, two.Version, inside, func(m *registry.Medium) error {
		m.Title = registry.Text{"uk": "цех"}
		return nil
	}, 1, ""))
	if moved.Record.Media[0].Hash != inside || moved.Record.Media[0].Title["uk"] != "цех" {
		t.Errorf("moved: %+v", moved.Record.Media)
	}
	d.holdsTogether()
	sent := ok(d.store.Act(ctx, editor, site.Ref, moved.Version, registry.Act{Action: registry.ActSubmit}))
	done := ok(d.store.Act(ctx, reviewer, site.Ref, sent.Version, registry.Act{Action: registry.ActPublish, Waivers: waived(sent.Findings)}))
	public := must[registry.Detail](t)(d.store.Site(ctx, site.Ref))
	if m := public.Record.Media; len(m) != 1 || m[0].Hash != front || m[0].Longitude != nil || m[0].FileName != "" {
		t.Errorf("the public is told %+v", m)
	}
	if !strings.Contains(string(public.Properties), `"photo_count":1`) {
		t.Errorf("properties %s", public.Properties)
	}
	if got := []string{d.see(registry.Principal{}, front, "full"), d.see(registry.Principal{}, front, "thumb"), d.see(registry.Principal{}, inside, "full")}; !slices.Equal(got, []string{"front", "small front", "nothing"}) {
		t.Errorf("the public sees %q", got)
	}
	gone := ok(d.store.RemoveMedium(ctx, editor, site.Ref, done.Version, front, "blurred"))
	if len(gone.Record.Media) != 1 || d.see(registry.Principal{}, front, "full") != "front" {
		t.Errorf("taken out of the draft: %+v", gone.Record.Media)
	}
	history := must[registry.History](t)(d.store.WholeHistory(ctx, editor, site.Ref, registry.HistoryQuery{Limit: 50}))
	last := history.Events[0]
	if _, told := last.Changes["media["+front+"].hash"]; !told {
		t.Errorf("the history tells %v", last.Changes)
	}
	d.holdsTogether()
}

// What does not fit is refused with the reason, and nothing of it is kept.
func TestMediaThatDoNotFitAreRefused(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	site := must[registry.Entry](t)(d.store.Create(ctx, editor, draft(30, 48)))
	one := must[registry.Entry](t)(d.store.AddMedium(ctx, editor, site.Ref, site.Version, photo("front", true)))
	viewer := registry.Principal{ID: "user:5", Grants: []registry.Grant{{Role: registry.Viewer}}}
	unknown := draft(30, 48, func(r *registry.Record) { r.Media = []registry.Medium{{Hash: strings.Repeat("ab", 32)}} })
	twice := draft(30, 48, func(r *registry.Record) { r.Media = slices.Concat(one.Record.Media, one.Record.Media) })
	for name, c := range map[string]struct {
		try  func() error
		want string
	}{
		"twice": {func() error {
			_, err := d.store.AddMedium(ctx, editor, site.Ref, one.Version, photo("front", true))
			return err
		}, "media: the site has this file already"},
		"by a viewer": {func() error {
			_, err := d.store.AddMedium(ctx, viewer, site.Ref, one.Version, photo("b", true))
			return err
		}, "no right to site.edit in []"},
		"an old version": {func() error {
			_, err := d.store.AddMedium(ctx, editor, site.Ref, site.Version, photo("b", true))
			return err
		}, site.Ref + " is at version 2, not 1"},
		"not there":        {func() error { _, err := d.store.RemoveMedium(ctx, editor, site.Ref, one.Version, "ff", ""); return err }, fmt.Sprintf("medium ff of %s: not found", site.Ref)},
		"a hash of nobody": {func() error { _, err := d.store.Update(ctx, editor, site.Ref, one.Version, unknown); return err }, "media: there is no file with this hash; send it first"},
		"a hash twice":     {func() error { _, err := d.store.Update(ctx, editor, site.Ref, one.Version, twice); return err }, "media: the site has this file already"},
	} {
		if err := c.try(); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	if n := ask[int64](d, "select count(*) from media_file"); n != 1 {
		t.Errorf("%d files are kept", n)
	}
	d.holdsTogether()
}

// An item of the check list that names a document is done as long as that holds.
func TestReadinessFallsWithItsDocument(t *testing.T) {
	t.Parallel()
	day := registry.NewDate(2026, 11, 26)
	record := func(until registry.Date, hash string) *registry.Record {
		return &registry.Record{LocationQuality: "cadastral", Availability: "available",
			Contact: registry.Contact{Email: "a@example.org"}, Offers: []registry.Offer{{Procedure: "auction"}},
			Parcels: []registry.Parcel{{CadastralNumber: "1", Ownership: "municipal", Purpose: "11.02"}},
			Utilities: []registry.Utility{
				{Network: "electricity", State: "on_site", CapacityAvailable: new(1.0), CapacityBasis: "utility_letter"},
				{Network: "water_potable", State: "on_site", CapacityAvailable: new(1.0), CapacityBasis: "utility_letter"}},
			Media: []registry.Medium{{Hash: "h", Kind: "survey", ValidUntil: until}},
			Readiness: []registry.ReadinessItem{{Item: "boundary_surveyed", State: "done", Document: hash}, {Item: "geotech", State: "done"},
				{Item: "phase_1_environment", State: "done"}}}
	}
	for name, c := range map[string]struct {
		record *registry.Record
		want   int
	}{
		"no document is named":       {record(registry.Date{}, ""), 3},
		"it holds for ever":          {record(registry.Date{}, "h"), 3},
		"it holds today":             {record(day, "h"), 3},
		"it ran out":                 {record(registry.NewDate(2026, 11, 25), "h"), 2},
		"the document is not there":  {record(registry.Date{}, "other"), 2},
		"what nobody names runs out": {record(registry.NewDate(2026, 11, 25), ""), 3},
	} {
		if got := c.record.ReadinessLevel(day); got != c.want {
			t.Errorf("%s: level %d, want %d", name, got, c.want)
		}
	}
}

// An erasure takes the file away too, and leaves it where another site has it.
func TestErasedPhotosAreNowhere(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx, ok := t.Context(), must[registry.Entry](t)
	one, two := ok(d.store.Create(ctx, editor, draft(30, 48))), ok(d.store.Create(ctx, editor, draft(31, 48)))
	face, wall := photo("face of a person", true), photo("a wall", true)
	one = ok(d.store.AddMedium(ctx, editor, one.Ref, one.Version, face))
	one = ok(d.store.AddMedium(ctx, editor, one.Ref, one.Version, wall))
	ok(d.store.AddMedium(ctx, editor, two.Ref, two.Version, wall))
	ok(d.store.RemoveMedium(ctx, editor, one.Ref, one.Version, face.File.Hash, "")) // the history still has it
	done := must[registry.Erased](t)(d.store.Erase(ctx, admin, one.Ref, registry.Erasure{Paths: []string{"media"}, Reason: "on request"}))
	if done.Files != 1 || len(done.Remaining) != 0 {
		t.Errorf("erased %+v", done)
	}
	dump := d.dumped()
	for _, text := range []string{hex.EncodeToString(face.File.Bytes), "face of a person"} {
		if strings.Contains(dump, text) {
			t.Errorf("%q is still in the database", text)
		}
	}
	if d.see(editor, wall.File.Hash, "full") != "a wall" {
		t.Error("the file that another site has is gone")
	}
	d.holdsTogether()
}

// An erasure reaches what the public wrote of the same person.
func TestErasuresReachCorrections(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	site := d.published(draft(30, 48, func(r *registry.Record) {
		r.Contact = registry.Contact{Organisation: "Council", Email: "olena.petrenko@example.org"}
	}))
	if _, err := d.store.Propose(ctx, site.Ref, registry.Proposal{Text: "Write to olena.petrenko@example.org instead", Client: "10.0.0.1"}); err != nil {
		t.Fatal(err)
	}
	must[registry.Erased](t)(d.store.Erase(ctx, admin, site.Ref, registry.Erasure{Paths: []string{"contact.email"}, Reason: "on request"}))
	if got := ask[string](d, "select text from correction"); got != "Write to "+registry.Mark+" instead" {
		t.Errorf("the correction says %q", got)
	}
}
