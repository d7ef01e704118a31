package postgres_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"landbank/geo"
	"landbank/geo/geotest"
	"landbank/registry"
)

// chronicle makes random histories by the store's own methods.
type chronicle struct {
	*desk
	random *rand.Rand
	refs   []string
	done   map[registry.ActionName]int // how often something was done
}

// cast are those who act in a chronicle.
var cast = []registry.Principal{editor, reviewer, registry.Operator, registry.Job("clock"),
	{ID: "user:3", Grants: []registry.Grant{{Role: registry.Reviewer}}}}

func newChronicle(t *testing.T, seed uint64) *chronicle {
	d := newDesk(t)
	d.put(country()...)
	return &chronicle{desk: d, random: geotest.Source(seed), done: map[registry.ActionName]int{}}
}

// told is a chronicle of so many steps.
func told(t *testing.T, seed uint64, steps int) *chronicle {
	t.Helper()
	c := newChronicle(t, seed)
	for range steps {
		c.step()
	}
	return c
}

// step does something that may be refused.
func (c *chronicle) step() {
	c.t.Helper()
	switch n := c.random.IntN(20); {
	case n == 0 || len(c.refs) == 0:
		c.register()
	case n < 4:
		made, err := c.store.Create(c.t.Context(), c.actor(), c.edit())
		c.note(registry.ActCreate, err)
		if err == nil {
			c.refs = append(c.refs, made.Ref)
		}
	case n < 8:
		c.update()
	default:
		c.act()
	}
}

func (c *chronicle) actor() registry.Principal { return cast[c.random.IntN(len(cast))] }

// edit is a content: often one without faults, so that it can be published.
func (c *chronicle) edit() registry.Edit {
	e := draft(30+c.random.Float64()*2, 48+c.random.Float64(), func(r *registry.Record) {
		r.Kind = []string{"brownfield", "free_land", "building"}[c.random.IntN(3)]
		r.Offers = []registry.Offer{{Mode: "sale", PriceAmount: num(float64(c.random.IntN(1e6))), Currency: "UAH"}}
		r.Internal.Note = words[c.random.IntN(len(words))]
	})
	switch c.random.IntN(6) {
	case 0:
		e.Record = randomRecord(c.random)
	case 1:
		e.Shape = at(30.5, 48.5)
	}
	return e
}

// register imports some rows of a register of ten.
func (c *chronicle) register() {
	order := job()
	order.Publish = c.random.IntN(4) > 0
	var rows []registry.Row
	for line := range int64(10) {
		if c.random.IntN(3) > 0 {
			e := c.edit()
			rows = append(rows, registry.Row{Line: line + 1, SourceKey: fmt.Sprintf("k%d", line), Record: e.Record, Shape: e.Shape})
		}
	}
	_, err := c.store.Import(c.t.Context(), order, listed(rows...))
	c.note("import", err)
	c.refs = ask[[]string](c.desk, "select array_agg(ref order by id) from site")
}

func (c *chronicle) update() {
	ref := c.refs[c.random.IntN(len(c.refs))]
	now := must[registry.Entry](c.t)(c.store.Entry(c.t.Context(), registry.Operator, ref))
	e := c.edit()
	if c.random.IntN(2) == 0 { // as a form does it: all the rest stays
		e.Record = now.Record
		e.Record.Address = words[c.random.IntN(len(words))]
	}
	e.Reason = []string{"", "a letter came"}[c.random.IntN(2)]
	_, err := c.store.Update(c.t.Context(), c.actor(), ref, now.Version, e)
	c.note(registry.ActUpdate, err)
}

// act does one of the actions that the site's standing allows.
func (c *chronicle) act() {
	ref := c.refs[c.random.IntN(len(c.refs))]
	now := must[registry.Entry](c.t)(c.store.Entry(c.t.Context(), registry.Operator, ref))
	possible := slices.DeleteFunc(slices.Clone(now.Actions), func(a registry.ActionName) bool { return a == registry.ActUpdate })
	if len(possible) == 0 {
		return
	}
	for _, wanted := range []registry.ActionName{registry.ActSubmit, registry.ActPublish} { // or the public never sees much
		if slices.Contains(possible, wanted) && c.random.IntN(2) == 0 {
			possible = []registry.ActionName{wanted}
		}
	}
	a := registry.Act{Action: possible[c.random.IntN(len(possible))], Reason: "decided so", Until: registry.NewDate(2099, 1, 1), For: "Plant Ltd"}
	if a.Action == registry.ActPublish {
		found, err := c.store.Check(c.t.Context(), registry.Operator, ref, registry.Edit{Record: now.Record, Shape: c.shapeOf(ref)})
		if err != nil {
			c.t.Fatal(err)
		}
		a.Waivers = waived(found)
	}
	_, err := c.store.Act(c.t.Context(), c.actor(), ref, now.Version, a)
	c.note(a.Action, err)
}

// note counts what was done; what the rules, the rights and the lifecycle
// refuse is no fault.
func (c *chronicle) note(name registry.ActionName, err error) {
	c.t.Helper()
	switch {
	case err == nil:
		c.done[name]++
	case !errors.Is(err, registry.ErrConflict) && !errors.Is(err, registry.ErrForbidden):
		c.t.Fatalf("%s: %v", name, err)
	}
}

// shapeOf gives the newest outline of a site.
func (c *chronicle) shapeOf(ref string) geo.Shape {
	c.t.Helper()
	shape, _, err := new(geo.Parser).EWKB(ask[[]byte](c.desk,
		"select ST_AsEWKB(geom, 'NDR') from revision where ref = $1 order by seq desc limit 1", ref))
	if err != nil {
		c.t.Fatal(err)
	}
	return shape
}
