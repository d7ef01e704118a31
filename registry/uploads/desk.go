package uploads

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"landbank/geo"
	"landbank/registry"
	"landbank/registry/intake"
)

// visible gives an upload, with what is under way, to whoever may see it.
func (s *Service) visible(ctx context.Context, p registry.Principal, id int64) (registry.Upload, error) {
	if !p.CanSomewhere(registry.RunImport) {
		return registry.Upload{}, p.Authorize(registry.RunImport)
	}
	u, err := s.store.Upload(ctx, id)
	if err != nil {
		return registry.Upload{}, err
	}
	if !u.VisibleTo(p) {
		return registry.Upload{}, fmt.Errorf("upload %d: %w", id, registry.ErrNotFound)
	}
	s.underWay(&u)
	return u, nil
}

// Read gives one upload.
func (s *Service) Read(ctx context.Context, p registry.Principal, id int64) (registry.Upload, error) {
	return s.visible(ctx, p, id)
}

// List lists uploads, the newest first.
func (s *Service) List(ctx context.Context, p registry.Principal, limit int, before int64) ([]registry.Upload, error) {
	if !p.CanSomewhere(registry.RunImport) {
		return nil, p.Authorize(registry.RunImport)
	}
	list, err := s.store.Uploads(ctx, p, limit, before)
	for i := range list {
		s.underWay(&list[i])
	}
	return list, err
}

// idle gives an upload of which nothing is under way and that was not applied.
func (s *Service) idle(ctx context.Context, p registry.Principal, id int64) (registry.Upload, error) {
	u, err := s.visible(ctx, p, id)
	if err != nil {
		return u, err
	}
	switch u.State {
	case registry.UploadChecking, registry.UploadApplying:
		return u, registry.Refuse("running", "state", "the upload is being worked on; wait until that is done")
	case registry.UploadApplied:
		return u, registry.Refuse("applied", "state", fmt.Sprintf("the upload is imported (import %d); send a file again to import it again", u.Batch))
	}
	if u.Removed {
		return u, registry.Refuse("removed", "file", "the file is not kept any more; send it again")
	}
	return u, nil
}

// Change changes the settings of an upload.
func (s *Service) Change(ctx context.Context, p registry.Principal, id int64, change func(*registry.UploadSettings)) (registry.Upload, error) {
	return s.change(ctx, p, id, func(u *registry.Upload, settings *registry.UploadSettings) error {
		change(settings)
		return nil
	})
}

// Correct puts values in place of those of a row.
func (s *Service) Correct(ctx context.Context, p registry.Principal, id, row int64, values map[string]*string) (registry.Upload, error) {
	return s.change(ctx, p, id, func(u *registry.Upload, settings *registry.UploadSettings) error {
		return settings.Correct(row, u.Recognised.Columns, values)
	})
}

// change changes the settings of an upload, and looks at the file anew.
func (s *Service) change(ctx context.Context, p registry.Principal, id int64, change func(*registry.Upload, *registry.UploadSettings) error) (registry.Upload, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	u, err := s.idle(ctx, p, id)
	if err != nil {
		return u, err
	}
	settings := u.Settings
	if err := change(&u, &settings); err != nil {
		return u, err
	}
	job := jobOf(registry.ImportJob{}, &settings)
	job.Reason = "-" // it may be said later
	if err := job.Check(); err != nil {
		return u, err
	}
	author := ""
	if settings.Reads(&u.Settings) {
		author = p.ID
	}
	settings, found, err := s.recognise(ctx, &u, settings)
	if err != nil {
		return u, err
	}
	if err := s.store.ChangeUpload(ctx, id, settings, found, author); err != nil {
		return u, err
	}
	return s.visible(ctx, p, id)
}

// Rows gives what became of the rows in the last run.
func (s *Service) Rows(ctx context.Context, p registry.Principal, id int64, q registry.OutcomeQuery) (registry.OutcomePage, error) {
	if _, err := s.visible(ctx, p, id); err != nil {
		return registry.OutcomePage{}, err
	}
	return s.store.Outcomes(ctx, id, q)
}

// Tile gives the rows with a place in a vector tile.
func (s *Service) Tile(ctx context.Context, p registry.Principal, id int64, q registry.OutcomeQuery, tile geo.Tile) ([]byte, error) {
	if _, err := s.visible(ctx, p, id); err != nil {
		return nil, err
	}
	return s.store.OutcomeTile(ctx, id, q, tile)
}

// Report writes the rejected rows as a CSV file.
func (s *Service) Report(ctx context.Context, p registry.Principal, id int64, to io.Writer) error {
	u, err := s.visible(ctx, p, id)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(s.options.Dir, "report-")
	if err != nil {
		return fmt.Errorf("make the report: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	name := dir + "/report.csv"
	report, err := intake.NewReport(name)
	if err != nil {
		return err
	}
	if err := s.store.InvalidRows(ctx, id, report.Add); err != nil {
		return errors.Join(err, report.Discard())
	}
	if err := report.Close(u.Recognised.Columns); err != nil {
		return err
	}
	file, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("read the report: %w", err)
	}
	defer func() { _ = file.Close() }() // read only
	if _, err := io.Copy(to, file); err != nil {
		return fmt.Errorf("send the report: %w", err)
	}
	return nil
}

// Undo takes back the import that the upload became.
func (s *Service) Undo(ctx context.Context, p registry.Principal, id int64, undo registry.Undo) (registry.UndoResult, error) {
	u, err := s.visible(ctx, p, id)
	if err != nil {
		return registry.UndoResult{}, err
	}
	if u.Batch == 0 {
		return registry.UndoResult{}, registry.Refuse("batch", "state", "the upload was not imported, so there is nothing to undo")
	}
	return s.store.UndoImport(ctx, p, u.Batch, undo)
}

// Batches lists all imports of the books.
func (s *Service) Batches(ctx context.Context, p registry.Principal, limit int, before int64) ([]registry.Batch, error) {
	if err := p.Authorize(registry.RunImport); err != nil {
		return nil, err
	}
	return s.store.BatchesBefore(ctx, limit, before)
}

// UndoBatch takes back an import of the books.
func (s *Service) UndoBatch(ctx context.Context, p registry.Principal, batch int64, undo registry.Undo) (registry.UndoResult, error) {
	return s.store.UndoImport(ctx, p, batch, undo)
}

// Remove forgets an upload that was never applied, and its file.
func (s *Service) Remove(ctx context.Context, p registry.Principal, id int64) error {
	u, err := s.visible(ctx, p, id)
	if err != nil {
		return err
	}
	if u.State == registry.UploadChecking || u.State == registry.UploadApplying {
		return registry.Refuse("running", "state", "the upload is being worked on; wait until that is done")
	}
	if err := s.store.RemoveUpload(ctx, id); err != nil {
		return err
	}
	return s.drop(u.File)
}
