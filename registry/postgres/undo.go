package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

var _ registry.Undoer = (*Store)(nil)

// UndoImport takes an import back; see registry.Undoer.
func (s *Store) UndoImport(ctx context.Context, p registry.Principal, batch int64, undo registry.Undo) (registry.UndoResult, error) {
	result := registry.UndoResult{Batch: batch, Left: []registry.LaterChange{}}
	if !p.CanSomewhere(registry.UndoImport) && !p.CanSomewhere(registry.EditSite) {
		return result, p.Authorize(registry.UndoImport)
	}
	err := s.change(ctx, p, func(ctx context.Context, e *editing) error {
		u := &undoing{editing: e, undo: undo, of: batch, result: &result}
		e.further = u.argument
		return u.all(ctx)
	})
	return result, err
}

// undoing is the undo of one import on its way.
type undoing struct {
	*editing
	undo   registry.Undo
	of     int64
	origin string // code of the register
	right  registry.Operation
	result *registry.UndoResult
}

func (u *undoing) all(ctx context.Context) error {
	if err := u.begin(ctx); err != nil {
		return err
	}
	if err := u.authorize(ctx); err != nil {
		return err
	}
	if err := u.prepare(ctx); err != nil {
		return err
	}
	if err := u.depend(ctx); err != nil {
		return err
	}
	// The revisions say which import was undone by its number.
	u.batch = u.of
	if err := u.each(ctx, []string{"replay_1_create", "undo_plan"}); err != nil {
		return err
	}
	if err := u.replay(ctx, 2); err != nil {
		return err
	}
	if err := u.exec(ctx, "undo_said"); err != nil {
		return err
	}
	err := u.tx.QueryRow(ctx, statement("undo_close"), pgx.StrictNamedArgs{"undo": u.of, "at": u.at, "actor": u.actor}).
		Scan(&u.result.Withdrawn, &u.result.Restored)
	return u.store.fault("close the books of the import", err)
}

// begin reads how the import stands, and refuses where there is nothing to
// undo.
func (u *undoing) begin(ctx context.Context) error {
	var state, by, profile string
	var when time.Time
	var left int64
	err := u.tx.QueryRow(ctx, statement("undo_batch"), pgx.StrictNamedArgs{"batch": u.of}).Scan(&state, &u.origin, &profile, &when, &by, &left)
	if errors.Is(err, pgx.ErrNoRows) {
		return fmt.Errorf("import %d: %w", u.of, registry.ErrNotFound)
	}
	if err != nil {
		return u.store.fault("find the import", err)
	}
	// Drafts that one person has made may be taken back by whoever may make them.
	u.right = registry.UndoImport
	if profile == registry.BulkProfile {
		u.right = registry.EditSite
	}
	day := when.UTC().Format("2006-01-02 15:04")
	switch state {
	case "applied":
		return nil
	case "running":
		return registry.Refuse("batch", "batch", fmt.Sprintf("import %d is still running", u.of))
	case "undone":
		if left == 0 {
			return registry.Refuse("batch", "batch", fmt.Sprintf("import %d was undone already, on %s by %s", u.of, day, by))
		}
		return registry.Refuse("batch", "batch", fmt.Sprintf("import %d was undone already, on %s by %s; %d sites that had been changed since were left as they are", u.of, day, by, left))
	}
	return registry.Refuse("batch", "batch", fmt.Sprintf("import %d stored nothing (it is %s since %s), so there is nothing to undo", u.of, state, day))
}

// authorize asks for the right wherever a site of the import lies, or comes to
// lie by its undo.
func (u *undoing) authorize(ctx context.Context) error {
	rows, err := u.tx.Query(ctx, statement("undo_territories"), pgx.StrictNamedArgs{"undo": u.of})
	if err != nil {
		return u.store.fault("read the places", err)
	}
	ladders, err := pgx.CollectRows(rows, pgx.RowTo[[]string])
	if err != nil {
		return u.store.fault("read the places", err)
	}
	for _, ladder := range ladders {
		if err := u.principal.Authorize(u.right, ladder...); err != nil {
			return err
		}
	}
	return nil
}

// depend looks for later changes.
func (u *undoing) depend(ctx context.Context) error {
	if err := u.each(ctx, []string{"undo_1_create", "undo_later"}); err != nil {
		return err
	}
	rows, err := u.tx.Query(ctx, statement("undo_later_list"))
	if err != nil {
		return u.store.fault("read later changes", err)
	}
	u.result.Left, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (registry.LaterChange, error) {
		var c registry.LaterChange
		err := row.Scan(&c.Ref, &c.Seq, &c.At, &c.Actor, &c.Action, &c.Batch)
		c.At = c.At.UTC()
		return c, err
	})
	if err != nil {
		return u.store.fault("read later changes", err)
	}
	if u.undo.SkipChanged {
		return nil
	}
	return registry.RefuseUndo(u.result.Left)
}

// argument gives the values of arguments that only undos have.
func (u *undoing) argument(name string) any {
	switch name {
	case "undo":
		return u.of
	case "undo_origin":
		return u.origin
	case "undo_reason":
		return textOrNil(u.undo.Reason)
	}
	panic("no argument " + name)
}
