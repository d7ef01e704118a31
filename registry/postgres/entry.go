package postgres

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"
)

// ledgerHead is the newest revision.
type ledgerHead struct {
	seq  int64
	hash []byte
}

// entry is a revision that is going to be appended, but for its document and
// outline, which record stands for. The SQL functions prose_digest and
// ledger_digest say the same, and Verify compares them.
type entry struct {
	seq, siteID int64
	ref         string
	version     int
	at          time.Time
	actor       string
	action      string
	lifecycle   string
	review      *string
	published   bool
	territory   *string
	source      *string
	batch       int64 // 0 for none
	reason      *string
	changes     []byte // JSON, nil when the site is new
	record      []byte // record_digest
}

// proseDigest is prose_digest of the entry. Like digest it makes its text in
// the scratch, which it gives back.
func (e *entry) proseDigest(scratch []byte) (digest, used []byte) {
	b := appendTextOrNull(append(scratch[:0], '['), e.reason)
	b = append(b, ", "...)
	if e.changes == nil {
		b = append(b, "null"...)
	} else {
		b = append(b, e.changes...)
	}
	b = append(b, ']')
	sum := sha256.Sum256(b)
	return sum[:], b
}

// digest is ledger_digest of the entry.
func (e *entry) digest(scratch, prose []byte) (digest, used []byte) {
	b := append(scratch[:0], '[')
	comma := func() { b = append(b, ", "...) }
	number := func(n int64) { b = strconv.AppendInt(b, n, 10); comma() }
	text := func(s *string) { b = appendTextOrNull(b, s); comma() }
	number(e.seq)
	number(e.siteID)
	text(&e.ref)
	number(int64(e.version))
	number(e.at.UnixMicro())
	text(&e.actor)
	text(&e.action)
	text(&e.lifecycle)
	text(e.review)
	b = strconv.AppendBool(b, e.published)
	comma()
	text(e.territory)
	text(e.source)
	if e.batch == 0 {
		b = append(b, "null"...)
	} else {
		b = strconv.AppendInt(b, e.batch, 10)
	}
	b = append(b, ']')
	b = append(append(b, e.record...), prose...)
	sum := sha256.Sum256(b)
	return sum[:], b
}

// link gives the hash of a revision from the one before and its digest.
func link(before, digest []byte) []byte {
	var both [2 * sha256.Size]byte
	copy(both[:], before)
	copy(both[sha256.Size:], digest)
	sum := sha256.Sum256(both[:])
	return sum[:]
}

// recordDigest is the SQL function record_digest.
func recordDigest(document, outline []byte) (whole, inner []byte) {
	of := sha256.Sum256(document)
	sum := sha256.New()
	_, _ = sum.Write(of[:]) // never fails, by its documentation
	_, _ = sum.Write(outline)
	return sum.Sum(nil), of[:]
}

// appendTextOrNull writes a text as PostgreSQL writes it into JSON, null for
// nil.
func appendTextOrNull(b []byte, s *string) []byte {
	if s == nil {
		return append(b, "null"...)
	}
	return appendJSONText(b, *s)
}

// appendJSONText writes a text as PostgreSQL writes it into JSON.
func appendJSONText(b []byte, s string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\b':
			b = append(b, '\\', 'b')
		case c == '\f':
			b = append(b, '\\', 'f')
		case c == '\n':
			b = append(b, '\\', 'n')
		case c == '\r':
			b = append(b, '\\', 'r')
		case c == '\t':
			b = append(b, '\\', 't')
		case c < ' ':
			b = fmt.Appendf(b, `\u%04x`, c)
		case c < utf8.RuneSelf:
			b = append(b, c)
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}
