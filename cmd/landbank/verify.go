package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"

	"landbank/registry/postgres"
)

// shownBreaks is how many breaks verify lists; the first one is what matters.
const shownBreaks = 20

func verifyCommand() command {
	return command{
		name:    "verify",
		summary: "checks that the ledger and all that follows from it are unaltered",
		about: `Recomputes the chain of revisions and compares it with the sites and with what the public sees. Exit codes: 0 everything
holds together, 1 something does not; the first broken revision is named. The chain proves its own past: keep the hash
that is printed in another place, and compare it later with that of the same revision.`,
		flags: func(flags *flag.FlagSet) action {
			at := whereFlags(flags)
			return func(ctx context.Context, c console, args []string) error {
				if len(args) > 0 {
					return misuse("verify takes no arguments, but got %q", args[0])
				}
				return at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) error {
					found, err := store.Verify(ctx)
					if err != nil {
						return err
					}
					return tellVerification(c.out, found)
				})
			}
		},
	}
}

// tellVerification prints what was found; breaks end the program with code 1.
func tellVerification(w io.Writer, v postgres.Verification) error {
	p := func(format string, args ...any) { _, _ = fmt.Fprintf(w, format, args...) } // nobody is left to tell
	counts := fmt.Sprintf("%s revisions, %s sites, %s of them published", thousands(v.Revisions), thousands(v.Sites), thousands(v.Published))
	if len(v.Breaks) == 0 {
		p("Everything holds together: %s.\nHash of the newest revision: %x\n", counts, v.Head)
		return nil
	}
	p("Looked at %s.\n", counts)
	for i, b := range v.Breaks {
		if i == shownBreaks {
			p("… and more\n")
			break
		}
		if b.Ref != "" {
			p("Revision %d (%s): %s\n", b.Seq, b.Ref, b.Reason)
		} else {
			p("Revision %d: %s\n", b.Seq, b.Reason)
		}
	}
	return exit{code: 1, err: fmt.Errorf("the first broken revision is %d", v.Breaks[0].Seq)}
}
