package main

import (
	"bufio"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"landbank/registry"
	"landbank/registry/postgres"
)

func ledgerSealCommand() command {
	return command{
		name:    "ledger seal",
		summary: "signs the ledger's head",
		about: `Writes one line of JSON: number, hash and instant of the newest revision with a signature. Keep the file away from the
database; landbank verify --seals compares it with the chain. A head that the key has signed already is signed again in
the file, and not in the database.`,
		flags: func(flags *flag.FlagSet) action {
			at := whereFlags(flags)
			path := flags.String("key", "", "`FILE` with the private key, see landbank ledger key new")
			name := flags.String("name", "Landbank", "`NAME` of the registry in the seal")
			out := flags.String("o", "", "`FILE` that the line is added to; without it, standard output")
			return func(ctx context.Context, c console, args []string) error {
				if len(args) > 0 || *path == "" {
					return misuse("ledger seal takes --key FILE and no arguments")
				}
				key, err := readPrivateKey(*path)
				if err != nil {
					return err
				}
				return at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) error {
					seal, _, err := store.Seal(ctx, key, *name, time.Now())
					if err != nil {
						return err
					}
					return keepSeal(c.out, *out, &seal)
				})
			}
		},
	}
}

// keepSeal adds a seal to a file, or prints it.
func keepSeal(stdout io.Writer, path string, seal *registry.Seal) (err error) {
	line, err := json.Marshal(seal)
	if err != nil {
		return fmt.Errorf("encode the seal: %w", err)
	}
	line = append(line, '\n')
	if path == "" || path == "-" {
		_, err := stdout.Write(line)
		return err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return fmt.Errorf("keep the seal: %w", err)
	}
	_, err = file.Write(line)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("keep the seal in %s: %w", path, err)
	}
	return nil
}

// readSeals reads the lines of a file of seals.
func readSeals(path string) ([]registry.Seal, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read the seals: %w", err)
	}
	defer func() { _ = file.Close() }() // only read
	var seals []registry.Seal
	lines := bufio.NewScanner(file)
	for number := 1; lines.Scan(); number++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var seal registry.Seal
		if err := json.Unmarshal(lines.Bytes(), &seal); err != nil {
			return nil, fmt.Errorf("line %d of %s is no seal", number, path)
		}
		seals = append(seals, seal)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read the seals in %s: %w", path, err)
	}
	return seals, nil
}

// sealer signs the ledger's head while the app serves.
type sealer struct {
	key  ed25519.PrivateKey
	name string
	path string // file that the seals are added to; "" for none
}

// daily is how often a head is signed that has moved.
const daily = 24 * time.Hour

// start signs now and every day. What it gives back ends that, after the head was signed once more. A nil sealer signs
// nothing.
func (s *sealer) start(ctx context.Context, store *postgres.Store, log *slog.Logger) (end func()) {
	if s == nil {
		return func() {}
	}
	ctx = context.WithoutCancel(ctx) // the last seal comes after the end was asked for
	s.seal(ctx, store, log)
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		ticker := time.NewTicker(daily)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				s.seal(ctx, store, log)
			case <-stop:
				s.seal(ctx, store, log)
				return
			}
		}
	}()
	return func() {
		close(stop)
		<-done
	}
}

// seal signs the head if it has moved. That it cannot is no reason to stop serving.
func (s *sealer) seal(ctx context.Context, store *postgres.Store, log *slog.Logger) {
	seal, moved, err := store.Seal(ctx, s.key, s.name, time.Now())
	if err == nil && moved && s.path != "" {
		err = keepSeal(nil, s.path, &seal)
	}
	if err != nil && !errors.Is(err, postgres.ErrNothingToSeal) {
		log.Error("the ledger's head is not sealed", slog.Any("error", err))
	}
}
