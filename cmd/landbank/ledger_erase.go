package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"strings"

	"landbank/registry"
	"landbank/registry/postgres"
)

func ledgerEraseCommand() command {
	return command{
		name:    "ledger erase",
		summary: "takes personal data out of a site and its whole history",
		about: `Paths are those of the history: contact.email, contact, names.uk, parcels[1410300000:01:001:0001].owner,
parcels[*].owner, media[HASH], internal.note, extra.COLUMN; with commas between them. What stands there is taken out of the site, of every
revision, of reasons that repeat it, and of what imports keep of the site. Digests stay, so that the chain, its seals and
snapshots still hold. It cannot be undone. The next import brings the data back unless its source is mended, too.`,
		flags: func(flags *flag.FlagSet) action {
			at := whereFlags(flags)
			ref := flags.String("ref", "", "`REF` of the site")
			paths := flags.String("path", "", "`PATHS` to erase")
			reason := flags.String("reason", "", "`WORDS` on why, without the data")
			return func(ctx context.Context, c console, args []string) error {
				if len(args) > 0 || *ref == "" || *paths == "" {
					return misuse("ledger erase takes --ref, --path and --reason, and no arguments")
				}
				return at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) error {
					done, err := store.Erase(ctx, registry.Operator, *ref, registry.Erasure{Paths: list(*paths), Reason: *reason})
					if errors.Is(err, registry.ErrNotFound) {
						return fmt.Errorf("there is no site %s", *ref)
					}
					if err != nil {
						return err
					}
					_, _ = fmt.Fprintf(c.out, "Revision %d: taken out of %s revisions of %s and %s lines of imports.\n",
						done.Seq, thousands(int64(len(done.Revisions))), done.Ref, thousands(done.Imported))
					if done.Files > 0 {
						_, _ = fmt.Fprintf(c.out, "%s photos and documents are kept no more.\n", thousands(done.Files))
					}
					if len(done.Remaining) > 0 {
						c.say("The same text still stands at " + strings.Join(done.Remaining, ", ") + "; erase it there too if it is the same data.")
					}
					return nil
				})
			}
		},
	}
}
