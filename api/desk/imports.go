package desk

import (
	"bufio"
	"context"
	"net/http"
	"strconv"
	"time"

	"landbank/api/exchange"
	"landbank/registry"
)

// Paths of imports, as the router writes them.
const (
	ImportsPath      = Root + "/imports"
	ImportPath       = ImportsPath + "/:id"
	ImportTryPath    = ImportPath + "/dry-run"
	ImportApplyPath  = ImportPath + "/apply"
	ImportUndoPath   = ImportPath + "/undo"
	ImportRowsPath   = ImportPath + "/rows"
	ImportReportPath = ImportPath + "/report.csv"
	ImportRowPath    = ImportRowsPath + "/:row"
	ImportTilePath   = ImportPath + "/tiles/:z/:y/:x"

	ImportProfilesPath = Root + "/import-profiles"
	BatchesPath        = Root + "/batches"
	BatchUndoPath      = BatchesPath + "/:id/undo"
)

// CSVType is the media type of reports.
const CSVType = "text/csv; charset=utf-8"

const (
	maxUploads  = 200
	maxOutcomes = 1000
	maxNumber   = 1 << 53
	// undoTime is how long an undo may take: as long as an answer may.
	undoTime = 100 * time.Second
)

// Imports answers for files that people send.
type Imports struct{ uploads registry.Uploads }

// NewImports makes it of what takes the files.
func NewImports(uploads registry.Uploads) *Imports { return &Imports{uploads: uploads} }

// Add takes a file: the body as it is, with its name in the query.
func (i *Imports) Add(c *exchange.Call, _ path) error {
	c.Query.Only("file_name")
	name, given := c.Query.Text("file_name")
	if !given && len(c.Query.Faults) == 0 {
		c.Query.Fault("file_name", exchange.RuleMissing, "nothing", "the name of the file, for people to read")
	}
	if err := c.Query.Err(); err != nil {
		return err
	}
	if !c.Principal.CanSomewhere(registry.RunImport) { // before a long body is read
		return c.Principal.Authorize(registry.RunImport)
	}
	file, err := c.File(i.uploads.Limit())
	if err != nil {
		return err
	}
	// A large file takes longer than an answer may; who leaves ends the body.
	u, err := i.uploads.Add(context.WithoutCancel(c.Context()), c.Principal, name, file)
	if err != nil {
		return err
	}
	c.Header().Set("Location", c.URL(ImportsPath+"/"+strconv.FormatInt(u.ID, 10), nil))
	return send(c, http.StatusCreated, "", uploadOf(&u))
}

// List lists the imports, the newest first.
func (i *Imports) List(c *exchange.Call, _ path) error {
	c.Query.Only("limit", "before")
	limit := c.Query.Int("limit", 1, maxUploads, maxUploads)
	before := c.Query.Int("before", 1, maxNumber, 0)
	if err := c.Query.Err(); err != nil {
		return err
	}
	list, err := i.uploads.List(c.Context(), c.Principal, limit+1, int64(before))
	if err != nil {
		return err
	}
	out := struct {
		Imports []uploadJSON `json:"imports"`
		Next    *int64       `json:"next"`
	}{Imports: []uploadJSON{}}
	for n := range list[:min(limit, len(list))] {
		out.Imports = append(out.Imports, uploadOf(&list[n]))
	}
	if len(list) > limit {
		out.Next = &list[limit-1].ID
	}
	return send(c, http.StatusOK, "", out)
}

// Read gives one import.
func (i *Imports) Read(c *exchange.Call, p path) error {
	return i.answer(c, p, http.StatusOK, i.uploads.Read)
}

// Try begins a dry run.
func (i *Imports) Try(c *exchange.Call, p path) error {
	return i.answer(c, p, http.StatusAccepted, i.uploads.Try)
}

// Apply begins the import.
func (i *Imports) Apply(c *exchange.Call, p path) error {
	return i.answer(c, p, http.StatusAccepted, i.uploads.Apply)
}

