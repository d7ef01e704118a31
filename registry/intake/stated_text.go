package intake

import (
	"fmt"
	"slices"
	"strings"
)

// Encodings are those that a text can be said to be in.
var Encodings = []string{"UTF-8", utf16Little, utf16Big, cp1251.name, cp1252.name}

// Separators are those that cells can be said to be separated by.
var Separators = []string{",", ";", "tab", "|"}

// statedEncoding takes an encoding by its name, in any case of letters.
func statedEncoding(name string) (string, error) {
	at := slices.IndexFunc(Encodings, func(one string) bool { return strings.EqualFold(one, name) })
	if at < 0 {
		return "", &NotARegister{fmt.Sprintf("there is no encoding %q; there are %s", name, strings.Join(Encodings, ", "))}
	}
	return Encodings[at], nil
}

// statedSeparator takes a separator.
func statedSeparator(name string) (byte, error) {
	switch {
	case name == "tab" || name == "\t":
		return '\t', nil
	case slices.Contains(Separators, name):
		return name[0], nil
	default:
		return 0, &NotARegister{fmt.Sprintf("%q separates no cells; there are %s", name, strings.Join(Separators, " "))}
	}
}
