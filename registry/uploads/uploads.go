// Package uploads takes files that people send and imports them in the
// background: a file lies in the folder of uploads under a random name, what
// there is to know of it in the books (registry.UploadBooks), and each dry run
// and each import is one goroutine that goes on when the caller has gone. What
// the process had under way when it ended was cut off; the store finds that out.
package uploads

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"
	"unicode"

	"landbank/geo"
	"landbank/registry"
	"landbank/registry/intake"
)

// Store is what the service needs of the registry.
type Store interface {
	registry.UploadBooks
	registry.Undoer
	registry.SourceMappings
	BatchesBefore(ctx context.Context, limit int, before int64) ([]registry.Batch, error)
	Import(ctx context.Context, job registry.ImportJob, rows registry.Rows) (registry.ImportResult, error)
}

// Options are what an operator decides.
type Options struct {
	Dir   string // the folder of uploads; made where it is not there
	Limit int64  // the most bytes of a file
	Days  int    // how long a file is kept after it was imported, or touched last
	Log   *slog.Logger
}

// atOnce is how many files are read at the same time.
const atOnce = 2

var _ registry.Uploads = (*Service)(nil)

// Service takes files and imports them. It is safe for concurrent use.
type Service struct {
	store   Store
	options Options
	ctx     context.Context // of everything that runs in the background
	turns   chan struct{}

	changing sync.Mutex // settings are read, changed and written by one at a time

	mu    sync.Mutex
	runs  map[int64]*run
	work  sync.WaitGroup // dry runs and imports
	group sync.WaitGroup // what goes on
}

// New makes the service. What it does in the background ends with the context;
// Wait waits for that.
func New(ctx context.Context, store Store, o Options) (*Service, error) {
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of uploads: %w", err)
	}
	s := &Service{store: store, options: o, ctx: ctx, turns: make(chan struct{}, atOnce), runs: map[int64]*run{}}
	s.group.Go(s.sweep)
	return s, nil
}

// Wait waits until nothing runs in the background, after the context has
// ended.
func (s *Service) Wait() {
	s.work.Wait()
	s.group.Wait()
}

// Settle waits until no dry run and no import is under way.
func (s *Service) Settle() { s.work.Wait() }

// Limit is the most bytes of a file.
func (s *Service) Limit() int64 { return s.options.Limit }

// Add takes a file, as it comes, to disk.
func (s *Service) Add(ctx context.Context, p registry.Principal, fileName string, content io.Reader) (registry.Upload, error) {
	u := registry.Upload{FileName: displayName(fileName), File: rand.Text()}
	if !p.CanSomewhere(registry.RunImport) {
		return u, p.Authorize(registry.RunImport)
	}
	size, err := s.keep(u.File, content)
	if err != nil {
		return u, errors.Join(err, s.drop(u.File))
	}
	u.Size = size
	if u.Settings, u.Recognised, err = s.recognise(ctx, &u, u.Settings); err != nil {
		return u, errors.Join(err, s.drop(u.File))
	}
	added, err := s.store.AddUpload(ctx, p, u)
	if err != nil {
		return u, errors.Join(err, s.drop(u.File))
	}
	return added, nil
}

// keep writes a file of the folder.
func (s *Service) keep(name string, content io.Reader) (int64, error) {
	file, err := os.OpenFile(s.path(name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, fmt.Errorf("keep the upload: %w", err)
	}
	size, err := io.Copy(file, io.LimitReader(content, s.options.Limit+1))
	if err = errors.Join(err, file.Close()); err != nil {
		return size, fmt.Errorf("keep the upload: %w", err)
	}
	if size > s.options.Limit {
		return size, registry.Refuse("size", "file", fmt.Sprintf("the file has more than %d MiB", s.options.Limit>>20))
	}
	return size, nil
}

// Profiles are the kinds of registers that are known.
func (s *Service) Profiles() []registry.ImportProfile { return intake.Described() }

func (s *Service) path(name string) string { return filepath.Join(s.options.Dir, name) }

// drop removes a file of the folder, if it is there.
func (s *Service) drop(name string) error {
	if err := os.Remove(s.path(name)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("remove the upload: %w", err)
	}
	return nil
}

// displayName is what a sender calls a file, to be shown: the end of a path,
// without what cannot be seen.
func displayName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	if runes := []rune(name); len(runes) > 200 {
		name = string(runes[:200])
	}
	if strings.Trim(name, "./") == "" {
		return "upload"
	}
	return name
}

// open opens the file of an upload as its settings say.
func (s *Service) open(ctx context.Context, u *registry.Upload, settings registry.UploadSettings) (*intake.File, error) {
	o := intake.Options{Name: u.FileName, Profile: settings.Profile, Layer: settings.Layer, Source: settings.Source, Accept: settings.Accept, Columns: settings.Columns,
		Corrections: settings.Corrections, Encoding: settings.Encoding, Separator: settings.Separator}
	if settings.CRS != "" {
		srid, err := geo.ParseCRS(settings.CRS)
		if err != nil {
			return nil, registry.Refuse("crs", "crs", err.Error())
		}
		o.CRS = srid
	}
	file, err := intake.Open(s.path(u.File), o)
	if err != nil {
		if errors.Is(err, os.ErrNotExist) {
			return nil, registry.Refuse("removed", "file", "the file is not kept any more; send it again")
		}
		return nil, registry.Refuse("file", "file", s.words(u, err))
	}
	known, err := s.store.SourceMapping(ctx, file.Source().Code)
	switch {
	case errors.Is(err, registry.ErrNotFound):
		return file, nil
	case err != nil:
		return nil, errors.Join(err, file.Close())
	}
	if err := file.Remember(known); err != nil {
		return nil, errors.Join(registry.Refuse("mapping", "columns", s.words(u, err)), file.Close())
	}
	return file, nil
}

// words is what an error says, with the name that the sender knows in place of
// ours.
func (s *Service) words(u *registry.Upload, err error) string {
	text := strings.ReplaceAll(err.Error(), s.path(u.File), u.FileName)
	return strings.ReplaceAll(strings.ReplaceAll(text, u.File, u.FileName), s.options.Dir, "")
}

// recognise looks at a file with the settings, and completes what it can tell
// of them.
func (s *Service) recognise(ctx context.Context, u *registry.Upload, settings registry.UploadSettings) (registry.UploadSettings, registry.Recognition, error) {
	file, err := s.open(ctx, u, settings)
	if err != nil {
		return settings, registry.Recognition{}, err
	}
	defer func() { _ = file.Close() }() // read only
	r := file.Recognised()
	found := registry.Recognition{Format: r.Format, Packing: r.Packing, Encoding: r.Encoding, Separator: r.Separator, HeaderRow: r.HeaderRow,
		Layer: r.Layer + r.Sheet, OtherLayers: r.OtherLayers, Columns: file.Columns(), Profile: r.Profile, Reasons: r.Reasons, Notes: r.Notes, CRS: r.CRS,
		Source: file.Source(), Reads: file.Reads()}
	return settings, found, nil
}

// sweep removes files whose time is over, now and every hour.
func (s *Service) sweep() {
	tick := time.NewTicker(time.Hour)
	defer tick.Stop()
	for {
		if err := s.sweepOnce(s.ctx); err != nil && s.ctx.Err() == nil {
			s.options.Log.Error("remove old uploads", slog.Any("error", err))
		}
		select {
		case <-s.ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (s *Service) sweepOnce(ctx context.Context) error {
	files, err := s.store.OutdatedUploads(ctx, time.Now().AddDate(0, 0, -s.options.Days))
	for _, name := range files {
		err = errors.Join(err, s.drop(name))
	}
	return err
}
