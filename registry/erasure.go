package registry

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Erasure asks to take personal data out of a site and out of its history.
type Erasure struct {
	// Paths name what is taken out, as differences name it: contact.email,
	// contact, names.uk, parcels[1410300000:01:001:0001].owner,
	// parcels[*].owner, internal.note, extra.<column>.
	Paths  []string
	Reason string // why; it must not repeat the data
}

// Erased says what an erasure did.
type Erased struct {
	Ref       string
	Seq       int64    // of the erasure
	Revisions []int64  // that it took something out of
	Imported  int64    // rows and findings of imports that it took something out of
	Files     int64    // photos and documents that are kept no more
	Remaining []string // paths at which the same text still stands
}

// Eraser takes personal data out of the registry.
type Eraser interface {
	// Erase appends a revision without the data, and takes the data out of all
	// that stand before it. Their digests stay, so that the chain still holds.
	// Errors are those of Desk.
	Erase(ctx context.Context, p Principal, ref string, e Erasure) (Erased, error)
}

// erasable are the members of a record that personal data can be in. All
// others are codes, numbers and days that say nothing of a person.
var erasable = []string{"names", "summary", "address", "activity", "parcels", "offers", "utilities", "access", "buildings", "planning",
	"readiness", "contact", "media", "facts", "source_url", "internal", "extra"}

// Check tells what is wrong with the request. The error is a *RefusedError.
func (e *Erasure) Check() error {
	var refused RefusedError
	if strings.TrimSpace(e.Reason) == "" {
		refused.add("reason", "reason", "an erasure needs a reason")
	}
	if len(e.Paths) == 0 {
		refused.add("path", "paths", "an erasure needs at least one path")
	}
	for _, path := range e.Paths {
		if p := parsePath(path); !slices.Contains(erasable, p[0]) {
			refused.add("path", "paths", fmt.Sprintf("%s cannot be erased; what can is below %s", path, strings.Join(erasable, ", ")))
		}
	}
	return refused.orNil()
}

// parsePath takes a path apart: parcels[7].owner.name is parcels, [7], owner,
// name. The names of columns in extra are taken whole.
func parsePath(path string) []string {
	root, rest, more := strings.Cut(path, ".")
	if open := strings.IndexByte(path, '['); open >= 0 && open < len(root) {
		end := strings.Index(path, "].")
		if end < 0 {
			return []string{path[:open], path[open:]}
		}
		return append([]string{path[:open], path[open : end+1]}, strings.Split(path[end+2:], ".")...)
	}
	switch {
	case !more:
		return []string{root}
	case root == "extra":
		return []string{root, rest}
	}
	return append([]string{root}, strings.Split(rest, ".")...)
}

// EraseFrom takes what stands at the paths out of a document, and gives the
// values that stood there. A document without them stays as it is, letter by
// letter.
func EraseFrom(document []byte, paths []string) (rest []byte, taken []json.RawMessage, err error) {
	for _, path := range paths {
		var more []json.RawMessage
		if document, more, err = without(document, parsePath(path)); err != nil {
			return nil, nil, fmt.Errorf("erase %s: %w", path, err)
		}
		taken = append(taken, more...)
	}
	return document, taken, nil
}

// without takes what stands at the steps of a path out of a JSON value.
func without(value []byte, steps []string) ([]byte, []json.RawMessage, error) {
	if strings.HasPrefix(steps[0], "[") {
		return withoutElement(value, steps)
	}
	var members map[string]json.RawMessage
	if json.Unmarshal(value, &members) != nil {
		return value, nil, nil // no object, so nothing stands there
	}
	inner, known := members[steps[0]]
	if !known {
		return value, nil, nil
	}
	taken := []json.RawMessage{inner}
	if len(steps) == 1 {
		delete(members, steps[0])
	} else {
		var err error
		if members[steps[0]], taken, err = without(inner, steps[1:]); err != nil || taken == nil {
			return value, nil, err
		}
	}
	rest, err := json.Marshal(members)
	return rest, taken, err
}

