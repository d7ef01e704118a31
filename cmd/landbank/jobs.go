package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"strings"
	"text/tabwriter"
	"time"

	"landbank/registry"
	"landbank/registry/postgres"
)

func jobsListCommand() command {
	return command{
		name:    "jobs list",
		summary: "lists what the registry does by itself",
		about: `The newest jobs first: which duty, the time it was due, how it stands, how much there was to do, and why the last attempt
failed. ` + "`landbank serve`" + ` does them; what failed is tried again.`,
		flags: func(flags *flag.FlagSet) action {
			at := whereFlags(flags)
			limit := flags.Int("limit", 50, "`NUMBER` of jobs to list")
			return func(ctx context.Context, c console, args []string) error {
				if len(args) > 0 {
					return misuse("jobs list takes no arguments, but got %q", args[0])
				}
				if *limit < 1 || *limit > 10000 {
					return misuse("--limit is 1 to 10000, not %d", *limit)
				}
				return at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) error {
					runs, err := store.JobRuns(ctx, registry.Operator, *limit)
					if err != nil {
						return err
					}
					table := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
					_, _ = fmt.Fprintln(table, "JOB\tDUTY\tDUE\tSTATE\tATTEMPTS\tDONE\tFAILURE")
					for _, r := range runs {
						failure, _, _ := strings.Cut(r.Failure, "\n")
						_, _ = fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%d\t%d\t%s\n", r.ID, r.Duty, r.Slot.Format(time.RFC3339), r.State, r.Attempts, r.Done, failure)
					}
					return table.Flush()
				})
			}
		},
	}
}
