package desk

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
)

// territoryJSON is a territory as administrators list it.
type territoryJSON struct {
	Code      string        `json:"code"`
	Scheme    string        `json:"scheme"`
	Level     int           `json:"level"`
	Parent    *string       `json:"parent"`
	Name      registry.Text `json:"name"`
	RefPrefix *string       `json:"ref_prefix"`
	BBox      [4]float64    `json:"bbox"`
	Children  int64         `json:"children"`
	Sites     int64         `json:"sites"`
}

// Territories answers with a page of territories.
func (s *Settings) Territories(c *exchange.Call, _ path) error {
	q := c.Query
	q.Only("parent", "text", "code", "limit", "after")
	var ask registry.TerritoryListQuery
	ask.Parent, _ = q.Text("parent")
	ask.Text, _ = q.Text("text")
	ask.After, _ = q.Text("after")
	ask.Codes = q.Values["code"]
	if len(ask.Codes) > registry.MostTerritoryCodes {
		q.Fault("code", criteria.RuleBadValue, strconv.Itoa(len(ask.Codes)), fmt.Sprintf("at most %d codes", registry.MostTerritoryCodes))
	}
	limit := q.Int("limit", 1, mostTerritories, mostTerritories)
	if err := q.Err(); err != nil {
		return err
	}
	ask.Limit = limit + 1
	list, err := s.store.TerritoryList(c.Context(), c.Principal, ask)
	if err != nil {
		return err
	}
	out := struct {
		Territories []territoryJSON `json:"territories"`
		Next        *string         `json:"next"`
	}{Territories: []territoryJSON{}}
	for i := range list[:min(limit, len(list))] {
		t := &list[i]
		out.Territories = append(out.Territories, territoryJSON{t.Code, t.Scheme, t.Level, optional(t.Parent), words(t.Names), optional(t.RefPrefix), t.BBox, t.Children, t.Kept})
	}
	if len(list) > limit {
		out.Next = optional(list[limit-1].Code)
	}
	return send(c, http.StatusOK, "", out)
}

// planJSON is what a file of territories holds, and what taking it did.
type planJSON struct {
	Dry       bool       `json:"dry"`
	Count     int64      `json:"count"`
	New       int64      `json:"new"`
	Units     []unitJSON `json:"units"`
	LeftCount int        `json:"left_out"`
	Left      []string   `json:"left"`
	Orphans   []string   `json:"orphans"`
	Found     int64      `json:"found"`
	Placed    int64      `json:"placed"`
}

type unitJSON struct {
	Code   string        `json:"code"`
	Level  int           `json:"level"`
	Parent *string       `json:"parent"`
	Name   registry.Text `json:"name"`
}

// TakeTerritories takes a file of territories: the body as it is.
func (s *Settings) TakeTerritories(c *exchange.Call, _ path) error {
	q := c.Query
	q.Only("scheme", "level", "code_property", "name_property", "parent_property", "dry")
	o := registry.TerritoryFile{Level: q.Int("level", 0, 4, -1)}
	o.Scheme, _ = q.Text("scheme")
	o.CodeProperty, _ = q.Text("code_property")
	o.NameProperty, _ = q.Text("name_property")
	o.ParentProperty, _ = q.Text("parent_property")
	dry := q.OneOf("dry", "false", "true") == "true"
	for name, value := range map[string]string{"scheme": o.Scheme, "code_property": o.CodeProperty, "name_property": o.NameProperty} {
		if value == "" && len(q.Values[name]) == 0 {
			q.Fault(name, exchange.RuleMissing, "nothing", "a name")
		}
	}
	if len(q.Values["level"]) == 0 {
		q.Fault("level", exchange.RuleMissing, "nothing", "0 country, 1 region, 2 district, 3 municipality, 4 settlement")
	} else if o.Level > 4 {
		q.Fault("level", criteria.RuleBadValue, strconv.Itoa(o.Level), "0 to 4")
	}
	if err := q.Err(); err != nil {
		return err
	}
	if err := c.Principal.Authorize(registry.ManageTerritory); err != nil { // before a long body is read
		return err
	}
	body, err := c.File(maxTerritories)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Context()), territoryTime)
	defer cancel()
	rows, left, err := s.reader.ReadTerritories(ctx, body, o)
	if err != nil {
		return err
	}
	plan, err := s.store.TakeTerritories(ctx, c.Principal, rows, dry)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, "", planOf(&plan, left, dry))
}

func planOf(p *registry.TerritoryPlan, left []string, dry bool) planJSON {
	out := planJSON{Dry: dry, Count: p.Count, New: p.New, Units: []unitJSON{}, LeftCount: len(left), Left: some(left[:min(len(left), mostLeft)]),
		Orphans: some(p.Orphans[:min(len(p.Orphans), mostLeft)]), Found: p.Found, Placed: p.Placed}
	for _, t := range p.Units {
		out.Units = append(out.Units, unitJSON{t.Code, t.Level, optional(t.Parent), words(t.Names)})
	}
	return out
}

// ChangeTerritory sets what references of new sites in a territory begin with.
func (s *Settings) ChangeTerritory(c *exchange.Call, at path) error {
	c.Query.Only()
	if err := c.Query.Err(); err != nil {
		return err
	}
	body, err := readUpTo(c, maxClocks)
	if err != nil {
		return err
	}
	body.Only("ref_prefix")
	prefix := ""
	if _, given := body.Given("ref_prefix"); !given {
		body.Fault("ref_prefix", exchange.RuleMissing, "nothing", "two to five capital Latin letters, or null")
	} else if _, set := body.Raw("ref_prefix"); set {
		prefix, _ = body.Text("ref_prefix")
	}
	if err := body.Err(); err != nil {
		return err
	}
	if err := s.store.SetRefPrefix(c.Context(), c.Principal, at("code"), prefix); err != nil {
		return err
	}
	c.SendNothing()
	return nil
}
