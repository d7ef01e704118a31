package exchange

import (
	"slices"
	"strconv"
	"strings"

	"landbank/registry"
)

// preference is one range of an Accept header with its weight.
type preference struct {
	value  string // media range or coding in lower case, without parameters
	weight float64
}

// preferences reads a header of comma-separated values with weights. What
// cannot be read is passed over.
func preferences(headers []string) []preference {
	var out []preference
	for _, item := range strings.Split(strings.Join(headers, ","), ",") {
		value, parameters, _ := strings.Cut(item, ";")
		p := preference{value: strings.ToLower(strings.TrimSpace(value)), weight: 1}
		for _, parameter := range strings.Split(parameters, ";") {
			name, text, _ := strings.Cut(strings.TrimSpace(parameter), "=")
			if !strings.EqualFold(strings.TrimSpace(name), "q") {
				continue
			}
			q, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
			if err != nil || !(q >= 0 && q <= 1) {
				q = 0
			}
			p.weight = q
		}
		if p.value != "" {
			out = append(out, p)
		}
	}
	return out
}

// choose gives the offered media type that the Accept headers like best, the
// first offered one of several; false where they take none. Without headers
// anything is taken.
func choose(headers, offered []string) (string, bool) {
	wanted := preferences(headers)
	if len(wanted) == 0 {
		return offered[0], true
	}
	best, most := "", 0.0
	for _, media := range offered {
		if w := mediaWeight(wanted, media); w > most {
			best, most = media, w
		}
	}
	return best, most > 0
}

// mediaWeight is the weight of the most specific range that holds the type.
func mediaWeight(wanted []preference, media string) float64 {
	media, _, _ = strings.Cut(media, ";")
	group, _, _ := strings.Cut(media, "/")
	weight, specific := 0.0, 0
	for _, p := range wanted {
		rank := 0
		switch p.value {
		case media:
			rank = 3
		case group + "/*":
			rank = 2
		case "*/*", "*":
			rank = 1
		}
		if rank > specific {
			weight, specific = p.weight, rank
		}
	}
	return weight
}

// takes reports whether the Accept-Encoding headers name the coding, or all of
// them, with a weight.
func takes(headers []string, coding string) bool {
	any := false
	for _, p := range preferences(headers) {
		switch p.value {
		case coding:
			return p.weight > 0
		case "*":
			any = p.weight > 0
		}
	}
	return any
}

// Language is the language that the caller prefers of those of the registry,
// the usual one where it prefers none.
func (c *Call) Language(usual string) string {
	best, most := usual, 0.0
	for _, p := range preferences(c.Request.Header.Values("Accept-Language")) {
		primary, _, _ := strings.Cut(p.value, "-")
		if p.weight > most && slices.Contains(registry.Languages, primary) {
			best, most = primary, p.weight
		}
	}
	return best
}
