package uploads

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"os"
	"sync/atomic"

	"landbank/registry"
	"landbank/registry/intake"
)

// run is a dry run or an import under way.
type run struct {
	dry      bool
	progress atomic.Pointer[registry.UploadProgress]
}

// underWay puts what is under way into an upload as the books have it.
func (s *Service) underWay(u *registry.Upload) {
	s.mu.Lock()
	r := s.runs[u.ID]
	s.mu.Unlock()
	if r == nil {
		return
	}
	u.State = registry.UploadApplying
	if r.dry {
		u.State = registry.UploadChecking
	}
	u.Progress = r.progress.Load()
}

// Try begins a dry run.
func (s *Service) Try(ctx context.Context, p registry.Principal, id int64) (registry.Upload, error) {
	return s.begin(ctx, p, id, true)
}

// Apply begins an import.
func (s *Service) Apply(ctx context.Context, p registry.Principal, id int64) (registry.Upload, error) {
	return s.begin(ctx, p, id, false)
}

// begin checks what can be known at once, and begins the run.
func (s *Service) begin(ctx context.Context, p registry.Principal, id int64, dry bool) (registry.Upload, error) {
	u, err := s.idle(ctx, p, id)
	if err != nil {
		return u, err
	}
	job := jobOf(registry.ImportJob{Principal: p, BroughtBy: u.Authors, DryRun: dry, Upload: id}, &u.Settings)
	if err := job.Check(); err != nil {
		return u, err
	}
	if !dry {
		if job.Publish && !p.CanSomewhere(registry.PublishImport) {
			return u, p.Authorize(registry.PublishImport)
		}
		if err := job.CheckEyes(); err != nil {
			return u, err
		}
	}
	r := &run{dry: dry}
	r.progress.Store(&registry.UploadProgress{Phase: "read", Size: u.Size})
	s.mu.Lock()
	busy := s.runs[id] != nil
	if !busy {
		s.runs[id] = r
	}
	s.mu.Unlock()
	if busy {
		return u, registry.Refuse("running", "state", "the upload is being worked on; wait until that is done")
	}
	s.work.Go(func() { s.run(r, u, job) })
	s.underWay(&u)
	return u, nil
}

// jobOf puts the settings into a job.
func jobOf(job registry.ImportJob, s *registry.UploadSettings) registry.ImportJob {
	job.Publish, job.Only, job.Skip, job.Gone, job.GoneAnyway, job.Reason = s.Publish, s.Only, s.Skip, s.Gone, s.GoneAnyway, s.Reason
	return job
}

// run is the run itself; the caller may have gone.
func (s *Service) run(r *run, u registry.Upload, job registry.ImportJob) {
	defer func() {
		s.mu.Lock()
		delete(s.runs, u.ID)
		s.mu.Unlock()
	}()
	select {
	case s.turns <- struct{}{}:
		defer func() { <-s.turns }()
	case <-s.ctx.Done():
		return // nothing was begun
	}
	result, err := s.imported(r, &u, job)
	ctx := context.WithoutCancel(s.ctx) // what became of it is kept also when the process ends
	switch {
	case err != nil:
		s.options.Log.Warn("upload", slog.Int64("upload", u.ID), slog.Bool("dry", r.dry), slog.Any("error", err))
		err = s.store.TriedUpload(ctx, u.ID, nil, s.words(&u, err))
	case r.dry:
		err = s.store.TriedUpload(ctx, u.ID, &result, "")
	}
	if err != nil {
		s.options.Log.Error("keep what became of an upload", slog.Int64("upload", u.ID), slog.Any("error", err))
	}
}

// imported reads the file and imports it, and keeps what became of its rows.
func (s *Service) imported(r *run, u *registry.Upload, settings registry.ImportJob) (registry.ImportResult, error) {
	file, err := s.open(s.ctx, u, u.Settings)
	if err != nil {
		return registry.ImportResult{}, err
	}
	defer func() { _ = file.Close() }() // read only
	job, err := s.job(file, u, settings)
	if err != nil {
		return registry.ImportResult{}, err
	}
	told, err := newOutcomes(s.options.Dir)
	if err != nil {
		return registry.ImportResult{}, err
	}
	defer told.close()
	job.Outcome = told.add
	job.Progress = func(phase string, rows int64) {
		read, size := file.Progress()
		r.progress.Store(&registry.UploadProgress{Phase: phase, Rows: rows, Bytes: min(read, size), Size: size})
	}
	result, err := s.store.Import(s.ctx, job, file)
	if err != nil {
		return result, err
	}
	ctx := context.WithoutCancel(s.ctx)
	err = s.store.PutOutcomes(ctx, u.ID, told.all())
	if r.dry || err != nil {
		return result, err
	}
	if stated, there := file.Stated(); there {
		err = s.store.PutSourceMapping(ctx, job.Principal, stated)
	}
	return result, err
}

// job is the import of the file as the settings have it.
func (s *Service) job(file *intake.File, u *registry.Upload, settings registry.ImportJob) (registry.ImportJob, error) {
	job, err := file.Job()
	if err != nil {
		return job, err
	}
	job.Principal, job.BroughtBy = settings.Principal, settings.BroughtBy
	job.DryRun, job.Upload = settings.DryRun, settings.Upload
	return jobOf(job, &u.Settings), nil
}

// outcomes keeps what became of rows in a file without a name until the
// import's transaction is over.
type outcomes struct {
	file *os.File
	out  *bufio.Writer
	enc  *json.Encoder
}

func newOutcomes(dir string) (*outcomes, error) {
	file, err := os.CreateTemp(dir, "outcomes-")
	if err != nil {
		return nil, fmt.Errorf("make a temporary file: %w", err)
	}
	if err := os.Remove(file.Name()); err != nil {
		return nil, errors.Join(fmt.Errorf("hide the temporary file: %w", err), file.Close())
	}
	out := bufio.NewWriter(file)
	return &outcomes{file: file, out: out, enc: json.NewEncoder(out)}, nil
}

func (o *outcomes) add(row registry.RowOutcome) error { return o.enc.Encode(row) }

// all reads them back.
func (o *outcomes) all() iter.Seq2[registry.RowOutcome, error] {
	return func(yield func(registry.RowOutcome, error) bool) {
		err := o.out.Flush()
		if err == nil {
			_, err = o.file.Seek(0, io.SeekStart)
		}
		if err != nil {
			yield(registry.RowOutcome{}, fmt.Errorf("read the temporary file: %w", err))
			return
		}
		rows := json.NewDecoder(bufio.NewReader(o.file))
		for {
			var row registry.RowOutcome
			err := rows.Decode(&row)
			if errors.Is(err, io.EOF) {
				return
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

func (o *outcomes) close() { _ = o.file.Close() }
