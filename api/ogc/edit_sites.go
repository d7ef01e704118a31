package ogc

import (
	"context"
	"encoding/json"
	"errors"

	"landbank/api/exchange"
	"landbank/geo"
	"landbank/registry"
	"landbank/registry/criteria"
)

// siteEditor changes sites as the desk does, for the principal: what it writes
// is a draft, and somebody else publishes it.
type siteEditor struct {
	desk      registry.Desk
	principal registry.Principal
}

// removalReason is the reason in the ledger for a removal, which needs one that
// GIS tools do not give.
const removalReason = "Deleted through OGC API – Features"

func (e *siteEditor) allows() allowance {
	may := e.principal.CanSomewhere
	return allowance{create: may(registry.CreateSite), change: may(registry.EditSite), remove: may(registry.EndSite)}
}

// state knows the sites that are kept; what has ended is not there any more.
func (e *siteEditor) state(ctx context.Context, ref string) (state, error) {
	entry, err := e.desk.Entry(ctx, e.principal, ref)
	if err != nil {
		return state{}, err
	}
	if !registry.IsKept(entry.Standing.Lifecycle) {
		return state{}, registry.ErrNotFound
	}
	return stateOf(&entry), nil
}

func stateOf(entry *registry.Entry) state {
	return state{version: entry.Version, changed: entry.ChangedAt}
}

func (e *siteEditor) create(ctx context.Context, c *content) (string, state, error) {
	edit, err := c.on(&registry.Record{}, nil)
	if err != nil {
		return "", state{}, err
	}
	entry, err := e.desk.Create(ctx, e.principal, edit)
	return entry.Ref, stateOf(&entry), err
}

func (e *siteEditor) change(ctx context.Context, ref string, version int, c *content) (state, error) {
	was, err := e.desk.Entry(ctx, e.principal, ref)
	if err != nil {
		return state{}, err
	}
	edit, err := c.on(&was.Record, was.Geometry)
	if err != nil {
		return state{}, err
	}
	entry, err := e.desk.Update(ctx, e.principal, ref, version, edit)
	return stateOf(&entry), err
}

// remove withdraws the site: nothing is deleted, it ends.
func (e *siteEditor) remove(ctx context.Context, ref string, version int) error {
	_, err := e.desk.Act(ctx, e.principal, ref, version, registry.Act{Action: registry.ActWithdraw, Reason: removalReason})
	return err
}

// on makes the edit of a record and its geometry.
func (c *content) on(was *registry.Record, outline json.RawMessage) (registry.Edit, error) {
	values := c.properties
	if c.whole {
		for i := range registry.Fields() {
			name := registry.Fields()[i].Name
			if _, given := values[name]; !given {
				values[name] = json.RawMessage("null")
			}
		}
	}
	record := was.Written()
	record, faults := record.Receive(values)
	for i := range faults {
		faults[i].In, faults[i].Name = "content", "/properties/"+faults[i].Name
	}
	if c.geometry != nil {
		outline = c.geometry
	}
	shape, _, err := geo.ParseGeoJSON(outline)
	var broken *geo.Violation
	fault := criteria.Fault{In: "content", Name: "/geometry", Rule: criteria.RuleBadGeometry, Want: "a point or an area of GeoJSON"}
	switch {
	case errors.As(err, &broken):
		fault.Got, fault.Want = exchange.Printable(broken.Got)+" at "+broken.Path, broken.Want
		faults = append(faults, fault)
	case err != nil:
		fault.Got = "what is no geometry"
		faults = append(faults, fault)
	case shape.IsNone():
		fault.Rule, fault.Got = exchange.RuleMissing, "nothing"
		faults = append(faults, fault)
	}
	if len(faults) > 0 {
		return registry.Edit{}, faults
	}
	return registry.Edit{Record: record, Shape: shape}, nil
}
