package main

import (
	"context"
	"flag"
	"fmt"

	"landbank/migrations"
)

func migrateCommand() command {
	return command{
		name:    "migrate",
		summary: "brings the database's schema up to date",
		about: `Every other command does this too when it starts. Run it by itself to take the moment of an upgrade into your own
hands, before the new version serves. Schemas only go forward: back up first.`,
		flags: func(flags *flag.FlagSet) action {
			at := whereFlags(flags)
			return func(ctx context.Context, c console, args []string) error {
				if len(args) > 0 {
					return misuse("migrate takes no arguments, but got %q", args[0])
				}
				db, err := at.openDatabase(ctx, c)
				if err != nil {
					return err
				}
				version, _, err := migrations.Version(ctx, db.url)
				if err == nil {
					_, err = fmt.Fprintf(c.out, "The database has schema %d, the newest.\n", version)
				}
				if closeErr := db.close(); err == nil {
					err = closeErr
				}
				return err
			}
		},
	}
}
