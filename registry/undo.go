package registry

import (
	"context"
	"fmt"
	"time"
)

// Undo says how an import is taken back.
type Undo struct {
	Reason string // for the ledger; may be empty
	// SkipChanged: sites that somebody has changed since stay as they are, and
	// the others are undone. Without it such a site keeps the whole import from
	// being undone.
	SkipChanged bool
}

// UndoResult counts what became of the sites of an import that was undone.
type UndoResult struct {
	Batch     int64 `json:"batch"`
	Withdrawn int64 `json:"withdrawn"` // sites that the import had created
	Restored  int64 `json:"restored"`  // sites that are again as they were before it
	// Left are the changes for which sites were left as they are; a site may
	// have several.
	Left []LaterChange `json:"left"`
}

// LaterChange is a change of a site after an import, which would be lost if
// the import were undone there.
type LaterChange struct {
	Ref    string     `json:"ref"`
	Seq    int64      `json:"seq"` // of the revision
	At     time.Time  `json:"at"`
	Actor  string     `json:"actor"`
	Action ActionName `json:"action"`
	Batch  int64      `json:"batch,omitempty"` // of a later import
}

func (c LaterChange) String() string {
	by := c.Actor
	if c.Batch != 0 {
		by += fmt.Sprintf(" (import %d)", c.Batch)
	}
	return fmt.Sprintf("revision %d of %s: %s by %s", c.Seq, c.At.UTC().Format("2006-01-02 15:04"), c.Action, by)
}

// RefuseUndo says that an import cannot be undone because of later changes,
// naming each; nil where there are none.
func RefuseUndo(changes []LaterChange) error {
	var refused RefusedError
	for _, c := range changes {
		refused.add("changed_since", c.Ref, c.Ref+" was changed since: "+c.String())
	}
	return refused.orNil()
}

// Undoer takes imports back.
type Undoer interface {
	// UndoImport takes back what an import did, in one transaction, by
	// revisions of action undo: sites that it created are withdrawn, sites that
	// it changed have their record, place, standing and published version back.
	// Nothing is deleted. The principal needs the right in every territory in
	// which a site lies or comes to lie: UndoImport, or, of a change of several
	// sites at the desk (BulkDesk), EditSite.
	//
	// Errors are ErrNotFound, *ForbiddenError, and a *RefusedError that names
	// every later change (see RefuseUndo), or says that the import stored
	// nothing, still runs, or was undone before.
	UndoImport(ctx context.Context, p Principal, batch int64, undo Undo) (UndoResult, error)
}
