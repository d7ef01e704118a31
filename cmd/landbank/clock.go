package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"strconv"
	"strings"

	"landbank/registry"
	"landbank/registry/postgres"
)

func clockCommand() command {
	return command{
		name:    "clock",
		args:    "[NAME=DAYS …]",
		summary: "lists or sets the days after which facts have to be checked again",
		about: `Without arguments it lists the freshness clocks of the registry. With arguments, such as availability=45 price=60, it sets
them for every process on this database and judges all published sites by them at once; see docs/freshness.md.`,
		flags: func(flags *flag.FlagSet) action {
			at := whereFlags(flags)
			return func(ctx context.Context, c console, args []string) error {
				wanted, err := parseClocks(args)
				if err != nil {
					return err
				}
				return at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) error {
					if len(wanted) > 0 {
						if err := store.SetClocks(ctx, registry.Operator, wanted); err != nil {
							return err
						}
					}
					clocks, err := store.Clocks(ctx)
					if err != nil {
						return err
					}
					for _, name := range registry.ClockNames {
						_, _ = fmt.Fprintf(c.out, "%-14s %5d days\n", name, clocks[name])
					}
					return nil
				})
			}
		},
	}
}

// parseClocks reads arguments like availability=45.
func parseClocks(args []string) (registry.ClockDays, error) {
	clocks := registry.ClockDays{}
	for _, arg := range args {
		name, days, found := strings.Cut(arg, "=")
		n, err := strconv.Atoi(days)
		if !found || err != nil {
			return nil, misuse("%q is not like availability=45", arg)
		}
		clocks[name] = n
	}
	if err := clocks.Check(); err != nil {
		return nil, misuse("%s", err)
	}
	return clocks, nil
}
