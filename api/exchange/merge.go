package exchange

import "encoding/json"

// MergePatch applies a merge patch (RFC 7396) to a JSON object.
func MergePatch(target, patch json.RawMessage) (json.RawMessage, error) {
	var changes map[string]json.RawMessage
	if err := json.Unmarshal(patch, &changes); err != nil || changes == nil {
		return patch, nil // no object: it takes the place of what is there
	}
	members := map[string]json.RawMessage{}
	if len(target) > 0 && target[0] == '{' {
		if err := json.Unmarshal(target, &members); err != nil {
			return nil, err
		}
	}
	for name, value := range changes {
		if string(value) == "null" {
			delete(members, name)
			continue
		}
		var err error
		if members[name], err = MergePatch(members[name], value); err != nil {
			return nil, err
		}
	}
	return json.Marshal(members)
}
