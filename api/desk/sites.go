package desk

import (
	"net/http"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
)

// The pages of the list.
const (
	usualSites = 100
	mostSites  = 1000
)

// newestFirst is an order that is none of a field: what changed last comes first.
const newestFirst = "-changed_at"

// noReview stands in the query for a record without changes.
const noReview = "none"

// readQuery reads which sites are asked for; more are further parameters.
func readQuery(c *exchange.Call, more ...string) (registry.EntryQuery, error) {
	q := c.Query
	q.Only(append([]string{"lifecycle", "review", "territory", "steward", "changed_by", "text", "filter"}, more...)...)
	ask := registry.EntryQuery{
		Lifecycles: q.SomeOf("lifecycle", registry.Lifecycles...),
		Reviews:    q.SomeOf("review", noReview, registry.ReviewDraft, registry.ReviewInReview, registry.ReviewReturned),
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
	if ask.ChangedBy, _ = q.Text("changed_by"); ask.ChangedBy == "me" {
		ask.ChangedBy = c.Principal.ID
	}
	ask.Text, _ = q.Text("text")
	if text, ok := q.Text("filter"); ok {
		var err error
		ask.Criteria, err = criteria.ParseCQL2(text, registry.Vocabulary())
		if err = joined(q, "filter", err); err != nil {
			return ask, err
		}
	}
	return ask, nil
}

// joined notes what is wrong with the text of a parameter, with its name.
func joined(q *exchange.Query, name string, err error) error {
	if faults, ok := err.(criteria.Faults); ok {
		for i := range faults {
			if faults[i].Name == "" {
				faults[i].Name = name
			}
		}
		return q.Join(faults)
	}
	return err
}

// List answers with a page of the sites that the principal may read.
func (d *Desk) List(c *exchange.Call, _ path) error {
	ask, err := readQuery(c, "sortby", "limit", "after")
	if err != nil {
		return err
	}
	q := c.Query
	ask.Limit = q.Int("limit", 1, mostSites, usualSites)
	ask.After, _ = q.Text("after")
	if text, ok := q.Text("sortby"); ok && text == newestFirst {
		ask.Newest = true
	} else if ok {
		ask.Sort, err = criteria.ParseSort(text, registry.Vocabulary())
		if err = joined(q, "sortby", err); err != nil {
			return err
		}
	}
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

// countJSON is how many sites stand in one way.
type countJSON struct {
	Lifecycle string  `json:"lifecycle"`
	Review    *string `json:"review"`
	Sites     int64   `json:"sites"`
}

// Counts answers with how the sites stand that are asked for, whatever states
// are asked for.
func (d *Desk) Counts(c *exchange.Call, _ path) error {
	ask, err := readQuery(c)
	if err == nil {
		err = c.Query.Err()
	}
	if err != nil {
		return err
	}
	counts, err := d.store.Counts(c.Context(), c.Principal, ask)
	if err != nil {
		return err
	}
	out := struct {
		Counts []countJSON `json:"counts"`
	}{[]countJSON{}}
	for _, n := range counts {
		out.Counts = append(out.Counts, countJSON{n.Lifecycle, optional(n.Review), n.Sites})
	}
	return send(c, http.StatusOK, "", out)
}

// spotJSON is where a site lies.
type spotJSON struct {
	Ref       string  `json:"ref"`
	Longitude float64 `json:"longitude"`
	Latitude  float64 `json:"latitude"`
	Kind      *string `json:"kind"`
	Lifecycle string  `json:"lifecycle"`
	Review    *string `json:"review"`
}

// Spots answers with where the sites lie that are asked for.
func (d *Desk) Spots(c *exchange.Call, _ path) error {
	ask, err := readQuery(c)
	if err == nil {
		err = c.Query.Err()
	}
	if err != nil {
		return err
	}
	page, err := d.store.Spots(c.Context(), c.Principal, ask)
	if err != nil {
		return err
	}
	out := struct {
		Matched int64      `json:"matched"`
		Spots   []spotJSON `json:"spots"`
	}{page.Matched, make([]spotJSON, 0, len(page.Spots))}
	for _, s := range page.Spots {
		out.Spots = append(out.Spots, spotJSON{s.Ref, s.Longitude, s.Latitude, optional(s.Kind), s.Lifecycle, optional(s.Review)})
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
