package main

import (
	"context"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"flag"
	"fmt"
	"os"
	"strings"

	"landbank/registry"
)

func ledgerKeyCommand() command {
	return command{
		name:    "ledger key new",
		args:    "FILE",
		summary: "makes a key that signs the ledger's head",
		about: `Writes the private key to FILE, for its owner alone, and the public key to FILE.pub. Keep FILE away from the database: who
has both can rewrite the past unnoticed. Give FILE.pub to everybody who wants to check seals.`,
		flags: func(*flag.FlagSet) action {
			return func(_ context.Context, c console, args []string) error {
				if len(args) != 1 {
					return misuse("ledger key new takes the name of one file, but got %d arguments", len(args))
				}
				return newLedgerKey(c, args[0])
			}
		},
	}
}

func newLedgerKey(c console, path string) error {
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		return fmt.Errorf("make a key: %w", err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return fmt.Errorf("encode the key: %w", err)
	}
	open, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return fmt.Errorf("encode the key: %w", err)
	}
	if err := writeNew(path, "PRIVATE KEY", secret, 0o600); err != nil {
		return err
	}
	if err := writeNew(path+".pub", "PUBLIC KEY", open, 0o644); err != nil {
		return err
	}
	c.say(fmt.Sprintf("The private key is in %s, the public one in %s.pub.", path, path))
	_, _ = fmt.Fprintf(c.out, "%s %s\n", registry.KeyID(public), base64.StdEncoding.EncodeToString(public))
	return nil
}

// writeNew writes a PEM file that is not there yet: no key is ever lost under another.
func writeNew(path, kind string, content []byte, mode os.FileMode) (err error) {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if os.IsExist(err) {
		return fmt.Errorf("%s is there already: choose another name, or move it away", path)
	}
	if err != nil {
		return fmt.Errorf("write the key: %w", err)
	}
	err = pem.Encode(file, &pem.Block{Type: kind, Bytes: content})
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	return err
}

// readPrivateKey reads what ledger key new wrote.
func readPrivateKey(path string) (ed25519.PrivateKey, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the key: %w", err)
	}
	if block, _ := pem.Decode(text); block != nil {
		parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
		if key, ok := parsed.(ed25519.PrivateKey); err == nil && ok {
			return key, nil
		}
	}
	return nil, fmt.Errorf("%s is no private key of `landbank ledger key new`", path)
}

// readPublicKey reads a public key: a file, or its 32 bytes in base64.
func readPublicKey(text string) (ed25519.PublicKey, error) {
	if raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text)); err == nil && len(raw) == ed25519.PublicKeySize {
		return raw, nil
	}
	content, err := os.ReadFile(text)
	if err != nil {
		return nil, fmt.Errorf("%s is neither a public key in base64 nor a file that can be read", text)
	}
	if block, _ := pem.Decode(content); block != nil {
		parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
		if key, ok := parsed.(ed25519.PublicKey); err == nil && ok {
			return key, nil
		}
	}
	return nil, fmt.Errorf("%s is no public key of `landbank ledger key new`", text)
}
