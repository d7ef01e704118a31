package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/geo"
	"landbank/registry"
)

var _ registry.UploadBooks = (*Store)(nil)

// uploadColumns are what scanUpload reads of import_upload u and its newest
// import b.
const uploadColumns = `u.id, u.file_name, u.file, u.size, u.brought_by, u.authors, u.places, u.created_at, u.changed_at, u.settings, u.recognised,
	u.tried, coalesce(u.failure, b.failure, ''), u.removed_at is not null, coalesce(b.id, 0), coalesce(b.state, ''),
	coalesce(b.undone_at, b.ended_at, b.started_at, '-infinity') > u.changed_at, b.rows_read, b.created, b.updated, b.unchanged, b.rejected, b.skipped,
	b.warnings, b.gone, b.withdrawn, b.by_rule`

// AddUpload notes an upload.
func (s *Store) AddUpload(ctx context.Context, p registry.Principal, u registry.Upload) (registry.Upload, error) {
	within, everywhere := p.Within(registry.RunImport)
	if everywhere {
		within = nil
	}
	args, err := uploadArgs(u.Settings, u.Recognised)
	if err != nil {
		return u, err
	}
	args["file_name"], args["file"], args["size"], args["actor"], args["within"] = cleanText(u.FileName), u.File, u.Size, p.ID, orEmpty(within)
	var id int64
	if err := s.write.QueryRow(ctx, statement("upload_add"), args).Scan(&id); err != nil {
		return u, s.fault("note the upload", err)
	}
	return s.Upload(ctx, id)
}

func uploadArgs(settings registry.UploadSettings, recognised registry.Recognition) (pgx.StrictNamedArgs, error) {
	first, err := jsonText(settings)
	if err != nil {
		return nil, err
	}
	second, err := jsonText(recognised)
	return pgx.StrictNamedArgs{"settings": string(first), "recognised": string(second)}, err
}

// Upload gives one upload, or registry.ErrNotFound.
func (s *Store) Upload(ctx context.Context, id int64) (registry.Upload, error) {
	rows, err := s.write.Query(ctx, statement("upload"), pgx.StrictNamedArgs{"id": id})
	if err != nil {
		return registry.Upload{}, s.fault("read the upload", err)
	}
	u, err := pgx.CollectExactlyOneRow(rows, scanUpload)
	if errors.Is(err, pgx.ErrNoRows) {
		return u, fmt.Errorf("upload %d: %w", id, registry.ErrNotFound)
	}
	return u, s.fault("read the upload", err)
}

// Uploads lists the uploads that the principal may see.
func (s *Store) Uploads(ctx context.Context, p registry.Principal, limit int, before int64) ([]registry.Upload, error) {
	within, everywhere := p.Within(registry.RunImport)
	rows, err := s.write.Query(ctx, statement("upload_list"), pgx.StrictNamedArgs{"before": before, "limit": limit, "everywhere": everywhere,
		"within": orEmpty(within), "actor": p.ID})
	if err != nil {
		return nil, s.fault("list uploads", err)
	}
	list, err := pgx.CollectRows(rows, scanUpload)
	return list, s.fault("list uploads", err)
}

