package geo

import (
	"encoding/json"
	"math"
	"strconv"
)

// jsonScanner walks over JSON text without building values: GeoJSON coordinates are most of an import, and
// decoding them through interface values takes some twenty times as long.
type jsonScanner struct {
	text []byte
	at   int
}

// fault is a syntax violation at the current byte.
func (s *jsonScanner) fault(want string) error {
	got := "end of text"
	if s.at < len(s.text) {
		got = strconv.Quote(string(s.text[s.at:min(s.at+12, len(s.text))]))
	}
	return &Violation{Rule: RuleSyntax, Path: "byte " + strconv.Itoa(s.at), Got: got, Want: want}
}

// space skips white space and gives the byte after it, 0 at the end of the text.
func (s *jsonScanner) space() byte {
	for s.at < len(s.text) {
		switch c := s.text[s.at]; c {
		case ' ', '\t', '\n', '\r':
			s.at++
		default:
			return c
		}
	}
	return 0
}

// expect takes one punctuation byte.
func (s *jsonScanner) expect(c byte) error {
	if s.space() != c {
		return s.fault("'" + string(rune(c)) + "'")
	}
	s.at++
	return nil
}

// more is called after an element of a list or object: true after a comma, false after the closing byte.
func (s *jsonScanner) more(closing byte) (bool, error) {
	switch s.space() {
	case ',':
		s.at++
		return true, nil
	case closing:
		s.at++
		return false, nil
	default:
		return false, s.fault("',' or '" + string(rune(closing)) + "'")
	}
}

// opens takes the opening byte of a list or object and tells whether anything is in it; an empty one is taken
// whole.
func (s *jsonScanner) opens(opening, closing byte) (bool, error) {
	if err := s.expect(opening); err != nil {
		return false, err
	}
	if s.space() == closing {
		s.at++
		return false, nil
	}
	return true, nil
}

// word takes a literal such as null when it stands here.
func (s *jsonScanner) word(literal string) bool {
	s.space()
	if len(s.text)-s.at < len(literal) || string(s.text[s.at:s.at+len(literal)]) != literal {
		return false
	}
	s.at += len(literal)
	return true
}

// str takes a string. Escapes are left to encoding/json: member names and types have none in practice.
func (s *jsonScanner) str() (string, error) {
	if s.space() != '"' {
		return "", s.fault("a string")
	}
	from := s.at
	if err := s.skip(); err != nil {
		return "", err
	}
	raw := s.text[from:s.at]
	for _, c := range raw {
		if c == '\\' || c >= 0x80 {
			var value string
			if json.Unmarshal(raw, &value) != nil {
				s.at = from
				return "", s.fault("a string")
			}
			return value, nil
		}
	}
	return string(raw[1 : len(raw)-1]), nil
}

// skip takes any well-formed value.
func (s *jsonScanner) skip() error {
	s.space()
	from := s.at
	s.leap()
	if !json.Valid(s.text[from:s.at]) {
		s.at = from
		return s.fault("a JSON value")
	}
	return nil
}

// structural are the bytes at which leap has to think.
var structural = [256]bool{'[': true, ']': true, '{': true, '}': true, '"': true, ',': true,
	' ': true, '\t': true, '\n': true, '\r': true}

// leap jumps over one value by counting brackets; whether it is well-formed must be seen otherwise.
func (s *jsonScanner) leap() {
	s.space()
	depth, from := 0, s.at
	for ; s.at < len(s.text); s.at++ {
		if !structural[s.text[s.at]] {
			continue // nearly every byte of coordinates
		}
		switch s.text[s.at] {
		case '[', '{':
			depth++
		case ']', '}':
			if depth == 0 {
				return
			}
			depth--
			if depth > 0 {
				continue
			}
			s.at++
			return
		case '"':
			s.leapString()
			if depth == 0 {
				return
			}
			s.at--
		default:
			if depth == 0 && s.at > from {
				return
			}
		}
	}
}

// leapString jumps to the byte after the string that starts here.
func (s *jsonScanner) leapString() {
	for s.at++; s.at < len(s.text); s.at++ {
		switch s.text[s.at] {
		case '\\':
			s.at++
		case '"':
			s.at++
			return
		}
	}
	s.at = len(s.text)
}

// powers of ten that float64 holds exactly.
var powers = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
	1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}

// number takes a JSON number. Up to 15 digits are one exact division; longer ones go to strconv.
// The words NaN and Infinity, which some writers produce, come back as such for the caller to refuse by name.
func (s *jsonScanner) number() (float64, error) {
	s.space()
	from := s.at
	negative := s.take('-')
	whole := s.at
	mantissa := s.digits(0)
	if s.at == whole || s.text[whole] == '0' && s.at > whole+1 {
		if s.word("NaN") || s.word("Infinity") {
			return math.NaN(), nil
		}
		s.at = from
		return 0, s.fault("a number")
	}
	count, decimals := s.at-whole, 0
	if s.take('.') {
		point := s.at
		mantissa = s.digits(mantissa)
		decimals = s.at - point
		if decimals == 0 {
			return 0, s.fault("a digit")
		}
		count += decimals
	}
	exponent, err := s.exponent()
	if err != nil {
		return 0, err
	}
	if exponent || count > 15 {
		return parseNumber(s.text[from:s.at]), nil
	}
	value := float64(mantissa) / powers[decimals]
	if negative {
		value = -value
	}
	return value, nil
}

// digits takes decimal digits onto a mantissa, which is right as long as there are no more than 18.
func (s *jsonScanner) digits(mantissa uint64) uint64 {
	for s.at < len(s.text) {
		c := s.text[s.at] - '0'
		if c > 9 {
			break
		}
		mantissa = mantissa*10 + uint64(c)
		s.at++
	}
	return mantissa
}

// exponent takes e, a sign and digits where they stand here.
func (s *jsonScanner) exponent() (bool, error) {
	if !s.take('e') && !s.take('E') {
		return false, nil
	}
	if !s.take('+') {
		s.take('-')
	}
	from := s.at
	if s.digits(0); s.at == from {
		return true, s.fault("a digit")
	}
	return true, nil
}

func (s *jsonScanner) take(c byte) bool {
	if s.at < len(s.text) && s.text[s.at] == c {
		s.at++
		return true
	}
	return false
}

// parseNumber reads a well-formed number; one beyond float64 becomes infinite, for the caller to refuse.
func parseNumber(text []byte) float64 {
	value, _ := strconv.ParseFloat(string(text), 64)
	return value
}
