package postgres_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"landbank/registry"
)

func (d *desk) uploaded(file string) registry.Upload {
	d.t.Helper()
	return must[registry.Upload](d.t)(d.store.AddUpload(d.t.Context(), editor, registry.Upload{FileName: "r.csv", File: file, Size: 7}))
}

// What became of an upload is what became of its import, also when the process
// that imported it is gone.
func TestAnUploadStandsAsItsImportDoes(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := t.Context()
	u := d.uploaded("one")
	state := func() string { return must[registry.Upload](t)(d.store.Upload(ctx, u.ID)).State }
	if state() != registry.UploadUploaded {
		t.Errorf("it is %s", state())
	}
	if err := d.store.TriedUpload(ctx, u.ID, &registry.ImportResult{Read: 1, Created: 1}, ""); err != nil || state() != registry.UploadChecked {
		t.Errorf("tried: %s (%v)", state(), err)
	}
	j := job()
	j.Upload = u.ID
	d.imported(j, plot(1, "a"))
	for books, want := range map[string]string{"running": "applying", "applied": "applied", "failed": "failed", "interrupted": "interrupted", "undone": "undone"} {
		d.run("update import_batch set state = $1", books)
		if state() != want {
			t.Errorf("its import is %s: it is %s", books, state())
		}
	}
	d.run("update import_batch set state = 'running'")
	if err := d.store.RemoveUpload(ctx, u.ID); !errors.Is(err, registry.ErrConflict) {
		t.Errorf("removed while it is imported: %v", err)
	}
	// Nobody holds the lock of that import: it was cut off.
	if batches := must[[]registry.Batch](t)(d.store.Interrupted(ctx)); len(batches) != 1 || state() != registry.UploadInterrupted {
		t.Errorf("cut off: %d, it is %s", len(batches), state())
	}
	if err := d.store.ChangeUpload(ctx, u.ID, registry.UploadSettings{Only: "create"}, registry.Recognition{}, "user:9"); err != nil || state() != registry.UploadUploaded {
		t.Errorf("changed after that: %s (%v)", state(), err)
	}
	if got := must[registry.Upload](t)(d.store.Upload(ctx, u.ID)); !slices.Equal(got.Authors, []string{editor.ID, "user:9"}) || got.Settings.Only != "create" {
		t.Errorf("changed %+v", got)
	}
	if _, err := d.store.Upload(ctx, 4711); !errors.Is(err, registry.ErrNotFound) {
		t.Errorf("an unknown one: %v", err)
	}
}

func TestUploadsGetOld(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	old, fresh, running := d.uploaded("old"), d.uploaded("fresh"), d.uploaded("running")
	j := job()
	j.Upload = running.ID
	d.imported(j, plot(1, "a"))
	d.run("update import_upload set changed_at = now() - interval '40 days' where id <> $1", fresh.ID)
	since := time.Now().AddDate(0, 0, -30)
	if files := must[[]string](t)(d.store.OutdatedUploads(t.Context(), since)); !slices.Equal(files, []string{"old"}) {
		t.Errorf("removed %v", files)
	}
	if files := must[[]string](t)(d.store.OutdatedUploads(t.Context(), since)); len(files) != 0 {
		t.Errorf("removed again %v", files)
	}
	if !must[registry.Upload](t)(d.store.Upload(t.Context(), old.ID)).Removed {
		t.Error("nobody is told that the file is gone")
	}
}
