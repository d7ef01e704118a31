package desk

import (
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"strings"

	"landbank/api/exchange"
	"landbank/geo"
	"landbank/registry"
	"landbank/registry/criteria"
)

// maxBody is the longest body: an outline of ten thousand positions and room
// for the rest.
const maxBody = 1 << 20

// readEdit reads the members record, geometry and reason of a body for a new
// content.
func readEdit(o *exchange.Object) registry.Edit {
	var edit registry.Edit
	if raw, ok := o.Raw("record"); ok {
		edit.Record = readRecord(o, raw)
	} else {
		o.Fault("record", exchange.RuleMissing, "nothing", "an object")
	}
	if raw, ok := o.Raw("geometry"); ok {
		edit.Shape = readShape(o, raw)
	} else {
		o.Fault("geometry", exchange.RuleMissing, "nothing", "a point or an area of GeoJSON")
	}
	edit.Reason = readText(o, "reason")
	return edit
}

// readText gives a text that may be left out; blank counts as left out.
func readText(o *exchange.Object, name string) string {
	raw, ok := o.Kind(name, "a text")
	if !ok {
		return ""
	}
	var text string
	_ = json.Unmarshal(raw, &text) // its kind was looked at
	return strings.TrimSpace(text)
}

// readRecord reads the member record. Faults are noted in the body.
func readRecord(o *exchange.Object, raw json.RawMessage) registry.Record {
	var record registry.Record
	checkMembers(o, o.Object("record"), registry.RecordMembers())
	if o.Err() != nil {
		return record
	}
	if err := json.Unmarshal(raw, &record); err != nil { // the check has to find whatever this does
		o.Fault("record", criteria.RuleBadValue, "a value that is not read", "a record as the contract describes it")
	}
	return record
}

// checkMembers notes in the body whatever is wrong with the members of an
// object: nil was noted already. Null stands for nothing.
func checkMembers(body, o *exchange.Object, members []registry.Member) {
	if o == nil {
		return
	}
	defer func() { body.Include(o) }()
	names := make([]string, len(members))
	for i := range members {
		m := &members[i]
		names[i] = m.Name
		if _, given := o.Raw(m.Name); given {
			checkMember(o, m)
		} else if m.Required {
			o.Fault(m.Name, exchange.RuleMissing, "nothing", "a value")
		}
	}
	o.Only(names...)
}

func checkMember(o *exchange.Object, m *registry.Member) {
	switch m.Form {
	case registry.FormText:
		checkText(o, m)
	case registry.FormTexts:
		for i, text := range o.Texts(m.Name) {
			checkCode(o, m, m.Name+"/"+strconv.Itoa(i), text)
		}
	case registry.FormWords:
		checkWords(o, o.Object(m.Name))
	case registry.FormNumber, registry.FormInteger:
		checkNumber(o, m)
	case registry.FormBoolean:
		o.Kind(m.Name, "a boolean")
	case registry.FormDate:
		checkDate(o, m.Name)
	case registry.FormObject:
		checkMembers(o, o.Object(m.Name), m.Members)
	case registry.FormObjects:
		for _, item := range o.Objects(m.Name) {
			checkMembers(o, item, m.Members)
		}
	case registry.FormFacts:
		checkFacts(o, o.Object(m.Name), m.Members)
	}
}

func checkText(o *exchange.Object, m *registry.Member) {
	raw, ok := o.Kind(m.Name, "a text")
	if !ok {
		return
	}
	var text string
	_ = json.Unmarshal(raw, &text) // its kind was looked at
	if text == "" && m.Required {
		o.Fault(m.Name, criteria.RuleEmpty, "an empty text", "a text")
	} else if text != "" {
		checkCode(o, m, m.Name, text)
	}
}

// checkCode notes a text that is no code of the member's list, where it has
// one.
func checkCode(o *exchange.Object, m *registry.Member, at, text string) {
	if m.Codes == "" || registry.HasCode(m.Codes, text) {
		return
	}
	var codes []string
	for _, c := range registry.Codes(m.Codes) {
		codes = append(codes, c.Code)
	}
	o.FaultAt(at, criteria.RuleUnknownCode, exchange.Printable(text), "one of "+strings.Join(codes, ", "))
}

func checkWords(body, o *exchange.Object) {
	if o == nil {
		return
	}
	for _, language := range o.Names() {
		o.Kind(language, "a text")
	}
	body.Include(o)
}

func checkNumber(o *exchange.Object, m *registry.Member) {
	raw, ok := o.Kind(m.Name, "a number")
	if !ok {
		return
	}
	var number float64
	err := json.Unmarshal(raw, &number)
	switch {
	case err != nil:
		o.Fault(m.Name, criteria.RuleBadValue, exchange.Printable(string(raw)), "a number that can be stored")
	case m.Form == registry.FormInteger && (number != math.Trunc(number) || math.Abs(number) > 1<<31-1 || strings.ContainsAny(string(raw), ".eE")):
		o.Fault(m.Name, criteria.RuleBadValue, exchange.Printable(string(raw)), "a whole number")
	}
}

func checkDate(o *exchange.Object, name string) {
	raw, ok := o.Kind(name, "a text")
	if !ok {
		return
	}
	var text string
	_ = json.Unmarshal(raw, &text) // its kind was looked at
	if d, err := registry.ParseDate(text); err != nil || d.Year() < 1 {
		o.Fault(name, criteria.RuleBadValue, exchange.Printable(text), "a day, YYYY-MM-DD")
	}
}

// checkFacts looks at the evidence of fields, by their names.
func checkFacts(body, o *exchange.Object, members []registry.Member) {
	if o == nil {
		return
	}
	for _, name := range o.Names() {
		if _, known := registry.FieldByName(name); !known {
			o.Fault(name, criteria.RuleUnknownField, exchange.Printable(name), "a field of /api/v1/fields")
			continue
		}
		if _, given := o.Raw(name); given {
			checkMembers(o, o.Object(name), members)
		}
	}
	body.Include(o)
}

// readShape reads the member geometry.
func readShape(o *exchange.Object, raw json.RawMessage) geo.Shape {
	shape, _, err := geo.ParseGeoJSON(raw)
	var broken *geo.Violation
	switch {
	case errors.As(err, &broken):
		o.Fault("geometry", criteria.RuleBadGeometry, exchange.Printable(broken.Got)+" at "+broken.Path, broken.Want)
	case err != nil:
		o.Fault("geometry", criteria.RuleBadGeometry, "what is no geometry", "a point or an area of GeoJSON")
	case shape.IsNone():
		o.Fault("geometry", exchange.RuleMissing, "nothing", "a point or an area of GeoJSON")
	case shape.SRID() != geo.WGS84:
		o.Fault("geometry", criteria.RuleBadGeometry, "another reference system", "longitude and latitude in WGS 84")
	}
	return shape
}
