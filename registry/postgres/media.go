package postgres

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

var _ registry.Media = (*Store)(nil)

// AddMedium adds a file to a site.
func (s *Store) AddMedium(ctx context.Context, p registry.Principal, ref string, version int, m registry.NewMedium) (registry.Entry, error) {
	return s.changeMedia(ctx, p, ref, version, m.Reason, func(ctx context.Context, e *editing, h *held, r *registry.Record) error {
		if slices.ContainsFunc(r.Media, func(o registry.Medium) bool { return o.Hash == m.File.Hash }) {
			return registry.Refuse("media", "file", "the site has this file already")
		}
		if err := e.fits(ctx, h, r, &m.File); err != nil {
			return err
		}
		if err := e.keepFile(ctx, &m.File); err != nil {
			return err
		}
		m.Medium.Hash = m.File.Hash
		r.Media = append(slices.Clone(r.Media), m.Medium)
		return nil
	})
}

// ChangeMedium changes what is said of a medium.
func (s *Store) ChangeMedium(ctx context.Context, p registry.Principal, ref string, version int, hash string,
	change func(*registry.Medium) error, position int, reason string,
) (registry.Entry, error) {
	return s.changeMedia(ctx, p, ref, version, reason, func(_ context.Context, _ *editing, _ *held, r *registry.Record) error {
		at, err := mediumAt(r, ref, hash)
		if err != nil {
			return err
		}
		r.Media = slices.Clone(r.Media)
		m := r.Media[at]
		if err := change(&m); err != nil {
			return err
		}
		r.Media[at] = m
		if position > 0 {
			r.Media = slices.Insert(slices.Delete(r.Media, at, at+1), min(position, len(r.Media))-1, m)
		}
		return nil
	})
}

// RemoveMedium takes a medium out of the draft.
func (s *Store) RemoveMedium(ctx context.Context, p registry.Principal, ref string, version int, hash, reason string) (registry.Entry, error) {
	return s.changeMedia(ctx, p, ref, version, reason, func(_ context.Context, _ *editing, _ *held, r *registry.Record) error {
		at, err := mediumAt(r, ref, hash)
		if err != nil {
			return err
		}
		r.Media = slices.Delete(slices.Clone(r.Media), at, at+1)
		return nil
	})
}

func mediumAt(r *registry.Record, ref, hash string) (int, error) {
	at := slices.IndexFunc(r.Media, func(m registry.Medium) bool { return m.Hash == hash })
	if at < 0 {
		return 0, fmt.Errorf("medium %s of %s: %w", hash, ref, registry.ErrNotFound)
	}
	return at, nil
}

// changeMedia changes the media of a site's draft, in one revision.
func (s *Store) changeMedia(ctx context.Context, p registry.Principal, ref string, version int, reason string,
	change func(context.Context, *editing, *held, *registry.Record) error,
) (registry.Entry, error) {
	return s.acted(ctx, p, ref, func(ctx context.Context, e *editing) error {
		h, after, err := e.begin(ctx, ref, version, registry.ActUpdate, reason)
		if err != nil {
			return err
		}
		record := h.entry.Record
		if err := change(ctx, e, h, &record); err != nil {
			return err
		}
		e.put(staged{site: h, record: record, shape: h.shape, action: registry.ActUpdate, reason: reason, after: after, content: true})
		return nil
	})
}

// fits refuses a file that is more than a site, or a person, may bring.
func (e *editing) fits(ctx context.Context, h *held, r *registry.Record, file *registry.MediaFile) error {
	if len(r.Media) >= registry.MostMedia {
		return registry.Refuse("media", "file", fmt.Sprintf("a site has %d photos and documents at most", registry.MostMedia))
	}
	var ofSite, ofDay int64
	err := e.tx.QueryRow(ctx, statement("media_sizes"), pgx.StrictNamedArgs{"site": h.id, "actor": e.principal.ID, "at": e.at}).Scan(&ofSite, &ofDay)
	if err != nil {
		return e.store.fault("measure the files", err)
	}
	size := int64(len(file.Bytes))
	if ofSite+size > registry.MostMediaBytes {
		return registry.Refuse("media", "file", fmt.Sprintf("the files of a site have %d MB at most, with those of its history", registry.MostMediaBytes>>20))
	}
	if ofDay+size > registry.MostMediaBytesDay && e.principal.ID != registry.Operator.ID {
		return registry.Refuse("media", "file", fmt.Sprintf("one person brings %d MB a day at most", registry.MostMediaBytesDay>>20))
	}
	return nil
}

