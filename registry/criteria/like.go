package criteria

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold gives the text with full Unicode case folding, the CASEI of CQL2: texts
// that differ in case alone become equal, and ß becomes ss. The nearest SQL of
// a column is lower(upper(column)) under an ICU collation.
func Fold(s string) string { return cases.Fold().String(s) }

// Unaccent gives the text without the marks that Unicode combines with letters
// (U+0300 to U+036F), the ACCENTI of CQL2: é becomes e, and й becomes и.
func Unaccent(s string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if r >= 0x300 && r <= 0x36f {
			return -1
		}
		return r
	}, norm.NFD.String(s)))
}

// like reports whether the whole text matches the pattern as SQL's LIKE has it.
// It runs in the product of both lengths at worst.
func like(text, pattern string) bool {
	// Where the last % stands, and the text that it has swallowed so far: only
	// the last one ever has to swallow more.
	star, swallowed := -1, 0
	t, p := 0, 0
	for {
		if p < len(pattern) && pattern[p] == '%' {
			star, swallowed = p, t
			p++
			continue
		}
		if t == len(text) && p == len(pattern) {
			return true
		}
		if nextText, nextPattern, ok := likeOne(text, t, pattern, p); ok {
			t, p = nextText, nextPattern
			continue
		}
		if star < 0 || t == len(text) {
			return false
		}
		_, size := utf8.DecodeRuneInString(text[swallowed:])
		swallowed += size
		t, p = swallowed, star+1
	}
}

// likeOne matches one character of the text with one of the pattern other than
// %, and gives the places after both.
func likeOne(text string, t int, pattern string, p int) (int, int, bool) {
	if t == len(text) || p == len(pattern) {
		return 0, 0, false
	}
	got, gotSize := utf8.DecodeRuneInString(text[t:])
	want, wantSize := utf8.DecodeRuneInString(pattern[p:])
	if want == '_' {
		return t + gotSize, p + wantSize, true
	}
	if want == '\\' && p+1 < len(pattern) {
		p += wantSize
		want, wantSize = utf8.DecodeRuneInString(pattern[p:])
	}
	return t + gotSize, p + wantSize, got == want
}

// danglingEscape reports whether a pattern ends in a backslash with nothing to
// take literally, which PostgreSQL refuses.
func danglingEscape(pattern string) bool {
	odd := false
	for i := len(pattern) - 1; i >= 0 && pattern[i] == '\\'; i-- {
		odd = !odd
	}
	return odd
}
