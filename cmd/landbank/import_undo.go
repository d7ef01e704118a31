package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"strconv"

	"landbank/registry"
	"landbank/registry/postgres"
)

func importUndoCommand() command {
	return command{
		name:    "import undo",
		args:    "BATCH",
		summary: "takes an import back",
		about: `Sites that the import created are withdrawn; sites that it changed are again as they were before, and so is what the
public sees. Nothing is deleted: the undo is written into the ledger like everything else. Where somebody has changed a
site since, nothing is undone and every such change is named. BATCH is the number that the import printed.`,
		flags: func(flags *flag.FlagSet) action {
			at := whereFlags(flags)
			var undo registry.Undo
			flags.StringVar(&undo.Reason, "reason", "", "`WORDS` for the ledger on why")
			flags.BoolVar(&undo.SkipChanged, "skip-changed", false, "leave sites that somebody has changed since as they are, and undo the others")
			return func(ctx context.Context, c console, args []string) error {
				if len(args) != 1 {
					return misuse("import undo takes the number of one import, but got %d arguments", len(args))
				}
				batch, err := strconv.ParseInt(args[0], 10, 64)
				if err != nil {
					return misuse("%q is not the number of an import", args[0])
				}
				return at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) error {
					result, err := store.UndoImport(ctx, registry.Operator, batch, undo)
					if err != nil {
						return undoRefused(c, batch, err)
					}
					tellUndo(c.out, result)
					return nil
				})
			}
		},
	}
}

// undoRefused says why nothing was undone, one line for each reason.
func undoRefused(c console, batch int64, err error) error {
	var refused *registry.RefusedError
	switch {
	case errors.Is(err, registry.ErrNotFound):
		err = fmt.Errorf("there is no import %d", batch)
	case errors.As(err, &refused) && refused.Refusals[0].Rule == "changed_since":
		for _, r := range refused.Refusals {
			c.say(r.Message)
		}
		err = fmt.Errorf("import %d is not undone, because %d changes were made since; --skip-changed leaves their sites as they are and undoes the others",
			batch, len(refused.Refusals))
	}
	return exit{code: exitNothing, err: err}
}

func tellUndo(w io.Writer, r registry.UndoResult) {
	p := func(format string, args ...any) { _, _ = fmt.Fprintf(w, format, args...) } // nobody is left to tell
	p("Import %d is undone: %s sites that it had created are withdrawn, %s are again as they were before it.\n",
		r.Batch, thousands(r.Withdrawn), thousands(r.Restored))
	if len(r.Left) > 0 {
		p("Left as they are, because they were changed since:\n")
	}
	for _, change := range r.Left {
		p("  %s: %s\n", change.Ref, change)
	}
}
