package api

import (
	"encoding/json"
	"net/http"
	"slices"

	"landbank/api/exchange"
	"landbank/registry"
)

// fieldJSON is one row of the table of fields.
type fieldJSON struct {
	Name       string            `json:"name"`
	Type       registry.Type     `json:"type"`
	Unit       string            `json:"unit"`
	Display    *registry.Display `json:"display"`
	Group      string            `json:"group"`
	Label      registry.Text     `json:"label"`
	Help       registry.Text     `json:"help"`
	Codes      []codeJSON        `json:"codes"`
	Operators  []string          `json:"operators"`
	Standard   string            `json:"standard"`
	Filter     bool              `json:"filter"`
	Sort       bool              `json:"sort"`
	Facet      bool              `json:"facet"`
	Weight     bool              `json:"weight"`
	Joint      registry.Joint    `json:"joint"`
	Computed   bool              `json:"computed"`
	Receivable bool              `json:"receivable"`
	Clock      string            `json:"clock"`
	Paths      []string          `json:"paths"`
}

type codeJSON struct {
	Code      string        `json:"code"`
	Label     registry.Text `json:"label"`
	ValidFrom registry.Date `json:"valid_from"`
	ValidTo   registry.Date `json:"valid_to"`
}

// codesOf gives the codes of a list, nil for none.
func codesOf(list string) []codeJSON {
	var out []codeJSON
	for _, c := range registry.Codes(list) {
		out = append(out, codeJSON{c.Code, c.Label, c.ValidFrom, c.ValidTo})
	}
	return out
}

type groupJSON struct {
	Name  string        `json:"name"`
	Label registry.Text `json:"label"`
}

// fieldTable encodes the table of fields, with the code lists that no field
// has: labels for what a site shows beside its fields.
func fieldTable() (*exchange.Body, error) {
	table := struct {
		Languages []string              `json:"languages"`
		Groups    []groupJSON           `json:"groups"`
		Fields    []fieldJSON           `json:"fields"`
		Codes     map[string][]codeJSON `json:"codes"`
	}{Languages: registry.Languages, Codes: map[string][]codeJSON{}}
	for _, g := range registry.Groups {
		table.Groups = append(table.Groups, groupJSON(g))
	}
	for i := range registry.Fields() {
		table.Fields = append(table.Fields, fieldOf(&registry.Fields()[i]))
	}
	for _, c := range registry.AllCodes() {
		ofField := func(f registry.Field) bool { return f.Codes == c.List }
		if table.Codes[c.List] == nil && !slices.ContainsFunc(registry.Fields(), ofField) {
			table.Codes[c.List] = codesOf(c.List)
		}
	}
	body, err := exchange.JSON(table)
	if err != nil {
		return nil, err
	}
	return exchange.NewBody(body), nil
}

func fieldOf(f *registry.Field) fieldJSON {
	out := fieldJSON{
		Name: f.Name, Type: f.Type, Unit: f.Unit, Display: f.Display, Group: f.Group, Label: f.Label, Help: f.Help,
		Codes: []codeJSON{}, Operators: f.Operators(), Standard: f.Standard,
		Filter: f.Can(registry.Filter), Sort: f.Can(registry.Sort), Facet: f.Can(registry.Facet), Weight: f.Can(registry.Weight),
		Joint: f.Together(), Computed: f.Computed(), Receivable: f.Receivable(), Clock: f.Clock, Paths: registry.PathsOf(f.Name),
	}
	if out.Paths == nil {
		out.Paths = []string{}
	}
	out.Codes = append(out.Codes, codesOf(f.Codes)...)
	return out
}

func (s *server) getFields(c *exchange.Call, _ params) error {
	if err := noParameters(c); err != nil {
		return err
	}
	return sendCoded(c, "fields", s.fields)
}

// tableOfCodes is a table that is the same as long as the codes are.
type tableOfCodes struct {
	body *exchange.Body
	err  error
}

// followCodes encodes a table anew once codes have changed. The error says why
// it cannot be encoded as they are.
func followCodes(encode func() (*exchange.Body, error)) (func() tableOfCodes, error) {
	follow := registry.FollowCodes(func() tableOfCodes {
		body, err := encode()
		return tableOfCodes{body, err}
	})
	return follow, follow().err
}

func sendCoded(c *exchange.Call, name string, table func() tableOfCodes) error {
	now := table()
	if now.err != nil {
		return now.err
	}
	return sendTable(c, name, now.body)
}

