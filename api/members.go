package api

import (
	"landbank/api/exchange"
	"landbank/registry"
)

// memberJSON is one member of a record, as forms ask for it.
type memberJSON struct {
	Name     string             `json:"name"`
	Path     string             `json:"path"`
	Form     registry.Form      `json:"form"`
	Required bool               `json:"required"`
	Codes    string             `json:"codes"`
	Proposed string             `json:"proposed"`
	Label    registry.Text      `json:"label"`
	Help     registry.Text      `json:"help"`
	Unit     string             `json:"unit"`
	Display  *registry.Display  `json:"display"`
	Standard string             `json:"standard"`
	Field    string             `json:"field"`
	Long     bool               `json:"long"`
	Asked    bool               `json:"asked"`
	Account  bool               `json:"account"`
	Right    registry.Operation `json:"right"`
	Members  []memberJSON       `json:"members"`
}

// tabJSON is one part of the form in which a record is written.
type tabJSON struct {
	Name    string        `json:"name"`
	Label   registry.Text `json:"label"`
	Members []string      `json:"members"`
}

// actionJSON is something that can be done with a site, as dialogs ask for it.
type actionJSON struct {
	Name   registry.ActionName `json:"name"`
	Reason bool                `json:"reason"`
}

// memberTable encodes the members of a record that people write, with their
// code lists, the tabs of the form and the actions.
func memberTable() (*exchange.Body, error) {
	table := struct {
		Members []memberJSON          `json:"members"`
		Codes   map[string][]codeJSON `json:"codes"`
		Tabs    []tabJSON             `json:"tabs"`
		Actions []actionJSON          `json:"actions"`
	}{Codes: map[string][]codeJSON{}}
	for _, tab := range registry.FormTabs {
		table.Tabs = append(table.Tabs, tabJSON(tab))
	}
	for _, a := range registry.Actions {
		table.Actions = append(table.Actions, actionJSON{a.Name, a.Reason})
	}
	var describe func(members []registry.Member, at string) []memberJSON
	describe = func(members []registry.Member, at string) []memberJSON {
		list := []memberJSON{}
		for i := range members {
			m := &members[i]
			w, _ := registry.WordsOfMember(at + m.Name) // a test finds words for each
			for _, list := range []string{m.Codes, m.Proposed} {
				if list != "" {
					table.Codes[list] = codesOf(list)
				}
			}
			list = append(list, memberJSON{Name: m.Name, Path: at + m.Name, Form: m.Form, Required: m.Required, Codes: m.Codes, Proposed: m.Proposed,
				Label: w.Label, Help: w.Help, Unit: w.Unit, Display: w.Display, Standard: w.Standard, Field: w.Field, Long: w.Long,
				Asked: !w.Own, Account: w.Account, Right: w.Right, Members: describe(m.Members, at+m.Name+".")})
		}
		return list
	}
	table.Members = describe(registry.RecordMembers(), "")
	body, err := exchange.JSON(table)
	if err != nil {
		return nil, err
	}
	return exchange.NewBody(body), nil
}

func (s *server) getMembers(c *exchange.Call, _ params) error {
	if err := noParameters(c); err != nil {
		return err
	}
	return sendCoded(c, "members", s.members)
}
