package desk

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"landbank/api/exchange"
	"landbank/geo"
	"landbank/registry"
	"landbank/registry/criteria"
)

const (
	maxBatches = 200
	// maxRowBody bounds the corrections of one row.
	maxRowBody = 256 << 10
)

// Profiles gives the kinds of registers that are known, and how large a file
// may be.
func (i *Imports) Profiles(c *exchange.Call, _ path) error {
	c.Query.Only()
	if err := c.Query.Err(); err != nil {
		return err
	}
	if !c.Principal.CanSomewhere(registry.RunImport) {
		return c.Principal.Authorize(registry.RunImport)
	}
	return send(c, http.StatusOK, "", struct {
		Limit    int64                    `json:"limit"`
		Profiles []registry.ImportProfile `json:"profiles"`
	}{i.uploads.Limit(), i.uploads.Profiles()})
}

// Correct puts values in place of those of a row of the file.
func (i *Imports) Correct(c *exchange.Call, p path) error {
	id, err := numbered(c, p)
	if err != nil {
		return err
	}
	row, err := number(p, "row")
	if err != nil {
		return err
	}
	body, err := c.ReadObject(maxRowBody, mergePatchType)
	if err != nil {
		return err
	}
	values := map[string]*string{}
	for _, column := range body.Names() {
		raw, _ := body.Raw(column)
		var value *string
		if err := json.Unmarshal(raw, &value); err != nil {
			body.Fault(column, criteria.RuleWrongType, exchange.Printable(string(raw)), "a text, or null to take the correction away")
		}
		values[column] = value
	}
	if err := body.Err(); err != nil {
		return err
	}
	u, err := i.uploads.Correct(c.Context(), c.Principal, id, row, values)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, "", uploadOf(&u))
}

// Tile gives the rows that have a place as points of a vector tile, for a map.
func (i *Imports) Tile(c *exchange.Call, p path) error {
	id, err := number(p, "id")
	if err != nil {
		return err
	}
	c.Query.Only("state", "rule", "held")
	q := outcomeQuery(c)
	if err := c.Query.Err(); err != nil {
		return err
	}
	tile, outside := geo.ParseTile(p("z"), p("x"), p("y"))
	if outside != nil {
		return &exchange.Problem{Kind: exchange.NotFound, Detail: "There is no such tile: " + outside.Error() + "."}
	}
	encoded, err := i.uploads.Tile(c.Context(), c.Principal, id, q, tile)
	if err != nil {
		return err
	}
	c.Header().Set("Cache-Control", "no-store")
	return c.Send(http.StatusOK, "", exchange.NewBody(encoded))
}

// batchJSON is one import of the books.
type batchJSON struct {
	ID        int64                 `json:"id"`
	FileName  string                `json:"file_name"`
	Profile   string                `json:"profile"`
	State     string                `json:"state"`
	Actor     string                `json:"actor"`
	Upload    *int64                `json:"upload"`
	Publish   bool                  `json:"publish"`
	StartedAt time.Time             `json:"started_at"`
	EndedAt   *time.Time            `json:"ended_at"`
	Result    registry.ImportResult `json:"result"`
	Failure   *string               `json:"failure"`
}

// Batches lists all imports of the books, those of the command line too.
func (i *Imports) Batches(c *exchange.Call, _ path) error {
	c.Query.Only("limit", "before")
	limit := c.Query.Int("limit", 1, maxBatches, maxBatches)
	before := c.Query.Int("before", 1, maxNumber, 0)
	if err := c.Query.Err(); err != nil {
		return err
	}
	list, err := i.uploads.Batches(c.Context(), c.Principal, limit+1, int64(before))
	if err != nil {
		return err
	}
	out := struct {
		Batches []batchJSON `json:"batches"`
		Next    *int64      `json:"next"`
	}{Batches: []batchJSON{}}
	for n := range list[:min(limit, len(list))] {
		out.Batches = append(out.Batches, batchOf(&list[n]))
	}
	if len(list) > limit {
		out.Next = &list[limit-1].ID
	}
	return send(c, http.StatusOK, "", out)
}

func batchOf(b *registry.Batch) batchJSON {
	out := batchJSON{ID: b.ID, FileName: b.FileName, Profile: b.Profile, State: b.State, Actor: b.Actor, Publish: b.Publish,
		StartedAt: b.StartedAt, Result: b.Result}
	out.Result.Batch = b.ID
	if b.Upload != 0 {
		out.Upload = &b.Upload
	}
	if !b.EndedAt.IsZero() {
		out.EndedAt = &b.EndedAt
	}
	if b.Failure != "" {
		out.Failure = &b.Failure
	}
	return out
}

// UndoBatch takes an import of the books back.
func (i *Imports) UndoBatch(c *exchange.Call, p path) error {
	id, err := numbered(c, p)
	if err != nil {
		return err
	}
	return undone(c, func(ctx context.Context, undo registry.Undo) (registry.UndoResult, error) {
		return i.uploads.UndoBatch(ctx, c.Principal, id, undo)
	})
}