// scanUpload reads a row of uploadColumns.
func scanUpload(row pgx.CollectableRow) (registry.Upload, error) {
	var u registry.Upload
	var tried *registry.ImportResult
	var state string
	var newer bool
	var c struct{ read, created, updated, unchanged, rejected, skipped, warnings, gone, withdrawn *int64 }
	var byRule map[string]int64
	err := row.Scan(&u.ID, &u.FileName, &u.File, &u.Size, &u.BroughtBy, &u.Authors, &u.Places, &u.CreatedAt, &u.ChangedAt, &u.Settings, &u.Recognised,
		&tried, &u.Failure, &u.Removed, &u.Batch, &state, &newer, &c.read, &c.created, &c.updated, &c.unchanged, &c.rejected, &c.skipped,
		&c.warnings, &c.gone, &c.withdrawn, &byRule)
	u.CreatedAt, u.ChangedAt, u.Result = u.CreatedAt.UTC(), u.ChangedAt.UTC(), tried
	u.State = registry.UploadUploaded
	if tried != nil {
		u.State = registry.UploadChecked
	}
	// What an import did stands; that it failed, or was taken back, holds until
	// something else is done with the file.
	switch {
	case state == "applied" || state == "running" || newer && state != "":
		u.State = state
	default:
		return u, err
	}
	if state == "running" {
		u.State = registry.UploadApplying
	}
	if c.read != nil {
		n := func(v *int64) int64 {
			if v == nil {
				return 0
			}
			return *v
		}
		u.Result = &registry.ImportResult{Batch: u.Batch, Read: *c.read, Created: n(c.created), Updated: n(c.updated), Unchanged: n(c.unchanged),
			Rejected: n(c.rejected), Skipped: n(c.skipped), Warnings: n(c.warnings), Gone: n(c.gone), Withdrawn: n(c.withdrawn), ByRule: byRule}
	}
	return u, err
}

// ChangeUpload replaces how an upload is read.
func (s *Store) ChangeUpload(ctx context.Context, id int64, settings registry.UploadSettings, recognised registry.Recognition, author string) error {
	args, err := uploadArgs(settings, recognised)
	if err != nil {
		return err
	}
	args["id"], args["author"] = id, author
	_, err = s.write.Exec(ctx, statement("upload_change"), args)
	return s.fault("change the upload", err)
}

// TriedUpload keeps what a dry run counted, or why a run did not end.
func (s *Store) TriedUpload(ctx context.Context, id int64, result *registry.ImportResult, failure string) error {
	var tried *string
	if result != nil {
		text, err := json.Marshal(result)
		if err != nil {
			return fmt.Errorf("encode the counts: %w", err)
		}
		tried = new(string(text))
	}
	_, err := s.write.Exec(ctx, statement("upload_tried"), pgx.StrictNamedArgs{"id": id, "tried": tried, "failure": cleanText(failure)})
	return s.fault("keep what the run said", err)
}

// RemoveUpload forgets an upload that was never applied.
func (s *Store) RemoveUpload(ctx context.Context, id int64) error {
	return pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, statement("upload_remove"), pgx.StrictNamedArgs{"id": id})
		if err != nil {
			return s.fault("remove the upload", err)
		}
		if tag.RowsAffected() == 0 {
			return registry.Refuse("applied", "id", "the upload was imported, and stays in the books; its import can be undone")
		}
		_, err = tx.Exec(ctx, statement("outcome_clear"), pgx.StrictNamedArgs{"id": id})
		return s.fault("remove the upload", err)
	})
}

// OutdatedUploads marks uploads as removed that nobody has touched since.
func (s *Store) OutdatedUploads(ctx context.Context, since time.Time) ([]string, error) {
	rows, err := s.write.Query(ctx, statement("upload_outdated"), pgx.StrictNamedArgs{"since": since})
	if err != nil {
		return nil, s.fault("look for old uploads", err)
	}
	files, err := pgx.CollectRows(rows, pgx.RowTo[string])
	return files, s.fault("look for old uploads", err)
}

// goneFrom numbers the sites that are gone: beyond every row.
const goneFrom = int64(1) << 40

// PutOutcomes keeps what became of the rows of an upload.
func (s *Store) PutOutcomes(ctx context.Context, id int64, rows iter.Seq2[registry.RowOutcome, error]) error {
	next, stop := iter.Pull2(rows)
	defer stop()
	gone := goneFrom
	columns := []string{"upload_id", "n", "line", "source_key", "ref", "state", "rules", "changes", "issues", "raw",
		"name", "longitude", "latitude", "held"}
	err := pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "set local statement_timeout = 0"); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, statement("outcome_clear"), pgx.StrictNamedArgs{"id": id}); err != nil {
			return err
		}
		_, err := tx.CopyFrom(ctx, pgx.Identifier{"import_outcome"}, columns, pgx.CopyFromFunc(func() ([]any, error) {
			o, err, more := next()
			if !more || err != nil {
				return nil, err
			}
			if o.Row == 0 {
				gone++
				o.Row = gone
			}
			return outcomeRow(id, &o)
		}))
		return err
	})
	return s.fault("keep what became of the rows", err)
}

