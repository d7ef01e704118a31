package desk

import (
	"net/http"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
)

// viewJSON is a question that somebody keeps.
type viewJSON struct {
	ID        int64  `json:"id"`
	Name      string `json:"name"`
	Query     string `json:"query"`
	Shared    bool   `json:"shared"`
	Own       bool   `json:"own"`
	Owner     string `json:"owner"`
	ChangedAt string `json:"changed_at"`
}

func viewOf(c *exchange.Call, v registry.View) viewJSON {
	account, _ := c.Principal.Account()
	return viewJSON{v.ID, v.Name, v.Query, v.Shared, v.Account == account, v.Owner, instant(v.ChangedAt)}
}

// ListViews answers with one's own views and those that others share.
func (d *Desk) ListViews(c *exchange.Call, _ path) error {
	c.Query.Only()
	if err := c.Query.Err(); err != nil {
		return err
	}
	views, err := d.store.Views(c.Context(), c.Principal)
	if err != nil {
		return err
	}
	out := struct {
		Views []viewJSON `json:"views"`
	}{[]viewJSON{}}
	for _, v := range views {
		out.Views = append(out.Views, viewOf(c, v))
	}
	return send(c, http.StatusOK, "", out)
}

// CreateView keeps a view.
func (d *Desk) CreateView(c *exchange.Call, _ path) error { return d.putView(c, 0, http.StatusCreated) }

// ChangeView changes a view of one's own.
func (d *Desk) ChangeView(c *exchange.Call, p path) error {
	id, err := number(p, "id")
	if err != nil {
		return err
	}
	return d.putView(c, id, http.StatusOK)
}

func (d *Desk) putView(c *exchange.Call, id int64, status int) error {
	body, err := read(c)
	if err != nil {
		return err
	}
	body.Only("name", "query", "shared")
	v := registry.View{ID: id, Query: readText(body, "query")}
	v.Name, _ = body.Needed("name")
	v.Shared, _ = body.Bool("shared")
	if err := body.Err(); err != nil {
		return err
	}
	kept, err := d.store.PutView(c.Context(), c.Principal, v)
	if faults, ok := err.(criteria.Faults); ok {
		for i := range faults {
			faults[i].In = "body"
		}
		return faults
	}
	if err != nil {
		return err
	}
	return send(c, status, "", viewOf(c, kept))
}

// RemoveView forgets a view of one's own.
func (d *Desk) RemoveView(c *exchange.Call, p path) error {
	c.Query.Only()
	if err := c.Query.Err(); err != nil {
		return err
	}
	id, err := number(p, "id")
	if err != nil {
		return err
	}
	if err := d.store.RemoveView(c.Context(), c.Principal, id); err != nil {
		return err
	}
	c.SendNothing()
	return nil
}

// colleagueJSON is somebody at the desk.
type colleagueJSON struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Colleagues answers with who is at the desk.
func (d *Desk) Colleagues(c *exchange.Call, _ path) error {
	c.Query.Only()
	if err := c.Query.Err(); err != nil {
		return err
	}
	list, err := d.store.Colleagues(c.Context(), c.Principal)
	if err != nil {
		return err
	}
	out := struct {
		Colleagues []colleagueJSON `json:"colleagues"`
	}{[]colleagueJSON{}}
	for _, one := range list {
		out.Colleagues = append(out.Colleagues, colleagueJSON(one))
	}
	return send(c, http.StatusOK, "", out)
}
