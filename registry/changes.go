package registry

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// DocumentChanges tells what differs between two documents, by path: kind,
// area.declared_m2, utilities[electricity].distance_m.
func DocumentChanges(before, after []byte) (map[string]Change, error) {
	was, err := documentLeaves(before)
	if err != nil {
		return nil, err
	}
	is, err := documentLeaves(after)
	if err != nil {
		return nil, err
	}
	changes := map[string]Change{}
	for path, value := range was {
		if now, still := is[path]; !still || !bytes.Equal(value, now) {
			changes[path] = Change{Before: value, After: now}
		}
	}
	for path, value := range is {
		if _, known := was[path]; !known {
			changes[path] = Change{After: value}
		}
	}
	return changes, nil
}

// documentLeaves gives the values of a document by path. Lists of texts are
// one value; elements of other lists are known by what they are about, or by
// their number.
func documentLeaves(document []byte) (map[string]json.RawMessage, error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(document, &members); err != nil {
		return nil, fmt.Errorf("read a document: %w", err)
	}
	leaves := map[string]json.RawMessage{}
	for name, value := range members {
		var elements []map[string]json.RawMessage
		var object map[string]json.RawMessage
		switch {
		case value[0] == '{' && json.Unmarshal(value, &object) == nil:
			for member, v := range object {
				leaves[name+"."+member] = v
			}
		case value[0] == '[' && json.Unmarshal(value, &elements) == nil:
			for i, label := range elementLabels(elements) {
				for member, v := range elements[i] {
					leaves[name+"["+label+"]."+member] = v
				}
			}
		default:
			leaves[name] = value
		}
	}
	return leaves, nil
}

// elementLabels names the elements of a list, each differently.
func elementLabels(elements []map[string]json.RawMessage) []string {
	labels := make([]string, len(elements))
	seen := map[string]int{}
	for i, element := range elements {
		label := strconv.Itoa(i + 1)
		for _, member := range []string{"network", "item", "mode", "cadastral_number", "hash"} {
			var text string
			if json.Unmarshal(element[member], &text) == nil && text != "" {
				label = text
				break
			}
		}
		seen[label]++
		if n := seen[label]; n > 1 {
			label += "#" + strconv.Itoa(n)
		}
		labels[i] = label
	}
	return labels
}
