package main

import (
	"context"
	"crypto/ed25519"
	"flag"
	"fmt"
	"io"
	"log/slog"

	"landbank/registry"
	"landbank/registry/postgres"
)

// shownBreaks is how many breaks verify lists; the first one is what matters.
const shownBreaks = 20

func verifyCommand() command {
	return command{
		name:    "verify",
		summary: "checks that the ledger and all that follows from it are unaltered",
		about: `Recomputes the chain of revisions and compares it with the sites and with what the public sees. Exit codes: 0 everything
holds together, 1 something does not; the first broken revision is named. Somebody with every right on the database could
make the whole chain anew: --seals compares it with the signed heads that were kept elsewhere (landbank ledger seal).`,
		flags: func(flags *flag.FlagSet) action {
			at := whereFlags(flags)
			sealed := flags.String("seals", "", "`FILE` with signed heads that was kept away from the database")
			public := flags.String("public-key", "", "`KEY` that they are signed with: a file, or base64")
			return func(ctx context.Context, c console, args []string) error {
				if len(args) > 0 {
					return misuse("verify takes no arguments, but got %q", args[0])
				}
				if (*sealed == "") != (*public == "") {
					return misuse("--seals and --public-key go together")
				}
				seals, key, err := sealsAndKey(*sealed, *public)
				if err != nil {
					return err
				}
				return at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) error {
					found, err := store.Verify(ctx)
					if err != nil {
						return err
					}
					if seals != nil {
						broken, err := store.CheckSeals(ctx, seals, key)
						if err != nil {
							return err
						}
						found.Breaks = append(broken, found.Breaks...)
						found.Seals += int64(len(seals))
					}
					return tellVerification(c.out, found)
				})
			}
		},
	}
}

// sealsAndKey reads the signed heads and the key that they are signed with; nil where there are none to compare with.
func sealsAndKey(sealed, public string) ([]registry.Seal, ed25519.PublicKey, error) {
	if sealed == "" {
		return nil, nil, nil
	}
	key, err := readPublicKey(public)
	if err != nil {
		return nil, nil, err
	}
	seals, err := readSeals(sealed)
	if err == nil && len(seals) == 0 {
		err = fmt.Errorf("%s holds no seal", sealed)
	}
	return seals, key, err
}

// tellVerification prints what was found; breaks end the program with code 1.
func tellVerification(w io.Writer, v postgres.Verification) error {
	p := func(format string, args ...any) { _, _ = fmt.Fprintf(w, format, args...) } // nobody is left to tell
	counts := fmt.Sprintf("%s revisions, %s sites, %s of them published", thousands(v.Revisions), thousands(v.Sites), thousands(v.Published))
	if len(v.Breaks) == 0 {
		p("Everything holds together: %s, %s seals.\nHash of the newest revision: %x\n", counts, thousands(v.Seals), v.Head)
		for _, e := range v.Erasures {
			p("Personal data of %s was erased from %s revisions by revision %d.\n", e.Ref, thousands(e.Revisions), e.Seq)
		}
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
