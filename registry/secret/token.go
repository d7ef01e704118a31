package secret

import (
	"crypto/rand"
	"crypto/sha256"
	"hash/crc32"
	"math/big"
	"strings"
)

// TokenPrefix begins every access token, so that scanners of source code and
// logs know one when they see it.
const TokenPrefix = "lb_"

const (
	// digits of base 62, in which tokens are written.
	digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	// readable are the characters of generated passwords: none looks like
	// another when it is read out or copied by hand.
	readable = "abcdefghjkmnpqrstuvwxyz23456789"

	tokenLength    = 32 // 190 bits
	checksumLength = 6
)

// NewToken makes an access token: lb_, 32 random characters, and the CRC-32 of
// those in 6 more, by which a mistyped or made-up one is known without asking
// the database.
func NewToken() string {
	body := random(digits, tokenLength)
	return TokenPrefix + body + checksum(body)
}

// IsToken tells whether the text has the form of an access token.
func IsToken(text string) bool {
	body, ok := strings.CutPrefix(text, TokenPrefix)
	if !ok || len(body) != tokenLength+checksumLength {
		return false
	}
	return checksum(body[:tokenLength]) == body[tokenLength:]
}

// checksum writes the CRC-32 of a text in base 62.
func checksum(text string) string {
	rest := crc32.ChecksumIEEE([]byte(text))
	out := make([]byte, checksumLength)
	for i := checksumLength - 1; i >= 0; i-- {
		out[i] = digits[rest%62]
		rest /= 62
	}
	return string(out)
}

// NewSession makes what a session's cookie holds, of 250 bits.
func NewSession() string { return random(digits, 42) }

// NewPassword makes a password of 99 bits that can be read out: four groups of
// five characters.
func NewPassword() string {
	text := random(readable, 20)
	return text[:5] + "-" + text[5:10] + "-" + text[10:15] + "-" + text[15:]
}

// Digest is what is stored of a session or a token: enough to find it by, and
// nothing to sign in with.
func Digest(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

// random picks characters, each as likely as the others.
func random(from string, length int) string {
	most := big.NewInt(int64(len(from)))
	out := make([]byte, length)
	for i := range out {
		at, err := rand.Int(rand.Reader, most)
		if err != nil {
			panic(err) // never fails, see crypto/rand
		}
		out[i] = from[at.Int64()]
	}
	return string(out)
}
