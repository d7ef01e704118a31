package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"strings"

	"landbank/registry"
	"landbank/registry/export"
	"landbank/registry/postgres"
)

func snapshotFreezeCommand() command {
	return command{
		name:    "snapshot freeze",
		args:    "NAME",
		summary: "freezes the published stock under a name, such as 2026",
		about: `Notes where the ledger stands and a digest of everything that the public sees. The snapshot is never changed or removed;
landbank snapshot export rebuilds it at any time.`,
		flags: func(flags *flag.FlagSet) action {
			at := whereFlags(flags)
			note := flags.String("note", "", "`WORDS` on what it is for")
			return func(ctx context.Context, c console, args []string) error {
				if len(args) != 1 {
					return misuse("snapshot freeze takes one name, but got %d arguments", len(args))
				}
				return at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) error {
					frozen, err := store.Freeze(ctx, registry.Operator, args[0], *note)
					if err != nil {
						return err
					}
					_, _ = fmt.Fprintf(c.out, "Snapshot %s: %s sites as of revision %d.\nDigest: %x\n", frozen.Name, thousands(frozen.Sites), frozen.Seq, frozen.Digest)
					return nil
				})
			}
		},
	}
}

func snapshotExportCommand() command {
	names := make([]string, len(export.Formats))
	for i, f := range export.Formats {
		names[i] = string(f)
	}
	return command{
		name:    "snapshot export",
		args:    "NAME",
		summary: "rebuilds a frozen stock from the ledger and writes it to a file",
		about:   `What the ledger says now is compared with the snapshot's digest first; where it differs, nothing is written and the exit code is 1.`,
		flags: func(flags *flag.FlagSet) action {
			at := whereFlags(flags)
			format := flags.String("format", string(export.GeoJSON), "`NAME` of the format: "+strings.Join(names, ", "))
			path := flags.String("o", "", "`FILE` to write")
			return func(ctx context.Context, c console, args []string) error {
				if len(args) != 1 {
					return misuse("snapshot export takes one name, but got %d arguments", len(args))
				}
				chosen, err := export.ParseFormat(*format)
				if err != nil {
					return misuse("--format: %w", err)
				}
				return at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) error {
					return exportSnapshot(ctx, c, store, args[0], *path, chosen)
				})
			}
		},
	}
}

func exportSnapshot(ctx context.Context, c console, store *postgres.Store, name, path string, format export.Format) error {
	frozen, err := store.Snapshot(ctx, name)
	if errors.Is(err, registry.ErrNotFound) {
		return fmt.Errorf("there is no snapshot %s", name)
	}
	if err != nil {
		return err
	}
	same, err := store.CheckSnapshot(ctx, frozen)
	if err != nil {
		return err
	}
	if !same {
		return fmt.Errorf("the ledger no longer says what was frozen as %s: run landbank verify", name)
	}
	sites, err := sitesOf(ctx, store, nil, frozen.At)
	if err != nil {
		return err
	}
	return exportTo(ctx, c, path, format, sites)
}
