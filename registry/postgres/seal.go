package postgres

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry"
)

// ErrNothingToSeal says that the ledger has no revision yet.
var ErrNothingToSeal = errors.New("the ledger is empty")

// Head gives the newest revision, with the newest seal.
func (s *Store) Head(ctx context.Context) (registry.Head, error) {
	var h registry.Head
	var at, sealAt, sealedAt *time.Time
	var name, key *string
	var seq *int64
	var hash, signature []byte
	err := s.read.QueryRow(ctx, statement("ledger_head")).Scan(&h.Seq, &h.Hash, &at, &name, &seq, &hash, &sealAt, &sealedAt, &key, &signature, &h.PublicKey)
	if err != nil {
		return h, s.readFault(ctx, "read the ledger's head", err)
	}
	if at != nil {
		h.At = at.UTC()
	}
	if name != nil {
		h.Seal = &registry.Seal{Registry: *name, Seq: *seq, Hash: hash, At: sealAt.UTC(), SealedAt: sealedAt.UTC(), KeyID: *key, Signature: signature}
	}
	return h, nil
}

// Seal signs the ledger's head with the operator's key and keeps the seal.
// moved is false where the key has sealed this head already. The error is
// ErrNothingToSeal while the ledger is empty.
func (s *Store) Seal(ctx context.Context, key ed25519.PrivateKey, name string, now time.Time) (seal registry.Seal, moved bool, err error) {
	err = pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		var at *time.Time
		if err := tx.QueryRow(ctx, "select seq, hash, nullif(at, '-infinity') from ledger_head").Scan(&seal.Seq, &seal.Hash, &at); err != nil {
			return err
		}
		if at == nil {
			return ErrNothingToSeal
		}
		seal.Registry, seal.At, seal.SealedAt = name, at.UTC(), now.UTC().Truncate(time.Microsecond)
		if err := seal.Sign(key); err != nil {
			return err
		}
		tag, err := tx.Exec(ctx, statement("ledger_seal"), pgx.StrictNamedArgs{"seq": seal.Seq, "key_id": seal.KeyID, "registry": name,
			"hash": seal.Hash, "at": seal.At, "sealed_at": seal.SealedAt, "public_key": []byte(key.Public().(ed25519.PublicKey)), "signature": seal.Signature})
		moved = err == nil && tag.RowsAffected() == 1
		return err
	})
	if errors.Is(err, ErrNothingToSeal) {
		return seal, false, err
	}
	return seal, moved, s.fault("seal the ledger", err)
}

// CheckSeals compares seals that were kept elsewhere, in any order, with the
// chain. public is the key that they have to be signed by.
func (s *Store) CheckSeals(ctx context.Context, seals []registry.Seal, public ed25519.PublicKey) ([]registry.Break, error) {
	var seqs []int64
	for i := range seals {
		seqs = append(seqs, seals[i].Seq)
	}
	rows, err := s.write.Query(ctx, statement("seal_hashes"), pgx.StrictNamedArgs{"seqs": seqs})
	if err != nil {
		return nil, s.fault("read hashes", err)
	}
	hashes := map[int64][]byte{}
	var seq int64
	var hash []byte
	if _, err = pgx.ForEachRow(rows, []any{&seq, &hash}, func() error {
		hashes[seq] = bytes.Clone(hash)
		return nil
	}); err != nil {
		return nil, s.fault("read hashes", err)
	}
	var checked []checkedSeal
	for _, seal := range seals {
		checked = append(checked, checkedSeal{seal, public, hashes[seal.Seq]})
	}
	return sealBreaks(checked), nil
}

// sealsBreak compares the seals that are kept in the database with the chain.
func (s *Store) sealsBreak(ctx context.Context, tx pgx.Tx, v *Verification) ([]registry.Break, error) {
	rows, err := tx.Query(ctx, statement("verify_seals"))
	if err != nil {
		return nil, s.fault("read seals", err)
	}
	seals, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (checkedSeal, error) {
		var c checkedSeal
		var public []byte
		err := row.Scan(&c.Registry, &c.Seq, &c.Hash, &c.At, &c.SealedAt, &c.KeyID, &c.Signature, &public, &c.found)
		c.public = public
		return c, err
	})
	if err != nil {
		return nil, s.fault("read seals", err)
	}
	v.Seals = int64(len(seals))
	return sealBreaks(seals), nil
}

// checkedSeal is a seal with the key that it has to be signed by and the hash
// that the chain has there; nil where it has no such revision.
type checkedSeal struct {
	registry.Seal
	public ed25519.PublicKey
	found  []byte
}

// sealBreaks tells which seals do not fit the chain, and between which of them
// it was rewritten.
func sealBreaks(seals []checkedSeal) []registry.Break {
	fits := int64(0) // newest revision that a seal vouches for
	for i := range seals {
		if c := &seals[i]; c.Check(c.public) && bytes.Equal(c.Hash, c.found) {
			fits = max(fits, c.Seq)
		}
	}
	var breaks []registry.Break
	for i := range seals {
		c := &seals[i]
		on := c.SealedAt.UTC().Format("2006-01-02 15:04:05")
		switch {
		case len(breaks) == maxBreaks:
			return breaks
		case !c.Check(c.public):
			breaks = append(breaks, registry.Break{Seq: c.Seq, Reason: "the seal of " + on + " is not signed by the key"})
		case c.found == nil:
			breaks = append(breaks, registry.Break{Seq: c.Seq, Reason: "the seal of " + on + " is of a revision that is not there"})
		case !bytes.Equal(c.Hash, c.found):
			from := int64(1)
			if fits < c.Seq {
				from = fits + 1
			}
			breaks = append(breaks, registry.Break{Seq: from, Reason: fmt.Sprintf(
				"the ledger was rewritten between revisions %d and %d: the seal of %s has another hash for revision %d", from, c.Seq, on, c.Seq)})
		}
	}
	return breaks
}