// keepFile stores a file, unless it is there already.
func (e *editing) keepFile(ctx context.Context, file *registry.MediaFile) error {
	hash, err := hex.DecodeString(file.Hash)
	if err != nil {
		return fmt.Errorf("hash of a file: %w", err)
	}
	var width, height *int
	if file.Width > 0 {
		width, height = &file.Width, &file.Height
	}
	tag, err := e.tx.Exec(ctx, statement("media_keep"), pgx.StrictNamedArgs{"hash": hash, "type": file.Type, "bytes": file.Bytes,
		"width": width, "height": height, "actor": e.principal.ID, "at": e.at})
	if err != nil || tag.RowsAffected() == 0 {
		return e.store.fault("keep the file", err)
	}
	for i := range file.Smaller {
		f := &file.Smaller[i]
		_, err := e.tx.Exec(ctx, statement("media_keep_form"), pgx.StrictNamedArgs{"hash": hash, "size": f.Size, "type": f.Type, "bytes": f.Bytes,
			"width": f.Width, "height": f.Height})
		if err != nil {
			return e.store.fault("keep a form of the file", err)
		}
	}
	return nil
}

// settleMedia refuses files that are not kept, and has the records say of the
// others what they are.
func (e *editing) settleMedia(ctx context.Context) error {
	for i := range e.staged {
		r := &e.staged[i].record
		if len(r.Media) == 0 || !e.staged[i].content {
			continue
		}
		r.Media = slices.Clone(r.Media)
		files, err := e.filesOf(ctx, r.Media)
		if err != nil {
			return err
		}
		var refused registry.RefusedError
		seen := map[string]bool{}
		for k := range r.Media {
			m := &r.Media[k]
			file, known := files[m.Hash]
			switch {
			case !known && e.staged[i].had(m.Hash):
				continue // an erased file, or one that a source told of: not for this change to mend
			case !known:
				refused.Refusals = append(refused.Refusals, registry.Refusal{Rule: "media", Field: "media[" + m.Hash + "].hash", Message: "there is no file with this hash; send it first"})
			case seen[m.Hash]:
				refused.Refusals = append(refused.Refusals, registry.Refusal{Rule: "media", Field: "media[" + m.Hash + "].hash", Message: "the site has this file already"})
			}
			seen[m.Hash] = true
			m.Type, m.SizeBytes, m.Width, m.Height = file.kind, file.size, file.width, file.height
		}
		if len(r.Media) > registry.MostMedia {
			refused.Refusals = append(refused.Refusals, registry.Refusal{Rule: "media", Field: "media", Message: fmt.Sprintf("a site has %d photos and documents at most", registry.MostMedia)})
		}
		if len(refused.Refusals) > 0 {
			return &refused
		}
	}
	return nil
}

// had tells whether the site's record, or what the public sees of it, names the
// file already.
func (s *staged) had(hash string) bool {
	if s.site == nil {
		return false
	}
	of := func(m registry.Medium) bool { return m.Hash == hash }
	return slices.ContainsFunc(s.site.entry.Record.Media, of) || s.site.published != nil && slices.ContainsFunc(s.site.published.Media, of)
}

// fileFacts are what the store knows of a file.
type fileFacts struct {
	kind                string
	size, width, height *int
}

func (e *editing) filesOf(ctx context.Context, media []registry.Medium) (map[string]fileFacts, error) {
	rows, err := e.tx.Query(ctx, statement("media_facts"), pgx.StrictNamedArgs{"hashes": hashesOf(media)})
	if err != nil {
		return nil, e.store.fault("look for the files", err)
	}
	files := map[string]fileFacts{}
	var hash string
	var f fileFacts
	_, err = pgx.ForEachRow(rows, []any{&hash, &f.kind, &f.size, &f.width, &f.height}, func() error {
		files[hash] = f
		return nil
	})
	return files, e.store.fault("look for the files", err)
}

func hashesOf(media []registry.Medium) []string {
	hashes := []string{}
	for i := range media {
		hashes = append(hashes, media[i].Hash)
	}
	return hashes
}

// noteMedia notes which sites have which files, once they are written.
func (e *editing) noteMedia(ctx context.Context) error {
	rows, hashes := []int64{}, []string{}
	for i := range e.staged {
		if !e.staged[i].content {
			continue
		}
		for _, hash := range hashesOf(e.staged[i].record.Media) {
			rows, hashes = append(rows, int64(i+1)), append(hashes, hash)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	_, err := e.tx.Exec(ctx, statement("media_note"), pgx.StrictNamedArgs{"rows": rows, "hashes": hashes})
	return e.store.fault("note the files", err)
}

// MediumFile gives a file.
func (s *Store) MediumFile(ctx context.Context, p registry.Principal, hash, size string) (registry.StoredFile, error) {
	file := registry.StoredFile{Hash: hash}
	key, err := hex.DecodeString(hash)
	if err != nil || len(key) != 32 {
		return file, registry.ErrNotFound
	}
	within, everywhere := p.Within(registry.ReadSite)
	if !everywhere && len(within) == 0 { // the public, and who may read nothing here
		within = nil
	}
	err = s.read.QueryRow(ctx, statement("media_file"), pgx.StrictNamedArgs{"hash": key, "size": size, "everywhere": everywhere,
		"within": orEmpty(within)}).Scan(&file.Type, &file.Bytes)
	if errors.Is(err, pgx.ErrNoRows) {
		return file, fmt.Errorf("file %s: %w", hash, registry.ErrNotFound)
	}
	return file, s.fault("read a file", err)
}