// answer does something with one import, and answers with it.
func (i *Imports) answer(c *exchange.Call, p path, status int, do func(context.Context, registry.Principal, int64) (registry.Upload, error)) error {
	id, err := numbered(c, p)
	if err != nil {
		return err
	}
	u, err := do(c.Context(), c.Principal, id)
	if err != nil {
		return err
	}
	return send(c, status, "", uploadOf(&u))
}

// numbered gives the number in the path of a request without parameters.
func numbered(c *exchange.Call, p path) (int64, error) {
	c.Query.Only()
	if err := c.Query.Err(); err != nil {
		return 0, err
	}
	return number(p, "id")
}

// Change changes how the file is read and what is to become of it.
func (i *Imports) Change(c *exchange.Call, p path) error {
	id, err := numbered(c, p)
	if err != nil {
		return err
	}
	body, err := c.ReadObject(maxSettings, mergePatchType)
	if err != nil {
		return err
	}
	change := readSettings(body)
	if err := body.Err(); err != nil {
		return err
	}
	u, err := i.uploads.Change(c.Context(), c.Principal, id, change)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, "", uploadOf(&u))
}

// Rows gives what became of the rows in the last run.
func (i *Imports) Rows(c *exchange.Call, p path) error {
	id, err := number(p, "id")
	if err != nil {
		return err
	}
	c.Query.Only("state", "rule", "held", "limit", "after", "offset")
	q := outcomeQuery(c)
	q.Limit = c.Query.Int("limit", 1, maxOutcomes, 100)
	q.Skip = int64(c.Query.Int("offset", 0, maxNumber, 0))
	q.After = int64(c.Query.Int("after", 1, maxNumber, 0))
	if err := c.Query.Err(); err != nil {
		return err
	}
	page, err := i.uploads.Rows(c.Context(), c.Principal, id, q)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, "", outcomesOf(&page))
}

// outcomeQuery reads which rows are asked for.
func outcomeQuery(c *exchange.Call) registry.OutcomeQuery {
	states := []string{""}
	for _, state := range registry.RowStates {
		states = append(states, string(state))
	}
	q := registry.OutcomeQuery{State: registry.RowState(c.Query.OneOf("state", states...))}
	q.Rule, _ = c.Query.Text("rule")
	q.Held = c.Query.OneOf("held", "", "true", "false") == "true"
	return q
}

// Report gives the rejected rows as a file that can be repaired and sent again.
func (i *Imports) Report(c *exchange.Call, p path) error {
	id, err := numbered(c, p)
	if err != nil {
		return err
	}
	if _, err := i.uploads.Read(c.Context(), c.Principal, id); err != nil {
		return err
	}
	c.Header().Set("Cache-Control", "no-store")
	c.Header().Set("Content-Disposition", `attachment; filename="rejected-`+strconv.FormatInt(id, 10)+`.csv"`)
	return c.Stream("", func(w *bufio.Writer) error { return i.uploads.Report(c.Context(), c.Principal, id, w) })
}

// Undo takes the import back.
func (i *Imports) Undo(c *exchange.Call, p path) error {
	id, err := numbered(c, p)
	if err != nil {
		return err
	}
	return undone(c, func(ctx context.Context, undo registry.Undo) (registry.UndoResult, error) {
		return i.uploads.Undo(ctx, c.Principal, id, undo)
	})
}

// undone reads how an import is taken back, does it and answers with what
// became of its sites.
func undone(c *exchange.Call, do func(context.Context, registry.Undo) (registry.UndoResult, error)) error {
	body, err := read(c)
	if err != nil {
		return err
	}
	body.Only("reason", "skip_changed")
	undo := registry.Undo{Reason: readText(body, "reason")}
	undo.SkipChanged, _ = body.Bool("skip_changed")
	if err := body.Err(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Context()), undoTime)
	defer cancel()
	result, err := do(ctx, undo)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, "", result)
}

// Remove forgets an upload that was never applied.
func (i *Imports) Remove(c *exchange.Call, p path) error {
	id, err := numbered(c, p)
	if err != nil {
		return err
	}
	if err := i.uploads.Remove(c.Context(), c.Principal, id); err != nil {
		return err
	}
	c.SendNothing()
	return nil
}
