package registry

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
)

// changePath is a path as DocumentChanges writes it: name, name.member,
// name[element].member.
var changePath = regexp.MustCompile(`^([a-z_0-9]+)(?:\[([^\[\]]+)\])?(?:\.([a-z_0-9]+))?$`)

// notProposed are the members of a record that nobody outside proposes: what is
// internal, and what is said of the record itself.
var notProposed = []string{"ref", "internal", "extra", "facts", "confirmation", "demonstration", "territory_code", "outcome", "media"}

// ApplyChanges gives a document with changes by path; a null takes the value
// away. Elements of lists are named by what they are about, as DocumentChanges
// names them; one that is not there is added where it is named by a network,
// an item or a mode. The error says which path cannot be, in a sentence.
func ApplyChanges(document []byte, changes map[string]json.RawMessage) ([]byte, error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(document, &members); err != nil {
		return nil, fmt.Errorf("read a document: %w", err)
	}
	for _, path := range slices.Sorted(maps.Keys(changes)) {
		parts := changePath.FindStringSubmatch(path)
		if parts == nil || slices.Contains(notProposed, parts[1]) || parts[1] == "parcels" && parts[3] == "owner" {
			return nil, fmt.Errorf("%q is no part of a record that can be proposed", path)
		}
		if err := applyChange(members, parts, changes[path]); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	changed, err := json.Marshal(members)
	if err != nil {
		return nil, fmt.Errorf("encode a document: %w", err)
	}
	decoder := json.NewDecoder(bytes.NewReader(changed))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&Record{}); err != nil {
		return nil, fmt.Errorf("the value is none that a record has there")
	}
	return changed, nil
}

func applyChange(members map[string]json.RawMessage, parts []string, value json.RawMessage) error {
	name, element, member := parts[1], parts[2], parts[3]
	switch {
	case element == "" && member == "":
		set(members, name, value)
		return nil
	case element == "":
		object := map[string]json.RawMessage{}
		if was := members[name]; was != nil && json.Unmarshal(was, &object) != nil {
			return fmt.Errorf("it has no members")
		}
		set(object, member, value)
		return put(members, name, object)
	case member == "":
		return fmt.Errorf("an element is changed member by member")
	default:
		return applyToElement(members, name, element, member, value)
	}
}

// applyToElement changes one member of an element of a list.
func applyToElement(members map[string]json.RawMessage, name, element, member string, value json.RawMessage) error {
	var elements []map[string]json.RawMessage
	if was := members[name]; was != nil && json.Unmarshal(was, &elements) != nil {
		return fmt.Errorf("it is no list of elements")
	}
	at := slices.Index(elementLabels(elements), element)
	if at < 0 {
		key, ok := map[string]string{"utilities": "network", "access": "mode", "readiness": "item"}[name]
		if !ok {
			return fmt.Errorf("there is no such element")
		}
		label, err := json.Marshal(element)
		if err != nil {
			return err
		}
		elements, at = append(elements, map[string]json.RawMessage{key: label}), len(elements)
	}
	set(elements[at], member, value)
	return put(members, name, elements)
}

// set sets a member, or takes it away for null.
func set(members map[string]json.RawMessage, name string, value json.RawMessage) {
	if len(value) == 0 || string(value) == "null" {
		delete(members, name)
		return
	}
	members[name] = value
}

func put(members map[string]json.RawMessage, name string, value any) error {
	text, err := json.Marshal(value)
	if err == nil {
		members[name] = text
	}
	return err
}
