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
// outline, which record stands for. The SQL function ledger_digest says the
// same, and Verify compares them.
type entry struct {
	seq, siteID int64
	ref         string
	version     int
	at          time.Time
	actor       string
	action      string
	published   bool
	source      string
	batch       int64
	changes     []byte // JSON, nil when the site is new
	record      []byte // record_digest
}

// digest is ledger_digest of the entry.
func (e *entry) digest(scratch []byte) ([]byte, []byte) {
	b := append(scratch[:0], '[')
	number := func(n int64) { b = append(strconv.AppendInt(b, n, 10), ", "...) }
	text := func(s string) { b = append(appendJSONText(b, s), ", "...) }
	number(e.seq)
	number(e.siteID)
	text(e.ref)
	number(int64(e.version))
	number(e.at.UnixMicro())
	text(e.actor)
	text(e.action)
	b = append(strconv.AppendBool(b, e.published), ", null, "...) // an import gives no reason
	text(e.source)
	number(e.batch)
	if e.changes == nil {
		b = append(b, "null"...)
	} else {
		b = append(b, e.changes...)
	}
	b = append(b, ']')
	b = append(b, e.record...)
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
