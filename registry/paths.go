package registry

import (
	"cmp"
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// FieldOfPath finds the field that a path of a difference is about:
// utilities[gas].distance_m is about dist_gas_m. ok is false where no field
// says exactly that.
func FieldOfPath(path string) (field *Field, ok bool) {
	at, ok := pathFields()[labelled.ReplaceAllStringFunc(path, elementKey)]
	if !ok {
		return nil, false
	}
	return &Fields()[at], true
}

// PathsOf gives the paths of a record that tell the field, as histories name
// them, but for the labels of elements: area.declared_m2, utilities[gas].distance_m,
// offers[].price. There are none where no single member tells it.
func PathsOf(field string) []string { return fieldPaths()[field] }

var fieldPaths = sync.OnceValue(func() map[string][]string {
	paths := map[string][]string{}
	for path, at := range pathFields() {
		name := Fields()[at].Name
		paths[name] = append(paths[name], path)
	}
	for _, of := range paths {
		slices.Sort(of)
	}
	return paths
})

var labelled = regexp.MustCompile(`\[[^]]*]`)

// elementKey gives what matters of the label of an element: the network or the
// mode that it is about. All others are alike.
func elementKey(label string) string {
	name, _, _ := strings.Cut(strings.Trim(label, "[]"), "#")
	if HasCode("network", name) || HasCode("access_mode", name) {
		return "[" + name + "]"
	}
	return "[]"
}

// pathFields finds out which field follows from which path: it fills one member
// of an empty record at a time and looks which field becomes known by it. So
// there is no second table that would have to be kept beside that of fields.
var pathFields = sync.OnceValue(func() map[string]int {
	found := map[string]int{}
	probe := func(path string, document map[string]any, without map[string]any) {
		if at := becomesKnown(document, without); at >= 0 {
			found[path] = at
		}
	}
	for name, of := range jsonMembers(reflect.TypeFor[Record]()) {
		switch {
		case of == reflect.TypeFor[Text]():
			first := map[string]any{name: map[string]any{Languages[0]: "x"}}
			probe(name+"."+Languages[0], first, nil)
			for _, language := range Languages[1:] { // beside the first, which they stand for alone
				probe(name+"."+language, map[string]any{name: map[string]any{Languages[0]: "x", language: "x"}}, first)
			}
		case of.Kind() == reflect.Struct && of != reflect.TypeFor[Date]():
			for member, t := range jsonMembers(of) {
				probe(name+"."+member, map[string]any{name: map[string]any{member: sample(t)}}, nil)
			}
		case of.Kind() == reflect.Slice && of.Elem().Kind() == reflect.Struct:
			probeElements(name, of.Elem(), probe)
		case of.Kind() != reflect.Map:
			probe(name, map[string]any{name: sample(of)}, nil)
		}
	}
	return found
})

// elementKeys name the members by which elements of lists are known.
var elementKeys = map[string]string{"utilities": "network", "access": "mode"}

// probeElements probes the members of a list's elements: of each network and
// mode, or of any element.
func probeElements(name string, of reflect.Type, probe func(string, map[string]any, map[string]any)) {
	key, codes := elementKeys[name], []string{""}
	switch name {
	case "utilities":
		codes = codeNames("network")
	case "access":
		codes = codeNames("access_mode")
	case "parcels":
		key = "cadastral_number" // without one it is not counted
	}
	for _, code := range codes {
		for member, t := range jsonMembers(of) {
			bare := map[string]any{}
			if key != "" {
				bare[key] = cmp.Or(code, "x")
			}
			full := map[string]any{member: sample(t)}
			for k, v := range bare {
				full[k] = v
			}
			list := func(e map[string]any) map[string]any { return map[string]any{name: []any{e}} }
			if member != key {
				probe(name+"["+code+"]."+member, list(full), list(bare))
			}
		}
	}
}

// becomesKnown gives the position of the only field that the one document tells
// and the other does not, or -1.
func becomesKnown(document, without map[string]any) int {
	flat := func(d map[string]any) Flat {
		text, err := json.Marshal(d)
		var r Record
		if err != nil || json.Unmarshal(text, &r) != nil {
			return make(Flat, len(Fields()))
		}
		return FlattenAt(&r, Moment{})
	}
	was, is := flat(without), flat(document)
	at := -1
	for i := range Fields() {
		if name := Fields()[i].Name; name == "completeness_pct" || name == "readiness" || was[i] != nil || is[i] == nil {
			continue
		}
		if at >= 0 {
			return -1 // it tells two
		}
		at = i
	}
	return at
}

// jsonMembers gives the types of a struct's members by their names in JSON.
func jsonMembers(of reflect.Type) map[string]reflect.Type {
	members := map[string]reflect.Type{}
	for i := range of.NumField() {
		name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
		members[name] = of.Field(i).Type
	}
	return members
}

// sample gives a value of a type.
func sample(of reflect.Type) any {
	if of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	switch {
	case of == reflect.TypeFor[Date]():
		return NewDate(2026, time.January, 31)
	case of.Kind() == reflect.String:
		return "x"
	case of.Kind() == reflect.Bool:
		return true
	case of.Kind() == reflect.Slice:
		return []any{sample(of.Elem())}
	case of.Kind() == reflect.Struct || of.Kind() == reflect.Map:
		return map[string]any{}
	}
	return 7
}