// withoutElement does the same in the elements of a list that a step names.
func withoutElement(value []byte, steps []string) ([]byte, []json.RawMessage, error) {
	var list []json.RawMessage
	var elements []map[string]json.RawMessage
	if json.Unmarshal(value, &list) != nil || json.Unmarshal(value, &elements) != nil {
		return value, nil, nil
	}
	var rest, taken []json.RawMessage
	for i, label := range elementLabels(elements) {
		switch {
		case steps[0] != "[*]" && steps[0] != "["+label+"]":
			rest = append(rest, list[i])
		case len(steps) == 1:
			taken = append(taken, list[i])
		default:
			left, more, err := without(list[i], steps[1:])
			if err != nil {
				return nil, nil, err
			}
			rest, taken = append(rest, left), append(taken, more...)
		}
	}
	if taken == nil {
		return value, nil, nil
	}
	if rest == nil {
		rest = []json.RawMessage{}
	}
	text, err := json.Marshal(rest)
	return text, taken, err
}

// EraseChanges takes what stands at the paths out of the differences of a
// revision, before and after. That something differed there is still told.
func EraseChanges(changes []byte, paths []string) (rest []byte, taken []json.RawMessage, err error) {
	if changes == nil {
		return nil, nil, nil
	}
	var all map[string]Change
	if err := json.Unmarshal(changes, &all); err != nil {
		return nil, nil, fmt.Errorf("read differences: %w", err)
	}
	for key, change := range all {
		for _, path := range paths {
			within, below := relatePaths(parsePath(key), parsePath(path))
			for _, side := range []*json.RawMessage{&change.Before, &change.After} {
				switch {
				case !within || len(*side) == 0 || string(*side) == "null":
				case below == nil:
					taken, *side = append(taken, *side), nil
				default:
					left, more, err := without(*side, below)
					if err != nil {
						return nil, nil, err
					}
					*side, taken = left, append(taken, more...)
				}
			}
		}
		all[key] = change
	}
	if taken == nil {
		return changes, nil, nil
	}
	rest, err = json.Marshal(all)
	return rest, taken, err
}

// relatePaths tells whether a difference has to do with a path: the difference
// lies at the path or below it (below is nil), or holds it (below is the way
// from the difference to it).
func relatePaths(key, path []string) (related bool, below []string) {
	for i := range min(len(key), len(path)) {
		if key[i] != path[i] && (path[i] != "[*]" || !strings.HasPrefix(key[i], "[")) {
			return false, nil
		}
	}
	if len(path) > len(key) {
		return true, path[len(key):]
	}
	return true, nil
}

// shortestText is how many letters a text needs at least to be looked for
// outside the place that it was erased from.
const shortestText = 4

// saysNothing are members of what is erased whose texts are codes that say
// nothing of a person and stand in many places.
var saysNothing = []string{"kind", "media_type"}

// Texts gives the texts in erased values that are long enough to be looked for
// elsewhere, the longest first, each once.
func Texts(taken []json.RawMessage) []string {
	var texts []string
	var collect func(any)
	collect = func(v any) {
		switch v := v.(type) {
		case string:
			if len([]rune(v)) >= shortestText && !slices.Contains(texts, v) {
				texts = append(texts, v)
			}
		case []any:
			for _, e := range v {
				collect(e)
			}
		case map[string]any:
			for name, e := range v {
				if !slices.Contains(saysNothing, name) {
					collect(e)
				}
			}
		}
	}
	for _, raw := range taken {
		var v any
		if json.Unmarshal(raw, &v) == nil {
			collect(v)
		}
	}
	slices.SortFunc(texts, func(a, b string) int { return len(b) - len(a) })
	return texts
}

// Mark stands in a text where something was erased.
const Mark = "[erased]"

// EraseText puts the mark in place of the texts.
func EraseText(text string, texts []string) string {
	for _, t := range texts {
		text = strings.ReplaceAll(text, t, Mark)
	}
	return text
}

// Holding gives the paths of a document at which one of the texts stands.
func Holding(document []byte, texts []string) ([]string, error) {
	leaves, err := documentLeaves(document)
	if err != nil {
		return nil, err
	}
	var paths []string
	for path, value := range leaves {
		var v any
		if json.Unmarshal(value, &v) == nil && holds(v, texts) {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths, nil
}

func holds(v any, texts []string) bool {
	switch v := v.(type) {
	case string:
		return slices.ContainsFunc(texts, func(t string) bool { return strings.Contains(v, t) })
	case []any:
		return slices.ContainsFunc(v, func(e any) bool { return holds(e, texts) })
	case map[string]any:
		for _, e := range v {
			if holds(e, texts) {
				return true
			}
		}
	}
	return false
}
