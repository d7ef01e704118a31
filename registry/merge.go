package registry

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Clash is a path of a record that staff and the source have both changed
// since the source was taken over last, each to something else.
type Clash struct {
	Path   string          // as in DocumentChanges
	Ours   json.RawMessage // what stays; nil where it is not there
	Theirs json.RawMessage // what the source says
}

// MergeDocuments brings what a source says newly into a record that staff have
// changed. base is what the source said last, theirs what it says now, ours the
// newest record. What only one side changed is taken from it; where both did,
// ours stays and the path is a clash. Members of parts and of elements of lists
// are merged one by one; elements are known as in DocumentChanges.
func MergeDocuments(base, theirs, ours []byte) (merged []byte, clashes []Clash, err error) {
	var m merger
	merged = m.merge("", base, theirs, ours)
	if m.err != nil {
		return nil, nil, fmt.Errorf("merge a record: %w", m.err)
	}
	slices.SortFunc(m.clashes, func(a, b Clash) int { return bytes.Compare([]byte(a.Path), []byte(b.Path)) })
	return merged, m.clashes, nil
}

// merger is one merge on its way.
type merger struct {
	clashes []Clash
	err     error
}

// merge merges one value; nil is one that is not there.
func (m *merger) merge(path string, base, theirs, ours json.RawMessage) json.RawMessage {
	switch {
	case bytes.Equal(theirs, ours), bytes.Equal(base, theirs):
		return ours
	case bytes.Equal(base, ours):
		return theirs
	}
	// A whole part that is not there is one of which nothing is known, and not
	// one thing less; an element of a list is.
	if !strings.ContainsAny(path, ".[") {
		theirs, ours = emptyAs(ours, theirs), emptyAs(theirs, ours)
	}
	if theirs != nil && ours != nil {
		if merged, done := m.objects(path, base, theirs, ours); done {
			return merged
		}
		if merged, done := m.lists(path, base, theirs, ours); done {
			return merged
		}
	}
	m.clashes = append(m.clashes, Clash{Path: path, Ours: ours, Theirs: theirs})
	return ours
}

// emptyAs gives an empty value of the other one's form where there is none.
func emptyAs(other, value json.RawMessage) json.RawMessage {
	switch {
	case value != nil || len(other) == 0:
		return value
	case other[0] == '{':
		return json.RawMessage("{}")
	}
	if _, _, ok := elements(other); ok {
		return json.RawMessage("[]")
	}
	return nil
}

// objects merges two objects member by member; base may be anything.
func (m *merger) objects(path string, base, theirs, ours json.RawMessage) (json.RawMessage, bool) {
	their, our := object(theirs), object(ours)
	if their == nil || our == nil {
		return nil, false
	}
	was := object(base)
	names := map[string]bool{}
	for _, side := range []map[string]json.RawMessage{was, their, our} {
		for name := range side {
			names[name] = true
		}
	}
	merged := map[string]json.RawMessage{}
	for name := range names {
		at := name
		if path != "" {
			at = path + "." + name
		}
		if value := m.merge(at, was[name], their[name], our[name]); value != nil {
			merged[name] = value
		}
	}
	return m.encode(merged), true
}

// lists merges two lists of objects element by element, in the order that
// staff gave them, what is new in the source at the end. Other lists are one
// value.
func (m *merger) lists(path string, base, theirs, ours json.RawMessage) (json.RawMessage, bool) {
	their, theirNames, ok := elements(theirs)
	our, ourNames, also := elements(ours)
	if !ok || !also {
		return nil, false
	}
	was, wasNames, _ := elements(base)
	for _, name := range append(slices.Clone(theirNames), wasNames...) {
		if !slices.Contains(ourNames, name) {
			ourNames = append(ourNames, name)
		}
	}
	merged := []json.RawMessage{}
	for _, name := range ourNames {
		if value := m.merge(path+"["+name+"]", was[name], their[name], our[name]); value != nil {
			merged = append(merged, value)
		}
	}
	return m.encode(merged), true
}

func (m *merger) encode(v any) json.RawMessage {
	text, err := json.Marshal(v)
	if err != nil {
		m.err = err
	}
	return text
}

// object reads a JSON object; nil where it is none.
func object(text json.RawMessage) map[string]json.RawMessage {
	var members map[string]json.RawMessage
	if len(text) == 0 || text[0] != '{' || json.Unmarshal(text, &members) != nil {
		return nil
	}
	return members
}

// elements reads a list of objects by their names, which it gives in order.
func elements(text json.RawMessage) (map[string]json.RawMessage, []string, bool) {
	var list []json.RawMessage
	var objects []map[string]json.RawMessage
	if len(text) == 0 || text[0] != '[' || json.Unmarshal(text, &objects) != nil || json.Unmarshal(text, &list) != nil {
		return nil, nil, false
	}
	names := elementLabels(objects)
	byName := make(map[string]json.RawMessage, len(list))
	for i, name := range names {
		byName[name] = list[i]
	}
	return byName, names, true
}
