package desk

import (
	"net/http"

	"landbank/api/exchange"
	"landbank/registry"
)

// The limits of a division.
const (
	maxParts   = 100
	maxDivided = 4 << 20 // bytes of a body with several outlines
)

// Split proposes to split a site.
func (d *Desk) Split(c *exchange.Call, p path) error {
	ref, err := reference(p)
	if err != nil {
		return err
	}
	version, err := known(c, ref)
	if err != nil {
		return err
	}
	body, err := readUpTo(c, maxDivided)
	if err != nil {
		return err
	}
	body.Only("parts", "remainder", "reason")
	division := registry.Division{Remainder: readText(body, "remainder"), Reason: readText(body, "reason")}
	items := body.Objects("parts")
	checkCount(body, "parts", len(items), 2, maxParts)
	for _, item := range items {
		if item == nil {
			continue
		}
		item.Only("record", "geometry")
		division.Parts = append(division.Parts, readEdit(item))
		body.Include(item)
	}
	if err := body.Err(); err != nil {
		return err
	}
	made, err := d.store.Split(c.Context(), c.Principal, ref, version, division)
	if err != nil {
		return err
	}
	out := make([]entryJSON, len(made))
	for i := range made {
		out[i] = entryOf(c.Principal, &made[i])
	}
	return send(c, http.StatusCreated, "", map[string][]entryJSON{"parts": out})
}

// Merge proposes to merge sites.
func (d *Desk) Merge(c *exchange.Call, _ path) error {
	body, err := readUpTo(c, maxDivided)
	if err != nil {
		return err
	}
	body.Only("sites", "into", "record", "geometry", "remainder", "reason")
	m := registry.Merger{Sites: readVersions(body, "sites", 2, maxParts), Into: readText(body, "into"), Whole: readEdit(body),
		Remainder: readText(body, "remainder")}
	if err := body.Err(); err != nil {
		return err
	}
	made, err := d.store.Merge(c.Context(), c.Principal, m)
	if err != nil {
		return err
	}
	return sendEntry(c, http.StatusCreated, &made)
}

// lineageJSON is where a site comes from and what became of it.
type lineageJSON struct {
	Ref       string             `json:"ref"`
	Lifecycle string             `json:"lifecycle"`
	Outcome   *registry.Outcome  `json:"outcome"`
	From      []registry.Kin     `json:"from"`
	Into      []registry.Kin     `json:"into"`
	Together  []registry.Version `json:"together"`
}

// Lineage tells where a site comes from and what became of it.
func (d *Desk) Lineage(c *exchange.Call, p path) error {
	c.Query.Only()
	if err := c.Query.Err(); err != nil {
		return err
	}
	ref, err := reference(p)
	if err != nil {
		return err
	}
	l, err := d.store.Lineage(c.Context(), c.Principal, ref)
	if err != nil {
		return err
	}
	out := lineageJSON{Ref: l.Ref, Lifecycle: l.Lifecycle, From: some(l.From), Into: some(l.Into), Together: some(l.Together)}
	if !l.Outcome.IsZero() {
		out.Outcome = &l.Outcome
	}
	return send(c, http.StatusOK, "", out)
}