func outcomeRow(id int64, o *registry.RowOutcome) ([]any, error) {
	rules := []string{}
	for _, i := range o.Issues {
		rules = append(rules, i.Rule)
	}
	issues := o.Issues
	if issues == nil {
		issues = []registry.Issue{}
	}
	found, err := jsonText(issues)
	if err != nil {
		return nil, err
	}
	var changes, raw *string
	if o.Changes != nil {
		changes = new(string(o.Changes))
	}
	if o.Raw != nil {
		text, err := jsonText(o.Raw)
		if err != nil {
			return nil, err
		}
		raw = new(string(text))
	}
	return []any{id, o.Row, o.Line, cleanText(o.SourceKey), o.Ref, string(o.State), rules, changes, string(found), raw,
		cleanText(o.Name), o.Longitude, o.Latitude, o.Held}, nil
}

// Outcomes gives one page of what became of the rows of an upload.
func (s *Store) Outcomes(ctx context.Context, id int64, q registry.OutcomeQuery) (registry.OutcomePage, error) {
	var page registry.OutcomePage
	rows, err := s.write.Query(ctx, statement("outcome_list"), pgx.StrictNamedArgs{"id": id, "state": string(q.State), "rule": q.Rule,
		"held": q.Held, "after": q.After, "offset": q.Skip, "limit": q.Limit + 1})
	if err != nil {
		return page, s.fault("read what became of the rows", err)
	}
	var west, south, east, north *float64
	page.Rows, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.RowOutcome, error) {
		var o registry.RowOutcome
		return o, row.Scan(&page.Matched, &west, &south, &east, &north, &o.Row, &o.Line, &o.SourceKey, &o.Ref, &o.State, (*[]byte)(&o.Changes), &o.Issues, &o.Raw,
			&o.Name, &o.Longitude, &o.Latitude, &o.Held)
	})
	if err != nil {
		return page, s.fault("read what became of the rows", err)
	}
	if west != nil {
		page.Bounds = new(geo.NewBBox(*west, *south, *east, *north))
	}
	if len(page.Rows) > q.Limit {
		page.Rows = page.Rows[:q.Limit]
		page.Next = page.Rows[q.Limit-1].Row
	}
	for i := range page.Rows {
		if page.Rows[i].Row > goneFrom {
			page.Rows[i].Row = 0
		}
	}
	return page, nil
}

// OutcomeTile gives the rows of an upload that have a place in a vector tile.
func (s *Store) OutcomeTile(ctx context.Context, id int64, q registry.OutcomeQuery, tile geo.Tile) ([]byte, error) {
	var encoded []byte
	err := s.write.QueryRow(ctx, statement("outcome_tile"), pgx.StrictNamedArgs{"id": id, "state": string(q.State), "rule": q.Rule,
		"held": q.Held, "z": tile.Z, "x": tile.X, "y": tile.Y}).Scan(&encoded)
	return encoded, s.fault("draw the rows", err)
}

// InvalidRows visits the rejected rows of an upload.
func (s *Store) InvalidRows(ctx context.Context, id int64, visit func(registry.RejectedRow) error) error {
	rows, err := s.write.Query(ctx, statement("outcome_invalid"), pgx.StrictNamedArgs{"id": id})
	if err != nil {
		return s.fault("read the rejected rows", err)
	}
	defer rows.Close()
	for rows.Next() {
		var row registry.RejectedRow
		if err := rows.Scan(&row.Line, &row.Raw, &row.Issues); err != nil {
			return s.fault("read a rejected row", err)
		}
		if err := visit(row); err != nil {
			return err
		}
	}
	return s.fault("read the rejected rows", rows.Err())
}
