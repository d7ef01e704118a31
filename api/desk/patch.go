package desk

import (
	"encoding/json"
	"fmt"

	"landbank/api/exchange"
	"landbank/geo"
	"landbank/registry"
	"landbank/registry/criteria"
)

// mergePatchType is the media type of merge patches; JSON is taken for one.
const mergePatchType = "application/merge-patch+json"

// patch is a change of a content: of its record, by a merge patch, and of its
// geometry.
type patch struct {
	record json.RawMessage // nil where it stays
	shape  geo.Shape
	reason string
}

// readPatch reads the body of a change, and tells whether a geometry is given.
func readPatch(o *exchange.Object) (p patch, geometry bool) {
	o.Only("record", "geometry", "reason")
	raw, changes := o.Raw("record")
	if changes {
		p.record = raw
		checkMembers(o, o.Object("record"), registry.RecordMembers())
	}
	raw, geometry = o.Raw("geometry")
	if geometry {
		p.shape = readShape(o, raw)
	}
	if !changes && !geometry {
		o.Fault("", exchange.RuleMissing, "neither record nor geometry", "what is to be changed")
	}
	p.reason = readText(o, "reason")
	return p, geometry
}

// on applies the patch to a site as it is.
func (p *patch) on(was *registry.Entry, geometry bool) (registry.Edit, error) {
	edit := registry.Edit{Record: was.Record.Written(), Shape: p.shape, Reason: p.reason}
	if !geometry {
		var err error
		if edit.Shape, _, err = geo.ParseGeoJSON(was.Geometry); err != nil {
			return edit, fmt.Errorf("read the geometry of %s: %w", was.Ref, err)
		}
	}
	if p.record == nil {
		return edit, nil
	}
	before, err := json.Marshal(edit.Record)
	if err != nil {
		return edit, fmt.Errorf("encode the record of %s: %w", was.Ref, err)
	}
	after, err := exchange.MergePatch(before, p.record)
	if err != nil {
		return edit, fmt.Errorf("patch the record of %s: %w", was.Ref, err)
	}
	edit.Record = registry.Record{}
	if err := json.Unmarshal(after, &edit.Record); err != nil { // the check has to find whatever this does
		return edit, criteria.Faults{{In: "body", Name: "/record", Rule: criteria.RuleBadValue, Got: "a value that is not read",
			Want: "a record as the contract describes it"}}
	}
	return edit, nil
}
