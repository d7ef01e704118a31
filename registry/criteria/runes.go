package criteria

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// The character classes of the CQL2 grammar.

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// span is a range of characters, both ends included.
type span struct{ from, to rune }

var nameStarts = []span{
	{':', ':'}, {'_', '_'}, {'A', 'Z'}, {'a', 'z'}, {0xC0, 0xD6}, {0xD8, 0xF6}, {0xF8, 0x2FF},
	{0x370, 0x37D}, {0x37F, 0x1FFE}, {0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF},
	{0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
}

var nameParts = []span{{'.', '.'}, {'0', '9'}, {0x300, 0x36F}, {0x203F, 0x2040}}

var spaces = []span{
	{0x9, 0xD}, {0x20, 0x20}, {0x85, 0x85}, {0xA0, 0xA0}, {0x1680, 0x1680}, {0x2000, 0x200A},
	{0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000},
}

var textRunes = []span{{0x7, 0xD}, {0x20, 0xD7FF}, {0xE000, 0xFFFD}, {0x10000, 0x10FFFF}}

func in(r rune, spans []span) bool {
	return slices.ContainsFunc(spans, func(s span) bool { return s.from <= r && r <= s.to })
}

// isNameStart leaves out the spaces that the grammar's ranges run across.
func isNameStart(r rune) bool { return in(r, nameStarts) && !isSpace(r) }

func isNamePart(r rune) bool { return isNameStart(r) || in(r, nameParts) }

func isSpace(r rune) bool { return in(r, spaces) }

func isTextRune(r rune) bool { return in(r, textRunes) }

// isIdentifier reports whether the name can be written without quotes.
func isIdentifier(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	return isNameStart(first) && !strings.ContainsFunc(name, func(r rune) bool { return !isNamePart(r) })
}

// reserved are the words that are never names of fields unless quoted.
var reserved = []string{
	"and", "or", "not", "like", "between", "in", "is", "null", "true", "false", "div",
}

// functions and geometries are the names that the grammar gives a meaning before
// a parenthesis.
var (
	functions  = []string{"casei", "accenti", "date", "timestamp", "interval"}
	geometries = []string{
		"bbox", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection",
	}
)

// isKeyword reports whether the printer has to quote the name to be safe.
func isKeyword(name string) bool {
	lower := strings.ToLower(name)
	return slices.Contains(reserved, lower) || slices.Contains(functions, lower) || slices.Contains(geometries, lower)
}
