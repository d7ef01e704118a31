package ogc

import (
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"landbank/api/exchange"
	"landbank/registry"
	"landbank/registry/criteria"
)

// maxBody is the longest body: an outline of ten thousand positions and room
// for the rest.
const maxBody = 1 << 20

// The media types of features, and of what changes them: JSON is taken for either.
var (
	bodyTypes  = []string{geoType, jsonType}
	patchTypes = []string{"application/merge-patch+json", geoType, jsonType}
)

// members are those of a feature, with that of a patch. Others are foreign
// members, which GeoJSON lets a reader pass over.
var members = []string{"type", "id", "geometry", "properties", "bbox", "links"}

// readContent reads the body of a request, of a new feature or of the one that
// is to be changed. Faults name their place.
func (f *Features) readContent(call *exchange.Call, c *collection, prefer preferences, id *string) (*content, error) {
	patch := call.Request.Method == http.MethodPatch
	types := bodyTypes
	if patch {
		types = patchTypes
	}
	system, err := f.readContentSystem(call, c)
	if err != nil {
		return nil, err
	}
	o, err := call.ReadObject(maxBody, types...)
	if err != nil {
		return nil, err
	}
	out := &content{properties: map[string]json.RawMessage{}, whole: !patch}
	if patch {
		o.Only(members...)
	}
	if o.OneOf("type", "Feature"); !patch {
		o.Needed("type")
	}
	if raw, given := o.Raw("id"); given && patch && !sameID(raw, *id) {
		o.Fault("id", criteria.RuleBadValue, exchange.Printable(string(raw)), "the id of the address, or none: it never changes")
	}
	f.readProperties(call, c, o, out, prefer, id)
	if geometry, given := o.Given("geometry"); given {
		out.geometry, err = f.readGeometry(call, o, geometry, system)
	} else if !patch {
		out.geometry = json.RawMessage("null")
	}
	if err == nil && o.Err() != nil {
		err = &exchange.Problem{Kind: exchange.Unprocessable, Detail: exchange.Sentence(o.Faults), Faults: o.Faults}
	}
	return out, err
}

func sameID(raw json.RawMessage, id string) bool {
	return string(raw) == id || strings.Trim(string(raw), `"`) == id
}

// readContentSystem reads the reference system of the coordinates in a body.
func (f *Features) readContentSystem(call *exchange.Call, c *collection) (system, error) {
	text := call.Request.Header.Get("Content-Crs")
	if text == "" {
		return wgs84, nil
	}
	bounds, err := c.bounds(call.Context())
	if err != nil {
		return wgs84, err
	}
	offered := systems(bounds)
	if s, ok := findSystem(text, offered); ok {
		return s, nil
	}
	return wgs84, criteria.Faults{{In: "header", Name: "Content-Crs", Rule: criteria.RuleBadValue, Got: exchange.Printable(text),
		Want: "one of " + strings.Join(addresses(offered), ", ")}}
}

// readProperties reads the properties. What a feature cannot be given is a
// fault, but where it is what the feature has already; lenient handling passes
// over it.
func (f *Features) readProperties(call *exchange.Call, c *collection, o *exchange.Object, out *content, prefer preferences, id *string) {
	properties := o.Object("properties")
	if properties == nil {
		return
	}
	defer o.Include(properties)
	var has map[string]json.RawMessage
	for _, name := range properties.Names() {
		value, _ := properties.Given(name)
		at := slices.IndexFunc(c.properties, func(p property) bool { return p.Name == name })
		switch {
		case at >= 0 && !c.properties[at].readOnly, at < 0 && c.open:
			out.properties[name] = value
		case string(value) == "null", prefer.handling == "lenient":
		case at < 0:
			properties.Fault(name, criteria.RuleUnknownName, "a property that there is not", "one of "+call.Base+c.path()+"/schema")
		default:
			if has == nil {
				has = f.propertiesOf(call, c, id)
			}
			if !sameJSON(value, has[name]) {
				properties.Fault(name, RuleReadOnly, exchange.Printable(string(value)), "null, or what it is: it is read-only")
			}
		}
	}
}

// RuleReadOnly is broken by a value for a property that is not set from outside.
const RuleReadOnly criteria.Rule = "read_only"

// propertiesOf gives the properties that a feature has; none of a new one.
func (f *Features) propertiesOf(call *exchange.Call, c *collection, id *string) map[string]json.RawMessage {
	has := map[string]json.RawMessage{}
	if id == nil {
		return has
	}
	hit, err := f.find(call.Context(), c, *id, registry.PageQuery{Outline: registry.OutlineNone})
	if err == nil {
		_ = json.Unmarshal(hit.Properties, &has) // the store wrote it
	}
	return has
}

func sameJSON(a, b json.RawMessage) bool {
	var x, y any
	return json.Unmarshal(a, &x) == nil && json.Unmarshal(b, &y) == nil && reflect.DeepEqual(x, y)
}

// readGeometry brings a geometry into WGS 84.
func (f *Features) readGeometry(call *exchange.Call, o *exchange.Object, raw json.RawMessage, s system) (json.RawMessage, error) {
	if string(raw) == "null" || s == wgs84 {
		return raw, nil
	}
	placed, err := f.layers.Reproject(call.Context(), raw, s.frame())
	var unplaced *registry.UnplacedError
	switch {
	case errors.As(err, &unplaced):
		o.Fault("geometry", criteria.RuleBadGeometry, "what is no geometry of "+s.uri, "a geometry with coordinates of the reference system of Content-Crs")
	case err != nil:
		return nil, err
	}
	return placed, nil
}

// unprocessable makes of faults of a content what they are here: a body that
// can be read and breaks a rule of what it is for.
func unprocessable(err error) error {
	var faults criteria.Faults
	var refused *registry.RefusedError
	switch {
	case errors.As(err, &refused) && !slices.ContainsFunc(refused.Refusals, func(r registry.Refusal) bool { return !strings.HasPrefix(r.Rule, "V-") }):
		problem := exchange.ProblemOf(err)
		problem.Kind = exchange.Unprocessable
		return problem
	case errors.As(err, &faults) && faults[0].In == "content":
		for i := range faults {
			faults[i].In = "body"
		}
		return &exchange.Problem{Kind: exchange.Unprocessable, Detail: exchange.Sentence(faults), Faults: faults}
	}
	return err
}
