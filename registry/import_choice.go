package registry

import (
	"encoding/json"
	"fmt"
)

// Which rows of a file are taken; all where it is "".
const (
	OnlyCreate = "create" // those whose site is not there yet
	OnlyUpdate = "update" // those whose site is there
)

// What becomes of sites that their register had and the file has not.
const (
	GoneList     = "list"     // they are told, and stay as they are
	GoneWithdraw = "withdraw" // they are withdrawn, in the same transaction
)

// goneShare is the share of a register's sites from which on a file without
// them is taken for a part of the register.
const goneShare = 0.20

// Check tells whether the choices of the caller go together. The error is a
// *RefusedError.
func (j *ImportJob) Check() error {
	var refused RefusedError
	if j.Only != "" && j.Only != OnlyCreate && j.Only != OnlyUpdate {
		refused.add("only", "only", fmt.Sprintf("only create or update, not %q", j.Only))
	}
	if j.Gone != "" && j.Gone != GoneList && j.Gone != GoneWithdraw {
		refused.add("gone", "gone", fmt.Sprintf("sites that are gone are listed or withdrawn, not %q", j.Gone))
	}
	if j.Gone == GoneWithdraw && j.Reason == "" {
		refused.add("reason", "reason", "withdrawing the sites that are gone needs a reason")
	}
	return refused.orNil()
}

// CheckGone refuses to withdraw the sites that are gone where they are so many
// of the register's that the file is likely to be a part of it.
func (j *ImportJob) CheckGone(gone, kept int64) error {
	if j.Gone != GoneWithdraw || j.GoneAnyway || float64(gone) <= goneShare*float64(gone+kept) {
		return nil
	}
	return Refuse("gone", "gone", fmt.Sprintf(
		"%d of the register's %d sites are not in the file, which is more than %.0f %%: it is likely to be a part of the register; say so if they are to be withdrawn all the same",
		gone, gone+kept, 100*goneShare))
}

// GoneSite is a site that its register had and the file has not.
type GoneSite struct {
	Ref       string
	SourceKey string
	Name      string
	Lifecycle string
}

// RowState is what became of a row, or becomes of it.
type RowState string

// The states of rows. RowGone is that of a site without a row.
const (
	RowNew       RowState = "new"
	RowChanged   RowState = "changed"
	RowUnchanged RowState = "unchanged"
	RowInvalid   RowState = "invalid" // rejected
	RowSkipped   RowState = "skipped" // by choice of the caller
	RowGone      RowState = "gone"
)

// RowStates lists the states of rows.
var RowStates = []RowState{RowNew, RowChanged, RowUnchanged, RowInvalid, RowSkipped, RowGone}

// RowOutcome is what became of one row, or of a site that is gone.
type RowOutcome struct {
	Row       int64 // number of the row as it was read, from 1; 0 for a site that is gone
	Line      int64
	SourceKey string
	Ref       string // of the site; "" where a dry run would make a new one
	State     RowState
	// Changes is {"path": {"before": …, "after": …}} for a row that changes its
	// site, else nil.
	Changes json.RawMessage `json:",omitempty"`
	Issues  []Issue
	Raw     []RawValue // of an invalid row, as the file had it
	Name    string     `json:",omitempty"` // of the site, as the row says it
	// Longitude and Latitude are of a point inside the place that the row says,
	// in degrees; nil where it says none that can be used.
	Longitude, Latitude *float64 `json:",omitempty"`
	Held                bool     `json:",omitempty"` // stored, but kept from the public by an error
}
