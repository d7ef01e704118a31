package criteria

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is what a token is.
type kind int

const (
	endToken    kind = iota
	nameToken        // identifier without quotes; keywords too
	quotedToken      // identifier in double quotes
	textToken        // character literal
	numberToken      // without a sign
	symbolToken      // ( ) , = <> < <= > >= + - * / % ^
)

// token is one word of CQL2 text.
type token struct {
	kind kind
	text string // as meant: quotes and escapes resolved
	at   int    // byte offset of its first character
	end  int    // byte offset after its last character
}

// is reports whether the token is the keyword, in any case.
func (t token) is(keyword string) bool {
	return t.kind == nameToken && strings.EqualFold(t.text, keyword)
}

// isSymbol reports whether the token is the symbol.
func (t token) isSymbol(symbol string) bool { return t.kind == symbolToken && t.text == symbol }

// String names the token in messages.
func (t token) String() string {
	switch t.kind {
	case endToken:
		return "the end"
	case textToken:
		return clip(printText(t.text))
	case quotedToken:
		return clip(`"` + t.text + `"`)
	}
	return clip(t.text)
}

// clip makes of what somebody sent what a message can quote: short, and UTF-8.
func clip(s string) string {
	const most = 60
	s = strings.ToValidUTF8(s, "?")
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}

// lex cuts text into tokens; the last one is the end. The fault says what no
// token can begin or hold.
func lex(text string) ([]token, *lexFault) {
	l := lexer{text: text}
	var tokens []token
	for {
		l.space()
		t, fault := l.next()
		if fault != nil {
			return nil, fault
		}
		tokens = append(tokens, t)
		if t.kind == endToken {
			return tokens, nil
		}
	}
}

type lexFault struct {
	at        int
	got, want string
}

type lexer struct {
	text string
	at   int
}

// peek gives the next character and its size in bytes, 0 at the end.
func (l *lexer) peek() (rune, int) { return utf8.DecodeRuneInString(l.text[l.at:]) }

func (l *lexer) space() {
	for {
		r, size := l.peek()
		if size == 0 || !isSpace(r) {
			return
		}
		l.at += size
	}
}

func (l *lexer) next() (token, *lexFault) {
	start := l.at
	r, size := l.peek()
	made := func(kind kind, text string) (token, *lexFault) {
		return token{kind: kind, text: text, at: start, end: l.at}, nil
	}
	switch {
	case size == 0:
		return made(endToken, "")
	case r == utf8.RuneError && size == 1:
		return token{}, &lexFault{start, "a byte that is not UTF-8", "UTF-8 text"}
	case r == '\'':
		text, fault := l.quoted('\'')
		if fault != nil {
			return token{}, fault
		}
		return made(textToken, text)
	case r == '"':
		text, fault := l.quoted('"')
		if fault != nil {
			return token{}, fault
		}
		return made(quotedToken, text)
	case isDigit(r), r == '.' && l.digitAt(l.at+1):
		l.number()
		return made(numberToken, l.text[start:l.at])
	case isNameStart(r):
		l.skip(isNamePart)
		return made(nameToken, l.text[start:l.at])
	case strings.ContainsRune("(),=<>+-*/%^", r):
		l.at++
		if pair := l.text[start:min(start+2, len(l.text))]; pair == "<>" || pair == "<=" || pair == ">=" {
			l.at++
		}
		return made(symbolToken, l.text[start:l.at])
	}
	return token{}, &lexFault{start, "the character " + printRune(r), "a name, a literal or an operator"}
}

func printRune(r rune) string {
	if unicode.IsPrint(r) {
		return string(r)
	}
	return "U+" + strings.ToUpper(hex(r))
}

func hex(r rune) string {
	const digits = "0123456789abcdef"
	out := ""
	for ; r > 0 || len(out) < 4; r >>= 4 {
		out = string(digits[r&15]) + out
	}
	return out
}

func (l *lexer) skip(in func(rune) bool) {
	for {
		r, size := l.peek()
		if size == 0 || r == utf8.RuneError && size == 1 || !in(r) {
			return
		}
		l.at += size
	}
}

func (l *lexer) digitAt(at int) bool { return at < len(l.text) && isDigit(rune(l.text[at])) }

// number skips digits [ . [digits] ] [ E [sign] digits ]. What does not belong
// to a number stays for the next token.
func (l *lexer) number() {
	l.skip(isDigit)
	if l.at < len(l.text) && l.text[l.at] == '.' {
		l.at++
		l.skip(isDigit)
	}
	exponent := l.at
	if exponent < len(l.text) && (l.text[exponent] == 'e' || l.text[exponent] == 'E') {
		exponent++
		if exponent < len(l.text) && (l.text[exponent] == '+' || l.text[exponent] == '-') {
			exponent++
		}
		if l.digitAt(exponent) {
			l.at = exponent
			l.skip(isDigit)
		}
	}
}

// escapes are the characters that a backslash makes of the one after it in a
// character literal. A backslash before any other character stays, which leaves
// \% and \_ to LIKE.
var escapes = map[rune]rune{
	'\'': '\'', '\\': '\\', 'a': '\a', 'b': '\b', 't': '\t', 'n': '\n', 'v': '\v', 'f': '\f', 'r': '\r',
}

// quoted reads up to the closing quote; a doubled quote stands for one.
func (l *lexer) quoted(quote rune) (string, *lexFault) {
	start := l.at
	l.at++
	var out strings.Builder
	for {
		r, size := l.peek()
		if size == 0 {
			return "", &lexFault{start, "a quote that is never closed", "a closing " + string(quote)}
		}
		if r == utf8.RuneError && size == 1 || !isTextRune(r) {
			return "", &lexFault{l.at, "a character that no text can hold", "UTF-8 text without control characters"}
		}
		l.at += size
		following, size := l.peek()
		switch {
		case r == quote && following == quote:
			l.at += size
		case r == quote:
			return out.String(), nil
		case r == '\\' && quote == '\'':
			if meant, ok := escapes[following]; ok {
				r = meant
				l.at += size
			}
		}
		out.WriteRune(r)
	}
}
