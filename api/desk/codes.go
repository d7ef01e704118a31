package desk

import (
	"net/http"

	"landbank/api/exchange"
	"landbank/registry"
)

// Paths of the code lists.
const (
	CodesPath = Root + "/codes"
	CodePath  = CodesPath + "/:list/:code"
)

const maxCode = 4 << 10 // bytes of what is said of a code

// saidJSON is what is said of a code.
type saidJSON struct {
	Label     registry.Text `json:"label"`
	Standard  *string       `json:"standard"`
	ValidFrom registry.Date `json:"valid_from"`
	ValidTo   registry.Date `json:"valid_to"`
}

func saidOf(c *registry.Code) saidJSON {
	return saidJSON{c.Label, optional(c.Standard), c.ValidFrom, c.ValidTo}
}

// codeJSON is one code. Provided is what the program says of one of which the
// registry says something else.
type codeJSON struct {
	Code string `json:"code"`
	saidJSON
	Current   bool      `json:"current"`
	CanEnd    bool      `json:"can_end"`
	ChangedAt *string   `json:"changed_at"`
	ChangedBy *string   `json:"changed_by"`
	Provided  *saidJSON `json:"provided"`
}

func codeOf(e *registry.CodeEntry) codeJSON {
	out := codeJSON{Code: e.Code.Code, saidJSON: saidOf(&e.Code), Current: e.Current, CanEnd: e.CanEnd(),
		ChangedAt: moment(e.ChangedAt), ChangedBy: optional(e.ChangedBy)}
	if out.ChangedAt != nil && e.Provided != nil {
		said := saidOf(e.Provided)
		out.Provided = &said
	}
	return out
}

// codeListJSON is one list of codes, with the fields and members that take them,
// and the form of codes that can be added.
type codeListJSON struct {
	List    string     `json:"list"`
	Fields  []string   `json:"fields"`
	Members []string   `json:"members"`
	Form    *string    `json:"form"`
	Codes   []codeJSON `json:"codes"`
}

// Codes answers with the table of codes.
func (s *Settings) Codes(c *exchange.Call, _ path) error {
	c.Query.Only()
	if err := c.Query.Err(); err != nil {
		return err
	}
	all, err := s.store.CodeTable(c.Context())
	if err != nil {
		return err
	}
	lists := []codeListJSON{}
	for i := range all {
		e := &all[i]
		if len(lists) == 0 || lists[len(lists)-1].List != e.List {
			lists = append(lists, codeListJSON{List: e.List, Fields: fieldsOf(e.List), Members: some(registry.MembersOfCodes(e.List)),
				Form: optional(registry.CodeForm(e.List))})
		}
		last := &lists[len(lists)-1]
		last.Codes = append(last.Codes, codeOf(e))
	}
	return send(c, http.StatusOK, "", map[string][]codeListJSON{"lists": lists})
}

func fieldsOf(list string) []string {
	names := []string{}
	for i := range registry.Fields() {
		if f := &registry.Fields()[i]; f.Codes == list {
			names = append(names, f.Name)
		}
	}
	return names
}

// Code answers with one code, and with how many sites hold it.
func (s *Settings) Code(c *exchange.Call, at path) error {
	c.Query.Only()
	if err := c.Query.Err(); err != nil {
		return err
	}
	entry, err := s.store.CodeEntry(c.Context(), c.Principal, at("list"), at("code"))
	if err != nil {
		return err
	}
	use, err := s.store.CodeUse(c.Context(), c.Principal, at("list"), at("code"))
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, "", struct {
		List      string   `json:"list"`
		Entry     codeJSON `json:"entry"`
		Published int64    `json:"published"`
		Drafts    int64    `json:"drafts"`
	}{at("list"), codeOf(&entry), use.Published, use.Drafts})
}

// sendCode answers with a code as it is after a change.
func (s *Settings) sendCode(c *exchange.Call, status int, list, code string) error {
	entry, err := s.store.CodeEntry(c.Context(), c.Principal, list, code)
	if err != nil {
		return err
	}
	return send(c, status, "", codeOf(&entry))
}

// AddCode adds a code to a list.
func (s *Settings) AddCode(c *exchange.Call, _ path) error {
	body, err := readUpTo(c, maxCode)
	if err != nil {
		return err
	}
	body.Only("list", "code", "label", "standard", "valid_from", "valid_to")
	var code registry.Code
	code.List, _ = body.Needed("list")
	code.Code, _ = body.Needed("code")
	if _, given := body.Raw("label"); !given {
		body.Fault("label", exchange.RuleMissing, "nothing", "a label in each language")
	}
	readSaid(body, &code)
	if err := body.Err(); err != nil {
		return err
	}
	if err := s.store.AddCode(c.Context(), c.Principal, code); err != nil {
		return err
	}
	return s.sendCode(c, http.StatusCreated, code.List, code.Code)
}

// ChangeCode says other things of a code, those that are named.
func (s *Settings) ChangeCode(c *exchange.Call, at path) error {
	body, err := readUpTo(c, maxCode)
	if err != nil {
		return err
	}
	body.Only("label", "standard", "valid_from", "valid_to")
	entry, err := s.store.CodeEntry(c.Context(), c.Principal, at("list"), at("code"))
	if err != nil {
		return err
	}
	readSaid(body, &entry.Code)
	if err := body.Err(); err != nil {
		return err
	}
	if err := s.store.ChangeCode(c.Context(), c.Principal, entry.Code); err != nil {
		return err
	}
	return s.sendCode(c, http.StatusOK, at("list"), at("code"))
}

// readSaid reads what is said of a code, where it is given: a label is given as
// a whole, null takes the others away.
func readSaid(body *exchange.Object, code *registry.Code) {
	if label := readWords(body, "label"); label != nil {
		code.Label = label
	}
	if _, given := body.Given("standard"); given {
		code.Standard = readText(body, "standard")
	}
	if _, given := body.Given("valid_from"); given {
		code.ValidFrom = readDay(body, "valid_from")
	}
	if _, given := body.Given("valid_to"); given {
		code.ValidTo = readDay(body, "valid_to")
	}
}