// sendTable answers with a table that needs no look at the stock.
func sendTable(c *exchange.Call, name string, table *exchange.Body) error {
	tag := c.Tag(0, name, table.Digest())
	if c.Fresh(tag) {
		return nil
	}
	return c.Send(http.StatusOK, tag, table)
}

// settingsJSON is what a client needs to know of this registry.
type settingsJSON struct {
	Demonstration   bool          `json:"demonstration"`
	StreetStyleURL  *string       `json:"street_style_url"`
	Languages       []string      `json:"languages"`
	DefaultLanguage string        `json:"default_language"`
	Bounds          *[4]float64   `json:"bounds"`
	Revision        int64         `json:"revision"`
	Sites           int64         `json:"sites"`
	Title           registry.Text `json:"title"`
}

func (s *server) getSettings(c *exchange.Call, _ params) error {
	if err := noParameters(c); err != nil {
		return err
	}
	stock, err := s.catalog.Stock(c.Context())
	if err != nil {
		return err
	}
	out := settingsJSON{
		Demonstration: stock.Demonstration > 0, Languages: registry.Languages, DefaultLanguage: registry.Languages[0],
		Revision: stock.Revision, Sites: stock.Sites, Title: s.settings.Title,
	}
	if s.settings.StreetStyleURL != "" {
		out.StreetStyleURL = &s.settings.StreetStyleURL
	}
	if bounds, ok := exchange.Outward(stock.Bounds); ok {
		out.Bounds = &bounds
	}
	body, err := exchange.JSON(out)
	if err != nil {
		return err
	}
	// Settings change without a revision when the operator changes them.
	answer := exchange.NewBody(body)
	tag := c.Tag(stock.Revision, "settings", answer.Digest())
	if c.Fresh(tag) {
		return nil
	}
	return c.Send(http.StatusOK, tag, answer)
}

// territoryJSON is one territory.
type territoryJSON struct {
	Code   string        `json:"code"`
	Scheme string        `json:"scheme"`
	Level  int           `json:"level"`
	Parent *string       `json:"parent"`
	Name   registry.Text `json:"name"`
	BBox   *[4]float64   `json:"bbox"`
	Sites  int64         `json:"sites"`
}

func territoryOf(t registry.Territory) territoryJSON {
	out := territoryJSON{Code: t.Code, Scheme: t.Scheme, Level: t.Level, Name: named(t.Names), Sites: t.Sites}
	if t.Parent != "" {
		out.Parent = &t.Parent
	}
	if t.BBox != [4]float64{} {
		out.BBox = &t.BBox
	}
	return out
}

// named gives a text that is an object in JSON even when it says nothing.
func named(t registry.Text) registry.Text {
	if t == nil {
		return registry.Text{}
	}
	return t
}

func (s *server) listTerritories(c *exchange.Call, _ params) error {
	if err := noParameters(c); err != nil {
		return err
	}
	stock, err := s.catalog.Stock(c.Context())
	if err != nil {
		return err
	}
	tag := c.Tag(stock.Revision, "territories")
	if c.Fresh(tag) {
		return nil
	}
	territories, err := s.catalog.Territories(c.Context())
	if err != nil {
		return err
	}
	out := struct {
		Territories []territoryJSON `json:"territories"`
	}{Territories: []territoryJSON{}}
	for _, t := range territories {
		out.Territories = append(out.Territories, territoryOf(t))
	}
	return sendJSON(c, tag, out)
}

// territoryFeature is one territory with its outline.
type territoryFeature struct {
	Type       string          `json:"type"`
	ID         string          `json:"id"`
	BBox       *[4]float64     `json:"bbox,omitempty"`
	Geometry   json.RawMessage `json:"geometry"`
	Properties territoryJSON   `json:"properties"`
}

func (s *server) getTerritory(c *exchange.Call, path params) error {
	if err := noParameters(c); err != nil {
		return err
	}
	code, ok := name(path("code"))
	if !ok {
		return registry.ErrNotFound
	}
	stock, err := s.catalog.Stock(c.Context())
	if err != nil {
		return err
	}
	tag := c.Tag(stock.Revision, "territory", code)
	if c.Fresh(tag) {
		return nil
	}
	territory, outline, err := s.catalog.Territory(c.Context(), code)
	if err != nil {
		return err
	}
	out := territoryFeature{Type: "Feature", ID: territory.Code, Geometry: outline, Properties: territoryOf(territory)}
	out.BBox = out.Properties.BBox
	return sendJSON(c, tag, out)
}
