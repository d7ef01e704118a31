package personal

import (
	"regexp"
	"strings"
)

// national are the ways in which telephone numbers are written where no word
// before says that they are one.
var national = regexp.MustCompile(`^(?:` +
	`\+\d{1,3}[\s-]?\(?\d{1,5}\)?(?:[\s-]?\d{2,4}){2,4}|` + // with the country
	`(?:8[\s-]?)?\(0\d{2,4}\)\s?\d{2,3}[\s-]?\d{2}[\s-]?\d{2}|` + // (044) 123-45-67
	`0\d{2}[\s-]\d{3}[\s-]\d{2}[\s-]\d{2}|0\d{2}[\s-]\d{7}|` + // 067 123-45-67
	`0[1-9](?:[\s.]\d{2}){4}|` + // 06 12 34 56 78
	`02\d\s\d{4}\s\d{4}|01\d{3}\s\d{6}|01\d{2}\s\d{3}\s\d{4}|07\d{3}\s\d{6}|07\d{3}\s\d{3}\s\d{3})$`)

// called is a word before a number that says that it is a telephone's.
var called = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:тел|tel|phone|моб|mob|fax|факс|viber|whatsapp)(?:ефон\pL*|éphone|ephone|ile)?[\s.:№]*$`)

// phones finds telephone numbers: runs of digits with little between them,
// looked at one by one.
func phones(text string) []Match {
	var found []Match
	for at := 0; at < len(text); {
		if !opensNumber(text[at]) {
			at++
			continue
		}
		from, digits := at, 0
		for at < len(text) && (opensNumber(text[at]) || strings.IndexByte(" -.)", text[at]) >= 0) {
			if text[at] >= '0' && text[at] <= '9' {
				digits++
			}
			at++
		}
		if digits < 6 || digits > 15 {
			continue
		}
		run := strings.TrimRight(text[from:at], " -.(+")
		before, after := text[:from], text[from+len(run):]
		if closely(before, after) {
			continue
		}
		if national.MatchString(run) || digits <= 13 && called.MatchString(before[max(0, len(before)-24):]) {
			found = append(found, Match{Kind: Phone, Text: run, From: from, To: from + len(run)})
		}
	}
	return found
}

func opensNumber(c byte) bool { return c >= '0' && c <= '9' || c == '+' || c == '(' }

// closely tells whether a number is a part of another sign: a cadastral
// number, a fraction, the number of an application.
func closely(before, after string) bool {
	return before != "" && strings.ContainsAny(before[len(before)-1:], ":/,_") || after != "" && strings.ContainsAny(after[:1], ":/_")
}
