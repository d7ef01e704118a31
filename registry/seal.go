package registry

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
)

// Seal is a signed head of the ledger: that the chain had this hash at this
// revision. Its JSON form is one line of the file that an operator keeps.
type Seal struct {
	Registry  string    // name of the registry; one line of text
	Seq       int64     // of the newest revision
	Hash      []byte    // of the newest revision
	At        time.Time // of the newest revision
	SealedAt  time.Time
	KeyID     string // see [KeyID]
	Signature []byte // ed25519, of [Seal.Text]
}

// sealInstant writes instants in seals: UTC, always six decimals.
const sealInstant = "2006-01-02T15:04:05.000000Z"

// Text is what a seal signs, byte for byte.
func (s *Seal) Text() []byte {
	return fmt.Appendf(nil, "landbank seal 1\nregistry %s\nseq %d\nhash %x\nat %s\nsealed_at %s\n",
		s.Registry, s.Seq, s.Hash, s.At.UTC().Format(sealInstant), s.SealedAt.UTC().Format(sealInstant))
}

// KeyID names a public key: the first 16 digits of its sha256, in hexadecimal.
func KeyID(public ed25519.PublicKey) string {
	sum := sha256.Sum256(public)
	return hex.EncodeToString(sum[:8])
}

// Sign signs the seal. The error says that the registry's name cannot stand in
// one.
func (s *Seal) Sign(key ed25519.PrivateKey) error {
	if s.Registry == "" || strings.ContainsFunc(s.Registry, unicode.IsControl) {
		return errors.New("the name of the registry in a seal is one line of text")
	}
	public, ok := key.Public().(ed25519.PublicKey)
	if !ok {
		return errors.New("the key is no ed25519 key")
	}
	s.KeyID, s.Signature = KeyID(public), ed25519.Sign(key, s.Text())
	return nil
}

// Check tells whether the seal was signed by whoever has the key.
func (s *Seal) Check(public ed25519.PublicKey) bool {
	return len(public) == ed25519.PublicKeySize && s.KeyID == KeyID(public) && ed25519.Verify(public, s.Text(), s.Signature)
}

// sealJSON is the form of a seal in files and answers.
type sealJSON struct {
	Registry  string `json:"registry"`
	Seq       int64  `json:"seq"`
	Hash      string `json:"hash"`
	At        string `json:"at"`
	SealedAt  string `json:"sealed_at"`
	KeyID     string `json:"key_id"`
	Signature string `json:"signature"`
}

// MarshalJSON writes hashes in hexadecimal and signatures in base64.
func (s Seal) MarshalJSON() ([]byte, error) {
	return json.Marshal(sealJSON{s.Registry, s.Seq, hex.EncodeToString(s.Hash), s.At.UTC().Format(sealInstant),
		s.SealedAt.UTC().Format(sealInstant), s.KeyID, base64.StdEncoding.EncodeToString(s.Signature)})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Seal) UnmarshalJSON(text []byte) error {
	var in sealJSON
	if err := json.Unmarshal(text, &in); err != nil {
		return err
	}
	hash, hashErr := hex.DecodeString(in.Hash)
	signature, signatureErr := base64.StdEncoding.DecodeString(in.Signature)
	at, atErr := time.Parse(sealInstant, in.At)
	sealedAt, sealedErr := time.Parse(sealInstant, in.SealedAt)
	if err := errors.Join(hashErr, signatureErr, atErr, sealedErr); err != nil {
		return fmt.Errorf("read a seal: %w", err)
	}
	*s = Seal{in.Registry, in.Seq, hash, at, sealedAt, in.KeyID, signature}
	return nil
}
