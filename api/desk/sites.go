package desk

import (
	"net/http"

	"landbank/api/exchange"
	"landbank/registry"
)

// The pages of the list.
const (
	usualSites = 100
	mostSites  = 1000
)

// noReview stands in the query for a record without changes.
const noReview = "none"

// List answers with a page of the sites that the principal may read.
func (d *Desk) List(c *exchange.Call, _ path) error {
	q := c.Query
	q.Only("lifecycle", "review", "territory", "steward", "text", "limit", "after")
	ask := registry.EntryQuery{
		Lifecycles: q.SomeOf("lifecycle", registry.Lifecycles...),
		Reviews:    q.SomeOf("review", noReview, registry.ReviewDraft, registry.ReviewInReview, registry.ReviewReturned),
		Limit:      q.Int("limit", 1, mostSites, usualSites),
	}
	for i, review := range ask.Reviews {
		if review == noReview {
			ask.Reviews[i] = ""
		}
	}
	ask.Territory, _ = q.Text("territory")
	if ask.Steward, _ = q.Text("steward"); ask.Steward == "me" {
		ask.Steward = c.Principal.ID
	}
	ask.Text, _ = q.Text("text")
	ask.After, _ = q.Text("after")
	if err := q.Err(); err != nil {
		return err
	}
	page, err := d.store.Entries(c.Context(), c.Principal, ask)
	if err != nil {
		return err
	}
	out := struct {
		Matched int64       `json:"matched"`
		Sites   []briefJSON `json:"sites"`
		Next    *string     `json:"next"`
	}{page.Matched, []briefJSON{}, optional(page.Next)}
	for i := range page.Entries {
		out.Sites = append(out.Sites, briefOf(&page.Entries[i]))
	}
	return send(c, http.StatusOK, "", out)
}

// Read answers with one site.
func (d *Desk) Read(c *exchange.Call, p path) error {
	c.Query.Only()
	if err := c.Query.Err(); err != nil {
		return err
	}
	ref, err := reference(p)
	if err != nil {
		return err
	}
	entry, err := d.store.Entry(c.Context(), c.Principal, ref)
	if err != nil {
		return err
	}
	return sendEntry(c, http.StatusOK, &entry)
}

// read reads a body strictly; the query has to be empty.
func read(c *exchange.Call, others ...string) (*exchange.Object, error) {
	return readUpTo(c, maxBody, others...)
}

// readUpTo does the same with a body of so many bytes.
func readUpTo(c *exchange.Call, limit int64, others ...string) (*exchange.Object, error) {
	c.Query.Only()
	body, err := c.ReadObject(limit, others...)
	if err != nil {
		return nil, err
	}
	body.Faults = append(c.Query.Faults, body.Faults...)
	return body, nil
}

// Create makes a site.
func (d *Desk) Create(c *exchange.Call, _ path) error {
	body, err := read(c)
	if err != nil {
		return err
	}
	body.Only("record", "geometry", "reason")
	edit := readEdit(body)
	if err := body.Err(); err != nil {
		return err
	}
	entry, err := d.store.Create(c.Context(), c.Principal, edit)
	if err != nil {
		return err
	}
	return sendEntry(c, http.StatusCreated, &entry)
}

// Change changes the record of a site by a merge patch (RFC 7396), its geometry
// as a whole, or both.
func (d *Desk) Change(c *exchange.Call, p path) error {
	ref, err := reference(p)
	if err != nil {
		return err
	}
	version, err := known(c, ref)
	if err != nil {
		return err
	}
	body, err := read(c, mergePatchType)
	if err != nil {
		return err
	}
	patch, given := readPatch(body)
	if err := body.Err(); err != nil {
		return err
	}
	was, err := d.store.Entry(c.Context(), c.Principal, ref)
	if err != nil {
		return err
	}
	edit, err := patch.on(&was, given)
	if err != nil {
		return err
	}
	entry, err := d.store.Update(c.Context(), c.Principal, ref, version, edit)
	if err != nil {
		return err
	}
	return sendEntry(c, http.StatusOK, &entry)
}

// Check says what the rules find in a content, and changes nothing.
func (d *Desk) Check(c *exchange.Call, p path) error {
	ref := ""
	if p("ref") != "" {
		var err error
		if ref, err = reference(p); err != nil {
			return err
		}
	}
	body, err := read(c)
	if err != nil {
		return err
	}
	body.Only("record", "geometry")
	edit := readEdit(body)
	if err := body.Err(); err != nil {
		return err
	}
	found, err := d.store.Check(c.Context(), c.Principal, ref, edit)
	if err != nil {
		return err
	}
	out := struct {
		Findings   []findingJSON  `json:"findings"`
		Assessment assessmentJSON `json:"assessment"`
	}{findingsOf(&edit.Record, found), assessmentOf(&edit.Record)}
	return send(c, http.StatusOK, "", out)
}
